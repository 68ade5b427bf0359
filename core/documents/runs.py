"""The runs of one paragraph of a DOCX: rows of text, seen and unseen, and the boxes anchored in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from core.documents import ground
from core.documents.letters import SYMBOL_GLYPHS
from core.documents.links import web_target
from core.documents.looks import Look, Styles, look
from core.documents.wordml import MC, TRANSPARENT, WP, WPS, R, W, is_on, number, one_of, value

DEFAULT_PT: Final = 11.0
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LONGEST_FIELD: Final = 2_100
_SIGNS: Final = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}
_LINE_ENDS: Final = frozenset({W + "br", W + "cr"})
_DRAWINGS: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')
_ACTIVE_FIELD = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b", re.IGNORECASE)
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_SHAPES: Final = frozenset({WPS + "wsp", *(_VML + name for name in ("shape", "rect", "roundrect", "oval"))})
_UNSHOWN = re.compile(r"visibility:\s*hidden|display:\s*none", re.IGNORECASE)
_THIN_EMU: Final = 12_700  # one point: a box no wider or higher shows nothing of its text
_FARTHEST_EMU: Final = 22 * 914_400  # the largest page of Word, 22 inches


class Box(NamedTuple):
    """A text box: its content, the colour behind it (None: one sees through), and whether anybody can see it."""

    content: etree._Element
    ground: int | None
    hidden: bool


@dataclass(slots=True)
class Row:
    """A line of a paragraph while its runs are read."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sizes: list[tuple[int, float]] = field(default_factory=list)
    bold_letters: int = 0
    letters: int = 0


@dataclass(slots=True)
class _Field:
    """A field that is open. What stands before its result is an instruction, which nobody sees."""

    instruction: str = ""
    shows: bool = False


class Runs:
    """Reads paragraphs; `rows` and `boxes` are what it found, `is_active` whether a field would start something."""

    def __init__(
        self, styles: Styles, links: Mapping[str, str], base: Look, *, behind: int, hidden: bool
    ) -> None:
        self._styles = styles
        self._links = links
        self._base = base
        self._behind = behind
        self._hidden = hidden
        self._fields: list[_Field] = []
        self._steps: dict[str, Callable[[etree._Element], None]] = {
            W + "r": self._run,
            MC + "AlternateContent": lambda element: self.read(one_of(element)),
            W + "rubyBase": self.read,
            _MATH_TEXT: lambda element: self._put(element.text or "", self._base),
        }
        self.rows = [Row()]
        self.boxes: list[Box] = []
        self.is_active = False

    def read(self, parent: etree._Element) -> None:
        for child in parent:
            if step := self._steps.get(child.tag):
                step(child)
            elif child.tag in TRANSPARENT:
                self._target(child)
                self.read(child)
            elif child.tag.startswith(_MATH_TEXT[:-1]):
                self.read(child)

    def _target(self, element: etree._Element) -> None:
        target = self._links.get(element.get(R + "id", ""), "")
        if instruction := element.get(W + "instr"):
            target = self._obey(instruction[:_LONGEST_FIELD]) or target
        self.rows[-1].links += web_target(target)

    def _run(self, run: etree._Element) -> None:
        settings = run.find(W + "rPr")
        looks = self._base
        if settings is not None:
            own = look(settings)
            if name := value(settings, "rStyle"):
                own = own.over(self._styles.style(name).look)
            looks = own.over(self._base)
        for child in run:
            self._piece(child, looks)

    def _piece(self, child: etree._Element, looks: Look) -> None:
        if text := _text(child):
            self._put(text, looks)
        elif child.tag in _LINE_ENDS:
            self.rows.append(Row())
        elif child.tag == W + "fldChar":
            self._field_mark(child.get(W + "fldCharType", ""))
        elif child.tag == W + "instrText" and self._fields:
            self._instruct(child.text or "")
        elif child.tag == MC + "AlternateContent":
            for piece in one_of(child):
                self._piece(piece, looks)
        elif child.tag in _DRAWINGS:
            self.boxes += _boxes(child, None, hidden=looks.vanish or False)

    def _instruct(self, text: str) -> None:
        last = self._fields[-1]
        if len(last.instruction) < _LONGEST_FIELD:
            last.instruction += text[:_LONGEST_FIELD]

    def _field_mark(self, mark: str) -> None:
        if mark == "begin":
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].shows = True
            self.rows[-1].links += web_target(self._obey(self._fields[-1].instruction))
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _obey(self, instruction: str) -> str:
        """The target of a link; nothing else that a field asks for is done."""
        self.is_active = self.is_active or _ACTIVE_FIELD.match(instruction) is not None
        link = _FIELD_LINK.match(instruction)
        return link[1] if link else ""

    def _put(self, text: str, looks: Look) -> None:
        if self._fields and not all(field.shows for field in self._fields):
            return
        if looks.symbols:
            text = "".join(SYMBOL_GLYPHS.get(ord(letter) & 0xFF, letter) for letter in text)
        row = self.rows[-1]
        if self._hidden or looks.is_hidden(self._behind):
            row.hidden.append(text)
            return
        row.shown.append(text)
        weight = len(text.strip())
        row.letters += weight
        row.bold_letters += weight if looks.bold else 0
        if weight:
            row.sizes.append((weight, looks.size or DEFAULT_PT))


def _text(piece: etree._Element) -> str:
    """The text of a piece of a run; "" for pieces that are something else."""
    if piece.tag == W + "t":
        return piece.text or ""
    return _symbol(piece) if piece.tag == W + "sym" else _SIGNS.get(str(piece.tag), "")


def _symbol(symbol: etree._Element) -> str:
    try:
        code = int(symbol.get(W + "char", "")[:4], 16)
    except ValueError:
        return ""
    return SYMBOL_GLYPHS.get(code & 0xFF, "")


def _boxes(drawing: etree._Element, behind: int | None, *, hidden: bool) -> list[Box]:
    """The outermost text boxes of a drawing, in the order they are written."""
    found: list[Box] = []
    for child in drawing:
        if child.tag == W + "txbxContent":
            found.append(Box(child, behind, hidden))
        elif child.tag == MC + "AlternateContent":
            found += _boxes(one_of(child), behind, hidden=hidden)
        else:
            filled = ground.of_shape(child) if child.tag in _SHAPES else None
            unseen = hidden or _is_unseen(child)
            found += _boxes(child, behind if filled is None else filled, hidden=unseen)
    return found


def _is_unseen(element: etree._Element) -> bool:
    """Whether a drawing or a shape is switched off, off the page, or thinner than a line."""
    if element.tag == WP + "anchor":
        return is_on(element.get("hidden")) or _is_off_page(element) or _is_thin(element)
    return element.tag in _SHAPES and _UNSHOWN.search(element.get("style", "")[:1_000]) is not None


def _is_thin(anchor: etree._Element) -> bool:
    extent = anchor.find(WP + "extent")
    if extent is None:
        return False
    sides = (number(extent.get("cx")), number(extent.get("cy")))
    return any(side is not None and side <= _THIN_EMU for side in sides)


def _is_off_page(anchor: etree._Element) -> bool:
    extent = anchor.find(WP + "extent")
    for name, side in (("positionH", "cx"), ("positionV", "cy")):
        position = anchor.find(WP + name)
        if position is None or position.get("relativeFrom") != "page":
            continue
        offset = number(position.findtext(WP + "posOffset"))
        size = None if extent is None else number(extent.get(side))
        if offset is not None and (offset + (size or 0.0) <= 0 or offset >= _FARTHEST_EMU):
            return True
    return False
