"""Report → edits, checked, one by one; applying and exporting them."""

from core.improvement.applying import apply
from core.improvement.checking import check
from core.improvement.covering import fewest
from core.improvement.exporting import export_docx, export_json, export_markdown
from core.improvement.improving import Rescore, improve

__all__ = [
    "Rescore",
    "apply",
    "check",
    "export_docx",
    "export_json",
    "export_markdown",
    "fewest",
    "improve",
]
