"""Segments → gutters: where a page is cut into columns, and where it is not."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from core.documents.letters import opens_item
from core.documents.rails import RAIL_REACH_EM, Section, sections_of
from core.documents.segments import (
    ALIGNED_PT,
    HEADING_SIZE,
    LONG_LINE,
    MARKER_REACH_EM,
    SAME_BASELINE_EM,
    SAME_ROW_EM,
    Segment,
)

_GUTTER_EM = 0.6
_FEWEST_ROWS = 2
_ROWS_OF_A_COLUMN = 4
_SHARED_ROWS = 0.6  # share of baselines, from which two sides are cells of the same rows
_SMALL_BLOCK = 6  # rows: name, title, address, telephone, mail, one link
_MOST = 0.7
_PARAGRAPH_GAP = 1.5  # times the usual step from line to line
_SCATTERED_EM = 4.0
_HEADER_ROWS = 3
_TITLE_SIZE = 1.4  # times the text's
_FEWEST_DIGITS = 2
_FEWEST_DROPS = 3  # rows; of two, one or both stand beside a line by chance
_SPARSE = 1.5  # times the step of the text beside them
_MOST_SEGMENTS = 2_000  # of a page that is searched for gutters; resumes have 50 to 300


@dataclass(slots=True)
class Gutter:
    """A place to cut: what is left and right of it, and above and below its rows.

    Attributes:
        is_list: both sides are parts of one list.
        sections: where the left side holds nothing but section titles, these with their texts.
    """

    left: list[Segment]
    right: list[Segment]
    above: list[Segment]
    below: list[Segment]
    is_list: bool = False
    sections: list[Section] = field(default_factory=list)

    @property
    def worth(self) -> int:
        """How much it orders."""
        return len(self.left) + len(self.right)


def is_left_main(gutter: Gutter) -> bool:
    """The side with more text is the main one; in a small block, as the head of a letter or a list, the left one is."""
    if gutter.is_list or max(len(gutter.left), len(gutter.right)) <= _SMALL_BLOCK:
        return True
    return sum(s.weight for s in gutter.left) >= _MOST * sum(s.weight for s in gutter.right)


def best_gutter(segments: list[Segment]) -> Gutter | None:
    """Every left edge is tried; the gutter that orders most segments wins."""
    if not _ROWS_OF_A_COLUMN + _FEWEST_ROWS <= len(segments) <= _MOST_SEGMENTS:
        return None
    segments = sorted(segments, key=lambda segment: segment.baseline)
    best: Gutter | None = None
    for x in sorted({round(segment.x0, 1) for segment in segments})[1:]:
        for gutter in _bands(segments, x):
            if not gutter.left or not gutter.right or (best is not None and not _is_better(gutter, best)):
                continue
            found = _rail(gutter) or (gutter if _is_column_pair(gutter) else _item_block(gutter))
            if found and (best is None or _is_better(found, best)):
                best = found
    return best


def _is_better(new: Gutter, old: Gutter) -> bool:
    """Whether to cut further right than at the best place so far.

    Where both order as much, it depends on what stands between the two places: cells of the left side's rows stay with
    it (dates at their ends), those of the right side's rows with that one (dates before them).
    """
    if new.worth != old.worth:
        return new.worth > old.worth
    ours = {id(segment) for segment in old.left}
    between = [segment for segment in new.left if id(segment) not in ours]
    if between and old.left and new.right:
        of_left, of_right = _share(between, old.left), _share(between, new.right)
        if max(of_left, of_right) >= _SHARED_ROWS:
            return of_left > of_right or (of_left == of_right and _is_flush_right(between))
    return min(len(new.left), len(new.right)) > min(len(old.left), len(old.right))


def _rail(gutter: Gutter) -> Gutter | None:
    """The gutter of a margin that holds nothing but section titles, below a name or a row of contacts."""
    for place, title in enumerate(gutter.left[: _HEADER_ROWS + 1]):
        top = title.baseline - RAIL_REACH_EM * title.size
        header = [segment for segment in (*gutter.left[:place], *gutter.right) if segment.baseline < top]
        titles, texts = gutter.left[place:], [s for s in gutter.right if s.baseline >= top]
        if sections := sections_of(titles, texts):
            return Gutter(titles, texts, gutter.above + header, gutter.below, sections=sections)
    return None


def _bands(segments: list[Segment], x: float) -> Iterator[Gutter]:
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
                yield _trimmed(Gutter(left, right, segments[:start], segments[place:]))
        start = place + 1


def _crosses(segment: Segment, x: float) -> bool:
    return segment.x0 < x - 0.2 and segment.x1 > x - _GUTTER_EM * segment.size


def _trimmed(gutter: Gutter) -> Gutter:
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
    return _without_next_section(gutter)


def _without_next_section(gutter: Gutter) -> Gutter:
    """The same without a heading near its end and the rows under it, where their section goes on below both sides."""
    sides = ((gutter.left, gutter.right), (gutter.right, gutter.left))
    y = min(
        _last_heading(side, gutter.below) if gutter.below else _lone_heading(side, other)
        for side, other in sides
    )
    tail = [s for s in (*gutter.left, *gutter.right) if s.baseline >= y]
    if not tail:
        return gutter
    left, right = ([s for s in side if s.baseline < y] for side in (gutter.left, gutter.right))
    tail.sort(key=lambda segment: segment.baseline)
    return Gutter(left, right, gutter.above, tail + gutter.below)


def _last_heading(side: Sequence[Segment], below: Sequence[Segment]) -> float:
    """The top of a section of few rows at the end of a side that what is below stands nearer to than what is above."""
    usual = _usual_step(side)
    for place in range(len(side) - 1, max(0, len(side) - 1 - _HEADER_ROWS), -1):
        segment, gap = side[place], side[place].baseline - side[place - 1].baseline
        rest = [*side[place:], below[0]]
        if (
            gap > 1.2 * usual
            and _is_heading(segment, side[:place])
            and gap > max(b.baseline - a.baseline for a, b in pairwise(rest))
        ):
            return segment.baseline - SAME_ROW_EM * segment.size
    return inf


def _without_loose_rows(gutter: Gutter) -> Gutter:
    """Rows on top that reach over both sides and begin where nothing else begins: a centred contact row."""
    while gutter.left and gutter.right:
        left, right = gutter.left[0], gutter.right[0]
        if abs(left.baseline - right.baseline) > SAME_ROW_EM * min(left.size, right.size):
            break
        row_of_right = [s for s in gutter.right if abs(s.baseline - right.baseline) < SAME_ROW_EM * s.size]
        first_right = min(row_of_right, key=lambda s: s.x0)
        if _aligned(left, gutter.left) or _aligned(first_right, gutter.right):
            break
        row_of_left = [s for s in gutter.left if abs(s.baseline - left.baseline) < SAME_ROW_EM * s.size]
        gutter.above = gutter.above + row_of_left + row_of_right
        gutter.left = [s for s in gutter.left if s not in row_of_left]
        gutter.right = [s for s in gutter.right if s not in row_of_right]
    return gutter


def _aligned(segment: Segment, side: Sequence[Segment]) -> bool:
    return any(s is not segment and abs(s.x0 - segment.x0) <= 2 * ALIGNED_PT for s in side)


def _leading(side: list[Segment], other: list[Segment], above: list[Segment], *, is_left: bool) -> int:
    """How many segments of one side, above the other's first, are set off from the column below them."""
    first = other[0].baseline - SAME_ROW_EM * other[0].size
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


def _lone_heading(side: Sequence[Segment], other: Sequence[Segment]) -> float:
    """The top of a heading below all else on the page: its section begins on the next one."""
    if len(side) < _FEWEST_ROWS or not other or other[-1].baseline > side[-2].baseline + side[-1].size:
        return inf
    gap = side[-1].baseline - side[-2].baseline
    large = side[-1].size >= _TITLE_SIZE * median(segment.size for segment in side[:-1])
    return side[-1].baseline - SAME_ROW_EM * side[-1].size if large and gap > 1.2 * _usual_step(side) else inf


def _trailing(side: list[Segment], other: list[Segment], below: list[Segment]) -> int:
    """How many segments of one side, below the other's last, stand nearer to what follows than to their column."""
    if not below:
        return 0
    last = other[-1].baseline + SAME_ROW_EM * other[-1].size
    usual = _usual_step(side)
    for count in range(1, min(sum(s.baseline > last for s in side), len(side) - 1) + 1):
        gap = side[-count].baseline - side[-count - 1].baseline
        if gap <= 1.2 * usual:
            continue
        to_below = below[0].baseline - side[-1].baseline
        if gap > _PARAGRAPH_GAP / 1.2 * to_below:
            return count
    return 0


def _is_heading(segment: Segment, above: Sequence[Segment]) -> bool:
    """Whether a line stands out from those above it."""
    body = median(s.size for s in above)
    return segment.size >= HEADING_SIZE * body or segment.is_capitals or (segment.bold and not above[-1].bold)


def _usual_step(side: Sequence[Segment]) -> float:
    """The usual distance of baselines."""
    steps = [b - a for a, b in pairwise(_baselines(side))]
    return median(steps) if steps else 0.0


def _is_column_pair(gutter: Gutter) -> bool:
    """Whether the two sides are read one after the other, rather than row by row."""
    left, right = _baselines(gutter.left), _baselines(gutter.right)
    if min(len(left), len(right)) < _FEWEST_ROWS or max(len(left), len(right)) < _ROWS_OF_A_COLUMN:
        return False
    if any(_is_scattered(side) or _is_all_dates(side) for side in (gutter.left, gutter.right)):
        return False
    if _are_headed_dates(gutter.left, [*gutter.right, *gutter.below]) or _ends_rows_with_dates(
        gutter.right, gutter.left
    ):
        return False
    if max(_share(gutter.left, gutter.right), _share(gutter.right, gutter.left)) < _SHARED_ROWS:
        return True
    if _is_flush_right(gutter.right):
        return False
    sides = (gutter.left, gutter.right)
    return any(all(telling(side) for side in sides) for telling in (_has_long_lines, _has_headings))


def _is_all_dates(side: Sequence[Segment]) -> bool:
    """Years and months belong to what stands beside them, whatever their baselines."""
    return sum(_is_date(segment.text) for segment in side) >= _MOST * len(side)


def _are_headed_dates(margin: Sequence[Segment], texts: Sequence[Segment]) -> bool:
    """Dates and labels, each in a row of the texts, under section titles that reach into the margin and stand alone in
    their rows.
    """
    dates = [segment for segment in margin if _is_date(segment.text)]
    titles = [s for s in margin if not _is_date(s.text) and not _shares_row(s, texts)]
    labels = [s for s in margin if not _is_date(s.text) and _shares_row(s, texts)]
    if len(dates) < _FEWEST_ROWS or not titles:
        return False
    size = HEADING_SIZE * median(date.size for date in dates)
    apart = all(title.size >= size for title in titles) and all(label.size < size for label in labels)
    return apart and _share(dates, texts) >= _MOST


def _ends_rows_with_dates(side: Sequence[Segment], rows: Sequence[Segment]) -> bool:
    """Dates at the right margin, alone on this side of the rows they end: what stands above them is no sidebar."""
    margin = max(segment.x1 for segment in side)
    dates = [
        segment
        for segment in side
        if _is_date(segment.text)
        and abs(segment.x1 - margin) <= 2 * ALIGNED_PT
        and _shares_row(segment, rows)
        and not _shares_row(segment, [other for other in side if other is not segment])
    ]
    starts = {id(date) for date in dates}
    loose = not any(_aligned(date, [s for s in side if id(s) not in starts]) for date in dates)
    return len(dates) >= _FEWEST_ROWS and loose and not _aligned(dates[0], dates)


def _shares_row(segment: Segment, others: Sequence[Segment]) -> bool:
    return any(abs(other.baseline - segment.baseline) <= SAME_ROW_EM * segment.size for other in others)


def _is_date(text: str) -> bool:
    """Years and months, or how long they are: "3 ans"."""
    digits = sum(map(str.isdigit, text))
    return len(text) < LONG_LINE and (digits >= _FEWEST_DIGITS or (digits > 0 and text[0].isdigit()))


def _is_scattered(side: Sequence[Segment]) -> bool:
    """Few rows far from each other: the date of a page and the end of a row of contacts, one above the other."""
    rows = _baselines(side)
    reach = _SCATTERED_EM * median(segment.size for segment in side)
    return len(rows) < _ROWS_OF_A_COLUMN and any(b - a > reach for a, b in pairwise(rows))


def _item_block(gutter: Gutter) -> Gutter | None:
    """The rows of a gutter in which both sides are lists: they are read down, whatever stands above and below."""
    left, right = _item_run(gutter.left), _item_run(gutter.right)
    if min(len(left), len(right)) < _FEWEST_ROWS or max(len(left), len(right)) < _ROWS_OF_A_COLUMN:
        return None
    if abs(left[0].baseline - right[0].baseline) > SAME_ROW_EM * left[0].size:
        return None
    top, bottom = left[0].baseline - left[0].size, max(left[-1].baseline, right[-1].baseline)
    inside = {id(segment) for segment in (*left, *right)}
    rest = [segment for segment in (*gutter.left, *gutter.right) if id(segment) not in inside]
    if any(top < segment.baseline < bottom for segment in rest):
        return None
    return Gutter(
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
    at_margin = sum(abs(s.x1 - margin) <= 2 * ALIGNED_PT for s in side)
    starts = [s.x0 for s in side]
    together = max(sum(abs(x - other) <= 2 * ALIGNED_PT for other in starts) for x in starts)
    return at_margin >= _MOST * len(side) and together <= len(side) / 2


def _hangs_on(segment: Segment, run: Sequence[Segment]) -> bool:
    """Whether a line goes on with an item: a little further right, and right below it or its last line."""
    size = segment.size
    return any(
        -0.2 * size < segment.x0 - other.x0 < MARKER_REACH_EM * size
        and segment.baseline - other.baseline < 2 * size
        for other in run
        if segment.x0 > other.x0 + 0.2 * size or not opens_item(other.text)
    )


def _has_long_lines(side: Sequence[Segment]) -> bool:
    return sum(segment.weight >= LONG_LINE for segment in side) >= _FEWEST_ROWS


def _has_headings(side: Sequence[Segment]) -> bool:
    """Two headings or more, with text under them. Labels of a rail look all the same."""
    body = median(segment.size for segment in side)
    bold = sum(segment.bold for segment in side) < len(side) / 2
    headings = sum(
        segment.size >= HEADING_SIZE * body or segment.is_capitals or (bold and segment.bold)
        for segment in side
    )
    return _FEWEST_ROWS <= headings <= _MOST * len(side)


def _baselines(side: Sequence[Segment]) -> list[float]:
    found: list[float] = []
    for segment in side:
        if not found or segment.baseline - found[-1] > SAME_ROW_EM * segment.size:
            found.append(segment.baseline)
    return found


def _share(these: Sequence[Segment], those: Sequence[Segment]) -> float:
    """How many rows of these have one of those on their baseline."""
    rows, others = _baselines(these), sorted(segment.baseline for segment in those)
    reach = max(0.8, SAME_BASELINE_EM * median(segment.size for segment in these))
    drop = _usual_drop(rows, others, median(segment.size for segment in these))
    hits = sum(
        1
        for y in rows
        if (at := bisect_left(others, y + drop - reach)) < len(others) and others[at] <= y + drop + reach
    )
    return hits / len(rows)


def _usual_drop(rows: Sequence[float], others: Sequence[float], size: float) -> float:
    """How much lower the others' baselines are than the rows they stand in: dates are often set smaller, and raised.

    Rows as close as lines of text are a column of their own, and on the baselines of the other side or not.
    """
    steps, text = [b - a for a, b in pairwise(rows)], [b - a for a, b in pairwise(others) if b - a > size / 2]
    if len(rows) < _FEWEST_DROPS or not text or median(steps) < _SPARSE * median(text):
        return 0.0
    drops = [min((y - row for y in others), key=abs) for row in rows]
    usual = median(drops)
    return usual if abs(usual) <= SAME_ROW_EM * size else 0.0
