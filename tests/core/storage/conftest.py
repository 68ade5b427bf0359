import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psycopg
import pytest
from keepsakes import Clock
from postgres import server

from core.storage import Pool, Store
from core.storage.tables import metadata


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: each story is told on both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'shortlist.db'}"
    return server().new_database()


async def _migrated(url: str, folder: Path) -> str:
    await (await Store.open(url, files=folder)).close()
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "shortlist.db"
    asyncio.run(_migrated(f"sqlite:///{path}", path.parent))
    return path


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return asyncio.run(_migrated(server().new_database(), tmp_path_factory.getbasetemp()))


def _emptied(url: str) -> str:
    with psycopg.connect(url) as connection:
        connection.execute(f"TRUNCATE {', '.join(metadata.tables)}")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same with the tables in it: making them takes longer than most stories."""
    if request.param == "postgres":
        return _emptied(request.getfixturevalue("postgres_url"))
    path = tmp_path / "data" / "shortlist.db"
    path.parent.mkdir()
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(url: str, tmp_path: Path, clock: Callable[[], float]) -> AsyncIterator[Store]:
    it = await Store.open(url, files=tmp_path / "data" / "files", pool=Pool(size=4, overflow=2), clock=clock)
    yield it
    await it.close()
