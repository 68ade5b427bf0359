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
_FEWEST_CAPITALS = 4
_HEADING_SIZE = 1.12
_SMALL_BLOCK = 6
_MOST = 0.7
_SAME_COLUMN_PT = 12.0
_ALIGNED_PT = 1.0
_ALIGNED_LINES = 3
_RAIL_GAP_EM = 0.6
_SPACED_GAP_EM = 0.9
_CELL_GAP_EM = 0.55
_PARAGRAPH_GAP = 1.5
_TITLE_SIZE = 1.4
_STACK_ROWS = 2
_MARKER_REACH_EM = 4.0
_MARKERS = frozenset(BULLETS + "❑◇○‐–-*")


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap.

    Attributes:
        baseline: y of the line the letters stand on.
        size: of the font as seen on the page.
        spaced: there is a blank before it, drawn or told from the gap.
        blank: that blank was drawn.
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
    blank: bool = False
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
        # A marker may be larger than its text, and stand higher or lower.
        letters = [word for word in self.words if word.text not in _MARKERS] or self.words
        return max(letters, key=lambda word: (word.size, word.x1 - word.x0)).baseline

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words if word.text not in _MARKERS or len(self.words) == 1)

    @cached_property
    def text(self) -> str:
        return _text_of(self.words)

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @cached_property
    def is_capitals(self) -> bool:
        return (
            self.text.isupper() and self.weight >= _FEWEST_CAPITALS and not any(map(str.isdigit, self.text))
        )

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
    indent: float
    column: int
    links: tuple[str, ...]


@dataclass(slots=True)
class _Gutter:
    """A place to cut: what is left and right of it, and above and below its rows."""

    left: list[Segment]
    right: list[Segment]
    above: list[Segment]
    below: list[Segment]
    is_list: bool = False

    @property
    def worth(self) -> tuple[int, int]:
        return len(self.left) + len(self.right), min(len(self.left), len(self.right))


@dataclass(slots=True)
class _Columns:
    """Numbers for the side columns of a page, so that pieces of one column share theirs."""

    edges: list[float] = field(default_factory=list)

    def number(self, x0: float) -> int:
        for place, edge in enumerate(self.edges, start=1):
            if abs(edge - x0) < _SAME_COLUMN_PT:
                return place
        self.edges.append(x0)
        return len(self.edges)


def lines_of(words: Iterable[Word]) -> list[PlacedLine]:
    """The lines of one page, in reading order."""
    return list(_read(segments_of(words), 0, _Columns()))


# ---------------------------------------------------------------- words → segments


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Groups words of one baseline whose gaps are at most 1.1 em; sizes that differ twofold stay apart.

    A gap of 0.6 em parts them too where many other lines begin right behind it: there is a rail.
    """
    found: list[Segment] = []
    for row in _rows_of_words(words):
        run: list[Word] = []
        for word in row:
            if run and not _continues(run[-1], word):
                found.append(_segment(run))
                run = []
            run.append(word)
        found.append(_segment(run))
    return _with_markers(_with_raised(_parted_at_rails(found)))


def _parted_at_rails(segments: list[Segment]) -> list[Segment]:
    gaps = [list(_gaps(segment)) for segment in segments]
    starts = sorted(segment.x0 for segment in segments)
    edges = sorted(
        starts
        + [
            segment.words[place].x0
            for segment, places in zip(segments, gaps, strict=True)
            for place in places
        ]
    )
    found: list[Segment] = []
    for segment, places in zip(segments, gaps, strict=True):
        start = 0
        for place in places:
            x0 = segment.words[place].x0
            if _count_near(edges, x0) >= _ALIGNED_LINES and (
                _count_near(starts, x0) or _is_odd_gap(segment, place)
            ):
                found.append(_segment(segment.words[start:place]))
                start = place
        found.append(_segment(segment.words[start:]))
    return found


def _gaps(segment: Segment) -> Iterator[int]:
    """Places of the words behind a gap that is wider than a blank; not of the one behind a list marker."""
    for place, (left, right) in enumerate(pairwise(segment.words), start=1):
        # The blank of a typewriter font is 0.6 em wide, and stands at the same place in many lines.
        reach = _SPACED_GAP_EM if right.blank else _RAIL_GAP_EM
        if right.x0 - left.x1 > reach * min(left.size, right.size) and (
            place > 1 or left.text not in _MARKERS
        ):
            yield place


def _is_odd_gap(segment: Segment, place: int) -> bool:
    """Whether the gap before a word is twice what the segment's gaps are; justified lines stretch them all."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(segment.words)]
    return len(gaps) > 1 and gaps[place - 1] > 2 * median(gaps)


def _count_near(edges: Sequence[float], x: float) -> int:
    return bisect_left(edges, x + _ALIGNED_PT) - bisect_left(edges, x - _ALIGNED_PT)


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
    if not -0.6 * host.size < small.baseline - host.baseline < 0.3 * host.size:
        return False
    touch = 0.3 * host.size
    return any(abs(small.x0 - word.x1) < touch or abs(word.x0 - small.x1) < touch for word in host.words)


def _with_markers(segments: list[Segment]) -> list[Segment]:
    """A glyph that opens a list item belongs to the text right of it, whatever its own size and height."""
    markers = [s for s in segments if s.text in _MARKERS]
    if not markers:
        return segments
    rest = [s for s in segments if s.text not in _MARKERS]
    for marker in markers:
        hosts = [place for place, s in enumerate(rest) if _is_marked_by(s, marker)]
        if not hosts:
            rest.append(marker)
            continue
        place = min(hosts, key=lambda place: rest[place].x0)
        rest[place] = Segment((*marker.words, *rest[place].words))
    return rest


def _is_marked_by(segment: Segment, marker: Segment) -> bool:
    gap = segment.x0 - marker.x1
    middle = (marker.words[0].top + marker.words[0].bottom) / 2
    return (
        -0.1 * segment.size <= gap <= _MARKER_REACH_EM * segment.size
        and segment.words[0].top - 0.2 * segment.size
        <= middle
        <= segment.words[0].bottom + 0.2 * segment.size
        and abs(marker.baseline - segment.baseline) < 0.6 * segment.size
    )


def _text_of(words: Sequence[Word]) -> str:
    if len(words) >= _FEWEST_SPACED_LETTERS and all(
        len(word.text) == 1 and word.text.isalnum() for word in words
    ):
        return _close_up(words)
    text = words[0].text
    for left, right in pairwise(words):
        gap = max(right.x0 - left.x1, left.x0 - right.x1)
        # Justified Chinese and Japanese lines have gaps between all letters, and no blanks.
        reach = 3 * WORD_GAP_EM if is_wide(left.text[-1]) and is_wide(right.text[0]) else WORD_GAP_EM
        apart = gap > reach * min(left.size, right.size) or right.spaced or left.text in _MARKERS
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
    left_is_main = _is_left_main(gutter)
    for side, is_main in ((gutter.left, left_is_main), (gutter.right, not left_is_main)):
        yield from _read(side, column if is_main else columns.number(min(s.x0 for s in side)), columns)
    if gutter.below:
        yield from _read(gutter.below, column, columns)


def _is_left_main(gutter: _Gutter) -> bool:
    """The side with more text is the main one; in a small block, as the head of a letter or a list, the left one is."""
    if gutter.is_list or max(len(gutter.left), len(gutter.right)) <= _SMALL_BLOCK:
        return True
    return sum(s.weight for s in gutter.left) >= _MOST * sum(s.weight for s in gutter.right)


def _best_gutter(segments: list[Segment]) -> _Gutter | None:
    """Every left edge is tried; the gutter that orders most segments wins."""
    if len(segments) < _ROWS_OF_A_COLUMN + _FEWEST_ROWS:
        return None
    segments = sorted(segments, key=lambda segment: segment.baseline)
    best: _Gutter | None = None
    for x in sorted({round(segment.x0, 1) for segment in segments})[1:]:
        for gutter in _bands(segments, x):
            if best is not None and gutter.worth <= best.worth:
                continue
            found = gutter if _is_column_pair(gutter) else _item_block(gutter)
            if found and (best is None or found.worth > best.worth):
                best = found
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
                yield _trimmed(_Gutter(left, right, segments[:start], segments[place:]))
        start = place + 1


def _crosses(segment: Segment, x: float) -> bool:
    return segment.x0 < x - 0.2 and segment.x1 > x - GUTTER_EM * segment.size


def _trimmed(gutter: _Gutter) -> _Gutter:
    """The same without rows at its ends that belong to the whole page: names, contact rows, the next heading."""
    gutter = _without_loose_rows(gutter)
    for side, other in ((gutter.left, gutter.right), (gutter.right, gutter.left)):
        if side and other:
            leading = _leading(side, other, gutter.above, is_left=side is gutter.left)
            gutter.above = gutter.above + side[:leading]
            del side[:leading]
        if side and other:
            trailing = _trailing(side, other, gutter.below)
            gutter.below = side[len(side) - trailing :] + gutter.below
            del side[len(side) - trailing :]
    return gutter


def _without_loose_rows(gutter: _Gutter) -> _Gutter:
    """Rows on top that reach over both sides and begin where nothing else begins: a centred contact row."""
    while gutter.left and gutter.right:
        left, right = gutter.left[0], gutter.right[0]
        if abs(left.baseline - right.baseline) > _SAME_ROW_EM * min(left.size, right.size):
            break
        row_of_right = [s for s in gutter.right if abs(s.baseline - right.baseline) < _SAME_ROW_EM * s.size]
        first_right = min(row_of_right, key=lambda s: s.x0)
        if _aligned(left, gutter.left) or _aligned(first_right, gutter.right):
            break
        row_of_left = [s for s in gutter.left if abs(s.baseline - left.baseline) < _SAME_ROW_EM * s.size]
        gutter.above = gutter.above + row_of_left + row_of_right
        gutter.left = [s for s in gutter.left if s not in row_of_left]
        gutter.right = [s for s in gutter.right if s not in row_of_right]
    return gutter


def _aligned(segment: Segment, side: Sequence[Segment]) -> bool:
    return any(s is not segment and abs(s.x0 - segment.x0) <= 2 * _ALIGNED_PT for s in side)


def _leading(side: list[Segment], other: list[Segment], above: list[Segment], *, is_left: bool) -> int:
    """How many segments of one side, above the other's first, are set off from the column below them."""
    first = other[0].baseline - _SAME_ROW_EM * other[0].size
    count = sum(s.baseline < first for s in side)
    usual, body = _usual_step(side), median(s.size for s in side)
    best, widest = 0, _PARAGRAPH_GAP * usual
    for place in range(1, min(count, len(side) - 1) + 1):
        gap = side[place].baseline - side[place - 1].baseline
        title = max(s.size for s in side[:place]) >= _TITLE_SIZE * body
        near_above = bool(above) and side[0].baseline - above[-1].baseline < gap
        if gap > widest and (is_left or title or near_above):
            best, widest = place, gap
    return best


def _trailing(side: list[Segment], other: list[Segment], below: list[Segment]) -> int:
    """How many segments of one side, below the other's last, stand nearer to what follows than to their column."""
    if not below:
        return 0
    last = other[-1].baseline + _SAME_ROW_EM * other[-1].size
    for count in range(1, min(sum(s.baseline > last for s in side), len(side) - 1) + 1):
        gap = side[-count].baseline - side[-count - 1].baseline
        if gap > _PARAGRAPH_GAP / 1.2 * (below[0].baseline - side[-1].baseline) and gap > 1.2 * _usual_step(
            side
        ):
            return count
    return 0


def _usual_step(side: Sequence[Segment]) -> float:
    """The usual distance of baselines."""
    steps = [b - a for a, b in pairwise(_baselines(side))]
    return median(steps) if steps else 0.0


def _is_column_pair(gutter: _Gutter) -> bool:
    """Whether the two sides are read one after the other, rather than row by row."""
    left, right = _baselines(gutter.left), _baselines(gutter.right)
    if min(len(left), len(right)) < _FEWEST_ROWS or max(len(left), len(right)) < _ROWS_OF_A_COLUMN:
        return False
    size = median(segment.size for segment in gutter.left + gutter.right)
    shared = max(_share(left, right, size), _share(right, left, size))
    if shared < _SHARED_ROWS:
        return True
    if _is_flush_right(gutter.right):
        return False
    sides = (gutter.left, gutter.right)
    return any(all(telling(side) for side in sides) for telling in (_has_long_lines, _has_headings))


def _item_block(gutter: _Gutter) -> _Gutter | None:
    """The rows of a gutter in which both sides are lists: they are read down, whatever stands above and below."""
    left, right = _item_run(gutter.left), _item_run(gutter.right)
    if min(len(left), len(right)) < _FEWEST_ROWS or max(len(left), len(right)) < _ROWS_OF_A_COLUMN:
        return None
    if abs(left[0].baseline - right[0].baseline) > _SAME_ROW_EM * left[0].size:
        return None
    top, bottom = left[0].baseline - left[0].size, max(left[-1].baseline, right[-1].baseline)
    inside = {id(segment) for segment in (*left, *right)}
    rest = [segment for segment in (*gutter.left, *gutter.right) if id(segment) not in inside]
    if any(top < segment.baseline < bottom for segment in rest):
        return None
    return _Gutter(
        left,
        right,
        gutter.above + [segment for segment in rest if segment.baseline <= top],
        [segment for segment in rest if segment.baseline >= bottom] + gutter.below,
        is_list=True,
    )


def _item_run(side: Sequence[Segment]) -> list[Segment]:
    """The first list of a side, with the further lines of its items."""
    run: list[Segment] = []
    for segment in side:
        if opens_item(segment.text) or (run and _hangs_on(segment, run)):
            run.append(segment)
        elif run:
            break
    return run


def _is_flush_right(side: Sequence[Segment]) -> bool:
    """Dates and places: they end at the margin, and begin anywhere."""
    margin = max(s.x1 for s in side)
    at_margin = sum(abs(s.x1 - margin) <= 2 * _ALIGNED_PT for s in side)
    starts = [s.x0 for s in side]
    together = max(sum(abs(x - other) <= 2 * _ALIGNED_PT for other in starts) for x in starts)
    return at_margin >= _MOST * len(side) and together < len(side) / 2


def _hangs_on(segment: Segment, run: Sequence[Segment]) -> bool:
    """Whether a line goes on with an item: a little further right, and right below it or its last line."""
    size = segment.size
    return any(
        -0.2 * size < segment.x0 - other.x0 < _MARKER_REACH_EM * size
        and segment.baseline - other.baseline < 2 * size
        for other in run
        if segment.x0 > other.x0 + 0.2 * size or not opens_item(other.text)
    )


def _has_long_lines(side: Sequence[Segment]) -> bool:
    return sum(segment.weight >= _LONG_LINE for segment in side) >= _FEWEST_ROWS


def _has_headings(side: Sequence[Segment]) -> bool:
    """Two headings or more, with text under them. Labels of a rail look all the same."""
    body = median(segment.size for segment in side)
    bold = sum(segment.bold for segment in side) < len(side) / 2
    headings = sum(
        segment.size >= _HEADING_SIZE * body or segment.is_capitals or (bold and segment.bold)
        for segment in side
    )
    return _FEWEST_ROWS <= headings <= _MOST * len(side)


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


# ---------------------------------------------------------------- segments → lines


def _rows(segments: list[Segment], column: int) -> Iterator[PlacedLine]:
    """The lines of a region without columns."""
    rows: list[_Row] = []
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        last = rows[-1][-1] if rows else None
        if last and segment.baseline - last.baseline <= _SAME_ROW_EM * min(segment.size, last.size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    _close_broken_dates(rows)
    _lift_rails(rows)
    rows = list(_with_headings_apart(rows))
    edge = min(segment.x0 for segment in segments)
    yield from (_line(row, column, edge) for row in rows)


_Row = list[Segment]


def _close_broken_dates(rows: list[_Row]) -> None:
    """Makes one cell of "2019 –" and the "Present" below it, beside other text."""
    for above, row in pairwise(rows):
        if len(above) < 2 or len(row) < 2:  # noqa: PLR2004  text and a cell beside it
            continue
        for cell in above:
            if cell.text[-1] in "-–—" and len(cell.text) > 1 and cell.weight < _LONG_LINE:
                end = next(
                    (s for s in row if s.x0 < cell.x1 and cell.x0 < s.x1 and s.weight < _LONG_LINE), None
                )
                if end:
                    above[above.index(cell)] = Segment((*cell.words, *end.words))
                    row.remove(end)
                break


def _with_headings_apart(rows: list[_Row]) -> Iterator[_Row]:
    """Section titles in the left margin, beside the first line of their section, become lines of their own."""
    starts = sorted(row[0].x0 for row in rows)
    for row in rows:
        if (
            len(row) > 1
            and _is_margin_title(row[0], row[1])
            and _count_near(starts, row[1].x0) >= _ALIGNED_LINES
        ):
            yield row[:1]
            yield row[1:]
        else:
            yield row


def _is_margin_title(title: Segment, text: Segment) -> bool:
    """Larger than its text, or in capitals: labels of a skills table are neither."""
    if any(map(str.isdigit, title.text)) or title.weight >= _LONG_LINE or opens_item(title.text):
        return False
    return title.size >= _HEADING_SIZE * text.size or (title.is_capitals and not text.is_capitals)


def _lift_rails(rows: list[_Row]) -> None:
    """Dates stacked in the right margin, beside the bullets of an entry, go up to the row of its title.

    Else they would stand in the middle of a sentence that goes on in the next row.
    """
    place = 1
    while place < len(rows):
        stack = list(_stack(rows, place))
        if 0 < len(stack) <= _STACK_ROWS and len(rows[place - 1]) > 1 and not _in_item(rows, place - 1):
            for row in stack:
                rows[place - 1].append(row.pop())
        place += max(1, len(stack))


def _stack(rows: list[_Row], place: int) -> Iterator[_Row]:
    """The rows from here on that belong to a list item and have a cell in the same right margin."""
    margin = rows[place - 1][-1]
    while place < len(rows) and len(rows[place]) > 1 and _in_item(rows, place):
        cell = rows[place][-1]
        aligned = abs(cell.x1 - margin.x1) <= 2 * _ALIGNED_PT or abs(cell.x0 - margin.x0) <= 2 * _ALIGNED_PT
        if not aligned or cell.weight >= _LONG_LINE or opens_item(cell.text):
            return
        yield rows[place]
        place += 1


def _in_item(rows: list[_Row], place: int) -> bool:
    """Whether a row opens a list item, or goes on with one."""
    if opens_item(rows[place][0].text):
        return True
    start = rows[place][0].x0
    while place > 0:
        place -= 1
        if opens_item(rows[place][0].text):
            return start > rows[place][0].x0 + 0.3 * rows[place][0].size
        if abs(rows[place][0].x0 - start) > 2 * _ALIGNED_PT:
            return False
    return False


def _line(row: _Row, column: int, edge: float) -> PlacedLine:
    cells = _cells(row)
    words = [word for segment in row for word in segment.words]
    size = _usual_size(words)
    return PlacedLine(
        text="\t".join(" ".join(segment.text for segment in cell) for cell in cells),
        box=Box(
            min(w.x0 for w in words),
            min(w.top for w in words),
            max(w.x1 for w in words),
            max(w.bottom for w in words),
        ),
        size=size,
        bold=_is_bold(cells),
        indent=(row[0].x0 - edge) / size,
        column=column,
        links=tuple(dict.fromkeys(link for word in words for link in word.links)),
    )


def _cells(row: _Row) -> list[_Row]:
    cells = [[row[0]]]
    for left, right in pairwise(row):
        if abs(right.x0 - left.x1) > _CELL_GAP_EM * min(left.size, right.size):
            cells.append([right])
        else:
            cells[-1].append(right)
    return cells


def _is_bold(cells: list[_Row]) -> bool:
    """Whether most letters are bold; dates beside a title are set lighter, and do not count."""
    groups = [[word for segment in cell for word in segment.words] for cell in cells]
    undated = [words for words in groups if not any(c.isdigit() for word in words for c in word.text)]
    words = [word for group in undated or groups for word in group]
    return 2 * sum(count_letters(w.text) for w in words if w.bold) > sum(count_letters(w.text) for w in words)


def _usual_size(words: Sequence[Word]) -> float:
    """The size that most letters of a line have."""
    weights: dict[float, int] = {}
    for word in words:
        weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))
