"""Counting votes, and how much the people who cast them agree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keepsakes import MINA, report

from core.model import Candidate, Ranking, SwapTest, Vote
from core.voting import complete, kappa, tally

RANKING = Ranking(
    "R", MINA, "P", 1, "x", is_private=False, candidates=tuple(Candidate(x, x, 1, report()) for x in "AB"),
    swaps=SwapTest(8, 0, ""),
)  # fmt: skip


def test_kappa_of_a_published_table_is_the_published_one() -> None:
    """Fourteen raters put ten subjects into five categories: the worked example of Wikipedia's article on the measure."""
    table = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert kappa(table) == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(
    ("table", "said"),
    [([[3, 0, 0], [0, 3, 0]], 1.0), ([[1, 1, 0], [1, 1, 0]], -1.0), ([[3, 0, 0], [3, 0, 0]], None), ([[1, 0, 0], [0, 1, 0]], None), ([], None)],
)  # fmt: skip
def test_kappa_at_its_ends_and_where_it_says_nothing(table: list[list[int]], said: float | None) -> None:
    assert kappa(table) == said


@given(st.lists(st.lists(st.sampled_from([0, 1, 2]), min_size=4, max_size=4), max_size=8))
def test_kappa_stays_in_its_range(chosen: list[list[int]]) -> None:
    found = kappa([[row.count(j) for j in range(3)] for row in chosen])
    assert found is None or -1.0 <= found <= 1.0 + 1e-9


def test_counts_hold_all_votes_and_agreement_those_who_voted_on_everybody() -> None:
    votes = [
        Vote("A", "U1", "yes"), Vote("B", "U1", "no"), Vote("A", "U2", "yes"), Vote("B", "U2", "no"),
        Vote("A", "U3", "unsure"), Vote("Z", "U3", "yes"),
    ]  # fmt: skip
    counted = tally(votes, RANKING)
    assert counted.counts == {"A": {"yes": 2, "no": 0, "unsure": 1}, "B": {"yes": 0, "no": 2, "unsure": 0}}
    assert (counted.voters, counted.agreement) == (2, 1.0)
    assert complete(votes, RANKING) == 2
    assert complete(votes, replace(RANKING, candidates=())) == 0
