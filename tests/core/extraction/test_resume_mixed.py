"""Sections told by one word, by the titles above them, or by what stands in them: no heading here is one we know whole."""

from datetime import date
from typing import Any

import pytest
from printer import Paper, docx, p, table, tc

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules

TODAY = date(2026, 11, 23)


def fields(data: bytes | str, kind: str = "md") -> dict[str, Any]:
    raw = data if isinstance(data, bytes) else data.encode()
    return dict(extract_by_rules(read(raw, Hint(kind), Limits()), TODAY, is_sure=True).fields)


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize("heading", ["Farming and other work", "Greenhouse Experience", "Jobs on the land"])
def test_the_first_heading_names_jobs_by_one_telling_word(heading: str) -> None:
    found = fields(
        f"# Ida Brandt\n\nGrower · ida@example.org\n\n## {heading}\n\n### Head Grower\n\n"
        "Volvane Nurseries, Leeds | 2019 - now\n\n- Raised forty thousand seedlings\n\n"
        "## Education\n\nDiploma in Horticulture, Askham College, 2012\n"
    )
    (job,) = found["work"]
    assert (job["position"], job["name"]) == ("Head Grower", "Volvane Nurseries")
    assert job["highlights"] == ["Raised forty thousand seedlings"]


def test_lists_side_by_side_in_a_table_are_sections_by_the_titles_above_them() -> None:
    def bold(text: str, size: int = 21) -> str:
        return f'<w:p><w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'

    titles = [tc(bold("Abilities")), tc(bold("Languages")), tc(bold("Hobbies"))]
    lists = [
        tc(p("Grafting"), p("Pruning")),
        tc(p("Danish: fluent"), p("Polish: basic")),
        tc(p("chess"), p("rowing")),
    ]
    found = fields(
        docx(
            bold("Ida Brandt", 40)
            + p("ida@example.org")
            + bold("Work experience", 26)
            + bold("2019 – 2023\tGardener")
            + p("Volvane Nurseries")
            + bold("Education", 26)
            + bold("2012 – 2015\tDiploma in Horticulture")
            + p("Askham College")
            + table(titles, lists)
        ),
        "docx",
    )
    assert [skill for group in found["skills"] for skill in group["keywords"]] == ["Grafting", "Pruning"]
    assert [spoken["language"] for spoken in found["languages"]] == ["Danish", "Polish"]
    assert [interest["name"] for interest in found["interests"]] == ["chess", "rowing"]


# ---------------------------------------------------------------- two things in one section


def test_what_names_neither_school_nor_degree_among_qualifications_is_a_certificate() -> None:
    found = fields(
        "# Ida Brandt\n\nida@example.org\n\n## Qualifications\n\n"
        "- PGCE, Secondary Biology, University of Hull, 2014 - 2015\n- Enhanced Barring Check (2023)\n- Forklift Handling (2021)\n"
    )
    (degree,) = found["education"]
    assert (degree["studyType"], degree["area"]) == ("PGCE", "Secondary Biology")
    assert [(one["name"], one["date"]) for one in found["certificates"]] == [
        ("Enhanced Barring Check", "2023"),
        ("Forklift Handling", "2021"),
    ]


def test_prizes_among_certificates_are_awards_where_the_heading_names_both() -> None:
    rows = "2021 | Welding Certificate, TÜV Nord\n\n2018 | Winner of the Young Fitter Trophy\n"
    found = fields(f"# Ida Brandt\n\nida@example.org\n\n## Certificates and distinctions\n\n{rows}")
    assert [one["name"] for one in found["certificates"]] == ["Welding Certificate"]
    assert found["awards"] == [{"title": "Winner of the Young Fitter Trophy", "date": "2018"}]
    alone = fields(f"# Ida Brandt\n\nida@example.org\n\n## Certificates\n\n{rows}")
    assert len(alone["certificates"]) == 2
    assert "awards" not in alone


def test_names_that_a_narrow_column_breaks_are_whole() -> None:
    paper = Paper()
    paper.write(50, 60, "Ida Brandt", 24)
    paper.write(50, 84, "ida@example.org", 10)
    paper.write(50, 110, "CERTIFICATES", 13)
    for y, name, year in ((130, "Senior Welder", "2021"), (175, "Welding Inspector", "2018")):
        paper.write(50, y, name, 10)
        paper.column(50, y + 12, ["Chamber of Metal Trades", f"Humberside, {year}"], size=8.8, step=11)
    paper.write(50, 240, "EDUCATION", 13)
    paper.column(
        50, 260, ["BSc, Metallurgy", "University Institute for Welding and", "Joining", "2008 - 2011"]
    )
    found = fields(paper.pdf(), "pdf")
    assert [one["issuer"] for one in found["certificates"]] == ["Chamber of Metal Trades Humberside"] * 2
    assert [one["institution"] for one in found["education"]] == [
        "University Institute for Welding and Joining"
    ]


# ---------------------------------------------------------------- citations and places


def test_citations_over_several_lines_are_read_to_their_ends() -> None:
    paper = Paper()
    paper.write(50, 60, "Ida Brandt", 24)
    paper.write(50, 84, "Hobart TAS | ida@example.org | +61 491 570 156", 10)
    paper.write(50, 110, "PUBLICATIONS", 13)
    papers = [
        (
            "1. Brandt I, Okafor M (2021). Tides and the growth of kelp: a survey with",
            "field notes. Annals of Shores.",
        ),
        ("2. Okafor M, Brandt I (2019). Salt in young barley. Field", "Letters, 12(3), 44-51."),
    ]
    for place, (first, rest) in enumerate(papers):
        paper.write(50, 132 + 30 * place, first, 10)
        paper.write(62, 144 + 30 * place, rest, 10)
    found = fields(paper.pdf(), "pdf")
    assert found["publications"] == [
        {
            "name": "Tides and the growth of kelp: a survey with field notes",
            "publisher": "Annals of Shores",
            "releaseDate": "2021",
        },
        {"name": "Salt in young barley", "publisher": "Field Letters", "releaseDate": "2019"},
    ]
    assert found["basics"]["location"] == {"city": "Hobart", "region": "TAS"}


def test_a_city_that_ends_like_a_word_before_dates_is_whole() -> None:
    found = fields(
        "# Ida Brandt\n\nida@example.org\nNavan, Co. Meath\n\n## Experience\n\n"
        "Head Grower, University of Adelaide, Adelaide May 2016 - June 2018\n- Raised seedlings\n\n"
        "## Education\n\nDiploma in Horticulture, Askham College, 2012\n"
    )
    assert found["work"][0]["location"] == "Adelaide"
    assert found["basics"]["location"] == {"city": "Navan", "region": "Co. Meath"}


# ---------------------------------------------------------------- parts of rows


def test_the_place_behind_a_title_and_an_employer_is_told_by_the_other_jobs() -> None:
    found = fields(
        "# Ida Brandt\n\nida@example.org\n\n## Experience\n\n"
        "Head Grower, Volvane Nurseries Ltd, Leeds\n2019 - now\n- Raised seedlings\n\n"
        "Gardener, Greenhollow, Åmål\nAug. - Dec. 2016\n- Watered the beds\n\n"
        "## Education\n\nDiploma in Horticulture, Askham College, 2012\n"
    )
    job = found["work"][1]
    assert (job["position"], job["name"], job["location"]) == ("Gardener", "Greenhollow", "Åmål")


def test_the_place_of_a_month_that_takes_its_year_from_the_end_holds_that_year() -> None:
    document = read(
        b"# Ida Brandt\n\n## Experience\n\nHead Grower, Volvane Nurseries Ltd, Leeds\nAug. - Dec. 2016\n- Raised seedlings\n",
        Hint("md"),
        Limits(),
    )
    found = extract_by_rules(document, TODAY, is_sure=True)
    assert found.fields["work"][0]["startDate"] == "2016-08"
    (span,) = found.spans["/work/0/startDate"]
    text = next(line.text for line in document.visible if line.n == span.line)
    assert text[span.start : span.end] == "Aug. - Dec. 2016"


def test_the_head_of_a_first_column_alone_is_no_skill() -> None:
    found = fields(
        "# Ida Brandt\n\nida@example.org\n\n## Skills\n\n| Area | |\n|---|---|\n| Soil | Liming, Composting |\n| Office | Excel, Word |\n"
    )
    assert [group["name"] for group in found["skills"]] == ["Soil", "Office"]


def test_a_list_beside_its_label_goes_on_under_its_second_cell() -> None:
    paper = Paper()
    paper.write(50, 60, "Ida Brandt", 24)
    paper.write(50, 84, "ida@example.org", 10)
    paper.write(50, 110, "SKILLS", 13)
    rows = [
        ("Garden:", "Grafting, Pruning, Liming,"),
        ("", "Composting, Mulching"),
        ("Office:", "Excel, Word"),
        ("Languages:", "Danish - native; Polish -"),
        ("", "basic (A2)"),
    ]
    for place, (label, told) in enumerate(rows):
        paper.write(50, 132 + 13 * place, label, 10)
        paper.write(170, 132 + 13 * place, told, 10)
    found = fields(paper.pdf(), "pdf")
    assert found["skills"] == [
        {"name": "Garden", "keywords": ["Grafting", "Pruning", "Liming", "Composting", "Mulching"]},
        {"name": "Office", "keywords": ["Excel", "Word"]},
    ]
    assert [(one["language"], one["fluency"]) for one in found["languages"]] == [
        ("Danish", "native"),
        ("Polish", "basic (A2)"),
    ]


def test_a_level_behind_a_dash_belongs_to_the_certificate() -> None:
    found = fields(
        "# Ida Brandt\n\nida@example.org\n\n## Certificates\n\n2022 | Certified Tree Surgeon - Foundation Level\n"
    )
    assert found["certificates"] == [{"name": "Certified Tree Surgeon - Foundation Level", "date": "2022"}]
