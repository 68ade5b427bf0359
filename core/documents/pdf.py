"""PDF → lines, by the places of its letters.

Runs in a child process only: pdfium is not thread-safe, and files are hostile.
"""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.frame import Affine, Frame
from core.documents.ink import Ink
from core.documents.layout import PlacedLine, Word, lines_of
from core.documents.letters import SYMBOL_GLYPHS, count_letters, opens_item
from core.documents.limits import Limits
from core.documents.links import web_target
from core.documents.sheet import Sheet, hidden_notice
from core.documents.typesetting import Letter, SetWord, Type, words_of
from core.errors import BrokenDocument, EmptyDocument, LockedDocument, ScannedDocument
from core.model import Box, Document, Line

_FEW_LETTERS: Final = 40
_MANY_PATHS: Final = 200
_MOST_OBJECTS: Final = 30_000
_OBJECT_DEPTH: Final = 3
_MOST_LINKS: Final = 500
_TINY_PT: Final = 3.0
_FAINT_ALPHA: Final = 10  # of 255
_INVISIBLE: Final = frozenset({pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP})
_BOLD_NAME = re.compile(
    r"bold|black|heavy|demi|cmbx|cmssbx|sfbx|ecbx|\bbd\b|-bd|_bd|medi(?!um)|semib", re.IGNORECASE
)
_FORCE_BOLD: Final = 1 << 18
_ICON_FONT = re.compile(
    r"awesome|icon|marvosym|fontello|glyphicon|materialsymbols|feather|academicons|typicons|phosphor|remixicon|lucide|devicon",
    re.IGNORECASE,
)
_SYMBOL_FONT = re.compile(r"wingding|symbol|webding", re.IGNORECASE)
_LINE_END_HYPHEN: Final = "\x02"  # what pdfium says for a hyphen at the end of a line


def read_pdf(data: bytes, sheet: Sheet, limits: Limits) -> Document:
    """The lines of the first `limits.pages` pages: those a person sees, in reading order, then those without ink.

    Raises:
        LockedDocument, BrokenDocument, ScannedDocument, EmptyDocument: what is wrong with it.
    """
    file = _open(data)
    pages = len(file)
    if pages == 0:
        raise BrokenDocument("This PDF has no pages")
    pictures = False
    for place in range(min(pages, limits.pages)):
        if sheet.full:
            break
        page = _Page(file, place)
        _add(page, sheet)
        pictures = pictures or page.may_be_picture
    _refuse_without_text(sheet, pages, pictures=pictures)
    if pages > limits.pages:
        rest = "If your resume is further back, send only those pages."
        sheet.note("pages_cut", f"{pages} pages; I read the first {limits.pages}. {rest}")
    return sheet.document(data, "pdf", pages)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise LockedDocument("This PDF is locked") from error
        raise BrokenDocument("This PDF is damaged or cut off") from error


def _add(page: "_Page", sheet: Sheet) -> None:
    visible, hidden = page.lines()
    sheet.extend(_line(line, page.number) for line in visible)
    before = sheet.hidden_words
    sheet.extend(replace(_line(line, page.number), visible=False) for line in hidden)
    if sheet.hidden_words > before:
        sheet.notices.append(hidden_notice(f"Page {page.number}", sheet.hidden_words - before))


def _line(line: PlacedLine, page: int) -> Line:
    return Line(
        0,
        line.text,
        page=page,
        box=line.box,
        size=round(line.size, 1),
        bold=line.bold,
        bullet=opens_item(line.text),
        indent=round(line.indent, 2),
        column=line.column,
        links=line.links,
    )


def _refuse_without_text(sheet: Sheet, pages: int, *, pictures: bool) -> None:
    letters = sum(count_letters(line.text) for line in sheet.lines if line.visible)
    counted = f"{letters} letter{'' if letters == 1 else 's'} on {pages} page{'' if pages == 1 else 's'}"
    if letters < _FEW_LETTERS and pictures:
        raise ScannedDocument(f"This PDF is a picture: {counted}")
    if letters == 0:
        raise EmptyDocument(f"This PDF holds no text that can be seen: {counted}")


class _Page:
    """One page of an open PDF."""

    def __init__(self, file: pdfium.PdfDocument, place: int) -> None:
        self.number = place + 1
        try:
            self._page = file[place]
            self._text = self._page.get_textpage()
        except pdfium.PdfiumError as error:
            raise BrokenDocument(f"Page {self.number} of this PDF is damaged") from error
        self._file = file
        bounds = pdfium_c.FS_RECTF()
        pdfium_c.FPDF_GetPageBoundingBox(self._page, bounds)
        self._frame = Frame.of(
            bounds.left, bounds.bottom, bounds.right, bounds.top, self._page.get_rotation()
        )

    @property
    def may_be_picture(self) -> bool:
        """Whether images, or letters drawn as shapes, could hold the text."""
        images = paths = 0
        for thing in self._page.get_objects(max_depth=_OBJECT_DEPTH):
            images += thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE
            paths += thing.type == pdfium_c.FPDF_PAGEOBJ_PATH
            if images or paths > _MANY_PATHS:
                return True
        return False

    def lines(self) -> tuple[list[PlacedLine], list[PlacedLine]]:
        """Lines with ink, then lines without. Text that runs another way than most of the page comes last."""
        words = list(words_of(_Letters(self._text, self._frame)))
        ink = self._ink() if words else None
        links = self._links()
        visible: dict[int, list[Word]] = {}
        hidden: dict[int, list[Word]] = {}
        for word in _once(words):
            turn = word.type.turn
            place = self._frame.back(turn, word.ink)
            around = self._frame.back(turn, _box(word.word))
            seen = not word.type.without_ink and self._frame.holds(place)
            seen = seen and (ink is None or ink.shows(word, place, around))
            targets = tuple(target for target, area in links if _covers(area, around))
            (visible if seen else hidden).setdefault(turn, []).append(replace(word.word, links=targets))
        return self._placed(visible), self._placed(hidden)

    def _placed(self, words: dict[int, list[Word]]) -> list[PlacedLine]:
        found: list[PlacedLine] = []
        for turn in sorted(words, key=lambda turn: -sum(len(word.text) for word in words[turn])):
            lines = lines_of(words[turn])
            found += [replace(line, box=_rounded(self._frame.back(turn, line.box))) for line in lines]
        return found

    def _ink(self) -> Ink | None:
        """A picture of the page; none where drawing it would cost more than the whole rest."""
        if pdfium_c.FPDFPage_CountObjects(self._page) > _MOST_OBJECTS:
            return None
        return Ink.of(self._page)

    def _links(self) -> list[tuple[str, Box]]:
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

    def __init__(self, text: pdfium.PdfTextPage, frame: Frame) -> None:
        self._text = text
        self._frame = frame
        self._types: dict[int, Type] = {}
        self._readings: dict[int, Affine] = {}

    def __iter__(self) -> Iterator[Letter]:
        spaced = perhaps = False
        for place in range(pdfium_c.FPDFText_CountChars(self._text)):
            code = pdfium_c.FPDFText_GetUnicode(self._text, place)
            letter = chr(code) if code < 0x110000 else "\ufffd"  # noqa: PLR2004  the end of Unicode
            if letter.isspace():
                drawn = pdfium_c.FPDFText_IsGenerated(self._text, place) != 1
                spaced, perhaps = spaced or drawn, True
                continue
            if letter == _LINE_END_HYPHEN:
                letter = "-"
            type = self._type(place)
            if type is None:
                continue
            if letter := _shown(letter, type.font):
                yield self._letter(place, letter, type, spaced=spaced, perhaps_spaced=perhaps)
                spaced = perhaps = False

    def _letter(self, place: int, letter: str, type: Type, *, spaced: bool, perhaps_spaced: bool) -> Letter:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium_c.FPDFText_GetCharBox(self._text, place, left, right, bottom, top)
        reading = self._readings[type.turn]
        ink = reading.box(left.value, bottom.value, right.value, top.value)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._text, place, x, y)
        origin, baseline = reading.point(x.value, y.value)
        loose = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._text, place, loose)
        box = reading.box(loose.left, loose.bottom, loose.right, loose.top)
        if box.x1 - box.x0 < 0.05 * type.size:  # noqa: PLR2004  pdfium knows no advance for turned text
            box = Box(min(origin, ink.x0), baseline - 0.75 * type.size, ink.x1, baseline + 0.25 * type.size)
        return Letter(letter, box.x0, box.x1, baseline, ink, box, type, spaced, perhaps_spaced)

    def _type(self, place: int) -> Type | None:
        """The look of a letter; letters of one text object share theirs."""
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
        return Type(
            size=round(abs(size), 2) or 1.0,
            font=font,
            bold=bool(
                _BOLD_NAME.search(font)
                or flags.value & _FORCE_BOLD
                or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
            ),
            turn=self._frame.turn(matrix.a, matrix.b),
            without_ink=mode in _INVISIBLE or abs(size) < _TINY_PT or alpha.value < _FAINT_ALPHA,
            luminance=0.299 * red.value + 0.587 * green.value + 0.114 * blue.value,
            embedded=pdfium_c.FPDFFont_GetIsEmbedded(pdfium_c.FPDFTextObj_GetFont(thing)) == 1,
        )


def _shown(letter: str, font: str) -> str:
    """The letter as text: "" for pictures in icon fonts, bullets for the codes of symbol fonts."""
    if _ICON_FONT.search(font):
        return ""
    if _SYMBOL_FONT.search(font) and ord(letter) & ~0xFF in {0, 0xF000}:
        return SYMBOL_GLYPHS.get(ord(letter) & 0xFF, letter)
    return letter


def _once(words: Sequence[SetWord]) -> Iterator[SetWord]:
    """Each word once: some programs draw bold text by drawing it twice."""
    seen: set[tuple[str, int, int]] = set()
    for word in words:
        x, y = round(word.word.x0), round(word.word.baseline)
        near = {(word.word.text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        if not seen & near:
            yield word
        seen.add((word.word.text, x, y))


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
