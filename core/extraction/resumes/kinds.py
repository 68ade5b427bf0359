"""Is it a resume? A recipe, an invoice or a posting has other words, and nobody's dated jobs."""

import re

from core.extraction.resumes.pieces import Tree, is_bare
from core.model import Document, Extraction

SECTIONS = (
    "work",
    "volunteer",
    "education",
    "projects",
    "skills",
    "languages",
    "certificates",
    "awards",
    "publications",
)
"""The sections of JSON Resume that we fill, in the order they are given."""
_LIVED = ("work", "education", "volunteer")
_OTHER_PAPERS = re.compile(
    r"\b(?:we are (?:looking|hiring|seeking)|we offer|you will|you have|your (?:profile|tasks|responsibilities)|apply now|"
    r"how to apply|equal opportunity|job description|about the (?:role|job|team)|what you'll|join our team|nice to have|"
    r"wir (?:suchen|bieten)|ihre aufgaben|ihr profil|nous (?:recherchons|offrons)|votre profil|vos missions|"
    r"invoice (?:no|number|date)|amount due|subtotal|total due|vat|rechnung|facture|ingredients)\b",
    re.IGNORECASE,
)
_MANY = 2
_TEXT_LETTERS = 60_000
"""More of a text says nothing new about what it is."""


def looks_like_resume(document: Document, tree: Tree) -> bool:
    """Somebody who can be reached or has dated jobs; with words of other papers about, both are asked for."""
    dated = sum(
        bool(entry.get("startDate") or entry.get("endDate"))
        for kind in _LIVED
        for entry in tree.get(kind, ())
    )
    kinds = sum(not is_bare(tree.get(kind)) for kind in SECTIONS)
    reached = bool(tree["basics"].get("email") or tree["basics"].get("phone"))
    others = {match.lower() for match in _OTHER_PAPERS.findall(document.text[:_TEXT_LETTERS])}
    if len(others) >= _MANY:
        return reached and dated >= _MANY
    return kinds > 0 and (dated > 0 or reached or kinds > _MANY)


def is_resume(document: Document, extraction: Extraction) -> bool:
    """Has it jobs, education or other things that only a resume has? Nothing was extracted from other papers."""
    return bool(document.visible) and any(extraction.fields.get(kind) for kind in SECTIONS)
