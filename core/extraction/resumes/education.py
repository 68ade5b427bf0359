"""Degrees: school, degree, field, mark and dates, in whatever order they stand."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TypeGuard

from core.extraction.resumes.entries import Entry
from core.extraction.resumes.jobs import dates
from core.extraction.resumes.pieces import Piece, Tree, Value, split_run, value
from core.extraction.resumes.places import is_place, split_place
from core.extraction.resumes.row import Row
from core.extraction.resumes.words import DEGREE, DEGREE_CJK, SCHOOL, SCHOOL_CJK, SCORE, STATES

_PARTS = re.compile(r"\s+[|·•–—]\s+|\s+-\s+|\t|,\s+|,(?=[\u4e00-\u9fff])|，|;\s+|；")
_STRONG = re.compile(r"\s+[|·•–—]\s+|\s+-\s+|\t|\s+(?:at|@)\s+(?=[A-ZÀ-Þ])")
_IN = re.compile(
    r"\s*(?:\(|:|,)?\s*(?:in|en|of|im|em|de|des|du|fach|studiengang|major(?:ing)? in|majors?:?)\s+|\s*d['’]",
    re.IGNORECASE,
)
_NO_AREA = re.compile(
    r"ausbildung\s+zu|study\s+abroad|exchange|erasmus|auslandssemester|high school|secondary|ged\Z|abitur|baccalaur",
    re.IGNORECASE,
)
_SCHOOL_LEAVING = re.compile(r"high school|baccalaur", re.IGNORECASE)
"""Degrees of schools, whose branch may be told as a field: "Baccalauréat ST2S"."""
_PREPARATORY = re.compile(r"college[\s-]prep(?:aratory)?", re.IGNORECASE)
"""A branch of a high school, and no college."""
_OF = re.compile(r"\s+of\s+[A-Z][^\W\d_]+(?:\s[^\W\d_]+)?(?:\s\((?:[Hh]on(?:ou)?r?s?\.?)\))?")
_BEHIND = re.compile(
    r"\s*\((?:hon(?:ou)?r?s?\b|part[\s-]|full[\s-]|online|distance)[^()]*\)?\Z", re.IGNORECASE
)
"""A bracket that says how somebody studied; a narrow column may have cut it."""
_GOING_ON = re.compile(r"\s*\((?:in progress|ongoing|expected|en cours|laufend|en curso)\)", re.IGNORECASE)
_COURSES = re.compile(
    r"(?:relevant |selected |incoming |key )?(?:courses?|coursework|modules|cours|kurse|cursos|主修课程)\s*(?:[:：]|\Z)",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"(?:thesis|advisor|supervisor|dissertation|minor|honou?rs|activities|relevant|focus|speciali[sz]ation|concentration|thema|mémoire|courses?)\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\s*[,;、，；]\s*")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_STATE_UNIVERSITY = re.compile(r"\buniversity of (\w+(?: \w+)?)\Z", re.IGNORECASE)
_LEFT_OPEN = re.compile(r"(?:\s(?:and|of|for|the|et|de|des|du|und|für|der|y|e)|\s?&)\Z", re.IGNORECASE)
_KIND_OF_DEGREE = re.compile(
    r"\b(?:executive|joint|double|dual|international|european|professional|(?:full|part)[\s-]time|integrated|honou?rs|"
    r"advanced|technical|vocational|trade|global|online|taught|research|applied|national|higher|level|first|second|state|universit\w+|"
    r"staatlich\w*|berufsbegleitend\w*|titulo|título|diplôme|abschluss|master|bachelor|post\w*)\b|[('’:]",
    re.IGNORECASE,
)
"""Words before a degree's name that say of what sort it is, not what it was in."""
_ABBREVIATION_LETTERS = 4
_AREA_WORDS = 9
_CITY_WORDS = 2


def degree(entry: Entry) -> Tree:
    """One entry of `education`."""
    rows = [*entry.header, *entry.body]
    parts = [part for row in rows if not row.bullet and not row.prose for part in _parts_of(row)]
    school = _school(parts)
    study, area = _degree([part for part in parts if not part.touches(school)])
    left = [part for part in parts if not any(map(part.touches, (school, study, area)))]
    school = school or next((named for part in left if (named := _unscored(part))), None)
    if area is None and study is not None and not _NO_AREA.search(study.text):
        area = next((part for part in left if _may_be_area(part) and not part.touches(school)), None)
    start, end = dates(entry)
    return {
        "institution": value(school, *_rest_of(school, rows)),
        "area": value(area, *_rest_of(area, rows)),
        "studyType": value(study),
        "startDate": start,
        "endDate": end,
        "score": _score(rows),
        "courses": list(_courses(rows)),
    }


def _parts_of(row: Row) -> list[Piece]:
    """Parts of a row between commas and bars, places left out."""
    out = []
    for cell in row.cells:
        for strong in cell.split_outside(_STRONG):
            if _COURSES.match(strong.text) or _SIDE.match(strong.text):
                continue
            rest, _ = split_place(strong)
            if rest:
                out += rest.split_outside(_PARTS)
    return out


def _school(parts: Sequence[Piece]) -> Piece | None:
    """The first part that names a school, without a bracket at its end."""
    for part, after in zip_longest(parts, parts[1:]):
        named = _BRACKETS.sub("", part.text)
        is_school = SCHOOL.search(named) or SCHOOL_CJK.search(named)
        if not is_school or _only_degree(named) or _PREPARATORY.fullmatch(named):
            continue
        state = _STATE_UNIVERSITY.search(part.text)
        if state and state[1].lower() in STATES and _stands_behind(after, part):
            return Piece(part.line, part.start, after.end)  # University of California, Berkeley
        bracket = _BRACKETS.search(part.text)
        return part.part(0, bracket.start()).trim() if bracket and bracket.end() == len(part.text) else part
    return None


def _rest_of(name: Piece | None, rows: Sequence[Row]) -> list[Piece]:
    """What a narrow column broke off the name of a school or a field: "Institute of Welding and" + "Joining"."""
    if name is None or not _LEFT_OPEN.search(name.text):
        return []
    at = next((at for at, row in enumerate(rows) if row.line.n == name.line.n), len(rows))
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or not below.wraps or not below.cells or rows[at].cells[-1].end != name.end:
        return []
    return below.cells[0].split_outside(_PARTS)[:1]


def _unscored(part: Piece) -> Piece | None:
    """A name without the bracket with the mark behind it; None where the mark is in the name itself."""
    bracket = _BRACKETS.search(part.text)
    scored = bracket and bracket.end() == len(part.text) and SCORE.search(bracket.group())
    name = part.part(0, bracket.start()).trim() if bracket and scored else part
    return name if name.text and not SCORE.search(name.text) else None


def _stands_behind(after: Piece | None, part: Piece) -> TypeGuard[Piece]:
    """Is it a short name on the same line?"""
    return after is not None and after.line.n == part.line.n and len(after.text.split()) <= _CITY_WORDS


def _only_degree(text: str) -> bool:
    """Is it a degree, with or without its field, and no school beside it: "College preparatory High School Diploma"?"""
    match = _match(text)
    if match is None or (match.start() > 0 and match.end() < len(text)):
        return False
    return not SCHOOL.search(_PREPARATORY.sub("", f"{text[: match.start()]} {text[match.end() :]}"))


def names_degree(text: str) -> bool:
    """Stands a degree's name in it?"""
    return _match(text) is not None


def _match(text: str) -> re.Match[str] | None:
    """A degree's name; abbreviations ("BA", "MS") only where they are written as such, for they are words elsewhere."""
    for match in DEGREE.finditer(text):
        word = match.group()
        if len(word) > _ABBREVIATION_LETTERS or word.isupper() or "." in word or word[:1].isupper():
            return match
    return DEGREE_CJK.search(text)


def _degree(parts: Sequence[Piece]) -> tuple[Piece | None, Piece | None]:
    """The degree and what it was in."""
    for place, part in enumerate(parts):
        match = _match(part.text)
        if not match:
            continue
        before = part.part(0, match.start()).trim()
        is_last = match.end() == len(part.text) and _is_field(before)
        if match.start() > 0 and not is_last and not _leads(before.text):
            continue
        study = part.part(*match.span()).trim(" ,;:")
        bare = bool(_NO_AREA.search(study.text)) and not _SCHOOL_LEAVING.search(study.text)
        if is_last or bare:
            return study, None if bare else before
        if named := _of_more(part, match.end(), parts[place + 1 :]):
            return named
        going_on = _GOING_ON.match(part.text, match.end())
        rest = part.part(going_on.end() if going_on else match.end(), len(part.text))
        lead = _IN.match(rest.text)
        rest = rest.part(lead.end() if lead else 0, len(rest.text)).trim(" ,;:()（）–—-")
        rest = rest.part(0, behind.start()) if (behind := _BEHIND.search(rest.text)) else rest
        if rest.text:
            return study, rest
        after = parts[place + 1] if place + 1 < len(parts) else None
        if after and after.line.n == part.line.n and _may_be_area(after):
            return study, after
        return study, None
    return None, None


def _of_more(part: Piece, end: int, more: Sequence[Piece]) -> tuple[Piece, Piece] | None:
    """Where the field stands behind a comma, what comes before is the degree: "Bachelor of Design, Textile Design"."""
    of = _OF.fullmatch(part.text, end)
    area = more[0] if more else None
    if of and area and area.line.n == part.line.n and _may_be_area(area) and not _SIDE.match(area.text):
        return part, area
    return None


def _leads(text: str) -> bool:
    """Words that may stand before a degree's name."""
    return len(text.split()) <= 2 and not re.search(r"\d", text)  # noqa: PLR2004


def _is_field(before: Piece) -> bool:
    """Do the words before a degree's name say what it is in: "Nursing Bachelor of Science", not "Executive MBA"?"""
    words = before.text.lower().split()
    return bool(words) and _may_be_area(before) and not _KIND_OF_DEGREE.search(before.text)


def _may_be_area(part: Piece) -> bool:
    text = part.text
    return (
        len(text.split()) <= _AREA_WORDS
        and not SCORE.search(text)
        and (not SCHOOL.search(text) or _PREPARATORY.fullmatch(text) is not None)
        and not SCHOOL_CJK.search(text)
        and not _match(text)
        and not is_place(text)
        and not re.search(r"\d", text)
        and text[:1].isalpha()
    )


def _score(rows: Iterable[Row]) -> Value | None:
    for row in rows:
        for cell in row.cells:
            match = SCORE.search(cell.text)
            if match:
                name = next(k for k, v in match.groupdict().items() if v)
                return value(cell.part(*match.span(name)))
    return None


def _courses(rows: Sequence[Row]) -> Iterable[Value]:
    """What stands after "Courses:", or the bullets under it."""
    at = next((i for i, row in enumerate(rows) if row.cells and _COURSES.match(row.cells[0].text)), None)
    if at is None:
        return
    first = rows[at].cells[0]
    match = _COURSES.match(first.text)
    rest = first.part(match.end() if match else 0, len(first.text))
    run = [rest] if rest else []
    for row in rows[at + 1 :]:
        if not row.wraps and not (row.bullet and not rest):
            break
        if row.bullet:
            run = []
            if found := value(*row.cells):
                yield found
        else:
            run += row.cells
    for item in split_run(run, _ITEMS):
        if found := value(*item):
            yield found
