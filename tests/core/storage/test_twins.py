"""The same file, the same text, the same person, among one user's own resumes."""

import pytest
from keepsakes import LEO, MINA, STRANGER, shared

from core.errors import NotFound
from core.model import Asker, Likeness
from core.storage import Store


async def kept(store: Store, words: str, asker: Asker = MINA, **marks: str) -> str:
    """A resume of this text with these marks; its id."""
    resume = await shared(store, asker, words)
    await store.mark(asker, resume.id, Likeness(**marks))
    return resume.id


async def told(store: Store, resume_id: str, asker: Asker = MINA) -> list[tuple[str, str]]:
    return [(one.how, one.card.id) for one in await store.twins(asker, resume_id)]


async def test_the_closest_likeness_is_told_and_newest_first(store: Store) -> None:
    file = await kept(store, "a resume", text="t1", mail="m1", phone="p1")
    text = await kept(store, "a  resume", text="t1", mail="m1")
    phone = await kept(store, "another text", text="t2", mail="m2", phone="p1")
    await kept(store, "of somebody else", text="t3", mail="m3", phone="p3")

    last = await kept(store, "a resume", text="t1", mail="m1", phone="p1")

    assert await told(store, last) == [("person", phone), ("text", text), ("file", file)]


async def test_only_earlier_ones_are_told(store: Store) -> None:
    first = await kept(store, "a resume", text="t1")
    second = await kept(store, "a resume", text="t1")

    assert await told(store, first) == []
    assert await told(store, second) == [("file", first)]


async def test_what_has_no_mark_is_like_nothing_else_without_one(store: Store) -> None:
    await kept(store, "one text")

    assert await told(store, await kept(store, "another text")) == []


async def test_other_people_s_resumes_are_never_told(store: Store) -> None:
    for asker in (LEO, STRANGER):
        await kept(store, "a resume", asker, text="t1", mail="m1", phone="p1")

    mine = await kept(store, "a resume", text="t1", mail="m1", phone="p1")

    assert await told(store, mine) == []
    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound):
            await store.twins(asker, mine)
        with pytest.raises(NotFound):
            await store.mark(asker, mine, Likeness(text="t9"))


async def test_what_failed_or_was_forgotten_is_not_told(store: Store) -> None:
    failed = await kept(store, "a resume", text="t1")
    await store.mark_failed(MINA, failed, "not_a_resume")
    forgotten = await kept(store, "a resume", text="t1")
    await store.forget(MINA, [forgotten])

    assert await told(store, await kept(store, "a resume", text="t1")) == []
