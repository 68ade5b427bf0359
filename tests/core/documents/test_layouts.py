import subprocess
import sys
from pathlib import Path

import pytest
from layouts import Misread, Redrawn, Sheet, corpus, misread, word_f1

from core.documents import sheet
from core.documents.limits import Limits
from core.documents.pdf import read_pdf
from core.model import Document

ROOT = Path(__file__).parents[3]
ORDERS: tuple[Redrawn, ...] = ("as drawn", "rows", "random")
SHEETS = [pytest.param(one, id=f"{one.name}, {order}") for order in ORDERS for one in corpus(order)]


def read(data: bytes) -> Document:
    limits = Limits()
    return read_pdf(data, sheet.Sheet(limits.letters), limits)


@pytest.mark.parametrize("one", SHEETS)
def test_every_layout_is_read_as_a_person_reads_it_however_it_was_drawn(one: Sheet) -> None:
    document = read(one.pdf)
    text = "\n".join(line.text for line in document.visible)
    assert misread(text, one) == Misread(0, 0, 0)
    assert word_f1(text, one) >= 0.985
    assert document.hidden_words == 0
    assert document.notices == ()


def test_a_reader_that_mixes_columns_is_found_out() -> None:
    one = corpus("as drawn")[0]
    left, right = one.regions[one.beside[0][0]], one.regions[one.beside[0][1]]
    name = one.regions[0]
    mixed = [unit for pair in zip(left, right, strict=False) for unit in pair]
    wrong = misread("\n".join([*name, *mixed, *left[len(right) :], *right[len(left) :]]), one)
    assert wrong.switches > 10
    assert wrong.moved > 10
    assert misread("\n".join([*name, *right, *left]), one) == Misread(0, 0, 0)
    assert misread("\n".join([*right, *left, *name]), one).moved == len(name)
    assert misread("\n".join([*name, *right, *left[1:]]), one) == Misread(1, 0, 0)


LOADS_NOTHING = """
import sys
from core.documents import drawing, pdf
from core.documents.limits import Limits
from core.documents.sheet import Sheet
loaded = set(sys.modules)
for path in sys.argv[1:]:
    pdf.read_pdf(open(path, "rb").read(), Sheet(400_000), Limits())
print(sorted(set(sys.modules) - loaded))
"""


def test_reading_loads_no_module_that_could_not_be_opened_while_the_reader_is_shut_in(tmp_path: Path) -> None:
    paths = []
    for place, one in enumerate(corpus("random")):
        paths.append(tmp_path / f"{place}.pdf")
        paths[-1].write_bytes(one.pdf)
    ran = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-c", LOADS_NOTHING, *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout == "[]\n"
