"""Lines of a resume → JSON Resume, every value a span."""

from core.extraction.resumes.asking import resolve_doubts
from core.extraction.resumes.reading import extract_by_rules, is_resume

__all__ = ["extract_by_rules", "is_resume", "resolve_doubts"]
