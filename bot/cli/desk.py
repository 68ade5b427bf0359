"""Opens a desk for one command: reader children and an engine, closed again whatever happens."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from bot.settings import Settings
from core.model import EngineName

if TYPE_CHECKING:  # reading alone needs no other room, and starts a second sooner without them
    from core.desk import Desk
    from core.documents import Reader

T = TypeVar("T")
PEOPLE = Console(stderr=True)
"""Progress and notes; results go to standard output."""


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Runs a command's coroutine."""

    async def main() -> T:
        return await work()

    return asyncio.run(main())


@asynccontextmanager
async def reader() -> AsyncIterator["Reader"]:
    """The children that read documents."""
    from bot.assembly import open_reader

    found = open_reader(Settings())
    try:
        yield found
    finally:
        await found.close()


@asynccontextmanager
async def desk(engine: EngineName | None) -> AsyncIterator["Desk"]:
    """A desk with the wanted engine.

    Raises:
        ConfigurationError, EngineError: the wanted engine is not to be had, with the next step.
    """
    from bot.assembly import open_engine
    from core.desk import Desk

    async with reader() as reading:
        chosen = await open_engine(Settings(), engine)
        try:
            yield Desk(reading, chosen)
        finally:
            await chosen.close()


@contextmanager
def progress(what: str, *, as_json: bool) -> Iterator[None]:
    """A spinner with a sentence, on a terminal only."""
    if as_json or not sys.stderr.isatty():
        yield
        return
    with PEOPLE.status(what):
        yield
