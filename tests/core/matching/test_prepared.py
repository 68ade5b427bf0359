"""What is worked out once, when a resume is read."""

import json
from dataclasses import replace

import paper
import pytest

from core import skills
from core.matching import Posed, Prepared, account, pose, prepare, score
from core.model import dump, load

POSTING = paper.posting(
    paper.need("Kafka", months=48),
    paper.need("Design of payment flows", kind="duty"),
    paper.need("Bachelor's degree in Computer Science", kind="degree"),
    paper.need("German", kind="language", quote="Fluent German"),
    paper.need("senior", kind="seniority"),
    paper.need(kind="years", months=60, quote="5+ years of experience"),
)
RESUME = paper.resume(
    {
        "basics": {"name": "Mina Okafor", "email": "mina@okafor.example", "summary": "I care for Kafka."},
        "work": [
            paper.job(
                "Senior Backend Engineer", "Replaced nightly files by Kafka streams", "Designed payment flows"
            ),
            paper.job("Intern", "Counted cash", start="2017-01", end="2017-06"),
        ],
        "education": [{"studyType": "BSc", "area": "Computer Science", "endDate": "2018"}],
        "languages": [{"language": "German", "fluency": "B1"}],
        "skills": [{"name": "Keywords", "keywords": ["Kafka", "Go", "Redis"]}],
    },
    hidden_words=2,
)


def test_a_prepared_resume_has_the_same_report_as_the_resume() -> None:
    kept = load(Prepared, json.loads(json.dumps(dump(prepare(RESUME)))))

    assert kept == prepare(RESUME)
    assert score(POSTING, kept) == score(pose(POSTING), kept) == score(POSTING, RESUME)
    assert account(POSTING, kept) == account(POSTING, RESUME)


def test_nothing_of_the_person_is_prepared() -> None:
    said = json.dumps(dump(prepare(RESUME)))

    assert "Mina" not in said
    assert "okafor" not in said.lower()


def test_what_was_prepared_under_other_rules_is_refused() -> None:
    table = skills.extended((skills.Addition("Ledgerly"),))

    for posed, prepared in (
        (pose(POSTING), replace(prepare(RESUME), rules="0.9")),
        (pose(POSTING, table), prepare(RESUME)),
        (pose(POSTING), prepare(RESUME, table)),
    ):
        assert isinstance(posed, Posed)
        with pytest.raises(ValueError, match="prepared under rules"):
            score(posed, prepared)
