"""Runs that are kept: on a real store, with the house as it is and with a rule broken on purpose."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scripted_ollama import ScriptedOllama

from core import matching
from core.engine.client import OllamaEngine
from core.engine.rules import RulesEngine
from core.errors import ReaderCrashed
from core.model import Check, MatchReport
from core.selftest import CHECKS, SelfTests, try_out
from core.selftest.lab import Lab
from core.storage import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    it = await Store.open(f"sqlite:///{tmp_path / 'shortlist.db'}", files=tmp_path / "files")
    yield it
    await it.close()


def broken_name_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point for everybody who is called Emily."""
    real = matching.score

    def score(posting: Any, resume: Any, *more: Any) -> MatchReport:
        report = real(posting, resume, *more)
        return replace(report, score=report.score + ("Emily" in resume.document.text))

    monkeypatch.setattr(matching, "score", score)


async def test_a_broken_rule_locks_ranking_within_one_run_and_the_mended_one_unlocks_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    tests = SelfTests(RulesEngine(), store)
    sound = await tests.run("monday", by="clock")
    assert (sound.failed, sound.passed, sound.made) == ((), 4, 4)
    assert (sound.installed.engine, sound.installed.rules) == ("rules", matching.RULES_VERSION)
    for word in ("Emily", "example.org", "Utrecht", "Kubernetes"):
        assert word not in repr(await store.newest_self_test())
    assert (await store.ranking_state("T1")).locked == ""

    monkeypatch.setattr("core.selftest.CHECKS", {"name swap": CHECKS["name swap"]})
    with monkeypatch.context() as broken:
        broken_name_rule(broken)
        failed = await tests.run("tuesday", by="clock")
    assert failed.failed == ("name swap",)
    for team in ("T1", "T2"):
        assert (await store.ranking_state(team)).locked == "the self-test failed (name swap)"
    assert not await tests.had_failed("tuesday")
    assert (await tests.health()).newest == failed

    await tests.run("wednesday", by="clock")
    assert (await store.ranking_state("T1")).locked == ""
    assert await tests.had_failed("wednesday")


async def test_what_breaks_off_has_failed_and_the_others_are_still_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def breaks(_: Lab) -> None:
        raise ReaderCrashed("This file stopped my reader in the middle")

    async def passes(_: Lab) -> Any:
        return await real(_)

    real = CHECKS["engine"]
    monkeypatch.setattr("core.selftest.CHECKS", {"repeat": breaks, "engine": passes})
    found = await try_out(RulesEngine())
    assert [(one.name, one.outcome) for one in found.checks] == [("repeat", "failed"), ("engine", "skipped")]
    assert found.checks[0].says == "it broke off (crashed)"


async def test_the_day_and_what_is_installed_name_a_run(store: Store) -> None:
    ollama = ScriptedOllama()
    engine = OllamaEngine(await ollama.start(), chat_model="gemma3:4b", embed_model="nomic-embed-text")
    by_rules, by_model = SelfTests(RulesEngine(), store), SelfTests(engine, store)
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    try:
        first = await by_model.period(monday)
        assert first == await by_model.period(monday)
        assert len({first, await by_model.period(tuesday), await by_rules.period(monday)}) == 3
        ollama.digests = dict.fromkeys(ollama.digests, "f" * 64)
        engine._digests_until = 0.0  # a minute later
        assert await by_model.period(monday) != first
    finally:
        await engine.close()
        await ollama.close()


async def test_health_is_told_quickly_whatever_hangs(store: Store) -> None:
    ollama = ScriptedOllama()
    engine = OllamaEngine(await ollama.start(), chat_model="gemma3:4b", embed_model="nomic-embed-text")
    tests = SelfTests(engine, store, reads_scans=True)
    try:
        well = await tests.health()
        ollama.fault = "hang"
        engine._digests_until = 0.0
        hung = await tests.health()
    finally:
        await engine.close()
        await ollama.close()
    assert (well.has_model, well.answers, well.has_database, well.newest) == (True, True, True, None)
    assert well.installed.embeddings == ollama.digests["nomic-embed-text:latest"]
    assert (hung.has_model, hung.answers, hung.reads_scans) == (True, False, True)


@pytest.mark.parametrize(
    ("answers", "by", "made", "locked"),
    [
        (("failed", "passed"), "clock", 2, ""),
        (("failed", "failed"), "clock", 2, "the self-test failed (engine)"),
        (("failed", "passed"), "hand", 1, "the self-test failed (engine)"),
    ],
    ids=["once", "twice", "somebody waits"],
)
async def test_a_model_that_talks_nonsense_is_asked_once_more_before_ranking_is_locked(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    *,
    answers: tuple[Any, ...],
    by: Any,
    made: int,
    locked: str,
) -> None:
    asked: list[Any] = []

    async def engine(_: Lab) -> Check:
        asked.append(answers[len(asked)])
        return Check("engine", asked[-1], "the model gave no usable answer")

    monkeypatch.setattr("core.selftest.CHECKS", {"engine": engine})
    await SelfTests(RulesEngine(), store, pause_s=0).run("monday", by=by)
    assert len(asked) == made
    assert (await store.ranking_state("T1")).locked == locked


async def test_a_broken_rule_is_not_tried_again_before_it_locks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pause would be an hour: this story would not end."""
    monkeypatch.setattr("core.selftest.CHECKS", {"name swap": CHECKS["name swap"]})
    broken_name_rule(monkeypatch)
    await SelfTests(RulesEngine(), store, pause_s=3600).run("monday", by="clock")
    assert (await store.ranking_state("T1")).locked == "the self-test failed (name swap)"
