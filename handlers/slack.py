"""The one port to Slack: each call paced as Slack asks, each message posted once.

A message is never posted blindly a second time. Whoever posts names the message by a key, which rides in its
metadata; after an answer that leaves open whether Slack took it, the key is looked for before anything is sent again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import aiohttp
import structlog
from cachetools import TTLCache
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from core.errors import CoreError
from core.model import Json, Upload
from handlers.blocks.parts import Reply

LOG = structlog.get_logger("shortlist.slack")
EVENT_TYPE = "shortlist_reply"
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Between tries after an unclear answer: a minute in all, so that a short outage costs no reply."""
CALL_TIMEOUT_S = 30
"""Our own: with a shared session the SDK's timeout is not applied, and aiohttp's is five minutes."""
TURNS = 12
"""Calls that may be told to wait before we give up: about two minutes at Slack's usual ten seconds."""
PAGE = 200
"""Messages looked at in one call."""
MOST_ADMINS = 20
"""So many are told when something is wrong with the house."""
SPACING_S = 1.0
"""Between calls of a method that was just told to wait; chat.postMessage takes one a second in a channel."""
CHANNEL_CACHE_S = 60
"""A channel made public is treated as such a minute later at most."""

Call = Callable[..., Awaitable[AsyncSlackResponse]]

_UNREACHABLE = frozenset(
    {"not_in_channel", "channel_not_found", "is_archived", "user_not_in_channel", "restricted_action"}
)
_UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_BLOCKS_REFUSED = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_blocks_too_many"}
)
_GONE = frozenset({"message_not_found", "cant_update_message", "cant_delete_message", "file_not_found"})


class Unclear(Exception):
    """Nobody can tell whether Slack took the call: the connection broke, or Slack answered 5xx."""


class Unreachable(CoreError):
    """The bot may not write there (any longer)."""

    code = "unreachable"
    advice = "Invite me to that channel, or share the resume in our direct messages."


@dataclass(frozen=True, slots=True)
class Place:
    """A thread; `thread_ts` is "" at the top of a direct message."""

    channel: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """Names one message of ours for ever.

    Attributes:
        about: ids of the resumes it tells of; deleting a resume deletes the message.
        file: id of the file it tells of.
    """

    work: str
    step: str
    about: tuple[str, ...] = ()
    file: str = ""

    @property
    def metadata(self) -> Json:
        payload = {"key": self.work, "step": self.step, "about": " ".join(self.about), "file": self.file}
        return {"event_type": EVENT_TYPE, "event_payload": payload}


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of ours as it stands in Slack.

    Attributes:
        key: None for a shared file, and for a stream that was never finished.
        files: ids of the files it shares.
        values: action_id of a button → the value of the first that has it.
    """

    ts: str
    key: Key | None
    files: tuple[str, ...]
    values: Mapping[str, str]


class Pace:
    """After a 429 nobody calls that method before Retry-After ends; then they go one by one."""

    def __init__(self) -> None:
        self._free_at: dict[tuple[str, str], float] = {}

    async def turn(self, key: tuple[str, str]) -> None:
        """Returns when the method may be called."""
        now = asyncio.get_running_loop().time()
        free_at = self._free_at.get(key)
        if free_at is None:
            return
        if free_at <= now:
            del self._free_at[key]
            return
        self._free_at[key] = free_at + SPACING_S
        await asyncio.sleep(free_at - now)

    def hold(self, key: tuple[str, str], seconds: float) -> None:
        """Nobody before that."""
        until = asyncio.get_running_loop().time() + seconds
        self._free_at[key] = max(self._free_at.get(key, 0.0), until)


class Slack:
    """What the bot does in Slack, as verbs."""

    def __init__(self, client: AsyncWebClient) -> None:
        # A client of our own without retries: the SDK's default repeats a call after a dropped connection, and
        # then a message stands there twice; its 429 handler lets every waiting call loose at the same moment.
        self.client = AsyncWebClient(
            token=client.token,
            base_url=client.base_url,
            session=client.session,
            retry_handlers=[],
        )
        self._pace = Pace()
        self._me = ""
        self._public: TTLCache[str, bool] = TTLCache(maxsize=10_000, ttl=CHANNEL_CACHE_S)
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    # ------------------------------------------------------------ messages

    async def post_once(self, place: Place, reply: Reply, key: Key, *, sure: bool) -> str:
        """Posts a message, and never twice under one key.

        Args:
            sure: this key was certainly not posted before, so that no look-up is needed first.

        Returns:
            Its ts.

        Raises:
            Unreachable: the bot may not write there.
        """
        for pause_s in PAUSES_S:
            if not sure and (found := await self.find(place, key)):
                return found
            try:
                sent = await self._send(
                    self.call,
                    self.client.chat_postMessage,
                    reply,
                    channel=place.channel,
                    thread_ts=place.thread_ts or None,
                    metadata=key.metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                )
            except Unclear:
                sure = False
                await asyncio.sleep(pause_s)
            else:
                return str(sent["ts"])
        if found := await self.find(place, key):
            return found
        raise Unclear("a message could not be posted")

    async def update(self, channel: str, ts: str, reply: Reply, key: Key) -> bool:
        """Puts a message in another's place; may be called again at will. False if it is there no longer."""
        try:
            await self._update(channel, ts, reply, key)
        except SlackApiError as error:
            if error_code(error) in _GONE:
                return False
            if error_code(error) != "streaming_state_conflict":
                raise
            # A stream whose end got lost.
            await self.again(self.client.chat_stopStream, channel=channel, ts=ts)
            await self._update(channel, ts, reply, key)
        return True

    async def _update(self, channel: str, ts: str, reply: Reply, key: Key) -> None:
        change = self.client.chat_update
        await self._send(self.again, change, reply, channel=channel, ts=ts, metadata=key.metadata)

    async def whisper(self, place: Place, user: str, reply: Reply) -> None:
        """Says something that only one person sees. It is lost rather than said twice."""
        try:
            await self._send(
                self.call,
                self.client.chat_postEphemeral,
                reply,
                channel=place.channel,
                user=user,
                thread_ts=place.thread_ts or None,
            )
        except Unreachable:
            # A command may be typed where the bot is no member; its direct messages are always there.
            direct = await self.direct(user)
            await self._send(
                self.call, self.client.chat_postMessage, reply, channel=direct, unfurl_links=False
            )
        except Unclear:
            LOG.warning("whisper_unclear")

    async def delete(self, channel: str, ts: str) -> None:
        """Takes a message of ours away; one that is gone already is fine."""
        await self._remove(self.client.chat_delete, channel=channel, ts=ts)

    async def permalink(self, channel: str, ts: str) -> str:
        found = await self.again(self.client.chat_getPermalink, channel=channel, message_ts=ts)
        return str(found["permalink"])

    async def find(self, place: Place, key: Key) -> str:
        """The ts of the message with this key, "" if there is none."""
        async for posted in self.posted(place):
            if posted.key and (posted.key.work, posted.key.step) == (key.work, key.step):
                return posted.ts
        return ""

    async def posted(self, place: Place) -> AsyncIterator[Posted]:
        """Our own messages in a thread, or at the top of a direct message (there the newest page)."""
        me = await self.me()
        async for message in self._messages(place):
            if message.get("user") == me:
                files = tuple(str(file["id"]) for file in message.get("files", []))
                yield Posted(str(message["ts"]), _key_of(message), files, _values_of(message))

    async def _messages(self, place: Place) -> AsyncIterator[Json]:
        if not place.thread_ts:
            history = self.client.conversations_history
            page = await self.again(history, channel=place.channel, limit=PAGE, include_all_metadata=True)
            for message in page["messages"]:
                yield message
            return
        cursor = ""
        while True:
            page = await self._replies(place, cursor)
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def _replies(self, place: Place, cursor: str) -> Json:
        return await self.again(
            self.client.conversations_replies,
            channel=place.channel,
            ts=place.thread_ts,
            limit=PAGE,
            include_all_metadata=True,
            **({"cursor": cursor} if cursor else {}),
        )

    # ------------------------------------------------------------ people and places

    async def me(self) -> str:
        """The bot's own user id."""
        if not self._me:
            self._me = str((await self.again(self.client.auth_test))["user_id"])
        return self._me

    async def direct(self, user: str) -> str:
        """The channel of the direct messages with a person."""
        opened = await self.again(self.client.conversations_open, users=user)
        return str(opened["channel"]["id"])

    async def is_admin(self, user: str) -> bool:
        """Whether somebody may change what holds for the whole workspace. If Slack does not say, they may not."""
        try:
            info = (await self.again(self.client.users_info, user=user))["user"]
        except (Unclear, Unreachable, SlackApiError):
            return False
        return bool(info.get("is_admin") or info.get("is_owner"))

    async def admins(self) -> list[str]:
        """The ids of people who may change what holds for the whole workspace, `MOST_ADMINS` at most."""
        found: list[str] = []
        cursor = ""
        while len(found) < MOST_ADMINS:
            page = await self.again(
                self.client.users_list, limit=PAGE, **({"cursor": cursor} if cursor else {})
            )
            found += [str(one["id"]) for one in page["members"] if _is_admin(one)]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                break
        return found[:MOST_ADMINS]

    async def is_public(self, channel: str) -> bool:
        """Whether people who were not invited can read a channel. If Slack does not say, it is public."""
        if channel.startswith("D"):
            return False
        if channel not in self._public:
            try:
                info = await self.again(self.client.conversations_info, channel=channel)
            except (Unreachable, SlackApiError):
                return True
            kinds = ("is_private", "is_im", "is_mpim", "is_group")
            self._public[channel] = not any(info["channel"].get(kind) for kind in kinds)
        return self._public[channel]

    async def is_member(self, channel: str, user: str) -> bool:
        """Whether somebody is in a channel now. If Slack does not say, they are not."""
        cursor = ""
        try:
            while True:
                more = {"cursor": cursor} if cursor else {}
                page = await self.again(
                    self.client.conversations_members, channel=channel, limit=PAGE, **more
                )
                if user in page["members"]:
                    return True
                cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
                if not cursor:
                    return False
        except (Unclear, Unreachable, SlackApiError):
            return False

    @asynccontextmanager
    async def alone(self, channel: str, ts: str) -> AsyncIterator[None]:
        """One at a time for each message: what is drawn last was also read last."""
        lock = self._locks.setdefault((channel, ts), asyncio.Lock())
        async with lock:
            yield

    # ------------------------------------------------------------ modals

    async def open_modal(self, trigger_id: str, view: View) -> str:
        """Opens a modal, and gives its id. Slack's permission lasts three seconds and one use."""
        opened = await self.call(self.client.views_open, trigger_id=trigger_id, view=view)
        return str(opened["view"]["id"])

    async def push_modal(self, trigger_id: str, view: View) -> None:
        """Lays a modal on top of the one in which a button was pressed; Slack takes three."""
        await self.call(self.client.views_push, trigger_id=trigger_id, view=view)

    async def fill_modal(self, view_id: str, view: View) -> None:
        await self.again(self.client.views_update, view_id=view_id, view=view)

    async def publish_home(self, user: str, view: View) -> None:
        """What somebody sees in the app's Home tab."""
        await self.again(self.client.views_publish, user_id=user, view=view)

    # ------------------------------------------------------------ files

    async def file(self, file_id: str) -> Json:
        """What Slack knows of a file.

        Raises:
            SlackApiError: file_not_found, missing_scope, …
        """
        info: Json = (await self.again(self.client.files_info, file=file_id))["file"]
        return info

    async def reserve(self, upload: Upload) -> tuple[str, str]:
        """A file id, and the address that takes its bytes. Nothing can be seen yet."""
        slot = await self.again(
            self.client.files_getUploadURLExternal, filename=upload.name, length=len(upload.data)
        )
        return str(slot["file_id"]), str(slot["upload_url"])

    async def share_once(self, place: Place, file_id: str, upload_url: str, upload: Upload) -> str:
        """Fills a reserved file and shares it in a thread; looked up by its id before a second try. Gives the id."""
        for pause_s in PAUSES_S:
            try:
                await self._fill(upload_url, upload)
                await self.call(
                    self.client.files_completeUploadExternal,
                    files=[{"id": file_id, "title": upload.name}],
                    channel_id=place.channel,
                    thread_ts=place.thread_ts,
                )
            except Unclear:
                await asyncio.sleep(pause_s)
                if await self.is_shared(file_id):
                    return file_id
            else:
                return file_id
        raise Unclear("a file could not be shared")

    async def delete_file(self, file_id: str) -> None:
        """Takes a file of ours away; one that is gone already is fine."""
        await self._remove(self.client.files_delete, file=file_id)

    async def is_shared(self, file_id: str) -> bool:
        """Whether people can see a file."""
        try:
            info = await self.file(file_id)
        except SlackApiError as error:
            if error_code(error) in _GONE:
                return False
            raise
        return bool(info.get("channels") or info.get("groups") or info.get("ims") or info.get("shares"))

    async def _fill(self, upload_url: str, upload: Upload) -> None:
        session = self.client.session
        if session is None:
            raise ValueError("the client needs a session")
        try:
            async with session.post(upload_url, data=upload.data, allow_redirects=False) as answer:
                if answer.status != 200:  # noqa: PLR2004  # OK
                    raise Unclear(f"the upload was answered {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unclear("the upload broke off") from error

    # ------------------------------------------------------------ every call

    async def call(self, method: Call, **args: Any) -> Json:
        """Calls a method when it is its turn.

        Raises:
            Unclear: Slack may or may not have taken it.
            Unreachable: the bot may not write there.
            SlackApiError: Slack refused it.
        """
        name = method.__name__
        key = (name, str(args.get("channel", "")) if name == "chat_postMessage" else "")
        for _ in range(TURNS):
            await self._pace.turn(key)
            try:
                async with asyncio.timeout(CALL_TIMEOUT_S):
                    answer = await method(**args)
            except SlackApiError as error:
                wait_s = _told_to_wait(error)
                if wait_s is None:
                    raise _sorted(error) from error
                self._pace.hold(key, wait_s)
            except (aiohttp.ClientError, TimeoutError) as error:
                raise Unclear(f"{name} broke off") from error
            else:
                data = answer.data
                return data if isinstance(data, dict) else {}
        raise Unclear(f"{name} was told to wait {TURNS} times")

    async def again(self, method: Call, **args: Any) -> Json:
        """`call`, repeated after an unclear answer: for reading and updating, which may be done twice."""
        for pause_s in PAUSES_S:
            try:
                return await self.call(method, **args)
            except Unclear:
                await asyncio.sleep(pause_s)
        return await self.call(method, **args)

    async def _remove(self, method: Call, **args: Any) -> None:
        try:
            await self.again(method, **args)
        except SlackApiError as error:
            if error_code(error) not in _GONE:
                raise

    async def _send(
        self, call: Callable[..., Awaitable[Json]], method: Call, reply: Reply, **args: Any
    ) -> Json:
        """Sends text and blocks, by `call` or `again`; text alone if Slack refuses the blocks."""
        blocks = reply.json
        try:
            # An empty list is said aloud: an update without blocks would keep the old ones, buttons and all.
            return await call(method, text=reply.text, blocks=blocks, **args)
        except SlackApiError as error:
            if not blocks or error_code(error) not in _BLOCKS_REFUSED:
                raise
            meta = error.response.get("response_metadata") or {}
            LOG.warning("blocks_refused", pointers=[str(one)[:120] for one in meta.get("messages", [])[:5]])
        return await call(method, text=reply.text, blocks=[], **args)


def _is_admin(user: Json) -> bool:
    """Somebody who works here, is a person, and may change what holds for all."""
    gone = user.get("deleted") or user.get("is_bot")
    return not gone and bool(user.get("is_admin") or user.get("is_owner"))


def _key_of(message: Json) -> Key | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload") or {}
    return Key(
        str(payload.get("key", "")),
        str(payload.get("step", "")),
        tuple(str(payload.get("about", "")).split()),
        str(payload.get("file", "")),
    )


def _values_of(message: Json) -> dict[str, str]:
    rows = [
        block.get("elements") or [] for block in message.get("blocks") or [] if block["type"] == "actions"
    ]
    buttons = [one for row in rows for one in row if one.get("type") == "button"]
    return {str(one["action_id"]): str(one.get("value") or "") for one in reversed(buttons)}


def error_code(error: SlackApiError) -> str:
    """Slack's word for a refusal, "" where the answer was not Slack's JSON (a proxy's page, plain text)."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _status(error: SlackApiError) -> int:
    """SlackApiError carries the SDK's response, or aiohttp's where the body was no JSON."""
    response = error.response
    return int(response.status_code if isinstance(response, AsyncSlackResponse) else response.status)


def _told_to_wait(error: SlackApiError) -> float | None:
    """Seconds Slack asks us to wait, None if it does not."""
    if _status(error) != 429:  # noqa: PLR2004  # Too Many Requests
        return None
    asked = str(error.response.headers.get("Retry-After", "1"))
    return float(asked) if asked.isdecimal() else 1.0


def _sorted(error: SlackApiError) -> Exception:
    """The kind of failure that callers tell apart."""
    code = error_code(error)
    if _status(error) >= 500 or code in _UNCLEAR or not code:  # noqa: PLR2004  # server errors
        return Unclear(f"Slack answered {_status(error)}")
    if code in _UNREACHABLE:
        return Unreachable("I can't write in that channel, because I'm not in it")
    return error
