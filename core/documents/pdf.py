"""PDF → lines, by the places of its letters.

Runs in a child process only: pdfium is not thread-safe, and files are hostile.
"""

from dataclasses import replace
from functools import partial

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from core.documents.glyphs import named
from core.documents.letters import count_letters, opens_item
from core.documents.limits import Limits
from core.documents.page import FEW_LETTERS, Page
from core.documents.rows import PlacedLine
from core.documents.sheet import Sheet, hidden_notice
from core.errors import BrokenDocument, EmptyDocument, LockedDocument, ScannedDocument
from core.model import Document, Line


def read_pdf(data: bytes, sheet: Sheet, limits: Limits) -> Document:
    """The lines of the first `limits.pages` pages: those a person sees, in reading order, then those without ink.

    Raises:
        LockedDocument, BrokenDocument, ScannedDocument, EmptyDocument: what is wrong with it.
    """
    file = opened(data)
    pages = sheet.pages = len(file)
    if pages == 0:
        raise BrokenDocument("This PDF has no pages")
    for place in range(min(pages, limits.pages)):
        if sheet.full:
            break
        page = Page(file, place, partial(named, data, place))
        if _add(page, sheet) < FEW_LETTERS and page.may_be_picture:
            sheet.pictures.append(page.number)
    _refuse_without_text(sheet, pages)
    if pages > limits.pages:
        rest = "If your resume is further back, send only those pages."
        sheet.note("pages_cut", f"{pages} pages; I read the first {limits.pages}. {rest}")
    return sheet.document(data, "pdf", pages)


def opened(data: bytes) -> pdfium.PdfDocument:
    """The file, with no page loaded.

    Raises:
        LockedDocument, BrokenDocument: what is wrong with it.
    """
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise LockedDocument("This PDF is locked") from error
        raise BrokenDocument("This PDF is damaged or cut off") from error


def _add(page: Page, sheet: Sheet) -> int:
    """Takes the lines of a page, and counts the letters that can be seen."""
    visible, hidden = page.lines()
    sheet.extend(replace(line_on(page.number, line), recognised=page.recognised) for line in visible)
    if page.recognised:
        sheet.note(
            "ocr_layer", f"Page {page.number} is a scan. I read the text its scanner recognised; check it."
        )
    before = sheet.hidden_words
    sheet.extend(replace(line_on(page.number, line), visible=False) for line in hidden)
    if sheet.hidden_words > before:
        sheet.notices.append(hidden_notice(f"Page {page.number}", sheet.hidden_words - before))
    return sum(count_letters(line.text) for line in visible)


def line_on(page: int, line: PlacedLine) -> Line:
    """A line of that page; its number is given when it is written down."""
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


def _refuse_without_text(sheet: Sheet, pages: int) -> None:
    letters = sum(count_letters(line.text) for line in sheet.lines if line.visible)
    counted = f"{letters} letter{'' if letters == 1 else 's'} on {pages} page{'' if pages == 1 else 's'}"
    if letters < FEW_LETTERS and sheet.pictures:
        raise ScannedDocument(f"This PDF is a picture: {counted}")
    if letters == 0:
        raise EmptyDocument(f"This PDF holds no text that can be seen: {counted}")
