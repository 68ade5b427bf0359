"""Socket Mode as Slack serves it: WebSockets that the app opens, envelopes it has to acknowledge."""

import asyncio
import contextlib
import json
import uuid
from random import Random

from aiohttp import WSMsgType, web

from bot.sandbox.clock import Clock, Ids
from bot.sandbox.errors import Refused
from bot.sandbox.model import Json
from bot.sandbox.outbox import NOT_CONNECTED, TIMEOUT, Answer
from bot.sandbox.state import Workspace

MOST_SOCKETS = 10
GRACE_S = 10.0
"""How long Slack waits after `disconnect` before it closes the socket itself."""
SERVER_PING_S = 30.0
ANSWERING_TYPES = frozenset({"view_submission", "block_suggestion"})


class _Socket:
    def __init__(self, ws: web.WebSocketResponse, request: web.Request) -> None:
        self.ws, self.request = ws, request
        self.is_leaving = False

    def drop(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()


class SocketMode:
    def __init__(self, workspace: Workspace, clock: Clock, ids: Ids, ack_timeout_s: float, seed: int) -> None:
        self._workspace, self._clock, self._ids, self._ack_timeout_s = workspace, clock, ids, ack_timeout_s
        self._random = Random(seed)
        self._tickets: set[str] = set()
        self._sockets: list[_Socket] = []
        self._waiting: dict[str, asyncio.Future[Json | None]] = {}
        self._connected = asyncio.Event()
        self.connections_made = 0
        self.late_acks = 0
        self.strange_frames = 0

    @property
    def connections(self) -> int:
        """Sockets that get envelopes now."""
        return len(self._sockets)

    def new_url(self, base: str) -> str:
        ticket = self._ids.secret(40)
        self._tickets.add(ticket)
        return f"{base.replace('http://', 'ws://', 1)}link/?ticket={ticket}&app_id={self._workspace.app_id}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket of one connection, from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.json_response(Refused("invalid_auth").body(), status=401)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(heartbeat=SERVER_PING_S)
        await ws.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await self._goodbye(ws, "too_many_websockets")
            await ws.close()
            return ws
        socket = _Socket(ws, request)
        try:
            await self._serve(socket)
        finally:
            self._forget(socket)
        return ws

    async def _serve(self, socket: _Socket) -> None:
        await socket.ws.send_json(self._hello())
        self._sockets.append(socket)
        self.connections_made += 1
        self._connected.set()
        async for frame in socket.ws:
            if frame.type is WSMsgType.TEXT:
                self._take(frame.data)

    def _forget(self, socket: _Socket) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        if not self._sockets:
            self._connected.clear()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets) + 1,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._workspace.app_id},
        }

    def _take(self, frame: str) -> None:
        """An acknowledgement. What is none is counted and left alone, as Slack does."""
        try:
            answer = json.loads(frame)
            envelope_id, payload = str(answer["envelope_id"]), answer.get("payload")
        except (ValueError, KeyError, TypeError, AttributeError):
            self.strange_frames += 1
            return
        waiting = self._waiting.get(envelope_id)
        if waiting is None or waiting.done():
            self.late_acks += 1
        else:
            waiting.set_result(payload)

    async def deliver(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        stays = [s for s in self._sockets if not s.is_leaving] or self._sockets
        if not stays:
            if (
                kind == "events_api"
            ):  # Nobody is there to be late, yet Slack waits as long before it tries again.
                await asyncio.sleep(self._ack_timeout_s)
                return Answer(ok=False, why=TIMEOUT)
            return Answer(ok=False, why=NOT_CONNECTED)
        envelope = self._envelope(kind, payload, attempt, reason)
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = waiting
        try:
            with contextlib.suppress(
                ConnectionError
            ):  # a dying socket: nobody answers, and that is told below
                await self._random.choice(stays).ws.send_json(envelope)
            body = await asyncio.wait_for(waiting, self._ack_timeout_s)
        except TimeoutError:
            return Answer(ok=False, why=TIMEOUT)
        finally:
            del self._waiting[envelope["envelope_id"]]
        return Answer(ok=True, body=body if envelope["accepts_response_payload"] else None)

    def _envelope(self, kind: str, payload: Json, attempt: int, reason: str) -> Json:
        answers = kind == "slash_commands" or payload.get("type") in ANSWERING_TYPES
        envelope: Json = {
            "envelope_id": str(uuid.UUID(int=self._random.getrandbits(128), version=4)),
            "type": kind,
            "accepts_response_payload": answers,
            "payload": payload,
        }
        if kind == "events_api":
            # Slack numbers from 0, so the first delivery has the field as well.
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        return envelope

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every socket to come back by a new one ("refresh_requested" or "warning"), as Slack does now and then."""
        for socket in list(self._sockets):
            socket.is_leaving = True
            await self._goodbye(socket.ws, reason)
            asyncio.get_running_loop().call_later(GRACE_S * self._clock.scale, socket.drop)

    async def _goodbye(self, ws: web.WebSocketResponse, reason: str) -> None:
        with contextlib.suppress(ConnectionError):
            await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    def drop(self) -> int:
        """Cut every connection without a word; returns how many there were."""
        sockets, self._sockets = self._sockets, []
        self._connected.clear()
        for socket in sockets:
            socket.drop()
        return len(sockets)

    async def connected(self, timeout_s: float) -> None:
        """Wait until an app is connected.

        Raises:
            TimeoutError: none came.
        """
        await asyncio.wait_for(self._connected.wait(), timeout_s)
