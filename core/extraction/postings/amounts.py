"""Numbers that mean something: years of experience and pay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.model import Salary

_NUMBER_WORDS = (
    "zero one|un|une|ein|eine|einem|einen|eines|una|um|uma|a|an two|deux|zwei|dos|dois|duas three|trois|drei|tres|três four|quatre|vier|cuatro|quatro five|cinq|fünf|fuenf|cinco "
    "six|sechs|seis seven|sept|sieben|siete|sete eight|huit|acht|ocho|oito nine|neuf|neun|nueve|nove ten|dix|zehn|diez|dez eleven|onze|elf twelve|douze|zwölf|doce|doze "
    "thirteen|treize|dreizehn fourteen|quatorze|vierzehn fifteen|quinze|fünfzehn|quince"
)
_WORDS = {word: number for number, words in enumerate(_NUMBER_WORDS.split()) for word in words.split("|")}
_WORDS.pop("a")
_WORDS.pop("an")
_MANY = "twenty|vingt|zwanzig"
_N = rf"(?:\d{{1,2}}(?:[.,]5)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|{_MANY})"
_UNIT = r"(?:years?|yrs?|ans?|années?|jahr(?:en|es|e)?|años?|anos?|anni|jaar|months?|mois|monat(?:en|e)?|mes(?:es)?)"
_YEARS = re.compile(
    rf"""
    (?<![\w.,$€£/-])
    (?P<low>{_N})\s?(?:\(\d{{1,2}}\)\s?)?(?P<plus>\+)?
    (?:\s?(?:-|to|or|à|bis|ou|oder|a|o)\s?(?P<high>{_N})\s?\+?)?
    (?:\s(?:or|ou|oder|o)\s(?:more|plus|mehr|más|mais)|\s(?:full|volle|plus|solid|consecutive|mehr))?
    \s?(?P<unit>{_UNIT})(?![\w-])(?:'|\s?\+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHINESE_YEARS = re.compile(
    r"(?P<low>\d{1,2}|[一二两三四五六七八九十])\s?(?:[-~至到]\s?\d{1,2}\s?)?年(?:[及或]?以上)?(?=[^。;]{0,24}(?:经验|工作|从业))"
)
_CHINESE_DIGITS = {
    digit: number
    for number, digits in enumerate(("一", "二两", "三", "四", "五", "六", "七", "八", "九", "十"), 1)
    for digit in digits
}
_NO_EXPERIENCE = re.compile(
    r"no (?:prior |previous |work )?experience (?:is )?(?:required|necessary|needed)|keine (?:berufs)?erfahrung (?:erforderlich|nötig)|"
    r"débutants? acceptés?|sans expérience|no (?:se (?:requiere|necesita)|es necesaria) experiencia|sin experiencia|sem experiência|não é necessária experiência|经验不限|无需经验",
    re.IGNORECASE,
)
# Spans of time that are no experience: a window, an age, a contract, something that happens every so often.
_NOT_BEFORE = re.compile(
    r"(?:within|in|over|during|for|every|past|last|next|previous|recent|than|dans|au cours|innerhalb|letzten|nächsten|derniers?|dernières?)"
    r"(?: (?:the|its|our|their|his|her|a|les|des|der|den))?(?: (?:last|past|next|previous|recent|letzten|dernières|derniers))?\s*$",
    re.IGNORECASE,
)
_EXPERIENCE = re.compile(
    r"experience|expérience|erfahrung|experiencia|experiência|esperienza|ervaring|expertise|track record|in (?:a|an|the) (?:similar|comparable)|worked|working|professional|pratique",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"'?\s(?:of|as an?|in an?|d'|de|als|como)\s?(?!notice|probation|leave|training|pay|service\b|age|your|our|the|kündigung|probezeit|préavis|prueba)[\w-]{3,}",
    re.IGNORECASE,
)
"""What was done for some months: "18 months of forklift driving"."""
_SOUGHT = re.compile(r"(?:looking|asking|searching|hoping) for\s*$", re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"\s*(?:old\b|of age\b|ago\b|contract\b|warranty\b|history\b|in business\b(?! \w)|in the (?:market|business)\b|alt\b|\(?d'âge|term\b|program\b|degree\b|"
    r"fixed|befristet|in a row\b|after (?:hire|appointment)\b|from now\b|on the market\b)",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"(?:of which|including|with|of these|dont|davon|darunter|among them)[^.;]{0,40}$", re.IGNORECASE
)
_MOST_YEARS = 40
_TO_DIGITS = {"twenty": 20, "vingt": 20, "zwanzig": 20} | _WORDS


@dataclass(frozen=True, slots=True)
class Years:
    """Experience asked for.

    Attributes:
        months: the smallest number stated.
        part: it is a share of a larger number ("of which three").
    """

    months: int
    start: int
    end: int
    part: bool = False


def years(text: str) -> Iterator[Years]:
    """Numbers of years (or months) of experience in a clause; the caller knows that it asks for something.

    "In the last five years", ages, contracts and "every two years" are none.
    """
    earlier = False
    for found in _YEARS.finditer(text):
        before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 40]
        minimum = re.search(
            r"(?:(?:minimum|at least|mindestens|au moins|mínimo|al menos|pelo menos)[\s\w]{0,12}|(?:more|(?:not?|never) (?:less|fewer)|mehr|nicht weniger|plus|más|mais) (?:than|als|de|que|do que)\s?)$",
            before,
            re.IGNORECASE,
        )
        in_months = found["unit"].lower().startswith(("mo", "me"))
        if in_months and not (_EXPERIENCE.search(text) or _OF_WORK.match(after)):
            continue  # a contract's length, or a start
        worked = before.rstrip().lower().endswith("for") and (
            _EXPERIENCE.search(text) or _SOUGHT.search(before)
        )
        if _NOT_AFTER.match(after) or (_NOT_BEFORE.search(before) and not minimum and not worked):
            continue
        if found["low"].isalpha() and found["low"].lower() in _SMALL and not _EXPERIENCE.search(text):
            continue
        low = _value(found["low"])
        if low > _MOST_YEARS:
            continue
        months = round(low if in_months else low * 12)
        yield Years(months, found.start(), found.end(), part=earlier and _PART_OF.search(before) is not None)
        earlier = True
    for found in _CHINESE_YEARS.finditer(text):
        low = _CHINESE_DIGITS.get(found["low"]) or int(found["low"])
        if low <= _MOST_YEARS:
            yield Years(12 * low, found.start(), found.end())


_SMALL = frozenset({"un", "une", "ein", "eine", "einem", "einen", "eines", "una", "um", "uma"})
"""Number words that are articles too: "un an" is a year of experience only where experience is spoken of."""


def asks_no_experience(text: str) -> bool:
    return _NO_EXPERIENCE.search(text) is not None


def _value(number: str) -> float:
    known = _TO_DIGITS.get(number.lower())
    return float(number.replace(",", ".")) if known is None else float(known)


# ---------------------------------------------------------------- pay

_SIGNS = {
    "R$": "BRL",
    "元": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "zł": "PLN",
    "US$": "USD",
}
_DOLLARS = {
    "c$": "CAD",
    "ca$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "us$": "USD",
    "mx$": "MXN",
}
_PLAIN_DOLLARS = frozenset({"AUD", "CAD", "NZD", "SGD", "HKD"})
"""What "$" means where the work is in such a country, unless it says "US$"."""
_CODES = "USD|EUR|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|SGD|HKD|ZAR|BRL|MXN|AED|ILS"
_CURRENCY = rf"(?:(?:US|CA|C|AU|A|NZ|S|HK|R|MX)?\$|元|€|£|¥|₹|zł|\b(?:{_CODES})\b|\b(?i:euros?|francs|dollars?|pounds(?! of)(?: sterling)?)\b)"
_FIGURE = r"\d{1,3}(?:(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{0,6}(?:[.,]\d{1,2}(?!\d))?)"
_THOUSANDS = r"(?:\s?(?:k|K|万|tsd\.?|T(?=€))(?=[\s€$£.,;)/+·元-]|EUR|USD|GBP|CHF|$|\b))?"
_PAY = re.compile(
    rf"""
    (?P<front>{_CURRENCY})?\s?(?<![\w.,'])(?P<low>{_FIGURE})(?P<low_k>{_THOUSANDS})\s?(?P<low_back>{_CURRENCY})?
    (?P<open>\s?\+(?!\s\w))?
    (?:\s?(?:brut|brutto|gross|per\syear|/\s?year|/\s?hr|/\s?hour|an\shour|per\shour)?\s?(?:-|~|to|and|à|bis|et|und|a|至|到)\s?
       (?P<middle>{_CURRENCY})?\s?(?P<high>{_FIGURE})(?P<high_k>{_THOUSANDS})\s?(?P<back>{_CURRENCY})?)?
    """,
    re.VERBOSE,
)
_TALK = re.compile(
    r"salary|pay\b|pays\b|paid|compensation|wage|base|rate\b|remuneration|annual|hourly|per hour|per year|a year|/ ?h|/ ?yr|/ ?year|"
    r"salario|salário|remuneración|remuneração|薪|工资|gehalt|vergütung|lohn|entgelt|brutto|jahres|rémunération|salaire|brut|fixe|bruts|\bOTE\b|\bTJM\b|tagessatz",
    re.IGNORECASE,
)
_NOT_PAY = re.compile(
    r"differential|bonus|sign-on|equity|funding|raised|revenue|million|billion|mrd|milliard|turnover|budget|prime|allowance|reimburse|stipend|"
    r"401|customers|clients|mitarbeiter|salariés|employees|sellers|relocation",
    re.IGNORECASE,
)
_SIDE = re.compile(r"[,.;+()]|\b(?:plus|and|with|und|mit|et|zzgl)\b")
"""Beyond these another thing is spoken of: "$90,000 plus equity"."""
_PERIODS: tuple[tuple[str, str], ...] = (
    (
        "hour",
        r"(?:\b(?:per|an|a|pro|je)\s|/\s?)(?:hour|hr|h|stunde|std)\b|hourly|(?<!\d[- ])\bhour\b(?![- ]weeks?)|stundenlohn|de l'heure|/\s?heure|par heure|horaire|por hora|/\s?小时|每小时",
    ),
    (
        "day",
        r"(?:\b(?:per|a|pro|im|the)\s|/\s?)(?:day|tag)\b|daily|\bday rate|tagessatz|\btjm\b|par jour|/\s?jour|/\s?j\b|por día|por dia|/\s?天|日薪",
    ),
    ("week", r"(?:\b(?:per|a|pro|im|the)\s|/\s?)(?:week|wk|woche)\b|weekly|par semaine|por semana|/\s?周"),
    (
        "month",
        r"(?:\b(?:per|a|pro|im|the)\s|/\s?)(?:month|mo|monat)\b|monthly|monatlich|monatsgehalt|mensuels?|mensuelle|par mois|/\s?mois|al mes|por mes|por mês|mensual(?:es)?|mensa(?:l|is)|/\s?月|月薪|每月",
    ),
    (
        "year",
        r"(?:\b(?:per|a|pro|im|the)\s|/\s?)(?:year|yr|annum|jahr)\b|annual|yearly|annum|\bp\.?a\.?\b|jährlich|jahres|annuels?|annuelle|par an|/\s?an\b|al año|por ano|anual(?:es)?|anua(?:l|is)|/\s?年|年薪|每年",
    ),
)
_PERIOD = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _PERIODS)
_UP_TO = re.compile(
    r"(?:up to|bis zu|maximum|max\.?|jusqu'à|hasta|até|under)\s*(?:[A-Z]{3}|[$€£])?\s*$", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:from|starting at|starts at|at least|minimum|min\.?|ab|à partir de|dès|mindestens|desde|a partir de)\s*(?:[A-Z]{3}|[$€£])?\s*$",
    re.IGNORECASE,
)
_HOURLY_AT_MOST, _MONTHLY_AT_MOST = 250.0, 12_000.0


@dataclass(frozen=True, slots=True)
class _Found:
    salary: Salary
    rank: int


def salary(text: str, home: str | None) -> Salary | None:
    """The pay a sentence states, None if it states none.

    Args:
        text: a sentence or two.
        home: currency of the place of work, for figures without any sign.
    """
    best: _Found | None = None
    for found in _PAY.finditer(text):
        read = _read(found, text, home)
        if read and (best is None or read.rank > best.rank):
            best = read
    return best.salary if best else None


def _read(found: re.Match[str], text: str, home: str | None) -> _Found | None:
    before, after = text[max(0, found.start() - 60) : found.start()], text[found.end() : found.end() + 40]
    talk = _TALK.search(before + " " + after) is not None
    currency = next(
        (_currency(found[name]) for name in ("front", "low_back", "middle", "back") if found[name]), None
    )
    near = f"{_SIDE.split(before[-30:])[-1]} ¶ {_SIDE.split(after[:24])[0]}"
    if (currency is None and not (talk and home and found["high"])) or _NOT_PAY.search(near):
        return None
    if home in _PLAIN_DOLLARS and currency == "USD" and "US" not in found.group():
        currency = home
    low, high = _amounts(found)
    if low is None:
        return None
    least, most = _ends(before, low, high, open_end=bool(found["open"]))
    largest = max(amount for amount in (least, most) if amount is not None)
    period = _period(before, after, largest, currency or home)
    rank = 2 * (high is not None) + talk
    # "£34k plus tips", "£31,400 | 4 days on": nothing but pay is said in thousands of that size, or opens a line so.
    opens = found.start() == 0 or text[: found.start()].rstrip()[-1:] in "|·•"
    sized = _LEAST_ALONE <= largest <= _MOST_ALONE and bool(found["low_k"] or opens)
    alone = len(text) <= _A_LINE_OF_ITS_OWN or sized
    if largest < _SMALLEST[period] or not (talk or alone or high is not None or period_said(after)):
        return None
    return _Found(Salary(least, most, currency or home or "", period), rank)


_A_LINE_OF_ITS_OWN = 40
_LEAST_ALONE, _MOST_ALONE = 15_000.0, 400_000.0
_SMALLEST = {"year": 1_000.0, "month": 200.0, "week": 50.0, "day": 20.0, "hour": 3.0}
"""Less is no pay for the time: some other number stood there."""


def _ends(
    before: str, low: float, high: float | None, *, open_end: bool
) -> tuple[float | None, float | None]:
    if high is not None:
        return min(low, high), max(low, high)
    if _UP_TO.search(before):
        return None, low
    if open_end or _FROM.search(before):
        return low, None
    return low, low


def _currency(sign: str) -> str:
    sign = sign.strip()
    if sign.lower() in _DOLLARS:
        return _DOLLARS[sign.lower()]
    if sign.upper() in _SIGNS:
        return _SIGNS[sign.upper()]
    words = {
        "euro": "EUR",
        "euros": "EUR",
        "francs": "CHF",
        "dollar": "USD",
        "dollars": "USD",
        "pounds": "GBP",
        "pounds sterling": "GBP",
    }
    return words.get(sign.lower()) or sign.upper()


def _amounts(found: re.Match[str]) -> tuple[float | None, float | None]:
    low = _figure(found["low"])
    high = _figure(found["high"]) if found["high"] else None
    if found["high_k"] and high is not None:
        times = _times(found["high_k"])
        high *= times
        # "48 à 55 k€": the sign speaks for both.
        low *= times if found["low_k"] or low < times else 1
    elif found["low_k"]:
        times = _times(found["low_k"])
        low *= times
        high = high * times if high is not None and high < times else high
    return low, high


def _times(sign: str) -> float:
    return 10_000.0 if sign.strip() == "万" else 1000.0


def _figure(figure: str) -> float:
    """A number with signs of any country: three digits behind a sign are thousands, one or two are cents."""
    cents = re.search(r"[.,](\d{1,2})$", figure)
    whole = figure[: cents.start()] if cents else figure
    return float(re.sub(r"\D", "", whole) + (f".{cents[1]}" if cents else ""))


def period_said(text: str) -> str | None:
    """The period a text names: year, month, week, day or hour."""
    places = [(found.start(), name) for name, pattern in _PERIOD if (found := pattern.search(text))]
    return min(places)[1] if places else None


_PLUS = re.compile(r"\+|;|\b(?:plus|zzgl)\b")


_MONTHLY_IN_CHINA = 100_000.0
"""Pay is told by the month there up to about so much; more is told by the year."""


def _period(before: str, after: str, amount: float, home: str | None) -> str:
    # Behind a plus sign stands other money: "$120K - $145K + truck allowance ($600/month)".
    said = period_said(_PLUS.split(after)[0]) or period_said(before[-40:])
    if said is None and home == "CNY" and amount < _MONTHLY_IN_CHINA:
        return "month"
    if said and not (said == "year" and amount < _HOURLY_AT_MOST):
        return said
    if amount < _HOURLY_AT_MOST:
        return "hour"
    return "month" if amount < _MONTHLY_AT_MOST else "year"
