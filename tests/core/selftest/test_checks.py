"""Each check fails when what it vouches for is broken: the rule is broken on purpose, in the part that users run."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from scripted_ollama import ScriptedOllama

from core.desk import Desk
from core.engine import Engine
from core.engine.client import OllamaEngine
from core.model import Document, Extraction, JobPosting, MatchReport, Resume, Upload
from core.selftest import checks, pages
from core.selftest.lab import Lab

pytestmark = pytest.mark.asyncio(loop_scope="module")
Score = Callable[..., MatchReport]


def rescored(monkeypatch: pytest.MonkeyPatch, points: Callable[[JobPosting, Resume], float]) -> None:
    """The score with points added that it must not have."""
    from core import matching

    real = matching.score

    def score(posting: JobPosting, resume: Resume, *more: Any) -> MatchReport:
        report = real(posting, resume, *more)
        return replace(report, score=report.score + points(posting, resume))

    monkeypatch.setattr(matching, "score", score)


@pytest.mark.parametrize("check", [checks.repeat, checks.stuffing, checks.name_swap, checks.hidden_text])
async def test_the_house_as_it_is_passes(lab: Lab, check: Callable[[Lab], Any]) -> None:
    found = await check(lab)
    assert found.outcome == "passed", found.says
    assert found.measured


async def test_a_score_that_wavers_once_fails(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = iter(range(1000))
    rescored(monkeypatch, lambda *_: 1e-9 if next(runs) == 13 else 0.0)
    found = await checks.repeat(lab)
    assert (found.outcome, found.says) == ("failed", "only 19 of 20 runs gave the same result")


async def test_a_credit_for_pasted_words_fails(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.matching import scoring

    monkeypatch.setattr(scoring, "LISTED_SHARE", 1.0)
    monkeypatch.setattr(scoring, "WEAK_SHARE", 1.0)
    found = await checks.stuffing(lab)
    assert found.outcome == "failed"
    assert "keyword line gained" in found.says


async def test_a_trick_that_nobody_is_told_of_fails(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.matching import scoring

    monkeypatch.setattr(scoring, "_is_stuffed", lambda *_: False)
    found = await checks.stuffing(lab)
    assert found.outcome == "failed"
    assert "keywords only was not flagged" in found.says


async def test_a_point_for_a_name_fails(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    rescored(monkeypatch, lambda _, resume: 0.5 if "Okonkwo" in resume.document.text else 0.0)
    found = await checks.name_swap(lab)
    assert found.outcome == "failed"
    assert 0 < found.measured["changed"] <= 8


async def test_a_pronoun_that_blinding_leaves_and_scores_hear_fails(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescored(
        monkeypatch,
        lambda _, resume: (
            1.0 if " his " in resume.document.text and not resume.fields["basics"].get("name") else 0.0
        ),
    )
    monkeypatch.setattr("core.matching.blind.telling", lambda *_: ())
    assert (await checks.name_swap(lab)).outcome == "failed"


async def test_names_that_are_not_read_vouch_for_nothing(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Desk.resume

    async def nameless(self: Desk, *args: Any) -> Resume:
        resume = await real(self, *args)
        return replace(resume, fields={**resume.fields, "basics": {}})

    monkeypatch.setattr(Desk, "resume", nameless)
    found = await checks.name_swap(lab)
    assert (found.outcome, found.says) == ("failed", "36 names were not read as they were written")


async def test_words_that_nobody_can_see_and_that_are_read_fail(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Desk.read

    async def sees_all(self: Desk, upload: Upload) -> Document:
        document = await real(self, upload)
        lines = tuple(replace(line, visible=True) for line in document.lines)
        return replace(document, lines=lines, hidden_words=0)

    monkeypatch.setattr(Desk, "read", sees_all)
    found = await checks.hidden_text(lab)
    assert found.outcome == "failed"
    for way in pages.HIDDEN:
        assert f"{way} words were read as visible" in found.says
        assert f"{way} words were not reported" in found.says


async def test_a_bait_that_would_not_count_in_plain_sight_vouches_for_nothing(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "BAIT", "- Liked long walks")
    found = await checks.hidden_text(lab)
    assert "did not count either" in found.says


# ---------------------------------------------------------------- the model


@pytest_asyncio.fixture(loop_scope="module")
async def ollama() -> AsyncIterator[ScriptedOllama]:
    server = ScriptedOllama()
    await server.start()
    yield server
    await server.close()


def with_model(lab: Lab, ollama: ScriptedOllama) -> tuple[Lab, Engine]:
    engine = OllamaEngine(ollama.url, chat_model="gemma3:4b", embed_model="nomic-embed-text")
    return Lab(Desk(lab.desk.reader, engine), lab.posting), engine


async def test_without_a_model_there_is_nothing_to_check(lab: Lab) -> None:
    assert (await checks.engine(lab)).outcome == "skipped"


async def test_a_model_that_answers_with_words_of_the_header_passes(lab: Lab, ollama: ScriptedOllama) -> None:
    at, engine = with_model(lab, ollama)
    ollama.answer([{"e1": {"title": "Night Desk", "company": "Blue Heron", "place": "none"}}])
    found = await checks.engine(at)
    await engine.close()
    assert found.outcome == "passed", found.says
    assert found.measured["moved"] == 0.0


async def test_a_model_that_makes_no_sense_fails_and_one_that_is_down_is_skipped(
    lab: Lab, ollama: ScriptedOllama
) -> None:
    at, engine = with_model(lab, ollama)
    ollama.fault = "garbage"
    garbage = await checks.engine(at)
    ollama.fault = "down"
    down = await checks.engine(at)
    await engine.close()
    assert (garbage.outcome, down.outcome) == ("failed", "skipped")
    assert "no usable answer" in garbage.says


async def test_a_value_of_the_models_own_fails(
    lab: Lab, ollama: ScriptedOllama, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Desk.resolve

    async def invents(self: Desk, found: Extraction, document: Document) -> Extraction:
        better = await real(self, found, document)
        work = [{**better.fields["work"][0], "position": "Chief Night Officer"}]
        return replace(better, fields={**better.fields, "work": work})

    monkeypatch.setattr(Desk, "resolve", invents)
    at, engine = with_model(lab, ollama)
    found = await checks.engine(at)
    await engine.close()
    assert (found.outcome, found.says) == ("failed", "a value does not stand in the document")


async def test_an_answer_that_moves_the_score_fails(
    lab: Lab, ollama: ScriptedOllama, monkeypatch: pytest.MonkeyPatch
) -> None:
    rescored(
        monkeypatch, lambda _, resume: 2.0 if resume.fields["work"][0]["position"] == "Night Desk" else 0.0
    )
    ollama.answer([{"e1": {"title": "Night Desk", "company": "Blue Heron", "place": "none"}}])
    at, engine = with_model(lab, ollama)
    found = await checks.engine(at)
    await engine.close()
    assert (found.outcome, found.says) == ("failed", "the model's answer moved the score by 2.0")
