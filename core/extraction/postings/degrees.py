"""Degrees asked for: their level and field."""

import re
from dataclasses import dataclass

_E, _F = r"(?<![^\W_])", r"(?![^\W_])"
_ANY_PROGRAM = "Completed program"
_PROGRAM = re.compile(r"graduate of (?:an? )?", re.IGNORECASE)
_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "High school diploma",
        r"(?-i:HS) (?:diploma|degree|education)|(?:four-year )?high[ -]school (?:diploma|degree|education)|(?-i:GED)|secondary school diploma|abitur|fachabitur|mittlere reife|baccalauréat|(?-i:Bac)(?!\s?\+)|bachillerato|ensino médio|secundario completo",
    ),
    (
        "Associate degree",
        r"associate(?:'s|s)?(?: degree)?(?= in|degree| or)|associate(?:'s|s)? degree|(?-i:BTS|DUT)|bac\s?\+\s?2",
    ),
    ("BSN", r"(?-i:BSN)|bachelor of science in nursing"),
    ("MBA", r"(?-i:MBA)|m\.b\.a\."),
    (
        "Bachelor's degree",
        r"bachelor(?:'?s)?(?: of (?:science|arts|engineering|business administration))?(?: degree)?|(?-i:BSc|BEng|BTech|(?:BA|BS)(?=\s(?:in|degree|or|and|required|preferred)|[/,.;)]|$))|b\.\s?s\.(?:c\.)?|b\.\s?sc\.?|b\.\s?a\.|b\.\s?eng\.?|b\.\s?tech\.?|undergraduate degree|four-year degree|bachelorabschluss|bac\s?\+\s?3|licence (?:en|universitaire)|grado(?= en)|licenciatura|bacharelado|laurea(?: triennale)?|hbo",
    ),
    (
        "Master's degree",
        r"master(?:'?s)?(?: of (?:science|arts|engineering))?(?: degree)|master's|masters(?= in| or| degree)|master(?= in| or|,? [a-z]+ oder| en|/)|(?-i:MSc|MEng|MTech|MA(?= in)|MS(?=\s(?:in|degree|or|and|required|preferred)|/)|(?:^|(?<=[/,(])|(?<=[/,(] )|(?<=\ban )|(?<=\bor ))MS(?=[,.;)]|$))|m\.\s?s\.(?:c\.)?|m\.\s?sc\.?|m\.\s?a\.|m\.\s?eng\.?|graduate degree|advanced degree|masterabschluss|bac\s?\+\s?[45]|diplom(?:-ingenieur|ingenieur)?|diplôme d'ingénieur|école d'ingénieurs?|máster|maestría|mestrado|laurea magistrale|ingeniería(?= (?:en|informática))|ingenier[oa]",
    ),
    (
        "PhD",
        r"(?-i:PhD|Phd)|ph\.\s?d\.?|doctorate|doctoral degree|promotion(?= in| im)|doctorat|doctorado|doutorado|doutoramento",
    ),
    ("Law degree", r"juris doctor|(?-i:JD)|j\.d\.|law degree"),
    (
        "Vocational training",
        r"(?:abgeschlossene |kaufmännische |technische )+(?:berufs)?ausbildung|vocational (?:training|degree|qualification)|ausbildung(?= (?:als|zum|zur))|formation professionnelle|diplôme d'état(?: d(?:e |')[\w-]+)?|formación profesional|ciclo formativo|(?-i:FP)(?: de)?(?: grado (?:medio|superior))?|(?-i:CFGS|CFGM)|(?:grado|técnico) (?:medio|superior)|ensino técnico|curso técnico",
    ),
    (
        "University degree",
        r"(?:university|college|academic|technical|relevant|quantitative|engineering|stem|four-year|nursing)\s(?:degree|diploma)|degree(?= in| or equivalent| from| required| preferred)|(?:abgeschlossenes |abgeschlossene |abgeschlossenem )?(?:hochschul\w*|universitäts?\w*|fach)?studium|hochschulabschluss|universitätsabschluss|école de commerce|diplôme(?: universitaire)?|formation supérieure|t[íi]tulo universitario|titulación universitaria|formación universitaria|ensino superior|curso superior",
    ),
    (_ANY_PROGRAM, r"graduate of (?:an? )?(?:\w+ ){0,2}\w+ (?:program|school|course)"),
)
_LEVEL = tuple(
    # Nothing glued before it: LC-MS is no master's degree.
    (
        name,
        re.compile(
            rf"{_E}(?<![^\W_]-)(?:{pattern}){_F}" if not pattern.endswith(".") else pattern, re.IGNORECASE
        ),
    )
    for name, pattern in _LEVELS
)
_CHINESE_LEVELS = (
    ("PhD", re.compile("博士")),
    ("Master's degree", re.compile("硕士|研究生")),
    ("Bachelor's degree", re.compile("本科|学士")),
    ("Associate degree", re.compile("大专|专科")),
)
_FIELD = re.compile(
    r"\s*(?:degree\s*)?(?:\(.{0,40}?\)\s*)?(?:in|of|im bereich|im|der|en|em|de|im fach|als|zum|zur)\s+(?:an? |the |der |the field of )?(?P<field>[^.;:()]{3,120})",
    re.IGNORECASE,
)
_FIELD_END = re.compile(
    r",?\s*(?:or|oder|ou)\s+(?:an?y?\s+|eine?\s+)?(?:other\s+)?(?:closely\s+)?(?:related|similar|equivalent|comparable|relevant|vergleichbar\w*|ähnlich\w*|verwandt\w*|équivalent\w*|similaire\w*).*|"
    r",?\s*(?:o|ou)\s+(?:similar\w*|equivalente\w*|relacionad\w*|afin\w*|áreas?\s).*|"
    r",?\s+(?:or|ou|oder)\s+(?:\w+\s+){0,2}(?:experience|erfahrung|expérience).*|"
    r"\s+(?:required|preferred|desired|is|are|with|and (?:at|\d|one|two|three|five|minimum)|from|completed|plus|erforderlich|von vorteil|mit|wünschenswert|exigé\w*|souhaité\w*|est|avec)(?![^\W_]).*|"
    r",?\s+(?:com|con|avec)(?![^\W_]).*|,\s*(?:completed|with|at|and \d|ideally|preferably|dont|mit|idealerweise).*",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(r",\s*(?:and |or |und |oder |et |ou |o )?|\s+(?:or|oder|ou|o)\s+")
_MOST = 6


@dataclass(frozen=True, slots=True)
class Degree:
    """A degree asked for.

    Attributes:
        names: level and field of each alternative ("Bachelor's degree in Physics").
        start, end: of the words that name it, in the clause.
    """

    names: tuple[str, ...]
    start: int
    end: int


def degree(clause: str) -> Degree | None:
    """The degree a clause names, None if it names none."""
    clause = clause[:600]
    hits = [
        (found.start(), found.end(), name)
        for name, pattern in (*_LEVEL, *_CHINESE_LEVELS)
        for found in pattern.finditer(clause)
    ]
    if not hits:
        return None
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    levels: list[str] = []
    start, end = hits[0][0], hits[0][1]
    for hit in hits:
        # "MSc or PhD", "high school diploma or GED": alternatives stand close together.
        if hit[0] - end <= _CLOSE:
            end = max(end, hit[1])
            levels.append(_PROGRAM.sub("", clause[hit[0] : hit[1]]) if hit[2] == _ANY_PROGRAM else hit[2])
    levels = list(dict.fromkeys(levels))
    if len(levels) > 1 and "University degree" in levels:
        levels.remove("University degree")
    fields: list[str] = []
    if field := _FIELD.match(clause, end):
        whole = field["field"]
        known = _FIELD_END.sub("", whole, count=1)
        fields = [
            part.strip(" ,") for part in _SPLIT.split(known) if part.strip(" ,") and not _is_level(part)
        ]
        end = field.start("field") + len(known)
        rest = _RELATED.match(clause, end)
        end = rest.end() if rest else end
    if details := _DETAILS.match(clause, end):
        end = details.end()
    fields = _completed(fields)
    names = [
        f"{level} in {field}" for level in levels for field in fields if len(field) <= _LONGEST_FIELD
    ] or levels
    return Degree(tuple(names[:_MOST]), start, end)


def _completed(fields: list[str]) -> list[str]:
    """The noun that the last field lends to the others: "Electrical or Mechanical Engineering"."""
    last = fields[-1].split() if fields else []
    if len(last) < 2:  # noqa: PLR2004 - it has no noun to lend
        return fields
    return [f"{field} {last[-1]}" if _ADJECTIVE.fullmatch(field) else field for field in fields]


_ADJECTIVE = re.compile(r"\w+(?:al|ic|ed|ive)", re.IGNORECASE)


def _is_level(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in _LEVEL)


_DETAILS = re.compile(r"\s*\((?![^()]*\d)[^()]{3,120}\)")
"""Examples of the field: "a quantitative discipline (mathematics, physics, statistics)"."""
_CLOSE = 14
_LONGEST_FIELD = 50
_RELATED = re.compile(
    r",?\s*(?:or|oder|ou)\s+(?:an?y?\s+|eine?\s+)?(?:other\s+)?(?:closely\s+)?(?:related|similar|equivalent|comparable|relevant|vergleichbar\w*|ähnlich\w*|verwandt\w*|équivalent\w*|similaire\w*)"
    r"(?:\s+(?:technical\s+|quantitative\s+)?(?:field|discipline|subject|area|degree|studies|fach\w*|studiengang|domaine))?",
    re.IGNORECASE,
)
EQUIVALENT = re.compile(
    r"equivalent (?:\w+ ){0,2}experience|or (?:\w+ ){0,2}experience|experience in lieu|oder (?:\w+ ){0,2}erfahrung|ou expérience",
    re.IGNORECASE,
)
