"""Who offers the job, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from core import skills
from core.extraction.postings.labels import LABELLED
from core.extraction.postings.passages import Passage, cut_sentences, sentences
from core.extraction.postings.sections import classify, is_fact_label
from core.extraction.postings.terms import MODE
from core.extraction.resumes.naming import is_company, is_title
from core.extraction.resumes.words import CITIES, COUNTRIES, REGION_CODES, STATES
from core.skills.words import word_set
from core.text import cut

_HEAD_PASSAGES = 8
_LINE_LETTERS = 120


_SHORTEST = 3
"""Letters of the shortest name that is no code."""


def _as_written(names: Iterable[str]) -> str:
    """An alternation of place names; the first letter is a capital, as "nice" is no city and "us" no country."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(
        f"{re.escape(name[0].upper())}(?i:{re.escape(name[1:])})" for name in ordered if len(name) >= _SHORTEST
    )  # fmt: skip


STATE = f"{'|'.join(sorted(REGION_CODES))}|{_as_written(STATES)}|N\\.Y\\.?|D\\.C\\.?"
_MORE_COUNTRIES = "USA|US|U\\.S\\.|UK|EU|EMEA|LATAM|APAC|DACH|Europe|Europa|Americas|Scotland|England|Wales"
COUNTRY = f"{_MORE_COUNTRIES}|{_as_written(COUNTRIES)}"
_CITY = f"New York City|NYC|{_as_written(CITIES)}"
# One word after another, each with its own hyphens: two ways to read a hyphen would cost cubic time.
_NAME = r"(?<![\w-])[A-ZÀ-Þ][\w.'’-]{0,40}(?: [A-ZÀ-Þ][\w.'’-]{0,40}){0,3}"
_BESIDE = r" (?:im|am|an der|in der|ob der|upon|sur|de la|del) [A-ZÀ-Þ][\w'’-]{2,40}|-(?:upon|on|sur|under|en|am)-[A-ZÀ-Þ]?[\w'’-]{2,40}"
"""What tells a town from others of its name: "im Breisgau", "upon Tyne"."""
_AROUND = "(?:und|&) Umgebung|and (?:the )?surroundings|(?:and|&) surrounding area|et (?:ses )?environs|y alrededores|e arredores"
_CHINESE = r"(?:[\u4e00-\u9fff]{2,4}市|北京|上海|广州|深圳|杭州|成都|南京|武汉|西安|苏州|重庆|天津|香港|台北)"
PLACE = re.compile(
    rf"(?:{_NAME}),? (?:{STATE})(?![^\W_])(?:,? \d{{5}})?(?:,? (?:{COUNTRY})(?![^\W_]))?|{_NAME}, (?:{COUNTRY})(?![^\W_])|"
    rf"{_NAME} (?:{_AROUND})(?![^\W_])|(?<![^\W_])(?:{_CITY})(?![^\W_])(?:{_BESIDE})?(?: \(\d{{2,5}}\))?|(?<![^\W_])(?:\d{{5}} {_NAME})|{_NAME} \(\d{{2,5}}\)|{_CHINESE}"
)
_ANY_CASE = re.compile(rf"(?<![^\W_])(?:{_CITY})(?![^\W_])", re.IGNORECASE)
_ONLY_COUNTRY = re.compile(rf"(?<![^\W_])(?:{COUNTRY})(?![^\W_])")
_BASED = re.compile(
    rf"(?i:based in|located in|offices? in|standort|basée? à|situé à|mit sitz in|con sede en|com sede em) (?P<place>{PLACE.pattern})|"
    rf"(?:remote|remotely|anywhere|work) (?i:\w+ ){{0,2}}(?:across|within|in|throughout) (?:the )?(?P<region>{COUNTRY})(?![^\W_])|"
    rf"(?<![^\W_])(?i:practice|office|site|branch|plant|clinic|school|shop|store|warehouse|hospital|studio|factory|team|hotel|restaurant|kitchen|bakery|farm|firm|company|depot|agency|salon|laboratory|lab|surgery|nursery|headquarters|workshop) in (?:the )?(?P<house>{_NAME})(?:,? (?:{STATE}|{COUNTRY}))?(?![^\W_])|"
    rf"(?<![^\W_])(?P<seat>{_CITY})(?:[- ]based| office| HQ| headquarters)(?![^\W_])|"
    rf"(?<![^\W_])(?:in|à|en|em|bei|near) (?P<named>{_NAME}, (?:{STATE}|{COUNTRY})|{_CITY})(?![^\W_])"
)
_REGION = re.compile(r"\(([^()]{2,80})\)")
_NO_REGION = re.compile(r"\d|day|office|tage|jour|d[ií]as", re.IGNORECASE)
SEPARATOR = re.compile(r"\s[|·•–—-]\s|\s{2,}|[|·•]")
_TALKS = re.compile(
    r"(?<![^\W_])(?:is|are|we|our|you|your|ist|sind|wir|du|est|sommes|nous|vous|somos|buscamos)(?![^\W_])",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^(?:Inc|LLC|Ltd|Limited|GmbH|mbH|AG|SE|KG|Co|Corp|S\.?A|S\.?A\.?S|SARL|S\.?L\.?U?|S\.?r\.?l|S\.?p\.?A|Lda|e\.\s?V|PLC|LLP|PLLC|P\.?C|AS|ASA|ApS|AB|BV|NV|Oy|Pty)\b\.?",
    re.IGNORECASE,
)
_COMPANY = r"(?P<{}>(?:[A-Z][\w&.'’-]*|&|of|de|und|and)(?: (?:[A-Z0-9][\w&.'’-]*|&|of|de|und|and)){{0,4}})"
_IS_A = re.compile(
    rf"(?:^(?:(?:Die|Der|Das|The|At|Join|Chez|Bei|Le groupe|La société|L'entreprise|La empresa|A empresa|Die Firma) )?|\b(?:At|Join|Chez|Bei) ){_COMPANY.format('name')}"
    r"(?=(?: \([^()]{2,80}\))?,? (?:is|are|est|ist|recrute|recrutent|cherche|stellt|contrata|procura|selecciona|was|makes|builds|runs|helps|develops|entwickelt|sucht|recherche|seeks|moves|streams|needs|has been|has|busca|es)\b|,? (?:we|you|nous|wir|vous)\b)"
)
_WE_ARE = re.compile(
    rf"(?:We(?:'re| are)|[Jj]oin|Wir sind(?: die)?|Nous sommes|Somos) {_COMPANY.format('us')}(?=[,.!]|\s(?:a|an|the|eine?|une?|una?|uma?|die|in|as|and)\s)"
)
_NO_COMPANY = word_set(
    "chez bei us uns we you our the this it what who about join at he she they your as in for their these there that all if wir sie du unser nous vous notre le la les "
    "position role job team candidate candidates applicants ote pay salary compensation subject hiring work hey hello hi vaga"
)
_DOTTED = re.compile(r"\.\w\.$")
"""A closing dot that belongs to the name: "S.L."."""
_UNNAMED = re.compile(r"(?:an?|one of|our|the|ein\w*|une?|una?|uma?|confidential|undisclosed|anonym\w*)\s")
"""A client who is only described: "a national rail operator"."""
_SHORT_CELL = 5
_AT = re.compile(r"^(?:at|bei|chez|en|em)\s(?=[A-ZÀ-Þ])")
_BACK_TO_OFFICE = re.compile(
    r"(?:,\s(?!(?-i:[A-Z]{2})(?![^\W_]))|\s(?:and|und|et|y|e)\s)[^,]{0,40}?(?<![^\W_])(?:days?|tage?n?|jours?|d[ií]as?|job sites?|sites? within)(?![^\W_])"
    r"|\s/\s?(?:fully )?(?:hybrid|remote|on[- ]?site|home)|,? or anywhere(?![^\W_])",
    re.IGNORECASE,
)
"""How often one must be there, and where else one may work, behind the place itself."""


def head(whole: Sequence[Passage], title: Passage | None) -> Iterator[str]:
    """Lines before the first heading, without labels' lines and the title: "Nordbank | Oslo (hybrid) | Full-time"."""
    for place, passage in enumerate(whole[:_HEAD_PASSAGES]):
        heading = len(passage.text) < _LINE_LETTERS and classify(passage.text, loosely=False)
        if passage.bullet or (heading and place):
            return
        if heading:
            continue
        if title and passage.line == title.line and title.text in passage.text:
            rest = passage.text.partition(title.text)[2].strip(" ,.!–-|@")
            if rest:
                yield _AT.sub("", rest)
        elif SEPARATOR.search(passage.text):
            yield _AT.sub("", passage.text)
        else:
            yield passage.text


def company_and_place(
    whole: Sequence[Passage], top: Sequence[str], labels: dict[str, list[str]], title: Passage | None
) -> tuple[str | None, str | None]:
    """Labels first, then the head, then what the sentences say."""
    company = next(
        (_trim_company(value) for value in labels.get("company", []) if not _UNNAMED.match(value)), None
    )
    location = next(filter(None, map(_trim_place, labels.get("location", []))), None)
    location = location or next(filter(None, map(_behind_unnamed, labels.get("company", []))), None)
    for line in top:
        label = LABELLED.match(line)
        if label and is_fact_label(label[1]):
            continue
        cells = _line_cells(line)
        if cells and (len(cells) > 1 or not line.rstrip().endswith(".") or PLACE.match(cells[0])):
            found_company, found_place = _cells(cells)
            company, location = company or found_company, location or found_place
    company = company or _company_in_prose(whole, title)
    return company, location or _behind_company(top, company) or _place_in_prose(whole)


def _place_in_prose(whole: Sequence[Passage]) -> str | None:
    hits = (_BASED.search(passage.text[:1000]) for passage in whole)
    said = next((_first_group(hit) for hit in hits if hit), None)
    if said or any(letter.isupper() for passage in whole for letter in passage.text):
        return said
    # A chat message without a single capital.
    cities = (_ANY_CASE.search(passage.text[:1000]) for passage in whole)
    return next((hit.group() for hit in cities if hit), None)


def _behind_unnamed(value: str) -> str | None:
    """The place of an employer who is only described: "a national rail operator, York. Two days …"."""
    city = re.match(rf"[^,.]{{3,60}}, (?P<city>{_NAME})(?=[.;]|$)", value)
    return city["city"].rstrip(".") if city and _UNNAMED.match(value) else None


def _first_group(hit: re.Match[str]) -> str:
    return next(hit[name] for name in ("place", "region", "house", "seat", "named") if hit[name])


def _behind_company(top: Sequence[str], company: str | None) -> str | None:
    """A short name behind the employer's and a comma is its place: "Klinikum am Seeufer, Konstanz"."""
    if company is None:
        return None
    for line in top:
        _, found, rest = line.partition(f"{company},")
        city = re.split(r"\.\s", SEPARATOR.split(rest.strip())[0], maxsplit=1)[0].strip(" .")
        if (
            found
            and re.fullmatch(rf"{_NAME}(?:{_BESIDE})?", city)
            and not _LEGAL.match(city)
            and not is_title(city)
        ):
            return city
    return None


def _line_cells(line: str) -> list[str]:
    """The cells of a head line without its talk: "Nordbank, Oslo. Hybrid. We make …"."""
    if line[:1].islower():
        return []  # the rest of a sentence
    cells: list[str] = []
    talked = False
    for piece in cut_sentences(line):
        if _TALKS.search(piece[:_LINE_LETTERS]) and not MODE.match(piece):
            talked = True
            continue
        for cell in SEPARATOR.split(piece):
            longest = max(map(len, _REGION.sub("", cell).split(",")))
            if longest > _LINE_LETTERS // 2 or (talked and len(cell.split()) > _SHORT_CELL):
                return cells
            if cell.strip(" .") and not (talked and not PLACE.search(cell)):
                whole = cell.strip()
                cells.append(whole if _DOTTED.search(whole) else whole.strip(" ."))
    return cells


def _cells(cells: Iterable[str]) -> tuple[str | None, str | None]:
    """Company and place of a head line; a cell about remote work may hold the place in brackets."""
    company = location = None
    for cell in cells:
        place, mode = PLACE.search(cell), MODE.search(cell)
        before = cell[: place.start()].strip(" ,(-") if place else ""
        if place and (not before or mode or cell[: place.start()].rstrip(" -").endswith((",", "("))):
            location = location or _trim_place(place.group())
            whole = before.count("(") == before.count(")")
            if before and whole and not MODE.search(before) and company is None:
                company = _trim_company(before)
        elif mode:
            location = location or _region(cell)
        elif (
            company is None
            and cell[:1].isupper()
            and len(cell.partition(",")[0].split()) <= _HEAD_PASSAGES
            and not (is_title(cell) and not is_company(cell))
            and not any(letter in cell for letter in "$€£:!?@")
            and _may_be_company(cell)
        ):
            company = _trim_company(cell)
    return company, location


def _region(cell: str) -> str | None:
    """Where one may work remotely: "Remote (EU)", "Work from anywhere in the US"."""
    region = _REGION.search(cell)
    if region and region[1][:1].isupper() and not MODE.search(region[1]) and not _NO_REGION.search(region[1]):
        return region[1].strip()
    country = _ONLY_COUNTRY.search(cell)
    return country.group() if country else None


def _trim_company(text: str) -> str:
    """Without what stands in brackets or behind the next sentence; "Inc." belongs to the name."""
    text = re.split(r"\s+\(|\s+[|·•–—]\s+|\s+-\s+", text, maxsplit=1)[0].strip(" *_")
    before, comma, tail = text.partition(",")
    if comma and not _LEGAL.match(tail.strip()):
        text = before
    name = cut(text.strip(), 100)
    return name.title() if name.isupper() and len(name.split()) > 1 else name


def _trim_place(text: str) -> str | None:
    """The place alone: "Mountain View, CA. We work …" → "Mountain View, CA"."""
    text = re.split(
        r"(?<!\bCo)(?<!\bSt)(?<!\bMt)(?<!\bFt)\.\s+(?=[A-Z][a-z])|\s[–—|·-]\s|;", text, maxsplit=1
    )[0].strip()
    text = text if re.search(r"\.\w\.$", text) else text.rstrip(".")
    region = _REGION.search(text)
    bare = (
        re.sub(r"\s+,", ",", _REGION.sub("", text)).strip(" ,")
        if region and not re.fullmatch(r"\d{2,5}", region[1])
        else text
    )
    bare = re.sub(r"(?i)^(?:fully |100 ?% )?(?:remote|hybrid|on-?site),\s", "", bare)
    place = re.split(
        r",? (?:or|and|oder|ou) (?:fully )?remote|,? (?:hybrid|remote|on[- ]?site)\b",
        _BACK_TO_OFFICE.split(bare, maxsplit=1)[0],
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" ,")
    if not re.sub(r"(?i)\b(?:fully |100 ?% )?(?:remote|hybrid|on-?site)\b", "", place).strip(" ,-"):
        place = region[1] if region else ""
    return cut(place, 120) or None


_HIRES = re.compile(rf"(?P<name>{_NAME}) (?i:is|are) (?i:now )?(?i:hiring|recruiting)(?![^\W_])")
_WANTED_AT = re.compile(
    r"(?:@ |(?i:wanted|needed|gesucht) (?:at|bei|by) )(?P<name>[A-Z][\w&.'’-]*(?: (?:[A-Z0-9&][\w&.'’-]*)){0,4})"
)


def _company_in_prose(whole: Sequence[Passage], title: Passage | None) -> str | None:
    for passage in whole[:_HEAD_PASSAGES]:
        hires = _HIRES.match(passage.text[:_LINE_LETTERS]) or _WANTED_AT.search(passage.text[:_LINE_LETTERS])
        if hires and _may_be_company(hires["name"]):
            return hires["name"].strip(" .:")
        about = re.fullmatch(
            rf"(?:About|Über|À propos de|Join|Sobre) ({_NAME})", passage.text[:_LINE_LETTERS]
        )
        if about and _may_be_company(about[1]):
            return about[1]
        if title and passage.line == title.line and len(passage.text) < 2 * len(title.text):
            continue
        for sentence in sentences(passage)[:2]:
            said = sentence.text[:200]
            hits = chain(_WE_ARE.finditer(said), _IS_A.finditer(said))
            named = next((name for hit in hits if _may_be_company(name := hit[1])), None)
            if named:
                return named.strip(" .")
    return None


def _may_be_company(name: str) -> bool:
    known = skills.canonical(name) is not None
    return name.lower().split()[0] not in _NO_COMPANY and not known and not _ONLY_COUNTRY.fullmatch(name)
