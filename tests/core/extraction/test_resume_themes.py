"""Layouts of printed themes: skills without the heading "Skills", contact data under "About", grids and sidebars."""

from datetime import date

import pytest
from printer import Paper

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.model import Document, Extraction, Line

TODAY = date(2026, 11, 23)
NARROW, WIDE = 50.0, 220.0


def extract(paper: Paper) -> Extraction:
    return extract_by_rules(read(paper.pdf(), Hint("pdf"), Limits()), TODAY)


def page() -> Paper:
    """A resume with its jobs in the wide column; the narrow one is free."""
    paper = Paper()
    paper.write(NARROW, 60, "Ida Brandt", 24)
    paper.write(WIDE, 110, "EXPERIENCE", 13)
    paper.write(WIDE, 132, "Volvane Hotel", 10, bold=True)
    paper.right(560, 132, "03/2021 - Present")
    paper.column(
        WIDE, 146, ["Sous Chef", "Runs the kitchen for a hundred and twenty guests every evening."], size=9
    )
    paper.write(WIDE, 190, "EDUCATION", 13)
    paper.write(WIDE, 212, "Hotel School Leeds", 10, bold=True)
    paper.right(560, 212, "09/2011 - 07/2014")
    paper.write(WIDE, 226, "Diploma in Hospitality", 9)
    return paper


def contact(paper: Paper, y: float = 240) -> None:
    paper.write(NARROW, y, "CONTACT", 13)
    paper.column(NARROW, y + 22, ["ida@example.org"], size=8)


def test_a_sidebar_whose_headings_name_groups_of_skills() -> None:
    paper = page()
    paper.write(NARROW, 110, "KITCHEN", 13)
    paper.write(NARROW, 130, "Expertin", 9, bold=True)
    paper.column(NARROW, 144, ["Curing", "Sourdough"], size=8)
    paper.write(NARROW, 180, "PLANNING", 13)
    paper.column(NARROW, 200, ["Rotas", "Costing"], size=8)
    contact(paper)
    assert extract(paper).fields["skills"] == [
        {"name": "KITCHEN", "level": "Expertin", "keywords": ["Curing", "Sourdough"]},
        {"name": "PLANNING", "keywords": ["Rotas", "Costing"]},
    ]


def test_a_list_under_an_unknown_heading_is_no_skill_without_a_sign_of_it() -> None:
    paper = page()
    paper.write(NARROW, 110, "WHEELS", 13)
    paper.column(NARROW, 130, ["Category B", "Own van"], size=8)
    contact(paper)
    assert "skills" not in extract(paper).fields


def test_names_of_groups_that_look_like_headings_but_stand_further_in_are_told_under_skills() -> None:
    paper = page()
    paper.write(WIDE, 260, "SKILLS", 13)
    for y, name, listed in ((282, "Pages", "React, Vue"), (316, "Storage", "SQL, dbt")):
        paper.write(WIDE + 30, y, name, 13)
        paper.write(WIDE + 34, y + 16, listed, 9)
    contact(paper)
    assert extract(paper).fields["skills"] == [
        {"name": "Pages", "keywords": ["React", "Vue"]},
        {"name": "Storage", "keywords": ["SQL", "dbt"]},
    ]


def test_names_of_groups_side_by_side_are_no_skills() -> None:
    paper = page()
    paper.write(WIDE, 260, "SKILLS", 13)
    for x, rows in ((WIDE, ("Web", "React", "Vue")), (WIDE + 150, ("Data", "SQL", "Kafka"))):
        paper.write(x, 282, rows[0], 11, bold=True)
        paper.column(x, 298, rows[1:], size=9)
    contact(paper)
    keywords = [word for group in extract(paper).fields["skills"] for word in group["keywords"]]
    assert sorted(keywords) == ["Kafka", "React", "SQL", "Vue"]


@pytest.mark.parametrize("label", ["Web (Advanced)", "Web - Advanced"])
def test_the_level_of_a_group_stands_behind_its_name(label: str) -> None:
    document = read(
        f"Ida Brandt\nida@example.org\n\nSKILLS\n{label}: React, Vue\n".encode(), Hint("txt"), Limits()
    )
    assert extract_by_rules(document, TODAY).fields["skills"] == [
        {"name": "Web", "level": "Advanced", "keywords": ["React", "Vue"]}
    ]


def test_contact_data_under_about_is_no_summary() -> None:
    paper = page()
    paper.write(NARROW, 110, "ABOUT", 13)
    paper.column(NARROW, 130, ["Austin, TX", "ida@example.org", "512 555 0143"], size=8)
    basics = extract(paper).fields["basics"]
    assert "summary" not in basics
    assert basics["location"] == {"city": "Austin", "region": "TX"}
    assert basics["email"] == "ida@example.org"


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["4 Mill Court", "Leeds West Yorkshire", "LS1 4AP GB"],
         {"address": "4 Mill Court", "city": "Leeds", "region": "West Yorkshire", "postalCode": "LS1 4AP", "countryCode": "GB"}),
        (["4 Mill Court, LS1 4AP, Leeds, West Yorkshire (GB)"],
         {"address": "4 Mill Court", "city": "Leeds", "region": "West Yorkshire", "postalCode": "LS1 4AP", "countryCode": "GB"}),
        (["Chicago IL US"], {"city": "Chicago", "region": "IL", "countryCode": "US"}),
        (["Teruel, Aragón, ES"], {"city": "Teruel", "region": "Aragón", "countryCode": "ES"}),
        (["Halle an der Saale", "Sachsen-Anhalt"], {"city": "Halle an der Saale", "region": "Sachsen-Anhalt"}),
        (["Lindenstraße 9", "90402 Nürnberg, DE"],
         {"address": "Lindenstraße 9", "city": "Nürnberg", "postalCode": "90402", "countryCode": "DE"}),
        (["Oakland, (US)"], {"city": "Oakland", "countryCode": "US"}),
        (["City: Tampere", "Country: Finland"], {"city": "Tampere", "countryCode": "FI"}),
    ],
)  # fmt: skip
def test_an_address_is_read_however_it_is_parted(lines: list[str], place: dict[str, str]) -> None:
    paper = page()
    paper.write(NARROW, 110, "CONTACT", 13)
    paper.column(NARROW, 130, [*lines, "ida@example.org"], size=6)
    assert extract(paper).fields["basics"].get("location") == place


def test_a_role_beside_an_address_is_no_part_of_it() -> None:
    paper = page()
    paper.write(NARROW, 84, "Mechanical Engineering Student", 12)
    paper.write(NARROW, 110, "CONTACT", 13)
    paper.column(NARROW, 130, ["Chicago, IL", "ida@example.org"], size=8)
    assert extract(paper).fields["basics"]["location"] == {"city": "Chicago", "region": "IL"}


def test_a_mail_address_broken_at_a_line_end_is_known_by_its_link() -> None:
    document = Document(
        "0" * 64, "pdf",
        (Line(1, "Ida Brandt"), Line(2, "ida.brandt@exam", links=("mailto:ida.brandt@example.org",)), Line(3, "ple.org"),
         Line(4, "EXPERIENCE"), Line(5, "Sous Chef, Volvane Hotel\t03/2021 - Present")),
        pages=1,
    )  # fmt: skip
    found = extract_by_rules(document, TODAY)
    assert found.fields["basics"]["email"] == "ida.brandt@example.org"
    assert [(span.line, span.start, span.end) for span in found.spans["/basics/email"]] == [
        (2, 0, 15),
        (3, 0, 7),
    ]
    assert "url" not in found.fields["basics"]


def test_a_name_printed_twice_is_no_title() -> None:
    paper = page()
    paper.write(NARROW, 80, "Ida Brandt", 12)
    paper.write(NARROW, 94, "Sous Chef", 9, bold=True)
    contact(paper)
    assert extract(paper).fields["basics"]["label"] == "Sous Chef"


@pytest.mark.parametrize(
    ("lines", "award"),
    [
        (["Young Chef, Kiel Guild of Cooks", "Awarded on: Oct 01, 2015", "For a menu of wild herbs alone."],
         {"title": "Young Chef", "awarder": "Kiel Guild of Cooks"}),
        (["Young Chef at Kiel Guild of Cooks\tOct 2015", "For a menu of wild herbs alone."],
         {"title": "Young Chef", "awarder": "Kiel Guild of Cooks"}),
        (["Young Chef", "Awarded by Kiel Guild of Cooks", "Oct 2015", "For a menu of wild herbs alone."],
         {"title": "Young Chef", "awarder": "Kiel Guild of Cooks"}),
    ],
)  # fmt: skip
def test_an_award_and_who_gave_it(lines: list[str], award: dict[str, str]) -> None:
    text = "\n".join(["Ida Brandt", "ida@example.org", "", "AWARDS", *lines])
    found = extract_by_rules(read(text.encode(), Hint("txt"), Limits()), TODAY).fields["awards"]
    assert found == [award | {"date": "2015-10", "summary": "For a menu of wild herbs alone."}]


def test_a_short_name_under_the_dates_is_the_place_of_the_job() -> None:
    paper = Paper()
    paper.write(NARROW, 60, "Ida Brandt", 24)
    paper.write(NARROW, 80, "ida@example.org")
    paper.write(NARROW, 110, "EXPERIENCE", 13)
    for y, title, employer, dates, place in (
        (132, "Sous Chef", "Volvane Hotel", "Mar 2021 – Present", "Oberried"),
        (220, "Cook", "Nordlicht Catering Ltd", "May 2016 – Feb 2021", "Staufen"),
    ):
        paper.write(NARROW, y, title, 14, bold=True)
        paper.write(NARROW, y + 18, employer, 10, bold=True)
        paper.column(NARROW, y + 33, [dates, place], size=10)
        paper.write(NARROW, y + 66, "• Cut the cost of goods from 34 % to 28 %", 10)
    jobs = extract(paper).fields["work"]
    assert [(job["position"], job["name"], job["location"]) for job in jobs] == [
        ("Sous Chef", "Volvane Hotel", "Oberried"),
        ("Cook", "Nordlicht Catering Ltd", "Staufen"),
    ]
    assert all(
        job["highlights"] == ["Cut the cost of goods from 34 % to 28 %"] and "summary" not in job
        for job in jobs
    )
