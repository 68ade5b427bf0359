"""The whole bot by rules, on a disk of its own, in a Slack on localhost: one for a module, new people for each test."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from handlers_office import Building, Office, open_building


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def building(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Building]:
    async with open_building(tmp_path_factory.mktemp("bot")) as building:
        yield building


@pytest.fixture
def office(building: Building) -> Iterator[Office]:
    yield building.office()
    building.slack.faults.clear()
