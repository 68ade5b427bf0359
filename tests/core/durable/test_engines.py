"""The engine's own connections: none stays open behind its end."""

import pytest
from postgres import server

from core.durable.engines import address, close_engine, open_engine


@pytest.mark.postgres
def test_a_connection_that_comes_back_after_the_end_is_closed() -> None:
    engine = open_engine(address(server().new_database()), pool_size=2)
    late = engine.raw_connection()
    driver = late.driver_connection
    assert driver is not None

    close_engine(engine)
    later = engine.raw_connection()  # a straggling thread of the library asks once more
    last = later.driver_connection
    assert last is not None
    late.close()
    later.close()

    assert (driver.closed, last.closed) == (True, True)
