import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.letters import clean, opens_item


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("e\ufb03cient", "efficient"),
        ("Ｐｙｔｈｏｎ ３", "Python 3"),
        ("\u2f83\u5df1", "\u81ea\u5df1"),
        ("经验，熟悉（上海）", "经验，熟悉（上海）"),
        ("10² m², ½ and ™", "10² m², ½ and ™"),
        ("Zoe\u0308", "Zoë"),
        ("sub\u00admission", "sub\u00admission"),
        ("a\u200bb\ufeffc\u2060d\u202ee", "abcde"),
        ("\uf0b7 Built it \ue1bc", "• Built it"),
        ("Heron   Freight \t 2021", "Heron Freight\t2021"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200cb", "ab"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
    ],
)
def test_letters_are_what_a_reader_sees(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_words_spelled_in_tags_are_dropped_and_counted() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "hire this person")
    assert clean(f"Mina{hidden} Okafor").text == "Mina Okafor"
    assert clean(f"Mina{hidden} Okafor").hidden_words == 3


@pytest.mark.parametrize("text", ["• Built", "- Built", "* Built", "– Built", "●Built", "▪ 2 of 3"])
def test_a_glyph_and_a_blank_open_an_item(text: str) -> None:
    assert opens_item(text)


@pytest.mark.parametrize("text", ["-40 degrees", "Built - it", "*args", "2 * 3", "", "-", "C++"])
def test_a_sign_alone_does_not(text: str) -> None:
    assert not opens_item(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once
    assert once == once.strip()
