"""/match rank: other people's resumes, names hidden. Members of the channel look; names and logs are asked for by button."""

import secrets
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.errors import CoreError, NotFound
from core.model import Asker, Json, Ranking
from core.pipeline import Pipeline
from handlers import blocks
from handlers.blocks import Reply, say
from handlers.blocks.modals import JOB_TEXT, NO_JOB
from handlers.blocks.parts import cancel_button, of_ids
from handlers.errors import sentence
from handlers.files import Files
from handlers.postings import new_job, read_posting
from handlers.runs import Run, Runs, beside, presser, whence
from handlers.slack import Key, Place, Slack

NO_RANKING = "I don't have that ranking for you"
WHERE = say("I rank the resumes that were shared in a channel. Type `/match rank` in that channel.")
NOT_THERE = say("Only members of a channel rank what was shared in it, and I must be one too.")
RANKING = "Ranking the resumes of this channel, names hidden…"
ADMINS_EXPORT = say("Only admins of this workspace get the log of a ranking.")


async def admitted(
    body: Json, context: AsyncBoltContext, ranking_id: str, *, pipeline: Pipeline, slack: Slack
) -> Asker:
    """Who pressed, in the channel whose resumes the ranking holds: looked up now, for people leave channels.

    Raises:
        NotFound: they are no member, or it is for somebody else alone; in the same words as where there is none.
    """
    asker = presser(body, context)
    channel = await pipeline.rankings.channel_of(asker, ranking_id)
    if not await slack.is_member(channel, asker.user_id):
        raise NotFound(NO_RANKING)
    return Asker(asker.team_id, asker.user_id, channel)


# ---------------------------------------------------------------- asking for a ranking


async def on_rank(
    ack: AsyncAck,
    command: Json,
    context: AsyncBoltContext,
    job: str,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """Refused at once where it is off, so that nobody fills in a modal for nothing."""
    asker = presser(command, context)
    refusal = await _refusal(asker, pipeline, slack)
    if refusal is not None:
        await ack(text=refusal.text, blocks=refusal.json)
    elif job:
        kept = await new_job(asker, job, pipeline)
        told = await _start(
            asker, f"{asker.team_id}:{command['trigger_id']}", "rank_text", kept, runs, vote=False
        )
        await ack(text=told.text, blocks=told.json)
    else:
        await ack()
        view_id = await slack.open_modal(command["trigger_id"], blocks.LOADING)
        await slack.fill_modal(
            view_id, blocks.rank_modal(await pipeline.postings.of(asker), asker.channel_id)
        )


async def _refusal(asker: Asker, pipeline: Pipeline, slack: Slack) -> Reply | None:
    if not asker.channel_id or asker.channel_id.startswith("D"):
        return WHERE
    try:
        await pipeline.rankings.allowed(asker)
    except CoreError as error:
        return say(sentence(error))
    return None if await slack.is_member(asker.channel_id, asker.user_id) else NOT_THERE


async def on_submit(
    ack: AsyncAck, view: Json, context: AsyncBoltContext, *, pipeline: Pipeline, runs: Runs, slack: Slack
) -> None:
    """The modal came back filled in. Its channel comes from outside: membership is looked up again."""
    wanted = blocks.wanted(view)
    asker = Asker(context.team_id or "", context.user_id or "", wanted.channel_id)
    refusal = await _refusal(asker, pipeline, slack)
    if refusal is not None or not (wanted.text or wanted.file_id or wanted.posting_id):
        await ack(response_action="errors", errors={JOB_TEXT: refusal.text if refusal else NO_JOB})
        return
    kind, job = "rank_text", {"file": wanted.file_id, "posting": secrets.token_urlsafe(16)}
    if wanted.text:
        job = await new_job(asker, wanted.text, pipeline)
    elif not wanted.file_id:
        kind, job = "rank", {"posting": wanted.posting_id}
    # The id of the view, so that a second click starts nothing.
    told = await _start(asker, f"{asker.team_id}:{view['id']}", kind, job, runs, vote=blocks.wants_vote(view))
    await ack()
    await slack.whisper(Place(asker.channel_id), asker.user_id, told)


async def _start(asker: Asker, id: str, kind: str, job: dict[str, str], runs: Runs, *, vote: bool) -> Reply:
    """Begins it, and says so; where its job must wait to be read, with the place in the queue and [Cancel]."""
    what: dict[str, Any] = {"ranking": secrets.token_urlsafe(16), "vote": vote, **job}
    await runs.start(id, kind, {**whence(asker, Place(asker.channel_id)), **what})
    turn = await runs.turn(id)
    return say(f"{RANKING} {turn}", cancel_button(id)) if turn else say(RANKING)


async def rank(run: Run, *, pipeline: Pipeline, files: Files) -> None:
    """Reads the job if it is new, ranks, and shows it: in a private channel to all, else to the asker alone."""
    asker, ranking_id = run.asker, run.ref["ranking"]
    if "text" in run.ref or "file" in run.ref:
        await run.work.step("posting", lambda: read_posting(run, pipeline, files))

    async def rank() -> bool:
        is_public = await run.slack.is_public(asker.channel_id)
        made = await pipeline.rankings.rank(
            asker,
            ranking_id,
            run.ref["posting"],
            is_private=is_public,
            vote_first=run.ref["vote"] and not is_public,
        )
        return made.is_private

    drawn: list[Ranking] = []

    async def draw() -> Reply:
        drawn.append(await pipeline.rankings.ranking(asker, ranking_id))
        return await message(drawn[-1], pipeline)

    is_private = await run.work.step("rank", rank)
    place = run.place
    if is_private:
        place = Place(await run.work.step("direct", lambda: run.slack.direct(asker.user_id)))
    ts = await run.post("ranking", draw, place=place)

    async def settle() -> None:
        # A vote may have begun, or a resume gone, while nobody knew yet which message to draw anew.
        await pipeline.rankings.shown_at(asker, ranking_id, place.channel, ts)
        now = await pipeline.rankings.for_drawing(asker.team_id, ranking_id)
        if not drawn or (now.phase, now.candidates) != (drawn[-1].phase, drawn[-1].candidates):
            await redraw(asker.team_id, ranking_id, pipeline=pipeline, slack=run.slack)

    await run.work.step("settle", settle)


async def message(made: Ranking, pipeline: Pipeline) -> Reply:
    """A ranking as its message shows it now: scores, or the ballot, or scores and votes."""
    if made.phase == "voting":
        return blocks.ballot(made, (await pipeline.rankings.state(made.asker.team_id)).quorum)
    tally = await pipeline.rankings.tally(made)
    return blocks.counted(made, tally) if tally else blocks.ranking_card(made)


# ---------------------------------------------------------------- looking


async def on_more(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[+N more], and turning its pages."""
    ranking_id, page, *_ = *of_ids(action["value"]), "", ""
    asker = await admitted(body, context, ranking_id, pipeline=pipeline, slack=slack)
    made = await pipeline.rankings.scores(asker, ranking_id)
    await _lay(ack, body, blocks.ranking_page(made, int(page) if page.isdecimal() else 0), slack)


async def on_compare(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Compare C and A], and another candidate at either side."""
    value = str((action.get("selected_option") or action)["value"])
    ranking_id, left, right, *_ = *of_ids(value), "", "", ""
    asker = await admitted(body, context, ranking_id, pipeline=pipeline, slack=slack)
    found = await pipeline.rankings.compare(asker, ranking_id, left, right)
    await _lay(ack, body, blocks.compare_modal(found), slack)


async def on_reveal(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Reveal names]: to the one who pressed, and the log knows."""
    asker = await admitted(body, context, action["value"], pipeline=pipeline, slack=slack)
    revealed = await pipeline.rankings.reveal(asker, action["value"])
    made = await pipeline.rankings.scores(asker, action["value"])
    await _lay(ack, body, blocks.reveal_modal(made, revealed), slack)


async def _lay(ack: AsyncAck, body: Json, view: Any, slack: Slack) -> None:
    """In place of the modal that the button stands in, or as a new one."""
    await ack()
    if "view" in body:
        await slack.fill_modal(body["view"]["id"], view)
    else:
        await slack.open_modal(body["trigger_id"], view)


# ---------------------------------------------------------------- the log


async def on_export(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """[Export log]: admins alone, looked up now; the file comes as a direct message."""
    asker = await admitted(body, context, action["value"], pipeline=pipeline, slack=slack)
    if not await slack.is_admin(asker.user_id):
        await ack()
        await slack.whisper(beside(body), asker.user_id, ADMINS_EXPORT)
        return
    await pipeline.rankings.scores(asker, action["value"])
    await pipeline.rankings.note_export(asker, action["value"])
    ref = {**whence(asker, Place(asker.channel_id)), "ranking": action["value"]}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", "export_ranking", ref)
    await ack()


async def export(run: Run, *, pipeline: Pipeline) -> None:
    """The table, in a thread of the direct messages. Where others see the ranking, they are told who has it."""
    asker, ranking_id, slack = run.asker, run.ref["ranking"], run.slack
    direct = await run.work.step("direct", lambda: slack.direct(asker.user_id))
    ts = await run.post("told", blocks.LOG_FOLLOWS, place=Place(direct))
    place = Place(direct, ts)
    await run.hand_over(lambda: pipeline.rankings.export(asker, ranking_id), place)
    made = await pipeline.rankings.ranking(asker, ranking_id)
    channel, shown_ts = made.place
    if shown_ts and not made.is_private:
        await run.post("told all", blocks.log_exported(asker.user_id), place=Place(channel, shown_ts))


# ---------------------------------------------------------------- after a resume was forgotten


async def redraw(team_id: str, ranking_id: str, *, pipeline: Pipeline, slack: Slack) -> None:
    """The message of a ranking as it is now; where there is none, nothing."""
    try:
        made = await pipeline.rankings.for_drawing(team_id, ranking_id)
    except NotFound:
        return
    channel, ts = made.place
    if ts:
        async with slack.alone(channel, ts):
            made = await pipeline.rankings.for_drawing(team_id, ranking_id)
            await slack.update(channel, ts, await message(made, pipeline), Key(ranking_id, "ranking"))
