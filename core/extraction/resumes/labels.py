"""The header of a job → title, company, place: by words, by the order the other jobs keep, else a doubt."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.extraction.resumes.naming import is_company, is_title, kind_of
from core.extraction.resumes.pieces import Piece
from core.extraction.resumes.places import is_place, may_be_city, split_place
from core.extraction.resumes.row import Row
from core.text import cut

_STRONG = re.compile(
    r"\s+[|·•⋅∙]\s+|\s*[|｜]\s*|\s+[–—]\s+|\s+-\s+|\s+@\s+|\s+(?:at|chez|bei)\s+(?=[A-Z0-9])"
)
_SLASHED = re.compile(rf"{_STRONG.pattern}|\s+/\s+")
_COMMA = re.compile(r",\s+|，|、(?=\S*公司)")
_OWN_ACCOUNT = re.compile(
    r"freelanc\w*|self[- ]employed|independent|freiberuf\w*|selbstständig\w*|autónom[oa]|autônom[oa]|indépendant\w*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(([^()]{2,40})\)\Z")
_SHOWN_LETTERS = 40
_SHORT_NAME = 4
_TWO = 2


@dataclass(frozen=True)
class Header:
    """What a header says, and whether that is sure.

    Attributes:
        segments: all parts that a title, company or place may be, for the model to choose from.
        order: "tc" if the title stands first, "ct" if the company does, "" if that is not known.
        known: "title", "company" or "place" → the part that is that by its words.
    """

    title: Piece | None
    company: Piece | None
    place: Piece | None
    segments: tuple[Piece, ...]
    order: str
    sure: bool
    why: str = ""
    known: Mapping[str, Piece] = field(default_factory=dict)


@dataclass(frozen=True)
class _Habits:
    """What the headers of a section have in common.

    Attributes:
        usual: the order of title and company, "tc", "ct" or "" if none shows it.
        lone: "tc" if a name that stands alone is a title, "ct" if it is an organisation.
        together: title and company share a row, and the place has one of its own.
        placed: the place stands behind the company, with a comma between.
    """

    usual: str
    lone: str
    together: bool
    placed: bool = False


def read(headers: Sequence[Sequence[Row]], lone: str = "tc") -> list[Header]:
    """The headers of a section together, since people keep to one order.

    Args:
        lone: "ct" if a name that stands alone is rather an organisation, as in volunteer work.
    """
    habits = _Habits("", lone, any(_named_together(rows) for rows in headers))
    first = [_read(rows, habits) for rows in headers]
    votes = Counter(header.order for header in first if header.sure and header.order)
    usual = votes.most_common(1)[0][0] if votes else ""
    habits = replace(habits, usual=usual, placed=_are_placed(first))
    return [h if h.sure and h.place else _read(rows, habits) for h, rows in zip(first, headers, strict=True)]


def _are_placed(headers: Sequence[Header]) -> bool:
    """Does a sure place stand behind an employer, or something like a place behind each of them?"""
    companies = [header.company.text for header in headers if header.company]
    after = [text.partition(",")[2].strip() for text in companies]
    inside = [bracket[1] if (bracket := _BRACKET.search(text)) else "" for text in companies]
    alike = any(len(tails) > 1 and all(map(may_be_city, tails)) for tails in (after, inside))
    return alike or any(map(_is_placed, headers))


def _is_placed(header: Header) -> bool:
    place, company = header.place, header.company
    return bool(place and company and place.line.n == company.line.n and place.start > company.end)


def _named_together(rows: Sequence[Row]) -> bool:
    """Do title and company stand in one row with a comma between, and something short beside or below the dates?"""
    parts = [part for row in segments(rows) for part in row]
    if not _may_end_header(parts):
        return False
    kinds = [kind_of(name.text) for name in parts[0].split_outside(_COMMA)]
    if len(kinds) < _TWO:
        return False
    both = {"title", "company"} <= {kinds[0], kinds[-1]}
    return both or ("title" in (kinds[0], kinds[-1]) and is_place(parts[1].text))


def _may_end_header(parts: Sequence[Piece]) -> bool:
    """Two parts, of which the last could be a place: a short name that is neither title nor company."""
    if len(parts) != _TWO:
        return False
    last = parts[1]
    return is_place(last.text) or (_may_be_place(last) and not kind_of(last.text))


def segments(rows: Sequence[Row]) -> list[list[Piece]]:
    """The strong parts of each row: cells, and what bars and dashes part."""
    out: list[list[Piece]] = []
    for row in rows:
        at = _SLASHED if row.line.text.count(" / ") >= _TWO else _STRONG
        parts = [p for cell in row.cells for p in cell.split_outside(at)]
        if row.wraps and out and parts:
            out[-1].extend(parts)
        elif parts:
            out.append(parts)
    return out


def _read(rows: Sequence[Row], habits: _Habits) -> Header:
    places: list[Piece] = []
    parts = segments(rows)
    flat = [part for row in parts for part in row]
    if habits.together and _may_end_header(flat) and len(flat[0].split_outside(_COMMA)) > 1:
        parts, places = [flat[:1]], flat[1:]
    names: list[Piece] = []
    for part in (part for row in parts for part in row):
        rest, place = split_place(part, unsure=habits.placed)
        places += [place] if place else []
        names += [rest] if rest else []
    if len(names) == 1 and not places and habits.placed and (cut := _before_place(names[0])):
        names, places = [cut[0]], [cut[1]]
    if len(names) == 1:
        split = [split_place(name) for name in _by_comma(names[0], habits.usual)]
        names = [name for name, _ in split if name]
        places += [place for _, place in split if place]
    if len(names) > 1:
        return _of_several(names, places, habits.usual)
    return _of_one(names, places, habits.lone)


def _before_place(name: Piece) -> tuple[Piece, Piece] | None:
    """What stands before the last comma of "Title, Employer, Place", where other headers of the section end in a place."""
    *parts, last = name.split_outside(_COMMA) or [name]
    if (
        len(parts) != _TWO
        or not is_title(parts[0].text)
        or is_title(parts[1].text)
        or not may_be_city(last.text)
    ):
        return None
    return _run(parts), last


def _by_comma(part: Piece, usual: str) -> list[Piece]:
    """One part only: title and company stand in it with a comma between, if they both do; a place may follow."""
    parts = part.split_outside(_COMMA)
    if len(parts) < _TWO:
        return parts
    kinds = [kind_of(p.text) for p in parts]
    if "company" in kinds[1:] and kinds[0] != "company":
        at = kinds.index("company")
        rest = [_run(parts[at + 1 :])] if parts[at + 1 :] else []
        return [_run(parts[:at]), parts[at], *rest]
    if kinds[0] == "title" or ("title" not in kinds and usual == "tc"):
        cut = max((i for i, kind in enumerate(kinds[:-1]) if kind == "title"), default=0) + 1
        cut = len(parts) - 1 if len(parts) > cut + 1 else cut
        return [_run(parts[:cut]), _run(parts[cut:])]
    first = next((i for i, kind in enumerate(kinds) if kind == "title"), len(parts) - 1)
    return [_run(parts[:first]), _run(parts[first:])]


def _run(parts: Sequence[Piece]) -> Piece:
    return Piece(parts[0].line, parts[0].start, parts[-1].end)


def _of_one(names: Sequence[Piece], places: Sequence[Piece], lone: str) -> Header:
    """A header that names one thing, or none."""
    place, name = _first(places), _first(names)
    kind = kind_of(name.text) if name else ""
    known = {k: p for k, p in ((kind, name), ("place", place)) if k and p}
    if kind == "title" or (not kind and lone == "tc"):
        title, company, why = name, None, "has a title, but no employer"
    else:
        title, company, why = None, name, "has an employer, but no title"
    why = why if name else "has no title and no employer"
    return Header(title, company, place, (*names, *places), order="", sure=False, why=why, known=known)


def _of_several(names: Sequence[Piece], places: Sequence[Piece], usual: str) -> Header:
    titles = [name for name in names if is_title(name.text)]
    companies = [name for name in names if is_company(name.text)]
    title, company, place = _title_of(titles, companies, usual), _first(companies), _first(places)
    known = {k: p for k, p in (("title", title), ("company", company), ("place", place)) if p}
    title, company, sure = _fill(title, company, names, usual)
    sure = sure and (
        bool(titles) or len(companies) < _TWO or bool(usual)
    )  # two that sound like employers: one is a title
    plain = [n for n in names if n not in (title, company, *titles, *companies)]
    place = place or next(filter(_may_be_place, plain), None)
    order = "tc" if names.index(title) < names.index(company) else "ct"
    why = f'may be either way round: "{cut(title.text, _SHOWN_LETTERS)}" and "{cut(company.text, _SHOWN_LETTERS)}"'
    return Header(
        title, company, place, (*names, *places), order, sure=sure, why="" if sure else why, known=known
    )


def _title_of(titles: Sequence[Piece], companies: Sequence[Piece], usual: str) -> Piece | None:
    """Of several names with a title's words the first; but "Freelance" tells for whom, not as what."""
    own = [t for t in titles if not _OWN_ACCOUNT.match(t.text)]
    if not companies and len(titles) > 1 and len(own) == len(titles) and usual == "ct":
        return titles[1]
    return _first(own) or _first(titles)


def _fill(
    title: Piece | None, company: Piece | None, names: Sequence[Piece], usual: str
) -> tuple[Piece, Piece, bool]:
    """Title and company of several names, and whether that is sure: what the words left open is told by order."""
    others = [name for name in names if name not in (title, company)]
    if title is not None and company is not None:
        return title, company, True
    if title is not None:
        return title, next((name for name in others if not is_title(name.text)), others[0]), True
    if company is not None:
        return others[0], company, len(others) == 1
    first, second = names[0], names[1]
    return (second, first, True) if usual == "ct" else (first, second, usual == "tc")


def _may_be_place(part: Piece) -> bool:
    text = part.text
    return len(text.split()) <= _SHORT_NAME and text[:1].isupper() and not re.search(r"\d", text)


def _first(parts: Sequence[Piece]) -> Piece | None:
    return parts[0] if parts else None
