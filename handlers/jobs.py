"""A file or a message that is a job: [Use as job] under a shared file, ⋮ → Use as job on any message, [Match my resume]."""

import secrets
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Asker, Json
from core.pipeline import Pipeline
from handlers import blocks, closer, text
from handlers.blocks import say
from handlers.blocks.parts import cancel_button
from handlers.files import Files
from handlers.match import matching
from handlers.postings import keep_job, read_posting
from handlers.runs import Run, Runs, place_of, presser, whence
from handlers.slack import Place, Slack

SHORTCUT = "use_as_job"
"""callback_id in manifest.yml."""
MESSAGE_LENGTH = 40_000
"""Slack's own limit on the text of a message."""
NOTHING = say("That message holds neither text nor a file. Use it on the message with the job.")
ONE_FILE = say(
    "That message holds several files, and a job is one. Share the job's file alone, then use it on that."
)
USED = say("Used as a job. I told you alone what I found.")


# ---------------------------------------------------------------- listeners


async def on_file(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """[Use as job] under a file that does not look like a resume."""
    asker = presser(body, context)
    shared = (await pipeline.resumes.card(asker, action["value"])).id
    await runs.cancel(closer.look_id(asker.team_id, shared))  # its sharer has said what it is
    # The same id for a second press: it makes the same job, not another one.
    what = {"shared": shared, "posting": f"{shared}.job", "ts": body["container"]["message_ts"]}
    place, id = place_of(body), f"{asker.team_id}:{body['trigger_id']}"
    await runs.start(id, "job", {**whence(asker, place), **what})
    await ack()
    await _tell_turn(id, asker, place, runs=runs, slack=slack)


async def on_message(
    ack: AsyncAck,
    body: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """⋮ → Use as job: the message's file, or its text."""
    asker, message = presser(body, context), body["message"]
    files: list[Json] = message.get("files") or []
    said = text.said(str(message.get("text") or ""), MESSAGE_LENGTH)
    channel, thread_ts = asker.channel_id, str(message.get("thread_ts") or "")
    what: dict[str, Any] = {"posting": secrets.token_urlsafe(16), "home": thread_ts or str(message["ts"])}
    if len(files) == 1:
        what["file"] = str(files[0]["id"])
    elif said and not files:
        what["text"] = await keep_job(asker, said, pipeline)
    else:
        await ack()
        await slack.whisper(Place(channel, thread_ts), asker.user_id, ONE_FILE if files else NOTHING)
        return
    # Whispers go where the message stands: in a thread that nobody has answered yet, Slack does not show them.
    place, id = Place(channel, thread_ts), f"{asker.team_id}:{body['trigger_id']}"
    await runs.start(id, "job", {**whence(asker, place), **what})
    await ack()
    await _tell_turn(id, asker, place, runs=runs, slack=slack)


async def _tell_turn(id: str, asker: Asker, place: Place, *, runs: Runs, slack: Slack) -> None:
    """A wait that is worth a word, to the asker alone, with its [Cancel]."""
    if turn := await runs.turn(id):
        await slack.whisper(place, asker.user_id, say(turn, cancel_button(id)))


async def on_match_mine(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """[Match my resume]: the presser's own newest one; who has none is told to drop it."""
    asker = presser(body, context)
    posting = await pipeline.postings.get(asker, action["value"])
    cards = await pipeline.resumes.of(asker, asker.channel_id) or await pipeline.resumes.of(asker)
    what = {"resumes": [card.id for card in cards[:1]], "posting": posting.id, "whisper": True}
    ref = {**whence(asker, Place(asker.channel_id)), **what}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", "match", ref)
    await ack()
    if cards:
        await slack.whisper(place_of(body), asker.user_id, matching(cards))


# ---------------------------------------------------------------- the flow


async def job(run: Run, *, pipeline: Pipeline, files: Files) -> None:
    """Reads the job and says so: in the thread, or to the asker alone where people who were not invited can read."""
    await run.work.step("posting", lambda: read_posting(run, pipeline, files))
    is_public = await run.work.step("public", lambda: run.slack.is_public(run.place.channel))
    reply = blocks.job_read(await pipeline.postings.get(run.asker, run.ref["posting"]))
    if is_public:
        await run.whisper("whisper", reply)
        reply = USED
    if "ts" in run.ref:
        await run.show("show", run.ref["ts"], reply, about=(run.ref["shared"],))
    elif not is_public:
        await run.post("tell", reply, place=Place(run.place.channel, run.ref["home"]))
