"""Sections that hold something else than their heading says: "About" above an address, "Kitchen" above a list of skills."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from core.dates import find_dates
from core.extraction.resumes import contact
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.pieces import cells, opens_item, whole
from core.extraction.resumes.places import is_place
from core.extraction.resumes.sections import Section
from core.extraction.resumes.skills import LISTED, is_level
from core.model import Line
from core.skills import canonical

_MOST_LINES = 30
_NOT_ABOVE_A_FOOT = frozenset({"header", "contact", "links", "references", "summary"})
_ITEM_WORDS = 5
_LINE_LETTERS = 120
_PROSE_WORDS = 9
_FEWEST_KNOWN = 2
_CAPTION_WORDS = 3
_SENTENCE = re.compile(r"[^\W\d_]{4}\.\s+[A-ZÀ-Þ]")
_TEACHING = re.compile(
    r"(?:selected )?teaching(?: and (?:supervision|mentoring))?|lehrtätigkeit(?:en)?|enseignements?|docencia|docência|didattica|onderwijs",
    re.IGNORECASE,
)


def regrouped(parts: Sequence[Section]) -> tuple[Section, ...]:
    """The sections by what they hold.

    A summary that is nothing but contact data becomes `contact`. Lists under headings that say nothing to us become
    `skills`, each a group of its own, where a level or known skills stand in them or a bare heading "Skills" above them.
    """
    once = _with_foot(tuple(_once(parts)))
    told = [replace(part, kind="contact") if _is_contact_data(part) else part for part in once]
    told = [one for part in _with_jobs([_as_work(part) for part in told]) for one in _without_skills(part)]
    out: list[Section] = []
    for grouped, run in groupby(told, key=_may_be_skills):
        some = list(run)
        listed = grouped and _are_skills(some)
        out += [replace(part, kind="skills") if listed else part for part in some]
    return tuple(out)


def _once(parts: Sequence[Section]) -> Iterator[Section]:
    """Without those that stand word for word a second time, heading and all: a page drawn for two widths of paper."""
    seen: set[tuple[str, ...]] = set()
    for part in parts:
        said = (part.title.lower(), *(whole(line).text for line in part.lines))
        if part.heading is None or not part.lines or said not in seen:
            seen.add(said)
            yield part


def _with_foot(parts: Sequence[Section]) -> Sequence[Section]:
    """What to reach them by at the very end of the page is no part of the last section."""
    if not parts or parts[-1].kind in _NOT_ABOVE_A_FOOT:
        return parts
    last = parts[-1]
    at = len(last.lines)
    while at and contact.is_contact(last.lines[at - 1]) and _is_short(last.lines[at - 1]):
        at -= 1
    if not any(map(contact.mails, last.lines[at:])):
        return parts
    while at and is_place(last.lines[at - 1].text):
        at -= 1
    return (*parts[:-1], replace(last, lines=last.lines[:at]), Section("contact", None, last.lines[at:]))


def _is_short(line: Line) -> bool:
    return len(line.text.split()) <= _ITEM_WORDS and not opens_item(line)


def _is_contact_data(part: Section) -> bool:
    """A line to reach them by, and no sentence."""
    return (
        part.kind == "summary"
        and all(len(line.text.split()) < _PROSE_WORDS for line in part.lines)
        and any(map(contact.is_contact, part.lines))
    )


def _with_jobs(parts: Sequence[Section]) -> list[Section]:
    """Where nothing is called work, the first entries with ranges of dates under a heading that says nothing to us are: "Practice"."""
    told = list(parts)
    if not any(part.kind == "work" and part.lines for part in parts):
        unknown = (
            at for at, part in enumerate(parts) if part.kind == "other" and part.heading and _headers(part)
        )
        if (at := next(unknown, None)) is not None:
            told[at] = replace(parts[at], kind="work")
    return told


def _headers(part: Section) -> list[str]:
    """Lines with a range of dates that are no items."""
    return [
        line.text
        for line in part.lines
        if not opens_item(line) and any(date.is_range for date in find_dates(line.text))
    ]


def _as_work(part: Section) -> Section:
    """Teaching that is told as jobs are is work; lists of subjects, and sentences beside dates, are left as they are."""
    if part.kind != "other" or not _TEACHING.fullmatch(part.title):
        return part
    headers = _headers(part)
    told = bool(headers) and not any(_SENTENCE.search(text) for text in headers)
    return replace(part, kind="work") if told else part


def _without_skills(part: Section) -> list[Section]:
    """Contact data, and the lists of skills under bold names right below them in a sidebar."""
    if part.kind not in ("contact", "links"):
        return [part]
    captions = (
        at
        for at, line in enumerate(part.lines)
        if at and line.bold and not part.lines[at - 1].bold and _is_caption(line)
    )
    for at in captions:
        rest = replace(part, kind="skills", heading=None, lines=part.lines[at:])
        if not any(map(contact.is_contact, rest.lines)) and _are_skills([replace(rest, kind="other")]):
            return [replace(part, lines=part.lines[:at]), rest]
    return [part]


def _is_caption(line: Line) -> bool:
    short = len(line.text.split()) <= _CAPTION_WORDS and "\t" not in line.text and not opens_item(line)
    return short and not contact.is_contact(line)


def _may_be_skills(part: Section) -> bool:
    return part.kind == "skills" or _is_unknown_list(part)


def _is_unknown_list(part: Section) -> bool:
    """Short names alone under a heading that we do not know."""
    unknown = part.kind == "other" and part.heading is not None and section_of(part.title) is None
    return unknown and 0 < len(part.lines) <= _MOST_LINES and all(map(_is_listed, part.lines))


def _is_listed(line: Line) -> bool:
    text = whole(line).text
    short = len(text) <= _LINE_LETTERS and all(len(item.split()) <= _ITEM_WORDS for item in _names([line]))
    return short and not text.endswith(".") and not contact.is_contact(line) and not find_dates(text)


def _names(lines: Iterable[Line]) -> Iterator[str]:
    """The single names that the lines list."""
    return (item.text for line in lines for cell in cells(line) for item in cell.split_outside(LISTED))


def _are_skills(run: Sequence[Section]) -> bool:
    """Do the unknown lists of a run hold skills?"""
    if any(part.kind == "skills" and not part.lines for part in run):
        return True
    names = list(_names(line for part in run if part.kind != "skills" for line in part.lines))
    known = {skill for name in names if (skill := canonical(name))}
    return any(map(is_level, names)) or len(known) >= _FEWEST_KNOWN
