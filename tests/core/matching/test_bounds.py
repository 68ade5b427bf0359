"""What a score can be at most, from a resume's numbers alone."""

import drawn
import numpy as np
import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core import skills
from core.matching import Similar, answers, bounds, pose, prepare, profile, score
from core.model import JobPosting, JsonResume, Requirement, Resume


def profile_of(resume: Resume) -> bytes:
    return profile(prepare(resume))


def flags_of(posting: JobPosting, similar: Similar, *resumes: Resume) -> NDArray[np.bool_]:
    """What is similar, unit by unit."""
    texts = [text for resume in resumes for text in answers(resume)]
    rows = [[text in similar.texts.get(r.id, ()) for text in texts] for r in posting.requirements]
    return np.array(rows, dtype=np.bool_).reshape(len(posting.requirements), len(texts))


@settings(max_examples=500, deadline=None)
@given(drawn.postings(), drawn.resumes(), st.data())
def test_no_score_is_above_its_bound(posting: JobPosting, resume: Resume, data: st.DataObject) -> None:
    some = st.frozensets(st.sampled_from(answers(resume) or ("-",)), max_size=3)
    similar = Similar("m", {r.id: near for r in posting.requirements if (near := data.draw(some))})
    posed, prepared = pose(posting), prepare(resume)

    [by_words] = bounds(posed, [profile(prepared)])
    [by_model] = bounds(posed, [profile(prepared)], flags_of(posting, similar, resume))

    assert score(posed, prepared).score <= by_words <= by_model <= 100.001
    assert score(posed, prepared, similar).score <= by_model


@settings(max_examples=50, deadline=None)
@given(drawn.postings(), st.lists(drawn.resumes(), min_size=2, max_size=6))
def test_a_bound_is_the_same_whoever_stands_beside(posting: JobPosting, resumes: list[Resume]) -> None:
    profiles = [profile_of(resume) for resume in resumes]

    together = bounds(pose(posting), profiles)

    assert together.tolist() == [bounds(pose(posting), [one])[0] for one in profiles]
    assert together.dtype == np.float32


def test_of_nobody_there_are_no_bounds() -> None:
    assert bounds(pose(paper.posting(paper.need("Kafka"))), []).shape == (0,)


def test_an_empty_resume_has_a_bound_of_nothing() -> None:
    [bound] = bounds(pose(paper.posting(paper.need("Kafka"))), [profile_of(paper.resume({}))])

    assert bound < 0.001


def test_a_bound_is_near_its_score() -> None:
    resume = paper.resume(
        {"work": [paper.job("Developer", "Moved files to Kafka")], "skills": [{"keywords": ["Go"]}]}
    )
    posting = paper.posting(
        paper.need("Kafka"), paper.need("Go"), paper.need("Rust"), paper.need("patient care")
    )

    [bound] = bounds(pose(posting), [profile_of(resume)])

    assert abs(bound - score(posting, resume).score) < 0.001


def test_a_workspaces_own_skills_are_bound_too() -> None:
    table = skills.extended((skills.Addition("Ledgerly", ("ldgly",)),))
    resume = paper.resume({"work": [paper.job("Developer", "Ran ldgly for a bank")]})
    posting = paper.posting(paper.need("Ledgerly"))

    [bound] = bounds(pose(posting, table), [profile(prepare(resume, table), table)])

    assert abs(bound - 100.0) < 0.001
    assert score(posting, resume, table=table).score == 100.0


DATED = paper.job("Backend Platform Engineer", "Moved files to Kafka", start="2018-01", end="2018-12")
KIN = paper.job("Platform Engineer", "Kept it all running", start="2019-01", end="2019-12")
BARE = {"position": "Cashier", "name": "Shop", "highlights": ["Terraform"]}
FIELD = paper.job("Cashier", "Wrote Go", "Ran Kafka", "Tuned PostgreSQL", start="2018-01", end="2018-12")


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({"work": [DATED, KIN]}, [paper.need(kind="years", months=48, quote="4 years of work")]),
        ({"work": [DATED, BARE]}, [paper.need("Terraform", months=24)]),
        (
            {"languages": [{"language": "German"}]},
            [paper.need("German", kind="language", quote="Fluent German")],
        ),
        (
            {
                "work": [
                    paper.job("Cashier", "Served customers at the counter and closed the till every evening")
                ]
            },
            [paper.need("English", kind="language", quote="Fluent English")],
        ),
        (
            {"work": [FIELD]},
            [
                paper.need("Redis", kind="years", months=24, quote="2 years of Redis"),
                *(paper.need(name) for name in ("Go", "Kafka", "PostgreSQL")),
            ],
        ),
        (
            {"work": [paper.job("Nurse", "Cared for ventilated patients")]},
            [paper.need("Ventilated newborn patients", kind="duty")],
        ),
    ],
    ids=[
        "called alike",
        "bare names",
        "no level said",
        "written in it",
        "work of the field",
        "most of a phrase",
    ],
)
def test_a_bound_knows_each_rule(fields: JsonResume, needs: list[Requirement]) -> None:
    posting, resume = paper.posting(*needs), paper.resume(fields)

    [bound] = bounds(pose(posting), [profile_of(resume)])

    made = score(posting, resume).score
    assert 0.0 < made <= bound <= made + 30.1


def test_what_is_near_must_be_said_of_every_requirement_and_unit() -> None:
    posting, resume = paper.posting(paper.need("Kafka")), paper.resume({"skills": [{"keywords": ["Go"]}]})

    with pytest.raises(ValueError, match="1 requirements and 1 units"):
        bounds(pose(posting), [profile_of(resume)], np.zeros((1, 2), np.bool_))
