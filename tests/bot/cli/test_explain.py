"""`shortlist explain`: anyone who runs the bot can make a score again."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from keepsakes import MINA, shared
from paper import job, need, posting, resume

from bot.cli import app
from bot.cli.edge import run
from core.matching import score
from core.model import MatchReport
from core.storage import Store

POSTING = replace(posting(need("Kafka"), need("Redis")), id="p1")
RESUME = resume(
    {
        "work": [job("Developer", "Replaced nightly files by Kafka streams")],
        "skills": [{"keywords": ["Redis"]}],
    }
)


async def keep(folder: Path, report: MatchReport) -> None:
    """What the bot leaves on disk after a match."""
    store = await Store.open(f"sqlite:///{folder / 'shortlist.db'}", files=folder / "files")
    kept = replace(RESUME, id=(await shared(store, MINA)).id, revision=2)
    await store.save_resume(MINA, kept)
    await store.save_posting(MINA, POSTING)
    await store.save_match(MINA, posting=POSTING, resume=kept, report=report)
    await store.close()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHORTLIST_DATA_DIR", str(tmp_path))
    return tmp_path


def test_a_kept_score_comes_out_the_same_and_shows_its_arithmetic(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = score(POSTING, RESUME)
    asyncio.run(keep(data, made))

    assert run(app, ["explain", made.fingerprint]) == 0
    shown = capsys.readouterr().out
    assert repr(made.score) in shown
    assert "the same to the bit" in shown
    assert run(app, ["explain", made.fingerprint, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["score"], told["again"], told["same"]) == (made.score, made.score, True)
    assert told["account"]["score"] == made.score
    assert [share["strong"] for share in told["account"]["shares"]] == [2.0, 0.0]


def test_a_score_that_somebody_changed_is_called_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = score(POSTING, RESUME)
    asyncio.run(keep(data, replace(made, score=99.0)))

    assert run(app, ["explain", made.fingerprint]) == 2
    assert "not what it was made of" in capsys.readouterr().out


def test_a_score_of_older_rules_says_whose_it_is(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = replace(score(POSTING, RESUME), rules="0.9", fingerprint="72 · job v1 · resume 9f2c · rules 0.9")
    asyncio.run(keep(data, old))

    assert run(app, ["explain", old.fingerprint]) == 2
    assert "made with rules 0.9" in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_an_unknown_fingerprint_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(app, ["explain", "1 · job v1 · resume 0000 · rules 1.1"]) == 2
    assert "I don't have that score" in capsys.readouterr().err
