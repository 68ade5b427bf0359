"""An address in pieces: on several lines, with blanks or brackets between its parts, or a label before each part."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.extraction.resumes.pieces import Piece, Tree, value
from core.extraction.resumes.places import POSTAL, STREET, is_country, is_region, may_be_city
from core.extraction.resumes.words import CITIES, COUNTRIES, REGION_CODES, STATES

_LABELS = {
    "city": "city|town|ort|stadt|ville|ciudad|cidade|città|stad|城市",
    "region": "region|state|province|county|bundesland|région|provincia|estado|regione|省份",
    "countryCode": "country|land|pays|país|paese|国家",
    "address": "street|street address|straße|strasse|rue|calle|rua|via|straat",
    "postalCode": "postal code|post code|postcode|zip|zip code|plz|code postal|código postal|cep|cap|邮编",
}
_LABEL_OF = {label: part for part, labels in _LABELS.items() for label in labels.split("|")}
_PARTS = re.compile(r"(?<!\A\d)(?<!\A\d\d)(?<!\A\d\d\d)\s*[,，()（）]\s*")
"""Not behind the number of a house: "14, rue des Lilas"."""
_RATHER_COUNTRIES = frozenset(("DE", "NL"))
"""Codes of a small region and of a country where far more people live."""
_JOINERS = frozenset(
    [
        "im",
        "in",
        "am",
        "an",
        "bei",
        "ob",
        "upon",
        "on",
        "sur",
        "sous",
        "en",
        "de",
        "du",
        "des",
        "del",
        "della",
        "di",
        "do",
        "da",
        "la",
        "le",
        "las",
        "los",
        "el",
        "der",
        "den",
    ]
)
"""Words inside a name of a place, never its last."""
_MOST_PIECES = 4
_MOST_WORDS = 12
_STATE_WORDS = 4
_REGION_WORDS = 3
_TWO = 2


def location(chunks: Sequence[Piece]) -> Tree | None:
    """Where somebody lives, told in parts; None if one short name on one line is all there is.

    Args:
        chunks: what stands among the contact data and is neither mail, phone nor address on the web.
    """
    if told := _labelled(chunks):
        return told
    read = (_read(block) for block in _blocks(chunks))
    return next((tree for tree in read if tree and len(tree) >= _TWO and "city" in tree), None)


def _labelled(chunks: Sequence[Piece]) -> Tree:
    """A cell "City" and a cell with its name."""
    out: Tree = {}
    for label, said in pairwise(chunks):
        part = _LABEL_OF.get(label.text.strip(" :：").lower())
        if part is None or said.line.n - label.line.n not in (0, 1) or part in out:
            continue
        if part != "countryCode":
            out[part] = value(said)
        elif code := COUNTRIES.get(said.text.lower()):
            out[part] = code
    return out if "city" in out else {}


def _blocks(chunks: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of up to four pieces on lines one below the other that may be parts of an address; the longest first."""
    for at, first in enumerate(chunks):
        run = [first] if _may_be_part(first) else []
        for piece in chunks[at + 1 : at + _MOST_PIECES] if run else ():
            beside = piece.line.n == run[-1].line.n and STREET.search(run[-1].text)
            below = (
                beside or piece.line.n - run[-1].line.n in (1, 2)
            ) and piece.line.column == first.line.column
            if not below or not _may_be_part(piece):
                break
            run.append(piece)
        for end in range(len(run), 0, -1):
            yield run[:end]


def _may_be_part(piece: Piece) -> bool:
    linked = piece.line.links and "\t" not in piece.line.text
    return not linked and len(piece.text.split()) <= _MOST_WORDS and piece.text[:1].isalnum()


def _read(block: Sequence[Piece]) -> Tree | None:
    """The parts of an address by what they look like; None if anything in the block is none of them."""
    out: Tree = {}
    names: list[Piece] = []
    for piece in (part for whole in block for part in whole.split(_PARTS)):
        rest = _without_country(piece, out, alone=bool(names) or bool(out))
        rest = _without_region(_without_postal(rest, out), out) if rest else None
        if rest is None or not rest.text:
            continue
        if "address" not in out and re.search(r"\d", rest.text):
            out["address"] = value(rest)
        elif _is_name(rest):
            names += _city_and_region(rest)
        else:
            return None
    return _named(names, out)


def _is_name(piece: Piece) -> bool:
    text = piece.text
    return may_be_city(text) and not re.search(r"[\d_]", text) and text.lower().split()[-1] not in _JOINERS


def _without_country(piece: Piece, out: Tree, *, alone: bool) -> Piece | None:
    """Takes a country off the end; a lone code only behind other parts, and only where it is no region."""
    text = piece.text
    for start in [0, *(match.end() for match in re.finditer(r"\s+", text))]:
        tail = text[start:]
        code = _code(tail, out)
        if code and (start or alone) and "countryCode" not in out:
            out["countryCode"] = code
            return piece.part(0, start).trim() if start else None
    return piece


def _code(text: str, out: Tree) -> str | None:
    """The code of a country, told by its name or by a code; a region's too ("CA") counts only behind a region."""
    sure = text not in REGION_CODES or "region" in out or text in _RATHER_COUNTRIES
    return COUNTRIES.get(text.lower()) or (text if sure and is_country(text) else None)


def _without_postal(piece: Piece | None, out: Tree) -> Piece | None:
    match = POSTAL.search(piece.text) if piece and "postalCode" not in out else None
    if piece is None or match is None or STREET.search(piece.text):
        return piece
    out["postalCode"] = value(piece.part(*match.span()))
    before, after = piece.part(0, match.start()).trim(), piece.part(match.end(), len(piece.text)).trim()
    return after if after.text else before


def _without_region(piece: Piece | None, out: Tree) -> Piece | None:
    """Takes a region that we know off the end."""
    if piece is None or "region" in out:
        return piece
    starts = [0, *(match.end() for match in re.finditer(r"\s+", piece.text))]
    for start in starts[-_STATE_WORDS:]:
        tail = piece.text[start:]
        if tail.lower() in STATES or (is_region(tail) and tail in REGION_CODES):
            out["region"] = value(piece.part(start, len(piece.text)))
            return piece.part(0, start).trim() if start else None
    return piece


def _city_and_region(piece: Piece) -> list[Piece]:
    """Behind a city that we know stands its region: "Leeds West Yorkshire"."""
    for match in re.finditer(r"\s+", piece.text):
        more = piece.text[match.end() :]
        words = more.lower().split()
        if (
            piece.text[: match.start()].lower() in CITIES
            and len(words) <= _REGION_WORDS
            and words[0] not in _JOINERS
        ):
            return [piece.part(0, match.start()), piece.part(match.end(), len(piece.text))]
    return [piece]


def _named(names: Sequence[Piece], out: Tree) -> Tree | None:
    """City and region among the names: nothing else may be left."""
    if len(names) == 1:
        return {"city": value(names[0]), **out}
    if len(names) == _TWO and "region" not in out and names[0].text.lower() in CITIES:
        return {"city": value(names[0]), "region": value(names[1]), **out}
    return None
