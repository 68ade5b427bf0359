import pytest
from printer import Paper, at_random, by_rows

from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.documents.sheet import Sheet
from core.model import Line

JOBS = [
    "Engineer, Heron Freight",
    "• Moved forty services to containers",
    "• Taught two interns",
    "• Wrote the guide",
]
STUDIES = ["University of Ibadan", "Bachelor of Science", "with a thesis on tides", "and a prize for it"]


def lines(paper: Paper) -> list[Line]:
    limits = Limits()
    data = paper.pdf(at_random, words=True)
    assert [line.text for line in read_pdf(data, Sheet(limits.letters), limits).visible] == [
        line.text for line in read_pdf(paper.pdf(by_rows), Sheet(limits.letters), limits).visible
    ]
    return list(read_pdf(data, Sheet(limits.letters), limits).visible)


@pytest.mark.parametrize("drop", [0, 2.5, 6], ids=["in the row", "a little lower", "between rows"])
def test_a_title_in_the_margin_stands_right_before_its_section(drop: float) -> None:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 22, bold=True)
    for title, texts, y in (("Experience", JOBS, 100), ("Education", STUDIES, 190)):
        paper.write(50, y + drop, title, 13)
        paper.column(170, y, texts)
    found = lines(paper)
    assert [line.text for line in found] == ["Mina Okafor", "Experience", *JOBS, "Education", *STUDIES]
    assert {line.column for line in found} == {0}


def test_a_title_of_two_lines_is_one_line() -> None:
    paper = Paper()
    for title, texts, y in (
        (("Professional", "experience"), JOBS, 100),
        (("Further", "training"), STUDIES, 190),
    ):
        paper.column(50, y, title, size=13, step=15)
        paper.column(170, y, texts)
    assert [line.text for line in lines(paper)] == [
        "Professional experience", *JOBS, "Further training", *STUDIES,
    ]  # fmt: skip


def test_labels_of_entries_stay_in_their_rows() -> None:
    paper = Paper()
    for label, texts, y in (("PhD", STUDIES, 100), ("MSc", JOBS, 190)):
        paper.write(50, y, label, bold=True)
        paper.column(90, y, texts)
    assert [line.text for line in lines(paper)] == [
        f"PhD\t{STUDIES[0]}", *STUDIES[1:], f"MSc\t{JOBS[0]}", *JOBS[1:],
    ]  # fmt: skip


def test_a_sidebar_with_titles_of_its_own_is_no_rail() -> None:
    paper = Paper()
    side = (
        ("Skills", ["Python", "Terraform", "Kafka"], 100),
        ("Languages", ["Igbo", "English", "French"], 190),
    )
    for title, items, y in side:
        paper.write(50, y, title, 13)
        paper.column(50, y + 16, items)
    paper.column(170, 100, JOBS)
    paper.column(170, 190, STUDIES)
    found = [line.text for line in lines(paper)]
    assert found.index("French") + 1 == found.index(JOBS[0]) or found.index(STUDIES[-1]) + 1 == found.index(
        "Skills"
    )


def test_dates_in_a_margin_under_titles_that_begin_there_stand_in_the_rows_of_their_entries() -> None:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 22, bold=True)
    sections = {
        "Experience": [("since 2021", "Engineer, Heron Freight"), ("2018 - 2020", "Fitter, Lagune Yards")],
        "Own work": [("2017 - 2018", "tidelog")],
        "Education": [("2012 - 2016", "University of Ibadan")],
        "Service": [("2010 - 2011", "Red Cross, Lagos")],
    }
    y, wanted = 90.0, ["Mina Okafor"]
    for title, entries in sections.items():
        paper.write(50, y, title, 13)
        wanted.append(title)
        y += 24
        for dates, entry in entries:
            paper.write(50, y, dates)
            paper.column(170, y, [entry, "• Moved forty services to containers", "• Taught two interns"])
            wanted.append(f"{dates}\t{entry}")
            y += 60
    assert [line.text for line in lines(paper) if not line.text.startswith("•")] == wanted


def test_labels_of_skills_under_a_title_in_a_margin_of_dates_stand_in_their_rows() -> None:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 22, bold=True)
    rows = [
        ("", "Experience"), ("2019 - today", "Fitter"), ("", "Lagune Yards, Lagos"), ("", "• Led the night shift and its tools"),
        ("2015 - 2019", "Helper"), ("", "Heron Freight, Lagos"), ("", "Education"), ("2012 - 2015", "Diploma"),
        ("", "Technical College of Yaba"), ("", "Skills"), ("Trades", "Welding, turning"), ("Office", "Excel, Word"),
        ("Other", "Forklift"), ("", "Training"), ("2020", "Crane operator, Port Academy"),
    ]  # fmt: skip
    wanted = ["Mina Okafor"]
    for place, (margin, text) in enumerate(rows):
        y = 90.0 + 15 * place
        if text in ("Experience", "Education", "Skills", "Training"):
            paper.write(50, y, text, 12, bold=True)
        else:
            paper.write(150, y, text, bold=place in (1, 4, 7))
        if margin:
            paper.write(50, y, margin, bold=not margin[0].isdigit())
        wanted.append(f"{margin}\t{text}" if margin else text)
    assert [line.text for line in lines(paper)] == wanted


def test_dates_at_the_right_margin_under_a_column_of_chips_stay_in_the_rows_of_their_entries() -> None:
    paper = Paper()
    paper.write(50, 60, "Skills", 13, bold=True)
    for x, title, chips in (
        (50, "Craft", ["Weaving", "Dyeing", "Felting"]),
        (230, "Trade", ["Pricing", "Fairs", "Wholesale"]),
        (420, "Tools", ["Floor loom", "Carder"]),
    ):
        paper.write(x, 80, title, 10, bold=True)
        paper.column(x + 5, 96, chips, size=9, step=15)
    for y, title, text, dates in (
        (150, "Education", "Bachelor of Crafts", "2012 - 2016"),
        (190, "Awards", "Golden Shuttle of the Guild", "2019"),
        (230, "Service", "Mentor, Weavers for Leith", "2021 - today"),
    ):
        paper.write(50, y, title, 13, bold=True)
        paper.write(50, y + 18, text)
        paper.right(560, y + 18, dates)
    found = [line.text for line in lines(paper)]
    assert "Bachelor of Crafts\t2012 - 2016" in found
    assert "Golden Shuttle of the Guild\t2019" in found
    assert "Mentor, Weavers for Leith\t2021 - today" in found
