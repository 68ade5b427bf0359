"""Resumes in many layouts, made by code, with what a person would read: a corpus for readers, ours and others'.

Every sheet comes *as drawn* (line by line, column after column, as browsers and LaTeX do), and redrawn word by word with
the same geometry: in rows from the top, or in a random order that is the same in each run. A reader that goes by
places reads all three alike.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product

from layout_blocks import MORE_LAYOUTS
from layout_designs import LAYOUTS
from layout_draft import Redrawn, Sheet, icon_font

from core.text import squash

__all__ = ["Misread", "Redrawn", "Sheet", "corpus", "icon_font", "misread", "word_f1"]


@dataclass(frozen=True)
class Misread:
    """What a reader got wrong; all zero is right.

    Attributes:
        broken: texts that are not found as contiguous letters.
        moved: found texts less the longest run of them in the right order.
        switches: jumps between regions beyond the needed ones.
    """

    broken: int
    moved: int
    switches: int

    def __add__(self, other: "Misread") -> "Misread":
        return Misread(self.broken + other.broken, self.moved + other.moved, self.switches + other.switches)


def misread(text: str, sheet: Sheet) -> Misread:
    """How `text` differs from what the sheet says, blanks, hyphens and case aside."""
    letters = squash(text)
    places = [[letters.find(squash(unit)) for unit in region] for region in sheet.regions]
    found = sorted((at, region) for region, spots in enumerate(places) for at in spots if at >= 0)
    jumps = sum(a[1] != b[1] for a, b in pairwise(found))
    return Misread(
        broken=sum(at < 0 for spots in places for at in spots),
        moved=len(found) - max(_longest_run([places[n] for n in order]) for order in _orders(sheet)),
        switches=max(0, jumps - len({region for _, region in found}) + 1),
    )


def word_f1(text: str, sheet: Sheet) -> float:
    """Harmonic mean of recall and precision of the words, 0 to 1; the order does not count."""
    found, wanted = Counter(text.split()), Counter(sheet.text.split())
    both = (found & wanted).total()
    return 2 * both / max(1, found.total() + wanted.total())


def _orders(sheet: Sheet) -> Iterator[list[int]]:
    """The right orders of the regions: those side by side in any order, all others as they are."""
    for chosen in product(*(permutations(group) for group in sheet.beside)):
        order = list(range(len(sheet.regions)))
        for group, swapped in zip(sheet.beside, chosen, strict=True):
            for place, region in zip(group, swapped, strict=True):
                order[place] = region
        yield order


def _longest_run(places: Sequence[Sequence[int]]) -> int:
    """Length of the longest increasing run, by patience sorting."""
    ends: list[int] = []
    for at in (at for spots in places for at in spots if at >= 0):
        place = bisect_left(ends, at)
        ends[place : place + 1] = [at]
    return len(ends)


def corpus(redrawn: Redrawn) -> list[Sheet]:
    """All layouts, each with the same texts at the same places, drawn in this order."""
    return [
        layout().sheet(layout.__name__.strip("_").replace("_", " "), redrawn)
        for layout in (*LAYOUTS, *MORE_LAYOUTS)
    ]
