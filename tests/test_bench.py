"""A wrong truth makes wrong figures: what a page is asked for, and how an answer that breaks off is taken."""

import pytest
from bench.retyping import as_judged, filled, iso_month, mended
from bench.themes_truth import Page, displaced, fold, printed_date

PERSON = {
    "basics": {"name": "Ada Berg", "label": "Nurse", "email": "ada@example.org", "location": {"city": "Oslo"}},
    "work": [
        {"name": "Vika Clinic", "position": "Ward Nurse", "location": "Oslo", "startDate": "2019-03-01",
         "highlights": ["Cared for twelve patients in each shift"]},
        {"name": "Fjord Home", "position": "Helper", "startDate": "2016-05-01", "endDate": "2019-02-28",
         "highlights": ["Drove the evening round by car"]},
    ],
    "skills": [{"name": "Care", "keywords": ["Wounds", "Epic"]}],
    "languages": [{"language": "Norwegian", "fluency": "Native"}],
}  # fmt: skip
SAID = """ADA BERG
ada@example.org
WARD NURSE, Vika Clinic
Mar 2019 – Present
Cared for twelve patients in each shift
Helper
Fjord Home
Drove the evening round by car
2016 to 2019
Care
"""


@pytest.mark.parametrize(
    ("text", "day", "printed"),
    [
        ("since Sept. 2018", "2018-09-01", "2018-09"),
        ("septembre 2018", "2018-09-01", "2018-09"),
        ("September 1st, 2018", "2018-09-01", "2018-09"),
        ("09/2018 - 10/2019", "2019-10-31", "2019-10"),
        ("2018-09-01", "2018-09-01", "2018-09"),
        ("May 2018", "2018-09-01", "2018"),
        ("order 120189", "2018-09-01", None),
    ],
)
def test_a_date_is_as_precise_as_the_page(text: str, day: str, printed: str | None) -> None:
    assert printed_date(fold(text), day) == printed


def test_what_a_theme_leaves_out_is_not_asked() -> None:
    truth = Page(PERSON, SAID).truth()
    assert truth["basics"] == {"name": "Ada Berg", "email": "ada@example.org", "profiles": [], "location": {}}
    assert truth["skills"] == [{"keywords": ["Care"]}], "of the skills it names the group alone"
    assert truth["languages"] == []


def test_each_job_is_asked_for_what_stands_around_it() -> None:
    nurse, helper = Page(PERSON, SAID).truth()["work"]
    assert (nurse["position"], nurse["startDate"], nurse["x_present"]) == ("Ward Nurse", "2019-03", True)
    assert "location" not in nurse, "Oslo is printed nowhere"
    assert nurse["x_alt_location"] == "Oslo", "but it may be told"
    assert (helper["startDate"], helper["endDate"]) == ("2016", "2019"), "years below the sentences"


def test_a_title_that_stands_after_its_sentences_is_out_of_order() -> None:
    [order, *_] = Page(PERSON, SAID).orders()
    assert displaced(fold(SAID), order, fold) == []
    swapped = fold(SAID).replace("ward nurse, ", "") + " ward nurse"
    assert displaced(swapped, order, fold) != []


def test_an_answer_that_breaks_off_counts_as_far_as_it_goes() -> None:
    told = '{"work": [{"name": "Vika \\"Clinic\\"", "highlights": ["Cared {for"]}, {"name": "Fjo'
    assert mended(told) == {"work": [{"name": 'Vika "Clinic"', "highlights": ["Cared {for"]}]}
    assert mended("I am sorry") == {}


def test_what_says_that_it_is_empty_is_left_out() -> None:
    assert filled({"work": [{"name": "null", "highlights": [""]}], "basics": {"name": "Ada", "url": ""}}) == {
        "basics": {"name": "Ada"}
    }


def test_what_is_typed_again_is_judged_in_the_keys_and_dates_of_the_truth() -> None:
    told = {"work": [{"title": "Nurse", "company": "Vika", "startDate": "June 2023", "endDate": "present"}]}
    assert as_judged(told)["work"] == [{"position": "Nurse", "name": "Vika", "startDate": "2023-06"}]
    assert [iso_month(said) for said in ("2023-01-01", "05/2018", "2019")] == ["2023-01", "2018-05", "2019"]
