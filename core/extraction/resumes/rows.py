"""Lines of a section as rows: their cells, the dates on them, and whether they go on with the line before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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
    r"(?:\b(?:and|or|of|the|to|for|with|in|on|at|by|from|as|et|de|des|du|la|le|und|der|die|das|mit|für|y|e|en|con|para|com)|[,&/、，•|-]|\u00ad)\Z"
)
_SENTENCE_END = re.compile(r"[.!?。；;][)\"'”]?\Z")
_ABBREVIATED = re.compile(
    r"\b(?:inc|ltd|corp|co|llc|st|jr|sr|dept|univ|dr|s\.a|u\.s|u\.k|ph\.d|b\.sc?|m\.sc?|b\.a|m\.a)\.\Z",
    re.IGNORECASE,
)
_PROSE_WORDS = 13
_HEADER_WORDS = 20
_SEPARATED = re.compile(r"\s[|–—·•]\s|,\s[^\W\d_a-zà-ÿ]")
_SENTENCE_WORDS = 4
_LONG_TEXT = 120
_SHORT_TEXT = 60
_SAME_SIZE = 0.6
_PLAIN_DATE_WORDS = 8
_CAPTIONED = re.compile(r"[^:：\t]{2,40}[:：]\s?\S")
_FEW = 2
"""So many lines may be longer than the width that the text was wrapped at."""
_ROOM = 1.15
_FAR = 3
_HANGING_EM = (0.4, 4.0)


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
    dated_alone: bool = False
    bullet: bool = False

    @property
    def text(self) -> str:
        return " ".join(c.text for c in self.cells)

    @property
    def dated_apart(self) -> bool:
        """Has it a date in brackets or in a cell of its own? Sentences have dates in between."""
        text = self.line.text
        return any(text[p.start - 1 : p.start] in ("(", "（", "[", "\t") for _, p in self.dates)

    @property
    def ranged(self) -> bool:
        return any(d.is_range for d, _ in self.dates)


def rows(lines: Sequence[Line], document: Document, *, listed: bool = False) -> list[Row]:
    """The rows of a section, in order.

    Args:
        listed: bullets are entries of their own (certificates, awards), so the dates in them date them.
    """
    layout = Layout(document)
    out: list[Row] = []
    opener: Row | None = None
    for line in lines:
        row = _row(line, listed=listed)
        before = out[-1] if out else None
        wraps = before is not None and (_hangs(opener, row) or layout.continues(before, row))
        wraps = wraps and not _opens_alike(opener, before, row)
        opener = opener if wraps else row
        prose = (wraps and before is not None and (before.prose or before.bullet)) or _is_prose(row)
        if before is not None and wraps and not before.bullet and not before.prose and _wordy(before, row):
            out[-1] = Row(before.line, before.cells, before.dates, before.wraps, True, before.dated_alone)
            prose = True
        out.append(replace(row, wraps=wraps, prose=prose))
    return out


def unlisted(found: Sequence[Row]) -> list[Row]:
    """Rows of a list of entries: its outer bullets are headers, those further in stay bullets."""
    outer = min((row.line.indent for row in found if row.bullet), default=0.0)
    return [replace(row, bullet=row.bullet and row.line.indent > outer + _HANGING_EM[0]) for row in found]


def _opens_alike(opener: Row | None, before: Row | None, row: Row) -> bool:
    """First lines that stand further in than the lines under them: bullets whose glyphs are pictures."""
    if opener is None or before is None or opener is before or row.line.box is None:
        return False
    return (
        opener.line.indent - before.line.indent > _HANGING_EM[0]
        and abs(opener.line.indent - row.line.indent) < _HANGING_EM[0]
    )


def _hangs(opener: Row | None, row: Row) -> bool:
    """Text that stands under the text of a bullet, or of "Tools: …", belongs to it."""
    if (
        opener is None
        or not opener.bullet
        or row.bullet
        or row.line.level
        or row.line.bold != opener.line.bold
    ):
        return False
    step = row.line.indent - opener.line.indent
    near = row.line.page != opener.line.page or row.line.column == opener.line.column
    return (
        near and _HANGING_EM[0] < step < _HANGING_EM[1] and abs(row.line.size - opener.line.size) < _SAME_SIZE
    )


def _wordy(before: Row, row: Row) -> bool:
    return (
        not before.dates
        and not row.dates
        and len(before.text.split()) >= 7
        and _SENTENCE_END.search(row.text) is not None
    )


def _row(line: Line, *, listed: bool) -> Row:
    found: list[tuple[Written, Piece]] = []
    kept: list[Piece] = []
    parts = _whole_dates(cells(line))
    for place, cell in enumerate(parts):
        edge = len(parts) > 1 and place in (0, len(parts) - 1)
        dates = _dates_of(cell, edge=edge, inline=listed or not line.bullet, listed=listed)
        if line.bullet and not listed and not (edge and place > 0 and dates):
            dates = ()
        found += dates
        kept += [p for p in _without(cell, dates) if not (edge and _DURATION.fullmatch(p.text.strip()))]
    return Row(line, tuple(kept), tuple(found), dated_alone=bool(found) and not kept, bullet=line.bullet)


def _whole_dates(parts: list[Piece]) -> list[Piece]:
    """Cells with those joined again that a wide gap inside a date has parted ("Dec   2022")."""
    out = parts[:1]
    for part in parts[1:]:
        both = Piece(part.line, out[-1].start, part.end)
        seam = out[-1].end - both.start
        if any(d.start < seam < d.end for d in find_dates(both.text)):
            out[-1] = both
        else:
            out.append(part)
    return out


def _dates_of(cell: Piece, *, edge: bool, inline: bool, listed: bool) -> tuple[tuple[Written, Piece], ...]:
    """The dates of a cell that date an entry: a range, or a date that stands at an end of its cell."""
    text = cell.text
    found = []
    line_is_short = len(text.split()) <= _SENTENCE_WORDS
    for written in find_dates(text):
        at_end = not text[written.end :].strip(" )].,;") or _AROUND_DATES.fullmatch(text, 0, written.start)
        only = _AROUND_DATES.fullmatch(text[: written.start] + text[written.end :])
        parted = not text[: written.start].rstrip()[-1:].isalnum() or len(text.split()) <= _PLAIN_DATE_WORDS
        at_end = at_end and parted and (listed or line_is_short or not text.endswith((".", "。")))
        between = text[: written.start].rstrip().endswith((",", "|", "·", "•")) and text[
            written.end :
        ].lstrip().startswith((",", "|", "·", "•"))
        bracketed = (
            between
            or text[: written.start].endswith(("(", "（", "["))
            and text[written.end :].startswith((")", "）", "]"))
        )
        if only or (inline and (written.is_range or at_end or bracketed)) or (edge and written.is_range):
            found.append((written, cell.part(written.start, written.end)))
    if not found and edge and is_present(text):
        found.append((Written(0, len(text), None, None, present=True), cell))
    return tuple(found)


_DATE_WORDS = re.compile(
    r"[\s(\[,;|·•–—-]*(?:(?:expected|anticipated|graduat\w+|class of|completed|issued|since|from|between|seit|depuis|desde|von|vom|de|du|"
    r"voraussichtlich)\b[\s:]*)*\Z",
    re.IGNORECASE,
)


def _without(cell: Piece, dates: Sequence[tuple[Written, Piece]]) -> list[Piece]:
    """The parts of a cell around its dates, without the brackets and words that belong to the dates."""
    parts, at = [], cell.start
    for _, piece in sorted(dates, key=lambda pair: pair[1].start):
        if piece.start < at or piece.end > cell.end:
            continue
        before = Piece(cell.line, at, piece.start)
        words = _DATE_WORDS.search(before.text)
        parts.append(before.part(0, words.start() if words else len(before.text)))
        at = piece.end
    rest = Piece(cell.line, at, cell.end)
    opened = rest.text.lstrip(" )],;|·•:–—-\u3000，；") if dates else rest.text
    parts.append(rest.part(len(rest.text) - len(opened), len(rest.text)))
    trimmed = [p.trim(" \t\u00a0\u3000,;|·•:–—-，；：" if dates else " \t\u00a0\u3000") for p in parts]
    return [p for p in trimmed if p.text and not (dates and _DURATION.fullmatch(p.text))]


def _is_prose(row: Row) -> bool:
    """A sentence rather than a header: long, or closed by a full stop."""
    line, text = row.line, row.text
    if row.bullet or line.level or row.ranged or row.dates:
        return False
    words = len(text.split()) + sum("\u4e00" <= c <= "\u9fff" for c in text) // 2
    closed = bool(_SENTENCE_END.search(text)) and not _ABBREVIATED.search(text)
    most = _HEADER_WORDS if _SEPARATED.search(text) and not closed else _PROSE_WORDS
    return words >= most or (closed and words >= _SENTENCE_WORDS)


class Layout:
    """Where lines end and how far apart they stand, so that a wrapped line can be told from a new one."""

    def __init__(self, document: Document) -> None:
        self.type = document.type
        self.edges: dict[tuple[int | None, int], list[float]] = {}
        plain = [line for line in document.visible if "\t" not in line.text]
        for line in plain:
            if line.box:
                self.edges.setdefault((line.page, line.column), []).append(line.box.x1)
        longest = sorted((len(line.text) + int(line.indent * 2) for line in plain), reverse=True)
        self.letters = longest[min(_FEW, len(longest) - 1)] if longest else 0
        self.hard_wrapped = self.type in ("txt", "md") and _SHORT_TEXT <= self.letters <= _LONG_TEXT
        self.pitches = _pitches(document.visible)

    def continues(self, before: Row, row: Row) -> bool:
        """Is `row` the rest of the sentence or bullet in `before`?"""
        a, b = before.line, row.line
        if (
            row.bullet
            or b.level
            or a.level
            or b.bold != a.bold
            or len(before.cells) != 1
            or len(row.cells) != 1
        ):
            return False
        if (
            abs(a.size - b.size) > _SAME_SIZE
            or row.ranged
            or (before.ranged and not before.wraps and not before.bullet)
        ):
            return False
        if self.type == "docx" or (before.bullet and b.indent < a.indent - _SAME_SIZE and b.page == a.page):
            return False
        more = row.cells[0].text
        if (more[:1].islower() and not row.dated_apart) or _OPEN_END.search(_to_its_end(before.cells[0])):
            return True
        return not row.dates and not self._apart(a, b) and self._full(a, b, more)

    def _apart(self, a: Line, b: Line) -> bool:
        """Is there more room between the two than between the lines of a paragraph?"""
        step = _step(a, b)
        return step is not None and step > _ROOM * self.pitches.get(round(b.size), step)

    def _full(self, a: Line, b: Line, more: str) -> bool:
        """The first word of the next line would not have fitted on this one."""
        if a.box is None or b.box is None:
            word = more.split(maxsplit=1)[0]
            return self.hard_wrapped and len(a.text) + len(word) + int(a.indent * 2) >= self.letters
        edge = self._edge(a)
        if "\u4e00" <= more[0] <= "\u9fff":  # broken at any letter, each as wide as it is high
            return a.box.x1 + b.size > edge - 1
        per_letter = (b.box.x1 - b.box.x0) / max(1, len(b.text))
        return a.box.x1 + per_letter * (len(more.split(maxsplit=1)[0]) + 1) > edge - 1

    def _edge(self, line: Line) -> float:
        """The right margin of the text that this line belongs to: the far end of lines that begin where it does or left of it."""
        box = line.box
        ends = self.edges.get((line.page, line.column), [])
        return max(ends, default=box.x1 if box else 0.0)


def _to_its_end(piece: Piece) -> str:
    """The piece with the sign after it: a comma at a line end leaves the sentence open."""
    text = piece.line.text
    return text[piece.start : piece.end] + text[piece.end : piece.end + 3].rstrip()


def _step(a: Line, b: Line) -> float | None:
    if a.box is None or b.box is None or a.page != b.page or a.column != b.column:
        return None
    return b.box.top - a.box.top


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Font size in points → the usual distance of two lines of a paragraph: a low quartile of all distances."""
    steps: dict[int, list[float]] = {}
    for a, b in pairwise(lines):
        step = _step(a, b)
        if step is not None and abs(a.size - b.size) < _SAME_SIZE and 0 < step < _FAR * max(b.size, 1):
            steps.setdefault(round(b.size), []).append(step)
    return {size: sorted(some)[len(some) // 4] for size, some in steps.items()}


def glue(group: Sequence[Row]) -> list[Piece]:
    """The text of wrapped rows, a piece each."""
    return [cell for row in group for cell in row.cells]


__all__ = ["Layout", "Row", "glue", "rows", "whole"]
