"""Files in, lines out: what a person can see, in the order a person reads it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from core.documents.limits import Limits

if TYPE_CHECKING:
    from core.documents.reader import Reader
    from core.documents.scans import ScanLimits, can_recognise

VERSION = "4"
"""Of the reader; raise it when lines come out otherwise, so that lines kept by an older one are not taken for its."""

_WHERE = {"Reader": "reader", "ScanLimits": "scans", "can_recognise": "scans"}


def __getattr__(name: str) -> Any:
    """What the bot needs and a child does not: asyncio alone would be half of a child's start."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"core.documents.{_WHERE[name]}"), name)


__all__ = ["VERSION", "Limits", "Reader", "ScanLimits", "can_recognise"]
