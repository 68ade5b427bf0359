"""`make bench`: the figures we promise, measured on the real bot in one run. Medians and percentiles, no gates.

Each row says what was measured, how often, and the bar it is held against; what is over its bar is marked.
"""

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot import assembly, logs, manifest
from bot.http import Links
from bot.sandbox import Person, Sandbox
from bot.settings import Settings
from core.model import Asker

from . import ranking, reading
from .figures import Row, percentile, show, timed

SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "samples"
SHARES = 20
SCORES = 100
REQUESTS = 200
PORT = 8799


@asynccontextmanager
async def running(slack: Sandbox, folder: Path) -> AsyncIterator[assembly.House]:
    settings = Settings(
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_API_URL=slack.url,
        data_dir=folder,
        database_url=None,
        engine="rules",
        http_port=PORT,
        base_url=f"http://127.0.0.1:{PORT}",
    )
    stop = asyncio.Event()
    async with assembly.open_house(settings) as house:
        serving = asyncio.create_task(assembly.serve(house, stop))
        await slack.connected()
        yield house
        stop.set()
        await serving


async def shares_at_once(slack: Sandbox) -> AsyncIterator[Row]:
    """Twenty people share a resume in the same moment, each in a channel of their own."""
    body = (SAMPLES / "Mina_Okafor.pdf").read_bytes()
    people = [slack.person(f"person{number}") for number in range(SHARES)]
    channels = [slack.channel(f"room-{person.user.name}", members=[person]) for person in people]
    started = time.perf_counter()

    async def one(person: Person, channel: str) -> tuple[float, float]:
        ts = person.share(channel, {"resume.pdf": body})
        await person.sees(lambda m: bool(m.bot_id), channel, ts, 30)
        placeholder_s = time.perf_counter() - started
        await person.sees(lambda m: bool(m.bot_id and m.buttons), channel, ts, 60)
        return placeholder_s, time.perf_counter() - started

    seen = await asyncio.gather(*map(one, people, channels))
    acks = [a.acked_after_s for a in slack.outbox.attempts if a.kind == "events_api" and a.attempt == 0]
    known = [ack if ack is not None else 3.0 for ack in acks]
    yield Row("ack of an event, 20 shares at once", "p99", percentile(known, 0.99), 0.5, len(known))
    placeholders = [placeholder for placeholder, _ in seen]
    yield Row("placeholder after a share, 20 at once", "p95", percentile(placeholders, 0.95), 2.0, SHARES)
    yield Row(
        "the answer after a share, 20 at once", "median", statistics.median(s for _, s in seen), 10.0, SHARES
    )


async def known_things(slack: Sandbox, house: assembly.House) -> AsyncIterator[Row]:
    """What people press again and again: a score, a page, the health probe."""
    person = slack.person("reader")
    channel = slack.channel("reading", members=[person])
    ts = person.share(channel, {"resume.docx": (SAMPLES / "Leo_Brandt.docx").read_bytes()})
    await person.sees(lambda m: bool(m.bot_id and m.buttons), channel, ts, 60)
    asker = Asker(slack.team_id, person.id, channel)
    [card] = await house.pipeline.resumes.of(asker)
    text = (SAMPLES / "backend_engineer.txt").read_text(encoding="utf-8")
    posting = await house.pipeline.postings.add(asker, "bench-posting", text)
    scores = await timed(SCORES, lambda: house.pipeline.scores.match(asker, card.id, posting.id))
    yield Row("score of a known resume and posting", "median", statistics.median(scores), 0.5, SCORES)
    yield Row("score of a known resume and posting", "p95", percentile(scores, 0.95), 0.5, SCORES)
    links = Links(assembly.page_secret(house.settings.data_dir), base_url=house.settings.base_url, minutes=30)
    link = links.preview(asker, card.id)
    async with aiohttp.ClientSession() as http:

        async def get(url: str) -> None:
            async with http.get(url) as answer:
                answer.raise_for_status()
                await answer.read()

        root = f"http://127.0.0.1:{PORT}"
        await get(str(link))
        for what, url, bar_s in (("/health", f"{root}/health", 0.05), ("cached preview", str(link), 0.005)):
            taken = await timed(REQUESTS, lambda url=url: get(url))  # type: ignore[misc]  # a bound loop variable
            yield Row(what, "median", statistics.median(taken), bar_s, REQUESTS)


def demo(engine: str, bar_s: float) -> Row:
    """The whole demo as a process, from the shell to the shell."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "bot.cli", "demo", "--fast", "--engine", engine, "--out", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command
        return Row(f"the demo with {engine}, set up", "once", time.perf_counter() - started, bar_s, 1)


async def live_rows() -> AsyncIterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        async with Sandbox(manifest.path()) as slack, running(slack, Path(folder)) as house:
            async for row in shares_at_once(slack):
                yield row
            async for row in known_things(slack, house):
                yield row


async def house_rows(*, with_model: bool) -> list[Row]:
    rows = [row async for row in live_rows()]
    rows.append(demo("rules", 20.0))
    if with_model:
        rows.append(demo("embedded", 180.0))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=["house", "reading", "ranking"], default="house")
    parser.add_argument("--with-model", action="store_true", help="also the demo with the embedded model")
    parser.add_argument("--resumes", type=int, default=10_000, help="ranking: how many are made")
    parser.add_argument("--postings", type=int, default=10, help="ranking: for how many they are ranked")
    wanted = parser.parse_args()
    logs.set_up("ERROR")
    if wanted.part == "reading":
        show(asyncio.run(reading.rows()))
    elif wanted.part == "ranking":
        show(asyncio.run(ranking.rows(wanted.resumes, wanted.postings)))
    else:
        show(asyncio.run(house_rows(with_model=wanted.with_model)))


if __name__ == "__main__":
    main()
