"""What a file may cost us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read, and what a child process may use for it.

    Attributes:
        size_bytes: the largest file taken.
        pages: PDF pages read; later ones are left out with a notice. At most 50 make sense within `wall_s`.
        memory_bytes: address space of a child process.
        wall_s: seconds until a child that is still busy is killed.
        letters: characters read; what follows is left out with a notice.
    """

    size_bytes: int = 10 * 2**20
    pages: int = 15
    memory_bytes: int = 512 * 2**20
    wall_s: float = 8.0
    letters: int = 400_000
