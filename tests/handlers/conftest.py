"""The whole bot by rules, on a disk of its own, in a Slack on localhost."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from handlers_office import Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path) as office:
        yield office
