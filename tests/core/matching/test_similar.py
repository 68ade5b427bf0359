"""What embeddings may say, and how it is kept."""

import numpy as np
import paper
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import answers, calibration, near, nominees, questions, score, similar_of, threshold
from core.model import MatchReport, dump, load

LEDGER = "Posted every transfer to double-entry books"
POSTING = paper.posting(
    paper.need("Bookkeeping systems", quote="You know bookkeeping systems"), paper.need("Kafka")
)
RESUME = paper.resume({"work": [paper.job("Developer", LEDGER)], "skills": [{"keywords": ["double entry"]}]})


def vectors(near: float, *, name: bool = True, sentence: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """The ledger's line stands at this cosine to the first requirement's name and sentence, or to one of them."""
    asked = np.eye(4, 8, dtype=np.float32)
    texts = answers(RESUME)
    shown = np.zeros((len(texts), 8), np.float32)
    shown[texts.index(LEDGER), 0] = near if name else 0.0
    shown[texts.index(LEDGER), 2] = near if sentence else 0.0
    return asked, shown


def test_an_embedding_nominates_and_the_rules_decide_what_it_is_worth() -> None:
    similar = nominees(POSTING, answers(RESUME), *vectors(0.7), least=0.6, model="3f2ad")
    report = score(POSTING, RESUME, similar)
    verdict = report.verdicts[0]

    assert questions(POSTING) == ("Bookkeeping systems", "Kafka", "You know bookkeeping systems", "Kafka")
    assert similar.texts == {"r1": frozenset({LEDGER})}
    assert (verdict.how, verdict.credit, verdict.quote) == ("similar", 0.7, LEDGER)
    assert score(POSTING, RESUME).verdicts[0].verdict == "missing"
    assert report.fingerprint.endswith("· embeddings 3f2a")


@pytest.mark.parametrize(
    ("near", "name", "sentence"), [(0.6, True, True), (0.9, True, False), (0.9, False, True)]
)
def test_a_line_must_be_nearer_than_any_unrelated_one_and_near_both_name_and_sentence(
    *, near: float, name: bool, sentence: bool
) -> None:
    asked, shown = vectors(near, name=name, sentence=sentence)
    assert (
        nominees(POSTING, answers(RESUME), asked, shown, least=float(np.float32(0.6)), model="m").texts == {}
    )


def test_a_report_holds_what_it_was_made_with_so_that_it_can_be_made_again() -> None:
    report = score(POSTING, RESUME, nominees(POSTING, answers(RESUME), *vectors(0.7), least=0.6, model="m1"))

    kept = load(MatchReport, dump(report))

    assert score(POSTING, RESUME, similar_of(kept)) == report
    assert similar_of(score(POSTING, RESUME)) is None


def test_vectors_of_another_resume_or_model_are_refused() -> None:
    texts, right = answers(RESUME), np.zeros((len(answers(RESUME)), 8), np.float32)

    for asked, shown in ((np.zeros((1, 8)), right), (np.zeros((4, 8)), right[1:]), (np.zeros((4, 4)), right)):
        with pytest.raises(ValueError, match="vectors"):
            nominees(POSTING, texts, asked.astype(np.float32), shown, least=0.6, model="m")


def test_the_threshold_is_what_no_unrelated_pair_passes() -> None:
    phrases, lines = calibration()
    assert len(phrases) == len(lines) == len(set(phrases)) == len(set(lines)) >= 50

    some = np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]], np.float32)
    assert threshold(some, some) == pytest.approx(0.8)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-0.2, 0.9))
def test_of_many_resumes_whatever_is_a_nominee_is_near(seed: int, least: float) -> None:
    made = np.random.default_rng(seed).normal(size=(4 + 3 * len(answers(RESUME)), 8)).astype(np.float32)
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    asked, shown = made[:4], made[4:]

    flags = near(asked, shown, least=least)

    assert flags.shape == (2, len(shown))
    for place in range(3):
        units = slice(place * len(answers(RESUME)), (place + 1) * len(answers(RESUME)))
        found = nominees(POSTING, answers(RESUME), asked, shown[units], least=least, model="m").texts
        for requirement, row in zip(POSTING.requirements, flags[:, units], strict=True):
            seen = {text for text, taken in zip(answers(RESUME), row, strict=True) if taken}
            assert seen >= found.get(requirement.id, set())
