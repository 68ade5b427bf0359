"""What a hostile or odd file is here: a name, a maker, and the answer it must get."""

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from core.errors import DocumentError
from core.model import Document, Upload

type_of_answer = type[DocumentError] | type[Document]


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    Attributes:
        answers: the one answer that is right; two where it depends on the speed of the machine.
        notice: code of the notice a Document must carry, or "".
        heavy: takes seconds of a child's time, or most of its memory.
    """

    name: str
    make: Callable[[], bytes]
    answers: tuple[type_of_answer, ...]
    file_name: str
    notice: str = ""
    heavy: bool = False

    def upload(self) -> Upload:
        return Upload(self.file_name, self.make())

    def is_right(self, answer: Document | DocumentError) -> bool:
        if not isinstance(answer, self.answers):
            return False
        notices = {notice.code for notice in answer.notices} if isinstance(answer, Document) else set()
        return not self.notice or not isinstance(answer, Document) or self.notice in notices


_ALL: list[Kind] = []


def kind(
    *answers: type_of_answer, file_name: str = "", notice: str = "", heavy: bool = False
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Puts a maker on the list. Its name says what the file is, its first word the ending of the file's name."""

    def listed(make: Callable[[], bytes]) -> Callable[[], bytes]:
        name = make.__name__
        ending = name.partition("_")[0]
        cached = cache(make)
        _ALL.append(Kind(name, cached, answers, file_name or f"resume.{ending}", notice, heavy))
        return cached

    return listed


def named(name: str, file_name: str, data: bytes, answer: type_of_answer) -> None:
    """Puts a good file with a hostile name on the list."""
    _ALL.append(Kind(name, lambda: data, (answer,), file_name))


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, in the order they are written."""
    from hostile import names, pdfs, spoofs, texts, words

    assert all((names, pdfs, spoofs, texts, words))
    return tuple(_ALL)


# ---------------------------------------------------------------- bombs that are small to make


def deflated(block: bytes, times: int, *, head: bytes = b"", tail: bytes = b"") -> bytes:
    """head + block·times + tail as a raw deflate stream, without ever having it whole.

    A block after a full flush needs nothing that stands before it, so its packed form may be repeated.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(tail) + packer.flush(zlib.Z_FINISH)
    return first + again * times + last


def with_zlib_head(raw: bytes) -> bytes:
    """The checksum at the end is wrong, which readers find out when all is unpacked."""
    return b"\x78\xda" + raw + bytes(4)


# ---------------------------------------------------------------- copies of good files with bytes changed


def mutated(data: bytes, seed: int) -> bytes:
    """A copy with one to four accidents: bits flipped, a piece cut, doubled, swapped, put in, or a number changed."""
    chance = random.Random(seed)
    copy = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        chance.choice(_ACCIDENTS)(copy, chance)
    while copy == data:  # two equal pieces were swapped
        _flip(copy, chance)
    return bytes(copy)


def _flip(copy: bytearray, chance: random.Random) -> None:
    for _ in range(min(len(copy), chance.choice((1, 3, 30)))):
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)


def _cut(copy: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(copy) + 1)
    del copy[start : start + chance.choice((1, 16, 400, len(copy)))]
    copy[:] = copy or b"\0"


def _swap(copy: bytearray, chance: random.Random) -> None:
    size = min(chance.choice((4, 64, 512)), len(copy) // 2)
    one, two = chance.randrange(len(copy) - size + 1), chance.randrange(len(copy) - size + 1)
    copy[one : one + size], copy[two : two + size] = copy[two : two + size], copy[one : one + size]


def _put_in(copy: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(copy) + 1)
    copy[at:at] = chance.choice(
        (chance.randbytes(20), bytes(300), b"<" * 50, b"(" * 50, b"\xff" * 9, copy[:200])
    )


def _change_number(copy: bytearray, chance: random.Random) -> None:
    """Lengths, counts and places are what parsers trust."""
    digits = [place for place, byte in enumerate(copy) if 48 <= byte <= 57]
    if digits:
        copy[chance.choice(digits)] = chance.choice(b"0123456789-")


_ACCIDENTS = (_flip, _cut, _swap, _put_in, _change_number)


def spread(*groups: list[bytes]) -> list[bytes]:
    """One of each group in turn."""
    return list(chain.from_iterable(zip(*groups, strict=True)))
