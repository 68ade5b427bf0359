"""A posting's list as its owner wants it: names and years as people write them, ids that stay, nothing half done."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import need, posting

from core.errors import InvalidList
from core.extraction.postings import revise
from core.model import RequirementChange

NAMES = st.from_regex(r"\A[A-Z][A-Za-z+#.]{0,12}( [A-Z][a-z]{1,8})?\Z")
JOB = posting(
    need("Python", months=48),
    need("Kubernetes", "ECS"),
    need("Go", must=False, weight=1),
    more=("Terraform is a plus",),
)


def change(
    id: str, said: str | None = None, *, must: bool = True, weight: int = 2, **more: object
) -> RequirementChange:
    return RequirementChange(id, must, weight, said, **more)  # type: ignore[arg-type]  # one of its own fields


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.none() | st.integers(1, 600))
def test_what_is_written_is_read_again(names: list[str], months: int | None) -> None:
    one = replace(need(*names, months=months), id="r1")
    job = replace(JOB, requirements=(one, *JOB.requirements[1:]))
    read = revise(job, [change("r1", one.written)], token="t").requirements[0]
    assert (read.any_of, read.months) == (one.any_of, one.months)


@pytest.mark.parametrize(
    ("said", "names", "months"),
    [
        ("Kubernetes or ECS", ("Kubernetes", "ECS"), None),
        ("Kubernetes, ECS; Nomad", ("Kubernetes", "ECS", "Nomad"), None),
        ("Python, 4+ years", ("Python",), 48),
        ("Python 2.5 yrs", ("Python",), 30),
        ("Java 18 months", ("Java",), 18),
        ("5+ years", (), 60),
        ("CI/CD", ("CI/CD",), None),
        ("C++ or Rust", ("C++", "Rust"), None),
        ("Windows 11", ("Windows 11",), None),
        ("OR", ("OR",), None),
        ("OR or ICU, 2 years", ("OR", "ICU"), 24),
        ("ICU or OR", ("ICU", "OR"), None),
        ("Kafka, RabbitMQ, or NATS", ("Kafka", "RabbitMQ", "NATS"), None),
        ("Go OR Rust", ("Go", "Rust"), None),
    ],
)
def test_names_and_years_are_read_as_people_write_them(
    said: str, names: tuple[str, ...], months: int | None
) -> None:
    read = revise(JOB, [change("r2", said)], token="t").requirements[1]
    assert (read.any_of, read.months) == (names, months)
    assert (read.line, read.quote) == (JOB.requirements[1].line, JOB.requirements[1].quote)


def test_the_next_version_keeps_ids_and_what_nobody_changed() -> None:
    better = revise(JOB, [change("r2", must=False, weight=1), change("r3", gone=True)], token="t")
    assert (better.version, better.revised) == (JOB.version + 1, "t")
    assert better.requirements == (JOB.requirements[0], replace(JOB.requirements[1], must=False, weight=1))
    assert len(JOB.requirements) == 3


def test_one_that_is_added_gets_a_new_id_and_the_line_that_says_it() -> None:
    picked = change("", "Django", line=2, kind="skill")
    found = change("", "terraform", must=False, weight=1)
    nowhere = change("", "Scrum Master, 2 years", kind="certificate")
    *_, first, second, third = revise(JOB, [picked, found, nowhere], token="t").requirements
    assert (first.id, first.line, first.quote) == ("r4", 2, "Python")
    assert (second.id, second.line, second.quote) == ("r5", 5, "Terraform")
    assert (third.id, third.line, third.quote, third.months) == ("r6", 0, "Scrum Master, 2 years", 24)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        (change("r1", ""), "r1"),
        (change("r1", " , ; or "), "r1"),
        (change("r1", "x" * 90), "r1"),
        (change("r1", ", ".join(f"T{n}" for n in range(9))), "r1"),
        (change("r1", "Python, 0 years"), "r1"),
        (change("r1", "Python, 99 years"), "r1"),
        (change("r1", weight=4), "r1"),
        (change("r9"), "r9"),
        (change("", ""), ""),
    ],
)
def test_what_cannot_be_is_said_beside_it(wrong: RequirementChange, where: str) -> None:
    with pytest.raises(InvalidList) as error:
        revise(JOB, [wrong, change("r2", must=False)], token="t")
    assert list(error.value.problems) == [where]


def test_a_list_is_neither_emptied_nor_without_end() -> None:
    with pytest.raises(InvalidList) as error:
        revise(JOB, [change(one.id, gone=True) for one in JOB.requirements], token="t")
    assert list(error.value.problems) == ["*"]
    with pytest.raises(InvalidList):
        revise(JOB, [change("", f"Tool{n}") for n in range(58)], token="t")


@given(st.text(max_size=400))
def test_no_words_break_it(said: str) -> None:
    read, problems = JOB, set[str]()
    try:
        read = revise(JOB, [change("r1", said), change("", said)], token="t")
    except InvalidList as error:
        problems = set(error.problems)
    assert problems <= {"r1", ""}
    first = read.requirements[0]
    assert first.any_of or first.months
    assert all(len(name) <= 80 for name in first.any_of)
