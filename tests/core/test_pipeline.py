"""The verbs with memory: on a real store, a real reader, and a scripted Ollama where a model is asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from scripted_ollama import ScriptedOllama

from core.desk import Desk
from core.documents import Reader
from core.engine import Engine
from core.engine.client import OllamaEngine
from core.engine.rules import RulesEngine
from core.errors import EditDecided, NotAResume, NotFound
from core.model import Asker, Edit, ImprovementDone, Upload
from core.pipeline import Pipeline
from core.storage import Store

OWNER = Asker("T1", "U1", "C1")
STRANGER = Asker("T1", "U2", "C1")
OTHER_TEAM = Asker("T2", "U1", "C1")
TODAY = date(2026, 11, 23)
RESUME = b"""Ida Holm
ida.holm@example.org

Experience

Backend Engineer, Harbour Post, Bergen
March 2019 - present
- Built REST APIs with FastAPI for 3 services
- Responsible for maintaining the import of 20,000 parcels a day

Skills

Python, FastAPI, PostgreSQL
"""
JOB = """Backend Engineer

Requirements
- 3+ years of Python
- PostgreSQL
- Ability to explain odd results to shipping clerks
"""


@dataclass(frozen=True)
class Desktop:
    pipeline: Pipeline
    store: Store

    async def add(self, asker: Asker = OWNER, data: bytes = RESUME, file_id: str = "F1") -> str:
        """Everything a share goes through; the resume's id."""
        claim = await self.pipeline.claim(
            asker, ts="1.0", file_id=file_id, file_name="ida.txt", thread_ts="1.0", event_id=f"E{file_id}"
        )
        await self.pipeline.keep(asker, claim.resume_id, Upload("ida.txt", data))
        await self.pipeline.read(asker, claim.resume_id)
        await self.pipeline.extract(asker, claim.resume_id, TODAY)
        return claim.resume_id


@asynccontextmanager
async def desktop(folder: Path, engine: Engine) -> AsyncIterator[Desktop]:
    store = await Store.open(f"sqlite:///{folder / 'shortlist.db'}", files=folder / "files")
    reader = Reader(workers=1)
    try:
        yield Desktop(Pipeline(Desk(reader, engine), store), store)
    finally:
        await reader.close()
        await engine.close()
        await store.close()


def holding(folder: Path, word: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


@pytest.fixture
async def at(tmp_path: Path) -> AsyncIterator[Desktop]:
    async with desktop(tmp_path, RulesEngine()) as found:
        yield found


async def test_from_a_share_to_an_accepted_edit_and_the_points_come_true(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.add_posting(OWNER, "p1", JOB)
    before = (await at.pipeline.match(OWNER, resume_id, posting.id)).report.score
    found = [one async for one in at.pipeline.improve(OWNER, resume_id, posting.id)]
    edits = [one for one in found if isinstance(one, Edit)]
    accepted = await at.pipeline.accept(OWNER, edits[0].id, token="press-1")
    assert isinstance(found[-1], ImprovementDone)
    assert accepted.resume.revision == 2
    assert accepted.report.score - before == pytest.approx(edits[0].points)
    assert edits[0].after in " ".join(line.text for line in accepted.resume.document.visible)


async def test_the_same_press_twice_is_one_acceptance_and_another_press_is_told(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.add_posting(OWNER, "p1", JOB)
    [edit, *_] = [
        one async for one in at.pipeline.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)
    ]
    first = await at.pipeline.accept(OWNER, edit.id, token="press-1")
    again = await at.pipeline.accept(OWNER, edit.id, token="press-1")
    assert (first.resume.revision, again.resume.revision) == (2, 2)
    with pytest.raises(EditDecided):
        await at.pipeline.accept(OWNER, edit.id, token="press-2")
    with pytest.raises(EditDecided):
        await at.pipeline.skip(OWNER, edit.id, token="press-3")


async def test_edits_accepted_in_the_same_moment_are_all_in_the_last_revision(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.add_posting(OWNER, "p1", JOB)
    edits = [one async for one in at.pipeline.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)]
    await asyncio.gather(*(at.pipeline.accept(OWNER, edit.id, token=edit.id) for edit in edits))
    last = await at.pipeline.resume(OWNER, resume_id)
    assert len(edits) > 1
    assert last.revision == 1 + len(edits)


async def test_edits_found_again_after_a_crash_have_the_same_ids(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.add_posting(OWNER, "p1", JOB)
    runs = [
        [one.id async for one in at.pipeline.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len(await at.pipeline.edits_of(OWNER, resume_id)) == len(runs[0])


@pytest.mark.parametrize("asker", [STRANGER, OTHER_TEAM], ids=["colleague", "other team"])
async def test_somebody_elses_resume_is_answered_like_one_that_never_was(at: Desktop, asker: Asker) -> None:
    resume_id = await at.add()
    said = set()
    for wanted in (resume_id, "no-such-id"):
        for verb in (at.pipeline.resume, at.pipeline.card, at.pipeline.export, at.pipeline.read):
            with pytest.raises(NotFound) as caught:
                await verb(asker, wanted)
            said.add(str(caught.value))
    assert len(said) == 1


async def test_forgetting_leaves_the_audit_row_and_nothing_to_find(at: Desktop, tmp_path: Path) -> None:
    resume_id = await at.add()
    gone = await at.pipeline.forget(OWNER, [resume_id])
    assert gone.resumes == 1
    with pytest.raises(NotFound):
        await at.pipeline.resume(OWNER, resume_id)
    assert holding(tmp_path, b"Harbour Post") == []


async def test_what_is_no_resume_is_refused_with_advice(at: Desktop) -> None:
    recipe = (
        b"Pancakes\n\nBeat two eggs with milk, add flour and a pinch of salt. Fry in butter until golden.\n"
    )
    with pytest.raises(NotAResume) as caught:
        await at.add(data=recipe, file_id="F9")
    assert "no jobs" in str(caught.value)


async def test_the_same_job_pasted_twice_is_asked_of_the_model_once_for_a_team(tmp_path: Path) -> None:
    server = ScriptedOllama()
    engine = OllamaEngine(await server.start(), chat_model="gemma3:4b", embed_model="nomic-embed-text")
    assert await engine.has("gemma3:4b")
    try:
        async with desktop(tmp_path, engine) as at:
            for asker in (OWNER, OTHER_TEAM):
                await at.pipeline.keep_text(asker, Upload("job.txt", JOB.encode()))
            first = await at.pipeline.add_posting(OWNER, "p1", JOB)
            asked = len(server.asked())
            second = await at.pipeline.add_posting(STRANGER, "p2", JOB)
            assert asked > 0
            assert len(server.asked()) == asked
            assert first.requirements == second.requirements
            await at.pipeline.add_posting(OTHER_TEAM, "p3", JOB)
            assert len(server.asked()) > asked
    finally:
        await server.close()


async def test_while_the_model_is_down_rules_answer_and_nothing_of_that_is_kept(tmp_path: Path) -> None:
    server = ScriptedOllama()
    engine = OllamaEngine(await server.start(), chat_model="gemma3:4b", embed_model="nomic-embed-text")
    assert await engine.has("gemma3:4b")
    try:
        async with desktop(tmp_path, engine) as at:
            server.fault = "500"
            poor = await at.pipeline.add_posting(OWNER, "p1", JOB)
            server.fault = None
            well = await at.pipeline.add_posting(OWNER, "p2", JOB)
    finally:
        await server.close()
    assert poor.engine == "rules"
    assert [notice.code for notice in poor.notices] == ["engine_down"]
    assert well.engine == "ollama"
