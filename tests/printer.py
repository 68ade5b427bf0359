"""Files as people and attackers make them: PDFs drawn word by word, DOCX with hand-made XML, broken and hostile ones."""

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx as python_docx
from docx.document import Document as WordDocument
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

PAGE = (595.0, 842.0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BLACK, WHITE = Color(0, 0, 0), Color(1, 1, 1)


@dataclass
class Text:
    """Some words on one baseline, `y` points below the top of the page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "Helvetica"
    color: Color = BLACK


@dataclass
class Paper:
    """A page under the pen: what is written is drawn at the end, in the order wanted."""

    texts: list[Text] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, size: float = 10, *, bold: bool = False) -> None:
        self.texts.append(Text(x, y, text, size, "Helvetica-Bold" if bold else "Helvetica"))

    def column(self, x: float, y: float, lines: Sequence[str], *, size: float = 10, step: float = 13) -> None:
        for place, line in enumerate(lines):
            self.write(x, y + place * step, line, size)

    def right(self, x1: float, y: float, text: str, size: float = 10) -> None:
        self.write(x1 - stringWidth(text, "Helvetica", size), y, text, size)

    def pdf(self, order: Callable[[list[Text]], list[Text]] = list, *, words: bool = False) -> bytes:
        """The page as a file, drawn in this order, whole lines or word by word."""
        return pdf([order(list(_words(self.texts) if words else self.texts))])


def by_rows(texts: list[Text]) -> list[Text]:
    return sorted(texts, key=lambda text: (text.y, text.x))


def at_random(texts: list[Text]) -> list[Text]:
    random.Random(7).shuffle(texts)
    return texts


def _words(texts: Sequence[Text]) -> list[Text]:
    found = []
    for line in texts:
        x = line.x
        for word in line.text.split(" "):
            found.append(Text(x, line.y, word, line.size, line.font, line.color))
            x += stringWidth(word + " ", line.font, line.size)
    return found


def pdf(
    pages: Sequence[Sequence[Text]],
    *,
    draw: Callable[[Canvas], None] | None = None,
    password: str | None = None,
) -> bytes:
    """A PDF; `draw` may do anything else on its first page, before the text."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, encrypt=password)
    for number, texts in enumerate(pages):
        if draw and number == 0:
            draw(canvas)
        for text in texts:
            canvas.setFillColor(text.color)
            canvas.setFont(text.font, text.size)
            canvas.drawString(text.x, PAGE[1] - text.y, text.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def raw_pdf(content: bytes, *, fonts: str = "", more: Sequence[bytes] = (), page: str = "") -> bytes:
    """A PDF written by hand. Object 4 is the page's content, 5 is Helvetica (F1), 6 and up are `more`."""
    packed = zlib.compress(content)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} "
            f"/Resources << /Font << /F1 5 0 R {fonts} >> >> >>"
        ).encode(),
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        out + head + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )


def stream(data: bytes, settings: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (settings, len(data), data)


# ---------------------------------------------------------------- DOCX


def docx(body: str, *, relations: str = "", parts: dict[str, str] | None = None, styles: str = "") -> bytes:
    """A DOCX whose body is this XML (prefixes w, r, mc, wp, wps, w14, a, v are bound). `parts` adds or replaces parts."""
    names = " ".join(
        f'xmlns:{prefix}="{name}"'
        for prefix, name in {
            "w": W,
            "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
            "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
            "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
            "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
            "v": "urn:schemas-microsoft-com:vml",
        }.items()
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    everything = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" '
            f'Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{package}"><Relationship Id="s" Type="{office}/styles" Target="styles.xml"/>'
            f"{relations.replace('OFFICE', office)}</Relationships>"
        ),
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        **{name: part.replace("NAMES", names) for name, part in (parts or {}).items()},
    }
    return packed(everything)


def packed(parts: dict[str, str], compression: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(*texts: str, settings: str = "") -> str:
    """A paragraph of plain runs."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{settings}{runs}</w:p>"


def tc(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    inside = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl>{inside}</w:tbl>"


def word_docx(write: Callable[[WordDocument], None]) -> bytes:
    """A DOCX as python-docx writes it, with Word's own styles."""
    document = python_docx.Document()
    write(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
