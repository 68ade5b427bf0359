"""[Cancel] beside a wait: what has no turn yet never gets one, and the message says what stands."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncRespond

from core.model import Json
from core.pipeline import Pipeline
from handlers import blocks, closer
from handlers.blocks import say
from handlers.runs import Run, Runs, place_of, presser
from handlers.slack import Slack

BEGUN = say("That has begun already; the answer comes here in a moment.")
ENDED = say("That is done already.")
STANDS: Mapping[str, str] = {
    "match_text": "Cancelled. Nothing was matched.",
    "rank_text": "Cancelled. Nothing was ranked.",
    "job": "Cancelled. Nothing was kept as a job.",
    "improve": "Cancelled. No edits were looked for.",
}
"""By kind of work, where the wait was told to one person alone."""
RULES_STAND = "Cancelled. What I read by rules stands."


async def on_cancel(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    respond: AsyncRespond,
    *,
    runs: Runs,
    slack: Slack,
) -> None:
    """For whoever asked, and only while it waits; pressed again it says the same."""
    asker, id = presser(body, context), action["value"]
    asked = await runs.asked(id, asker)
    status = await runs.status(id)
    if status == "queued":
        await runs.cancel(id)
        status = await runs.status(id)
    if status != "cancelled":
        await ack()
        await slack.whisper(place_of(body), asker.user_id, BEGUN if status == "running" else ENDED)
        return
    if asked.kind in STANDS:
        await ack()
        told = say(STANDS[asked.kind])
        await respond(text=told.text, blocks=told.json, replace_original=True)
        return
    await runs.start(f"{id}:cancelled", "cancelled", {**asked.ref, "kind": asked.kind})
    await ack()


async def cancelled(run: Run, *, pipeline: Pipeline) -> None:
    """The message that told of the wait says what stands."""
    resume_id, ts = run.ref["resume"], run.ref["show"]
    if run.ref["kind"] == "look":
        await closer.refused(run, ts, f"Cancelled. {closer.NO_JOBS}")
        return
    resume = await pipeline.resumes.get(run.asker, resume_id)
    twins = await pipeline.resumes.twins(run.asker, resume_id)
    reply = blocks.resume_read(resume, twins, told=RULES_STAND)
    async with run.slack.alone(run.place.channel, ts):
        await run.show("show", ts, reply, about=(resume_id,))
