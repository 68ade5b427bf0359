"""Child processes that do one thing at a time, and are killed when they overrun."""

import asyncio
import json
import os
import socket
import sys
from asyncio import StreamReader, StreamWriter, TimerHandle
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Final

from core.documents.limits import Limits
from core.documents.wire import HEADER, Message, lengths
from core.errors import ReaderCrashed, TooSlow

_ROOT: Final = Path(__file__).parents[2]
_PASSED_ON: Final = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
)  # without them some Pythons do not start


class Pool:
    """Children running one module: each is asked one thing at a time, and replaced when it dies.

    Belongs to the event loop it is first used in.

    Args:
        module: what a child runs, with the limits as JSON in its first argument.
        size: how many at once; they start when they are needed.
        jobs: after so many a child is replaced: memory that a parser lost is given back.
        start_s: seconds more for a child's first job, in which it still loads what it needs.
        idle_s: after so many seconds without work all children end; None keeps them.
    """

    def __init__(
        self,
        module: str,
        limits: Limits,
        size: int,
        *,
        jobs: int,
        start_s: float = 0.0,
        idle_s: float | None = None,
    ) -> None:
        self._module = module
        self._limits = limits
        self._size = size
        self._jobs = jobs
        self._start_s = start_s
        self._idle_s = idle_s
        self._free = asyncio.Semaphore(size)
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._leaving: TimerHandle | None = None
        self._farewells: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts the children now, rather than at the first request."""
        while len(self._all) < self._size:
            self._idle.append(await self._new_child())

    async def ask(self, request: Message) -> Message:
        """One answer, as soon as a child is free.

        Raises:
            TooSlow: it took longer than `Limits.wall_s` seconds.
            ReaderCrashed: the child died over it.
        """
        async with self._free:
            self._stay()
            try:
                return await self._asked(request)
            finally:
                self._leave_later()

    async def close(self) -> None:
        """Kills the children, busy or not."""
        self._stay()
        self._idle.clear()
        await asyncio.gather(*(self._end(child) for child in tuple(self._all)), *self._farewells)

    async def _asked(self, request: Message) -> Message:
        child = await self._free_child()
        wall_s = self._limits.wall_s + (0.0 if child.jobs else self._start_s)
        try:
            async with asyncio.timeout(wall_s):
                answer = await child.ask(request)
        except TimeoutError as error:
            await self._end(child)
            raise TooSlow(f"This file takes longer than {self._limits.wall_s:g} seconds to open") from error
        except (asyncio.IncompleteReadError, ConnectionError, ValueError) as error:
            await self._end(child)
            raise ReaderCrashed("This file stopped my reader in the middle") from error
        except BaseException:
            # Cancelled: nobody waits for the answer, and the child must not go on.
            await self._end(child)
            raise
        await self._give_back(child)
        return answer

    async def _free_child(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.lives:
                return child
            await self._end(child)
        return await self._new_child()

    async def _new_child(self) -> "_Child":
        child = await _Child.start(self._module, self._limits)
        self._all.add(child)
        return child

    async def _give_back(self, child: "_Child") -> None:
        if child.jobs < self._jobs:
            self._idle.append(child)
        else:
            await self._end(child)

    async def _end(self, child: "_Child") -> None:
        await child.end()
        self._all.discard(child)

    # ------------------------------------------------------------ idle children

    def _stay(self) -> None:
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None

    def _leave_later(self) -> None:
        self._stay()
        if self._idle_s is not None:
            self._leaving = asyncio.get_running_loop().call_later(self._idle_s, self._leave)

    def _leave(self) -> None:
        while self._idle:
            farewell = asyncio.create_task(self._end(self._idle.pop()))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)


class _Child:
    """A process, and the socket it is spoken to through."""

    def __init__(self, process: Popen[bytes], answers: StreamReader, requests: StreamWriter) -> None:
        self._process = process
        self._answers = answers
        self._requests = requests
        self.jobs = 0

    @classmethod
    async def start(cls, module: str, limits: Limits) -> "_Child":
        ours, theirs = socket.socketpair()
        with theirs:
            process = _spawn(module, limits, theirs)
        try:
            return cls(process, *await asyncio.open_connection(sock=ours))
        except BaseException:  # cancelled: nobody would ever end it
            process.kill()
            process.wait()
            ours.close()
            raise

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    async def ask(self, request: Message) -> Message:
        """One request and its answer.

        Raises:
            asyncio.IncompleteReadError, ConnectionError, ValueError: the child is gone, or talks nonsense.
        """
        self.jobs += 1
        self._requests.write(request.packed())
        self._requests.write(request.data)
        await self._requests.drain()
        said, data = lengths(await self._answers.readexactly(HEADER.size))
        say = json.loads(await self._answers.readexactly(said))
        return Message(say, await self._answers.readexactly(data))

    async def end(self) -> None:
        """Kills it and waits until it is gone."""
        self._process.kill()
        self._requests.close()
        with suppress(ConnectionError):
            await self._requests.wait_closed()
        await asyncio.to_thread(self._process.wait)


def _spawn(module: str, limits: Limits, channel: socket.socket) -> Popen[bytes]:
    """A child knows no secret: of the environment it gets the paths of libraries alone.

    asyncio's own subprocesses are not used: killing one that has just died makes two waiters race for its status.
    """
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return Popen(  # noqa: S603  our own module; nothing of it comes from a file
        [sys.executable, "-m", module, json.dumps(asdict(limits))],
        cwd=_ROOT,
        env={**environment, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        stdin=channel.fileno(),
        stdout=channel.fileno(),
        stderr=DEVNULL,  # a parser's complaints may quote the resume
        start_new_session=True,  # Ctrl-C is for the bot, which then lets its children finish
    )
