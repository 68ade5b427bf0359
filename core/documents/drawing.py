"""Pages as pictures: grey ones to be recognised, and ones with their lines marked for people to look at.

Runs in a child process only, as everything does that opens a file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from math import atan2, cos, dist, sin
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from core.documents.glyphs import Place
from core.documents.kinds import Hint, tell
from core.documents.page import Page
from core.documents.pdf import opened
from core.documents.wire import Message
from core.errors import UnsupportedType
from core.model import Box, Json

Image.preinit()  # loads the formats now: once the child is shut in, no file can be opened any more

_RECOGNISED_DPI: Final = 150
_SHOWN_DPI: Final = 120
_MOST_PIXELS: Final = 4_000_000  # a letter page at 150 dpi has 2.1 million
_FINER: Final = 2  # marks are drawn so much larger and then made smaller, which smooths their edges
_PALER: Final = 0.25  # of white over the page, so that the marks stand out

_COLORS: Final = (
    (31, 111, 235),
    (217, 115, 13),
    (15, 123, 108),
    (139, 63, 176),
    (194, 37, 92),
    (122, 92, 46),
)
"""Of the columns, the main one first; told apart by people who see red and green alike."""
_HIDDEN: Final = (209, 36, 47)
_FILL: Final = 30  # of 255
_PATH: Final = 170
_TAG_PT: Final = 6.5
_LEGEND_PT: Final = 8.0

_Color = tuple[int, int, int]
_Point = tuple[float, float]


def picture_of(data: bytes, number: int) -> Message:
    """A page in grey: pixels row by row, and in JSON what is needed to find places on the page again."""
    page = _page(data, number)
    bitmap, scale = page.picture(_RECOGNISED_DPI, _MOST_PIXELS, grey=True)
    say = {
        "page": number,
        "width": bitmap.width,
        "height": bitmap.height,
        "stride": bitmap.stride,
        "scale": scale,
        "links": [(url, (box.x0, box.top, box.x1, box.bottom)) for url, box in page.links()],
    }
    return Message(say, bytes(bitmap.buffer))


def drawing_of(data: bytes, number: int, lines: Sequence[Json]) -> Message:
    """A PNG of a page: each line boxed in the color of its column and numbered, and a path through the numbers.

    Args:
        lines: of this page, as `core.model.dump` gives them.
    """
    bitmap, scale = _page(data, number).picture(_SHOWN_DPI, _MOST_PIXELS, grey=False)
    shown = bitmap.to_pil().convert("RGB")
    shown = Image.blend(shown, Image.new("RGB", shown.size, "white"), _PALER)
    marked = [Mark.of(line) for line in lines if line["box"]]
    pen = _Pen.over(shown, scale)
    for mark in marked:
        pen.box(mark)
    seen = [mark for mark in marked if mark.visible]
    for left, right in pairwise(seen):
        pen.step(left, right)
    for mark in marked:
        pen.tag(mark)
    whole = _with_legend(pen.finished(shown), scale, _legend(number, marked))
    out = BytesIO()
    whole.save(out, "PNG", compress_level=4)
    return Message({}, out.getvalue())


def _page(data: bytes, number: int) -> Page:
    if tell(data, Hint("")) != "pdf":
        raise UnsupportedType("Only the pages of a PDF can be drawn")
    return Page(opened(data), number - 1, _nameless)


def _nameless(_places: Sequence[Place], _letters: int) -> dict[Place, str]:
    """Nobody reads the letters of a page that is only drawn."""
    return {}


@dataclass(frozen=True, slots=True)
class Mark:
    """A line to be marked, in points."""

    n: int
    box: Box
    column: int
    visible: bool
    recognised: bool

    @classmethod
    def of(cls, line: Json) -> "Mark":
        return cls(line["n"], Box(**line["box"]), line["column"], line["visible"], line["recognised"])

    @property
    def color(self) -> _Color:
        return _COLORS[self.column % len(_COLORS)] if self.visible else _HIDDEN

    @property
    def anchor(self) -> _Point:
        """Where its number stands, and where the path goes through: just left of the first letter."""
        return max(self.box.x0 - 0.9 * _TAG_PT, 0.9 * _TAG_PT), (self.box.top + self.box.bottom) / 2


class _Pen:
    """Draws on a clear sheet over the page, larger than life."""

    def __init__(self, size: tuple[int, int], scale: float) -> None:
        self._scale = scale * _FINER
        self._sheet = Image.new("RGBA", (size[0] * _FINER, size[1] * _FINER), (255, 255, 255, 0))
        self._draw = ImageDraw.Draw(self._sheet)
        self._font = ImageFont.load_default(_TAG_PT * self._scale)

    @classmethod
    def over(cls, page: Image.Image, scale: float) -> "_Pen":
        return cls(page.size, scale)

    def finished(self, page: Image.Image) -> Image.Image:
        marks = self._sheet.resize(page.size, Image.Resampling.BOX)
        return Image.alpha_composite(page.convert("RGBA"), marks).convert("RGB")

    def box(self, mark: Mark) -> None:
        """Framed and tinted; dashed where it was recognised; hatched where nobody can see it."""
        x0, y0, x1, y1 = self._px(mark.box)
        if x1 <= x0 or y1 <= y0:
            return
        self._draw.rectangle((x0, y0, x1, y1), fill=(*mark.color, _FILL))
        if not mark.visible:
            self._hatch(x0, y0, x1, y1)
        sides = (((x0, y0), (x1, y0)), ((x1, y0), (x1, y1)), ((x1, y1), (x0, y1)), ((x0, y1), (x0, y0)))
        for start, end in sides:
            for a, b in _dashes(start, end, 3 * self._scale) if mark.recognised else [(start, end)]:
                self._draw.line((*a, *b), fill=(*mark.color, 255), width=round(0.5 * self._scale))

    def step(self, left: Mark, right: Mark) -> None:
        """From one line to the next; with a head where the way leads somewhere else."""
        (x0, y0), (x1, y1) = self._at(left.anchor), self._at(right.anchor)
        jumps = right.column != left.column or y1 < y0
        width = (1.1 if jumps else 0.8) * self._scale
        self._draw.line((x0, y0, x1, y1), fill=(*right.color, _PATH), width=round(width))
        if jumps:
            self._head((x0, y0), (x1, y1), right.color)

    def tag(self, mark: Mark) -> None:
        """Its number on a plate."""
        x, y = self._at(mark.anchor)
        text = str(mark.n)
        half = self._font.getlength(text) / 2 + 0.22 * _TAG_PT * self._scale
        high = 0.62 * _TAG_PT * self._scale
        self._draw.rounded_rectangle(
            (x - half, y - high, x + half, y + high), radius=0.5 * high, fill=(*mark.color, 255)
        )
        self._draw.text((x, y), text, font=self._font, fill="white", anchor="mm")

    def _hatch(self, x0: float, y0: float, x1: float, y1: float) -> None:
        step, high = 3.5 * self._scale, y1 - y0
        x = x0 - high
        while x < x1:
            # From the lower edge to the upper one, cut at the sides.
            a, b = max(x, x0), min(x + high, x1)
            self._draw.line(
                (a, y1 - (a - x), b, y1 - (b - x)), fill=(*_HIDDEN, 200), width=round(0.6 * self._scale)
            )
            x += step

    def _head(self, start: _Point, end: _Point, color: _Color) -> None:
        """An arrow's head, a little before the plate it points at."""
        turn = atan2(end[1] - start[1], end[0] - start[0])
        back, size = 7 * self._scale, 5 * self._scale
        tip = (end[0] - back * cos(turn), end[1] - back * sin(turn))
        wings = [
            (tip[0] - size * cos(turn + side), tip[1] - size * sin(turn + side)) for side in (-0.45, 0.45)
        ]
        self._draw.polygon([tip, *wings], fill=(*color, 255))

    def _px(self, box: Box) -> tuple[float, float, float, float]:
        """On the sheet; what lies beyond its edges, as hidden text may, is cut off."""
        wide, high = self._sheet.size
        x0, y0 = self._at((box.x0, box.top))
        x1, y1 = self._at((box.x1, box.bottom))
        return max(x0, 0), max(y0, 0), min(x1, wide - 1), min(y1, high - 1)

    def _at(self, point: _Point) -> _Point:
        return point[0] * self._scale, point[1] * self._scale


def _dashes(start: _Point, end: _Point, length: float) -> Iterator[tuple[_Point, _Point]]:
    whole = dist(start, end)
    done = 0.0
    while done < whole:
        upto = min(done + 0.6 * length, whole)
        yield _between(start, end, done / whole), _between(start, end, upto / whole)
        done += length


def _between(start: _Point, end: _Point, share: float) -> _Point:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _legend(number: int, marks: Sequence[Mark]) -> list[tuple[str, _Color]]:
    """What the colors say, for those that are there."""
    grey = (90, 90, 90)
    seen = [mark for mark in marks if mark.visible]
    hidden = len(marks) - len(seen)
    found = [(f"page {number}: {len(seen)} line{'' if len(seen) == 1 else 's'}", grey)]
    columns = sorted({mark.column for mark in seen})
    found += [
        (f"column {column}" if column else "main column", _COLORS[column % len(_COLORS)])
        for column in columns
        if len(columns) > 1
    ]
    if any(mark.recognised for mark in marks):
        found.append(("dashed: recognised on a picture", grey))
    if hidden:
        found.append((f"hatched: {hidden} line{'' if hidden == 1 else 's'} nobody can see", _HIDDEN))
    return found


def _with_legend(page: Image.Image, scale: float, entries: Sequence[tuple[str, _Color]]) -> Image.Image:
    size = _LEGEND_PT * scale
    high = round(2.4 * size)
    whole = Image.new("RGB", (page.width, page.height + high), (246, 246, 246))
    whole.paste(page, (0, 0))
    draw, font = ImageDraw.Draw(whole), ImageFont.load_default(size)
    draw.line((0, page.height, page.width, page.height), fill=(200, 200, 200))
    x, y = 1.2 * size, page.height + high / 2
    for text, color in entries:
        draw.rounded_rectangle((x, y - 0.4 * size, x + 0.8 * size, y + 0.4 * size), 0.2 * size, fill=color)
        draw.text((x + 1.2 * size, y), text, font=font, fill=(50, 50, 50), anchor="lm")
        x += font.getlength(text) + 3 * size
    return whole
