"""Opens a desk for one command: reader children and an engine, closed again whatever happens."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar

from rich.console import Console

from bot.settings import Settings
from core.model import EngineName
from core.pipeline import Desk

T = TypeVar("T")
PEOPLE = Console(stderr=True)
"""Progress and notes; results go to standard output."""


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Runs a command's coroutine."""

    async def main() -> T:
        return await work()

    return asyncio.run(main())


@asynccontextmanager
async def desk(engine: EngineName | None, *, asks_model: bool = True) -> AsyncIterator[Desk]:
    """A desk with the wanted engine, or with rules where a command asks no model.

    Raises:
        ConfigurationError, EngineError: the wanted engine is not to be had, with the next step.
    """
    from bot.assembly import open_engine, open_reader

    settings = Settings()
    reader = open_reader(settings)
    try:
        chosen = await open_engine(settings, engine if asks_model else "rules")
        try:
            yield Desk(reader, chosen)
        finally:
            await chosen.close()
    finally:
        await reader.close()


@contextmanager
def progress(what: str, *, as_json: bool) -> Iterator[None]:
    """A spinner with a sentence, on a terminal only."""
    if as_json or not sys.stderr.isatty():
        yield
        return
    with PEOPLE.status(what):
        yield
