"""Plain text → lines."""

import re
from collections.abc import Iterator

from core.documents.letters import opens_item
from core.model import Line

_RULE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|~{3,}|\*{3,}|#{3,}|\+{3,}|─{3,}|═{3,}|—{3,})\s*")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|─{3,}|═{3,})\s*")
_WIDE_GAP = re.compile(r"(?<=\S)(?: {3,}| *\t[ \t]*)(?=\S)")
_LETTER_WIDTH_EM = 0.5
_TAB_LETTERS = 8
_HEADING_LETTERS = 60
_LONGEST_LINE = 20_000


def read_plain(text: str) -> Iterator[Line]:
    """The lines as they are written; a heading by its underline, which is not shown."""
    rows = text.split("\n")
    for row, below in zip(rows, [*rows[1:], ""], strict=True):
        if not row.strip() or (len(row) < _LONGEST_LINE and _RULE.fullmatch(row)):
            continue
        yield from _lines(row, _level(row, below))


def _lines(row: str, level: int) -> Iterator[Line]:
    """One line for most rows; files without line ends are cut at blanks, so that nothing after them stalls."""
    text = _WIDE_GAP.sub("\t", row.strip()) if len(row) < _LONGEST_LINE else row.strip()
    indent = 0.0 if level else _indent(row)
    while text:
        end = len(text) if len(text) <= _LONGEST_LINE else text.rfind(" ", 1, _LONGEST_LINE)
        end = end if end > 0 else _LONGEST_LINE
        yield Line(0, text[:end], level=level, bullet=opens_item(text[:80]), indent=indent)
        text = text[end:].lstrip()


def _level(row: str, below: str) -> int:
    """2 for a short line with a rule under it, as long as the line or nearly so."""
    heading = row.strip()
    if (
        len(heading) > _HEADING_LETTERS
        or len(below) > 4 * _HEADING_LETTERS
        or not _UNDERLINE.fullmatch(below)
    ):
        return 0
    return 2 if any(letter.isalpha() for letter in heading) else 0


def _indent(row: str) -> float:
    blanks = len(row[:200].expandtabs(_TAB_LETTERS)) - len(row[:200].expandtabs(_TAB_LETTERS).lstrip())
    return blanks * _LETTER_WIDTH_EM
