"""Which units of a resume speak of a requirement: exactly, or something like it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core import skills
from core.matching.evidence import Evidence
from core.matching.words import coverage, stems
from core.model import JobPosting, Requirement

LIKE = 0.6
"""The share of a phrase's meaning that a unit must say to count as similar: two words of three, not one of two."""
TERM_CHARS = 120
QUOTE_CHARS = 500
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
    def inside(self) -> frozenset[str]:
        """Known skills within a longer name: "PostgreSQL at scale" is about PostgreSQL."""
        if self.canonical is not None:
            return frozenset()
        return frozenset(found.name for found in skills.find(self.name, self.table))

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.name)


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


def asked(posting: JobPosting, table: skills.Table | None = None) -> tuple[Asked, ...]:
    """The posting's requirements, in order. Without alternatives the quote itself is what is asked."""
    return tuple(
        Asked(r, tuple(Term(name[:TERM_CHARS], table) for name in (r.any_of or (r.quote,)) if name.strip()))
        for r in posting.requirements
    )


@dataclass(frozen=True)
class Unit:
    """A unit of evidence, with what it names.

    Attributes:
        openings: of the words that are asked for; the stems of others are not needed.
        table: which skills are known; None for the shipped ones.
    """

    evidence: Evidence
    openings: frozenset[str]
    table: skills.Table | None = None

    @cached_property
    def named(self) -> Mapping[str, int]:
        """Canonical name → where the text names it first."""
        places: dict[str, int] = {}
        for found in skills.find(self.evidence.text, self.table):
            places.setdefault(found.name, found.start)
        return places

    @cached_property
    def implied(self) -> Mapping[str, int]:
        """What the named things are by definition: FastAPI is Python."""
        places: dict[str, int] = {}
        for name, at in self.named.items():
            for other in skills.implied(name, self.table):
                places.setdefault(other, at)
        return places

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems(self.evidence.text, self.openings)

    def exact(self, term: Term) -> int | None:
        """Where the unit names the term, by this or another of its names."""
        if term.canonical is not None:
            return self.named.get(term.canonical)
        share = coverage(term.stems, self.stems)
        if share == 1.0 and self.evidence.title:  # word order means little in a title: "Engineer, Software"
            return 0
        if share < LIKE and self.stems and term.stems:
            return None
        place = skills.occurrence(self.evidence.text, term.name, self.table)
        return place[0] if place else None

    def comparable(self, one: Asked) -> int | None:
        """Where the unit names something of the same family, if that is enough for the posting."""
        for name, at in self.named.items():
            if one.families and not one.families.isdisjoint(skills.implied(name, self.table)[:1]):
                return at
        return None

    def alike(self, term: Term) -> int | None:
        """Where the unit says something like the term."""
        if term.canonical is not None and term.canonical in self.implied:
            return self.implied[term.canonical]
        if shared := sorted(term.inside & self.named.keys()):
            return self.named[shared[0]]
        # One shared word is a coincidence more often than not.
        return 0 if len(term.stems & self.stems) > 1 and coverage(term.stems, self.stems) >= LIKE else None
