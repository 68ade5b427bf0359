"""Groups, letters, the table for the log, and a blindness broken on purpose."""

import csv
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from keepsakes import LEO, MINA, Clock, report, shared
from ranking_stories import CROWD, JOB, NOTICE
from sqlalchemy import select
from vectored import HashedWords

from core import best, blindness, matching, memory, skills, voting
from core import ranking as module
from core.desk import Desk, as_resume
from core.documents import Limits, Reader
from core.engine.rules import RulesEngine
from core.errors import BallotTooLong, OrderChanged, RankingLocked, RankingOff, RankingRefused
from core.extraction import extract_by_rules
from core.extraction.postings import document_of_text, posting_by_rules
from core.model import Candidate, Ranking, RankingRules, Resume, SwapTest
from core.ranking import EQUAL_POINTS, Ranker, groups, letters
from core.storage import Store
from core.storage.tables import audit

TODAY = date(2026, 11, 23)


def leaky(resume: Resume) -> Resume:
    """Blindness broken on purpose: the name is left in as if it were the title of a job."""
    name = resume.fields["basics"]["name"]
    work = [{**resume.fields["work"][0], "position": name}]
    return replace(
        resume,
        fields={**resume.fields, "basics": {}, "work": work},
        spans={**resume.spans, "/work/0/position": resume.spans["/basics/name"]},
    )


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{tmp_path / 'a.db'}", files=tmp_path / "files", clock=Clock())
    yield store
    await store.close()


@pytest.fixture
def ranker(store: Store) -> Ranker:
    desk = Desk(Reader(Limits(), 1, None), RulesEngine())
    return Ranker(desk, store, memory.Memory(desk, store))


async def ready(store: Store, *, job: str = JOB, texts: tuple[str, ...] = tuple(CROWD.values())) -> None:
    """Rules are set, a job is saved, and people have shared resumes in one channel."""
    await store.set_ranking_rules("T1", RankingRules(NOTICE))
    posting = posting_by_rules(document_of_text(job))
    await store.save_posting(MINA, replace(posting, id="P1"))
    for number, text in enumerate(texts):
        asker = (MINA, LEO)[number % 2]
        claim = await shared(store, asker, text)
        document = document_of_text(text)
        await store.save_resume(
            asker, as_resume(claim.id, f"{number}.txt", document, extract_by_rules(document, TODAY), TODAY)
        )


async def test_a_ranking_under_the_same_id_is_the_same_ranking(store: Store, ranker: Ranker) -> None:
    await ready(store)
    first = await ranker.rank(MINA, "R1", "P1", is_private=False)
    assert await ranker.rank(MINA, "R1", "P1", is_private=False) == first
    assert (first.swaps.swaps, first.swaps.changed) == (8, 0)


async def test_scores_and_proof_do_not_hang_on_the_lot_or_on_who_asks(store: Store, ranker: Ranker) -> None:
    await ready(store)
    one = await ranker.rank(MINA, "R1", "P1", is_private=False)
    other = await ranker.rank(LEO, "R2", "P1", is_private=False)
    by_id = [{c.resume_id: c.report for c in made.candidates} for made in (one, other)]
    assert by_id[0] == by_id[1]


async def test_letters_are_drawn_by_lot(store: Store, ranker: Ranker) -> None:
    await ready(store)
    drawn = set()
    for number in range(3):
        made = await ranker.rank(MINA, f"R{number}", "P1", is_private=False)
        drawn.add(tuple(c.resume_id for c in sorted(made.candidates, key=lambda c: c.letter)))
    assert len(drawn) > 1  # all three alike: once in half a million


async def test_where_names_have_a_say_nothing_is_ranked_and_the_log_knows(
    store: Store, ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(store, job=f"{JOB}- Lakshmi\n")

    monkeypatch.setattr(blindness, "blind", leaky)
    with pytest.raises(OrderChanged, match="I ranked nothing: the order changed when names were swapped"):
        await ranker.rank(MINA, "R1", "P1", is_private=False)
    assert await store.is_voting(MINA) is False
    with pytest.raises(Exception, match="I don't have that ranking"):
        await ranker.ranking(MINA, "R1")
    async with store._db.read() as connection:
        what, facts = (await connection.execute(select(audit.c.what, audit.c.facts))).one()
    assert what == "rank_blocked"
    assert json.loads(facts)["changed"] > 0
    assert not any(word in facts for text in CROWD.values() for word in text.splitlines()[0].split())


async def test_what_stands_in_the_way_is_said(store: Store, ranker: Ranker) -> None:
    with pytest.raises(RankingOff, match="Ranking is off here"):
        await ranker.rank(MINA, "R1", "P1", is_private=False)
    await ready(store, texts=(CROWD["mei"],))
    with pytest.raises(RankingRefused, match="Fewer than two"):
        await ranker.rank(MINA, "R1", "P1", is_private=False)
    await store.lock_ranking("T1", "scores moved with names")
    with pytest.raises(RankingLocked, match="Ranking is locked: scores moved with names"):
        await ranker.rank(MINA, "R1", "P1", is_private=False)
    await store.set_ranking_rules("T1", RankingRules(NOTICE, is_on=False))
    with pytest.raises(RankingOff):
        await ranker.rank(MINA, "R1", "P1", is_private=False)


async def test_the_proof_holds_for_what_owners_corrected_too(store: Store, ranker: Ranker) -> None:
    await ready(store)
    shown = await store.shared_in(MINA)
    for card in shown.cards[:2]:
        resume = await store.resume_in(MINA, card.id)
        owner = MINA if card.user_id == MINA.user_id else LEO
        fields = {**resume.fields, "skills": [{"keywords": ["Kubernetes", "Redis"]}]}
        spans = {p: s for p, s in resume.spans.items() if not p.startswith("/skills/")}
        attested = ("/skills/0/keywords/0", "/skills/0/keywords/1")
        await store.save_next(
            owner, replace(resume, revision=2, fields=fields, spans=spans, attested=attested)
        )
    made = await ranker.rank(MINA, "R1", "P1", is_private=False)
    assert made.swaps.changed == 0
    assert sorted(one.revision for one in made.candidates) == [1, 1, 1, 1, 2, 2]


def candidate(letter: str, score: float) -> Candidate:
    return Candidate(letter, letter, 1, report(score))


def test_those_within_four_points_of_the_best_of_a_group_are_equal() -> None:
    found = groups([candidate("A", 70), candidate("B", 74), candidate("C", 69.9), candidate("D", 90)])
    assert [[one.letter for one in group] for group in found] == [["D"], ["A", "B"], ["C"]]


@given(st.lists(st.floats(0, 100), max_size=30))
def test_groups_hold_everybody_once_and_nobody_far_from_its_best(scores: list[float]) -> None:
    found = groups([candidate(name, score) for name, score in zip(letters(30), scores, strict=False)])
    assert sorted(one.report.score for group in found for one in group) == sorted(scores)
    for group in found:
        best = max(one.report.score for one in group)
        assert all(best - one.report.score <= EQUAL_POINTS for one in group)
    bests = [max(one.report.score for one in group) for group in found]
    assert bests == sorted(bests, reverse=True)


def test_letters_never_repeat() -> None:
    assert letters(3) == ["A", "B", "C"]
    assert letters(28)[25:] == ["Z", "AA", "AB"]
    assert len(set(letters(200))) == 200


def test_the_log_of_a_ranking_holds_no_formula_and_no_words() -> None:
    bad = replace(report(71.25, quote="Built APIs"), fingerprint="=HYPERLINK(1)", rules="+1")
    made = Ranking(
        "-R", MINA, "P", 2, "Backend", is_private=False, candidates=(Candidate("A", "r", 3, bad),),
        swaps=SwapTest(8, 0, "ab"), made_at=1_795_000_000,
    )  # fmt: skip
    text = module._table_of(made)
    [row] = csv.DictReader(io.StringIO(text))
    assert row["score"] == "71.2500"
    assert (row["candidate"], row["musts_met"], row["musts"], row["swaps_changed"]) == ("A", "1", "1", "0")
    assert (row["ranking"], row["fingerprint"], row["rules"]) == ("'-R", "'=HYPERLINK(1)", "'+1")
    assert "Built" not in text
    assert MINA.user_id not in text


async def test_more_people_than_a_ballot_holds_are_ranked_but_not_voted_on(
    store: Store, ranker: Ranker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "MOST_VOTED_ON", len(CROWD) - 1)
    await ready(store)

    with pytest.raises(BallotTooLong, match=f"more than the {len(CROWD) - 1} that fit"):
        await ranker.rank(MINA, "R1", "P1", is_private=False, vote_first=True)
    made = await ranker.rank(MINA, "R1", "P1", is_private=False)
    with pytest.raises(BallotTooLong):
        await ranker.start_vote(MINA, made.id)


# ---------------------------------------------------------------- more than stand in a ranking


@pytest.fixture
def of_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six people are many, of whom the best three are ranked."""
    for name, value in (("MOST", 5), ("BEST", 3), ("DRAWN", 2)):
        monkeypatch.setattr(module, name, value)


@pytest.mark.usefixtures("of_many")
async def test_of_many_the_best_are_ranked_and_all_were_looked_at(store: Store, ranker: Ranker) -> None:
    await ready(store)
    every = {
        one.resume.id: one.report
        for one in await ranker._judged(
            MINA,
            blindness.Judge(ranker._desk, matching.pose(await store.posting(MINA, "P1")), ""),
            [card.id for card in (await store.shared_in(MINA)).cards],
        )
    }
    made = await ranker.rank(MINA, "R1", "P1", is_private=False)

    scores = sorted((one.score for one in every.values()), reverse=True)
    assert sorted((c.report.score for c in made.candidates), reverse=True) == scores[:3]
    assert all(every[c.resume_id] == c.report for c in made.candidates)
    assert sorted(c.letter for c in made.candidates) == ["A", "B", "C"]
    assert (made.looked_at, made.swaps.drawn, made.swaps.changed) == (6, 2, 0)
    assert made.near == sum(one >= scores[2] - EQUAL_POINTS for one in scores[3:])


@pytest.mark.usefixtures("of_many")
@pytest.mark.parametrize("leaks", [(blindness, memory), (memory,), (blindness,)], ids=["both", "kept", "now"])
async def test_where_names_have_a_say_in_who_is_among_the_best_nothing_is_ranked(
    store: Store, ranker: Ranker, monkeypatch: pytest.MonkeyPatch, leaks: tuple[object, ...]
) -> None:
    await ready(store, job=f"{JOB}- Lakshmi\n")
    for place in leaks:
        monkeypatch.setattr(place, "blind", leaky)
    with pytest.raises(OrderChanged, match="I ranked nothing"):
        await ranker.rank(MINA, "R1", "P1", is_private=False)


# ---------------------------------------------------------------- with a model that embeds


def with_model(store: Store, engine: HashedWords) -> Ranker:
    desk = Desk(Reader(Limits(), 1, None), engine)
    return Ranker(desk, store, memory.Memory(desk, store))


async def test_what_a_model_finds_near_counts_for_everybody_and_the_proof_holds(store: Store) -> None:
    await ready(store)
    made = await with_model(store, HashedWords()).rank(MINA, "R1", "P1", is_private=False)

    assert {c.report.embeddings for c in made.candidates} == {"b" * 64}
    assert (made.swaps.changed, made.model_waits) == (0, False)
    assert any(c.report.alike for c in made.candidates)


async def test_a_model_that_falls_silent_in_the_middle_counts_for_nobody(
    store: Store, ranker: Ranker
) -> None:
    await ready(store)
    whole = HashedWords()
    await with_model(store, whole).rank(MINA, "R0", "P1", is_private=False)
    made = await with_model(store, HashedWords(fails_after=len(whole.asked) - 1)).rank(
        MINA, "R1", "P1", is_private=False
    )
    by_words = await ranker.rank(MINA, "R2", "P1", is_private=False)

    assert made.model_waits
    assert {c.resume_id: c.report for c in made.candidates} == {
        c.resume_id: c.report for c in by_words.candidates
    }


@pytest.mark.usefixtures("of_many")
async def test_a_model_has_its_say_on_all_of_many_or_on_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ready(store)
    ranker = with_model(store, HashedWords())
    made = await ranker.rank(MINA, "R1", "P1", is_private=False)
    assert {c.report.embeddings for c in made.candidates} == {"b" * 64}

    monkeypatch.setattr(best, "MOST_UNSEEN", 0)
    await store.save_skill(
        "T1", skills.Addition("Ledgerly", ("ldgly",))
    )  # prepared anew; vectors are still there
    made = await ranker.rank(MINA, "R2", "P1", is_private=False)
    assert {c.report.embeddings for c in made.candidates} == {"b" * 64}
