"""Lines of a resume → JSON Resume, every value a span."""

from core.extraction.resumes.asking import resolve_doubts
from core.extraction.resumes.kinds import is_resume
from core.extraction.resumes.reading import extract_by_rules

__all__ = ["extract_by_rules", "is_resume", "resolve_doubts"]
