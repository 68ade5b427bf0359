"""The verbs with memory: on a real store, a real reader, and a scripted Ollama where a model is asked."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import docx
import pytest
from scripted_ollama import ScriptedOllama

from core.desk import Desk
from core.documents import Reader
from core.engine import Engine
from core.engine.client import OllamaEngine
from core.engine.rules import RulesEngine
from core.errors import EditDecided, EditOutdated, NotAResume, NotFound
from core.model import Asker, Correction, Edit, ImprovementDone, Upload, entry_mark
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
- Experience with raku vessels
"""


@dataclass(frozen=True)
class Desktop:
    pipeline: Pipeline
    store: Store

    async def add(self, asker: Asker = OWNER, data: bytes = RESUME, file_id: str = "F1") -> str:
        """Everything a share goes through; the resume's id."""
        claim = await self.pipeline.resumes.claim(
            asker, ts="1.0", file_id=file_id, file_name="ida.txt", thread_ts="1.0", event_id=f"E{file_id}"
        )
        await self.pipeline.resumes.keep(asker, claim.resume_id, Upload("ida.txt", data))
        await self.pipeline.resumes.read(asker, claim.resume_id)
        await self.pipeline.resumes.extract(asker, claim.resume_id, TODAY)
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
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    before = (await at.pipeline.scores.match(OWNER, resume_id, posting.id)).report.score
    found = [one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id)]
    edits = [one for one in found if isinstance(one, Edit)]
    accepted = await at.pipeline.edits.accept(OWNER, edits[0].id, token="press-1")
    assert isinstance(found[-1], ImprovementDone)
    assert accepted.resume.revision == 2
    assert accepted.report.score - before == pytest.approx(edits[0].points)
    assert edits[0].after in " ".join(line.text for line in accepted.resume.document.visible)


async def test_the_same_press_twice_is_one_acceptance_and_another_press_is_told(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    [edit, *_] = [
        one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)
    ]
    first = await at.pipeline.edits.accept(OWNER, edit.id, token="press-1")
    again = await at.pipeline.edits.accept(OWNER, edit.id, token="press-1")
    assert (first.resume.revision, again.resume.revision) == (2, 2)
    with pytest.raises(EditDecided):
        await at.pipeline.edits.accept(OWNER, edit.id, token="press-2")
    with pytest.raises(EditDecided):
        await at.pipeline.edits.skip(OWNER, edit.id, token="press-3")


async def test_a_press_that_comes_between_a_look_and_its_deed_hears_that_the_edit_was_accepted(
    at: Desktop,
) -> None:
    resume_id = await at.add()
    await at.pipeline.postings.add(OWNER, "p1", JOB)
    edit = next(
        iter([e async for e in at.pipeline.edits.improve(OWNER, resume_id, "p1") if isinstance(e, Edit)])
    )
    seen_before = await at.store.edit(OWNER, edit.id)
    await at.pipeline.edits.accept(OWNER, edit.id, token="press one")

    with pytest.raises(EditDecided, match="already accepted"):
        await at.pipeline.edits._apply(OWNER, seen_before, "press two")
    await at.pipeline.edits._apply(OWNER, seen_before, "press one")  # the same press after a crash

    assert (await at.pipeline.resumes.card(OWNER, resume_id)).revision == 2


async def test_edits_accepted_in_the_same_moment_are_all_in_the_last_revision(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    edits = [
        one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)
    ]
    await asyncio.gather(*(at.pipeline.edits.accept(OWNER, edit.id, token=edit.id) for edit in edits))
    last = await at.pipeline.resumes.get(OWNER, resume_id)
    assert len(edits) > 1
    assert last.revision == 1 + len(edits)


async def test_edits_found_again_after_a_crash_have_the_same_ids(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    runs = [
        [
            one.id
            async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id)
            if isinstance(one, Edit)
        ]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert len(await at.pipeline.edits.of(OWNER, resume_id)) == len(runs[0])


@pytest.mark.parametrize("asker", [STRANGER, OTHER_TEAM], ids=["colleague", "other team"])
async def test_somebody_elses_resume_is_answered_like_one_that_never_was(at: Desktop, asker: Asker) -> None:
    resume_id = await at.add()
    said = set()
    for wanted in (resume_id, "no-such-id"):
        for verb in (
            at.pipeline.resumes.get,
            at.pipeline.resumes.card,
            at.pipeline.edits.export,
            at.pipeline.resumes.read,
        ):
            with pytest.raises(NotFound) as caught:
                await verb(asker, wanted)
            said.add(str(caught.value))
    assert len(said) == 1


async def test_forgetting_leaves_the_audit_row_and_nothing_to_find(at: Desktop, tmp_path: Path) -> None:
    resume_id = await at.add()
    gone = await at.pipeline.resumes.forget(OWNER, [resume_id])
    assert gone.resumes == 1
    with pytest.raises(NotFound):
        await at.pipeline.resumes.get(OWNER, resume_id)
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
                await at.pipeline.postings.keep_text(asker, Upload("job.txt", JOB.encode()))
            first = await at.pipeline.postings.add(OWNER, "p1", JOB)
            asked = len(server.asked())
            second = await at.pipeline.postings.add(STRANGER, "p2", JOB)
            assert asked > 0
            assert len(server.asked()) == asked
            assert first.requirements == second.requirements
            await at.pipeline.postings.add(OTHER_TEAM, "p3", JOB)
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
            poor = await at.pipeline.postings.add(OWNER, "p1", JOB)
            server.fault = None
            well = await at.pipeline.postings.add(OWNER, "p2", JOB)
    finally:
        await server.close()
    assert poor.engine == "rules"
    assert [notice.code for notice in poor.notices] == ["engine_down"]
    assert well.engine == "ollama"


async def test_what_the_model_looked_at_when_a_resume_was_read_is_not_looked_at_again(tmp_path: Path) -> None:
    server = ScriptedOllama()
    url = await server.start()

    def engine() -> OllamaEngine:
        return OllamaEngine(url, chat_model="gemma3:4b", embed_model="nomic-embed-text")

    try:
        async with desktop(tmp_path, engine()) as at:
            resume_id = await at.add()
            await at.pipeline.resumes.prepare(OWNER, resume_id)
            await at.pipeline.postings.keep_text(OWNER, Upload("job.txt", JOB.encode()))
            await at.pipeline.postings.add(OWNER, "p1", JOB)
            first = await at.pipeline.scores.match(OWNER, resume_id, "p1")
        asked = len(server.asked("/api/embed"))

        async with desktop(tmp_path, engine()) as again:
            second = await again.pipeline.scores.match(OWNER, resume_id, "p1")
            # Only the phrases that show how alike unrelated texts look are asked about again, in one batch.
            assert len(server.asked("/api/embed")) == asked + 1
            await again.pipeline.resumes.forget(OWNER, [resume_id])
            with pytest.raises(NotFound):
                await again.pipeline.scores.match(OWNER, resume_id, "p1")
    finally:
        await server.close()
    assert first.report == second.report
    assert first.report.embeddings == server.digests["nomic-embed-text:latest"]
    assert first.report.fingerprint.endswith(f"embeddings {first.report.embeddings[:4]}")


async def test_without_the_model_words_alone_decide_and_the_fingerprint_says_so(tmp_path: Path) -> None:
    server = ScriptedOllama()
    engine = OllamaEngine(await server.start(), chat_model="gemma3:4b", embed_model="nomic-embed-text")
    try:
        async with desktop(tmp_path, engine) as at:
            resume_id = await at.add()
            await at.pipeline.postings.add(OWNER, "p1", JOB)
            server.fault = "500"
            report = (await at.pipeline.scores.match(OWNER, resume_id, "p1")).report
    finally:
        await server.close()
    assert (report.embeddings, report.alike) == ("", {})
    assert "embeddings" not in report.fingerprint


DATES = [Correction("/work/0", {"startDate": "March 2018"})]


async def test_a_correction_is_the_next_revision_once_and_the_next_score_counts_it(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    before = (await at.pipeline.scores.match(OWNER, resume_id, posting.id)).report
    saved = [await at.pipeline.resumes.correct(OWNER, resume_id, DATES, token="press-1") for _ in range(2)]
    assert [one.revision for one in saved] == [2, 2]
    after = (await at.pipeline.scores.match(OWNER, resume_id, posting.id)).report
    assert after.fingerprint != before.fingerprint
    [years, *_] = [one for one in after.verdicts if one.months]
    assert years.months == next(one.months for one in before.verdicts if one.months or 0) + 12


async def test_corrections_of_two_parts_in_the_same_moment_are_both_kept(at: Desktop) -> None:
    resume_id = await at.add()
    one = Correction("/work/0", {"position": "Lead Engineer"})
    other = Correction("/basics", {"label": "Engineer"})
    await asyncio.gather(
        *(at.pipeline.resumes.correct(OWNER, resume_id, [each], token=each.pointer) for each in (one, other))
    )
    last = await at.pipeline.resumes.get(OWNER, resume_id)
    assert last.revision == 3
    assert (last.fields["work"][0]["position"], last.fields["basics"]["label"]) == (
        "Lead Engineer",
        "Engineer",
    )


async def test_of_two_corrections_of_one_part_the_later_is_told_and_nothing_is_overwritten(
    at: Desktop,
) -> None:
    resume_id = await at.add()
    seen = entry_mark((await at.pipeline.resumes.get(OWNER, resume_id)).fields["work"][0])
    titles = ("Lead Engineer", "Platform Engineer")
    both = await asyncio.gather(
        *(
            at.pipeline.resumes.correct(
                OWNER, resume_id, [Correction("/work/0", {"position": t}, seen)], token=t
            )
            for t in titles
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in both) == ["CorrectionOutdated", "Resume"]
    assert (await at.pipeline.resumes.get(OWNER, resume_id)).revision == 2


async def test_somebody_elses_resume_cannot_be_corrected(at: Desktop) -> None:
    resume_id = await at.add()
    for asker in (STRANGER, OTHER_TEAM):
        with pytest.raises(NotFound):
            await at.pipeline.resumes.correct(asker, resume_id, DATES, token="press-1")
    assert (await at.pipeline.resumes.get(OWNER, resume_id)).revision == 1


async def test_edits_of_what_was_not_corrected_still_apply_and_the_file_gets_no_correction(
    at: Desktop,
) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    edits = [
        one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)
    ]
    bullets = [one for one in edits if one.pointer.startswith("/work/0/highlights")]
    await at.pipeline.resumes.correct(
        OWNER, resume_id, [Correction("/work/0", {"position": "Rear Admiral"})], token="press-1"
    )
    accepted = await at.pipeline.edits.accept(OWNER, bullets[0].id, token="press-2")
    turned = tuple(reversed(accepted.resume.fields["work"][0]["highlights"]))
    await at.pipeline.resumes.correct(
        OWNER, resume_id, [Correction("/work/0", {"highlights": turned})], token="press-3"
    )
    file = await at.pipeline.edits.export(OWNER, resume_id)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(file.data)).paragraphs)
    assert bullets[0].after in text
    assert "Rear Admiral" not in text


async def test_a_score_is_made_again_from_what_was_kept_even_after_the_resume_moved_on(at: Desktop) -> None:
    resume_id = await at.add()
    await at.pipeline.postings.add(OWNER, "p1", JOB)
    first = (await at.pipeline.scores.match(OWNER, resume_id, "p1")).report
    edits = [e async for e in at.pipeline.edits.improve(OWNER, resume_id, "p1") if isinstance(e, Edit)]
    await at.pipeline.edits.accept(OWNER, edits[0].id, token="press")

    older = await at.pipeline.scores.explain(OWNER, first.fingerprint)
    newest = await at.pipeline.scores.explain(OWNER)

    assert (older.same, older.again, older.account.score) == (True, first, first.score)
    assert (older.resume.revision, newest.resume.revision) == (1, 2)
    assert (await at.pipeline.scores.explain_any(first.fingerprint)).same
    for stranger in (STRANGER, OTHER_TEAM):
        with pytest.raises(NotFound):
            await at.pipeline.scores.explain(stranger, first.fingerprint)
    await at.pipeline.resumes.forget(OWNER, [resume_id])
    with pytest.raises(NotFound):
        await at.pipeline.scores.explain_any(first.fingerprint)


async def test_a_kept_score_that_was_tampered_with_does_not_come_out_the_same(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    made = await at.pipeline.scores.match(OWNER, resume_id, "p1")
    raised = replace(made.report, score=made.report.score + 1e-9)
    await at.store.save_match(OWNER, posting=posting, resume=made.resume, report=raised)

    explained = await at.pipeline.scores.explain(OWNER)

    assert not explained.same
    assert explained.again == made.report


async def test_what_its_owner_says_is_no_fact_for_an_edit_and_no_text_to_change(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB + "- Kubernetes\n")
    [*bullets] = (await at.pipeline.resumes.get(OWNER, resume_id)).fields["work"][0]["highlights"]
    said = "Responsible for running 40 services on Kubernetes"
    more = [
        Correction("/work/0", {"highlights": (*bullets, said)}),
        Correction("/skills/0", {"keywords": ("Python", "FastAPI", "PostgreSQL", "Kubernetes")}),
    ]
    mended = await at.pipeline.resumes.correct(OWNER, resume_id, more, token="press-1")
    assert set(mended.attested) == {"/work/0/highlights/2", "/skills/0/keywords/3"}
    found = [one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id)]
    edits = [one for one in found if isinstance(one, Edit)]
    assert edits
    assert all("Kubernetes" not in one.after and one.before != said for one in edits)


async def test_an_edit_of_a_text_that_was_put_right_since_is_outdated(at: Desktop) -> None:
    resume_id = await at.add()
    posting = await at.pipeline.postings.add(OWNER, "p1", JOB)
    edits = [
        one async for one in at.pipeline.edits.improve(OWNER, resume_id, posting.id) if isinstance(one, Edit)
    ]
    edit = next(one for one in edits if one.pointer.startswith("/work/0/highlights"))
    bullets = (await at.pipeline.resumes.get(OWNER, resume_id)).fields["work"][0]["highlights"]
    kept = tuple("Kept the parcels dry" if one == edit.before else one for one in bullets)
    await at.pipeline.resumes.correct(
        OWNER, resume_id, [Correction("/work/0", {"highlights": kept})], token="press-1"
    )
    with pytest.raises(EditOutdated):
        await at.pipeline.edits.accept(OWNER, edit.id, token="press-2")
    assert (await at.pipeline.resumes.get(OWNER, resume_id)).revision == 2
