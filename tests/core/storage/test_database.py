import asyncio
import sqlite3
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from keepsakes import MINA, resume, shared
from sqlalchemy import text

from core.errors import ConfigurationError, NotFound, StorageFailed
from core.model import Asker, Upload
from core.storage import Pool, Store

WORDS = "Zyxomma Petiolatum"


def on(path: Path) -> str:
    return f"sqlite:///{path / 'shortlist.db'}"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("sqlite://", "needs a file"),
        ("sqlite+aiosqlite:///:memory:", "needs a file"),
        ("mysql://h/d", "not mysql"),
        ("no address", "cannot be read"),
    ],
)
async def test_an_address_we_cannot_use_is_said_in_words(url: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=why):
        await Store.open(url, files=tmp_path)


@pytest.mark.parametrize(
    "url",
    ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/shortlist.db", "sqlite:////dev/null"],
    ids=["nothing listens", "no such folder", "no database"],
)
async def test_a_database_that_is_not_there_is_one_plain_sentence(url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as error:
        await Store.open(url, files=tmp_path)
    assert "sqlite" not in error.value.sentence().lower()


async def test_only_its_owner_can_read_what_lies_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = await Store.open(on(folder), files=folder / "files")
    await shared(store, MINA)

    modes = {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))}
    assert modes == {0}
    await store.close()


async def test_a_health_check_takes_less_than_ten_milliseconds(store: Store) -> None:
    times_ms = []
    for _ in range(20):
        begun = time.perf_counter()
        await store.ping()
        times_ms.append((time.perf_counter() - begun) * 1000)
    assert statistics.median(times_ms) < 10


async def test_another_process_that_holds_the_lock_is_waited_for_and_then_told_of(tmp_path: Path) -> None:
    store = await Store.open(on(tmp_path), files=tmp_path / "files", pool=Pool(busy_s=0.2))
    kept = await shared(store, MINA)
    other = sqlite3.connect(tmp_path / "shortlist.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFailed) as error:
        await store.save_resume(MINA, replace(resume(kept.id, WORDS), revision=2))
    assert "lock" not in str(error.value)
    assert WORDS not in f"{error.value.__cause__}"  # what ends in the log
    assert (await store.resume(MINA, kept.id)).revision == 1  # readers do not wait

    other.execute("COMMIT")
    other.close()
    await store.save_resume(MINA, replace(kept, revision=2))
    await store.close()


async def test_a_full_disk_leaves_nothing_half_done(tmp_path: Path) -> None:
    store = await Store.open(on(tmp_path), files=tmp_path / "files")
    kept = await shared(store, MINA)
    async with store._db.write() as connection:
        [(pages,)] = (await connection.execute(text("PRAGMA page_count"))).all()
    async with store._db._writer.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute_fetchall(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(StorageFailed):
        await store.save_resume(MINA, replace(resume(kept.id, WORDS * 10_000), revision=2))
    assert await store.resume(MINA, kept.id) == kept
    assert (await store.resume_card(MINA, kept.id)).revision == 1
    await store.close()


async def test_a_disk_that_refuses_the_file_keeps_no_row_of_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "files").write_text("a file where the folder should be")

    with pytest.raises(StorageFailed):
        await store.keep_upload("T1", Upload("a.txt", b"hello"))
    async with store._db.read() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM upload"))).scalar_one() == 0


async def test_cancelled_writers_leave_whole_transactions_and_a_working_store(store: Store) -> None:
    kept = [await shared(store, MINA, f"person {n}") for n in range(40)]

    async def grow(id: str) -> None:
        await store.save_resume(MINA, replace(resume(id), revision=2))

    tasks = [asyncio.create_task(grow(it.id)) for it in kept]
    for n, task in enumerate(tasks):
        await asyncio.sleep(0.001 * (n % 4))
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    # A commit that was on its way when its writer was cancelled may still come; the next writer waits for it.
    last = await shared(store, MINA)

    for it in kept:
        card = await store.resume_card(MINA, it.id)
        assert await store.resume(MINA, it.id) == (
            it if card.revision == 1 else replace(resume(it.id), revision=2)
        )
        if card.revision == 1:
            with pytest.raises(NotFound):
                await store.resume(MINA, it.id, 2)
    assert await store.resume(MINA, last.id) == last


OTHER_PROCESS = """
import asyncio, sys
from test_database import add_revisions
asyncio.run(add_revisions(*sys.argv[1:]))
"""


async def add_revisions(url: str, folder: str, resume_id: str) -> None:
    """Twenty-five times: read, think, write what must follow from what was read."""
    store = await Store.open(url, files=Path(folder))
    for n in range(25):
        async with store._db.write() as connection:
            query = text("SELECT revision FROM resume WHERE id = :id FOR UPDATE")
            if store._db._is_sqlite:
                query = text("SELECT revision FROM resume WHERE id = :id")
            [(revision,)] = (await connection.execute(query, {"id": resume_id})).all()
            await asyncio.sleep(0.001 * (n % 3))
            await connection.execute(
                text("UPDATE resume SET revision = :next WHERE id = :id"),
                {"next": revision + 1, "id": resume_id},
            )
    await store.close()


async def test_two_processes_that_read_and_then_write_lose_no_update(
    url: str, store: Store, tmp_path: Path
) -> None:
    kept = await shared(store, MINA)
    here = Path(__file__).parent
    path = ":".join(str(it) for it in (here.parents[2], here.parents[1], here))
    arguments = [sys.executable, "-c", OTHER_PROCESS, url, str(tmp_path), kept.id]
    other = subprocess.Popen(arguments, env={"PYTHONPATH": path})  # noqa: ASYNC220, S603  # a process is the point
    await asyncio.gather(*(add_revisions(url, str(tmp_path), kept.id) for _ in range(2)))

    assert await asyncio.to_thread(other.wait, 60) == 0
    assert (await store.resume_card(MINA, kept.id)).revision == 1 + 3 * 25


async def test_a_record_of_another_shape_is_told_without_its_words(store: Store) -> None:
    kept = await shared(store, MINA)
    async with store._db.write() as connection:
        await connection.execute(text("UPDATE resume_body SET body = :it"), {"it": f'{{"id": ["{WORDS}"]}}'})

    with pytest.raises(StorageFailed) as error:
        await store.resume(Asker("T1", "U1"), kept.id)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__
