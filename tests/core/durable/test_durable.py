"""The same engine within one process: order, turns, endings, secrets."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from core.durable import Durable, Flow, Moment, Ref, StepFailed, Turn, Work
from core.errors import ConfigurationError, ScannedDocument, StorageFailed

Open = Callable[..., AbstractAsyncContextManager[Durable]]
WORDS = "Zyxomma Petiolatum"


@pytest.fixture
def open_durable(template: Path, tmp_path: Path) -> Open:
    """One life of it, on the same file as the one before."""
    path = tmp_path / "durable.db"
    path.write_bytes(template.read_bytes())

    @asynccontextmanager
    async def life(
        flows: Mapping[str, Flow], *, drain_s: float = 1, **options: Any
    ) -> AsyncIterator[Durable]:
        it = Durable(f"sqlite:///{path}", flows=flows, poll_s=0.02, **options)
        await it.launch()
        try:
            yield it
        finally:
            await it.close(drain_s)

    return life


def on_disk(folder: Path) -> bytes:
    """Every byte of a folder's files."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def giving(value: Any) -> Callable[[], Awaitable[Any]]:
    async def body() -> Any:
        return value

    return body


async def test_a_step_gives_what_json_makes_of_its_result_the_first_time_too(open_durable: Open) -> None:
    results: list[Any] = []

    async def flow(work: Work, ref: Ref) -> None:
        results.append(
            [await work.step("a", giving((1, {"x": None}))), await work.step("b", giving(None)), dict(ref)]
        )

    async with open_durable({"flow": flow}) as durable:
        assert await durable.start("1", "flow", {"team": "T", "ids": ("a", "b")})
        assert await durable.wait("1", 5) == "done"
    assert results == [[[1, {"x": None}], None, {"team": "T", "ids": ["a", "b"]}]]


async def test_a_step_tells_its_moments_in_order(open_durable: Open) -> None:
    told: list[tuple[str, str, Moment]] = []

    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", giving(1))
        await work.step("b", giving(1))

    async with open_durable({"flow": flow}, hook=lambda *moment: told.append(moment)) as durable:
        await durable.start("1", "flow", {})
        await durable.wait("1", 5)
    assert told == [("flow", step, moment) for step in "ab" for moment in ("before", "did", "after")]


async def test_what_a_step_may_not_give_fails_the_flow(open_durable: Open) -> None:
    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", giving(b"bytes"))

    async with open_durable({"flow": flow}) as durable:
        await durable.start("1", "flow", {})
        assert await durable.wait("1", 5) == "failed"
        with pytest.raises(TypeError):
            await durable.start("2", "flow", {"upload": b"bytes"})
        assert await durable.status("2") == "unknown"


async def test_errors_come_out_of_steps_as_ours_or_as_a_class_name(open_durable: Open) -> None:
    caught: list[Exception] = []

    def raising(error: Exception) -> Callable[[], Awaitable[None]]:
        async def body() -> None:
            raise error

        return body

    async def flow(work: Work, _: Ref) -> None:
        for n, error in enumerate((ScannedDocument("A picture"), ValueError(WORDS))):
            try:
                await work.step(f"step {n}", raising(error))
            except (ScannedDocument, StepFailed) as it:
                caught.append(it)

    async with open_durable({"flow": flow}) as durable:
        await durable.start("1", "flow", {})
        assert await durable.wait("1", 5) == "done"
    assert [(type(it), str(it)) for it in caught] == [
        (ScannedDocument, "A picture"),
        (StepFailed, "ValueError"),
    ]
    assert isinstance(caught[1].__cause__, ValueError)


async def test_the_words_of_an_error_reach_neither_the_disk_nor_the_log(
    open_durable: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    async def in_a_step(work: Work, _: Ref) -> None:
        async def body() -> None:
            raise ValueError(WORDS)

        await work.step("a", body)

    async def beside_steps(_work: Work, _: Ref) -> None:
        raise ValueError(WORDS)

    async with open_durable({"in": in_a_step, "beside": beside_steps}) as durable:
        for kind in ("in", "beside"):
            await durable.start(kind, kind, {})
            assert await durable.wait(kind, 5) == "failed"
        kept = on_disk(tmp_path)

    out, err = capfd.readouterr()
    assert "ValueError" in out  # that it broke, and where, is told
    assert "Exception encountered" not in caplog.text  # and not told twice, by the library as well
    assert WORDS not in caplog.text + out + err
    assert b"ValueError" in kept
    assert WORDS.encode() not in kept


async def test_errors_that_name_each_other_as_their_cause_are_told_once(
    open_durable: Open, capfd: pytest.CaptureFixture[str]
) -> None:
    async def flow(_: Work, __: Ref) -> None:
        first, second = ValueError(WORDS), KeyError(WORDS)
        first.__cause__, second.__cause__ = second, first
        raise first

    async with open_durable({"flow": flow}) as durable:
        await durable.start("1", "flow", {})
        assert await durable.wait("1", 5) == "failed"
    out = "".join(capfd.readouterr())
    assert out.count("flow_broke") == 1
    assert "KeyError" in out
    assert "ValueError" in out


async def test_a_flow_may_start_another_even_within_a_step(open_durable: Open) -> None:
    ran: list[str] = []

    async def parent(work: Work, _: Ref) -> None:
        await durable.start("child 1", "child", {})
        await work.step("a", lambda: durable.start("child 2", "child", {}))
        ran.append(await durable.status("child 1"))

    async def child(work: Work, _: Ref) -> None:
        ran.append(await work.step("a", giving(work.id)))

    async with open_durable({"parent": parent, "child": child}) as durable:
        await durable.start("1", "parent", {})
        assert await durable.wait("1", 5) == "done"
        assert await durable.wait("child 2", 5) == await durable.wait("child 1", 5) == "done"
    assert {"child 1", "child 2"} < set(ran)


async def test_one_user_s_twenty_delay_another_by_no_more_than_the_one_that_runs(open_durable: Open) -> None:
    order: list[str] = []
    begun, go = asyncio.Event(), asyncio.Event()

    async def flow(work: Work, _: Ref) -> None:
        async def body() -> None:
            order.append(work.id)
            begun.set()
            await go.wait()

        await work.step("a", body)

    async with open_durable({"flow": flow}, queued=frozenset({"flow"})) as durable:
        ids = [f"A{n}" for n in range(20)]
        await asyncio.gather(*(durable.start(id, "flow", {"team": "T", "user": "A"}) for id in ids))
        await asyncio.wait_for(begun.wait(), 5)
        await durable.start("B", "flow", {"team": "T", "user": "B"})
        await durable.start("other team's A", "flow", {"team": "T2", "user": "A"})
        go.set()
        for id in (*ids, "B", "other team's A"):
            assert await durable.wait(id, 20) == "done"
    assert order[1:3] == ["B", "other team's A"]
    assert sorted(order) == sorted([*ids, "B", "other team's A"])


async def test_whoever_waits_is_told_how_many_go_first_and_for_how_long(open_durable: Open) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def flow(work: Work, ref: Ref) -> None:
        async def body() -> None:
            begun.set()
            if not ref.get("quick"):
                await go.wait()

        await work.step("a", body)

    async with open_durable({"flow": flow}, queued=frozenset({"flow"})) as durable:
        await durable.start("runs", "flow", {"user": "A"})
        await asyncio.wait_for(begun.wait(), 5)
        for name in ("B", "C"):
            await durable.start(name, "flow", {"user": name})
        assert [await durable.turn(id) for id in ("runs", "B", "C", "unknown")] == [
            Turn(0), Turn(1), Turn(2), Turn(0),
        ]  # fmt: skip
        assert await durable.waiting() == 2
        await asyncio.sleep(0.2)
        go.set()
        assert await durable.wait("C", 5) == "done"
        assert await durable.turn("C") == Turn(0)
        assert await durable.waiting() == 0

        go.clear()
        for name in ("D", "E"):
            await durable.start(name, "flow", {"user": name})
        turn = await durable.turn("E")
        go.set()
        await durable.wait("E", 5)
    assert turn.ahead == 1
    assert turn.wait_s is not None
    assert 0 <= turn.wait_s < 1


async def test_no_more_run_at_a_time_than_are_allowed(open_durable: Open) -> None:
    now = most = 0

    async def flow(work: Work, _: Ref) -> None:
        async def body() -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.03)
            now -= 1

        await work.step("a", body)

    async with open_durable({"flow": flow}, queued=frozenset({"flow"}), llm_concurrency=3) as durable:
        for n in range(12):
            await durable.start(f"{n}", "flow", {"user": f"U{n % 4}"})
        for n in range(12):
            await durable.wait(f"{n}", 10)
    assert most == 3


async def test_a_cancelled_flow_ends_at_once_and_stays_cancelled(open_durable: Open) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def flow(work: Work, _: Ref) -> None:
        async def body() -> None:
            begun.set()
            try:
                await asyncio.sleep(60)
            finally:
                ended.set()

        await work.step("a", body)

    async with open_durable({"flow": flow}) as durable:
        await durable.start("1", "flow", {})
        await begun.wait()
        await durable.cancel("1")
        await asyncio.wait_for(ended.wait(), 1)
        assert await durable.wait("1", 1) == "cancelled"
        await durable.cancel("1")
        await durable.cancel("never was")
    async with open_durable({"flow": flow}) as durable:
        assert await durable.status("1") == "cancelled"


async def test_closing_lets_running_flows_finish(open_durable: Open) -> None:
    begun, results = asyncio.Event(), []

    async def flow(work: Work, _: Ref) -> None:
        begun.set()
        results.append(await work.step("a", lambda: asyncio.sleep(0.3, "a")))
        results.append(await work.step("b", giving("b")))

    async with open_durable({"flow": flow}, drain_s=5) as durable:
        await durable.start("1", "flow", {})
        await begun.wait()
    assert results == ["a", "b"]
    async with open_durable({"flow": flow}) as durable:
        assert await durable.status("1") == "done"
    assert results == ["a", "b"]


async def test_what_does_not_finish_in_time_goes_on_in_the_next_life(open_durable: Open) -> None:
    begun, ran, stuck = asyncio.Event(), [], True

    async def flow(work: Work, _: Ref) -> None:
        async def second() -> None:
            begun.set()
            await asyncio.sleep(60 if stuck else 0)

        async def first() -> None:
            ran.append("first")

        await work.step("a", first)
        await work.step("b", second)
        ran.append("end")

    async with open_durable({"flow": flow}, drain_s=0.1) as durable:
        await durable.start("1", "flow", {})
        await begun.wait()
        closing = time.monotonic()
    assert time.monotonic() - closing < 4
    stuck = False
    async with open_durable({"flow": flow}) as durable:
        assert await durable.wait("1", 10) == "done"
    assert ran == ["first", "end"]


async def test_after_the_end_the_loop_still_has_threads(open_durable: Open) -> None:
    async with open_durable({}):
        pass
    assert await asyncio.to_thread(lambda: "still here") == "still here"
    assert await asyncio.get_running_loop().getaddrinfo("localhost", 80)


async def test_two_at_once_in_a_process_are_refused_and_the_first_goes_on(open_durable: Open) -> None:
    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", giving(1))

    async with open_durable({"flow": flow}) as durable:
        with pytest.raises(ConfigurationError, match="already runs"):
            await Durable("sqlite:////tmp/other.db", flows={}).launch()
        await durable.start("1", "flow", {})
        assert await durable.wait("1", 5) == "done"


@pytest.mark.parametrize(
    ("url", "why"), [("sqlite://", "needs a file"), ("mysql://h/d", "not mysql"), ("none", "cannot be read")]
)
def test_an_address_we_cannot_use_is_said_in_words(url: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why):
        Durable(url, flows={})


async def test_a_database_that_does_not_answer_is_said_in_words_and_can_be_tried_again(
    open_durable: Open,
) -> None:
    with pytest.raises(StorageFailed):
        await Durable("postgresql://nobody@127.0.0.1:1/none", flows={}).launch()
    async with open_durable({}) as durable:
        assert await durable.status("1") == "unknown"


async def test_with_a_key_nothing_on_disk_can_be_read_without_it(open_durable: Open, tmp_path: Path) -> None:
    async def flow(work: Work, ref: Ref) -> None:
        await work.step("a", giving(ref["resume"]))

    key = os.urandom(32)
    async with open_durable({"flow": flow}, key=key) as durable:
        await durable.start("1", "flow", {"resume": "R-canary"})
        assert await durable.wait("1", 5) == "done"
        assert b"R-canary" not in on_disk(tmp_path)
    for wrong in (None, os.urandom(32)):
        with pytest.raises(ConfigurationError, match="another encryption key"):
            async with open_durable({"flow": flow}, key=wrong):
                pass
    async with open_durable({"flow": flow}, key=key) as durable:
        assert await durable.status("1") == "done"


async def test_a_key_may_be_set_later_while_work_is_waiting(open_durable: Open) -> None:
    seen: list[str] = []

    async def flow(work: Work, ref: Ref) -> None:
        begun.set()
        await work.step("wait", lambda: asyncio.sleep(60 if not seen else 0))
        seen.append(ref["resume"])

    begun = asyncio.Event()
    async with open_durable({"flow": flow}, drain_s=0.1) as durable:
        await durable.start("1", "flow", {"resume": "R"})
        await begun.wait()
    seen.append("later")
    async with open_durable({"flow": flow}, key=b"a long random text") as durable:
        assert await durable.wait("1", 10) == "done"
    assert seen == ["later", "R"]


async def test_finished_work_is_purged_by_age_and_its_space_given_back(
    open_durable: Open, tmp_path: Path
) -> None:
    async def flow(work: Work, ref: Ref) -> None:
        for step in "abcd":
            await work.step(step, giving(ref["note"]))

    async with open_durable({"flow": flow}) as durable:
        for n in range(250):
            await durable.start(f"{n}", "flow", {"note": "canary " * 40})
        for n in range(250):
            assert await durable.wait(f"{n}", 30) == "done"
        assert await durable.purge(time.time() - 3600) == 0
        full = (tmp_path / "durable.db").stat().st_size + (tmp_path / "durable.db-wal").stat().st_size
        assert await durable.purge(time.time() + 1) == 250
        assert await durable.status("0") == "unknown"
        assert (tmp_path / "durable.db").stat().st_size < full / 2
        assert b"canary" not in on_disk(tmp_path)
        # What is purged is not known: the caller purges later than Slack repeats itself.
        assert await durable.start("0", "flow", {"note": ""})


async def test_a_flow_whose_starter_was_cancelled_is_begun_or_unknown(open_durable: Open) -> None:
    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", giving(1))

    async with open_durable({"flow": flow}) as durable:
        starters = [asyncio.create_task(durable.start(f"{n}", "flow", {})) for n in range(40)]
        for n, starter in enumerate(starters):
            await asyncio.sleep(0.001 * (n % 3))
            starter.cancel()
        await asyncio.gather(*starters, return_exceptions=True)
        ends = {await durable.wait(f"{n}", 5) for n in range(40)}
    assert "done" in ends
    assert ends <= {"done", "unknown"}


async def test_a_full_disk_takes_no_work_and_says_so(open_durable: Open) -> None:
    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", giving(1))

    def limit(pages: str) -> int:
        assert durable._engine is not None
        with durable._engine.connect() as connection:
            now: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages.format(now)}")
        return now

    async with open_durable({"flow": flow}) as durable:
        await asyncio.to_thread(limit, "{}")
        with pytest.raises(StorageFailed):
            await durable.start("1", "flow", {"ids": ["x" * 1000] * 20})
        assert await durable.status("1") == "unknown"
        await asyncio.to_thread(limit, "1000000")
        assert await durable.start("1", "flow", {"ids": []})
        assert await durable.wait("1", 5) == "done"


async def test_after_its_end_nothing_is_taken_up(open_durable: Open) -> None:
    async with open_durable({}) as durable:
        pass
    with pytest.raises(StorageFailed):
        await durable.start("1", "flow", {})


async def test_ids_have_a_length(open_durable: Open) -> None:
    async with open_durable({}) as durable:
        for id in ("", "x" * 256):
            with pytest.raises(ValueError, match="1 to 255"):
                await durable.start(id, "flow", {})


async def test_waiting_ends_in_time(open_durable: Open) -> None:
    async def flow(work: Work, _: Ref) -> None:
        await work.step("a", lambda: asyncio.sleep(60))

    async with open_durable({"flow": flow}, drain_s=0.1) as durable:
        await durable.start("1", "flow", {})
        with pytest.raises(TimeoutError):
            await durable.wait("1", 0.2)


async def test_rows_of_a_flow_that_is_gone_are_told_of(
    open_durable: Open, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = asyncio.Event()

    async def flow(work: Work, _: Ref) -> None:
        begun.set()
        await work.step("a", lambda: asyncio.sleep(60))

    async with open_durable({"gone": flow}, drain_s=0.1) as durable:
        await durable.start("1", "gone", {})
        await begun.wait()
    async with open_durable({"other": flow}):
        pass
    told = capfd.readouterr().out
    assert "durable_rows_stranded" in told
    assert "gone" in told
