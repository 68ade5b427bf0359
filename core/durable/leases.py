"""On Postgres several replicas share the work; this notices those that died and hands their work to the living.

The library restarts only what an executor of the same id left behind. So each replica renews a row, and work whose
replica has no fresh row goes back into a queue that all of them look at. SQLite has one replica and needs none of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from core.durable.engines import lease, takeover
from core.errors import ConfigurationError

_SWEEP_LOCK = 0x5307_1158
"""Of Postgres' advisory locks; one replica sweeps at a time."""
MAX_TAKEOVERS = 3
"""Taking over resets the library's own count of attempts, so we count as well."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A row that counts as running."""

    id: str
    kind: str
    executor_id: str | None
    age_s: float


class Rows(Protocol):
    """The library's rows, from a thread without a loop."""

    def pending(self) -> list[Pending]: ...
    def again(self, stranded: list[Pending]) -> None: ...
    def give_up(self, stranded: list[Pending]) -> None: ...


class ReplicaLock:
    """Held by a connection of its own as long as the process lives.

    Two replicas under one name would each restart what the other is running.
    """

    def __init__(self, engine: sa.Engine, executor_id: str) -> None:
        key = int.from_bytes(sha256(executor_id.encode()).digest()[:8], signed=True)
        self._connection = engine.connect()
        try:
            mine = self._connection.execute(sa.select(sa.func.pg_try_advisory_lock(key))).scalar_one()
            self._connection.commit()
        except BaseException:
            self._connection.close()
            raise
        if not mine:
            self._connection.close()
            raise ConfigurationError(f"Another replica already runs under the name {executor_id}")

    def release(self) -> None:
        self._connection.invalidate()  # not back into the pool: the lock is the session's
        self._connection.close()


class Leases:
    """One replica's sign of life, and its look at the others'."""

    def __init__(self, engine: sa.Engine, rows: Rows, executor_id: str, ttl_s: float) -> None:
        self._engine = engine
        self._rows = rows
        self._me = executor_id
        self._ttl_s = ttl_s

    def beat(self) -> None:
        """Renews the sign of life, by the database's clock: replicas' own may differ."""
        row = postgresql.insert(lease).values(executor_id=self._me, beat_at=sa.func.clock_timestamp())
        renewed = row.on_conflict_do_update(
            index_elements=["executor_id"], set_={"beat_at": row.excluded.beat_at}
        )
        with self._engine.begin() as connection:
            connection.execute(renewed)

    def resign(self) -> None:
        """Takes it back, as the last act of a clean end: what is left can be taken over at once."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(lease).where(lease.c.executor_id == self._me))

    def sweep(self, running: Collection[str]) -> None:
        """Puts rows that count as running and do not run back into the queue; after three times, gives them up.

        Args:
            running: ids that do run here. A row of ours that does not, and is older than a lease, was claimed from
                the queue and never begun: that happened when Postgres restarted in between.
        """
        with self._engine.begin() as connection:
            lock = sa.select(sa.func.pg_try_advisory_xact_lock(_SWEEP_LOCK))
            if not connection.execute(lock).scalar_one():
                return
            fresh = sa.func.clock_timestamp() - sa.func.make_interval(0, 0, 0, 0, 0, 0, self._ttl_s)
            query = sa.select(lease.c.executor_id).where(lease.c.beat_at > fresh)
            alive = set(connection.execute(query).scalars())
            # Read under the lock: from an older list, work that another replica has just taken over looks stranded.
            stranded = [it for it in self._rows.pending() if self._is_stranded(it, alive, running)]
            times = {it.id: self._count(connection, it.id) for it in stranded}
            self._rows.again([it for it in stranded if times[it.id] <= MAX_TAKEOVERS])
            self._rows.give_up([it for it in stranded if times[it.id] > MAX_TAKEOVERS])

    def _is_stranded(self, row: Pending, alive: Collection[str], running: Collection[str]) -> bool:
        if row.executor_id == self._me:
            return row.id not in running and row.age_s > self._ttl_s
        return row.executor_id not in alive

    def _count(self, connection: sa.Connection, id: str) -> int:
        row = postgresql.insert(takeover).values(id=id, times=1)
        counted = row.on_conflict_do_update(index_elements=["id"], set_={"times": takeover.c.times + 1})
        times: int = connection.execute(counted.returning(takeover.c.times)).scalar_one()
        return times

    def given_up(self) -> list[str]:
        """Ids that ended every replica that took them."""
        with self._engine.begin() as connection:
            query = sa.select(takeover.c.id).where(takeover.c.times > MAX_TAKEOVERS)
            return list(connection.execute(query).scalars())

    def forget(self, ids: Collection[str]) -> None:
        """Drops the counts of work that is gone, and signs of life that are a day old."""
        day_old = sa.func.clock_timestamp() - sa.func.make_interval(0, 0, 0, 1)
        with self._engine.begin() as connection:
            connection.execute(sa.delete(takeover).where(takeover.c.id.in_(ids)))
            connection.execute(sa.delete(lease).where(lease.c.beat_at < day_old))
