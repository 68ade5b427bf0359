"""One page of an open PDF: its words, told apart by ink."""

import ctypes
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.claims import drop_replacements, has_stacks, without_false_claims
from core.documents.frame import Frame
from core.documents.icons import spelled_out
from core.documents.ink import Ink
from core.documents.layout import lines_of
from core.documents.letters import count_letters
from core.documents.links import web_target
from core.documents.rows import PlacedLine
from core.documents.segments import Word
from core.documents.textpage import Namer, TextPage
from core.documents.typesetting import Letters, SetWord, words_of
from core.errors import BrokenDocument
from core.model import Box

_MANY_PATHS: Final = 200
_MOST_OBJECTS: Final = 30_000
_MOST_SHAPES: Final = 5_000
_OBJECT_DEPTH: Final = 3
_MOST_PICTURES: Final = 200
FEW_LETTERS: Final = 40
"""A page with fewer is taken for a picture if there are pictures on it: scanners stamp their names on pages."""
_MOST_LINKS: Final = 500
_NAMELESS_FONT = re.compile(r"(?:[A-Z]{6}\+)?(?:CIDFont\+)?(?:[A-Za-z]{0,3}|T3Font)_?\d{0,4}")
_HEAVIER: Final = 1.33
"""Ink of a bold face in shares of the same regular one's, measured: Inter 1.43, Helvetica 1.40, Latin Modern 1.39;
medium weights have up to 1.26."""
_FEWEST_LETTERS: Final = 5
_MARKER_EM: Final = (0.15, 0.5)
_MARKER_REACH_EM: Final = 2.5
_MARKER_APART_EM: Final = 1.5


class Page:
    """A page by its place in the file, from 0.

    Attributes:
        recognised: its words were recognised by a scanner, and laid over the picture; known once its lines are.

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
        self.recognised = False
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
        words = list(_once(words_of(self._letters())))
        ink = self._ink() if words else None
        seen: list[SetWord] = []
        unseen: list[SetWord] = []
        for word in self._weighed(words, ink):
            (seen if self._shows(word, ink) else unseen).append(word)
        if ink and sum(count_letters(word.word.text) for word in seen) < FEW_LETTERS:
            recognised = list(self._recognised(unseen, ink))
            self.recognised = bool(recognised)
            taken = set(map(id, recognised))
            seen += recognised
            unseen = [word for word in unseen if id(word) not in taken]
        visible, hidden = self._linked(seen), self._linked(unseen)
        if 0 in visible:
            visible[0] += _markers(self._dots(), visible[0])
        return self._placed(visible), self._placed(hidden)

    def _letters(self) -> Iterator[Letters]:
        """What is drawn; what the file says to be read instead counts only where it can be what is drawn."""
        told = TextPage(self._text, self._frame, self._name_letters)
        letters = list(told)
        if has_stacks(letters) and drop_replacements(self._page):
            self._text = self._page.get_textpage()
            told = TextPage(self._text, self._frame, self._name_letters)
            letters = list(told)
        return without_false_claims(letters, told.widths())

    def _shows(self, word: SetWord, ink: Ink | None) -> bool:
        turn = word.type.turn
        place, around = self._frame.back(turn, word.ink), self._frame.back(turn, _box(word.word))
        return (
            not word.type.without_ink
            and self._frame.holds(place)
            and (ink is None or ink.shows(word, place, around))
        )

    def _recognised(self, words: Iterable[SetWord], ink: Ink) -> Iterator[SetWord]:
        """The words that a scanner laid, invisible, over the picture of themselves."""
        pictures = self._pictures()
        for word in words:
            place = self._frame.back(word.type.turn, word.ink)
            if word.type.unpainted and ink.reads(place) and any(_covers(area, place) for area in pictures):
                yield word

    def _pictures(self) -> list[Box]:
        """Where images are."""
        images = self._page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_OBJECT_DEPTH)
        return [self._frame.shown.box(*thing.get_bounds()) for thing in islice(images, _MOST_PICTURES)]

    def _linked(self, words: Iterable[SetWord]) -> dict[int, list[Word]]:
        """Words with the links over them, by the way they run."""
        links = self.links()
        found: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            around = self._frame.back(word.type.turn, _box(word.word)) if links else None
            targets = tuple(target for target, area in links if around and _covers(area, around))
            found[word.type.turn].append(replace(word.word, links=targets) if targets else word.word)
        return found

    def _placed(self, words: Mapping[int, list[Word]]) -> list[PlacedLine]:
        found: list[PlacedLine] = []
        for turn in sorted(words, key=lambda turn: -sum(len(word.text) for word in words[turn])):
            found += [
                replace(line, box=_rounded(self._frame.back(turn, line.box)))
                for line in lines_of(spelled_out(words[turn]))
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
        """Small shapes, about as wide as high: browsers draw the dots and circles of lists so."""
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
            if (fill.value or stroke.value) and 1 < wide < 9 and 0.75 < wide / (high or 1) < 1.33:  # noqa: PLR2004  points; a dot
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


def _once(words: Iterable[SetWord]) -> Iterator[SetWord]:
    """Each word once: some programs draw bold text by drawing it twice. Invisible copies take nothing from visible ones."""
    seen: dict[tuple[str, bool], set[tuple[int, int]]] = defaultdict(set)
    for word in words:
        x, y = round(word.word.x0), round(word.word.baseline)
        places = seen[word.word.text, word.type.without_ink]
        if not places or not any((x + dx, y + dy) in places for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            yield word
        places.add((x, y))


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
