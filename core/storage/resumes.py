"""Shares and the resumes made of them, revision by revision."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFound
from core.model import Asker, Likeness, Resume, ResumeCard, Twin
from core.storage.database import Database, whole
from core.storage.records import new_id, noun_from_text, noun_to_text, plain
from core.storage.tables import prepared, resume_body, upload
from core.storage.tables import resume as table

_PERSON = ("mail_mark", "phone_mark")
_TWINS = 20
NO_RESUME = "I don't have that resume for you"
"""Said for a stranger's id as for one that never was."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of the news of a share.

    Attributes:
        first: this event is the one that goes on with it; the same event told again is still first.
    """

    resume_id: str
    first: bool


def owned(asker: Asker, resume_id: str) -> ColumnElement[bool]:
    """The condition under which a resume is there for this asker."""
    return and_(table.c.id == resume_id, table.c.team_id == asker.team_id, table.c.user_id == asker.user_id)


async def require(
    connection: AsyncConnection, asker: Asker, resume_id: str, *, lock: bool = False
) -> Row[Any]:
    """The resume's row, inside the caller's transaction.

    Raises:
        NotFound: there is none for this asker.
    """
    query: Select[Any] = select(table).where(owned(asker, resume_id))
    if lock:  # on SQLite the transaction is the lock, and this says nothing
        query = query.with_for_update()
    row: Row[Any] | None = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NotFound(NO_RESUME)
    return row


async def add_revision(database: Database, connection: AsyncConnection, team_id: str, resume: Resume) -> None:
    """Puts a revision beside the others and makes it the current one, unless a newer one is there.

    A revision that others were built on stays as it is.
    """
    statement = database.insert(resume_body).values(
        resume_id=resume.id,
        revision=resume.revision,
        team_id=team_id,
        body=noun_to_text(resume),
        created_at=database.now(),
    )
    current = select(table.c.revision).where(table.c.id == resume.id).scalar_subquery()
    await connection.execute(delete(prepared).where(prepared.c.resume_id == resume.id))
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["resume_id", "revision"],
            set_={"body": statement.excluded.body},
            where=resume_body.c.revision >= current,
        )
    )
    await connection.execute(
        update(table)
        .where(table.c.id == resume.id, table.c.team_id == team_id, table.c.revision <= resume.revision)
        .values(revision=resume.revision, state="ready", code="")
    )


def _twin(this: Row[Any], other: Row[Any]) -> Twin:
    """In what the two are the same: the closest of it."""
    if this.upload_sha256 == other.upload_sha256:
        return Twin("file", card_of(other))
    is_text = this.text_mark and this.text_mark == other.text_mark
    return Twin("text" if is_text else "person", card_of(other))


def card_of(row: Row[Any]) -> ResumeCard:
    return ResumeCard(
        id=row.id,
        revision=row.revision,
        file_name=row.file_name,
        user_id=row.user_id,
        channel_id=row.channel_id,
        thread_ts=row.thread_ts,
        upload_sha256=row.upload_sha256,
        created_at=row.created_at,
    )


class Resumes:
    """Keeps and finds resumes; all of them their owner's alone."""

    _db: Database

    @whole
    async def claim_share(
        self, asker: Asker, *, ts: str, file_id: str, file_name: str, thread_ts: str, event_id: str
    ) -> Claim:
        """Books a shared file: one resume for a share, however often and by whichever events Slack tells of it."""
        row = {
            "id": new_id(),
            "team_id": asker.team_id,
            "user_id": asker.user_id,
            "channel_id": asker.channel_id,
            "thread_ts": plain(thread_ts, 64),
            "ts": plain(ts, 64),
            "file_id": plain(file_id, 64),
            "event_id": plain(event_id),
            "file_name": plain(file_name),
            "upload_sha256": "",
            "state": "reading",
            "code": "",
            "revision": 0,
            "created_at": self._db.now(),
        }
        share = (table.c[name] == row[name] for name in ("team_id", "channel_id", "ts", "file_id"))
        query = select(table.c.id, table.c.event_id).where(*share)
        async with self._db.write() as connection:
            await connection.execute(self._db.insert(table).values(row).on_conflict_do_nothing())
            claimed = (await connection.execute(query)).one()
        return Claim(claimed.id, first=claimed.event_id == row["event_id"])

    @whole
    async def set_upload(self, asker: Asker, resume_id: str, sha256: str) -> None:
        """Says which kept file the resume is.

        Raises:
            NotFound: no such resume for this asker, or the file was erased in between.
        """
        kept = select(upload.c.sha256).where(upload.c.team_id == asker.team_id, upload.c.sha256 == sha256)
        async with self._db.write() as connection:
            await require(connection, asker, resume_id)
            if (await connection.execute(kept)).one_or_none() is None:
                raise NotFound("I no longer have that file")
            await connection.execute(
                update(table).where(owned(asker, resume_id)).values(upload_sha256=sha256)
            )

    @whole
    async def mark_failed(self, asker: Asker, resume_id: str, code: str) -> None:
        """Notes that nothing could be made of the share, by the error's code.

        Raises:
            NotFound: no such resume for this asker.
        """
        async with self._db.write() as connection:
            await require(connection, asker, resume_id)
            await connection.execute(
                update(table).where(owned(asker, resume_id)).values(state="failed", code=plain(code, 64))
            )

    @whole
    async def mark(self, asker: Asker, resume_id: str, likeness: Likeness) -> None:
        """Notes what a resume is compared by.

        Raises:
            NotFound: no such resume for this asker.
        """
        marks = {"text_mark": likeness.text, "mail_mark": likeness.mail, "phone_mark": likeness.phone}
        async with self._db.write() as connection:
            await require(connection, asker, resume_id)
            await connection.execute(update(table).where(owned(asker, resume_id)).values(marks))

    @whole
    async def twins(self, asker: Asker, resume_id: str) -> list[Twin]:
        """The asker's own earlier resumes that are the same file, text or person's, newest first.

        Nobody else's are looked at, nor those that came to nothing.

        Raises:
            NotFound: no such resume for this asker.
        """
        async with self._db.read() as connection:
            this = await require(connection, asker, resume_id)
            alike = [
                table.c[name] == getattr(this, name)
                for name in ("upload_sha256", *_PERSON, "text_mark")
                if getattr(this, name)
            ]
            query = (
                select(table)
                .where(
                    table.c.team_id == asker.team_id,
                    table.c.user_id == asker.user_id,
                    table.c.state == "ready",
                    tuple_(table.c.created_at, table.c.id) < tuple_(this.created_at, this.id),
                    or_(*alike),
                )
                .order_by(table.c.created_at.desc(), table.c.id.desc())
                .limit(_TWINS)
            )
            return [_twin(this, row) for row in await connection.execute(query)] if alike else []

    @whole
    async def save_resume(self, asker: Asker, resume: Resume) -> None:
        """Keeps a revision; the highest is the current one. The same revision again replaces itself while current.

        Raises:
            NotFound: never claimed, somebody else's, or erased while it was being read: it does not come back.
        """
        async with self._db.write() as connection:
            await require(connection, asker, resume.id, lock=True)
            await add_revision(self._db, connection, asker.team_id, resume)

    @whole
    async def save_next(self, asker: Asker, resume: Resume) -> bool:
        """Keeps the revision after the current one; False if that is no longer the one it was made from.

        Raises:
            NotFound: somebody else's, or erased.
        """
        async with self._db.write() as connection:
            row = await require(connection, asker, resume.id, lock=True)
            if resume.revision != row.revision + 1:
                return False
            await add_revision(self._db, connection, asker.team_id, resume)
        return True

    @whole
    async def resume(self, asker: Asker, resume_id: str, revision: int | None = None) -> Resume:
        """One revision; None means the current one.

        Raises:
            NotFound: none for this asker, or not read yet.
        """
        wanted = table.c.revision if revision is None else revision
        query = (
            select(resume_body.c.body)
            .join(table, and_(resume_body.c.resume_id == table.c.id, resume_body.c.revision == wanted))
            .where(owned(asker, resume_id))
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound(NO_RESUME)
        return noun_from_text(Resume, body)

    @whole
    async def resume_card(self, asker: Asker, resume_id: str) -> ResumeCard:
        """What is known of it without opening its text, from the moment it is claimed.

        Raises:
            NotFound: none for this asker.
        """
        async with self._db.read() as connection:
            return card_of(await require(connection, asker, resume_id))

    @whole
    async def resumes_of(
        self, asker: Asker, channel_id: str | None = None, limit: int = 100
    ) -> list[ResumeCard]:
        """The asker's own that are ready, newest first; with `channel_id`, those shared there."""
        query = (
            select(table)
            .where(
                table.c.team_id == asker.team_id, table.c.user_id == asker.user_id, table.c.state == "ready"
            )
            .order_by(table.c.created_at.desc(), table.c.id)
            .limit(limit)
        )
        if channel_id is not None:
            query = query.where(table.c.channel_id == channel_id)
        async with self._db.read() as connection:
            return [card_of(row) for row in await connection.execute(query)]
