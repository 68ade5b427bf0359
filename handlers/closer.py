"""A text in which rules find no jobs: a model is asked, in its turn, and the answer takes the place of the question."""

from datetime import date

from core.errors import NotAResume
from core.pipeline import Pipeline
from handlers import blocks
from handlers.runs import Run, Runs
from handlers.slack import Place
from handlers.text import inert

ASKING = "I'm asking the model; this message will tell."
NO_JOBS = "I find no jobs and no education in this by rules."


def look_id(team_id: str, resume_id: str) -> str:
    """One look at each file, so that whoever decides about the file can end it."""
    return f"{team_id}:look:{resume_id}"


async def begin(run: Run, resume_id: str, ts: str, *, place: Place, runs: Runs, file_name: str = "") -> None:
    """Puts the question in the queue; a wait that is worth a word is told in the message, with its [Cancel].

    Args:
        ts: of the message that asks the sharer what the file is.
        file_name: given where it came with others.
    """
    id = look_id(run.asker.team_id, resume_id)
    where = {"channel": place.channel, "thread_ts": place.thread_ts}
    what = {"resume": resume_id, "show": ts, "named": file_name, "shared": run.ref["ts"]}
    await runs.start(id, "look", {**run.ref, **where, **what})

    async def tell() -> None:
        async with run.slack.alone(place.channel, ts):
            if turn := await runs.turn(id):
                told = f"{NO_JOBS} I'm asking the model. {turn}"
                reply = blocks.unsure(told, resume_id, file_name, waits=id)
                await run.slack.update(place.channel, ts, reply, run.key("show", about=(resume_id,)))

    await run.work.step(f"turn {resume_id}", tell)


async def refused(run: Run, ts: str, told: str) -> None:
    """What stands once the model has found nothing, or was not asked: the sharer says what the file is."""
    resume_id = run.ref["resume"]
    reply = blocks.unsure(told, resume_id, run.ref["named"])
    async with run.slack.alone(run.place.channel, ts):
        await run.show("show", ts, reply, about=(resume_id,))


async def look(run: Run, *, shared_on: date, pipeline: Pipeline) -> str:
    """Asks; "" if it is a resume, else the sentence that says why not."""
    try:
        await pipeline.resumes.look_closer(run.asker, run.ref["resume"], shared_on)
    except NotAResume as error:
        return f"{inert(str(error))}."
    return ""
