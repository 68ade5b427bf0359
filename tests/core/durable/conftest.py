import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lives import Bot

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@pytest.fixture(scope="session")
def nursery() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(  # noqa: S603  # our own file
        [sys.executable, str(HERE / "child.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="session")
def template(nursery: "subprocess.Popen[str]", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An engine's file that knows its queue: a new one is looked for once a second, and each test would wait for it."""
    folder = tmp_path_factory.mktemp("template")
    assert Bot(nursery, folder).live(concurrency=1) == 0
    return folder / "durable.db"


@pytest.fixture
def bot(nursery: "subprocess.Popen[str]", template: Path, tmp_path: Path) -> Bot:
    shutil.copy(template, tmp_path / "durable.db")
    return Bot(nursery, tmp_path)
