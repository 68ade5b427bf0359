"""A thread of the Slack on localhost, drawn on a terminal while it happens."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.text import Text

from bot.sandbox.model import Change, Message

Names = Callable[[str], str]
"""A user's id → the name people read."""

_MARKS = re.compile(
    r"(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<![\w_])_([^_\n]+)_(?![\w_])|`([^`\n]+)`|~([^~\n]+)~|<([^>\n]*)>"
)
_PERSON = re.compile(r"<@(U[A-Z0-9]+)>")
_STYLES = ("bold", "italic", "cyan", "strike")
_UNESCAPED = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
WIDTH = 100


def mrkdwn(text: str) -> Text:
    """Slack's markup as a terminal shows it."""
    out, at = Text(), 0
    for mark in _MARKS.finditer(text):
        out.append(_unescape(text[at : mark.start()]))
        at = mark.end()
        for style, inside in zip(_STYLES, mark.groups()[:4], strict=True):
            if inside is not None:
                out.append(_unescape(inside), style)
        if mark[5] is not None:
            out.append(_unescape(mark[5].rpartition("|")[2]), "underline")
    return out.append(_unescape(text[at:]))


def _unescape(text: str) -> str:
    for escaped, sign in _UNESCAPED.items():
        text = text.replace(escaped, sign)
    return text


def _block(block: Mapping[str, Any]) -> Iterator[Text]:
    kind = block.get("type")
    if kind == "header":
        yield Text(block["text"]["text"], "bold underline")
    elif kind == "divider":
        yield Text("─" * 40, "dim")
    elif kind in ("section", "markdown"):
        yield from _section(block)
    elif kind == "context":
        for element in block["elements"]:
            line = mrkdwn(element.get("text", ""))
            line.stylize("dim")
            yield line
    elif kind == "actions":
        yield _buttons(block["elements"])


def _section(block: Mapping[str, Any]) -> Iterator[Text]:
    text = block.get("text")
    if text:
        yield from mrkdwn(text["text"] if isinstance(text, dict) else text).split("\n")
    for field in block.get("fields") or ():
        yield mrkdwn(field["text"])
    if block.get("accessory"):
        yield _buttons([block["accessory"]])


def _buttons(elements: Sequence[Mapping[str, Any]]) -> Text:
    out = Text()
    for element in elements:
        label = (element.get("text") or element.get("placeholder") or {}).get("text", "")
        style = {"primary": "black on green", "danger": "white on red"}.get(
            element.get("style", ""), "reverse"
        )
        out.append(f"[ {label} ]", style)
        out.append("  ")
    return out


def lines_of(one: Message, names: Names) -> list[Text]:
    """A message as lines: its author and files first, then its words and buttons."""
    head = Text(names(one.user), "bold green" if one.bot_id else "bold")
    for name in one.file_names:
        head.append(f"  📎 {name}", "cyan")
    if one.whispered_to:
        head.append("  (only visible to you)", "dim italic")
    if one.stream == "live":
        head.append("  ▍writing", "dim")
    lines = [head]
    if one.text and (one.is_streamed or not one.blocks):
        lines += mrkdwn(one.text).split("\n")
    for block in _named(one.blocks, names):
        lines += _block(block)
    return lines


def _named(blocks: Sequence[Mapping[str, Any]], names: Names) -> list[dict[str, Any]]:
    """Blocks with people's names where Slack's markup has their ids."""
    found: list[dict[str, Any]] = json.loads(
        _PERSON.sub(lambda m: f"@{names(m[1])}", json.dumps(list(blocks)))
    )
    return found


def drawn(lines: Sequence[Text], one: Message) -> RenderableType:
    """Lines of a message in their place: replies stand further right."""
    return Padding(Group(*lines), (0, 0, 1, 4 if one.thread_ts else 0))


class Screen:
    """Shows messages as they appear and change: what still moves at the bottom, what has settled above it.

    A message that was drawn before and changed is drawn again in short: its author, and the lines that are new.
    On a pipe there is nothing to redraw: each message is printed when it has settled.
    """

    def __init__(self, console: Console, names: Names) -> None:
        self._console = console
        self._names = names
        self._moving: dict[tuple[str, str], Message] = {}
        self._settled: dict[tuple[str, str], list[Text]] = {}
        self._live: Live | None = None

    def change(self, what: Change) -> None:
        """Something happened in the workspace."""
        one = what.message
        if one is None or what.kind not in ("posted", "edited", "whispered", "whisper_changed"):
            return
        self._moving[one.channel, one.ts] = one
        if self._live is not None:
            self._live.update(Group(*map(self._whole, self._moving.values())))

    def narrate(self, words: str) -> None:
        """A line of ours, between the messages."""
        self._console.print(Text(words, "magenta"))
        self._console.print()

    def window(self, title: str, blocks: Sequence[Mapping[str, Any]]) -> None:
        """A modal that one person sees."""
        lines = [Text(title, "bold"), *(line for one in _named(blocks, self._names) for line in _block(one))]
        self._console.print(Padding(Group(*lines), (0, 0, 1, 8)), width=WIDTH)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live = Live(console=self._console, refresh_per_second=12, transient=True)
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        """What moved has settled, and stays."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        for key, one in self._moving.items():
            self._settle(key, one)
        self._moving.clear()

    def _whole(self, one: Message) -> RenderableType:
        return drawn(lines_of(one, self._names), one)

    def _settle(self, key: tuple[str, str], one: Message) -> None:
        lines = lines_of(one, self._names)
        known = {line.plain for line in self._settled.get(key, ())}
        fresh = [line for line in lines[1:] if line.plain not in known]
        if not known:
            self._console.print(drawn(lines, one), width=WIDTH)
        elif fresh:
            head = lines[0].copy().append("  (the same message, updated)", "dim italic")
            self._console.print(drawn([head, *fresh], one), width=WIDTH)
        self._settled[key] = lines
