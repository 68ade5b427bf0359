"""From Slack to the app: events that are sent again until the app says it has them, and questions that wait.

An event is delivered up to four times: at first, at once after the first failure, then after one minute
and after five more (Slack's seconds). Interactions and commands are delivered once; a person is waiting.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from bot.sandbox.clock import Clock
from bot.sandbox.model import Json

RETRY_WAITS_S = (0.0, 60.0, 300.0)
NOT_CONNECTED = "not_connected"
TIMEOUT = "timeout"


@dataclass(frozen=True)
class Answer:
    """What the app said. `why` is empty when it is `ok`, and Slack's retry reason otherwise."""

    ok: bool
    body: Json | None = None
    why: str = ""
    no_retry: bool = False


@dataclass(frozen=True)
class Attempt:
    """One delivery, as tests read it. `acked_after_s` is None where no answer came in time."""

    kind: str
    name: str
    """Event type, command, or type of the interaction."""
    event_id: str
    attempt: int
    reason: str
    acked_after_s: float | None


class Transport(Protocol):
    """A way to the app: Socket Mode or HTTP."""

    async def deliver(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        """Send one payload and wait for the answer, three real seconds at most.

        Args:
            kind: "events_api", "interactive" or "slash_commands".
            payload: what Slack's documentation calls so.
            attempt: 0 for the first delivery.
            reason: why the one before failed; empty for the first.
        """
        ...


class Outbox:
    def __init__(self, clock: Clock, transport: Transport) -> None:
        self.transport = transport
        self.attempts: list[Attempt] = []
        self.lost: list[Json] = []
        """Events that Slack gave up on."""
        self.pending = 0
        self.on_settled: Callable[[], None] = lambda: None
        self._clock = clock
        self._sent: dict[str, Json] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def send_event(self, body: Json) -> None:
        """Deliver an event in the background, in the order of the calls."""
        self._sent[body["event_id"]] = body
        self._start(self._deliver_event(body))

    def redeliver(self, event_id: str) -> None:
        """Deliver an event once more although the app may have it: Slack does that, late and unasked."""
        self._start(self._again(self._sent[event_id]))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.pending += 1
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.pending -= 1
        self.on_settled()

    async def _again(self, body: Json) -> None:
        await self._try("events_api", body, 1, TIMEOUT)

    async def _deliver_event(self, body: Json) -> None:
        reason = ""
        for attempt, wait_s in enumerate((None, *RETRY_WAITS_S)):
            if wait_s is not None:
                await self._clock.sleep(wait_s)
            answer = await self._try("events_api", body, attempt, reason)
            if answer.ok:
                return
            if answer.no_retry:
                break
            reason = answer.why
        self.lost.append(body)

    async def ask(self, kind: str, payload: Json) -> Answer:
        """Deliver something a person waits for: once."""
        self.pending += 1
        try:
            return await self._try(kind, payload, 0, "")
        finally:
            self.pending -= 1
            self.on_settled()

    async def _try(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        started = time.monotonic()
        answer = await self.transport.deliver(kind, payload, attempt, reason)
        took_s = time.monotonic() - started
        event = payload.get("event") or {}
        name = event.get("type") or payload.get("command") or payload.get("type") or ""
        record = Attempt(
            kind, name, payload.get("event_id", ""), attempt, reason, took_s if answer.ok else None
        )
        self.attempts.append(record)
        return answer

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
