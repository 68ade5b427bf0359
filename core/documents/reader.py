"""A small pool of child processes that open files, so that no file can harm or delay the bot."""

import asyncio
import json
import os
import socket
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Final

from core.documents.kinds import suffix_of
from core.documents.limits import Limits
from core.documents.wire import ANSWER, HEADER
from core.errors import DocumentError, EmptyFile, FileTooLarge, ReaderCrashed, TooSlow
from core.model import Document, Json, Upload, load

_ROOT: Final = Path(__file__).parents[2]
_JOBS_PER_CHILD: Final = 200  # then a fresh one: memory that a parser lost is given back
_PASSED_ON: Final = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
)  # without them some Pythons do not start
_LONGEST_SENTENCE: Final = 300
_PLAINLY_MORE: Final = 20  # megabytes, where a decimal place tells nothing


class Reader:
    """Reads files in child processes: one file each at a time, killed and replaced when one overruns its time.

    Belongs to the event loop it is first used in.
    """

    def __init__(self, limits: Limits = Limits(), workers: int = 2) -> None:  # noqa: B008  frozen, so it can be shared
        self._limits = limits
        self._workers = workers
        self._free = asyncio.Semaphore(workers)
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()

    async def start(self) -> None:
        """Starts the children now, rather than at the first files."""
        while len(self._all) < self._workers:
            self._idle.append(await self._new_child())

    async def read(self, upload: Upload) -> Document:
        """The lines of a file, told apart by content. The name is used for display alone.

        Raises:
            EmptyFile, FileTooLarge, UnsupportedType, LegacyDocument, LockedDocument, BrokenDocument,
            ScannedDocument, EmptyDocument: what is wrong with it.
            TooSlow: it took longer than `Limits.wall_s` seconds.
            ReaderCrashed: it needed more than `Limits.memory_bytes`, or broke the parser.
        """
        self._check_size(len(upload.data))
        async with self._free:
            reply = await self._ask(upload)
        return _understand(reply)

    async def close(self) -> None:
        """Kills the children, busy or not."""
        self._idle.clear()
        await asyncio.gather(*(self._end(child) for child in tuple(self._all)))

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes == 0:
            raise EmptyFile("The file is empty (0 bytes)")
        if size_bytes > self._limits.size_bytes:
            raise FileTooLarge(f"{_megabytes(size_bytes)} is over {_megabytes(self._limits.size_bytes)}")

    async def _ask(self, upload: Upload) -> Json:
        child = await self._free_child()
        try:
            async with asyncio.timeout(self._limits.wall_s):
                reply = await child.ask(upload)
        except TimeoutError as error:
            await self._end(child)
            raise TooSlow(f"This file takes longer than {self._limits.wall_s:g} seconds to open") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self._end(child)
            raise ReaderCrashed("This file stopped my reader in the middle") from error
        except BaseException:
            # Cancelled: nobody waits for the answer, and the child must not go on.
            await self._end(child)
            raise
        await self._give_back(child)
        return reply

    async def _free_child(self) -> "_Child":
        while self._idle:
            child = self._idle.pop()
            if child.lives:
                return child
            await self._end(child)
        return await self._new_child()

    async def _new_child(self) -> "_Child":
        child = await _Child.start(self._limits)
        self._all.add(child)
        return child

    async def _give_back(self, child: "_Child") -> None:
        if child.jobs < _JOBS_PER_CHILD:
            self._idle.append(child)
        else:
            await self._end(child)

    async def _end(self, child: "_Child") -> None:
        await child.end()
        self._all.discard(child)


class _Child:
    """A process running `core.documents.worker`, and the socket it is spoken to through."""

    def __init__(self, process: Popen[bytes], answers: StreamReader, requests: StreamWriter) -> None:
        self._process = process
        self._answers = answers
        self._requests = requests
        self.jobs = 0

    @classmethod
    async def start(cls, limits: Limits) -> "_Child":
        ours, theirs = socket.socketpair()
        with theirs:
            process = _spawn(limits, theirs)
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

    async def ask(self, upload: Upload) -> Json:
        """One file and its answer.

        Raises:
            asyncio.IncompleteReadError, ConnectionError: the child is gone.
        """
        self.jobs += 1
        suffix = suffix_of(upload.name).encode()
        self._requests.write(HEADER.pack(len(suffix), suffix, len(upload.data)))
        self._requests.write(upload.data)
        await self._requests.drain()
        (size_bytes,) = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
        reply: Json = json.loads(await self._answers.readexactly(size_bytes))
        return reply

    async def end(self) -> None:
        """Kills it and waits until it is gone."""
        self._process.kill()
        self._requests.close()
        with suppress(ConnectionError):
            await self._requests.wait_closed()
        await asyncio.to_thread(self._process.wait)


def _spawn(limits: Limits, channel: socket.socket) -> Popen[bytes]:
    """A child knows no secret: of the environment it gets the paths of libraries alone.

    asyncio's own subprocesses are not used: killing one that has just died makes two waiters race for its status.
    """
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return Popen(  # noqa: S603  our own module; nothing of it comes from a file
        [sys.executable, "-m", "core.documents.worker", json.dumps(asdict(limits))],
        cwd=_ROOT,
        env={**environment, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        stdin=channel.fileno(),
        stdout=channel.fileno(),
        stderr=DEVNULL,  # a parser's complaints may quote the resume
        start_new_session=True,  # Ctrl-C is for the bot, which then lets its children finish
    )


def _understand(reply: Json) -> Document:
    """The child's word, as a document or an error of ours."""
    if "document" in reply:
        return load(Document, reply["document"])
    raise _ERRORS.get(str(reply.get("error")), ReaderCrashed)(str(reply.get("text"))[:_LONGEST_SENTENCE])


def _megabytes(size_bytes: int) -> str:
    """30 MB; 10.4 MB where it would read as the limit itself."""
    megabytes = size_bytes / 2**20
    return (
        f"{megabytes:.0f} MB"
        if megabytes.is_integer() or megabytes > _PLAINLY_MORE
        else f"{megabytes:.1f} MB"
    )


_ERRORS: dict[str, type[DocumentError]] = {kind.code: kind for kind in DocumentError.__subclasses__()}
