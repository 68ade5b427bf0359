import asyncio
import os
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from printer import Paper, Text, docx, p, pdf, raw_pdf, stream

from core.documents import Limits, Reader
from core.errors import (
    BrokenDocument,
    DocumentError,
    EmptyDocument,
    EmptyFile,
    FileTooLarge,
    LegacyDocument,
    LockedDocument,
    ReaderCrashed,
    TooSlow,
    UnsupportedType,
)
from core.model import Document, Upload

PAPER = Paper()
PAPER.write(50, 50, "Mina Okafor")
RESUME = Upload("mina.pdf", PAPER.pdf())
LONG = pdf([[Text(20 + 3 * (n % 2), 20 + (n % 78) * 9.5, "word " * 36, 6) for n in range(3000)]] * 15)
"""Minutes of work: lines drawn over each other, page after page."""


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "core.documents.worker" in child.cmdline()]


@pytest.fixture
def _nothing_left() -> Iterator[None]:
    yield
    assert children() == []


@pytest.fixture
async def reader(_nothing_left: None) -> AsyncIterator[Reader]:
    made = Reader()
    yield made
    await made.close()


async def test_all_four_types_are_read_and_told_by_content(reader: Reader) -> None:
    files = {
        "pdf": RESUME.data,
        "docx": docx(p("Mina Okafor")),
        "txt": b"Mina Okafor",
        "md": b"# Mina Okafor\n**x**",
    }
    for type, data in files.items():
        document = await reader.read(Upload("resume.exe", data))
        assert (document.type, document.text.split("\n")[0]) == (type, "Mina Okafor")
        assert document.sha256 == Upload("", data).sha256
    assert len(children()) == 1


async def test_the_same_file_reads_the_same_in_every_child(reader: Reader) -> None:
    first, *others = await asyncio.gather(*(reader.read(RESUME) for _ in range(4)))
    assert all(other == first for other in others)
    assert len(children()) == 2


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        ("a.pdf", b"", EmptyFile, "The file is empty (0 bytes). Upload it again?"),
        (
            "a.pdf",
            bytes(31457280),
            FileTooLarge,
            "30 MB is over 10 MB. Resumes are usually under 1 MB; try removing pictures.",
        ),
        ("a.pages", bytes(99), UnsupportedType, "I can't read .pages. PDF or DOCX please."),
        (
            "a.pdf",
            b"{\\rtf1 Mina}",
            LegacyDocument,
            "This is a rich text file (.rtf). Open it in your word processor, save it as DOCX or PDF, and send that.",
        ),
        (
            "a.txt",
            pdf([[]], password="secret"),
            LockedDocument,
            "This PDF is locked. Save a copy without password. Please don't send me the password.",
        ),
        (
            "a.docx",
            RESUME.data[:300],
            BrokenDocument,
            "This PDF is damaged or cut off. Export it again as PDF or DOCX and send the new file.",
        ),
        (
            "a.txt",
            b" \n\t\n",
            EmptyDocument,
            f"This text file holds only blanks. {EmptyDocument.advice}",
        ),
    ],
)
async def test_a_refusal_says_what_why_and_what_next(
    reader: Reader, name: str, data: bytes, error: type[DocumentError], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        await reader.read(Upload(name, data))
    assert caught.value.sentence() == sentence


@pytest.mark.usefixtures("_nothing_left")
async def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read() -> None:
    reader = Reader(
        Limits(wall_s=1.2, letters=10**8), workers=1
    )  # all of its letters are many seconds of work
    with pytest.raises(TooSlow, match=r"^This file takes longer than 1\.2 seconds to open$"):
        await reader.read(Upload("long.pdf", LONG))
    assert children() == []
    assert (await reader.read(RESUME)).pages == 1
    await reader.close()


async def test_a_cancelled_read_leaves_no_child_busy(reader: Reader) -> None:
    reading = asyncio.create_task(reader.read(Upload("long.pdf", LONG)))
    await asyncio.sleep(0.4)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == []
    assert (await reader.read(RESUME)).pages == 1


async def test_a_child_that_died_idle_is_replaced_unnoticed(reader: Reader) -> None:
    await reader.start()
    dying = children()
    for child in dying:
        child.kill()
    await asyncio.sleep(0.1)
    assert (await reader.read(RESUME)).pages == 1


async def test_a_child_that_dies_at_work_is_named_and_replaced(reader: Reader) -> None:
    reading = asyncio.create_task(reader.read(Upload("long.pdf", LONG)))
    await asyncio.sleep(0.4)
    children()[0].kill()
    with pytest.raises(ReaderCrashed, match=r"^This file stopped my reader in the middle$"):
        await reading
    assert (await reader.read(RESUME)).pages == 1


async def test_the_event_loop_goes_on_while_files_are_read(reader: Reader) -> None:
    await reader.start()
    lags: list[float] = []

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            lags.append(time.perf_counter() - before - 0.005)

    beating = asyncio.create_task(beat())
    await asyncio.gather(*(reader.read(RESUME) for _ in range(12)))
    beating.cancel()
    assert sorted(lags)[len(lags) // 2] < 0.05


async def test_a_child_knows_no_secret_and_may_write_no_file(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-secret")
    await reader.read(RESUME)
    [child] = children()
    assert "xoxb" not in repr(child.environ())
    if os.path.exists(limits := f"/proc/{child.pid}/limits"):  # noqa: PTH110, ASYNC240  a file of the kernel, there at once
        told = Path(limits).read_text()  # noqa: ASYNC240  as above
        rows = {line[:25].strip(): line[26:46].strip() for line in told.split("\n")}
        assert rows["Max file size"] == "0"
        assert rows["Max core file size"] == "0"
        assert rows["Max address space"] == str(512 * 2**20)


# ---------------------------------------------------------------- hostile files


def bomb(size_bytes: int) -> bytes:
    """A PDF whose content is packed twice."""
    packer, block = zlib.compressobj(9), b"q Q " * 250_000
    once = b"".join(packer.compress(block) for _ in range(size_bytes // len(block))) + packer.flush()
    content = stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return raw_pdf(b"", more=[content]).replace(b"/Contents 4 0 R", b"/Contents 6 0 R")


LOOP = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n2 0 R\nendobj\ntrailer <</Root 1 0 R/Size 3>>\n%%EOF"
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
LAUGHS = raw_pdf(
    b"/X Do",
    page="/Note /none",
    more=[
        b"%s /Length %d >>\nstream\n%s\nendstream" % (FORM % (n + 1), 60, b"/X Do " * 10)
        for n in range(6, 16)
    ],
).replace(b"/Font << /F1 5 0 R", b"/XObject << /X 6 0 R >> /Font << /F1 5 0 R")


@pytest.mark.parametrize(
    "data",
    [
        bomb(600_000_000),
        LOOP,
        LAUGHS,
        raw_pdf(b"q " * 500_000),
        raw_pdf(b"BT /F1 9 Tf (" + b"(" * 400_000),
        docx(p("a" * 100) * 400_000),
        b"PK\x03\x04" + bytes(200),
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"# " + b"[" * 200_000,
        b"<p>" * 30_000 + b"</p>" * 30_000,
        b"\xff\xfe" + b"a" * 9_999,
    ],
    ids=[
        "bomb",
        "loop",
        "laughs",
        "q",
        "string",
        "docx",
        "zip",
        "noise",
        "brackets",
        "tags",
        "half a letter",
    ],
)
@pytest.mark.usefixtures("_nothing_left")
async def test_a_hostile_file_is_answered_and_the_next_resume_is_read(data: bytes) -> None:
    reader = Reader(Limits(wall_s=3.0), workers=1)
    started = time.perf_counter()
    try:
        document = await reader.read(Upload("resume.pdf", data))
    except DocumentError as error:
        assert str(error)[0].isupper()  # noqa: PT017  refused or read: either is an answer
    else:
        assert document.lines
    assert time.perf_counter() - started < 6
    assert (await reader.read(RESUME)).text == "Mina Okafor"
    await reader.close()


async def test_any_bytes_are_a_document_or_a_refusal(reader: Reader) -> None:
    whole = {"pdf": RESUME.data, "docx": docx(p("Mina Okafor")), "txt": "Mina Okafor, Lagos".encode("utf-16")}
    loop = asyncio.get_running_loop()

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.one_of(
            st.binary(min_size=1, max_size=300),
            st.builds(
                lambda kind, at, piece: (
                    whole[kind][: int(at * len(whole[kind]))]
                    + piece
                    + whole[kind][int(at * len(whole[kind])) + len(piece) :]
                ),
                st.sampled_from(sorted(whole)),
                st.floats(0, 1),
                st.binary(min_size=1, max_size=20),
            ),
        ),
        st.text(max_size=30),
    )
    def reads(data: bytes, name: str) -> None:
        reading = asyncio.run_coroutine_threadsafe(answer(Upload(name, data)), loop)
        assert isinstance(reading.result(10), Document | DocumentError)

    async def answer(upload: Upload) -> Document | DocumentError:
        try:
            return await reader.read(upload)
        except DocumentError as error:
            return error

    await asyncio.to_thread(reads)
    assert len(children()) <= 2
