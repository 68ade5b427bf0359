"""Lines → JSON Resume or requirements, every value a span of the document."""

from core.extraction.asking import FAILED, is_open, look_closer, may_be_resume, resolve_doubts, warned
from core.extraction.corrections import correct
from core.extraction.leftovers import unplaced
from core.extraction.likeness import likeness_of
from core.extraction.papers import paper_of
from core.extraction.resumes import extract_by_rules, is_resume

VERSION = "7"
"""Of the rules that read; raise it when they change, so that nothing kept by older ones is taken for theirs."""

__all__ = [
    "FAILED",
    "VERSION",
    "correct",
    "extract_by_rules",
    "is_open",
    "is_resume",
    "likeness_of",
    "look_closer",
    "may_be_resume",
    "paper_of",
    "resolve_doubts",
    "unplaced",
    "warned",
]
