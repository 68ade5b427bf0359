"""The workspace: what exists and who may see it. Plain dicts; every change is told to the listeners."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.sandbox.clock import Clock, Ids
from bot.sandbox.errors import Refused
from bot.sandbox.manifest import App
from bot.sandbox.model import Change, Channel, Json, Kind, Message, OnChange, StoredFile, User, View

STREAM_LIFE_S = 300.0
"""A stream ends by itself after about five minutes (slackapi/python-slack-sdk#1859)."""
STATUS_LIFE_S = 120.0
TRIGGER_LIFE_S = 3.0
RESPONSE_URL_LIFE_S = 1800.0
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """Leave to open one modal for one user, for three real seconds."""

    user: str
    expires: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Leave to answer one interaction: five times, within half an hour of Slack's time."""

    user: str
    channel: str
    expires_s: float
    source: Message | None
    """The message with the button; None for a slash command."""
    uses_left: int = RESPONSE_URL_USES


class Workspace:
    """One Slack workspace with one app installed.

    Methods named after an act (`post`, `edit`, `whisper`) do it without asking whether Slack would allow it:
    that is for the callers, who know on whose behalf they act.
    """

    def __init__(self, app: App, clock: Clock, ids: Ids) -> None:
        self.app, self.clock, self.ids = app, clock, ids
        self.url = ""
        self.team_id, self.app_id, self.bot_id = ids.make("T"), ids.make("A"), ids.make("B")
        self.domain = "localhost"
        self.bot = User(ids.make("U"), app.name.lower(), app.name, is_bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, StoredFile] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self._statuses: dict[tuple[str, str], tuple[str, float]] = {}
        self.sessions: dict[tuple[str, str], str] = {}
        self.listeners: list[OnChange] = []
        self._messages: dict[str, dict[str, Message]] = {}
        self._whispers: dict[str, dict[str, Message]] = {}
        self._replies: dict[tuple[str, str], list[str]] = {}

    def tell(self, change: Change) -> None:
        for listener in list(self.listeners):
            listener(change)

    # People and places

    def add_user(self, user: User) -> User:
        self.users[user.id] = user
        return user

    def add_channel(self, name: str, kind: Kind, members: Sequence[str]) -> Channel:
        channel = Channel(self.ids.make("D" if kind == "im" else "C"), name, kind, frozenset(members))
        self.channels[channel.id] = channel
        self._messages[channel.id], self._whispers[channel.id] = {}, {}
        return channel

    def direct(self, user_id: str) -> Channel:
        """The conversation between the bot and one person; made when it is first needed."""
        members = frozenset((user_id, self.bot.id))
        found = (c for c in self.channels.values() if c.kind == "im" and c.members == members)
        return next(found, None) or self.add_channel("directmessage", "im", sorted(members))

    def set_members(self, channel_id: str, members: frozenset[str]) -> None:
        self.channels[channel_id] = replace(self.channels[channel_id], members=members)

    # Messages

    def messages(self, channel: str) -> list[Message]:
        """All of a channel's messages as they stand now, oldest first."""
        return [self._as_of_now(m) for m in self._messages[channel].values()]

    def message(self, channel: str, ts: str) -> Message | None:
        found = self._messages[channel].get(ts)
        return self._as_of_now(found) if found else None

    def thread(self, channel: str, root_ts: str) -> list[Message]:
        """The message that starts a thread and its replies, oldest first; empty when there is none."""
        wanted = [root_ts, *self._replies.get((channel, root_ts), [])]
        return [m for m in (self.message(channel, ts) for ts in wanted) if m]

    def _as_of_now(self, message: Message) -> Message:
        if message.stream == "live" and self.clock.now() - message.stream_started_s > STREAM_LIFE_S:
            message = replace(message, stream="expired")
            self._messages[message.channel][message.ts] = message
        return message

    def post(self, message: Message) -> Message:
        message = replace(
            message, blocks=self.with_ids(message.blocks), file_names=self._names(message.files)
        )
        self._messages[message.channel][message.ts] = message
        if message.thread_ts:
            self._replies.setdefault((message.channel, message.thread_ts), []).append(message.ts)
            self._statuses.pop((message.channel, message.thread_ts), None)
        for file_id in message.files:
            file = self.files[file_id]
            share = (message.channel, message.ts, message.thread_ts)
            self.files[file_id] = replace(file, shares=(*file.shares, share))
        self.tell(Change("posted", message=message, user=message.user))
        return message

    def _names(self, file_ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.files[f].name for f in file_ids)

    def edit(self, before: Message, after: Message) -> Message:
        after = replace(after, blocks=self.with_ids(after.blocks))
        self._messages[after.channel][after.ts] = after
        self.tell(Change("edited", message=after, before=before, user=after.user))
        return after

    def set_status(self, channel: str, thread_ts: str, words: str) -> None:
        """Show what the app is doing, until it posts in the thread or two minutes have gone by."""
        self._statuses[channel, thread_ts] = (words, self.clock.now())
        self.tell(Change("status", message=self.message(channel, thread_ts), user=self.bot.id, words=words))

    def status(self, channel: str, thread_ts: str) -> str:
        words, since_s = self._statuses.get((channel, thread_ts), ("", 0.0))
        return words if self.clock.now() - since_s < STATUS_LIFE_S else ""

    def react(self, before: Message, after: Message) -> None:
        """Keep a change of reactions, which is no edit of the message."""
        self._messages[after.channel][after.ts] = after
        self.tell(Change("reacted", message=after, before=before, user=after.user))

    def delete(self, message: Message) -> None:
        replies = self._replies.get((message.channel, message.ts))
        if (
            replies
        ):  # Slack keeps the head of a thread as a tombstone, so that the replies still hang somewhere.
            words = "This message was deleted."
            stone = Message(message.channel, message.ts, "USLACKBOT", words, subtype="tombstone")
            self._messages[message.channel][message.ts] = stone
        else:
            del self._messages[message.channel][message.ts]
        if message.thread_ts:
            self._replies[message.channel, message.thread_ts].remove(message.ts)
        self.tell(Change("deleted", before=message, user=message.user))

    def with_ids(self, blocks: Sequence[Json]) -> tuple[Json, ...]:
        """The blocks with the ids Slack fills in where the app gave none."""
        return tuple(self._block_with_ids(block) for block in blocks)

    def _block_with_ids(self, block: Json) -> Json:
        filled = {**block, "block_id": block.get("block_id") or self.ids.secret(5)}
        for key in ("accessory", "element"):
            if isinstance(filled.get(key), dict):
                filled[key] = self._element_with_id(filled[key])
        if isinstance(filled.get("elements"), list):
            filled["elements"] = [self._element_with_id(e) for e in filled["elements"]]
        return filled

    def _element_with_id(self, element: Json) -> Json:
        silent = ("plain_text", "mrkdwn", "image")
        if element.get("type") in silent or str(element.get("type")).startswith("rich_text_"):
            return element
        return {**element, "action_id": element.get("action_id") or self.ids.secret(5)}

    def message_json(self, message: Message, *, metadata: bool = False) -> Json:
        """A message as the Web API and events write it. Metadata is shown only to those who ask for it."""
        body: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
        if message.bot_id:
            body |= {"bot_id": message.bot_id, "app_id": self.app_id}
        for key in ("blocks", "attachments"):
            if getattr(message, key):
                body[key] = list(getattr(message, key))
        if message.is_streamed:
            body["blocks"] = [*message.stream_chunks, *message.blocks]
        if message.subtype and message.subtype != "file_share":
            body["subtype"] = message.subtype
        if message.files:
            body |= {"files": [self._file_in_event(self.files[f]) for f in message.files], "upload": False}
        if message.edited_ts:
            body["edited"] = {"user": message.user, "ts": message.edited_ts}
        if metadata and message.metadata:
            body["metadata"] = message.metadata
        if message.reactions:
            body["reactions"] = [
                {"name": n, "users": list(u), "count": len(u)} for n, u in message.reactions.items()
            ]
        return body | self._thread_json(message)

    def _thread_json(self, message: Message) -> Json:
        replies = self._replies.get((message.channel, message.ts))
        if message.thread_ts:
            head = self._messages[message.channel].get(message.thread_ts)
            return {"thread_ts": message.thread_ts, "parent_user_id": head.user if head else "USLACKBOT"}
        if not replies:
            return {}
        users = list(dict.fromkeys(self._messages[message.channel][ts].user for ts in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": users,
            "reply_users_count": len(users),
            "latest_reply": replies[-1],
        }

    # Whispers: what one person alone sees

    def whisper(self, message: Message) -> Message:
        message = replace(message, blocks=self.with_ids(message.blocks))
        self._whispers[message.channel][message.ts] = message
        self.tell(Change("whispered", message=message, user=message.whispered_to or ""))
        return message

    def change_whisper(self, after: Message) -> Message:
        after = replace(after, blocks=self.with_ids(after.blocks))
        before = self._whispers[after.channel].get(after.ts)
        self._whispers[after.channel][after.ts] = after
        self.tell(Change("whisper_changed", message=after, before=before, user=after.whispered_to or ""))
        return after

    def drop_whisper(self, message: Message) -> None:
        if self._whispers[message.channel].pop(message.ts, None):
            self.tell(Change("whisper_gone", before=message, user=message.whispered_to or ""))

    def whispers(self, channel: str, user_id: str) -> list[Message]:
        """What this person alone sees in a channel, oldest first."""
        return [m for m in self._whispers[channel].values() if m.whispered_to == user_id]

    def whisper_at(self, channel: str, ts: str) -> Message | None:
        return self._whispers[channel].get(ts)

    def has_replies(self, channel: str, root_ts: str) -> bool:
        return bool(self._replies.get((channel, root_ts)))

    # Files

    def add_file(self, file: StoredFile) -> StoredFile:
        self.files[file.id] = file
        return file

    def file_json(self, file: StoredFile) -> Json:
        private = f"{self.url}files-pri/{self.team_id}-{file.id}"
        return {
            "id": file.id,
            "created": file.created_s,
            "timestamp": file.created_s,
            "name": file.name,
            "title": file.title,
            "mimetype": MIME_TYPES.get(file.suffix, "application/octet-stream"),
            "filetype": file.suffix,
            "pretty_type": file.suffix.upper(),
            "user": file.owner,
            "user_team": self.team_id,
            "mode": "hosted",
            "editable": False,
            "size": file.size_bytes,
            "is_external": False,
            "external_type": "",
            "is_public": any(self.channels[c].kind == "public" for c, *_ in file.shares),
            "public_url_shared": False,
            "url_private": f"{private}/{_slug(file.name)}",
            "url_private_download": f"{private}/download/{_slug(file.name)}",
            "permalink": f"{self.url}files/{file.owner}/{file.id}/{_slug(file.name)}",
            "has_rich_preview": False,
            "file_access": "visible",
        }

    def _file_in_event(self, file: StoredFile) -> Json:
        withheld = {"id": file.id, "mode": "file_access", "file_access": "check_file_info"}
        return withheld if file.is_withheld else self.file_json(file)

    def may_read_file(self, file: StoredFile) -> bool:
        """Whether the bot sees a file: its own, handed over in a modal, or shared where the bot is a member."""
        shared = any(self.bot.id in self.channels[c].members for c, *_ in file.shares)
        return shared or file.is_handed_over or file.owner == self.bot.id

    def drop_file(self, file_id: str) -> None:
        del self.files[file_id]
        for channel in self._messages.values():
            for ts, message in channel.items():
                if file_id in message.files:
                    channel[ts] = replace(message, files=tuple(f for f in message.files if f != file_id))

    # Leave to do something once

    def new_trigger(self, user_id: str) -> str:
        trigger_id = f"{self.ids.number()}.{self.ids.number()}.{self.ids.secret(32)}"
        self.triggers[trigger_id] = Trigger(user_id, time.monotonic() + TRIGGER_LIFE_S)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Spend a trigger id.

        Raises:
            Refused: it was never given, was spent before, or is older than three seconds.
        """
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if trigger.expires < time.monotonic():
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, user_id: str, channel: str, source: Message | None) -> str:
        key = self.ids.secret(32)
        expires_s = self.clock.now() + RESPONSE_URL_LIFE_S
        self.response_urls[key] = ResponseUrl(user_id, channel, expires_s, source)
        return f"{self.url}response/{self.team_id}/{key}"

    # Views

    def open_views(self) -> Iterator[View]:
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def new_view(self, user_id: str, view: Json, stack: Sequence[View]) -> View:
        """A view object as Slack completes it, on top of the modals that are already open."""
        view_id = self.ids.make("V")
        body: Json = {
            "id": view_id,
            "team_id": self.team_id,
            "app_id": self.app_id,
            "app_installed_team_id": self.team_id,
            "bot_id": self.bot_id,
            "root_view_id": stack[0].id if stack else view_id,
            "previous_view_id": stack[-1].id if stack else None,
            "state": {"values": {}},
        }
        return View(view_id, user_id, body | self._view_fields(view))

    def refreshed_view(self, old: View, view: Json) -> View:
        return replace(old, body=old.body | self._view_fields(view))

    def _view_fields(self, view: Json) -> Json:
        optional = ("title", "submit", "close")
        return {
            "type": view["type"],
            **{key: view.get(key) for key in optional},
            "blocks": list(self.with_ids(view["blocks"])),
            "private_metadata": view.get("private_metadata") or "",
            "callback_id": view.get("callback_id") or "",
            "external_id": view.get("external_id") or "",
            "clear_on_close": bool(view.get("clear_on_close")),
            "notify_on_close": bool(view.get("notify_on_close")),
            "hash": f"{int(time.time())}.{self.ids.secret(8)}",
        }


MIME_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "txt": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "png": "image/png",
    "zip": "application/zip",
}


def _slug(name: str) -> str:
    """A file's name as Slack writes it into a URL: lower case, odd characters as underscores."""
    return "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "_" for c in name.lower())[:200]
