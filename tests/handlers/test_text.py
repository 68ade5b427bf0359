import re

from hypothesis import given
from hypothesis import strategies as st

from handlers import text

NASTY = st.text() | st.text(alphabet="<>&*_~`@!#|:[]()\\/ \n\u202e\u200b\u2066aZ9.")


@given(NASTY)
def test_nothing_that_comes_out_can_ping_link_or_format(words: str) -> None:
    shown = text.inert(words)
    assert not set(shown) & set("<>*`~\n\r\u202e\u200b\u2066")
    assert re.sub(r"&(amp|lt|gt);", "", shown).count("&") == 0
    assert not re.search(r"(?<![^\W_])_\S.*\S_(?![^\W_])", shown)
    assert not re.search(r":[\w+-]+:", shown)


@given(NASTY, st.integers(2, 50))
def test_what_is_shown_is_never_longer_than_asked_for(words: str, limit: int) -> None:
    assert len(text.plain(words, limit)) <= limit
    unescaped = re.sub(r"&(amp|lt|gt);", "?", text.inert(words, limit))
    assert len(unescaped) <= limit


@given(NASTY)
def test_streamed_markdown_holds_no_link_no_picture_and_no_bare_address(words: str) -> None:
    shown = text.inert_markdown(words)
    assert "](" not in shown
    assert "![" not in shown
    assert "://" not in shown


@given(NASTY)
def test_plain_words_come_through_as_they_are(words: str) -> None:
    sentence = f"Cut costs 20% (C++, C#, .NET) {re.sub('[^a-z ]', '', words)} in snake_case".split()
    assert text.inert(" ".join(sentence), 500) == " ".join(sentence)


def test_a_hostile_file_name_is_shown_short_and_harmless() -> None:
    name = "<!channel> \u202efdp.exe " + "long " * 1_000 + "*cv*.pdf"
    shown = text.name(name)
    assert shown.startswith("&lt;!channel&gt; fdp.exe")
    assert shown.endswith(".pdf")
    assert len(shown) <= text.NAME_LENGTH + 2 * len("&lt;")


def test_a_file_without_a_name_is_called_so() -> None:
    assert text.name("\u200b\x00") == "a file without a name"


def test_what_a_person_typed_loses_the_entities_that_slack_adds_and_no_others() -> None:
    assert text.typed("R&amp;D &lt;3 &copy; &amp;amp;", 100) == "R&D <3 &copy; &amp;"
