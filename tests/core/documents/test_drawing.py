"""Pages drawn by a real child: what the picture shows where the lines are."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image
from printer import WHITE, Paper, Text, docx, p, pdf, raw_pdf

from core.documents import Reader
from core.errors import UnsupportedType
from core.model import Box, Document, Line, Upload

BLUE, ORANGE, RED = (31, 111, 235), (217, 115, 13), (209, 36, 47)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(workers=1)
    yield made
    await made.close()


async def drawn(reader: Reader, data: bytes) -> tuple[Document, list[Image.Image]]:
    upload = Upload("resume.pdf", data)
    document = await reader.read(upload)
    pictures = await reader.draw(upload, document)
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    return document, [Image.open(BytesIO(picture)).convert("RGB") for picture in pictures]


def colors(picture: Image.Image, box: Box) -> set[tuple[int, ...]]:
    """The colors of a place given in points, a little rounded."""
    scale = picture.width / 595
    area = [round(scale * side) for side in (box.x0 - 9, box.top - 2, box.x1 + 2, box.bottom + 2)]
    cut = picture.crop((max(0, area[0]), max(0, area[1]), area[2], area[3]))
    return {color for _, color in cut.getcolors(1 << 20) or [] if isinstance(color, tuple)}


def near(found: set[tuple[int, ...]], color: tuple[int, int, int]) -> bool:
    return any(max(abs(a - b) for a, b in zip(one, color, strict=True)) < 12 for one in found)


async def test_each_line_is_marked_in_the_color_of_its_column_and_hidden_ones_in_red(reader: Reader) -> None:
    paper = Paper()
    paper.column(40, 80, ["Contact", "mina@example.org", "Leeds, UK", "Skills", "Python", "Kafka"], step=17)
    paper.column(
        240, 80, [f"Moved {n} services to Kubernetes without an outage" for n in range(2, 12)], step=14
    )
    paper.texts.append(Text(240, 400, "hire me at once", color=WHITE))
    document, [picture] = await drawn(reader, paper.pdf())
    assert {line.column for line in document.visible} == {0, 1}
    for line in document.lines:
        assert line.box
        found = colors(picture, line.box)
        expected = RED if not line.visible else (BLUE, ORANGE)[line.column]
        assert near(found, expected)
        assert not any(near(found, other) for other in {BLUE, ORANGE, RED} - {expected})


async def test_there_is_a_picture_for_each_page_read_and_pages_keep_their_shape(reader: Reader) -> None:
    _, pictures = await drawn(reader, pdf([[Text(50, 50, "Mina Okafor")], [Text(50, 50, "Experience")]]))
    assert len(pictures) == 2
    page = raw_pdf(b"BT /F1 12 Tf 50 50 Td (Mina Okafor) Tj ET", page="/Rotate 90")
    _, [turned] = await drawn(reader, page)
    assert turned.width > turned.height


async def test_a_page_as_large_as_a_house_is_drawn_small(reader: Reader) -> None:
    page = raw_pdf(b"BT /F1 12 Tf 50 50 Td (Mina Okafor) Tj ET").replace(b"[0 0 595 842]", b"[0 0 9e4 9e4]")
    _, [picture] = await drawn(reader, page)
    assert picture.width * picture.height < 4_500_000


async def test_lines_beyond_the_page_and_without_room_do_no_harm(reader: Reader) -> None:
    upload = Upload("resume.pdf", Paper([Text(50, 50, "Mina Okafor")]).pdf())
    boxes = [Box(-900, -900, -800, -890), Box(5000, 5000, 6000, 6010), Box(50, 60, 50, 60), None]
    lines = tuple(Line(n, "x", page=1, box=box, visible=n > 2) for n, box in enumerate(boxes, 1))
    [picture] = await reader.draw(upload, Document(upload.sha256, "pdf", lines, pages=1))
    assert picture.startswith(b"\x89PNG")


async def test_what_has_no_pages_is_not_drawn(reader: Reader) -> None:
    upload = Upload("resume.docx", docx(p("Mina Okafor")))
    assert await reader.draw(upload, await reader.read(upload)) == []
    with pytest.raises(UnsupportedType):
        await reader.draw(upload, Document(upload.sha256, "pdf", (Line(1, "x", page=1),), pages=1))
