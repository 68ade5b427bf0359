"""The fewest edits that lift the most, compared with trying every set."""

from itertools import combinations
from math import fsum

from hypothesis import given
from hypothesis import strategies as st

from core.improvement import fewest
from core.model import Edit, Lift

POSTINGS = "abcdef"


def lift(pointer: str, **points: float) -> Lift:
    return Lift(Edit("", pointer, "before", "after", None, 1.0, ()), points)


LIFTS = st.lists(st.dictionaries(st.sampled_from(POSTINGS), st.floats(0.1, 20), min_size=1), max_size=7).map(
    lambda many: [lift(f"/work/{n}/summary", **points) for n, points in enumerate(many)]
)


def smallest(lifts: list[Lift]) -> int:
    """Size of the smallest set that lifts all that any of them lifts, by trying every set."""
    every = {id for one in lifts for id in one.points}
    sizes = (
        size
        for size in range(len(lifts) + 1)
        for some in combinations(lifts, size)
        if {id for one in some for id in one.points} == every
    )
    return next(sizes)


@given(LIFTS)
def test_it_lifts_all_that_can_be_lifted_with_hardly_more_edits_than_the_fewest(lifts: list[Lift]) -> None:
    taken = fewest(lifts)
    assert {id for one in taken for id in one.points} == {id for one in lifts for id in one.points}
    bound = fsum(1 / n for n in range(1, max((len(one.points) for one in lifts), default=1) + 1))
    assert smallest(lifts) <= len(taken) <= bound * max(1, smallest(lifts)) + 1e-9


@given(LIFTS)
def test_each_edit_lifts_something_that_those_before_it_do_not(lifts: list[Lift]) -> None:
    lifted: set[str] = set()
    for one in fewest(lifts):
        assert one.points.keys() - lifted
        lifted |= one.points.keys()


@given(LIFTS)
def test_the_same_edits_give_the_same_answer(lifts: list[Lift]) -> None:
    assert fewest(lifts) == fewest(list(lifts))


def test_of_two_that_lift_as_many_the_one_with_more_points_is_taken() -> None:
    small, large = lift("/work/0/summary", a=1, b=1), lift("/work/1/summary", a=2, b=9)
    assert fewest([small, large]) == [large]


def test_of_edits_that_change_the_same_text_one_is_taken() -> None:
    whole = lift("/skills/0/keywords", a=1, b=1)
    part = lift("/skills/0/keywords/1", c=1)
    other = lift("/skills/0/keywords2", c=1)
    assert fewest([whole, part]) == [whole]
    assert fewest([whole, part, other]) == [whole, other]
    assert fewest([]) == []
