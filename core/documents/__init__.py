"""Files in, lines out: what a person can see, in the order a person reads it."""

from core.documents.limits import Limits
from core.documents.reader import Reader
from core.documents.scans import ScanLimits, can_recognise

VERSION = "1"
"""Of the reader; raise it when lines come out otherwise, so that lines kept by an older one are not taken for its."""

__all__ = ["VERSION", "Limits", "Reader", "ScanLimits", "can_recognise"]
