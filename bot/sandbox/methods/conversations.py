"""conversations.*: reading channels and threads, opening direct messages."""

from collections.abc import Sequence

from bot.sandbox.errors import Refused
from bot.sandbox.methods.registry import (
    HISTORY_SCOPES,
    READ_SCOPES,
    Args,
    known_channel,
    method,
    missing_scope,
    readable_channel,
)
from bot.sandbox.model import Channel, Json, Message
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

DM_PARTNERS = 8


def _page(ws: Workspace, args: Args, messages: Sequence[Message], page_size: int) -> Json:
    """One page of messages, with the cursor to the next."""
    start = _offset(args.text("cursor"))
    page = messages[start : start + page_size]
    more = start + page_size < len(messages)
    metadata = args.flag("include_all_metadata")
    answer: Json = {"messages": [ws.message_json(m, metadata=metadata) for m in page], "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": f"next:{start + page_size}"}
    return answer


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    start = cursor.removeprefix("next:")
    if start == cursor or not start.isdecimal():
        raise Refused("invalid_cursor")
    return int(start)


def _between(args: Args, messages: Sequence[Message]) -> list[Message]:
    """Those between `oldest` and `latest`, as numbers: a timestamp without decimals counts as well."""
    oldest, latest = _moment(args, "oldest", 0.0), _moment(args, "latest", float("inf"))
    inclusive = args.flag("inclusive")
    at = [(float(m.ts), m) for m in messages]
    return [m for ts, m in at if oldest < ts < latest or (inclusive and ts in (oldest, latest))]


def _moment(args: Args, name: str, default: float) -> float:
    try:
        return float(args.text(name)) if name in args else default
    except ValueError as e:
        raise Refused(f"invalid_ts_{name}") from e


@method("conversations.history", Tier.T3, *sum(HISTORY_SCOPES.values(), ()), required=("channel",))
def history(ws: Workspace, args: Args) -> Json:
    channel = readable_channel(ws, args.text("channel"), HISTORY_SCOPES)
    newest_first = [m for m in reversed(_between(args, ws.messages(channel.id))) if not m.thread_ts]
    return _page(ws, args, newest_first, args.number("limit", 100, 999))


@method("conversations.replies", Tier.T3, *sum(HISTORY_SCOPES.values(), ()), required=("channel", "ts"))
def replies(ws: Workspace, args: Args) -> Json:
    channel = readable_channel(ws, args.text("channel"), HISTORY_SCOPES)
    message = ws.message(channel.id, args.text("ts"))
    thread = ws.thread(channel.id, message.thread_ts or message.ts) if message else []
    if not thread:
        raise Refused("thread_not_found")
    # The head of the thread is always there, whatever the bounds.
    within = [thread[0], *_between(args, thread[1:])]
    return _page(ws, args, within, args.number("limit", 1000, 1000))


@method("conversations.info", Tier.T3, *sum(READ_SCOPES.values(), ()), required=("channel",))
def info(ws: Workspace, args: Args) -> Json:
    channel = known_channel(ws, args.text("channel"))
    if not ws.app.has_any(READ_SCOPES[channel.kind]):
        raise missing_scope(ws, READ_SCOPES[channel.kind])
    return {"channel": channel_json(ws, channel)}


@method("conversations.members", Tier.T4, *sum(READ_SCOPES.values(), ()), required=("channel",))
def members(ws: Workspace, args: Args) -> Json:
    channel = readable_channel(ws, args.text("channel"), READ_SCOPES)
    everyone, start = sorted(channel.members), _offset(args.text("cursor"))
    end = start + args.number("limit", 100, 1000)
    cursor = f"next:{end}" if end < len(everyone) else ""
    return {"members": everyone[start:end], "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", Tier.T3, "im:write", "mpim:write", "channels:manage", "groups:write")
def open_conversation(ws: Workspace, args: Args) -> Json:
    if "channel" in args:
        return _opened(ws, args, known_channel(ws, args.text("channel")))
    users = [u.strip() for u in args.text("users").split(",") if u.strip()]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > DM_PARTNERS:
        raise Refused("too_many_users")
    if any(u not in ws.users or u == ws.bot.id for u in users):
        raise Refused("user_not_found")
    needed = ("im:write",) if len(users) == 1 else ("mpim:write",)
    if not ws.app.has_any(needed):
        raise missing_scope(ws, needed)
    return _opened(ws, args, ws.direct(users[0]) if len(users) == 1 else _group(ws, users))


def _group(ws: Workspace, users: Sequence[str]) -> Channel:
    members = frozenset((*users, ws.bot.id))
    found = (c for c in ws.channels.values() if c.kind == "mpim" and c.members == members)
    return next(found, None) or ws.add_channel("mpdm", "mpim", sorted(members))


def _opened(ws: Workspace, args: Args, channel: Channel) -> Json:
    return {"channel": channel_json(ws, channel) if args.flag("return_im") else {"id": channel.id}}


def channel_json(ws: Workspace, channel: Channel) -> Json:
    body: Json = {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "public",
        "is_archived": False,
        "is_member": ws.bot.id in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "context_team_id": ws.team_id,
        "num_members": len(channel.members),
    }
    if channel.kind == "im":
        body["user"] = next(m for m in channel.members if m != ws.bot.id)
    return body
