"""Words with places → lines in the order a person reads them. Pure geometry: no file, no pdfium.

Neither the order in which a page was drawn nor plain top-to-bottom order can be trusted with columns. So words are
joined to segments (what stands together on one baseline), and the page is cut along gutters: bands of rows that no
segment crosses. What is left and right of a gutter is read one after the other, unless the two sides share their
baselines; then they are cells of the same rows: a title and its date, a label and its text.

All lengths are PDF points, y runs down from the top of the page. An em is the font size.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.documents.blocks import first_band
from core.documents.columns import Gutter, best_gutter, is_left_main
from core.documents.rails import Section
from core.documents.rows import PlacedLine, beside, rows_of
from core.documents.segments import Segment, Word, segments_of

_SAME_COLUMN_PT = 12.0


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
    segments = segments_of(words)
    return list(_read(segments, 0, _Columns())) if segments else []


def _read(segments: list[Segment], column: int, columns: _Columns) -> Iterator[PlacedLine]:
    """A region: above its best gutter, left of it, right of it, below it; or with blocks in place of the sides."""
    gutter, band = best_gutter(segments), first_band(segments)
    if band and (gutter is None or band.worth >= gutter.worth):
        for part in (band.above, *band.blocks, band.below):
            if part:
                yield from _read(part, column, columns)
        return
    if gutter is None:
        yield from rows_of(segments, column)
        return
    if gutter.above:
        yield from _read(gutter.above, column, columns)
    for section in gutter.sections:
        yield from _read_section(section, column, columns)
    if not gutter.sections:
        yield from _read_sides(gutter, column, columns)
    if gutter.below:
        yield from _read(gutter.below, column, columns)


def _read_section(section: Section, column: int, columns: _Columns) -> Iterator[PlacedLine]:
    if section.title:
        yield from rows_of([section.title], column)
    lines = _read(section.texts, column, columns) if section.texts else iter(())
    if section.label:
        [label] = rows_of([section.label], column)
        yield beside(label, next(lines))
    yield from lines


def _read_sides(gutter: Gutter, column: int, columns: _Columns) -> Iterator[PlacedLine]:
    left_is_main = is_left_main(gutter)
    for side, is_main in ((gutter.left, left_is_main), (gutter.right, not left_is_main)):
        yield from _read(side, column if is_main else columns.number(min(s.x0 for s in side)), columns)
