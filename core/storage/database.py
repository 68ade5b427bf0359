"""Connections, transactions, migrations: what the two databases need to behave as one.

SQLite: one connection writes (BEGIN IMMEDIATE), a few read. Two processes that read, compute and write lost 320 of
400 updates with the driver's defaults, none this way. Postgres: one pool.
"""

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

import aiosqlite
import structlog
from sqlalchemy import URL, Connection, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from core.errors import ConfigurationError, StorageFailed
from core.storage.migrations import upgrade

log = structlog.get_logger(__name__)
_P = ParamSpec("_P")
_T = TypeVar("_T")
_K = TypeVar("_K", bound="_Keeper")

_MIGRATION_LOCK = 0x5307_1157
"""Of Postgres' advisory locks; any number that nobody else in this database takes."""

_one_migration = threading.Lock()
"""Alembic keeps the step it is at in a global: two databases opened at once in one process would mix theirs up."""


@dataclass(frozen=True, slots=True)
class Pool:
    """How many connections, and how long to wait for one.

    Attributes:
        size, overflow: Postgres, connections kept and added under load. The durable engine has its own beside them.
        timeout_s: until a call gives up waiting for a connection.
        recycle_s: age at which Postgres connections are renewed.
        readers: SQLite, reading connections beside the one that writes.
        busy_s: SQLite, until a call gives up waiting for another process' lock.
    """

    size: int = 20
    overflow: int = 10
    timeout_s: float = 30.0
    recycle_s: int = 1800
    readers: int = 4
    busy_s: float = 5.0


def _url(text: str) -> URL:
    """The address with the asynchronous driver, whichever driver it names."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ConfigurationError("The database's address cannot be read") from error
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    backend = url.get_backend_name()
    if backend not in drivers:
        raise ConfigurationError(f"Databases are sqlite or postgresql, not {backend}")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise ConfigurationError("The SQLite database needs a file: several connections share it")
    return url.set(drivername=drivers[backend])


def _run(connection: DBAPIConnection, *statements: str) -> None:
    cursor = connection.cursor()
    for statement in statements:
        cursor.execute(statement)
    cursor.close()


def _create_private(path: Path) -> None:
    """The file, readable by its owner alone; SQLite gives its journal the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _sqlite_writer(url: URL, pool: Pool) -> AsyncEngine:
    engine = create_async_engine(
        url, pool_size=1, max_overflow=0, pool_timeout=pool.timeout_s, hide_parameters=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver would begin a deferred transaction by itself, at the first write and not before.
        connection.isolation_level = None
        _run(
            connection,
            f"PRAGMA busy_timeout = {int(pool.busy_s * 1000)}",
            # Before the first table, or it has no effect; without it erased pages stay in the file.
            "PRAGMA auto_vacuum = INCREMENTAL",
            "PRAGMA journal_mode = WAL",
            # Loses the last commits when the power fails, not when the process dies.
            "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
            # Erased text is overwritten with zeros, not only unlinked.
            "PRAGMA secure_delete = ON",
        )

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # Takes the write lock now: a transaction that reads first cannot be upgraded while another one writes.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sqlite_readers(url: URL, pool: Pool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool.readers,
        max_overflow=0,
        pool_timeout=pool.timeout_s,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        _run(connection, f"PRAGMA busy_timeout = {int(pool.busy_s * 1000)}", "PRAGMA query_only = ON")

    return engine


def _postgres(url: URL, pool: Pool) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_timeout=pool.timeout_s,
        pool_recycle=pool.recycle_s,
        pool_pre_ping=True,
        hide_parameters=True,
    )


async def _empty_journal(driver: aiosqlite.Connection) -> bool:
    """Whether it could be: a reader may stand on an old page. Reads last milliseconds, so it is tried for a second."""
    await driver.executescript(
        "PRAGMA incremental_vacuum"
    )  # run singly, the driver stops after the first page
    for _ in range(20):
        [(busy, *_)] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        if not busy:
            return True
        await asyncio.sleep(0.05)
    return False


class _Keeper(Protocol):
    _db: "Database"


def whole(
    verb: Callable[Concatenate[_K, _P], Coroutine[Any, Any, _T]],
) -> Callable[Concatenate[_K, _P], Coroutine[Any, Any, _T]]:
    """A verb that, once begun, is done to its end, even when whoever called it is cancelled.

    A statement that is given up in the driver's thread goes on there, in a connection that nobody owns: on a busy
    machine such a one kept the write lock for longer than others are ready to wait.
    """

    @wraps(verb)
    async def guarded(self: _K, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        return await self._db.finish(verb(self, *args, **kwargs))

    return guarded


class Database:
    """One database, with a way to read and a way to write."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, clock: Callable[[], float]) -> None:
        self._writer = writer
        self._reader = reader
        self._is_sqlite = writer.dialect.name == "sqlite"
        self._under_way: set[asyncio.Task[Any]] = set()
        self.now = clock
        """Seconds since the epoch, UTC."""

    @classmethod
    async def open(
        cls, url: str, *, pool: Pool | None = None, clock: Callable[[], float] = time.time
    ) -> "Database":
        """Connects, and brings the tables up to date.

        Raises:
            ConfigurationError: the address is neither SQLite's nor Postgres'.
            StorageFailed: nothing answers there, or it cannot be written.
        """
        pool = pool or Pool()
        address = _url(url)
        if address.get_backend_name() == "sqlite":
            try:
                await asyncio.to_thread(_create_private, Path(str(address.database)))
            except OSError as error:
                raise StorageFailed("The database's file cannot be written") from error
            database = cls(_sqlite_writer(address, pool), _sqlite_readers(address, pool), clock)
        else:
            engine = _postgres(address, pool)
            database = cls(engine, engine, clock)
        try:
            await database._migrate()
        except BaseException:
            await database.close()
            raise
        return database

    async def _migrate(self) -> None:
        while not _one_migration.acquire(blocking=False):  # noqa: ASYNC110  # may be held by another thread's loop
            await asyncio.sleep(0.01)
        try:
            async with self.write() as connection:
                if not self._is_sqlite:  # SQLite's writer holds its lock already
                    await connection.execute(
                        text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                    )
                await connection.run_sync(upgrade)
        finally:
            _one_migration.release()

    async def finish(self, call: Coroutine[Any, Any, _T]) -> _T:
        """Runs a call to its end, also if the one who waits for it is cancelled."""
        task = asyncio.create_task(call)
        self._under_way.add(task)
        task.add_done_callback(self._finished)
        return await asyncio.shield(task)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # its caller may be gone; unasked, the loop would print it

    async def close(self) -> None:
        """Lets go of every connection, once what is under way has ended."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self._reader.dispose()
        await self._writer.dispose()

    async def ping(self) -> None:
        """One round trip, for the health page.

        Raises:
            StorageFailed: the database does not answer.
        """
        async with self.read() as connection:
            await connection.execute(text("SELECT 1"))

    async def schema_version(self) -> str:
        """The newest migration that these tables have."""
        async with self.read() as connection:
            version: str = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            return version

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that only reads.

        Raises:
            StorageFailed: no connection, or the database refused.
        """
        try:
            async with self._reader.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StorageFailed("The database did not answer") from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it, or nothing when the block raises or is cancelled.

        Raises:
            StorageFailed: full disk, a lock that does not end, no connection.
        """
        try:
            async with self._writer.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StorageFailed("The database did not take it") from error

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    async def scrub(self) -> None:
        """After an erasure: gives freed pages back and empties SQLite's journal, which still holds the old ones.

        Postgres does both by itself, later (autovacuum, recycled WAL).
        """
        if not self._is_sqlite:
            return
        try:
            async with self._writer.connect() as connection:
                # The driver's own connection: SQLAlchemy would open a transaction, in which no journal can be emptied.
                driver = (await connection.get_raw_connection()).driver_connection
                if driver is not None and not await _empty_journal(driver):
                    log.warning("journal_not_emptied")
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise StorageFailed("The database did not take it") from error
