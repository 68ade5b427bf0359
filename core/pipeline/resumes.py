"""A resume from its share to its erasure."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from core import documents, extraction, matching, prompts
from core.desk import Desk, as_resume
from core.errors import CoreError, CorrectionOutdated, NotFound
from core.extraction import likeness_of
from core.memory import ATTEMPTS, Memory
from core.model import Asker, Correction, Document, Extraction, Line, Resume, ResumeCard, Twin, Upload

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Claim, Forgotten, Store


class Resumes:
    """The asker's own resumes."""

    def __init__(self, desk: Desk, store: "Store", memory: Memory) -> None:
        self._desk = desk
        self._store = store
        self._memory = memory

    async def claim(
        self, asker: Asker, *, ts: str, file_id: str, file_name: str, thread_ts: str, event_id: str
    ) -> "Claim":
        """Books a shared file. Two events about one share get one resume; only the first may go on."""
        return await self._store.claim_share(
            asker, ts=ts, file_id=file_id, file_name=file_name, thread_ts=thread_ts, event_id=event_id
        )

    async def keep(self, asker: Asker, resume_id: str, upload: Upload) -> None:
        """The bytes on disk, by content hash."""
        sha256 = await self._store.keep_upload(asker.team_id, upload)
        await self._store.set_upload(asker, resume_id, sha256)

    async def read(self, asker: Asker, resume_id: str) -> Document:
        """Lines in human reading order, from the cache where these bytes were read before.

        Raises:
            DocumentError: with advice.
        """
        card = await self._store.resume_card(asker, resume_id)
        team_id, sha256 = asker.team_id, card.upload_sha256
        try:
            return await self._store.document(team_id, sha256, version=documents.VERSION)
        except NotFound:
            upload = await self._store.upload(team_id, sha256)
            document = await self._desk.read(Upload(card.file_name, upload.data))
            await self._store.save_document(team_id, sha256, document, version=documents.VERSION)
            return document

    async def extract(self, asker: Asker, resume_id: str, read_on: date, *, is_sure: bool = False) -> Resume:
        """Revision 1, by rules alone, so that the first answer waits for no model.

        Args:
            is_sure: its sharer says that it is a resume.

        Raises:
            NoJobsByRules: it may be one all the same: `look_closer`.
            NotAResume: no jobs, no education, nothing a resume has.
        """
        card = await self._store.resume_card(asker, resume_id)
        document = await self.read(asker, resume_id)
        found = await self._desk.extract_by_rules(document, read_on, is_sure=is_sure)
        return await self._first(asker, as_resume(resume_id, card.file_name, document, found, read_on))

    async def look_closer(self, asker: Asker, resume_id: str, read_on: date) -> Resume:
        """Revision 1 of a text in which rules find no jobs: a model quotes them.

        Raises:
            NoJobsByRules: there is no model, or it gave no usable answer.
            NotAResume: the model finds none either.
        """
        card = await self._store.resume_card(asker, resume_id)
        if card.revision:  # somebody said in the meantime that it is one
            return await self._store.resume(asker, resume_id)
        document = await self.read(asker, resume_id)
        found = await self._memory.asked(
            asker,
            "find_entries",
            Extraction,
            document.sha256,
            lambda: self._desk.look_closer(document, read_on),
            read_on.isoformat(),
        )
        return await self._first(asker, as_resume(resume_id, card.file_name, document, found, read_on))

    async def _first(self, asker: Asker, resume: Resume) -> Resume:
        """Keeps revision 1, with what tells its twins and what every score needs."""
        document, resume_id = resume.document, resume.id
        await self._store.mark(asker, resume_id, likeness_of(document, resume.fields))
        await self._store.save_resume(asker, resume)
        await self._memory.prepared(
            asker, resume, await self._memory.table(asker)
        )  # so that no score has to wait for it
        return resume

    async def twins(self, asker: Asker, resume_id: str) -> list[Twin]:
        """The asker's own earlier resumes that are the same file, the same text or the same person's, newest first."""
        return await self._store.twins(asker, resume_id)

    def is_open(self, resume: Resume) -> bool:
        """Is there something in it that a model could settle?"""
        return self._desk.engine.has_model and extraction.is_open(_found(resume))

    async def resolve(self, asker: Asker, resume_id: str) -> Resume:
        """Asks the model about what the rules doubted. Without a model, or if it fails, the rules' answer stands."""
        resume = await self._store.resume(asker, resume_id)
        if resume.revision > 1 or not self._desk.engine.has_model:
            return resume
        found = _found(resume)
        better = await self._memory.asked(
            asker,
            "extract_entries",
            Extraction,
            resume.document.sha256,
            lambda: self._desk.resolve(found, resume.document),
            # The day it is read decides what "present" means, and with it what is doubted.
            resume.read_on.isoformat(),
            # Where the rules found next to nothing this prompt is the one that asks.
            prompts.load("find_entries").sha256,
        )
        resume = as_resume(resume.id, resume.file_name, resume.document, better, resume.read_on)
        await self._store.save_resume(asker, resume)
        return resume

    async def failed(self, asker: Asker, resume_id: str, error: CoreError) -> None:
        """Notes that a share came to nothing, by its code; the file goes with it at retention."""
        await self._store.mark_failed(asker, resume_id, error.code)

    async def get(self, asker: Asker, resume_id: str) -> Resume:
        """The current revision."""
        return await self._store.resume(asker, resume_id)

    async def card(self, asker: Asker, resume_id: str) -> ResumeCard:
        """A resume without its text; there from the moment its share is booked.

        Raises:
            NotFound: not this asker's.
        """
        return await self._store.resume_card(asker, resume_id)

    async def of(self, asker: Asker, channel_id: str | None = None) -> list[ResumeCard]:
        """The asker's own, newest first."""
        return await self._store.resumes_of(asker, channel_id)

    async def correct(
        self, asker: Asker, resume_id: str, corrections: Sequence[Correction], *, token: str
    ) -> Resume:
        """What was read, put right by its owner: the next revision. The document, and with it the file, stays as it is.

        Args:
            token: names this attempt; the same one again makes no second revision.

        Raises:
            CorrectionOutdated: what it was made for has changed since; nothing was saved.
            InvalidCorrection: a value cannot be, with a sentence for each field; nothing was saved.
        """
        for _ in range(ATTEMPTS):
            resume = await self._store.resume(asker, resume_id)
            if any(one.token == token for one in resume.corrected):
                return resume
            better = await asyncio.to_thread(extraction.correct, resume, corrections, token=token)
            if await self._store.save_next(asker, better):
                await self._store.audit(
                    asker.team_id,
                    asker.user_id,
                    "correct",
                    resume_id=resume_id,
                    revision=better.revision,
                    corrections=len(corrections),
                )
                return better
        raise CorrectionOutdated("The resume keeps changing while I save")

    async def unplaced(self, resume: Resume) -> tuple[tuple[Line, ...], ...]:
        """Runs of visible lines that no field has taken: what was not read, headings left out."""
        return await asyncio.to_thread(extraction.unplaced, resume.document, resume.spans)

    async def prepare(self, asker: Asker, resume_id: str) -> None:
        """Works out what matching needs of a resume, and has the model look at it, so that no score has to wait for either."""
        resume = await self._store.resume(asker, resume_id)
        table = await self._memory.table(asker)
        prepared = await self._memory.prepared(asker, resume, table)
        await self._memory.embed(asker, resume.document.sha256, matching.answers(prepared))
        if (await self._store.ranking_state(asker.team_id)).is_on:
            await self._memory.foresee(asker, resume, table)

    async def forget(self, asker: Asker, resume_ids: Sequence[str]) -> "Forgotten":
        """Erases the asker's resumes everywhere: text, scores, edits, vectors, files. The audit log stays."""
        gone = await self._store.forget(asker, resume_ids)
        await self._store.audit(asker.team_id, asker.user_id, "forget", resumes=gone.resumes)
        return gone


def _found(resume: Resume) -> Extraction:
    """What was read, as it came from the rules."""
    return Extraction(
        resume.fields,
        resume.spans,
        resume.doubts,
        resume.notices,
        resume.engine,
        language=resume.language,
    )
