"""The best of a channel, found without scoring everybody."""

import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import paper
import pytest
from keepsakes import MINA, shared
from vectored import HashedWords

from core import best as module
from core import matching, skills
from core.best import Best, Finder
from core.blindness import Judge
from core.desk import Desk
from core.documents import Limits, Reader
from core.engine import Engine
from core.engine.rules import RulesEngine
from core.errors import EngineError
from core.matching import pose
from core.memory import Memory
from core.model import Asker, JobPosting, Resume
from core.storage import Store

SKILLS = ("Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "gRPC", "AWS", "Python", "React", "SQL")
MODEL = "b" * 64
POSTING = paper.posting(
    *(paper.need(name, weight=weight) for name, weight in zip(SKILLS[:6], (3, 3, 2, 2, 1, 1), strict=True)),
    paper.need(kind="years", months=60, quote="5+ years of experience"),
    paper.need("fraud detection", kind="duty"),
    paper.need("parcel robots", kind="duty", weight=2),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    found = await Store.open(f"sqlite:///{tmp_path / 'shortlist.db'}", files=tmp_path / "files")
    yield found
    await found.close()


def somebody(lot: random.Random) -> Resume:
    shown, listed = lot.sample(SKILLS, lot.randint(0, 5)), lot.sample(SKILLS, lot.randint(0, 6))
    bullets = [*(f"Built tools for accountants with {name}" for name in shown), "Detected fraud at a bank"]
    work = [
        paper.job(
            lot.choice(["Backend Engineer", "Cashier"]),
            *bullets[lot.randint(0, 1) :],
            start=f"20{lot.randint(10, 22)}",
        )
    ]
    return paper.resume({"work": work, "skills": [{"keywords": listed or ["Excel"]}]})


async def filled(store: Store, count: int) -> dict[str, Resume]:
    """Many people's resumes in one channel."""
    lot = random.Random(7)  # the same people each time
    made: dict[str, Resume] = {}
    for number in range(count):
        who = replace(MINA, user_id=f"U{number}")
        card = await shared(store, who, f"Person {number}", name=f"{number}.txt")
        drawn = somebody(lot)
        resume = replace(drawn, id=card.id, document=replace(drawn.document, sha256=card.document.sha256))
        await store.save_resume(who, resume)
        made[card.id] = resume
    return made


def desk_of(engine: Engine) -> Desk:
    return Desk(Reader(Limits(), 1, None), engine)


def finder_of(store: Store, desk: Desk) -> Finder:
    return Finder(store, Memory(desk, store), desk.alike)


async def brute(desk: Desk, resumes: dict[str, Resume], posting: JobPosting, model: str) -> dict[str, float]:
    """Everybody blinded and scored."""
    judge = Judge(desk, pose(posting), model)
    return {id: (await judge.judge(one)).report.score for id, one in resumes.items()}


async def find(
    finder: Finder,
    ids: Sequence[str],
    posting: JobPosting = POSTING,
    *,
    who: Asker = MINA,
    count: int = 5,
    model: str = "",
) -> Best:
    return await finder.best(who, pose(posting), ids, count=count, margin=4.0, model=model)


@pytest.mark.parametrize("engine", [RulesEngine(), HashedWords()], ids=["words", "vectors"])
async def test_the_best_are_those_that_scoring_everybody_finds_with_fewer_scores(
    store: Store, engine: Engine
) -> None:
    resumes, desk = await filled(store, 60), desk_of(engine)
    model = await desk.alike.model()
    every = await brute(desk, resumes, POSTING, model)
    by_words = await brute(desk, resumes, POSTING, "")

    best = await find(finder_of(store, desk), list(resumes), model=model, who=replace(MINA, user_id="U7"))

    ranked = sorted(every.items(), key=lambda one: (-one[1], one[0]))
    assert list(best.first) == ranked[:5]
    assert best.near == sum(points >= ranked[4][1] - 4.0 for _, points in ranked[5:])
    assert best.near > 0
    assert best.scored < len(resumes)
    assert (every == by_words) is not bool(model)  # vectors are of consequence, or the test says nothing


async def test_fewer_than_asked_for_are_all_there_is_and_strangers_see_nobody(store: Store) -> None:
    resumes, desk = await filled(store, 3), desk_of(RulesEngine())
    finder = finder_of(store, desk)

    assert len((await find(finder, list(resumes), count=25)).first) == len(resumes)
    for stranger in (replace(MINA, channel_id="C9"), replace(MINA, team_id="T9"), Asker("T1", "U1")):
        assert await find(finder, list(resumes), who=stranger) == Best((), 0, 0)


async def test_a_corrected_resume_and_a_skill_added_later_count_as_they_are_now(store: Store) -> None:
    [id] = await filled(store, 1)
    finder, who = finder_of(store, desk_of(RulesEngine())), replace(MINA, user_id="U0")
    asked = paper.posting(paper.need("Ledgerly"))
    assert (await find(finder, [id], asked)).first == ((id, 0.0),)

    better = paper.resume({"work": [paper.job("Developer", "Kept the books of a bank with ldgly")]})
    assert await store.save_next(who, replace(better, id=id, revision=2))
    assert (await find(finder, [id], asked)).first == ((id, 0.0),)
    table = skills.extended((skills.Addition("Ledgerly", ("ldgly",)),))
    found = await finder.best(MINA, pose(asked, table), [id], count=1, margin=4.0)

    assert found.first == ((id, 100.0),)


async def test_the_model_is_not_asked_about_what_it_saw_when_resumes_were_read(store: Store) -> None:
    resumes, engine = await filled(store, 20), HashedWords()
    desk = desk_of(engine)
    memory = Memory(desk, store)
    for number, resume in enumerate(resumes.values()):
        await memory.foresee(replace(MINA, user_id=f"U{number}"), resume, skills.shipped())
    later = desk_of(fresh := HashedWords())  # after a start: nothing is in memory

    best = await find(finder_of(store, later), list(resumes), model=MODEL)

    assert len(best.first) == 5
    questions, (phrases, lines) = matching.questions(POSTING), matching.calibration()
    assert set(fresh.asked) <= {*questions, *phrases, *lines}


async def test_where_the_model_would_have_to_look_at_too_many_first_it_is_not_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    resumes, engine = await filled(store, 6), HashedWords()
    monkeypatch.setattr(module, "MOST_UNSEEN", 5)
    with pytest.raises(EngineError, match="has not looked at all"):
        await find(finder_of(store, desk_of(engine)), list(resumes), model=MODEL)
    assert engine.asked == []
