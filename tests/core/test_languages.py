import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.languages import language_of

TEXTS = {
    "en": "EXPERIENCE\nStaff Nurse, Calder Infirmary, 2016 – 2020\n• Cared for patients after heart surgery",
    "de": "BERUFSERFAHRUNG\nElektriker bei der Nordlicht GmbH\n• Wartung von Schaltanlagen und Prüfung nach Norm",
    "fr": "Responsable marketing chez Lumière\n- Gestion d'une équipe de six personnes et du budget",
    "es": "Encargada de tienda\n- Gestión de pedidos y formación del personal nuevo",
    "pt": "Gestora de projetos\n- Coordenação de equipas e negociação com fornecedores",
    "it": "Responsabile di magazzino\n- Gestione degli ordini e formazione del personale",
    "nl": "Verpleegkundige\n- Verzorging van patiënten en begeleiding van nieuwe collega's",
    "zh": "工作经历\n负责后端服务的开发与维护，熟悉分布式系统",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_the_language_of_a_text_is_told(code: str, text: str) -> None:
    assert language_of(text) == code
    assert language_of(text.upper()) == code


@pytest.mark.parametrize(
    "text", ["", "2019 – 2021", "ida@example.org · www.example.org/a", "Python, Go, AWS"]
)
def test_what_is_too_little_to_tell_is_not_guessed(text: str) -> None:
    assert language_of(text) is None


@given(st.text(max_size=400))
def test_any_text_has_a_language_of_two_letters_or_none(text: str) -> None:
    code = language_of(text)
    assert code is None or (len(code) == 2 and code.isascii())
