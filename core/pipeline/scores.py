"""Scores: made, kept, made again, and explained."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import documents, extraction, matching
from core.desk import Desk
from core.errors import NotFound
from core.lifting import Lifted, lifted
from core.memory import Memory
from core.model import Account, Asker, JobPosting, MatchReport, Resume

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import KeptMatch, Store


@dataclass(frozen=True, slots=True)
class Match:
    """A score, with the two things it was made from.

    Attributes:
        id: under which it is kept.
        made_at: seconds since the epoch, UTC; None where it was made just now.
    """

    report: MatchReport
    resume: Resume
    posting: JobPosting
    id: str
    made_at: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score made again from what was kept.

    Attributes:
        kept: the report as it was made, `again` as it comes out today.
        same: are they the same to the bit?
        account: how today's number comes about.
        made_at: seconds since the epoch, UTC.
    """

    kept: MatchReport
    again: MatchReport
    same: bool
    account: Account
    resume: Resume
    posting: JobPosting
    made_at: float


@dataclass(frozen=True, slots=True)
class Overview:
    """One resume against all its owner's postings, best first, and the fewest edits that lift the most of them."""

    resume: Resume
    matches: tuple[Match, ...]
    lifted: Lifted


class Scores:
    """One resume against one posting, or against all its owner's."""

    def __init__(self, desk: Desk, store: "Store", memory: Memory) -> None:
        self._desk = desk
        self._store = store
        self._memory = memory

    async def match(
        self, asker: Asker, resume_id: str, posting_id: str, *, version: int | None = None
    ) -> Match:
        """The score of two known things, kept with its audit row.

        Args:
            version: of the posting; None means the current one.
        """
        resume = await self._store.resume(asker, resume_id)
        posting = await self._store.posting(asker, posting_id, version)
        return await self.make(asker, resume, posting)

    async def make(self, asker: Asker, resume: Resume, posting: JobPosting) -> Match:
        """The score of a resume and a posting as they are at hand, kept with its audit row."""
        table = await self._memory.table(asker)
        prepared = await self._memory.prepared(asker, resume, table)
        await self._memory.embed(asker, resume.document.sha256, matching.answers(prepared))
        await self._memory.embed(asker, posting.document.sha256, matching.questions(posting))
        report = await self._desk.match(posting, prepared, table)
        id = await self._store.save_match(asker, posting=posting, resume=resume, report=report)
        await self._store.audit(
            asker.team_id,
            asker.user_id,
            "match",
            resume_id=resume.id,
            revision=resume.revision,
            posting_id=posting.id,
            posting_version=posting.version,
            fingerprint=report.fingerprint,
            score=report.score,
            resume_sha256=resume.document.sha256,
            posting_sha256=posting.document.sha256,
            engine=self._desk.engine.name,
            model=self._desk.engine.digest,
            embeddings=report.embeddings,
            reader=documents.VERSION,
            extraction=extraction.VERSION,
        )
        return Match(report, resume, posting, id)

    async def report(self, asker: Asker, match_id: str) -> Match:
        """A report as it was made, with the resume and the posting as they were then.

        Raises:
            NotFound: none for this asker.
        """
        kept = await self._store.match(asker, match_id)
        return Match(kept.report, *await self._made_of(kept), kept.id, kept.made_at)

    async def outdated(self, asker: Asker, posting: JobPosting) -> dict[str, str]:
        """The asker's reports that were made for an earlier list of this posting: id → id of the resume, if it is there."""
        found = {}
        for id in await self._store.outdated(asker, posting.id, posting.version):
            with suppress(NotFound):  # erased in the meantime
                found[id] = (await self._store.match(asker, id)).resume_id
        return found

    async def open(self, asker: Asker, match_id: str) -> Match:
        """The same for a page that is looked at; that somebody did is kept.

        Raises:
            NotFound: none for this asker.
        """
        made = await self.report(asker, match_id)
        await self._store.audit(
            asker.team_id,
            asker.user_id,
            "open_report",
            match_id=match_id,
            fingerprint=made.report.fingerprint,
            resume_id=made.resume.id,
            revision=made.resume.revision,
            posting_id=made.posting.id,
            posting_version=made.posting.version,
        )
        return made

    async def against_all(self, asker: Asker, resume_id: str) -> Overview:
        """A resume's scores for all the asker's own postings, best first, and the fewest edits that lift them."""
        resume = await self._store.resume(asker, resume_id)
        made = [await self.make(asker, resume, one) for one in await self._store.postings_of(asker)]
        made.sort(key=lambda one: (-one.report.score, one.posting.id))
        scored = [(one.posting, one.report) for one in made]
        found = await lifted(self._desk, resume, scored, await self._memory.table(asker))
        return Overview(resume, tuple(made), found)

    async def explain(self, asker: Asker, fingerprint: str = "") -> Explanation:
        """Makes the asker's newest score again, or the newest with this fingerprint.

        Raises:
            NotFound: none for this asker, or what it was made of has been erased.
        """
        return await self._explained(await self._store.newest_match(asker, fingerprint))

    async def explain_match(self, asker: Asker, match_id: str) -> Explanation:
        """The same for one kept report: two jobs may score a resume alike, and then share a fingerprint.

        Raises:
            NotFound: none for this asker, or what it was made of has been erased.
        """
        return await self._explained(await self._store.match(asker, match_id))

    async def explain_any(self, fingerprint: str) -> Explanation:
        """The same for those who run the house: whosesoever it is.

        Raises:
            NotFound: none, or what it was made of has been erased.
        """
        return await self._explained(await self._store.match_called(fingerprint))

    async def _explained(self, kept: "KeptMatch") -> Explanation:
        resume, posting = await self._made_of(kept)
        similar = matching.similar_of(kept.report)
        table = await self._memory.table(kept.asker)
        again = await asyncio.to_thread(matching.score, posting, resume, similar, table)
        account = await asyncio.to_thread(matching.account, posting, resume, similar, table)
        same = again == kept.report
        return Explanation(kept.report, again, same, account, resume, posting, kept.made_at)

    async def _made_of(self, kept: "KeptMatch") -> tuple[Resume, JobPosting]:
        resume = await self._store.resume(kept.asker, kept.resume_id, kept.revision)
        return resume, await self._store.posting(kept.asker, kept.posting_id, kept.posting_version)
