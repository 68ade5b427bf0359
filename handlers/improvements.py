"""Edits streamed into the thread; [Accept], [Skip], and the file that comes out."""

from contextlib import aclosing
from hashlib import sha256
from typing import Literal

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Asker, Edit, ImprovementDone, JobPosting, Json, NotOffered, Resume
from core.pipeline import Pipeline
from handlers import blocks
from handlers.blocks import EditRun, say
from handlers.blocks.parts import cancel_button, of_ids
from handlers.match import on_ask
from handlers.runs import Run, Runs, place_of, presser, whence
from handlers.slack import Key, Slack
from handlers.stream import Stream

ALREADY = "I'm already looking for edits; they appear in this thread."
THERE = "The edits for this version are in the thread already. Accept or skip them; then press Improve again for more."


# ---------------------------------------------------------------- listeners


async def on_improve(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """[Improve] under a report names its job; under a freshly read resume the newest job is meant, or asked for."""
    asker, place = presser(body, context), place_of(body)
    resume_id, *named = of_ids(action["value"])
    resume = await pipeline.resumes.get(asker, resume_id)
    posting_id = named[0] if named else next((one.id for one in await pipeline.postings.of(asker)), "")
    if not posting_id:
        await on_ask(ack, body, action, context, pipeline=pipeline, slack=slack)
        return
    ref = {**whence(asker, place), "resume": resume_id, "posting": posting_id}
    id = f"{asker.team_id}:improve:{resume_id}:{resume.revision}:{posting_id}"
    told = ""
    if not await runs.start(id, "improve", ref):
        became = await runs.status(id)
        if became in ("queued", "running"):
            told = ALREADY
        elif became == "done" and await _waits_for_decisions(asker, resume, posting_id, pipeline):
            told = THERE
        else:
            id = f"{asker.team_id}:{body['trigger_id']}"
            await runs.start(id, "improve", ref)
    await ack()
    if told:
        await slack.whisper(place, asker.user_id, say(told))
    elif turn := await runs.turn(id):
        await slack.whisper(place, asker.user_id, say(turn, cancel_button(id)))


async def _waits_for_decisions(asker: Asker, resume: Resume, posting_id: str, pipeline: Pipeline) -> bool:
    """Edits of this very revision and job are on a list, not decided yet: a second list would offer the same."""
    return any(
        one.state == "proposed" and one.revision == resume.revision and one.posting_id == posting_id
        for one in await pipeline.edits.of(asker, resume.id)
    )


async def on_decide(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    kind: Literal["accept", "skip"],
    runs: Runs,
) -> None:
    """[Accept] or [Skip] under one edit of a list."""
    asker = presser(body, context)
    shown, edit_ids = blocks.shown_run(body["message"]["blocks"])
    list_of = {
        "run": shown.block_id,
        "edits": list(edit_ids),
        "ts": body["container"]["message_ts"],
    }
    ref = {**whence(asker, place_of(body)), "edit": action["value"], **list_of}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", kind, ref)
    await ack()


async def on_get_file(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, runs: Runs
) -> None:
    asker = presser(body, context)
    ref = {**whence(asker, place_of(body)), "resume": action["value"]}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", "export", ref)
    await ack()


# ---------------------------------------------------------------- flows


async def improve(run: Run, *, pipeline: Pipeline) -> None:
    """Streams edits as they are found, then draws them with their buttons in the same message.

    Two steps: once the buttons are there people press them, and edits found anew would be others than those pressed.
    """
    # Short, because the id of a run would not fit into a block_id beside the rest.
    list_id = sha256(run.work.id.encode()).hexdigest()[:16]
    found = await run.work.step("edits", lambda: _streamed(run, list_id, pipeline))
    shown = EditRun(
        id=list_id,
        resume_id=run.ref["resume"],
        posting_id=run.ref["posting"],
        before=found["before"],
        missing=tuple(found["missing"]),
        is_by_rules_alone=found["alone"],
    )
    await run.work.step("draw", lambda: _drawn(run, shown, found["edits"], found["ts"], pipeline))


async def _streamed(run: Run, list_id: str, pipeline: Pipeline) -> Json:
    asker, ref = run.asker, run.ref
    posting = await pipeline.postings.get(asker, ref["posting"])
    resume = await pipeline.resumes.get(asker, ref["resume"])
    stream = Stream(run.slack, run.place, _key(list_id, "edits", resume.id))
    await stream.open(blocks.looking(posting), user=asker.user_id, team=asker.team_id, sure=run.is_first)
    try:
        found = await _found(run, resume, posting, stream, pipeline)
    except BaseException:
        await stream.abandon()
        raise
    return {**found, "ts": await stream.close()}


async def _found(run: Run, resume: Resume, posting: JobPosting, stream: Stream, pipeline: Pipeline) -> Json:
    """Appends each edit to the stream as it comes, and gives ids and scores at the end."""
    edits: list[str] = []
    missing: list[str] = []
    done = ImprovementDone(0.0, 0.0)
    async with aclosing(pipeline.edits.improve(run.asker, resume.id, posting.id)) as improvements:
        async for one in improvements:
            match one:
                case Edit():
                    edits.append(one.id)
                    stream.append(blocks.edit_line(len(edits), one, resume, posting))
                case NotOffered(requirement):
                    missing.append(requirement.id)
                case ImprovementDone():
                    done = one
    return {"edits": edits, "missing": missing, "before": done.score_before, "alone": bool(done.notices)}


async def decide(run: Run, *, kind: Literal["accept", "skip"], pipeline: Pipeline) -> None:
    """Applies or drops one edit, draws the list anew, and sums up when all are decided."""
    asker, edit_id, token = run.asker, run.ref["edit"], run.work.id

    async def apply() -> None:
        if kind == "accept":
            await pipeline.edits.accept(asker, edit_id, token=token)
        else:
            await pipeline.edits.skip(asker, edit_id, token=token)

    await run.work.step(kind, apply)
    shown, _ = blocks.shown_run([{"block_id": run.ref["run"]}])
    await run.work.step("draw", lambda: _drawn(run, shown, run.ref["edits"], run.ref["ts"], pipeline))


async def _drawn(run: Run, shown: EditRun, edit_ids: list[str], ts: str, pipeline: Pipeline) -> None:
    """The list as it stands now; where all is decided, also what came of it."""
    slack, place = run.slack, run.place
    async with slack.alone(place.channel, ts):
        made = await pipeline.scores.match(run.asker, shown.resume_id, shown.posting_id)
        known = {one.edit.id: one for one in await pipeline.edits.of(run.asker, shown.resume_id)}
        proposed = [known[one] for one in edit_ids if one in known]
        now = made.report.score
        reply = blocks.edits(proposed, made.resume, made.posting, shown, now)
        key = _key(shown.id, "edits", shown.resume_id)
        if not await slack.update(place.channel, ts, reply, key):
            await slack.post_once(place, reply, key, sure=False)
        if proposed and all(one.state != "proposed" for one in proposed):
            # Named after the list, not after this run: whoever decides the last edit, there is one sum.
            summed = blocks.edits_done(proposed, shown, now)
            await slack.post_once(place, summed, _key(shown.id, "done", shown.resume_id), sure=False)


def _key(list_id: str, step: str, resume_id: str) -> Key:
    return Key(f"edits:{list_id}", step, (resume_id,))


async def export(run: Run, *, pipeline: Pipeline) -> None:
    """The user's file with the accepted edits, into the thread, once."""
    asker, resume_id = run.asker, run.ref["resume"]

    async def tell() -> None:
        resume = await pipeline.resumes.get(asker, resume_id)
        accepted = [one.edit for one in await pipeline.edits.of(asker, resume_id) if one.state == "accepted"]
        key = run.key("tell", about=(resume_id,), file=shared)
        await run.slack.post_once(run.place, blocks.exported(resume, accepted), key, sure=run.is_first)

    shared = await run.hand_over(lambda: pipeline.edits.export(asker, resume_id), run.place)
    await run.work.step("tell", tell)
