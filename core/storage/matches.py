"""Scores with their reasons."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from core.errors import NotFound
from core.model import Asker, JobPosting, MatchReport, Resume
from core.storage.database import Database, whole
from core.storage.postings import NO_POSTING, readable
from core.storage.records import new_id, noun_from_text, noun_to_text
from core.storage.resumes import require
from core.storage.tables import match as table
from core.storage.tables import match_body
from core.storage.tables import posting as posting_table

NO_MATCH = "I don't have that score for you"


@dataclass(frozen=True, slots=True)
class KeptMatch:
    """A report as it was made, and what it was made from.

    Attributes:
        asker: whose it is, and where its posting may be read.
        made_at: seconds since the epoch, UTC.
    """

    id: str
    asker: Asker
    report: MatchReport
    resume_id: str
    revision: int
    posting_id: str
    posting_version: int
    made_at: float


class Matches:
    """Keeps and finds reports."""

    _db: Database

    @whole
    async def save_match(
        self, asker: Asker, *, posting: JobPosting, resume: Resume, report: MatchReport
    ) -> str:
        """Keeps a report and returns its id. The same revision and version again replace it under the same id.

        Raises:
            NotFound: not this asker's resume, or not a posting they may read.
        """
        row = self._db.insert(table).values(
            id=new_id(),
            team_id=asker.team_id,
            user_id=asker.user_id,
            posting_id=posting.id,
            posting_version=posting.version,
            resume_id=resume.id,
            revision=resume.revision,
            score=report.score,
            band=report.band,
            fingerprint=report.fingerprint,
            created_at=self._db.now(),
        )
        pair = ("resume_id", "revision", "posting_id", "posting_version")
        kept = row.on_conflict_do_update(
            index_elements=list(pair),
            set_={name: row.excluded[name] for name in ("score", "band", "fingerprint", "created_at")},
        ).returning(table.c.id)
        async with self._db.write() as connection:
            await require(connection, asker, resume.id)
            known = select(posting_table.c.id).where(readable(asker, posting.id))
            if (await connection.execute(known)).one_or_none() is None:
                raise NotFound(NO_POSTING)
            match_id: str = (await connection.execute(kept)).scalar_one()
            body = self._db.insert(match_body).values(
                match_id=match_id, team_id=asker.team_id, body=noun_to_text(report)
            )
            await connection.execute(
                body.on_conflict_do_update(index_elements=["match_id"], set_={"body": body.excluded.body})
            )
        return match_id

    @whole
    async def match(self, asker: Asker, match_id: str) -> KeptMatch:
        """A kept report.

        Raises:
            NotFound: none for this asker.
        """
        return await self._one(_mine(asker), table.c.id == match_id)

    @whole
    async def outdated(self, asker: Asker, posting_id: str, version: int) -> list[str]:
        """Ids of the asker's reports that were made for versions of this posting before that one, by resume."""
        query = (
            select(table.c.id)
            .where(_mine(asker), table.c.posting_id == posting_id, table.c.posting_version < version)
            .order_by(table.c.resume_id, table.c.id)
        )
        async with self._db.read() as connection:
            return list((await connection.execute(query)).scalars())

    @whole
    async def newest_match(self, asker: Asker, fingerprint: str = "") -> KeptMatch:
        """The asker's newest report, or the newest with this fingerprint.

        Raises:
            NotFound: none for this asker.
        """
        named = [table.c.fingerprint == fingerprint] if fingerprint else []
        return await self._one(_mine(asker), *named)

    @whole
    async def match_called(self, fingerprint: str) -> KeptMatch:
        """The newest report with this fingerprint, whosesoever it is: for those who run the house.

        Raises:
            NotFound: none.
        """
        return await self._one(table.c.fingerprint == fingerprint)

    async def _one(self, *which: ColumnElement[bool]) -> KeptMatch:
        query: Select[Any] = (
            select(table, match_body.c.body, posting_table.c.channel_id)
            .join(match_body, match_body.c.match_id == table.c.id)
            .join(posting_table, posting_table.c.id == table.c.posting_id)
            .where(*which)
            .order_by(table.c.created_at.desc(), table.c.id)
            .limit(1)
        )
        async with self._db.read() as connection:
            row: Row[Any] | None = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound(NO_MATCH)
        return KeptMatch(
            id=row.id,
            asker=Asker(row.team_id, row.user_id, row.channel_id),
            report=noun_from_text(MatchReport, row.body),
            resume_id=row.resume_id,
            revision=row.revision,
            posting_id=row.posting_id,
            posting_version=row.posting_version,
            made_at=row.created_at,
        )


def _mine(asker: Asker) -> ColumnElement[bool]:
    return (table.c.team_id == asker.team_id) & (table.c.user_id == asker.user_id)
