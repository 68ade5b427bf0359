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
    r"invoice (?:no|number|date)|amount due|subtotal|total due|vat|rechnung|facture|ingredients|dear (?:sir|madam|mr|ms|mrs|hiring|dr)|yours (?:sincerely|faithfully)|i am writing to|sehr geehrte|"
    r"mit freundlichen grüßen|cher monsieur|chère madame|veuillez agréer|estimad[oa]s? señor|atentamente|abstract|et al|"
    r"employment contract|arbeitsvertrag|contrat de travail|minutes of|agenda|prep time|serves \d)\b",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(
    r"\b(?:your (?:name|address|phone|email|city)|first ?name last ?name|(?:job|position) title|company name|school name|"
    r"month(?:,)? year|mm/yyyy|lorem ipsum|skill \d|describe your|vorname nachname|ihr name|firmenname|votre nom|prénom nom|"
    r"tu nombre|nombre de la empresa|seu nome)\b|_{6,}|\[[A-Za-z][A-Za-z ]{2,30}\]",
    re.IGNORECASE,
)
"""What stands in a form before somebody fills it in."""
_MANY = 2
_TEXT_LETTERS = 60_000
"""More of a text says nothing new about what it is."""


def looks_like_resume(document: Document, tree: Tree) -> bool:
    """Somebody with a name, who can be reached, or has dated jobs: two of these at least, and none of them in a form.

    One job is enough beside a name if it says who was what, where and when.

    With words of other papers about, somebody who can be reached and has dated jobs.
    """
    dated = sum(
        bool(entry.get("startDate") or entry.get("endDate"))
        for kind in _LIVED
        for entry in tree.get(kind, ())
    )
    kinds = sum(not is_bare(tree.get(kind)) for kind in SECTIONS)
    text = document.text[:_TEXT_LETTERS]
    others = {match.lower() for match in _OTHER_PAPERS.findall(text)}
    blanks = {match.lower() for match in _TEMPLATE.findall(text)}
    if len(blanks) > _MANY or kinds == 0:
        return False
    basics = tree["basics"]
    reached = bool(basics.get("email") or basics.get("phone") or basics.get("profiles"))
    if len(others) >= _MANY:
        return reached and dated >= _MANY
    told = any(all(map(entry.get, ("position", "name", "startDate"))) for entry in tree.get("work", ()))
    return 2 * reached + bool(basics.get("name")) + min(dated, _MANY) + (kinds > _MANY) + told > _MANY


def is_resume(document: Document, extraction: Extraction) -> bool:
    """Has it jobs, education or other things that only a resume has? Nothing was extracted from other papers."""
    return bool(document.visible) and any(extraction.fields.get(kind) for kind in SECTIONS)
