"""The whole bot by rules, in a Slack on localhost, and the people of its stories."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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

    def said(self, channel: str | None = None, thread_ts: str | None = None) -> list[Message]:
        """What the bot has said to all."""
        return [one for one in self.slack.messages(channel or self.channel, thread_ts) if one.bot_id]

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The arguments of each call of a method that Slack took."""
        return [dict(call.args) for call in self.slack.history if call.method == method and call.ok]


def is_answer(message: Message) -> bool:
    return bool(message.bot_id) and "reading…" not in message.shown


@asynccontextmanager
async def open_office(folder: Path, **sandbox: Any) -> AsyncIterator[Office]:
    async with Sandbox(manifest.path(), **sandbox) as slack:
        settings = Settings(
            _env_file=None,
            SLACK_BOT_TOKEN=SecretStr(slack.bot_token),
            SLACK_APP_TOKEN=SecretStr(slack.app_token),
            SLACK_API_URL=slack.url,
            data_dir=folder / "data",
            engine="rules",
            readers=1,
        )
        nadia, otto = slack.person("nadia"), slack.person("otto")
        channel = slack.channel("hiring", private=True, members=[nadia, otto])
        async with open_house(settings) as house, connected(slack, house.app):
            yield Office(slack, house, nadia, otto, channel)
            await slack.quiet()
