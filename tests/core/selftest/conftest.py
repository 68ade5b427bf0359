"""A lab by rules, with a reader child of its own: one for a module, because a child takes a while to start."""

from collections.abc import AsyncIterator

import pytest_asyncio

from core.engine.rules import RulesEngine
from core.selftest.lab import Lab, open_lab


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lab() -> AsyncIterator[Lab]:
    async with open_lab(RulesEngine()) as it:
        yield it
