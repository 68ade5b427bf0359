"""Lines of a section as rows: their cells, the dates on them, and whether they go on with the line before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest

from core.dates import Written, find_dates, is_present
from core.extraction.resumes.headings import is_table_head
from core.extraction.resumes.layout import Layout, is_further_in
from core.extraction.resumes.pieces import Piece, cells, opens_item
from core.extraction.resumes.row import OPENED, Dates, Row
from core.model import Line

_RUNS_OUT = (
    r"expir(?:es|y|ing|ation)?(?: date)?(?: on)?|(?:valid|good|current) (?:until|till|through|thru|to)|gültig bis(?: zum)?|"
    r"valable jusqu(?:['’](?:en|au)|e)|v[aá]lid[oa] (?:hasta|até)(?: el)?"
)
RUNS_OUT = re.compile(rf"(?<![^\W_])(?:{_RUNS_OUT})[\s:]*\Z", re.IGNORECASE)
"""The words before the day on which a card or licence is no longer good."""
_DATE_WORDS = (
    r"expected|anticipated|graduation|graduat(?:ed|ing|e|es)|class of|(?:completed|issued|awarded|published|"
    rf"released|received|presented)(?:\s(?:on|in))?|{_RUNS_OUT}|dates?|since|from|between|"
    r"in progress|obtained|conferred|voraussichtlich|abschluss|obtenu|diplômé|en cours|depuis|seit|desde|von|vom|de|du"
)
_BEFORE_DATES = re.compile(rf"[\s(\[,;|/·•–—-]*(?:(?<![^\W_])(?:{_DATE_WORDS})\b[\s:]*)*\Z", re.IGNORECASE)
_AROUND_DATES = re.compile(
    rf"(?:(?:{_DATE_WORDS}|present|current)\b|年|个月|毕业|[\s()\[\],.:;·•|/–—~-]|"
    r"\d{1,2}\s?\+?\s?(?:years?|yrs?|y|months?|mos?|m|ans?|mois|jahre?|monate?|años?|meses|anos|mês)\b)*",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\(?(?:\d{1,2}\s?(?:years?|yrs?|y|ans?|jahre?|años?|anos?)\.?)?[\s,]*"
    r"(?:\d{1,2}\s?(?:months?|mos?|m|mois|monate?|meses)\.?)?\)?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。；;][)\"'”]?\Z")
_ABBREVIATED = re.compile(
    r"\b(?:inc|ltd|corp|co|llc|st|jr|sr|dept|univ|dr|s\.a|u\.s|u\.k|ph\.d|b\.sc?|m\.sc?|b\.a|m\.a)\.\Z",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s[|–—·•]\s|,\s[^\W\d_a-zà-ÿ]")
_PROSE_WORDS = 13
_HEADER_WORDS = 20
"""A header with bars or commas may be longer than a sentence without them."""
_SENTENCE_WORDS = 4
_WORDY = 7
_MOST_HEADING_ITEMS = 2
_PLAIN_DATE_WORDS = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPEN_MONTH = re.compile(r"[-–—]\s*[^\W\d_]{3,9}\.?\Z")
_SIGNS = (",", "|", "·", "•")
_CLOSED = (")", "）", "]")
_BLANKS = " \t\u00a0\u3000"


def rows(lines: Sequence[Line], layout: Layout, *, listed: bool = False) -> list[Row]:
    """The rows of a section, in order.

    Args:
        listed: bullets are entries of their own (certificates, awards), so the dates in them date them.
    """
    out: list[Row] = []
    opener: Row | None = None
    for line, below in zip_longest(lines, lines[1:]):
        if is_table_head(line.text, below.text if below else ""):
            continue
        row = _row(line, listed=listed)
        before = out[-1] if out else None
        if before is not None and layout.continues(opener, before, row):
            if not before.bullet and not before.prose and _make_a_sentence(before, row):
                out[-1] = before = replace(before, prose=True)
            if before.bullet or (before.wraps and opener is not None and opener.bullet):
                row = _row(line, listed=listed, in_item=True)
            row = replace(row, wraps=True, prose=before.prose or before.bullet or _is_prose(row))
        else:
            row = opener = replace(row, prose=_is_prose(row))
        out.append(row)
    out = _with_whole_ranges(out)
    return out if listed else _headed_by_bullets(out)


def _with_whole_ranges(found: list[Row]) -> list[Row]:
    """Where a narrow margin breaks a range before its last year, "Aug. 2018 – Aug." above "2021", the two are one."""
    out = list(found)
    for at, (row, below) in enumerate(pairwise(found)):
        lead, tail = cells(row.line)[:1], cells(below.line)[:1]
        if not lead or not tail or not _YEAR.fullmatch(tail[0].text) or not _OPEN_MONTH.search(lead[0].text):
            continue
        joined = find_dates(f"{lead[0].text} {tail[0].text}")
        if len(joined) == 1 and joined[0].is_range and joined[0].first_at:
            begun = Written(0, len(lead[0].text), joined[0].first, None, joined[0].first_at, dangling=True)
            ended = Written(0, len(tail[0].text), None, joined[0].last)
            out[at] = replace(row, cells=_beside(row, lead[0]), dates=((begun, lead[0]),))
            out[at + 1] = replace(
                below, cells=_beside(below, tail[0]), dates=((ended, tail[0]),), wraps=False
            )
    return out


def _beside(row: Row, dates: Piece) -> tuple[Piece, ...]:
    return tuple(cell for cell in row.cells if not cell.touches(dates))


def _headed_by_bullets(found: list[Row]) -> list[Row]:
    """Where an item is nothing but a range of dates, the items between it and the title are the header's, too."""
    out = list(found)
    for at, row in enumerate(found):
        dated = _row(row.line, listed=True) if row.bullet and not row.wraps else None
        if dated is None or not dated.dated_alone or not dated.ranged:
            continue
        first = at
        while first and found[first - 1].bullet and at - first < _MOST_HEADING_ITEMS:
            first -= 1
        if first and not found[first - 1].bullet:
            out[first:at] = [replace(one, bullet=False) for one in found[first:at]]
            out[at] = replace(dated, bullet=False)
    return out


def unlisted(found: Sequence[Row]) -> list[Row]:
    """Rows of a list of entries: its outer bullets are headers, those further in stay bullets."""
    outer = min((row.line for row in found if row.bullet), key=lambda line: line.indent, default=None)
    return [
        replace(row, bullet=row.bullet and outer is not None and is_further_in(row.line, outer))
        for row in found
    ]


def glue(group: Sequence[Row]) -> list[Piece]:
    """The text of wrapped rows, a piece each."""
    return [cell for row in group for cell in row.cells]


def _make_a_sentence(before: Row, row: Row) -> bool:
    undated = not before.dates and not row.dates
    return undated and len(before.text.split()) >= _WORDY and bool(_SENTENCE_END.search(row.text))


def _is_prose(row: Row) -> bool:
    """A sentence rather than a header: long, or closed by a full stop."""
    text = row.text
    if row.bullet or row.line.level or (row.dates and not _is_beside_dates(row)):
        return False
    words = len(text.split()) + sum("\u4e00" <= c <= "\u9fff" for c in text) // 2
    closed = bool(_SENTENCE_END.search(text)) and not _ABBREVIATED.search(text)
    most = _HEADER_WORDS if _SEPARATED.search(text) and not closed else _PROSE_WORDS
    return words >= most or (closed and words >= _SENTENCE_WORDS)


def _is_beside_dates(row: Row) -> bool:
    """A sentence whose line has the dates of its entry in the margin."""
    return len(row.cells) == 1 and row.dated_apart and row.text.endswith(".")


# ---------------------------------------------------------------- cells and dates of a line


def _row(line: Line, *, listed: bool, in_item: bool = False) -> Row:
    """A line with its dates.

    Args:
        in_item: it goes on with an item of a list: a year in it is part of what the item tells.
    """
    found: list[tuple[Written, Piece]] = []
    kept: list[Piece] = []
    bullet = opens_item(line)
    parts = _whole_dates(cells(line))
    for place, cell in enumerate(parts):
        edge = len(parts) > 1 and place in (0, len(parts) - 1)
        if (
            bullet or in_item
        ) and not listed:  # the dates of an entry may stand in the margin beside its bullets
            dates = _dates_of(cell, edge=True, inline=False, listed=False) if edge and place else ()
        else:
            dates = _dates_of(cell, edge=edge, inline=True, listed=listed)
        found += dates
        kept += [p for p in _without(cell, dates) if not (edge and _DURATION.fullmatch(p.text))]
    if not bullet and _DURATION.fullmatch(" ".join(piece.text for piece in kept)):
        kept = []
    return Row(line, tuple(kept), tuple(found), bullet=bullet)


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


def _dates_of(cell: Piece, *, edge: bool, inline: bool, listed: bool) -> Dates:
    """The dates of a cell that date an entry.

    Args:
        edge: the cell is the first or last of several.
        inline: dates may stand beside other text.
    """
    text = cell.text
    found = []
    for written in find_dates(text):
        alone = _AROUND_DATES.fullmatch(text[: written.start] + text[written.end :])
        beside = inline and (
            written.is_range or _set_off(text, written) or _ends(text, written, listed=listed)
        )
        if alone or beside or (edge and written.is_range):
            found.append((written, cell.part(written.start, written.end)))
    if not found and edge and is_present(text):  # the second line of a range in the margin
        found.append((Written(0, len(text), None, None, present=True), cell))
    return tuple(found)


def _set_off(text: str, written: Written) -> bool:
    """Stands the date in brackets, or between commas or bars?"""
    before, after = text[: written.start].rstrip(), text[written.end :].lstrip()
    between = before.endswith(_SIGNS) and after.startswith((*_SIGNS, "–", "—", "- "))
    return between or (before.endswith(OPENED) and after.startswith(_CLOSED))


def _ends(text: str, written: Written, *, listed: bool) -> bool:
    """Stands the date at the end (or alone at the start) of something that is no sentence?"""
    at_end = not text[written.end :].strip(" )].,;") or _AROUND_DATES.fullmatch(text, 0, written.start)
    words = len(text.split())
    parted = not text[: written.start].rstrip()[-1:].isalnum() or words <= _PLAIN_DATE_WORDS
    sentence = text.endswith((".", "。")) and words > _SENTENCE_WORDS and not listed
    return bool(at_end) and parted and not sentence


def _undated(piece: Piece) -> Piece:
    """Without a duration that opens it: "2 yrs 11 mos Triage Nurse"."""
    match = _DURATION.match(piece.text)
    if (
        not match
        or not re.search(r"\d", match.group())
        or piece.text[match.end() : match.end() + 1].isalnum()
    ):
        return piece
    return piece.part(match.end(), len(piece.text)).trim()


def _without(cell: Piece, dates: Dates) -> list[Piece]:
    """The parts of a cell around its dates, without the brackets and words that belong to the dates."""
    if not dates:
        return [cell.trim(_BLANKS)]
    parts, at = [], cell.start
    for _, piece in dates:
        before = Piece(cell.line, at, piece.start)
        words = _BEFORE_DATES.search(before.text)
        parts.append(before.part(0, words.start() if words else len(before.text)))
        at = piece.end
    rest = Piece(cell.line, at, cell.end)
    opened = rest.text.lstrip(" )],;|/·•:–—-\u3000，；")
    parts.append(rest.part(len(rest.text) - len(opened), len(rest.text)))
    trimmed = [_undated(part.trim(" \t\u00a0\u3000,;|/·•:–—-，；：")) for part in parts]
    return [part for part in trimmed if part.text and not _DURATION.fullmatch(part.text)]
