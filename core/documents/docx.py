"""DOCX → lines. The walk follows what Word shows, in the order of the text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from lxml import etree

from core.documents.letters import SYMBOL_GLYPHS, clean, opens_item
from core.documents.links import web_target
from core.documents.package import Package
from core.documents.sheet import Sheet, hidden_notice
from core.errors import EmptyDocument
from core.model import Document, Line

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_TWIPS_PER_POINT: Final = 20
_TINY_PT: Final = 3.0
_DEFAULT_PT: Final = 11.0
_NEAR_WHITE: Final = 0xF0
_SHORT_CELL: Final = 100
_COLUMN_LINES: Final = 4
_LONGEST_FIELD: Final = 2_100
_SIGNS: Final = {_W + "tab": "\t", _W + "ptab": "\t", _W + "noBreakHyphen": "-", _W + "softHyphen": "\u00ad"}
_LINE_ENDS: Final = frozenset({_W + "br", _W + "cr"})
_DRAWINGS: Final = frozenset({_W + "drawing", _W + "pict", _W + "object"})
_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')
_HEADING_NAME = re.compile(r"heading\s?([1-9])", re.IGNORECASE)
_TRANSPARENT: Final = frozenset(
    _W + name
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "fldSimple",
        "hyperlink",
        "ruby",
    )
) | {_MC + "Choice", _MC + "Fallback"}
"""Elements that stand around text without changing it; `fldSimple` and `hyperlink` give it a target."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run looks; None where nothing is said and the next style up decides."""

    bold: bool | None = None
    size: float | None = None
    vanish: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    symbols: bool | None = None

    def over(self, below: "_Look") -> "_Look":
        """The look of a run on top of its style: what it says itself, then what the style says."""
        return replace(below, **{name: value for name, value in asdict(self).items() if value is not None})


@dataclass(frozen=True, slots=True)
class _Style:
    look: _Look = _Look()
    level: int = 0
    numbered: str | None = None  # id of its list


@dataclass(slots=True)
class _Row:
    """A line of a paragraph while its runs are read."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sizes: list[tuple[int, float]] = field(default_factory=list)
    bold_letters: int = 0
    letters: int = 0


def read_docx(data: bytes, sheet: Sheet) -> Document:
    """Page headers, body, footers, footnotes; tables and text boxes where they stand; each once.

    Raises:
        BrokenDocument, LockedDocument, FileTooLarge, UnsupportedType: from `Package`.
        EmptyDocument: no visible text.
    """
    package = Package.open(data)
    _Walk(package, sheet).all()
    if not any(line.visible for line in sheet.lines):
        raise EmptyDocument("This DOCX holds no text")
    if sheet.hidden_words:
        sheet.notices.append(hidden_notice("This file", sheet.hidden_words))
    return sheet.document(data, "docx")


class _Styles:
    """Looks by name, each already laid over those it is based on."""

    def __init__(self, package: Package) -> None:
        root = package.part("styles")
        self._raw: dict[str, etree._Element] = {}
        self._known: dict[str, _Style] = {}
        self.default = _Look()
        self.paragraph = ""
        if root is None:
            return
        for style in root.iter(_W + "style"):
            self._raw[style.get(_W + "styleId", "")] = style
            if style.get(_W + "type") == "paragraph" and _is_on(style.get(_W + "default")):
                self.paragraph = style.get(_W + "styleId", "")
        self.default = _look(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))

    def style(self, name: str | None, depth: int = 0) -> _Style:
        if not name or name not in self._raw or depth > 20:  # noqa: PLR2004  a style may be based on itself
            return _Style()
        if name not in self._known:
            raw = self._raw[name]
            below = self.style(_value(raw, "basedOn"), depth + 1)
            own_list = raw.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            self._known[name] = _Style(
                _look(raw.find(_W + "rPr")).over(below.look),
                _own_level(raw) or below.level,
                own_list.get(_W + "val") if own_list is not None else below.numbered,
            )
        return self._known[name]


class _Lists:
    """Which lists carry marks, and how far their levels are indented."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[tuple[str, str], tuple[str, float]] = {}
        root = package.part("numbering")
        if root is None:
            return
        kinds = {kind.get(_W + "abstractNumId", ""): kind for kind in root.findall(_W + "abstractNum")}
        for number in root.findall(_W + "num"):
            kind = kinds.get(_value(number, "abstractNumId") or "")
            for level in kind.findall(_W + "lvl") if kind is not None else ():
                place = (number.get(_W + "numId", ""), level.get(_W + "ilvl", "0"))
                self._levels[place] = (_value(level, "numFmt") or "bullet", _left_pt(level.find(_W + "pPr")))

    def marked(self, number: str | None, level: str) -> bool:
        if number in {None, "0"}:
            return False
        return self._levels.get((number or "", level), ("bullet", 0.0))[0] != "none"

    def left_pt(self, number: str | None, level: str) -> float:
        return self._levels.get((number or "", level), ("", 0.0))[1]


class _Walk:
    """One pass through the document."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self._package = package
        self._sheet = sheet
        self._styles = _Styles(package)
        self._lists = _Lists(package)
        self._links: Mapping[str, str] = {}
        # White text is invisible on paper alone. Behind it there may be a dark page, cell or shape.
        self._dark_ground = False
        self._notes: list[str] = []

    def all(self) -> None:
        body = self._package.part("document")
        if body is None:
            return
        self._dark_ground = _has_ground(body)
        for name in self._package.references(body, "headerReference"):
            self._part(name)
        self._links = self._package.links("document")
        self._add(self._blocks(body))
        for name in self._package.references(body, "footerReference"):
            self._part(name)
        for name in ("footnotes", "endnotes"):
            self._part(name)

    def _part(self, name: str) -> None:
        root = self._package.part(name)
        if root is not None:
            self._links = self._package.links(name)
            self._add(self._blocks(root))

    def _add(self, lines: Iterator[Line]) -> None:
        self._sheet.extend(lines)

    def _blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of whatever holds paragraphs and tables."""
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield from self._table(child)
            elif child.tag == _MC + "AlternateContent":
                yield from self._blocks(_one_of(child))
            elif child.tag in _TRANSPARENT or child.tag in {
                _W + "body",
                _W + "footnote",
                _W + "endnote",
                _W + "tc",
                _W + "txbxContent",
            }:
                yield from self._blocks(child)

    # ------------------------------------------------------------ tables

    def _table(self, table: etree._Element) -> Iterator[Line]:
        ground, self._dark_ground = self._dark_ground, self._dark_ground or _has_shade(table)
        for row in _children(table, "tr"):
            yield from self._cells(
                [list(self._blocks(cell)) for cell in _children(row, "tc") if not _is_merged(cell)]
            )
        self._dark_ground = ground

    def _cells(self, cells: Sequence[Sequence[Line]]) -> Iterator[Line]:
        """One line with tabs for a row of short cells; else the cells one after the other."""
        filled = [[line for line in cell if clean(line.text).text] for cell in cells]
        filled = [cell for cell in filled if cell]
        if all(len(cell) == 1 and _joins(cell[0]) for cell in filled):
            if filled:
                yield _joined([cell[0] for cell in filled])
            return
        columns = sum(len(cell) >= _COLUMN_LINES for cell in filled) > 1
        main = max(filled, key=lambda cell: sum(len(line.text) for line in cell))
        side = 0
        for cell in _with_dates_joined(filled):
            side += columns and cell is not main
            for line in cell:
                yield replace(line, column=side) if columns and cell is not main and not line.column else line

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        settings = paragraph.find(_W + "pPr")
        style = self._styles.style(
            (_value(settings, "pStyle") if settings is not None else None) or self._styles.paragraph
        )
        base = _Look(shaded=_is_shaded(settings)).over(style.look).over(self._styles.default)
        walk = _Runs(self._styles, self._links, base, dark_ground=self._dark_ground)
        walk.read(paragraph)
        number, level = _list_place(settings, style)
        marked = self._lists.marked(number, level) and not style.level
        left_pt = _left_pt(settings) or (self._lists.left_pt(number, level) if marked else 0.0)
        heading = (_own_level(paragraph) if settings is not None else 0) or style.level
        yield from _lines(walk.rows, base, level=heading, marked=marked, left_pt=left_pt)
        for box in walk.boxes:
            ground, self._dark_ground = self._dark_ground, True
            yield from self._blocks(box)
            self._dark_ground = ground


class _Runs:
    """The runs of one paragraph: rows of text, and the text boxes anchored in it."""

    def __init__(self, styles: _Styles, links: Mapping[str, str], base: _Look, *, dark_ground: bool) -> None:
        self._styles = styles
        self._links = links
        self._base = base
        self._dark_ground = dark_ground
        self._field: list[str] = []  # instructions of the fields that are open
        self._in_result: list[bool] = []
        self._steps: dict[str, Callable[[etree._Element], None]] = {
            _W + "r": self._run,
            _MC + "AlternateContent": lambda element: self.read(_one_of(element)),
            _W + "rubyBase": self.read,
            _MATH_TEXT: lambda element: self._put(element.text or "", self._base),
        }
        self.rows = [_Row()]
        self.boxes: list[etree._Element] = []

    def read(self, parent: etree._Element) -> None:
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            if step := self._steps.get(child.tag):
                step(child)
            elif child.tag in _TRANSPARENT:
                self._target(child)
                self.read(child)
            elif child.tag.startswith(_MATH_TEXT[:-1]):
                self.read(child)

    def _target(self, element: etree._Element) -> None:
        target = self._links.get(element.get(_R_ID, ""), "")
        if match := _FIELD_LINK.match(element.get(_W + "instr", "")[:_LONGEST_FIELD]):
            target = match[1]
        self.rows[-1].links += web_target(target)

    def _run(self, run: etree._Element) -> None:
        settings = run.find(_W + "rPr")
        look = _look(settings)
        if settings is not None and (name := _value(settings, "rStyle")):
            look = look.over(self._styles.style(name).look)
        look = look.over(self._base)
        for child in run:
            self._piece(child, look)

    def _piece(self, child: etree._Element, look: _Look) -> None:
        if text := _piece_text(child):
            self._put(text, look)
        elif child.tag in _LINE_ENDS:
            self.rows.append(_Row())
        elif child.tag == _W + "fldChar":
            self._field_mark(child.get(_W + "fldCharType", ""))
        elif child.tag == _W + "instrText" and self._field:
            self._field[-1] += (child.text or "")[:_LONGEST_FIELD]
        elif child.tag == _MC + "AlternateContent":
            for piece in _one_of(child):
                self._piece(piece, look)
        elif child.tag in _DRAWINGS:
            self.boxes += _outermost_boxes(child)

    def _field_mark(self, mark: str) -> None:
        if mark == "begin":
            self._field.append("")
        elif mark == "separate" and self._field:
            if match := _FIELD_LINK.match(self._field[-1]):
                self.rows[-1].links += web_target(match[1])
        elif mark == "end" and self._field:
            self._field.pop()

    def _put(self, text: str, look: _Look) -> None:
        if look.symbols:
            text = "".join(SYMBOL_GLYPHS.get(ord(letter) & 0xFF, letter) for letter in text)
        row = self.rows[-1]
        if self._is_hidden(look):
            row.hidden.append(text)
            return
        row.shown.append(text)
        weight = len(text.strip())
        row.letters += weight
        row.bold_letters += weight if look.bold else 0
        if weight:
            row.sizes.append((weight, look.size or _DEFAULT_PT))

    def _is_hidden(self, look: _Look) -> bool:
        if look.vanish or (look.size is not None and look.size < _TINY_PT):
            return True
        return bool(look.white) and not look.shaded and not self._dark_ground


def _piece_text(piece: etree._Element) -> str:
    """The text of a piece of a run; "" for pieces that are something else."""
    if piece.tag == _W + "t":
        return piece.text or ""
    return _symbol(piece) if piece.tag == _W + "sym" else _SIGNS.get(str(piece.tag), "")


def _lines(rows: Sequence[_Row], base: _Look, *, level: int, marked: bool, left_pt: float) -> Iterator[Line]:
    first = True
    for row in rows:
        shown, hidden = "".join(row.shown), "".join(row.hidden)
        size = max(row.sizes)[1] if row.sizes else base.size or _DEFAULT_PT
        if shown.strip():
            mark = "• " if first and marked and not opens_item(shown.lstrip()) else ""
            yield Line(
                0,
                mark + shown.strip(),
                size=size,
                bold=2 * row.bold_letters > row.letters,
                level=level,
                bullet=bool(mark) or opens_item(shown.lstrip()),
                indent=round(left_pt / size, 2),
                links=tuple(dict.fromkeys(row.links)),
            )
            first = False
        if hidden.strip():
            yield Line(0, hidden, size=size, visible=False)


def _with_dates_joined(cells: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """A short date beside a long cell stands on the first line of that cell, as it does on paper."""
    if len(cells) != 2 or {len(cell) == 1 for cell in cells} != {True, False}:  # noqa: PLR2004  the date and the text
        return cells
    short, long = sorted(cells, key=len)
    if not (_joins(short[0]) and _joins(long[0]) and any(letter.isdigit() for letter in short[0].text)):
        return cells
    first = _joined([short[0], long[0]] if short is cells[0] else [long[0], short[0]])
    return [[replace(first, bold=long[0].bold, level=long[0].level, size=long[0].size), *long[1:]]]


def _joins(line: Line) -> bool:
    return line.visible and len(line.text) <= _SHORT_CELL


def _joined(cells: Sequence[Line]) -> Line:
    return replace(
        cells[0],
        text="\t".join(cell.text for cell in cells),
        bold=all(cell.bold for cell in cells),
        links=tuple(dict.fromkeys(link for cell in cells for link in cell.links)),
    )


# ---------------------------------------------------------------- looking into elements


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and tracked changes."""
    for child in parent:
        if child.tag == _W + name:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, name)


def _one_of(alternate: etree._Element) -> etree._Element:
    """Word writes a text box twice, for new and for old readers. One of the two is shown."""
    choice = alternate.find(_MC + "Choice")
    fallback = alternate.find(_MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate


def _outermost_boxes(drawing: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for child in drawing:
        if child.tag == _W + "txbxContent":
            found.append(child)
        elif child.tag == _MC + "AlternateContent":
            found += _outermost_boxes(_one_of(child))
        else:
            found += _outermost_boxes(child)
    return found


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(_W + name)
    return None if child is None else child.get(_W + "val")


def _is_on(value: str | None) -> bool:
    return value in {"1", "true", "on"}


def _flag(settings: etree._Element, name: str) -> bool | None:
    child = settings.find(_W + name)
    return None if child is None else child.get(_W + "val", "1") not in {"0", "false", "off"}


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _look(settings: etree._Element | None) -> _Look:
    if settings is None:
        return _Look()
    half_points = _number(_value(settings, "sz"))
    fonts = settings.find(_W + "rFonts")
    font = fonts.get(_W + "ascii", "").lower() if fonts is not None else None
    return _Look(
        bold=_flag(settings, "b"),
        size=None if half_points is None else half_points / 2,
        vanish=_flag(settings, "vanish"),
        white=_is_white(_value(settings, "color")),
        shaded=_is_shaded(settings),
        symbols=None if font is None else font.startswith(("wingdings", "symbol")),
    )


def _is_white(color: str | None) -> bool | None:
    if color is None:
        return None
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return False
    return min(bytes.fromhex(color)) >= _NEAR_WHITE


def _is_shaded(settings: etree._Element | None) -> bool | None:
    """Whether there is colour behind the text: shading of run, paragraph or cell, or a text marker."""
    if settings is None:
        return None
    shade, marker = settings.find(_W + "shd"), _value(settings, "highlight")
    if marker not in {None, "none", "white"}:
        return True
    if shade is None:
        return None
    return _is_white(shade.get(_W + "fill", "auto")) is False and shade.get(_W + "fill", "auto") != "auto"


def _has_shade(table: etree._Element) -> bool:
    """Whether any cell is shaded, by itself or by the table's style."""
    if table.find(f"{_W}tblPr/{_W}tblStyle") is not None and table.find(f"{_W}tblPr/{_W}tblLook") is not None:
        style = table.find(f"{_W}tblPr/{_W}tblStyle")
        if style is not None and style.get(_W + "val") not in {"TableGrid", "TableNormal"}:
            return True
    return any(_is_shaded(cell) for cell in table.iter(_W + "tcPr"))


def _has_ground(root: etree._Element) -> bool:
    """A page colour, or a shape behind the text: then white text may well be seen."""
    page = root.find(_W + "background")
    if page is not None and _is_white(page.get(_W + "color")) is False:
        return True
    return any(_is_on(anchor.get("behindDoc")) for anchor in root.iter(_WP + "anchor"))


def _is_merged(cell: etree._Element) -> bool:
    """The lower part of a cell that spans rows."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _own_level(element: etree._Element) -> int:
    """Heading level of a style by its name, or of a paragraph by its outline."""
    name = _value(element, "name") or ""
    if match := _HEADING_NAME.fullmatch(name):
        return int(match[1])
    if name.lower() == "title":
        return 1
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = _number(outline.get(_W + "val")) if outline is not None else None
    return int(level) + 1 if level is not None and 0 <= level <= 8 else 0  # noqa: PLR2004  nine levels; the tenth is body text


def _list_place(settings: etree._Element | None, style: _Style) -> tuple[str | None, str]:
    place = settings.find(_W + "numPr") if settings is not None else None
    if place is None:
        return style.numbered, "0"
    return _value(place, "numId") or style.numbered, _value(place, "ilvl") or "0"


def _left_pt(settings: etree._Element | None) -> float:
    indent = settings.find(_W + "ind") if settings is not None else None
    if indent is None:
        return 0.0
    twips = _number(indent.get(_W + "left") or indent.get(_W + "start"))
    return max(0.0, (twips or 0.0) / _TWIPS_PER_POINT)


def _symbol(symbol: etree._Element) -> str:
    try:
        code = int(symbol.get(_W + "char", "")[:4], 16)
    except ValueError:
        return ""
    return SYMBOL_GLYPHS.get(code & 0xFF, "")
