"""What speaks of a requirement: by name, by definition, by meaning."""

import numpy as np
import paper
import pytest

from core.matching import evidence, nominees, questions, score
from core.matching.words import coverage, is_copied, openings_of, runs, stems, words

LEDGER = "Posted every transfer to double-entry books"


def test_an_embedding_nominates_and_the_rules_decide_what_it_is_worth() -> None:
    posting = paper.posting(paper.need("Bookkeeping systems"), paper.need("Kafka"))
    resume = paper.resume(
        {"work": [paper.job("Developer", LEDGER)], "skills": [{"keywords": ["double entry"]}]}
    )
    units = [unit.text for unit in evidence(resume)]
    asked = np.eye(2, 8, dtype=np.float32)
    shown = np.zeros((len(units), 8), np.float32)
    shown[units.index(LEDGER), 0] = 1.0

    similar = nominees(posting, resume, asked, shown)
    verdict = score(posting, resume, similar).verdicts[0]

    assert questions(posting) == ("Bookkeeping systems", "Kafka")
    assert similar == {"r1": frozenset({LEDGER}), "r2": frozenset()}
    assert (verdict.how, verdict.credit, verdict.quote) == ("similar", 0.7, LEDGER)
    assert score(posting, resume).verdicts[0].verdict == "missing"


def test_vectors_of_another_resume_or_model_are_refused() -> None:
    posting, resume = (
        paper.posting(paper.need("Kafka")),
        paper.resume({"work": [paper.job("Developer", LEDGER)]}),
    )
    right = np.zeros((len(evidence(resume)), 8), np.float32)

    for asked, shown in ((np.zeros((1, 8)), right[1:]), (np.zeros((2, 8)), right), (np.zeros((1, 4)), right)):
        with pytest.raises(ValueError, match="vectors"):
            nominees(posting, resume, asked.astype(np.float32), shown)


def test_most_of_a_phrase_in_other_words_is_similar_and_half_of_it_is_not() -> None:
    resume = paper.resume({"work": [paper.job("Nurse", "Cared for ventilated patients after heart surgery")]})

    found = {
        name: score(paper.posting(paper.need(name, kind="duty")), resume).verdicts[0].how
        for name in (
            "Care of ventilated patients",
            "Ventilated newborn patients",
            "Patient transport",
            "Heart of the team",
        )
    }

    assert found == {
        "Care of ventilated patients": "shown",
        "Ventilated newborn patients": "similar",
        "Patient transport": "",
        "Heart of the team": "",
    }


def test_words_of_every_posting_make_nothing_similar() -> None:
    assert coverage(stems("strong communication skills"), stems("Communication with strong teams")) == 0.0
    assert coverage(stems("fraud models"), stems("Modelled fraud in card payments")) == 1.0


def test_forms_of_a_word_share_their_stem_and_signs_of_languages_stay() -> None:
    assert stems("PLCs and VFDs") == stems("PLC, VFD")
    assert stems("managing ledgers") == stems("the managed ledger")
    assert words("C++, C# and C") == ["c++", "c#", "and", "c"]


def test_stems_of_words_nobody_asked_for_are_left_out() -> None:
    assert stems("Ran ledgers of banks", openings_of(["ledger"])) == stems("ledgers")


def test_a_copy_is_told_by_runs_of_five_words() -> None:
    posting = runs(words("Design event-driven flows on Kafka that stay correct"))

    assert is_copied("I design event-driven flows on Kafka", posting)
    assert not is_copied("Flows on Kafka are what I design", posting)
    assert not is_copied("Kafka", posting)


def test_a_comparable_tool_counts_where_the_posting_takes_one() -> None:
    resume = paper.resume({"work": [paper.job("Developer", "Replayed orders from RabbitMQ")]})

    found = [
        score(paper.posting(paper.need("Kafka", quote=quote)), resume).verdicts[0].how
        for quote in ("Kafka or a comparable message system", "Kafka")
    ]

    assert found == ["similar", ""]
