"""Lines → JSON Resume or requirements, every value a span of the document."""

from core.extraction.resumes import extract_by_rules, is_resume, resolve_doubts

__all__ = ["extract_by_rules", "is_resume", "resolve_doubts"]
