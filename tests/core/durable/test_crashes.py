"""Real processes, really killed."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest
from lives import Bot

from core.durable import Durable
from core.errors import ConfigurationError

KILLED = -9


@pytest.mark.parametrize(
    ("moment", "times"), [("before", 0), ("did", 2), ("after", 1)], ids=["before", "did", "after"]
)
def test_a_killed_flow_goes_on_at_the_step_it_had_reached(bot: Bot, moment: str, times: int) -> None:
    killed = bot.live(start=[("T:E1", "queued")], wait=["T:E1"], kill=("c", moment))
    again = bot.live(wait=["T:E1"])

    assert (killed, again) == (KILLED, 0)
    assert bot.lines(what="status") == [{"id": "T:E1", "what": "status", "status": "done"}]
    # Killed before its body: none yet. After the body, before the checkpoint: it must run again.
    assert len(bot.lines(step="c", what="begin")) == max(times, 1)
    for finished in "ab":
        assert len(bot.lines(step=finished, what="begin")) == 1
    assert bot.lines(step="b", what="result")[-1]["result"] == "b of U"
    assert len(bot.lines(step="d", what="end")) == 1


def test_a_flow_that_started_at_once_goes_on_too(bot: Bot) -> None:
    bot.live(start=[("T:E1", "now")], wait=["T:E1"], kill=("b", "did"))
    bot.live(wait=["T:E1"])

    assert [line["status"] for line in bot.lines(what="status")] == ["done"]
    assert len(bot.lines(step="a", what="begin")) == 1


def test_an_id_is_taken_up_once_even_after_a_crash_and_after_its_end(bot: Bot) -> None:
    start = [("T:E1", "queued"), ("T:E1", "queued")]
    bot.live(start=start, wait=["T:E1"], kill=("b", "before"))
    bot.live(start=start, wait=["T:E1"])
    bot.live(start=start, wait=["T:E1"])

    assert [line["new"] for line in bot.lines(what="start")] == [True, False, False, False, False, False]
    assert len(bot.lines(step="d", what="begin")) == 1


def test_an_error_of_ours_is_the_same_error_when_the_flow_runs_again(bot: Bot) -> None:
    steps = ["a", "refuse", "c"]
    bot.live(start=[("T:E1", "queued")], wait=["T:E1"], steps=steps, kill=("refuse", "after"))
    bot.live(wait=["T:E1"], steps=steps)

    assert bot.lines(what="refused") == [
        {
            "id": "T:E1",
            "step": "refuse",
            "what": "refused",
            "sentence": "This PDF is a picture. Export it as PDF from Word, or send DOCX.",
        }
    ]
    assert len(bot.lines(step="refuse", what="begin")) == 1
    assert len(bot.lines(step="c", what="end")) == 1


def test_a_release_with_a_step_more_at_the_end_goes_on_with_the_old_one_s_work(bot: Bot) -> None:
    bot.live(start=[("T:E1", "queued")], wait=["T:E1"], kill=("c", "before"))
    bot.live(wait=["T:E1"], steps=["a", "b", "c", "d", "e"])

    assert [line["status"] for line in bot.lines(what="status")] == ["done"]
    assert len(bot.lines(step="a", what="begin")) == 1
    assert len(bot.lines(step="e", what="end")) == 1


def test_a_step_put_before_a_finished_one_fails_the_flow_and_runs_nothing_twice(bot: Bot) -> None:
    bot.live(start=[("T:E1", "queued")], wait=["T:E1"], kill=("c", "before"))
    bot.live(wait=["T:E1"], steps=["new", "a", "b", "c", "d"])

    assert [line["status"] for line in bot.lines(what="status")] == ["failed"]
    assert not bot.lines(step="new")


def test_work_that_kills_the_process_each_time_is_given_up_after_three_more_tries(bot: Bot) -> None:
    plan: dict[str, Any] = {"wait": ["T:E1"], "kill": ("b", "before")}
    ends = [bot.live(start=[("T:E1", "queued")], **plan), *(bot.live(**plan) for _ in range(4))]

    assert ends == [KILLED, KILLED, KILLED, KILLED, 0]
    assert [line["status"] for line in bot.lines(what="status")] == ["failed"]


def test_flows_survive_eight_kills_at_random_moments(bot: Bot) -> None:
    chance = random.Random(7)
    ids = [f"T:E{n}" for n in range(32)]
    # Four new ones in each life, beside all of the old ones once more.
    start = [[(id, "queued") for id in ids[: 4 * (life + 1)]] for life in range(8)]
    ends = [
        bot.kill_after(0.1 + 0.3 * chance.random(), start=it, step_s=0.02, stay_s=9.0, recoveries=9)
        for it in start
    ]
    bot.live(start=[(id, "queued") for id in ids], wait=ids, recoveries=9)

    assert ends == [KILLED] * 8
    assert {(line["id"], line["status"]) for line in bot.lines(what="status")} == {(id, "done") for id in ids}
    for id in ids:
        for step in "abcd":
            told = [line["what"] for line in bot.lines(id=id, step=step)]
            # Once a result was seen, the body never began again.
            assert "begin" not in told[told.index("result") :]


async def test_a_second_process_on_the_same_folder_is_told_who_is_there(bot: Bot, tmp_path: Path) -> None:
    pid = bot.begin(stay_s=1.0)
    await asyncio.to_thread(bot.until, what="up")

    with pytest.raises(ConfigurationError, match=f"process {pid}.* already runs on {tmp_path}"):
        await Durable(f"sqlite:///{tmp_path / 'durable.db'}", flows={}).launch()
    assert await asyncio.to_thread(bot.end) == 0
