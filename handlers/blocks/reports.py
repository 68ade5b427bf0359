"""A score with its reasons."""

from slack_sdk.models.blocks import Block

from core.model import JobPosting, MatchReport, Requirement, Resume, Verdict
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply, lasting, plural, quoted

VERDICTS_SHOWN = 12
MUSTS_NAMED = 4
NOTICES_SHOWN = 3
MODEL_FAILED = frozenset({"engine_down", "engine_busy", "engine_slow", "bad_model_output"})
"""Codes of notices that a second try may do without."""
AGAIN = "Match the same job again later: then the model is asked anew."
MARKS = {"met": "✓", "partial": "~", "missing": "✗"}
ORDER = ("met", "partial", "missing")
FLAGS = {
    "keyword_stuffing": "⚠ A list names many of the job's words at once. Words in a list count little.",
    "hidden_text": "⚠ The file holds text that nobody can see. I did not count it.",
    "copied_from_posting": "⚠ Some lines are copied from the job. They count nothing.",
    "said_by_owner": "Some of it was put right by the resume's owner and does not stand in the file: dates count as "
    "they say, all else half at most.",
}

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
    told = (parts.context(one) for one in _notices(posting))
    return Reply(saved, (parts.section(saved), *told, *parts.actions(match)))


def match_report(report: MatchReport, resume: Resume, posting: JobPosting) -> Reply:
    """Score and band first, unmet musts next, then each requirement with the words that earned its verdict."""
    headline = f"*{report.score:.0f} · {report.band}*{_unmet(report)}"
    lines = [_verdict(one) for one in sorted(report.verdicts, key=lambda v: ORDER.index(v.verdict))]
    shown = lines[:VERDICTS_SHOWN]
    if len(lines) > VERDICTS_SHOWN:
        shown.append(f"+{len(lines) - VERDICTS_SHOWN} more")
    flags = [FLAGS[flag] for flag in report.flags if flag in FLAGS]
    blocks: list[Block] = [
        parts.context(f"{text.name(resume.file_name)} · {job_saved(posting)}"),
        parts.section(headline),
        *([parts.section("\n".join(shown))] if shown else []),
        *(parts.context(told) for told in (*flags, *_languages(resume, posting), *_notices(posting))),
        parts.context(f"{text.inert(report.fingerprint)} · Scored by software; a person decides."),
        *parts.actions(
            parts.button("Improve", parts.IMPROVE, parts.ids([resume.id, posting.id]), style="primary")
        ),
    ]
    return Reply(f"{text.name(resume.file_name)}: {headline}", tuple(blocks))


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


def _unmet(report: MatchReport) -> str:
    missing = report.missing_musts
    named = "; ".join(label(one.requirement) for one in missing[:MUSTS_NAMED])
    more = f"; +{len(missing) - MUSTS_NAMED} more" if len(missing) > MUSTS_NAMED else ""
    return f" — missing must: {named}{more}" if missing else ""


def _verdict(verdict: Verdict) -> str:
    return f"{MARKS[verdict.verdict]} {label(verdict.requirement)} — {_because(verdict)}"


def _because(verdict: Verdict) -> str:
    """The words that earned the verdict, and where they stand."""
    if verdict.quote is None:
        return "not stated" if verdict.requirement.kind == "place" else "nothing found"
    where = f"l.{verdict.line}" if verdict.line else "said by you"
    if verdict.months is not None:
        asked = verdict.requirement.months or 0
        where += f", {lasting(verdict.months)}" + (f" of {lasting(asked)}" if verdict.months < asked else "")
    if verdict.how == "listed":
        return f"only in a list: {quoted(verdict.quote, 60)} ({where})"
    says = {"claimed": "said, not shown: ", "similar": "similar: ", "copied": "copied from the job: "}
    return f"{says.get(verdict.how, '')}{quoted(verdict.quote)} ({where})"


def _whole_years(months: int | None) -> bool:
    return bool(months) and months is not None and months % 12 == 0
