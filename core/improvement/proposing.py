"""Edits that rules can make: honest by construction, and checked like any other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import skills
from core.improvement.checking import WEAK_OPENINGS
from core.improvement.places import Value, items, list_text, values
from core.improvement.vocabulary import Verb, same_name, verbs
from core.model import MatchReport, Resume, Verdict

WORK = ("work", "volunteer", "projects")
MOST_NAMES = 2
"""More names in brackets after one tool read like a keyword list."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit that nobody has checked yet.

    Attributes:
        must_gain: it is worth its place only if it raises the score.
    """

    pointer: str
    before: str
    after: str
    requirement: str | None
    reason: str
    must_gain: bool = False


def proposals(resume: Resume, report: MatchReport) -> Iterator[Proposal]:
    """What rules can offer, what raises the score first."""
    yield from named_by_definition(resume, report)
    yield from posting_spelling(resume, report)
    yield from strong_openings(resume)
    yield from fewer_words(resume)
    yield from moved_forward(resume, report)


def bullets(resume: Resume) -> list[Value]:
    """The sentences of jobs, voluntary work and projects, in order."""
    return [
        value
        for value in values(resume)
        if value.pointer.split("/")[1] in WORK
        and value.pointer.split("/")[3:4] in (["highlights"], ["summary"], ["description"])
    ]


# ---------------------------------------------------------------- what a tool is


def named_by_definition(resume: Resume, report: MatchReport) -> Iterator[Proposal]:
    """From "… with FastAPI" to "… with FastAPI (Python)", where Python is asked for, and named elsewhere, but not shown."""
    for verdict in report.verdicts:
        if verdict.requirement.kind != "skill" or (verdict.credit >= 1.0 and verdict.how == "shown"):
            continue
        for name in filter(None, map(skills.canonical, verdict.requirement.any_of)):
            yield from _naming(resume, report, verdict, name)


def _naming(resume: Resume, report: MatchReport, verdict: Verdict, name: str) -> Iterator[Proposal]:
    spelling = _spelling(resume, name)
    if spelling is None:
        return
    for value in bullets(resume):
        found = skills.find(value.text)
        tool = next((f for f in found if name in skills.implied(f.name)), None)
        if tool is None or any(f.name == name for f in found):
            continue
        also = _others_of(resume, report, tool.name, name, {f.name for f in found})
        written = value.text[tool.start : tool.end]
        after = f"{value.text[: tool.end]} ({', '.join([spelling, *also])}){value.text[tool.end :]}"
        reason = f"{written} is {spelling}: say so where you used it"
        yield Proposal(value.pointer, value.text, after, verdict.requirement.id, reason, must_gain=True)


def _others_of(resume: Resume, report: MatchReport, tool: str, name: str, present: set[str]) -> list[str]:
    """Other things asked for that the same tool is by definition: EKS is Kubernetes, and AWS."""
    asked = {
        c
        for v in report.verdicts
        if v.how != "shown"
        for c in map(skills.canonical, v.requirement.any_of)
        if c
    }
    others = (n for n in skills.implied(tool) if n in asked and n != name and n not in present)
    return [s for s in (_spelling(resume, n) for n in others) if s][: MOST_NAMES - 1]


def _spelling(resume: Resume, name: str) -> str | None:
    """The resume's own spelling of a skill, None if it never names it."""
    for value in values(resume):
        for found in skills.find(value.text):
            if found.name == name:
                return value.text[found.start : found.end]
    return None


# ---------------------------------------------------------------- how the posting writes it


def posting_spelling(resume: Resume, report: MatchReport) -> Iterator[Proposal]:
    """From "k8s" to "Kubernetes" in a bullet, where the posting writes so and the resume does too, elsewhere."""
    for verdict in report.verdicts:
        if verdict.how != "shown":
            continue
        for asked in verdict.requirement.any_of:
            name = skills.canonical(asked)
            if name and _writes(resume, asked):
                yield from _respelled(resume, verdict, name, asked)


def _writes(resume: Resume, spelling: str) -> bool:
    """Does the resume write it just so somewhere?"""
    return any(
        value.text[f.start : f.end] == spelling for value in values(resume) for f in skills.find(value.text)
    )


def _respelled(resume: Resume, verdict: Verdict, name: str, asked: str) -> Iterator[Proposal]:
    for value in bullets(resume):
        found = next((f for f in skills.find(value.text) if f.name == name), None)
        written = value.text[found.start : found.end] if found else asked
        if found is None or written.lower() == asked.lower() or not _is_short_for(written, asked):
            continue
        after = value.text[: found.start] + asked + value.text[found.end :]
        yield Proposal(
            value.pointer,
            value.text,
            after,
            verdict.requirement.id,
            f"the posting writes {asked} for {written}",
        )
        return


def _is_short_for(written: str, asked: str) -> bool:
    """One word for the same name: "k8s" for Kubernetes. A longer one ("Unreal Engine 5") says more than the posting's."""
    return len(written.split()) == 1 and same_name(written, asked)


# ---------------------------------------------------------------- how it opens


def strong_openings(resume: Resume) -> Iterator[Proposal]:
    """From "Responsible for managing …" to "Managed …": as much ownership, fewer words."""
    for value in bullets(resume):
        words = value.text.split()
        keys = [word.lower().strip(",:") for word in words]
        for weak in WEAK_OPENINGS:
            verb = (
                verbs().get(keys[len(weak)])
                if len(keys) > len(weak) + 1 and tuple(keys[: len(weak)]) == weak
                else None
            )
            if verb and keys[len(weak)] in verb.gerund:
                after = " ".join([_opening(resume, value, verb), *words[len(weak) + 1 :]])
                yield Proposal(value.pointer, value.text, after, None, "opens with what you did")


def _opening(resume: Resume, value: Value, verb: Verb) -> str:
    """Past for a job that has ended; what goes on is told in the present."""
    _, section, place = value.entry.split("/")
    ended = bool(resume.fields[section][int(place)].get("endDate"))
    return (verb.past[0] if ended else verb.base).capitalize()


# ---------------------------------------------------------------- how many words it takes


_PRAISE = re.compile(
    r"(?:\A|(?<=[.;] ))(?:Successfully|Effectively|Efficiently|Actively|Proactively|Diligently|I(?= )) ([a-z]+)(?= )"
)
"""Words before the verb that praise what the bullet should show, and "I", which goes without saying in a resume."""
_WORDY = (
    (re.compile(r"\bin order to\b"), "to"),
    (re.compile(r"\butili[sz]ed\b"), "used"),
    (re.compile(r"\butili[sz]ing\b"), "using"),
)


def fewer_words(resume: Resume) -> Iterator[Proposal]:
    """The same facts in fewer words: no praise before the verb, "to" for "in order to", "used" for "utilized"."""
    for value in bullets(resume):
        after = _PRAISE.sub(lambda m: m[1].capitalize() if m[1] in verbs() else m[0], value.text)
        for wordy, plain in _WORDY:
            after = wordy.sub(plain, after)
        if after != value.text:
            yield Proposal(value.pointer, value.text, after, None, "the same facts in fewer words")


# ---------------------------------------------------------------- what stands first


def moved_forward(resume: Resume, report: MatchReport) -> Iterator[Proposal]:
    """Listed skills that the posting asks for go to the front of their line."""
    wanted = {
        c: v.requirement
        for v in reversed(report.verdicts)
        for c in map(skills.canonical, v.requirement.any_of)
        if c
    }
    for pointer, _ in resume.entries("skills"):
        value = list_text(resume, f"{pointer}/keywords")
        if value is None:
            continue
        names = items(value, value.text)
        asked = [n for n in names if skills.canonical(n) in wanted]
        after = [*asked, *(n for n in names if n not in asked)]
        if asked and names[: len(asked)] != asked:
            requirement = wanted[str(skills.canonical(_moved(names, asked)))]
            reason = "what the posting asks for stands first: easier to see"
            yield Proposal(value.pointer, value.text, value.separator.join(after), requirement.id, reason)


def _moved(names: Sequence[str], asked: Sequence[str]) -> str:
    """The first keyword that changes its place."""
    return next(new for old, new in zip(names, asked, strict=False) if old != new)
