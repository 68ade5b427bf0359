"""Edits streamed into the thread; [Accept], [Skip], and the file that comes out."""

from contextlib import aclosing
from typing import Literal

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Edit, ImprovementDone, JobPosting, Json, NotOffered
from core.pipeline import Pipeline
from handlers import blocks
from handlers.blocks import EditRun, Proposed, Reply, say
from handlers.blocks.parts import of_ids
from handlers.match import on_ask
from handlers.runs import Run, Runs, place_of, presser, whence
from handlers.slack import Key, Slack
from handlers.stream import Stream

ALREADY = say("I'm already looking for edits; they appear in this thread.")


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
    resume = await pipeline.resume(asker, resume_id)
    posting_id = named[0] if named else next((one.id for one in await pipeline.postings_of(asker)), "")
    if not posting_id:
        await on_ask(ack, body, action, context, pipeline=pipeline, slack=slack)
        return
    ref = {**whence(asker, place), "resume": resume_id, "posting": posting_id}
    id = f"{asker.team_id}:improve:{resume_id}:{resume.revision}:{posting_id}"
    begun = await runs.start(id, "improve", ref)
    busy = not begun and await runs.is_busy(id)
    if not begun and not busy:
        await runs.start(f"{asker.team_id}:{body['trigger_id']}", "improve", ref)
    await ack()
    if busy:
        await slack.whisper(place, asker.user_id, ALREADY)


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
    """Streams edits as they are found, then draws them with their buttons in the same message."""
    await run.work.step("edits", lambda: _streamed(run, pipeline))


async def _streamed(run: Run, pipeline: Pipeline) -> None:
    asker, ref = run.asker, run.ref
    posting = await pipeline.posting(asker, ref["posting"])
    about = (ref["resume"],)
    stream = Stream(run.slack, run.place, run.key("edits", about))
    await stream.open(blocks.looking(posting), user=asker.user_id, team=asker.team_id, sure=run.is_first)
    try:
        reply = await _found(run, posting, stream, pipeline)
    except BaseException:
        await stream.abandon()
        raise
    await stream.close(reply)


async def _found(run: Run, posting: JobPosting, stream: Stream, pipeline: Pipeline) -> Reply:
    """Appends each edit as it comes, and gives the whole list at the end."""
    asker, resume_id = run.asker, run.ref["resume"]
    found: list[Edit] = []
    missing: list[str] = []
    done = ImprovementDone(0.0, 0.0)
    resume = await pipeline.resume(asker, resume_id)
    async with aclosing(pipeline.improve(asker, resume_id, posting.id)) as improvements:
        async for one in improvements:
            match one:
                case Edit():
                    found.append(one)
                    stream.append(blocks.edit_line(len(found), one, resume, posting))
                case NotOffered(requirement):
                    missing.append(requirement.id)
                case ImprovementDone():
                    done = one
    shown = EditRun(resume_id, posting.id, done.score_before, tuple(missing))
    proposed = await _proposed(run, shown, [one.id for one in found], pipeline)
    return blocks.edits(proposed, resume, posting, shown, done.score_before)


async def decide(run: Run, *, kind: Literal["accept", "skip"], pipeline: Pipeline) -> None:
    """Applies or drops one edit, draws the list anew, and sums up when all are decided."""
    asker, edit_id, token = run.asker, run.ref["edit"], run.work.id

    async def apply() -> None:
        if kind == "accept":
            await pipeline.accept(asker, edit_id, token=token)
        else:
            await pipeline.skip(asker, edit_id, token=token)

    await run.work.step(kind, apply)
    await run.work.step("draw", lambda: _drawn(run, pipeline))


async def _drawn(run: Run, pipeline: Pipeline) -> None:
    """The list as it stands now; the last one to decide also says what came of it."""
    ref, slack, place = run.ref, run.slack, run.place
    shown, _ = blocks.shown_run([{"block_id": ref["run"]}])
    about = (shown.resume_id,)
    async with slack.alone(place.channel, ref["ts"]):
        made = await pipeline.match(run.asker, shown.resume_id, shown.posting_id)
        proposed = await _proposed(run, shown, ref["edits"], pipeline)
        now = made.report.score
        reply = blocks.edits(proposed, made.resume, made.posting, shown, now)
        # Named after the list, not after this run: whoever decides the last edit, there is one sum.
        key = _list_key(ref["ts"], "edits", about)
        await slack.update(place.channel, ref["ts"], reply, key)
        if all(one.state != "proposed" for one in proposed):
            summed = blocks.edits_done(proposed, shown, now)
            await slack.post_once(place, summed, _list_key(ref["ts"], "done", about), sure=False)


async def _proposed(run: Run, shown: EditRun, edit_ids: list[str], pipeline: Pipeline) -> list[Proposed]:
    """These edits, in this order, with what became of them."""
    known = {one.edit.id: one for one in await pipeline.edits_of(run.asker, shown.resume_id)}
    return [known[one] for one in edit_ids if one in known]


def _list_key(ts: str, step: str, about: tuple[str, ...]) -> Key:
    return Key(f"list:{ts}", step, about)


async def export(run: Run, *, pipeline: Pipeline) -> None:
    """The user's file with the accepted edits, into the thread, once."""
    asker, resume_id, slack = run.asker, run.ref["resume"], run.slack

    async def reserve() -> list[str]:
        return list(await slack.reserve(await pipeline.export(asker, resume_id)))

    async def share() -> str:
        upload = await pipeline.export(asker, resume_id)
        if run.is_first:
            return await slack.share_once(run.place, file_id, address, upload)
        if await slack.is_shared(file_id):
            return file_id
        # The address of the first try may be used up, and nothing can be seen under its id: take a new one.
        return await slack.share_once(run.place, *await slack.reserve(upload), upload)

    async def tell() -> None:
        resume = await pipeline.resume(asker, resume_id)
        accepted = [one.edit for one in await pipeline.edits_of(asker, resume_id) if one.state == "accepted"]
        key = run.key("tell", about=(resume_id,), file=shared)
        await slack.post_once(run.place, blocks.exported(resume, accepted), key, sure=run.is_first)

    file_id, address = await run.work.step("reserve", reserve)
    shared = await run.work.step("share", share)
    await run.work.step("tell", tell)
