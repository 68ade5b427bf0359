"""What a resume shows for one requirement: findings, each with its credit and its quote."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from core import skills
from core.dates import MonthRange, month_range, union_months
from core.matching import facts
from core.matching.evidence import (
    LIST_ITEMS,
    LIST_SHARE,
    SAID,
    Evidence,
    EvidenceKind,
    evidence,
    is_list,
    items,
    only_said,
)
from core.matching.retrieval import LIKE, Asked, Unit
from core.matching.words import coverage, is_copied, is_generic, openings_of, runs, stems, words
from core.model import JobPosting, Json, Kind, Resume
from core.text import squash

How = Literal["shown", "certified", "claimed", "listed", "copied", "similar", "not stated"]

CREDIT: Mapping[EvidenceKind, float] = {"shown": 1.0, "certified": 0.8, "claimed": 0.5, "listed": 0.35}
"""What a unit is worth by its kind.

Work that was done somewhere is the best a paper can show. A certificate proves knowledge, not use. A claim is the owner's
word without a place or a time, half of that; a bare list costs nothing to write, a third. Argued, not fitted: the
order is what matters, and no pair of the evaluation chose these figures.
"""
SIMILAR = 0.7
"""What a unit is worth that says something like it: mostly right, sometimes a neighbour."""
LIST_NAMES = 4
"""A unit that names more requirements than this is a list, whatever it looks like."""
LESSER = 0.5
"""A level below the one asked for, or a degree in another field or not finished: half."""
EXPERIENCE_FOR_DEGREE_MONTHS = 48
"""Where a posting takes experience for a degree: as long as a bachelor's degree takes."""
TITLE_CHARS = 200
_AFTER_TITLE = re.compile(r"[,(|/–]|\s-\s")
NEIGHBOURS = 2
"""An entry that shows two of the posting's other requirements is work of this trade; two tools are shared by many
fields, though, so where the posting names a field it takes one more."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One unit's answer to one requirement.

    Attributes:
        weak: "claimed" or "listed" for words without work behind them, "" for what was shown or certified.
    """

    credit: float
    how: How
    quote: str
    line: int
    weak: Literal["", "claimed", "listed"] = ""
    months: int | None = None


@dataclass(frozen=True)
class Case:
    """One posting against one resume, with everything that several requirements ask about."""

    posting: JobPosting
    resume: Resume
    asked: tuple[Asked, ...]
    similar: Mapping[str, frozenset[str]]
    table: skills.Table | None = None

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        quotes = (r.quote for r in self.posting.requirements)
        openings = openings_of(
            [self.title, *quotes, *(term.name for one in self.asked for term in one.terms)]
        )
        return tuple(Unit(one, openings, self.table) for one in evidence(self.resume, self.table))

    @property
    def title(self) -> str:
        """What the posting calls the work, without team, place and the like."""
        return _AFTER_TITLE.split((self.posting.title or "")[:TITLE_CHARS])[0]

    @cached_property
    def copied(self) -> frozenset[int]:
        """Units that repeat the posting; a title may well be the same."""
        posting_runs = runs(words(self.posting.document.text))
        return frozenset(
            place
            for place, unit in enumerate(self.units)
            if not unit.evidence.title and is_copied(unit.evidence.text, posting_runs)
        )

    @cached_property
    def naming(self) -> Mapping[int, frozenset[str]]:
        """Unit → ids of the requirements it names."""
        return {
            place: frozenset(
                one.requirement.id
                for one in self.asked
                if one.requirement.kind in _NAMED and any(unit.exact(term) is not None for term in one.terms)
            )
            for place, unit in enumerate(self.units)
        }

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
        return is_list(unit.evidence.text, self.table) or (
            hits >= LIST_ITEMS and hits >= LIST_SHARE * len(parts)
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(squash(term.name) for one in self.asked for term in one.terms)

    def _lists(self, place: int) -> bool:
        unit, names = self.units[place], self.naming[place] & self._distinct
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

    @cached_property
    def career(self) -> Mapping[str, MonthRange | None]:
        """Pointer of each job → its months. A job that its owner only speaks of is none."""
        return {job: months for job, months in self.jobs.items() if not only_said(self.resume, job)}

    @cached_property
    def jobs(self) -> Mapping[str, MonthRange | None]:
        """The same with the jobs that stand nowhere in the document."""
        return {
            pointer: month_range(entry.get("startDate"), entry.get("endDate"), self.resume.read_on)
            for section in ("work", "volunteer")
            for pointer, entry in self.resume.entries(section)
        }

    @cached_property
    def shown_in(self) -> Mapping[str, frozenset[str]]:
        """Pointer of each entry → ids of the requirements its sentences name."""
        found: dict[str, set[str]] = {}
        for place, unit in enumerate(self.units):
            if unit.evidence.entry and place not in self.copied and self.kinds[place] == "shown":
                found.setdefault(unit.evidence.entry, set()).update(self.naming[place])
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
        heads = {
            u.evidence.entry: stems(u.evidence.text)
            for u in self.units
            if u.evidence.title and u.evidence.entry
        }
        wanted = stems(self.title)
        sure = {entry for entry, head in heads.items() if coverage(wanted, head) >= LIKE}
        sure |= {entry for entry, ids in self.shown_in.items() if len(ids) >= least}
        kin = {
            e
            for e, head in heads.items()
            if any(coverage(head, heads.get(s, frozenset())) >= LIKE for s in sure)
        }
        return frozenset(sure | kin)


_NAMED = frozenset({"skill", "certificate", "duty", "language"})


def _is_bare(unit: Unit) -> bool:
    """Names of skills and not a word about them, as a bullet of its own: "Kafka" is a list of one."""
    one = unit.evidence
    if one.title or one.kind not in ("shown", "claimed"):
        return False
    left = len(one.text.split()) - sum(len(name.split()) for name in unit.named)
    return bool(unit.named) and left < 1


# ---------------------------------------------------------------- skills, certificates, duties


def named(case: Case, one: Asked) -> list[Finding]:
    """Units that name one of the alternatives, or say something like it."""
    hits = list(_hits(case, one))
    findings = [_finding(case, one, hit) for hit in hits]
    if one.requirement.months:
        findings += _over_time(case, one, hits)
    return findings


@dataclass(frozen=True, slots=True)
class _Hit:
    place: int
    at: int
    factor: float


def _hits(case: Case, one: Asked) -> Iterable[_Hit]:
    texts = case.similar.get(one.requirement.id, frozenset())
    for place, unit in enumerate(case.units):
        exact = _first(unit.exact(term) for term in one.terms)
        if exact is not None:
            yield _Hit(place, exact, 1.0)
            continue
        alike = _first([*(unit.alike(term) for term in one.terms), unit.comparable(one)])
        if alike is not None or unit.evidence.text in texts:
            yield _Hit(place, alike or 0, SIMILAR)


def _first(places: Iterable[int | None]) -> int | None:
    return next((place for place in places if place is not None), None)


def _finding(case: Case, one: Asked, hit: _Hit) -> Finding:
    unit, kind = case.units[hit.place].evidence, case.kinds[hit.place]
    quote, line = unit.quote(hit.at)
    if hit.place in case.copied:
        return Finding(0.0, "copied", quote, line)
    credit = CREDIT[kind] * hit.factor
    if kind == "certified" and one.requirement.kind == "certificate" and hit.factor == 1.0:
        credit = 1.0  # it is the very thing that is asked for
    how: How = "similar" if hit.factor < 1.0 and kind in ("shown", "certified") else kind
    if one.requirement.months:
        if kind == "shown":
            return Finding(0.0, how, quote, line)  # what it is worth depends on all its entries together
        # An undated word can be true of the whole career at most.
        credit *= min(1.0, union_months(case.career.values()) / one.requirement.months)
    weak: Literal["", "claimed", "listed"] = (
        "claimed" if kind == "claimed" else "listed" if kind == "listed" else ""
    )
    return Finding(credit, how, quote, line, weak)


def _over_time(case: Case, one: Asked, hits: Sequence[_Hit]) -> list[Finding]:
    """What is shown, by the months of the entries that show it."""
    asked_months = one.requirement.months or 1
    shown = [h for h in hits if case.kinds[h.place] == "shown" and h.place not in case.copied]
    findings = []
    for least, how in ((1.0, "shown"), (SIMILAR, "similar")):
        counted = [h for h in shown if h.factor >= least]
        months = union_months(
            case.units[h.place].evidence.months for h in counted if not _excluded(case, one, h)
        )
        if months:
            longest = max(counted, key=lambda h: (_length(case.units[h.place].evidence), h.factor, -h.place))
            quote, line = case.units[longest.place].evidence.quote(longest.at)
            word: How = "shown" if how == "shown" else "similar"
            findings.append(
                Finding(least * min(1.0, months / asked_months), word, quote, line, months=months)
            )
    return findings


def _length(unit: Evidence) -> int:
    return unit.months[1] - unit.months[0] if unit.months else 0


_NO_INTERNSHIPS = re.compile(
    r"(?:not counting|excluding|without|other than) internships|internships (?:do not|don't|are not)"
)


def _excluded(case: Case, one: Asked, hit: _Hit) -> bool:
    """Internships, where the posting says that they do not count."""
    return _not_counted(case, one, case.units[hit.place].evidence.entry)


def _not_counted(case: Case, one: Asked, entry: str) -> bool:
    return _NO_INTERNSHIPS.search(one.requirement.quote.lower()) is not None and any(
        facts.seniority_level(unit.evidence.text) == 0
        for unit in case.units
        if unit.evidence.entry == entry and unit.evidence.title
    )


# ---------------------------------------------------------------- years


def years(case: Case, one: Asked) -> list[Finding]:
    """Months of the entries that name the field, then, for less, of the other entries of this trade.

    Where the posting names no field, all work of this trade counts in full.
    """
    field = one.requirement.any_of
    findings = named(case, one) if field else []
    alike = case.of_the_field if field else case.of_the_trade
    entries = {e for e in alike if e in case.career and not _not_counted(case, one, e)}
    exact = {
        case.units[h.place].evidence.entry
        for h in _hits(case, one)
        if h.factor == 1.0 and case.kinds[h.place] == "shown"
    }
    sure = entries & exact if field else entries
    heads = [unit.evidence for unit in case.units if unit.evidence.entry in entries]
    months = union_months(case.career[entry] for entry in entries)
    if months and heads:
        head = max(heads, key=lambda e: (e.entry in sure, _length(e), e.title, -e.line))
        quote, line = head.quote()
        asked_months = one.requirement.months or 1
        full = min(1.0, union_months(case.career[entry] for entry in sure) / asked_months)
        rest = min(1.0, months / asked_months) - full
        findings.append(
            Finding(full + SIMILAR * rest, "shown" if full >= rest else "similar", quote, line, months=months)
        )
    return findings + _said_years(case, one, alike, entries, max((f.credit for f in findings), default=0.0))


def _said_years(
    case: Case, one: Asked, alike: Iterable[str], shown: Iterable[str], credit: float
) -> list[Finding]:
    """What jobs that their owner only speaks of add, at what a claim is worth."""
    said = {e for e in alike if e in case.jobs and e not in case.career and not _not_counted(case, one, e)}
    head = next((u.evidence for u in case.units if u.evidence.entry in said and u.evidence.title), None)
    if head is None:
        return []
    asked_months = one.requirement.months or 1
    all_months = union_months(case.jobs[entry] for entry in {*shown, *said})
    shown_months = union_months(case.jobs[entry] for entry in shown)
    more = min(1.0, all_months / asked_months) - min(1.0, shown_months / asked_months)
    quote, line = head.quote()
    return [Finding(credit + CREDIT["claimed"] * more, "claimed", quote, line, "claimed", all_months)]


# ---------------------------------------------------------------- levels


def degree(case: Case, one: Asked) -> list[Finding]:
    """The degree's level, then its field; a posting may take years of work instead."""
    names, quote = ", ".join(one.requirement.any_of), one.requirement.quote
    level = facts.degree_level(names, lowest=True) or facts.degree_level(quote, lowest=True) or facts.SCHOOL
    field = stems(facts.without_degree(names)) if level > facts.SCHOOL else frozenset()
    any_field = is_generic(field) or facts.takes_any_field(f"{names} {quote}")
    findings = []
    for pointer, entry in case.resume.entries("education"):
        reached = facts.degree_level(str(entry.get("studyType") or "")) or facts.degree_level(
            str(entry.get("area") or "")
        )
        here = [u for u in case.units if u.evidence.entry == pointer and u.evidence.title]
        if reached and here and reached >= level:
            quoted, line = here[0].evidence.quote()
            # Whoever studies for a higher degree has the lower one.
            credit = 1.0 if reached > level or _finished(entry, case.resume) else LESSER
            credit *= (
                1.0
                if any_field or any(coverage(field, u.stems) > 0.0 for u in here if u.evidence.line != SAID)
                else LESSER
            )
            findings.append(Finding(credit, "certified", quoted, line))
    if facts.takes_experience(f"{names} {quote}"):
        findings += _instead(case)
    return findings + [f for f in named(case, one) if f.weak]


def _finished(entry: Json, resume: Resume) -> bool:
    end = entry.get("endDate")
    return not end or str(end) <= resume.read_on.strftime("%Y-%m")[: len(str(end))]


def _instead(case: Case) -> Iterable[Finding]:
    months = union_months(case.career.get(entry) for entry in case.of_the_trade)
    worked = case.of_the_trade & case.career.keys()
    head = next((u.evidence for u in case.units if u.evidence.entry in worked and u.evidence.title), None)
    if head and months:
        quote, line = head.quote()
        yield Finding(
            SIMILAR * min(1.0, months / EXPERIENCE_FOR_DEGREE_MONTHS), "similar", quote, line, months=months
        )


def language(case: Case, one: Asked) -> list[Finding]:
    """The language, then its level; stating it where languages are stated is all a resume can do."""
    wanted = facts.fluency_level(one.requirement.quote)
    findings = [f for f in named(case, one) if f.weak]  # a lesson in English shows no English
    for pointer, entry in case.resume.entries("languages"):
        unit = next((u for u in case.units if u.evidence.pointer == f"{pointer}/language"), None)
        if unit is None or not any(unit.exact(term) is not None for term in one.terms):
            continue
        level = facts.fluency_level(str(entry.get("fluency") or ""))
        quote, line = unit.evidence.quote()
        enough = not wanted or not level or level >= min(wanted, facts.FLUENT)
        findings.append(Finding(1.0 if enough else LESSER, "shown", quote, line))
    return findings


def seniority(case: Case, one: Asked) -> list[Finding]:
    """The level of the titles held; years of this trade speak where titles do not."""
    wanted = facts.seniority_level(" ".join(one.requirement.any_of) or one.requirement.quote) or facts.MIDDLE
    findings = []
    for unit in case.units:
        if not (unit.evidence.title and unit.evidence.entry in case.of_the_trade):
            continue
        level = facts.seniority_level(unit.evidence.text)
        quote, line = unit.evidence.quote()
        if (facts.MIDDLE if level is None else level) >= wanted:
            findings.append(Finding(1.0, "shown", quote, line))
        else:
            months = union_months(case.career.get(entry) for entry in case.of_the_trade)
            grown = min(1.0, months / facts.YEARS_OF_LEVEL[wanted]) if facts.YEARS_OF_LEVEL[wanted] else 1.0
            findings.append(Finding(SIMILAR * grown, "similar", quote, line, months=months))
    return findings


def place(case: Case, one: Asked) -> list[Finding]:
    """A place the resume's entries name. Where its owner lives is never looked at, so silence says nothing."""
    return [f for f in named(case, one) if f.how != "copied"]


JUDGES: Mapping[Kind, Callable[[Case, Asked], list[Finding]]] = {
    "skill": named,
    "certificate": named,
    "duty": named,
    "years": years,
    "degree": degree,
    "language": language,
    "seniority": seniority,
    "place": place,
}


def judge(case: Case, one: Asked) -> list[Finding]:
    """Everything found for a requirement, by the rule of its kind; what its owner only says is claimed at most."""
    is_language = one.requirement.kind == "skill" and all(
        skills.kind_of(term.name, term.table) == "language" for term in one.terms
    )
    findings = language(case, one) if is_language else JUDGES[one.requirement.kind](case, one)
    return [_as_claimed(f) if f.line == SAID and not f.weak else f for f in findings]


def _as_claimed(finding: Finding) -> Finding:
    credit = min(finding.credit, CREDIT["claimed"])
    return replace(finding, credit=credit, how="claimed" if credit else finding.how, weak="claimed")
