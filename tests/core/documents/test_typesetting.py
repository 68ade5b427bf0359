from collections.abc import Iterable
from dataclasses import replace

from core.documents.typesetting import Letters, Type, words_of
from core.model import Box

CAPITAL = Type(
    size=6.0,
    font="Bold",
    script="letters",
    face=1,
    bold=True,
    turn=0,
    without_ink=False,
    unpainted=False,
    luminance=0.0,
    embedded=True,
)
SMALL = replace(CAPITAL, size=4.5)


def letters(text: str, gaps: Iterable[float], type: Type, *, start: float, doubt: bool) -> list[Letters]:
    found, x = [], start
    for letter, gap in zip(text, gaps, strict=True):
        x += gap
        box = Box(x, 90.0, x + 3.0, 96.0)
        found.append(Letters(letter, x, x + 3.0, 95.0, x, box, box, type, spaced=False, perhaps_spaced=doubt))
        x += 3.0
    return found


def test_letters_set_apart_are_a_word_though_pdfium_sees_a_blank_before_each() -> None:
    year = letters("2021-03-01", [0, *9 * [0.75]], CAPITAL, start=12.5, doubt=False)
    first = letters("P", [2.8], CAPITAL, start=49.25, doubt=True)
    rest = letters("RESENT", [0.83, 0.78, 1.22, 1.02, 1.07, 0.88], SMALL, start=55.05, doubt=True)
    assert [word.word.text for word in words_of(year + first + rest)] == ["2021-03-01", "PRESENT"]


def test_a_narrow_blank_among_close_letters_is_told_by_what_pdfium_sees() -> None:
    first = letters("Built", [0, 0, 0, 0, 0], CAPITAL, start=50, doubt=False)
    blank = letters("i", [0.78], CAPITAL, start=65, doubt=True)
    rest = letters("t", [0], CAPITAL, start=68.78, doubt=False)
    assert [word.word.text for word in words_of(first + blank + rest)] == ["Built", "it"]


def test_short_words_with_blanks_between_them_stay_apart() -> None:
    x, found = 50.0, []
    for text in ("de", "1,4", "%", "à", "2,3", "%"):
        found += letters(text, [1.5, *(len(text) - 1) * [0.0]], CAPITAL, start=x, doubt=False)
        x = found[-1].x1
    found = [
        replace(one, perhaps_spaced=one.x0 > before.x1)
        for before, one in zip([found[0], *found], found, strict=False)
    ]
    assert " ".join(word.word.text for word in words_of(found)) == "de 1,4 % à 2,3 %"
