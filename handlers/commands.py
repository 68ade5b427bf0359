"""What stands after /match, told apart without asking anybody."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.text import typed

JOB_LENGTH = 40_000
WORD_LENGTH = 24
LIKE = 60
"""Of rapidfuzz's ratio, 0 to 100, from which a word is taken for a misspelt one."""
WORKING = ("help", "skills")
COMING = ("rank", "jobs", "resumes", "export", "delete", "privacy", "status", "settings", "audit")
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
class Job:
    """The text of a job."""

    text: str


Request = Help | Ask | Link | Later | Unknown | Skills | Job
_SKILLS = re.compile(r"skills(?:\s+(?P<verb>add|remove)(?:\s+(?P<said>\S.*))?)?", re.IGNORECASE)
"""On one line: "Skills add up: …" may open a job, but a job has more than a line."""


def parse(text: str) -> Request:
    """One word is a command or a misspelt one; anything longer is a job."""
    said = typed(text, JOB_LENGTH).strip()
    if not said:
        return Ask()
    if own := _SKILLS.fullmatch(said):
        return Skills((own["verb"] or "").lower(), own["said"] or "")
    words = said.split(maxsplit=2)
    if _LINK.fullmatch(said):
        return Link()
    if len(words) > 1 or len(said) > WORD_LENGTH:
        first = words[0].lower()
        # "export docx" is a command; "Delete old files nightly, run the audit …" is a job that begins like one.
        return Later(first) if len(words) == 2 and first in COMING else Job(said)  # noqa: PLR2004  # command and argument
    return _one_word(said)


def _one_word(said: str) -> Request:
    word = said.lower()
    if word in WORKING:
        return Help()
    if word in COMING:
        return Later(word)
    found = process.extractOne(word, (*WORKING, *COMING), scorer=fuzz.ratio, score_cutoff=LIKE)
    return Unknown(said, found[0] if found else "")
