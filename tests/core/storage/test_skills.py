"""What a workspace adds to the table of skills."""

import pytest

from core.errors import NotFound
from core.skills import Addition
from core.storage import Store


async def test_a_workspace_keeps_its_skills_and_no_other_sees_them(store: Store) -> None:
    await store.save_skill("T1", Addition("Frobnicator", ("frob",)))
    await store.save_skill("T1", Addition("Kubernetes", ("kube",)))
    await store.save_skill("T2", Addition("Frobnicator"))

    assert await store.skills_of("T1") == (
        Addition("Frobnicator", ("frob",)),
        Addition("Kubernetes", ("kube",)),
    )
    assert await store.skills_of("T2") == (Addition("Frobnicator"),)
    assert await store.skills_of("T3") == ()


async def test_the_same_name_again_replaces_its_spellings(store: Store) -> None:
    await store.save_skill("T1", Addition("Frobnicator", ("frob",)))
    await store.save_skill("T1", Addition("Frobnicator", ("frob", "frobber")))
    assert await store.skills_of("T1") == (Addition("Frobnicator", ("frob", "frobber")),)


async def test_a_removed_skill_is_gone_for_its_own_workspace_alone(store: Store) -> None:
    await store.save_skill("T1", Addition("Frobnicator"))
    await store.save_skill("T2", Addition("Frobnicator"))
    await store.remove_skill("T1", "Frobnicator")

    assert await store.skills_of("T1") == ()
    assert await store.skills_of("T2") == (Addition("Frobnicator"),)
    with pytest.raises(NotFound):
        await store.remove_skill("T1", "Frobnicator")
