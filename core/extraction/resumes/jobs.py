"""Jobs, volunteer work and projects: header, dates and body of each entry."""

import re
from collections.abc import Sequence

from core.dates import is_part_of_year
from core.extraction.resumes import body, labels
from core.extraction.resumes.entries import USED, Entry
from core.extraction.resumes.pieces import Piece, Tree, Value, split_run, value, whole
from core.extraction.resumes.row import Row
from core.extraction.resumes.rows import glue
from core.extraction.resumes.words import TITLE, TITLE_CJK
from core.model import Line, Span
from core.skills import canonical

_ADDRESS = re.compile(r"(?:https?://|www\.)\S{3,200}", re.IGNORECASE)
_NAMED = re.compile(r"([^:：]{2,40})[:：]\s+(?=\S+\s\S+\s\S+\s\S)")
_ITEMS = re.compile(r"\s*[,;|•·、，；｜\t]\s*|\s/\s")
_PAIR = 2
_LEAVE = re.compile(
    r"elternzeit|mutterschutz|(?:parental|maternity|paternity|family|sick) leave|career break|sabbatical(?: year)?|"
    r"congé (?:de )?(?:maternité|paternité|parental|sabbatique)|excedencia|baja (?:por )?maternidad|licença[- ]maternidade|"
    r"congedo (?:di )?maternità",
    re.IGNORECASE,
)
"""Time off is dated like a job and is none."""
_ON_THEIR_OWN = re.compile(
    r"freelanc|self-employed|independent|selbst|freiberuf|indépendant|autónom|volunt", re.IGNORECASE
)
_LINK_WORDS = 4
_NOTE_WORDS = 2


# ---------------------------------------------------------------- dates


def dates(entry: Entry) -> tuple[Value | None, Value | None]:
    """Start and end of an entry: its first range; a lone date is its end."""
    found = entry.dates
    ranged = next((pair for pair in found if pair[0].is_range), None)
    if ranged is None:
        return _lone_dates(entry)
    written, piece = ranged
    end = _date(written.last, _at(piece, written.last_at, written.start))
    if written.dangling and not is_open(entry):  # "2017 –" above "2019" in a narrow margin
        end = next((_date(w.last, p.span) for w, p in found if w is not written and w.last), None)
    first = _at(piece, written.first_at, written.start)
    if not any(map(str.isdigit, piece.line.text[first.start : first.end])):
        first = piece.span  # "Jun – Aug 2023": the year of the first month stands behind the second
    return _date(written.first, first), end


def _lone_dates(entry: Entry) -> tuple[Value | None, Value | None]:
    """A cell for the start and one for the end on one line; otherwise the first date is the end."""
    alone = [(w.last, p) for w, p in entry.dates if w.last]
    if not alone:
        return None, None
    first, piece = alone[0]
    beside = [(last, p) for last, p in alone if p.line.n == piece.line.n or _is_below(piece, p)]
    if len(beside) == _PAIR and first <= beside[1][0]:
        return _date(first, piece.span), _date(beside[1][0], beside[1][1].span)
    return None, _date(first, piece.span)


def _season(entry: Entry) -> Value | None:
    """The year of a season that is all an entry says of its time: it began in it, too."""
    found = entry.dates
    alone = len(found) == 1 and not found[0][0].is_range and is_part_of_year(found[0][1].text)
    return _date(found[0][0].last, found[0][1].span) if alone else None


def _is_below(piece: Piece, other: Piece) -> bool:
    """Two dates on lines of their own, the second under the first?"""
    return (
        other.line.n == piece.line.n + 1
        and whole(piece.line).span == piece.span
        and whole(other.line).span == other.span
    )


def is_open(entry: Entry) -> bool:
    """Do its dates end in "present"?"""
    return any(written.present for written, _ in entry.dates)


def _date(said: str | None, span: Span) -> Value | None:
    return Value(said, (span,)) if said else None


def _at(piece: Piece, place: tuple[int, int] | None, origin: int) -> Span:
    """Where one end of a range stands; `place` and `origin` count from the start of the cell it was found in."""
    return piece.part(place[0] - origin, place[1] - origin).span if place else piece.span


# ---------------------------------------------------------------- work and volunteer


def jobs(entries: Sequence[Entry], section: str) -> list[Tree]:
    """Entries of `work`, or of `volunteer`, which says `organization` for the employer and has no place."""
    volunteer = section == "volunteer"
    titled = any(TITLE.search(row.text) or TITLE_CJK.search(row.text) for e in entries for row in e.header)
    headers = labels.read([e.header for e in entries], lone="tc" if titled and not volunteer else "ct")
    employer = "organization" if volunteer else "name"
    trees = [_job(entry, header, employer) for entry, header in zip(entries, headers, strict=True)]
    return _under_employers([tree for tree in trees if not _is_leave(tree, employer)], employer)


def _is_leave(tree: Tree, employer: str) -> bool:
    said = [told.text for key in (employer, "position") if (told := tree[key])]
    return len(said) == 1 and _LEAVE.fullmatch(said[0]) is not None and not tree["highlights"]


def _job(entry: Entry, header: labels.Header, employer: str) -> Tree:
    start, end = dates(entry)
    start = start or _season(entry)
    highlights, summary = body.told([row for row in entry.body if not _is_address(row)])
    place = {"location": value(header.place)} if employer == "name" else {}
    return {
        employer: value(header.company),
        "position": value(header.title),
        **place,
        "url": _site(entry),
        "startDate": start,
        "endDate": end,
        "summary": summary,
        "highlights": highlights,
        "_header": header,
        "_entry": entry,
    }


def _under_employers(found: Sequence[Tree], employer: str) -> list[Tree]:
    """One employer with several roles below: the roles take its name and place, and it is no job of its own."""
    out: list[Tree] = []
    above: Tree | None = None
    for at, tree in enumerate(found):
        if _only_employer(tree, employer) and at + 1 < len(found) and _only_role(found[at + 1], employer):
            above = tree
        elif above is not None and _only_role(tree, employer):
            taken = {key: tree[key] or above[key] for key in (employer, "location") if key in tree}
            out.append({**tree, **taken, "_header": None})
        elif out and _only_role(tree, employer) and _goes_on_there(out[-1], tree):
            taken = {key: out[-1][key] for key in (employer, "location") if key in tree and not tree[key]}
            out.append({**tree, **taken})
        else:
            above = None
            out.append(tree)
    return out


def _goes_on_there(before: Tree, tree: Tree) -> bool:
    """Is a role set like the one above it, which has its employer on a line of its own above the two?"""
    first, header = before["_header"], tree["_header"]
    if (
        not first
        or not header
        or not first.company
        or not first.title
        or _ON_THEIR_OWN.search(header.title.text)
    ):
        return False
    over, role, alike = first.company.line, first.title.line, header.title.line
    dated = {row.line.n: row.dated_apart for row in (*before["_entry"].header, *tree["_entry"].header)}
    return (
        over.n < role.n
        and _look(role) == _look(alike)
        and not any(row.dates for row in before["_entry"].header if row.line.n == over.n)
        and bool(dated.get(role.n) and dated.get(alike.n))
        and len(tree["_entry"].header) == len(header.segments) == 1
    )


def _look(line: Line) -> tuple[bool, int]:
    return line.bold, round(line.size)


def _only_employer(tree: Tree, employer: str) -> bool:
    return bool(tree[employer]) and not (tree["position"] or tree["summary"] or tree["highlights"])


def _only_role(tree: Tree, employer: str) -> bool:
    return bool(tree["position"]) and not tree[employer]


def _is_address(row: Row) -> bool:
    """Is it an address on the web and nothing else?"""
    return _ADDRESS.fullmatch(row.text) is not None


def _site(entry: Entry) -> Value | None:
    """The employer's page, where it has a line of its own."""
    return next((value(*row.cells) for row in entry.body if _is_address(row)), None)


# ---------------------------------------------------------------- projects


def projects(entries: Sequence[Entry]) -> list[Tree]:
    """Entries of `projects`: the first part of the header is the name."""
    return [_project(entry) for entry in entries]


def _project(entry: Entry) -> Tree:
    start, end = dates(entry)
    told = [row for row in entry.body if not _is_link(row)]
    parts = [part for row in labels.segments(entry.header) for part in row]
    name, said = _name_and_more(parts[0]) if parts else (None, None)
    used, told = _used_in(told)
    highlights, description = body.told(told, lead=said)
    beside = _told_beside(parts)
    if beside and not used and (listed := _tools_in(beside)):
        beside, used = None, listed
    return {
        "name": value(name),
        "startDate": start,
        "endDate": end,
        "url": _url(entry),
        "description": description or value(beside),
        "highlights": highlights,
        "keywords": used,
        "roles": [value(part) for part in parts[1:] if TITLE.search(part.text)],
    }


def _name_and_more(piece: Piece) -> tuple[Piece, Piece | None]:
    """A name, and the beginning of what is told of it: "ledgerlint: A linter that …"."""
    match = _NAMED.match(piece.text)
    if match is None:
        return piece, None
    return piece.part(*match.span(1)), piece.part(match.end(), len(piece.text))


def _used_in(rows: Sequence[Row]) -> tuple[list[Value], list[Row]]:
    """What a line "Technologies: Go, SQL" names, and the other rows."""
    used: list[Piece] = []
    rest: list[Row] = []
    for group in body.groups(rows):
        match = USED.match(group[0].text) if len(group[0].cells) == 1 and not group[0].bullet else None
        if match:
            first, *more = glue(group)
            used += [first.part(match.end(), len(first.text)), *more]
        else:
            rest += group
    return [one for item in split_run(used, _ITEMS) if (one := value(*item))], rest


def _tools_in(piece: Piece) -> list[Value]:
    """The names of a list that is all tools, most of them known: "C++, Python, NumPy" behind the name of a project."""
    names = piece.split_outside(_ITEMS)
    known = sum(canonical(name.text) is not None for name in names)
    return (
        [one for name in names if (one := value(name))] if len(names) > 1 and 2 * known > len(names) else []
    )


def _told_beside(parts: Sequence[Piece]) -> Piece | None:
    """What stands behind the name on its own line, if it is more than a role or a note."""
    rest = parts[1:2]
    return next((p for p in rest if len(p.text.split()) > _NOTE_WORDS and not TITLE.search(p.text)), None)


def _is_link(row: Row) -> bool:
    """Is it the caption of a link ("View on GitHub"), which tells nothing of its own?"""
    return bool(row.line.links) and not row.bullet and len(row.text.split()) <= _LINK_WORDS


def _url(entry: Entry) -> Value | None:
    for row in (*entry.header, *(row for row in entry.body if _is_link(row))):
        for link in row.line.links:
            if link.lower().startswith("http"):
                return Value(link, (whole(row.line).span,))
    return None
