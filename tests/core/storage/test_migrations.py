import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from keepsakes import MINA
from sqlalchemy import Connection, inspect

from core.storage import Store, migrations
from core.storage.tables import metadata

BROKEN_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "broken", "HEAD"
def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("resume", sa.Column("half", sa.Integer))
    raise RuntimeError("the migration broke")
"""


async def test_the_migrations_make_the_tables_that_the_code_expects(empty: str, tmp_path: Path) -> None:
    store = await Store.open(empty, files=tmp_path)

    def differences(connection: Connection) -> Any:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with store._db.read() as connection:
        assert await connection.run_sync(differences) == []
    await store.close()


async def test_every_table_has_its_team_in_it() -> None:
    assert [name for name, table in metadata.tables.items() if "team_id" not in table.c] == []


async def test_several_that_start_at_once_make_the_tables_once(empty: str, tmp_path: Path) -> None:
    stores = await asyncio.gather(*(Store.open(empty, files=tmp_path) for _ in range(4)))
    for store in stores:
        await store.ping()
        await store.close()


async def test_two_databases_opened_at_once_do_not_mix_their_migrations_up(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / name}.db" for name in "abcd"]
    for store in await asyncio.gather(*(Store.open(url, files=tmp_path) for url in urls)):
        assert await store.resumes_of(MINA) == []
        await store.close()


async def test_a_migration_that_breaks_leaves_the_tables_as_they_were(store: Store, tmp_path: Path) -> None:
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    head = await store.schema_version()
    (scripts / "versions" / "broken.py").write_text(BROKEN_STEP.replace("HEAD", head))

    def upgrade(connection: Connection) -> None:
        settings = migrations.config(connection)
        settings.set_main_option("script_location", str(scripts))
        command.upgrade(settings, "head")

    with pytest.raises(RuntimeError, match="the migration broke"):
        async with store._db.write() as connection:
            await connection.run_sync(upgrade)

    def now(connection: Connection) -> tuple[bool, list[str], str | None]:
        there = inspect(connection)
        columns = [it["name"] for it in there.get_columns("resume")]
        return there.has_table("half"), columns, MigrationContext.configure(connection).get_current_revision()

    async with store._db.read() as connection:
        half, columns, revision = await connection.run_sync(now)
    assert not half
    assert "half" not in columns
    assert revision == head
