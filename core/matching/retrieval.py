"""Which units of a resume speak of a requirement: exactly, or something like it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from core import skills
from core.matching.prepared import Prepared, Unit
from core.matching.words import coverage, runs, stems, unspaced_letters, words
from core.model import JobPosting, Requirement

LIKE = 0.6
"""The share of a phrase's meaning that a unit must say to count as similar: two words of three, not one of two."""
TERM_CHARS = 120
QUOTE_CHARS = 500
TITLE_CHARS = 200
_AFTER_TITLE = re.compile(r"[,(|/–]|\s-\s")
_COMPARABLE = re.compile(
    r"comparable|similar|equivalent|or another|or other|or any other|vergleichbar|ähnlich|équivalent|similaire",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Term:
    """One alternative of a requirement.

    Attributes:
        table: which skills are known; None for the shipped ones.
    """

    name: str
    table: skills.Table | None = None

    @cached_property
    def canonical(self) -> str | None:
        return skills.canonical(self.name, self.table)

    @cached_property
    def inside(self) -> tuple[str, ...]:
        """Known skills within a longer name, sorted: "PostgreSQL at scale" is about PostgreSQL."""
        if self.canonical is not None:
            return ()
        return tuple(sorted({found.name for found in skills.find(self.name, self.table)}))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.name)

    @cached_property
    def hides_words(self) -> bool:
        """Are its words not told apart by blanks, or does it have none? Then stems say nothing about it."""
        return not self.stems or bool(unspaced_letters(self.name))


@dataclass(frozen=True)
class Asked:
    """A requirement, with its alternatives ready to be looked for."""

    requirement: Requirement
    terms: tuple[Term, ...]

    @cached_property
    def families(self) -> frozenset[str]:
        """What the alternatives are by definition, where the posting takes "or comparable": Kafka is a message queue."""
        if not _COMPARABLE.search(self.requirement.quote[:QUOTE_CHARS]):
            return frozenset()
        known = (skills.implied(term.canonical, term.table) for term in self.terms if term.canonical)
        return frozenset(implied[0] for implied in known if implied)


@dataclass(frozen=True)
class Posed:
    """What matching needs of a posting, worked out once for all the resumes that are measured against it.

    Attributes:
        asked: its requirements, in order. Without alternatives the quote itself is what is asked.
        table: which skills are known; None for the shipped ones.
    """

    posting: JobPosting
    asked: tuple[Asked, ...]
    table: skills.Table | None = None

    @cached_property
    def title(self) -> frozenset[str]:
        """Stems of what the posting calls the work, without team, place and the like."""
        return stems(_AFTER_TITLE.split((self.posting.title or "")[:TITLE_CHARS])[0])

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """What a copy of the posting would hold."""
        return runs(words(self.posting.document.text))


def pose(posting: JobPosting, table: skills.Table | None = None) -> Posed:
    """A posting ready to be matched with many resumes."""
    asked = (
        Asked(r, tuple(Term(name[:TERM_CHARS], table) for name in (r.any_of or (r.quote,)) if name.strip()))
        for r in posting.requirements
    )
    return Posed(posting, tuple(asked), table)


# ---------------------------------------------------------------- exactly


def exact_places(prepared: Prepared, term: Term) -> dict[int, int]:
    """Units that name the term, by this or another of its names → where in the unit."""
    if term.canonical is not None:
        named = prepared.naming.get(term.canonical, ())
        return {place: prepared.units[place].named[term.canonical] for place in named}
    places = range(len(prepared.units)) if term.hides_words else _sharing(prepared, term.stems)
    found = ((place, _says(prepared.units[place], term)) for place in places)
    return {place: at for place, at in found if at is not None}


def _sharing(prepared: Prepared, asked: Iterable[str]) -> list[int]:
    """Units that hold one of these stems, in order."""
    return sorted({place for stem in asked for place in prepared.saying.get(stem, ())})


def _says(unit: Unit, term: Term) -> int | None:
    share = coverage(term.stems, unit.stems)
    if share == 1.0 and unit.evidence.title:  # word order means little in a title: "Engineer, Software"
        return 0
    if share < LIKE and not term.hides_words:
        return None
    place = skills.occurrence(unit.evidence.text, term.name, term.table)
    return place[0] if place else None


# ---------------------------------------------------------------- something like it


def alike_places(prepared: Prepared, term: Term) -> dict[int, int]:
    """Units that say something like the term → where in the unit."""
    if term.canonical is not None:
        found = _implying(prepared, term.canonical, term.table)
    else:
        found = {}
        for name in term.inside:
            for place in prepared.naming.get(name, ()):
                found.setdefault(place, prepared.units[place].named[name])
    for place in _sharing(prepared, term.stems):
        said = prepared.units[place].stems
        # One shared word is a coincidence more often than not.
        if place not in found and len(term.stems & said) > 1 and coverage(term.stems, said) >= LIKE:
            found[place] = 0
    return found


def _implying(prepared: Prepared, wanted: str, table: skills.Table | None) -> dict[int, int]:
    """Units that name what is this by definition: FastAPI is Python. The first of several is quoted."""
    return _first_named(prepared, [name for name in prepared.naming if wanted in skills.implied(name, table)])


def comparable_places(prepared: Prepared, one: Asked, table: skills.Table | None) -> dict[int, int]:
    """Units that name something of the same family, if that is enough for the posting → where in the unit."""
    if not one.families:
        return {}
    kin = [name for name in prepared.naming if not one.families.isdisjoint(skills.implied(name, table)[:1])]
    return _first_named(prepared, kin)


def _first_named(prepared: Prepared, names: Iterable[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    for name in names:
        for place in prepared.naming[name]:
            at = prepared.units[place].named[name]
            found[place] = min(at, found.get(place, at))
    return found
