"""One resume against several postings: which edits by rules lift most of the scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core import improvement, skills
from core.desk import Desk
from core.engine.rules import RulesEngine
from core.errors import CoreError
from core.model import Edit, JobPosting, Lift, MatchReport, Resume

MOST_TRIED = 24
"""Edits that are tried against all postings; those with the most points first."""
NO_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Lifted:
    """The fewest edits that lift every score that honest edits by rules can lift.

    Attributes:
        lifts: the most useful first; the points are those of each edit alone.
        after: id of each posting → its score with all of them.
    """

    lifts: tuple[Lift, ...]
    after: Mapping[str, float]


async def lifted(
    desk: Desk,
    resume: Resume,
    scored: Sequence[tuple[JobPosting, MatchReport]],
    table: skills.Table | None = None,
) -> Lifted:
    """Nothing is changed and nothing kept: the edits are the same that [Improve] offers for each posting.

    Args:
        scored: the postings with this resume's scores, as `desk` makes them.
    """
    found: dict[tuple[str, str, str], Edit] = {}
    for posting, _ in scored:
        for edit in await _offered(desk, resume, posting, table):
            found.setdefault((edit.pointer, edit.before, edit.after), edit)
    tried = sorted(found.values(), key=lambda one: -one.points)[:MOST_TRIED]
    lifts = [Lift(edit, await _points(desk, resume, edit, scored, table)) for edit in tried]
    chosen = improvement.fewest([one for one in lifts if one.points])
    better = resume
    for one in chosen:
        better = improvement.apply(better, one.edit)
    after = {posting.id: (await desk.match(posting, better, table)).score for posting, _ in scored}
    return Lifted(tuple(chosen), after)


async def _offered(desk: Desk, resume: Resume, posting: JobPosting, table: skills.Table | None) -> list[Edit]:
    """What rules offer for one posting, and what raises its score."""

    async def rescore(better: Resume) -> MatchReport:
        return await desk.match(posting, better, table)

    made = improvement.improve(resume, posting, rescore, RulesEngine())
    return [one async for one in made if isinstance(one, Edit) and one.points > NO_GAIN]


async def _points(
    desk: Desk,
    resume: Resume,
    edit: Edit,
    scored: Sequence[tuple[JobPosting, MatchReport]],
    table: skills.Table | None,
) -> dict[str, float]:
    """What an edit alone adds to each score; nothing where it only holds on top of another."""
    try:
        better = improvement.apply(resume, edit)
    except CoreError:
        return {}
    gained = {
        posting.id: (await desk.match(posting, better, table)).score - before.score
        for posting, before in scored
    }
    return {id: points for id, points in gained.items() if points > NO_GAIN}
