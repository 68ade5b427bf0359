"""The nouns of a workspace: people, channels, messages, files, views. All frozen: a change makes a new one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im", "mpim"]
StreamState = Literal["none", "live", "expired", "stopped"]
ChangeKind = Literal[
    "posted", "edited", "deleted", "whispered", "whisper_changed", "whisper_gone", "opened", "refreshed", "closed",
    "home", "reacted", "status", "warned", "acted", "file",
]  # fmt: skip

CHANNEL_TYPES: Mapping[Kind, str] = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}
TEXT_TYPES = frozenset({"plain_text", "mrkdwn", "raw_text", "markdown"})
SIDE_BY_SIDE = frozenset({"actions", "context", "context_actions"})
NOT_SHOWN = frozenset({"confirm", "options", "option_groups", "dispatch_action_config", "style", "metadata"})


@dataclass(frozen=True)
class User:
    """A person or a bot. `id` starts with U; `name` is the handle, `real_name` what people read."""

    id: str
    name: str
    real_name: str
    is_admin: bool = False
    is_bot: bool = False
    email: str = ""
    tz: str = "Europe/London"
    locale: str = "en-US"


@dataclass(frozen=True)
class Channel:
    """A conversation. `id` starts with C, or with D between the bot and one person."""

    id: str
    name: str
    kind: Kind
    members: frozenset[str]

    @property
    def is_direct(self) -> bool:
        return self.kind in ("im", "mpim")


@dataclass(frozen=True)
class StoredFile:
    """A file as Slack keeps it. `body` is empty until an upload has arrived."""

    id: str
    name: str
    title: str
    owner: str
    created_s: int
    body: bytes = b""
    shares: tuple[tuple[str, str, str | None], ...] = ()
    """Where it was shared: channel, ts, thread_ts."""
    declared_bytes: int = 0
    uploaded: bool = True
    is_complete: bool = True
    """False until files.completeUploadExternal; bytes may be sent again until then."""
    is_withheld: bool = False
    """Events name it and tell nothing more, as Slack Connect does."""
    is_handed_over: bool = False
    """Given to the app in a modal, without being shared anywhere."""

    @property
    def size_bytes(self) -> int:
        return len(self.body) if self.uploaded else self.declared_bytes

    @property
    def suffix(self) -> str:
        return self.name.rpartition(".")[2].lower() if "." in self.name else "binary"


@dataclass(frozen=True)
class Button:
    """Something a person can press or pick in a message or a view, as Slack draws it."""

    label: str
    action_id: str
    block_id: str
    type: str
    element: Json


@dataclass(frozen=True)
class Message:
    """A message as it stands at one moment.

    `text` is what notifications show; people see `shown`. `stream` tells whether the text is still
    being written; `whispered_to` is the one user who sees an ephemeral message.
    """

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    files: tuple[str, ...] = ()
    metadata: Json | None = None
    edited_ts: str | None = None
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stream: StreamState = "none"
    stream_started_s: float = 0.0
    stream_chunks: tuple[Json, ...] = ()
    whispered_to: str | None = None
    file_names: tuple[str, ...] = ()

    @property
    def is_streamed(self) -> bool:
        return self.stream != "none"

    @property
    def shown(self) -> str:
        """What a person reads: the blocks where there are any, the text otherwise; buttons as [label]."""
        written = [self.text] if self.text and (self.is_streamed or not self.blocks) else []
        parts = [*written, *shown_lines(self.stream_chunks), *shown_lines(self.blocks)]
        for attachment in self.attachments:
            parts += [str(attachment[key]) for key in ("pretext", "title", "text") if attachment.get(key)]
            parts += shown_lines(attachment.get("blocks") or ())
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[Button]:
        """Every interactive element in it, in reading order."""
        blocks = [*self.blocks, *(b for a in self.attachments for b in a.get("blocks") or ())]
        return list(buttons_of(blocks))


@dataclass(frozen=True)
class View:
    """A modal or a Home tab that is open in front of one person. `body` is Slack's own view object."""

    id: str
    user: str
    body: Json

    @property
    def hash(self) -> str:
        return str(self.body["hash"])

    @property
    def title(self) -> str:
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def shown(self) -> str:
        return "\n".join(shown_lines(self.body["blocks"]))

    @property
    def buttons(self) -> list[Button]:
        return list(buttons_of(self.body["blocks"]))

    @property
    def callback_id(self) -> str:
        return str(self.body["callback_id"])


@dataclass(frozen=True)
class Change:
    """Something a person could see happen. `words` is Slack's own text, or what somebody did."""

    kind: ChangeKind
    message: Message | None = None
    before: Message | None = None
    view: View | None = None
    user: str = ""
    words: str = ""


OnChange = Callable[[Change], None]


def shown_lines(blocks: Sequence[Json]) -> list[str]:
    """The words of some blocks, a line or more for each block."""
    return [line for line in (_words_of(block) for block in blocks) if line]


def _words_of(node: object) -> str:
    if isinstance(node, list):
        return "\n".join(words for words in map(_words_of, node) if words)
    return _words_of_object(node) if isinstance(node, dict) else ""


def _words_of_object(node: Json) -> str:
    kind = node.get("type")
    if kind in ("button", "workflow_button"):
        return f"[{_words_of(node.get('text'))}]"
    if kind in TEXT_TYPES:
        return str(node.get("text", ""))
    if kind == "image":
        return str(node.get("alt_text", ""))
    if kind in SIDE_BY_SIDE:
        return " ".join(words for words in map(_words_of, node.get("elements") or []) if words)
    return _nested_words(node)


def _nested_words(node: Json) -> str:
    if node.get("type") in ("text", "link"):
        return str(node.get("text") or node.get("url") or "")
    inside = [value for key, value in node.items() if key not in NOT_SHOWN and isinstance(value, dict | list)]
    plain = [
        str(node[key]) for key in ("text", "title", "details", "output") if isinstance(node.get(key), str)
    ]
    joint = "" if node.get("type") == "rich_text_section" else "\n"
    if node.get("type") == "rich_text_section":
        return joint.join(_words_of(element) for element in node.get("elements") or [])
    return joint.join(words for words in [*plain, *map(_words_of, inside)] if words)


def buttons_of(blocks: Sequence[Json]) -> Iterator[Button]:
    for block in blocks:
        hosts = [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]
        for element in hosts:
            if isinstance(element, dict) and "action_id" in element:
                yield Button(
                    label=_label_of(element, block),
                    action_id=element["action_id"],
                    block_id=block["block_id"],
                    type=element["type"],
                    element=element,
                )
        yield from buttons_of([b for b in block.get("child_blocks") or [] if isinstance(b, dict)])


def _label_of(element: Json, block: Json) -> str:
    for text in (element.get("text"), block.get("label"), element.get("placeholder")):
        if isinstance(text, dict):
            return str(text.get("text", ""))
    return ""
