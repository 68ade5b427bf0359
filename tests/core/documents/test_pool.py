"""Children beyond what readers show of them: how they come and go."""

import asyncio

import psutil
import pytest

from core.documents.limits import Limits
from core.documents.pool import Pool
from core.documents.wire import HEADER, Message, lengths
from core.errors import ReaderCrashed

MODULE = "core.documents.worker"
ASKED = Message({"verb": "read", "suffix": "txt"}, b"Mina Okafor")


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if MODULE in child.cmdline()]


async def test_an_idle_child_gives_its_memory_back_and_a_new_one_comes_when_it_is_needed() -> None:
    pool = Pool(MODULE, Limits(), 1, jobs=9, idle_s=0.2)
    for _ in range(2):
        answer = await pool.ask(ASKED)
        assert answer.say["document"]["lines"][0]["text"] == "Mina Okafor"
        assert len(children()) == 1
        async with asyncio.timeout(5):
            while children():  # noqa: ASYNC110  another process
                await asyncio.sleep(0.05)
    await pool.close()


async def test_a_child_is_replaced_after_its_jobs() -> None:
    pool = Pool(MODULE, Limits(), 1, jobs=2)
    seen = set()
    for _ in range(4):
        await pool.ask(ASKED)
        seen |= {child.pid for child in children()}
    assert len(seen) == 2
    await pool.close()
    assert children() == []


async def test_a_first_job_has_time_for_loading() -> None:
    pool = Pool(MODULE, Limits(wall_s=0.001), 1, jobs=9, start_s=10)
    assert (await pool.ask(ASKED)).say["pictures"] == []
    await pool.close()


def test_a_child_that_would_say_without_end_is_not_listened_to() -> None:
    with pytest.raises(ConnectionError):
        lengths(HEADER.pack(2**40, 0))


async def test_a_module_that_does_not_start_is_a_crash_not_a_hang() -> None:
    pool = Pool("core.documents.nowhere", Limits(), 1, jobs=9)
    with pytest.raises(ReaderCrashed):
        await pool.ask(ASKED)
    await pool.close()
