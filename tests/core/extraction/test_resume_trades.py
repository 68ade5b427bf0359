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


def test_a_day_of_birth_is_no_telephone_number() -> None:
    basics = found(HEAD.replace("617-555-0199", "Geboren: 03.04.1985"))["basics"]
    assert "phone" not in basics


def test_letters_behind_a_name_are_no_part_of_it() -> None:
    assert found(HEAD.replace("Nora Ebbing", "Nora Ebbing, BSc"))["basics"]["name"] == "Nora Ebbing"


@pytest.mark.parametrize("heading", ["DRIVING EXPERIENCE", "NURSING EXPERIENCE", "Kitchen Experience"])
def test_experience_of_a_trade_heads_jobs(heading: str) -> None:
    assert found(HEAD.replace("EXPERIENCE", heading))["work"][0]["name"] == "Birch Lane Hospital"


def test_military_service_under_a_heading_of_its_own_is_work() -> None:
    work = found(f"{HEAD}MILITARY\n\nUS Army, Motor Transport Operator\t2003 - 2008\n")["work"]
    assert (work[1]["name"], work[1]["position"]) == ("US Army", "Motor Transport Operator")


def test_a_membership_is_no_publication() -> None:
    text = f"{HEAD}PUBLICATIONS\n\nNight work and sleep, Journal of Nursing, 2021\n\nPROFESSIONAL MEMBERSHIP\n\nCollege of Nursing\n"
    assert [one["name"] for one in found(text)["publications"]] == ["Night work and sleep"]


def test_the_head_of_a_spanish_table_of_jobs_is_no_job() -> None:
    text = (
        "# Lidia Rebollo Sanz\n\nlidia.rebollo@example.org\n\n## Experiencia docente\n\n| Periodo | Puesto | Centro |\n"
        "|---|---|---|\n| 09/2020 – actualidad | Profesora | IES Laguna, Soria |\n| 2015 – 2020 | Profesora | IES Cerro, Soria |\n"
    )
    work = extract_by_rules(read(text.encode(), Hint(".md"), Limits()), TODAY).fields["work"]
    assert [job["name"] for job in work] == ["IES Laguna", "IES Cerro"]


def test_an_apprenticeship_is_in_no_field_but_at_a_firm() -> None:
    [degree] = found(f"{HEAD}AUSBILDUNG\n\n2005 – 2008\tAusbildung zum Koch, Hotel Rabenfels, Weimar\n")[
        "education"
    ]
    assert (degree["studyType"], degree["institution"]) == ("Ausbildung zum Koch", "Hotel Rabenfels")


def test_the_day_a_card_runs_out_is_not_the_day_it_was_given() -> None:
    [card] = found(f"{HEAD}CERTIFICATES\n\nSite Card, JIB, valid until 2028\n")["certificates"]
    assert card == {"name": "Site Card", "issuer": "JIB"}
