"""Which files the child can still open (Linux 5.13 and later): libraries and our own code, to read.

Without it a parser taken over by a file could read another person's resume and hand it back as its own text.
"""

import ctypes
import os
import struct
import sys
import sysconfig
from pathlib import Path
from typing import Final

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_ASK_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ALL_OF_VERSION: Final = {1: 2**13 - 1, 2: 2**14 - 1, 3: 2**15 - 1, 4: 2**15 - 1, 5: 2**16 - 1}
"""Rights over files that a version of the kernel's interface knows; each is given up unless a rule allows it."""
_NEWEST: Final = 5
_CODE: Final = Path(__file__).parents[1]
_SYSTEM: Final = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system",
)
"""Libraries of the system, and what they ask about the machine they run on."""


def is_there() -> bool:
    """Whether the kernel can shut files away."""
    return _version() > 0


def allow_only_libraries() -> bool:
    """Shuts every other file of the machine away from this process. Needs `no_new_privs`.

    Returns:
        False where the system has no such thing.
    """
    version = min(_version(), _NEWEST)
    if version <= 0:
        return False
    libc = ctypes.CDLL(None)
    handled = ctypes.create_string_buffer(struct.pack("=Q", _ALL_OF_VERSION[version]))
    rules = libc.syscall(_CREATE, handled, ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules < 0:
        return False
    try:
        for path in _readable():
            _allow(libc, rules, path)
        return bool(libc.syscall(_RESTRICT, rules, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(rules)


def _version() -> int:
    if sys.platform != "linux":
        return 0
    return int(ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION)))


def _readable() -> set[Path]:
    """Folders of code. The one above ours may hold the bot's data too, so of it only our own package is open."""
    python = {
        Path(place) for name, place in sysconfig.get_paths().items() if name.endswith(("lib", "stdlib"))
    }
    python |= {Path(place) for place in sys.path if place and Path(place) != _CODE.parent}
    python |= {Path(sys.base_prefix) / "lib", Path(sys.base_prefix) / "lib64"}
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    return python | {_CODE, *(Path(place) for place in (*_SYSTEM, *libraries) if place)}


def _allow(libc: ctypes.CDLL, rules: int, path: Path) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not on this machine
    try:
        rights = _READ_FILE | (_READ_DIR if path.is_dir() else 0)
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place))
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, ctypes.c_uint32(0))
    finally:
        os.close(place)
