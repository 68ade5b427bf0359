"""How results stand in the engine's tables: JSON, never pickle, whose loading runs whatever a shared database holds."""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from dbos import Serializer

from core.durable.port import StepFailed
from core.errors import CoreError

_NONCE_BYTES = 12
_PLAIN, _SEALED = "j", "g"


def _kinds(of: type[CoreError] = CoreError) -> Iterator[type[CoreError]]:
    yield of
    for kind in of.__subclasses__():
        yield from _kinds(kind)


def _rebuild(code: str, text: str) -> CoreError:
    """The same kind of error with the same sentence; a kind that is gone comes back as its parent of all."""
    kind = next((kind for kind in _kinds() if kind.code == code), CoreError)
    error = kind.__new__(kind)
    error.args = (text,)
    return error


class Codec(Serializer):
    """JSON, sealed with AES-GCM where there is a key.

    Of errors, ours are kept by code and sentence; of others the class name alone: their words may quote a resume.
    """

    def __init__(self, key: bytes | None) -> None:
        derive = HKDF(SHA256(), 32, salt=None, info=b"shortlist durable queue 1")
        self._cipher = None if key is None else AESGCM(derive.derive(key))

    def name(self) -> str:
        return "shortlist-json-1"

    def serialize(self, data: Any) -> str:  # the library hands over whatever a step gave back
        boxed: dict[str, Any]
        if isinstance(data, CoreError):
            boxed = {"error": [data.code, str(data)]}
        elif isinstance(data, BaseException):
            boxed = {"failed": str(data) if isinstance(data, StepFailed) else type(data).__name__}
        else:
            boxed = {"value": data}
        text = json.dumps(boxed, separators=(",", ":"), allow_nan=False)
        if self._cipher is None:
            return _PLAIN + text
        nonce = os.urandom(_NONCE_BYTES)
        return _SEALED + b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode("ascii")

    def deserialize(self, serialized_data: str) -> Any:
        boxed = json.loads(self._open(serialized_data))
        if "error" in boxed:
            return _rebuild(*boxed["error"])
        if "failed" in boxed:
            return StepFailed(boxed["failed"])
        return boxed["value"]

    def _open(self, kept: str) -> str:
        """The JSON of a row.

        Raises:
            ValueError: it was sealed with another key, or with one and we have none.
        """
        form, rest = kept[:1], kept[1:]
        if form == _PLAIN:
            return rest
        if self._cipher is None or form != _SEALED:
            raise ValueError("sealed, and there is no key")
        raw = b64decode(rest)
        try:
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None).decode()
        except InvalidTag:
            raise ValueError("sealed with another key") from None
