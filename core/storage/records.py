"""Nouns and plain data as text in a row, and back."""

import json
import secrets
from typing import Any, TypeVar

from pydantic import ValidationError

from core.errors import StorageFailed
from core.model import dump, load

T = TypeVar("T")


def new_id() -> str:
    """128 random bits, fit for a URL: 22 letters."""
    return secrets.token_urlsafe(16)


def to_text(data: object) -> str:
    """JSON in ASCII: text out of a damaged file may hold halves of characters that no encoding takes."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=True)


def from_text(body: str) -> Any:  # whatever JSON was kept
    return json.loads(body)


def noun_to_text(noun: object) -> str:
    return to_text(dump(noun))


def noun_from_text(kind: type[T], body: str) -> T:
    """A noun from its row.

    Raises:
        StorageFailed: it was written in a shape that this version does not know.
    """
    try:
        return load(kind, from_text(body))
    except ValidationError:
        # Its text quotes the data, and the data is somebody's resume.
        raise StorageFailed("A record in the database has a shape that this version does not know") from None


def plain(text: str, limit: int = 255) -> str:
    """Text from outside, fit for a column: no NUL, no halves of characters, cut to `limit`."""
    return text[:limit].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
