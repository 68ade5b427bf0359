"""Files put through a real pool of two, each followed by a good one; and what was seen of the children meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from hostile.spoofs import good_pdf

from core.documents import Limits, Reader
from core.errors import DocumentError
from core.model import Document, Upload

WORKERS = 2
LIMITS = Limits(wall_s=6.0)
NEXT = Upload("next.pdf", good_pdf())


@dataclass(frozen=True)
class Told:
    """What became of one file.

    Attributes:
        took_s: seconds from the question to the answer.
        next_is_read: whether the good file after it was read in full.
    """

    name: str
    answer: Document | DocumentError
    took_s: float
    next_is_read: bool


@dataclass
class Watch:
    """The children of a reader, looked at again and again.

    Attributes:
        peak_bytes: the most memory one of them held at any moment.
        reached: addresses of the network that any of them was connected to.
        opened: files that any of them held open to write.
    """

    peak_bytes: int = 0
    reached: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)

    def look(self) -> None:
        for child in children():
            try:
                status = Path(f"/proc/{child.pid}/status")
                if status.exists():
                    rows = dict(row.split(":", 1) for row in status.read_text().splitlines() if ":" in row)
                    self.peak_bytes = max(self.peak_bytes, int(rows.get("VmHWM", "0").split()[0]) * 1024)
                self.reached |= {str(one.laddr) for one in child.net_connections("inet")}
                self.opened |= {one.path for one in child.open_files() if getattr(one, "mode", "r") != "r"}
            except (psutil.Error, FileNotFoundError, ProcessLookupError):
                continue  # it ended while it was looked at


def children() -> list[psutil.Process]:
    """The reader's children that live now."""
    found = []
    for child in psutil.Process().children():
        try:
            if "core.documents.worker" in child.cmdline():
                found.append(child)
        except psutil.Error:
            continue
    return found


@asynccontextmanager
async def watched() -> AsyncIterator[tuple[Reader, Watch]]:
    """A reader, and somebody who watches its children twenty times a second. All of them are ended after it."""
    reader, watch = Reader(LIMITS, workers=WORKERS), Watch()

    async def go_on() -> None:
        while True:
            watch.look()
            await asyncio.sleep(0.05)

    await reader.start()
    watching = asyncio.create_task(go_on())
    try:
        yield reader, watch
    finally:
        watching.cancel()
        await reader.close()


async def put_through(
    reader: Reader, uploads: Sequence[tuple[str, Callable[[], Upload]]], *, good_after: bool = True
) -> list[Told]:
    """Each file's answer, two at a time. Whatever is no `DocumentError` is raised: it would have hurt the bot."""
    places = asyncio.Semaphore(WORKERS)

    async def one(name: str, make: Callable[[], Upload]) -> Told:
        async with places:
            upload = make()
            started = time.perf_counter()
            answer = await _answer(reader, upload)
            took_s = time.perf_counter() - started
            after = await _answer(reader, NEXT) if good_after else None
            read = not good_after or (isinstance(after, Document) and "Heron Freight" in after.text)
            return Told(name, answer, took_s, read)

    return await asyncio.gather(*(one(name, make) for name, make in uploads))


async def _answer(reader: Reader, upload: Upload) -> Document | DocumentError:
    try:
        return await reader.read(upload)
    except DocumentError as error:
        return error
