"""Starts flows, keeps them going, and ends with grace."""

import asyncio
import json
import logging
import math
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID
from dbos import error as dbos_error

from core.durable.codec import Codec
from core.durable.engines import FolderLock, address, close_engine, open_engine, prepare, shrink
from core.durable.leases import Leases, Pending, ReplicaLock
from core.durable.port import Asked, Dead, Flow, Hook, Ref, Status, StepFailed, Turn
from core.errors import ConfigurationError, CoreError, StorageFailed

T = TypeVar("T")
log = structlog.get_logger(__name__)
_Registered = Callable[[str, dict[str, Any]], Coroutine[Any, Any, None]]

_VERSION = "pipeline-1"
"""Pinned: the library's default is a hash of the source, and rows of another version are never run, without a word.
Change a flow by adding steps at its end; raise this only once every row of the old version is finished."""
_QUEUE = "llm"
RECOVERIES = 3
"""How often interrupted work is taken up again. The library counts every death of the process while the work is under way,
whoever was to blame for it, so in a story of forty kills honest work needs more."""
_MAX_ID = 255
_THREADS = 24
"""The library's default is one for each call under way, without end."""
_BATCH = 200
_LATELY = 20
"""Pieces of work by which the wait for a turn is told."""
_STATUS: Mapping[str, Status] = {
    "ENQUEUED": "queued",
    "DELAYED": "queued",
    "PENDING": "running",
    "SUCCESS": "done",
    "ERROR": "failed",
    "MAX_RECOVERY_ATTEMPTS_EXCEEDED": "failed",
    "CANCELLED": "cancelled",
}
_ENDED = ("SUCCESS", "ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED")


class _FlowFailed(Exception):
    """What the library learns of a flow that raised; the text is a class name."""


class _NoForeignWords(logging.Filter):
    """The library prints exceptions with their text, and the text may quote a resume. Class names are enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0]:
            if issubclass(record.exc_info[0], _FlowFailed | CoreError):
                return False  # `_run` has told of it
            record.msg = f"{record.getMessage()} {record.exc_info[0].__name__}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _quiet_library() -> None:
    """Its records go where ours go. Without a handler of our own it would print them itself, in a form of its own."""
    logger = logging.getLogger("dbos")
    if not any(isinstance(it, _NoForeignWords) for it in logger.filters):
        logger.addHandler(logging.NullHandler())
        logger.addFilter(_NoForeignWords())


def _where(error: BaseException) -> list[str]:
    """The way to an error, causes first, without any error's own words.

    An error that was raised again by whoever handled it may be a cause of its own cause: each is told once.
    """
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    told: list[str] = []
    for one in reversed(chain):
        frames = [f"{it.filename}:{it.lineno} {it.name}" for it in traceback.extract_tb(one.__traceback__)]
        told += [*frames[-8:], type(one).__name__]
    return told


def _whose(ref: Ref) -> str:
    return f"{ref.get('team', '')}:{ref.get('user', '')}"


_calls: set[asyncio.Task[Any]] = set()


async def _outside(call: Coroutine[Any, Any, T]) -> T:
    """Runs a call to its end as if no flow were around it: inside one, the library would count it as one of its steps.

    To its end, also when the caller is cancelled: a row that is written and not begun would wait for the next launch.
    """
    task = asyncio.create_task(call, context=Context())
    _calls.add(task)  # the loop alone would let go of it
    task.add_done_callback(_ended)
    return await asyncio.shield(task)


def _ended(task: asyncio.Task[Any]) -> None:
    _calls.discard(task)
    if not task.cancelled():
        task.exception()  # its caller may be gone; unasked, the loop would print it


@dataclass(frozen=True, slots=True)
class _Work:
    id: str
    kind: str
    hook: Hook = field(repr=False)

    async def step(self, name: str, fn: Callable[[], Awaitable[T]]) -> T:
        ran = False

        async def body() -> T:
            nonlocal ran
            ran = True
            self.hook(self.kind, name, "before")
            try:
                result = await fn()
            except CoreError:
                raise
            except Exception as error:  # a step is where flows meet the outside; see StepFailed
                raise StepFailed(type(error).__name__) from error
            finally:
                self.hook(self.kind, name, "did")
            # What a run after the crash will read is what this run goes on with.
            kept: T = json.loads(json.dumps(result, allow_nan=False))
            return kept

        try:
            return await DBOS.run_step_async({"name": name}, body)
        finally:
            if ran:
                self.hook(self.kind, name, "after")


def _no_hook(_kind: str, _step: str, _moment: str) -> None:
    """Nobody watches."""


class _Rows:
    """The library's rows, for the sweep; its blocking calls must not be made on a loop."""

    def __init__(self, queued: frozenset[str]) -> None:
        self._queued = queued

    def pending(self) -> list[Pending]:
        now = time.time()
        rows = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        return [
            Pending(row.workflow_id, row.name, row.executor_id, now - (row.updated_at or 0) / 1000)
            for row in rows
        ]

    def again(self, stranded: list[Pending]) -> None:
        for queue in (_QUEUE, None):  # None is the library's own, of what starts at once
            ids = [it.id for it in stranded if (it.kind in self._queued) == (queue is not None)]
            if ids:
                log.warning("work_taken_over", count=len(ids))
                DBOS.resume_workflows(ids, queue_name=queue)

    def give_up(self, stranded: list[Pending]) -> None:
        if stranded:
            log.error("work_given_up", ids=[it.id for it in stranded])
            DBOS.cancel_workflows([it.id for it in stranded])


class Durable:
    """Flows by kind, on the engine's own database. One at a time in a process: the library below is a singleton."""

    _live: "Durable | None" = None

    def __init__(
        self,
        url: str,
        *,
        flows: Mapping[str, Flow],
        executor_id: str = "local",
        queued: frozenset[str] = frozenset(),
        key: bytes | None = None,
        llm_concurrency: int = 1,
        llm_concurrency_everywhere: int | None = None,
        poll_s: float = 0.1,
        pool_size: int = 8,
        lease_s: float = 15.0,
        recoveries: int = RECOVERIES,
        hook: Hook = _no_hook,
    ) -> None:
        """Nothing happens before `launch`.

        Args:
            url: `sqlite:///…` (a file of its own) or `postgresql://…`.
            flows: by kind. A kind stays as long as rows of it may wait.
            executor_id: of this replica on Postgres, the same after each of its restarts; "local" on SQLite.
            queued: kinds that wait in the queue for the model, fair between users; the others start at once.
            key: any long random bytes; seals what is stored with AES-GCM.
            llm_concurrency: queued flows that run here at a time.
            llm_concurrency_everywhere: over all replicas; None means as many as `llm_concurrency`.
            poll_s: how often the queue is looked at.
            pool_size: connections on Postgres, beside the store's.
            lease_s: on Postgres, how long a replica may give no sign of life before others take its work over.
            recoveries: how often interrupted work is taken up again before it is given up as poison.
            hook: told of each step's moments.

        Raises:
            ConfigurationError: the address is neither SQLite's nor Postgres', or a queued kind has no flow.
        """
        if unknown := queued - flows.keys():
            raise ConfigurationError(f"No flow for {', '.join(sorted(unknown))}")
        self._url = address(url)
        self._flows = dict(flows)
        self._executor_id = executor_id
        self._queued = queued
        self._codec = Codec(key)
        self._here = llm_concurrency
        self._everywhere = llm_concurrency_everywhere or llm_concurrency
        self._poll_s = poll_s
        self._pool_size = pool_size
        self._recoveries = recoveries
        self._hook = hook
        self._functions: dict[str, _Registered] = {}
        self._running: dict[str, asyncio.Task[Any]] = {}
        self._turns = asyncio.Lock()
        self._lease_s = lease_s
        self._lock: FolderLock | ReplicaLock | None = None
        self._engine: sa.Engine | None = None
        self._leases: Leases | None = None
        self._pulse: asyncio.Task[None] | None = None

    # ------------------------------------------------------------ life

    async def launch(self) -> None:
        """Begins, in the running loop: flows that a crash interrupted go on about a second later, on this loop.

        Raises:
            ConfigurationError: another process runs on this folder, or the rows were sealed with another key.
            StorageFailed: the database does not answer or cannot be written.
        """
        if Durable._live is not None:
            raise ConfigurationError("Durable work already runs in this process")
        Durable._live = self
        try:
            await self._launch()
        except (OSError, sa.exc.SQLAlchemyError) as error:
            await self._destroy(0)
            raise StorageFailed("The durable queue's database cannot be used") from error
        except BaseException:
            await self._destroy(0)
            raise

    async def _launch(self) -> None:
        is_sqlite = self._url.get_backend_name() == "sqlite"
        if is_sqlite:
            self._lock = FolderLock(Path(str(self._url.database)))
        self._engine = open_engine(self._url, self._pool_size)
        await asyncio.to_thread(prepare, self._engine, self._codec)
        if not is_sqlite:
            self._lock = await asyncio.to_thread(ReplicaLock, self._engine, self._executor_id)
            rows = _Rows(self._queued)
            self._leases = Leases(self._engine, rows, self._executor_id, self._lease_s)
            await asyncio.to_thread(self._leases.beat)
        _quiet_library()
        DBOS(config=self._config(self._engine))
        for kind in self._flows:
            self._functions[kind] = self._register(kind)
        DBOS.launch()  # here and not in a thread: it adopts the running loop, and flows that go on run on it
        await DBOS.register_queue_async(
            _QUEUE,
            worker_concurrency=self._here,
            global_concurrency=self._everywhere,
            polling_interval_sec=self._poll_s,
        )
        await self._tell_stranded()
        if self._leases is not None:
            self._pulse = asyncio.create_task(self._beat_on(self._leases), context=Context())

    async def _beat_on(self, leases: Leases) -> None:
        while True:
            try:
                await asyncio.to_thread(leases.beat)
                await asyncio.to_thread(leases.sweep, frozenset(self._running))
            except sa.exc.SQLAlchemyError as error:
                log.warning("lease_not_renewed", error=type(error).__name__)
            await asyncio.sleep(self._lease_s / 4)

    def _register(self, kind: str) -> _Registered:
        @DBOS.workflow(name=kind, max_recovery_attempts=self._recoveries)
        async def run(id: str, ref: dict[str, Any]) -> None:
            await self._run(kind, id, ref)

        return run

    def _config(self, engine: sa.Engine) -> DBOSConfig:
        return {
            "name": "shortlist",
            "system_database_url": self._url.render_as_string(hide_password=False),
            "system_database_engine": engine,
            "application_version": _VERSION,
            "executor_id": self._executor_id,
            "serializer": self._codec,
            "enable_otlp": False,
            "log_level": "WARNING",
            "max_executor_threads": _THREADS,
            # Also how long its thread sleeps before it notices the end.
            "notification_listener_polling_interval_sec": self._poll_s,
        }

    async def _tell_stranded(self) -> None:
        """Rows of a flow that is gone, or of another version, are never run: better said than found."""
        rows = await _outside(
            DBOS.list_workflows_async(status=["PENDING", "ENQUEUED"], load_input=False, load_output=False)
        )
        lost = [row for row in rows if row.name not in self._flows or row.app_version != _VERSION]
        if lost:
            log.error("durable_rows_stranded", count=len(lost), kinds=sorted({row.name for row in lost}))

    async def close(self, drain_s: float = 10.0) -> None:
        """Ends: nothing new is taken up, what runs may finish; what does not goes on at the next launch.

        Args:
            drain_s: how long running flows may take.
        """
        if Durable._live is self:
            await self._destroy(drain_s)

    async def _destroy(self, drain_s: float) -> None:
        logging.getLogger("dbos").setLevel(logging.ERROR)  # it warns of each flow that is put off
        loop = asyncio.get_running_loop()
        if _calls:
            await asyncio.wait(_calls)
        wait_s = math.ceil(drain_s) + 1 if self._running else 0  # the library sleeps whole seconds
        with ThreadPoolExecutor(1) as pool:  # not the loop's own: the library ends that one here
            destroy = partial(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=wait_s)
            ended = loop.run_in_executor(pool, destroy)
            if running := list(self._running.values()):
                _, late = await asyncio.wait(running, timeout=drain_s)
                for task in late:
                    task.cancel()  # leaves no trace in the database: the row is taken up again
                await asyncio.wait(running)
            await ended
        if self._pulse is not None:
            self._pulse.cancel()
            await asyncio.gather(self._pulse, return_exceptions=True)  # its threads may have ended before it
        # The library has made its own threads the loop's, and they are gone: without new ones every look-up of a
        # host name and every read of a file would fail.
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="asyncio"))
        await asyncio.to_thread(self._let_go)
        Durable._live = None

    def _let_go(self) -> None:
        try:
            if self._leases is not None:
                self._leases.resign()
        except sa.exc.SQLAlchemyError as error:
            log.warning("lease_not_resigned", error=type(error).__name__)  # it runs out by itself
        if self._lock is not None:
            self._lock.release()
        if self._engine is not None:
            close_engine(self._engine)
        self._engine = self._lock = self._leases = self._pulse = None

    # ------------------------------------------------------------ flows

    async def _run(self, kind: str, id: str, ref: dict[str, Any]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # the library runs it as one
        self._running[id] = task
        try:
            await self._flows[kind](_Work(id, kind, self._hook), ref)
        except CoreError as error:
            log.warning("flow_failed", id=id, kind=kind, code=error.code)
            raise
        except Exception as error:  # noqa: BLE001  # the edge of background work: nobody above it would ever hear
            log.error("flow_broke", id=id, kind=kind, where=_where(error))  # noqa: TRY400  # its words stay out
            raise _FlowFailed(type(error).__name__) from None
        finally:
            self._running.pop(id, None)

    async def start(self, id: str, kind: str, ref: Ref) -> bool:
        """Begins a flow, or puts it in the queue; it is on disk when this returns.

        To try a failed flow once more, start it under another id.

        Args:
            id: at most 255 letters; the same one again is the same work, whatever became of it.
            kind: one of `flows`.
            ref: ids.

        Returns:
            False if this id was known before.

        Raises:
            StorageFailed: it is not on disk; the engine has ended, or its database refused.
        """
        if Durable._live is not self:
            raise StorageFailed("The bot is not running")
        if not 0 < len(id) <= _MAX_ID:
            raise ValueError("an id has 1 to 255 letters")
        plain = json.loads(json.dumps(dict(ref), allow_nan=False))
        begin = self._enqueue if kind in self._queued else self._begin
        try:
            await _outside(begin(id, kind, plain))
        except dbos_error.DBOSWorkflowIDInUseError:
            return False
        except sa.exc.SQLAlchemyError as error:
            raise StorageFailed("The durable queue did not take it") from error
        return True

    async def _begin(self, id: str, kind: str, ref: dict[str, Any]) -> None:
        with SetWorkflowID(id, workflow_id_reuse_policy="reject"):
            await DBOS.start_workflow_async(self._functions[kind], id, ref)

    async def _enqueue(self, id: str, kind: str, ref: dict[str, Any]) -> None:
        user = _whose(ref)
        async with self._turns:  # one user's twenty at once must see each other
            await DBOS.enqueue_workflow_with_options_async(
                {
                    "workflow_id": id,
                    "workflow_id_reuse_policy": "reject",
                    "workflow_name": kind,
                    "queue_name": _QUEUE,
                    "app_version": _VERSION,
                    "authenticated_user": user,
                    "priority": await self._turn(user),
                },
                id,
                ref,
            )

    async def _turn(self, user: str) -> int:
        """The place in the queue, lower first: one after this user's last, or level with the one that runs.

        Start-time fair queuing with every piece of work counted as one (Goyal, Vin and Cheng, "Start-time Fair
        Queueing", 1996): a user with nothing waiting comes right after the running one, however many others wait.
        """
        rows = await DBOS.list_workflows_async(
            queue_name=_QUEUE, status=["ENQUEUED", "PENDING"], load_input=False, load_output=False
        )
        turns = [(row.authenticated_user, row.priority or 1) for row in rows]
        level = min((turn for _, turn in turns), default=1)
        return max((turn + 1 for whose, turn in turns if whose == user), default=level)

    # ------------------------------------------------------------ what became of them

    async def status(self, id: str) -> Status:
        """What became of a flow; "failed" also after it ended the process four times."""
        rows = await _outside(
            DBOS.list_workflows_async(workflow_ids=[id], load_input=False, load_output=False)
        )
        return _STATUS[rows[0].status] if rows else "unknown"

    async def turn(self, id: str) -> Turn:
        """Where a flow stands in the queue."""
        rows = await _outside(
            DBOS.list_workflows_async(
                queue_name=_QUEUE, status=["ENQUEUED", "PENDING"], load_input=False, load_output=False
            )
        )
        # Times on SQLite are whole seconds; within one, the rows come in the order in which they were written.
        ranks = {
            it.workflow_id: (it.status != "PENDING", it.priority or 1, it.created_at or 0, place)
            for place, it in enumerate(rows)
        }
        mine = ranks.get(id)
        if mine is None or not mine[0]:
            return Turn(0)
        ahead = sum(rank < mine for rank in ranks.values())
        return Turn(ahead, await self._pace_s(ahead) if ahead else None)

    async def waiting(self) -> int:
        """How much work waits for a turn, over all replicas."""
        rows = await _outside(
            DBOS.list_workflows_async(
                queue_name=_QUEUE, status=["ENQUEUED", "DELAYED"], load_input=False, load_output=False
            )
        )
        return len(rows)

    async def _pace_s(self, ahead: int) -> float | None:
        """How long so much queued work takes, by the median of what ended lately."""
        ended = await _outside(
            DBOS.list_workflows_async(
                queue_name=_QUEUE,
                status="SUCCESS",
                limit=_LATELY,
                sort_desc=True,
                load_input=False,
                load_output=False,
            )
        )
        took_s = [(it.updated_at - it.dequeued_at) / 1000 for it in ended if it.updated_at and it.dequeued_at]
        return median(took_s) * math.ceil(ahead / self._here) if took_s else None

    async def wait(self, id: str, timeout_s: float) -> Status:
        """Returns once a flow has ended, or at once if the id is unknown.

        Raises:
            TimeoutError: it has not.
        """
        async with asyncio.timeout(timeout_s):
            while (status := await self.status(id)) in ("queued", "running"):  # noqa: ASYNC110  # see below
                await asyncio.sleep(
                    min(0.05, self._poll_s)
                )  # other replicas' flows give no sign but their row
        return status

    async def asked(self, id: str) -> Asked | None:
        """What a flow was started with; None for an unknown id."""
        rows = await _outside(DBOS.list_workflows_async(workflow_ids=[id], load_output=False))
        return Asked(rows[0].name, rows[0].input["args"][1]) if rows and rows[0].input else None

    async def cancel(self, id: str) -> None:
        """Ends a flow, now if it runs here, at its next step if it runs elsewhere. One that has ended stays as it is."""
        if await self.status(id) not in ("queued", "running"):
            return
        await _outside(DBOS.cancel_workflow_async(id))
        if (task := self._running.get(id)) is not None:
            task.cancel()

    async def dead(self) -> list[Dead]:
        """Work that is not tried again because it ended the process four times: somebody should be told."""
        rows = await _outside(
            DBOS.list_workflows_async(status="MAX_RECOVERY_ATTEMPTS_EXCEEDED", load_output=False)
        )
        if self._leases is not None and (ids := await asyncio.to_thread(self._leases.given_up)):
            rows += await _outside(DBOS.list_workflows_async(workflow_ids=ids, load_output=False))
        return [Dead(row.workflow_id, row.name, row.input["args"][1]) for row in rows if row.input]

    async def purge(self, older_than: float) -> int:
        """Deletes flows that ended before `older_than` (seconds since the epoch, UTC), with all their steps; how many."""
        before = datetime.fromtimestamp(older_than, UTC).isoformat()
        gone = 0
        while True:
            rows = await _outside(
                DBOS.list_workflows_async(
                    status=list(_ENDED),
                    completed_before=before,
                    limit=_BATCH,
                    load_input=False,
                    load_output=False,
                )
            )
            if not rows:
                break
            ids = [row.workflow_id for row in rows]
            await _outside(DBOS.delete_workflows_async(ids))
            if self._leases is not None:
                await asyncio.to_thread(self._leases.forget, ids)
            gone += len(rows)
        if self._engine is not None:
            await asyncio.to_thread(shrink, self._engine)
        return gone
