"""Section titles and dates in a side margin: each is read right before what stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from core.documents.letters import opens_item
from core.documents.segments import HEADING_SIZE, LONG_LINE, Segment, rows_by_baseline

_FEWEST_TITLES = 2
_MOST_BLOCKS = 60  # each is looked for among all texts
_BLOCK_LINES = 3
_LINE_STEP_EM = 1.9  # from line to line of one title; the next title stands further below
RAIL_REACH_EM = (
    1.3  # a title is set larger, so it may stand this much lower or higher than the rows beside it
)
_NEW_PART = 1.25  # times the usual step: what a title begins is set off from what is above
_ROWS_OF_A_SECTION = 6  # bold words beside fewer rows are labels of entries, as short ones are: "PhD"
_LETTERS_OF_A_TITLE = 5

Block = list[Segment]


@dataclass(frozen=True, slots=True)
class Section:
    """What a margin says, and the texts beside it.

    Attributes:
        title: a line of its own.
        label: what belongs into the row of the first text: the dates of an entry.
        texts: what is read after them; nothing where the next section goes on with this title.
    """

    title: Segment | None
    label: Segment | None
    texts: list[Segment]


def sections_of(margin: Sequence[Segment], texts: Sequence[Segment]) -> list[Section]:
    """What a margin holds with what belongs to it, or nothing where it is no rail of titles and dates.

    Args:
        margin: the narrower side of a gutter, top to bottom.
        texts: the other side, top to bottom.
    """
    blocks = list(_blocks(margin)) if texts else []
    if not _FEWEST_TITLES <= len(blocks) <= _MOST_BLOCKS or not all(map(_is_short, blocks)):
        return []
    titles = [block for block in blocks if not _is_dated(block)]
    if len(titles) < _FEWEST_TITLES or not _stand_out(titles, blocks, texts):
        return []
    rows = rows_by_baseline(texts)
    starts = _starts(blocks, rows)
    return [
        Section(
            None if _is_dated(block) else _joined(block),
            _joined(block) if _is_dated(block) else None,
            [text for row in rows[start:end] for text in row],
        )
        for block, start, end in zip(blocks, starts, [*starts[1:], len(rows)], strict=False)
    ]


def _blocks(side: Sequence[Segment]) -> Iterator[Block]:
    """Lines close below each other, in one size."""
    block: Block = []
    for segment in side:
        if block and (
            segment.baseline - block[-1].baseline > _LINE_STEP_EM * segment.size
            or not 1 / HEADING_SIZE <= segment.size / block[-1].size <= HEADING_SIZE
        ):
            yield block
            block = []
        block.append(segment)
    if block:
        yield block


def _is_short(block: Block) -> bool:
    return len(block) <= _BLOCK_LINES and not any(
        line.weight >= LONG_LINE or opens_item(line.text) for line in block
    )


def _is_dated(block: Block) -> bool:
    return any(any(map(str.isdigit, line.text)) for line in block)


def _stand_out(titles: Sequence[Block], blocks: Sequence[Block], texts: Sequence[Segment]) -> bool:
    """Whether all are set alike, and otherwise than most of the text: larger, in capitals, or bold over long sections."""
    body, lines = median(text.size for text in texts), [line for block in titles for line in block]
    if max(line.size for line in lines) > HEADING_SIZE * min(line.size for line in lines):
        return False
    if all(line.size >= HEADING_SIZE * body for line in lines):
        return True
    if len(titles) < len(
        blocks
    ):  # beside dates, what looks like the text is the place or the kind of an entry
        return False
    if all(line.is_capitals for line in lines):
        return 2 * sum(text.is_capitals for text in texts) < len(texts)
    light = 2 * sum(text.bold for text in texts) < len(texts)
    long = len(texts) >= _ROWS_OF_A_SECTION * len(titles)
    return light and long and all(line.bold and line.weight >= _LETTERS_OF_A_TITLE for line in lines)


def _starts(blocks: Sequence[Block], rows: Sequence[Block]) -> list[int]:
    """Of each block the row its part begins with; none where the texts are not parted as the margin is.

    A part ends at a gap that is wider than usual, and a block belongs to the part it stands beside or next to. A title
    and the dates right below it may share one; other blocks have each their own.
    """
    steps = [below[0].baseline - above[0].baseline for above, below in pairwise(rows)]
    least = _NEW_PART * median(steps) if steps else 0.0
    tops = [0, *(place for place, step in enumerate(steps, start=1) if step > least)]
    parts = [
        (top, rows[top][0].baseline, rows[end - 1][0].baseline) for top, end in pairwise([*tops, len(rows)])
    ]
    starts: list[int] = []
    for place, block in enumerate(blocks):
        y = block[0].baseline
        start, top, bottom = min(parts, key=lambda part: max(part[1] - y, y - part[2], 0.0))
        shares = place > 0 and _is_dated(block) and not _is_dated(blocks[place - 1])
        size = max(block[0].size, blocks[place - 1][0].size if shares else 0.0)
        if max(top - y, y - bottom) > RAIL_REACH_EM * size:
            return []
        if start < starts[-1] + (not shares) if starts else start > 0:
            return []
        starts.append(start)
    return starts


def _joined(block: Block) -> Segment:
    """Several lines as one."""
    first, *more = block
    words = [replace(line.words[0], spaced=True) for line in more]
    return Segment(
        (*first.words, *(w for line, head in zip(more, words, strict=True) for w in (head, *line.words[1:])))
    )
