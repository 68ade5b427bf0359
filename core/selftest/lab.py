"""Where a self-test works: the installed engine, a reader of its own, and the one job that everybody is scored for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

from core import matching
from core.desk import Desk
from core.documents import Reader
from core.engine import Engine
from core.matching.swapping import PERSONAS
from core.model import JobPosting, MatchReport, Resume, Upload
from core.selftest import people

READ_ON = date(2026, 11, 23)
"""The made people's last jobs end before it; a day of its own for each run would be another test each night."""
PAUSE_S = 0.01
"""After each score. Somebody's share may be waiting for the processor."""


@dataclass(frozen=True)
class Lab:
    """What the checks share."""

    desk: Desk
    posting: JobPosting

    async def resume(self, data: str | bytes) -> Resume:
        """What the installed reader, rules and model make of a text or a PDF."""
        upload = Upload("made.txt", data.encode()) if isinstance(data, str) else Upload("made.pdf", data)
        return await self.desk.resume(upload, READ_ON)

    async def score(self, resume: Resume) -> MatchReport:
        report = await self.desk.match(self.posting, resume)
        await asyncio.sleep(PAUSE_S)
        return report

    async def by_words(self, resume: Resume) -> MatchReport:
        """The score as it is without embeddings."""
        return await asyncio.to_thread(matching.score, self.posting, resume)

    async def scored(self, data: str | bytes) -> MatchReport:
        return await self.score(await self.resume(data))


@asynccontextmanager
async def open_lab(engine: Engine) -> AsyncIterator[Lab]:
    """One child reads for it, beside those that read for users.

    Raises:
        CoreError: not even the job can be read.
    """
    reader = Reader(workers=1)
    try:
        desk = Desk(reader, engine)
        yield Lab(desk, await desk.posting(Upload("made.txt", people.JOB.encode())))
    finally:
        await reader.close()


def fair_resume() -> str:
    """Of a candidate who fits in part: there is something to gain by a trick."""
    return people.SCRIPTS[people.FAIR].by(PERSONAS[0])
