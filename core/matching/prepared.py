"""What matching needs of a resume, worked out once: its units with what they name, its jobs, degrees and languages.

Nearly all the work of a score is of this kind and the same for every posting, so it is done when a resume is read and kept.
Nothing in it says who the person is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from core import skills
from core.dates import MonthRange, month_range, union_months
from core.languages import language_of, name_of
from core.matching import facts
from core.matching.evidence import SAID, Evidence, evidence, only_said
from core.matching.words import stems
from core.model import Json, Resume
from core.text import squash

RULES_VERSION = "1.5"
_KEYWORDS = re.compile(r"key\s?words|buzzwords|mots[ -]cl|stichw|schlagw|schlüsselw|关键词", re.IGNORECASE)
_GROUP_CHARS = 100
_TELLING_WORDS = 8
"""Fewer words, many of them names of tools, do not tell which language they are in."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of evidence, with what it names.

    Attributes:
        named: canonical name of a skill → where the text names it first.
        stems: of its words that carry meaning.
        written_in: English name of the language of a sentence; "" where it does not tell.
    """

    evidence: Evidence
    named: Mapping[str, int]
    stems: frozenset[str]
    written_in: str = ""


@dataclass(frozen=True, slots=True)
class Study:
    """A degree.

    Attributes:
        entry: its JSON Pointer.
        level: as `facts.degree_level`; None where the resume names none.
        finished: it has no end that is still to come.
    """

    entry: str
    level: int | None
    finished: bool


@dataclass(frozen=True)
class Prepared:
    """What a score is made of, on the resume's side.

    Attributes:
        rules: what it was prepared under (`rules_version`); under other rules it must be prepared anew.
        digest: of what is weighed and nothing else, 4 hex digits: no name, no file, no layout, no order.
        jobs: pointer of each job → its months.
        only_said: the jobs among them that stand nowhere in the document.
        studies: in the resume's order.
        languages: pointer of each language's name → its level (`facts.fluency_level`).
        keyword_groups: pointers of the groups of skills that call themselves "Keywords".
        hidden: the document holds words that nobody can see.
        said: something besides the person's details is its owner's word alone.
    """

    rules: str
    digest: str
    units: tuple[Unit, ...]
    jobs: Mapping[str, MonthRange | None]
    only_said: frozenset[str]
    studies: tuple[Study, ...]
    languages: Mapping[str, int | None]
    keyword_groups: tuple[str, ...]
    hidden: bool
    said: bool

    @cached_property
    def career(self) -> Mapping[str, MonthRange | None]:
        """Pointer of each job → its months. A job that its owner only speaks of is none."""
        return {job: months for job, months in self.jobs.items() if job not in self.only_said}

    @cached_property
    def career_months(self) -> int:
        return union_months(self.career.values())

    @cached_property
    def heads(self) -> Mapping[str, frozenset[str]]:
        """Pointer of each entry → the stems of what it is called."""
        return {u.evidence.entry: u.stems for u in self.units if u.evidence.title and u.evidence.entry}

    @cached_property
    def naming(self) -> Mapping[str, tuple[int, ...]]:
        """Canonical name → the units that name it."""
        return _index((name, place) for place, unit in enumerate(self.units) for name in unit.named)

    @cached_property
    def saying(self) -> Mapping[str, tuple[int, ...]]:
        """Stem → the units that say it."""
        return _index((stem, place) for place, unit in enumerate(self.units) for stem in unit.stems)


def _index(pairs: Iterator[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for key, place in pairs:
        found.setdefault(key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def rules_version(table: skills.Table | None = None) -> str:
    """The version of the rules, and what a workspace added to their table of skills: "1.2", "1.2+ab12"."""
    return f"{RULES_VERSION}+{table.digest}" if table and table.digest else RULES_VERSION


def prepare(resume: Resume, table: skills.Table | None = None) -> Prepared:
    """What `score` needs of a resume; turns into JSON and back with `dump` and `load`.

    Args:
        table: which skills are known; the shipped ones, unless said.
    """
    units = tuple(_unit(one, table) for one in evidence(resume, table))
    jobs = {
        pointer: month_range(entry.get("startDate"), entry.get("endDate"), resume.read_on)
        for section in ("work", "volunteer")
        for pointer, entry in resume.entries(section)
    }
    return Prepared(
        rules=rules_version(table),
        digest=_digest(resume, units),
        units=units,
        jobs=jobs,
        only_said=frozenset(job for job in jobs if only_said(resume, job)),
        studies=tuple(_study(resume, *each) for each in resume.entries("education")),
        languages={
            f"{pointer}/language": facts.fluency_level(str(entry.get("fluency") or ""))
            for pointer, entry in resume.entries("languages")
        },
        keyword_groups=tuple(
            pointer
            for pointer, group in resume.entries("skills")
            if _KEYWORDS.search(str(group.get("name") or "")[:_GROUP_CHARS])
        ),
        hidden=bool(resume.document.hidden_words),
        said=any(not pointer.startswith("/basics/") for pointer in resume.attested),
    )


def _unit(one: Evidence, table: skills.Table | None) -> Unit:
    places: dict[str, int] = {}
    for found in skills.find(one.text, table):
        places.setdefault(found.name, found.start)
    return Unit(one, places, stems(one.text), _written_in(one))


def _written_in(one: Evidence) -> str:
    """By each sentence alone: a language that all of them decide could be taken away by one more."""
    if one.title or one.kind == "listed" or one.line == SAID or len(one.text.split()) < _TELLING_WORDS:
        return ""
    code = language_of(one.text)
    return name_of(code) if code else ""


def _study(resume: Resume, pointer: str, entry: Json) -> Study:
    level = facts.degree_level(str(entry.get("studyType") or "")) or facts.degree_level(
        str(entry.get("area") or "")
    )
    end = entry.get("endDate")
    finished = not end or str(end) <= resume.read_on.strftime("%Y-%m")[: len(str(end))]
    return Study(pointer, level, finished)


def _digest(resume: Resume, units: tuple[Unit, ...]) -> str:
    content = sorted(f"{e.kind} {e.months} {squash(e.text)}" for e in (unit.evidence for unit in units))
    dates = sorted(
        f"{squash(str(e.get('studyType')))} {e.get('endDate')}" for _, e in resume.entries("education")
    )
    levels = sorted(
        f"{squash(str(e.get('language')))} {squash(str(e.get('fluency')))}"
        for _, e in resume.entries("languages")
    )
    return sha256("\n".join([*content, *dates, *levels]).encode()).hexdigest()[:4]
