"""Edits: found, decided, and taken home."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from core import improvement
from core.desk import Desk
from core.errors import EditOutdated
from core.memory import ATTEMPTS, Memory
from core.model import Asker, Edit, Improvement, JobPosting, MatchReport, Resume, Upload
from core.pipeline.scores import Scores

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store, StoredEdit


@dataclass(frozen=True, slots=True)
class Accepted:
    """An edit that was taken, the revision it made, and that revision's score."""

    edit: Edit
    resume: Resume
    report: MatchReport


class Edits:
    """Edits of the asker's own resumes."""

    def __init__(self, desk: Desk, store: "Store", memory: Memory, scores: Scores) -> None:
        self._desk = desk
        self._store = store
        self._memory = memory
        self._scores = scores

    async def improve(
        self, asker: Asker, resume_id: str, posting_id: str
    ) -> AsyncGenerator[Improvement, None]:
        """Edits, each kept before it is shown. Their ids are the same whenever the same edits are found."""
        resume = await self._store.resume(asker, resume_id)
        posting = await self._store.posting(asker, posting_id)
        async for found in self._desk.improve(resume, posting, await self._memory.table(asker)):
            if isinstance(found, Edit):
                edit = replace(found, id=edit_id(resume, posting, found))
                await self._store.save_edit(
                    asker, edit=edit, resume_id=resume.id, revision=resume.revision, posting_id=posting.id
                )
                yield edit
            else:
                yield found

    async def accept(self, asker: Asker, edit_id: str, *, token: str) -> Accepted:
        """Applies an edit: a new revision, scored again.

        Args:
            token: names this attempt; the same one again gives the same answer.

        Raises:
            EditDecided: accepted or skipped before, by another attempt.
            EditOutdated: the text it was made for has changed since.
        """
        stored = await self._store.edit(asker, edit_id)
        posting = await self._store.posting(asker, stored.posting_id)
        if stored.state == "proposed":
            await self._apply(asker, stored, token)
        else:
            await self._store.decide_edit(asker, edit_id, "accepted", None, token=token)
        resume = await self._store.resume(asker, stored.resume_id)
        made = await self._scores.make(asker, resume, posting)
        return Accepted(stored.edit, resume, made.report)

    async def _apply(self, asker: Asker, stored: "StoredEdit", token: str) -> None:
        """Makes the next revision; made anew when another edit was accepted in the same moment."""
        for attempt in range(ATTEMPTS):
            resume = await self._store.resume(asker, stored.resume_id)
            try:
                patched = improvement.apply(resume, stored.edit)
                await self._store.decide_edit(asker, stored.edit.id, "accepted", patched, token=token)
            except EditOutdated:
                if (await self._store.edit(asker, stored.edit.id)).state != "proposed":
                    # The text has changed because another press accepted this very edit: that is what to say.
                    await self._store.decide_edit(asker, stored.edit.id, "accepted", None, token=token)
                    return
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return

    async def skip(self, asker: Asker, edit_id: str, *, token: str) -> Edit:
        """Notes that an edit is not wanted.

        Raises:
            EditDecided: accepted or skipped before, by another attempt.
        """
        await self._store.decide_edit(asker, edit_id, "skipped", None, token=token)
        return (await self._store.edit(asker, edit_id)).edit

    async def of(self, asker: Asker, resume_id: str) -> "list[StoredEdit]":
        """All edits ever proposed for this resume, oldest first, with what became of them."""
        return await self._store.edits_of(asker, resume_id)

    async def export(self, asker: Asker, resume_id: str) -> Upload:
        """The user's file with the accepted edits: their own DOCX changed, or a plain DOCX."""
        current = await self._store.resume(asker, resume_id)
        first = await self._store.resume(asker, resume_id, 1)
        card = await self._store.resume_card(asker, resume_id)
        original = await self._store.upload(asker.team_id, card.upload_sha256)
        accepted = [
            one.edit for one in await self._store.edits_of(asker, resume_id) if one.state == "accepted"
        ]
        return await asyncio.to_thread(
            improvement.export_docx, Upload(card.file_name, original.data), first, current, accepted
        )


def edit_id(resume: Resume, posting: JobPosting, edit: Edit) -> str:
    """128 bits that only somebody who knows the random ids of resume and posting can compute."""
    parts = (resume.id, resume.revision, posting.id, posting.version, edit.pointer, edit.before, edit.after)
    return sha256("\x00".join(map(str, parts)).encode()).hexdigest()[:32]
