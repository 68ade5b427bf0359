"""models: brings the embedded engine's weights here, and tells which are."""

import asyncio

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.cli import show
from bot.cli.desk import PEOPLE
from bot.settings import Settings
from core.engine import fetch as fetching
from core.engine.models import CHAT, EMBED

SHIPPED = (CHAT, EMBED)


def fetch(settings: Settings) -> None:
    """Fetches what is not here yet, with a progress bar on a terminal.

    Raises:
        ModelFetchFailed: with the next step.
    """
    if all(fetching.is_here(model, settings.models_dir) for model in SHIPPED):
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=PEOPLE) as bars:
        for model in SHIPPED:
            task = bars.add_task(model.title, total=model.size_bytes)

            def tell(at: fetching.Progress, task: object = task) -> None:
                bars.update(task, completed=at.done_bytes)  # type: ignore[arg-type]  # rich's own TaskID

            asyncio.run(fetching.fetch(model, settings.models_dir, tell))


def fetch_command() -> int:
    settings = Settings()
    fetch(settings)
    show.OUT.print(f"The models are in {settings.models_dir}.")
    return 0


def list_command() -> int:
    models_dir = Settings().models_dir
    table = Table("model", "size", "licence", "here", box=None, padding=(0, 1))
    for model in SHIPPED:
        here = "[green]yes[/]" if fetching.is_here(model, models_dir) else "no"
        table.add_row(model.title, f"{model.size_bytes / 1e9:.1f} GB", model.licence, here)
    show.OUT.print(table)
    return 0
