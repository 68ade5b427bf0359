"""The engine's own database: its connections, the lock on its folder, and two small tables of ours beside its own."""

import fcntl
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from core.durable.codec import Codec
from core.errors import ConfigurationError

_SCHEMA = "durable"
"""On Postgres, apart from the tables of the store."""
_metadata = sa.MetaData()
note = sa.Table(
    "durable_note",
    _metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
lease = sa.Table(
    "durable_lease",
    _metadata,
    sa.Column("executor_id", sa.String(255), primary_key=True),
    sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
)
takeover = sa.Table(
    "durable_takeover",
    _metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
)


def address(url: str) -> sa.URL:
    """The engine's address with the blocking driver that the library uses.

    Raises:
        ConfigurationError: it is neither SQLite's nor Postgres', or names no file.
    """
    try:
        parsed = sa.make_url(url)
    except ArgumentError as error:
        raise ConfigurationError("The durable engine's address cannot be read") from error
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    backend = parsed.get_backend_name()
    if backend not in drivers:
        raise ConfigurationError(f"The durable engine runs on sqlite or postgresql, not {backend}")
    if backend == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ConfigurationError(
            "The durable engine needs a file: what is in memory does not survive a crash"
        )
    return parsed.set(drivername=drivers[backend])


def _sqlite(url: sa.URL) -> sa.Engine:
    path = Path(str(url.database))
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # One connection: with the library's own settings one run of twenty took up to 6.1 s, this way 0.26.
    engine = sa.create_engine(
        url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for statement in (
            "PRAGMA busy_timeout = 30000",
            "PRAGMA auto_vacuum = INCREMENTAL",  # before the first table, or it has no effect
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = NORMAL",
            "PRAGMA foreign_keys = ON",
            "PRAGMA secure_delete = ON",
        ):
            cursor.execute(statement)
        cursor.close()

    return engine


def open_engine(url: sa.URL, pool_size: int) -> sa.Engine:
    """Connections for the library and for our own tables.

    Args:
        pool_size: on Postgres.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return sa.create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=30,
        pool_pre_ping=True,
        hide_parameters=True,
        execution_options={"schema_translate_map": {None: _SCHEMA}},
    )


def close_engine(engine: sa.Engine) -> None:
    """Closes what lies in the pool now, and what the library's last threads still bring back to it."""
    sa.event.listen(engine, "checkin", _close_late)
    engine.dispose()


def _close_late(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.invalidate()


class FolderLock:
    """Held as long as the process lives: two processes on one SQLite queue would each run the other's work."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = database.with_name(database.name + ".lock")
        self._handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = os.read(self._handle, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(self._handle)
            raise ConfigurationError(
                f"Another Shortlist (process {owner}) already runs on {path.parent}"
            ) from error
        os.ftruncate(self._handle, 0)
        os.write(self._handle, str(os.getpid()).encode("ascii"))

    def release(self) -> None:
        os.close(self._handle)


def prepare(engine: sa.Engine, codec: Codec) -> None:
    """Makes our tables, and checks that the rows waiting there can be read with this key.

    Raises:
        ConfigurationError: they were sealed with another one. Going on would end each of them as failed.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}"))
        _metadata.create_all(connection)
        kept = connection.execute(sa.select(note.c.value).where(note.c.name == "key")).scalar_one_or_none()
        if kept is not None:
            try:
                codec.deserialize(kept)
            except ValueError as error:
                raise ConfigurationError(
                    "The durable queue was written with another encryption key"
                ) from error
            connection.execute(sa.delete(note).where(note.c.name == "key"))
        connection.execute(sa.insert(note).values(name="key", value=codec.serialize("ours")))


def shrink(engine: sa.Engine) -> None:
    """After a purge: gives freed pages back and empties SQLite's journal. Postgres does both by itself."""
    if engine.dialect.name != "sqlite":
        return
    connection: Any = engine.raw_connection()
    try:
        # As a script: run singly, the driver stops after the first page.
        connection.driver_connection.executescript("PRAGMA incremental_vacuum")
        connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
