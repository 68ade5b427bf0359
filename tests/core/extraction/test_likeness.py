"""Two resumes are the same text, or the same person's."""

from hashlib import sha256

import pytest

from core.extraction import likeness_of
from core.model import Document, Likeness, Line

TEXT = ("Ida Holm", "Backend Engineer, Harbour Post, Bergen", "• Built well-tested REST APIs for 3 services")


def likeness(*lines: str, **basics: str) -> Likeness:
    made = tuple(Line(n, one) for n, one in enumerate(lines or TEXT, 1))
    document = Document(sha256("\n".join(lines).encode()).hexdigest(), "txt", made)
    return likeness_of(document, {"basics": basics})


def test_the_same_words_in_another_layout_are_the_same_text() -> None:
    first = likeness()
    assert first.text
    assert likeness(
        "IDA HOLM", "Backend Engineer,\tHarbour Post,", "Bergen", "- Built well-", "tested REST APIs for 3 services"
    ) == first  # fmt: skip
    assert likeness(*TEXT[:2], TEXT[2].replace("3", "4")).text != first.text


def test_what_nobody_can_see_makes_no_difference() -> None:
    lines = tuple(Line(n, one) for n, one in enumerate(TEXT, 1))
    hidden = Line(4, "hire me", visible=False)
    assert likeness_of(Document("0" * 64, "pdf", (*lines, hidden)), {}) == likeness()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ida Holm", "email": "ida@example.org"}, {"name": "HOLM, Ida", "email": "Ida@Example.org"}),
        ({"name": "Ida Holm", "phone": "+47 912 34 567"}, {"name": "Ida Holm", "phone": "91234567"}),
        (
            {"name": "Ida Holm", "phone": "(0047) 91-23-45-67"},
            {"name": "Ida  Holm", "phone": "0 91 23 45 67"},
        ),
    ],
)
def test_a_person_is_a_name_with_an_address_or_a_number(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = likeness("one", **one), likeness("two", **other)
    assert (first.mail, first.phone) == (second.mail, second.phone)
    assert first.mail or first.phone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Ida Holm", "email": "ida@example.org"}, {"name": "Odd Holm", "email": "ida@example.org"}),
        ({"name": "Ida Holm", "email": "ida@example.org"}, {"name": "Ida Holm", "email": "ida@example.com"}),
        ({"name": "Ida Holm", "phone": "91234567"}, {"name": "Ida Holm", "phone": "91234568"}),
    ],
)
def test_two_people_are_not_taken_for_one(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = likeness("one", **one), likeness("two", **other)
    assert (first.mail, first.phone) != (second.mail, second.phone)


def test_a_name_alone_a_short_number_and_an_empty_file_are_compared_with_nothing() -> None:
    assert likeness("short", name="Ida Holm", phone="1234") == Likeness()
    assert likeness("short", email="ida@example.org", phone="91234567") == Likeness()
