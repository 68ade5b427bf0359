"""Levels that are compared by code: degrees, languages, seniority."""

import re

from core.text import fold

_DEGREES: tuple[tuple[int, str], ...] = (
    (5, r"ph\.?\s?d|doctor(?:ate|al)?|dr\.?\s?(?:rer|med|ing|phil)|doctorat|promotion|博士"),
    (
        4,
        (
            r"m\.?sc?\.?|m\.?a\.?|m\.?eng|mba|m\.?b\.?a\.?|master'?s?|magister|diplom|bac\s?\+\s?5|postgraduate|graduate degree|"
            r"mastère|maestría|mestrado|硕士|grande école|école de commerce|dipl\.[ -]?\w+|diplôme d'ingénieur"
        ),
    ),
    (
        3,
        (
            r"b\.?sc?\.?|b\.?a\.?|b\.?eng|b\.?tech|bsn|bachelor'?s?|licence|licenciatura|bac\s?\+\s?[34]|undergraduate degree|"
            r"college degree|university degree|graduate of|grado|laurea|本科|学士"
        ),
    ),
    (2, r"associate'?s?(?:\sdegree|\sof)|a\.?a\.?s?|adn|bac\s?\+\s?2|bts|dut|foundation degree|大专"),
    (
        1,
        r"high school|ged|secondary|diploma|abitur|baccalauréat|matura|bachillerato|apprenticeship|ausbildung|高中",
    ),
)
_DEGREE_PATTERNS = tuple(
    (level, re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.IGNORECASE)) for level, words in _DEGREES
)
_SOME_DEGREE = re.compile(
    r"(?<![^\W\d_])(?:degree|diplôme|studium|hochschulabschluss)(?![^\W\d_])", re.IGNORECASE
)
BACHELOR = 3
"""What "a degree" means where nothing more is said."""
SCHOOL = 1
"""What is not yet a degree has no field."""
_EQUIVALENT = re.compile(
    r"equivalent|or similar experience|équivalent|vergleichbar|gleichwertig|or experience", re.IGNORECASE
)
_OPEN_FIELD = re.compile(
    r"related|similar|relevant|technical|quantitative|any field|equivalent|comparable|verwandt|vergleichbar|équivalent",
    re.IGNORECASE,
)
_SENIORITY: tuple[tuple[int, str], ...] = (
    (0, r"intern|internship|trainee|apprentice|student|stagiaire|praktikant\w*|werkstudent\w*|实习\w*"),
    (1, r"junior|jr|entry[ -]level|graduate|associate|débutant\w*|berufseinsteiger\w*|i"),
    (3, r"senior|sr|confirmé\w*|expérimenté\w*|iii|高级\w*"),
    (4, r"lead|staff|principal|architect|head|chief|leiter\w*|responsable|supervisor|负责人"),
    (
        5,
        r"director|vp|vice president|cto|ceo|cfo|coo|founder|co-founder|directeur|directrice|direktor\w*|总监",
    ),
)
_SENIORITY_PATTERNS = tuple(
    (level, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)) for level, words in _SENIORITY
)
MIDDLE = 2
"""The level of a title that names none."""
YEARS_OF_LEVEL = {0: 0, 1: 0, 2: 24, 3: 60, 4: 84, 5: 120}
"""Months of work after which people usually reach a level; titles are more certain, so this only makes "similar"."""
FLUENT = 5
"""No posting asks for more of a language than it is fair to ask: native and fluent are one."""
_FLUENCY: tuple[tuple[int, str], ...] = (
    (
        6,
        r"native|mother tongue|muttersprach\w*|langue maternelle|maternelle|bilingu\w*|c2|母语|nativo|lengua materna",
    ),
    (
        5,
        r"fluent\w*|c1|courant\w*|fließend|verhandlungssicher|full professional|couramment|fluido|流利|proficient|excellent",
    ),
    (
        4,
        r"b2|professional\w*|working proficiency|business|professionnel\w*|advanced|avancé|gute?|good|sehr gut",
    ),
    (3, r"b1|intermediate|conversational|intermédiaire|mittel\w*"),
    (1, r"a1|a2|basic|beginner|elementary|notions|grundkenntnisse|scolaire|básico|learning"),
)
_FLUENCY_PATTERNS = tuple(
    (level, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)) for level, words in _FLUENCY
)
_LIMIT = 300

Levels = tuple[tuple[int, re.Pattern[str]], ...]


def _levels(text: str, patterns: Levels) -> list[int]:
    return [level for level, pattern in patterns if pattern.search(fold(text)[:_LIMIT])]


def degree_level(text: str, *, lowest: bool = False) -> int | None:
    """1 school, 2 associate, 3 bachelor, 4 master, 5 doctorate; None if no degree is named.

    Args:
        lowest: of several ("MSc or PhD"), the least that is enough; else the highest.
    """
    levels = _levels(text, _DEGREE_PATTERNS)
    if not levels and _SOME_DEGREE.search(text[:_LIMIT]):
        return BACHELOR
    return (min(levels) if lowest else max(levels)) if levels else None


def without_degree(text: str) -> str:
    """What a degree is in, if anything: the text without the names of degrees."""
    rest = fold(text)[:_LIMIT]
    for _, pattern in _DEGREE_PATTERNS:
        rest = pattern.sub(" ", rest)
    return _SOME_DEGREE.sub(" ", rest)


def takes_experience(text: str) -> bool:
    """Does it take "… or equivalent experience"?"""
    return _EQUIVALENT.search(fold(text)[:_LIMIT]) is not None


def takes_any_field(text: str) -> bool:
    """Does it take "… or a related field"?"""
    return _OPEN_FIELD.search(fold(text)[:_LIMIT]) is not None


def seniority_level(title: str) -> int | None:
    """0 intern, 1 junior, 3 senior, 4 lead, 5 director; None if the title names no level."""
    levels = _levels(title, _SENIORITY_PATTERNS)
    return max(levels) if levels else None


def fluency_level(text: str) -> int | None:
    """1 (A1, A2, basic) to 6 (C2, native) on the scale of the CEFR; None if none is named."""
    levels = _levels(text, _FLUENCY_PATTERNS)
    return max(levels) if levels else None
