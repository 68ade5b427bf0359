"""Chores on a clock."""

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from core.durable import Durable
from core.engine import Engine
from core.errors import CoreError
from core.storage import Store

DAY_S = 86_400
AFTER_RECOVERY_S = 5
"""Interrupted work is taken up about a second after a start, and by then given up where it was poison."""
AFTER_START_S = 60
"""By then a model is in memory and what a crash interrupted goes on; a trial of the house may wait for both."""
LOG = structlog.get_logger("shortlist.schedule")
Chore = Callable[[], Awaitable[None]]


async def purge(store: Store, durable: Durable, *, retention_days: int) -> None:
    """Erases what is older than the retention time, and the queue's finished rows of the same age."""
    older_than = time.time() - retention_days * DAY_S
    try:
        gone = await store.purge(older_than)
        rankings = await store.purge_rankings()
        rows = await durable.purge(older_than)
    except CoreError as e:
        LOG.warning("purge failed", code=e.code)
        return
    LOG.info(
        "purged",
        resumes=gone.resumes,
        matches=gone.matches,
        rankings=rankings,
        files=gone.files,
        work=rows,
    )


async def keep_warm(engine: Engine) -> None:
    """Keeps the model in memory, so that the first question of the day is not the slow one."""
    try:
        await engine.warm()
    except CoreError as e:
        LOG.warning("the model does not answer", code=e.code)


def clock(
    store: Store,
    durable: Durable,
    engine: Engine,
    *,
    tell_dead: Chore,
    count_votes: Chore,
    try_out: Chore,
    try_out_at: clock_time,
    retention_days: int,
) -> AsyncIOScheduler:
    """The scheduler with its jobs; not started yet.

    Args:
        tell_dead: tells those who wait for work that is not tried again; it finds such work after a start.
        count_votes: ends the votes whose time is over.
        try_out: begins the self-test of the day, unless it has begun. Also a minute after a start, because something
            else may have been installed.
        try_out_at: local time.
    """
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600}
    )
    erase = {"retention_days": retention_days}
    settled = datetime.now(UTC) + timedelta(seconds=AFTER_START_S)
    night = CronTrigger(hour=try_out_at.hour, minute=try_out_at.minute)  # of this machine's own time zone
    scheduler.add_job(try_out, night, id="self-test")
    scheduler.add_job(try_out, "date", run_date=settled, id="self-test after a start")
    soon = datetime.now(UTC) + timedelta(seconds=AFTER_RECOVERY_S)
    scheduler.add_job(purge, "interval", hours=1, args=[store, durable], kwargs=erase, id="purge")
    scheduler.add_job(tell_dead, "interval", hours=1, next_run_time=soon, id="tell of dead work")
    scheduler.add_job(count_votes, "interval", minutes=1, id="count votes")
    if engine.has_model:
        scheduler.add_job(keep_warm, "interval", minutes=20, args=[engine], id="keep warm")
    return scheduler
