"""The child process that recognises text on pictures of pages. It gets pixels, never a file.

Needs the extra `ocr`: RapidOCR with the models of its own wheel, on onnxruntime; no network. The pieces of text it
finds are put in order by the same geometry as letters are.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, Final

import cv2
import numpy as np
import rapidocr
from PIL import ImageFont

from core.documents.frame import Affine, Frame
from core.documents.layout import lines_of
from core.documents.letters import is_wide
from core.documents.limits import Limits
from core.documents.pdf import line_on
from core.documents.rights import shut_in
from core.documents.rows import PlacedLine
from core.documents.segments import Word
from core.documents.sheet import Sheet
from core.documents.wire import Message
from core.documents.worker import serve
from core.model import Box

_LEAST_SCORE: Final = 0.75
"""Of a piece of text, 0 to 1. Printed text has 0.92 and more, text seen upside down 0.5 to 0.9."""
_SURE: Final = 0.85
"""Of a whole page, by letters: read the right way round 0.99, upside down or sideways 0.68. Nothing else is believed."""
_DETECTED_SIDE_PX: Final = 1_280
"""Finding text needs fewer pixels than reading it: 40 % less time than with a whole page at 150 dpi, nothing lost."""
_HEIGHT_EM: Final = 0.78  # font size in shares of the height of a piece
_PADDING: Final = 0.3  # of the height: what the box of a piece is wider than its letters
_FONT_PX: Final = 100
_FONT: Final = ImageFont.load_default(_FONT_PX)
"""Any face without serifs: the width of a piece tells its size to 8 %, the height only to 20 %."""
_SIZES: Final = (0.7, 1.6)  # times the size by height: letters set apart must not pass for large ones
_SAME_SIZE: Final = 0.09
_BASELINE: Final = 0.76  # of the height, from the top
_TALL: Final = 1.3  # times as high as wide
_LONG: Final = 3.0  # times as wide as high: long enough to measure a slant by
_GLUED_SIGN = re.compile(r" ?([·•|]) ?")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together, as it was recognised.

    Attributes:
        score: how sure its letters are, 0 to 1.
        corners: in points, from the top left one on clockwise.
    """

    text: str
    score: float
    corners: tuple[Point, Point, Point, Point]

    @property
    def width(self) -> float:
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return math.dist(self.corners[0], self.corners[3])

    @property
    def slant(self) -> float:
        """Radians clockwise from level."""
        (x0, y0), (x1, y1) = self.corners[:2]
        return math.atan2(y1 - y0, x1 - x0)

    def turned(self, radians: float) -> "Piece":
        """Turned clockwise around the origin."""
        a, b, c, d = (_turned(corner, radians) for corner in self.corners)
        return replace(self, corners=(a, b, c, d))


def answer(asked: Message, limits: Limits) -> Message:
    """`{"lines": …}` of the picture of a page: see `core.documents.drawing.picture_of`."""
    engine = _engine()
    say = asked.say
    with shut_in():
        pixels = np.frombuffer(asked.data, np.uint8).reshape(say["height"], say["stride"])[:, : say["width"]]
        turn, pieces = _seen(engine, pixels, say["scale"])
        frame = Frame(say["width"] / say["scale"], say["height"] / say["scale"], Affine(1, 0, 0, 1, 0, 0))
        links = [(url, Box(*box)) for url, box in say["links"]]
        lines = _Levelled(frame, turn, _slant_of(pieces)).lines(pieces, links)
        sheet = Sheet(limits.letters)
        sheet.extend(replace(line_on(say["page"], line), recognised=True) for line in lines)
    return Message({"lines": [asdict(line) for line in sheet.lines]})


@cache
def _engine() -> Any:
    """The models, loaded: once the child is shut in, no file can be opened any more."""
    models = Path(rapidocr.__file__).parent / "models"
    cv2.setNumThreads(1)
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # the unsure ones tell that a page stands on its head
            "Global.use_cls": False,
            # By path: looked up by name, a missing one would be asked of the network.
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED_SIDE_PX,
            # Lines of different lengths in one batch are padded to the longest, which costs more than a batch saves.
            "Rec.rec_batch_num": 1,
            # Two threads spin while they wait: 3.0 s of processor time for a page instead of 1.6, and no sooner.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )
    blank = np.full((64, 256), 255, np.uint8)
    engine(blank, use_det=False, use_rec=True)
    engine(blank, use_det=True, use_rec=False)
    return engine


def _seen(engine: Any, pixels: Any, scale: float) -> tuple[int, list[Piece]]:
    """How far the page's text is turned clockwise (0, 90, 180, 270 degrees), and what it says once turned back."""
    found = (0, _pieces(engine, pixels, scale))
    turn = _suspected(found[1])
    if turn:
        # rot90 turns the other way round.
        turned = (turn, _pieces(engine, np.rot90(pixels, turn // 90), scale))
        found = max(found, turned, key=lambda it: (not _are_tall(it[1]), _sureness(it[1])))
    turn, pieces = found
    return turn, [p for p in pieces if p.score >= _LEAST_SCORE] if _sureness(pieces) >= _SURE else []


def _suspected(pieces: Sequence[Piece]) -> int:
    """Tall pieces are turned by a quarter before they are read, always the same way: then they are right, or not."""
    sure = _sureness(pieces) >= _SURE
    if _are_tall(pieces):
        return 90 if sure else 270
    return 0 if sure or not pieces else 180


def _sureness(pieces: Sequence[Piece]) -> float:
    letters = sum(len(piece.text) for piece in pieces)
    return sum(len(piece.text) * piece.score for piece in pieces) / max(1, letters)


def _are_tall(pieces: Sequence[Piece]) -> bool:
    letters = sum(len(piece.text) for piece in pieces)
    return 2 * sum(len(piece.text) for piece in pieces if piece.height > _TALL * piece.width) > letters


def _pieces(engine: Any, pixels: Any, scale: float) -> list[Piece]:
    found = engine(np.ascontiguousarray(pixels), use_det=True, use_rec=True)
    if not found.txts:
        return []
    corners = (found.boxes / scale).tolist()
    return [
        Piece(_GLUED_SIGN.sub(r" \1 ", text).strip(), float(score), (tuple(a), tuple(b), tuple(c), tuple(d)))
        for text, score, (a, b, c, d) in zip(found.txts, found.scores, corners, strict=True)
    ]


def _slant_of(pieces: Sequence[Piece]) -> float:
    """How far the whole page was turned on the glass of the scanner, in radians."""
    slants = [piece.slant for piece in pieces if piece.width > _LONG * piece.height]
    return median(slants) if slants else 0.0


@dataclass(frozen=True, slots=True)
class _Levelled:
    """A page whose text runs level, and the way back to how it lies.

    Attributes:
        turn: degrees clockwise, in quarters; slant: radians clockwise, on top of it.
    """

    frame: Frame
    turn: int
    slant: float

    def lines(self, pieces: Sequence[Piece], links: Sequence[tuple[str, Box]]) -> list[PlacedLine]:
        """In reading order, each where it lies on the page."""
        words = [self._word(piece.turned(-self.slant), links) for piece in pieces]
        return [replace(line, box=self._back(line.box)) for line in lines_of(_with_usual_sizes(words))]

    def _word(self, piece: Piece, links: Sequence[tuple[str, Box]]) -> Word:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = piece.corners
        box = Box((x0 + x3) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y2 + y3) / 2)
        there = self._back(box)
        return Word(
            text=piece.text,
            x0=box.x0,
            x1=box.x1,
            top=box.top,
            bottom=box.bottom,
            baseline=box.top + _BASELINE * (box.bottom - box.top),
            size=_size_of(piece),
            spaced=True,
            links=tuple(url for url, area in links if _meet(area, there)),
        )

    def _back(self, box: Box) -> Box:
        """The box of level text as it lies on the page: its middle is moved, it stays upright."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        to_x, to_y = _turned((x, y), self.slant)
        moved = Box(box.x0 + to_x - x, box.top + to_y - y, box.x1 + to_x - x, box.bottom + to_y - y)
        back = self.frame.back(self.turn, moved)
        return Box(round(back.x0, 2), round(back.top, 2), round(back.x1, 2), round(back.bottom, 2))


def _size_of(piece: Piece) -> float:
    by_height = _HEIGHT_EM * piece.height
    smallest, largest = _SIZES
    width_em = _FONT.getlength(piece.text) / _FONT_PX
    if width_em < 1 or any(map(is_wide, piece.text)):
        return by_height
    by_width = (piece.width - _PADDING * piece.height) / width_em
    return min(max(by_width, smallest * by_height), largest * by_height)


def _with_usual_sizes(words: Sequence[Word]) -> list[Word]:
    """Sizes near the usual one become it: a line without a "p" or a "d" is no smaller than its neighbours."""
    sizes = sorted(word.size for word in words for _ in word.text)
    usual = round(median(sizes), 1) if sizes else 0.0
    return [
        replace(word, size=usual if abs(word.size - usual) <= _SAME_SIZE * usual else round(word.size, 1))
        for word in words
    ]


def _turned(point: Point, radians: float) -> Point:
    x, y = point
    sine, cosine = math.sin(radians), math.cos(radians)
    return x * cosine - y * sine, x * sine + y * cosine


def _meet(area: Box, text: Box) -> bool:
    """Whether a link lies over a piece: over its middle, or with its own middle on it."""
    x, y = (text.x0 + text.x1) / 2, (text.top + text.bottom) / 2
    to_x, to_y = (area.x0 + area.x1) / 2, (area.top + area.bottom) / 2
    return (area.x0 <= x <= area.x1 and area.top <= y <= area.bottom) or (
        text.x0 <= to_x <= text.x1 and text.top <= to_y <= text.bottom
    )


if __name__ == "__main__":
    serve(answer)
