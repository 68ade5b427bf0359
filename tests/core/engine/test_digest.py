import hashlib
import os
from pathlib import Path

import pytest

from core.engine.digest import digest


def test_the_hash_is_computed_once_and_anew_when_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"bread")
    assert digest(file) == hashlib.sha256(b"bread").hexdigest()

    monkeypatch.setattr(hashlib, "file_digest", None)  # it would fail now
    assert digest(file) == hashlib.sha256(b"bread").hexdigest()
    monkeypatch.undo()

    file.write_bytes(b"salt!")
    os.utime(file, ns=(1, 1))
    assert digest(file) == hashlib.sha256(b"salt!").hexdigest()


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"sha256": 7}', "\xff"])
def test_a_spoilt_note_costs_only_the_time_again(tmp_path: Path, note: str) -> None:
    file = tmp_path / "model.gguf"
    file.write_bytes(b"bread")
    (tmp_path / "model.gguf.sha256").write_text(note, encoding="latin-1")

    assert digest(file) == hashlib.sha256(b"bread").hexdigest()
