"""What the child process gives up before it opens a file that somebody sent."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from typing import Final

from core.documents.limits import Limits

_GRACE_S: Final = 2


def hand_in_rights(limits: Limits) -> None:
    """For good: memory beyond the limit, writing to files, core dumps that would hold resumes."""
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


@contextmanager
def shut_in() -> Iterator[None]:
    """While a file is read, no other can be opened: no file, no socket, no font of the system.

    A font that is not in the PDF is then always pdfium's own, so that the same file reads the same everywhere.
    """
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


@contextmanager
def let_out() -> Iterator[None]:
    """For a module that is only needed now."""
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, most), most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


def stop_after(wall_s: float) -> None:
    """Lets the kernel end a child whose parent died while it was busy, and cannot kill it any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(
            resource.RLIMIT_CPU, (ceil(used.ru_utime + used.ru_stime + wall_s) + _GRACE_S, most)
        )


def _limit(what: int, most: int) -> None:
    # macOS knows some of these limits but refuses to set them; the time limit of the parent still holds there.
    with suppress(OSError, ValueError):
        resource.setrlimit(what, (most, most))
