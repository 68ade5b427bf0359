"""Places: whether a text is one, what stands before it, and the parts of an address."""

import re

from core.dates import find_dates
from core.extraction.resumes.naming import kind_of
from core.extraction.resumes.pieces import Piece, Tree, value
from core.extraction.resumes.words import CITIES, COMPANY_CJK, COUNTRIES, REGION_CODES, REMOTE, STATES

_COUNTRY_CODES = frozenset(COUNTRIES.values())
_COUNTY = re.compile(r"(?:Co\.|County)\s[A-Z][^\W\d_]{2,20}")
_CITY_AND_CODE = re.compile(
    r"(?P<city>[A-Z][^\W\d_]{2,30}(?:\s[A-Z][^\W\d_]{2,30}){0,2})\s(?P<code>[A-Z]{2,3})"
)
_COMMA = re.compile(r"[,，]")
_BETWEEN_COMMAS = re.compile(r"[^,，]+")
_BRACKET = re.compile(r"\s*[(（]([^()（）]{2,40})[)）]\s*\Z")
_ALSO_NAMES = frozenset(("washington", "victoria"))
_PLACE_PARTS = 3
_CITY_WORDS = 3
_CITY = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}")
_CN_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}省)?(?P<city>[\u4e00-\u9fff]{2,4})市(?P<district>[\u4e00-\u9fff]{1,6}[区县])?"
)
_CN_PLACE_LETTERS = 24
POSTAL = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}-?\d{4,5}|\d{5}-\d{3,4}|\d{4}-\d{3}|\d{3}\s\d{2}|\d{4}\s?[A-Z]{2}|\d{4,6}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|"
    r"[A-Z]\d[A-Z]\s?\d[A-Z]\d|(?<=[a-z]\s)[A-Z]{1,2}\d{1,2}[A-Z]?(?=\Z))(?![\w-])"
)
STREET = re.compile(
    r"\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|way|court|ct\.?|place|pl\.?|terrace|"
    r"square|parkway|highway|apt\.?|suite|unit|floor|rue|chemin|allée|impasse|quai|calle|avenida|paseo|plaza|rua|travessa|"
    r"via|viale|piazza)\b|(?:straße|strasse|str\.|weg|platz|gasse|allee|ring|gata|gate|veien|vei|straat|laan)\b",
    re.IGNORECASE,
)


# ---------------------------------------------------------------- in headers


def split_place(part: Piece, *, unsure: bool = False) -> tuple[Piece | None, Piece | None]:
    """A name and the place after it: "Sonoran Foods LLC" + "Tolleson, AZ"; either may be missing.

    Args:
        unsure: behind an employer's name and a comma, or in brackets, any short name is a place.
    """
    text = part.text
    if is_place(text.strip("()")):
        return None, part
    bracket = _BRACKET.search(text)
    if bracket and (
        is_place(bracket[1])
        or COMPANY_CJK.search(text[: bracket.start()])
        or (unsure and kind_of(text[: bracket.start()]) != "title" and may_be_city(bracket[1]))
    ):
        return part.part(0, bracket.start()).trim(), part.part(*bracket.span(1))
    tail = _last_place(text)
    if tail is None and unsure and text.count(",") == 1:
        name, city = text.split(",")
        tail = len(name) + 1 if kind_of(name) != "title" and may_be_city(city.strip()) else None
    if tail is None:
        return part, None
    rest = part.part(0, tail).trim()
    return (rest or None), part.part(tail, len(text)).trim()


def _last_place(text: str) -> int | None:
    """Where the place at the end of a text begins: "…, City, Region, Country" or a large city."""
    parts = list(_BETWEEN_COMMAS.finditer(text))
    words = [part.group().strip() for part in parts]
    last = len(words) - 1
    if last < 1 or not (is_region(words[last]) or words[last].lower() in CITIES):
        return None
    first = last
    while first > 1 and is_region(words[first]) and is_region(words[first - 1]):
        first -= 1
    if is_region(words[first]) and _is_city(words[first - 1]):
        first -= 1
    return parts[first].start()


def is_country(code: str) -> bool:
    """Is it a country's code, as it is written: "DE"?"""
    return code in _COUNTRY_CODES


def is_region(text: str) -> bool:
    """A state, a province or a country, by name or by its code."""
    known = text in REGION_CODES or text.lower() in STATES or text.lower() in COUNTRIES
    return known or _COUNTY.fullmatch(text) is not None


def _is_city(text: str) -> bool:
    return len(text.split()) <= _CITY_WORDS and text[:1].isupper() and not kind_of(text)


def is_place(text: str) -> bool:
    """Surely a place: "Austin, TX", "London, UK", a country, "Remote"."""
    first, *rest = (part.strip() for part in re.split(r"[,，]", text))
    if rest:
        return (
            len(rest) < _PLACE_PARTS and all(map(is_region, rest)) and (_is_city(first) or is_region(first))
        )
    name = first.lower()
    return (
        name in COUNTRIES or name in CITIES or name in STATES - _ALSO_NAMES or bool(REMOTE.fullmatch(first))
    )


# ---------------------------------------------------------------- addresses


def is_address(text: str) -> bool:
    """A place with more than its name: "Chicago, IL 60614", "12 rue des Lilas, 31000 Toulouse", "上海市浦东新区"."""
    if _CN_PLACE.search(text) and len(text) <= _CN_PLACE_LETTERS:
        return True
    parts = [part.strip() for part in _COMMA.split(text)]
    last = POSTAL.sub("", parts[-1]).strip()
    if len(parts) > 1 and is_region(last):
        return all(
            _CITY.fullmatch(part) or STREET.search(part) or re.search(r"\d", part) for part in parts[:-1]
        )
    placed = STREET.search(text) or re.search(r"\d[^,]*,|^\S+\s[A-ZÀ-Ü]", text)
    return bool(POSTAL.search(text) and placed) and not find_dates(text)


def may_be_city(text: str) -> bool:
    """Looks it like the name of a city? Where it stands must say the rest."""
    return bool(_CITY.fullmatch(text)) and not text[0].islower() and not kind_of(text)


def address(chunk: Piece) -> Tree:
    """A line of an address, read from its end: country, region, postal code, city; the rest is the street."""
    chinese = _CN_PLACE.search(chunk.text)
    if chinese:
        district = chunk.part(*chinese.span("district")) if chinese["district"] else None
        return {
            "city": value(chunk.part(*chinese.span("city"))),
            "region": value(district),
            "countryCode": "CN",
        }
    parts, out = chunk.split(_COMMA), Tree()
    _take_country(parts, out)
    _take_postal(parts, out)
    if len(parts) > 1 and is_region(parts[-1].text):
        out["region"] = value(parts.pop())
    if (
        parts
        and "city" not in out
        and not STREET.search(parts[-1].text)
        and not re.search(r"\d", parts[-1].text)
    ):
        out["city"] = value(parts.pop())
    if parts:
        out["address"] = value(Piece(chunk.line, parts[0].start, parts[-1].end))
    return out


def city_alone(chunk: Piece) -> Tree:
    """A name that must be a city, with its state's code if that stands behind it: "Hobart TAS"."""
    match = _CITY_AND_CODE.fullmatch(chunk.text)
    if match is None or match["code"] not in REGION_CODES:
        return {"city": value(chunk)}
    return {"city": value(chunk.part(*match.span("city"))), "region": value(chunk.part(*match.span("code")))}


def _take_country(parts: list[Piece], out: Tree) -> None:
    """A country at the end: a name, or a code behind a region or a postal code ("DE" alone may be Delaware)."""
    last = parts[-1].trim(" ()") if parts else None
    if last is None:
        return
    code = COUNTRIES.get(last.text.lower()) or (last.text if last.text in _COUNTRY_CODES else None)
    if code and len(parts) > 1:
        before = parts[-2].text
        sure = last.text not in REGION_CODES or last.text.lower() in COUNTRIES
        if sure or POSTAL.search(before) or is_region(before):
            out["countryCode"] = code
            parts.pop()
            return
    match = POSTAL.search(last.text)
    after = last.part(match.end(), len(last.text)).trim() if match else None
    if match and after and (after.text in _COUNTRY_CODES or after.text.lower() in COUNTRIES):
        out["countryCode"] = COUNTRIES.get(after.text.lower(), after.text)
        parts[-1] = last.part(0, match.end())


def _take_postal(parts: list[Piece], out: Tree) -> None:
    """The end of an address: "IL 60608", "69003 Lyon" or "78701"."""
    match = list(POSTAL.finditer(parts[-1].text))[-1:] if parts else []
    if not match or (len(parts) == 1 and STREET.search(parts[0].text)):
        return
    last, (low, high) = parts.pop(), match[0].span()
    out["postalCode"] = value(last.part(low, high))
    before, after = last.part(0, low).trim(), last.part(high, len(last.text)).trim()
    if after:
        out["city"] = value(after)
    if before and is_region(before.text):
        out["region"] = value(before)
    elif before:
        parts.append(before)
