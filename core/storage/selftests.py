"""What came out of the house's self-tests, and the lock on ranking that a failed one sets."""

from typing import Literal

from sqlalchemy import delete, select

from core.errors import NotFound
from core.model import SelfTest
from core.storage.database import Database, whole
from core.storage.records import noun_from_text, noun_to_text
from core.storage.tables import ranking_lock, self_test

RunBy = Literal["clock", "hand"]
EVERY_TEAM = ""
"""The team of rows that hold for the whole house."""


class SelfTests:
    """Keeps and finds the results. They are the house's own: no personal text is in them, so they outlive all content."""

    _db: Database

    @whole
    async def save_self_test(self, id: str, found: SelfTest, *, by: RunBy, reason: str) -> None:
        """Keeps a result; in the same moment ranking is locked for every workspace, or no longer.

        Args:
            id: names this run; the same one again replaces its result.
            by: who ran it.
            reason: why ranking is locked, "" where it is not.
        """
        row = self._db.insert(self_test).values(
            id=id,
            team_id=EVERY_TEAM,
            run_by=by,
            body=noun_to_text(found),
            created_at=found.at,
        )
        columns = ("run_by", "body", "created_at")
        async with self._db.write() as connection:
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["id"], set_={name: row.excluded[name] for name in columns}
                )
            )
            await connection.execute(delete(ranking_lock).where(ranking_lock.c.team_id == EVERY_TEAM))
            if reason:
                lock = ranking_lock.insert().values(
                    team_id=EVERY_TEAM, reason=reason, created_at=self._db.now()
                )
                await connection.execute(lock)

    @whole
    async def newest_self_test(self, *, by: RunBy | None = None, before: str = "") -> SelfTest:
        """The newest result.

        Args:
            by: of runs by this one alone.
            before: leaves the run of this id out.

        Raises:
            NotFound: none was kept yet.
        """
        wanted = [] if by is None else [self_test.c.run_by == by]
        query = (
            select(self_test.c.body)
            .where(self_test.c.team_id == EVERY_TEAM, self_test.c.id != before, *wanted)
            .order_by(self_test.c.created_at.desc(), self_test.c.id)
            .limit(1)
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound("No self-test was run yet")
        return noun_from_text(SelfTest, body)
