"""What a paper is that is no resume: told by words that such papers have and resumes do not."""

import re
from typing import Final

from core.model import Document

_LETTERS: Final = 20_000
"""More of a text says nothing new about what it is."""
_FEWEST: Final = 2
"""One such word stands in many a resume: an accountant wrote invoices."""
_PAPERS: Final = {
    "an invoice": re.compile(
        r"\b(?:invoice|amount due|subtotal|total due|bill to|due date|vat|rechnung|rechnungsnummer|mwst|zahlbar|"
        r"facture|tva|total ttc|factura|iva|fattura|fatura|net total|unit price|发票|total)\b",
        re.IGNORECASE,
    ),
    "a job": re.compile(
        r"\b(?:we are (?:looking|hiring|seeking)|we offer|you will|you have|you bring|your (?:profile|tasks|role)|"
        r"apply now|how to apply|equal opportunity|job description|about the (?:role|job|team)|requirements|"
        r"responsibilities|nice to have|must have|wir (?:suchen|bieten)|ihre aufgaben|ihr profil|dein profil|"
        r"nous (?:recherchons|offrons)|votre profil|vos missions|profil recherché|buscamos|ofrecemos|requisitos|"
        r"oferecemos|procuramos|任职要求|岗位职责|职位描述)\b",
        re.IGNORECASE,
    ),
    "a letter": re.compile(
        r"\b(?:dear|sincerely|kind regards|best regards|yours (?:truly|faithfully)|i am writing to|sehr geehrte[rn]?|"
        r"mit freundlichen grüßen|madame|cordialement|estimad[oa]s?|atentamente|prezad[oa]s?|atenciosamente)\b",
        re.IGNORECASE,
    ),
    "a recipe": re.compile(
        r"\b(?:ingredients|preheat|tablespoons?|teaspoons?|tbsp|tsp|oven|simmer|zutaten|ingrédients|ingredientes)\b",
        re.IGNORECASE,
    ),
}


def paper_of(document: Document) -> str:
    """What a document that is no resume most looks like.

    Returns:
        "an invoice", "a job", "a letter", "a recipe"; "" where nothing points one way.
    """
    seen = _seen(document)
    best = max(seen, key=lambda paper: seen[paper])
    rivals = [paper for paper, count in seen.items() if count == seen[best]]
    return best if seen[best] >= _FEWEST and rivals == [best] else ""


def hits_of(document: Document) -> int:
    """How many different words of one and the same other paper stand in a document, at most."""
    return max(_seen(document).values())


def _seen(document: Document) -> dict[str, int]:
    text = document.text[:_LETTERS]
    return {paper: len({word.lower() for word in words.findall(text)}) for paper, words in _PAPERS.items()}
