"""How the house is: what is installed, what answers, and what the newest self-test said."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from core.engine import Engine
from core.errors import CoreError, NotFound
from core.model import Installed, SelfTest
from core.selftest.installed import installed
from core.storage import Store

ANSWER_S = 1.5
"""For a model to give a sign of life: whoever asks how the house is waits for it, and Slack gives us three seconds."""


@dataclass(frozen=True)
class Health:
    """What people are told of the house. No personal text.

    Attributes:
        has_model, answers: is a model installed, and does it give a sign of life?
        reads_scans: are scans recognised?
        has_database: does the database answer?
        newest: None where no self-test was run yet.
    """

    installed: Installed
    has_model: bool
    answers: bool
    reads_scans: bool
    has_database: bool
    newest: SelfTest | None


async def look(engine: Engine, store: Store, *, reads_scans: bool) -> Health:
    """Asks everything that can be asked in two seconds; what fails is what is told."""
    what, newest = None, None
    with suppress(TimeoutError):
        async with asyncio.timeout(ANSWER_S):
            what = await installed(engine)
    what = what or await installed(engine, is_there=False)
    has_database = True
    try:
        newest = await store.newest_self_test()
    except NotFound:
        pass
    except CoreError:
        has_database = False
    return Health(what, engine.has_model, bool(what.embeddings), reads_scans, has_database, newest)
