"""What the child process gives up before it opens a file that somebody sent."""

import codecs
import ctypes
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from math import ceil
from typing import Final

from core.documents import landlock, seccomp
from core.documents.limits import Limits

_GRACE_S: Final = 2
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38

# Python finds codecs, and what its collections need, in files of their own; `shut_in` would keep them shut.
import_module("heapq")
for _codec in ("utf-16-le", "utf-16-be", "latin-1", "cp1252", "cp437"):
    codecs.lookup(_codec)


@dataclass(frozen=True, slots=True)
class Walls:
    """What stands between a child and the machine besides its limits.

    Attributes:
        calls: no network, no other program, no file changed.
        files: no file read but libraries and our code.
    """

    calls: bool
    files: bool


def walls() -> Walls:
    """What this machine can give; asks only, and gives nothing up."""
    return Walls(calls=seccomp.is_there(), files=landlock.is_there())


def hand_in_rights(limits: Limits) -> Walls:
    """For good: memory beyond the limit, core dumps that would hold resumes, files, the network, other programs.

    No root is needed, and what the system cannot take away is left: the limits hold everywhere.
    """
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform != "linux":
        return Walls(calls=False, files=False)
    libc = ctypes.CDLL(None)
    # A bot that is killed cannot end its children; without this they would finish their files for nobody.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    global _only_libraries  # noqa: PLW0603  a right handed in is a fact about the whole process, for good
    _only_libraries = landlock.allow_only_libraries()
    return Walls(calls=seccomp.refuse_calls(), files=_only_libraries)


_only_libraries = False


@contextmanager
def shut_in() -> Iterator[None]:
    """While a file is read, no other can be opened: no file, no socket, no font of the system.

    A font that is not in the PDF is then always pdfium's own, so that the same file reads the same everywhere.
    Where the kernel leaves nothing but libraries to this process, that is so already, and modules may still load.
    """
    if _only_libraries:
        yield
        return
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
