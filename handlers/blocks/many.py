"""One resume against all of its owner's jobs."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from core.model import JobPosting, Lift, ResumeCard
from core.pipeline import Match, Overview
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply, plural, quoted, say
from handlers.blocks.reports import unmet

JOBS_LISTED = 25
EDITS_LISTED = 5
NO_EDITS = "I found no honest edit by rules that would lift one of them."


def overview(made: Overview) -> Reply:
    """The jobs, best first, and the fewest edits that lift the most of them."""
    count = len(made.matches)
    headline = f"*{text.name(made.resume.file_name)}* against your {plural(count, 'saved job')}, best first"
    lifts = made.lifted.lifts
    groups: list[tuple[Block, ...]] = [
        (parts.section(_row(one, made)),) for one in made.matches[:JOBS_LISTED]
    ]
    fitting = parts.within(groups, parts.MESSAGE_BLOCKS - 10, parts.MESSAGE_LENGTH - 4_000)
    blocks = [block for group in groups[:fitting] for block in group]
    if fitting < count:
        blocks.append(parts.context(f"+{count - fitting} more"))
    blocks.append(parts.section("\n".join([_sum(made), *_edits(made)])))
    if len(lifts) > EDITS_LISTED:
        blocks.append(parts.context(f"+{len(lifts) - EDITS_LISTED} more edits"))
    blocks.append(parts.context("Nothing changes until you accept. Scored by software; a person decides."))
    return Reply(headline, (parts.section(headline), *blocks, *parts.actions(*_buttons(made))))


def _row(one: Match, made: Overview) -> str:
    """`*55 · Partial* "Senior backend engineer" — missing must: Kubernetes · 61 with the edits below`."""
    after = made.lifted.after.get(one.posting.id, one.report.score)
    gain = f" · {after:.0f} with the edits below" if round(after) > round(one.report.score) else ""
    return f"*{one.report.score:.0f} · {one.report.band}* {title(one.posting)}{unmet(one.report)}{gain}"


def title(posting: JobPosting) -> str:
    """A job's title, or its first words."""
    return quoted(posting.title or posting.document.visible[0].text, 60)


def _sum(made: Overview) -> str:
    lifts = made.lifted.lifts
    if not lifts:
        return NO_EDITS
    lifted = {id for one in lifts for id in one.points}
    verb = "lifts" if len(lifts) == 1 else "lift"
    return f"*{plural(len(lifts), 'edit')} {verb} {len(lifted)} of {len(made.matches)}*:"


def _edits(made: Overview) -> Iterator[str]:
    named = {one.posting.id: title(one.posting) for one in made.matches}
    for number, one in enumerate(made.lifted.lifts[:EDITS_LISTED], 1):
        spans = made.resume.spans.get(one.edit.pointer) or made.resume.spans.get(f"{one.edit.pointer}/0")
        where = f"l.{spans[0].line} " if spans else ""
        best = sorted(one.points.items(), key=lambda item: -item[1])
        gains = ", ".join(f"{named[id]} +{points:.1f}" for id, points in best[:3])
        more = f", +{len(best) - 3} more" if len(best) > 3 else ""  # noqa: PLR2004  # three are named
        before, after = (text.inert(words, 120) for words in (one.edit.before, one.edit.after))
        yield f'*{number}* {where}"{before}" → "{after}"   {gains}{more}'


def _buttons(made: Overview) -> Iterator[ButtonElement]:
    """[Improve] for the job that the first edit lifts most: the others follow there or under their own report."""
    if made.lifted.lifts:
        posting_id = most_lifted(made.lifted.lifts[0])
        posting = next(one.posting for one in made.matches if one.posting.id == posting_id)
        label = text.plain(f"Improve for {posting.title or 'this job'}", 70)
        yield parts.button(label, parts.IMPROVE, parts.ids([made.resume.id, posting_id]), style="primary")


def most_lifted(lift: Lift) -> str:
    """Id of the posting to which an edit adds most."""
    return max((points, id) for id, points in lift.points.items())[1]


MOST_LISTED = 20
"""Resumes in `/match resumes`: each takes two blocks of the 50 that a message may hold."""


def my_resumes(cards: Sequence[ResumeCard]) -> Reply:
    """The asker's own, newest first; the first is the one that a command means."""
    if not cards:
        return say("You have no resume here yet. Drop one here or DM me: I read it and answer in its thread.")
    rows = [
        block
        for place, card in enumerate(cards[:MOST_LISTED])
        for block in (
            parts.section(
                f"*{text.name(card.file_name)}* · <!date^{card.created_at:.0f}^{{date_short_pretty}}|shared>"
                + (" · current" if not place else "")
            ),
            *parts.actions(
                parts.button("Match to a job", parts.MATCH_TO_JOB, card.id), parts.delete_button([card.id])
            ),
        )
    ]
    more = len(cards) - MOST_LISTED
    older = f" +{more} older." if more > 0 else ""
    told = parts.context(f"A command means the current one.{older}")
    return Reply(f"You have {plural(len(cards), 'resume')} here.", (*rows, told))
