"""The fewest edits that lift the most scores."""

from collections.abc import Sequence

from core.model import Edit, Lift


def fewest(lifts: Sequence[Lift]) -> list[Lift]:
    """A small set of edits that together lift every posting that any of them lifts, the most useful first.

    Greedy set cover: always the edit that lifts the most postings not lifted yet, of several the one with the most points.
    Where no two edits change the same text, the set has at most H(n) times as many as the smallest, n being the most
    postings that one edit lifts. Of edits that change the same text only one is taken.

    Source: Chvátal, "A greedy heuristic for the set-covering problem", 1979.
    """
    taken: list[Lift] = []
    lifted: set[str] = set()
    while True:
        free = [one for one in lifts if not any(_clash(one.edit, other.edit) for other in taken)]
        best = max(
            free, key=lambda one: (len(one.points.keys() - lifted), sum(one.points.values())), default=None
        )
        if best is None or best.points.keys() <= lifted:
            return taken
        taken.append(best)
        lifted |= best.points.keys()


def _clash(one: Edit, other: Edit) -> bool:
    """Do they change the same text, or one a part of the other's?"""
    a, b = f"{one.pointer}/", f"{other.pointer}/"
    return a.startswith(b) or b.startswith(a)
