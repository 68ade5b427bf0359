"""Scores with their reasons."""

from sqlalchemy import select

from core.errors import NotFound
from core.model import Asker, JobPosting, MatchReport, Resume
from core.storage.database import Database, whole
from core.storage.postings import NO_POSTING, readable
from core.storage.records import new_id, noun_from_text, noun_to_text
from core.storage.resumes import require
from core.storage.tables import match as table
from core.storage.tables import match_body
from core.storage.tables import posting as posting_table


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
            created_at=self._db.now(),
        )
        pair = ("resume_id", "revision", "posting_id", "posting_version")
        kept = row.on_conflict_do_update(
            index_elements=list(pair), set_={name: row.excluded[name] for name in ("score", "band")}
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
    async def match(self, asker: Asker, match_id: str) -> MatchReport:
        """A kept report.

        Raises:
            NotFound: none for this asker.
        """
        query = (
            select(match_body.c.body)
            .join(table, match_body.c.match_id == table.c.id)
            .where(table.c.id == match_id, table.c.team_id == asker.team_id, table.c.user_id == asker.user_id)
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound("I don't have that score for you")
        return noun_from_text(MatchReport, body)
