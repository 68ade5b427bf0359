"""Requirements × evidence → MatchReport: a pure function, recomputable by anyone."""

from core.matching.evidence import Evidence, evidence
from core.matching.scoring import RULES_VERSION, account, score
from core.matching.similar import (
    Similar,
    Vectors,
    answers,
    calibration,
    nominees,
    questions,
    similar_of,
    threshold,
)

__all__ = [
    "RULES_VERSION",
    "Evidence",
    "Similar",
    "Vectors",
    "account",
    "answers",
    "calibration",
    "evidence",
    "nominees",
    "questions",
    "score",
    "similar_of",
    "threshold",
]
