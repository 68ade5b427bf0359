"""The files that readers are timed with, made here and the same in each run; and two that hold traps."""

import random
from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as WordDocument
from layouts import corpus
from PIL import Image
from printer import PAGE, WHITE, Text, pdf, word_docx
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WORDS = [
    "ledger",
    "harbour",
    "rota",
    "parcels",
    "depot",
    "export",
    "search",
    "claims",
    "queue",
    "sensor",
    "branch",
    "month",
    "auditor",
    "night",
    "label",
    "team",
    "payroll",
    "guide",
    "machine",
    "release",
    "pump",
    "stock",
    "nurse",
    "driver",
    "planned",
    "measured",
    "rebuilt",
    "halved",
    "wrote",
    "taught",
    "moved",
    "checked",
    "without",
    "within",
    "about",
]
LINKS = tuple(
    f"https://example.org/{name}" for name in ("github", "linkedin", "site", "thesis", "talk", "mail")
)
SECRETS = ("white", "nearly white", "tiny", "off the page", "transparent", "render mode 3", "covered")
BANNER = "visible on the dark banner"


def prose(letters: int, pen: random.Random) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < letters:
        words.append(pen.choice(WORDS))
    return " ".join(words)


def full_page(pen: random.Random, lines: int, size: float) -> list[Text]:
    step = 780 / lines
    return [Text(40, 40 + n * step, prose(int(930 / size), pen), size) for n in range(lines)]


def photo(kilobytes: int, pen: random.Random) -> Image.Image:
    """Noise: it does not compress, so its size in the file is its size."""
    side = int((kilobytes * 1024 / 3) ** 0.5)
    return Image.frombytes("RGB", (side, side), pen.randbytes(side * side * 3))


def with_photos(kilobytes: Sequence[int], pen: random.Random) -> bytes:
    """A page of text and a photo for each size given."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for size in kilobytes:
        picture = BytesIO()
        photo(size * 3, pen).save(picture, "JPEG", quality=60)  # a third of its pixels
        canvas.drawImage(ImageReader(picture), 420, 690, 130, 130)
        canvas.setFont("Helvetica", 10)
        for line in full_page(pen, 40, 10)[8:]:
            canvas.drawString(line.x, PAGE[1] - line.y, line.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def uncompressed(pages: int, pen: random.Random) -> bytes:
    """Pages full of small print, whose size in the file is that of their text."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, pageCompression=0)
    for _ in range(pages):
        canvas.setFont("Helvetica", 6.5)
        for line in full_page(pen, 88, 6.5):
            canvas.drawString(line.x, PAGE[1] - line.y, line.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def vectors(canvas: Canvas) -> None:
    """A skyline of 12,000 strokes, as drawn backgrounds and charts have them."""
    pen = random.Random(5)
    canvas.setStrokeColor(Color(0.8, 0.8, 0.9))
    for _ in range(12_000):
        x, y = pen.uniform(0, PAGE[0]), pen.uniform(0, PAGE[1])
        canvas.line(x, y, x + pen.uniform(-20, 20), y + pen.uniform(-20, 20))


def timing_pdfs() -> dict[str, bytes]:
    """Nine files by name, from one page to hundreds."""
    pen = random.Random(11)
    drawn = {sheet.name: sheet for sheet in corpus("as drawn")}
    return {
        "one page": drawn["right hand dates"].pdf,
        "two columns": drawn["left sidebar"].pdf,
        "3 pages": pdf([full_page(pen, 48, 10) for _ in range(3)]),
        "1 MB, photo": with_photos((1500, 60), pen),
        "71 pages": pdf([full_page(pen, 52, 9.5) for _ in range(71)]),
        "1 MB of small print": uncompressed(60, pen),
        "5 MB of pictures": with_photos((1700,) * 5, pen),
        "100 pages": pdf([full_page(pen, 40, 11) for _ in range(100)]),
        "12,000 strokes": pdf([full_page(pen, 40, 10)], draw=vectors),
    }


def timing_docxs() -> dict[str, bytes]:
    """A plain one, a layout table, and 1 MB of text."""
    pen = random.Random(13)

    def plain(document: WordDocument) -> None:
        for n in range(45):
            document.add_paragraph(prose(90, pen), style="List Bullet" if n % 5 else "Heading 2")

    def columns(document: WordDocument) -> None:
        cells = document.add_table(rows=12, cols=2)
        for row in cells.rows:
            row.cells[0].text, row.cells[1].text = prose(40, pen), prose(300, pen)

    def long(document: WordDocument) -> None:
        for _ in range(9000):
            document.add_paragraph(prose(640, pen))

    return {"37 kB": word_docx(plain), "layout table": word_docx(columns), "1 MB of text": word_docx(long)}


def with_secrets() -> bytes:
    """A page with seven kinds of text that nobody sees, and one banner that everybody does."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(Color(0.1, 0.15, 0.3))
        canvas.rect(40, 60, 515, 30, fill=1, stroke=0)
        canvas.setFont("Helvetica", 10)
        for place, (color, size, x, mode) in enumerate(tricks):
            canvas.saveState()  # else mode and transparency go on
            canvas.setFillColor(color)
            at = canvas.beginText(x, 600 - 30 * place)
            at.setFont("Helvetica", size)
            at.setTextRenderMode(mode)
            at.textOut(secret(SECRETS[place]))
            canvas.drawText(at)
            canvas.restoreState()
        canvas.setFillColor(WHITE)
        canvas.rect(40, 600 - 30 * (len(tricks) - 1) - 4, 515, 16, fill=1, stroke=0)

    black, clear = Color(0, 0, 0), Color(0, 0, 0, alpha=0)
    tricks: list[tuple[Color, float, float, int]] = [
        (WHITE, 10, 50, 0), (Color(0.985, 0.985, 0.985), 10, 50, 0), (black, 0.6, 50, 0), (black, 10, 2000, 0),
        (clear, 10, 50, 0), (black, 10, 50, 3), (black, 10, 50, 0),
    ]  # fmt: skip
    lines = [
        Text(50, 60 + 14 * n, line, 10)
        for n, line in enumerate(("Mina Okafor", "Platform Engineer", "Experience"))
    ]
    return pdf([[*lines, Text(50, PAGE[1] - 72, BANNER, 10, color=WHITE)]], draw=draw)


def secret(trick: str) -> str:
    return f"hidden secret {trick} words"


def with_links() -> bytes:
    """Words whose targets stand in annotations alone."""

    def draw(canvas: Canvas) -> None:
        for n, target in enumerate(LINKS):
            canvas.linkURL(target, (50, 700 - 20 * n - 3, 150, 700 - 20 * n + 10))

    return pdf([[Text(50, PAGE[1] - 700 + 20 * n, f"My page {n + 1}") for n in range(len(LINKS))]], draw=draw)
