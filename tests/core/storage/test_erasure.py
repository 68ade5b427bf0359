from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from keepsakes import LEO, MINA, STRANGER, Clock, edit, posting, report, resume, shared
from sqlalchemy import select

from core.errors import NotFound
from core.model import Asker, Resume, Upload
from core.storage import Forgotten, Store
from core.storage.tables import audit

CANARY = "Zyxomma Petiolatum"
DAY_S = 86_400.0


async def everything(store: Store, asker: Asker, text: str, posting_id: str) -> Resume:
    """A resume with all that can hang on one."""
    kept = await shared(store, asker, f"{text}\nlead of the deploys", name=f"{text}.txt")
    sha256 = (await store.resume_card(asker, kept.id)).upload_sha256
    await store.save_posting(asker, posting(posting_id))
    await store.save_match(
        asker, posting=posting(posting_id), resume=kept, report=report(quote=f"{text} built APIs")
    )
    await store.save_edit(
        asker,
        edit=edit(f"e-{kept.id}", f"{text} ran deploys"),
        resume_id=kept.id,
        revision=1,
        posting_id=posting_id,
    )
    await store.cache(asker.team_id, "extraction", kept.id, {"name": text}, source=sha256)
    await store.save_vectors(asker.team_id, kept.id, "m", np.ones((2, 3), np.float32), source=sha256)
    await store.audit(asker.team_id, asker.user_id, "match", resume_id=kept.id, score=55.0)
    return kept


def bytes_left(folder: Path) -> Iterator[Path]:
    needle = CANARY.encode()
    return (path for path in folder.rglob("*") if path.is_file() and needle in path.read_bytes())


async def test_after_forgetting_no_byte_of_a_resume_is_left_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await Store.open(f"sqlite:///{folder / 'shortlist.db'}", files=folder / "files")
    kept = [await everything(store, MINA, f"{CANARY} {n}", "P1") for n in range(20)]
    bystander = await everything(store, LEO, "Leo Brandt", "P1x")
    assert list(bytes_left(folder))
    size_bytes = (folder / "shortlist.db").stat().st_size + (folder / "shortlist.db-wal").stat().st_size

    gone = await store.forget(MINA, [it.id for it in kept])

    assert gone == Forgotten(resumes=20, matches=20, files=20)
    assert list(bytes_left(folder)) == []
    assert await store.resume(LEO, bystander.id) == bystander
    assert (await store.vectors("T1", bystander.id, "m")).shape == (2, 3)
    assert (folder / "shortlist.db").stat().st_size < size_bytes
    await store.close()
    assert list(bytes_left(folder)) == []


async def test_the_log_outlives_what_it_speaks_of(store: Store) -> None:
    kept = await everything(store, MINA, CANARY, "P1")
    await store.forget(MINA, [kept.id])

    async with store._db.read() as connection:
        [row] = (await connection.execute(select(audit))).all()
    assert (row.team_id, row.actor, row.what) == ("T1", "U1", "match")
    assert row.facts == f'{{"resume_id":"{kept.id}","score":55.0}}'


async def test_everything_that_hung_on_it_is_not_found_and_it_does_not_come_back(store: Store) -> None:
    kept = await everything(store, MINA, CANARY, "P1")
    sha256 = (await store.resume_card(MINA, kept.id)).upload_sha256
    await store.forget(MINA, [kept.id])

    for call in (
        store.resume(MINA, kept.id),
        store.edit(MINA, f"e-{kept.id}"),
        store.upload("T1", sha256),
        store.document("T1", sha256),
        store.cached("T1", "extraction", kept.id),
        store.vectors("T1", kept.id, "m"),
        # A flow that was still at work on it:
        store.save_resume(MINA, kept),
        store.save_document("T1", sha256, kept.document),
        store.save_match(MINA, posting=posting("P1"), resume=kept, report=report()),
        store.decide_edit(MINA, f"e-{kept.id}", "accepted", None, token="A"),
    ):
        with pytest.raises(NotFound):
            await call
    assert await store.resumes_of(MINA) == []
    assert await store.forget(MINA, [kept.id]) == Forgotten()


async def test_nobody_forgets_for_somebody_else(store: Store) -> None:
    kept = await shared(store, MINA)

    assert await store.forget(LEO, [kept.id]) == await store.forget(STRANGER, [kept.id]) == Forgotten()
    assert await store.resume(MINA, kept.id) == kept


async def test_a_file_that_two_people_shared_goes_with_the_second(store: Store) -> None:
    mine, theirs, other_team = [await shared(store, asker) for asker in (MINA, LEO, STRANGER)]
    sha256 = (await store.resume_card(LEO, theirs.id)).upload_sha256

    assert (await store.forget(MINA, [mine.id, mine.id])).files == 0
    assert (await store.upload("T1", sha256)).data == b"Mina Okafor"
    assert (await store.forget(LEO, [theirs.id])).files == 1
    with pytest.raises(NotFound):
        await store.upload("T1", sha256)
    assert (await store.upload("T2", sha256)).data == b"Mina Okafor"
    assert await store.resume(STRANGER, other_team.id)


async def test_what_is_older_than_the_limit_goes_for_all_teams_and_nothing_younger(
    store: Store, clock: Clock
) -> None:
    old = [await everything(store, asker, "Old Person", f"P-{asker.team_id}") for asker in (MINA, STRANGER)]
    clock.seconds += 20 * DAY_S
    limit = clock.seconds
    young = await everything(store, LEO, "Young Person", "P-young")
    clock.seconds += 20 * DAY_S

    assert await store.purge(limit) == Forgotten(resumes=2, matches=2, files=2)
    for asker, it in zip((MINA, STRANGER), old, strict=True):
        for gone in (store.resume(asker, it.id), store.posting(asker, f"P-{asker.team_id}")):
            with pytest.raises(NotFound):
                await gone
        with pytest.raises(NotFound):
            await store.cached(asker.team_id, "extraction", it.id)
    assert await store.resume(LEO, young.id) == young
    assert await store.posting(LEO, "P-young")
    assert await store.purge(limit) == Forgotten()


async def test_a_posting_in_use_stays_and_an_idle_one_goes_with_its_wishes(
    store: Store, clock: Clock
) -> None:
    for id in ("used", "idle"):
        await store.save_posting(MINA, posting(id, text=id))
    await store.wish(MINA, "idle")
    await store.save_vectors(
        "T1", "k", "m", np.ones((1, 2), np.float32), source=posting("", "idle").document.sha256
    )
    clock.seconds += 40 * DAY_S
    kept = await shared(store, MINA)
    await store.save_match(MINA, posting=posting("used"), resume=kept, report=report())

    await store.purge(clock.seconds - 30 * DAY_S)

    assert await store.posting(MINA, "used")
    for gone in (store.posting(MINA, "idle"), store.take_wish(MINA), store.vectors("T1", "k", "m")):
        with pytest.raises(NotFound):
            await gone


async def test_a_file_that_no_resume_came_to_use_goes_within_the_hour(store: Store, clock: Clock) -> None:
    orphan = Upload("a.txt", b"left behind")
    await store.keep_upload("T1", orphan)
    assert (await store.purge(0.0)).files == 0

    clock.seconds += 3601
    assert (await store.purge(0.0)).files == 1
    with pytest.raises(NotFound):
        await store.upload("T1", orphan.sha256)


async def test_many_resumes_are_purged_in_batches(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.storage.erasure._BATCH", 3)
    kept = [await shared(store, MINA, f"person {n}") for n in range(7)]
    clock.seconds += DAY_S

    assert (await store.forget(MINA, [it.id for it in kept[:4]])).resumes == 4
    assert (await store.purge(clock.seconds)).resumes == 3


async def test_a_revision_accepted_later_goes_with_its_resume(store: Store, clock: Clock) -> None:
    kept = await shared(store, MINA)
    clock.seconds += DAY_S
    await store.save_resume(MINA, replace(resume(kept.id), revision=2))

    assert (await store.purge(clock.seconds - 60)).resumes == 1
