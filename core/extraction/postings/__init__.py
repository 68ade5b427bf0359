"""A job posting → requirements that can be checked, each with the line that asks for it."""

from core.extraction.postings.asking import read_posting
from core.extraction.postings.passages import document_of_text
from core.extraction.postings.revising import revise
from core.extraction.postings.rules import posting_by_rules

__all__ = ["document_of_text", "posting_by_rules", "read_posting", "revise"]
