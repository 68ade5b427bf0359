"""What stands after /match, told apart without asking anybody."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.text import typed

JOB_LENGTH = 40_000
WORD_LENGTH = 24
LIKE = 60
"""Of rapidfuzz's ratio, 0 to 100, from which a word is taken for a misspelt one."""
WORKING = ("help", "skills", "why", "rank", "jobs", "resumes", "settings", "status")
COMING = ("export", "delete", "privacy", "audit")
_LINK = re.compile(r"<?https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Help:
    """`/match help`"""


@dataclass(frozen=True, slots=True)
class Ask:
    """`/match` alone: ask by a modal."""


@dataclass(frozen=True, slots=True)
class Link:
    """`/match https://…`"""


@dataclass(frozen=True, slots=True)
class Later:
    """A command that is to come in a later release."""

    word: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """One word that is no command; `guess` is "" where none is like it."""

    word: str
    guess: str


@dataclass(frozen=True, slots=True)
class Skills:
    """`/match skills`, `/match skills add Kubernetes = k8s`, `/match skills remove Kubernetes`.

    Attributes:
        verb: "add", "remove", or "" to list.
        said: what stands after it.
    """

    verb: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """`/match why`, `/match why 72 · job v1 · resume 9f2c · rules 1.1`; without a fingerprint the newest score is meant."""

    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """`/match rank`, `/match rank <job text>`; "" asks for the job by a modal."""

    job: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """`/match settings`"""


@dataclass(frozen=True, slots=True)
class Status:
    """`/match status`"""


@dataclass(frozen=True, slots=True)
class Jobs:
    """`/match jobs`"""


@dataclass(frozen=True, slots=True)
class Resumes:
    """`/match resumes`"""


@dataclass(frozen=True, slots=True)
class Job:
    """The text of a job."""

    text: str


Request = Help | Ask | Link | Later | Unknown | Skills | Why | Rank | Settings | Status | Jobs | Resumes | Job
_SKILLS = re.compile(r"skills(?:\s+(?P<verb>add|remove)(?:\s+(?P<said>\S.*))?)?", re.IGNORECASE)
"""On one line: "Skills add up: …" may open a job, but a job has more than a line."""

_RANK = re.compile(r"rank(?:\s+(?!and\b)(?P<job>\S.*))?", re.IGNORECASE | re.DOTALL)
"""Not "Rank and file accountant wanted", which is a job."""
_WHY = re.compile(r"why(?:\s+(?P<fingerprint>\d{1,3} · job v\S[^\n]{1,150}))?", re.IGNORECASE)
_ALONE: dict[str, Request] = {
    "settings": Settings(),
    "status": Status(),
    "jobs": Jobs(),
    "resumes": Resumes(),
}


def parse(text: str) -> Request:
    """One word is a command or a misspelt one; anything longer is a job."""
    said = typed(text, JOB_LENGTH).strip()
    if not said:
        return Ask()
    if (command := _command(said)) is not None:
        return command
    words = said.split(maxsplit=2)
    if _LINK.fullmatch(said):
        return Link()
    if len(words) > 1 or len(said) > WORD_LENGTH:
        first = words[0].lower()
        # "export docx" is a command; "Delete old files nightly, run the audit …" is a job that begins like one.
        return Later(first) if len(words) == 2 and first in COMING else Job(said)  # noqa: PLR2004  # command and argument
    return _one_word(said)


def _command(said: str) -> Request | None:
    """A command that may take words of its own."""
    if own := _SKILLS.fullmatch(said):
        return Skills((own["verb"] or "").lower(), own["said"] or "")
    if asked := _WHY.fullmatch(said):
        return Why(asked["fingerprint"] or "")
    if asked := _RANK.fullmatch(said):
        return Rank(asked["job"] or "")
    return None


def _one_word(said: str) -> Request:
    word = said.lower()
    if word in WORKING:
        return _ALONE.get(word, Help())
    if word in COMING:
        return Later(word)
    found = process.extractOne(word, (*WORKING, *COMING), scorer=fuzz.ratio, score_cutoff=LIKE)
    return Unknown(said, found[0] if found else "")
