"""Files in, lines out: what a person can see, in the order a person reads it."""

from core.documents.limits import Limits
from core.documents.reader import Reader

__all__ = ["Limits", "Reader"]
