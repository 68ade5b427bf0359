from printer import PAGE, Paper, at_random, pdf
from reportlab.pdfgen.canvas import Canvas

from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.documents.rows import rows_of
from core.documents.segments import Segment, Word
from core.documents.sheet import Sheet


def lines(paper: Paper) -> list[str]:
    limits = Limits()
    found = read_pdf(paper.pdf(at_random, words=True), Sheet(limits.letters), limits).visible
    return [line.text for line in found]


def segment(text: str, x0: float, baseline: float, *, link: str = "") -> Segment:
    links = (link,) if link else ()
    word = Word(text, x0, x0 + 5 * len(text), baseline - 8, baseline + 2, baseline, 10, links=links)
    return Segment((word,))


def test_a_degree_broken_in_a_narrow_margin_is_one_cell() -> None:
    paper = Paper()
    for y, pieces, school in (
        (100, ("Bach-", "elor of", "Sci-", "ence"), "University of Ibadan, tidal research"),
        (160, ("Li-", "cence"), "School of Trades in Enugu, machines"),
    ):
        paper.column(50, y, pieces)
        paper.write(92, y, school)
        paper.write(480, y, "2009 – 2012")
    assert lines(paper) == [
        "Bachelor of Science\tUniversity of Ibadan, tidal research\t2009 – 2012",
        "Licence\tSchool of Trades in Enugu, machines\t2009 – 2012",
    ]


def test_a_hyphen_at_the_end_of_a_paragraphs_line_is_left_alone() -> None:
    paper = Paper()
    texts = ["She maintains all infra-", "structure of the port", "and its cranes"]
    paper.column(50, 100, texts)
    assert lines(paper) == texts


def test_a_date_in_steps_of_its_own_goes_up_to_the_row_of_its_title() -> None:
    paper = Paper()
    paper.write(50, 100, "Heron Freight, Platform Engineer")
    paper.write(480, 100, "Lagos, NG")
    paper.write(50, 113.7, "Ran the platform of four branches with a team of six.")
    paper.write(480, 112.5, "2019 – 2023")
    paper.write(50, 127, "• Moved forty services to containers")
    assert lines(paper) == [
        "Heron Freight, Platform Engineer\tLagos, NG\t2019 – 2023",
        "Ran the platform of four branches with a team of six.",
        "• Moved forty services to containers",
    ]


def test_an_address_goes_on_behind_its_comma() -> None:
    rows = rows_of(
        [
            segment("12 Tide Street, Yaba,", 50, 100),
            segment("mina@okafor.example", 300, 101),
            segment("Lagos, Nigeria", 50, 112),
        ],
        0,
    )
    assert [line.text for line in rows] == ["12 Tide Street, Yaba, Lagos, Nigeria\tmina@okafor.example"]


def test_an_address_broken_at_the_end_of_its_column_is_one_line() -> None:
    link = "mailto:mina@okafor.example"
    parts = [segment("mina@okafor.exam", 50, 100, link=link), segment("ple", 50, 112, link=link)]
    assert [line.text for line in rows_of(parts, 0)] == ["mina@okafor.example"]
    assert [
        line.text for line in rows_of([segment("MINA@OKA", 50, 100), segment("FOR.EXAMPLE", 50, 112)], 0)
    ] == ["MINA@OKAFOR.EXAMPLE"]


def test_lines_that_only_share_a_link_stay_lines() -> None:
    link = "https://okafor.example"
    parts = [segment("Portfolio", 50, 100, link=link), segment("Lagos", 50, 112, link=link)]
    assert [line.text for line in rows_of(parts, 0)] == ["Portfolio", "Lagos"]
    assert (
        len(list(rows_of([segment("mina@okafor.example", 50, 100), segment("okafor.example", 50, 112)], 0)))
        == 2
    )


def test_dates_beside_a_title_do_not_say_how_large_it_is() -> None:
    paper = Paper()
    paper.write(50, 100, "Cook", 14)
    paper.write(400, 100, "September 2019 – December 2023", 9)
    limits = Limits()
    [line] = read_pdf(paper.pdf(at_random, words=True), Sheet(limits.letters), limits).visible
    assert line.size == 14


def test_circles_before_lines_are_list_markers() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for place, text in enumerate(("Moved forty services", "Taught two interns", "Wrote the guide")):
            y = PAGE[1] - 100 - 16 * place
            canvas.setLineWidth(0.4)
            canvas.circle(55, y + 4, 2, stroke=1, fill=0)
            canvas.drawString(64, y, text)

    limits = Limits()
    found = read_pdf(pdf([[]], draw=draw), Sheet(limits.letters), limits).visible
    assert [line.text for line in found] == [
        "• Moved forty services",
        "• Taught two interns",
        "• Wrote the guide",
    ]
