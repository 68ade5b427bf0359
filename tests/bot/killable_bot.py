"""The real bot as a process that ends itself with SIGKILL at named points: `python killable_bot.py FILE`.

FILE holds the points, a JSON list of [flow, step, moment] a line; each is used once and then noted in FILE.used.
A parent keeps the bot running, as systemd would: it has the imports done and forks, so that a start is quick.
"""

import asyncio
import faulthandler
import json
import os
import signal
import sys
from pathlib import Path

import bot.http
import bot.schedule  # noqa: F401  # this one and its neighbours: what a start would import later
import handlers  # noqa: F401  # as above
from bot import assembly, logs
from bot.settings import Settings
from core.durable import Moment

STUCK_S = 25
KILLS = 100
"""More than a story holds: here the process dies of its points, never of its work."""


class Killer:
    """A hook that ends the process, without a word, the first time it meets one of its points."""

    def __init__(self, points: Path) -> None:
        self._used = points.with_suffix(".used")
        used = self._lines(self._used)
        self._points = [point for point in self._lines(points) if point not in used]
        self._seen = points.with_suffix(".seen")

    @staticmethod
    def _lines(path: Path) -> list[list[str]]:
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _note(self, path: Path, point: list[str]) -> None:
        with path.open("a") as file:
            file.write(json.dumps(point) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def __call__(self, kind: str, step: str, moment: Moment) -> None:
        point = [kind, step, moment]
        self._note(self._seen, point)
        if point in self._points:
            self._note(self._used, point)
            os.kill(os.getpid(), signal.SIGKILL)


async def main() -> None:
    logs.set_up("WARNING")
    faulthandler.dump_traceback_later(STUCK_S)  # whoever lives so long is stuck somewhere: shows where
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with assembly.open_house(Settings(), hook=Killer(Path(sys.argv[1])), recoveries=KILLS) as house:
        await assembly.serve(house, stop)


def keep_running() -> int:
    """Starts the bot again whenever it was killed; its exit status when it ended by itself."""
    while True:
        child = os.fork()
        if child == 0:
            asyncio.run(main())
            os._exit(0)
        signal.signal(signal.SIGTERM, lambda *_, child=child: os.kill(child, signal.SIGTERM))
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(keep_running())
