"""Edits: as they stream in, as a list to decide on, and what became of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from slack_sdk.models.blocks import Block

from core.errors import NotFound
from core.model import Edit, JobPosting, Json, Resume
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply
from handlers.blocks.reports import label

NOT_OFFERED_SHOWN = 4
MISSING_KEPT = 20
LISTED = 10
SAID = 600
"""Characters shown of a text before and after."""
EDIT_BLOCK = "edit:"
"""Opens the block_id of an edit; its id follows."""
RUN_BLOCK = "run:"
BY_RULES_ALONE = (
    "The language model isn't answering. I looked with rules alone (good for skills, weak for wording). "
    "When it's back and these are decided, press Improve again."
)
STATES = {"accepted": "✓ accepted", "skipped": "– skipped"}


@dataclass(frozen=True, slots=True)
class EditRun:
    """What the list of one run needs to be drawn again; it rides in the block_id of the headline.

    Attributes:
        id: names the list; its messages are found by it.
        before: the score when the run began.
        missing: ids of requirements that no honest edit can serve.
        is_by_rules_alone: the model was asked and did not answer.
    """

    id: str
    resume_id: str
    posting_id: str
    before: float
    missing: tuple[str, ...] = ()
    is_by_rules_alone: bool = False

    @property
    def block_id(self) -> str:
        missing = ",".join(self.missing[:MISSING_KEPT])
        alone = "alone" if self.is_by_rules_alone else ""
        return f"{RUN_BLOCK}{self.id}:{self.resume_id}:{self.posting_id}:{self.before:.4f}:{missing}:{alone}"


def shown_run(blocks: Sequence[Json]) -> tuple[EditRun, tuple[str, ...]]:
    """The run that a message shows, and the ids of its edits in order.

    Raises:
        NotFound: it is no list of edits.
    """
    block_ids = [str(block.get("block_id", "")) for block in blocks]
    run = next((one for one in block_ids if one.startswith(RUN_BLOCK)), "")
    try:
        id, resume_id, posting_id, before, missing, alone = run.removeprefix(RUN_BLOCK).split(":")
        asked = tuple(filter(None, missing.split(",")))
        shown = EditRun(id, resume_id, posting_id, float(before), asked, bool(alone))
    except ValueError as error:
        raise NotFound("I can't tell which edits these are") from error
    return shown, tuple(one.removeprefix(EDIT_BLOCK) for one in block_ids if one.startswith(EDIT_BLOCK))


class Proposed(Protocol):
    """An edit with what became of it."""

    @property
    def edit(self) -> Edit: ...

    @property
    def state(self) -> Literal["proposed", "accepted", "skipped"]: ...


def edit_line(number: int, edit: Edit, resume: Resume, posting: JobPosting) -> str:
    """One edit as streamed Markdown; the list with buttons takes its place when all are there."""
    return f"\n\n**{number}** {_change(edit, resume, text.inert_markdown)}   {_points(edit, posting)}"


def looking(posting: JobPosting) -> str:
    """The first words of a stream, as Markdown; names the job, because a button may mean the newest one."""
    named = f' for "{text.inert_markdown(posting.title, 80)}"' if posting.title else ""
    return f"Looking for honest edits{named}…"


def edits(
    proposed: Sequence[Proposed], resume: Resume, posting: JobPosting, run: EditRun, now: float
) -> Reply:
    """The edits of one run, each with its buttons or with what became of it.

    Args:
        now: the score of the present revision.
    """
    headline = _headline(proposed, run.before, now)
    groups = [_group(number, one, resume, posting) for number, one in enumerate(proposed, 1)]
    rest = _not_offered(posting, run.missing)
    fitting = parts.within(groups, parts.MESSAGE_BLOCKS - 4, parts.MESSAGE_LENGTH - 2_000)
    if fitting < len(groups):
        rest = f"+{len(groups) - fitting} more: press Improve again when these are decided.\n{rest}".strip()
    blocks = [block for group in groups[:fitting] for block in group]
    tail: list[Block] = [parts.context(rest)] if rest else []
    if run.is_by_rules_alone:
        tail.insert(0, parts.context(BY_RULES_ALONE))
    if proposed:
        # Here too: who has accepted what they want need not decide on the others to get the file.
        tail += parts.actions(parts.button("Get my file", parts.GET_FILE, run.resume_id))
    return Reply(headline, (parts.section(headline, run.block_id), *blocks, *tail))


def edits_done(proposed: Sequence[Proposed], run: EditRun, now: float) -> Reply:
    """`Done: 2 accepted, 1 skipped. 55 → 60.`"""
    counted = _counted(proposed)
    sentence = f"Done: {counted}. {run.before:.0f} → {now:.0f}."
    if not any(one.state == "accepted" for one in proposed):
        return parts.say(f"Done: {counted}. Nothing was changed.")
    return parts.say(sentence, parts.button("Get my file", parts.GET_FILE, run.resume_id, style="primary"))


def _headline(proposed: Sequence[Proposed], before: float, now: float) -> str:
    if not proposed:
        return "I found no honest edit that would help. What is missing is not in your resume, or it is said well already."
    if all(one.state == "proposed" for one in proposed):
        return f"{parts.plural(len(proposed), 'honest edit')}. Nothing changes until you accept."
    score = (
        f"*{before:.0f} → {now:.0f}*" if any(one.state == "accepted" for one in proposed) else f"*{now:.0f}*"
    )
    return f"{score} · {_counted(proposed)}"


def _counted(proposed: Sequence[Proposed]) -> str:
    counts: Mapping[str, int] = {
        state: sum(one.state == state for one in proposed) for state in ("accepted", "skipped", "proposed")
    }
    told = [f"{counts['accepted']} accepted", f"{counts['skipped']} skipped"]
    return ", ".join([*told, f"{counts['proposed']} open"] if counts["proposed"] else told)


def _group(number: int, one: Proposed, resume: Resume, posting: JobPosting) -> tuple[Block, ...]:
    edit = one.edit
    sources = ", ".join(f"l.{line}" for line in edit.sources[:8])
    said = f"*{number}* {_change(edit, resume, text.inert)}   {_points(edit, posting)}"
    said += f"   Sources: {sources}" if sources else ""
    block_id = f"{EDIT_BLOCK}{edit.id}"
    if one.state != "proposed":
        return (parts.section(f"{said}\n_{STATES[one.state]}_", block_id),)
    choose = (
        parts.button("Accept", parts.ACCEPT, edit.id, style="primary"),
        parts.button("Skip", parts.SKIP, edit.id),
    )
    return (parts.section(said, block_id), *parts.actions(*choose))


def _change(edit: Edit, resume: Resume, inert: Callable[[str, int], str]) -> str:
    """`l.22 "Responsible for deploys" → "Ran deploys"`; an edit that moves things points at a list."""
    spans = resume.spans.get(edit.pointer) or resume.spans.get(f"{edit.pointer}/0")
    where = f"l.{spans[0].line} " if spans else ""
    return f'{where}"{inert(edit.before, SAID)}" → "{inert(edit.after, SAID)}"'


def _points(edit: Edit, posting: JobPosting) -> str:
    named = [label(one) for one in posting.requirements if one.id == edit.requirement]
    serves = f" ({named[0]})" if named else ""
    reason = f", {text.inert(edit.reason, 160)}" if edit.reason else ""
    return f"{_signed(edit.points)}{serves}{reason}"


def _signed(points: float) -> str:
    """`+5`, `+0.4`, `+0`: small gains are shown, not rounded away."""
    whole = f"{points:+.0f}"
    return whole if abs(points) >= 1 or abs(points) < 0.05 else f"{points:+.1f}"  # noqa: PLR2004  # tenths are the least shown


def _not_offered(posting: JobPosting, missing: Sequence[str]) -> str:
    named = [label(one) for one in posting.requirements if one.id in missing]
    if not named:
        return ""
    shown = "; ".join(named[:NOT_OFFERED_SHOWN])
    more = f"; +{len(named) - NOT_OFFERED_SHOWN} more" if len(named) > NOT_OFFERED_SHOWN else ""
    isn_t = "It isn't" if len(named) == 1 else "They aren't"
    return f"Not offered: {shown}{more}. {isn_t} in your resume."


def exported(resume: Resume, accepted: Sequence[Edit]) -> Reply:
    """What the file in the thread is."""
    if resume.document.type == "docx":
        return parts.say(f"📎 Your file, {parts.plural(len(accepted), 'tracked change')}.")
    kind = {"pdf": "a PDF", "txt": "a text file", "md": "a Markdown file"}[resume.document.type]
    told = f"I can't edit {kind} in place. Here is a plain DOCX with the changes"
    if not accepted:
        return parts.say(f"{told}.")
    listed = "\n".join(f"• {_change(edit, resume, text.inert)}" for edit in accepted[:LISTED])
    more = f"\n+{len(accepted) - LISTED} more" if len(accepted) > LISTED else ""
    return parts.say(f"{told}, and a list of edits:\n{listed}{more}")
