"""One page of an open PDF: its words, told apart by ink."""

import ctypes
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.frame import Affine, Frame
from core.documents.glyphs import Place
from core.documents.ink import Ink
from core.documents.layout import lines_of
from core.documents.letters import SYMBOL_GLYPHS
from core.documents.links import web_target
from core.documents.rows import PlacedLine
from core.documents.segments import Word
from core.documents.typesetting import Letter, Script, SetWord, Type, words_of
from core.errors import BrokenDocument
from core.model import Box

_MANY_PATHS: Final = 200
_MOST_OBJECTS: Final = 30_000
_MOST_SHAPES: Final = 5_000
_OBJECT_DEPTH: Final = 3
_MOST_LINKS: Final = 500
_TINY_PT: Final = 3.0
_FAINT_ALPHA: Final = 10  # of 255
_NO_ADVANCE_EM: Final = 0.05
_UNICODE_END: Final = 0x110000
_INVISIBLE: Final = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|cmssbx|sfbx|ecbx|[-_ ,]bd\b|semib", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_NAMELESS_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?:CIDFont\+)?(?:[A-Za-z]{0,3}|T3Font)_?\d{0,4}")
_HEAVIER: Final = 1.33
"""Ink of a bold face in shares of the same regular one's, measured: Inter 1.43, Helvetica 1.40, Latin Modern 1.39;
medium weights have up to 1.26."""
_FEWEST_LETTERS: Final = 5
_ICON_FONT = re.compile(
    r"awesome|icon|marvosym|fontello|glyphicon|materialsymbols|feather|academicons|typicons|phosphor|lucide|devicon",
    re.IGNORECASE,
)
_SYMBOL_FONT = re.compile(r"wingding|symbol|webding", re.IGNORECASE)
_LINE_END_HYPHEN: Final = "\x02"  # what pdfium says for a hyphen at the end of a line
_MARKER_EM: Final = (0.15, 0.5)
_MARKER_REACH_EM: Final = 2.5
_MARKER_APART_EM: Final = 1.5

Namer = Callable[[Sequence[Place], int], Mapping[Place, str]]
"""Unnamed places and the number of letters of the page → what stands there."""


class Page:
    """A page by its place in the file, from 0.

    Raises:
        BrokenDocument: it cannot be loaded.
    """

    def __init__(self, file: pdfium.PdfDocument, place: int, name_letters: Namer) -> None:
        self.number = place + 1
        try:
            self._page = file[place]
            self._text = self._page.get_textpage()
        except pdfium.PdfiumError as error:
            raise BrokenDocument(f"Page {self.number} of this PDF is damaged") from error
        self._file = file
        self._name_letters = name_letters
        bounds = pdfium_c.FS_RECTF()
        pdfium_c.FPDF_GetPageBoundingBox(self._page, bounds)
        self._frame = Frame.of(
            bounds.left, bounds.bottom, bounds.right, bounds.top, self._page.get_rotation()
        )

    @property
    def may_be_picture(self) -> bool:
        """Whether images, or letters drawn as shapes, could hold the text."""
        paths = 0
        for thing in self._page.get_objects(max_depth=_OBJECT_DEPTH):
            paths += thing.type == pdfium_c.FPDF_PAGEOBJ_PATH
            if thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE or paths > _MANY_PATHS:
                return True
        return False

    def picture(self, dpi: float, most_pixels: int, *, grey: bool) -> tuple[pdfium.PdfBitmap, float]:
        """The page as it is shown, and its pixels a point; coarser where it would have more than `most_pixels`."""
        scale = min(dpi / 72, math.sqrt(most_pixels / max(1.0, self._frame.width * self._frame.height)))
        return self._page.render(scale=scale, grayscale=grey, may_draw_forms=False), scale

    def lines(self) -> tuple[list[PlacedLine], list[PlacedLine]]:
        """Lines with ink, then lines without. Text that runs another way than most of the page comes last."""
        words = list(_once(words_of(_Letters(self._text, self._frame, self._name_letters))))
        ink = self._ink() if words else None
        links = self.links()
        visible: dict[int, list[Word]] = {}
        hidden: dict[int, list[Word]] = {}
        for word in self._weighed(words, ink):
            turn = word.type.turn
            place, around = self._frame.back(turn, word.ink), self._frame.back(turn, _box(word.word))
            seen = not word.type.without_ink and self._frame.holds(place)
            seen = seen and (ink is None or ink.shows(word, place, around))
            targets = tuple(target for target, area in links if _covers(area, around))
            (visible if seen else hidden).setdefault(turn, []).append(replace(word.word, links=targets))
        if 0 in visible:
            visible[0] += _markers(self._dots(), visible[0])
        return self._placed(visible), self._placed(hidden)

    def _placed(self, words: Mapping[int, list[Word]]) -> list[PlacedLine]:
        found: list[PlacedLine] = []
        for turn in sorted(words, key=lambda turn: -sum(len(word.text) for word in words[turn])):
            found += [
                replace(line, box=_rounded(self._frame.back(turn, line.box)))
                for line in lines_of(words[turn])
            ]
        return found

    # ------------------------------------------------------------ ink

    def _ink(self) -> Ink | None:
        """A picture of the page; none where drawing it would cost more than the whole rest."""
        if pdfium_c.FPDFPage_CountObjects(self._page) > _MOST_OBJECTS:
            return None
        return Ink.of(self._page)

    def _weighed(self, words: Sequence[SetWord], ink: Ink | None) -> Iterator[SetWord]:
        """Bold where it shows only in the ink: fonts without a name, as browsers write them."""
        heavy = self._heavy_fonts(words, ink) if ink else frozenset()
        for word in words:
            yield replace(word, word=replace(word.word, bold=True)) if word.type.face in heavy else word

    def _heavy_fonts(self, words: Sequence[SetWord], ink: Ink) -> frozenset[int]:
        """Faces with a third more ink than the nameless face most of the page is set in."""
        marks: dict[int, float] = defaultdict(float)
        areas: dict[int, float] = defaultdict(float)
        letters: dict[int, int] = defaultdict(int)
        for word in words:
            if (
                word.word.text.isalnum()
                and _NAMELESS_FONT.fullmatch(word.type.font)
                and not word.type.without_ink
            ):
                face, box = word.type.face, self._frame.back(word.type.turn, word.ink)
                marks[face] += ink.marks(box, word.type.luminance)
                areas[face] += (box.x1 - box.x0) * (box.bottom - box.top)
                letters[face] += len(word.word.text)
        if len(letters) < 2:  # noqa: PLR2004  nothing to compare with
            return frozenset()
        usual = max(letters, key=lambda face: letters[face])
        limit = _HEAVIER * marks[usual] / (areas[usual] or 1.0)
        return frozenset(
            face
            for face in letters
            if letters[face] >= _FEWEST_LETTERS and areas[face] > 0 and marks[face] / areas[face] > limit > 0
        )

    def _dots(self) -> list[Box]:
        """Small filled shapes, about as wide as high: browsers draw the dots of lists so."""
        found: list[Box] = []
        count = pdfium_c.FPDFPage_CountObjects(self._page)
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        for place in range(count if count <= _MOST_SHAPES else 0):
            thing = pdfium_c.FPDFPage_GetObject(self._page, place)
            if pdfium_c.FPDFPageObj_GetType(thing) != pdfium_c.FPDF_PAGEOBJ_PATH:
                continue
            pdfium_c.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
            pdfium_c.FPDFPath_GetDrawMode(thing, fill, stroke)
            wide, high = right.value - left.value, top.value - bottom.value
            if fill.value and 1 < wide < 9 and 0.75 < wide / (high or 1) < 1.33:  # noqa: PLR2004  points; a dot
                found.append(self._frame.shown.box(left.value, bottom.value, right.value, top.value))
        return found

    # ------------------------------------------------------------ links

    def links(self) -> list[tuple[str, Box]]:
        """Targets of the link annotations, and where they are."""
        found: list[tuple[str, Box]] = []
        at, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
        while len(found) < _MOST_LINKS and pdfium_c.FPDFLink_Enumerate(self._page, at, link):
            area = pdfium_c.FS_RECTF()
            if pdfium_c.FPDFLink_GetAnnotRect(link, area):
                box = self._frame.shown.box(area.left, area.bottom, area.right, area.top)
                found += [(target, box) for target in web_target(self._target(link))]
        return found

    def _target(self, link: Any) -> str:
        action = pdfium_c.FPDFLink_GetAction(link)
        if not action:
            return ""
        size_bytes = min(4_000, pdfium_c.FPDFAction_GetURIPath(self._file, action, None, 0))
        target = ctypes.create_string_buffer(max(1, size_bytes))
        pdfium_c.FPDFAction_GetURIPath(self._file, action, target, size_bytes)
        return target.value.decode("utf-8", "replace")


class _Letters:
    """The letters of a page in the order they were drawn, each in the frame its text runs to the right in."""

    def __init__(self, text: pdfium.PdfTextPage, frame: Frame, name_letters: Namer) -> None:
        self._text = text
        self._frame = frame
        self._count: int = pdfium_c.FPDFText_CountChars(text)
        self._types: dict[int, Type] = {}
        self._readings: dict[int, Affine] = {}
        # Filled anew for each letter: making them anew would take longer than all the asking.
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._point = (ctypes.c_double(), ctypes.c_double())
        self._loose = pdfium_c.FS_RECTF()
        self._names = self._named(name_letters)

    def __iter__(self) -> Iterator[Letter]:
        spaced = perhaps = False
        for place in range(self._count):
            letter = self._names.get(place) or self._unicode(place)
            if letter.isspace():
                drawn = pdfium_c.FPDFText_IsGenerated(self._text, place) != 1
                spaced, perhaps = spaced or drawn, True
                continue
            type = self._type(place)
            if type and (letter := _shown(letter, type)):
                yield self._letter(place, letter, type, spaced=spaced, perhaps_spaced=perhaps)
                spaced = perhaps = False

    def _named(self, name_letters: Namer) -> dict[int, str]:
        """The letters pdfium has no Unicode for, by their places; "\ufffd" where nobody has."""
        unnamed = {
            place: self._origin(place)
            for place in range(self._count)
            if pdfium_c.FPDFText_HasUnicodeMapError(self._text, place) == 1 and self._needs_name(place)
        }
        names = name_letters(list(unnamed.values()), self._count) if unnamed else {}
        return {place: names.get(origin) or "\ufffd" for place, origin in unnamed.items()}

    def _needs_name(self, place: int) -> bool:
        type = self._type(place)
        return type is not None and type.script == "letters"

    def _unicode(self, place: int) -> str:
        code = pdfium_c.FPDFText_GetUnicode(self._text, place)
        letter = chr(code) if code < _UNICODE_END else "\ufffd"
        return "-" if letter == _LINE_END_HYPHEN else letter

    def _origin(self, place: int) -> Place:
        x, y = self._point
        pdfium_c.FPDFText_GetCharOrigin(self._text, place, x, y)
        return x.value, y.value

    def _letter(self, place: int, letter: str, type: Type, *, spaced: bool, perhaps_spaced: bool) -> Letter:
        left, right, bottom, top = self._edges
        pdfium_c.FPDFText_GetCharBox(self._text, place, left, right, bottom, top)
        reading = self._readings[type.turn]
        ink = reading.box(left.value, bottom.value, right.value, top.value)
        origin, baseline = reading.point(*self._origin(place))
        loose = self._loose
        pdfium_c.FPDFText_GetLooseCharBox(self._text, place, loose)
        box = reading.box(loose.left, loose.bottom, loose.right, loose.top)
        if box.x1 - box.x0 < _NO_ADVANCE_EM * type.size:
            # pdfium knows no advance for turned text.
            box = Box(min(origin, ink.x0), baseline - 0.75 * type.size, ink.x1, baseline + 0.25 * type.size)
        return Letter(letter, box.x0, box.x1, baseline, ink, box, type, spaced, perhaps_spaced)

    def _type(self, place: int) -> Type | None:
        """The look of a letter; letters of one text object share theirs. None for blanks pdfium made up."""
        thing = pdfium_c.FPDFText_GetTextObject(self._text, place)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        if key is None:
            return None
        if key not in self._types:
            self._types[key] = type = self._look(place, thing)
            self._readings.setdefault(type.turn, self._frame.reading(type.turn))
        return self._types[key]

    def _look(self, place: int, thing: Any) -> Type:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._text, place, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._text, place) * math.hypot(matrix.c, matrix.d)
        name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        pdfium_c.FPDFText_GetFontInfo(self._text, place, name, 256, flags)
        font = name.value.decode("utf-8", "replace")
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(thing)
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium_c.FPDFText_GetFillColor(self._text, place, red, green, blue, alpha)
        face = pdfium_c.FPDFTextObj_GetFont(thing)
        stroked = mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
        return Type(
            size=round(abs(size), 2) or 1.0,
            font=font,
            script=_script(font),
            face=ctypes.cast(face, ctypes.c_void_p).value or 0,
            bold=bool(_BOLD_NAME.search(font) or flags.value & _FORCE_BOLD or stroked),
            turn=self._frame.turn(matrix.a, matrix.b),
            without_ink=mode in _INVISIBLE or abs(size) < _TINY_PT or alpha.value < _FAINT_ALPHA,
            luminance=0.299 * red.value + 0.587 * green.value + 0.114 * blue.value,
            embedded=pdfium_c.FPDFFont_GetIsEmbedded(face) == 1,
        )


def _shown(letter: str, type: Type) -> str:
    """The letter as text: "" for pictures in icon fonts, bullets for the codes of symbol fonts."""
    if type.script == "icons":
        return ""
    if type.script == "symbols" and len(letter) == 1 and ord(letter) & ~0xFF in {0, 0xF000}:
        return SYMBOL_GLYPHS.get(ord(letter) & 0xFF, letter)
    return letter


def _script(font: str) -> Script:
    if _ICON_FONT.search(font):
        return "icons"
    return "symbols" if _SYMBOL_FONT.search(font) else "letters"


def _once(words: Iterable[SetWord]) -> Iterator[SetWord]:
    """Each word once: some programs draw bold text by drawing it twice."""
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        x, y = round(word.word.x0), round(word.word.baseline)
        if not any((word.word.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            yield word
        seen.add((word.word.text, x, y))


def _markers(dots: Sequence[Box], words: Sequence[Word]) -> list[Word]:
    """List markers among the dots: each left of a line's first word, and not the only one at its place."""
    opening = [dot for dot in dots if _opens_line(dot, words)]
    return [
        Word("•", dot.x0, dot.x1, dot.top, dot.bottom, dot.bottom, dot.bottom - dot.top)
        for dot in opening
        if sum(abs(dot.x0 - other.x0) < 1 for other in opening) > 1
    ]


def _opens_line(dot: Box, words: Sequence[Word]) -> bool:
    high, middle = dot.bottom - dot.top, (dot.top + dot.bottom) / 2
    row = [
        word
        for word in words
        if word.baseline - 0.7 * word.size <= middle <= word.baseline
        and _MARKER_EM[0] * word.size <= high <= _MARKER_EM[1] * word.size
    ]
    return any(0 < word.x0 - dot.x1 <= _MARKER_REACH_EM * word.size for word in row) and not any(
        -0.1 * word.size <= dot.x0 - word.x1 <= _MARKER_APART_EM * word.size for word in row
    )


def _covers(area: Box, word: Box) -> bool:
    """Whether the middle of a word lies in a link's area."""
    return (
        area.x0 <= (word.x0 + word.x1) / 2 <= area.x1
        and area.top <= (word.top + word.bottom) / 2 <= area.bottom
    )


def _box(word: Word) -> Box:
    return Box(word.x0, word.top, word.x1, word.bottom)


def _rounded(box: Box) -> Box:
    return Box(round(box.x0, 2), round(box.top, 2), round(box.x1, 2), round(box.bottom, 2))
