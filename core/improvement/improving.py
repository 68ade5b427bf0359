"""Edits, found one by one, each checked and measured before anyone sees it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass, field

from core.engine import Engine
from core.errors import EngineError, UnsupportedEdit
from core.improvement.applying import apply
from core.improvement.checking import check
from core.improvement.proposing import Proposal, proposals
from core.improvement.rewriting import rewordings
from core.model import (
    Edit,
    Improvement,
    ImprovementDone,
    JobPosting,
    MatchReport,
    Notice,
    NotOffered,
    Resume,
    Usage,
)

Rescore = Callable[[Resume], Awaitable[MatchReport]]

MOST_EDITS = 8
"""More suggestions at once than people read; the best come first."""
MOST_OF_A_KIND = 3
"""Edits that add no points are a help for the eye; a few are enough."""
NO_GAIN = 1e-9


async def improve(
    resume: Resume, posting: JobPosting, rescore: Rescore, engine: Engine
) -> AsyncIterator[Improvement]:
    """Edits, each as soon as it is found and checked; then what no honest edit can serve; then the sum.

    The points of an edit are the score of the resume with it, on top of the edits before it, less the score without: they
    are obtained when it is accepted, and add up to the difference of the two scores of `ImprovementDone`. Without a model,
    or when it fails on the way, the rules' edits stand.
    """
    before = await rescore(resume)
    draft = _Draft(resume, before, rescore)
    async for edit in draft.take(proposals(resume, before)):
        yield edit
    if engine.has_model:
        try:
            async with aclosing(rewordings(resume, before, engine, draft.pointers)) as answers:
                async for answer in answers:
                    draft.usage += answer.usage
                    async for edit in draft.take([answer.proposal] if answer.proposal else []):
                        yield edit
                    if len(draft.edits) >= MOST_EDITS:
                        break
        except EngineError as error:
            draft.notices += (Notice(error.code, error.sentence()),)  # the edits so far stand
    lacking = {verdict.requirement.id for verdict in draft.report.missing_musts}
    for requirement in posting.requirements:
        if requirement.id in lacking:
            yield NotOffered(requirement)
    yield ImprovementDone(before.score, draft.report.score, draft.usage, draft.notices)


@dataclass
class _Draft:
    """The resume with all edits found so far."""

    resume: Resume
    report: MatchReport
    rescore: Rescore
    edits: list[Edit] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    notices: tuple[Notice, ...] = ()

    @property
    def pointers(self) -> list[str]:
        return [edit.pointer for edit in self.edits]

    async def take(self, proposed: Iterable[Proposal]) -> AsyncIterator[Edit]:
        for proposal in proposed:
            edit = await self._tried(proposal)
            if edit:
                yield edit

    async def _tried(self, proposal: Proposal) -> Edit | None:
        """The edit, if it is true, worth its place, and the first one for its text."""
        if len(self.edits) >= MOST_EDITS or proposal.pointer in self.pointers or self._is_served(proposal):
            return None
        try:
            sources = check(self.resume, proposal.before, proposal.after)
            edit = Edit(
                "",
                proposal.pointer,
                proposal.before,
                proposal.after,
                proposal.requirement,
                0.0,
                sources,
                proposal.reason,
            )
            patched = apply(self.resume, edit)
        except UnsupportedEdit:
            return None
        report = await self.rescore(patched)
        points = report.score - self.report.score
        if points < -NO_GAIN or (points < NO_GAIN and not self._has_room(proposal)):
            return None
        edit = Edit(
            f"e{len(self.edits) + 1}",
            edit.pointer,
            edit.before,
            edit.after,
            edit.requirement,
            points,
            sources,
            edit.reason,
        )
        self.resume, self.report = patched, report
        self.edits.append(edit)
        return edit

    def _is_served(self, proposal: Proposal) -> bool:
        """Has an edit that had to gain served the same requirement already?"""
        return proposal.must_gain and any(e.requirement == proposal.requirement for e in self.edits)

    def _has_room(self, proposal: Proposal) -> bool:
        alike = sum(e.reason == proposal.reason for e in self.edits)
        return not proposal.must_gain and alike < MOST_OF_A_KIND
