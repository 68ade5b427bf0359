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

from core.documents.layout import lines_of
from core.documents.limits import Limits
from core.documents.pdf import line_on
from core.documents.rights import shut_in
from core.documents.segments import Word
from core.documents.sheet import Sheet
from core.documents.wire import Message
from core.documents.worker import serve
from core.model import Box, Line

_LEAST_SCORE: Final = 0.6
"""Of a piece of text, 0 to 1: printed text has 0.9 and more, patterns taken for letters below 0.6."""
_DETECTED_SIDE_PX: Final = 1_280
"""Finding text needs fewer pixels than reading it: 40 % less time than with a whole page at 150 dpi, nothing lost."""
_LINE_HEIGHT: Final = 0.78  # font size in shares of the height of a piece, measured at 8 to 22 points
_SAME_SIZE: Final = 0.12  # heights differ so much by the letters that happen to stand there
_BASELINE: Final = 0.76  # of the height, from the top
_LONG: Final = 3.0  # times as wide as high: long enough to measure a slant by
_GLUED_SIGN = re.compile(r" ?([·•|]) ?")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together, as it was recognised: corners in points from the top left, clockwise."""

    text: str
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
        pieces = _pieces(engine, np.ascontiguousarray(pixels), say["scale"])
        links = [(url, Box(*box)) for url, box in say["links"]]
        sheet = Sheet(limits.letters)
        sheet.extend(_lines(pieces, say["page"], links))
    return Message({"lines": [asdict(line) for line in sheet.lines]})


@cache
def _engine() -> Any:
    """The models, loaded: once the child is shut in, no file can be opened any more."""
    models = Path(rapidocr.__file__).parent / "models"
    cv2.setNumThreads(1)
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": _LEAST_SCORE,
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


def _pieces(engine: Any, pixels: Any, scale: float) -> list[Piece]:
    found = engine(pixels, use_det=True, use_rec=True)
    if not found.txts:
        return []
    corners = (found.boxes / scale).tolist()
    return [
        Piece(_GLUED_SIGN.sub(r" \1 ", text).strip(), (tuple(a), tuple(b), tuple(c), tuple(d)))
        for text, (a, b, c, d) in zip(found.txts, corners, strict=True)
    ]


def _lines(pieces: Sequence[Piece], page: int, links: Sequence[tuple[str, Box]]) -> list[Line]:
    """Levelled, put in order, and each line back where it stands on the page."""
    slant = _slant_of(pieces)
    words = [_word(piece.turned(-slant), slant, links) for piece in pieces]
    placed = lines_of(_with_usual_sizes(words))
    return [
        replace(line_on(page, replace(line, box=_moved(line.box, slant))), recognised=True) for line in placed
    ]


def _slant_of(pieces: Sequence[Piece]) -> float:
    """How far the whole page was turned on the glass of the scanner, in radians."""
    slants = [piece.slant for piece in pieces if piece.width > _LONG * piece.height]
    return median(slants) if slants else 0.0


def _word(piece: Piece, slant: float, links: Sequence[tuple[str, Box]]) -> Word:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = piece.corners
    top, bottom = (y0 + y1) / 2, (y2 + y3) / 2
    box = Box((x0 + x3) / 2, top, (x1 + x2) / 2, bottom)
    there = _moved(box, slant)
    x, y = (there.x0 + there.x1) / 2, (there.top + there.bottom) / 2
    return Word(
        text=piece.text,
        x0=box.x0,
        x1=box.x1,
        top=top,
        bottom=bottom,
        baseline=top + _BASELINE * (bottom - top),
        size=_LINE_HEIGHT * (bottom - top),
        spaced=True,
        links=tuple(url for url, area in links if _holds(area, x, y)),
    )


def _with_usual_sizes(words: Sequence[Word]) -> list[Word]:
    """Sizes near the usual one become it: a line without a "p" or a "d" is no smaller than its neighbours."""
    sizes = sorted(word.size for word in words for _ in word.text)
    usual = round(median(sizes), 1) if sizes else 0.0
    return [
        replace(word, size=usual if abs(word.size - usual) <= _SAME_SIZE * usual else round(word.size, 1))
        for word in words
    ]


def _moved(box: Box, radians: float) -> Box:
    """The box with its middle turned around the origin; it stays upright."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    to_x, to_y = _turned((x, y), radians)
    return Box(
        round(box.x0 + to_x - x, 2),
        round(box.top + to_y - y, 2),
        round(box.x1 + to_x - x, 2),
        round(box.bottom + to_y - y, 2),
    )


def _turned(point: Point, radians: float) -> Point:
    x, y = point
    sine, cosine = math.sin(radians), math.cos(radians)
    return x * cosine - y * sine, x * sine + y * cosine


def _holds(area: Box, x: float, y: float) -> bool:
    return area.x0 <= x <= area.x1 and area.top <= y <= area.bottom


if __name__ == "__main__":
    serve(answer)
