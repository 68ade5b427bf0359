"""Certificates, awards and publications: a line each, or a few lines, or rows of a table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.extraction.resumes import citations
from core.extraction.resumes.body import groups
from core.extraction.resumes.pieces import (
    Piece,
    Tree,
    Value,
    bracket_depths,
    closes_with,
    split_run,
    value,
    whole,
)
from core.extraction.resumes.row import Row
from core.extraction.resumes.rows import RUNS_OUT, glue
from core.extraction.resumes.words import COMPANY, SCHOOL, SCHOOL_CJK

_PARTS = re.compile(r"\s+[|·•–—]\s+|(?<=[\w)])[·•]\s+|\s+-\s+|,\s+|,(?=[\u4e00-\u9fff])|，|;\s+|\t")
_AT = re.compile(r"\s+(?:at|@|chez|bei)\s+(?=[A-ZÀ-Þ])")
_IN = re.compile(r"\s+(?:in|dans|en|em)\s+(?=[A-ZÀ-Þ])")
_PAIR = 2
_LEVEL = re.compile(
    r"(?:senior |advanced |junior )?(?:professional|associate|foundation|foundations|expert|practitioner|specialty|"
    r"fundamentals|master|advanced|intermediate|basic|level [\divx]+|niveau \d|stufe \d)(?: level)?",
    re.IGNORECASE,
)
"""What may stand behind a dash and still be the name: "Architect – Professional"."""
_JOURNAL = re.compile(
    r"\b(?:journal|review|magazine|proceedings|conference|symposium|workshop|press|annals|bulletin|quarterly|transactions|"
    r"revue|revista|rivista|zeitschrift|verlag|jahrbuch|cahiers|actes|actas|newsletter|letters?|gazette|arxiv)\b|学报|期刊|出版社",
    re.IGNORECASE,
)
_REST_WORDS = 2
_BY = re.compile(r"\s+(?:(?:issued|awarded|given|presented|granted) )?by\s+(?=[A-ZÀ-Þ])")
_COMMAS = re.compile(r",\s+|;\s+")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_LAST_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,60})[)）]\s*\Z")
_DASHES = re.compile(r"\s+[|·•–—]\s+|(?<=[\w)])[·•]\s+|\t")
"""A dot may stand close behind the name: browsers drop the blank before a margin."""
_NOTE = re.compile(r"(?<=[\w)）])\s*[:：]\s+(?=[A-ZÀ-Ý][^:]{24,})")
_NAMED_GIVER = re.compile("|".join(words.pattern for words in (COMPANY, SCHOOL, SCHOOL_CJK)), re.IGNORECASE)
_ONE = re.compile(r"certif|licen[sc]e|permit|diploma|zertifi|zeugnis|führerschein|permis|证", re.IGNORECASE)
_VENUE = re.compile(r"\(([^()]{3,60})\)\s*\Z")
_DOI = re.compile(r"\b(?:10\.\d{4,9}/|doi|arxiv|https?:|www\.)", re.IGNORECASE)
_GIVEN_BY = re.compile(
    r"(?:issued|published|awarded|given|presented|granted|offered|organi[sz]ed|provided)?\s?\bby:?\s+(?=\S)"
    r"|from\s+(?=[A-ZÀ-Þ])|(?:issuer|publisher|awarder|issuing (?:body|organi[sz]ation)|authority|ausgestellt von|verliehen von|délivrée? par|"
    r"décernée? par|publiée? (?:par|dans)|otorgado por|emitido por|expedido por|concedido por|rilasciato da|uitgegeven door|"
    r"颁发机构|发证机构)\s*[:：]?\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,;|•·、，；｜\t]\s*")
_LABEL = re.compile(r"([^:：,;]{2,40})[:：]\s*(?=\S)")


Item = list[list[Row]]
"""One certificate, award or publication: its lines, each with the lines it was wrapped to."""


def certificates(rows: Sequence[Row]) -> list[Tree]:
    return _certificates(_items(rows))


def certificates_and_awards(
    rows: Sequence[Row], is_award: Callable[[str], bool]
) -> tuple[list[Tree], list[Tree]]:
    """The certificates of a section that holds both, and the awards."""
    items = _items(rows)
    won = [item for item in items if is_award(item[0][0].text)]
    return _certificates([item for item in items if item not in won]), list(map(_award, won))


def courses(rows: Sequence[Row]) -> list[Tree]:
    """Courses with a date or a giver are as good as certificates; a bare list of subjects is none."""
    return [tree for tree in certificates(rows) if tree["date"] or tree["issuer"]]


def awards(rows: Sequence[Row]) -> list[Tree]:
    return [_award(item) for item in _items(rows)]


def publications(rows: Sequence[Row]) -> list[Tree]:
    items = [[cited] for cited in citations.parted(rows)] or _items(rows)
    return [_publication(item) for item in items]


def interests(rows: Sequence[Row]) -> list[Tree]:
    """A name each, between commas or on lines of their own; "Sports: chess, judo" is a name with keywords."""
    return [tree for group in groups(rows) if group[0].cells for tree in _interest(group)]


def _interest(group: Sequence[Row]) -> list[Tree]:
    first, *more = glue(group)
    label = _LABEL.match(first.text)
    rest = first.part(label.end(), len(first.text)) if label else first
    names = [value(*item) for item in split_run([rest, *more], _BETWEEN)]
    if label:
        return [{"name": value(first.part(*label.span(1))), "keywords": names}]
    return [{"name": name} for name in names]


# ---------------------------------------------------------------- where each begins


def _items(rows: Sequence[Row]) -> list[Item]:
    lines = [group for group in groups(rows) if group[0].cells or group[0].dates]
    if not lines:
        return []
    led = [bool(line[0].cells and _GIVEN_BY.match(line[0].cells[0].text)) for line in lines]
    if any(led[1:]) and not led[0]:  # "Issued by …" goes on with what stands above it
        return _items_of([(line, more) for line, more in zip(lines, led, strict=True)])
    return _items_by_look(lines)


def _items_by_look(lines: list[list[Row]]) -> list[Item]:
    """Items told apart by bullets, dates or letters."""
    dated = [line for line in lines if any(row.dates for row in line)]
    if any(line[0].bullet for line in lines):
        return _cut(lines, [line[0].bullet for line in lines])
    if len(dated) == len(lines):  # whatever they look like: a sign in another font makes a line less bold
        return _items_of([(line, False) for line in lines])
    looks = [_look(line) for line in lines]
    if len(set(looks)) > 1:
        return _cut(
            lines, [look == looks[0] and bool(line[0].cells) for look, line in zip(looks, lines, strict=True)]
        )
    if not dated:
        paired = _are_pairs(lines)
        return _items_of([(line, paired and at % _PAIR == 1) for at, line in enumerate(lines)])
    if lines[0] in dated and all(map(_tells_all, dated)):
        return _items_of([(line, False) for line in lines])
    return _cut(lines, _opened_by_dates(lines, dated))


def _items_of(lines: Sequence[tuple[list[Row], bool]]) -> list[Item]:
    """Each line opens an item, but those that go on with the one above, and sentences and dates under these."""
    out: list[Item] = []
    for line, goes_on in lines:
        if out and (goes_on or line[0].prose or line[0].dated_alone):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _are_pairs(lines: Sequence[list[Row]]) -> bool:
    """Is every second line the one who gave what stands above it?"""
    givers = [bool(_NAMED_GIVER.search(line[0].text)) and not _ONE.search(line[0].text) for line in lines]
    return len(lines) % _PAIR == 0 and any(givers[1::2]) and not any(givers[::2])


def _look(line: Sequence[Row]) -> tuple[bool, int]:
    return line[0].line.bold, round(line[0].line.size)


def _tells_all(line: Sequence[Row]) -> bool:
    """Does a dated line name the issuer too? Then every line is an item, also those without a date."""
    return len(line[0].cells) > 1 or any(len(cell.split_outside(_PARTS)) > 1 for cell in line[0].cells)


def _cut(lines: Sequence[list[Row]], opens: Sequence[bool]) -> list[Item]:
    out: list[Item] = []
    for line, first in zip(lines, opens, strict=True):
        if first or not out:
            out.append([line])
        else:
            out[-1].append(line)
    return out


def _opened_by_dates(lines: Sequence[list[Row]], dated: Sequence[list[Row]]) -> list[bool]:
    """Lines alike, some dated: each item has its date as many lines down as the first one."""
    marks = [at for at, line in enumerate(lines) if line in dated]
    if marks[0] > 0 and marks[-1] == len(lines) - 1:  # the date ends each item, however many lines it has
        return [at == 0 or at - 1 in marks for at in range(len(lines))]
    starts = {at - marks[0] for at in marks}
    names_one = [_ONE.search(line[0].text) is not None for line in lines]
    return [at in starts or (at > marks[-1] and names_one[at]) for at in range(len(lines))]


# ---------------------------------------------------------------- what each says


def _date(item: Item) -> tuple[Value | None, Piece | None]:
    """A single date, not the one on which it runs out; a range says no single day."""
    dates = (pair for line in item for row in line for pair in row.dates)
    for written, piece in dates:
        if not written.is_range and written.last and not RUNS_OUT.search(piece.line.text[: piece.start]):
            return Value(written.last, (piece.span,)), piece
    return None, None


def _certificates(items: Sequence[Item]) -> list[Tree]:
    """Where each of several ends in a bracket, and one of these holds more than a short form, they name the givers."""
    given = [both for item in items if (both := _given_in_brackets(item))]
    if len(items) > 1 and len(given) == len(items) and any(" " in giver.text for _, giver in given):
        return [
            {"name": value(name), "issuer": value(giver), "date": _date(item)[0]}
            for item, (name, giver) in zip(items, given, strict=True)
        ]
    return [_certificate(item) for item in items]


def _certificate(item: Item) -> Tree:
    date, where = _date(item)
    name, issuer = _name_and_giver(item, where)
    return {"name": name, "issuer": issuer, "date": date}


def _award(item: Item) -> Tree:
    date, where = _date(item)
    note, rest = _without_note(item)
    title, awarder = _awarded_at(rest) or _name_and_giver(rest, where)
    prose = [piece for line in rest[1:] if line[0].prose for piece in glue(line)]
    if awarder and awarder.text[0].isdigit():  # a sum of money gives nothing
        awarder = None
    return {"title": title, "date": date, "awarder": awarder, "summary": note or value(*prose)}


def _given_in_brackets(item: Item) -> tuple[Piece, Piece] | None:
    """Name and giver of "Ward Lead Accreditation (Nursing Council)"; in a single item the bracket may say anything."""
    told = [cell for line in item for row in line for cell in row.cells]
    bracket = _LAST_BRACKET.search(told[0].text) if len(told) == 1 else None
    if not bracket or not bracket.start():
        return None
    name, giver = told[0].part(0, bracket.start()), told[0].part(*bracket.span(1))
    is_name = (
        giver.text[0].isupper() and not re.search(r"\d", giver.text) and not _LEVEL.fullmatch(giver.text)
    )
    return (name, giver) if is_name and not _stands_for(giver.text, name.text) else None


def _stands_for(short: str, name: str) -> bool:
    """Is it made of the first letters, or of the capitals, of a name: "CWL" of "Certified Ward Lead"?"""
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", name))
    capitals = "".join(filter(str.isupper, name))
    return len(short) > 1 and short.isupper() and short in (initials.upper(), capitals)


def _awarded_at(item: Item) -> tuple[Value | None, Value | None] | None:
    """Title and giver of "Apprentice of the Year at Kiel Chamber of Trades", if no other line could name the giver."""
    told = [cell for line in item for row in line if not row.prose for cell in row.cells]
    parts = told[0].split_outside(_AT) if len(told) == 1 else []
    return (value(parts[0]), value(parts[1])) if len(parts) == _PAIR else None


def _without_note(item: Item) -> tuple[Value | None, Item]:
    """A sentence after a colon, and the rest: "Dean's List, University (2024): for four years among the first"."""
    row = item[0][0]
    match = _NOTE.search(row.line.text)
    if not match or len(item) > 1 or not row.cells:
        return None, item
    note = [Piece(row.line, match.end(), len(row.line.text)), *glue(item[0][1:])]
    cells = (
        Piece(row.line, c.start, min(c.end, match.start())) for c in row.cells if c.start < match.start()
    )
    return value(*note), [[replace(row, cells=tuple(cells))]]


def _name_and_giver(item: Item, date: Piece | None) -> tuple[Value | None, Value | None]:
    item = [line for line in item if line[0].cells and not (line[0].prose and line is not item[0])] or item
    first = glue(item[0])
    if len(item) > 1:
        first, second = _with_rest(first, item)
        return value(*first), value(*map(_unled, second))
    if len(item[0][0].cells) > 1:  # a row of a table
        return value(first[0]), value(first[1])
    return _one_line(
        first, bracketed=date is not None and date.line.text[: date.start].rstrip().endswith(("(", "（"))
    )


def _with_rest(first: list[Piece], item: Item) -> tuple[list[Piece], list[Piece]]:
    """The lines of the name and of the giver: a narrow column breaks a name, and its last word may share a line."""
    second = glue(item[1])
    if (
        len(item) > _PAIR
        and any(row.dates for row in item[2])
        and len(item[1][0].text.split()) <= _REST_WORDS
    ):
        return [*first, *second], glue(item[2])
    if _is_one_giver(item):
        return first, [piece for line in item[1:] for piece in glue(line)]
    opened = second[0].text.find("(") if len(second) == 1 else -1
    if opened > 0 and ")" not in second[0].text:  # "Professional (Meta, 2023)"
        return [*first, second[0].part(0, opened).trim()], [second[0].part(opened + 1, len(second[0].text))]
    return first, [piece.trim("(（ ") for piece in second]


def _is_one_giver(item: Item) -> bool:
    """Lines set alike under a name that is set otherwise, the last with the date: one name broken by a narrow column."""
    looks = [(line[0].line.bold, line[0].line.size) for line in item]
    dated = [any(row.dates for row in line) for line in item]
    alike = len(set(looks[1:])) == 1 and looks[0] != looks[1]
    return alike and dated[-1] and not any(dated[:-1])


def _one_line(pieces: list[Piece], *, bracketed: bool) -> tuple[Value | None, Value | None]:
    """Name and issuer by the first comma, unless the line goes "Name, detail (2014)"."""
    if len(pieces) != 1:
        return _wrapped(pieces)
    if len(by := pieces[0].split_outside(_BY)) == _PAIR:
        return value(by[0]), value(by[1])
    dashed = pieces[0].split_outside(_DASHES)
    at = _DASHES if len(dashed) > 1 else _PARTS
    if len(dashed) == _PAIR and _stands_for(dashed[0].text, dashed[1].split_outside(_PARTS)[0].text):
        at = _COMMAS
    first, *rest = pieces[0].split_outside(at) or pieces
    finer = pieces[0].split_outside(_PARTS)
    if rest and len(finer) > 1 and _LEVEL.fullmatch(finer[1].text):
        first, rest = Piece(first.line, finer[0].start, finer[1].end), finer[2:]
    giver = _unled(Piece(first.line, rest[0].start, rest[-1].end)) if rest else None
    named = giver is not None and (_NAMED_GIVER.search(giver.text) or _ACRONYM.fullmatch(giver.text))
    dotted = rest and re.search(r"[|·•]", pieces[0].line.text[first.end : rest[0].start]) is not None
    if giver is None or (bracketed and not named and not dotted):
        return value(pieces[0]), None
    return value(first), value(giver)


def _unled(piece: Piece) -> Piece:
    """An issuer or publisher without the words before it."""
    lead = _GIVEN_BY.match(piece.text)
    return piece.part(lead.end(), len(piece.text)) if lead else piece


def _wrapped(pieces: list[Piece]) -> tuple[Value | None, Value | None]:
    """As above where the line is wrapped: the first comma outside brackets parts the two."""
    dashed = pieces[0].split_outside(_DASHES) if pieces else []
    if len(dashed) == _PAIR:
        return value(dashed[0]), value(dashed[1], *pieces[1:])
    depth = 0
    for place, piece in enumerate(pieces):
        depths = bracket_depths(piece.text)
        for at, letter in enumerate(piece.text):
            if letter in ",，" and depth + depths[at] == 0:
                name, giver = piece.part(0, at).trim(), piece.part(at + 1, len(piece.text)).trim()
                return value(*pieces[:place], name), value(giver, *pieces[place + 1 :])
        depth += depths[-2] if piece.text else 0
        if depth == 0 and closes_with(piece, ",，") and place + 1 < len(pieces):
            return value(*pieces[: place + 1]), value(*pieces[place + 1 :])
    return value(*pieces), None


_SENTENCES = re.compile(r"(?<![A-Z])\.\s+")
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]{8,300}?)[.,]?[\"”»]")


def _citation(item: Item) -> Tree | None:
    """One line with everything on it: "A. Nowak, B. Li. Title. Journal, 2022", or the title in quotes."""
    row = item[0][0]
    if len(item) > 1 or len(item[0]) > 1 or "\t" in row.line.text:
        return None
    date, where = _date(item)
    line = _unnumbered(whole(row.line))
    quoted = _QUOTED.search(line.text)
    parts = [p.trim(" .,") for p in line.split(_SENTENCES)]
    if quoted:
        name, rest = line.part(*quoted.span(1)), line.part(quoted.end(), len(line.text))
    elif len(parts) > 1 and citations.are_authors(parts[0].text):
        name, rest = parts[1], Piece(line.line, parts[1].end, line.end)
    else:
        return None
    venue = Piece(rest.line, rest.start, where.start if where and where.start > rest.start else rest.end)
    return {"name": value(name), "publisher": value(venue.trim(" .,;()")), "releaseDate": date}


def _unnumbered(piece: Piece) -> Piece:
    number = citations.NUMBER.match(piece.text)
    return piece.part(number.end(), len(piece.text)) if number else piece


def _publication(item: Item) -> Tree:
    if len(item) == 1 and (both := citations.title_and_venue(item[0])):
        return {"name": value(*both[0]), "publisher": value(*both[1]), "releaseDate": _date(item)[0]}
    if cited := _citation(item):
        return cited
    pieces = glue(item[0])
    alone = all(line[0].prose for line in item[1:])
    if alone and len(pieces) == 1 and (told := _in_journal(pieces[0])):
        return {"name": value(told[0]), "publisher": value(told[1]), "releaseDate": _date(item)[0]}
    if led := next((at for at, piece in enumerate(pieces[1:], 1) if _GIVEN_BY.match(piece.text)), 0):
        pieces, venue = pieces[:led], value(_unled(pieces[led]), *pieces[led + 1 :])
        return {"name": value(*pieces), "publisher": venue, "releaseDate": _date(item)[0]}
    venues = (venue for line in item[1:] if (venue := _venue(line)))
    return {
        "name": value(*map(_unnumbered, pieces[:1]), *pieces[1:]),
        "publisher": next(venues, None),
        "releaseDate": _date(item)[0],
    }


def _in_journal(piece: Piece) -> tuple[Piece, Piece] | None:
    """Title and journal of "Heat and emergency visits, Journal of Public Health"."""
    *title, venue = piece.split_outside(_PARTS) or [piece]
    inside = piece.split_outside(_IN)
    if not title and len(inside) > 1 and _JOURNAL.search(inside[-1].text):
        *title, venue = inside
    if not title or not _JOURNAL.search(venue.text):
        return None
    return _unnumbered(Piece(piece.line, title[0].start, title[-1].end)), venue


def _venue(line: Sequence[Row]) -> Value | None:
    """Where it appeared: what stands in brackets at the end, or a line that is neither sentence, authors nor address."""
    pieces = glue(line)
    if not pieces or line[0].prose:
        return None
    last = whole(pieces[-1].line)
    if bracketed := _VENUE.search(last.text):
        return value(last.part(*bracketed.span(1)))
    pieces[0] = _unled(pieces[0])
    told = pieces[0].text
    return None if citations.are_authors(told) or _DOI.search(told) else value(*pieces)
