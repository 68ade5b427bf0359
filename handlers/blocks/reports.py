"""A score with its reasons."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from core.dates import lasting
from core.model import (
    KIND_GROUPS,
    JobPosting,
    MatchReport,
    Requirement,
    Resume,
    Verdict,
)
from core.pipeline import Match
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply, plural, quoted

VERDICTS_SHOWN = 12
MUSTS_NAMED = 4
NOTICES_SHOWN = 3
MODEL_FAILED = frozenset({"engine_down", "engine_busy", "engine_slow", "bad_model_output"})
"""Codes of notices that a second try may do without."""
AGAIN = "Match the same job again later: then the model is asked anew."
MARKS = {"met": "✓", "partial": "~", "missing": "✗"}
ORDER = ("met", "partial", "missing")
BAR, SHORT_BAR = 10, 5

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""English names of ISO 639-1 codes; another code is shown as it is."""


def job_saved(posting: JobPosting) -> str:
    """`Job saved: "Data analyst", 11 requirements, 4 must.`"""
    musts = sum(one.must for one in posting.requirements)
    title = f"{quoted(posting.title, 80)}, " if posting.title else ""
    return f"Job saved: {title}{plural(len(posting.requirements), 'requirement')}, {musts} must."


def job_read(posting: JobPosting) -> Reply:
    """A job that came as a file or a message."""
    saved = job_saved(posting)
    match = parts.button("Match my resume", parts.MATCH_MINE, posting.id, style="primary")
    check = parts.button("Check the list", parts.CHECK_LIST, posting.id)
    told = (parts.context(one) for one in _notices(posting))
    return Reply(saved, (parts.section(saved), *told, *parts.actions(match, check)))


def match_report(made: Match, *, has_page: bool = False, moved: str = "", now: int = 0) -> Reply:
    """Score and band first, unmet musts next, then each requirement with the words that earned its verdict.

    Args:
        has_page: the report can be opened in a browser.
        moved: what a change of the job did to the score; inert.
        now: version of the job's list, where it is not the one that this was made for.
    """
    report, resume, posting = made.report, made.resume, made.posting
    headline = f"*{report.score:.0f} · {report.band}*{unmet(report)}"
    lines = verdict_lines(report)
    more = len(lines) - VERDICTS_SHOWN
    flags = [f"⚠ {told}" for told in report.cautions]
    blocks: list[Block] = [
        parts.context(f"{text.name(resume.file_name)} · {job_saved(posting)}"),
        *([parts.section(moved)] if moved else []),
        *([_outdated(made, now)] if now else []),
        parts.section("\n".join([headline, *bars(report)])),
        *([parts.section("\n".join(lines[:VERDICTS_SHOWN]))] if lines else []),
        *(parts.actions(parts.button(f"+{more} more ▸", parts.ALL_VERDICTS, made.id)) if more > 0 else ()),
        *(parts.context(told) for told in (*flags, *_languages(resume, posting), *_notices(posting))),
        parts.context(f"{text.inert(report.fingerprint)} · Scored by software; a person decides."),
        *parts.actions(*_buttons(made, has_page=has_page)),
    ]
    return Reply(f"{text.name(resume.file_name)}: {headline}", tuple(blocks))


def _outdated(made: Match, now: int) -> Block:
    again = parts.button("Score again", parts.SCORE_AGAIN, made.id)
    return parts.section(f"Made for job v{made.posting.version}; the list is v{now} now.", beside=again)


def _buttons(made: Match, *, has_page: bool) -> Iterator[ButtonElement]:
    pair = parts.ids([made.resume.id, made.posting.id])
    yield parts.button("Improve", parts.IMPROVE, pair, style="primary")
    yield parts.button("Check the list", parts.CHECK_LIST, parts.ids([made.posting.id, made.resume.id]))
    if has_page:
        yield parts.button("Open report", parts.OPEN_REPORT, made.id)
    yield parts.button("Why", parts.WHY, made.id)
    yield parts.delete_button([made.resume.id])


# ---------------------------------------------------------------- bars


def bars(report: MatchReport) -> tuple[str, ...]:
    """`▰▰▰▰▰▰▰▱▱▱ Must have: 3 of 5 met, 1 in part`, a line for musts and for wishes; the kinds share one.

    Text, not a picture: it needs no upload, is read aloud with the words beside it, and takes the colour of the theme.
    """
    counted = [one for one in report.verdicts if one.requirement.kind != "place"]
    lines = [
        f"{_bar(some, BAR)} {name}: {_met(some)}"
        for name, must in (("Must have", True), ("Nice to have", False))
        if (some := [one for one in counted if one.requirement.must is must])
    ]
    kinds = [
        (name, some)
        for kind, name in KIND_GROUPS.items()
        if (some := [one for one in counted if one.requirement.kind == kind])
    ]
    if len(kinds) > 1:
        lines.append(" · ".join(f"{name} {_bar(some, SHORT_BAR)} {_met(some)}" for name, some in kinds))
    return tuple(lines)


def _bar(verdicts: Sequence[Verdict], length: int) -> str:
    """What is met counts whole, what is met in part half; full only where all is met, empty only where nothing is."""
    words = [one.verdict for one in verdicts]
    filled = (words.count("met") + words.count("partial") / 2) / len(words)
    most = length if filled == 1 else length - 1
    cells = min(most, max(1 if filled else 0, round(filled * length)))
    return "▰" * cells + "▱" * (length - cells)


def _met(verdicts: Sequence[Verdict]) -> str:
    met, partly = (sum(one.verdict == word for one in verdicts) for word in ("met", "partial"))
    return f"{met} of {len(verdicts)} met" + (f", {partly} in part" if partly else "")


def verdict_lines(report: MatchReport) -> list[str]:
    """A line for each requirement: what is met first."""
    return [_verdict(one) for one in sorted(report.verdicts, key=lambda v: ORDER.index(v.verdict))]


def _languages(resume: Resume, posting: JobPosting) -> tuple[str, ...]:
    """Said where the two are not in the same language, because words are then compared across both."""
    if not resume.language or not posting.language or resume.language == posting.language:
        return ()
    ours, theirs = (LANGUAGES.get(one, one) for one in (resume.language, posting.language))
    return (f"Resume: {ours}. Job: {theirs}. Matched across languages; quotes stay {ours}.",)


def _notices(posting: JobPosting) -> tuple[str, ...]:
    """What is to be said of how the job was read: that the model did not answer, most of all."""
    notices = (*posting.document.notices, *posting.notices)
    told = [*dict.fromkeys(filter(None, (text.inert(notice.text) for notice in notices)))][:NOTICES_SHOWN]
    return (*told, AGAIN) if any(notice.code in MODEL_FAILED for notice in notices) else tuple(told)


def label(requirement: Requirement) -> str:
    """`Python 4+ y`, `Kubernetes or ECS`."""
    names = " or ".join(text.inert(one, 60) for one in requirement.any_of[:4]) or text.inert(
        requirement.quote, 80
    )
    return (
        f"{names} {lasting(requirement.months or 0)[:-2]}+ y" if _whole_years(requirement.months) else names
    )


def unmet(report: MatchReport) -> str:
    """` — missing must: Kubernetes or ECS`, "" where all are met in part at least."""
    missing = report.missing_musts
    named = "; ".join(label(one.requirement) for one in missing[:MUSTS_NAMED])
    more = f"; +{len(missing) - MUSTS_NAMED} more" if len(missing) > MUSTS_NAMED else ""
    return f" — missing must: {named}{more}" if missing else ""


def _verdict(verdict: Verdict) -> str:
    return f"{MARKS[verdict.verdict]} {label(verdict.requirement)} — {because(verdict)}"


def because(verdict: Verdict) -> str:
    """The words that earned the verdict, and where they stand."""
    if verdict.quote is None:
        return "not stated" if verdict.requirement.kind == "place" else "nothing found"
    where = f"l.{verdict.line}" if verdict.line else "said by you"
    if verdict.months is not None:
        asked = verdict.requirement.months or 0
        where += f", {lasting(verdict.months)}" + (f" of {lasting(asked)}" if verdict.months < asked else "")
    if verdict.how == "listed":
        return f"only in a list: {quoted(verdict.quote, 60)} ({where})"
    says = {
        "claimed": "said, not shown: ",
        "similar": "similar: ",
        "copied": "copied from the job: ",
        "written in it": "the resume is written in it: ",
    }
    return f"{says.get(verdict.how, '')}{quoted(verdict.quote)} ({where})"


def _whole_years(months: int | None) -> bool:
    return bool(months) and months is not None and months % 12 == 0
