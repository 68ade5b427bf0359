"""One resume against several postings: the edits that lift most, with the points that they really bring."""

from collections.abc import AsyncIterator

import pytest
from paper import job, need, posting, resume

from core import improvement
from core.desk import Desk
from core.documents import Limits, Reader
from core.engine.rules import RulesEngine
from core.lifting import lifted
from core.model import JobPosting, MatchReport, Resume

HELD = resume(
    {
        "work": [
            job(
                "Engineer",
                "Built parcel tracking with FastAPI and PostgreSQL",
                "Ran services on EKS for 3 teams",
            ),
        ],
        "skills": [{"name": "Skills", "keywords": ["Python", "FastAPI", "Kubernetes", "Excel"]}],
    }
)
POSTINGS = [
    posting(need("Python"), need("PostgreSQL"), title="A"),
    posting(need("Python"), need("Kubernetes"), title="B"),
    posting(need("Kubernetes"), need("Rust"), title="C"),
    posting(need("Rust"), title="D"),
]


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    reader = Reader(Limits(), 1)
    yield Desk(reader, RulesEngine())
    await reader.close()


async def scored(desk: Desk, held: Resume = HELD) -> list[tuple[JobPosting, MatchReport]]:
    named = [type(one)(**{**vars(one), "id": one.title}) for one in POSTINGS]
    return [(one, await desk.match(one, held)) for one in named]


async def test_two_edits_lift_three_of_four_jobs_and_the_scores_come_out_as_said(desk: Desk) -> None:
    before = await scored(desk)
    found = await lifted(desk, HELD, before)
    lifts = {id for one in found.lifts for id in one.points}
    assert lifts == {"A", "B", "C"}
    assert len(found.lifts) == 2
    better = HELD
    for one in found.lifts:
        better = improvement.apply(better, one.edit)
    assert found.after == {one.id: report.score for one, report in await scored(desk, better)}
    assert all(found.after[one.id] > report.score for one, report in before if one.id in lifts)
    assert found.after["D"] == 0.0


async def test_what_an_edit_is_said_to_add_alone_it_adds_alone(desk: Desk) -> None:
    before = await scored(desk)
    for one in (await lifted(desk, HELD, before)).lifts:
        alone = {p.id: r.score for p, r in await scored(desk, improvement.apply(HELD, one.edit))}
        for p, report in before:
            assert alone[p.id] - report.score == one.points.get(p.id, 0.0)


async def test_without_jobs_and_without_an_honest_edit_there_is_nothing(desk: Desk) -> None:
    assert (await lifted(desk, HELD, [])).lifts == ()
    bare = resume({"work": [job("Cook", "Cooked lunch for 90 guests")]})
    assert (await lifted(desk, bare, await scored(desk, bare))).lifts == ()
