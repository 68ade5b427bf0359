"""What is no resume is called by its name, or by none."""

from datetime import date

import pytest

from core.extraction import extract_by_rules, paper_of
from core.model import Document, Line

PAPERS = {
    "an invoice": (
        "Invoice 2041\nBill to: Harbour Freight\n2 chairs at 40.00\nSubtotal 80.00\nVAT 21 %\nTotal due 96.80",
        "Rechnung Nr. 17\nRechnungsdatum 3.2.2026\nzzgl. 19 % MwSt\nZahlbar innerhalb von 14 Tagen",
        "Facture n° 12\nMain d'œuvre 200,00\nTVA 20 %\nTotal TTC 240,00",
    ),
    "a job": (
        "Backend engineer\nWe are looking for somebody who likes parcels.\nRequirements\n- Python\nWe offer fruit.",
        "Pflegefachkraft (m/w/d)\nWir suchen Verstärkung.\nIhr Profil\n- Examen\nWir bieten 30 Tage Urlaub",
        "Comptable\nNous recherchons une personne rigoureuse.\nVotre profil\n- DCG",
    ),
    "a letter": (
        "Dear Ms Holm,\nI am writing to tell you that the boats are late.\nKind regards\nOdd",
        "Sehr geehrte Frau Holm,\ndie Boote sind zu spät.\nMit freundlichen Grüßen",
    ),
    "a recipe": ("Waffles\nIngredients\n2 tbsp sugar\nPreheat the iron to 180 degrees.",),
    "": ("", "The boats are late.", "Python, Redis, AWS", "Invoice template", "日本語の文章です。"),
}


def document(text: str) -> Document:
    return Document("0" * 64, "txt", tuple(Line(n, one) for n, one in enumerate(text.splitlines(), 1)))


@pytest.mark.parametrize(
    ("paper", "text"), [(paper, text) for paper, some in PAPERS.items() for text in some]
)
def test_a_paper_is_called_what_it_is(paper: str, text: str) -> None:
    assert paper_of(document(text)) == paper


def test_words_of_two_kinds_in_balance_call_it_neither() -> None:
    assert paper_of(document("Dear Ms Holm,\ninvoice 3, subtotal 80.00\nKind regards")) == ""


def test_nothing_is_read_of_other_papers_unless_somebody_says_that_it_is_a_resume() -> None:
    source = document(
        "Ola Berg\n\nI repair boats and nets. Before that I fished.\n\nWe offer, you will, apply now"
    )
    today = date(2026, 11, 23)
    assert not extract_by_rules(source, today).fields
    assert extract_by_rules(source, today, is_sure=True).fields["basics"]["name"] == "Ola Berg"
