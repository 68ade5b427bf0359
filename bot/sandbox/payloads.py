"""What Slack tells the app when a person runs a command, presses something or fills in a form."""

import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox import forms
from bot.sandbox.model import Json, Message, User, View
from bot.sandbox.state import Workspace

TOKEN = "verification-token"  # noqa: S105  # Slack's old shared word, which nobody should rely on
COMMAND_PLACES = {"im": "directmessage", "private": "privategroup"}
MARKUP = re.compile(r"<[@#!][^<>\s]{1,80}>")
NAMED = re.compile(r"(?<!\S)([@#])([\w.-]{1,80})")


def as_typed(text: str) -> str:
    """Text as Slack keeps it after a person wrote it: & < > as entities, its own markup left alone."""
    pieces, at = [], 0
    for markup in MARKUP.finditer(text):
        pieces += [_escaped(text[at : markup.start()]), markup[0]]
        at = markup.end()
    return "".join([*pieces, _escaped(text[at:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command(ws: Workspace, user: User, channel: str, name: str, text: str) -> Json:
    """A slash command. There is no thread in it, and no message: Slack has none for a command."""
    place = ws.channels[channel]
    text = as_typed(text)
    return {
        "token": TOKEN,
        "team_id": ws.team_id,
        "team_domain": ws.domain,
        "channel_id": channel,
        "channel_name": COMMAND_PLACES.get(place.kind, place.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": _with_ids_of(ws, text) if ws.app.commands[name] else text,
        "api_app_id": ws.app_id,
        "is_enterprise_install": "false",
        "response_url": ws.new_response_url(user.id, channel, None),
        "trigger_id": ws.new_trigger(user.id),
    }


def _with_ids_of(ws: Workspace, text: str) -> str:
    """@ann and #hiring as ids: what `should_escape` asks for."""
    people = {f"@{u.name}": f"<@{u.id}|{u.name}>" for u in ws.users.values()}
    places = {f"#{c.name}": f"<#{c.id}|{c.name}>" for c in ws.channels.values() if not c.is_direct}
    ids = people | places
    return NAMED.sub(lambda found: ids.get(found[0], found[0]), text)


def interaction(ws: Workspace, user: User, kind: str) -> Json:
    """What every interaction tells, whatever its kind."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": ws.team_id},
        "api_app_id": ws.app_id,
        "token": TOKEN,
        "team": {"id": ws.team_id, "domain": ws.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": ws.new_trigger(user.id),
    }


def from_message(ws: Workspace, user: User, message: Message) -> Json:
    return {
        "channel": {"id": message.channel, "name": ws.channels[message.channel].name},
        "response_url": ws.new_response_url(user.id, message.channel, message),
    }


def place_in_view(view: View, answers: Mapping[str, Any] | None = None) -> Json:
    values = forms.filled(view.body["blocks"], answers or {})
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view.body | {"state": {"values": values}},
        "state": {"values": values},
    }


def place_in_message(ws: Workspace, user: User, message: Message) -> Json:
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": bool(message.whispered_to),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body: Json = {"container": container, "state": {"values": forms.filled(message.blocks, {})}}
    if not message.whispered_to:  # Slack does not send a whisper back: the app has to know what it said.
        body["message"] = ws.message_json(message)
    return body | from_message(ws, user, message)
