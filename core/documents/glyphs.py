"""Letters that pdfium cannot name, named by pdfminer: ligatures such as `f_i` without a Unicode map."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from core.documents.rights import let_out

_MOST_BYTES: Final = 4 * 2**20
_MOST_LETTERS: Final = 20_000
_SAME_PLACE_PT: Final = 1.0

Place = tuple[float, float]
"""Origin of a letter in PDF user space, points."""


def named(data: bytes, page: int, unnamed: Sequence[Place], letters: int) -> Mapping[Place, str]:
    """The letters at these places of a page (from 0), as far as pdfminer can name them.

    It costs half as much again as the whole rest, so only pages with unnamed letters come here. A file that stops
    pdfminer keeps its gaps: it was readable without.
    """
    if len(data) > _MOST_BYTES or letters > _MOST_LETTERS:
        return {}
    with let_out():
        import pdfplumber
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException
    try:
        with pdfplumber.open(BytesIO(data), pages=[page + 1]) as file:
            found = [
                (char["matrix"][4], char["matrix"][5], str(char["text"])) for char in file.pages[0].chars
            ]
    except (
        PdfminerException, PDFException, PSException, LookupError, TypeError, ValueError, AttributeError, AssertionError,
        ArithmeticError, OSError, EOFError, RuntimeError, struct.error, zlib.error,
    ):  # fmt: skip
        return {}
    return {place: text for place in unnamed if (text := _at(place, found))}


def _at(place: Place, found: Sequence[tuple[float, float, str]]) -> str:
    x, y = place
    near = (t for fx, fy, t in found if abs(fx - x) < _SAME_PLACE_PT and abs(fy - y) < _SAME_PLACE_PT)
    text = next(near, "")
    return text if text.isprintable() and not text.startswith("(cid:") else ""
