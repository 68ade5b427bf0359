"""Words with places → lines in the order a person reads them. Pure geometry: no file, no pdfium.

Neither the order in which a page was drawn nor plain top-to-bottom order can be trusted with columns. So words are
joined to segments (what stands together on one baseline), and the page is cut along gutters: bands of rows that no
segment crosses. What is left and right of a gutter is read one after the other, unless the two sides share their
baselines; then they are cells of the same rows: a title and its date, a label and its text.

All lengths are PDF points, y runs down from the top of the page. An em is the font size.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

from core.documents.letters import count_letters, is_wide, opens_item
from core.model import Box
from core.text import BULLETS

WORD_GAP_EM = 0.16
SEGMENT_GAP_EM = 1.1
GUTTER_EM = 0.6
_SAME_BASELINE_EM = 0.12
_SAME_ROW_EM = 0.35
_OTHER_SIZE = 2.0
_FEWEST_ROWS = 2
_ROWS_OF_A_COLUMN = 4
_SHARED_ROWS = 0.6
_LONG_LINE = 26
_FEWEST_SPACED_LETTERS = 4
_SAME_EDGE_PT = 12.0


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap.

    Attributes:
        baseline: y of the line the letters stand on.
        size: of the font as seen on the page.
        spaced: a blank was drawn before it.
        links: targets of the annotations over it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    spaced: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """Words that stand together on one baseline, left to right (or right to left, where the letters run so)."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def baseline(self) -> float:
        return max(self.words, key=lambda word: (word.size, word.x1 - word.x0)).baseline

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @cached_property
    def text(self) -> str:
        return _text_of(self.words)

    @cached_property
    def weight(self) -> int:
        """Letters, Chinese ones double: how much room a text takes."""
        return sum(2 if is_wide(letter) else 1 for letter in self.text if not letter.isspace())


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a page: see `core.model.Line`."""

    text: str
    box: Box
    size: float
    bold: bool
    column: int
    links: tuple[str, ...]


@dataclass(slots=True)
class _Gutter:
    """A place to cut: what is left and right of it, and above and below its rows."""

    left: list[Segment]
    right: list[Segment]
    above: list[Segment]
    below: list[Segment]

    @property
    def worth(self) -> tuple[int, int]:
        return len(self.left) + len(self.right), min(len(self.left), len(self.right))


@dataclass(slots=True)
class _Columns:
    """Numbers for the side columns of a page, so that pieces of one column share theirs."""

    edges: list[float] = field(default_factory=list)

    def number(self, x0: float) -> int:
        for place, edge in enumerate(self.edges, start=1):
            if abs(edge - x0) < _SAME_EDGE_PT:
                return place
        self.edges.append(x0)
        return len(self.edges)


def lines_of(words: Iterable[Word]) -> list[PlacedLine]:
    """The lines of one page, in reading order."""
    return list(_read(segments_of(words), 0, _Columns()))


# ---------------------------------------------------------------- words → segments


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Groups words of one baseline whose gaps are at most 1.1 em; sizes that differ twofold stay apart."""
    found: list[Segment] = []
    for row in _rows_of_words(words):
        run: list[Word] = []
        for word in row:
            if run and not _continues(run[-1], word):
                found.append(_segment(run))
                run = []
            run.append(word)
        found.append(_segment(run))
    return _with_raised(found)


def _rows_of_words(words: Iterable[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if row and word.baseline - row[0].baseline > max(
            0.8, _SAME_BASELINE_EM * min(word.size, row[0].size)
        ):
            yield sorted(row, key=lambda word: word.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.x0)


def _continues(left: Word, right: Word) -> bool:
    small, large = sorted((left.size, right.size))
    return large < _OTHER_SIZE * small and right.x0 - left.x1 <= SEGMENT_GAP_EM * (small + large) / 2


def _segment(run: Sequence[Word]) -> Segment:
    text = "".join(word.text for word in run)
    return Segment(tuple(reversed(run)) if 2 * sum(map(_is_rtl, text)) > len(text) else tuple(run))


def _is_rtl(letter: str) -> bool:
    return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"


def _with_raised(segments: list[Segment]) -> list[Segment]:
    """Superscripts and subscripts ("1st", "CO2") join the segment they are set against."""
    segments.sort(key=lambda segment: segment.baseline)
    baselines = [segment.baseline for segment in segments]
    taken: set[int] = set()
    merged: dict[int, list[Word]] = {}
    for place, small in enumerate(segments):
        if len(small.text) > 4:  # noqa: PLR2004  "st", "nd", "®", "[12]": longer ones are text of their own
            continue
        first = bisect_left(baselines, small.baseline - small.size)
        last = bisect_left(baselines, small.baseline + small.size)
        for other in range(first, last):
            if other != place and other not in taken and _is_raised(small, segments[other]):
                merged.setdefault(other, list(segments[other].words)).extend(small.words)
                taken.add(place)
                break
    return [
        Segment(tuple(sorted(merged[place], key=lambda word: word.x0))) if place in merged else segment
        for place, segment in enumerate(segments)
        if place not in taken
    ]


def _is_raised(small: Segment, host: Segment) -> bool:
    if not 0.4 * host.size < small.size < 0.85 * host.size:
        return False
    if not -0.3 * host.size < small.baseline - host.baseline < -0.1 * host.size and not (
        -0.6 * host.size < small.baseline - host.baseline < 0.3 * host.size
    ):
        return False
    touch = 0.3 * host.size
    return any(abs(small.x0 - word.x1) < touch or abs(word.x0 - small.x1) < touch for word in host.words)


def _text_of(words: Sequence[Word]) -> str:
    if len(words) >= _FEWEST_SPACED_LETTERS and all(
        len(word.text) == 1 and word.text.isalnum() for word in words
    ):
        return _close_up(words)
    text = words[0].text
    for left, right in pairwise(words):
        gap = max(right.x0 - left.x1, left.x0 - right.x1)
        apart = gap > WORD_GAP_EM * min(left.size, right.size) or right.spaced
        text += (" " if apart else "") + right.text
    return text


def _close_up(letters: Sequence[Word]) -> str:
    """A word that was spaced out for looks ("S K I L L S"); wider gaps part its words."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(letters)]
    usual = median(gaps)
    text = letters[0].text
    for gap, letter in zip(gaps, letters[1:], strict=True):
        text += (" " if gap > 1.8 * usual else "") + letter.text
    return text


# ---------------------------------------------------------------- segments → columns


def _read(segments: list[Segment], column: int, columns: _Columns) -> Iterator[PlacedLine]:
    """A region: above its best gutter, left of it, right of it, below it."""
    gutter = _best_gutter(segments)
    if gutter is None:
        yield from _rows(segments, column)
        return
    if gutter.above:
        yield from _read(gutter.above, column, columns)
    left_is_main = sum(s.weight for s in gutter.left) >= sum(s.weight for s in gutter.right)
    for side, is_main in ((gutter.left, left_is_main), (gutter.right, not left_is_main)):
        yield from _read(side, column if is_main else columns.number(min(s.x0 for s in side)), columns)
    if gutter.below:
        yield from _read(gutter.below, column, columns)


def _best_gutter(segments: list[Segment]) -> _Gutter | None:
    """Every left edge is tried; the gutter that orders most segments wins."""
    if len(segments) < _ROWS_OF_A_COLUMN + _FEWEST_ROWS:
        return None
    segments = sorted(segments, key=lambda segment: segment.baseline)
    best: _Gutter | None = None
    for x in sorted({round(segment.x0, 1) for segment in segments})[1:]:
        for gutter in _bands(segments, x):
            if (best is None or gutter.worth > best.worth) and _is_column_pair(gutter):
                best = gutter
    return best


def _bands(segments: list[Segment], x: float) -> Iterator[_Gutter]:
    """The bands of rows between segments that cross a gutter ending at `x`."""
    start = 0
    for place in range(len(segments) + 1):
        if place < len(segments) and not _crosses(segments[place], x):
            continue
        if place - start >= _ROWS_OF_A_COLUMN + _FEWEST_ROWS:
            band = segments[start:place]
            left = [s for s in band if s.x0 < x - 0.2]
            right = [s for s in band if s.x0 >= x - 0.2]
            if left and right:
                yield _Gutter(left, right, segments[:start], segments[place:])
        start = place + 1


def _crosses(segment: Segment, x: float) -> bool:
    return segment.x0 < x - 0.2 and segment.x1 > x - GUTTER_EM * segment.size


def _is_column_pair(gutter: _Gutter) -> bool:
    """Whether the two sides are read one after the other, rather than row by row."""
    left, right = _baselines(gutter.left), _baselines(gutter.right)
    if min(len(left), len(right)) < _FEWEST_ROWS or max(len(left), len(right)) < _ROWS_OF_A_COLUMN:
        return False
    size = median(segment.size for segment in gutter.left + gutter.right)
    shared = max(_share(left, right, size), _share(right, left, size))
    if shared < _SHARED_ROWS:
        return True
    if _items(gutter.left) >= _FEWEST_ROWS and _items(gutter.right) >= _FEWEST_ROWS:
        return True
    return all(max(s.weight for s in side) >= _LONG_LINE for side in (gutter.left, gutter.right))


def _baselines(side: Sequence[Segment]) -> list[float]:
    found: list[float] = []
    for segment in side:
        if not found or segment.baseline - found[-1] > _SAME_ROW_EM * segment.size:
            found.append(segment.baseline)
    return found


def _share(these: list[float], those: list[float], size: float) -> float:
    """How many of these baselines stand among those."""
    reach = max(0.8, _SAME_BASELINE_EM * size)
    hits = sum(
        1 for y in these if (at := bisect_left(those, y - reach)) < len(those) and those[at] <= y + reach
    )
    return hits / len(these)


def _items(side: Sequence[Segment]) -> int:
    return sum(opens_item(segment.text) or segment.text in BULLETS for segment in side)


# ---------------------------------------------------------------- segments → lines


def _rows(segments: list[Segment], column: int) -> Iterator[PlacedLine]:
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        if row and segment.baseline - row[-1].baseline > _SAME_ROW_EM * min(segment.size, row[-1].size):
            yield _line(row, column)
            row = []
        row.append(segment)
    if row:
        yield _line(row, column)


def _line(row: list[Segment], column: int) -> PlacedLine:
    row = sorted(row, key=lambda segment: segment.x0)
    text = row[0].text
    for left, right in pairwise(row):
        near = right.x0 - left.x1 <= SEGMENT_GAP_EM * min(left.size, right.size) or left.text in BULLETS
        text += (" " if near else "\t") + right.text
    words = [word for segment in row for word in segment.words]
    letters = sum(count_letters(word.text) for word in words)
    return PlacedLine(
        text=text,
        box=Box(
            round(min(w.x0 for w in words), 2),
            round(min(w.top for w in words), 2),
            round(max(w.x1 for w in words), 2),
            round(max(w.bottom for w in words), 2),
        ),
        size=round(_usual_size(words), 1),
        bold=2 * sum(count_letters(w.text) for w in words if w.bold) > letters,
        column=column,
        links=tuple(dict.fromkeys(link for word in words for link in word.links)),
    )


def _usual_size(words: Sequence[Word]) -> float:
    """The size that most letters of a line have."""
    weights: dict[float, int] = {}
    for word in words:
        weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))
