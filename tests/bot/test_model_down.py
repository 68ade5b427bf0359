"""The bot beside an Ollama that breaks: rules answer, the thread says so, and nothing waits for ever."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from handlers_office import JOB, RESUME
from model_office import PROSE, QUOTES, beside_ollama
from scripted_ollama import Fault, ScriptedOllama
from slack import Message, Person

UNSURE_JOB = f"{JOB}\nRequirements\n- Experience with tide tables\n"


async def report_of(nadia: Person, channel: str) -> Message:
    ts = nadia.share(channel, {"nadia.txt": RESUME.encode()})
    await nadia.sees("Read ", channel, ts, 10)
    await nadia.command(channel, "/match", UNSURE_JOB)
    return await nadia.sees("· rules ", channel, ts, 20)


@pytest.mark.parametrize("fault", ["down", "500", "cut", "garbage", "busy"])
async def test_rules_match_and_edit_while_the_model_fails_and_the_thread_says_so(
    tmp_path: Path, fault: Fault
) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama, _):
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
    async with beside_ollama(tmp_path) as (slack, ollama, _):
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
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia = slack.person("nadia")
        report = await report_of(nadia, slack.channel("hiring", members=[nadia]))
        assert "rules alone" not in report.shown
        assert len(ollama.asked()) > 0


async def test_a_resumes_lines_are_embedded_when_it_was_read_and_its_score_names_the_model(
    tmp_path: Path,
) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama, _):
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


# ---------------------------------------------------------------- a text in which rules find no jobs

ASKED = ["It is a resume", "Use as job", "Ignore"]
DOUBTED = """Ida Brandt
ida@example.org

EXPERIENCE

Blue Heron | Night Desk | 2019 – 2021
- Keys and calls
"""
BAD: dict[str, Fault | dict[str, Any]] = {
    "500": "500",
    "bad_json": "bad_json",
    "garbage": "garbage",
    "cut": "cut",
    "down": "down",
    "busy": "busy",
    "silence": "hang",
    "extra keys": {"entries": [{**QUOTES["entries"][0], "salary": 9}], "e1": {"title": "CEO", "salary": 9}},
    "deep nesting": {"entries": [{"kind": "work", "title": {"a": [[[[["x"]]]]]}, "organisation": "none"}]},
    "huge numbers": {"entries": [{"kind": "work", "title": 10**300, "organisation": 10**300}], "e1": 10**300},
}


def break_as(ollama: ScriptedOllama, bad: Fault | dict[str, Any]) -> None:
    if isinstance(bad, dict):
        ollama.answer([bad])
    else:
        ollama.fault = bad


async def test_a_resume_in_prose_is_answered_at_once_and_read_by_the_model_in_the_same_message(
    tmp_path: Path,
) -> None:
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        ollama.answer([QUOTES])
        ollama.token_delay_s = 0.02
        ts = nadia.share(channel, {"camille.txt": PROSE.encode()})
        first = await nadia.sees("I'm asking the model", channel, ts, 10)
        assert "I find no jobs and no education in this by rules" in first.shown
        assert [one.label for one in first.buttons] == ASKED
        read = await nadia.sees("2 jobs, 2013–now", channel, ts, 20)
        await slack.quiet()
        assert read.ts == first.ts
        assert len([one for one in slack.messages(channel, ts) if one.bot_id]) == 1
        await nadia.press(read, "See what I read")
        view = await nadia.sees_view("Menuiserie Valmont")
        assert "Bois du Nord (l." in view.shown


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_whatever_the_model_does_the_file_is_still_the_sharers_to_name(
    tmp_path: Path, bad: Fault | dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.extraction.quoting._DEADLINE_S", 1.0)
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        break_as(ollama, bad)
        ts = nadia.share(channel, {"camille.txt": PROSE.encode()})
        told = await nadia.sees(
            lambda m: "could not help" in m.shown or "nor with the model" in m.shown, channel, ts, 20
        )
        ollama.fault = None
        assert [one.label for one in told.buttons] == ASKED
        await nadia.press(told, "It is a resume")
        await nadia.sees("no education that I could tell apart", channel, ts, 20)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
async def test_whatever_the_model_does_what_the_rules_read_stands(
    tmp_path: Path, bad: Fault | dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.extraction.resumes.asking._DEADLINE_S", 1.0)
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia = slack.person("nadia")
        channel = slack.channel("hiring", members=[nadia])
        break_as(ollama, bad)
        ts = nadia.share(channel, {"nadia.txt": DOUBTED.encode()})
        first = await nadia.sees("Check: ", channel, ts, 10)
        said = first.shown.split("\n")[0]
        last = await nadia.sees("with rules alone", channel, ts, 20)
        ollama.fault = None
        assert last.ts == first.ts
        assert last.shown.startswith(said)
        assert [one.label for one in last.buttons] == [one.label for one in first.buttons]


async def test_a_look_that_waits_is_cancelled_by_whoever_asked_and_by_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.runs.SHORT_WAIT_S", 0)
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia, otto = slack.person("nadia"), slack.person("otto")
        channel = slack.channel("hiring", private=True, members=[nadia, otto])
        ollama.answer([QUOTES])
        ollama.token_delay_s = 0.1
        mine = otto.share(channel, {"first.txt": PROSE.encode()})
        await otto.sees("I'm asking the model", channel, mine, 10)
        ts = nadia.share(channel, {"camille.txt": PROSE.replace("Camille", "Carole").encode()})
        waits = await nadia.sees("You're 2nd", channel, ts, 10)
        assert [one.label for one in waits.buttons] == [*ASKED, "Cancel"]

        await otto.press(waits, "Cancel")
        told = await otto.sees("I don't have such a question from you", channel, None, 10)
        assert told.whispered_to == otto.id
        await nadia.press(waits, "Cancel")
        stands = await nadia.sees("Cancelled. I find no jobs", channel, ts, 10)
        assert stands.ts == waits.ts
        assert [one.label for one in stands.buttons] == ASKED

        await otto.sees("2 jobs, 2013–now", channel, mine, 20)
        await slack.quiet()
        assert len(ollama.asked()) == 1
        await nadia.press(stands, "It is a resume")
        await nadia.sees("2 jobs, 2013–now", channel, ts, 20)


async def test_a_second_look_that_waits_is_told_and_cancelled_and_the_rules_answer_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.runs.SHORT_WAIT_S", 0)
    async with beside_ollama(tmp_path) as (slack, ollama, _):
        nadia, otto = slack.person("nadia"), slack.person("otto")
        channel = slack.channel("hiring", private=True, members=[nadia, otto])
        ollama.answer([QUOTES])
        ollama.token_delay_s = 0.1
        mine = otto.share(channel, {"first.txt": PROSE.encode()})
        await otto.sees("I'm asking the model", channel, mine, 10)
        ts = nadia.share(channel, {"nadia.txt": DOUBTED.encode()})
        waits = await nadia.sees("The model will look at what I doubt. You're 2nd", channel, ts, 10)
        await nadia.press(waits, "Cancel")
        stands = await nadia.sees("Cancelled. What I read by rules stands.", channel, ts, 10)
        assert "Check: " in stands.shown
        assert "Cancel" not in [one.label for one in stands.buttons]
