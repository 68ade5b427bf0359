"""The Home tab, and what admins set there."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.model import Json
from core.pipeline import Pipeline
from handlers import blocks
from handlers.blocks import say
from handlers.runs import presser
from handlers.slack import Slack

ADMINS_SET = "Only admins of this workspace change what holds for its rankings."


async def on_home(event: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack) -> None:
    """Somebody opens the app; its messages need nothing from us."""
    if event.get("tab") == "home":
        await _publish(context.team_id or "", event["user"], pipeline, slack)


async def on_command(
    ack: AsyncAck, command: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """`/match settings`"""
    asker = presser(command, context)
    if not await slack.is_admin(asker.user_id):
        await ack(text=ADMINS_SET, blocks=say(ADMINS_SET).json)
        return
    state = await pipeline.rankings.state(asker.team_id)
    await ack()
    await slack.open_modal(command["trigger_id"], blocks.settings_modal(state.rules))


async def on_settings(
    ack: AsyncAck, body: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Ranking settings] in the Home tab."""
    asker = presser(body, context)
    state = await pipeline.rankings.state(asker.team_id)
    is_admin = await slack.is_admin(asker.user_id)
    await ack()
    view = blocks.settings_modal(state.rules) if is_admin else blocks.sentence_modal(ADMINS_SET)
    await slack.open_modal(body["trigger_id"], view)


async def on_submit(
    ack: AsyncAck, view: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """The settings came back. Who is an admin is looked up again: a modal may stand open for a day."""
    asker = presser(view, context)
    rules, problems = blocks.settings_of(view)
    if not await slack.is_admin(asker.user_id):
        problems = {blocks.NOTICE: ADMINS_SET}
    if problems or rules is None:
        await ack(response_action="errors", errors=problems)
        return
    await pipeline.rankings.set_rules(asker, rules)
    await ack()
    await _publish(asker.team_id, asker.user_id, pipeline, slack)


async def _publish(team_id: str, user_id: str, pipeline: Pipeline, slack: Slack) -> None:
    state = await pipeline.rankings.state(team_id)
    await slack.publish_home(user_id, blocks.home(state.rules, state.locked))
