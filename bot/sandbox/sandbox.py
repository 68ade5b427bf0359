"""A Slack on localhost, with one app installed: put together, started and closed here."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from bot.sandbox.clock import Clock, Ids
from bot.sandbox.events import EventSource
from bot.sandbox.faults import Faults
from bot.sandbox.history import Call
from bot.sandbox.http_mode import HttpMode
from bot.sandbox.manifest import read_manifest
from bot.sandbox.model import Message, OnChange, User
from bot.sandbox.outbox import Outbox
from bot.sandbox.people import Person, Stage
from bot.sandbox.rates import Rates
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.state import Workspace
from bot.sandbox.watch import Watch
from bot.sandbox.web_api import WebApi

ACK_TIMEOUT_S = 3.0
MOST_UPLOAD_BYTES = 1 << 30
SETTLE_S = 0.1
SHUTDOWN_S = 0.5


class Sandbox:
    """A workspace on 127.0.0.1 that answers as Slack does, and refuses as Slack does.

    Args:
        manifest: the app's manifest.yml, or the same as a mapping. Nothing it does not ask for is granted.
        seed: ids, tokens and chosen sockets are the same for the same seed.
        signing_secret: for HTTP mode.
        time_scale: real seconds for one of Slack's; scales lifetimes, redelivery waits and rate windows, and
            never the three seconds for an acknowledgement.
        ack_timeout_s: real seconds; shorter ones are for tests of what happens when nobody answers.
        has_rate_limits: False for tests of throughput.
    """

    def __init__(
        self,
        manifest: Path | Mapping[str, Any],
        *,
        seed: int = 0,
        signing_secret: str = "sandbox-signing-secret",  # noqa: S107  # a Slack on localhost has nothing to hide
        time_scale: float = 1.0,
        ack_timeout_s: float = ACK_TIMEOUT_S,
        has_rate_limits: bool = True,
    ) -> None:
        self.signing_secret = signing_secret
        self._ids, self._clock = Ids(seed), Clock(time_scale)
        self.bot_token = f"xoxb-{self._ids.secret()}"
        self.app_token = f"xapp-1-{self._ids.secret()}"
        self.workspace = Workspace(read_manifest(manifest), self._clock, self._ids)
        self.faults = Faults(seed)
        self.sockets = SocketMode(self.workspace, self._clock, self._ids, ack_timeout_s, seed)
        self.outbox = Outbox(self._clock, self.sockets)
        self._ack_timeout_s = ack_timeout_s
        self._events = EventSource(self.workspace, self.outbox)
        rates = Rates(self._clock) if has_rate_limits else None
        tokens = {"bot_token": self.bot_token, "app_token": self.app_token}
        self._api = WebApi(self.workspace, self.sockets, self.faults, rates, **tokens)
        self._watch = Watch()
        self.workspace.listeners.append(lambda _change: self._watch.wake())
        self._api.on_settled = self.outbox.on_settled = self._stirred
        self._last_stir = time.monotonic()
        self._stage = Stage(self.workspace, self.outbox, self._events, self._watch)
        self._runner: web.AppRunner | None = None
        self._http: HttpMode | None = None

    # Life

    async def start(self, port: int = 0) -> None:
        """Listen on 127.0.0.1; port 0 takes a free one. Afterwards `url` holds the address."""
        app = web.Application(client_max_size=MOST_UPLOAD_BYTES)
        app.add_routes(self._api.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        host, bound_port = self._runner.addresses[0][:2]
        self.workspace.url = f"http://{host}:{bound_port}/"

    async def close(self) -> None:
        await self.outbox.close()
        self.sockets.drop()
        if self._http:
            await self._http.close()
        if self._runner:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def use_http(self, request_url: str) -> None:
        """From now on deliver by signed POSTs to this URL, after Slack's handshake with it."""
        self._http = HttpMode(request_url, self.signing_secret, self._ack_timeout_s)
        await self._http.verify()
        self.outbox.transport = self._http

    async def connected(self, timeout_s: float = 5.0) -> None:
        """Wait until an app is connected by Socket Mode."""
        await self.sockets.connected(timeout_s)

    # Names

    @property
    def url(self) -> str:
        """The base URL of the Web API, as SLACK_API_URL wants it."""
        return f"{self.workspace.url}api/"

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    @property
    def app_id(self) -> str:
        return self.workspace.app_id

    @property
    def bot_id(self) -> str:
        return self.workspace.bot_id

    @property
    def bot_user_id(self) -> str:
        return self.workspace.bot.id

    # People and places

    def person(self, name: str, **about: Any) -> Person:
        """Somebody new. `about` holds fields of `User`, such as `real_name` or `is_admin`."""
        user = User(
            self._ids.make("U"), name, **{"real_name": name.title(), "email": f"{name}@example.com", **about}
        )
        return Person(self._stage, self.workspace.add_user(user))

    def channel(self, name: str, *, private: bool = True, members: Sequence[Person], bot: bool = True) -> str:
        """A new channel with these people, and with the app unless `bot` is False; returns its id."""
        ids = [p.id for p in members] + ([self.bot_user_id] if bot else [])
        return self.workspace.add_channel(name, "private" if private else "public", ids).id

    def dm(self, person: Person) -> str:
        """The direct messages between a person and the app; returns the channel's id."""
        return self.workspace.direct(person.id).id

    def invite(self, channel: str, who: Person | None = None) -> None:
        """Add a person, or the app when nobody is named, to a channel."""
        user_id = who.id if who else self.bot_user_id
        members = self.workspace.channels[channel].members
        self.workspace.set_members(channel, members | {user_id})
        event = {"type": "member_joined_channel", "user": user_id, "channel": channel, "team": self.team_id}
        self._events.send("member_joined_channel", event | {"event_ts": self._ids.ts()})

    def remove(self, channel: str, who: Person | None = None) -> None:
        """Take a person, or the app when nobody is named, out of a channel."""
        user_id = who.id if who else self.bot_user_id
        self.workspace.set_members(channel, self.workspace.channels[channel].members - {user_id})

    # What there is to see

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """A channel's messages as they stand now, or those of a thread with its head; oldest first."""
        if thread_ts:
            return self.workspace.thread(channel, thread_ts)
        return self.workspace.messages(channel)

    def status(self, channel: str, thread_ts: str) -> str:
        """What the app says it is doing in a thread ("is thinking…"); empty when it says nothing."""
        return self.workspace.status(channel, thread_ts)

    def file_bytes(self, file_id: str) -> bytes:
        return self.workspace.files[file_id].body

    @property
    def history(self) -> list[Call]:
        """Every request the app made, in the order of the answers."""
        return self._api.history

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.history if call.method == method]

    @property
    def on_change(self) -> list[OnChange]:
        """Functions called at once with each change a person could see; append one's own."""
        return self.workspace.listeners

    def _stirred(self) -> None:
        self._last_stir = time.monotonic()
        self._watch.wake()

    async def quiet(self, timeout_s: float = 10.0) -> None:
        """Wait until every event is acknowledged, no call is being answered, and none came for a moment.

        An app that thinks for long without a call looks quiet: then wait for what it shall say, with `sees`.

        Raises:
            TimeoutError: it did not get quiet.
        """
        deadline = time.monotonic() + timeout_s
        while not self._is_quiet():
            if time.monotonic() > deadline:
                going_on = f"{self.outbox.pending} deliveries and {self._api.in_flight} calls"
                raise TimeoutError(f"{going_on} are still going on")
            await self._watch.until(lambda: self._is_quiet() or None, SETTLE_S)

    def _is_quiet(self) -> bool:
        still = time.monotonic() - self._last_stir >= SETTLE_S
        return still and not self.outbox.pending and not self._api.in_flight

    # The world as it is

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Tell the app to connect anew, as Slack does every few hours; "warning" comes before one is closed."""
        await self.sockets.refresh(reason)

    def drop_sockets(self) -> int:
        """Cut the app's connections without a word; returns how many there were."""
        return self.sockets.drop()

    def redeliver(self, event_id: str) -> None:
        """Send an event once more, although the app has acknowledged it."""
        self.outbox.redeliver(event_id)

    def uninstall(self) -> None:
        """Remove the app from the workspace: it hears of it, and its token is worth nothing afterwards."""
        tokens = {"type": "tokens_revoked", "tokens": {"bot": [self.bot_user_id], "oauth": []}}
        self._events.send("tokens_revoked", tokens)
        self._events.send("app_uninstalled", {"type": "app_uninstalled"})
        self._api.revoke()
