"""A resume under the pen: what stands where on it, in which region, and the PDF it becomes."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Literal

from printer import BLACK, PAGE, Text
from reportlab.lib.colors import Color
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.text import squash

Redrawn = Literal["as drawn", "rows", "random"]

_FEWEST_LETTERS = 6
BLUE, GREY = Color(0.13, 0.24, 0.42), Color(0.45, 0.45, 0.45)
ICONS = {"phone": 0xF095, "mail": 0xF0E0, "place": 0xF3C5, "github": 0xF09B, "linkedin": 0xF08C}
"""Codes of Font Awesome 5."""


@dataclass(frozen=True)
class Sheet:
    """A document and its truth.

    Attributes:
        columns: how many regions stand side by side at most; 1 for rows with cells.
        regions: texts that stand once in the document, in the order they are read, by region.
        beside: places in `regions` of those that stand side by side: any order of them is right.
        text: everything on it, for counting words.
    """

    name: str
    pdf: bytes = field(repr=False)
    columns: int
    regions: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[int, ...], ...]
    text: str = field(repr=False)


@dataclass(frozen=True)
class Entry:
    title: str
    firm: str
    years: str
    deeds: tuple[str, ...]


@dataclass
class Draft:
    """A document while it is written. `region` opens the next one; lengths are points, y runs down."""

    font: str = "Helvetica"
    size: float = 9.5
    pages: list[list[Text]] = field(default_factory=lambda: [[]])
    regions: list[list[str]] = field(default_factory=list)
    beside: list[tuple[int, ...]] = field(default_factory=list)
    ground: Callable[[Canvas], None] | None = None
    turned: bool = False
    by_letter: bool = False

    def region(self) -> None:
        self.regions.append([])

    def columns(self, *writers: Callable[[], None]) -> None:
        """Regions side by side."""
        first = len(self.regions)
        for write in writers:
            self.region()
            write()
        self.beside.append(tuple(range(first, len(self.regions))))

    def line(
        self, x: float, y: float, text: str, *, size: float = 0, bold: bool = False, color: Color = BLACK
    ) -> None:
        font = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}.get(self.font)
        self.pages[-1].append(
            Text(x, y, text, size or self.size, font if bold and font else self.font, color)
        )
        self.regions[-1].append(text)

    def right(self, x1: float, y: float, text: str, *, size: float = 0, color: Color = BLACK) -> None:
        self.line(x1 - stringWidth(text, self.font, size or self.size), y, text, size=size, color=color)

    def centred(self, x: float, y: float, text: str, *, size: float = 0, color: Color = BLACK) -> None:
        self.line(x - stringWidth(text, self.font, size or self.size) / 2, y, text, size=size, color=color)

    def paragraph(
        self, x: float, y: float, text: str, width: float, *, mark: str = "", color: Color = BLACK
    ) -> float:
        """Wrapped text; where the next line would stand."""
        inset = stringWidth(mark + " ", self.font, self.size) if mark else 0.0
        for place, piece in enumerate(simpleSplit(text, self.font, self.size, width - inset)):
            if mark and place == 0:
                self.line(x, y, f"{mark} {piece}", color=color)
            else:
                self.line(x + inset, y, piece, color=color)
            y += 1.35 * self.size
        return y

    def heading(self, x: float, y: float, text: str, *, color: Color = BLACK) -> float:
        self.line(x, y, text, size=1.25 * self.size, bold=True, color=color)
        return y + 1.9 * self.size

    def entry(self, x: float, y: float, entry: Entry, width: float, *, dates: bool = True) -> float:
        """Title with its years at the right, employer, bullets."""
        self.line(x, y, entry.title, bold=True)
        if dates:
            self.right(x + width, y, entry.years)
        self.line(x, y + 1.4 * self.size, entry.firm, color=GREY)
        y += 2.8 * self.size
        for deed in entry.deeds:
            y = self.paragraph(x, y, deed, width, mark="•")
        return y + self.size

    def items(self, x: float, y: float, texts: Sequence[str], *, step: float = 1.35) -> float:
        for text in texts:
            self.line(x, y, text)
            y += step * self.size
        return y + self.size

    def sheet(self, name: str, redrawn: Redrawn) -> Sheet:
        text = "\n".join(unit for region in self.regions for unit in region)
        letters = squash(text)
        units = tuple(
            tuple(
                unit
                for unit in region
                if len(squash(unit)) >= _FEWEST_LETTERS and letters.count(squash(unit)) == 1
            )
            for region in self.regions
        )
        return Sheet(
            name,
            self._pdf(name, redrawn),
            columns=max((len(group) for group in self.beside), default=1),
            regions=units,
            beside=tuple(self.beside),
            text="".join(letter for letter in text if not "\ue000" <= letter <= "\uf8ff"),
        )

    def _pdf(self, name: str, redrawn: Redrawn) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=PAGE[::-1] if self.turned else PAGE, invariant=1)
        for page in self.pages:
            if self.turned:
                canvas.setPageRotation(90)
            if self.ground:
                self.ground(canvas)
            for text in self._ordered(page, name, redrawn):
                self._draw(canvas, text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _ordered(self, page: list[Text], name: str, redrawn: Redrawn) -> list[Text]:
        if redrawn == "as drawn":
            return [piece for text in page for piece in _pieces(text, "")] if self.by_letter else page
        words = [piece for text in page for piece in _pieces(text, " ")]
        if redrawn == "rows":
            return sorted(words, key=lambda word: (round(word.y), word.x))
        random.Random(name).shuffle(words)
        return words

    def _draw(self, canvas: Canvas, text: Text) -> None:
        canvas.setFillColor(text.color)
        canvas.setFont(text.font, text.size)
        if self.turned:
            canvas.saveState()
            canvas.translate(text.y, text.x)
            canvas.rotate(90)
            canvas.drawString(0, 0, text.text)
            canvas.restoreState()
        else:
            canvas.drawString(text.x, PAGE[1] - text.y, text.text)


def _pieces(line: Text, between: str) -> Iterator[Text]:
    """Its words, or with nothing between them its letters, each at its place; blanks are not drawn."""
    x = line.x
    for piece in line.text.split(between) if between else line.text:
        if piece.strip():
            yield Text(x, line.y, piece, line.size, line.font, line.color)
        x += stringWidth(piece + between, line.font, line.size)


@cache
def vera() -> str:
    """Bitstream Vera, which comes with reportlab and is put into the file as TrueType."""
    for name in ("Vera", "VeraBd"):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, f"{name}.ttf"))
    return "Vera"


@cache
def icon_font(name: str = "FontAwesome5Free-Solid") -> str:
    """A font of this name whose only glyphs stand at private codes, as fonts of icons have it."""
    font = TTFont(name, "Vera.ttf")
    for code, shape in zip(ICONS.values(), "@#%&$", strict=True):
        font.face.charToGlyph[code] = font.face.charToGlyph[ord(shape)]
        font.face.charWidths[code] = font.face.charWidths[ord(shape)]
    font.face.name = name.encode()
    registerFont(font)
    return name
