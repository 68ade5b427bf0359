"""A posting from its text to the list of requirements that its owner wants."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core import matching
from core.desk import Desk
from core.errors import ListOutdated
from core.extraction.postings import document_of_text, read_posting, revise
from core.memory import Memory
from core.model import Asker, Document, JobPosting, RequirementChange, Upload
from core.pipeline.resumes import Resumes

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store


class Postings:
    """Postings may be read by whoever knows their id; only who saved one changes it."""

    def __init__(self, desk: Desk, store: "Store", memory: Memory, resumes: Resumes) -> None:
        self._desk = desk
        self._store = store
        self._memory = memory
        self._resumes = resumes

    async def keep_text(self, asker: Asker, upload: Upload) -> str:
        """A pasted job on disk, so that work on it holds only its hash; the hash."""
        return await self._store.keep_upload(asker.team_id, upload)

    async def kept_text(self, asker: Asker, sha256: str) -> Upload:
        return await self._store.upload(asker.team_id, sha256)

    async def add(self, asker: Asker, posting_id: str, text: str) -> JobPosting:
        """Reads a pasted posting into requirements, and keeps it.

        Raises:
            PostingTooShort: nothing to measure against.
        """
        return await self._add(asker, posting_id, document_of_text(text))

    async def add_file(self, asker: Asker, posting_id: str, upload: Upload) -> JobPosting:
        """The same for a file.

        Raises:
            DocumentError: the file cannot be read.
            PostingTooShort: nothing to measure against.
        """
        return await self._add(asker, posting_id, await self._desk.read(upload))

    async def add_shared(self, asker: Asker, posting_id: str, resume_id: str) -> JobPosting:
        """The same for a file that was shared as a resume and is a job.

        Raises:
            NotFound: not this asker's.
            PostingTooShort: nothing to measure against.
        """
        return await self._add(asker, posting_id, await self._resumes.read(asker, resume_id))

    async def _add(self, asker: Asker, posting_id: str, document: Document) -> JobPosting:
        table = await self._memory.table(asker)
        found = await self._memory.asked(
            asker,
            "read_posting",
            JobPosting,
            document.sha256,
            lambda: read_posting(document, self._desk.engine, table),
            *filter(None, [table.digest]),
        )
        posting = replace(found, id=posting_id)
        await self._store.save_posting(asker, posting)
        await self._memory.embed(asker, posting.document.sha256, matching.questions(posting))
        return posting

    async def get(self, asker: Asker, posting_id: str) -> JobPosting:
        return await self._store.posting(asker, posting_id)

    async def of(self, asker: Asker) -> list[JobPosting]:
        """The asker's own, newest first."""
        return await self._store.postings_of(asker)

    async def own(self, asker: Asker, posting_id: str) -> JobPosting:
        """The current version of a posting, for whoever saved it.

        Raises:
            NotFound: somebody else's, or none.
        """
        return await self._store.own_posting(asker, posting_id)

    async def version(self, asker: Asker, posting_id: str, version: int) -> JobPosting:
        """A posting as it was."""
        return await self._store.posting(asker, posting_id, version)

    async def revise(
        self, asker: Asker, posting_id: str, changes: Sequence[RequirementChange], *, seen: int, token: str
    ) -> JobPosting:
        """The list of requirements as its owner wants it: the next version. Scores of earlier ones stay as they are.

        Args:
            seen: the version that the changes were made for.
            token: names this attempt; the same one again makes no second version.

        Raises:
            NotFound: somebody else's, or none.
            ListOutdated: the list has changed since; nothing was saved.
            InvalidList: with a sentence for each change that cannot be; nothing was saved.
        """
        posting = await self._store.own_posting(asker, posting_id)
        if posting.revised == token:
            return posting
        if posting.version == seen:
            better = await asyncio.to_thread(revise, posting, changes, token=token)
            if await self._store.save_next_posting(asker, better):
                await self._store.audit(
                    asker.team_id,
                    asker.user_id,
                    "revise_posting",
                    posting_id=posting_id,
                    posting_version=better.version,
                    changes=len(changes),
                    requirements=len(better.requirements),
                )
                return better
        raise ListOutdated("The list has changed since you opened it")

    async def wish(self, asker: Asker, posting_id: str) -> None:
        """The asker's next resume is matched to this posting at once."""
        await self._store.wish(asker, posting_id)

    async def take_wish(self, asker: Asker, *, by: str) -> str:
        """The posting that waits for this asker's next resume.

        Args:
            by: names the taker, who may ask again after a crash.

        Raises:
            NotFound: none waits.
        """
        return await self._store.take_wish(asker, by=by)
