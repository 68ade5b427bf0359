"""The page that hides words, as other programs and our own reader see it."""

import io

import pdfplumber
import pytest

from core.model import Upload
from core.selftest.lab import Lab
from core.selftest.pages import HIDDEN, page

pytestmark = pytest.mark.asyncio(loop_scope="module")
ROWS = ("Robin Tamm", "", r"Skills (some) \ more", "Python")


@pytest.mark.parametrize("way", HIDDEN)
async def test_hidden_words_are_in_the_file_and_nowhere_to_be_seen(lab: Lab, way: str) -> None:
    data = page(ROWS, HIDDEN[way]("Secret words"))
    document = await lab.desk.read(Upload("made.pdf", data))
    assert b"Secret words" in data
    assert [line.text for line in document.visible] == [row for row in ROWS if row]
    assert document.hidden_words == 2


async def test_another_reader_finds_the_same_rows_on_it() -> None:
    with pdfplumber.open(io.BytesIO(page(ROWS))) as file:
        assert file.pages[0].extract_text().splitlines() == [row for row in ROWS if row]
