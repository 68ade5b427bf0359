"""The methods of the Web API: what each needs before it runs, and its arguments as Slack reads them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.sandbox.errors import Refused
from bot.sandbox.model import Channel, Json, Message
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

TRUE_WORDS = frozenset({"1", "true", "True", "yes"})
HISTORY_SCOPES = {
    "public": ("channels:history",),
    "private": ("groups:history",),
    "im": ("im:history",),
    "mpim": ("mpim:history",),
}
READ_SCOPES = {
    "public": ("channels:read",),
    "private": ("groups:read",),
    "im": ("im:read",),
    "mpim": ("mpim:read",),
}


class Args:
    """Arguments of a call. Forms send everything as strings, JSON sends types; both mean the same here."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """A string; empty when it is not there."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        value = self.values.get(name)
        return value is True or str(value) in TRUE_WORDS

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number between 1 and `most`.

        Raises:
            Refused: it is something else.
        """
        try:
            value = int(self.values.get(name, default))
        except (TypeError, ValueError) as e:
            raise Refused("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]) from e
        if value < 1:
            raise Refused("invalid_limit" if name == "limit" else "invalid_arguments")
        return min(value, most)

    def parsed(self, name: str, wrong: str) -> object:
        """A structure, given as JSON or as a string that holds JSON; None when it is not there.

        Raises:
            Refused: with the error `wrong`, when the string is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as e:
            raise Refused(wrong) from e


Run = Callable[[Workspace, Args], Json]


@dataclass(frozen=True)
class Method:
    """`scopes`: the app needs one of them, or none when empty. `caller`: whose token, "bot" or "app"."""

    name: str
    run: Run
    tier: Tier
    scopes: tuple[str, ...]
    required: tuple[str, ...]
    caller: str


METHODS: dict[str, Method] = {}


def method(
    name: str, tier: Tier, *scopes: str, required: tuple[str, ...] = (), caller: str = "bot"
) -> Callable[[Run], Run]:
    def add(run: Run) -> Run:
        METHODS[name] = Method(name, run, tier, scopes, required, caller)
        return run

    return add


def missing_scope(ws: Workspace, needed: tuple[str, ...]) -> Refused:
    return Refused("missing_scope", needed=",".join(needed), provided=",".join(sorted(ws.app.scopes)))


def readable_channel(ws: Workspace, channel_id: str, scopes: Mapping[str, tuple[str, ...]]) -> Channel:
    """A conversation the app may read.

    Raises:
        Refused: channel_not_found (also for a private one the bot is not in), missing_scope, not_in_channel.
    """
    channel = known_channel(ws, channel_id)
    if not ws.app.has_any(scopes[channel.kind]):
        raise missing_scope(ws, scopes[channel.kind])
    if ws.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def known_channel(ws: Workspace, channel_id: str) -> Channel:
    channel = ws.channels.get(channel_id)
    if channel is None or (channel.kind != "public" and ws.bot.id not in channel.members):
        raise Refused("channel_not_found")
    return channel


def writable_channel(ws: Workspace, channel_id: str) -> Channel:
    """A conversation the app may post to; a user's id means the direct messages with them.

    Raises:
        Refused: channel_not_found, not_in_channel, messages_tab_disabled.
    """
    if channel_id in ws.users and channel_id != ws.bot.id:
        channel_id = ws.direct(channel_id).id
    channel = known_channel(ws, channel_id)
    if ws.bot.id not in channel.members and not ws.app.has_any(("chat:write.public",)):
        raise Refused("not_in_channel")
    if channel.kind == "im" and not ws.app.messages_tab:
        raise Refused("messages_tab_disabled")
    return channel


def own_message(ws: Workspace, args: Args, not_mine: str) -> Message:
    """The app's message at channel and ts.

    Raises:
        Refused: channel_not_found, message_not_found, or `not_mine` when somebody else wrote it.
    """
    channel = known_channel(ws, args.text("channel"))
    message = ws.message(channel.id, args.text("ts"))
    if message is None or message.subtype == "tombstone":
        raise Refused("message_not_found")
    if message.user != ws.bot.id:
        raise Refused(not_mine)
    return message


def thread_root(ws: Workspace, channel_id: str, thread_ts: str) -> str | None:
    """The thread to post into, or None for the channel itself.

    Raises:
        Refused: there is no such message, or it is a reply itself.
    """
    if not thread_ts:
        return None
    head = ws.message(channel_id, thread_ts)
    if head is None:
        raise Refused("thread_not_found")
    if head.thread_ts:
        # Slack warns against it and shows such a reply in places nobody expects: here it is an error.
        raise Refused("cannot_reply_to_message")
    return thread_ts
