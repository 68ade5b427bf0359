"""The verbs on one file at a time, with nothing kept: what the command line runs, and what the pipeline stands on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from core import improvement, matching, skills
from core.alike import Alike
from core.documents import Reader
from core.engine import Engine
from core.errors import EngineError, NoJobsByRules, NotAResume
from core.extraction import (
    extract_by_rules,
    is_resume,
    look_closer,
    may_be_resume,
    paper_of,
    resolve_doubts,
    warned,
)
from core.extraction.postings import read_posting
from core.matching import Prepared
from core.model import Document, Extraction, Improvement, JobPosting, MatchReport, Resume, Upload

NO_JOBS = "I find no jobs and no education in this"
UNREAD = frozenset({"pages_cut", "text_cut"})
"""Notices of a document that say that the resume may stand further back."""


class Desk:
    """The verbs on one file at a time, with nothing remembered: what the command line runs."""

    def __init__(self, reader: Reader, engine: Engine) -> None:
        self.reader = reader
        self.engine = engine
        self.alike = Alike(engine)

    async def read(self, upload: Upload) -> Document:
        """Lines in human reading order.

        Raises:
            DocumentError: with advice; nothing else comes out of a bad file.
        """
        return await self.reader.read(upload)

    async def extract_by_rules(
        self, document: Document, read_on: date, *, is_sure: bool = False
    ) -> Extraction:
        """JSON Resume, with no model asked.

        Args:
            is_sure: somebody says that it is a resume; what little is found is given.

        Raises:
            NoJobsByRules: it may be one all the same: `look_closer` asks a model.
            NotAResume: no jobs, no education, nothing a resume has.
        """
        found = await asyncio.to_thread(extract_by_rules, document, read_on, is_sure=is_sure)
        if not is_sure and not is_resume(document, found):
            taken = await asyncio.to_thread(extract_by_rules, document, read_on, is_sure=True)
            if may_be_resume(document, taken, read_on):
                raise NoJobsByRules(f"{NO_JOBS} by rules")
            paper = paper_of(document)
            looks = f"looks like {paper}" if paper else "does not look like a resume"
            unread = [one.text.removesuffix(".") for one in document.notices if one.code in UNREAD]
            raise NotAResume(". ".join([f"This {looks}: no jobs, no education", *unread]))
        return warned(found, document)

    async def resolve(self, found: Extraction, document: Document) -> Extraction:
        """Asks the model about what the rules doubt; where there is none, or it fails, the rules' answer stands."""
        return await resolve_doubts(found, document, self.engine)

    async def look_closer(self, document: Document, read_on: date) -> Extraction:
        """Has a model quote jobs and education from a document in which rules find none.

        Raises:
            NoJobsByRules: there is no model here, or it gave no usable answer.
            NotAResume: the model finds none either.
        """
        if not self.engine.has_model:
            raise NoJobsByRules(f"{NO_JOBS} by rules, and there is no model here to ask")
        taken = await asyncio.to_thread(extract_by_rules, document, read_on, is_sure=True)
        try:
            found = await look_closer(taken, document, self.engine)
        except EngineError as error:
            raise NoJobsByRules(f"{NO_JOBS} by rules, and the model could not help: {error}") from error
        if not found.fields:
            raise NotAResume(f"{NO_JOBS}, neither by rules nor with the model")
        return found

    async def extract(self, document: Document, read_on: date) -> Extraction:
        """JSON Resume by rules; a model is asked about what the rules doubt, and where they find no jobs."""
        try:
            found = await self.extract_by_rules(document, read_on)
        except NoJobsByRules:
            return await self.look_closer(document, read_on)
        return await self.resolve(found, document)

    async def resume(self, upload: Upload, read_on: date) -> Resume:
        """Reads and extracts; the revision 1 of a resume that is kept nowhere."""
        document = await self.read(upload)
        return as_resume(upload.sha256, upload.name, document, await self.extract(document, read_on), read_on)

    async def posting(self, upload: Upload) -> JobPosting:
        """Requirements of a posting.

        Raises:
            DocumentError: the file cannot be read.
            PostingTooShort: nothing to measure against.
        """
        return await read_posting(await self.read(upload), self.engine)

    async def match(
        self, posting: JobPosting, resume: Resume | Prepared, table: skills.Table | None = None
    ) -> MatchReport:
        """The score, with a quote for each requirement. Where a model embeds, lines near a requirement count as similar.

        Args:
            table: which skills are known; the shipped ones, unless said.
        """
        similar = await self.alike.similar(posting, resume)
        return await asyncio.to_thread(matching.score, posting, resume, similar, table)

    def improve(
        self, resume: Resume, posting: JobPosting, table: skills.Table | None = None
    ) -> AsyncIterator[Improvement]:
        """Edits, each as soon as it is found and checked; their points are those of `match` with this table."""
        return improvement.improve(resume, posting, lambda r: self.match(posting, r, table), self.engine)


def as_resume(id: str, file_name: str, document: Document, found: Extraction, read_on: date) -> Resume:
    """The first revision."""
    return Resume(
        id=id,
        revision=1,
        file_name=file_name,
        document=document,
        fields=found.fields,
        spans=found.spans,
        read_on=read_on,
        doubts=found.doubts,
        notices=found.notices,
        engine=found.engine,
        language=found.language,
    )
