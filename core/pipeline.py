"""The verbs of the product: start reading here. Sequences the rooms, decides nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

from core import improvement, matching
from core.documents import Reader
from core.engine import Engine
from core.errors import NotAResume
from core.extraction import extract_by_rules, is_resume, resolve_doubts
from core.extraction.postings import read_posting
from core.model import (
    Document,
    Extraction,
    Improvement,
    JobPosting,
    MatchReport,
    Resume,
    Upload,
)


class Desk:
    """The verbs on one file at a time, with nothing remembered: what the command line runs."""

    def __init__(self, reader: Reader, engine: Engine) -> None:
        self.reader = reader
        self.engine = engine

    async def read(self, upload: Upload) -> Document:
        """Lines in human reading order.

        Raises:
            DocumentError: with advice; nothing else comes out of a bad file.
        """
        return await self.reader.read(upload)

    async def extract(self, document: Document, read_on: date) -> Extraction:
        """JSON Resume by rules; a model is asked only about what the rules doubt.

        Raises:
            NotAResume: no jobs, no education, nothing a resume has.
        """
        found = await asyncio.to_thread(extract_by_rules, document, read_on)
        if not is_resume(document, found):
            raise NotAResume("This does not look like a resume: I found no jobs and no education")
        return await resolve_doubts(found, document, self.engine)

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

    def match(self, posting: JobPosting, resume: Resume) -> MatchReport:
        """The score, with a quote for each requirement."""
        return matching.score(posting, resume)

    def improve(self, resume: Resume, posting: JobPosting) -> AsyncIterator[Improvement]:
        """Edits, each as soon as it is found and checked."""
        return improvement.improve(resume, posting, lambda r: self.match(posting, r), self.engine)


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
    )
