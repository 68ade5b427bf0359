"""Keeps the house in step: arrows, layout, errors, words."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core import errors

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "handlers", "core")
PLANTED = {
    "core/matching/__init__.py": "import core.storage",  # rooms do not open each other
    "core/model.py": "import handlers",  # arrows point one way
    "core/text.py": "import slack_sdk",  # core has never heard of Slack
    "handlers/match.py": "import core.matching",  # handlers know the pipeline, its nouns and its errors
    "core/engine/__init__.py": "import dbos",  # one module imports dbos
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("lint-imports"))
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  # our own tool on our own tree


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the source that a test may break."""
    copy = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def test_imports_point_one_way(house: Path) -> None:
    result = lint_imports(house)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(("module", "line"), PLANTED.items(), ids=PLANTED)
def test_an_import_against_the_arrows_breaks_the_contracts(house: Path, module: str, line: str) -> None:
    file = house / module
    sound = file.read_text(encoding="utf-8")
    file.write_text(f"{sound}\n{line}\n", encoding="utf-8")
    try:
        result = lint_imports(house)
    finally:
        file.write_text(sound, encoding="utf-8")
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


def all_errors(kind: type[errors.CoreError] = errors.CoreError) -> list[type[errors.CoreError]]:
    return [kind, *(one for below in kind.__subclasses__() for one in all_errors(below))]


@pytest.mark.parametrize("error", [e for e in all_errors() if e.__module__ == "core.errors"])
def test_every_error_has_a_code_of_its_own_and_advises_in_a_whole_sentence(
    error: type[errors.CoreError],
) -> None:
    assert error.advice[0].isupper()
    assert error.advice[-1] in ".?"
    if error is not errors.CoreError:
        assert error.code not in {
            other.code for other in error.__mro__[1:] if issubclass(other, errors.CoreError)
        }


def test_tests_stand_where_their_source_stands() -> None:
    strays = [
        path.relative_to(ROOT)
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.parent != ROOT / "tests" and not (ROOT / path.parent.relative_to(ROOT / "tests")).is_dir()
    ]
    assert strays == []


def test_nothing_unfinished_is_left_in_the_source() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_broad_excepts_stand_only_where_the_process_meets_the_outside() -> None:
    """The edges of background work, of listeners and of the command line; others put away and raise again."""
    broad = re.compile(r"except (?:Exception|BaseException)\b[^:\n]*:[^\n]*((?:\n {8,}.*)*)|except:")
    found = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for match in broad.finditer(path.read_text(encoding="utf-8"))
        if not re.search(r"^\s+raise$", match[1] or "", re.MULTILINE)
    }
    assert found <= {"handlers/errors.py", "bot/cli/edge.py", "core/durable/runner.py"}
