"""Slack for tests: the sandbox, and a real Bolt app connected to it by Socket Mode."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import CannotDo, Change, FaultKind, Message, Person, Sandbox, View

__all__ = [
    "CannotDo",
    "Change",
    "FaultKind",
    "Message",
    "Person",
    "Sandbox",
    "View",
    "app_of",
    "client_of",
    "connected",
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
