"""A posting by rules alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core import skills
from core.errors import NotAPosting, PostingTooShort
from core.extraction.postings import amounts
from core.extraction.postings.clauses import LIGHT, Found, Reading, read_part
from core.extraction.postings.facts import JobFacts, read_facts
from core.extraction.postings.labels import with_labels
from core.extraction.postings.mistaken import is_resume
from core.extraction.postings.passages import Passage, clauses, passages
from core.extraction.postings.sections import Part, Section, parts
from core.extraction.postings.titles import seniority_span
from core.extraction.postings.unasked import speaks_to_machine
from core.languages import language_of, name_of
from core.model import Document, JobPosting, Notice, Requirement
from core.text import cut

MOST_REQUIREMENTS = 60
_TITLE_LETTERS, _EDUCATION_LETTERS = 200, 300
_FEW_NAMES = 3
"""With fewer skills named in its qualifications, a posting tells them in its duties, as those of trades do."""
_READ_LANGUAGES = frozenset({"en", "de", "fr", "es", "pt", "zh"})
"""Languages whose headings and words of wish the rules know."""
_LEVELS_ASKED = frozenset({"senior", "staff", "principal", "lead", "head", "director", "manager"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What rules made of a posting before its requirements are numbered."""

    document: Document
    whole: Sequence[Passage]
    facts: JobFacts
    found: Sequence[Found]
    language: str | None
    table: skills.Table | None


def posting_by_rules(document: Document, table: skills.Table | None = None) -> JobPosting:
    """What a posting asks for, with no model asked.

    Args:
        table: which skills are known; the shipped ones, unless said.

    Returns:
        A posting with id "" and version 1; every quote stands word for word on its line.

    Raises:
        PostingTooShort: it asks for nothing that a resume could show.
        NotAPosting: it is somebody's resume.
    """
    return as_posting(read(document, table))


def read(document: Document, table: skills.Table | None = None) -> Draft:
    """Facts and requirements.

    Raises:
        NotAPosting: it is somebody's resume.
    """
    whole = with_labels(passages(document))
    divided = list(parts(whole))
    if is_resume(whole, divided):
        raise NotAPosting("This reads like a resume, not like a job")
    # An order to a machine in another language must not change how the rest is read.
    language = language_of(
        "\n".join(passage.text for passage in whole if not speaks_to_machine(passage.text))
    )
    facts = read_facts(whole, language)
    headed = any(part.section is Section.MUST for part in divided)
    how = Reading(headed=headed, own_words=language not in (None, "en"), table=table)
    found = [one for part in divided if not _is_title(part, facts.title) for one in read_part(part, how)]
    if facts.title and not any(not one.duty for one in found):
        found += read_part(Part(Section.OTHER, facts.title), replace(how, headed=False))
    return Draft(document, whole, facts, found, language, table)


def as_posting(draft: Draft) -> JobPosting:
    """Requirements numbered, each once.

    Raises:
        PostingTooShort: there is none.
    """
    facts, found = draft.facts, draft.found
    kept = _each_once([*_promoted(found), *_level_of(facts)], draft.table)
    if not any(one.any_of or one.months is not None for one in kept):
        raise PostingTooShort("This text asks for nothing that a resume could show")
    requirements = tuple(
        _numbered(draft.document, place, one) for place, one in enumerate(kept[:MOST_REQUIREMENTS], 1)
    )
    return JobPosting(
        id="",
        version=1,
        document=draft.document,
        title=cut(facts.title.text, _TITLE_LETTERS) if facts.title else None,
        company=facts.company,
        location=facts.location,
        remote=facts.remote,
        type=facts.type,
        seniority=facts.seniority,
        min_years=_min_years(found, draft.whole),
        education=_education(found),
        salary=facts.salary,
        requirements=requirements,
        notices=(*_language_notice(draft.language), *_machine_notice(draft.whole)),
        language=draft.language,
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
    if facts.title is None or facts.seniority not in _LEVELS_ASKED:
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


def _each_once(found: Iterable[Found], table: skills.Table | None) -> list[Found]:
    """One requirement for each set of names: a must before a wish, what is asked for before what will be done."""
    kept: dict[tuple[str, ...], Found] = {}
    ordered = sorted(found, key=lambda one: (one.duty, not one.must))
    single: set[str] = set()
    for one in ordered:
        names = {(skills.canonical(name, table) or name).lower() for name in one.any_of}
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


def _min_years(found: Sequence[Found], whole: Sequence[Passage]) -> float | None:
    """The smallest total stated: shares of a larger number do not count, and of several numbers the largest must be met."""
    stated = [
        one.months for one in found if one.must and one.months is not None and not one.part and not one.duty
    ]
    if stated:
        return round(max(stated) / 12, 1)
    if any(amounts.asks_no_experience(passage.text) for passage in whole):
        return 0.0
    return None


def _education(found: Sequence[Found]) -> str | None:
    """The first degree that is a must, in the posting's own words."""
    return next(
        (cut(one.source.text, _EDUCATION_LETTERS) for one in found if one.kind == "degree" and one.must), None
    )


# ---------------------------------------------------------------- what the user should know


def _language_notice(language: str | None) -> tuple[Notice, ...]:
    if language is None or language in _READ_LANGUAGES:
        return ()
    said = f"This job is in {name_of(language)}, whose words I know little of: I read the names in it, and may have missed requirements"
    return (Notice("language", f"{said}."),)


def _machine_notice(whole: Sequence[Passage]) -> tuple[Notice, ...]:
    """A line that gives orders to a machine is left out, and people are told so."""
    lines = sorted(
        {clause.line for passage in whole for clause in clauses(passage) if speaks_to_machine(clause.text)}
    )
    if not lines:
        return ()
    where = ", ".join(f"l.{line}" for line in lines)
    said = f"Part of this job ({where}) gives orders to software that reads it. I left it out; it changes no score"
    return (Notice("speaks_to_machine", f"{said}."),)
