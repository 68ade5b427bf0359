"""Rankings as they are kept: for members of one channel, until a resume or their time is gone."""

import pytest
from keepsakes import LEO, MINA, STRANGER, Clock, posting, report, shared

from core.errors import NotFound, VoteOver
from core.model import Asker, Candidate, Ranking, RankingRules, Resume, SwapTest, Upload
from core.storage import EVERYWHERE, Store
from core.storage.rankings import DAY_S

NOTICE = "Software helps to order resumes; a person decides."
HERE = MINA.channel_id


async def kept(
    store: Store, resumes: list[Resume], id: str = "R1", *, is_private: bool = False, vote_hours: int = 0
) -> Ranking:
    """Mina's ranking of these, A first."""
    await store.save_posting(MINA, posting("P1"))
    candidates = tuple(
        Candidate("ABC"[n], one.id, one.revision, report(60 - n)) for n, one in enumerate(resumes)
    )
    proof = SwapTest(8, 0, "d" * 64)
    left_out = {"scanned": 2}
    made = Ranking(id, MINA, "P1", 1, "Backend engineer", is_private, candidates, proof, left_out, NOTICE)
    await store.save_ranking(made, vote_hours=vote_hours)
    return await store.ranking(MINA, id)


async def test_what_an_admin_set_is_kept_and_the_last_word_counts(store: Store) -> None:
    assert (await store.ranking_state("T1")).rules is None
    await store.set_ranking_rules("T1", RankingRules(NOTICE, 30, set_by="U9"))
    await store.set_ranking_rules("T1", RankingRules(NOTICE, 7, "asker", 5, 48, is_on=False, set_by="U8"))
    rules = (await store.ranking_state("T1")).rules
    assert rules is not None
    assert (rules.retention_days, rules.visibility, rules.quorum, rules.vote_hours) == (7, "asker", 5, 48)
    assert (rules.is_on, rules.set_by, rules.notice) == (False, "U8", NOTICE)
    assert (await store.ranking_state("T2")).rules is None


async def test_a_lock_is_for_one_workspace_or_for_all(store: Store) -> None:
    await store.lock_ranking("T1", "scores moved with names")
    assert (await store.ranking_state("T1")).locked == "scores moved with names"
    assert (await store.ranking_state("T2")).locked == ""
    await store.lock_ranking(EVERYWHERE, "the model answers otherwise")
    assert (await store.ranking_state("T2")).locked == "the model answers otherwise"
    await store.unlock_ranking("T1")
    assert (await store.ranking_state("T1")).locked == "the model answers otherwise"
    await store.unlock_ranking(EVERYWHERE)
    assert (await store.ranking_state("T1")).locked == ""


async def test_resumes_of_a_channel_are_everybodys_there_one_for_each_person(store: Store) -> None:
    first = await shared(store, MINA, "Mina Okafor")
    again = await shared(store, LEO, "Mina Okafor")  # the same file, shared by somebody else
    other = await shared(store, LEO, "Leo Vance")
    elsewhere = await shared(store, Asker("T1", "U1", "C2"), "Ann Ott")
    await shared(store, STRANGER, "Of another workspace")
    broken = await store.claim_share(
        LEO, ts="9.9", file_id="F9", file_name="x.pdf", thread_ts="9.9", event_id="E9"
    )
    await store.mark_failed(LEO, broken.resume_id, "scanned")
    await store.claim_share(LEO, ts="9.8", file_id="F8", file_name="y.pdf", thread_ts="9.8", event_id="E8")

    found = await store.shared_in(MINA)
    assert [one.id for one in found.cards] == [other.id, again.id]
    assert found.left_out == {"scanned": 1, "reading": 1, "same_person": 1}
    assert first.id not in {one.id for one in found.cards}
    assert (await store.resume_in(MINA, other.id)).id == other.id
    for asker, id in ((MINA, elsewhere.id), (STRANGER, other.id), (Asker("T1", "U1", ""), other.id)):
        with pytest.raises(NotFound):
            await store.resume_in(asker, id)


async def test_a_ranking_comes_back_as_it_was_made_and_only_in_its_channel(store: Store) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    made = await kept(store, resumes)
    assert [(one.letter, one.resume_id, one.report) for one in made.candidates] == [
        ("A", resumes[0].id, report(60)),
        ("B", resumes[1].id, report(59)),
    ]
    assert (made.title, made.notice, made.left_out, made.phase) == (
        "Backend engineer",
        NOTICE,
        {"scanned": 2},
        "shown",
    )
    assert made.swaps == SwapTest(8, 0, "d" * 64)
    assert (await store.ranking(LEO, "R1")).id == "R1"
    assert await store.ranking_channel("T1", "U7", "R1") == HERE
    for asker in (STRANGER, Asker("T1", "U2", "C2"), Asker("T1", "U1", "")):
        with pytest.raises(NotFound):
            await store.ranking(asker, "R1")
    with pytest.raises(NotFound):
        await store.ranking_channel("T2", "U1", "R1")


async def test_the_same_ranking_saved_again_changes_nothing(store: Store) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    first = await kept(store, resumes)
    assert await kept(store, resumes[::-1]) == first
    assert await store.own_ranking(MINA, "R1") == first
    with pytest.raises(NotFound):
        await store.own_ranking(LEO, "R1")


async def test_a_private_ranking_is_there_for_its_asker_alone(store: Store) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes, is_private=True)
    assert (await store.ranking(MINA, "R1")).is_private
    with pytest.raises(NotFound):
        await store.ranking(LEO, "R1")
    with pytest.raises(NotFound):
        await store.ranking_channel("T1", LEO.user_id, "R1")
    assert not await store.start_vote(MINA, "R1", hours=1)


async def test_a_forgotten_resume_takes_its_place_its_report_and_its_votes_along(store: Store) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes, vote_hours=1)
    await store.cast(LEO, "R1", "A", "yes")
    await store.cast(LEO, "R1", "B", "no")
    assert await store.rankings_with(MINA, [resumes[0].id]) == ["R1"]
    assert await store.rankings_with(LEO, [resumes[0].id]) == []

    await store.forget(MINA, [resumes[0].id])
    assert [one.letter for one in (await store.ranking(LEO, "R1")).candidates] == ["B"]
    assert [one.letter for one in await store.votes("T1", "R1")] == ["B"]
    with pytest.raises(VoteOver):
        await store.cast(LEO, "R1", "A", "yes")


async def test_retention_of_rankings_is_each_workspaces_own(store: Store, clock: Clock) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes)
    await store.set_ranking_rules("T1", RankingRules(NOTICE, 7))
    clock.seconds += 6 * DAY_S
    assert await store.purge_rankings() == 0
    clock.seconds += 2 * DAY_S
    assert await store.purge_rankings() == 1
    with pytest.raises(NotFound):
        await store.ranking(MINA, "R1")


async def test_one_vote_for_each_person_changeable_until_it_is_counted(store: Store) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes)
    with pytest.raises(VoteOver):
        await store.cast(LEO, "R1", "A", "yes")  # nobody has begun
    assert await store.start_vote(LEO, "R1", hours=1)
    assert not await store.start_vote(LEO, "R1", hours=1)
    assert await store.is_voting(MINA)
    assert not await store.is_voting(Asker("T1", "U1", "C2"))

    await store.cast(LEO, "R1", "A", "yes")
    await store.cast(LEO, "R1", "A", "unsure")
    for asker, letter in ((STRANGER, "A"), (Asker("T1", "U2", "C2"), "A"), (LEO, "Z"), (LEO, "")):
        with pytest.raises(VoteOver):
            await store.cast(asker, "R1", letter, "yes")
    assert [(one.letter, one.user_id, one.said) for one in await store.votes("T1", "R1")] == [
        ("A", "U2", "unsure")
    ]
    assert await store.votes("T2", "R1") == []

    await store.end_vote("T2", "R1")
    assert await store.is_voting(MINA)
    await store.end_vote("T1", "R1")
    assert (await store.ranking(MINA, "R1")).phase == "counted"
    with pytest.raises(VoteOver):
        await store.cast(LEO, "R1", "A", "no")


async def test_a_vote_whose_time_is_over_takes_no_more_and_waits_to_be_counted(
    store: Store, clock: Clock
) -> None:
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes, vote_hours=2)
    assert await store.votes_due() == []
    clock.seconds += 2 * 3600 + 1
    with pytest.raises(VoteOver):
        await store.cast(LEO, "R1", "A", "yes")
    assert await store.votes_due() == [("T1", "U1", HERE, "R1")]
    await store.end_vote("T1", "R1")
    assert await store.votes_due() == []


async def test_the_file_of_a_posting_going_takes_its_rankings_along(store: Store, clock: Clock) -> None:
    await store.keep_upload("T1", Upload("job.txt", b"Python"))
    resumes = [await shared(store, MINA, "Mina Okafor"), await shared(store, LEO, "Leo Vance")]
    await kept(store, resumes)
    clock.seconds += 100 * DAY_S
    await store.purge(clock.seconds)
    with pytest.raises(NotFound):
        await store.ranking(MINA, "R1")
