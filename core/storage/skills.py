"""Skills that a workspace added to the shipped table."""

from sqlalchemy import delete, select

from core.errors import NotFound
from core.skills import Addition
from core.storage.database import Database, whole
from core.storage.records import from_text, plain, to_text
from core.storage.tables import skill as table


class OwnSkills:
    """Keeps and finds a workspace's own skills. They are settings: nothing of a resume is in them, so they outlive it."""

    _db: Database

    @whole
    async def save_skill(self, team_id: str, addition: Addition) -> None:
        """Keeps a skill with its spellings; the same name again replaces them."""
        row = self._db.insert(table).values(
            team_id=team_id,
            name=plain(addition.name),
            body=to_text([plain(alias) for alias in addition.aliases]),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["team_id", "name"], set_={"body": row.excluded.body}
                )
            )

    @whole
    async def skills_of(self, team_id: str) -> tuple[Addition, ...]:
        """All that this workspace added, by name."""
        query = select(table.c.name, table.c.body).where(table.c.team_id == team_id).order_by(table.c.name)
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Addition(row.name, tuple(from_text(row.body))) for row in rows)

    @whole
    async def remove_skill(self, team_id: str, name: str) -> None:
        """Forgets one of them.

        Raises:
            NotFound: this workspace added none of that name.
        """
        gone = delete(table).where(table.c.team_id == team_id, table.c.name == name).returning(table.c.name)
        async with self._db.write() as connection:
            if (await connection.execute(gone)).one_or_none() is None:
                raise NotFound("No skill of that name was added here")
