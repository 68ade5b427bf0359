"""Results of the house's self-tests."""

import pytest
from keepsakes import MINA, Clock

from core.errors import NotFound
from core.model import Check, Installed, SelfTest
from core.storage import Store

HOUSE = Installed("rules", "", "", "1.2", "2", "2")


def result(outcome: str, at: float) -> SelfTest:
    check = Check(
        "repeat", "passed" if outcome == "passed" else "failed", "20 of 20 the same", {"same": 20.0}
    )
    return SelfTest(HOUSE, (check, Check("engine", "skipped", "no model")), at, 1.5)


async def test_the_newest_result_is_found_as_it_was_kept(store: Store, clock: Clock) -> None:
    with pytest.raises(NotFound):
        await store.newest_self_test()
    first, second = result("passed", clock()), result("failed", clock())
    await store.save_self_test("monday", first, by="clock")
    await store.save_self_test("by hand", second, by="hand")

    assert await store.newest_self_test() == second
    assert await store.newest_self_test(by="clock") == first
    assert await store.newest_self_test(before="by hand") == first
    assert (second.failed, second.passed, second.made) == (("repeat",), 0, 1)


async def test_the_same_run_again_replaces_its_result(store: Store, clock: Clock) -> None:
    await store.save_self_test("monday", result("failed", clock()), by="clock")
    again = result("passed", clock())
    await store.save_self_test("monday", again, by="clock")
    assert await store.newest_self_test() == again
    with pytest.raises(NotFound):
        await store.newest_self_test(before="monday")


async def test_results_outlive_retention_and_everybodys_content(store: Store, clock: Clock) -> None:
    await store.save_self_test("monday", result("passed", clock()), by="clock")
    await store.purge(clock() + 1)
    await store.forget(MINA, [])
    assert (await store.newest_self_test()).passed == 1
