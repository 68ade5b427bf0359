"""Segments without columns → lines: rows of cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
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
_LINE_STEP_EM = 1.6
_OFF_PT = 0.8
_LONGEST_ADDRESS = 200
_BLANK = re.compile(r"\s")
_HOST_END = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
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
    _close_broken_labels(rows)
    _close_broken_cells(rows)
    _lift_rails(rows)
    rows = list(_with_headings_apart(rows))
    edge = min(segment.x0 for segment in segments)
    yield from _with_whole_links(_line(row, column, edge) for row in rows)


def _close_broken_labels(rows: list[Row]) -> None:
    """Makes one cell of "Bach-", "elor of", "Arts" in a margin too narrow for them, beside other text."""
    for place, row in enumerate(rows):
        label, *rest = row[0].words
        if not _is_broken(label.text) or not (rest or row[1:]):
            continue
        edge = rest[0].x0 if rest else row[1].x0
        below = list(_hanging(rows[place + 1 :], label, edge))
        if below:
            words = [word for segment in below for word in _as_line(segment)]
            # A cell of one row that ends where the margin does, so that it is not taken for one with the text beside it.
            edge -= (_CELL_GAP_EM + 0.1) * label.size
            words = _closed(
                [replace(w, x1=min(w.x1, edge), baseline=label.baseline) for w in (label, *words)]
            )
            row[:1] = [Segment(tuple(words)), *([Segment(tuple(rest))] if rest else [])]
            del rows[place + 1 : place + 1 + len(below)]


def _is_broken(text: str) -> bool:
    return len(text) > 2 and text[-1] in "-\u00ad\u2010" and text[-2].isalpha()  # noqa: PLR2004  two letters and a hyphen


def _hanging(rows: Sequence[Row], label: Word, edge: float) -> Iterator[Segment]:
    """The rows that hold nothing but the rest of a label: set like it, below each other, not as wide as its margin."""
    baseline = label.baseline
    for row in rows:
        text = row[0]
        if (
            len(row) > 1
            or abs(text.x0 - label.x0) > ALIGNED_PT
            or text.x1 >= edge
            or (text.size, text.bold) != (label.size, label.bold)
            or text.baseline - baseline > _LINE_STEP_EM * label.size
        ):
            return
        baseline = text.baseline
        yield text


def _as_line(segment: Segment) -> tuple[Word, ...]:
    return (replace(segment.words[0], spaced=True), *segment.words[1:])


def _closed(words: Sequence[Word]) -> list[Word]:
    """Words without the hyphens that broke them."""
    found = [words[0]]
    for word in words[1:]:
        if _is_broken(found[-1].text) and word.text[0].islower():
            found[-1] = replace(found[-1], text=found[-1].text[:-1] + word.text)
        else:
            found.append(word)
    return found


def _close_broken_cells(rows: list[Row]) -> None:
    """Makes one cell of "2019 –" and the "Present" below it, and of an address that goes on behind its comma."""
    place = 0
    while place + 1 < len(rows):
        above, row = rows[place], rows[place + 1]
        cell = next((cell for cell in above if _goes_on(cell)), None) if len(above) > 1 else None
        end = next((s for s in row if cell and _may_end(s, cell, above, alone=len(row) == 1)), None)
        if cell and end:
            more = end.words if _is_broken(cell.text) else _as_line(end)
            above[above.index(cell)] = Segment((*cell.words, *more))
            row.remove(end)
        if row:
            place += 1
        else:
            del rows[place + 1]


def _goes_on(cell: Segment) -> bool:
    return cell.text[-1] in "-–—," and len(cell.text) > 1 and cell.weight < LONG_LINE


def _may_end(end: Segment, cell: Segment, row: Row, *, alone: bool) -> bool:
    """Whether a cell goes on below: behind a dash beside other text, behind a comma where nothing else is below."""
    if end.weight >= LONG_LINE or opens_item(end.text) or not (end.x0 < cell.x1 and cell.x0 < end.x1):
        return False
    if cell.text[-1] != ",":
        return not alone
    near = end.baseline - cell.baseline <= _LINE_STEP_EM * cell.size
    others = any(end.x0 < other.x1 and other.x0 < end.x1 for other in row if other is not cell)
    return alone and near and end.size == cell.size and not others


def _with_whole_links(lines: Iterable[PlacedLine]) -> Iterator[PlacedLine]:
    """Makes one line of an address that is broken where its column ends: "rocio@example.e", "s"."""
    last: PlacedLine | None = None
    for line in lines:
        if last and _is_one_address(last, line):
            last = replace(last, text=last.text + line.text, box=_around((last.box, line.box)))
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _is_one_address(line: PlacedLine, below: PlacedLine) -> bool:
    """Whether both are parts of the link over them, or the first is a mail address that lacks the end of its host."""
    if len(line.text) + len(below.text) > _LONGEST_ADDRESS or _BLANK.search(line.text + below.text):
        return False
    if line.links and line.links == below.links:
        return (line.text + below.text).lower() in line.links[0].lower()
    _, at, host = line.text.partition("@")
    return (
        bool(at)
        and "." not in host
        and line.links == below.links
        and _HOST_END.fullmatch(below.text) is not None
    )


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
    """Dates stacked in the right margin, beside the text of an entry, go up to the row of its title.

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
    """The rows from here on that have a cell in the same right margin, and belong to a list item or stand off the cell."""
    margin = rows[place - 1][-1]
    while place < len(rows) and len(rows[place]) > 1 and (_in_item(rows, place) or _is_off(rows, place)):
        cell = rows[place][-1]
        aligned = abs(cell.x1 - margin.x1) <= 2 * ALIGNED_PT or abs(cell.x0 - margin.x0) <= 2 * ALIGNED_PT
        if not aligned or cell.weight >= LONG_LINE or opens_item(cell.text):
            return
        yield rows[place]
        place += 1


def _is_off(rows: list[Row], place: int) -> bool:
    """Whether the last cell stands right below the one above it, off the baseline of a row that is no title itself."""
    above, row = rows[place - 1], rows[place]
    if row[0].size > HEADING_SIZE * above[0].size or (row[0].bold and not above[0].bold):
        return False
    near = row[-1].baseline - above[-1].baseline <= _LINE_STEP_EM * row[-1].size
    return near and abs(row[-1].baseline - row[0].baseline) > _OFF_PT >= abs(
        above[-1].baseline - above[0].baseline
    )


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
    telling = _telling(cells)
    size = _usual_size(telling)
    return PlacedLine(
        text="\t".join(" ".join(segment.text for segment in cell) for cell in cells),
        box=_around([Box(word.x0, word.top, word.x1, word.bottom) for word in words]),
        size=size,
        bold=_is_bold(telling),
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


def _is_bold(words: Sequence[Word]) -> bool:
    """Whether most letters are bold."""
    return 2 * sum(count_letters(w.text) for w in words if w.bold) > sum(count_letters(w.text) for w in words)


def _telling(cells: list[Row]) -> list[Word]:
    """The words of a row that say how it is set: dates beside a title are smaller and lighter, and do not count."""
    groups = [[word for segment in cell for word in segment.words] for cell in cells]
    undated = [words for words in groups if not any(c.isdigit() for word in words for c in word.text)]
    return [word for group in undated or groups for word in group]


def _usual_size(words: Sequence[Word]) -> float:
    """The size that most letters of a line have."""
    weights: dict[float, int] = {}
    for word in words:
        weights[word.size] = weights.get(word.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))
