"""Dates as people write them, and arithmetic in whole months.

A value is "2019" or "2019-03": as precise as the text it was read from, and never more. English, French, German,
Spanish, Portuguese, Italian and Chinese month names; seasons and quarters tell only the year.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MONTH_NAMES = (
    "january jan janvier janv januar jänner jaenner enero ene janeiro gennaio gen",
    "february feb februar février fevrier févr fevr fév febrero fevereiro fev febbraio febr",
    "march mar mars märz maerz mrz marzo março marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag",
    "june jun juin juni junio junho giugno giu",
    "july jul juillet juil juli julio julho luglio lug",
    "august aug août aout agosto ago",
    "september sept sep septembre septiembre setiembre setembro settembre set",
    "october oct octobre oktober okt octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_SEASONS = (
    "spring summer fall autumn winter printemps été automne hiver frühjahr frühling sommer herbst "
    "primavera verano otoño invierno verão outono inverno"
)
_PRESENT = (
    "present|now|current|currently|today|ongoing|to date|till date|date|aujourd'hui|à ce jour|ce jour|en cours|présent|"
    "actuellement|actuel|maintenant|heute|jetzt|aktuell|laufend|gegenwärtig|presente|la actualidad|actualidad|"
    "actualmente|actual|hoy|atualmente|atual|hoje|o momento|oggi|attuale|至今|现在|目前|今"
)
_BETWEEN = "-|->|→|~|to|until|till|through|thru|bis|à|au|a|al|até|ate|hasta|至|到|- to"
_SINCE = "since|from|seit|ab|depuis|desde|a partir de|dal|自"

_YEAR = r"(?:19[4-9]\d|20[0-5]\d)"
_ALSO_WORDS = frozenset(("out", "set", "ago", "gen", "mag"))
"""Short forms that are words too: months only with a stop or a slash after them."""
_SURE_NAMES = "|".join(sorted(_MONTHS.keys() - _ALSO_WORDS, key=len, reverse=True))
_MONTH = rf"(?:(?:{_SURE_NAMES})(?![^\W\d_])\.?|(?:{'|'.join(sorted(_ALSO_WORDS))})(?:\.|(?=/)))"
_LETTER_BEFORE = r"(?<![^\W_])"
_DATE = re.compile(
    rf"""
    (?P<cn_year>(?<!\d){_YEAR})\s?年(?:\s?度)?(?:\s?(?P<cn_month>1[0-2]|0?[1-9])\s?月(?:\s?\d{{1,2}}\s?日)?)?
    | {_LETTER_BEFORE}(?:\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)?\s(?:de\s)?)?(?P<name>{_MONTH})
      (?:\s\d{{1,2}}(?:st|nd|rd|th)?,)?
      (?:[\s,/-]{{0,3}}(?:(?:de|del|of)\s)?(?P<name_year>{_YEAR})(?!\d)|\s?'(?P<short>\d\d)(?!\d)|-(?P<dashed>\d\d)(?!\d))
    | (?<![\w./])(?P<iso_year>{_YEAR})(?:-(?P<iso_month>1[0-2]|0[1-9])|[/.](?P<alt_month>1[0-2]|0?[1-9]))
      (?:[-/.]\d{{1,2}})?(?![\w/]|[.,]\d)
    | (?<![\w./])(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<day_month>\d{{1,2}})(?P=sign)(?P<day_year>{_YEAR})(?!\d)
    | (?<![\w./])(?P<num_month>1[0-2]|0?[1-9])\s?[/.-]\s?(?P<num_year>{_YEAR})(?!\d|[.,]\d)
    | {_LETTER_BEFORE}(?:(?:{"|".join(_SEASONS.split())})|Q[1-4])(?:\s(?:of|de|del))?[\s,-]{{1,2}}(?P<season_year>{_YEAR})(?!\d)
    | (?<![\w$€£#.,/+])(?P<year>{_YEAR})(?![\w%+]|[.,]\d)
    | {_LETTER_BEFORE}(?P<lone>{_MONTH})(?=\s?(?:-|to|bis|à|a)\s?{_MONTH})
    | {_LETTER_BEFORE}(?P<present>{_PRESENT})(?![^\W_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAP = re.compile(rf"[\s(]*(?:(?P<between>{_BETWEEN})[\s)]*)?", re.IGNORECASE)
_SINCE_BEFORE = re.compile(rf"(?<![^\W_])(?:{_SINCE}):?\s*\Z", re.IGNORECASE)
_SHORT_END = re.compile(r"[-/](\d\d)(?![\w/.%]|-\d)")
_DANGLING = re.compile(r"\s*-+\s*(?:\?+\s*)?(?=\Z|[\t)])")
_MARKS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－", "-")
    | dict.fromkeys("’‘‛′`´", "'")
    | dict.fromkeys("\u00a0\u2009\u202f\u3000", " ")
)
"""One letter for one letter, so that places in the text hold."""

_DECEMBER = 12
_CENTURY_TURNS = 50
"""'49 is 2049, '50 is 1950."""
_LONGEST_YEARS = 40
_TEXT_LIMIT = 2000
"""Longer lines hold no dates of an entry; the cut keeps a hostile line cheap."""


@dataclass(frozen=True, slots=True)
class Written:
    """A date or a range of dates as it stands in a text.

    Attributes:
        start, end: where it stands, code points.
        first, last: "YYYY" or "YYYY-MM". A lone date has only `last`; a range without a readable end only `first`.
        first_at, last_at: where each was read; for "Jun – Aug 2023" the first one's place is "Jun".
        present: the range goes on ("present", "heute", "since 2019").
        dangling: it ends in a dash and nothing after it.
    """

    start: int
    end: int
    first: str | None
    last: str | None
    first_at: tuple[int, int] | None = None
    last_at: tuple[int, int] | None = None
    present: bool = False
    dangling: bool = False

    @property
    def is_range(self) -> bool:
        return self.first is not None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    value: str | None  # None: "present"
    month_only: int = 0


def _value(match: re.Match[str]) -> str | None:
    """The date a match tells, "YYYY" or "YYYY-MM"; None for "present"."""
    part = match.groupdict()
    if part["present"]:
        return None
    if part["name"]:
        year = part["name_year"] or _century(part["short"] or part["dashed"])
        return f"{year}-{_MONTHS[part['name'].rstrip('.').lower()]:02}"
    if part["day_year"]:
        return _of_day(int(part["day"]), int(part["day_month"]), part["sign"], part["day_year"])
    year = next(part[k] for k in ("cn_year", "iso_year", "num_year", "season_year", "year") if part[k])
    month = part["cn_month"] or part["iso_month"] or part["alt_month"] or part["num_month"]
    return f"{year}-{int(month):02}" if month else year


def _of_day(first: int, second: int, sign: str, year: str) -> str:
    """31.12.2020 and 12/31/2020 name a month; 05/06/2020 does not say which number it is."""
    if second > _DECEMBER >= first >= 1:
        return f"{year}-{first:02}"
    sure = sign == "." or first > _DECEMBER or first == second
    return f"{year}-{second:02}" if sure and 1 <= second <= _DECEMBER else year


def _century(two_digits: str) -> str:
    return ("19" if int(two_digits) >= _CENTURY_TURNS else "20") + two_digits


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _DATE.finditer(text):
        lone = match["lone"]
        month = _MONTHS[lone.rstrip(".").lower()] if lone else 0
        value = "" if lone else _value(match)
        tokens.append(_Token(match.start(), match.end(), value, month))
    return tokens


def _joined(text: str, left: _Token, right: _Token) -> bool:
    """Is there nothing but "–", "to" or the like between the two?"""
    gap = _GAP.fullmatch(text, left.end, right.start)
    return bool(gap and gap["between"])


def find_dates(text: str) -> tuple[Written, ...]:
    """Every date and range of a line, in order. The words for "present" count only as an end."""
    plain = text[:_TEXT_LIMIT].translate(_MARKS)
    tokens, found, at = _tokens(plain), [], 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if token.value is None:  # "present" without a beginning is a word like any other
            at += 1
        elif (
            after
            and (after.value or (after.value is None and not token.month_only))
            and _joined(plain, token, after)
        ):
            found.append(_range(token, after))
            at += 2
        elif token.month_only:
            at += 1
        else:
            found.append(_alone(plain, token))
            at += 1
    return tuple(found)


def _range(left: _Token, right: _Token) -> Written:
    first = f"{(right.value or '')[:4]}-{left.month_only:02}" if left.month_only else left.value
    return Written(
        left.start,
        right.end,
        first,
        right.value,
        (left.start, left.end),
        (right.start, right.end),
        present=right.value is None,
    )


def _alone(text: str, token: _Token) -> Written:
    """A date without a partner: "since 2019", "2019–21", "2019 –" or just a date."""
    here = (token.start, token.end)
    since = _SINCE_BEFORE.search(text, max(0, token.start - 14), token.start)
    if since:
        return Written(since.start(), token.end, token.value, None, here, None, present=True)
    short = _SHORT_END.match(text, token.end)
    if (
        short
        and token.value
        and 0 < int(short[1]) - int(token.value[2:4]) < _LONGEST_YEARS
        and "-" not in token.value
    ):
        last = token.value[:2] + short[1]
        return Written(token.start, short.end(), token.value, last, here, short.span(1))
    dash = _DANGLING.match(text, token.end)
    if dash:
        return Written(token.start, dash.end(), token.value, None, here, None, dangling=True)
    return Written(token.start, token.end, None, token.value, None, here)


def is_present(text: str) -> bool:
    """Is this nothing but a word for "present"?"""
    return re.fullmatch(rf"\W*(?:{_PRESENT})\W*", text[:40].translate(_MARKS), re.IGNORECASE) is not None


# ---------------------------------------------------------------- months

MonthRange = tuple[int, int]
"""Months counted from year 0, the second not included."""


def _month(value: str, *, year_means: int) -> int:
    year, _, month = value.partition("-")
    return int(year) * 12 + (int(month) if month else year_means) - 1


def month_range(start: str | None, end: str | None, read_on: date) -> MonthRange | None:
    """The months from `start` to `end`, both included.

    A year alone counts from its July, or up to its June, so that "2019 – 2021" is two years and not three.

    Args:
        start, end: "YYYY" or "YYYY-MM"; an `end` of None is `read_on`, and so is one after it.
        read_on: months after it have not happened yet.

    Returns:
        None if there is no start or it lies after the end: then nothing is known about the time between.
    """
    if not start:
        return None
    now = read_on.year * 12 + read_on.month
    first = _month(start, year_means=7)
    last = min(_month(end, year_means=6) + 1, now) if end else now
    if last <= first and end and start[:4] == end[:4]:  # "2020 – 2020": some part of that year
        last = min(first + 6, now)
    return (first, last) if last > first else None


def union_months(ranges: Iterable[MonthRange | None]) -> int:
    """Months covered by at least one of the ranges: two jobs at once count once."""
    total, reached = 0, 0
    for first, last in sorted(r for r in ranges if r):
        total += max(0, last - max(first, reached))
        reached = max(reached, last)
    return total
