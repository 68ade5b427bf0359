"""/match jobs: the caller's newest resume against all the jobs that they saved."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Json
from core.pipeline import Pipeline
from handlers import blocks, text
from handlers.blocks import Reply, say
from handlers.blocks.parts import plural
from handlers.runs import Run, Runs, presser, whence
from handlers.slack import Place

NO_RESUME = say(
    "You have no resume here yet. Drop one here or DM me; then `/match jobs` compares it with your jobs."
)
NO_JOBS = say("You have no saved jobs yet. `/match &lt;job text&gt;` saves one.")


async def on_command(
    ack: AsyncAck, command: Json, context: AsyncBoltContext, *, pipeline: Pipeline, runs: Runs
) -> None:
    """The answer comes in direct messages: which jobs somebody looks at is nobody else's business."""
    asker = presser(command, context)
    cards, postings = await pipeline.resumes.of(asker), await pipeline.postings.of(asker)
    if not cards or not postings:
        reply = NO_JOBS if cards else NO_RESUME
    else:
        ref = {**whence(asker, Place(asker.channel_id)), "resume": cards[0].id}
        await runs.start(f"{asker.team_id}:{command['trigger_id']}", "jobs", ref)
        reply = comparing(cards[0].file_name, len(postings))
    await ack(text=reply.text, blocks=reply.json)


def comparing(file_name: str, jobs: int) -> Reply:
    """Said at once, because a command names neither."""
    counted = plural(jobs, "saved job")
    return say(
        f"Comparing *{text.name(file_name)}* with your {counted}… The answer comes in our direct messages."
    )


async def jobs(run: Run, *, pipeline: Pipeline) -> None:
    """Scores them all, and posts the list to the asker alone."""
    resume_id: str = run.ref["resume"]
    direct = await run.work.step("direct", lambda: run.slack.direct(run.ref["user"]))

    async def overview() -> Reply:
        return blocks.overview(await pipeline.scores.against_all(run.asker, resume_id))

    await run.post("overview", overview, about=(resume_id,), place=Place(direct))
