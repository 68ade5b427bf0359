"""Segments without columns → lines: rows of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.documents.letters import count_letters, opens_item
from core.documents.segments import (
    ALIGNED_LINES,
    ALIGNED_PT,
    HEADING_SIZE,
    LONG_LINE,
    Row,
    Segment,
    Word,
    count_near,
    rows_by_baseline,
)
from core.model import Box

_CELL_GAP_EM = 0.55
_STACK_ROWS = 2  # a period and its length; more are a column of their own


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


def rows_of(segments: list[Segment], column: int) -> Iterator[PlacedLine]:
    """The lines of a region without columns."""
    rows = rows_by_baseline(segments)
    _close_broken_dates(rows)
    _lift_rails(rows)
    rows = list(_with_headings_apart(rows))
    edge = min(segment.x0 for segment in segments)
    yield from (_line(row, column, edge) for row in rows)


def _close_broken_dates(rows: list[Row]) -> None:
    """Makes one cell of "2019 –" and the "Present" below it, beside other text."""
    for above, row in pairwise(rows):
        if len(above) < 2 or len(row) < 2:  # noqa: PLR2004  text and a cell beside it
            continue
        for cell in above:
            if cell.text[-1] in "-–—" and len(cell.text) > 1 and cell.weight < LONG_LINE:
                end = next(
                    (s for s in row if s.x0 < cell.x1 and cell.x0 < s.x1 and s.weight < LONG_LINE), None
                )
                if end:
                    above[above.index(cell)] = Segment((*cell.words, *end.words))
                    row.remove(end)
                break


def _with_headings_apart(rows: list[Row]) -> Iterator[Row]:
    """Section titles in the left margin, beside the first line of their section, become lines of their own."""
    starts = sorted(row[0].x0 for row in rows)
    for row in rows:
        if (
            len(row) > 1
            and _is_margin_title(row[0], row[1])
            and count_near(starts, row[1].x0) >= ALIGNED_LINES
        ):
            yield row[:1]
            yield row[1:]
        else:
            yield row


def _is_margin_title(title: Segment, text: Segment) -> bool:
    """Larger than its text, or in capitals: labels of a skills table are neither."""
    if any(map(str.isdigit, title.text)) or title.weight >= LONG_LINE or opens_item(title.text):
        return False
    return title.size >= HEADING_SIZE * text.size or (title.is_capitals and not text.is_capitals)


def _lift_rails(rows: list[Row]) -> None:
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


def _stack(rows: list[Row], place: int) -> Iterator[Row]:
    """The rows from here on that belong to a list item and have a cell in the same right margin."""
    margin = rows[place - 1][-1]
    while place < len(rows) and len(rows[place]) > 1 and _in_item(rows, place):
        cell = rows[place][-1]
        aligned = abs(cell.x1 - margin.x1) <= 2 * ALIGNED_PT or abs(cell.x0 - margin.x0) <= 2 * ALIGNED_PT
        if not aligned or cell.weight >= LONG_LINE or opens_item(cell.text):
            return
        yield rows[place]
        place += 1


def _in_item(rows: list[Row], place: int) -> bool:
    """Whether a row opens a list item, or goes on with one."""
    if opens_item(rows[place][0].text):
        return True
    start = rows[place][0].x0
    while place > 0:
        place -= 1
        if opens_item(rows[place][0].text):
            return start > rows[place][0].x0 + 0.3 * rows[place][0].size
        if abs(rows[place][0].x0 - start) > 2 * ALIGNED_PT:
            return False
    return False


def beside(label: PlacedLine, line: PlacedLine) -> PlacedLine:
    """A line with a label from the margin as its first cell."""
    return replace(
        line,
        text=f"{label.text}\t{line.text}",
        box=_around((label.box, line.box)),
        links=tuple(dict.fromkeys((*label.links, *line.links))),
    )


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _line(row: Row, column: int, edge: float) -> PlacedLine:
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


def _cells(row: Row) -> list[Row]:
    cells = [[row[0]]]
    for left, right in pairwise(row):
        if abs(right.x0 - left.x1) > _CELL_GAP_EM * min(left.size, right.size):
            cells.append([right])
        else:
            cells[-1].append(right)
    return cells


def _is_bold(cells: list[Row]) -> bool:
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
