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

from core import ranking as module
from core import voting
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


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{tmp_path / 'a.db'}", files=tmp_path / "files", clock=Clock())
    yield store
    await store.close()


@pytest.fixture
def ranker(store: Store) -> Ranker:
    return Ranker(Desk(Reader(Limits(), 1, None), RulesEngine()), store)


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
    """Blindness broken on purpose: the name is left in as if it were a place of work's title."""
    await ready(store, job=f"{JOB}- Lakshmi\n")

    def leaky(resume: Resume) -> Resume:
        name = resume.fields["basics"]["name"]
        work = [{**resume.fields["work"][0], "position": name}]
        return replace(
            resume,
            fields={**resume.fields, "basics": {}, "work": work},
            spans={**resume.spans, "/work/0/position": resume.spans["/basics/name"]},
        )

    monkeypatch.setattr(module, "blind", leaky)
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
    shown = await store.shared_in(MINA, 10)
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
