"""One line of a section as the readers of entries see it."""

from dataclasses import dataclass

from core.dates import Written
from core.extraction.resumes.pieces import Piece
from core.model import Line

OPENED = ("(", "（", "[")

Dates = tuple[tuple[Written, Piece], ...]


@dataclass(frozen=True)
class Row:
    """One line, its cells and the dates in it.

    Attributes:
        cells: without the dates and what belongs to them.
        dates: with the places where they stand.
        wraps: it goes on with the row before.
        prose: it reads as a sentence.
        bullet: it opens a list item; not so where the list items are the entries themselves.
    """

    line: Line
    cells: tuple[Piece, ...]
    dates: Dates = ()
    wraps: bool = False
    prose: bool = False
    bullet: bool = False

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def ranged(self) -> bool:
        return any(written.is_range for written, _ in self.dates)

    @property
    def dated_alone(self) -> bool:
        return bool(self.dates) and not self.cells

    @property
    def dated_apart(self) -> bool:
        """Has it a date in brackets or in a cell of its own? Sentences have dates in between."""
        text = self.line.text
        return any(text[p.start - 1 : p.start] in (*OPENED, "\t") for _, p in self.dates)
