"""Pages as other programs print them: sections twice, titles that look like the text, lists in lists, an address at the foot."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printer import Paper

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.extraction.resumes.pieces import Piece, Value, standing, value
from core.model import Json, Line

TODAY = date(2026, 11, 23)
HEAD = "Ida Brandt\nida@example.org | 0151 5550187\n\n"
JOB = "EXPERIENCE\nSous Chef, Volvane Hotel\tMar 2021 - Present\n- Runs the kitchen for a hundred guests\n\n"


def told(text: str) -> Json:
    return extract_by_rules(read(text.encode(), Hint(".txt"), Limits()), TODAY).fields


def told_of(paper: Paper) -> Json:
    return extract_by_rules(read(paper.pdf(), Hint("pdf"), Limits()), TODAY).fields


def test_a_section_that_stands_word_for_word_a_second_time_is_read_once() -> None:
    school = "EDUCATION\nHotel School Leeds\t2011 - 2014\nDiploma in Hospitality\n\n"
    assert told(f"{HEAD}{JOB}{JOB}{school}{school}") == told(f"{HEAD}{JOB}{school}")


@pytest.mark.parametrize(
    ("said", "field", "study"),
    [
        ("Food Science Bachelor of Science", "Food Science", "Bachelor of Science"),
        ("Accounting and Business Law BA", "Accounting and Business Law", "BA"),
        ("Historia del Arte Licenciatura", "Historia del Arte", "Licenciatura"),
        ("College preparatory High School Diploma", "College preparatory", "High School Diploma"),
        ("Executive MBA", None, "MBA"),
        ("Technical Diploma", None, "Diploma"),
    ],
)
def test_what_a_degree_was_in_may_stand_before_it(said: str, field: str | None, study: str) -> None:
    text = f"{HEAD}{JOB}EDUCATION\nUniversity of Ibadan\nSeptember 2008 - June 2012\n{said}\n"
    degree = told(text)["education"][0]
    assert (degree["institution"], degree.get("area"), degree["studyType"]) == (
        "University of Ibadan",
        field,
        study,
    )


def kitchen() -> Paper:
    paper = Paper()
    paper.write(50, 50, "Ida Brandt", 22, bold=True)
    paper.write(50, 75, "ida@example.org")
    paper.write(50, 105, "Experience", 14, bold=True)
    paper.column(50, 125, ["Volvane Hotel", "March 2021 - Present", "Sous Chef"])
    paper.write(50, 190, "Skills", 14, bold=True)
    return paper


def test_items_with_lists_of_their_own_further_in_name_groups_of_skills() -> None:
    paper = kitchen()
    for at, (x, text) in enumerate(
        [
            (60, "Kitchen"),
            (80, "Fermentation"),
            (80, "Sauces"),
            (60, "Office"),
            (80, "Rosters"),
            (80, "Costing"),
        ]
    ):
        paper.write(x, 210 + 14 * at, f"• {text}")
    assert told_of(paper)["skills"] == [
        {"name": "Kitchen", "keywords": ["Fermentation", "Sauces"]},
        {"name": "Office", "keywords": ["Rosters", "Costing"]},
    ]


def test_a_level_in_small_letters_under_the_name_of_a_group_is_its_level() -> None:
    paper = kitchen()
    said = ["Saucen", "sehr gut", "• Fonds", "• Jus", "Einkauf", "sehr gut", "• Kalkulation", "• Lager"]
    paper.column(50, 210, said)
    assert told_of(paper)["skills"] == [
        {"name": "Saucen", "level": "sehr gut", "keywords": ["Fonds", "Jus"]},
        {"name": "Einkauf", "level": "sehr gut", "keywords": ["Kalkulation", "Lager"]},
    ]


@pytest.mark.parametrize("sign", ["· ", " · ", "• "])
def test_a_dot_close_behind_a_certificate_parts_it_from_who_gave_it(sign: str) -> None:
    text = (
        f"{HEAD}{JOB}CERTIFICATES\n- Ward Cook{sign}IHK Kiel(Nov 2018)\n- Food Safety{sign}Dekra(Mar 2020)\n"
    )
    assert told(text)["certificates"] == [
        {"name": "Ward Cook", "issuer": "IHK Kiel", "date": "2018-11"},
        {"name": "Food Safety", "issuer": "Dekra", "date": "2020-03"},
    ]


def test_a_certificate_of_which_only_the_day_is_left_hurts_nobody() -> None:
    text = f"{HEAD}{JOB}CERTIFICATES\nNov 2018\nFood Safety, Dekra\tMar 2020\n"
    assert {"name": "Food Safety", "issuer": "Dekra", "date": "2020-03"} in told(text)["certificates"]


def test_the_journal_that_a_paper_stood_in() -> None:
    text = f"{HEAD}{JOB}PUBLICATIONS\nBread in Winter in Baltic Review\tMar 2019\nA study of forty bakeries in the north.\n"
    assert told(text)["publications"][0] == {
        "name": "Bread in Winter",
        "publisher": "Baltic Review",
        "releaseDate": "2019-03",
    }


def test_a_title_of_odd_words_in_the_look_of_the_text_is_told_by_the_room_above_it() -> None:
    paper = Paper()
    paper.write(50, 50, "Ida Brandt", 22, bold=True)
    paper.write(50, 75, "ida@example.org")
    y = 105.0
    for title, *lines in (
        (
            "Experience",
            "Sous Chef, Volvane Hotel, 03/2021 - Present",
            "Cook, Hotel Nordlicht, 05/2016 - 02/2021",
        ),
        ("Education", "Diploma, Hotel School Leeds, 2011 - 2014"),
        ("Awards", "Young Chef, Kiel Guild of Cooks, Oct 2015"),
        ("Skills for the pass", "• Kitchen: Fermentation, Sauces", "• Office: Rosters, Costing"),
    ):
        paper.column(50, y, [title, *lines], step=14)
        y += 14 * len(lines) + 32
    fields = told_of(paper)
    assert [award["title"] for award in fields["awards"]] == ["Young Chef"]
    assert [group["keywords"] for group in fields["skills"]] == [
        ["Fermentation", "Sauces"],
        ["Rosters", "Costing"],
    ]


def test_an_address_at_the_foot_of_the_page_is_no_part_of_the_last_section() -> None:
    text = f"Ida Brandt\nSous Chef\n\n{JOB}LANGUAGES\nGerman\nNative\nFrench\nB1\nida@example.org\n+49 431 5550187\n"
    fields = told(text)
    assert fields["languages"] == [
        {"language": "German", "fluency": "Native"},
        {"language": "French", "fluency": "B1"},
    ]
    assert fields["basics"]["email"] == "ida@example.org"
    assert fields["basics"]["phone"] == "+49 431 5550187"


WORDS = st.lists(
    st.sampled_from(["bread", "salt", "sea", "12", "·", "–", ",", "well-"]), min_size=1, max_size=6
).map(" ".join)


@st.composite
def joined(draw: st.DrawFn) -> tuple[list[Line], Value | None]:
    """Lines, and a value of pieces cut from them in any way."""
    lines = [Line(n, text) for n, text in enumerate(draw(st.lists(WORDS, min_size=1, max_size=5)), start=1)]
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        line = draw(st.sampled_from(lines))
        start = draw(st.integers(0, len(line.text) - 1))
        pieces.append(Piece(line, start, draw(st.integers(start + 1, len(line.text)))))
    return lines, value(*pieces)


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@given(joined())
def test_every_string_stands_in_one_place(drawn: tuple[list[Line], Value | None]) -> None:
    lines, made = drawn
    kept = standing({"name": made}, lines)["name"]
    if made is None or kept is None:
        assert kept is made
        return
    assert letters(kept.text) in letters("".join(line.text for line in lines))
    assert made.spans[: len(kept.spans)] == kept.spans
    first = made.spans[0]
    assert letters(kept.text).startswith(letters(lines[first.line - 1].text[first.start : first.end]))
