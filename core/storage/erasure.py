"""Forgetting on demand and by age, and the log that stays."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.model import Asker
from core.storage.database import Database, whole
from core.storage.records import new_id, plain, to_text
from core.storage.tables import (
    audit,
    cache,
    document,
    match,
    posting,
    resume,
    upload,
    vectors,
    wish,
)
from core.storage.uploads import Folder

_BATCH = 500
"""Resumes erased in one transaction: others may write in between."""
_ORPHAN_S = 3600.0
"""Age at which a file that no resume came to use goes: its share failed or was forgotten in the middle."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much is gone."""

    resumes: int = 0
    matches: int = 0
    files: int = 0

    def __add__(self, other: "Forgotten") -> "Forgotten":
        return Forgotten(self.resumes + other.resumes, self.matches + other.matches, self.files + other.files)


def _unused(table: Table, source: str) -> ColumnElement[bool]:
    """No resume and no posting of the team stands on the file named by this column."""
    by_resume = and_(resume.c.team_id == table.c.team_id, resume.c.upload_sha256 == table.c[source])
    by_posting = and_(posting.c.team_id == table.c.team_id, posting.c.source_sha256 == table.c[source])
    return and_(~exists().where(by_resume), ~exists().where(by_posting))


_MADE_OF_FILES = ((document, "sha256"), (cache, "source"), (vectors, "source"), (upload, "sha256"))


class Erasure:
    """Erases content wherever it stands: rows, caches, vectors, files."""

    _db: Database
    _folder: Folder

    @whole
    async def forget(self, asker: Asker, resume_ids: Sequence[str]) -> Forgotten:
        """Erases the asker's resumes with all that was made of them. Ids that are not the asker's are passed over.

        A file that another resume of the team still stands on stays with that one.
        """
        gone = Forgotten()
        ids = list(dict.fromkeys(resume_ids))
        for start in range(0, len(ids), _BATCH):
            mine = and_(
                resume.c.team_id == asker.team_id,
                resume.c.user_id == asker.user_id,
                resume.c.id.in_(ids[start : start + _BATCH]),
            )
            async with self._db.write() as connection:
                gone += await self._erase_resumes(connection, mine)
        await self._db.scrub()
        return gone

    @whole
    async def purge(self, older_than: float) -> Forgotten:
        """Erases, for all teams, what was shared before `older_than` (seconds since the epoch, UTC).

        A posting stays while a score made with it is younger.
        """
        gone = Forgotten()
        while True:
            ids = select(resume.c.id).where(resume.c.created_at < older_than).limit(_BATCH)
            async with self._db.write() as connection:
                found = list((await connection.execute(ids)).scalars())
                gone += await self._erase_resumes(connection, resume.c.id.in_(found))
            if len(found) < _BATCH:
                break
        younger = exists().where(match.c.posting_id == posting.c.id, match.c.created_at >= older_than)
        async with self._db.write() as connection:
            await connection.execute(delete(wish).where(wish.c.created_at < older_than))
            await connection.execute(delete(posting).where(posting.c.created_at < older_than, ~younger))
        orphaned = self._db.now() - _ORPHAN_S
        async with self._db.write() as connection:
            files = await self._erase_unused(connection, upload.c.created_at < orphaned)
            for table, source in _MADE_OF_FILES:  # what was made of a posting has no file
                await connection.execute(
                    delete(table).where(table.c.created_at < orphaned, _unused(table, source))
                )
        await asyncio.to_thread(self._folder.sweep, orphaned)
        await self._db.scrub()
        return gone + Forgotten(files=files)

    async def _erase_resumes(self, connection: AsyncConnection, which: ColumnElement[bool]) -> Forgotten:
        rows = (
            await connection.execute(
                select(resume.c.id, resume.c.team_id, resume.c.upload_sha256).where(which).with_for_update()
            )
        ).all()
        ids = [row.id for row in rows]
        matches = await connection.execute(
            select(func.count()).select_from(match).where(match.c.resume_id.in_(ids))
        )
        await connection.execute(
            delete(resume).where(resume.c.id.in_(ids))
        )  # takes bodies, matches, edits along
        files = 0
        for team_id in {row.team_id for row in rows}:
            sources = {row.upload_sha256 for row in rows if row.team_id == team_id}
            files += await self._erase_unused(
                connection, upload.c.team_id == team_id, upload.c.sha256.in_(sources)
            )
        return Forgotten(len(rows), matches.scalar_one(), files)

    async def _erase_unused(self, connection: AsyncConnection, *which: ColumnElement[bool]) -> int:
        """Erases those of the uploads that nothing stands on, with what was computed from them; how many."""
        files = select(upload.c.team_id, upload.c.sha256).where(_unused(upload, "sha256"), *which)
        gone = (await connection.execute(files)).all()
        for team_id in {row.team_id for row in gone}:
            digests = [row.sha256 for row in gone if row.team_id == team_id]
            for table, source in _MADE_OF_FILES:
                await connection.execute(
                    delete(table).where(table.c.team_id == team_id, table.c[source].in_(digests))
                )
            # Before the commit: a crash in between leaves a row without a file, never a file without a row.
            await asyncio.to_thread(self._folder.erase, team_id, digests)
        return len(gone)

    @whole
    async def audit(self, team_id: str, actor: str, what: str, /, **facts: str | float) -> None:
        """Adds a line to the log that survives erasure.

        Args:
            actor: a user's id.
            what: a verb ("match", "forget").
            facts: ids, hashes, versions, counts and scores; no personal text.
        """
        short = {name: plain(value) if isinstance(value, str) else value for name, value in facts.items()}
        row: dict[str, Any] = {
            "id": new_id(),
            "team_id": team_id,
            "actor": plain(actor, 64),
            "what": plain(what, 64),
            "facts": to_text(short),
            "created_at": self._db.now(),
        }
        async with self._db.write() as connection:
            await connection.execute(self._db.insert(audit).values(row))
