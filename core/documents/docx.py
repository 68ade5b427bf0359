"""DOCX → lines. The walk follows what Word shows, in the order of the text."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from lxml import etree

from core.documents import ground
from core.documents.letters import clean, opens_item
from core.documents.looks import Look, Style, Styles, outline_level
from core.documents.numbering import Lists, left_pt
from core.documents.package import Package
from core.documents.runs import DEFAULT_PT, Row, Runs
from core.documents.sheet import Sheet, hidden_notice
from core.documents.wordml import (
    MC,
    TRANSPARENT,
    TWIPS_PER_POINT,
    WP,
    R,
    Settings,
    W,
    children,
    number,
    one_of,
    says_yes,
    settings_of,
    value,
)
from core.errors import EmptyDocument
from core.model import Document, Line

_SHORT_CELL: Final = 100
_COLUMN_LINES: Final = 4
_TITLES_AND_LISTS: Final = 2
_TITLE_LETTERS: Final = 40
_THIN_PT: Final = 3.0  # a row or line set to be no higher shows nothing of its text
_HOLDERS: Final = frozenset({W + "body", W + "footnote", W + "endnote", W + "tc", W + "txbxContent"})
_ACTIVE: Final = "This DOCX carries macros or fields that start or fetch something. I ignored them."
_UNREAD: Final = (
    "A part of this DOCX is another file put inside it, which I did not read. Paste its text instead."
)


def read_docx(data: bytes, sheet: Sheet) -> Document:
    """Page headers, body, footers, notes; tables and text boxes where they stand; each once.

    Raises:
        BrokenDocument, LockedDocument, FileTooLarge, UnsupportedType: from `Package`.
        EmptyDocument: no visible text.
    """
    package = Package.open(data)
    walk = _Walk(package, sheet)
    walk.all()
    if not any(line.visible for line in sheet.lines):
        raise EmptyDocument("This DOCX holds no text")
    if sheet.hidden_words:
        sheet.notices.append(hidden_notice("This file", sheet.hidden_words))
    if walk.is_active or package.has_macros:
        sheet.note("active_content", _ACTIVE)
    if walk.has_unread:
        sheet.note("part_unread", _UNREAD)
    return sheet.document(data, "docx")


class _Walk:
    """One pass through the document."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self._package = package
        self._sheet = sheet
        self._styles = Styles(package)
        self._lists = Lists(package)
        self._links: Mapping[str, str] = {}
        self._behind = ground.PAPER
        self._hidden = False
        self.is_active = False
        self.has_unread = False

    def all(self) -> None:
        body = self._package.part("document")
        if body is None:
            return
        self._behind = ground.of_page(body)
        if any(ground.lies_behind(anchor) for anchor in body.iter(WP + "anchor")):
            self._behind = ground.SOMETHING
        self._margins(body, "headerReference")
        self._links = self._package.links("document")
        self._sheet.extend(self._blocks(body))
        self._margins(body, "footerReference")
        for kind in ("footnote", "endnote"):
            self._notes(body, kind)

    def _margins(self, body: etree._Element, kind: str) -> None:
        """Headers or footers that some page shows. The first page's often repeats what the others say."""
        said: set[str] = set()
        for path in _margins_shown(self._package, body, kind):
            root = self._package.part(path)
            if root is None or root.tag == body.tag:  # a header may claim to be the whole document
                continue
            self._links = self._package.links(path)
            lines = list(self._blocks(root))
            self._sheet.extend(line for line in lines if line.text not in said)
            said |= {line.text for line in lines}

    def _notes(self, body: etree._Element, kind: str) -> None:
        """Notes in the order they are referred to; others are on no page."""
        root = self._package.part(f"{kind}s")
        if root is None or root.tag == body.tag:
            return
        self._links = self._package.links(f"{kind}s")
        notes = {note.get(W + "id"): note for note in root.findall(W + kind)}
        for id in dict.fromkeys(mark.get(W + "id") for mark in body.iter(f"{W}{kind}Reference")):
            if (note := notes.get(id)) is not None:
                self._sheet.extend(self._blocks(note))

    def _blocks(self, parent: etree._Element) -> Iterator[Line]:
        """The lines of whatever holds paragraphs and tables."""
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == MC + "AlternateContent":
                yield from self._blocks(one_of(child))
            elif child.tag == W + "altChunk":
                self.has_unread = True
            elif child.tag in TRANSPARENT or child.tag in _HOLDERS:
                yield from self._blocks(child)

    @contextmanager
    def _on(self, behind: int | None, *, hidden: bool = False) -> Iterator[None]:
        """While the inside of a cell or box is read: the colour behind it, and whether it shows at all."""
        before = self._behind, self._hidden
        self._behind = self._behind if behind is None else behind
        self._hidden = self._hidden or hidden
        try:
            yield
        finally:
            self._behind, self._hidden = before

    # ------------------------------------------------------------ tables

    def _table(self, table: etree._Element) -> Iterator[Line]:
        settings = table.find(W + "tblPr")
        styled = self._styles.shades_tables(value(settings, "tblStyle"))
        rows: list[list[list[Line]]] = []
        for row in children(table, "tr"):
            rules = row.find(W + "trPr")
            if rules is not None and rules.find(W + "del") is not None:
                continue  # a tracked deletion of the row
            with self._on(ground.SOMETHING if styled else None, hidden=_is_thin_row(rules)):
                rows.append([self._cell(cell) for cell in children(row, "tc") if not _is_merged(cell)])
        if _are_headed_columns(rows):
            yield from _down_columns(rows)
        else:
            yield from (line for cells in rows for line in _row_of(cells))

    def _cell(self, cell: etree._Element) -> list[Line]:
        with self._on(ground.of_cell(cell)):
            return list(self._blocks(cell))

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        settings = settings_of(paragraph.find(W + "pPr"))
        name = settings.get(W + "pStyle")
        style = self._styles.style((None if name is None else name.get(W + "val")) or self._styles.paragraph)
        base = style.look.over(self._styles.default)
        own = ground.of_shade(settings.get(W + "shd"))
        own = style.ground if own is None else own
        runs = Runs(
            self._styles,
            self._links,
            base,
            behind=self._behind if own is None else own,
            hidden=self._hidden or _is_thin_line(settings.get(W + "spacing")),
        )
        runs.read(paragraph)
        self.is_active = self.is_active or runs.is_active
        yield from self._lines(runs.rows, base, settings, style)
        for box in runs.boxes:
            with self._on(box.ground, hidden=box.hidden):
                yield from self._blocks(box.content)

    def _lines(self, rows: Sequence[Row], base: Look, settings: Settings, style: Style) -> Iterator[Line]:
        level = outline_level(settings.get(W + "outlineLvl")) or style.level
        number, depth = _list_place(settings.get(W + "numPr"), style)
        # The numbers of headings are left out: "1 Experience" is a heading that reads "Experience".
        mark = "" if level or not any(row.shown for row in rows) else self._lists.mark(number, depth)
        left = left_pt(settings.get(W + "ind")) or (self._lists.left_pt(number, depth) if mark else 0.0)
        for row in rows:
            shown, hidden = "".join(row.shown).strip(), "".join(row.hidden)
            size = max(row.sizes)[1] if row.sizes else base.size or DEFAULT_PT
            if shown:
                yield Line(
                    0,
                    shown if opens_item(shown[:80]) else mark + shown,
                    size=size,
                    bold=2 * row.bold_letters > row.letters,
                    level=level,
                    bullet=bool(mark) or opens_item(shown[:80]),
                    indent=round(left / size, 2),
                    links=tuple(dict.fromkeys(row.links)),
                )
                mark = ""
            if hidden.strip():
                yield Line(0, hidden, size=size, visible=False)


# ---------------------------------------------------------------- rows of tables


def _row_of(cells: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """One line with tabs for a row of short cells; else the cells one after the other. Then what nobody sees."""
    filled = [[line for line in cell if line.visible and clean(line.text).text] for cell in cells]
    yield from _in_order([cell for cell in filled if cell])
    yield from (line for cell in cells for line in cell if not line.visible)


def _are_headed_columns(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """A row of titles above one row of lists: "Skills | Languages | Interests"."""
    if len(rows) != _TITLES_AND_LISTS or not 1 < len(rows[0]) == len(rows[1]):
        return False
    titles, lists = rows
    if not all(len(cell) == 1 and cell[0].visible for cell in titles) or not all(lists):
        return False
    apart = all(title[0].bold and len(title[0].text) <= _TITLE_LETTERS for title in titles)
    return apart and max(map(len, lists)) > 1 and not any(line.bold for cell in lists for line in cell)


def _down_columns(rows: Sequence[Sequence[Sequence[Line]]]) -> Iterator[Line]:
    """Each column from its title down, all of them apart from the text around the table."""
    for cells in zip(*rows, strict=True):
        yield from (replace(line, column=line.column or 1) for cell in cells for line in cell)


def _in_order(filled: Sequence[Sequence[Line]]) -> Iterator[Line]:
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
    return len(line.text) <= _SHORT_CELL


def _joined(cells: Sequence[Line]) -> Line:
    return replace(
        cells[0],
        text="\t".join(cell.text for cell in cells),
        bold=all(cell.bold for cell in cells),
        links=tuple(dict.fromkeys(link for cell in cells for link in cell.links)),
    )


# ---------------------------------------------------------------- looking into elements


def _margins_shown(package: Package, body: etree._Element, kind: str) -> list[str]:
    """Paths of headers or footers: those of first and even pages only where a section or the file has such."""
    settings = package.part("settings")
    even = says_yes(settings.find(W + "evenAndOddHeaders")) if settings is not None else None
    shown = []
    for section in body.iter(W + "sectPr"):
        types = {"default", *(["first"] if says_yes(section.find(W + "titlePg")) else [])}
        types |= {"even"} if even else set()
        shown += [
            package.target(reference.get(R + "id", ""))
            for reference in section.findall(W + kind)
            if reference.get(W + "type", "default") in types
        ]
    return [path for path in dict.fromkeys(shown) if path]


def _is_merged(cell: etree._Element) -> bool:
    """The lower part of a cell that spans rows, or a cell whose deletion is tracked."""
    settings = cell.find(W + "tcPr")
    if settings is None:
        return False
    merge = settings.find(W + "vMerge")
    below = merge is not None and merge.get(W + "val", "continue") == "continue"
    return below or settings.find(W + "cellDel") is not None


def _is_thin_row(rules: etree._Element | None) -> bool:
    if rules is None:
        return False
    height = rules.find(W + "trHeight")
    exact = height is not None and height.get(W + "hRule") == "exact"
    return (says_yes(rules.find(W + "hidden")) or False) or (
        exact and height is not None and _is_thin(height.get(W + "val"))
    )


def _is_thin_line(spacing: etree._Element | None) -> bool:
    return (
        spacing is not None and spacing.get(W + "lineRule") == "exact" and _is_thin(spacing.get(W + "line"))
    )


def _is_thin(twips: str | None) -> bool:
    height = number(twips)
    return height is not None and 0 <= height < _THIN_PT * TWIPS_PER_POINT


def _list_place(place: etree._Element | None, style: Style) -> tuple[str | None, str]:
    if place is None:
        return style.numbered, style.depth
    return value(place, "numId") or style.numbered, value(place, "ilvl") or "0"
