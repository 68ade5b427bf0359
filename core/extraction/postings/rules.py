"""A posting by rules alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core import skills
from core.errors import PostingTooShort
from core.extraction.postings import amounts
from core.extraction.postings.clauses import LIGHT, Found, read_part
from core.extraction.postings.facts import JobFacts, read_facts, seniority_span
from core.extraction.postings.passages import Passage, passages
from core.extraction.postings.sections import Part, Section, parts
from core.model import Document, JobPosting, Requirement
from core.skills.words import word_set
from core.text import cut

MOST_REQUIREMENTS = 60
_TITLE_LETTERS, _EDUCATION_LETTERS = 200, 300
_FEW_NAMES = 3
"""With fewer skills named in its qualifications, a posting tells them in its duties, as those of trades do."""


def posting_by_rules(document: Document) -> JobPosting:
    """What a posting asks for, with no model asked.

    Returns:
        A posting with id "" and version 1; every quote stands word for word on its line.

    Raises:
        PostingTooShort: it asks for nothing that a resume could show.
    """
    return as_posting(document, *read(document))


def read(document: Document) -> tuple[JobFacts, list[Found], list[Part]]:
    """Facts, requirements and the parts they were read from."""
    whole = passages(document)
    facts = read_facts(whole)
    divided = [part for part in parts(whole) if not _is_title(part, facts.title)]
    headed = any(part.section is Section.MUST for part in divided)
    own_words = not _is_english(whole)
    found = [one for part in divided for one in read_part(part, headed=headed, own_words=own_words)]
    if not any(not one.duty for one in found) and facts.title:
        found += read_part(Part(Section.OTHER, facts.title), headed=False, own_words=own_words)
    return facts, found, divided


_ENGLISH = word_set("the and of to you we with for is are or our in your a will")
_OTHERS = word_set(
    "der die das und wir sie du ist mit für im von le la les des et vous nous est avec pour une dans el los las y con para"
)


def _is_english(whole: Sequence[Passage]) -> bool:
    """By the small words; names and lists alone pass for English."""
    words = [word for passage in whole[:_LOOK_AT] for word in passage.text.lower().split()]
    return sum(word in _ENGLISH for word in words) >= sum(word in _OTHERS for word in words)


_LOOK_AT = 100
"""Passages looked at for the language."""


def as_posting(
    document: Document, facts: JobFacts, found: Sequence[Found], divided: Sequence[Part]
) -> JobPosting:
    """Requirements numbered, each once.

    Raises:
        PostingTooShort: there is none.
    """
    kept = _each_once([*_promoted(found), *_level_of(facts)])
    if not any(one.any_of or one.months is not None for one in kept):
        raise PostingTooShort("This text asks for nothing that a resume could show")
    requirements = tuple(
        _numbered(document, place, one) for place, one in enumerate(kept[:MOST_REQUIREMENTS], 1)
    )
    return JobPosting(
        id="",
        version=1,
        document=document,
        title=cut(facts.title.text, _TITLE_LETTERS) if facts.title else None,
        company=facts.company,
        location=facts.location,
        remote=facts.remote,
        type=facts.type,
        seniority=facts.seniority,
        min_years=_min_years(found, divided),
        education=_education(found),
        salary=facts.salary,
        requirements=requirements,
    )


def _is_title(part: Part, title: Passage | None) -> bool:
    return (
        title is not None and part.passage.line == title.line and part.passage.text.strip(" .") in title.text
    )


def _numbered(document: Document, place: int, one: Found) -> Requirement:
    line, quote = one.source.quote(document)
    return Requirement(f"r{place}", one.kind, one.must, one.any_of, one.weight, line, quote, one.months)


def _level_of(facts: JobFacts) -> list[Found]:
    """The level the title names, as something welcome: the years speak for themselves."""
    if facts.title is None or facts.seniority not in {
        "senior",
        "staff",
        "principal",
        "lead",
        "head",
        "director",
        "manager",
    }:
        return []
    span = seniority_span(facts.title.text)
    source = facts.title.part(*span) if span else facts.title
    return [Found("seniority", must=False, any_of=(facts.seniority,), weight=LIGHT, source=source)]


def _promoted(found: Sequence[Found]) -> list[Found]:
    """Known skills of the duties, as musts where the qualifications hardly name any; vague duties go."""
    asked = sum(one.kind in ("skill", "certificate") and one.must and one.sure for one in found)
    known = [one for one in found if not one.duty or one.sure]
    if asked >= _FEW_NAMES:
        return known
    return [replace(one, must=True) if one.duty else one for one in known]


def _each_once(found: Iterable[Found]) -> list[Found]:
    """One requirement for each set of names: a must before a wish, what is asked for before what will be done."""
    kept: dict[tuple[str, ...], Found] = {}
    ordered = sorted(found, key=lambda one: (one.duty, not one.must))
    single: set[str] = set()
    for one in ordered:
        names = {(skills.canonical(name) or name).lower() for name in one.any_of}
        key = (one.kind if one.kind in ("years", "seniority") else "", *sorted(names), str(one.months or ""))
        again = one.months is None and names and one.kind not in ("years", "seniority") and names <= single
        if key in kept or again:
            continue
        kept[key] = one
        if len(names) == 1 or one.duty is False:
            single |= names
    order = {id(one): place for place, one in enumerate(kept.values())}
    return sorted(
        kept.values(), key=lambda one: (one.source.spots[0].line, one.source.spots[0].start, order[id(one)])
    )


def _min_years(found: Sequence[Found], divided: Sequence[Part]) -> float | None:
    """The smallest total stated: shares of a larger number do not count, and of several numbers the largest must be met."""
    stated = [
        one.months for one in found if one.must and one.months is not None and not one.part and not one.duty
    ]
    if stated:
        return round(max(stated) / 12, 1)
    if any(amounts.asks_no_experience(part.passage.text) for part in divided):
        return 0.0
    return None


def _education(found: Sequence[Found]) -> str | None:
    """The first degree that is a must, in the posting's own words."""
    return next(
        (cut(one.source.text, _EDUCATION_LETTERS) for one in found if one.kind == "degree" and one.must), None
    )
