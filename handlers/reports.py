"""What the buttons of a report open, for whoever owns the resume: all of it, why, and the page."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.errors import CoreError
from core.model import Json
from core.pipeline import Pipeline
from handlers import blocks
from handlers.errors import sentence
from handlers.runs import PageLink, presser
from handlers.slack import Slack


async def on_all(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[+9 more ▸]: every requirement."""
    made = await pipeline.scores.report(presser(body, context), action["value"])
    await ack()
    await slack.open_modal(body["trigger_id"], blocks.all_verdicts(made))


async def on_why(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Why]: the score of this very report, made again."""
    found = await pipeline.scores.explain_match(presser(body, context), action["value"])
    await ack()
    await slack.open_modal(body["trigger_id"], blocks.why(found))


async def on_open(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    slack: Slack,
    report_page: PageLink,
) -> None:
    """[Open report]: a fresh link, because one in the message would have expired."""
    asker = presser(body, context)
    made = await pipeline.scores.report(asker, action["value"])
    await ack()
    await slack.open_modal(body["trigger_id"], blocks.report_link(report_page(asker, made.id)))


async def on_command(
    command: Json, context: AsyncBoltContext, fingerprint: str, *, pipeline: Pipeline, slack: Slack
) -> None:
    """`/match why`: the caller's newest score, or the newest with this fingerprint."""
    view_id = await slack.open_modal(command["trigger_id"], blocks.LOADING)
    try:
        view = blocks.why(await pipeline.scores.explain(presser(command, context), fingerprint))
    except CoreError as error:
        view = blocks.sentence_modal(sentence(error))
    await slack.fill_modal(view_id, view)
