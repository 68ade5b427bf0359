"""System calls that the child gives up for good (Linux, x86-64 and ARM64): no network, no program, no change to a file.

A list of what is refused, not of what is allowed: libc and Python differ in what they call, and a reader that dies
on the next libc helps nobody. What a parser taken over by a file could do harm with is on the list.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass
from typing import Final

_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_GET_ACTION_AVAIL: Final = 2

# Berkeley Packet Filter over struct seccomp_data: number at 0, architecture at 4, arguments from 16 in eight bytes each.
_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000
_END: Final = 0x80000000  # of the process
_CLONE_THREAD: Final = 0x00010000
_TO_WRITE: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_X32: Final = 0x40000000  # a second numbering of the same calls on x86-64

_ON_BOTH: Final = (424, 425, 428, 429, 430, 438, 442, 452)
"""pidfd_send_signal, io_uring_setup (which makes calls no filter sees), open_tree, move_mount, fsopen, pidfd_getfd,
mount_setattr, fchmodat2: new calls have one number everywhere."""
_ABSENT: Final = (435, 437)
"""clone3 and openat2 keep their arguments in memory, where no filter looks; libc then falls back to the old calls."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of system calls.

    Attributes:
        architecture: as the kernel's audit names it.
        refused: sockets and messages, programs and processes, signals to others, changes to files and their rights,
            mounts and namespaces, other processes' memory, kernel modules, keys, tracing.
        clone: allowed for threads alone.
        opens: number of a call that opens files → which argument holds its flags; allowed for reading alone.
        seccomp: the call that tells what the kernel's filters can do.
    """

    architecture: int
    refused: tuple[int, ...]
    clone: int
    opens: tuple[tuple[int, int], ...]
    seccomp: int


_X86: Final = _Machine(
    architecture=0xC000003E,
    refused=(
        *(41, 42, 43, 44, 46, 47, 49, 50, 53, 288, 307),  # socket … recvmsg, bind, listen, accept4, sendmmsg
        *(57, 58, 59, 322, 62, 129, 297),  # fork, vfork, execve, execveat, kill, queued signals
        *(
            76,
            82,
            83,
            84,
            85,
            86,
            87,
            88,
            90,
            91,
            92,
            93,
            94,
            133,
            188,
            189,
            190,
        ),  # truncate, rename … setxattr
        *(258, 259, 260, 263, 264, 265, 266, 268, 316, 319),  # mkdirat … renameat2, memfd_create
        *(161, 165, 166, 272, 308, 101, 310, 311),  # chroot, mount, unshare, setns, ptrace, other memories
        *(
            175,
            313,
            246,
            320,
            248,
            249,
            250,
            298,
            321,
            323,
        ),  # modules, kexec, keys, tracing, bpf, userfaultfd
    ),
    clone=56,
    opens=((2, 1), (257, 2)),
    seccomp=317,
)
_ARM: Final = _Machine(
    architecture=0xC00000B7,
    refused=(
        *(198, 199, 200, 201, 202, 203, 206, 211, 212, 242, 269),  # the same groups, as above
        *(221, 281, 129, 138, 240),
        *(45, 5, 6, 7),
        *(33, 34, 35, 36, 37, 38, 52, 53, 54, 55, 276, 279),
        *(51, 40, 39, 97, 268, 117, 270, 271),
        *(105, 273, 104, 294, 217, 218, 219, 241, 280, 282),
    ),
    clone=220,
    opens=((56, 2),),
    seccomp=277,
)


def is_there() -> bool:
    """Whether this machine knows such filters, and we its numbers."""
    machine = _machine()
    if machine is None:
        return False
    action = ctypes.c_uint32(_REFUSE)
    answer = ctypes.CDLL(None).syscall(machine.seccomp, _GET_ACTION_AVAIL, 0, ctypes.byref(action))
    return bool(answer == 0)


def refuse_calls() -> bool:
    """Installs the filter for this process and whatever threads it makes. Needs `no_new_privs`.

    Returns:
        False where the system has no such thing; the limits of `rights` hold there alone.
    """
    machine = _machine()
    if machine is None:
        return False
    steps = _program(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    program = Program(len(steps), ctypes.addressof(code))
    return bool(ctypes.CDLL(None).prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _machine() -> _Machine | None:
    wide = sys.maxsize > 2**32  # a 32-bit Python on a 64-bit kernel makes other calls
    known = {"x86_64": _X86, "aarch64": _ARM}
    return known.get(platform.machine()) if sys.platform == "linux" and wide else None


def _program(machine: _Machine) -> list[tuple[int, int, int, int]]:
    """Steps (code, jump if so, jump if not, value)."""
    refuse = (_RETURN, 0, 0, _REFUSE | errno.EPERM)
    absent = (_RETURN, 0, 0, _REFUSE | errno.ENOSYS)
    allow = (_RETURN, 0, 0, _ALLOW)
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, machine.architecture),
        (_RETURN, 0, 0, _END),
        (_LOAD, 0, 0, 0),
    ]
    if machine is _X86:
        steps += [(_AT_LEAST, 0, 1, _X32), refuse]
    for number in (*machine.refused, *_ON_BOTH):
        steps += [(_EQUAL, 0, 1, number), refuse]
    for number in _ABSENT:
        steps += [(_EQUAL, 0, 1, number), absent]
    steps += [
        (_EQUAL, 0, 4, machine.clone),
        (_LOAD, 0, 0, 16),
        (_ANY_BIT, 0, 1, _CLONE_THREAD),
        allow,
        refuse,
    ]
    for number, place in machine.opens:
        flags = 16 + 8 * place
        steps += [(_EQUAL, 0, 4, number), (_LOAD, 0, 0, flags), (_ANY_BIT, 0, 1, _TO_WRITE), refuse, allow]
    return [*steps, allow]
