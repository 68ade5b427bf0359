"""`make bench ARGS=reading`: documents through the real children, and what the event loop feels of it."""

import asyncio
import random
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from io import BytesIO

from layouts import corpus
from PIL import Image
from printer import PAGE, Text, docx, p, pdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from scanner import bound, photographed

from core.documents import Reader, ScanLimits, can_recognise
from core.model import Upload

from .figures import Row, percentile, timed

_BEAT_S = 0.005
_RESUMES = 60
_AT_ONCE = 24
_SCANS = 4
_MEGABYTE = 2**20
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


async def rows() -> list[Row]:
    """All figures, on children that are warm unless the row says otherwise."""
    found = [await cold_start()]
    reader = Reader()
    await reader.start()
    await asyncio.gather(*(reader.read(one) for one in one_pagers()[:4]))
    found.append(await throughput(reader))
    found += [row async for row in lag(reader)]
    found += [row async for row in megabytes(reader)]
    await reader.close()
    if can_recognise():
        found += [row async for row in scans()]
    return found


async def cold_start() -> Row:
    """From no child at all to the first page read."""
    taken = []
    for _ in range(5):
        reader = Reader(workers=1)
        taken += await timed(1, lambda reader=reader: reader.read(one_pagers()[0]))  # type: ignore[misc]  # a bound loop variable
        await reader.close()
    return Row("a child started and a page read", "median", statistics.median(taken), 0.5, len(taken))


async def throughput(reader: Reader) -> Row:
    """One-page resumes of all layouts, as fast as two children take them."""
    sheets = one_pagers()
    started = time.perf_counter()
    await asyncio.gather(*(reader.read(sheets[n % len(sheets)]) for n in range(_RESUMES)))
    each = (time.perf_counter() - started) / _RESUMES
    return Row("a one-page resume on two children", "mean", each, 1 / 15, _RESUMES)


async def lag(reader: Reader) -> AsyncIterator[Row]:
    """How late a task that wakes every 5 ms is, while 24 documents are read; the longest there are among them."""
    large = [upload for upload, _ in _large()]
    files = [*large, *one_pagers()][:_AT_ONCE]
    async with heartbeat() as late:
        await asyncio.gather(*(reader.read(file) for file in files))
    yield Row(
        f"a heartbeat while {len(files)} documents are read, late",
        "p99",
        percentile(late, 0.99),
        0.015,
        len(late),
    )
    yield Row(f"a heartbeat while {len(files)} documents are read, late", "most", max(late), 0.040, len(late))


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """Seconds each beat came late."""
    late: list[float] = []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_BEAT_S)
            late.append(time.perf_counter() - before - _BEAT_S)

    beating = asyncio.create_task(beat())
    yield late
    beating.cancel()


async def megabytes(reader: Reader) -> AsyncIterator[Row]:
    for upload, bar_s in _large():
        taken = await timed(3, lambda upload=upload: reader.read(upload))  # type: ignore[misc]  # a bound loop variable
        what = f"{upload.name}, {len(upload.data) / _MEGABYTE:.1f} MB"
        yield Row(what, "median", statistics.median(taken), bar_s, len(taken))


async def scans() -> AsyncIterator[Row]:
    """Pages of a scan; the first has to wait for the models."""
    reader = Reader(scans=ScanLimits(page_s=60))
    [sheet] = [sheet for sheet in corpus("as drawn") if sheet.name == "left sidebar"]
    upload = Upload("scan.pdf", bound(photographed(sheet.pdf)))
    [first] = await timed(1, lambda: reader.read(upload))
    yield Row("a scanned page, models loaded for it", "once", first, 15.0, 1)
    async with heartbeat() as late:
        taken = await timed(_SCANS, lambda: reader.read(upload))
    yield Row("a scanned page of 43 lines", "median", statistics.median(taken), 5.0, len(taken))
    yield Row("a heartbeat while scans are recognised, late", "p99", percentile(late, 0.99), 0.015, len(late))
    await reader.close()


# ---------------------------------------------------------------- files


def one_pagers() -> list[Upload]:
    return [Upload("resume.pdf", sheet.pdf) for sheet in corpus("as drawn") if len(sheet.pdf) < _MEGABYTE]


def _large() -> list[tuple[Upload, float]]:
    """Files of about a megabyte, and the seconds they may take."""
    return [
        (Upload("photo and text", _photo()), 5.0),
        (Upload("71 pages", pdf([_page(n, 78, 8) for n in range(71)])), 5.0),
        (Upload("dense pages", pdf([_page(n, 130, 5) for n in range(60)])), 5.0),
        (Upload("DOCX of text", _long_docx()), 3.0),
    ]


def _page(seed: int, lines: int, size: float) -> Sequence[Text]:
    chance = random.Random(seed)
    step = 780 / lines
    words = round(110 / size)
    return [Text(40, 40 + n * step, _prose(chance, words), size) for n in range(lines)]


def _prose(chance: random.Random, words: int) -> str:
    """Words that hardly repeat, so that they do not pack to nothing."""
    return " ".join("".join(chance.choices(_LETTERS, k=chance.randrange(3, 11))) for _ in range(words))


def _photo() -> bytes:
    """A page of text with a portrait of a megabyte, whose pixels do not pack."""
    noise = Image.frombytes("RGB", (900, 700), random.Random(7).randbytes(900 * 700 * 3))
    packed, out = BytesIO(), BytesIO()
    noise.save(packed, "JPEG", quality=97)
    canvas = Canvas(out, pagesize=PAGE)
    canvas.drawImage(ImageReader(BytesIO(packed.getvalue())), 400, 650, 150, 150)
    for text in _page(1, 45, 10):
        canvas.setFont(text.font, text.size)
        canvas.drawString(text.x, PAGE[1] - text.y, text.text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _long_docx() -> bytes:
    chance = random.Random(7)
    return docx("".join(p(_prose(chance, 14)) for _ in range(15_000)))
