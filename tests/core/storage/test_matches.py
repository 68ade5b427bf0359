from dataclasses import replace
from pathlib import Path

import pytest
from keepsakes import LEO, MINA, STRANGER, posting, report, resume, shared
from sqlalchemy import text

from core.errors import NotFound
from core.storage import Store


async def test_the_same_pair_scored_again_is_the_same_row_with_the_new_report(store: Store) -> None:
    kept = await shared(store, MINA)
    await store.save_posting(MINA, posting("P1"))
    first = await store.save_match(MINA, posting=posting("P1"), resume=kept, report=report(55.0))
    again = await store.save_match(MINA, posting=posting("P1"), resume=kept, report=report(60.0))

    assert first == again
    assert (await store.match(MINA, first)).report == report(60.0)


async def test_another_version_is_another_score(store: Store) -> None:
    kept = await shared(store, MINA)
    ids = []
    for version in (1, 2):
        await store.save_posting(MINA, posting("P1", version=version))
        ids.append(
            await store.save_match(MINA, posting=posting("P1", version=version), resume=kept, report=report())
        )

    assert len(set(ids)) == 2


async def test_a_score_is_kept_and_shown_only_to_whoever_owns_the_resume(store: Store) -> None:
    kept = await shared(store, MINA)
    await store.save_posting(MINA, posting("P1"))
    id = await store.save_match(MINA, posting=posting("P1"), resume=kept, report=report())

    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound):
            await store.match(asker, id)
        with pytest.raises(NotFound):
            await store.save_match(asker, posting=posting("P1"), resume=kept, report=report())
    with pytest.raises(NotFound):
        await store.save_match(MINA, posting=posting("P9"), resume=kept, report=report())
    with pytest.raises(NotFound):
        await store.save_match(MINA, posting=posting("P1"), resume=resume("R9"), report=report())


async def test_a_score_is_found_by_its_fingerprint_and_only_by_its_owner(store: Store) -> None:
    kept = await shared(store, MINA)
    for name, score in (("P1", 55.0), ("P2", 60.0)):
        await store.save_posting(MINA, posting(name))
        made = replace(report(score), fingerprint=f"{score:.0f} · job v1 · resume 9f2c · rules 1.1")
        await store.save_match(MINA, posting=posting(name), resume=kept, report=made)

    older = await store.newest_match(MINA, "55 · job v1 · resume 9f2c · rules 1.1")
    anyones = await store.match_called("55 · job v1 · resume 9f2c · rules 1.1")

    assert (await store.newest_match(MINA)).report.score == 60.0
    assert (older.posting_id, older.resume_id, older.revision) == ("P1", kept.id, kept.revision)
    assert (anyones.id, anyones.asker) == (older.id, MINA)
    for asker, fingerprint in ((LEO, older.report.fingerprint), (STRANGER, ""), (MINA, "60 · job v9")):
        with pytest.raises(NotFound):
            await store.newest_match(asker, fingerprint)


async def test_the_best_of_a_posting_are_found_without_opening_a_row(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'shortlist.db'}", files=tmp_path)
    query = (
        "SELECT resume_id FROM match WHERE team_id = 'T' AND posting_id = 'P' ORDER BY score DESC LIMIT 10"
    )
    async with store._db.read() as connection:
        [(*_, plan)] = (await connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))).all()
    await store.close()

    assert "COVERING INDEX ix_match_team_id_posting_id_score_resume_id" in plan
