"""Sets the stage: engine, Slack, bot; then plays the story on it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console

from bot import assembly, logs, manifest
from bot.cli.edge import open_upload
from bot.cli.models import fetch
from bot.demo.draw import Screen
from bot.demo.ranking import Hiring
from bot.demo.story import Play, tell
from bot.sandbox import Sandbox
from bot.settings import Settings
from core.errors import CoreError, ModelFetchFailed
from core.model import EngineName, Upload

SAMPLES = Path(__file__).parents[1] / "sandbox" / "samples"
OUT = Console(highlight=False)


def run(*, resume: Path | None, job: Path | None, engine: EngineName | None, fast: bool, out: Path) -> int:
    """Plays the demo; 0 when the changed file is written."""
    logs.set_up("ERROR")
    resumes = [open_upload(resume)] if resume else [open_upload(SAMPLES / name) for name in _sample_names()]
    posting = open_upload(job or SAMPLES / "backend_engineer.txt")
    asyncio.run(_main(resumes, posting, engine, fast=fast, out=out))
    return 0


def run_ranking(*, engine: EngineName | None, fast: bool) -> int:
    """Plays the story of a ranking; by rules, unless another engine is asked for."""
    logs.set_up("ERROR")
    asyncio.run(_ranking(engine or "rules", fast=fast))
    return 0


async def _ranking(wanted: EngineName, *, fast: bool) -> None:
    chosen = await _engine(wanted)
    with tempfile.TemporaryDirectory(prefix="shortlist-demo-") as folder:
        async with Sandbox(manifest.path()) as slack, _bot(slack, Path(folder), chosen):
            screen = Screen(OUT, lambda user_id: slack.workspace.users[user_id].real_name)
            story = Hiring(slack, screen, 0.0 if fast else 1.2)
            slack.on_change.append(story.change)
            await story.tell()


def _sample_names() -> tuple[str, ...]:
    return ("Mina_Okafor.pdf", "Leo_Brandt.docx")


async def _main(
    resumes: list[Upload], posting: Upload, engine: EngineName | None, *, fast: bool, out: Path
) -> None:
    chosen = await _engine(engine)
    job_text = await _text_of(posting)
    with tempfile.TemporaryDirectory(prefix="shortlist-demo-") as folder:
        async with Sandbox(manifest.path()) as slack, _bot(slack, Path(folder), chosen):
            screen = Screen(OUT, lambda user_id: slack.workspace.users[user_id].real_name)
            slack.on_change.append(screen.change)
            written = await tell(
                Play(slack, screen, resumes, job_text, chosen, out, pause_s=0.0 if fast else 1.2)
            )
    if written is None:
        OUT.print("No file was written: there was nothing to change.")
    else:
        OUT.print(f"[bold green]Written:[/] {written}")
        OUT.print("Open it in Word: tracked changes can be accepted or rejected there too.")
    OUT.print("\nNext:")
    OUT.print("  make demo ARGS='--resume MY.pdf --job JOB.txt'   the same with your own files")
    OUT.print("  README.md, “Slack in five steps”                 the bot in your own workspace")


async def _engine(wanted: EngineName | None) -> EngineName:
    """The wanted engine; else Ollama if one answers, else the embedded model, fetched once, else rules."""
    settings = Settings()
    if wanted is not None:
        if wanted == "embedded":
            await asyncio.to_thread(fetch, settings)
        return wanted
    with suppress(CoreError):
        found = await assembly.open_engine(settings, "ollama")
        await found.close()
        return "ollama"
    if find_spec("xllamacpp") is None:
        return "rules"
    try:
        await asyncio.to_thread(fetch, settings)
    except ModelFetchFailed as e:
        OUT.print(f"[yellow]{e}.[/] Going on with rules alone: they read, score and edit without a model.\n")
        return "rules"
    return "embedded"


async def _text_of(posting: Upload) -> str:
    """What the person pastes after /match: the text of their posting, whatever file it came in."""
    reader = assembly.open_reader(Settings())
    try:
        return (await reader.read(posting)).text
    finally:
        await reader.close()


@asynccontextmanager
async def _bot(slack: Sandbox, folder: Path, engine: EngineName) -> AsyncIterator[None]:
    """The real bot, put together as `shortlist serve` does it, connected to the Slack on localhost."""
    settings = Settings(
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_API_URL=slack.url,
        data_dir=folder,
        database_url=None,
        engine=engine,
        http_port=0,
    )
    stop = asyncio.Event()
    async with assembly.open_house(settings) as house:
        serving = asyncio.create_task(assembly.serve(house, stop))
        try:
            await slack.connected()
            yield
        finally:
            stop.set()
            await serving
