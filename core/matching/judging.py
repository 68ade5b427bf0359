"""What a resume shows for one requirement: findings, each with its credit and its quote."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core import skills
from core.dates import union_months
from core.matching import facts
from core.matching.case import SIMILAR, Case, Hit
from core.matching.evidence import SAID, Evidence, EvidenceKind
from core.matching.retrieval import Asked
from core.matching.words import coverage, is_generic, stems
from core.model import Kind

How = Literal["shown", "certified", "claimed", "listed", "copied", "similar", "written in it", "not stated"]

CREDIT: Mapping[EvidenceKind, float] = {"shown": 1.0, "certified": 0.8, "claimed": 0.5, "listed": 0.35}
"""What a unit is worth by its kind.

Work that was done somewhere is the best a paper can show. A certificate proves knowledge, not use. A claim is the owner's
word without a place or a time, half of that; a bare list costs nothing to write, a third. Argued, not fitted: the
order is what matters, and no pair of the evaluation chose these figures.
"""
LESSER = 0.5
"""A level below the one asked for, or a degree in another field or not finished: half."""
EXPERIENCE_FOR_DEGREE_MONTHS = 48
"""Where a posting takes experience for a degree: as long as a bachelor's degree takes."""


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


# ---------------------------------------------------------------- skills, certificates, duties


def named(case: Case, one: Asked) -> list[Finding]:
    """Units that name one of the alternatives, or say something like it."""
    hits = case.hits(one)
    findings = [_finding(case, one, hit) for hit in hits]
    if one.requirement.months:
        findings += _over_time(case, one, hits)
    return findings


def _finding(case: Case, one: Asked, hit: Hit) -> Finding:
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
        credit *= min(1.0, case.prepared.career_months / one.requirement.months)
    weak: Literal["", "claimed", "listed"] = (
        "claimed" if kind == "claimed" else "listed" if kind == "listed" else ""
    )
    return Finding(credit, how, quote, line, weak)


def _over_time(case: Case, one: Asked, hits: Sequence[Hit]) -> list[Finding]:
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


def _excluded(case: Case, one: Asked, hit: Hit) -> bool:
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
    entries = {e for e in alike if e in case.prepared.career and not _not_counted(case, one, e)}
    exact = {
        case.units[h.place].evidence.entry
        for h in case.hits(one)
        if h.factor == 1.0 and case.kinds[h.place] == "shown"
    }
    sure = entries & exact if field else entries
    heads = [unit.evidence for unit in case.units if unit.evidence.entry in entries]
    months = union_months(case.prepared.career[entry] for entry in entries)
    if months and heads:
        head = max(heads, key=lambda e: (e.entry in sure, _length(e), e.title, -e.line))
        quote, line = head.quote()
        asked_months = one.requirement.months or 1
        full = min(1.0, union_months(case.prepared.career[entry] for entry in sure) / asked_months)
        rest = min(1.0, months / asked_months) - full
        findings.append(
            Finding(full + SIMILAR * rest, "shown" if full >= rest else "similar", quote, line, months=months)
        )
    return findings + _said_years(case, one, alike, entries, max((f.credit for f in findings), default=0.0))


def _said_years(
    case: Case, one: Asked, alike: Iterable[str], shown: Iterable[str], credit: float
) -> list[Finding]:
    """What jobs that their owner only speaks of add, at what a claim is worth."""
    said = {
        e
        for e in alike
        if e in case.prepared.jobs and e not in case.prepared.career and not _not_counted(case, one, e)
    }
    head = next((u.evidence for u in case.units if u.evidence.entry in said and u.evidence.title), None)
    if head is None:
        return []
    asked_months = one.requirement.months or 1
    all_months = union_months(case.prepared.jobs[entry] for entry in {*shown, *said})
    shown_months = union_months(case.prepared.jobs[entry] for entry in shown)
    more = min(1.0, all_months / asked_months) - min(1.0, shown_months / asked_months)
    quote, line = head.quote()
    # The same months may be shown already, by work that is not called so: nothing is met more than wholly.
    said_credit = min(1.0, credit + CREDIT["claimed"] * more)
    return [Finding(said_credit, "claimed", quote, line, "claimed", all_months)]


# ---------------------------------------------------------------- levels


@dataclass(frozen=True, slots=True)
class DegreeAsked:
    """What a posting wants of a degree.

    Attributes:
        level: as `facts.degree_level`; the least that is enough.
        field: stems of what it is in.
        any_field, or_experience: it takes any field; it takes years of work instead.
    """

    level: int
    field: frozenset[str]
    any_field: bool
    or_experience: bool


def degree_asked(one: Asked) -> DegreeAsked:
    """What a requirement of this kind says."""
    names, quote = ", ".join(one.requirement.any_of), one.requirement.quote
    both = f"{names} {quote}"
    level = facts.degree_level(names, lowest=True) or facts.degree_level(quote, lowest=True) or facts.SCHOOL
    field = stems(facts.without_degree(names)) if level > facts.SCHOOL else frozenset()
    return DegreeAsked(
        level, field, is_generic(field) or facts.takes_any_field(both), facts.takes_experience(both)
    )


def degree(case: Case, one: Asked) -> list[Finding]:
    """The degree's level, then its field; a posting may take years of work instead."""
    asked = degree_asked(one)
    findings = []
    for study in case.prepared.studies:
        here = [u for u in case.units if u.evidence.entry == study.entry and u.evidence.title]
        if study.level and here and study.level >= asked.level:
            quoted, line = here[0].evidence.quote()
            # Whoever studies for a higher degree has the lower one.
            credit = 1.0 if study.level > asked.level or study.finished else LESSER
            in_field = any(coverage(asked.field, u.stems) > 0.0 for u in here if u.evidence.line != SAID)
            credit *= 1.0 if asked.any_field or in_field else LESSER
            findings.append(Finding(credit, "certified", quoted, line))
    if asked.or_experience:
        findings += _instead(case)
    return findings + [f for f in named(case, one) if f.weak]


def _instead(case: Case) -> Iterable[Finding]:
    months = union_months(case.prepared.career.get(entry) for entry in case.of_the_trade)
    worked = case.of_the_trade & case.prepared.career.keys()
    head = next((u.evidence for u in case.units if u.evidence.entry in worked and u.evidence.title), None)
    if head and months:
        quote, line = head.quote()
        yield Finding(
            SIMILAR * min(1.0, months / EXPERIENCE_FOR_DEGREE_MONTHS), "similar", quote, line, months=months
        )


def language(case: Case, one: Asked) -> list[Finding]:
    """The language, then its level; stating it where languages are stated is all a resume can do, but for being written in it."""
    wanted = facts.fluency_level(one.requirement.quote)
    findings = [f for f in named(case, one) if f.weak]  # a lesson in English shows no English
    spoken = {hit.place for hit in case.hits(one) if hit.factor == 1.0}
    for place, unit in enumerate(case.units):
        if place not in spoken or unit.evidence.pointer not in case.prepared.languages:
            continue
        level = case.prepared.languages[unit.evidence.pointer]
        quote, line = unit.evidence.quote()
        enough = not wanted or not level or level >= min(wanted, facts.FLUENT)
        findings.append(Finding(1.0 if enough else LESSER, "shown", quote, line))
    return findings + list(_written(case, one))


def _written(case: Case, one: Asked) -> Iterable[Finding]:
    """A sentence in the language: it says nothing of how well it is spoken, so it is worth what a claim is worth."""
    names = {term.canonical for term in one.terms}
    for place, unit in enumerate(case.units):
        if unit.written_in in names and place not in case.copied:
            yield Finding(CREDIT["claimed"], "written in it", *unit.evidence.quote(), "claimed")


def seniority_asked(one: Asked) -> int:
    """The level that a requirement of this kind names."""
    level = facts.seniority_level(" ".join(one.requirement.any_of) or one.requirement.quote)
    return facts.MIDDLE if level is None else level


def seniority(case: Case, one: Asked) -> list[Finding]:
    """The level of the titles held; years of this trade speak where titles do not."""
    wanted = seniority_asked(one)
    findings = []
    for unit in case.units:
        if not (unit.evidence.title and unit.evidence.entry in case.of_the_trade):
            continue
        level = facts.seniority_level(unit.evidence.text)
        quote, line = unit.evidence.quote()
        if (facts.MIDDLE if level is None else level) >= wanted:
            findings.append(Finding(1.0, "shown", quote, line))
        else:
            months = union_months(case.prepared.career.get(entry) for entry in case.of_the_trade)
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


def all_languages(one: Asked) -> bool:
    """Is nothing asked for but languages that people speak?"""
    return all(skills.kind_of(term.name, term.table) == "language" for term in one.terms)


def judge(case: Case, one: Asked) -> list[Finding]:
    """Everything found for a requirement, by the rule of its kind; what its owner only says is claimed at most."""
    speaks = one.requirement.kind == "skill" and all_languages(one)
    findings = language(case, one) if speaks else JUDGES[one.requirement.kind](case, one)
    return [_as_claimed(f) if f.line == SAID and not f.weak else f for f in findings]


def _as_claimed(finding: Finding) -> Finding:
    credit = min(finding.credit, CREDIT["claimed"])
    return replace(finding, credit=credit, how="claimed" if credit else finding.how, weak="claimed")
