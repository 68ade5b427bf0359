"""Results of the house's self-tests, and the lock that goes with them."""

import pytest
from keepsakes import MINA, Clock
from sqlalchemy import select

from core.errors import NotFound
from core.model import Check, Installed, SelfTest
from core.storage import Store
from core.storage.tables import ranking_lock

HOUSE = Installed("rules", "", "", "1.2", "2", "2")


def result(outcome: str, at: float) -> SelfTest:
    check = Check(
        "repeat", "passed" if outcome == "passed" else "failed", "20 of 20 the same", {"same": 20.0}
    )
    return SelfTest(HOUSE, (check, Check("engine", "skipped", "no model")), at, 1.5)


async def locked(store: Store) -> dict[str, str]:
    async with store._db.read() as connection:
        rows = (await connection.execute(select(ranking_lock.c.team_id, ranking_lock.c.reason))).all()
    return {row.team_id: row.reason for row in rows}


async def test_the_newest_result_is_found_as_it_was_kept(store: Store, clock: Clock) -> None:
    with pytest.raises(NotFound):
        await store.newest_self_test()
    first, second = result("passed", clock()), result("failed", clock())
    await store.save_self_test("monday", first, by="clock", reason="")
    await store.save_self_test("by hand", second, by="hand", reason="it failed")

    assert await store.newest_self_test() == second
    assert await store.newest_self_test(by="clock") == first
    assert await store.newest_self_test(before="by hand") == first
    assert (second.failed, second.passed, second.made) == (("repeat",), 0, 1)


async def test_a_failed_run_locks_ranking_for_all_and_a_passing_one_unlocks_it(
    store: Store, clock: Clock
) -> None:
    async with store._db.write() as connection:
        await connection.execute(
            ranking_lock.insert().values(team_id="T1", reason="an admin's own", created_at=clock())
        )
    await store.save_self_test("monday", result("failed", clock()), by="clock", reason="name swap failed")
    await store.save_self_test("monday", result("failed", clock()), by="clock", reason="name swap failed")
    assert await locked(store) == {"": "name swap failed", "T1": "an admin's own"}
    await store.save_self_test("tuesday", result("passed", clock()), by="clock", reason="")
    assert await locked(store) == {"T1": "an admin's own"}


async def test_results_outlive_retention_and_everybodys_content(store: Store, clock: Clock) -> None:
    await store.save_self_test("monday", result("passed", clock()), by="clock", reason="")
    await store.purge(clock() + 1)
    await store.forget(MINA, [])
    assert (await store.newest_self_test()).passed == 1
