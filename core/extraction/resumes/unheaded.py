"""A resume without headings: what its lines say tells where jobs, education, skills and languages begin.

Only for documents in which no heading of jobs or education was found; lines about the person stand at the top.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from core.dates import find_dates
from core.extraction.resumes import contact
from core.extraction.resumes.pieces import opens_item, whole
from core.extraction.resumes.words import (
    COMPANY,
    COMPANY_CJK,
    DEGREE,
    DEGREE_CJK,
    FLUENCY,
    SCHOOL,
    SCHOOL_CJK,
    SPOKEN,
    TITLE,
    TITLE_CJK,
)
from core.model import Line
from core.skills import find

_MOST_ABOVE = 2
_AROUND = 2
_HEADER_WORDS = 14
_FEWEST_SKILLS = 3
_SHORT_ABBREVIATION = 3
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{4}[.!?] [^\W\d_]{2}")
_SPEAKS = re.compile(
    r"(?<!\w)(?:I (?!at |in |for |and |of |to |on )[a-z]|I've|ich |je |j['’]|yo |eu |ik |jag |jeg |ja |minä )|(?<!\w)(?:my|mein|mon|mi|meu|mijn) ",
)
"""The writer in the first person; "Engineer I at …" is a level."""

Part = tuple[str, list[Line]]


def parts(lines: Sequence[Line]) -> list[Part]:
    """The lines as sections: header, then work and education by their dates, then what is listed at the end.

    Returns:
        Nothing but a header if no line has a range of dates.
    """
    anchors = [at for at, line in enumerate(lines) if _is_dated(line) and not _is_running(lines, at)]
    starts = [
        _start(lines, at, floor) for at, floor in zip(anchors, [0, *(a + 1 for a in anchors)], strict=False)
    ]
    if not starts:
        return [("header", list(lines))]
    ends = [*starts[1:], len(lines)]
    entries = [(_kind(lines[a:b]), list(lines[a:b])) for a, b in zip(starts, ends, strict=True)]
    kind, last = entries.pop()
    body, rest = _without_lists(last)
    entries.append((kind, body))
    merged = [
        (kind, [line for _, some in group for line in some])
        for kind, group in groupby(entries, key=lambda entry: entry[0])
    ]
    return [("header", list(lines[: starts[0]])), *merged, *_listed(rest)]


def _is_dated(line: Line) -> bool:
    """A range of dates that no sentence or bullet holds."""
    short = len(line.text.split()) <= _HEADER_WORDS and not opens_item(line)
    return (
        short
        and not line.text.rstrip().endswith(".")
        and any(date.is_range for date in find_dates(line.text))
    )


def _is_running(lines: Sequence[Line], at: int) -> bool:
    """Is the line part of running text? What stands around dates in a sentence is no header, and reads as nonsense."""
    text = lines[at].text
    before, after = lines[at - 1].text if at else "", lines[at + 1].text if at + 1 < len(lines) else ""
    goes_on = text[:1].islower() and not before.rstrip().endswith((".", ":", ";"))
    is_continued = after[:1].islower() and not opens_item(lines[at + 1]) if after else False
    return goes_on or is_continued or bool(_SENTENCE_ENDS.search(text) or _SPEAKS.search(text))


def _start(lines: Sequence[Line], anchor: int, floor: int) -> int:
    """The first of the short lines above the dates that may name the job."""
    first = anchor
    while first > floor and anchor - first < _MOST_ABOVE and _may_name(lines[first - 1]):
        first -= 1
    return first


def _may_name(line: Line) -> bool:
    text = whole(line).text
    named = any(
        words.search(text) for words in (TITLE, TITLE_CJK, COMPANY, COMPANY_CJK, SCHOOL, SCHOOL_CJK)
    ) or _degree(text)
    plain = not opens_item(line) and not text.endswith((".", ",")) and len(text.split()) <= _HEADER_WORDS
    return plain and bool(named) and not contact.is_contact(line)


def _degree(text: str) -> bool:
    """A degree's name; two or three letters only as they are written ("BA"), for they are words elsewhere."""
    found = (match.group() for match in DEGREE.finditer(text))
    return any(len(word) > _SHORT_ABBREVIATION or word.isupper() for word in found) or bool(
        DEGREE_CJK.search(text)
    )


def _kind(lines: Sequence[Line]) -> str:
    """A school or degree in the lines around the dates, and no title: education."""
    head = " ".join(line.text for line in lines[: _AROUND + 1] if not opens_item(line))
    learned = _degree(head) or SCHOOL.search(head) or SCHOOL_CJK.search(head)
    worked = TITLE.search(head) or TITLE_CJK.search(head)
    return "education" if learned and (_degree(head) or not worked) else "work"


def _without_lists(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The last entry, and the lists of skills and languages under it."""
    for at, line in enumerate(lines):
        if at and _list_kind(line):
            return list(lines[:at]), list(lines[at:])
    return list(lines), []


def _list_kind(line: Line) -> str:
    text = whole(line).text
    words = text.lower().replace(",", " ").replace("(", " ").replace(":", " ").split()
    if set(words) & SPOKEN and FLUENCY.search(text):
        return "languages"
    listed = "," in text or ";" in text or "|" in text or "·" in text
    return "skills" if listed and not text.endswith(".") and len(find(text)) >= _FEWEST_SKILLS else ""


def _listed(lines: Sequence[Line]) -> list[Part]:
    kinds = ((_list_kind(line) or "other", line) for line in lines)
    return [(kind, [line for _, line in group]) for kind, group in groupby(kinds, key=lambda pair: pair[0])]
