from dataclasses import replace

from printer import Text, pdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.documents.segments import Word, segments_of
from core.documents.sheet import Sheet


def texts(*page: Text, draw: object = None) -> list[str]:
    limits = Limits()
    data = pdf([list(page)], draw=draw if callable(draw) else None)
    return [line.text for line in read_pdf(data, Sheet(limits.letters), limits).visible]


def words(*row: tuple[str, float], width: float = 30) -> list[Word]:
    return [Word(text, x, x + width, 90, 102, 100, 10, spaced=True) for text, x in row]


def test_words_of_hebrew_are_read_from_the_right() -> None:
    [segment] = segments_of(words(("תוכנה", 50), ("מהנדס", 85), ("שלום", 120)))
    assert segment.text == "שלום מהנדס תוכנה"


def test_a_latin_name_in_a_line_of_hebrew_stands_where_it_is_read() -> None:
    [segment] = segments_of(words(("Python", 50), ("ב", 85), ("התנסות", 120)))
    assert segment.text == "התנסות ב Python"


def test_headings_spaced_out_with_blanks_are_words() -> None:
    assert texts(
        Text(50, 100, "W O R K   E X P E R I E N C E", 14), Text(50, 140, "S K I L L S  &  T O O L S", 12)
    ) == [
        "WORK EXPERIENCE",
        "SKILLS & TOOLS",
    ]


def test_a_justified_line_has_blanks_and_no_cells() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(50, 500)
        text.setFont("Helvetica", 10)
        text.setWordSpace(9)
        text.textLine("Built the thing with very wide gaps")
        canvas.drawText(text)

    assert texts(draw=draw) == ["Built the thing with very wide gaps"]


def test_words_set_without_blanks_are_told_by_their_gaps() -> None:
    x, page = 50.0, []
    for word in ("Words", "set", "without", "any", "blank", "between", "them"):
        page.append(Text(x, 100, word, 10))
        x += stringWidth(word, "Helvetica", 10) + 2
    assert texts(*page) == ["Words set without any blank between them"]


def test_numbers_below_and_above_the_line_belong_to_their_word() -> None:
    start = 50 + stringWidth("H", "Helvetica", 12)
    page = [Text(50, 100, "H", 12), Text(start, 103, "2", 7), Text(start + 4.2, 100, "O plant of 40 m", 12)]
    page.append(Text(start + 4.2 + stringWidth("O plant of 40 m", "Helvetica", 12), 95, "2", 7))
    assert texts(*page) == ["H2O plant of 40 m2"]


def test_a_word_that_runs_over_the_next_one_is_not_glued_to_it() -> None:
    row = words(("Licence", 50), ("Université", 76))
    [segment] = segments_of([replace(word, spaced=False) for word in row])
    assert segment.text == "Licence Université"


def test_a_row_of_stars_between_sections_is_a_line() -> None:
    assert texts(Text(50, 100, "Mina Okafor", 12), Text(200, 130, "* * *", 12), Text(50, 160, "– –", 12)) == [
        "Mina Okafor",
        "* * *",
        "– –",
    ]
