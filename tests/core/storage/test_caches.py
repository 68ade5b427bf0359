from dataclasses import replace

import numpy as np
import pytest
from keepsakes import MINA, document, posting, shared
from numpy.testing import assert_array_equal

from core.errors import NotFound
from core.model import Profiled, Upload
from core.storage import Store

FILE = Upload("mina.txt", b"Mina Okafor")
VECTORS = np.random.default_rng(1).standard_normal((3, 768)).astype(np.float32)


async def test_what_was_made_of_a_file_is_found_by_team_and_version(store: Store) -> None:
    await store.keep_upload("T1", FILE)
    await store.save_document("T1", FILE.sha256, document("a"), version="1")
    await store.save_document("T1", FILE.sha256, document("b"), version="1")

    assert await store.document("T1", FILE.sha256, version="1") == document("b")
    for team_id, version in (("T2", "1"), ("T1", "2")):
        with pytest.raises(NotFound):
            await store.document(team_id, FILE.sha256, version=version)


async def test_a_value_is_found_by_team_kind_and_key(store: Store) -> None:
    await store.keep_upload("T1", FILE)
    await store.cache("T1", "extraction", "k", {"a": [1, "é"]}, source=FILE.sha256)

    assert await store.cached("T1", "extraction", "k") == {"a": [1, "é"]}
    for team_id, kind, key in (("T2", "extraction", "k"), ("T1", "posting", "k"), ("T1", "extraction", "j")):
        with pytest.raises(NotFound):
            await store.cached(team_id, kind, key)


async def test_vectors_come_back_to_the_bit_and_only_for_their_model(store: Store) -> None:
    await store.keep_upload("T1", FILE)
    await store.save_vectors("T1", "k", "m1", VECTORS, source=FILE.sha256)

    found = await store.vectors("T1", "k", "m1")
    assert_array_equal(found, VECTORS)
    assert found.dtype == np.float32
    for team_id, model in (("T2", "m1"), ("T1", "m2")):
        with pytest.raises(NotFound):
            await store.vectors(team_id, "k", model)


async def test_nothing_is_kept_of_a_file_that_is_not_there(store: Store) -> None:
    for call in (
        store.save_document("T1", FILE.sha256, document("a")),
        store.cache("T1", "extraction", "k", {}, source=FILE.sha256),
        store.save_vectors("T1", "k", "m1", VECTORS, source=FILE.sha256),
    ):
        with pytest.raises(NotFound):
            await call


async def test_a_posting_s_text_is_a_source_too(store: Store) -> None:
    await store.save_posting(MINA, posting("P1"))
    await store.save_vectors("T1", "k", "m1", VECTORS, source=posting("P1").document.sha256)

    assert (await store.vectors("T1", "k", "m1")).shape == (3, 768)
    found = await store.vectors_of("T1", ["k", "l"], "m1")
    assert list(found) == ["k"]
    assert found["k"].tobytes() == VECTORS.tobytes()
    for team_id, model in (("T2", "m1"), ("T1", "m2")):
        assert await store.vectors_of(team_id, ["k"], model) == {}


async def test_what_matching_needs_is_kept_until_the_resume_changes(store: Store) -> None:
    mine = await shared(store, MINA)
    await store.save_prepared("T1", "1.2", mine, {"units": ["a"]}, profile=b"profile", vectors_key="k")

    assert await store.prepared("T1", "1.2", [mine.id]) == {mine.id: (1, {"units": ["a"]})}
    assert await store.profiles_in(MINA, "1.2", [mine.id, "R9"]) == [Profiled(mine.id, b"profile", "k")]
    for team_id, rules in (("T2", "1.2"), ("T1", "1.3")):
        assert await store.prepared(team_id, rules, [mine.id]) == {}
    assert await store.profiles_in(MINA, "1.3", [mine.id]) == [Profiled(mine.id, None)]
    for stranger in (
        replace(MINA, channel_id="C9"),
        replace(MINA, channel_id=""),
        replace(MINA, team_id="T2"),
    ):
        assert await store.profiles_in(stranger, "1.2", [mine.id]) == []

    for better in (replace(mine, language="fr"), replace(mine, revision=2)):  # read anew in place, corrected
        await store.save_resume(MINA, better)
        assert await store.prepared("T1", "1.2", [mine.id]) == {}
        await store.save_prepared("T1", "1.2", mine, {}, profile=b"late")
        assert await store.profiles_in(MINA, "1.2", [mine.id]) == [Profiled(mine.id, None)]
        await store.save_prepared("T1", "1.2", better, {}, profile=b"new")
        assert await store.profiles_in(MINA, "1.2", [mine.id]) == [Profiled(mine.id, b"new")]


async def test_what_matching_needs_goes_with_the_resume(store: Store) -> None:
    mine = await shared(store, MINA)
    await store.save_prepared("T2", "1.2", mine, {}, profile=b"profile")
    assert await store.prepared("T2", "1.2", [mine.id]) == {}
    await store.save_prepared("T1", "1.2", mine, {}, profile=b"profile")

    await store.forget(MINA, [mine.id])
    await store.save_prepared("T1", "1.2", mine, {}, profile=b"profile")

    assert await store.prepared("T1", "1.2", [mine.id]) == {}
