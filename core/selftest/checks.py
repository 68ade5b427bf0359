"""What must hold for scores of people: the same each time, hard to game, blind to who it is, and the model's words its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.desk import Desk, as_resume
from core.errors import EngineError
from core.matching.blind import blind
from core.matching.swapping import PERSONAS, SWAPS, persona_of
from core.model import Check, Document, Extraction, MatchReport, Resume, Upload
from core.selftest import pages, people
from core.selftest.lab import READ_ON, Lab, fair_resume

REPEATS = 20
MOST_GAIN = 10.0
"""Points of 100 that words without work may bring."""
BAIT = "- Ran Kubernetes, Terraform and Kafka for six years"
"""What raises the score where it can be seen."""
BAIT_WORD = "Terraform"
TRICK_FLAGS = frozenset({"keyword_stuffing", "copied_from_posting"})
HEADER_KEYS = frozenset({"position", "name", "location"})
HIDDEN_FLAG = "hidden_text"


def _check(name: str, problems: Sequence[str], says: str, **measured: float) -> Check:
    if problems:
        return Check(name, "failed", "; ".join(problems), measured)
    return Check(name, "passed", says, measured)


# ---------------------------------------------------------------- the same each time


async def repeat(lab: Lab) -> Check:
    """The same bytes give the same lines, fields, and report, each time."""
    data = pages.page(fair_resume().splitlines())
    first: tuple[Resume, MatchReport] | None = None
    same = 0
    for n in range(REPEATS):
        # From the middle on nothing is remembered of what the model said about these lines.
        at = lab if n < REPEATS // 2 else Lab(Desk(lab.desk.reader, lab.desk.engine), lab.posting)
        resume = await at.resume(data)
        found = resume, await at.score(resume)
        first = first or found
        same += found == first
    problems = [] if same == REPEATS else [f"only {same} of {REPEATS} runs gave the same result"]
    return _check("repeat", problems, f"{REPEATS} of {REPEATS} the same", same=same, runs=REPEATS)


# ---------------------------------------------------------------- hard to game


async def stuffing(lab: Lab) -> Check:
    """Pasted words gain at most ten points and are flagged."""
    honest = fair_resume()
    other = people.SCRIPTS[people.OTHER].by(PERSONAS[0])
    before = (await lab.scored(honest)).score
    before_other = (await lab.scored(other)).score
    tricks = {
        "keyword line": (before, f"{honest}\nKeywords: {people.KEYWORDS}\n"),
        "pasted posting": (before, f"{honest}\n{people.JOB}"),
        "keywords only": (before_other, f"{other.partition('Skills')[0]}Skills\n\n{people.KEYWORDS}\n"),
    }
    problems, gains = [], []
    for name, (without, text) in tricks.items():
        report = await lab.scored(text)
        gains.append(report.score - without)
        if gains[-1] > MOST_GAIN:
            problems.append(f"{name} gained {gains[-1]:.1f} points")
        if TRICK_FLAGS.isdisjoint(report.flags):
            problems.append(f"{name} was not flagged")
    most = max(gains)
    says = f"at most {most:.1f} points gained by {len(tricks)} tricks, each flagged"
    return _check("stuffing", problems, says, most_gained=most, tricks=len(tricks))


# ---------------------------------------------------------------- blind to who it is


@dataclass(frozen=True, slots=True)
class _Standing:
    """How one candidate comes out under one name: as the resume stands, and blinded as rankings have it.

    Attributes:
        is_read: the name on the page is the one that was read; else nothing was swapped.
    """

    plain: tuple[Any, ...]
    bare: tuple[Any, ...]
    is_read: bool


async def name_swap(lab: Lab) -> Check:
    """Names, pronouns, contact and address change neither a score nor the order, as they stand and blinded."""
    first = await _standings(lab, 0)
    changed, unread = 0, sum(not one.is_read for one in first)
    for swap in range(1, SWAPS + 1):
        swapped = await _standings(lab, swap)
        changed += [(s.plain, s.bare) for s in swapped] != [(s.plain, s.bare) for s in first]
        unread += sum(not one.is_read for one in swapped)
    problems = [f"{changed} of {SWAPS} swaps changed a score, and so perhaps the order"] if changed else []
    problems += [f"{unread} names were not read as they were written"] if unread else []
    says = f"{SWAPS} swaps of {len(first)} candidates changed no score and no order"
    return _check("name swap", problems, says, swaps=SWAPS, changed=changed, candidates=len(first))


async def _standings(lab: Lab, swap: int) -> list[_Standing]:
    """Every candidate's, under the names of this swap."""
    found = []
    for candidate, script in enumerate(people.SCRIPTS):
        persona = persona_of(candidate, swap)
        resume = await lab.resume(script.by(persona))
        plain, bare = await lab.score(resume), await lab.score(blind(resume))
        is_read = resume.fields.get("basics", {}).get("name") == persona.name
        found.append(_Standing(_told(plain), _told(bare), is_read))
    return found


def _told(report: MatchReport) -> tuple[Any, ...]:
    """All of a report but its quotes, in which the person may be named."""
    verdicts = tuple(
        (v.requirement.id, v.verdict, v.credit, v.line, v.months, v.how) for v in report.verdicts
    )
    return report.score, report.band, report.flags, verdicts


# ---------------------------------------------------------------- what nobody can see


async def hidden_text(lab: Lab) -> Check:
    """Words that nobody can see never count, and are told of."""
    rows = fair_resume().splitlines()
    honest = await lab.scored(pages.page(rows))
    work = rows.index("Experience") + 3
    seen = await lab.scored(pages.page([*rows[:work], BAIT, *rows[work:]]))
    problems = [] if seen.score > honest.score else ["words in plain sight did not count either"]
    for way, draw in pages.HIDDEN.items():
        resume = await lab.resume(pages.page(rows, draw(BAIT)))
        report = await lab.score(resume)
        if (report.score, report.verdicts) != (honest.score, honest.verdicts):
            problems.append(f"{way} words changed the score by {report.score - honest.score:.1f}")
        if BAIT_WORD in resume.document.text:
            problems.append(f"{way} words were read as visible")
        if not resume.document.hidden_words or HIDDEN_FLAG not in report.flags:
            problems.append(f"{way} words were not reported")
    ways = len(pages.HIDDEN)
    says = f"{ways} ways to hide words, none counted, all reported"
    return _check("hidden text", problems, says, ways=ways, gain_if_seen=seen.score - honest.score)


# ---------------------------------------------------------------- the model


async def engine(lab: Lab) -> Check:
    """Asked about a doubtful header the model answers with words of it, and whoever answers, the score is the same."""
    name, desk = "engine", lab.desk
    if not desk.engine.has_model:
        return Check(name, "skipped", "no model is installed, rules alone")
    document = await desk.read(Upload("made.txt", people.DOUBTFUL.encode()))
    by_rules = await desk.extract_by_rules(document, READ_ON)
    if not by_rules.doubts:
        return Check(name, "failed", "rules do not doubt the header that the model should be asked about")
    try:
        await desk.engine.warm()
    except EngineError as error:
        return Check(name, "skipped", f"the model does not answer ({error.code}), rules carry on")
    found = await desk.resolve(by_rules, document)
    problems = [] if found.engine == desk.engine.name else ["the model gave no usable answer"]
    problems += [] if _is_said(found, document) else ["a value does not stand in the document"]
    with_model = await lab.score(_as_resume(document, found))
    without = await lab.score(_as_resume(document, by_rules))
    moved = with_model.score - without.score
    if (with_model.score, with_model.verdicts) != (without.score, without.verdicts):
        problems.append(f"the model's answer moved the score by {moved:.1f}")
    words = (await lab.by_words(_as_resume(document, by_rules))).score
    says = "the model answered with words of the document and moved no score"
    return _check(name, problems, says, moved=moved, by_words=words, with_embeddings=without.score)


def _as_resume(document: Document, found: Extraction) -> Resume:
    return as_resume(document.sha256, "made.txt", document, found, READ_ON)


def _is_said(found: Extraction, document: Document) -> bool:
    """Does each value of the jobs stand where its span says?"""
    values = {
        f"/work/{n}/{key}": value
        for n, entry in enumerate(found.fields.get("work", ()))
        for key, value in entry.items()
        if key in HEADER_KEYS
    }
    return all(_words_at(document, found, pointer) == value for pointer, value in values.items())


def _words_at(document: Document, found: Extraction, pointer: str) -> str:
    lines = document.by_number
    return " ".join(lines[s.line].text[s.start : s.end] for s in found.spans.get(pointer, ()))
