"""The header of a job → title, company, place: by words, by the order the other jobs keep, else a doubt."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.extraction.resumes.pieces import Piece
from core.extraction.resumes.rows import Row
from core.extraction.resumes.words import (
    CITIES,
    COMPANY,
    COMPANY_CJK,
    COUNTRIES,
    REGION_CODES,
    REMOTE,
    STATES,
    TITLE,
    TITLE_CJK,
)

_STRONG = re.compile(
    r"\s+[|·•⋅∙]\s+|\s*[|｜]\s*|\s+[–—]\s+|\s+-\s+|\s+@\s+|\s+(?:at|chez|bei)\s+(?=[A-Z0-9])"
)
_COMMA = re.compile(r",\s+|，|、(?=\S*公司)")
_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]\s*\Z")
_ENDS_AS_TITLE = re.compile(rf"{TITLE.pattern}(?:\s(?:[IVX]{{1,4}}|\d|senior|junior|lead))?\Z", re.IGNORECASE)
_LEADS = re.compile(
    rf"(?:[^\W\d_][\w.'-]*\s){{0,2}}{TITLE.pattern}\s*(?:,|of|for|in|[-–—&/]|and|de|du|des|der|für|en|da|do)\s",
    re.IGNORECASE,
)
_PLACE_WORDS = 3
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


def read(headers: Sequence[Sequence[Row]], lone: str = "tc") -> list[Header]:
    """The headers of a section together, since people keep to one order.

    Args:
        lone: "ct" if a name that stands alone is rather an organisation, as in volunteer work.
    """
    together = any(_named_together(rows) for rows in headers)
    first = [_read(rows, "", lone, together=together) for rows in headers]
    votes = Counter(h.order for h in first if h.sure and h.order)
    if not votes:
        return first
    usual = votes.most_common(1)[0][0]
    return [
        h if h.sure else _read(rows, usual, lone, together=together)
        for h, rows in zip(first, headers, strict=True)
    ]


def _named_together(rows: Sequence[Row]) -> bool:
    """Do title and company stand in one row with a comma between, and something short beside or below the dates?"""
    parts = segments(rows)
    if len(parts) != _TWO or len(parts[0]) != 1 or not _may_end_header(parts):
        return False
    names = parts[0][0].split_outside(_COMMA)
    return len(names) > 1 and is_title(names[0].text) and is_company(names[-1].text)


def _may_end_header(parts: Sequence[Sequence[Piece]]) -> bool:
    """Could the last row be a place: one short name that is neither title nor company?"""
    last = parts[-1]
    return len(last) == 1 and _may_be_place(last[0]) and not kind_of(last[0].text)


def segments(rows: Sequence[Row]) -> list[list[Piece]]:
    """The strong parts of each row: cells, and what bars and dashes part."""
    out: list[list[Piece]] = []
    for row in rows:
        parts = [p for cell in row.cells for p in cell.split_outside(_STRONG)]
        if row.wraps and out and parts:
            out[-1].extend(parts)
        elif parts:
            out.append(parts)
    return out


def _read(rows: Sequence[Row], usual: str, lone: str, *, together: bool) -> Header:
    places: list[Piece] = []
    parts = segments(rows)
    if together and len(parts) == _TWO and len(parts[0]) == 1 and _may_end_header(parts):
        places += parts.pop()
    names: list[Piece] = []
    for part in (p for row in parts for p in row):
        rest, place = split_place(part)
        places += [place] if place else []
        names += [rest] if rest else []
    if len(names) == 1:
        names = _by_comma(names[0], usual)
    return _label(names, places, usual, lone)


def split_place(part: Piece) -> tuple[Piece | None, Piece | None]:
    """A name and the place after it: "Sonoran Foods LLC" + "Tolleson, AZ"; either may be missing."""
    text = part.text
    if REMOTE.fullmatch(text.strip("()")) or is_place(text):
        return None, part
    bracket = _BRACKET.search(text)
    if bracket and (
        is_place(bracket[1]) or REMOTE.fullmatch(bracket[1]) or _cn_company(text[: bracket.start()])
    ):
        return part.part(0, bracket.start()).trim(), part.part(*bracket.span(1))
    tail = _last_place(text)
    if tail is None:
        return part, None
    rest = part.part(0, tail).trim()
    return (rest or None), part.part(tail, len(text)).trim()


def _cn_company(text: str) -> bool:
    return bool(COMPANY_CJK.search(text))


def _last_place(text: str) -> int | None:
    """Where the place at the end of a text begins."""
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^,，]+", text)]
    words = [text[a:b].strip() for a, b in parts]
    last = len(words) - 1
    if last >= 1 and _is_region(words[last]):
        first = last - 1
        if first >= 1 and _is_region(words[first]) and _is_city(words[first - 1]):
            first -= 1
        if _is_city(words[first]):
            return parts[first][0]
        return parts[last][0]
    if last >= 1 and words[last].lower() in CITIES:
        return parts[last][0]
    return None


def _is_region(text: str) -> bool:
    return text in REGION_CODES or text.lower() in STATES or text.lower() in COUNTRIES


def _is_city(text: str) -> bool:
    return (
        len(text.split()) <= _PLACE_WORDS
        and text[:1].isupper()
        and not COMPANY.search(text)
        and not TITLE.search(text)
    )


def is_place(text: str) -> bool:
    """Surely a place: "Austin, TX", "London, UK", a country, "Remote"."""
    parts = [p.strip() for p in re.split(r"[,，]", text)]
    if len(parts) == 1:
        return (
            parts[0].lower() in COUNTRIES
            or parts[0].lower() in CITIES
            or parts[0].lower() in STATES - {"washington", "victoria"}
            or bool(REMOTE.fullmatch(text))
        )
    return (
        len(parts) <= _PLACE_WORDS
        and all(map(_is_region, parts[1:]))
        and (_is_city(parts[0]) or _is_region(parts[0]))
    )


def kind_of(text: str) -> str:
    """By the words of a name: "title", "company", or "" if they say neither.

    Where both kinds of words occur, the head of the name decides: "Hotel Manager" and "Director of Studios" are titles,
    "Chef Solutions Inc" is a company.
    """
    title = bool(TITLE.search(text) or TITLE_CJK.search(text))
    company = bool(COMPANY.search(text) or COMPANY_CJK.search(text))
    if not title or not company:
        return "title" if title else "company" if company else ""
    if COMPANY_CJK.search(text):
        return "company"
    head = re.split(r"[,(/]|\s[-–—]\s|\s(?:on|of|for|in|with|de|für|en|em)\s", text)[0].strip()
    if _LEADS.match(text) or _ENDS_AS_TITLE.search(head):
        return "title"
    return "company"


def is_title(text: str) -> bool:
    return kind_of(text) == "title"


def is_company(text: str) -> bool:
    return kind_of(text) == "company"


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


def _label(names: list[Piece], places: list[Piece], usual: str, lone: str) -> Header:
    everything = (*names, *places)
    titles = [n for n in names if is_title(n.text)]
    companies = [n for n in names if is_company(n.text)]
    both = [n for n in names if n not in titles and n not in companies]
    if not names:
        return Header(
            None, None, _first(places), everything, "", sure=False, why="has no title and no employer"
        )
    title, company, sure = _title_of(titles, companies, usual), _first(companies), True
    if len(names) == 1:
        if title is None and company is None:
            sure = False
            title, company = (None, names[0]) if lone == "ct" else (names[0], None)
        return Header(
            title,
            company,
            _first(places),
            everything,
            "",
            sure=sure and title is not None,
            why="has a title, but no employer" if title else "has an employer, but no title",
        )
    known = {k: p for k, p in (("title", title), ("company", company), ("place", _first(places))) if p}
    title, company, guessed = _fill(title, company, names, usual)
    left = [n for n in names if n not in (title, company)]
    place = _first(places) or next((n for n in left if n in both and _may_be_place(n)), None)
    order = (
        ""
        if title is None or company is None
        else ("tc" if names.index(title) < names.index(company) else "ct")
    )
    why = "" if not guessed else f'may be either way round: "{names[0].text[:40]}" and "{names[1].text[:40]}"'
    return Header(title, company, place, everything, order, sure=not guessed, why=why, known=known)


_OWN_ACCOUNT = re.compile(
    r"freelanc\w*|self[- ]employed|independent|freiberuf\w*|selbstständig\w*|autónom[oa]|autônom[oa]|indépendant\w*",
    re.IGNORECASE,
)


def _title_of(titles: Sequence[Piece], companies: Sequence[Piece], usual: str) -> Piece | None:
    """Of several names with a title's words the first; but "Freelance" tells for whom, not as what."""
    own = [t for t in titles if not _OWN_ACCOUNT.match(t.text)]
    if not companies and len(titles) > 1 and len(own) == len(titles) and usual == "ct":
        return titles[1]
    return _first(own) or _first(titles)


def _fill(
    title: Piece | None, company: Piece | None, names: list[Piece], usual: str
) -> tuple[Piece | None, Piece | None, bool]:
    """What the words left open is filled by order: theirs, or title first."""
    others = [n for n in names if n not in (title, company)]
    if title is not None and company is not None:
        return title, company, False
    if title is not None:
        near = [n for n in others if not is_title(n.text)] or others
        return title, near[0], False
    if company is not None:
        return others[0], company, len(others) > 1
    first, second = names[0], names[1]
    return (second, first, not usual) if usual == "ct" else (first, second, not usual)


def _may_be_place(part: Piece) -> bool:
    text = part.text
    return len(text.split()) <= _SHORT_NAME and text[:1].isupper() and not re.search(r"\d", text)


def _first(parts: Sequence[Piece]) -> Piece | None:
    return parts[0] if parts else None
