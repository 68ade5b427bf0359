"""Lines of a resume → JSON Resume, every value a span."""

from core.extraction.resumes.asking import settle
from core.extraction.resumes.kinds import is_resume
from core.extraction.resumes.reading import extract_by_rules

__all__ = ["extract_by_rules", "is_resume", "settle"]
