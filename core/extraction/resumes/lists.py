"""Certificates, awards and publications: a line each, or a few lines, or rows of a table."""

import re
from collections.abc import Sequence

from core.dates import Written
from core.extraction.resumes.body import groups
from core.extraction.resumes.pieces import Piece, Tree, Value, closes_with, value, whole
from core.extraction.resumes.rows import Row, glue
from core.extraction.resumes.words import COMPANY, SCHOOL, SCHOOL_CJK

_PARTS = re.compile(r"\s+[|·•–—]\s+|\s+-\s+|,\s+|,(?=[\u4e00-\u9fff])|，|;\s+|\t")
_DASHES = re.compile(r"\s+[|·•–—]\s+|\t")
_NOTE = re.compile(r"(?<=[\w)）])\s*[:：]\s+(?=[A-ZÀ-Ý][^:]{24,})")
_TABLE_HEAD = re.compile(
    r"(?:(?:name|title|certificate|certification|award|issuer|issued by|organi[sz]ation|year|date|publisher|bezeichnung|jahr|titre|année|émetteur)\b\s*){2,6}",
    re.IGNORECASE,
)
_ONE = re.compile(r"certif|licen[sc]e|permit|diploma|zertifi|zeugnis|führerschein|permis|证", re.IGNORECASE)
_VENUE = re.compile(r"\(([^()]{3,60})\)\s*\Z")
_DOI = re.compile(r"\b(?:10\.\d{4,9}/|doi|arxiv|https?:|www\.)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",\s*|;\s*|\s&\s|\sand\s|\set al\b\.?")
_INITIAL = re.compile(r"\b[A-Z]\.")
_NAME_WORDS = 4


def certificates(rows: Sequence[Row]) -> list[Tree]:
    return [_certificate(entry) for entry in _entries(rows)]


def awards(rows: Sequence[Row]) -> list[Tree]:
    return [_award(entry) for entry in _entries(rows)]


def publications(rows: Sequence[Row]) -> list[Tree]:
    return [_publication(entry) for entry in _entries(rows)]


# ---------------------------------------------------------------- where each begins


def _entries(rows: Sequence[Row]) -> list[list[list[Row]]]:
    """Entries, each a list of wrapped lines."""
    lines = [g for g in groups(rows) if g[0].cells or g[0].dates]
    if lines and _TABLE_HEAD.fullmatch(" ".join(glue_text(lines[0]))):
        lines = lines[1:]
    if not lines:
        return []
    if any(g[0].bullet for g in lines):
        return _by_first(lines, [g[0].bullet for g in lines])
    looks = {(g[0].line.bold, round(g[0].line.size)) for g in lines}
    first = (lines[0][0].line.bold, round(lines[0][0].line.size))
    if len(looks) > 1:
        return _by_first(
            lines, [(g[0].line.bold, round(g[0].line.size)) == first and bool(g[0].cells) for g in lines]
        )
    dated = [any(r.dates for r in g) for g in lines]
    if all(dated) or not any(dated):
        return [[g] for g in lines]
    return _by_first(lines, _after_dates(dated, [bool(_ONE.search(" ".join(glue_text(g)))) for g in lines]))


def glue_text(group: Sequence[Row]) -> list[str]:
    return [p.text for p in glue(group)]


def _by_first(lines: list[list[Row]], first: list[bool]) -> list[list[list[Row]]]:
    out: list[list[list[Row]]] = []
    for group, opens in zip(lines, first, strict=True):
        if opens or not out:
            out.append([group])
        else:
            out[-1].append(group)
    return out


def _after_dates(dated: list[bool], names_one: list[bool]) -> list[bool]:
    """Lines alike, some dated: each entry has its date on the same line of its own."""
    above = dated.index(True)
    marks = [at for at, d in enumerate(dated) if d]
    starts = {max(0, at - above) for at in marks}
    return [at in starts or (at > marks[-1] and names_one[at]) for at in range(len(dated))]


# ---------------------------------------------------------------- what each says


def _date(entry: list[list[Row]]) -> tuple[Value | None, Piece | None]:
    """A single date; a range says no single day."""
    for group in entry:
        for row in group:
            for written, piece in row.dates:
                if not written.is_range and written.last:
                    return _dated(written, piece), piece
    return None, None


def _dated(written: Written, piece: Piece) -> Value | None:
    return Value(written.last, (piece.span,)) if written.last else None


def _certificate(entry: list[list[Row]]) -> Tree:
    date, where = _date(entry)
    name, issuer = _name_and_giver(entry, where)
    return {"name": name, "issuer": issuer, "date": date}


def _award(entry: list[list[Row]]) -> Tree:
    date, where = _date(entry)
    note, entry = _without_note(entry)
    title, awarder = _name_and_giver(entry, where)
    prose = [p for g in entry[1:] if g[0].prose for p in glue(g)]
    return {"title": title, "date": date, "awarder": awarder, "summary": note or value(*prose)}


def _without_note(entry: list[list[Row]]) -> tuple[Value | None, list[list[Row]]]:
    """A sentence after a colon, and the rest: "Dean's List, University (2024): for four years among the first"."""
    pieces = glue(entry[0])
    line = entry[0][0].line
    match = _NOTE.search(line.text)
    if not match or len(entry) > 1 or not pieces:
        return None, entry
    note = [Piece(line, match.end(), len(line.text)), *pieces[len(entry[0][0].cells) :]]
    rows = entry[0][0]
    cells = tuple(
        c if c.end <= match.start() else Piece(line, c.start, max(c.start, match.start()))
        for c in rows.cells
        if c.start < match.start()
    )
    return value(*note), [[Row(line, cells, rows.dates)]]


def _name_and_giver(entry: list[list[Row]], date: Piece | None) -> tuple[Value | None, Value | None]:
    first = glue(entry[0])
    if len(entry) > 1:
        more = next((g for g in entry[1:] if g[0].cells and not g[0].prose), None)
        return value(*first), value(*glue(more)) if more else None
    if len(entry[0][0].cells) > 1:  # a row of a table
        return value(first[0]), value(first[1])
    return _one_line(
        first, bracketed=date is not None and date.line.text[: date.start].rstrip()[-1:] in ("(", "（")
    )


def _one_line(pieces: list[Piece], *, bracketed: bool) -> tuple[Value | None, Value | None]:
    """Name and issuer by the first comma, unless the line goes "Name, detail (2014)"."""
    if not pieces:
        return None, None
    at = _DASHES if len(pieces[0].split_outside(_DASHES)) > 1 else _PARTS
    last = pieces[-1]
    parts = last.split_outside(at)
    if len(pieces) > 1 or len(parts) < 2:  # noqa: PLR2004
        split = _first_part(pieces)
        return split or (value(*pieces), None)
    giver = Piece(last.line, parts[1].start, parts[-1].end)
    if bracketed and not (
        COMPANY.search(giver.text) or SCHOOL.search(giver.text) or SCHOOL_CJK.search(giver.text)
    ):
        return value(last), None
    return value(parts[0]), value(giver)


def _first_part(pieces: list[Piece]) -> tuple[Value | None, Value | None] | None:
    """As above where the line is wrapped: the first comma outside brackets parts the two."""
    if len(pieces) < 2:  # noqa: PLR2004
        return None
    depth = 0
    for place, piece in enumerate(pieces):
        for at, letter in enumerate(piece.text):
            depth = max(0, depth + (letter in "([（") - (letter in ")]）"))
            if depth == 0 and letter in ",，" and (at + 1 < len(piece.text) or place + 1 < len(pieces)):
                name = [*pieces[:place], piece.part(0, at).trim()]
                giver = [piece.part(at + 1, len(piece.text)).trim(), *pieces[place + 1 :]]
                return value(*name), value(*giver)
        if depth == 0 and closes_with(piece, ",，") and place + 1 < len(pieces):
            return value(*pieces[: place + 1]), value(*pieces[place + 1 :])
    return None


_NUMBER = re.compile(r"\s*\[?\d{1,3}[\].)]\s+")
_SENTENCES = re.compile(r"(?<![A-Z])\.\s+")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{8,300}?)[.,]?[\"”»]")


def _are_authors(text: str) -> bool:
    """Names of people between commas; a lone name only with an initial."""
    names = [name for name in _BETWEEN_NAMES.split(text) if name]
    people = all(len(name.split()) <= _NAME_WORDS and not name[0].islower() for name in names)
    return people and (len(names) > 1 or _INITIAL.search(text) is not None)


def _citation(entry: list[list[Row]]) -> Tree | None:
    """One line with everything on it: "A. Nowak, B. Li. Title. Journal, 2022", or the title in quotes."""
    row = entry[0][0]
    if len(entry) > 1 or len(entry[0]) > 1 or "\t" in row.line.text:
        return None
    date, where = _date(entry)
    line = _unnumbered(whole(row.line))
    quoted = _QUOTED.search(line.text)
    parts = [p.trim(" .,") for p in line.split(_SENTENCES)]
    if quoted:
        name, rest = line.part(*quoted.span(1)), line.part(quoted.end(), len(line.text))
    elif len(parts) > 1 and _are_authors(parts[0].text):
        name, rest = parts[1], Piece(line.line, parts[1].end, line.end)
    else:
        return None
    venue = Piece(rest.line, rest.start, where.start if where and where.start > rest.start else rest.end)
    return {"name": value(name), "publisher": value(venue.trim(" .,;()")), "releaseDate": date}


def _unnumbered(piece: Piece) -> Piece:
    number = _NUMBER.match(piece.text)
    return piece.part(number.end(), len(piece.text)) if number else piece


def _publication(entry: list[list[Row]]) -> Tree:
    date, _ = _date(entry)
    if cited := _citation(entry):
        return cited
    publisher: Value | None = None
    for group in entry[1:]:
        pieces = glue(group)
        if not pieces or group[0].prose:
            continue
        last = whole(pieces[-1].line)
        venue = _VENUE.search(last.text)
        if venue:
            publisher = value(last.part(*venue.span(1)))
        elif publisher is None and not _are_authors(pieces[0].text) and not _DOI.search(pieces[0].text):
            publisher = value(*pieces)
    name = glue(entry[0])
    return {
        "name": value(*map(_unnumbered, name[:1]), *name[1:]),
        "publisher": publisher,
        "releaseDate": date,
    }
