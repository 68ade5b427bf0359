"""The hash of a model file, remembered beside it: a gigabyte takes seconds to hash, and it rarely changes."""

import hashlib
import json
from contextlib import suppress
from pathlib import Path


def digest(file: Path) -> str:
    """SHA-256 of a file as hex: remembered, if the file still has the size and time it had then.

    Raises:
        OSError: it cannot be read.
    """
    with suppress(OSError, ValueError):
        note = json.loads(_note(file).read_text(encoding="utf-8"))
        if (
            isinstance(note, dict)
            and note.get("file") == _stamp(file)
            and isinstance(note.get("sha256"), str)
        ):
            return str(note["sha256"])
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    remember(file, found)
    return found


def remember(file: Path, sha256: str) -> None:
    """Notes what was just computed. A folder that cannot be written only costs the time again."""
    with suppress(OSError):
        _note(file).write_text(json.dumps({"sha256": sha256, "file": _stamp(file)}), encoding="utf-8")


def _note(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _stamp(file: Path) -> list[int]:
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]
