"""/match skills: what a workspace calls its skills. Everybody may look, admins may change."""

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.errors import CoreError
from core.model import Asker, Json
from core.pipeline import Pipeline
from handlers import commands, text
from handlers.blocks import Reply, say
from handlers.blocks.parts import FALLBACK_LENGTH
from handlers.errors import sentence
from handlers.runs import presser
from handlers.slack import Slack

NAME_LENGTH = 60
NONE_YET = (
    "No skills were added here; I know some 1,400 of many trades. An admin adds one, or another spelling of one, with "
    "`/match skills add Atlas ERP = Atlas, our ERP`."
)
ADMINS_ONLY = "Only admins of this workspace change its skills, because they change everybody's scores. `/match skills` shows them."
HOW = "`/match skills add Atlas ERP = Atlas, our ERP` adds, `/match skills remove Atlas ERP` removes."


async def on_skills(
    ack: AsyncAck,
    command: Json,
    context: AsyncBoltContext,
    request: commands.Skills,
    *,
    pipeline: Pipeline,
    slack: Slack,
) -> None:
    """Answers the caller alone, where the command was typed."""
    reply = await _answer(presser(command, context), request, pipeline, slack)
    await ack(text=reply.text, blocks=reply.json)


async def _answer(asker: Asker, request: commands.Skills, pipeline: Pipeline, slack: Slack) -> Reply:
    if not request.verb:
        return await _listed(asker, pipeline)
    if not await slack.is_admin(asker.user_id):
        return say(ADMINS_ONLY)
    if not request.said:
        return say(HOW)
    try:
        if request.verb == "remove":
            gone = await pipeline.skills.remove(asker, request.said)
            return say(f"Removed *{_shown(gone)}*. Scores made from now on do without it.")
        kept = await pipeline.skills.add(asker, request.said)
    except CoreError as error:
        return say(sentence(error))
    also = f", also written {_spellings(kept.aliases)}" if kept.aliases else ""
    return say(f"Added *{_shown(kept.name)}*{also}. Jobs read and scores made from now on know it.")


async def _listed(asker: Asker, pipeline: Pipeline) -> Reply:
    added = await pipeline.skills.of(asker)
    if not added:
        return say(NONE_YET)
    lines = [f"*{len(added)} added here*"]
    room = FALLBACK_LENGTH - len(HOW) - NAME_LENGTH
    for place, one in enumerate(added):
        line = f"• {_shown(one.name)}" + (f" = {_spellings(one.aliases)}" if one.aliases else "")
        room -= len(line) + 1
        if room < 0:
            lines.append(f"… and {len(added) - place} more")
            break
        lines.append(line)
    return say("\n".join([*lines, HOW]))


def _shown(name: str) -> str:
    return text.inert(name, NAME_LENGTH)


def _spellings(names: tuple[str, ...]) -> str:
    return ", ".join(map(_shown, names))
