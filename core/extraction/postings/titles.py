"""What a posting calls the job, and the level it names."""

import re
from collections.abc import Sequence

from core import skills
from core.extraction.postings.labels import LABELLED, labels_a
from core.extraction.postings.passages import Passage, sentences
from core.extraction.postings.sections import classify, is_fact_label
from core.extraction.postings.terms import MODE
from core.extraction.postings.whereabouts import PLACE, SEPARATOR
from core.extraction.resumes.words import TITLE, TITLE_CJK

HEAD_PASSAGES = 8
TITLE_LETTERS = 120
_FOR_ALL = re.compile(
    r"\((?:m|w|f|d|h|x|gn)(?:\s?[/|]\s?(?:m|w|f|d|h|x|i|n))+\)|\bh/f\b|\bf/h\b|\bm/w/d\b", re.IGNORECASE
)
_OPENING = r"(?:zum nächstmöglichen zeitpunkt|ab sofort|zur verstärkung [^.,;:!?]{0,40}?(?=\s(?:eine?n?|mehrere)\s)|dès que possible|para [^.,;:!?]{0,30}?(?=\suna?\s))"
_SEEKS = re.compile(
    rf"(?<![^\W_])(?P<verb>looking for|hiring|seeks?|seeking|searching for|suchen(?: wir)?|sucht|recherch(?:e|ons)|recrut(?:e|ons)|(?:se )?busca(?:mos)?|"
    rf"contratamos|procuramos|(?:budget|headcount|opening|vacancy) for|needs?|wants?|cerchiamo|zoeken(?: wij| we)?)\s+(?:{_OPENING}\s)?"
    r"(?:for\s+)?(?:an?|one|our|the|eine?n?|une?|una?|uma?|notre|unseren?)?\s*(?P<title>(?!\W{0,2}\d)[^.,;:!?]{3,80})",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"(?P<title>[^.,;:!?@]{3,60}?)\s(?:wanted|needed|gesucht|recherchée?)(?=\s(?:@|at|bei|chez|for)\s|\s?[:!.,])",
    re.IGNORECASE,
)
_MAY_MEAN_ELSE = frozenset({"need", "needs", "want", "wants", "hiring"})
"""Verbs behind which an occupation must stand: "we need three years of sales"."""
_TITLE_END = re.compile(
    r"\s+(?:who|to|with|w/|in|for|at|that|based|on|and you|join|zur|zum|für|mit|in|ab|der|die|das|pour|qui|avec|à|au|chez|para|en|con|com|em|que|asap)(?:\s.*|$)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"[^:]{2,40} (?:is|are) (?:now )?hiring(?:\s?[:!–-])?\s+(?:an? )?|(?:(?:subject|betreff|objet|asunto|re)\s?:\s*)?(?:(?:job(?: title| opening| opportunity)?|position|title|role|vacancy|opening|we(?:'re| are) hiring|now hiring|hiring|gesucht|wanted|(?:on )?recherche|se busca|stelle|"
    r"stellenangebot|poste|puesto|vaga|oferta)\s?(?::|-|–|!)\s*|(?<=:\s))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?:subject|betreff|objet|asunto)\s?:\s*", re.IGNORECASE)
_SIDE_NOTE = re.compile(
    r"\s*\((?P<note>[^()]{2,60})\)\s*$|\s[-|·•]\s+(?P<tail>[^()|·•]{2,60}(?:\([^()]{2,40}\))?)$|,\s+(?P<comma>[^,]{2,20})$"
)
_HOURS = re.compile(
    r"\d{1,2}[ -]?(?:months?|weeks?|monate|mois|meses)(?![^\W_])|\d{1,2}\s?(?:h|hrs?|hours|std\.?|stunden|heures|horas)(?:\s?/|\s(?:per|a|pro|par|por)\s)",
    re.IGNORECASE,
)
_TAILS = (
    re.compile(r"\s+(?:at|@|bei|chez)\s+[A-ZÀ-Þ].*$"),
    re.compile(r"\s+\|\s.*$"),
    # An employer's name behind a comma: "Payroll Clerk, Marsh Lane Dairy Ltd, York".
    re.compile(
        r",\s[A-ZÀ-Þ][^,|·•]{1,50}\s(?:Inc|LLC|Ltd|Limited|GmbH|AG|SE|KG|Co|Corp|SARL|SAS|PLC|LLP|BV|B\.V|NV|Pty)\.?(?:,.*)?$"
    ),
    re.compile(r"\s+(?:wanted|needed|gesucht|recherchée?)\b.*$", re.IGNORECASE),
    re.compile(r"[\s.!–-]+$"),
)
_CHINESE_HEAD = re.compile(
    r"(?:(?:诚聘|急聘|招聘|职位|岗位)\s?:?\s?)?(?P<work>[^():]{2,30}?)(?:\([\u4e00-\u9fff]{2,6}\))?"
)
"""A title behind a word of hiring and before its place: "招聘:后端工程师(杭州)"."""
_ITEMS = 2
_OPENING_LETTERS = 12
"""Where a line begins to look for somebody so early, it is a sentence rather than a title: "We seek a cook"."""


def names_work(text: str) -> bool:
    """Does it name an occupation?"""
    return bool(TITLE.search(text) or TITLE_CJK.search(text))


def title(whole: Sequence[Passage]) -> Passage | None:
    """The labelled one, else the first short line that names an occupation, else the first short line."""
    for place, passage in enumerate(whole[: 3 * HEAD_PASSAGES]):
        head = place < HEAD_PASSAGES // 2
        label = LABELLED.match(passage.text)
        if label and labels_a("title", label[1]) and (names_work(label[2]) or (_is_name(label[2]) and head)):
            return _trim(passage.part(label.start(2), len(passage.text)))
    short = [passage for passage in whole[:HEAD_PASSAGES] if _may_be_title(passage)]
    named = next((one for one in short if names_work(one.text) or _FOR_ALL.search(one.text)), None)
    sought = None if named else _sought(whole)
    best = named or (short[0] if short and sought is None else None)
    if best is not None:
        return _trim(sentences(best)[0] if len(best.text) > TITLE_LETTERS // 2 else best)
    return sought


def _is_name(words: str) -> bool:
    """Short and no sentence, whatever work it names: "Senior Limnologist (Lakes)"."""
    return (
        words[:1].isupper()
        and len(words.split()) <= HEAD_PASSAGES
        and words[-1] not in ".!?,;"
        and not _TALKS.search(words)
    )


_TALKS = re.compile(r"(?<![^\W_])(?:you|we|our|your|us|is|are|du|sie|wir|vous|nous)(?![^\W_])", re.IGNORECASE)


def _sought(whole: Sequence[Passage]) -> Passage | None:
    """The occupation a running text looks for, or opens with: "Senior developer with 5+ years …"."""
    for passage in whole[:HEAD_PASSAGES]:
        if wanted := _WANTED.match(passage.text):
            return _trim(passage.part(0, wanted.end("title")))
        for found in _SEEKS.finditer(passage.text[: 10 * TITLE_LETTERS]):
            for_all = _FOR_ALL.search(found["title"])
            words = found["title"][: for_all.end()] if for_all else _TITLE_END.sub("", found["title"])
            if for_all or names_work(words) or found["verb"].lower() not in _MAY_MEAN_ELSE:
                return _trim(passage.part(found.start("title"), found.start("title") + len(words)))
        opening = _TITLE_END.sub("", sentences(passage)[0].text[:TITLE_LETTERS]).strip(" .,!")
        short = len(opening.split()) <= HEAD_PASSAGES
        if short and names_work(opening) and not _TALKS.search(opening) and passage.text.startswith(opening):
            return _trim(passage.part(0, len(opening)))
    return None


def _may_be_title(passage: Passage) -> bool:
    text = passage.text
    first = sentences(passage)[0].text if text.strip(".;。") else text
    label = LABELLED.match(text)
    if label and is_fact_label(label[1]):
        return False
    if passage.bullet or "@" in first.split()[-1] or len(first) > TITLE_LETTERS or first[-1] in ":;,?":
        return False
    works = names_work(first)
    if classify(first, loosely=False) is not None and not works:
        return False
    name = SEPARATOR.split(first, maxsplit=1)[0]
    return first[-1] not in ".!。" or (names_work(name) and len(name.split()) <= HEAD_PASSAGES)


def _trim(found: Passage) -> Passage:
    """Without a label, "at Company", hours, a way of working, a closing stop."""
    if mail := _MAIL.match(found.text):
        found = found.part(mail.end(), len(found.text))
    if (label := _ANNOUNCED.match(found.text)) and label.end() < len(found.text):
        found = found.part(label.end(), len(found.text))
    if (sought := _SEEKS.search(found.text)) and sought.start() < _OPENING_LETTERS:
        words = _TITLE_END.sub("", sought["title"])
        if names_work(words):
            found = found.part(sought.start("title"), sought.start("title") + len(words))
    end = len(found.text)
    behind = SEPARATOR.search(found.text)
    if behind and (MODE.search(found.text, behind.end()) or _tells_place(found.text[behind.end() :])):
        end = behind.start()
    for pattern in _TAILS:
        if tail := pattern.search(found.text[:end]):
            end = tail.start()
    if chinese := _CHINESE_HEAD.fullmatch(found.text[:end]):
        found, end = found.part(*chinese.span("work")), chinese.end("work") - chinese.start("work")
    while (note := _SIDE_NOTE.search(found.text[:end])) and _is_side_note(note):
        end = note.start()
    return found.part(0, end)


def _tells_place(tail: str) -> bool:
    """A place, alone or behind an employer's name and a comma; one in brackets is a note of its own."""
    place = PLACE.search(tail)
    return place is not None and not tail[: place.start()].rstrip().endswith("(")


def _is_side_note(note: re.Match[str]) -> bool:
    """When, where or with what one works rather than what the work is called."""
    words = note["note"] or note["tail"] or note["comma"]
    if MODE.search(words) or _HOURS.search(words):
        return True
    known = skills.find(words)
    return note["note"] is not None and len(known) >= _ITEMS and "," in words


# ---------------------------------------------------------------- seniority

_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "intern",
        r"intern(?:ship)?|praktikant(?:in)?|stagiaire|working student|werkstudent(?:in)?|apprentice|trainee|alternant(?:e)?|azubi|becari[oa]|estagiári[oa]|实习",
    ),
    ("entry", r"entry[ -]level|new grad(?:uate)?|graduate|berufseinsteiger|débutant|engineer i|analyst i"),
    ("junior", r"junior|jr\.?|júnior|初级"),
    ("director", r"director(?:a)?|vp|vice president|chief|cto|ceo|cfo|directeur|directrice|总监"),
    ("head", r"head of|leiter(?:in)?|bereichsleit\w{0,4}"),
    ("principal", r"principal"),
    ("staff", r"staff (?:\w+ )?(?:engineer|developer|scientist|designer)"),
    ("senior", r"senior|sr\.?|sénior|sênior|confirmée?|erfahrene[rs]?|高级|资深"),
    ("lead", r"lead|team lead(?:er)?|teamleit\w{0,4}|tech lead"),
    ("manager", r"engineering manager|manager,? engineering"),
    ("mid", r"mid[ -]?level|intermediate|mid(?![ -]?(?:market|size))|pleno|中级"),
)
_LEVEL = tuple(
    (name, re.compile(rf"(?<![^\W_\u4e00-\u9fff])(?:{pattern})(?![^\W_\u4e00-\u9fff])", re.IGNORECASE))
    for name, pattern in _LEVELS
)


def seniority(title_text: str) -> str | None:
    """The level the title names, None if it names none."""
    return next((name for name, pattern in _LEVEL if pattern.search(title_text)), None)


def seniority_span(title_text: str) -> tuple[int, int] | None:
    """Where the title names its level."""
    found = next((hit for _, pattern in _LEVEL if (hit := pattern.search(title_text))), None)
    return found.span() if found else None
