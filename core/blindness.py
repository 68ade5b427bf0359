"""Scores of resumes without their persons, all by one rule, and the proof that names had no say.

The blinded resume is what counts. Evidence holds no name and no contact data anyway, but sentences hold pronouns and words
like "chairwoman", and an embedding model hears those.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from core import matching
from core.desk import Desk, as_resume
from core.errors import NotAResume
from core.matching import Posed, Prepared
from core.matching.blind import blind
from core.matching.swapping import SWAPS, persona_of, swapped
from core.model import MatchReport, Resume, SwapTest


@dataclass(frozen=True, slots=True)
class Judged:
    """A resume, what is left of it without the person, and what that scores.

    Attributes:
        prepared: what the score was made of.
    """

    resume: Resume
    bare: Resume
    prepared: Prepared
    report: MatchReport


class Judge:
    """Scores resumes against one posting. What a model finds near counts for everybody or for nobody.

    Args:
        posed: with the workspace's table of skills.
        model: digest of the embedding model; "" where words alone decide.
    """

    def __init__(self, desk: Desk, posed: Posed, model: str) -> None:
        self._desk = desk
        self._posed = posed
        self.model = model

    async def judge(self, resume: Resume) -> Judged:
        """Blinds, then scores.

        Raises:
            EngineError: the model does not answer (any more): then no other score of this judge counts either.
        """
        bare = await asyncio.to_thread(blind, resume)
        prepared = await asyncio.to_thread(matching.prepare, bare, self._posed.table)
        similar = (
            await self._desk.alike.nominees(self.model, self._posed.posting, prepared) if self.model else None
        )
        report = await asyncio.to_thread(matching.score, self._posed, prepared, similar)
        return Judged(resume, bare, prepared, report)

    async def swap_test(self, candidates: Iterable[Judged]) -> SwapTest:
        """Every candidate as somebody else, `SWAPS` times: read anew, blinded, scored; and the same for what a model or the
        owner made of the resume since. To the bit, both must score what they did.

        Raises:
            EngineError: as `judge`.
        """
        digest, changed = sha256(), set[int]()
        for number, one in enumerate(candidates):
            read = await self._read_anew(one.resume)
            for swap in range(SWAPS):
                other = await asyncio.to_thread(swapped, one.resume, persona_of(number, swap))
                score = await self._score(other, one)
                again = await self._score_of_text(other, read)
                digest.update(f"{swap} {number} {score.hex()} {again.hex()}\n".encode())
                if (score, again) != (one.report.score, _score_of(read)):
                    changed.add(swap)
        return SwapTest(SWAPS, len(changed), digest.hexdigest())

    async def _score(self, resume: Resume, known: Judged) -> float:
        """What a resume scores; what is the same to the last letter without its person needs no second look."""
        if await asyncio.to_thread(blind, resume) == known.bare:
            return known.report.score
        return (await self.judge(resume)).report.score

    async def _read_anew(self, resume: Resume) -> Judged | None:
        """What rules find in its document now; None if it is no resume to them."""
        fresh = await self._fresh(resume)
        return await self.judge(fresh) if fresh else None

    async def _score_of_text(self, resume: Resume, known: Judged | None) -> float:
        fresh = await self._fresh(resume)
        if fresh is None:
            return _score_of(None)
        return await self._score(fresh, known) if known else (await self.judge(fresh)).report.score

    async def _fresh(self, resume: Resume) -> Resume | None:
        try:
            found = await self._desk.extract_by_rules(resume.document, resume.read_on, is_sure=True)
        except NotAResume:
            return None
        return as_resume(resume.id, "", resume.document, found, resume.read_on)


def _score_of(one: Judged | None) -> float:
    return one.report.score if one else -1.0
