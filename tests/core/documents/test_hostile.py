"""No file can hurt the bot: every kind gets its answer in time, and the next resume is read as if nothing had been."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.kinds import Kind, all_kinds
from hostile.trial import children, put_through, watched

KINDS = all_kinds()
FAMILIES = {
    "bombs": [kind for kind in KINDS if kind.heavy],
    "PDFs": [kind for kind in KINDS if not kind.heavy and kind.file_name == "resume.pdf"],
    "DOCX": [kind for kind in KINDS if not kind.heavy and kind.file_name == "resume.docx"],
    "texts": [kind for kind in KINDS if kind.file_name in {"resume.txt", "resume.md"}],
}
FAMILIES["others and names"] = [
    kind for kind in KINDS if not any(kind in family for family in FAMILIES.values())
]


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    assert children() == []
    assert not Path("/tmp/shortlist-was-here").exists()  # noqa: S108  a name inside one of the zips


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
async def test_every_kind_gets_its_answer_and_the_next_resume_is_read(family: list[Kind]) -> None:
    async with watched() as (reader, watch):
        told = await put_through(reader, [(kind.name, kind.upload) for kind in family])
    answers = {one.name: one for one in told}
    wrong = {
        kind.name: (type(answers[kind.name].answer).__name__, str(answers[kind.name].answer)[:80])
        for kind in family
        if not kind.is_right(answers[kind.name].answer)
    }
    assert wrong == {}
    assert [one.name for one in told if not one.next_is_read] == []
    assert [(one.name, one.took_s) for one in told if one.took_s > 10] == []
    assert watch.reached == set()
    assert watch.opened == set()
    assert watch.peak_bytes <= 512 * 2**20


def test_there_are_many_kinds_and_each_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 150
    assert sum(len(family) for family in FAMILIES.values()) == len(KINDS)
