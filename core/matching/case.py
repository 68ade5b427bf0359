"""One posting against one resume: who says what, and in what light."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.matching.evidence import LIST_ITEMS, LIST_SHARE, EvidenceKind, is_list, items
from core.matching.prepared import Prepared, Unit
from core.matching.retrieval import (
    LIKE,
    Asked,
    Posed,
    Term,
    alike_places,
    comparable_places,
    exact_places,
)
from core.matching.words import coverage, is_copied, title_coverage
from core.text import squash

SIMILAR = 0.7
"""What a unit is worth that says something like it: mostly right, sometimes a neighbour."""
LIST_NAMES = 4
"""A unit that names more requirements than this is a list, whatever it looks like."""
NEIGHBOURS = 2
"""An entry that shows two of the posting's other requirements is work of this trade; two tools are shared by many
fields, though, so where the posting names a field it takes one more."""
NAMED = frozenset({"skill", "certificate", "duty", "language"})
"""Kinds of requirements that a unit can name."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that speaks of a requirement.

    Attributes:
        place: which unit.
        at: where in its text.
        factor: 1.0 where it names it, `SIMILAR` where it says something like it.
    """

    place: int
    at: int
    factor: float


@dataclass(frozen=True)
class Case:
    """One posting against one resume, with everything that several requirements ask about.

    Attributes:
        similar: id of a requirement → texts that embeddings find near it.
    """

    posed: Posed
    prepared: Prepared
    similar: Mapping[str, frozenset[str]]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return self.posed.asked

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.prepared.units

    # ------------------------------------------------------------ who speaks of what

    @cached_property
    def _exact(self) -> Mapping[Term, dict[int, int]]:
        terms = {term for one in self.asked for term in one.terms}
        return {term: exact_places(self.prepared, term) for term in terms}

    @cached_property
    def _hits(self) -> dict[str, tuple[Hit, ...]]:
        return {}

    def hits(self, one: Asked) -> tuple[Hit, ...]:
        """The units that speak of a requirement, in order."""
        id = one.requirement.id
        if id not in self._hits:
            self._hits[id] = tuple(sorted(self._found(one).values(), key=lambda hit: hit.place))
        return self._hits[id]

    def _found(self, one: Asked) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        for term in one.terms:
            for place, at in self._exact[term].items():
                found.setdefault(place, Hit(place, at, 1.0))
        alike = [alike_places(self.prepared, term) for term in one.terms]
        for places in (*alike, comparable_places(self.prepared, one, self.posed.table)):
            for place, at in places.items():
                found.setdefault(place, Hit(place, at, SIMILAR))
        texts = self.similar.get(one.requirement.id, frozenset())
        for place, unit in enumerate(self.units) if texts else ():
            if unit.evidence.text in texts:
                found.setdefault(place, Hit(place, 0, SIMILAR))
        return found

    @cached_property
    def naming(self) -> Mapping[int, frozenset[str]]:
        """Unit → ids of the requirements it names; units that name none are left out."""
        found: dict[int, set[str]] = {}
        for one in self.asked:
            if one.requirement.kind in NAMED:
                for term in one.terms:
                    for place in self._exact[term]:
                        found.setdefault(place, set()).add(one.requirement.id)
        return {place: frozenset(ids) for place, ids in found.items()}

    # ------------------------------------------------------------ what a unit is in the light of this posting

    @cached_property
    def copied(self) -> frozenset[int]:
        """Units that repeat the posting; a title may well be the same."""
        return frozenset(
            place
            for place, unit in enumerate(self.units)
            if not unit.evidence.title and is_copied(unit.evidence.text, self.posed.runs)
        )

    @cached_property
    def kinds(self) -> tuple[EvidenceKind, ...]:
        """The kind of each unit in the light of this posting: a unit that names many requirements is a list."""
        return tuple(
            "listed" if self._lists(place) or _is_bare(unit) else unit.evidence.kind
            for place, unit in enumerate(self.units)
        )

    def reads_as_list(self, unit: Unit) -> bool:
        """Is it a list by its shape, or do most of its items say what the posting asks for and nothing else?"""
        parts = [squash(part) for part in items(unit.evidence.text)]
        hits = sum(part in self._names for part in parts)
        return is_list(unit.evidence.text, self.posed.table) or (
            hits >= LIST_ITEMS and hits >= LIST_SHARE * len(parts)
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(squash(term.name) for one in self.asked for term in one.terms)

    def _lists(self, place: int) -> bool:
        names = self.naming.get(place, frozenset()) & self._distinct
        unit = self.units[place]
        return len(names) > LIST_NAMES or (
            len(names) >= LIST_ITEMS and not unit.evidence.title and self.reads_as_list(unit)
        )

    @cached_property
    def _distinct(self) -> frozenset[str]:
        """One id for each set of alternatives: "Kafka" as a duty and as a must is one name, not two."""
        first: dict[frozenset[str], str] = {}
        for one in self.asked:
            first.setdefault(
                frozenset(term.canonical or term.name.lower() for term in one.terms), one.requirement.id
            )
        return frozenset(first.values())

    # ------------------------------------------------------------ which entries are work of this kind

    @cached_property
    def shown_in(self) -> Mapping[str, frozenset[str]]:
        """Pointer of each entry → ids of the requirements its sentences name."""
        found: dict[str, set[str]] = {}
        for place, ids in self.naming.items():
            entry = self.units[place].evidence.entry
            if entry and place not in self.copied and self.kinds[place] == "shown":
                found.setdefault(entry, set()).update(ids)
        return {entry: frozenset(ids) for entry, ids in found.items()}

    @cached_property
    def of_the_trade(self) -> frozenset[str]:
        """Entries that do this kind of work: called alike, or showing two of the things asked for."""
        return self._called_or_showing(NEIGHBOURS)

    @cached_property
    def of_the_field(self) -> frozenset[str]:
        """Entries that may well be of a field they do not name: called alike, or showing three of the things asked for."""
        return self._called_or_showing(NEIGHBOURS + 1)

    def _called_or_showing(self, least: int) -> frozenset[str]:
        """A job called like one of these is one too: "Software Engineer" after "Senior Software Engineer"."""
        heads = self.prepared.heads
        sure = {entry for entry, head in heads.items() if title_coverage(self.posed.title, head) >= LIKE}
        sure |= {entry for entry, ids in self.shown_in.items() if len(ids) >= least}
        kin = {
            e
            for e, head in heads.items()
            if any(coverage(head, heads.get(s, frozenset())) >= LIKE for s in sure)
        }
        return frozenset(sure | kin)


def _is_bare(unit: Unit) -> bool:
    """Names of skills and not a word about them, as a bullet of its own: "Kafka" is a list of one."""
    one = unit.evidence
    if one.title or one.kind not in ("shown", "claimed"):
        return False
    left = len(one.text.split()) - sum(len(name.split()) for name in unit.named)
    return bool(unit.named) and left < 1
