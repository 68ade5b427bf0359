"""The embedded engine: llama.cpp in a child process that speaks Ollama's protocol, and the client for it.

A process of its own, because loading a model stops every thread of the process it happens in, because two
gigabytes are easier to give back that way, and because a crash in C++ then costs one answer instead of the bot.
"""

import asyncio
import json
import os
import re
import secrets
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from core.engine.client import OllamaEngine
from core.engine.local import Settings, model_name
from core.errors import ConfigurationError, EngineDown, EngineError

START_S = 60.0
"""A model file that was never hashed before is hashed first: about a second for each gigabyte."""
CLOSE_S = 5.0
RESTART_S = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Between tries after the child has ended by itself: below the 30 s within which work should go on."""
STEADY_S = 60.0
"""A child that lived this long gets its first, quick restart again."""
CONTEXT_TOKENS = 8192
MAX_QUEUE = 16
NO_MODEL = "none"

_KEPT_ENV = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONPATH", "SYSTEMROOT")
"""No token of Slack's, no database password: the child parses model files from anywhere."""
_DURATION = re.compile(r"(\d{1,9})(ms|s|m|h)")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


class Front:
    """A child process that serves a chat model, and an embedding model if there is one, on 127.0.0.1.

    It is started again, on the same port, whenever it ends by itself.

    Args:
        chat, embed: GGUF files. They are loaded when they are first needed.
        threads: of llama.cpp; None is the number that suits this machine.
        keep_alive: how long a model stays in memory after an answer, as Ollama writes it; "-1" is for ever.
    """

    def __init__(
        self,
        chat: Path,
        embed: Path | None = None,
        *,
        threads: int | None = None,
        context_tokens: int = CONTEXT_TOKENS,
        max_queue: int = MAX_QUEUE,
        keep_alive: str = "30m",
    ) -> None:
        self._settings = Settings(
            chat=str(chat),
            embed=str(embed) if embed else "",
            port=0,
            token=secrets.token_urlsafe(),
            threads=threads or _good_threads(),
            context_tokens=context_tokens,
            max_queue=max_queue,
            idle_s=idle_seconds(keep_alive),
        )
        self._child: Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def token(self) -> str:
        """What callers must bear."""
        return self._settings.token

    @property
    def pid(self) -> int | None:
        """Of the child, while it runs."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def start(self) -> str:
        """Starts the child; returns its base URL once it listens.

        Raises:
            EngineDown: it did not start.
        """
        await self._spawn()
        self._keeper = asyncio.create_task(self._keep())
        return f"http://127.0.0.1:{self._settings.port}"

    async def close(self) -> None:
        """Ends the child, and whatever it was answering."""
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
        if self._child is not None:
            await _end(self._child)
            self._child = None

    async def _spawn(self) -> None:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # the folder we happen to stand in may hold a `core` of its own
            "-m",
            "core.engine.server",
            stdin=PIPE,
            stdout=PIPE,
            env={key: os.environ[key] for key in _KEPT_ENV if key in os.environ},
            start_new_session=True,  # Ctrl-C is for the bot, which then ends the child in good order
        )
        self._child = child
        try:
            port = await asyncio.wait_for(_handshake(child, self._settings), START_S)
        except (TimeoutError, OSError, ValueError, KeyError) as e:
            await _end(child)
            raise EngineDown("The embedded language model did not start") from e
        self._settings = replace(self._settings, port=port)

    async def _keep(self) -> None:
        tries = 0
        loop = asyncio.get_running_loop()
        while True:
            started_at = loop.time()
            if self._child is not None:
                await self._child.wait()
            tries = 0 if loop.time() - started_at > STEADY_S else tries
            await asyncio.sleep(RESTART_S[min(tries, len(RESTART_S) - 1)])
            tries += 1
            with suppress(EngineDown):
                await self._spawn()


class EmbeddedEngine(OllamaEngine):
    """An `Engine` that brings its own server."""

    def __init__(self, front: Front, host: str, *, chat: Path, embed: Path | None, keep_alive: str) -> None:
        super().__init__(
            host,
            chat_model=model_name(chat),
            embed_model=model_name(embed) if embed else NO_MODEL,
            name="embedded",
            keep_alive=keep_alive,
            token=front.token,
        )
        self.front = front

    @classmethod
    async def open(
        cls, chat: Path, embed: Path | None = None, *, threads: int | None = None, keep_alive: str = "30m"
    ) -> "EmbeddedEngine":
        """Starts the front and a client of it. Arguments as for `Front`.

        Raises:
            EngineDown: the front did not start.
        """
        front = Front(chat, embed, threads=threads, keep_alive=keep_alive)
        engine = cls(front, await front.start(), chat=chat, embed=embed, keep_alive=keep_alive)
        try:
            await engine.models()
        except EngineError:
            await engine.close()
            raise
        return engine

    async def close(self) -> None:
        await super().close()
        await self.front.close()


def idle_seconds(keep_alive: str) -> int:
    """Ollama's duration ("30m", "1h30m", "90", "-1") as whole seconds, at least 1; -1 for ever.

    Raises:
        ConfigurationError: it is none.
    """
    if keep_alive.startswith("-"):
        return -1
    if keep_alive.isdecimal():
        return max(1, int(keep_alive))
    parts = _DURATION.findall(keep_alive)
    if "".join(number + unit for number, unit in parts) != keep_alive or not parts:
        raise ConfigurationError(f"Keep-alive {keep_alive[:40]!r} is no duration like 30m")
    return max(1, round(sum(int(number) * _SECONDS[unit] for number, unit in parts)))


def _good_threads() -> int:
    """Both of two cores; of more, the half that are usually cores of their own, up to eight."""
    # A container often sees all cores of its host and may use a few.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if cores <= 2 else min(8, cores // 2)  # noqa: PLR2004 (said above)


async def _handshake(child: Process, settings: Settings) -> int:
    """Sends the settings, waits for the port. Standard input stays open: its end is the child's end."""
    if child.stdin is None or child.stdout is None:
        raise ValueError("no pipes")
    child.stdin.write(json.dumps(asdict(settings)).encode() + b"\n")
    await child.stdin.drain()
    return int(json.loads(await child.stdout.readline())["port"])


async def _end(child: Process) -> None:
    """Closes the child's standard input, on which it ends; if it does not, ends it."""
    if child.stdin is not None:
        child.stdin.close()
    try:
        await asyncio.wait_for(child.wait(), CLOSE_S)
    except TimeoutError:
        child.kill()
        await child.wait()
