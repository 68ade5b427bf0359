"""Section titles in a side margin: each is read right before what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from core.documents.letters import opens_item
from core.documents.segments import HEADING_SIZE, LONG_LINE, SAME_ROW_EM, Segment

_FEWEST_TITLES = 2
_MOST_TITLES = 30  # each is looked for among all texts
_TITLE_LINES = 3
_LINE_STEP_EM = 1.9  # from line to line of one title; the next title stands further below
RAIL_REACH_EM = 1.3  # a title is set larger, so it may stand this much lower or higher than the row beside it
_NEW_PART = 1.25  # times the usual step: what a title begins is set off from what is above
_ROWS_OF_A_SECTION = 6  # bold words beside fewer rows are labels of entries, as short ones are: "PhD"
_LETTERS_OF_A_TITLE = 5

Section = tuple[Segment, list[Segment]]


def sections_of(titles: Sequence[Segment], texts: Sequence[Segment]) -> list[Section]:
    """Titles and what belongs to each, or nothing where one side is no rail of titles.

    Args:
        titles: the narrower side of a gutter, top to bottom.
        texts: the other side, top to bottom.
    """
    blocks = list(_blocks(titles)) if texts else []
    if not _FEWEST_TITLES <= len(blocks) <= _MOST_TITLES or not all(_may_be_title(block) for block in blocks):
        return []
    if not _stand_out(titles, texts, len(blocks)):
        return []
    starts = [_start(block[0], texts) for block in blocks]
    places = [start for start in starts if start is not None]
    if len(places) < len(blocks) or places[0] != 0 or any(a >= b for a, b in pairwise(places)):
        return []
    return [
        (_joined(block), list(texts[start:end]))
        for block, start, end in zip(blocks, places, [*places[1:], len(texts)], strict=True)
    ]


def _blocks(side: Sequence[Segment]) -> Iterator[list[Segment]]:
    block: list[Segment] = []
    for segment in side:
        if block and segment.baseline - block[-1].baseline > _LINE_STEP_EM * segment.size:
            yield block
            block = []
        block.append(segment)
    if block:
        yield block


def _may_be_title(block: Sequence[Segment]) -> bool:
    return len(block) <= _TITLE_LINES and not any(
        any(map(str.isdigit, line.text)) or line.weight >= LONG_LINE or opens_item(line.text)
        for line in block
    )


def _stand_out(titles: Sequence[Segment], texts: Sequence[Segment], blocks: int) -> bool:
    """Whether all are set alike, and otherwise than most of the text: larger, in capitals, or bold over long sections."""
    body = median(text.size for text in texts)
    if max(title.size for title in titles) > HEADING_SIZE * min(title.size for title in titles):
        return False
    if all(title.size >= HEADING_SIZE * body for title in titles):
        return True
    if all(title.is_capitals for title in titles):
        return 2 * sum(text.is_capitals for text in texts) < len(texts)
    light = 2 * sum(text.bold for text in texts) < len(texts)
    long = len(texts) >= _ROWS_OF_A_SECTION * blocks
    return light and long and all(title.bold and title.weight >= _LETTERS_OF_A_TITLE for title in titles)


def _start(title: Segment, texts: Sequence[Segment]) -> int | None:
    """Place of the text with which the section of this title begins: a row beside it, set off from what is above."""
    steps = [b.baseline - a.baseline for a, b in pairwise(texts)]
    rows = [step for step, text in zip(steps, texts, strict=False) if step > SAME_ROW_EM * text.size]
    usual = median(rows) if rows else 0.0
    near = [
        place
        for place, text in enumerate(texts)
        if abs(text.baseline - title.baseline) <= RAIL_REACH_EM * title.size
        and (place == 0 or steps[place - 1] > _NEW_PART * usual)
    ]
    return min(near, key=lambda place: abs(texts[place].baseline - title.baseline), default=None)


def _joined(block: Sequence[Segment]) -> Segment:
    """A title of several lines as one."""
    first, *more = block
    words = [replace(line.words[0], spaced=True) for line in more]
    return Segment(
        (*first.words, *(w for line, head in zip(more, words, strict=True) for w in (head, *line.words[1:])))
    )
