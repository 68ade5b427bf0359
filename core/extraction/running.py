"""Running text: lines that go on in the next, as one string that knows where each letter stands."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from core.extraction.resumes.pieces import Piece, opens_item
from core.model import Line, Span

_SLACK = 0.88
"""A line that would have been this full with the next word is taken for a wrapped one: letters differ in width."""
_STOPS = ".!?"
_STOPS_CJK = "。！？"
_FEWEST_LETTERS = 3
"""Before a full stop: shorter words are abbreviations ("St. Mary's", "Nr. 5")."""


@dataclass(frozen=True)
class Running:
    """Lines as one text; places in it count code points.

    Attributes:
        apart: numbers of lines that go on from none and into none, such as headings.
    """

    lines: Sequence[Line]
    apart: AbstractSet[int] = frozenset()

    @cached_property
    def text(self) -> str:
        return "".join(f"{line.text} " for line in self.lines)

    @cached_property
    def _starts(self) -> dict[int, int]:
        """Line number → where the line begins."""
        starts, at = {}, 0
        for line in self.lines:
            starts[line.n] = at
            at += len(line.text) + 1
        return starts

    def place(self, span: Span) -> tuple[int, int]:
        """Where the words of a span stand in the text."""
        start = self._starts[span.line]
        return start + span.start, start + span.end

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """What lies between two places, a piece for each line."""
        for line in self.lines:
            at = self._starts[line.n]
            first, last = max(start - at, 0), min(end - at, len(line.text))
            if first < last:
                yield Piece(line, first, last)

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where each begins and ends. A line that is not full ends one too, whatever it ends with."""
        ends = sorted({*self._stops(), *self._breaks(), len(self.text)})
        return [(a, b) for a, b in zip([0, *ends], ends, strict=False) if a < b]

    def around(self, places: Iterable[tuple[int, int]]) -> tuple[int, int]:
        """The sentences that these places touch, from the first to the last."""
        touched = [(a, b) for start, end in places for a, b in self.sentences if start < b and a < end]
        return min(a for a, _ in touched), max(b for _, b in touched)

    def paragraph_end(self, at: int) -> int:
        """Where the text breaks off next."""
        return next((end for end in self._breaks() if end > at), len(self.text))

    def _stops(self) -> Iterator[int]:
        text = self.text
        for at, sign in enumerate(text):
            if sign in _STOPS_CJK:
                yield at + 1
            elif sign in _STOPS and text[at + 1 : at + 2] == " ":
                after = text[at + 2 : at + 3]
                word = text[max(0, at - _FEWEST_LETTERS) : at]
                if (after.isupper() or after.isdigit() or not after) and all(map(str.isalnum, word)):
                    yield at + 2

    def _breaks(self) -> Iterator[int]:
        """After each line whose next word would still have fitted: its writer began a new one on purpose."""
        width = max((len(line.text) for line in self.lines), default=0)
        for line, following in zip(self.lines, self.lines[1:], strict=False):
            word = following.text.split(maxsplit=1)[0]
            is_apart = line.n in self.apart or following.n in self.apart or _ends_item(line, following)
            if is_apart or opens_item(following) or len(line.text) + 1 + len(word) <= _SLACK * width:
                yield self._starts[following.n]


def _ends_item(line: Line, following: Line) -> bool:
    """A list item, and after it something that is not its rest."""
    return opens_item(line) and not following.text[:1].islower()
