"""Requirements × evidence → MatchReport: a pure function, recomputable by anyone."""

from core.matching.evidence import Evidence, evidence
from core.matching.retrieval import Similar, nominees, questions
from core.matching.scoring import RULES_VERSION, score

__all__ = ["RULES_VERSION", "Evidence", "Similar", "evidence", "nominees", "questions", "score"]
