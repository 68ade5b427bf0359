import pytest
from printer import Paper, at_random

from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.documents.sheet import Sheet

GROUPS = (
    ("Reporting", ["Advanced level", "Forecasting and", "statistics"]),
    ("Machines", ["First steps in it", "Welding, milling"]),
)


def lines(paper: Paper) -> list[str]:
    limits = Limits()
    found = read_pdf(paper.pdf(at_random, words=True), Sheet(limits.letters), limits).visible
    return [line.text for line in found]


@pytest.mark.parametrize("size", [10, 13], ids=["bold names", "larger names"])
def test_blocks_beside_one_another_are_read_one_after_the_other(size: int) -> None:
    paper = Paper()
    paper.write(50, 60, "SKILLS", 12, bold=True)
    for x, (name, texts) in zip((50, 300), GROUPS, strict=True):
        paper.write(x, 90, name, size, bold=size == 10)
        paper.column(x, 107, texts)
    paper.write(50, 180, "WORK EXPERIENCE", 12, bold=True)
    assert lines(paper) == [
        "SKILLS", *[text for name, texts in GROUPS for text in (name, *texts)], "WORK EXPERIENCE",
    ]  # fmt: skip


def test_a_table_with_a_heading_over_each_column_is_read_row_by_row() -> None:
    paper = Paper()
    rows = (
        ("Prize", "Given by", "For what"),
        ("Harbour Prize", "City of Lagos", "careful rebuilding"),
        ("Best talk", "Ledger Days", "a story of errors"),
        ("Scholarship", "Ibadan Fund", "research on tides"),
    )
    for place, row in enumerate(rows):
        for x, cell in zip((50, 200, 350), row, strict=True):
            paper.write(x, 90 + 15 * place, cell, bold=place == 0)
    assert lines(paper) == ["\t".join(row) for row in rows]


def test_a_title_and_a_place_over_an_employer_and_its_years_stay_rows() -> None:
    paper = Paper()
    rows = (("Platform Engineer", "Lagos"), ("Heron Freight", "2019 – 2023"))
    for place, row in enumerate(rows):
        for x, cell in zip((50, 400), row, strict=True):
            paper.write(x, 90 + 14 * place, cell, bold=place == 0)
    paper.column(50, 120, ["• Moved forty services to containers", "• Taught two interns"])
    assert lines(paper)[:2] == ["\t".join(row) for row in rows]
