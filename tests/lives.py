"""Lives of a bot in small, one after another, each a process that a test may end: see core/durable/child.py."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import IO, Any


class Bot:
    """Lives of the same bot, one after another, on the same folder."""

    def __init__(self, nursery: "subprocess.Popen[str]", folder: Path, url: str | None = None) -> None:
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        self._plans: IO[str] = nursery.stdin
        self._answers: IO[str] = nursery.stdout
        self._url = url or f"sqlite:///{folder / 'durable.db'}"
        self._lines = folder / "lines"

    def begin(self, **plan: Any) -> int:
        """Another life; its process number."""
        plan = {"url": self._url, "lines": str(self._lines), "steps": ["a", "b", "c", "d"]} | plan
        self._plans.write(json.dumps(plan) + "\n")
        self._plans.flush()
        return int(self._answers.readline())

    def end(self) -> int:
        """How it ended: 0, or minus the signal."""
        return int(self._answers.readline())

    def live(self, **plan: Any) -> int:
        self.begin(**plan)
        return self.end()

    def kill_after(self, seconds: float, **plan: Any) -> int:
        pid = self.begin(**plan)
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        return self.end()

    def until(self, **having: Any) -> None:
        """Returns once a flow has left such a line."""
        deadline = time.monotonic() + 20
        while not self.lines(**having):
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def lines(self, **having: Any) -> list[dict[str, Any]]:
        """What its flows left, in order."""
        if not self._lines.exists():
            return []
        found = [json.loads(line) for line in self._lines.read_text().splitlines()]
        return [line for line in found if having.items() <= line.items()]
