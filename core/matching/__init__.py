"""Requirements × evidence → MatchReport: a pure function, recomputable by anyone."""

from core.matching.blind import blind_rules
from core.matching.bounds import bounds
from core.matching.evidence import Evidence, evidence
from core.matching.prepared import RULES_VERSION, Prepared, prepare, rules_version
from core.matching.profiles import profile
from core.matching.retrieval import Posed, pose
from core.matching.scoring import account, score
from core.matching.similar import (
    Similar,
    Vectors,
    answers,
    calibration,
    near,
    nominees,
    questions,
    similar_of,
    threshold,
    vectors_key,
)

__all__ = [
    "RULES_VERSION",
    "Evidence",
    "Posed",
    "Prepared",
    "Similar",
    "Vectors",
    "account",
    "answers",
    "blind_rules",
    "bounds",
    "calibration",
    "evidence",
    "near",
    "nominees",
    "pose",
    "prepare",
    "profile",
    "questions",
    "rules_version",
    "score",
    "similar_of",
    "threshold",
    "vectors_key",
]
