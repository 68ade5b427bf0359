"""What counts as evidence, and of which kind."""

from dataclasses import replace

import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import evidence
from core.matching.evidence import UNIT_CHARS, is_list
from core.model import Line


def test_a_unit_knows_its_entry_its_months_and_its_line() -> None:
    resume = paper.resume(
        {"work": [paper.job("Developer", "Ran Kafka for banks", start="2020-01", end="2021-12")]}
    )

    title, bullet = evidence(resume)

    assert (title.title, bullet.title) == (True, False)
    assert (bullet.text, bullet.kind, bullet.pointer, bullet.entry) == (
        "Ran Kafka for banks",
        "shown",
        "/work/0/highlights/0",
        "/work/0",
    )
    assert bullet.months is not None
    assert bullet.months[1] - bullet.months[0] == 24
    assert bullet.quote() == ("Ran Kafka for banks", resume.spans["/work/0/highlights/0"][0].line)


def test_a_paragraph_is_as_many_units_as_it_has_sentences() -> None:
    resume = paper.resume({"basics": {"summary": "Likes Go. Hates e.g. waste. 喜欢简单的系统。也喜欢猫。"}})

    assert [unit.text.strip() for unit in evidence(resume)] == [
        "Likes Go.",
        "Hates e.g. waste.",
        "喜欢简单的系统。",
        "也喜欢猫。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Go, Kafka, PostgreSQL",
        "Keywords: Go",
        "Tools: welding, grinding, lathe work",
        "Go | Kafka | PostgreSQL | team player",
        "Go · Kafka · PostgreSQL",
        "Python, Java and SQL",
        "Langages : Python, Java, SQL",
    ],
)
def test_a_list_is_told_by_its_shape(text: str) -> None:
    assert is_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "Built services in Go, Kafka and PostgreSQL",
        "Ran Kafka for banks",
        "Moved data, wrote tests, mentored juniors",
        "Result: a service in Go that three banks use every day",
        "Go",
        "",
    ],
)
def test_a_sentence_is_no_list(text: str) -> None:
    assert not is_list(text)


def test_what_nobody_can_see_is_no_evidence() -> None:
    resume = paper.resume(
        {"work": [paper.job("Developer", "Ran Kafka for banks")]}, more=["I know Terraform and gRPC well"]
    )
    lines = tuple(replace(line, visible=False) for line in resume.document.lines)

    assert evidence(replace(resume, document=replace(resume.document, lines=lines))) == ()


def test_headings_and_details_above_the_first_entry_are_no_evidence() -> None:
    resume = paper.resume({"work": [paper.job("Developer", "Ran Kafka for banks")]})
    above = Line(0, "Born in Oslo, married, drives Kafka", bold=False)
    heading = Line(50, "Kafka and Terraform work", bold=True)
    lines = (above, *resume.document.lines, heading)

    units = evidence(replace(resume, document=replace(resume.document, lines=lines)))

    assert {unit.pointer for unit in units} == {"/work/0/position", "/work/0/highlights/0"}


def test_an_endless_line_is_cut() -> None:
    resume = paper.resume({"work": [paper.job("Developer", "kafka " * 5000)]})

    assert max(len(unit.text) for unit in evidence(resume)) == UNIT_CHARS


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5))
def test_any_text_is_quoted_from_the_line_it_stands_on(bullets: list[str]) -> None:
    resume = paper.resume(
        {"basics": {"name": "Mina"}, "work": [paper.job("Developer", *bullets)]}, more=bullets
    )

    for unit in evidence(resume):
        for at in range(len(unit.text) + 1):
            quote, line = unit.quote(at)
            assert quote
            assert quote in resume.document.by_number[line].text
