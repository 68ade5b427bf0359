"""The story of the demo, told by the people in it. It acts on what they see, as they would."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.demo.draw import Screen
from bot.sandbox import Button, Message, Person, Sandbox
from core.errors import CoreError
from core.model import EngineName, Upload

READ_S = 60.0
ANSWER_S = 170.0
ENGINES: dict[EngineName, str] = {
    "ollama": "with Ollama beside it",
    "embedded": "with a small language model in it",
    "rules": "with no language model",
}
ACCEPTED_EDITS = 2
SKIPPED_EDITS = 1


class DemoStopped(CoreError):
    """The bot did not say what it should have said."""

    code = "demo_stopped"
    advice = "Run it again with --engine rules; if that stops too, tell us what stands above."


@dataclass(frozen=True)
class Play:
    """What the story is told with.

    Attributes:
        engine: the one at work.
        out: the folder where the changed file is written.
        pause_s: between the scenes, for people who read along.
    """

    slack: Sandbox
    screen: Screen
    resumes: list[Upload]
    job: str
    engine: EngineName
    out: Path
    pause_s: float


async def tell(play: Play) -> Path | None:
    """From the first share to the file that was got back; its path, or None where no edit would help.

    Raises:
        DemoStopped: something that should have been there was not.
    """
    mina, leo = (
        play.slack.person(name.split()[0].lower(), real_name=name) for name in ("Mina Okafor", "Leo Brandt")
    )
    channel = play.slack.channel("resume-help", private=True, members=[mina, leo])
    play.screen.narrate(
        "#resume-help, a private channel of a Slack that runs on this machine. "
        f"The bot is the real one, {ENGINES[play.engine]}."
    )
    owners = [mina, leo][-len(play.resumes) :]
    thread = ""
    for owner, resume in zip(owners, play.resumes, strict=True):
        thread = await _share(play, owner, channel, resume)
    owner = owners[-1]
    report = await _match(play, owner, channel, thread)
    await _improve(play, owner, report, thread)
    return await _get_file(play, owner, channel, thread)


async def _share(play: Play, owner: Person, channel: str, resume: Upload) -> str:
    with play.screen:
        thread = owner.share(channel, {resume.name: resume.data})
        await _sees(
            owner, lambda m: _offers(m, "Improve") or _offers(m, "Match to a job"), channel, thread, READ_S
        )
        await play.slack.quiet()
    await asyncio.sleep(play.pause_s)
    return thread


async def _match(play: Play, owner: Person, channel: str, thread: str) -> Message:
    play.screen.narrate(f"{owner.user.real_name} types: /match {' '.join(play.job.split())[:70]}…")
    with play.screen:
        await owner.command(channel, "/match", play.job)
        report = await _sees(owner, lambda m: "· rules " in m.shown, channel, thread, ANSWER_S)
        await play.slack.quiet()
    await asyncio.sleep(play.pause_s)
    return report


async def _improve(play: Play, owner: Person, report: Message, thread: str) -> None:
    play.screen.narrate(f"{owner.user.real_name} presses [Improve]")
    with play.screen:
        await owner.press(report, "Improve")
        await _sees(
            owner,
            lambda m: _offers(m, "Get my file") or "no honest edit" in m.shown,
            report.channel,
            thread,
            ANSWER_S,
        )
        await play.slack.quiet()
    for label, times in (("Accept", ACCEPTED_EDITS), ("Skip", SKIPPED_EDITS)):
        for _ in range(times):
            await _decide(play, owner, report.channel, thread, label)


async def _decide(play: Play, owner: Person, channel: str, thread: str, label: str) -> None:
    """Presses the first such button that is still there; with fewer edits there is less to decide."""
    places = [(m, b) for m in owner.reads(channel, thread) for b in m.buttons if b.label == label]
    if not places:
        return
    message, button = places[0]
    play.screen.narrate(f"{owner.user.real_name} presses [{label}]")
    with play.screen:
        await owner.press(message, button)
        await _sees(owner, lambda m: m.ts == message.ts and not _holds(m, button), channel, thread, READ_S)
        await play.slack.quiet()
    await asyncio.sleep(play.pause_s)


async def _get_file(play: Play, owner: Person, channel: str, thread: str) -> Path | None:
    holders = [m for m in owner.reads(channel, thread) if _offers(m, "Get my file")]
    if not holders:
        return None
    play.screen.narrate(f"{owner.user.real_name} presses [Get my file]")
    with play.screen:
        await owner.press(holders[-1], "Get my file")
        sent = await _sees(owner, lambda m: bool(m.bot_id and m.files), channel, thread, READ_S)
        await play.slack.quiet()
    play.out.mkdir(parents=True, exist_ok=True)
    path = play.out / Path(sent.file_names[0]).name
    path.write_bytes(play.slack.file_bytes(sent.files[0]))
    return path


async def _sees(
    owner: Person, what: Callable[[Message], bool], channel: str, thread: str, timeout_s: float
) -> Message:
    try:
        return await owner.sees(what, channel, thread, timeout_s)
    except TimeoutError as e:
        raise DemoStopped(
            f"The bot did not answer {owner.user.real_name} within {timeout_s:.0f} seconds"
        ) from e


def _offers(message: Message, label: str) -> bool:
    return any(button.label == label for button in message.buttons)


def _holds(message: Message, wanted: Button) -> bool:
    return any(
        b.action_id == wanted.action_id and b.element.get("value") == wanted.element.get("value")
        for b in message.buttons
    )
