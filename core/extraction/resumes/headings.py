"""Which section a heading opens."""

import re

from core.extraction.resumes.phrases import CAPTIONS, COLUMN_HEADS, HEADINGS, NOUNS, QUALIFIERS, SECTION_RANK
from core.text import fold

STRONG = frozenset({"summary", "work", "education", "skills", "projects"})
"""Sections whose headings set the style that the others are compared with."""

_JOINERS = re.compile(
    r"\s*(?:&|\+|/|,|、|与|和|及|\band\b|\bet\b|\bund\b|\by\b|\be\b|\ben\b)\s*", re.IGNORECASE
)
_CONTINUED = re.compile(
    r"\s*[(\[-]?\s*(?:continued|cont\.?|cont'd|suite|fortsetzung|continuación|segue|vervolg)\s*[)\]]?\Z"
)
_SPACED = re.compile(r"(?:\S ){3,}\S")
_CJK_GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s(?=[\u4e00-\u9fff])")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d)?|[ivx]{1,4}|[a-h]|[一二三四五六七八九十]{1,2})[.):、]\s*")
_EDGE = re.compile(r"\A[^\w(]+|[^\w)'.]+\Z|_+\Z")
_HEAD_LIMIT = 48
_LINE_LIMIT = 160
"""A heading may be followed by a rule typed on its own line."""
_MOST_WORDS = 6


def section_of(text: str) -> str | None:
    """The section that a heading opens, by its words alone; None if it is none we know."""
    if len(text) > _LINE_LIMIT:
        return None
    phrase = _CJK_GAP.sub("", _bare(fold(text).lower()))
    if _SPACED.fullmatch(phrase):
        return _spaced_section(phrase.replace(" ", ""))  # E X P E R I E N C E
    if len(phrase) > _HEAD_LIMIT:
        return None
    return _known_section(phrase) or _known_section(_bare(_NUMBERED.sub("", phrase, count=1)))


def _bare(phrase: str) -> str:
    """Without rules, icons and signs around it, and without "(continued)"."""
    for _ in range(2):
        phrase = _EDGE.sub("", phrase).strip(" .")
        phrase = _CONTINUED.sub("", phrase)
    return phrase


def _spaced_section(letters: str) -> str | None:
    known = next(
        (section for phrase, section in HEADINGS.items() if phrase.replace(" ", "") == letters), None
    )
    if known or len(letters) > _HEAD_LIMIT:
        return known
    words = _words_in(letters)
    return _composed_section(" ".join(words)) if words else None


def _words_in(letters: str) -> list[str]:
    """The fewest words we know that make up the letters; none if they do not."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        tails = ((best[at], letters[at:end]) for at in range(end))
        ways = [
            [*head, word]
            for head, word in tails
            if head is not None and (word in NOUNS or word in QUALIFIERS)
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def _known_section(phrase: str) -> str | None:
    plain = phrase.replace(" & ", " and ")
    if found := HEADINGS.get(phrase) or HEADINGS.get(plain):
        return found
    parts = [p for p in _JOINERS.split(phrase) if p]
    known = [HEADINGS.get(p) for p in parts]
    if len(parts) > 1 and all(known):
        return known[0]
    return _composed_section(phrase)


def _composed_section(phrase: str) -> str | None:
    """A noun we know among words that only say more about it: "Selected Clinical Experience", "Berufliche Erfahrung"."""
    words = re.sub(r"[,/+]", " ", phrase).split()
    nouns = [NOUNS[word] for word in words if word in NOUNS]
    if not nouns or len(words) > _MOST_WORDS or any(w not in NOUNS and w not in QUALIFIERS for w in words):
        return None
    return min(nouns, key=SECTION_RANK.__getitem__)


_HINTS = (
    (
        "work",
        r"experience|employment|\bwork\b|\bjobs\b|expérience|erfahrung|experiencia|experiência|berufs|工作|任职",
    ),
    ("education", r"education|academic|formation|ausbildung|studium|educación|formación|formação|教育"),
    ("volunteer", r"volunt|bénévol|ehrenamt|community|志愿"),
    ("projects", r"project|projet|projekt|proyecto|projeto|项目"),
    ("certificates", r"certif|licen[sc]e|zertifi|credential|证书"),
    ("awards", r"award|honou?r|prize|auszeichnung|premio|prêmio|奖"),
    ("publications", r"publication|publikation|veröffentlich|publicacion|论文"),
    ("languages", r"language|langue|sprach|idioma|语言"),
    (
        "skills",
        r"skill|competenc|compétence|expertise|technolog|tools|kenntnisse|kompetenz|habilidad|competência|技能",
    ),
    ("summary", r"summary|profile|objective|about me|profil|resumen|resumo|简介"),
)


def hinted_section(text: str) -> str:
    """The section of a line that looks like a heading but is none by its words: by one telling word, else "other"."""
    phrase = fold(text).lower()
    return next((kind for kind, words in _HINTS if re.search(words, phrase)), "other")


def is_caption(text: str) -> bool:
    """Is it nothing but the word above a list of bullets: "Responsibilities:"?"""
    return len(text) <= _HEAD_LIMIT and fold(text).lower().strip(" :：•*-·") in CAPTIONS


def is_table_head(text: str, below: str = "") -> bool:
    """Does a line name the columns of a table: "Name  Issuer  Year", or its first column above rows of cells?"""
    cells = text.split("\t")
    words = [word for cell in cells for word in re.findall(r"\w+", fold(cell).lower())]
    return (
        (len(cells) > 1 or "\t" in below)
        and len(words) <= 2 * len(cells)
        and bool(words)
        and set(words) <= COLUMN_HEADS
    )
