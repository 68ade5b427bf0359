"""A scanner: pages come out as pictures, a little slanted, and with what scanners and phones add to them."""

import math
import random
from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from printer import PAGE, Text
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Area = tuple[float, float, float, float]
Sheet = Image.Image | Sequence[Text]
"""A page of a scan: a picture as large as the page, or text as in any PDF."""


def photographed(pdf: bytes, *, slant_deg: float = 0.0, dpi: float = 200) -> list[Image.Image]:
    """The pages of a PDF as grey pictures, turned counter-clockwise by `slant_deg`."""
    return [
        page.render(scale=dpi / 72, grayscale=True)
        .to_pil()
        .rotate(slant_deg, resample=Image.Resampling.BICUBIC, expand=slant_deg % 90 == 0, fillcolor=255)
        for page in pdfium.PdfDocument(pdf)
    ]


def bound(
    sheets: Sequence[Sheet], *, on_top: Sequence[Text] = (), links: Sequence[tuple[str, Area]] = ()
) -> bytes:
    """A PDF of pictures and pages of text. `on_top` is text over the first page, as scanners stamp it; areas of
    links are x0, top, x1, bottom in points."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for number, sheet in enumerate(sheets):
        lies = isinstance(sheet, Image.Image) and sheet.width > sheet.height
        wide, high = PAGE[::-1] if lies else PAGE
        canvas.setPageSize((wide, high))
        if isinstance(sheet, Image.Image):
            packed = BytesIO()
            sheet.save(packed, "JPEG", quality=80)
            canvas.drawImage(ImageReader(BytesIO(packed.getvalue())), 0, 0, wide, high)
        for text in [*([] if isinstance(sheet, Image.Image) else sheet), *([] if number else on_top)]:
            canvas.setFillColor(text.color)
            canvas.setFont(text.font, text.size)
            canvas.drawString(text.x, PAGE[1] - text.y, text.text)
        for url, (x0, top, x1, bottom) in [] if number else links:
            canvas.linkURL(url, (x0, PAGE[1] - bottom, x1, PAGE[1] - top))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cat() -> Image.Image:
    """A photo without a letter: soft shapes, fur, whiskers."""
    chance = random.Random(7)
    picture = Image.new("L", (1240, 1754), 150)
    draw = ImageDraw.Draw(picture)
    for _ in range(300):
        x, y, r = chance.uniform(0, 1240), chance.uniform(0, 1754), chance.uniform(20, 200)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=chance.randrange(60, 230))
    for _ in range(900):
        x, y, turn = chance.uniform(0, 1240), chance.uniform(0, 1754), chance.uniform(0, math.tau)
        draw.line(
            (x, y, x + 60 * math.cos(turn), y + 60 * math.sin(turn)), fill=chance.randrange(256), width=2
        )
    return picture.filter(ImageFilter.GaussianBlur(1.5))


STAMP = Text(430, 830, "Scanned by ShadowScanner", 8, color=Color(0.4, 0.4, 0.4))
