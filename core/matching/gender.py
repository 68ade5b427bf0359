"""Words that tell a person's gender, age, origin or family, by language.

Own lists, of words that stand in resumes. English is looked for in every resume, another language in resumes of that
language.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from core.matching.rewriting import Change

Gender = Literal["f", "m"]
LOOKED_AT = 2_000

_DECLARED = re.compile(
    r"\(?(?<![^\W_])(?:she|he|they|ze|sie|er|elle|il|ella|él)\s?/\s?(?:her|him|his|them|they|hers|ihr|ihm|iel|elle|lui)"
    r"(?:\s?/\s?\w{2,6})?(?![^\W_])\)?",
    re.IGNORECASE,
)
_PRONOUNS: Mapping[str, Mapping[Gender, tuple[str, ...]]] = {
    # The words of the one gender and of the other, each beside its counterpart.
    "en": {
        "f": ("she", "her", "hers", "herself"),
        "m": ("he", "his", "his", "himself"),
    },
    "de": {"f": ("sie", "ihr", "ihre", "ihren", "ihrem"), "m": ("er", "sein", "seine", "seinen", "seinem")},
    "fr": {"f": ("elle",), "m": ("il",)},
    "es": {"f": ("ella",), "m": ("él",)},
    "pt": {"f": ("ela", "dela"), "m": ("ele", "dele")},
    "it": {"f": ("lei",), "m": ("lui",)},
    "zh": {"f": ("她", "女士"), "m": ("他", "先生")},
}
_ALSO: Mapping[str, str] = {"en": "him", "de": "ihm|ihn|ihrer|seiner", "fr": "lui", "it": "egli|ella"}
_NOUNS: Mapping[str, str] = {
    "en": r"wom[ae]n|female|male|girls?|boys?|lady|ladies|gentlem[ae]n|mother|father|mum|mom|dad|wife|husband|daughter|"
    r"maternity|paternity|pregnan\w{1,3}|sorority|fraternity|mr|mrs|ms|mx",
    "de": r"frau(?:en)?|herr|weiblich|männlich|mutter|vater|ehefrau|ehemann|tochter|mutterschutz|damen|mädchen|jungen",
    "fr": r"mme|mlle|madame|monsieur|femmes?|hommes?|féminin|masculin|mère|père|épouse|mari|congé (?:maternité|paternité)",
    "es": r"sra|srta|señora?|mujer(?:es)?|hombres?|femenino|masculino|madre|padre|esposa|esposo",
    "pt": r"sra|senhora?|mulher(?:es)?|homem|homens|feminino|masculino|mãe|pai|esposa|marido",
    "it": r"signora?|donn[ae]|uomo|uomini|femminile|maschile|madre|padre|moglie|marito",
    "zh": r"小姐|男性|女性",
}
_LABELS = (
    r"date of birth|birth ?date|birthday|d\.?o\.?b\.?|place of birth|born(?: on| in)?|age|gender|sex|pronouns?|nationality|"
    r"citizenship|marital status|civil status|children|religion|ethnicity|race|passport(?: no\.?| number)?|photo|caste|"
    r"home address|address|geburtsdatum|geburtsort|geboren(?: am| in)?|geb\.|alter|geschlecht|staatsangehörigkeit|"
    r"nationalität|familienstand|kinder|konfession|adresse|anschrift|wohnhaft in|date de naissance|née?(?: le| à)|"
    r"lieu de naissance|âge|sexe|nationalité|situation (?:familiale|de famille)|état civil|enfants|fecha de nacimiento|"
    r"lugar de nacimiento|edad|sexo|género|nacionalidad|estado civil|hijos|dirección|domicilio|data de nascimento|idade|"
    r"nacionalidade|filhos|endereço|morada|data di nascita|luogo di nascita|nat[oa] (?:il|a)|cittadinanza|nazionalità|"
    r"stato civile|indirizzo|性别|年龄|出生(?:年月|日期)?|生日|民族|婚姻(?:状况)?|婚否|国籍|籍贯|政治面貌|户口|地址|住址"
)
_LABELLED = re.compile(
    rf"(?:\A|(?<=[\t|·•;；]))[ *•–-]{{0,4}}(?:{_LABELS})[ ]?(?:[:：][ ]?|\t)[^\t|·•;；]{{0,200}}",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"(?<![^\W_])(?:"
    r"born (?:on|in) [^,;|\t.]{1,40}|geboren (?:am|in) [^,;|\t]{1,40}|née? (?:le|à) [^,;|\t]{1,40}|nacid[oa] (?:el|en) [^,;|\t]{1,40}|"
    r"aged? \d\d(?!\d)|\d\d[ -]years?[ -]old|\d\d jahre alt|\d\d años de edad|"
    r"married|divorced|widowed|ledig|verheiratet|geschieden|verwitwet|célibataire|mariée?|solter[oa]|casad[oa]|"
    r"\d (?:children|kids|kinder|enfants|hijos)"
    r")(?![^\W_])|未婚|已婚|\d\d岁|(?:\A|(?<=[\s|/,，]))[男女](?=\Z|[\s|/,，])",
    re.IGNORECASE,
)
_PERSON_JOBS = re.compile(
    r"(?<![^\W_])(chair|sales|spokes|business|council|congress|camera)(?:wo)?(?:man|(men))(?![^\W_])",
    re.IGNORECASE,
)
_ENGLISH_TITLES = {"waitress": "waiter", "actress": "actor", "stewardess": "steward", "hostess": "host"}
_ENGLISH_TITLE = re.compile(rf"(?<![^\W_])(?:{'|'.join(_ENGLISH_TITLES)})(?![^\W_])", re.IGNORECASE)


def _endings(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<=[^\W\d_]){ending}(?![^\W_])", re.IGNORECASE), words) for ending, words in pairs
    )


_TITLES: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    # In titles alone, where these endings make a feminine of a masculine; elsewhere they end other words.
    "de": _endings(
        (r"(?<=er|or|st|nt|ge)[*:_/]?-?in(?:nen)?", ""),
        (r"(?<=eur)[*:_/]?-?in(?:nen)?", ""),
        (r"(?<=kauf)(?:frau|mann)", "leute"),
        (r"(?<=fach)(?:frau|mann)", "kraft"),
    ),
    "fr": _endings(
        (r"trice", "teur"),
        (r"euse", "eur"),
        (r"ière", "ier"),
        (r"ienne", "ien"),
        (r"(?<=ieur|tant|oint)e", ""),
    ),
    "es": _endings((r"(?<=dor|tor|sor)a", ""), (r"(?<=nier|ogad|cnic|rmer)a", "o")),
    "pt": _endings((r"(?<=dor|tor|sor)a", ""), (r"(?<=heir|ogad|cnic|meir)a", "o")),
    "it": _endings((r"trice", "tore")),
}


def _compiled(language: str) -> tuple[re.Pattern[str], ...]:
    spoken = [word for words in _PRONOUNS.get(language, {}).values() for word in words]
    nouns = _NOUNS.get(language, "(?!)")
    pronouns = "|".join([*spoken, *filter(None, [_ALSO.get(language)])]) or "(?!)"
    if language == "zh":
        return (re.compile(rf"(?<!其)(?:{pronouns}|{nouns})(?!们)"),)
    return (
        # Upper case is an abbreviation: ER, IL, HE.
        re.compile(
            rf"(?<![^\W_])(?:{pronouns}|{'|'.join(one.capitalize() for one in pronouns.split('|'))})(?![^\W_])"
        ),
        re.compile(rf"(?<![^\W_])(?:{nouns})(?:['’]s|\.)?(?![^\W_])", re.IGNORECASE),
    )


_PATTERNS = {language: _compiled(language) for language in {*_PRONOUNS, *_NOUNS}}


def _of(language: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(("en", language or "en"))) if language in _PATTERNS else ("en",)


def telling(text: str, language: str | None, mark: str) -> Iterator[Change]:
    """What to put in the place of every word that tells gender, age, origin or family: `mark`, or a word for all."""
    text = text[:LOOKED_AT]
    for pattern in (_LABELLED, _STATED, _DECLARED, *(p for one in _of(language) for p in _PATTERNS[one])):
        yield from (Change(m.start(), m.end(), mark) for m in pattern.finditer(text))
    for job in _PERSON_JOBS.finditer(text):
        yield Change(job.end(1), job.end(), "people" if job[2] else "person")
    for title in _ENGLISH_TITLE.finditer(text):
        yield Change(title.start(), title.end(), _ENGLISH_TITLES[title[0].lower()])


def titles(text: str, language: str | None) -> Iterator[Change]:
    """Endings of a title that tell gender, and what stands there for everybody."""
    for pattern, words in _TITLES.get(language or "", ()):
        yield from (Change(m.start(), m.end(), words) for m in pattern.finditer(text[:LOOKED_AT]))


def is_personal(text: str) -> bool:
    """Does the line tell of birth, origin, age or family?"""
    return bool(_LABELLED.search(text[:LOOKED_AT]) or _STATED.search(text[:LOOKED_AT]))


def exchanged(text: str, language: str | None, to: Gender) -> Iterator[Change]:
    """Pronouns of the other gender, as this one has them."""
    text = text[:LOOKED_AT]
    for one in _of(language):
        other: Gender = "m" if to == "f" else "f"
        pairs = dict(zip(_PRONOUNS[one][other], _PRONOUNS[one][to], strict=True))
        words = "|".join(sorted({*pairs, *(w.capitalize() for w in pairs)}, key=len, reverse=True))
        edge = "" if one == "zh" else r"[^\W_]"
        around = (r"(?<!其)", r"(?!们)") if one == "zh" else (rf"(?<!{edge})", rf"(?!{edge})")
        for match in re.finditer(f"{around[0]}(?:{words}){around[1]}", text):
            word = pairs[match[0].lower()]
            yield Change(match.start(), match.end(), word.capitalize() if match[0][0].isupper() else word)
