"""shortlist selftest: what it prints, what it keeps, and its status."""

import json
from pathlib import Path

import pytest

from bot.cli.app import app
from bot.cli.edge import run
from core.model import Check
from core.selftest import checks
from core.selftest.lab import Lab


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By rules, in a folder of its own, with the quickest check alone."""
    monkeypatch.setenv("SHORTLIST_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SHORTLIST_ENGINE", "rules")
    monkeypatch.setattr("core.selftest.CHECKS", {"stuffing": checks.stuffing})


async def _broken(_: Lab) -> Check:
    return Check("stuffing", "failed", "keyword line gained 40.0 points")


def test_a_run_that_passes_prints_a_table_and_is_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(app, ["selftest"]) == 0
    shown = capsys.readouterr().out
    assert "each flagged" in shown
    assert "1 of 1 passed" in shown
    assert (tmp_path / "data" / "shortlist.db").exists()


def test_a_run_that_fails_says_so_to_people_and_to_programs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.selftest.CHECKS", {"stuffing": _broken})
    assert run(app, ["selftest"]) == 1
    assert "ranking is locked until it passes" in capsys.readouterr().out
    assert run(app, ["selftest", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["failed"], answer["kept"]) == (["stuffing"], True)


def test_another_engine_is_tried_and_nothing_is_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(app, ["selftest", "--json", "--engine", "rules"]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] is False
    assert not (tmp_path / "data").exists()
