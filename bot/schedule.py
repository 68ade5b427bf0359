"""Chores on a clock."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.durable import Durable
from core.engine import Engine
from core.errors import CoreError
from core.storage import Store

DAY_S = 86_400
AFTER_RECOVERY_S = 5
"""Interrupted work is taken up about a second after a start, and by then given up where it was poison."""
LOG = structlog.get_logger("shortlist.schedule")
Chore = Callable[[], Awaitable[None]]


async def purge(store: Store, durable: Durable, *, retention_days: int) -> None:
    """Erases what is older than the retention time, and the queue's finished rows of the same age."""
    older_than = time.time() - retention_days * DAY_S
    try:
        gone = await store.purge(older_than)
        rows = await durable.purge(older_than)
    except CoreError as e:
        LOG.warning("purge failed", code=e.code)
        return
    LOG.info("purged", resumes=gone.resumes, matches=gone.matches, files=gone.files, work=rows)


async def keep_warm(engine: Engine) -> None:
    """Keeps the model in memory, so that the first question of the day is not the slow one."""
    try:
        await engine.warm()
    except CoreError as e:
        LOG.warning("the model does not answer", code=e.code)


def clock(
    store: Store, durable: Durable, engine: Engine, *, tell_dead: Chore, retention_days: int
) -> AsyncIOScheduler:
    """The scheduler with its jobs; not started yet.

    Args:
        tell_dead: tells those who wait for work that is not tried again; it finds such work after a start.
    """
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    erase = {"retention_days": retention_days}
    soon = datetime.now(UTC) + timedelta(seconds=AFTER_RECOVERY_S)
    scheduler.add_job(purge, "interval", hours=1, args=[store, durable], kwargs=erase, id="purge")
    scheduler.add_job(tell_dead, "interval", hours=1, next_run_time=soon, id="tell of dead work")
    if engine.has_model:
        scheduler.add_job(keep_warm, "interval", minutes=20, args=[engine], id="keep warm")
    return scheduler
