"""Rows of a section → entries: where each one begins, what is its header and what its body.

A header is found from its dates: the first entry of a section shows how many lines stand above the dates, and the
others are read the same way. Without dates, headings, bold lines and the end of a list of bullets part the entries.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.extraction.resumes.rows import Row
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
_SIZE_STEP = 0.6


@dataclass(frozen=True)
class Entry:
    """One job, degree or project.

    Attributes:
        header: rows that name it.
        body: rows that tell about it.
        aside: dates that stand in the margin beside the body.
    """

    header: tuple[Row, ...]
    body: tuple[Row, ...]

    @property
    def dated(self) -> bool:
        return any(row.dates for row in (*self.header, *self.body))


def split(rows: Sequence[Row], kind: str) -> list[Entry]:
    """The entries of a section of jobs, degrees or projects, in order."""
    if not rows:
        return []
    starts = _starts(rows, kind)
    cuts = [*starts, len(rows)]
    lead = [Entry((), tuple(rows[: cuts[0]]))] if cuts[0] > 0 else []
    return lead + [_entry(rows[a:b], kind) for a, b in zip(cuts, cuts[1:], strict=False)]


# ---------------------------------------------------------------- where entries begin


def _starts(rows: Sequence[Row], kind: str) -> list[int]:
    anchors = [at for at, row in enumerate(rows) if _is_anchor(row)]
    levels = {row.line.level for row in rows if row.line.level}
    if levels:
        top = min(levels)
        return [at for at, row in enumerate(rows) if row.line.level == top]
    if not anchors:
        return _undated_starts(rows, kind)
    starts: list[int] = []
    for place, anchor in enumerate(anchors):
        floor = anchors[place - 1] + 1 if place else 0
        start = _start_of(
            rows, anchor, floor, rows[starts[0]] if starts else None, anchors[0] - starts[0] if starts else 0
        )
        if not starts or start > starts[-1]:
            starts.append(start)
    return _with_undated(rows, starts)


def _is_anchor(row: Row) -> bool:
    """Does this row date an entry? A bullet may carry the dates in its margin."""
    return (
        bool(row.dates)
        and not (row.wraps and row.prose)
        and not (row.dates[0][0].first is None and row.dates[0][0].present)
    )


def _start_of(rows: Sequence[Row], anchor: int, floor: int, model: Row | None, above: int) -> int:
    """The first row of the header that the dates at `anchor` belong to."""
    free = anchor
    while free > floor and anchor - free < _MOST_ABOVE + 1 and _may_head(rows[free - 1], rows[free]):
        free -= 1
    if model is None:
        return free
    listed = free > 0 and (rows[free - 1].bullet or rows[free - 1].wraps)
    if listed and anchor - free <= above:
        return free  # what stands between bullets and dates can only be a header
    fits = [at for at in range(free, anchor + 1) if not rows[at].wraps]
    return max(fits, key=lambda at: (_alike(rows[at], model), -abs(anchor - at - above), at), default=anchor)


def _may_head(row: Row, below: Row) -> bool:
    del below
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
    """Adds entries without dates: a row that looks like a first row, right after the bullets of another entry."""
    model = rows[starts[0]]
    extra = [
        at
        for at in range(1, len(rows))
        if at not in starts
        and (rows[at - 1].bullet or rows[at - 1].wraps or rows[at - 1].prose)
        and _looks_first(rows[at], model)
        and not any(
            at < s <= at + _MOST_ABOVE and not any(r.bullet or r.prose for r in rows[at:s]) for s in starts
        )
    ]
    if (
        starts[0] > 0
        and _may_head(rows[0], rows[0])
        and (rows[0].line.bold or any(r.bullet for r in rows[: starts[0]]))
    ):
        extra.append(0)
    return sorted({*starts, *extra})


def _looks_first(row: Row, model: Row) -> bool:
    return (
        not row.bullet
        and not row.wraps
        and not row.prose
        and bool(row.cells)
        and row.line.bold == model.line.bold
        and abs(row.line.size - model.line.size) < _SIZE_STEP
        and row.line.column == model.line.column
        and row.text[:1].upper() == row.text[:1]
    )


def _undated_starts(rows: Sequence[Row], kind: str) -> list[int]:
    """No dates at all: bold rows, or rows after bullets, or (for schools and lists) each row."""
    bold = [at for at, row in enumerate(rows) if row.line.bold and not row.bullet and not row.wraps]
    if bold and len(bold) < len(rows):
        return [at for at in bold if at == 0 or at - 1 not in bold]
    if any(row.bullet for row in rows):
        outer = [
            at
            for at, row in enumerate(rows)
            if not row.bullet and not row.wraps and (at == 0 or rows[at - 1].bullet or rows[at - 1].wraps)
        ]
        return outer or [at for at, row in enumerate(rows) if row.bullet]
    del kind
    return [0]


# ---------------------------------------------------------------- header and body of one entry


def _entry(rows: Sequence[Row], kind: str) -> Entry:
    anchor = next((at for at, row in enumerate(rows) if _is_anchor(row)), None)
    end = _header_end(rows, anchor, kind)
    return Entry(tuple(rows[:end]), tuple(rows[end:]))


def _header_end(rows: Sequence[Row], anchor: int | None, kind: str) -> int:
    """Header rows: up to the dates, then as long as rows still name something."""
    end = 1
    if anchor is not None and not rows[anchor].bullet and not any(r.bullet or r.prose for r in rows[:anchor]):
        end = anchor + 1
    names = _NAMES.get(kind, _names_job)
    while (
        end < len(rows)
        and end <= (anchor or 0) + _MOST_BELOW
        and ((rows[end].wraps and not rows[end - 1].prose) or names(rows[:end], rows[end]))
    ):
        if rows[end].bullet or rows[end].prose:
            break
        end += 1
    return end


def _names_job(header: Sequence[Row], row: Row) -> bool:
    """Title, company or place on a row of its own."""
    if row.bullet or row.prose or len(row.text.split()) > _HEADER_WORDS:
        return False
    told = sum(len(r.cells) for r in header)
    text = row.text
    named = bool(
        TITLE.search(text) or COMPANY.search(text) or TITLE_CJK.search(text) or COMPANY_CJK.search(text)
    )
    short = len(text.split()) <= 6  # noqa: PLR2004
    return (
        told == 0
        or (told == 1 and (short or named))
        or (named and short and told < 4)
        or _is_place_row(text)
        or row.dated_alone
    )


def _names_project(header: Sequence[Row], row: Row) -> bool:
    told = sum(len(r.cells) for r in header)
    return told == 0 or row.dated_alone or (bool(TITLE.search(row.text)) and len(row.text.split()) <= 4)  # noqa: PLR2004


def _names_degree(header: Sequence[Row], row: Row) -> bool:
    del header
    return not row.bullet and not row.prose


_PLACE_ROW = re.compile(
    r"[^\W\d_][\w .'’-]{1,30},\s?(?:[A-Z]{2,3}|[A-Z][\w .-]{2,24})(?:,\s?[A-Z][\w .]{1,24})?"
)


def _is_place_row(text: str) -> bool:
    return bool(_PLACE_ROW.fullmatch(text))


_NAMES: dict[str, Callable[[Sequence[Row], Row], bool]] = {
    "projects": _names_project,
    "education": _names_degree,
}
