"""What can be seen of a page: drawn in grey, a point to a pixel, and looked at where words should be."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium

from core.documents.typesetting import SetWord
from core.model import Box

_LEAST_CONTRAST: Final = 12
"""Grey levels of 255 between the darkest and the lightest pixel; #F5F5F5 on white shows 10, #DDD thin type shows 15."""
_STROKE_CONTRAST: Final = 60  # scanned paper has 20 at most, faint print on it 80
_NEAR_WHITE: Final = 240
_THIN_PT: Final = 3.0
_LAST_LATIN: Final = "\u024f"
_SIDE_LIMIT: Final = 4_000
"""Pixels. A page of 1.4 m has other uses than a resume, and a picture of it other costs."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A picture of the page, one byte a pixel."""

    pixels: memoryview
    width: int
    height: int
    stride: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Ink | None":
        """None for a page too large to be drawn."""
        if max(page.get_size()) > _SIDE_LIMIT:
            return None
        bitmap = page.render(scale=1, grayscale=True, may_draw_forms=False)
        return cls(memoryview(bitmap.buffer).cast("B"), bitmap.width, bitmap.height, bitmap.stride)

    def shows(self, word: SetWord, ink: Box, around: Box) -> bool:
        """Whether a word leaves marks a person can see.

        Args:
            ink: box of its glyphs on the page.
            around: box of its line height there, which is mostly ground.
        """
        if self._contrast(ink) < _LEAST_CONTRAST and not self._stands_out(ink, around):
            return (
                _may_lack_glyphs(word) and abs(word.type.luminance - self._ground(around)) >= _LEAST_CONTRAST
            )
        # White on white with something else drawn across it.
        return word.type.luminance < _NEAR_WHITE or self._ground(around) < _NEAR_WHITE

    def reads(self, ink: Box) -> bool:
        """Whether there are strokes of writing in a box of a picture."""
        return self._contrast(ink) >= _STROKE_CONTRAST

    def marks(self, box: Box, luminance: float) -> float:
        """How many square points of a box are covered, for a fill of that luminance on white."""
        return sum(255 - grey for row in self._rows(box) for grey in row) / max(1.0, 255 - luminance)

    def _stands_out(self, ink: Box, around: Box) -> bool:
        """Dashes and bars fill their boxes evenly, so they are measured against what is around them."""
        if min(ink.x1 - ink.x0, ink.bottom - ink.top) > _THIN_PT:
            return False
        # Drawing moves thin strokes to the nearest pixel.
        near = Box(ink.x0 - 1, ink.top - 1, ink.x1 + 1, ink.bottom + 1)
        ground = self._ground(Box(around.x0 - 2, around.top, around.x1 + 2, around.bottom))
        return any(abs(grey - ground) >= _LEAST_CONTRAST for row in self._rows(near) for grey in row)

    def _contrast(self, box: Box) -> int:
        rows = self._rows(box)
        return max(map(max, rows)) - min(map(min, rows)) if rows else 0

    def _ground(self, box: Box) -> int:
        """The commonest grey."""
        counts: Counter[int] = Counter()
        for row in self._rows(box):
            counts.update(row)
        return counts.most_common(1)[0][0] if counts else 255

    def _rows(self, box: Box) -> list[bytes]:
        left, right = max(0, int(box.x0)), min(self.width, int(box.x1) + 1)
        if left >= right:
            return []
        top, bottom = max(0, int(box.top)), min(self.height, int(box.bottom) + 1)
        return [
            bytes(self.pixels[y * self.stride + left : y * self.stride + right]) for y in range(top, bottom)
        ]


def _may_lack_glyphs(word: SetWord) -> bool:
    """Whether a word is missing here alone: pdfium itself brings Latin letters, and the file did not bring others."""
    return not word.type.embedded and any(letter > _LAST_LATIN for letter in word.word.text)
