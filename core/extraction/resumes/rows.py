"""Lines of a section as rows: their cells, the dates on them, and whether they go on with the line before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.dates import Written, find_dates, is_present
from core.extraction.resumes.pieces import Piece, cells, whole
from core.model import Document, Line

_AROUND_DATES = re.compile(
    r"(?:expected|anticipated|graduation|graduated|graduating|graduate|class of|completed|issued|awarded|date|dates|since|from|"
    r"in progress|obtained|conferred|voraussichtlich|abschluss|obtenu|diplômé|en cours|depuis|seit|desde|von|"
    r"\d{1,2}\s?\+?\s?(?:years?|yrs?|y|months?|mos?|m|ans?|mois|jahre?|monate?|años?|meses|anos|mês)\b|present|current|"
    r"年|个月|毕业|[\s()\[\],.:;·•|/–—~-])*",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\(?(?:\d{1,2}\s?(?:years?|yrs?|y|ans?|jahre?|años?|anos?)\.?)?[\s,]*(?:\d{1,2}\s?(?:months?|mos?|m|mois|monate?|meses)\.?)?\)?",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:\b(?:and|or|of|the|a|an|to|for|with|in|on|at|by|from|as|et|de|des|du|la|le|und|der|die|das|mit|für|y|e|en|con|para|com)|[,&/-]|\u00ad)\Z"
)
_SENTENCE_END = re.compile(r"[.!?。；;][)\"'”]?\Z")
_ABBREVIATED = re.compile(
    r"\b(?:inc|ltd|corp|co|llc|st|jr|sr|dept|univ|dr|s\.a|u\.s|u\.k|ph\.d|b\.sc?|m\.sc?|b\.a|m\.a)\.\Z",
    re.IGNORECASE,
)
_PROSE_WORDS = 13
_SENTENCE_WORDS = 4
_LONG_TEXT = 120
_SAME_SIZE = 0.6


@dataclass(frozen=True)
class Row:
    """One line, its cells and the dates in it.

    Attributes:
        cells: without the dates and what belongs to them.
        dates: as they stand in the line.
        aside: cells beside a bullet or a sentence that belong to the margin (dates, places, durations).
        wraps: it goes on with the row before.
        prose: it reads as a sentence.
    """

    line: Line
    cells: tuple[Piece, ...]
    dates: tuple[tuple[Written, Piece], ...] = ()
    wraps: bool = False
    prose: bool = False
    dated_alone: bool = field(default=False)

    @property
    def bullet(self) -> bool:
        return self.line.bullet

    @property
    def text(self) -> str:
        return " ".join(c.text for c in self.cells)

    @property
    def ranged(self) -> bool:
        return any(d.is_range for d, _ in self.dates)


def rows(lines: Sequence[Line], document: Document) -> list[Row]:
    """The rows of a section, in order."""
    layout = Layout(document)
    out: list[Row] = []
    for line in lines:
        row = _row(line)
        before = out[-1] if out else None
        wraps = before is not None and layout.continues(before, row)
        prose = wraps and before is not None and (before.prose or before.bullet) or _is_prose(row)
        if before is not None and wraps and not before.bullet and not before.prose and _wordy(before, row):
            out[-1] = Row(before.line, before.cells, before.dates, before.wraps, True, before.dated_alone)
            prose = True
        out.append(Row(row.line, row.cells, row.dates, wraps, prose, row.dated_alone))
    return out


def _wordy(before: Row, row: Row) -> bool:
    return (
        not before.dates
        and not row.dates
        and len(before.text.split()) >= 7
        and _SENTENCE_END.search(row.text) is not None
    )


def _row(line: Line) -> Row:
    found: list[tuple[Written, Piece]] = []
    kept: list[Piece] = []
    parts = cells(line)
    for place, cell in enumerate(parts):
        edge = len(parts) > 1 and place in (0, len(parts) - 1)
        dates = _dates_of(cell, edge=edge, inline=not line.bullet)
        if line.bullet and not (edge and place > 0 and dates):
            dates = ()
        rest = _without(cell, dates)
        found += dates
        if rest and not (edge and _DURATION.fullmatch(rest.text.strip())):
            kept.append(rest)
    return Row(line, tuple(kept), tuple(found), dated_alone=bool(found) and not kept)


def _dates_of(cell: Piece, *, edge: bool, inline: bool) -> tuple[tuple[Written, Piece], ...]:
    """The dates of a cell that date an entry: a range, or a date that stands at an end of its cell."""
    text = cell.text
    found = []
    for written in find_dates(text):
        at_end = not text[written.end :].strip(" )].,;") or _AROUND_DATES.fullmatch(text, 0, written.start)
        only = _AROUND_DATES.fullmatch(text[: written.start] + text[written.end :])
        if only or (inline and (written.is_range or at_end)) or (edge and written.is_range):
            found.append((written, cell.part(written.start, written.end)))
    if not found and edge and is_present(text):
        found.append((Written(0, len(text), None, None, present=True), cell))
    return tuple(found)


_DATE_WORDS = re.compile(
    r"[\s(\[,;|·•–—-]*(?:(?:expected|anticipated|graduat\w+|class of|completed|issued|since|from|seit|depuis|desde|von|"
    r"voraussichtlich)\b[\s:]*)*\Z",
    re.IGNORECASE,
)


def _without(cell: Piece, dates: Sequence[tuple[Written, Piece]]) -> Piece | None:
    """The cell without its dates and the brackets around them; the longer side where a date parts it."""
    for written, piece in dates:
        if not (cell.start <= piece.start and piece.end <= cell.end):
            continue
        left = cell.part(0, piece.start - cell.start)
        left = left.part(0, (_DATE_WORDS.search(left.text) or re.search(r"\Z", left.text)).start())  # type: ignore[union-attr]  # \Z always matches
        right = Piece(cell.line, piece.end, cell.end)
        right = right.part(len(right.text) - len(right.text.lstrip(" )],;|·•:–—-\u3000，")), len(right.text))
        if _DURATION.fullmatch(right.text.strip()):
            right = right.part(0, 0)
        del written
        cell = left if len(left.text.strip()) >= len(right.text.strip()) else right
    trimmed = cell.trim(" \t\u00a0\u3000,;|·•:–—-，；：")
    return trimmed if trimmed.text else None


def _is_prose(row: Row) -> bool:
    """A sentence rather than a header: long, or closed by a full stop."""
    line, text = row.line, row.text
    if row.bullet or line.level or row.ranged or row.dates:
        return False
    words = len(text.split()) + sum("\u4e00" <= c <= "\u9fff" for c in text) // 2
    closed = bool(_SENTENCE_END.search(text)) and not _ABBREVIATED.search(text)
    return words >= _PROSE_WORDS or (closed and words >= _SENTENCE_WORDS)


class Layout:
    """Where lines end, so that a wrapped line can be told from a new one."""

    def __init__(self, document: Document) -> None:
        self.type = document.type
        self.edges: dict[tuple[int | None, int], list[float]] = {}
        plain = [line for line in document.visible if "\t" not in line.text]
        for line in plain:
            if line.box:
                self.edges.setdefault((line.page, line.column), []).append(line.box.x1)
        lengths = [len(line.text) for line in plain]
        self.letters = max(lengths, default=0)
        self.hard_wrapped = self.type in ("txt", "md") and self.letters <= _LONG_TEXT

    def continues(self, before: Row, row: Row) -> bool:
        """Is `row` the rest of the sentence or bullet in `before`?"""
        a, b = before.line, row.line
        if row.bullet or b.level or a.level or not row.cells or not before.cells or b.bold != a.bold:
            return False
        if (
            abs(a.size - b.size) > _SAME_SIZE
            or (before.ranged and not before.wraps and not before.bullet)
            or row.ranged
        ):
            return False
        text, more = before.cells[-1].text.rstrip(), row.cells[0].text
        if before.bullet and b.indent < a.indent - _SAME_SIZE and b.page == a.page:
            return False
        if self.type == "docx" and b.box is None:
            return False
        return more[:1].islower() or bool(_OPEN_END.search(text)) or self._full(a, b, more)

    def _full(self, a: Line, b: Line, more: str) -> bool:
        """The first word of the next line would not have fitted on this one."""
        if a.box is None or b.box is None:
            return (
                self.hard_wrapped and len(a.text) + len(more.split()[0]) + int(a.indent * 2) >= self.letters
            )
        edge = self._edge(a)
        per_letter = (b.box.x1 - b.box.x0) / max(1, len(b.text))
        word = more.split()[0] if more.split() and not "\u4e00" <= more[0] <= "\u9fff" else more[:2]
        return a.box.x1 + per_letter * (len(word) + 1) > edge - 1

    def _edge(self, line: Line) -> float:
        """The right margin of the text that this line belongs to: the far end of lines that begin where it does or left of it."""
        box = line.box
        ends = self.edges.get((line.page, line.column), [])
        return max(ends, default=box.x1 if box else 0.0)


def glue(group: Sequence[Row]) -> list[Piece]:
    """The text of wrapped rows, a piece each."""
    return [cell for row in group for cell in row.cells]


__all__ = ["Layout", "Row", "glue", "rows", "whole"]
