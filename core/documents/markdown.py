"""Markdown → lines, without its signs."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from core.documents.kinds import Hint
from core.documents.links import web_target
from core.model import Line

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOOK_AT_LINES = 400
_LOOK_AT_LETTERS = 400
_HEADING = re.compile(r" {0,3}#{1,6} +\S")
_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?://|mailto:|tel:|www\.)")
_STRONG = re.compile(r"(?:\*\*|__)\S[^*_\n]{0,200}(?:\*\*|__)")
_TABLE = re.compile(r"\s*\|?\s*:?-{3,}:?\s*\|[\s:|-]*")
_FENCE = re.compile(r" {0,3}```")
_EM_PER_LEVEL = 2.0
_BREAKS = frozenset({"softbreak", "hardbreak"})


def looks_like(text: str, hint: Hint) -> bool:
    """Whether a text is Markdown: headings with signs count most; the name breaks a tie."""
    rows = [row[:_LOOK_AT_LETTERS] for row in text.split("\n", _LOOK_AT_LINES)[:_LOOK_AT_LINES]]
    headings = sum(1 for row in rows if _HEADING.match(row))
    others = sum(1 for row in rows if _LINK.search(row) or _STRONG.search(row) or _FENCE.match(row))
    others += sum(1 for row in rows if _TABLE.fullmatch(row))
    signs = min(headings, 3) + min(others, 3)
    return signs >= (1 if hint.suffix in {"md", "markdown"} else 2)


def read_markdown(text: str) -> Iterator[Line]:
    """Headings with their level, list items with a glyph, table rows with tabs, links beside their line.

    Lines stay as they were wrapped. HTML is shown as it is written: it is not run, and nothing is lost.
    """
    from markdown_it import MarkdownIt

    # "commonmark" bounds the nesting, so that hostile brackets cost linear time.
    tokens = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(text)
    yield from _Walk(tokens).lines()


class _Walk:
    """One pass over the tokens, with what is open around them."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self._tokens = tokens
        self._level = 0
        self._markers: list[str] = []
        self._fresh = False  # the next line opens a list item
        self._cells: list[Line] | None = None

    def lines(self) -> Iterator[Line]:
        for token in self._tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type in {"code_block", "fence"}:
                for row in token.content.split("\n"):
                    yield Line(0, row.strip(), indent=_EM_PER_LEVEL * len(self._markers))
            elif token.type == "tr_close":
                yield from self._row()
            else:
                self._step(token)

    def _step(self, token: "Token") -> None:
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1])
            case "heading_close":
                self._level = 0
            case "bullet_list_open" | "ordered_list_open":
                self._markers.append("")
            case "bullet_list_close" | "ordered_list_close":
                self._markers.pop()
            case "list_item_open":
                self._markers[-1] = f"{token.info}. " if token.info else "• "
                self._fresh = True
            case "tr_open":
                self._cells = []

    def _inline(self, token: "Token") -> Iterator[Line]:
        rows = _rows(token.children or ())
        if self._cells is not None:
            self._cells.append(
                Line(0, " ".join(text for text, _, _ in rows), links=sum((links for _, links, _ in rows), ()))
            )
            return
        for text, links, bold in rows:
            marker = self._markers[-1] if self._fresh and self._markers else ""
            yield Line(
                0,
                marker + text,
                level=self._level,
                bold=bold,
                bullet=bool(marker),
                indent=_EM_PER_LEVEL * len(self._markers),
                links=links,
            )
            self._fresh = False

    def _row(self) -> Iterator[Line]:
        cells, self._cells = self._cells or [], None
        text = "\t".join(cell.text for cell in cells if cell.text)
        yield Line(0, text, links=sum((cell.links for cell in cells), ()))


def _rows(children: Sequence["Token"]) -> list[tuple[str, tuple[str, ...], bool]]:
    """The rows of one block: text, links, and whether all of it is bold."""
    rows: list[tuple[str, tuple[str, ...], bool]] = []
    links: list[str] = []
    text, strong, plain = "", 0, False
    for child in children:
        if child.type in _BREAKS:
            rows.append((text, tuple(links), bool(text) and not plain))
            text, links, plain = "", [], False
        elif child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif child.type == "link_open":
            links += web_target(str(child.attrGet("href") or ""))
        elif child.content:
            text += child.content  # of a picture: the words that stand in for it
            plain = plain or not (strong or child.content.isspace())
    rows.append((text, tuple(links), bool(text) and not plain))
    return rows
