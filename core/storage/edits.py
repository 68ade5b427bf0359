"""Suggested edits and what became of them."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, select, update

from core.errors import EditDecided, EditOutdated, NotFound
from core.model import Asker, Edit, Resume
from core.storage.database import Database, whole
from core.storage.postings import NO_POSTING, readable
from core.storage.records import noun_from_text, noun_to_text, plain
from core.storage.resumes import add_revision, require
from core.storage.tables import edit as table
from core.storage.tables import edit_body
from core.storage.tables import posting as posting_table

EditState = Literal["proposed", "accepted", "skipped"]


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """An edit, what it was made for, and what became of it.

    Attributes:
        revision: of the resume, when the edit was proposed.
    """

    edit: Edit
    resume_id: str
    revision: int
    posting_id: str
    state: EditState


def _stored(row: Row[Any]) -> StoredEdit:
    edit = noun_from_text(Edit, row.body)
    return StoredEdit(edit, row.resume_id, row.revision, row.posting_id, row.state)


def _all(asker: Asker) -> Select[Any]:
    return (
        select(table, edit_body.c.body)
        .join(edit_body, edit_body.c.edit_id == table.c.id)
        .where(table.c.team_id == asker.team_id, table.c.user_id == asker.user_id)
    )


class Edits:
    """Keeps, finds and decides edits."""

    _db: Database

    @whole
    async def save_edit(
        self, asker: Asker, *, edit: Edit, resume_id: str, revision: int, posting_id: str
    ) -> None:
        """Keeps a suggestion. The same id again replaces it while it is only proposed.

        Raises:
            NotFound: not this asker's resume, not a posting they may read, or the id is somebody else's.
        """
        row = self._db.insert(table).values(
            id=edit.id,
            team_id=asker.team_id,
            user_id=asker.user_id,
            resume_id=resume_id,
            revision=revision,
            posting_id=posting_id,
            state="proposed",
            token="",
            created_at=self._db.now(),
        )
        body = self._db.insert(edit_body).values(
            edit_id=edit.id, team_id=asker.team_id, body=noun_to_text(edit)
        )
        async with self._db.write() as connection:
            await require(connection, asker, resume_id)
            known = select(posting_table.c.id).where(readable(asker, posting_id))
            if (await connection.execute(known)).one_or_none() is None:
                raise NotFound(NO_POSTING)
            await connection.execute(row.on_conflict_do_nothing(index_elements=["id"]))
            mine = select(table.c.state).where(
                table.c.id == edit.id, table.c.team_id == asker.team_id, table.c.user_id == asker.user_id
            )
            state = (await connection.execute(mine)).scalar_one_or_none()
            if state is None:
                raise NotFound("I don't have that edit for you")
            if state == "proposed":
                await connection.execute(
                    body.on_conflict_do_update(index_elements=["edit_id"], set_={"body": body.excluded.body})
                )

    @whole
    async def edit(self, asker: Asker, edit_id: str) -> StoredEdit:
        """A suggestion.

        Raises:
            NotFound: none for this asker.
        """
        async with self._db.read() as connection:
            row = (await connection.execute(_all(asker).where(table.c.id == edit_id))).one_or_none()
        if row is None:
            raise NotFound("I don't have that edit for you")
        return _stored(row)

    @whole
    async def edits_of(self, asker: Asker, resume_id: str, posting_id: str | None = None) -> list[StoredEdit]:
        """All ever proposed for a resume, oldest first; with `posting_id`, for that posting."""
        query = _all(asker).where(table.c.resume_id == resume_id).order_by(table.c.created_at, table.c.id)
        if posting_id is not None:
            query = query.where(table.c.posting_id == posting_id)
        async with self._db.read() as connection:
            return [_stored(row) for row in await connection.execute(query)]

    @whole
    async def decide_edit(
        self,
        asker: Asker,
        edit_id: str,
        state: Literal["accepted", "skipped"],
        next_revision: Resume | None,
        *,
        token: str,
    ) -> None:
        """Accepts or skips, and keeps the new revision, in one transaction.

        Args:
            next_revision: the resume with the edit applied; None when skipped, or decided before.
            token: names the attempt; the same attempt may come again after a crash and changes nothing.

        Raises:
            NotFound: no such edit for this asker.
            EditDecided: another attempt decided it.
            EditOutdated: `next_revision` was made from a revision that is no longer the current one.
        """
        query = select(table).where(
            table.c.id == edit_id, table.c.team_id == asker.team_id, table.c.user_id == asker.user_id
        )
        async with self._db.write() as connection:
            row = (await connection.execute(query.with_for_update())).one_or_none()
            if row is None:
                raise NotFound("I don't have that edit for you")
            if row.state != "proposed":
                if (row.state, row.token) == (state, plain(token)):
                    return
                raise EditDecided(f"This edit was already {row.state}")
            if next_revision is not None:
                resume = await require(connection, asker, row.resume_id, lock=True)
                if (next_revision.id, next_revision.revision) != (resume.id, resume.revision + 1):
                    raise EditOutdated("The resume has changed since this edit was made")
                await add_revision(self._db, connection, asker.team_id, next_revision)
            await connection.execute(
                update(table).where(table.c.id == edit_id).values(state=state, token=plain(token))
            )
