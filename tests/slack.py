"""Slack for tests: the sandbox, and a real Bolt app connected to it by Socket Mode."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import CannotDo, Change, FaultKind, Message, Outcome, Person, Sandbox, View

__all__ = [
    "CannotDo",
    "Change",
    "FaultKind",
    "Message",
    "Office",
    "Outcome",
    "Person",
    "Sandbox",
    "View",
    "app_of",
    "client_of",
    "connected",
    "forge_press",
    "make_manifest",
    "open_office",
]

SCOPES = [
    "app_mentions:read", "assistant:write", "channels:history", "channels:read", "chat:write", "commands", "files:read",
    "files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:write",
    "reactions:write", "users:read",
]  # fmt: skip
EVENTS = [
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "app_mention",
    "app_home_opened",
]


@asynccontextmanager
async def client_of(sandbox: Sandbox, token: str = "") -> AsyncIterator[AsyncWebClient]:
    """The real Web API client, talking to the sandbox; without the SDK's blind retry."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(
            token or sandbox.bot_token, base_url=sandbox.url, session=session, retry_handlers=[]
        )


@asynccontextmanager
async def app_of(sandbox: Sandbox) -> AsyncIterator[AsyncApp]:
    """A real Bolt app of the sandbox's workspace, without listeners and not connected yet."""
    async with client_of(sandbox) as client:
        yield AsyncApp(client=client, signing_secret=sandbox.signing_secret)


@asynccontextmanager
async def connected(
    sandbox: Sandbox, app: AsyncApp, *, ping_interval_s: float = 10
) -> AsyncIterator[AsyncSocketModeHandler]:
    """The app, connected by Socket Mode while the block runs."""
    handler = AsyncSocketModeHandler(
        app, sandbox.app_token, web_client=app.client, ping_interval=ping_interval_s
    )
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt ships it without types
    await sandbox.connected()
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same


def make_manifest(**changes: Any) -> dict[str, Any]:
    """A small app; `scopes`, `events`, `interactive`, `home` and `agent` may be told otherwise."""
    return {
        "display_information": {"name": "Testbot"},
        "features": {
            "app_home": {"home_tab_enabled": changes.get("home", True), "messages_tab_enabled": True},
            "slash_commands": [
                {"command": "/match", "description": "d"},
                {"command": "/ids", "description": "d", "should_escape": True},
            ],
            "shortcuts": [{"name": "s", "type": "message", "callback_id": "use_as_job", "description": "d"}],
        },
        "oauth_config": {"scopes": {"bot": changes.get("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", EVENTS)},
            "interactivity": {"is_enabled": changes.get("interactive", True)},
            "socket_mode_enabled": True,
        },
    }


@dataclass(frozen=True)
class Office:
    """A workspace: a private channel with two people and the bot in it, and the real client and app."""

    sandbox: Sandbox
    client: AsyncWebClient
    app: AsyncApp
    ann: Person
    ben: Person
    channel: str

    async def refusal(self, call: Awaitable[Any]) -> dict[str, Any]:
        """What Slack answers to a call that it refuses."""
        with pytest.raises(SlackApiError) as caught:
            await call
        answer = caught.value.response.data
        assert isinstance(answer, dict)
        assert answer["ok"] is False
        return answer

    async def error(self, call: Awaitable[Any]) -> str:
        return str((await self.refusal(call))["error"])

    async def says(self, text: str = "hello", **more: Any) -> str:
        """The bot posts; returns the ts."""
        answer = await self.client.chat_postMessage(**{"channel": self.channel, "text": text, **more})
        return str(answer["ts"])


@asynccontextmanager
async def open_office(manifest: dict[str, Any] | None = None, **settings: Any) -> AsyncIterator[Office]:
    async with Sandbox(manifest or make_manifest(), **settings) as sandbox, app_of(sandbox) as app:
        ann, ben = sandbox.person("ann"), sandbox.person("ben")
        yield Office(sandbox, app.client, app, ann, ben, sandbox.channel("hiring", members=[ann, ben]))


async def forge_press(
    app: AsyncApp, sandbox: Sandbox, who: Person, on: Message, *, action_id: str, value: str
) -> None:
    """A press as a program sends it: by somebody who cannot see the button, or with a value that was never drawn."""
    action = {
        "type": "button",
        "action_id": action_id,
        "block_id": "b",
        "value": value,
        "action_ts": "1.0",
    }
    payload = {
        "type": "block_actions",
        "team": {"id": sandbox.team_id},
        "user": {"id": who.id},
        "trigger_id": sandbox.workspace.new_trigger(who.id),
        "container": {"type": "message", "message_ts": on.ts, "channel_id": on.channel},
        "channel": {"id": on.channel},
        "response_url": sandbox.workspace.new_response_url(who.id, on.channel, None),
        "actions": [action],
    }
    await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
