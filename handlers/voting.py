"""Vote first: reviewers say yes, no or unsure before scores and each other's votes are shown."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Asker, Json
from core.pipeline import Pipeline
from handlers import blocks
from handlers.blocks import say
from handlers.blocks.parts import of_ids
from handlers.ranking import admitted, redraw
from handlers.runs import Run, Runs, beside, whence
from handlers.slack import Place, Slack

NO_SECOND = say("This ranking was voted on, or is for you alone: there is nothing to vote on.")


async def on_vote_first(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Vote first]: the scores go out of sight, at once."""
    asker = await admitted(body, context, action["value"], pipeline=pipeline, slack=slack)
    begun = await pipeline.rankings.start_vote(asker, action["value"])
    await ack()
    if begun:
        await redraw(asker.team_id, action["value"], pipeline=pipeline, slack=slack)
    else:
        await slack.whisper(beside(body), asker.user_id, NO_SECOND)


async def on_vote(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """[Yes], [No], [Unsure]: kept before anything is said; who has voted, and how, nobody hears."""
    ranking_id, letter, *_ = *of_ids(action["value"]), "", ""
    said = blocks.VOTES[action["action_id"]]
    asker = await admitted(body, context, ranking_id, pipeline=pipeline, slack=slack)
    is_enough = await pipeline.rankings.vote(asker, ranking_id, letter, said)
    if is_enough:
        await count(asker, ranking_id, runs)
    await ack()
    await slack.whisper(beside(body), asker.user_id, blocks.vote_taken(letter, said))


async def on_read(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Read]: the resume without the person."""
    ranking_id, letter, *_ = *of_ids(action["value"]), "", ""
    asker = await admitted(body, context, ranking_id, pipeline=pipeline, slack=slack)
    resume = await pipeline.rankings.read_blind(asker, ranking_id, letter)
    await ack()
    await slack.open_modal(body["trigger_id"], blocks.blind_modal(resume, letter))


async def count(asker: Asker, ranking_id: str, runs: Runs) -> None:
    """Ends a vote: once, whoever cast the last vote and whatever the clock says at that moment."""
    ref = {**whence(asker, Place(asker.channel_id)), "ranking": ranking_id}
    await runs.start(f"{asker.team_id}:count:{ranking_id}", "count_votes", ref)


async def counted(run: Run, *, pipeline: Pipeline) -> None:
    """The vote ends, and then the message shows what was hidden."""
    ranking_id = run.ref["ranking"]
    await run.work.step("end", lambda: pipeline.rankings.end_vote(run.asker, ranking_id))
    await run.work.step(
        "show", lambda: redraw(run.asker.team_id, ranking_id, pipeline=pipeline, slack=run.slack)
    )


async def count_due(*, pipeline: Pipeline, runs: Runs) -> None:
    """Ends the votes whose time is over; the clock calls it."""
    for team_id, user_id, channel_id, ranking_id in await pipeline.rankings.votes_due():
        await count(Asker(team_id, user_id, channel_id), ranking_id, runs)
