"""Resumes of trades: their degrees, marks, labels and notes at the end, as people of many countries write them."""

from datetime import date

import pytest

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.model import Json

TODAY = date(2026, 11, 23)
HEAD = """Nora Ebbing
Staff Nurse
nora.ebbing@example.org | 617-555-0199

EXPERIENCE

Staff Nurse
Birch Lane Hospital
Jan 2016 - Present
- Cared for five patients per shift
- Trained new graduates

"""


def found(text: str) -> Json:
    return extract_by_rules(read(text.encode(), Hint(".txt"), Limits()), TODAY).fields


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Bachelor of Health Sciences (Hons), Midwifery",
            ("Bachelor of Health Sciences (Hons)", "Midwifery"),
        ),
        ("MSc Public Health (part-time)", ("MSc", "Public Health")),
        ("BTEC Level 3 Engineering", ("BTEC Level 3", "Engineering")),
        ("Ausbildung zur Kauffrau für Büromanagement", ("Ausbildung zur Kauffrau für Büromanagement", None)),
    ],
)
def test_a_degree_and_its_field(line: str, told: tuple[str, str | None]) -> None:
    [degree] = found(f"{HEAD}EDUCATION\n\n{line}, 2012 - 2016\nUniversity of Redmoor\n")["education"]
    assert (degree["studyType"], degree.get("area")) == told


@pytest.mark.parametrize(
    ("said", "score"),
    [
        ("Note: gut", "gut"),
        ("Voto 108/110", "108/110"),
        ("média final: 16 valores", "16 valores"),
        ("Gesamtnote sehr gut", "sehr gut"),
    ],
)
def test_marks_in_words_and_out_of_a_hundred_and_ten(said: str, score: str) -> None:
    text = f"{HEAD}EDUCATION\n\nBachelor of Science, 2012 - 2016\nUniversity of Redmoor\n{said}\n"
    assert found(text)["education"][0]["score"] == score


def test_a_last_section_with_labels_tells_languages_and_prizes() -> None:
    fields = found(
        f"{HEAD}OTHER\n\nLanguages: English (native), Breton (basic)\nAward: Nurse of the Year, 2021\nHobby horses: two\n"
    )
    assert fields["languages"] == [
        {"language": "English", "fluency": "native"},
        {"language": "Breton", "fluency": "basic"},
    ]
    assert fields["awards"] == [{"title": "Nurse of the Year", "date": "2021"}]


def test_strengths_that_are_skills_are_skills_and_virtues_are_none() -> None:
    listed = found(f"{HEAD}STRENGTHS\n\nPython\tExcel\nPower BI\tStakeholder management\n")
    assert [word for group in listed["skills"] for word in group["keywords"]] == [
        "Python", "Excel", "Power BI", "Stakeholder management",
    ]  # fmt: skip
    assert not found(f"{HEAD}STRENGTHS\n\nPatience\nA calm voice\nEarly riser\n").get("skills")


def test_a_label_before_the_trade_and_one_before_the_mail() -> None:
    text = (
        "Lebenslauf\n\nName\tJonte Wiebers\nE-Mail\tjonte.wiebers@example.de\nTelefon\t0421 5550137\n"
        "Beruf\tZerspaner\n\nBERUFSERFAHRUNG\n\n2018 – 2021\tZerspaner\nHolm Metallbau GmbH, Bremen\n"
    )
    assert found(text)["basics"]["label"] == "Zerspaner"


def test_a_street_whose_number_is_followed_by_a_comma() -> None:
    text = HEAD.replace(
        "nora.ebbing@example.org | 617-555-0199",
        "9, rue du Moulin – 35000 Rennes\nTél. : 06 12 34 56 78 – Courriel : nora.ebbing@example.org",
    )
    assert found(text)["basics"]["location"] == {
        "address": "9, rue du Moulin", "postalCode": "35000", "city": "Rennes",
    }  # fmt: skip


def test_a_sum_of_money_gives_no_prize() -> None:
    [award] = found(f"{HEAD}AWARDS\n\nWard Innovation Grant, 12,000 EUR, 2022\n")["awards"]
    assert "awarder" not in award
