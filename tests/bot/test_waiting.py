"""Work that waits for the model is told with its place and [Cancel], and cancelled it says so and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from handlers_office import JOB, RESUME
from model_office import PROSE, QUOTES, beside_ollama
from scripted_ollama import ScriptedOllama
from slack import Message, Person, Sandbox, forge_press

from bot.assembly import House
from core.model import Asker, RankingRules

NOT_YOURS = "I don't have such a question from you"


@dataclass(frozen=True)
class Queue:
    """Nadia has a resume; the model is at work on Otto's for as long as the story likes."""

    slack: Sandbox
    ollama: ScriptedOllama
    house: House
    nadia: Person
    otto: Person
    channel: str
    resume: Message

    def go_on(self) -> None:
        self.ollama.token_delay_s = 0.0

    def said(self) -> list[str]:
        """All that the bot says in the channel, aloud or to one person."""
        everything = [*self.nadia.reads(self.channel), *self.otto.whispers(self.channel)]
        return [one.shown for one in everything if one.bot_id]


@asynccontextmanager
async def busy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Queue]:
    monkeypatch.setattr("handlers.runs.SHORT_WAIT_S", 0)
    async with beside_ollama(folder) as (slack, ollama, house):
        nadia, otto = slack.person("nadia"), slack.person("otto")
        channel = slack.channel("hiring", private=True, members=[nadia, otto])
        ts = nadia.share(channel, {"nadia.txt": RESUME.encode()})
        resume = await nadia.sees("Read ", channel, ts, 10)
        await house.pipeline.postings.add(Asker(slack.team_id, nadia.id, channel), "job", JOB)
        ollama.answer([QUOTES])
        ollama.token_delay_s = 0.5
        otto.share(channel, {"otto.txt": PROSE.encode()})
        await otto.sees("I'm asking the model", channel, None, 10)
        yield Queue(slack, ollama, house, nadia, otto, channel, resume)


async def types_match(queue: Queue) -> None:
    await queue.nadia.command(queue.channel, "/match", JOB)


async def fills_in_match(queue: Queue) -> None:
    await queue.nadia.command(queue.channel, "/match")
    view = await queue.nadia.sees_view("Match")
    await queue.nadia.submit(view, {"job_text": JOB})


async def uses_a_message_as_job(queue: Queue) -> None:
    ts = queue.nadia.say(queue.channel, JOB)
    [message] = [one for one in queue.nadia.reads(queue.channel) if one.ts == ts]
    await queue.nadia.shortcut("use_as_job", message)


async def uses_a_file_as_job(queue: Queue) -> None:
    ts = queue.nadia.share(queue.channel, {"job.txt": JOB.encode()})
    asked = await queue.nadia.sees("no jobs, no education", queue.channel, ts, 10)
    await queue.nadia.press(asked, "Use as job")


async def improves(queue: Queue) -> None:
    await queue.nadia.press(queue.resume, "Improve")


async def ranks(queue: Queue) -> None:
    await queue.house.store.set_ranking_rules(
        queue.slack.team_id, RankingRules("We rank by words.", is_on=True)
    )
    await queue.nadia.command(queue.channel, "/match", f"rank {JOB}")


WAITS: dict[str, tuple[Callable[[Queue], Awaitable[None]], str]] = {
    "match": (types_match, "Cancelled. Nothing was matched."),
    "match by form": (fills_in_match, "Cancelled. Nothing was matched."),
    "job": (uses_a_message_as_job, "Cancelled. Nothing was kept as a job."),
    "file": (uses_a_file_as_job, "Cancelled. Nothing was kept as a job."),
    "rank": (ranks, "Cancelled. Nothing was ranked."),
    "improve": (improves, "Cancelled. No edits were looked for."),
}
"""What Nadia does, and what is told once she has cancelled it."""


@pytest.mark.parametrize(("begins", "stands"), WAITS.values(), ids=WAITS)
async def test_what_waits_is_cancelled_by_whoever_asked_and_nothing_comes_of_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    begins: Callable[[Queue], Awaitable[None]],
    stands: str,
) -> None:
    async with busy(tmp_path, monkeypatch) as queue:
        await begins(queue)
        await cancels(queue, stands)
        before = queue.said()
        queue.go_on()
        await queue.otto.sees("2 jobs, 2013–now", queue.channel, None, 20)
        await queue.slack.quiet()
        after = queue.said()
        assert [one for one in after if "2013–now" not in one] == [
            one for one in before if "I'm asking the model" not in one
        ]


async def cancels(queue: Queue, stands: str) -> None:
    """Sees the wait, lets somebody else try, presses [Cancel] twice before it is gone."""
    waits = await queue.nadia.sees(is_told_to_wait, queue.channel, None, 10)
    [cancel] = [one for one in waits.buttons if one.label == "Cancel"]
    work_id = cancel.element["value"]

    await forge_press(
        queue.house.app, queue.slack, queue.otto, waits, action_id=cancel.action_id, value=work_id
    )
    refused = await queue.otto.sees(NOT_YOURS, queue.channel, None, 10)
    assert refused.whispered_to == queue.otto.id

    await asyncio.gather(*(queue.nadia.press(waits, cancel) for _ in range(2)))
    told = await queue.nadia.sees(stands, queue.channel, None, 10)
    assert told.ts == waits.ts
    assert told.buttons == []
    assert not any(map(is_told_to_wait, queue.nadia.whispers(queue.channel)))


def is_told_to_wait(message: Message) -> bool:
    return bool(message.whispered_to) and "You're " in message.shown
