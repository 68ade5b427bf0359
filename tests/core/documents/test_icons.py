import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import icon_font
from printer import Text, pdf
from reportlab.pdfgen.canvas import Canvas

from core.documents.icons import is_icon, spelled_out
from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.documents.segments import Word
from core.documents.sheet import Sheet
from core.model import Line

PHONE, MAIL, PLACE, GITHUB, LINKEDIN = "\uf095", "\uf0e0", "\uf3c5", "\uf09b", "\uf08c"


def lines(*texts: Text, link: tuple[str, tuple[float, float, float, float]] | None = None) -> list[Line]:
    def draw(canvas: Canvas) -> None:
        if link:
            canvas.linkURL(*link)

    limits = Limits()
    return list(read_pdf(pdf([list(texts)], draw=draw), Sheet(limits.letters), limits).visible)


@pytest.mark.parametrize("font", ["FontAwesome5Free-Solid", "Inter"])
@pytest.mark.parametrize(
    ("icon", "value", "read"),
    [
        (PHONE, "+44 20 7946 0018", "+44 20 7946 0018"),
        (MAIL, "mina@okafor.example", "mina@okafor.example"),
        (PLACE, "Lagos", "Lagos"),
        (GITHUB, "github.com/mina", "github.com/mina"),
        (GITHUB, "mina-okafor", "GitHub: mina-okafor"),
        (LINKEDIN, "minaokafor", "LinkedIn: minaokafor"),
        (GITHUB, "Projects of my own", "Projects of my own"),
        (MAIL, "Interests", "Interests"),
    ],
)
@pytest.mark.parametrize("gap", [10, 14])
def test_an_icon_says_only_what_its_value_does_not(
    font: str, icon: str, value: str, read: str, gap: float
) -> None:
    [line] = lines(Text(50, 100, icon, 9, icon_font(font)), Text(50 + gap, 100, value, 9))
    assert line.text == read


def test_an_icon_that_is_the_link_becomes_its_name() -> None:
    found = lines(
        Text(50, 60, "Mina Okafor", 20),
        Text(50, 100, GITHUB, 9, icon_font()),
        link=("https://github.com/mina", (48, 735, 62, 752)),
    )
    assert [(line.text, line.links) for line in found] == [
        ("Mina Okafor", ()),
        ("GitHub", ("https://github.com/mina",)),
    ]


def test_the_link_over_an_icon_goes_to_the_word_beside_it() -> None:
    [line] = lines(
        Text(50, 100, LINKEDIN, 9, icon_font()),
        Text(62, 100, "minaokafor", 9),
        link=("https://linkedin.com/in/minaokafor", (48, 735, 60, 752)),
    )
    assert (line.text, line.links) == ("LinkedIn: minaokafor", ("https://linkedin.com/in/minaokafor",))


@given(
    st.lists(
        st.tuples(st.sampled_from([PHONE, GITHUB, "\ue123", "word", "7"]), st.floats(0, 500)), max_size=12
    )
)
def test_no_icon_is_left_and_no_word_is_lost(row: list[tuple[str, float]]) -> None:
    words = [Word(text, x, x + 8, 90, 102, 100, 10) for text, x in row]
    found = [word.text for word in spelled_out(words)]
    assert not any(map(is_icon, found))
    assert [text for text in found if text in {"word", "7"}] == [text for text, _ in row if not is_icon(text)]


def test_a_page_on_which_nothing_but_an_icon_is_hidden_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont(icon_font(), 9)
        canvas.drawString(50, 500, PHONE)

    limits = Limits()
    data = pdf([[Text(50, 60, "Mina Okafor", 20), Text(50, 100, "Nurse at Elm Court", 10)]], draw=draw)
    found = read_pdf(data, Sheet(limits.letters), limits)
    assert [line.text for line in found.visible] == ["Mina Okafor", "Nurse at Elm Court"]
