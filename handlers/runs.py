"""Durable work as the listeners and flows see it: started once, told apart from a second try, told in its thread."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncBoltContext

from core.durable import Asked, Durable, Ref, Status, Turn, Work
from core.errors import NotFound
from core.model import Asker, Json, Upload
from handlers.blocks import Reply
from handlers.slack import Key, Place, Slack

PageLink = Callable[[Asker, str], str | None]
"""A link to a page about a resume, for this asker, that expires; None where no pages can be reached."""
REMEMBERED = 10_000
MINUTE_S = 60
ID_LENGTH = 255
NOT_ASKED = "I don't have such a question from you"
SHORT_WAIT_S = 3
"""A wait that is over before it is read about is not told."""


class Runs:
    """Starts flows, and knows which of them run for the first time.

    On its first run a flow has certainly posted nothing yet, and needs no look-up before each post; after a crash, or
    when another process has taken it over, it does.
    """

    def __init__(self) -> None:
        self._here = secrets.token_hex(8)
        self._begun: dict[str, None] = {}
        self._durable: Durable | None = None

    def bind(self, durable: Durable) -> None:
        """Durable work is made of the flows, and the flows start others: one of the two comes later."""
        self._durable = durable

    @property
    def durable(self) -> Durable:
        if self._durable is None:
            raise RuntimeError("bind durable work before it starts")
        return self._durable

    async def start(self, id: str, kind: str, ref: Ref) -> bool:
        """Begins a flow; it is on disk when this returns. False if the id was known before.

        Raises:
            StorageFailed: it is not on disk.
        """
        return await self.durable.start(id, kind, {**ref, "process": self._here})

    async def status(self, id: str) -> Status:
        """What became of a flow."""
        return await self.durable.status(id)

    async def cancel(self, id: str) -> None:
        """Ends a flow wherever it stands; one that has ended, or never was, stays as it is."""
        await self.durable.cancel(id)

    async def asked(self, id: str, asker: Asker) -> Asked:
        """What a flow was started with, for whoever asked for it.

        Raises:
            NotFound: somebody else did, or nobody; in the same words.
        """
        found = await self.durable.asked(id) if 0 < len(id) <= ID_LENGTH else None
        if found is None or (found.ref.get("team"), found.ref.get("user")) != (asker.team_id, asker.user_id):
            raise NotFound(NOT_ASKED)
        return found

    async def turn(self, id: str) -> str:
        """What to tell of the queue: "" where there is no wait worth a word."""
        return turn_told(await self.durable.turn(id))

    def is_first(self, work: Work, ref: Ref) -> bool:
        """True once for each flow that this process started."""
        first = ref.get("process") == self._here and work.id not in self._begun
        self._begun[work.id] = None
        if len(self._begun) > REMEMBERED:
            del self._begun[next(iter(self._begun))]
        return first


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a flow: who asked, in which thread, and how to answer there."""

    work: Work
    ref: Ref
    slack: Slack
    is_first: bool

    @property
    def asker(self) -> Asker:
        return Asker(self.ref["team"], self.ref["user"], self.ref["channel"])

    @property
    def place(self) -> Place:
        return Place(self.ref["channel"], self.ref["thread_ts"])

    def key(self, step: str, about: tuple[str, ...] = (), file: str = "") -> Key:
        return Key(self.work.id, step, about, file)

    async def post(
        self,
        step: str,
        reply: Callable[[], Awaitable[Reply]] | Reply,
        *,
        about: tuple[str, ...] = (),
        place: Place | None = None,
    ) -> str:
        """A step that posts one message, once; gives its ts."""

        async def body() -> str:
            told = reply if isinstance(reply, Reply) else await reply()
            return await self.slack.post_once(
                place or self.place, told, self.key(step, about), sure=self.is_first
            )

        return await self.work.step(step, body)

    async def show(self, step: str, ts: str, reply: Reply, *, about: tuple[str, ...] = ()) -> None:
        """A step that puts a reply in the place of a message of this run; posts it if that message is gone."""

        async def body() -> None:
            key = self.key(step, about)
            if not await self.slack.update(self.place.channel, ts, reply, key):
                await self.slack.post_once(self.place, reply, key, sure=False)

        await self.work.step(step, body)

    async def hand_over(self, made: Callable[[], Awaitable[Upload]], place: Place) -> str:
        """Two steps that share a file in a thread, once; gives its id.

        The file is made again for the second step, as it is then: one of another length than the first would never be
        taken at the address that was reserved, and of an earlier run's address nobody knows what is left.
        """

        async def reserve() -> list[str]:
            upload = await made()
            return [*await self.slack.reserve(upload), str(len(upload.data))]

        async def share() -> str:
            upload = await made()
            if not self.is_first and await self.slack.is_shared(file_id):
                return file_id
            if self.is_first and size_bytes == [str(len(upload.data))]:
                return await self.slack.share_once(place, file_id, address, upload)
            return await self.slack.share_once(place, *await self.slack.reserve(upload), upload)

        file_id, address, *size_bytes = await self.work.step("reserve", reserve)
        return await self.work.step("share", share)

    async def whisper(self, step: str, reply: Reply) -> None:
        """A step that tells only the asker."""
        await self.work.step(step, lambda: self.slack.whisper(self.place, self.ref["user"], reply))


def turn_told(turn: Turn) -> str:
    """`You're 3rd; about 2 minutes. I'll write here.`"""
    if turn.ahead == 0 or (turn.wait_s is not None and turn.wait_s < SHORT_WAIT_S):
        return ""
    if turn.wait_s is None:
        wait = ""
    elif turn.wait_s < MINUTE_S * 3 / 4:
        wait = "; less than a minute"
    else:
        minutes = max(1, round(turn.wait_s / MINUTE_S))
        wait = f"; about {minutes} minute{'' if minutes == 1 else 's'}"
    return f"You're {_ordinal(turn.ahead + 1)}{wait}. I'll write here."


def _ordinal(number: int) -> str:
    tens = number % 100
    ending = "th" if tens in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def whence(asker: Asker, place: Place) -> dict[str, str]:
    """The part of a ref that says who asked and where."""
    return {
        "team": asker.team_id,
        "user": asker.user_id,
        "channel": place.channel,
        "thread_ts": place.thread_ts,
    }


def presser(body: Json, context: AsyncBoltContext) -> Asker:
    """Who pressed, typed or submitted, and in which channel."""
    return Asker(context.team_id or "", context.user_id or "", place_of(body).channel)


def place_of(body: Json) -> Place:
    """The thread a button stands in. Outside of a message: the channel, or "" where there is none."""
    container: dict[str, Any] = body.get("container") or {}
    channel = (
        container.get("channel_id") or (body.get("channel") or {}).get("id") or body.get("channel_id") or ""
    )
    if container.get("is_ephemeral"):
        return Place(channel)
    return Place(channel, container.get("thread_ts") or container.get("message_ts") or "")


def no_page(_asker: Asker, _id: str) -> None:
    """The `PageLink` of a house without pages."""


def beside(body: Json) -> Place:
    """Where the presser surely sees a whisper: in the thread if the button stands in one, else in the channel.

    Slack shows a whisper in a thread only to those who have that thread open.
    """
    place = place_of(body)
    container: dict[str, Any] = body.get("container") or {}
    return place if container.get("thread_ts") else Place(place.channel)
