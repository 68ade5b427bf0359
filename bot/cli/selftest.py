"""selftest: what is installed, tried out with made people."""

import asyncio
import secrets

from rich.table import Table

from bot.cli import show
from bot.cli.desk import progress
from bot.cli.edge import emit
from bot.settings import Settings
from core.model import EngineName, SelfTest, dump

FAILED = 1
MARKS = {"passed": "[green]✓[/]", "failed": "[red]✗[/]", "skipped": "[dim]–[/]"}


def selftest(engine: EngineName | None, *, as_json: bool) -> int:
    """Status 1 if a check failed.

    Args:
        engine: tries another engine than the bot would take; then nothing is kept or locked.
    """
    with progress("Trying out what is installed", as_json=as_json):
        found = asyncio.run(_tried(engine))
    if as_json:
        emit({**dump(found), "failed": list(found.failed), "kept": engine is None})
    else:
        _show(found, is_kept=engine is None)
    return FAILED if found.failed else 0


async def _tried(wanted: EngineName | None) -> SelfTest:
    from bot.assembly import open_engine
    from core.selftest import SelfTests, try_out
    from core.storage import Store

    settings = Settings()
    engine = await open_engine(settings, wanted)
    try:
        if wanted is not None:
            return await try_out(engine)
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = await Store.open(settings.store_url, files=settings.data_dir / "files")
        try:
            return await SelfTests(engine, store).run(f"by hand:{secrets.token_urlsafe(16)}", by="hand")
        finally:
            await store.close()
    finally:
        await engine.close()


def _show(found: SelfTest, *, is_kept: bool) -> None:
    what = found.installed
    model = f" {what.model[:8]}" if what.model else ""
    show.OUT.print(
        f"[bold]{what.engine}[/]{model} · rules {what.rules} · reader {what.reader} · extraction {what.extraction}"
    )
    table = Table(box=None, padding=(0, 1), show_header=False)
    for check in found.checks:
        table.add_row(MARKS[check.outcome], f"[bold]{check.name}[/]", show.plain(check.says))
    show.OUT.print(table)
    seconds = f"{found.took_s:.1f} s"
    if found.failed:
        locked = "ranking is locked until it passes" if is_kept else "nothing was kept"
        show.OUT.print(f"[red]{', '.join(found.failed)} failed[/] ({seconds}); {locked}")
    else:
        show.OUT.print(f"{found.passed} of {found.made} passed ({seconds})")
