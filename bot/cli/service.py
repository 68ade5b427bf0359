"""serve, doctor, models: the bot and its surroundings."""

import asyncio
import signal

from bot.cli import show
from bot.cli.edge import REFUSED, emit
from bot.settings import Settings
from core.model import dump


def serve() -> int:
    """Runs the bot until SIGINT or SIGTERM; then what was begun is finished or left for the next start."""
    from bot import assembly, logs

    settings = Settings()
    logs.set_up(settings.log_level)

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, stop.set)
        async with assembly.open_house(settings) as house:
            await assembly.serve(house, stop)

    asyncio.run(main())
    return 0


def doctor(*, as_json: bool) -> int:
    """Looks at everything the bot stands on; status 2 if something it needs is missing."""
    from bot.doctor import examine

    async def main() -> int:
        status = 0
        async for finding in examine(Settings()):
            if finding.needed and not finding.ok:
                status = REFUSED
            if as_json:
                emit(dump(finding))
            else:
                mark = "[green]✓[/]" if finding.ok else "[red]✗[/]" if finding.needed else "[yellow]–[/]"
                show.OUT.print(f"{mark} [bold]{finding.name}[/]: {show.plain(finding.says)}")
                if finding.next_step:
                    show.OUT.print(f"    [bold]→[/] {show.plain(finding.next_step)}")
        return status

    return asyncio.run(main())
