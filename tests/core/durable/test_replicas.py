"""On Postgres: the same crashes, and replicas that stand in for each other."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from lives import Bot
from postgres import server

from core.durable import Durable, Ref, Work
from core.errors import ConfigurationError

pytestmark = pytest.mark.postgres
KILLED = -9
LEASE_S = 1.0


@pytest.fixture(scope="session")
def address(nursery: "subprocess.Popen[str]", tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that knows its tables and its queue."""
    url = server().new_database()
    assert Bot(nursery, tmp_path_factory.mktemp("template"), url).live() == 0
    return url


@pytest.fixture
def bot(nursery: "subprocess.Popen[str]", tmp_path: Path, address: str) -> Bot:
    with psycopg.connect(address) as connection:
        connection.execute(
            "TRUNCATE dbos.workflow_status, dbos.workflow_input, dbos.workflow_output, dbos.operation_outputs,"
            " durable.durable_takeover, durable.durable_lease CASCADE"
        )
    return Bot(nursery, tmp_path, address)


@pytest.fixture
def standing_by(address: str) -> Callable[..., Durable]:
    """Another replica, in this process, with flows that only finish."""

    async def flow(work: Work, _: Ref) -> None:
        for step in "abcd":
            await work.step(step, lambda: asyncio.sleep(0, "here"))

    def make(executor_id: str = "living") -> Durable:
        return Durable(
            address,
            executor_id=executor_id,
            flows={"now": flow, "queued": flow},
            queued=frozenset({"queued"}),
            poll_s=0.05,
            lease_s=LEASE_S,
        )

    return make


@pytest.mark.parametrize("kind", ["now", "queued"])
def test_a_killed_replica_goes_on_where_it_was(bot: Bot, kind: str) -> None:
    killed = bot.live(start=[("T:E1", kind)], wait=["T:E1"], kill=("c", "did"))
    bot.live(start=[("T:E1", kind)], wait=["T:E1"])

    assert killed == KILLED
    assert [line["status"] for line in bot.lines(what="status")] == ["done"]
    assert [line["new"] for line in bot.lines(what="start")] == [True, False]
    assert [len(bot.lines(step=step, what="begin")) for step in "abcd"] == [1, 1, 2, 1]


@pytest.mark.parametrize("kind", ["now", "queued"])
async def test_work_of_a_replica_that_is_gone_for_good_is_taken_over(
    bot: Bot, standing_by: Callable[..., Durable], kind: str
) -> None:
    plan: dict[str, Any] = {
        "start": [("T:E1", kind)],
        "wait": ["T:E1"],
        "executor_id": "dying",
        "lease_s": LEASE_S,
    }
    await asyncio.to_thread(bot.live, kill=("c", "before"), **plan)
    killed = time.monotonic()
    durable = standing_by()
    await durable.launch()
    try:
        assert await durable.wait("T:E1", 10) == "done"
        assert time.monotonic() - killed < LEASE_S + 4
    finally:
        await durable.close()
    assert [len(bot.lines(step=step, what="begin")) for step in "ab"] == [1, 1]


async def test_a_replica_that_only_slept_does_not_finish_what_was_taken_over(
    bot: Bot, standing_by: Callable[..., Durable]
) -> None:
    plan: dict[str, Any] = {"start": [("T:E1", "now")], "executor_id": "sleeping", "lease_s": LEASE_S}
    durable = standing_by()
    await durable.launch()
    try:
        pid = bot.begin(step_s=0.6, stay_s=3.0, **plan)
        await asyncio.to_thread(bot.until, step="b", what="begin")
        os.kill(pid, signal.SIGSTOP)
        try:
            assert await durable.wait("T:E1", 10) == "done"
        finally:
            os.kill(pid, signal.SIGCONT)
        assert await asyncio.to_thread(bot.end) == 0
    finally:
        await durable.close()
    assert not bot.lines(step="c")


async def test_work_that_ends_every_replica_is_given_up_and_told_of(
    bot: Bot, standing_by: Callable[..., Durable]
) -> None:
    plan: dict[str, Any] = {"kill": ("b", "before"), "lease_s": 0.2}
    await asyncio.to_thread(bot.live, start=[("T:E1", "now")], wait=["T:E1"], executor_id="R0", **plan)
    for n in range(1, 4):
        # Another replica each time, as an orchestrator would start them; it takes the work over and dies of it.
        assert await asyncio.to_thread(bot.live, wait=["T:E1"], executor_id=f"R{n}", **plan) == KILLED
    await asyncio.sleep(LEASE_S)
    durable = standing_by()
    await durable.launch()
    try:
        assert await durable.wait("T:E1", 10) == "cancelled"
        [dead] = await durable.dead()
        assert (dead.id, dead.kind, dead.ref) == ("T:E1", "now", {"team": "T", "user": "U"})
        assert await durable.purge(time.time() + 1) == 1
        assert await durable.dead() == []
    finally:
        await durable.close()


async def test_two_replicas_under_one_name_are_refused(bot: Bot, standing_by: Callable[..., Durable]) -> None:
    bot.begin(executor_id="twin", stay_s=1.5)
    await asyncio.to_thread(bot.until, what="up")
    with pytest.raises(ConfigurationError, match="under the name twin"):
        await standing_by("twin").launch()
    assert await asyncio.to_thread(bot.end) == 0
    durable = standing_by("twin")
    await durable.launch()
    await durable.close()


async def test_two_replicas_share_the_queue_and_each_flow_runs_once(
    bot: Bot, standing_by: Callable[..., Durable]
) -> None:
    ids = [f"T:E{n}" for n in range(12)]
    durable = standing_by()
    await durable.launch()
    try:
        start = [(id, "queued") for id in ids]
        bot.begin(start=start, wait=ids, executor_id="other", step_s=0.02, lease_s=LEASE_S)
        began = [await durable.start(id, "queued", {"team": "T", "user": "U"}) for id in ids]
        for id in ids:
            assert await durable.wait(id, 20) == "done"
        assert await asyncio.to_thread(bot.end) == 0
    finally:
        await durable.close()
    new = [line["new"] for line in bot.lines(what="start")]
    assert [mine + theirs for mine, theirs in zip(began, new, strict=True)] == [1] * 12
    for id in ids:
        assert len(bot.lines(id=id, step="a", what="begin")) <= 1
