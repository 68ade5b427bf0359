"""What came out of the house's self-tests."""

from typing import Literal

from sqlalchemy import select

from core.errors import NotFound
from core.model import SelfTest
from core.storage.database import Database, whole
from core.storage.rankings import EVERYWHERE
from core.storage.records import noun_from_text, noun_to_text
from core.storage.tables import self_test

RunBy = Literal["clock", "hand"]


class SelfTests:
    """Keeps and finds the results. They are the house's own: no personal text is in them, so they outlive all content."""

    _db: Database

    @whole
    async def save_self_test(self, id: str, found: SelfTest, *, by: RunBy) -> None:
        """Keeps a result.

        Args:
            id: names this run; the same one again replaces its result.
            by: who ran it.
        """
        row = self._db.insert(self_test).values(
            id=id, team_id=EVERYWHERE, run_by=by, body=noun_to_text(found), created_at=found.at
        )
        columns = ("run_by", "body", "created_at")
        async with self._db.write() as connection:
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["id"], set_={name: row.excluded[name] for name in columns}
                )
            )

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
            .where(self_test.c.team_id == EVERYWHERE, self_test.c.id != before, *wanted)
            .order_by(self_test.c.created_at.desc(), self_test.c.id)
            .limit(1)
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound("No self-test was run yet")
        return noun_from_text(SelfTest, body)
