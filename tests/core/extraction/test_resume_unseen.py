"""Wordings and layouts met in resumes of other people: what they say comes out, and nothing that they do not say."""

from datetime import date

import pytest
from printer import Text, pdf

from core.dates import find_dates
from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.model import Extraction, Json

TODAY = date(2026, 11, 23)
HEAD = """Mara Ellison
Staff Nurse
mara.ellison@example.org | 617-555-0199

EXPERIENCE

Staff Nurse
Elm Court Hospital
Jan 2016 - Present
- Cared for five patients per shift
- Trained new graduates

"""


def found(text: str) -> Json:
    return extraction(text).fields


def extraction(text: str) -> Extraction:
    return extract_by_rules(read(text.encode(), Hint(".txt"), Limits()), TODAY)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("AWS Certified Architect – Professional, Amazon Web Services, 2023",
         ("AWS Certified Architect – Professional", "Amazon Web Services")),
        ("CCRN (Adult) by American Association of Critical-Care Nurses (2020)",
         ("CCRN (Adult)", "American Association of Critical-Care Nurses")),
        ("CCRN (Adult)\nAmerican Heart Association\n2020-10\n\nACLS\nAmerican Red Cross\n2023-03",
         ("CCRN (Adult)", "American Heart Association")),
        ("Clinical Media Buying\nProfessional (Meta, 2023)", ("Clinical Media Buying Professional", "Meta")),
        ("Gold Card, JIB, expires 2028", ("Gold Card", "JIB")),
    ],
)  # fmt: skip
def test_a_certificate_and_its_giver_are_told_apart(section: str, told: tuple[str, str]) -> None:
    [first, *_] = found(f"{HEAD}CERTIFICATES\n\n{section}\n")["certificates"]
    assert (first["name"], first["issuer"]) == told


@pytest.mark.parametrize(
    "heading",
    ["TICKETS AND CARDS", "SCHEINE UND FORTBILDUNGEN", "FORMATIONS COMPLÉMENTAIRES ET INSCRIPTION"],
)
def test_headings_of_certificates_in_words_of_trades(heading: str) -> None:
    [card, licence] = found(f"{HEAD}{heading}\n\nGold Card, JIB, 2020\nFirst Aid, Red Cross, 2024\n")[
        "certificates"
    ]
    assert (card["name"], licence["name"]) == ("Gold Card", "First Aid")


def test_leave_is_dated_like_a_job_and_is_none() -> None:
    text = HEAD.replace("Jan 2016 - Present", "Jan 2019 - Present")
    work = found(
        f"{text}Parental leave\nJan 2018 - Dec 2018\n\nCare Assistant\nOak Lodge Hospital\nJan 2015 - Dec 2017\n"
    )["work"]
    assert [job["position"] for job in work] == ["Staff Nurse", "Care Assistant"]


def test_roles_under_one_employer_have_that_employer() -> None:
    text = """Mara Ellison
mara.ellison@example.org

EXPERIENCE

Loonpay Ltd
Senior Analyst\t2023 - Present
- Led the project
Analyst\t2021 - 2023
- Built the tables

EDUCATION

BSc, Statistics, University of Leeds, 2017
"""
    assert [(job["name"], job["position"]) for job in found(text)["work"]] == [
        ("Loonpay Ltd", "Senior Analyst"),
        ("Loonpay Ltd", "Analyst"),
    ]


def test_a_freelancer_below_an_employer_is_not_employed_there() -> None:
    text = """Mara Ellison
mara.ellison@example.org

EXPERIENCE

Loonpay Ltd
Senior Analyst\t2023 - Present
- Led the project
Freelance Analyst\t2021 - 2023
- Built the tables
"""
    assert "name" not in found(text)["work"][1]


def test_the_caption_above_the_bullets_of_each_job_ends_no_section() -> None:
    text = """Mara Ellison
mara.ellison@example.org

WORK EXPERIENCE

Staff Nurse, Elm Court Hospital Ltd
Jan 2019 - Present
HIGHLIGHTS
- Cared for five patients per shift
Care Assistant, Oak Lodge Hospital Ltd
Jan 2015 - Dec 2018
HIGHLIGHTS
- Helped with meals
"""
    lines = [Text(50, 60, "Mara Ellison", 22), Text(50, 80, "mara.ellison@example.org", 10)]
    for place, line in enumerate(text.splitlines()[3:]):
        size = 16 if line == "WORK EXPERIENCE" else 10
        lines += [Text(50, 110 + 16 * place, line, size)] if line else []
    printed = read(pdf([lines]), Hint(".pdf"), Limits())
    work = extract_by_rules(printed, TODAY, is_sure=True).fields["work"]
    assert [(job["name"], job["highlights"]) for job in work] == [
        ("Elm Court Hospital Ltd", ["Cared for five patients per shift"]),
        ("Oak Lodge Hospital Ltd", ["Helped with meals"]),
    ]


def test_text_under_bullets_is_told_by_itself_and_not_joined_with_the_text_above_them() -> None:
    text = HEAD.replace("- Cared", "Nights on a ward of 24 beds.\n- Cared").replace(
        "graduates\n", "graduates\n\nAlso looked after the stores of the whole ward.\n"
    )
    [job] = found(text)["work"]
    assert job["summary"] == "Nights on a ward of 24 beds."
    assert "Also looked after the stores of the whole ward." in job["highlights"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2019-Nov - Present", "2019-11", None), ("2014-Sep - 2019-Oct", "2014-09", "2019-10")],
)
def test_a_year_before_its_month_and_a_hyphen_between(text: str, first: str, last: str | None) -> None:
    [written] = find_dates(text)
    assert (written.first, written.last) == (first, last)


def test_skills_with_nothing_but_blanks_between_them_are_several_where_all_are_known() -> None:
    [group, *_] = found(f"{HEAD}SKILLS\n\nPlatforms: Kafka PostgreSQL Kubernetes, wound care dressing\n")[
        "skills"
    ]
    assert group["keywords"][:3] == ["Kafka", "PostgreSQL", "Kubernetes"]


def test_a_branch_of_a_high_school_is_a_field_and_no_school() -> None:
    text = f"{HEAD}EDUCATION\n\nHigh School Diploma\nCollege preparatory\nLane Tech High School\nSep 2008 - May 2012\n"
    [degree] = found(text)["education"]
    assert (degree["institution"], degree["studyType"]) == ("Lane Tech High School", "High School Diploma")


def test_place_and_day_of_signing_are_no_skill() -> None:
    skills = found(f"{HEAD}SKILLS\n\nExcel, Outlook\n\nDortmund, im November 2026\n")["skills"]
    assert [word for group in skills for word in group["keywords"]] == ["Excel", "Outlook"]


def test_every_value_stands_at_its_spans_in_these_layouts() -> None:
    text = f"{HEAD}TICKETS AND CARDS\n\nGold Card, JIB, expires 2028\n\nPUBLICATIONS\n\n- Heat in a desert, Journal of Health, 2024\n"
    lines = {line.n: line.text for line in read(text.encode(), Hint(".txt"), Limits()).lines}
    read_ = extraction(text)
    assert read_.fields["publications"][0]["publisher"] == "Journal of Health"
    for pointer, spans in read_.spans.items():
        assert all(lines[span.line][span.start : span.end].strip() for span in spans), pointer
