from collections.abc import AsyncIterator

import pytest
from slack import Office, open_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_office() as office:
        yield office
