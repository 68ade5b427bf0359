import asyncio
from dataclasses import replace
from typing import Literal

import pytest
from keepsakes import LEO, MINA, STRANGER, edit, posting, shared

from core.errors import CoreError, EditDecided, EditOutdated, NotFound
from core.model import Resume
from core.storage import Store

Decision = Literal["accepted", "skipped"]


async def proposed(store: Store, *ids: str) -> Resume:
    kept = await shared(store, MINA)
    await store.save_posting(MINA, posting("P1"))
    for id in ids:
        await store.save_edit(MINA, edit=edit(id), resume_id=kept.id, revision=1, posting_id="P1")
    return kept


def changed(resume: Resume, name: str = "M. Okafor") -> Resume:
    return replace(resume, revision=resume.revision + 1, fields={"basics": {"name": name}})


async def test_an_accepted_edit_and_its_revision_are_kept_together(store: Store) -> None:
    kept = await proposed(store, "e1", "e2")
    await store.decide_edit(MINA, "e1", "accepted", changed(kept), token="A")
    await store.decide_edit(MINA, "e2", "skipped", None, token="B")

    assert await store.resume(MINA, kept.id) == changed(kept)
    stored = await store.edits_of(MINA, kept.id)
    assert [(it.edit.id, it.state, it.revision, it.posting_id) for it in stored] == [
        ("e1", "accepted", 1, "P1"),
        ("e2", "skipped", 1, "P1"),
    ]
    assert await store.edit(MINA, "e1") == stored[0]
    assert await store.edits_of(MINA, kept.id, "P9") == []


@pytest.mark.parametrize(
    ("state", "token"), [("accepted", "another"), ("skipped", "A"), ("skipped", "another")]
)
async def test_an_edit_is_decided_once(store: Store, state: Decision, token: str) -> None:
    kept = await proposed(store, "e1")
    await store.decide_edit(MINA, "e1", "accepted", changed(kept), token="A")

    with pytest.raises(EditDecided, match="already accepted"):
        await store.decide_edit(MINA, "e1", state, changed(changed(kept)), token=token)
    assert (await store.resume(MINA, kept.id)).revision == 2


async def test_the_same_attempt_may_come_again_after_a_crash(store: Store) -> None:
    kept = await proposed(store, "e1")
    for _ in range(2):
        await store.decide_edit(MINA, "e1", "accepted", changed(kept), token="A")

    assert (await store.resume(MINA, kept.id)).revision == 2


async def test_two_accepted_at_the_same_moment_do_not_lose_each_other_s_text(store: Store) -> None:
    kept = await proposed(store, "e1", "e2")

    async def accept(id: str) -> type[CoreError] | None:
        try:
            await store.decide_edit(MINA, id, "accepted", changed(kept, id), token=id)
        except EditOutdated as error:
            return type(error)
        return None

    assert sorted(map(str, await asyncio.gather(accept("e1"), accept("e2")))) == [str(EditOutdated), "None"]
    states = {it.edit.id: it.state for it in await store.edits_of(MINA, kept.id)}
    now = await store.resume(MINA, kept.id)
    assert now.revision == 2
    assert states[now.fields["basics"]["name"]] == "accepted"
    assert sorted(states.values()) == ["accepted", "proposed"]


async def test_an_edit_found_again_replaces_itself_only_while_it_is_proposed(store: Store) -> None:
    kept = await proposed(store, "e1")
    again = replace(edit("e1"), points=7.0)
    await store.save_edit(MINA, edit=again, resume_id=kept.id, revision=1, posting_id="P1")
    assert (await store.edit(MINA, "e1")).edit.points == 7.0

    await store.decide_edit(MINA, "e1", "skipped", None, token="A")
    await store.save_edit(MINA, edit=edit("e1"), resume_id=kept.id, revision=1, posting_id="P1")
    assert (await store.edit(MINA, "e1")).edit.points == 7.0
    assert (await store.edit(MINA, "e1")).state == "skipped"


async def test_a_button_under_somebody_else_s_edit_finds_nothing(store: Store) -> None:
    kept = await proposed(store, "e1")
    theirs = await shared(store, LEO)

    for asker in (LEO, STRANGER):
        with pytest.raises(NotFound):
            await store.edit(asker, "e1")
        with pytest.raises(NotFound):
            await store.decide_edit(asker, "e1", "accepted", changed(kept), token="A")
        assert await store.edits_of(asker, kept.id) == []
    with pytest.raises(NotFound):
        await store.save_edit(LEO, edit=edit("e1"), resume_id=theirs.id, revision=1, posting_id="P1")
    with pytest.raises(NotFound):
        await store.save_edit(LEO, edit=edit("e9"), resume_id=kept.id, revision=1, posting_id="P1")
    with pytest.raises(NotFound):
        await store.save_edit(MINA, edit=edit("e9"), resume_id=kept.id, revision=1, posting_id="P9")
    assert (await store.edit(MINA, "e1")).state == "proposed"
