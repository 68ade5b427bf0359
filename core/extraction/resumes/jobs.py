"""Jobs, volunteer work and projects: header, dates and body of each entry."""

from collections.abc import Sequence

from core.extraction.resumes import body, labels
from core.extraction.resumes.entries import Entry
from core.extraction.resumes.pieces import Piece, Tree, Value, value, whole
from core.extraction.resumes.rows import Row
from core.extraction.resumes.words import TITLE
from core.model import Span

_PAIR = 2
_LINK_WORDS = 4


def dates(entry: Entry) -> tuple[Value | None, Value | None]:
    """Start and end of an entry: its first range; else a lone date, which is an end; else a range split over two rows."""
    found = [pair for row in (*entry.header, *entry.body) for pair in row.dates]
    ranged = next((pair for pair in found if pair[0].is_range), None)
    written, piece = ranged or next((p for p in found if p[0].last), (None, None))
    if written is None or piece is None:
        return None, None
    alone = [p for p in found if not p[0].is_range and p[0].last and p[1].line.n == piece.line.n]
    if not written.is_range and len(alone) == _PAIR and (alone[0][0].last or "") <= (alone[1][0].last or ""):
        first, last = alone  # a cell for the start and one for the end
        return Value(first[0].last or "", (first[1].span,)), Value(last[0].last or "", (last[1].span,))
    start = Value(written.first, (_at(piece, written.first_at, written.start),)) if written.first else None
    end = Value(written.last, (_at(piece, written.last_at, written.start),)) if written.last else None
    if start and not end and written.dangling and not any(w.present for w, _ in found):
        later = next((p for p in found if p[0] is not written and p[0].last), None)
        end = Value(later[0].last or "", (later[1].span,)) if later else None
    return start, end


def _at(piece: Piece, place: tuple[int, int] | None, origin: int) -> Span:
    if place is None:
        return piece.span
    return piece.part(place[0] - origin, place[1] - origin).span


def is_open(entry: Entry) -> bool:
    """Do its dates end in "present"?"""
    return any(w.present for row in (*entry.header, *entry.body) for w, _ in row.dates)


def jobs(entries: Sequence[Entry], headers: Sequence[labels.Header], company_key: str = "name") -> list[Tree]:
    """Entries of `work`, or of `volunteer` with `organization` for the employer's name."""
    out = []
    for entry, header in zip(entries, headers, strict=True):
        start, end = dates(entry)
        highlights, summary = body.told(entry.body)
        out.append(
            {
                company_key: _of(header.company),
                "position": _of(header.title),
                "location" if company_key == "name" else "_location": _of(header.place),
                "startDate": start,
                "endDate": end,
                "summary": summary,
                "highlights": highlights,
                "_header": header,
                "_entry": entry,
            }
        )
    return _under_employers(out, company_key)


def _under_employers(found: list[Tree], company_key: str) -> list[Tree]:
    """One employer with several roles below: the roles take its name and place, and it is no job of its own."""
    out: list[Tree] = []
    above: Tree | None = None
    for at, tree in enumerate(found):
        below = found[at + 1] if at + 1 < len(found) else None
        told = bool(tree["summary"] or tree["highlights"])
        if (
            tree[company_key]
            and not tree["position"]
            and not told
            and below
            and below["position"]
            and not below[company_key]
        ):
            above = tree
            continue
        if above is not None and tree["position"] and not tree[company_key]:
            tree = {
                **tree,
                **{k: tree[k] or above[k] for k in (company_key, "location") if k in tree},
                "_doubt": None,
            }
        else:
            above = None
        out.append(tree)
    return out


def _of(piece: Piece | None) -> Value | None:
    return value(piece) if piece else None


def projects(entries: Sequence[Entry]) -> list[Tree]:
    """Entries of `projects`: the first part of the header is the name."""
    out = []
    for entry in entries:
        start, end = dates(entry)
        highlights, description = body.told([row for row in entry.body if not _is_link(row)])
        parts = [part for row in labels.segments(entry.header) for part in row]
        roles = [value(p) for p in parts[1:] if TITLE.search(p.text)]
        out.append(
            {
                "name": _of(parts[0]) if parts else None,
                "startDate": start,
                "endDate": end,
                "url": _url(entry),
                "description": description,
                "highlights": highlights,
                "roles": roles,
                "_entry": entry,
            }
        )
    return out


def _is_link(row: Row) -> bool:
    """Is it the caption of a link ("View on GitHub"), which tells nothing of its own?"""
    return bool(row.line.links) and not row.bullet and len(row.text.split()) <= _LINK_WORDS


def _url(entry: Entry) -> Value | None:
    for row in (*entry.header, *(r for r in entry.body if _is_link(r))):
        for link in row.line.links:
            if link.lower().startswith("http"):
                return Value(link, (whole(row.line).span,))
    return None
