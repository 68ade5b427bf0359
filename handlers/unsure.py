"""A file that does not look like a resume: its sharer says what it is. [It is a resume], [Ignore]; [Use as job] is in jobs.py."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.errors import NotFound
from core.model import Json
from core.pipeline import Pipeline
from handlers import closer
from handlers.blocks import say
from handlers.resumes import answer, day_of, go_on, reply_of
from handlers.runs import Run, Runs, place_of, presser, whence

IGNORED = say("Ignored. I forgot that file; the one *you* posted in Slack stays.")


async def on_decide(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    kind: str,
    pipeline: Pipeline,
    runs: Runs,
) -> None:
    """A button under the file. Whoever did not share it hears "not found" at once, and nothing begins."""
    asker = presser(body, context)
    resume_id = (await pipeline.resumes.card(asker, action["value"])).id
    await runs.cancel(closer.look_id(asker.team_id, resume_id))  # its sharer has said what it is
    what = {"resume": resume_id, "ts": body["container"]["message_ts"]}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", kind, {**whence(asker, place_of(body)), **what})
    await ack()


async def insist(run: Run, *, pipeline: Pipeline, runs: Runs) -> None:
    """[It is a resume]: read as one, however little is found in it."""
    asker, resume_id, ts = run.asker, run.ref["resume"], run.ref["ts"]
    shared_on = day_of((await pipeline.resumes.card(asker, resume_id)).created_at)

    async def extract() -> None:
        await pipeline.resumes.extract(asker, resume_id, shared_on, is_sure=True)

    is_public = await run.work.step("public", lambda: run.slack.is_public(run.place.channel))
    await run.work.step("extract", extract)
    reply = await reply_of(asker, resume_id, pipeline)
    await answer(run, ts, reply, (resume_id,), is_public=is_public)
    await go_on(run, [resume_id], "" if is_public else ts, pipeline=pipeline, runs=runs)


async def look(run: Run, *, pipeline: Pipeline, runs: Runs) -> None:
    """The model looks at what rules know for no resume; only if it finds nothing either that answer stands."""
    asker, resume_id, ts = run.asker, run.ref["resume"], run.ref["show"]
    shared_on = day_of(run.ref["shared"])
    try:
        told = await run.work.step("ask", lambda: closer.look(run, shared_on=shared_on, pipeline=pipeline))
        if told:
            await closer.refused(run, ts, told)
            return
        is_public = await run.work.step("public", lambda: run.slack.is_public(run.place.channel))
        reply = await reply_of(asker, resume_id, pipeline)
        await answer(run, ts, reply, (resume_id,), is_public=is_public)
        await go_on(run, [resume_id], "" if is_public else ts, pipeline=pipeline, runs=runs)
    except NotFound:
        return  # it was deleted in the meantime


async def ignore(run: Run, *, pipeline: Pipeline) -> None:
    """[Ignore]: the file is forgotten, and one line stays."""

    async def erase() -> None:
        await pipeline.resumes.forget(run.asker, [run.ref["resume"]])

    await run.work.step("erase", erase)
    await run.show("show", run.ref["ts"], IGNORED)
