"""What embeddings find alike. They nominate; the rules decide what a nominee is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from core.matching.evidence import evidence
from core.matching.prepared import Prepared
from core.model import JobPosting, MatchReport, Resume

Vectors = NDArray[np.float32]
"""Unit vectors, shape (texts, dimension)."""
_SLACK = 1e-5
"""A cosine depends in its last digits on how many are worked out at once."""


@dataclass(frozen=True)
class Similar:
    """What a model finds alike.

    Attributes:
        model: its digest; the fingerprint names it, because another model finds other things.
        texts: id of a requirement → texts of the units near it. Keyed by text and not by place: after an edit the untouched
            units keep what was found for them.
    """

    model: str
    texts: Mapping[str, frozenset[str]]


def questions(posting: JobPosting) -> tuple[str, ...]:
    """What to embed of a posting: the name of each requirement in order, then the sentence of each.

    A line must be near both. The name alone is too short to say what is meant, and the sentence alone may ask for
    three things of which the line shows another.
    """
    names = (", ".join(r.any_of) or r.quote for r in posting.requirements)
    return (*names, *(r.quote for r in posting.requirements))


def answers(resume: Resume | Prepared) -> tuple[str, ...]:
    """What to embed of a resume: the text of each unit of its evidence, in order."""
    if isinstance(resume, Prepared):
        return tuple(unit.evidence.text for unit in resume.units)
    return tuple(unit.text for unit in evidence(resume))


def vectors_key(texts: Sequence[str]) -> str:
    """What vectors of these texts are kept under, 64 hex digits."""
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def nominees(
    posting: JobPosting, texts: tuple[str, ...], asked: Vectors, shown: Vectors, *, least: float, model: str
) -> Similar:
    """The units whose cosine to a requirement's name and to its sentence is above `least`.

    Each unit is judged alone, never by its rank: a rank would let a new line push an old one out, and true evidence
    could then lower a score.

    Args:
        texts: `answers(resume)`.
        asked: of `questions(posting)`, shape (2 · requirements, dimension).
        shown: of `texts`, same model.
        least: `threshold` of that model.
        model: its digest.

    Raises:
        ValueError: the shapes do not belong to this posting, this resume, or one model.
    """
    count = len(posting.requirements)
    if (
        asked.shape[:1] != (2 * count,)
        or shown.shape[:1] != (len(texts),)
        or asked.shape[1:] != shown.shape[1:]
    ):
        raise ValueError(f"vectors of {2 * count} questions and {len(texts)} units of one model are needed")
    cosines = asked @ shown.T
    near = np.minimum(cosines[:count], cosines[count:]) > least
    found = {
        requirement.id: frozenset(text for text, taken in zip(texts, row, strict=True) if taken)
        for requirement, row in zip(posting.requirements, near, strict=True)
    }
    return Similar(model, {requirement: texts for requirement, texts in found.items() if texts})


def near(asked: Vectors, shown: Vectors, *, least: float) -> NDArray[np.bool_]:
    """Which units of many resumes may be nominees (`nominees`), shape (requirements, units); one too many rather than too few.

    Args:
        asked: of `questions(posting)`, shape (2 · requirements, dimension).
        shown: of the `answers` of all these resumes, one after another, same model.
    """
    count = len(asked) // 2
    cosines = asked @ shown.T
    flags: NDArray[np.bool_] = np.minimum(cosines[:count], cosines[count:]) > least - _SLACK
    return flags


# ---------------------------------------------------------------- how alike unrelated texts look to a model


@cache
def calibration() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Phrases, and for each a line that shows it in other words (`calibration.txt`)."""
    text = files(__package__).joinpath("calibration.txt").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(phrase for phrase, _ in rows), tuple(line for _, line in rows)


def threshold(phrases: Vectors, lines: Vectors) -> float:
    """The highest cosine of any phrase with the line of another: what a nominee must beat.

    Models put unrelated texts at very different cosines (all-MiniLM-L6-v2: up to 0.57; others start at 0.5), so a fixed
    figure would fit one of them. With it, none of the 3,540 unrelated pairs would have been nominated.

    Args:
        phrases, lines: of `calibration()`, same model.
    """
    cosines = phrases @ lines.T
    return float(cosines[~np.eye(len(cosines), dtype=bool)].max())


def similar_of(report: MatchReport) -> Similar | None:
    """What a report was made with, to make it again; None where words alone decided."""
    texts = {requirement: frozenset(texts) for requirement, texts in report.alike.items()}
    return Similar(report.embeddings, texts) if report.embeddings else None
