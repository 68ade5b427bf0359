"""Rows of a section → entries: where each one begins, what is its header and what its body.

A header is found from its dates: the first entry of a section shows how many lines stand above the dates, and the
others are read the same way. Without dates, headings, bold lines and the end of a list of bullets part the entries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.extraction.resumes.places import is_place, may_be_city
from core.extraction.resumes.row import Dates, Row
from core.extraction.resumes.words import (
    COMPANY,
    COMPANY_CJK,
    DEGREE,
    DEGREE_CJK,
    SCHOOL,
    SCHOOL_CJK,
    TITLE,
    TITLE_CJK,
)

_MOST_ABOVE = 3
_MOST_BELOW = 3
_HEADER_WORDS = 16
_SHORT_WORDS = 6
_ROLE_WORDS = 4
_PLACE_WORDS = 3
_MOST_PARTS = 4
_SIZE_STEP = 0.6
_ASIDE = re.compile(
    r"(?:honou?rs|awards?|distinctions?|activities|societies|coursework|courses|relevant coursework|thesis|dean['’]s list)\s*:",
    re.IGNORECASE,
)
"""Labels of what is told about an entry: dates behind them are not its own."""
_SELF_TOLD = re.compile(r"\S\s+[-–—]\s+\S|\S:\s+\S")
USED = re.compile(
    r"(?:(?:key |main )?(?:technologies|tech(?:nology)?(?: stack)?|tools|stack|skills|keywords|environment)(?: used)?|technologien|"
    r"werkzeuge|outils|technologies utilisées|environnement(?: technique)?|tecnolog[ií]as(?: utilizadas)?|tecnologie|"
    r"ferramentas|技术栈|使用技术|开发环境|技术)\s*[:：]\s*|(?:built|made) with:?\s+(?=[A-Z])",
    re.IGNORECASE,
)
"""What stands before a list of tools: "Technologies: Go, SQL"."""
_PLACE_ROW = re.compile(
    r"[^\W\d_][\w .'’-]{1,30},\s?(?:[A-Z]{2,3}|[A-Z][\w .-]{2,24})(?:,\s?[A-Z][\w .]{1,24})?"
)


@dataclass(frozen=True)
class Entry:
    """One job, degree or project.

    Attributes:
        header: rows that name it.
        body: rows that tell about it; dates in the margin beside them belong to the entry.
    """

    header: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def dates(self) -> Dates:
        """All of them, in order, with the places where they stand."""
        return tuple(pair for row in (*self.header, *self.body) for pair in row.dates)


def split(rows: Sequence[Row], kind: str) -> list[Entry]:
    """The entries of a section of jobs, degrees or projects, in order."""
    if not rows:
        return []
    starts = _starts(rows)
    cuts = [*starts, len(rows)]
    lead = [Entry((), tuple(rows[: cuts[0]]))] if cuts[0] > 0 else []
    return lead + [_entry(rows[a:b], kind) for a, b in pairwise(cuts)]


# ---------------------------------------------------------------- where entries begin


def _starts(rows: Sequence[Row]) -> list[int]:
    anchors = [
        at for at, row in enumerate(rows) if _is_anchor(row) and not (at and _ends_range(rows[at - 1], row))
    ]
    levels = {row.line.level for row in rows if row.line.level}
    if levels:
        top = min(levels)
        return [at for at, row in enumerate(rows) if row.line.level == top]
    if not anchors:
        return _undated_starts(rows)
    starts = [_free_rows(rows, anchors[0], 0)]
    model, above = rows[starts[0]], anchors[0] - starts[0]
    for before, anchor in pairwise(anchors):
        start = _start_like(rows, anchor, before + 1, model, above)
        if start > starts[-1]:
            starts.append(start)
    return _with_undated(rows, starts)


def _is_anchor(row: Row) -> bool:
    """Does this row date an entry? A bullet may carry the dates in its margin."""
    return (
        bool(row.dates)
        and not _ASIDE.match(row.line.text)
        and not (row.wraps and row.prose)
        and not (row.dates[0][0].first is None and row.dates[0][0].present)
    )


def _ends_range(before: Row, row: Row) -> bool:
    """Is it the second of two years one above the other, or what a range broken at its dash ends with?"""
    ends = row.dated_alone or (row.dates and row.dates[0][1].start == 0)
    if before.dates and before.dates[-1][0].dangling and ends and not row.ranged:
        return True
    if not (before.dated_alone and row.dated_alone):
        return False
    first, last = before.dates[0][0], row.dates[0][0]
    return not first.is_range and not last.is_range and (first.last or "") <= (last.last or "")


def _free_rows(rows: Sequence[Row], anchor: int, floor: int) -> int:
    """The first of the rows above the dates that may belong to their header."""
    first = anchor
    while first > floor and anchor - first <= _MOST_ABOVE and _may_head(rows[first - 1]):
        first -= 1
    return first


def _start_like(rows: Sequence[Row], anchor: int, floor: int, model: Row, above: int) -> int:
    """The first row of the header that the dates at `anchor` belong to.

    Args:
        model: the first row of the first entry.
        above: how many rows stood above its dates.
    """
    first = _free_rows(rows, anchor, floor)
    listed = first > 0 and (rows[first - 1].bullet or rows[first - 1].wraps)
    if listed and anchor - first <= above:
        return first  # what stands between bullets and dates can only be a header
    fits = [at for at in range(first, anchor + 1) if not rows[at].wraps]
    return max(fits, key=lambda at: (_alike(rows[at], model), -abs(anchor - at - above), at), default=anchor)


def _may_head(row: Row) -> bool:
    return not row.bullet and not row.prose and bool(row.cells) and len(row.text.split()) <= _HEADER_WORDS


def _alike(row: Row, model: Row) -> int:
    """How much a row looks like the first row of the first entry."""
    return (
        3 * (abs(row.line.size - model.line.size) < _SIZE_STEP)
        + 3 * (row.line.bold == model.line.bold)
        + (len(row.cells) == len(model.cells))
        + 2 * (_words_of(row) == _words_of(model))
        + 2 * (bool(row.dates) == bool(model.dates))
        + (abs(row.line.indent - model.line.indent) < 1)
    )


def _words_of(row: Row) -> tuple[bool, ...]:
    text = row.text
    return tuple(
        bool(p.search(text) or q.search(text))
        for p, q in ((TITLE, TITLE_CJK), (COMPANY, COMPANY_CJK), (DEGREE, DEGREE_CJK), (SCHOOL, SCHOOL_CJK))
    )


def _with_undated(rows: Sequence[Row], starts: list[int]) -> list[int]:
    """Adds entries without dates: a row that looks like a first row, right after the text of another entry."""
    model = rows[starts[0]]
    extra = [
        at
        for at in range(1, len(rows))
        if (rows[at - 1].bullet or rows[at - 1].wraps or rows[at - 1].prose)
        and _looks_first(rows[at], model)
        and not _leads_to(rows, at, starts)
    ]
    ahead = rows[: starts[0]]
    if ahead and _may_head(ahead[0]) and (ahead[0].line.bold or any(row.bullet for row in ahead)):
        extra.append(0)
    return sorted({*starts, *extra})


def _leads_to(rows: Sequence[Row], at: int, starts: Sequence[int]) -> bool:
    """Is a start so near below that both belong to one header?"""
    near = [start for start in starts if at < start <= at + _MOST_ABOVE]
    return any(not any(row.bullet or row.prose for row in rows[at:start]) for start in near)


def _looks_first(row: Row, model: Row) -> bool:
    alike = row.line.bold == model.line.bold and abs(row.line.size - model.line.size) < _SIZE_STEP
    begins = not row.wraps and row.line.column == model.line.column and not row.text[:1].islower()
    return alike and begins and not row.bullet and not row.prose and bool(row.cells)


def _undated_starts(rows: Sequence[Row]) -> list[int]:
    """No dates at all: bold rows, or rows after bullets; else it is one entry."""
    bold = [at for at, row in enumerate(rows) if row.line.bold and not row.bullet and not row.wraps]
    if bold and len(bold) < len(rows):
        return [at for at in bold if at - 1 not in bold]
    if all(_SELF_TOLD.search(row.text) and not row.bullet for row in rows):
        # "name - what it is", a line each
        return [at for at, row in enumerate(rows) if not row.wraps and (at == 0 or not USED.match(row.text))]
    outer = [
        at
        for at, row in enumerate(rows)
        if not row.bullet and not row.wraps and (at == 0 or rows[at - 1].bullet or rows[at - 1].wraps)
    ]
    return outer if any(row.bullet for row in rows) and outer else [0]


# ---------------------------------------------------------------- header and body of one entry


def _entry(rows: Sequence[Row], kind: str) -> Entry:
    anchor = next((at for at, row in enumerate(rows) if _is_anchor(row)), None)
    end = _header_end(rows, anchor, kind)
    return Entry(tuple(rows[:end]), tuple(rows[end:]))


def _header_end(rows: Sequence[Row], anchor: int | None, kind: str) -> int:
    """Header rows: up to the dates, then as long as rows still name something."""
    end, names = 1, _NAMES.get(kind, _names_job)
    if anchor is not None and not any(row.bullet or row.prose for row in rows[: anchor + 1]):
        end = anchor + 1
    most = min(len(rows), (anchor or 0) + _MOST_BELOW + 1)
    while (
        end < most
        and not rows[end].bullet
        and not rows[end].prose
        and (rows[end].wraps or names(rows[:end], rows[end]))
    ):
        end += 1
    return end


def _parts(header: Sequence[Row]) -> int:
    return sum(len(row.cells) for row in header)


def _names_job(header: Sequence[Row], row: Row) -> bool:
    """Title, company or place on a row of its own."""
    told, words = _parts(header), len(row.text.split())
    named = any(_words_of(row)[:2])
    if (
        told == 0
        or row.dated_alone
        or (words <= _HEADER_WORDS and _PLACE_ROW.fullmatch(row.text))
        or is_place(row.text)
    ):
        return True
    if header[-1].dated_alone and told > 1 and _stands_as_place(row, header[-1]):
        return True
    if told == 1:
        return words <= (_HEADER_WORDS if named else _SHORT_WORDS)
    return named and words <= _SHORT_WORDS and told < _MOST_PARTS


def _stands_as_place(row: Row, dates: Row) -> bool:
    """A short name under dates that stand alone and look like it: title and employer are told above them."""
    alike = row.line.bold == dates.line.bold and abs(row.line.size - dates.line.size) < _SIZE_STEP
    return alike and len(row.cells) == 1 and len(row.text.split()) <= _PLACE_WORDS and may_be_city(row.text)


def _names_project(header: Sequence[Row], row: Row) -> bool:
    """A project has one name; under it may stand a role."""
    role = bool(TITLE.search(row.text)) and len(row.text.split()) <= _ROLE_WORDS
    return _parts(header) == 0 or row.dated_alone or role


def _names_degree(_header: Sequence[Row], _row: Row) -> bool:
    """Schools are told in rows that all name something."""
    return True


_NAMES: dict[str, Callable[[Sequence[Row], Row], bool]] = {
    "projects": _names_project,
    "education": _names_degree,
}
