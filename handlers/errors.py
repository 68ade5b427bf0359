"""An exception → one sentence, where the user is. The only place that catches what nobody foresaw."""

import secrets
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Literal

import structlog
from slack_bolt.async_app import AsyncBoltContext, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from core.durable import Dead, Durable, Flow, Ref, Work
from core.errors import CoreError
from core.model import Json
from handlers.blocks import Reply, say
from handlers.runs import Run, Runs, beside
from handlers.slack import Key, Place, Slack, Unclear
from handlers.text import inert

Told = Callable[[Run], Awaitable[None]]
Answer = Literal["thread", "whisper", "log"]

LOG = structlog.get_logger("shortlist.errors")
SENTENCE_LENGTH = 600
GAVE_UP = "This ended the bot each time I tried it, so I stopped. Send the file in another form, or ask whoever runs me."
FRAMES = 12
LAST_RETRY = "3"
"""Slack sends an event again three times; after the last one nobody else would answer."""


def sentence(error: BaseException) -> str:
    """What happened and what to do next; what nobody foresaw becomes a reference into the log."""
    if isinstance(error, CoreError):
        return inert(error.sentence(), SENTENCE_LENGTH)
    reference = secrets.token_hex(4)
    LOG.error("unforeseen", reference=reference, kinds=_kinds(error), where=_where(error))
    return f"Something broke on our side (reference {reference}). Try again; if it happens again, tell whoever runs me."


def told(error: BaseException) -> Reply:
    return say(sentence(error))


def guarded(flow: Told, *, slack: Slack, runs: Runs, answer: Answer) -> Flow:
    """A flow that answers its errors, so that nobody waits for a reply that never comes.

    Args:
        answer: in the place of the flow's first message, to the asker alone, or, where nobody waits, in the log.
    """
    return partial(_run_guarded, flow=flow, slack=slack, runs=runs, answer=answer)


async def _run_guarded(work: Work, ref: Ref, *, flow: Told, slack: Slack, runs: Runs, answer: Answer) -> None:
    run = Run(work, ref, slack, runs.is_first(work, ref))
    try:
        await flow(run)
    except Exception as error:  # noqa: BLE001  # the edge of background work: whoever asked is told, by reference
        reply = told(error)
        if answer == "thread":
            await work.step("answer error", lambda: _answer(run, reply))
        elif answer == "whisper":
            await run.whisper("whisper error", reply)


async def _answer(run: Run, reply: Reply) -> None:
    """In the place of the flow's first message if it stands already, else as a new one."""
    first = run.key("placeholder")
    ts = await run.slack.find(run.place, first)
    if not ts or not await run.slack.update(run.place.channel, ts, reply, first):
        await run.slack.post_once(run.place, reply, run.key("error"), sure=False)


async def answer_dead(durable: Durable, slack: Slack) -> None:
    """Tells whoever waits for work that ended the process each time. May be called again: each is told once."""
    for dead in await durable.dead():
        if "user" not in dead.ref:  # the house's own work: nobody waits for it
            LOG.error("own_work_dead", id=dead.id, kind=dead.kind)
            continue
        try:
            await _answer_dead(dead, slack)
        except (CoreError, SlackApiError, Unclear):
            LOG.warning("dead_work_not_told", id=dead.id)


async def _answer_dead(dead: Dead, slack: Slack) -> None:
    """In the place of its first message; where it has none, in direct messages, for nobody else to see."""
    place = Place(dead.ref["channel"], dead.ref["thread_ts"])
    first = Key(dead.id, "placeholder")
    ts = await slack.find(place, first) if place.thread_ts else ""
    if not ts or not await slack.update(place.channel, ts, say(GAVE_UP), first):
        direct = Place(await slack.direct(dead.ref["user"]))
        await slack.post_once(direct, say(GAVE_UP), Key(dead.id, "error"), sure=False)


async def on_error(
    error: Exception,
    body: Json,
    context: AsyncBoltContext,
    request: AsyncBoltRequest,
    response: BoltResponse | None,
    *,
    slack: Slack,
) -> BoltResponse | None:
    """Answers whoever pressed or typed; an event is left unacknowledged, so that Slack sends it again."""
    reply = told(error)
    if "event" in body:
        if request.headers.get("x-slack-retry-num") == [LAST_RETRY] and context.user_id:
            await slack.whisper(_place_of_event(body["event"]), context.user_id, reply)
        return None
    if "command" in body and response is not None:
        return BoltResponse(status=200, body=reply.text)
    if context.user_id:
        await slack.whisper(beside(body), context.user_id, reply)
    return None if response is None else BoltResponse(status=200, body="")


def _place_of_event(event: Json) -> Place:
    return Place(event.get("channel", ""), event.get("thread_ts") or event.get("ts", ""))


def _kinds(error: BaseException) -> list[str]:
    """Class names, causes first. The words of an error stay out of the log: they may quote a resume."""
    return [type(one).__name__ for one in _chain(error)]


def _where(error: BaseException) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for one in _chain(error)
        for frame in traceback.extract_tb(one.__traceback__)[-FRAMES:]
    ]


def _chain(error: BaseException) -> list[BaseException]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [*(_chain(before) if before else []), error]
