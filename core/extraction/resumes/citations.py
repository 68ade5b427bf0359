"""Publications cited as scholars do: "1. Brandt I, Okafor M (2021). A title. A journal.", over as many lines as it takes."""

import re
from collections.abc import Sequence
from itertools import accumulate

from core.extraction.resumes.pieces import Piece, whole
from core.extraction.resumes.row import Row

NUMBER = re.compile(r"\s*\[?\d{1,3}[\].)]\s+")
_OPENED = re.compile(
    r"\s*(?:\[?\d{1,3}[\].)]\s+)?(?P<authors>[^\W\d_][^()]{1,300})\(\s?(?:19|20)\d\d[a-z]?(?:,[^()]{1,20})?\)[.:]?\s+(?=\S)"
)
"""Number, authors and the year in brackets."""
_TITLE_ENDS = re.compile(r"(?<![A-Z])[.?!][\"”»]?\s+(?=[A-ZÀ-Þ\"“])")
_VOLUME = re.compile(r"[,;.]?\s(?:vol(?:ume)?\.?\s)?\d{1,4}\s?(?:[(:,;]|\Z)|,\s(?:pp?\.|\d)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s*|;\s*|\s&\s|\sand\s|\set al\b\.?")
_INITIAL = re.compile(r"\b[A-Z](?:\.|\Z)")
_NAME_WORDS = 4
_MOST_LINES = 8
_MOST_LETTERS = 1200


def parted(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of a list in which each citation is numbered, or opens with authors and year; nothing where it is no such list."""
    for opens in (NUMBER, _OPENED):
        starts = [at for at, row in enumerate(rows) if _opens(row.line.text[:_MOST_LETTERS], opens)]
        if starts[:1] == [0] and (len(starts) > 1 or opens is _OPENED):
            return [list(rows[a:b]) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return []


def _opens(text: str, opens: re.Pattern[str]) -> bool:
    match = opens.match(text)
    return match is not None and (opens is NUMBER or are_authors(match["authors"].strip()))


def are_authors(text: str) -> bool:
    """Names of people between commas; a lone name only with an initial."""
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    people = all(len(name.split()) <= _NAME_WORDS and not name[0].islower() for name in names)
    return people and (len(names) > 1 or _INITIAL.search(text) is not None)


def title_and_venue(rows: Sequence[Row]) -> tuple[list[Piece], list[Piece]] | None:
    """What stands behind "Authors (year)."; the venue has no volume and pages. None where the year stands elsewhere."""
    lines = [whole(row.line) for row in rows[:_MOST_LINES]]
    text = " ".join(line.text for line in lines)[:_MOST_LETTERS]
    opened = _OPENED.match(text)
    if opened is None or not are_authors(opened["authors"].strip()):
        return None
    ends = _TITLE_ENDS.search(text, opened.end())
    title = _between(lines, opened.end(), ends.start() + (text[ends.start()] != ".") if ends else len(text))
    volume = _VOLUME.search(text, ends.end()) if ends else None
    venue = _between(lines, ends.end(), volume.start() if volume else len(text)) if ends else []
    return _closed(title), _closed(venue)


def _between(lines: Sequence[Piece], start: int, end: int) -> list[Piece]:
    """What stands from one letter to another of the lines joined by blanks."""
    begins = accumulate((len(line.text) + 1 for line in lines), initial=0)
    found = (
        line.part(max(0, start - first), max(0, min(end - first, len(line.text))))
        for first, line in zip(begins, lines, strict=False)
        if start - first < len(line.text) and end > first
    )
    return [piece for part in found if (piece := part.trim(" \t\u00a0,;")).text]


def _closed(pieces: list[Piece]) -> list[Piece]:
    """Without the stop at its end and the quotes around it."""
    if not pieces:
        return []
    first, *more = [*pieces[:-1], pieces[-1].trim(' .,"”»')]
    return [first.trim(' "“«'), *more]
