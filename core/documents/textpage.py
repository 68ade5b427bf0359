"""What pdfium tells about the letters of a page: which, where, and how they are drawn."""

import ctypes
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.frame import Affine, Frame
from core.documents.glyphs import Place
from core.documents.icons import is_icon
from core.documents.letters import SYMBOL_GLYPHS
from core.documents.typesetting import Letters, Script, Type
from core.model import Box

_TINY_PT: Final = 3.0
_FAINT_ALPHA: Final = 10  # of 255
_NO_ADVANCE_EM: Final = 0.05
_INVISIBLE: Final = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|cmssbx|sfbx|ecbx|[-_ ,]bd\b|semib", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_ICON_FONT = re.compile(
    r"awesome|icon|marvosym|fontello|glyphicon|materialsymbols|feather|academicons|typicons|phosphor|lucide|devicon",
    re.IGNORECASE,
)
_SYMBOL_FONT = re.compile(r"wingding|symbol|webding", re.IGNORECASE)
_LINE_END_HYPHEN: Final = "\ufffe"  # what pdfium says for a hyphen at the end of a line
_UNNAMED: Final = "\ufffd"
_BETWEEN_BLANKS = re.compile("[^ \r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_LINE_END = re.compile("[\r\n]")
_LOOSER_EM: Final = (
    0.1,
    0.03,
)  # a chunk may be this much wider than its letters' widths, and this much more a letter
_TIGHTER_EM: Final = (0.05, 0.06)
_LEVEL_PT: Final = 0.1
_SMALL_LETTERS_EM: Final = 0.5  # nearly every letter has ink between here and the baseline

Namer = Callable[[Sequence[Place], int], Mapping[Place, str]]
"""Unnamed places and the number of letters of the page → what stands there."""


@dataclass(slots=True)
class _Shape:
    """What was seen of a face so far, in em: its heights, and how wide its letters are."""

    ascent: float
    descent: float
    widths: dict[str, float] = field(default_factory=dict)


class TextPage:
    """The letters of a page in the order they were drawn, each in the frame its text runs to the right in."""

    def __init__(self, text: pdfium.PdfTextPage, frame: Frame, name_letters: Namer) -> None:
        self._text = text
        self._frame = frame
        self._name_letters = name_letters
        self._count: int = pdfium_c.FPDFText_CountChars(text)
        self._types: dict[int, Type] = {}  # by text object
        self._looks: dict[tuple[float, ...], Type] = {}
        self._faces: dict[int, tuple[str, bool, bool]] = {}
        self._readings: dict[int, Affine] = {}
        self._names: dict[int, str] | None = None
        self._shapes: dict[tuple[int, int], _Shape] = {}  # by face and turn
        # Filled anew for each letter: making them anew would take longer than all the asking.
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._point = (ctypes.c_double(), ctypes.c_double())
        self._loose = pdfium_c.FS_RECTF()
        self._matrix = pdfium_c.FS_MATRIX()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))

    def __iter__(self) -> Iterator[Letters]:
        """Chunks between blanks where all their letters stand as their widths say, else single letters.

        A question to pdfium costs as much as ten letters of Python, and a chunk takes as many as a letter.
        """
        codes = self._codes()
        spaced, end = False, 0
        for match in _BETWEEN_BLANKS.finditer(codes):
            start = match.start()
            perhaps = spaced or start > end
            while end < start and not spaced:
                spaced = self._is_drawn(end)
                end += 1
            end = match.end()
            chunk = self._chunk(match[0], start, spaced=spaced, perhaps_spaced=perhaps)
            pieces = [chunk] if chunk else self._one_by_one(match[0], start, spaced=spaced, perhaps=perhaps)
            for piece in pieces:
                yield piece
                spaced = False

    def widths(self) -> dict[int, dict[str, float]]:
        """Of the letters met so far, in em, by face."""
        return {face: shape.widths for (face, _), shape in self._shapes.items()}

    def _codes(self) -> str:
        """One character for each place, as pdfium understands it."""
        size = self._count + 1
        buffer = (ctypes.c_ushort * size)()
        length = pdfium_c.FPDFText_GetText(self._text, 0, self._count, buffer) - 1
        codes = bytes(buffer)[: 2 * max(0, length)].decode("utf-16-le", "replace")
        if len(codes) != self._count:  # letters beyond the basic plane, or without a code
            codes = "".join(
                _letter_of(pdfium_c.FPDFText_GetUnicode(self._text, place)) for place in range(self._count)
            )
        # Old fonts of TeX have "fl" where others have the end of a line.
        codes = _LINE_END.sub(lambda end: _UNNAMED if self._is_drawn(end.start()) else end[0], codes)
        return codes.replace(_LINE_END_HYPHEN, "-").replace("\x02", "-")

    def _is_drawn(self, place: int) -> bool:
        return bool(pdfium_c.FPDFText_IsGenerated(self._text, place) != 1)

    def _chunk(self, text: str, start: int, *, spaced: bool, perhaps_spaced: bool) -> Letters | None:
        """Letters that look alike as one piece; None if one is new, or if there is a gap among them."""
        last = start + len(text) - 1
        type = self._type(start) if last > start else None
        if type is None or self._type(last) is not type or not any(map(str.isalnum, text)):
            return None
        shape = self._shapes.get((type.face, type.turn))
        if shape is None:
            return None
        try:
            wanted = sum(map(shape.widths.__getitem__, text))
        except KeyError:
            return None
        size, reading = type.size, self._readings[type.turn]
        x0, baseline = reading.point(*self._origin(start))
        x, level = reading.point(*self._origin(last))
        x1 = x + shape.widths[text[-1]] * size
        if abs(level - baseline) > _LEVEL_PT or not _fits((x1 - x0) / size, wanted, last - start):
            return None
        ink = Box(x0, baseline - _SMALL_LETTERS_EM * size, x1, baseline)
        box = Box(x0, baseline - shape.ascent * size, x1, baseline + shape.descent * size)
        return Letters(text, x0, x1, baseline, x0, ink, box, type, spaced, perhaps_spaced)

    def _one_by_one(self, text: str, start: int, *, spaced: bool, perhaps: bool) -> Iterator[Letters]:
        for place, letter in enumerate(text, start):
            type = self._type(place)
            if type is None:
                continue
            shown = _shown(self._named(place, letter, type), type)
            if shown.isspace():
                spaced = perhaps = True
            elif shown:
                yield self._letter(place, shown, type, spaced=spaced, perhaps_spaced=perhaps)
                spaced = perhaps = False

    def _named(self, place: int, letter: str, type: Type) -> str:
        """The letter, or what others call it where pdfium has no Unicode for it; "\ufffd" where nobody has."""
        if type.script != "letters" or pdfium_c.FPDFText_HasUnicodeMapError(self._text, place) != 1:
            return letter
        if self._names is None:
            self._names = self._all_named()
        return self._names.get(place, _UNNAMED)

    def _all_named(self) -> dict[int, str]:
        unnamed = {
            place: self._origin(place)
            for place in range(self._count)
            if pdfium_c.FPDFText_HasUnicodeMapError(self._text, place) == 1
        }
        names = self._name_letters(list(unnamed.values()), self._count)
        return {place: names.get(origin) or _UNNAMED for place, origin in unnamed.items()}

    def _letter(self, place: int, letter: str, type: Type, *, spaced: bool, perhaps_spaced: bool) -> Letters:
        reading = self._readings[type.turn]
        ink = self._ink_box(place, reading)
        origin, baseline = reading.point(*self._origin(place))
        box = self._loose_box(place, reading)
        if box.x1 - box.x0 < _NO_ADVANCE_EM * type.size:
            # pdfium knows no advance for turned text.
            box = Box(min(origin, ink.x0), baseline - 0.75 * type.size, ink.x1, baseline + 0.25 * type.size)
        elif type.script == "letters" and self._names is None:
            shape = self._shapes.get((type.face, type.turn))
            if shape is None:
                ascent, descent = (baseline - box.top) / type.size, (box.bottom - baseline) / type.size
                shape = self._shapes[type.face, type.turn] = _Shape(ascent, descent)
            shape.widths[letter] = (box.x1 - box.x0) / type.size
        return Letters(letter, box.x0, box.x1, baseline, origin, ink, box, type, spaced, perhaps_spaced)

    def _ink_box(self, place: int, reading: Affine) -> Box:
        left, right, bottom, top = self._edges
        pdfium_c.FPDFText_GetCharBox(self._text, place, left, right, bottom, top)
        return reading.box(left.value, bottom.value, right.value, top.value)

    def _loose_box(self, place: int, reading: Affine) -> Box:
        loose = self._loose
        pdfium_c.FPDFText_GetLooseCharBox(self._text, place, loose)
        return reading.box(loose.left, loose.bottom, loose.right, loose.top)

    def _origin(self, place: int) -> Place:
        x, y = self._point
        pdfium_c.FPDFText_GetCharOrigin(self._text, place, x, y)
        return x.value, y.value

    def _type(self, place: int) -> Type | None:
        """The look of a letter; letters of one text object share theirs. None for blanks pdfium made up."""
        thing = pdfium_c.FPDFText_GetTextObject(self._text, place)
        if not thing:
            return None
        key = ctypes.addressof(thing.contents)
        type = self._types.get(key)
        if type is None:
            self._types[key] = type = self._look(place, thing)
            self._readings.setdefault(type.turn, self._frame.reading(type.turn))
        return type

    def _look(self, place: int, thing: Any) -> Type:
        """Equal looks are one object: browsers make a text object of each letter."""
        matrix, colour = self._matrix, self._colour
        pdfium_c.FPDFText_GetMatrix(self._text, place, matrix)
        pdfium_c.FPDFText_GetFillColor(self._text, place, *colour)
        font = pdfium_c.FPDFTextObj_GetFont(thing)
        face = ctypes.addressof(font.contents) if font else 0
        size = pdfium_c.FPDFText_GetFontSize(self._text, place) * math.hypot(matrix.c, matrix.d)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(thing)
        turn = self._frame.turn(matrix.a, matrix.b)
        red, green, blue, alpha = (value.value for value in colour)
        key = (face, size, mode, turn, red, green, blue, alpha)
        if key not in self._looks:
            name, forced_bold, embedded = self._faces.get(face) or self._face(place, face, font)
            stroked = mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
            self._looks[key] = Type(
                size=round(abs(size), 2) or 1.0,
                font=name,
                script=_script(name),
                face=face,
                bold=bool(_BOLD_NAME.search(name) or forced_bold or stroked),
                turn=turn,
                without_ink=mode in _INVISIBLE or abs(size) < _TINY_PT or alpha < _FAINT_ALPHA,
                unpainted=mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE and abs(size) >= _TINY_PT,
                luminance=0.299 * red + 0.587 * green + 0.114 * blue,
                embedded=embedded,
            )
        return self._looks[key]

    def _face(self, place: int, face: int, font: Any) -> tuple[str, bool, bool]:
        """Name of a font, whether its letters are to be thickened, and whether it is in the file."""
        name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._text, place, name, 256, flags)
        embedded = pdfium_c.FPDFFont_GetIsEmbedded(font) == 1
        self._faces[face] = found = (
            name.value.decode("utf-8", "replace"),
            bool(flags.value & _FORCE_BOLD),
            embedded,
        )
        return found


def _fits(width: float, wanted: float, gaps: int) -> bool:
    """Whether letters that need this much room have it between them, kerning aside; in em."""
    looser, tighter = (fixed + each * gaps for fixed, each in (_LOOSER_EM, _TIGHTER_EM))
    return -tighter < width - wanted < looser


def _letter_of(code: int) -> str:
    """Surrogates and codes that are none are letters without a name."""
    try:
        letter = chr(code)
        letter.encode()
    except (ValueError, OverflowError):  # UnicodeEncodeError is a ValueError
        return _UNNAMED
    return letter


def _shown(letter: str, type: Type) -> str:
    """The letter as text: "" for pictures in icon fonts, bullets for the codes of symbol fonts."""
    if type.script == "icons":
        return letter if is_icon(letter) else ""
    if type.script == "symbols" and len(letter) == 1 and ord(letter) & ~0xFF in {0, 0xF000}:
        return SYMBOL_GLYPHS.get(ord(letter) & 0xFF, letter)
    return letter


def _script(font: str) -> Script:
    if _ICON_FONT.search(font):
        return "icons"
    return "symbols" if _SYMBOL_FONT.search(font) else "letters"
