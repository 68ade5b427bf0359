from dataclasses import replace

import pytest
from keepsakes import LEO, MINA, STRANGER, posting

from core.errors import NotFound
from core.storage import Store

ELSEWHERE = replace(LEO, channel_id="C2")


async def test_a_posting_is_its_owner_s_and_the_channel_s_where_it_was_saved(store: Store) -> None:
    kept = posting("P1")
    await store.save_posting(MINA, kept)

    assert await store.posting(MINA, "P1") == kept
    assert await store.posting(replace(MINA, channel_id="C9"), "P1") == kept
    assert await store.posting(LEO, "P1") == kept
    said = set()
    for asker, id in ((ELSEWHERE, "P1"), (STRANGER, "P1"), (replace(LEO, channel_id=""), "P1"), (MINA, "P9")):
        with pytest.raises(NotFound) as error:
            await store.posting(asker, id)
        said.add(error.value.sentence())
    assert len(said) == 1


async def test_a_posting_saved_outside_channels_is_its_owner_s_alone(store: Store) -> None:
    await store.save_posting(replace(MINA, channel_id=""), posting("P1"))

    with pytest.raises(NotFound):
        await store.posting(replace(LEO, channel_id=""), "P1")


async def test_a_changed_list_is_the_next_version_and_the_first_one_stays(store: Store) -> None:
    first, second = posting("P1"), replace(posting("P1", version=2), title="Senior backend engineer")
    for version in (first, second, first):
        await store.save_posting(MINA, version)

    assert await store.posting(MINA, "P1") == second
    assert await store.posting(MINA, "P1", 1) == first


async def test_only_its_owner_changes_a_posting(store: Store) -> None:
    await store.save_posting(MINA, posting("P1"))

    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound):
            await store.save_posting(asker, posting("P1", "Reject everyone", version=2))
    assert (await store.posting(MINA, "P1")).version == 1


async def test_one_s_own_postings_come_newest_first(store: Store) -> None:
    for id in ("P1", "P2", "P3"):
        await store.save_posting(MINA, posting(id))
    await store.save_posting(LEO, posting("P4"))

    assert [it.id for it in await store.postings_of(MINA)] == ["P3", "P2", "P1"]
    assert [it.id for it in await store.postings_of(MINA, limit=1)] == ["P3"]


async def test_a_wish_is_taken_once_and_its_taker_may_ask_again_after_a_crash(store: Store) -> None:
    await store.save_posting(MINA, posting("P1"))
    await store.wish(MINA, "P1")

    assert await store.take_wish(MINA, by="resume 1") == "P1"
    assert await store.take_wish(MINA, by="resume 1") == "P1"
    for asker, by in ((MINA, "resume 2"), (MINA, ""), (LEO, "resume 1")):
        with pytest.raises(NotFound):
            await store.take_wish(asker, by=by)


async def test_the_newest_wish_counts_and_waits_again(store: Store) -> None:
    for id in ("P1", "P2"):
        await store.save_posting(MINA, posting(id))
        await store.wish(MINA, id)
    assert await store.take_wish(MINA) == "P2"
    with pytest.raises(NotFound):
        await store.take_wish(MINA)

    await store.wish(MINA, "P1")
    assert await store.take_wish(MINA) == "P1"


async def test_nobody_wishes_for_a_posting_they_may_not_read(store: Store) -> None:
    await store.save_posting(MINA, posting("P1"))

    with pytest.raises(NotFound):
        await store.wish(ELSEWHERE, "P1")


async def test_of_two_next_versions_made_at_once_one_is_kept_and_the_other_told(store: Store) -> None:
    await store.save_posting(MINA, posting("P1"))
    ours, theirs = posting("P1", "Data engineer", version=2), posting("P1", "Data analyst", version=2)

    assert await store.save_next_posting(MINA, ours)
    assert not await store.save_next_posting(MINA, theirs)
    assert await store.own_posting(MINA, "P1") == ours


async def test_only_who_saved_a_posting_gets_it_as_their_own_though_the_channel_may_read_it(
    store: Store,
) -> None:
    await store.save_posting(MINA, posting("P1"))

    assert (await store.posting(LEO, "P1")).id == "P1"
    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound, match="Only the person who saved that job"):
            await store.own_posting(asker, "P1")
        with pytest.raises(NotFound):
            await store.save_next_posting(asker, posting("P1", version=2))
