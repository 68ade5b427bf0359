"""chat.*: posting, editing and deleting messages."""

from dataclasses import replace

from bot.sandbox import limits
from bot.sandbox.errors import Refused
from bot.sandbox.methods.content import Content, read_content, require_something
from bot.sandbox.methods.registry import (
    Args,
    known_channel,
    method,
    own_message,
    thread_root,
    writable_channel,
)
from bot.sandbox.model import Json, Message
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace


def _warned(answer: Json, content: Content) -> Json:
    if content.warnings:
        answer |= {
            "warning": ",".join(content.warnings),
            "response_metadata": {"warnings": list(content.warnings)},
        }
    return answer


def by_bot(ws: Workspace, channel: str, content: Content) -> Message:
    """A new message of the app's, not posted yet."""
    return Message(
        channel=channel,
        ts=ws.ids.ts(),
        user=ws.bot.id,
        bot_id=ws.bot_id,
        text=content.text or "",
        blocks=content.blocks or (),
        attachments=content.attachments or (),
        metadata=content.metadata or None,
    )


@method("chat.postMessage", Tier.POST, "chat:write", required=("channel",))
def post_message(ws: Workspace, args: Args) -> Json:
    channel = writable_channel(ws, args.text("channel"))
    content = read_content(args)
    require_something(content)
    root = thread_root(ws, channel.id, args.text("thread_ts"))
    message = ws.post(replace(by_bot(ws, channel.id, content), thread_ts=root))
    answer = {"channel": channel.id, "ts": message.ts, "message": ws.message_json(message, metadata=True)}
    return _warned(answer, content)


@method("chat.update", Tier.T3, "chat:write", required=("channel", "ts"))
def update(ws: Workspace, args: Args) -> Json:
    before = own_message(ws, args, "cant_update_message")
    if before.stream == "live":
        raise Refused("streaming_state_conflict")
    content = read_content(args, most_chars=limits.UPDATE_TEXT_CHARS)
    if content.text is None and content.blocks is None and content.attachments is None:
        raise Refused("no_text")
    after = _edited(ws, before, content)
    if not (after.text or after.blocks or after.attachments):
        raise Refused("no_text")
    after = ws.edit(before, after)
    return {
        "channel": after.channel,
        "ts": after.ts,
        "text": after.text,
        "message": ws.message_json(after, metadata=True),
    }


def _edited(ws: Workspace, before: Message, content: Content) -> Message:
    """The message with what the call brings. What it leaves out stays: blocks too, if only text is sent."""
    return replace(
        before,
        text=before.text if content.text is None else content.text,
        blocks=before.blocks if content.blocks is None else content.blocks,
        attachments=before.attachments if content.attachments is None else content.attachments,
        metadata=before.metadata if content.metadata is None else (content.metadata or None),
        edited_ts=ws.ids.ts(),
        stream="none",
        stream_chunks=(),
    )


@method("chat.delete", Tier.T3, "chat:write", required=("channel", "ts"))
def delete(ws: Workspace, args: Args) -> Json:
    message = own_message(ws, args, "cant_delete_message")
    ws.delete(message)
    return {"channel": message.channel, "ts": message.ts}


@method("chat.postEphemeral", Tier.T4, "chat:write", required=("channel", "user"))
def post_ephemeral(ws: Workspace, args: Args) -> Json:
    channel = writable_channel(ws, args.text("channel"))
    if ws.bot.id not in channel.members:
        raise Refused("not_in_channel")
    if args.text("user") not in channel.members:
        raise Refused("user_not_in_channel")
    content = read_content(args, most_chars=limits.MESSAGE_TEXT_CHARS)
    require_something(content)
    root = thread_root(ws, channel.id, args.text("thread_ts"))
    whisper = replace(by_bot(ws, channel.id, content), thread_ts=root, whispered_to=args.text("user"))
    return {"message_ts": ws.whisper(whisper).ts}


@method("chat.getPermalink", Tier.SPECIAL, required=("channel", "message_ts"))
def get_permalink(ws: Workspace, args: Args) -> Json:
    channel = known_channel(ws, args.text("channel"))
    message = ws.message(channel.id, args.text("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    link = f"{ws.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}
