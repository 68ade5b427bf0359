"""All of a report, and how its number came about, in modals."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from core.model import Account, Share, Verdict
from core.pipeline import Explanation, Match
from handlers import text
from handlers.blocks import parts
from handlers.blocks.reports import MARKS, bars, because, label, verdict_lines

SAME = "✓ Recomputed now from the kept inputs: the same number."
OTHER_RULES = "It was made with rules {old}; these are {new}."
CHANGED = "The rules are the same, so what was kept is not what it was made of. Please tell whoever runs me."
HOW = (
    "Each requirement has a weight from 1 to 3 and earns a part of it: 1 for what dated work shows, 0.8 for a certificate, 0.5 "
    "for what is only said, 0.35 for what stands in a list, 0 for what is copied from the job; 0.7 of that where the words are only similar; less where more months are asked "
    "for than shown. No name, photo, age, gender or address takes part."
)
GATE = "A must that nothing was found for holds the band at Partial at best; it does not change the number."


def all_verdicts(made: Match) -> View:
    """Every requirement with the words that earned its verdict."""
    report = made.report
    head = f"*{report.score:.0f} · {report.band}* · {text.name(made.resume.file_name)}"
    body = [parts.section(one) for one in chunks(verdict_lines(report))]
    return _modal(
        "All requirements",
        [parts.section("\n".join([head, *bars(report)])), *body, _small(report.fingerprint)],
    )


def report_link(url: str | None) -> View:
    """A fresh link to the report as a page: it expires, so it stands in no message."""
    if not url:
        return _modal(
            "Report", [parts.section("Pages are switched off here. Whoever runs me can set a base URL.")]
        )
    told = f"<{url}|Open the report>: the resume's lines beside what the job asks for. For you; the link expires."
    return _modal("Report", [parts.section(told)])


def why(found: Explanation) -> View:
    """The arithmetic of a score, made again now from what was kept."""
    kept, account = found.kept, found.account
    verdicts = {one.requirement.id: one for one in found.again.verdicts}
    lines = [_share(one, verdicts[one.requirement.id], account.total) for one in account.shares]
    uncounted = [label(one.requirement) for one in found.again.verdicts if one.requirement.kind == "place"]
    blocks: list[Block] = [
        parts.section(f"*{kept.score:.1f} · {kept.band}* · {text.name(found.resume.file_name)}"),
        parts.context(HOW),
        *(parts.section(one) for one in chunks(lines)),
        parts.section("\n".join(_sums(account))),
    ]
    if uncounted:
        blocks.append(parts.context(f"Not counted, shown only: {'; '.join(uncounted)}."))
    if kept.missing_musts:
        blocks.append(parts.context(GATE))
    return _modal("Why this number", [*blocks, parts.section(_again(found)), _small(kept.fingerprint)])


def _share(share: Share, verdict: Verdict, total: float) -> str:
    """A requirement's weight, the part of it that it earns, and what that is worth of 100."""
    weight, earned = share.requirement.weight, share.strong + share.claimed + share.listed
    points = 100 * earned / total if total else 0.0
    sum = f"`{weight} × {earned / weight:.2f} → {points:5.2f}`"
    return f"{MARKS[verdict.verdict]} {sum} {label(share.requirement)} — {because(verdict)}"


def _sums(account: Account) -> Iterable[str]:
    """The last lines of the sum, with what the caps took."""
    yield f"*Shown or certified*: {account.strong:.2f} of {account.total:g} in all"
    if account.claimed or account.listed:
        capped = account.claimed + account.listed - account.weak
        took = (
            f", of which {account.weak:.2f} count: words without work behind them are capped"
            if capped > 0
            else ""
        )
        yield f"*Only said or listed*: {account.claimed:.2f} + {account.listed:.2f}{took}"
    yield f"*Score*: 100 × ({account.strong:.2f} + {account.weak:.2f}) / {account.total:g} = *{account.score:.2f}*"


def _again(found: Explanation) -> str:
    if found.same:
        return SAME
    kept, again = found.kept, found.again
    told = (
        OTHER_RULES.format(old=text.inert(kept.rules), new=text.inert(again.rules))
        if kept.rules != again.rules
        else CHANGED
    )
    return f"✗ Recomputed now it is {again.score:.1f} · {again.band}. {told}"


def chunks(lines: Sequence[str]) -> Iterable[str]:
    """As many whole lines together as a section takes."""
    chunk = ""
    for line in lines:
        if chunk and len(chunk) + len(line) + 1 > parts.SECTION_LENGTH:
            yield chunk
            chunk = ""
        chunk += f"\n{line}" if chunk else line
    if chunk:
        yield chunk


def _small(fingerprint: str) -> Block:
    return parts.context(f"{text.inert(fingerprint)} · Scored by software; a person decides.")


def _modal(title: str, blocks: Sequence[Block]) -> View:
    return View(type="modal", title=title, close="Close", blocks=list(blocks))
