"""Values that know where they stand: every string of a resume is cut from lines, never typed anew."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from core.extraction.resumes.words import COMPOUND_HEADS, COMPOUND_TAILS
from core.model import Json, Line, Span, Spans
from core.text import BULLETS

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_TAB = re.compile(r"\t")
_MOST_CELLS = 40
_BLANKS = " \t\u00a0\u3000"
_EDGES = " \t\u00a0\u2009\u202f\u3000,;|·•:–—-/、，；：\u00ad\u200b"
_GLYPH = re.compile(rf"\s*(?:[{re.escape(BULLETS)}\ue000-\uf8ff]|[-*–—](?=\s)|\(?\d{{1,2}}[.)](?=\s))+\s*")
_OPENS_ITEM = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]|[-*–](?=\s))\s*[^\W\d]")
_CELL_GLYPH = re.compile(rf"[{re.escape(BULLETS)}]\s+(?=[^\W_])")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of one line, cut at code points."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return Span(self.line.n, self.start, self.end)

    def part(self, start: int, end: int) -> "Piece":
        """Counted from the start of this piece."""
        return Piece(self.line, self.start + start, self.start + end)

    def trim(self, edges: str = _EDGES) -> "Piece":
        """Without blanks and separators at both ends."""
        text = self.text
        left = len(text) - len(text.lstrip(edges))
        return self.part(left, max(left, len(text.rstrip(edges))))

    def split(self, at: re.Pattern[str]) -> "list[Piece]":
        """The parts between the matches, trimmed; empty ones are dropped."""
        cuts = [0, *(edge for m in at.finditer(self.text) for edge in m.span()), len(self.text)]
        parts = (self.part(a, b).trim() for a, b in zip(cuts[::2], cuts[1::2], strict=True))
        return [part for part in parts if part.text]

    def split_outside(self, at: re.Pattern[str]) -> "list[Piece]":
        """As `split`, but not inside brackets."""
        depths = bracket_depths(self.text)
        cuts = [
            0,
            *(e for m in at.finditer(self.text) if depths[m.start()] == 0 for e in m.span()),
            len(self.text),
        ]
        parts = (self.part(a, b).trim() for a, b in zip(cuts[::2], cuts[1::2], strict=True))
        return [part for part in parts if part.text]

    def touches(self, other: "Piece | None") -> bool:
        """Do the two share letters?"""
        return (
            other is not None
            and self.line.n == other.line.n
            and self.start < other.end
            and other.start < self.end
        )

    def __bool__(self) -> bool:
        return bool(self.text.strip())


def bracket_depths(text: str) -> list[int]:
    """How many brackets are open at each letter and at the end."""
    depths, depth = [], 0
    for letter in text:
        depth = max(0, depth + (letter in "([（") - (letter in ")]）"))
        depths.append(depth)
    return [*depths, 0]


def opens_item(line: Line) -> bool:
    """Does the line open an item of a list? Its glyph tells so too, but not before a number: "– 2021" ends a range."""
    return line.bullet or _OPENS_ITEM.match(line.text) is not None


def whole(line: Line) -> Piece:
    """A line without its bullet glyph and outer blanks."""
    glyph = _GLYPH.match(line.text) if opens_item(line) or line.text[:1] in BULLETS else None
    return Piece(line, glyph.end() if glyph else 0, len(line.text)).trim(" \t\u00a0\u3000")


def cells(line: Line) -> list[Piece]:
    """The cells of a line, which tabs part; of very many the last one holds the rest."""
    row = whole(line)
    tabs = islice(_TAB.finditer(row.text), _MOST_CELLS)
    cuts = [0, *(edge for m in tabs for edge in m.span()), len(row.text)]
    parts = (_unglyphed(row.part(a, b).trim(_BLANKS)) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return [part for part in parts if part.text]


def _unglyphed(piece: Piece) -> Piece:
    """Without the glyph of a list that has a cell for each item."""
    glyph = _CELL_GLYPH.match(piece.text)
    return piece.part(glyph.end(), len(piece.text)) if glyph else piece


@dataclass(frozen=True, slots=True)
class Value:
    """A string of the resume and where the document says it."""

    text: str
    spans: tuple[Span, ...]


def tidy(text: str) -> str:
    """Single blanks, no marks that nobody sees. Letters stay as they are."""
    return " ".join(text.translate(_UNSEEN).split())


def value(*pieces: Piece | None) -> Value | None:
    """What the pieces say, joined as a reader joins lines; None if there are none or they say nothing."""
    kept = [piece for piece in pieces if piece is not None and tidy(piece.text)]
    if not kept:
        return None
    text = tidy(kept[0].text)
    for before, piece in pairwise(kept):
        text = _join(text, before, tidy(piece.text))
    return Value(text, tuple(p.span for p in kept))


def _join(text: str, before: Piece, more: str) -> str:
    last = before.text.rstrip()[-1:]
    if last == "\u00ad":
        return text + more
    if text.endswith("-") and text[-2:-1].isalnum() and more[:1].isalnum():
        return text + more if _keeps_hyphen(text, more, before.line) else text[:-1] + more
    if _CJK.match(text[-1]) and _CJK.match(more[0]):
        return text + more
    return f"{text} {more}"


def _keeps_hyphen(text: str, more: str, line: Line) -> bool:
    """Does the hyphen at a line end belong to the word? Typed text is broken only at hyphens that do."""
    if line.box is None or not more[:1].islower():
        return True
    head = re.split(r"[\s-]", text[:-1][-30:])[-1].lower()
    tail = re.split(r"\W", more[:30])[0].lower()
    return head in COMPOUND_HEADS or tail in COMPOUND_TAILS or "-" in text.rsplit(maxsplit=1)[-1][:-1]


Tree = dict[str, Any]
"""JSON Resume as it grows: dicts and lists of `Value`; None and empty ones are left out in the end."""


@dataclass(frozen=True)
class Ripe:
    """A tree as plain JSON.

    Attributes:
        spans: of its strings.
        notes: JSON Pointer of an entry → what we noted about it (keys with an underscore in front).
    """

    fields: Json
    spans: Spans
    notes: dict[str, Tree]


def standing(node: Any, lines: Sequence[Line]) -> Any:
    """The tree with every string as it stands: of pieces with other words between them only those before these.

    Args:
        lines: in the order they are read; a column goes on after what stands beside it.
    """
    places = {line.n: at for at, line in enumerate(lines)}
    return _standing(node, lines, places)


def _standing(node: Any, lines: Sequence[Line], places: Mapping[int, int]) -> Any:
    if isinstance(node, dict):
        return {
            key: child if key.startswith("_") else _standing(child, lines, places)
            for key, child in node.items()
        }
    if isinstance(node, list):
        return [_standing(child, lines, places) for child in node]
    if not isinstance(node, Value) or len(node.spans) == 1 or not all(s.line in places for s in node.spans):
        return node
    pieces = [Piece(lines[places[span.line]], span.start, span.end) for span in node.spans]
    seams = (at for at, (a, b) in enumerate(pairwise(pieces), 1) if not _adjoin(a, b, lines, places))
    end = next(seams, len(pieces))
    return node if end == len(pieces) else value(*pieces[:end])


def _adjoin(a: Piece, b: Piece, lines: Sequence[Line], places: Mapping[int, int]) -> bool:
    """Stand no letters or digits between the two?"""
    at, to = places[a.line.n], places[b.line.n]
    if at == to:
        between = a.line.text[a.end : b.start]
    else:
        inner = (line.text for line in lines[at + 1 : to])
        between = "\n".join((a.line.text[a.end :], *inner, b.line.text[: b.start]))
    return (at, a.end) <= (to, b.start) and not any(map(str.isalnum, between))


def ripe(tree: Tree) -> Ripe:
    """What is empty is left out, so the pointers hold for the JSON that is made."""
    out = Ripe({}, {}, {})
    out.fields.update(_ripen(tree, "", out) or {})
    return out


def _ripen(node: object, pointer: str, out: Ripe) -> Any:
    if isinstance(node, Value):
        if node.spans:
            out.spans[pointer] = node.spans
        return node.text
    if isinstance(node, dict):
        if notes := {key: note for key, note in node.items() if key.startswith("_")}:
            out.notes[pointer] = notes
        shown = {key: child for key, child in node.items() if not key.startswith("_") and not is_bare(child)}
        return {key: _ripen(child, f"{pointer}/{key}", out) for key, child in shown.items()}
    if isinstance(node, list):
        kept = [child for child in node if not is_bare(child)]
        return [_ripen(child, f"{pointer}/{place}", out) for place, child in enumerate(kept)]
    return node


def is_bare(node: object) -> bool:
    """Nothing in it."""
    if isinstance(node, dict):
        return all(is_bare(child) for key, child in node.items() if not key.startswith("_"))
    if isinstance(node, list):
        return all(is_bare(child) for child in node)
    return node is None or (isinstance(node, Value) and not node.text)


def split_run(run: Sequence[Piece], at: re.Pattern[str]) -> list[list[Piece]]:
    """Items of a list that runs over several lines: an item broken at a line end is several pieces."""
    items: list[list[Piece]] = []
    open_item, line = False, 0
    for piece in map(_with_edges, run):
        open_item, line = open_item and piece.line.n != line, piece.line.n
        parts = piece.split_outside(at)
        text = piece.text
        if parts and open_item and items and not _starts_with(at, text):
            items[-1].append(parts.pop(0))
        items += [[part] for part in parts]
        open_item = not any(m.end() == len(text) and m.group().strip() for m in at.finditer(text))
    return items


def _with_edges(piece: Piece) -> Piece:
    """The piece with the separators around it, which trimming has cut off: they end the items of a list."""
    text = piece.line.text
    start, end = piece.start, piece.end
    while end < len(text) and text[end] in _EDGES and text[end] != "\t":
        end += 1
    while start > 0 and text[start - 1] in _EDGES and text[start - 1] != "\t":
        start -= 1
    return Piece(piece.line, start, end)


def _starts_with(at: re.Pattern[str], text: str) -> bool:
    match = at.match(text)
    return bool(match and match.group().strip())


def closes_with(piece: Piece, signs: str) -> bool:
    """Is the next thing on its line after the piece one of these signs?"""
    return piece.line.text[piece.end :].lstrip()[:1] in tuple(signs)
