"""Letters with places → words: blanks are gaps, whether or not the file says so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from core.documents.icons import is_icon
from core.documents.segments import SEGMENT_GAP_EM, WORD_GAP_EM, Word
from core.model import Box

_SAME_BASELINE_EM = 0.1
_OVERLAP_EM = 0.6  # letters may be kerned back this far; more is a jump to somewhere else
_OTHER_SIZE = 1.6
_FEWEST_GAPS = 4
_DOUBT_EM = 0.05
_SET_APART_EM = WORD_GAP_EM + 0.05
_LETTERS_OF_A_WORD = 3  # no text has shorter ones on average


Script = Literal["letters", "symbols", "icons"]


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are drawn; one object for all letters of a text object.

    Attributes:
        size: in points as seen on the page.
        script: what its codes stand for: letters, the signs of Symbol and Wingdings, or little pictures.
        face: tells fonts of one file apart, named or not.
        turn: degrees clockwise that the text runs away from the reader's: 0, 90, 180 or 270.
        without_ink: drawn invisible, transparent, or too small to see.
        unpainted: drawn invisible and large enough to read, as the text over a recognised scan is.
        luminance: of the fill colour, 0 (black) to 255 (white).
        embedded: the font is in the file; if not, its glyphs may be missing on this machine.
    """

    size: float
    font: str
    script: Script
    face: int
    bold: bool
    turn: int
    without_ink: bool
    unpainted: bool
    luminance: float
    embedded: bool


@dataclass(frozen=True, slots=True)
class Letters:
    """A letter, or several set close, in the frame their text runs to the right in.

    Attributes:
        x0, x1: from the first one's origin to where the next one would stand.
        origin: where the file puts the first one.
        ink: the box of the glyphs themselves.
        box: from ascent to descent.
        spaced: a blank was drawn before them.
        perhaps_spaced: pdfium takes the gap before them for a blank.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    origin: float
    ink: Box
    box: Box
    type: Type
    spaced: bool
    perhaps_spaced: bool


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word, and what decides whether it can be seen."""

    word: Word
    ink: Box
    type: Type


def words_of(letters: Iterable[Letters]) -> Iterator[SetWord]:
    """Words, in the order in which their letters were drawn."""
    for run in _runs(letters):
        reach = _reach(run)
        doubt = _DOUBT_EM if reach < _SET_APART_EM or _sees_words(run) else 0.0
        start = 0
        for place, (left, right) in enumerate(pairwise(run), start=1):
            gap = _gap(left, right) / min(left.type.size, right.type.size)
            if right.spaced or gap > reach or (right.perhaps_spaced and gap > reach - doubt):
                yield _word(run[start:place], spaced=start > 0)
                start = place
        yield _word(run[start:], spaced=start > 0)


def _runs(letters: Iterable[Letters]) -> Iterator[list[Letters]]:
    """Letters drawn one after the other on one baseline."""
    run: list[Letters] = []
    for letter in letters:
        if run and not _follows(run[-1], letter):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _follows(left: Letters, right: Letters) -> bool:
    small, large = sorted((left.type.size, right.type.size))
    return (
        not is_icon(left.text)
        and not is_icon(right.text)
        and left.type.turn == right.type.turn
        and left.type.without_ink == right.type.without_ink
        and large < _OTHER_SIZE * small
        and abs(left.baseline - right.baseline) <= max(0.3, _SAME_BASELINE_EM * small)
        and -_OVERLAP_EM * large <= _gap(left, right) <= SEGMENT_GAP_EM * large
    )


def _gap(left: Letters, right: Letters) -> float:
    """Between neighbours, whichever way the script runs."""
    if right.x0 < left.x0 and right.x1 <= left.x0 + _OVERLAP_EM * left.type.size:
        return left.x0 - right.x1
    return right.x0 - left.x1


def _reach(run: Sequence[Letters]) -> float:
    """The widest gap inside a word, in em. Headings are often set with a little room between all letters."""
    gaps = [
        _gap(left, right) / min(left.type.size, right.type.size)
        for left, right in pairwise(run)
        if not right.spaced
    ]
    gaps += [0.0] * sum(len(letters.text) - 1 for letters in run)
    # Not their median: short words have as many blanks between them as letters set close.
    tracking = max(0.0, sorted(gaps)[len(gaps) // 3]) if len(gaps) >= _FEWEST_GAPS else 0.0
    return WORD_GAP_EM + tracking


def _sees_words(run: Sequence[Letters]) -> bool:
    """Whether pdfium sees blanks as often as a text has them; among letters set apart it may see them everywhere."""
    blanks = sum(letters.perhaps_spaced for letters in run[1:])
    return _LETTERS_OF_A_WORD * blanks <= sum(len(letters.text) for letters in run)


def _word(letters: Sequence[Letters], *, spaced: bool) -> SetWord:
    if len(letters) == 1:
        [one] = letters
        blank, box = one.spaced, one.box
        word = Word(
            one.text,
            one.x0,
            one.x1,
            box.top,
            box.bottom,
            one.baseline,
            one.type.size,
            one.type.bold,
            spaced or blank,
            blank,
        )
        return SetWord(word, one.ink, one.type)
    sizes = max(letters, key=lambda letter: letter.type.size)
    heavy = sum(len(letter.text) for letter in letters if letter.type.bold)
    count = sum(len(letter.text) for letter in letters)
    word = Word(
        text="".join(letter.text for letter in letters),
        x0=min(letter.x0 for letter in letters),
        x1=max(letter.x1 for letter in letters),
        top=min(letter.box.top for letter in letters),
        bottom=max(letter.box.bottom for letter in letters),
        baseline=letters[0].baseline,
        size=sizes.type.size,
        bold=2 * heavy > count,
        spaced=spaced or letters[0].spaced,
        blank=letters[0].spaced,
    )
    inks = [letter.ink for letter in letters]
    ink = Box(
        min(box.x0 for box in inks),
        min(box.top for box in inks),
        max(box.x1 for box in inks),
        max(box.bottom for box in inks),
    )
    return SetWord(word, ink, letters[0].type)
