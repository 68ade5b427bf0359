"""What a file claims its glyphs to say, held against how they are drawn: people see glyphs, programs read claims."""

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import StatisticsError, correlation, pstdev
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.typesetting import Letters

_OBJECT_DEPTH: Final = 3
_LONGEST_CLAIM: Final = 4_000
_LIGATURE: Final = 3  # letters: "ffi"
_MOST_IN_A_GLYPH: Final = 4
_FEWEST_WIDTHS: Final = 12
_SAME_WIDTHS_EM: Final = 0.03
_LEAST_LIKENESS: Final = 0.3
"""Correlation with Helvetica's widths; typefaces seen in resumes have 0.73 and more, letters dealt out at random about 0."""
_WIDTHS: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (
            556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
            500, 500, 500, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611,
            722, 667, 944, 667, 667, 611,
        ),
        strict=True,
    )
)  # fmt: skip
"""Of Helvetica, in thousandths of an em. Source: Adobe's Core 14 AFM files."""


def has_stacks(letters: Sequence[Letters]) -> bool:
    """Whether letters share an origin: ligatures do, and whatever else is said to be one glyph."""
    return any(a.origin == b.origin and a.baseline == b.baseline for a, b in pairwise(letters))


def drop_replacements(page: pdfium.PdfPage) -> bool:
    """Takes the marks off a page that say other words than are drawn (`ActualText`); whether there were any.

    Marks for hyphens and ligatures stay: they say what the glyphs mean.
    """
    dropped = False
    for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_OBJECT_DEPTH):
        for mark in reversed(list(_marks(thing.raw))):
            said = _replacement(mark)
            if sum(map(str.isalnum, said)) > 1 and not (len(said) <= _LIGATURE and said.islower()):
                dropped |= bool(pdfium_c.FPDFPageObj_RemoveMark(thing.raw, mark))
    return dropped


def _marks(thing: Any) -> Iterator[Any]:
    for place in range(pdfium_c.FPDFPageObj_CountMarks(thing)):
        yield pdfium_c.FPDFPageObj_GetMark(thing, place)


def _replacement(mark: Any) -> str:
    size_bytes = ctypes.c_ulong()
    text = (ctypes.c_ushort * _LONGEST_CLAIM)()
    found = pdfium_c.FPDFPageObjMark_GetParamStringValue(
        mark, b"ActualText", text, ctypes.sizeof(text), size_bytes
    )
    kept = bytes(text)[: min(size_bytes.value, ctypes.sizeof(text))] if found else b""
    return kept.decode("utf-16-le", "replace").rstrip("\0")


def without_false_claims(
    letters: Sequence[Letters], widths: Mapping[int, Mapping[str, float]]
) -> Iterator[Letters]:
    """The letters, those without ink that cannot be what is drawn: a sentence in a full stop, or a font that swaps letters.

    Args:
        letters: as drawn.
        widths: of letters in em, by face.
    """
    liars = {face for face, measured in widths.items() if _swaps_letters(measured)}
    for _, group in groupby(letters, key=lambda letter: (letter.origin, letter.baseline)):
        stack = list(group)
        stuffed = sum(sum(map(str.isalnum, letter.text)) for letter in stack) > _MOST_IN_A_GLYPH
        for letter in stack:
            false = letter.type.face in liars or (stuffed and len(stack) > 1)
            yield replace(letter, type=replace(letter.type, without_ink=True)) if false else letter


def _swaps_letters(measured: Mapping[str, float]) -> bool:
    """Whether letters are as wide as others should be. Typewriter faces, and faces of which little is seen, pass."""
    known = [letter for letter in measured if letter in _WIDTHS]
    seen = [measured[letter] for letter in known]
    if len(known) < _FEWEST_WIDTHS or pstdev(seen) < _SAME_WIDTHS_EM:
        return False
    try:
        return correlation(seen, [_WIDTHS[letter] for letter in known]) < _LEAST_LIKENESS
    except StatisticsError:
        return False
