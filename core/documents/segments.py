"""Words with places → segments: what stands together on one baseline."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from core.documents.letters import is_wide
from core.text import BULLETS

# Lengths are in em, of the font size at hand. Blanks measure 0.25 to 0.33 em; justified lines stretch them to 1 em at
# most, and letters kerned apart stay below 0.12. The rest was measured on resumes of LaTeX, Typst, Word and browsers.
WORD_GAP_EM = 0.16
SEGMENT_GAP_EM = 1.1
_JUSTIFIED_GAP_EM = 1.4  # as far as a drawn blank may be stretched
SAME_BASELINE_EM = 0.12
SAME_ROW_EM = 0.35
MARKER_REACH_EM = 4.0
_RAIL_GAP_EM = 0.65  # a blank of a typewriter font is 0.6 em wide
_SPACED_GAP_EM = 0.9
_OTHER_SIZE = 2.0
_OVER_EM = 0.3

ALIGNED_PT = 1.0
ALIGNED_LINES = 3
LONG_LINE = 26  # letters: more than dates, places and labels have
HEADING_SIZE = 1.12  # times the text's
MARKERS = frozenset(BULLETS + "❑◇○‐–-*")
_FEWEST_SPACED_LETTERS = 4
_FEWEST_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a gap.

    Attributes:
        baseline: y of the line the letters stand on.
        size: of the font as seen on the page.
        spaced: there is a blank before it, drawn or told from the gap.
        blank: that blank was drawn.
        links: targets of the annotations over it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    spaced: bool = False
    blank: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """Words that stand together on one baseline, left to right (or right to left, where the letters run so)."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def _letters(self) -> Sequence[Word]:
        """Its words without list markers, which may be larger than their text, and stand higher or lower."""
        return [word for word in self.words if word.text not in MARKERS] or self.words

    @cached_property
    def baseline(self) -> float:
        return max(self._letters, key=lambda word: (word.size, word.x1 - word.x0)).baseline

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self._letters)

    @cached_property
    def text(self) -> str:
        return _text_of(self.words)

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @cached_property
    def is_capitals(self) -> bool:
        return (
            self.text.isupper() and self.weight >= _FEWEST_CAPITALS and not any(map(str.isdigit, self.text))
        )

    @cached_property
    def weight(self) -> int:
        """Letters, Chinese ones double: how much room a text takes."""
        return sum(2 if is_wide(letter) else 1 for letter in self.text if not letter.isspace())


def segments_of(words: Iterable[Word]) -> list[Segment]:
    """Groups words of one baseline whose gaps are at most 1.1 em; sizes that differ twofold stay apart.

    A gap of 0.65 em parts them too where many other lines begin right behind it: there is a rail.
    """
    found: list[Segment] = []
    for row in _rows_of_words(words):
        run: list[Word] = []
        for word in row:
            if run and not _continues(run[-1], word):
                found.append(_segment(run))
                run = []
            run.append(word)
        found.append(_segment(run))
    return _with_markers(_with_raised(_parted_at_rails(found)))


Row = list[Segment]


def rows_by_baseline(segments: Sequence[Segment]) -> list[Row]:
    """Segments that stand in one row, from the left; rows from the top."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        last = rows[-1][-1] if rows else None
        if last and segment.baseline - last.baseline <= SAME_ROW_EM * (segment.size + last.size) / 2:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda segment: segment.x0)
    return rows


def _parted_at_rails(segments: list[Segment]) -> list[Segment]:
    gaps = [list(_gaps(segment)) for segment in segments]
    starts = sorted(segment.x0 for segment in segments)
    edges = sorted(
        starts
        + [
            segment.words[place].x0
            for segment, places in zip(segments, gaps, strict=True)
            for place in places
        ]
    )
    found: list[Segment] = []
    for segment, places in zip(segments, gaps, strict=True):
        start = 0
        for place in places:
            x0 = segment.words[place].x0
            if count_near(edges, x0) >= ALIGNED_LINES and (
                count_near(starts, x0) or _is_odd_gap(segment, place)
            ):
                found.append(_segment(segment.words[start:place]))
                start = place
        found.append(_segment(segment.words[start:]))
    return found


def _gaps(segment: Segment) -> Iterator[int]:
    """Places of the words behind a gap that is wider than a blank; not of the one behind a list marker."""
    for place, (left, right) in enumerate(pairwise(segment.words), start=1):
        # The blank of a typewriter font is 0.6 em wide, and stands at the same place in many lines.
        reach = _SPACED_GAP_EM if right.blank else _RAIL_GAP_EM
        if right.x0 - left.x1 > reach * min(left.size, right.size) and (
            place > 1 or left.text not in MARKERS
        ):
            yield place


def _is_odd_gap(segment: Segment, place: int) -> bool:
    """Whether the gap before a word is twice what the segment's gaps are; justified lines stretch them all."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(segment.words)]
    return len(gaps) > 1 and gaps[place - 1] > 2 * median(gaps)


def count_near(edges: Sequence[float], x: float) -> int:
    return bisect_left(edges, x + ALIGNED_PT) - bisect_left(edges, x - ALIGNED_PT)


def _rows_of_words(words: Iterable[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.baseline):
        if row and word.baseline - row[0].baseline > max(0.8, SAME_BASELINE_EM * min(word.size, row[0].size)):
            yield sorted(row, key=lambda word: word.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.x0)


def _continues(left: Word, right: Word) -> bool:
    small, large = sorted((left.size, right.size))
    reach = _JUSTIFIED_GAP_EM if right.blank else SEGMENT_GAP_EM
    return large < _OTHER_SIZE * small and right.x0 - left.x1 <= reach * (small + large) / 2


def _segment(run: Iterable[Word]) -> Segment:
    words = sorted(run, key=lambda word: word.x0)
    text = "".join(word.text for word in words)
    return Segment(tuple(reversed(words) if 2 * sum(map(_is_rtl, text)) > len(text) else words))


def _is_rtl(letter: str) -> bool:
    return "\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufefc"


def _with_raised(segments: list[Segment]) -> list[Segment]:
    """Superscripts and subscripts ("1st", "CO2") join the segment they are set against."""
    segments.sort(key=lambda segment: segment.baseline)
    baselines = [segment.baseline for segment in segments]
    taken: set[int] = set()
    merged: dict[int, list[Word]] = {}
    for place, small in enumerate(segments):
        if len(small.text) > 4:  # noqa: PLR2004  "st", "nd", "®", "[12]": longer ones are text of their own
            continue
        first = bisect_left(baselines, small.baseline - small.size)
        last = bisect_left(baselines, small.baseline + small.size)
        for other in range(first, last):
            if other != place and other not in taken and _is_raised(small, segments[other]):
                merged.setdefault(other, list(segments[other].words)).extend(small.words)
                taken.add(place)
                break
    return [
        _segment(merged[place]) if place in merged else segment
        for place, segment in enumerate(segments)
        if place not in taken
    ]


def _is_raised(small: Segment, host: Segment) -> bool:
    if not 0.4 * host.size < small.size < 0.85 * host.size:
        return False
    if not -0.6 * host.size < small.baseline - host.baseline < 0.3 * host.size:
        return False
    touch = 0.3 * host.size
    return any(abs(small.x0 - word.x1) < touch or abs(word.x0 - small.x1) < touch for word in host.words)


def _with_markers(segments: list[Segment]) -> list[Segment]:
    """A glyph that opens a list item belongs to the text right of it, whatever its own size and height."""
    markers = [s for s in segments if s.text in MARKERS]
    if not markers:
        return segments
    rest = [s for s in segments if s.text not in MARKERS]
    for marker in markers:
        hosts = [place for place, s in enumerate(rest) if _is_marked_by(s, marker)]
        if not hosts:
            rest.append(marker)
            continue
        place = min(hosts, key=lambda place: rest[place].x0)
        rest[place] = Segment((*marker.words, *rest[place].words))
    return rest


def _is_marked_by(segment: Segment, marker: Segment) -> bool:
    gap = segment.x0 - marker.x1
    middle = (marker.words[0].top + marker.words[0].bottom) / 2
    return (
        -0.1 * segment.size <= gap <= MARKER_REACH_EM * segment.size
        and segment.words[0].top - 0.2 * segment.size
        <= middle
        <= segment.words[0].bottom + 0.2 * segment.size
        and abs(marker.baseline - segment.baseline) < 0.6 * segment.size
    )


def _text_of(words: Sequence[Word]) -> str:
    if len(words) >= _FEWEST_SPACED_LETTERS and all(
        len(word.text) == 1 and (word.text.isalnum() or word.text in "&/") for word in words
    ):
        return _close_up(words)
    text = words[0].text
    for left, right in pairwise(words):
        gap = max(right.x0 - left.x1, left.x0 - right.x1)
        # Justified Chinese and Japanese lines have gaps between all letters, and no blanks.
        reach = 3 * WORD_GAP_EM if is_wide(left.text[-1]) and is_wide(right.text[0]) else WORD_GAP_EM
        apart = gap > reach * min(left.size, right.size) or right.spaced or left.text in MARKERS
        apart = apart or _runs_over(left, right, -gap)
        text += (" " if apart else "") + right.text
    return text


def _runs_over(left: Word, right: Word, overlap: float) -> bool:
    """Whether a word too long for its room goes on below the next one: ligatures overlap too, but end in no capital."""
    return (
        left.text[-1].islower()
        and right.text[0].isupper()
        and overlap > _OVER_EM * min(left.size, right.size)
    )


def _close_up(letters: Sequence[Word]) -> str:
    """A word that was spaced out for looks ("S K I L L S"); wider gaps part its words."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(letters)]
    usual = median(gaps)
    text = letters[0].text
    for gap, letter in zip(gaps, letters[1:], strict=True):
        text += (" " if gap > 1.8 * usual else "") + letter.text
    return text
