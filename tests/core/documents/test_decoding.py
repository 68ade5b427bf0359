import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.decoding import decode
from core.documents.kinds import Hint
from core.errors import UnsupportedType

FRENCH = "Contrôleuse de gestion, “Groupe Océane” — l’équipe, 48 M€ : œuvre, ça, Noël\n" * 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_accents_quotes_and_currency_survive_every_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding), Hint()) == FRENCH


def test_utf8_with_a_few_broken_letters_is_still_utf8() -> None:
    text = "Zażółć gęślą jaźń, " * 20
    assert decode(text.encode() + b"\xff", Hint()).startswith(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Инженер по эксплуатации, Санкт-Петербург. Опыт работы пять лет. " * 5, "cp1251"),
        ("负责订单中心微服务化重构,平均响应时间降低。" * 9, "gb18030"),
    ],
)
def test_other_code_pages_are_told_by_their_letters(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), Hint()) == text


def test_line_ends_of_all_systems_are_one() -> None:
    assert decode(b"a\r\nb\rc\nd", Hint()) == "a\nb\nc\nd"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnsupportedType, match=r"^I can't read \.pages$"):
        decode(bytes(range(32)) * 40, Hint("pages"))


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffd"),
        min_size=1,
    )
)
def test_utf8_comes_back_as_it_went(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), Hint()) == text


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data, Hint()), str)
    except UnsupportedType as error:
        assert str(error) == "I can't read this file"  # noqa: PT017  either end is right
