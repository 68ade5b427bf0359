"""Which line goes on with the line before it: by where lines end, how far apart they stand, and how they begin."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.extraction.resumes.row import Row
from core.model import Document, Line

_OPEN_END = re.compile(
    r"(?:\b(?:and|or|of|the|to|for|with|in|on|at|by|from|as|et|de|des|du|la|le|und|der|die|das|mit|für|y|e|en|con|para|"
    r"com)|[,&/、，•|-]|\u00ad)\Z"
)
_CAPTIONED = re.compile(r"[^:：\t]{2,40}[:：]\s?\S")
_LABELLED_CELL = re.compile(r"[^:：\t]{2,40}[:：]\t")
_OPEN_LIST = re.compile(r"[,;–—-]\s*\Z")
_SAME_SIZE_PT = 0.6
_HANGING_EM = (0.4, 4.0)
"""Text under a bullet's text stands this much further in than the bullet."""
_ROOM = 1.15
"""Lines further apart than this many usual distances are two paragraphs."""
_FAR_EM = 3
_WRAPPED_LETTERS = (60, 120)
"""Typed text is wrapped at a width in this range, or not at all."""
_SHORT_LETTERS = 20
_HALF = 0.5
_FEW = 2
"""So many lines may be longer than the width that typed text was wrapped at."""


class Layout:
    """The lines of a document as a typesetter looks at them."""

    def __init__(self, document: Document) -> None:
        self._type = document.type
        self._right_edges: dict[tuple[int | None, int], float] = {}
        plain = [line for line in document.visible if "\t" not in line.text]
        for line in plain:
            if line.box:
                column = (line.page, line.column)
                self._right_edges[column] = max(line.box.x1, self._right_edges.get(column, 0.0))
        longest = sorted((_letters(line) for line in plain), reverse=True)
        self._letters = longest[min(_FEW, len(longest) - 1)] if longest else 0
        self._pitches_pt = _pitches(document.visible)

    def continues(self, opener: Row | None, before: Row | None, row: Row) -> bool:
        """Is `row` the rest of the sentence or bullet in `before`?

        Args:
            opener: the first row of the paragraph that `before` belongs to.
        """
        if opener is None or before is None or row.bullet or not _same_look(before.line, row.line):
            return False
        if _opens_alike(opener.line, before.line, row.line):
            return False
        return _hangs(opener, before, row) or self._runs_on(opener, before, row)

    def _runs_on(self, opener: Row, before: Row, row: Row) -> bool:
        a, b = before.line, row.line
        if len(before.cells) != 1 or len(row.cells) != 1 or row.ranged or self._type == "docx":
            return False
        if (before.ranged and not before.wraps and not before.bullet) or _stands_out(before, b):
            return False
        more = row.cells[0].text
        if _OPEN_END.search(_to_its_end(before)):
            return True
        if more[:1].islower() and not row.dated_apart:
            return a.box is not None or opener.bullet or _letters(a) >= _HALF * self._letters
        if row.dates or (opener.bullet and b.box is None):  # typed lists hang: what does not is a new line
            return False
        return not self._apart(a, b) and self._full(a, b, more)

    def _apart(self, a: Line, b: Line) -> bool:
        """Is there more room between the two than between the lines of a paragraph?"""
        step = _step_pt(a, b)
        return step is not None and step > _ROOM * self._pitches_pt.get(round(b.size), step)

    def _full(self, a: Line, b: Line, more: str) -> bool:
        """Would the first word of the next line not have fitted on this one?"""
        word = more.split(maxsplit=1)[0]
        if a.box is None or b.box is None:
            low, high = _WRAPPED_LETTERS
            return low <= self._letters <= high and _letters(a) + len(word) >= self._letters
        if _width(a.text) < _SHORT_LETTERS:
            return False  # in a narrow column of single words each one reaches the edge
        edge = self._right_edges.get((a.page, a.column), a.box.x1) - 1
        if "\u4e00" <= more[0] <= "\u9fff":  # broken at any letter, each as wide as it is high
            return a.box.x1 + b.size > edge
        letter = (b.box.x1 - b.box.x0) / max(1, len(b.text))
        return a.box.x1 + letter * (len(word) + 1) > edge


def is_further_in(line: Line, other: Line) -> bool:
    """Does it stand clearly further in than the other?"""
    return line.indent - other.indent > _HANGING_EM[0]


def _letters(line: Line) -> int:
    return len(line.text) + int(line.indent * 2)


def _width(text: str) -> int:
    """In Latin letters; Chinese ones are twice as wide."""
    return len(text) + sum("\u4e00" <= letter <= "\u9fff" for letter in text)


def _same_look(a: Line, b: Line) -> bool:
    return a.bold == b.bold and not a.level and not b.level and abs(a.size - b.size) <= _SAME_SIZE_PT


def _opens_alike(opener: Line, before: Line, line: Line) -> bool:
    """First lines that stand further in than the lines under them: bullets whose glyphs are pictures."""
    return (
        line.box is not None
        and is_further_in(opener, before)
        and abs(opener.indent - line.indent) < _HANGING_EM[0]
    )


def _hangs(opener: Row, before: Row, row: Row) -> bool:
    """Text that stands under the text of a bullet, or of "Tools: …", belongs to it."""
    if not opener.bullet and not _CAPTIONED.match(opener.line.text):
        return False
    step = row.line.indent - opener.line.indent
    near = row.line.page != opener.line.page or row.line.column == opener.line.column
    if _LABELLED_CELL.match(opener.line.text) and _OPEN_LIST.search(before.line.text):
        return near and step > _HANGING_EM[0] and "\t" not in row.line.text  # under "Tools:   Go, SQL,"
    return near and _HANGING_EM[0] < step < _HANGING_EM[1]


def _stands_out(before: Row, line: Line) -> bool:
    """Further left than the bullet above it: no part of that bullet."""
    return (
        before.bullet and line.page == before.line.page and before.line.indent - line.indent > _SAME_SIZE_PT
    )


def _to_its_end(row: Row) -> str:
    """The last cell with the sign after it: a comma at a line end leaves the sentence open; one before dates does not."""
    piece = row.cells[-1]
    if row.dates:
        return piece.text
    return piece.text + piece.line.text[piece.end : piece.end + 3].rstrip()


def _step_pt(a: Line, b: Line) -> float | None:
    if a.box is None or b.box is None or a.page != b.page or a.column != b.column:
        return None
    return b.box.top - a.box.top


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Font size → the usual distance of two lines of a paragraph, in points: a low quartile of all distances."""
    steps: dict[int, list[float]] = {}
    for a, b in pairwise(lines):
        step = _step_pt(a, b)
        if step is not None and abs(a.size - b.size) < _SAME_SIZE_PT and 0 < step < _FAR_EM * max(b.size, 1):
            steps.setdefault(round(b.size), []).append(step)
    return {size: sorted(some)[len(some) // 4] for size, some in steps.items()}
