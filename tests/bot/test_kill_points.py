"""kill -9 at every step of the demo: after a restart there is one reply each, and nothing is lost.

The bot is a process of its own and really dies; its parent starts it again, as systemd would. What is in Slack at
the end is compared, message by message, with a run in which nobody died.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import manifest
from bot.sandbox import Button, Message, Outcome, Person, Sandbox

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "bot" / "sandbox" / "samples"
STEPS = {
    "share": ("placeholder", "download 1", "read 1", "extract 1", "show", "wish"),
    "correct": ("find", "show"),
    "match_text": ("posting", "home 1", "report 1", "tell 1"),
    "improve": ("edits", "draw"),
    "accept": ("accept", "draw"),
    "skip": ("skip", "draw"),
    "export": ("reserve", "share", "tell"),
}
MOMENTS = ("did", "after")
"""Right after the deed and before its checkpoint, and right after the checkpoint: "before" is the "after" of the last."""
WAIT_S = 75.0
"""A call that Slack never answers is given up after 30 s and made again: late is not lost."""

Told = list[tuple[str, str, tuple[str, ...]]]
Points = list[tuple[str, str, str]]


@asynccontextmanager
async def running(slack: Sandbox, folder: Path, points: Points) -> AsyncIterator[None]:
    """The bot, kept running by its parent while the block runs; it must not end by itself."""
    file = folder / "points.jsonl"
    file.write_text("".join(json.dumps(point) + "\n" for point in points))
    environment = {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.url,
        "SHORTLIST_DATA_DIR": str(folder / "data"),
        "SHORTLIST_ENGINE": "rules",
        "SHORTLIST_HTTP_PORT": "0",
        "SHORTLIST_READERS": "1",
    }
    program = str(Path(__file__).with_name("killable_bot.py"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, program, str(file), env=environment, cwd=ROOT
    )
    try:
        await slack.connected(WAIT_S)
        yield
        assert process.returncode is None, "the bot ended by itself"
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


def noted(folder: Path, what: str) -> Points:
    file = folder / f"points.{what}"
    return [tuple(json.loads(line)) for line in file.read_text().splitlines()] if file.exists() else []


async def insist(slack: Sandbox, act: Callable[[], Coroutine[Any, Any, Outcome]]) -> None:
    """Acts as people do: when Slack shows that nobody answered, they wait a moment and try again."""
    for _ in range(5):
        await slack.connected(WAIT_S)
        if (await act()).acked:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("the bot never acknowledged")


def offers(message: Message, label: str) -> bool:
    return any(button.label == label for button in message.buttons)


async def story(slack: Sandbox) -> Told:
    """The demo: two shares, a correction, a match, three decisions, a file. What Slack holds at the end, oldest first."""
    mina, leo = slack.person("mina"), slack.person("leo")
    channel = slack.channel("resume-help", members=[mina, leo])
    for owner, name in ((mina, "Mina_Okafor.pdf"), (leo, "Leo_Brandt.docx")):
        thread = owner.share(channel, {name: (SAMPLES / name).read_bytes()})
        await owner.sees(lambda m: offers(m, "Improve"), channel, thread, WAIT_S)
    await correct(slack, leo, (channel, thread))
    job = (SAMPLES / "backend_engineer.txt").read_text(encoding="utf-8")
    await insist(slack, lambda: leo.command(channel, "/match", job))
    report = await leo.sees(lambda m: "· rules " in m.shown and offers(m, "Improve"), channel, thread, WAIT_S)
    await insist(slack, lambda: leo.press(report, "Improve"))
    await leo.sees(lambda m: offers(m, "Accept") and offers(m, "Get my file"), channel, thread, WAIT_S)
    for label, counted in (("Accept", "1 accepted"), ("Accept", "2 accepted"), ("Skip", "1 skipped")):
        await decide(slack, leo, (channel, thread), label, counted)
    holder = await leo.sees(lambda m: offers(m, "Get my file"), channel, thread, WAIT_S)
    await insist(slack, lambda: leo.press(holder, "Get my file"))
    await leo.sees(lambda m: bool(m.bot_id and m.files), channel, thread, WAIT_S)
    await leo.sees(lambda m: "tracked changes" in m.shown and not m.files, channel, thread, WAIT_S)
    await slack.quiet(WAIT_S)
    return told(slack, channel)


async def correct(slack: Sandbox, leo: Person, place: tuple[str, str]) -> None:
    """Puts a telephone number right. Whose form is not taken sees it still, with what was typed, and saves again."""
    reply = await leo.sees(lambda m: offers(m, "Improve"), *place, WAIT_S)
    await insist(slack, lambda: leo.press(reply, "See what I read"))
    view = await leo.sees_view("What I read", WAIT_S)
    await insist(slack, lambda: leo.press(view, view.buttons[0]))
    form = await leo.sees_view(lambda one: one.title == "Fix your details", WAIT_S)

    async def save() -> Outcome:
        is_open = any(one.id == form.id for one in leo.views)
        return await leo.submit(form, {"phone": "+49 30 5550 1234"}) if is_open else Outcome(acked=True)

    await insist(slack, save)
    await leo.sees("Corrected by you: your details", *place, WAIT_S)


async def decide(slack: Sandbox, leo: Person, place: tuple[str, str], label: str, counted: str) -> None:
    """Presses the first such button. Who has to try again looks first whether that edit still waits for them."""

    def buttons() -> list[tuple[Message, Button]]:
        return [(m, b) for m in leo.reads(*place) for b in m.buttons if b.label == label]

    wanted = buttons()[0][1].element["value"]

    async def press() -> Outcome:
        still = [(m, b) for m, b in buttons() if b.element["value"] == wanted]
        return await leo.press(*still[0]) if still else Outcome(acked=True)

    await insist(slack, press)
    await leo.sees(lambda m: counted in m.shown, *place, WAIT_S)


def told(slack: Sandbox, channel: str) -> Told:
    """Every message of the channel and its threads, as people read them."""
    heads = slack.messages(channel)
    everything = [m for head in heads for m in slack.messages(channel, head.ts)]
    return [(m.user if m.bot_id else "person", m.shown, m.file_names) for m in everything]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, set[tuple[str, str]]]:
    folder = tmp_path_factory.mktemp("undisturbed")
    async with Sandbox(manifest.path(), time_scale=0.02) as slack, running(slack, folder, []):
        end = await story(slack)
    return end, {(kind, step) for kind, step, _ in noted(folder, "seen")}


def points_of(round_: int) -> Points:
    """The step of this number in each flow that has so many, at both moments."""
    return [
        (kind, steps[round_], moment)
        for kind, steps in STEPS.items()
        if round_ < len(steps)
        for moment in MOMENTS
    ]


async def test_the_points_named_here_are_all_there_are(
    undisturbed: tuple[Told, set[tuple[str, str]]],
) -> None:
    assert undisturbed[1] == {(kind, step) for kind, steps in STEPS.items() for step in steps}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("round_", range(max(map(len, STEPS.values()))))
async def test_after_kill_9_at_any_step_slack_holds_what_it_would_have_held(
    undisturbed: tuple[Told, set[tuple[str, str]]], tmp_path: Path, round_: int
) -> None:
    points = points_of(round_)
    async with Sandbox(manifest.path(), time_scale=0.02) as slack, running(slack, tmp_path, points):
        end = await story(slack)
    assert sorted(noted(tmp_path, "used")) == sorted(points)
    for ours, theirs in zip_longest(end, undisturbed[0]):
        assert ours == theirs
