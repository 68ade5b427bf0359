"""Postings, version by version, and the wish to have the next resume matched to one."""

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from core.errors import NotFound
from core.model import Asker, JobPosting
from core.storage.database import Database, whole
from core.storage.records import noun_from_text, noun_to_text, plain
from core.storage.tables import posting as table
from core.storage.tables import posting_body, wish

NO_POSTING = "I don't have that job for you"
NOT_YOURS = "Only the person who saved that job can change its list"


def readable(asker: Asker, posting_id: str) -> ColumnElement[bool]:
    """Who may read a posting: its owner, and whoever asks in the channel where it was saved."""
    there = and_(table.c.channel_id != "", table.c.channel_id == asker.channel_id)
    return and_(
        table.c.id == posting_id,
        table.c.team_id == asker.team_id,
        or_(table.c.user_id == asker.user_id, there),
    )


def _own(asker: Asker, posting_id: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.id == posting_id, table.c.team_id == asker.team_id, table.c.user_id == asker.user_id


class Postings:
    """Keeps and finds postings and wishes."""

    _db: Database

    @whole
    async def save_posting(self, asker: Asker, posting: JobPosting) -> None:
        """Keeps a version; the highest is the current one. The same version again replaces itself.

        Raises:
            NotFound: the id is somebody else's.
        """
        row = {
            "id": posting.id,
            "team_id": asker.team_id,
            "user_id": asker.user_id,
            "channel_id": asker.channel_id,
            "source_sha256": posting.document.sha256,
            "version": posting.version,
            "created_at": self._db.now(),
        }
        mine = _own(asker, posting.id)
        body = self._db.insert(posting_body).values(
            posting_id=posting.id,
            version=posting.version,
            team_id=asker.team_id,
            body=noun_to_text(posting),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            await connection.execute(self._db.insert(table).values(row).on_conflict_do_nothing())
            if (await connection.execute(select(table.c.id).where(*mine))).one_or_none() is None:
                raise NotFound(NO_POSTING)
            await connection.execute(
                body.on_conflict_do_update(
                    index_elements=["posting_id", "version"], set_={"body": body.excluded.body}
                )
            )
            await connection.execute(
                update(table).where(*mine, table.c.version < posting.version).values(version=posting.version)
            )

    @whole
    async def save_next_posting(self, asker: Asker, posting: JobPosting) -> bool:
        """Keeps the version after the current one; False if that is no longer the one it was made from.

        Raises:
            NotFound: somebody else's, or erased.
        """
        current = select(table.c.version).where(*_own(asker, posting.id)).with_for_update()
        async with self._db.write() as connection:
            version = (await connection.execute(current)).scalar_one_or_none()
            if version is None:
                raise NotFound(NOT_YOURS)
            if posting.version != version + 1:
                return False
            await connection.execute(
                self._db.insert(posting_body).values(
                    posting_id=posting.id,
                    version=posting.version,
                    team_id=asker.team_id,
                    body=noun_to_text(posting),
                    created_at=self._db.now(),
                )
            )
            await connection.execute(
                update(table).where(*_own(asker, posting.id)).values(version=posting.version)
            )
        return True

    @whole
    async def own_posting(self, asker: Asker, posting_id: str) -> JobPosting:
        """The current version, for whoever saved it.

        Raises:
            NotFound: somebody else's, or none.
        """
        async with self._db.read() as connection:
            mine = await connection.execute(select(table.c.id).where(*_own(asker, posting_id)))
            if mine.one_or_none() is None:
                raise NotFound(NOT_YOURS)
        return await self.posting(asker, posting_id)

    @whole
    async def posting(self, asker: Asker, posting_id: str, version: int | None = None) -> JobPosting:
        """One version; None means the current one.

        Raises:
            NotFound: none that this asker may read.
        """
        wanted = table.c.version if version is None else version
        query = (
            select(posting_body.c.body)
            .join(table, and_(posting_body.c.posting_id == table.c.id, posting_body.c.version == wanted))
            .where(readable(asker, posting_id))
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound(NO_POSTING)
        return noun_from_text(JobPosting, body)

    @whole
    async def postings_of(self, asker: Asker, limit: int = 25) -> list[JobPosting]:
        """The asker's own in their current versions, newest first."""
        query = (
            select(posting_body.c.body)
            .join(
                table,
                and_(posting_body.c.posting_id == table.c.id, posting_body.c.version == table.c.version),
            )
            .where(table.c.team_id == asker.team_id, table.c.user_id == asker.user_id)
            .order_by(table.c.created_at.desc(), table.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            bodies = (await connection.execute(query)).scalars().all()
        return [noun_from_text(JobPosting, body) for body in bodies]

    @whole
    async def wish(self, asker: Asker, posting_id: str) -> None:
        """The asker's next resume is to be matched to this posting; a newer wish replaces an older one.

        Raises:
            NotFound: no posting that this asker may read.
        """
        made = self._db.insert(wish).values(
            team_id=asker.team_id,
            user_id=asker.user_id,
            posting_id=posting_id,
            taken_by="",
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            known = await connection.execute(select(table.c.id).where(readable(asker, posting_id)))
            if known.one_or_none() is None:
                raise NotFound(NO_POSTING)
            await connection.execute(
                made.on_conflict_do_update(
                    index_elements=["team_id", "user_id"],
                    set_={name: made.excluded[name] for name in ("posting_id", "taken_by", "created_at")},
                )
            )

    @whole
    async def take_wish(self, asker: Asker, *, by: str = "") -> str:
        """The id of the posting that waits for this asker's next resume; it waits no longer.

        Args:
            by: names the taker, say the resume's id: the same taker may ask again after a crash and is given
                the same wish. "" takes it once and for all.

        Raises:
            NotFound: none waits.
        """
        mine = (wish.c.team_id == asker.team_id, wish.c.user_id == asker.user_id)
        query = select(wish.c.posting_id).where(*mine, wish.c.taken_by.in_(("", by))).with_for_update()
        taken = plain(by)
        async with self._db.write() as connection:
            posting_id: str | None = (await connection.execute(query)).scalar_one_or_none()
            if posting_id is None:
                raise NotFound("No job waits for your resume")
            if taken:
                await connection.execute(update(wish).where(*mine).values(taken_by=taken))
            else:
                await connection.execute(delete(wish).where(*mine))
        return posting_id
