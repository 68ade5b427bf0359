"""The bot beside an Ollama that breaks: rules answer, the thread says so, and nothing waits for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from handlers_office import JOB, RESUME
from pydantic import SecretStr
from scripted_ollama import Fault, ScriptedOllama
from slack import Message, Person, Sandbox, connected

from bot import assembly, manifest
from bot.settings import Settings

UNSURE_JOB = f"{JOB}\nRequirements\n- Ability to explain odd results to shipping clerks\n"


@asynccontextmanager
async def beside_ollama(folder: Path) -> AsyncIterator[tuple[Sandbox, ScriptedOllama]]:
    """The whole bot in a Slack on localhost, with an Ollama that a test may break."""
    ollama = ScriptedOllama()
    try:
        async with Sandbox(manifest.path()) as slack:
            settings = Settings(
                _env_file=None,
                SLACK_BOT_TOKEN=SecretStr(slack.bot_token),
                SLACK_API_URL=slack.url,
                OLLAMA_HOST=await ollama.start(),
                data_dir=folder / "data",
                engine="ollama",
                readers=1,
            )
            async with assembly.open_house(settings) as house, connected(slack, house.app):
                yield slack, ollama
    finally:
        await ollama.close()


async def report_of(nadia: Person, channel: str) -> Message:
    ts = nadia.share(channel, {"nadia.txt": RESUME.encode()})
    await nadia.sees("Read ", channel, ts, 10)
    await nadia.command(channel, "/match", UNSURE_JOB)
    return await nadia.sees("· rules ", channel, ts, 20)


@pytest.mark.parametrize("fault", ["down", "500", "cut", "garbage", "busy"])
async def test_rules_match_and_edit_while_the_model_fails_and_the_thread_says_so(
    tmp_path: Path, fault: Fault
) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        ollama.fault = fault
        report = await report_of(nadia, channel)
        assert "rules alone" in report.shown
        assert "Match the same job again later" in report.shown
        assert "· Good" in report.shown or "· Partial" in report.shown
        await nadia.press(report, "Improve")
        edits = await nadia.sees(
            lambda m: any(b.label == "Get my file" for b in m.buttons), channel, report.thread_ts, 30
        )
        assert "rules alone" in edits.shown


async def test_matched_again_once_it_is_back_the_model_is_asked_anew(tmp_path: Path) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        ollama.fault = "down"
        report = await report_of(nadia, channel)
        ollama.fault = None
        await slack.quiet()  # typed while the first is still at work, the same words make no second report
        await nadia.command(channel, "/match", UNSURE_JOB)
        again = await nadia.sees(
            lambda m: "· rules " in m.shown and m.ts != report.ts, channel, report.thread_ts, 20
        )
        assert "rules alone" not in again.shown


async def test_a_model_that_answers_is_not_apologised_for(tmp_path: Path) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama):
        nadia = slack.person("nadia")
        report = await report_of(nadia, slack.channel("hiring", members=[nadia]))
        assert "rules alone" not in report.shown
        assert len(ollama.asked()) > 0


async def test_a_resumes_lines_are_embedded_when_it_was_read_and_its_score_names_the_model(
    tmp_path: Path,
) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        ts = nadia.share(channel, {"nadia.txt": RESUME.encode()})
        await nadia.sees("Read ", channel, ts, 10)
        async with asyncio.timeout(10):
            while not ollama.asked("/api/embed"):  # noqa: ASYNC110  the stand-in has no event for a call
                await asyncio.sleep(0.05)
        embedded = [text for call in ollama.asked("/api/embed") for text in call["input"]]
        await nadia.command(channel, "/match", UNSURE_JOB)
        report = await nadia.sees("· rules ", channel, ts, 20)

    assert "Cut the nightly import from 5 hours to 40 minutes" in embedded
    assert not any("nadia.ferrant" in text for text in embedded)
    assert f"embeddings {ollama.digests['nomic-embed-text:latest'][:4]}" in report.shown
