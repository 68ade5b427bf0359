"""Good files with bytes changed: each is a `Document` or a refusal, and nothing else ever comes out."""

from hostile.goods import GOODS, copies, wholes
from hostile.kinds import mutated
from hostile.trial import children, put_through, watched

from core.errors import DocumentError, ReaderCrashed
from core.model import Document

COPIES = 320


async def test_changed_copies_of_good_files_are_documents_or_refusals() -> None:
    async with watched() as (reader, watch):
        before = await put_through(reader, wholes())
        told = await put_through(reader, copies(COPIES), good_after=False)
        after = await put_through(reader, wholes())
    assert [one.answer for one in after] == [one.answer for one in before]
    assert all(isinstance(one.answer, Document) for one in after)
    assert len(told) == COPIES
    assert all(isinstance(one.answer, Document | DocumentError) for one in told)
    assert [(one.name, one.took_s) for one in told if one.took_s > 10] == []
    # A parser that falls on many of them would be a reader of undamaged files alone.
    assert sum(isinstance(one.answer, ReaderCrashed) for one in told) <= COPIES // 50
    assert (watch.reached, watch.opened) == (set(), set())
    assert children() == []


def test_the_copies_are_the_same_in_every_run_and_really_changed() -> None:
    first, again = ([make() for _, make in copies(40)] for _ in range(2))
    assert first == again
    assert all(upload.data != GOODS[upload.name.rpartition(".")[2]] for upload in first)
    assert len({upload.data for upload in first}) == 40
    assert mutated(b"x", 1)
