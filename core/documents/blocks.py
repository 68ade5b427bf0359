"""Blocks beside one another: groups of skills, each with its name on top. Each is read whole, and then the next.

A table has a heading over each column too, but all its rows look alike and are full; it is read row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.documents.letters import opens_item
from core.documents.segments import ALIGNED_PT, HEADING_SIZE, LONG_LINE, Row, Segment, rows_by_baseline

_FEWEST_BLOCKS = 2
_ROWS_OF_A_TABLE = 3
_INSET_EM = 1.0  # a chip's text begins inside its border
_GUTTER_EM = 0.6
_FURTHER = 1.3  # times the widest step so far: what is set off further follows the blocks
_FIRST_STEP_EM = 2.2
_MOST_ROWS = 400
_DIGITS_OF_A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that hold blocks side by side, and what is above and below them."""

    above: list[Segment]
    blocks: list[list[Segment]]
    below: list[Segment]

    @property
    def worth(self) -> int:
        """How much it orders."""
        return sum(map(len, self.blocks))


def first_band(segments: Sequence[Segment]) -> Band | None:
    """The topmost band of blocks."""
    rows = rows_by_baseline(segments)
    if len(rows) > _MOST_ROWS:
        return None
    for place, names in enumerate(rows):
        if not _are_names(names):
            continue
        end = _end(rows, place)
        blocks = _blocks(names, rows[place + 1 : end])
        if blocks and not _is_table(names, rows[place + 1 : end]):
            above, below = rows[:place], rows[end:]
            return Band([s for row in above for s in row], blocks, [s for row in below for s in row])
    return None


def _are_names(row: Row) -> bool:
    """Short words without years, all set alike."""
    first = row[0]
    return len(row) >= _FEWEST_BLOCKS and all(
        segment.weight < LONG_LINE
        and segment.bold == first.bold
        and segment.is_capitals == first.is_capitals
        and abs(segment.size - first.size) < 0.05 * first.size
        and not opens_item(segment.text)
        and sum(map(str.isdigit, segment.text)) < _DIGITS_OF_A_YEAR
        for segment in row
    )


def _end(rows: Sequence[Row], top: int) -> int:
    """The first row below the names that no longer belongs to blocks under them."""
    names = rows[top]
    widest = 0.0
    for place in range(top + 1, len(rows)):
        step = rows[place][0].baseline - rows[place - 1][0].baseline
        most = _FURTHER * widest if widest else _FIRST_STEP_EM * names[0].size
        if step > most or not all(_is_under(segment, names) for segment in rows[place]):
            return place
        widest = max(widest, step)
    return len(rows)


def _is_under(segment: Segment, names: Row) -> bool:
    """Whether it is set lighter than the names, and reaches into the room of one of them only."""
    column = _column(segment, names)
    if column is None:
        return False
    lighter = (names[0].bold and not segment.bold) or names[0].size >= HEADING_SIZE * segment.size
    after = names[column + 1 :]
    return lighter and (not after or segment.x1 <= after[0].x0 - _GUTTER_EM * segment.size)


def _column(segment: Segment, names: Row) -> int | None:
    """Place of the name in whose column a segment begins."""
    left = [place for place, name in enumerate(names) if name.x0 - ALIGNED_PT <= segment.x0]
    return left[-1] if left else None


def _blocks(names: Row, rows: Sequence[Row]) -> list[list[Segment]]:
    """The names with what is under each; none where the first row below begins elsewhere, or tells of a time."""
    blocks = [[name] for name in names]
    for row in rows:
        for segment in row:
            column = _column(segment, names)
            if column is not None:
                blocks[column].append(segment)
    bodies = [block for block in blocks if len(block) > 1]
    if len(bodies) < _FEWEST_BLOCKS or 2 * len(bodies) <= len(blocks):
        return []
    begin = all(
        block[1].x0 - block[0].x0 <= _INSET_EM * block[0].size
        and sum(map(str.isdigit, block[1].text)) < _DIGITS_OF_A_YEAR
        for block in bodies
    )
    return blocks if begin else []


def _is_table(names: Row, rows: Sequence[Row]) -> bool:
    """Whether the rows under the names are full and all look alike: one cell for each name."""
    alike = {(segment.size, segment.bold) for row in rows for segment in row}
    full = all(len(row) == len(names) for row in rows)
    items = all(opens_item(segment.text) for row in rows for segment in row)
    even = [below[0].baseline - above[0].baseline for above, below in pairwise(rows)]
    return (
        len(rows) >= _ROWS_OF_A_TABLE
        and full
        and not items
        and len(alike) == 1
        and max(even) - min(even) <= ALIGNED_PT
    )
