"""The whole bot by rules, in a Slack on localhost, and the people of its stories."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from slack import Message, Person, Sandbox, connected

from bot import manifest
from bot.assembly import House, open_house
from bot.settings import Settings

RESUME = """Nadia Ferrant
nadia.ferrant@example.org

Experience

Backend Engineer, Lantern Freight, Lyon
March 2019 - present
- Built REST APIs for parcel tracking with FastAPI and PostgreSQL
- Responsible for maintaining the deployment scripts on AWS for 3 services
- Cut the nightly import from 5 hours to 40 minutes

Junior Developer, Pont Neuf Software, Lyon
June 2016 - February 2019
- Wrote Python jobs that reconcile 20,000 invoices a day

Education

BSc Computer Science, University of Lyon, 2013 - 2016

Skills

Python, FastAPI, PostgreSQL, Redis, AWS, Docker
"""
JOB = """Senior Backend Engineer

Requirements
- 4+ years of Python
- FastAPI or Django
- PostgreSQL
- Kubernetes

Nice to have
- Redis
- Go
"""


@dataclass(frozen=True)
class Office:
    """Nadia shares resumes, Otto is her colleague; both are in a private channel with the bot."""

    slack: Sandbox
    house: House
    nadia: Person
    otto: Person
    channel: str
    calls_before: int

    async def shares(self, text: str = RESUME, name: str = "nadia.txt", **more: Any) -> tuple[str, Message]:
        """Nadia shares a resume; the ts of her message, and the reply once it is there."""
        ts = self.nadia.share(self.channel, {name: text.encode()}, **more)
        return ts, await self.replies(ts)

    async def replies(self, ts: str) -> Message:
        """The bot's answer in this thread, once it is more than a placeholder."""
        return await self.nadia.sees(is_answer, self.channel, ts, 10)

    async def matches(self, ts: str, job: str = JOB) -> Message:
        """Nadia matches the job; the report in the thread."""
        await self.nadia.command(self.channel, "/match", job)
        return await self.nadia.sees("· rules ", self.channel, ts, 10)

    async def sees_many(self, count: int, words: str) -> list[Message]:
        """The bot's messages in the channel with these words, once there are so many."""

        def found() -> list[Message]:
            return [one for one in self.said() if words in one.shown]

        await self.nadia.sees(lambda _: len(found()) >= count, self.channel, None, 20)
        return found()

    def said(self, channel: str | None = None, thread_ts: str | None = None) -> list[Message]:
        """What the bot has said to all."""
        return [one for one in self.slack.messages(channel or self.channel, thread_ts) if one.bot_id]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The arguments of each call of a method that Slack took, in this story."""
        story = self.slack.history[self.calls_before :]
        return [dict(call.args) for call in story if call.method == method and call.ok]


@dataclass(frozen=True)
class Building:
    """A running bot in a workspace of its own; an office for each story."""

    slack: Sandbox
    house: House

    def office(self) -> Office:
        nadia, otto = self.slack.person("nadia"), self.slack.person("otto")
        channel = self.slack.channel("hiring", private=True, members=[nadia, otto])
        return Office(self.slack, self.house, nadia, otto, channel, len(self.slack.history))


def is_answer(message: Message) -> bool:
    return bool(message.bot_id) and "reading…" not in message.shown


@asynccontextmanager
async def open_building(folder: Path, *, is_connected: bool = True) -> AsyncIterator[Building]:
    """Stories come faster than people: Slack's rates are not enforced here.

    Args:
        is_connected: the bot hears what happens in Slack.
    """
    async with Sandbox(manifest.path(), has_rate_limits=False) as slack:
        settings = Settings(
            _env_file=None,
            SLACK_BOT_TOKEN=SecretStr(slack.bot_token),
            SLACK_APP_TOKEN=SecretStr(slack.app_token),
            SLACK_API_URL=slack.url,
            data_dir=folder / "data",
            engine="rules",
            readers=1,
            ocr="off",
        )
        async with open_house(settings) as house, AsyncExitStack() as stack:
            if is_connected:
                await stack.enter_async_context(connected(slack, house.app))
            yield Building(slack, house)
            if is_connected:
                await slack.quiet()
