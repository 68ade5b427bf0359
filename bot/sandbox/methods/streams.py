"""chat.startStream, appendStream, stopStream: a message that is written while people read it."""

from dataclasses import replace

from bot.sandbox.errors import Refused
from bot.sandbox.methods.content import check_blocks, check_markdown, read_blocks, read_metadata
from bot.sandbox.methods.registry import Args, method, own_message, thread_root, writable_channel
from bot.sandbox.model import Channel, Json, Message
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

STREAM_BYTES = 10_600
"""Slack tells no limit; the shortest text reported as refused is about 10.6 kB (openclaw/openclaw#143882)."""
BLOCKS_IN_CHUNKS = 50
TASK_STATUSES = ("pending", "in_progress", "complete", "error")
SESSION_STATUSES = ("active", "processing", "suspended", "closed")


@method("chat.startStream", Tier.T2, "chat:write", required=("channel", "thread_ts"))
def start_stream(ws: Workspace, args: Args) -> Json:
    channel = writable_channel(ws, args.text("channel"))
    root = thread_root(ws, channel.id, args.text("thread_ts"))
    _check_recipients(ws, channel, args)
    message = Message(
        channel=channel.id,
        ts=ws.ids.ts(),
        user=ws.bot.id,
        bot_id=ws.bot_id,
        thread_ts=root,
        stream="live",
        stream_started_s=ws.clock.now(),
    )
    ws.post(_grown(message, args))
    return {"channel": channel.id, "ts": message.ts}


def _check_recipients(ws: Workspace, channel: Channel, args: Args) -> None:
    if channel.is_direct:
        return
    if "recipient_user_id" not in args:
        raise Refused("missing_recipient_user_id")
    if "recipient_team_id" not in args:
        raise Refused("missing_recipient_team_id")
    if args.text("recipient_user_id") not in ws.users:
        raise Refused("user_not_found")
    if args.text("recipient_team_id") != ws.team_id:
        raise Refused("team_not_found")


def _live_stream(ws: Workspace, args: Args) -> Message:
    message = own_message(ws, args, "message_not_owned_by_app")
    if message.stream != "live":
        raise Refused("message_not_in_streaming_state")
    return message


@method("chat.appendStream", Tier.T4, "chat:write", required=("channel", "ts"))
def append_stream(ws: Workspace, args: Args) -> Json:
    before = _live_stream(ws, args)
    if "markdown_text" not in args and "chunks" not in args:
        raise Refused("no_text")
    ws.edit(before, _grown(before, args))
    return {"channel": before.channel, "ts": before.ts}


@method("chat.stopStream", Tier.T2, "chat:write", required=("channel", "ts"))
def stop_stream(ws: Workspace, args: Args) -> Json:
    before = _live_stream(ws, args)
    blocks, metadata, status = read_blocks(args), read_metadata(args), args.text("session_status")
    if status and status not in SESSION_STATUSES:
        raise Refused("invalid_status")
    after = _grown(before, args)
    if not (after.text or after.stream_chunks or blocks):
        raise Refused("no_text")
    after = ws.edit(before, replace(after, stream="stopped", blocks=blocks or (), metadata=metadata or None))
    if status and after.thread_ts:
        ws.sessions[after.channel, after.thread_ts] = status
    return {"channel": after.channel, "ts": after.ts, "message": ws.message_json(after, metadata=True)}


def _grown(message: Message, args: Args) -> Message:
    """The message with the text and chunks of this call at its end.

    Raises:
        Refused: msg_too_long for a call or the whole, invalid_chunks.
    """
    if "markdown_text" in args:
        message = replace(message, text=message.text + check_markdown(args.text("markdown_text")))
    for chunk in _chunks(args):
        message = _with_chunk(message, chunk)
    if len(message.text.encode()) > STREAM_BYTES:
        raise Refused("msg_too_long")
    if len(message.stream_chunks) > BLOCKS_IN_CHUNKS:
        raise Refused("msg_blocks_too_many")
    return message


def _chunks(args: Args) -> list[Json]:
    if "chunks" not in args:
        return []
    chunks = args.parsed("chunks", "invalid_chunks")
    if not isinstance(chunks, list) or not all(isinstance(chunk, dict) for chunk in chunks):
        raise Refused("invalid_chunks")
    return chunks


def _with_chunk(message: Message, chunk: Json) -> Message:
    match chunk:
        case {"type": "markdown_text", "text": str(text)}:
            return replace(message, text=message.text + check_markdown(text))
        case {"type": "task_update", "id": str(), "title": str(), "status": status} if (
            status in TASK_STATUSES
        ):
            return _with_task(message, chunk)
        case {"type": "plan_update", "title": str()}:
            return _with_task(message, {**chunk, "id": "plan"})
        case {"type": "blocks", "blocks": list(blocks)}:
            return replace(message, stream_chunks=(*message.stream_chunks, *check_blocks(blocks)))
        case _:
            raise Refused("invalid_chunks")


def _with_task(message: Message, chunk: Json) -> Message:
    """A task is drawn once and changes in place: its id tells which one."""
    others = tuple(c for c in message.stream_chunks if c.get("id") != chunk["id"])
    return replace(message, stream_chunks=(*others, chunk))
