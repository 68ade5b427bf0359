"""Dates as people write them, and arithmetic in whole months.

A value is "2019" or "2019-03": as precise as the text it was read from, and never more. English, French, German,
Spanish, Portuguese, Italian, Dutch, Scandinavian and Chinese month names; seasons and quarters tell only the year.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

_MONTH_NAMES = (
    "january jan janvier janv januar jänner jaenner enero ene janeiro gennaio gen januari",
    "february feb februar février fevrier févr fevr fév febrero fevereiro fev febbraio febr februari",
    "march mar mars märz maerz mrz marzo março marco maart mrt marts",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag mei maj",
    "june jun juin juni junio junho giugno giu",
    "july jul juillet juil juli julio julho luglio lug",
    "august aug août aout agosto ago augustus augusti",
    "september sept sep septembre septiembre setiembre setembro settembre set",
    "october oct octobre oktober okt octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre desember des",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_SEASONS = (
    "spring summer fall autumn winter printemps été automne hiver frühjahr frühling sommer herbst "
    "primavera verano otoño invierno verão outono inverno estate autunno lente zomer herfst høst vår"
)
_WITHIN_A_YEAR = re.compile(
    r"(?:spring|summer|fall|autumn|printemps|été|automne|frühjahr|frühling|sommer|herbst|primavera|verano|otoño|verão|"
    r"outono|estate|autunno|lente|zomer|herfst|høst|vår|q[1-4]|h[12])(?![^\W_])",
    re.IGNORECASE,
)
_PRESENT = (
    "present|presently|now|current|currently|today|ongoing|to date|till date|date|aujourd'hui|à ce jour|ce jour|en cours|"
    "présent|actuellement|actuel|maintenant|heute|jetzt|aktuell|laufend|dato|gegenwärtig|presente|la actualidad|"
    "la fecha|actualidad|actualmente|actual|en curso|hoy|atualmente|atual|hoje|o momento|os dias atuais|em curso|oggi|"
    "ad oggi|adesso|attuale|attualmente|in corso|heden|nu|nå|nåværende|i dag|nuvarande|pågående"
)
_PRESENT_CJK = "至今|现在|目前|今"
_BETWEEN = (
    "-{1,3}|->|→|~|to|until|till|through|thru|bis|à|au|a|al|até|ate|hasta|tot|t/m|til|till|至|到|-{1,2} to"
)
_SINCE = "since|from|seit|ab|depuis|desde|a partir de|dal|da|sinds|vanaf|siden|sedan|自"

_YEAR = r"(?:19[4-9]\d|20[0-5]\d)"
_ALSO_WORDS = frozenset(("out", "set", "ago", "gen", "mag", "des"))
"""Short forms that are words too: months only with a stop or a slash after them, or as the start of a range."""
_SURE_NAMES = "|".join(sorted(_MONTHS.keys() - _ALSO_WORDS, key=len, reverse=True))
_MONTH = (
    rf"(?:(?:{_SURE_NAMES})(?![^\W\d_])\.?"
    rf"|(?:{'|'.join(sorted(_ALSO_WORDS))})(?:\.|(?=/|\s(?:de\s)?{_YEAR}\s?(?:-|a\s|al\s|até\s))|(?<=-\s\w\w\w)(?=\s{_YEAR})))"
)
_SEASON = rf"(?:(?:{'|'.join(_SEASONS.split())})|[QH][1-4]|[1-4]Q|[SW]S)"
_LETTER_BEFORE = r"(?<![^\W_])"
_DATE = re.compile(
    rf"""
    (?P<cn_year>(?<!\d){_YEAR})\s?年(?:\s?度)?(?:\s?(?P<cn_month>1[0-2]|0?[1-9])\s?月(?:\s?\d{{1,2}}\s?日)?)?
    | {_LETTER_BEFORE}(?P<lead>\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)?\s(?:de\s)?)?(?P<name>{_MONTH})
      (?:\s\d{{1,2}}(?:st|nd|rd|th)?,)?
      (?:[\s,/-]{{0,3}}(?:(?:de|del|of)\s)?(?P<name_year>{_YEAR})(?!\d)|\s?'(?P<short>\d\d)(?!\d)
        |(?:-|(?<=[^\W\d_]))(?P<dashed>\d\d)(?!\d))
    | (?<![\w./])(?P<first_year>{_YEAR})[\s,./-]{{1,2}}(?P<then_month>{_MONTH})(?=\s*(?:[-)\]|,;·→~]|\Z|to\b))
    | (?<![\w./])(?P<season_first>{_YEAR})[\s/]{_SEASON}(?![^\W_])
    | (?<![\w./])(?P<iso_year>{_YEAR})(?:-(?P<iso_month>1[0-2]|0?[1-9])|[/.](?P<alt_month>1[0-2]|0?[1-9]))
      (?:[-/.]\d{{1,2}})?(?![\w/]|[.,]\d)
    | (?<![\w./])(?P<day>\d{{1,2}})(?P<sign>[./-])(?P<day_month>\d{{1,2}})(?P=sign)(?P<day_year>{_YEAR})(?!\d)
    | (?<![\w./])(?P<num_month>1[0-2]|0?[1-9])\s?[/.-]\s?(?P<num_year>{_YEAR})(?!\d|[.,]\d)
    | {_LETTER_BEFORE}{_SEASON}(?:\s(?:of|de|del))?(?:[\s,/-]{{1,2}}(?P<season_year>{_YEAR})(?!\d)|\s?'(?P<season_short>\d\d)(?!\d))
    | (?<![\w$€£#.,/+])(?P<year>{_YEAR})(?![\w%+]|[.,]\d)
    | {_LETTER_BEFORE}(?P<lone>{_MONTH})(?=\s?(?:-|to|bis|à|a|tot)\s?{_MONTH})
    | (?<![\w./])(?P<slash_month>1[0-2]|0?[1-9])/(?P<slash_year>\d\d)(?![\w/]|[.,]\d)
    | (?<![\w'])'(?P<ticked>\d\d)(?![\w'%])
    | {_LETTER_BEFORE}(?P<present>{_PRESENT.replace(" ", "[ ]")})(?![^\W_])
    | (?P<present_cjk>{_PRESENT_CJK})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAP = re.compile(rf"[\s()]*(?:(?P<between>{_BETWEEN})[\s(]*)?", re.IGNORECASE)
_LEADING = re.compile(r"至今|(?:to|till|à|ad)\s", re.IGNORECASE)
"""Words for "present" that begin with the word before the end of a range: "2018 to date"."""
_SINCE_BEFORE = re.compile(rf"(?<![^\W_])(?:{_SINCE}):?\s*\Z", re.IGNORECASE)
_SHORT_END = re.compile(r"[-/](\d\d)(?![\w/.%]|-\d)")
_DANGLING = re.compile(r"\s*-+\s*(?:\?+\s*)?(?=\Z|[\t)])")
_MARKS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－﹣", "-")
    | dict.fromkeys("～〜∼", "~")
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
    """One end of a range, or a lone date.

    Attributes:
        value: None is "present", "" a month that takes its year from the other end.
        lead: letters of the day before a month's name.
        weak: it is a date only as an end of a range ("3/19", "'19").
        days: the two numbers of 05/06/2020, of which either may be the month.
        day_first: which of them is the day, where the numbers tell.
    """

    start: int
    end: int
    value: str | None
    month_only: int = 0
    weak: bool = False
    lead: int = 0
    days: tuple[int, int] | None = None
    day_first: bool | None = None


_YEARS = ("cn_year", "name_year", "first_year", "season_first", "iso_year", "num_year", "season_year", "year")
_MONTH_NUMBERS = ("cn_month", "iso_month", "alt_month", "num_month", "slash_month")


def _token(match: re.Match[str]) -> _Token:
    part, place = match.groupdict(), match.span()
    if part["present"] or part["present_cjk"]:
        return _Token(*place, None)
    if part["lone"]:
        return _Token(*place, "", month_only=_number(part["lone"]))
    if part["day_year"]:
        return _of_day(place, (int(part["day"]), int(part["day_month"])), part["sign"], part["day_year"])
    glued = bool(part["dashed"]) and match.group()[-3] != "-"  # "Mar19"
    short = part["short"] or part["dashed"] or part["slash_year"] or part["ticked"] or part["season_short"]
    year = _century(short) if short else next(part[key] for key in _YEARS if part[key])
    name = part["name"] or part["then_month"]
    month = _number(name) if name else next((int(part[key]) for key in _MONTH_NUMBERS if part[key]), 0)
    weak = glued or bool(part["slash_year"] or part["ticked"])
    return _Token(*place, f"{year}-{month:02}" if month else year, weak=weak, lead=len(part["lead"] or ""))


def _number(name: str) -> int:
    return _MONTHS[name.rstrip(".").lower()]


def _of_day(place: tuple[int, int], days: tuple[int, int], sign: str, year: str) -> _Token:
    """31.12.2020 and 12/31/2020 name a month; 05/06/2020 does not say which number it is."""
    first, second = days
    day_first: bool | None = None
    if sign == "." or first > _DECEMBER:
        day_first = True
    elif second > _DECEMBER:
        day_first = False
    elif first == second:
        return _Token(*place, f"{year}-{first:02}", days=days)
    return _Token(*place, _with_month(year, days, day_first=day_first), days=days, day_first=day_first)


def _with_month(year: str, days: tuple[int, int], *, day_first: bool | None) -> str:
    """The year with the number that is the month, if there is such a month and we know which it is."""
    month = 0 if day_first is None else days[day_first]
    return f"{year}-{month:02}" if 1 <= month <= _DECEMBER else year


def _century(two_digits: str) -> str:
    return ("19" if int(two_digits) >= _CENTURY_TURNS else "20") + two_digits


def _joined(text: str, left: _Token, right: _Token) -> bool:
    """Is there nothing but "–", "to" or the like between the two?"""
    gap = _GAP.fullmatch(text, left.end, right.start)
    return bool(gap and (gap["between"] or _LEADING.match(text, right.start)))


def is_part_of_year(text: str) -> bool:
    """Is it a season or a quarter that lies within one year, "Summer 2024"? What lasted that long began and ended in it."""
    return _WITHIN_A_YEAR.match(text) is not None


def find_dates(text: str) -> tuple[Written, ...]:
    """Every date and range of a line, in order. The words for "present" count only as an end."""
    plain = text[:_TEXT_LIMIT].translate(_MARKS)
    tokens, found, at = [_token(match) for match in _DATE.finditer(plain)], list[Written](), 0
    while at < len(tokens):
        token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
        if token.value is not None and after and _may_range(token, after) and _joined(plain, token, after):
            found.append(_range(token, after))
            at += 1
        elif token.value and not token.weak:  # "present" without a beginning is a word like any other
            found.append(_alone(plain, token))
        at += 1
    return _school_years(plain, found)


def _may_range(left: _Token, right: _Token) -> bool:
    """Two dates, the first not after the second where they are short; a lone month needs the other one's year."""
    if right.value is None:
        return not left.month_only
    if left.weak or right.weak:
        return not right.month_only and (left.value or "") <= right.value
    return bool(right.value)


def _range(left: _Token, right: _Token) -> Written:
    if (
        left.lead and right.value and not right.lead
    ):  # "Rennes 2 Sep 2009 – Jun 2012": no day, for the other has none
        left = replace(left, start=left.start + left.lead)
    return Written(
        left.start,
        right.end,
        _first_of(left, right),
        _beside(right, left),
        (left.start, left.end),
        (right.start, right.end),
        present=right.value is None,
    )


def _first_of(left: _Token, right: _Token) -> str | None:
    return f"{(right.value or '')[:4]}-{left.month_only:02}" if left.month_only else _beside(left, right)


def _beside(token: _Token, other: _Token) -> str | None:
    """What a date says beside its other end: 31/05/2021 shows that 01/03/2019 names its day first."""
    if token.value and token.days and token.day_first is None and other.day_first is not None:
        return _with_month(token.value[:4], token.days, day_first=other.day_first)
    return token.value


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


def _school_years(text: str, found: list[Written]) -> tuple[Written, ...]:
    """Two school years with a dash between ("2015/16 – 2018/19") are one range, from the first year to the last."""
    out: list[Written] = []
    for one in found:
        before = out[-1] if out else None
        if before and _is_school_year(before) and _is_school_year(one) and _between(text, before, one):
            out[-1] = Written(before.start, one.end, before.first, one.last, before.first_at, one.last_at)
        else:
            out.append(one)
    return tuple(out)


def _is_school_year(one: Written) -> bool:
    return bool(one.first and one.last) and int((one.last or "")[:4]) - int((one.first or "")[:4]) == 1


def _between(text: str, left: Written, right: Written) -> bool:
    gap = _GAP.fullmatch(text, left.end, right.start)
    return bool(gap and gap["between"])


def is_present(text: str) -> bool:
    """Is this nothing but a word for "present"?"""
    return (
        re.fullmatch(rf"\W*(?:{_PRESENT}|{_PRESENT_CJK})\W*", text[:40].translate(_MARKS), re.IGNORECASE)
        is not None
    )


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


def lasting(months: int) -> str:
    """`5 y 10 m`, `8 m`, `4 y`."""
    years, rest = divmod(months, 12)
    return " ".join(
        part for part in (f"{years} y" if years else "", f"{rest} m" if rest or not years else "") if part
    )
