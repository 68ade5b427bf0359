import asyncio
from dataclasses import replace

import pytest
from keepsakes import LEO, MINA, STRANGER, resume, shared

from core.errors import CoreError, NotFound
from core.model import Asker, Corrected
from core.storage import Claim, Store


async def claim(store: Store, event_id: str, *, file_id: str = "F1", asker: Asker = MINA) -> Claim:
    return await store.claim_share(
        asker, ts="1.0", file_id=file_id, file_name="mina.pdf", thread_ts="1.0", event_id=event_id
    )


async def test_two_events_about_one_share_are_one_resume_and_the_first_event_goes_on(store: Store) -> None:
    first, second, first_again = [await claim(store, event) for event in ("E1", "E2", "E1")]

    assert first.resume_id == second.resume_id == first_again.resume_id
    assert (first.first, second.first, first_again.first) == (True, False, True)


async def test_three_files_of_one_message_are_three_resumes(store: Store) -> None:
    claims = [await claim(store, "E1", file_id=file_id) for file_id in ("F1", "F2", "F3")]

    assert len({it.resume_id for it in claims}) == 3
    assert all(it.first for it in claims)


async def test_a_resume_comes_back_as_it_was_kept(store: Store) -> None:
    kept = await shared(store, MINA, "Mina Okafor\n• Führte 3 Dienste\u2028 日本 \ud800\x00")

    assert await store.resume(MINA, kept.id) == kept


async def test_the_highest_revision_is_the_current_one_and_older_ones_stay(store: Store) -> None:
    first = await shared(store, MINA)
    second = replace(first, revision=2, fields={"basics": {"name": "M. Okafor"}})
    await store.save_resume(MINA, second)
    await store.save_resume(MINA, second)

    assert await store.resume(MINA, first.id) == second
    assert await store.resume(MINA, first.id, 1) == first
    assert (await store.resume_card(MINA, first.id)).revision == 2
    with pytest.raises(NotFound):
        await store.resume(MINA, first.id, 3)


async def test_a_better_reading_replaces_a_revision_until_another_is_built_on_it(store: Store) -> None:
    first = await shared(store, MINA)
    better = replace(first, engine="ollama")
    await store.save_resume(MINA, better)
    assert await store.resume(MINA, first.id) == better

    await store.save_resume(MINA, replace(better, revision=2))
    await store.save_resume(MINA, first)
    assert await store.resume(MINA, first.id, 1) == better
    assert (await store.resume(MINA, first.id)).revision == 2


async def test_of_two_next_revisions_made_at_once_one_is_kept_and_the_other_told(store: Store) -> None:
    first = await shared(store, MINA)
    ours = replace(first, revision=2, fields={"basics": {"name": "M. Okafor"}}, attested=("/basics/name",))
    theirs = replace(first, revision=2, corrected=(Corrected("t", "job 1"),))

    both = await asyncio.gather(*(store.save_next(MINA, one) for one in (ours, theirs)))

    assert sorted(both) == [False, True]
    assert await store.resume(MINA, first.id) == (ours if both[0] else theirs)
    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound):
            await store.save_next(asker, replace(first, revision=3))


async def test_nobody_else_s_resume_is_there_and_the_words_do_not_tell_it_apart(store: Store) -> None:
    kept = await shared(store, MINA)
    said = set()
    for asker, id in ((LEO, kept.id), (STRANGER, kept.id), (MINA, "never was")):
        for call in (
            store.resume(asker, id),
            store.resume_card(asker, id),
            store.save_resume(asker, resume(id)),
            store.mark_failed(asker, id, "scanned"),
            store.set_upload(asker, id, "0" * 64),
        ):
            with pytest.raises(NotFound) as error:
                await call
            said.add(error.value.sentence())

    assert len(said) == 1
    assert await store.resume(MINA, kept.id) == kept


async def test_lists_show_one_s_own_ready_ones_newest_first(store: Store) -> None:
    elsewhere = replace(MINA, channel_id="C2")
    old, new, there = await shared(store, MINA), await shared(store, MINA), await shared(store, elsewhere)
    await shared(store, LEO)
    reading = await claim(store, "E1")
    failed = await claim(store, "E2", file_id="F2")
    await store.mark_failed(MINA, failed.resume_id, "scanned")

    assert [it.id for it in await store.resumes_of(MINA)] == [there.id, new.id, old.id]
    assert [it.id for it in await store.resumes_of(MINA, "C1", limit=1)] == [new.id]
    card = await store.resume_card(MINA, reading.resume_id)
    assert (card.revision, card.upload_sha256, card.file_name, card.thread_ts) == (0, "", "mina.pdf", "1.0")


async def test_a_file_name_is_kept_whatever_it_is(store: Store) -> None:
    for name in ("a\x00b.pdf", "\ud83d.pdf", "x" * 4000, "../../etc/passwd", ""):
        kept = await shared(store, MINA, f"text of {len(name)}", name=name)
        card = await store.resume_card(MINA, kept.id)
        upload = await store.upload("T1", card.upload_sha256)
        assert card.file_name == upload.name == name[:255].replace("\x00", "").replace("\ud83d", "?")


async def test_a_file_is_its_team_s_alone(store: Store) -> None:
    kept = await shared(store, MINA)
    sha256 = (await store.resume_card(MINA, kept.id)).upload_sha256

    assert (await store.upload("T1", sha256)).data == b"Mina Okafor"
    with pytest.raises(CoreError, match="no longer have that file"):
        await store.upload("T2", sha256)
