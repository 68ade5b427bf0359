"""The best of a channel, found without scoring everybody."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import paper
import pytest
from keepsakes import MINA, shared

from core import matching, skills
from core.best import Finder
from core.model import Asker, JobPosting, Resume
from core.storage import Store

SKILLS = ("Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "gRPC", "AWS", "Python", "React", "SQL")
POSTING = paper.posting(
    *(paper.need(name, weight=weight) for name, weight in zip(SKILLS[:6], (3, 3, 2, 2, 1, 1), strict=True)),
    paper.need(kind="years", months=60, quote="5+ years of experience"),
    paper.need("fraud detection", kind="duty"),
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
        resume = replace(somebody(lot), id=card.id)
        await store.save_resume(who, resume)
        made[card.id] = resume
    return made


def brute(resumes: dict[str, Resume], posting: JobPosting) -> dict[str, float]:
    return {id: matching.score(posting, resume).score for id, resume in resumes.items()}


async def test_the_best_are_those_that_scoring_everybody_finds_with_fewer_scores(store: Store) -> None:
    resumes = await filled(store, 60)
    every = brute(resumes, POSTING)

    best = await Finder(store).best(replace(MINA, user_id="U7"), POSTING, 5)

    assert [points for _, points in best.first] == sorted(every.values(), reverse=True)[:5]
    assert all(every[id] == points for id, points in best.first)
    assert {id for id, _ in best.first} | set(best.below) == set(resumes)
    assert max(every[id] for id in best.below) <= best.first[-1][1]
    assert best.scored < len(resumes)


async def test_fewer_than_asked_for_are_all_there_is_and_strangers_see_nobody(store: Store) -> None:
    resumes = await filled(store, 3)
    finder = Finder(store)

    assert len((await finder.best(MINA, POSTING)).first) == len(resumes)
    for stranger in (replace(MINA, channel_id="C9"), replace(MINA, team_id="T9"), Asker("T1", "U1")):
        assert (await finder.best(stranger, POSTING)).first == ()


async def test_a_corrected_resume_and_a_skill_added_later_count_as_they_are_now(store: Store) -> None:
    [id] = await filled(store, 1)
    finder, who, asked = Finder(store), replace(MINA, user_id="U0"), paper.posting(paper.need("Ledgerly"))
    assert (await finder.best(MINA, asked)).first == ((id, 0.0),)

    better = paper.resume({"work": [paper.job("Developer", "Kept the books of a bank with ldgly")]})
    assert await store.save_next(who, replace(better, id=id, revision=2))
    assert (await finder.best(MINA, asked)).first == ((id, 0.0),)
    await store.save_skill(MINA.team_id, skills.Addition("Ledgerly", ("ldgly",)))

    assert (await finder.best(MINA, asked)).first == ((id, 100.0),)
