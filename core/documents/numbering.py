"""Marks of lists in a DOCX: Word keeps them apart from the text, and counts when it shows them."""

import re
from typing import Final, NamedTuple

from lxml import etree

from core.documents.letters import SYMBOL_GLYPHS
from core.documents.package import Package
from core.documents.wordml import TWIPS_PER_POINT, W, number, value
from core.text import BULLETS

_DEEPEST: Final = 9
_LONGEST_MARK: Final = 20
_PLACE = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
)
_ROMAN_SMALL: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST: Final = 3_000  # beyond it a number is written in figures


class _Level(NamedTuple):
    kind: str  # id of the list's definition; lists of one definition count together
    format: str
    text: str
    start: int
    left_pt: float


class Lists:
    """Which paragraphs carry marks, what they say, and how far they are indented."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, list[int | None]] = {}
        root = package.part("numbering")
        if root is None:
            return
        kinds = {kind.get(W + "abstractNumId", ""): kind for kind in root.findall(W + "abstractNum")}
        for num in root.findall(W + "num"):
            self._take(num, kinds.get(value(num, "abstractNumId") or ""))

    def _take(self, num: etree._Element, kind: etree._Element | None) -> None:
        id = num.get(W + "numId", "")
        overrides = {change.get(W + "ilvl", "0"): change for change in num.findall(W + "lvlOverride")}
        for level in kind.findall(W + "lvl") if kind is not None else ():
            place = level.get(W + "ilvl", "0")
            change = overrides.get(place)
            own = change.find(W + "lvl") if change is not None else None
            shown = level if own is None else own
            start = number(value(change, "startOverride")) or number(value(shown, "start"))
            definition = num.get(W + "numId", "") if overrides else value(num, "abstractNumId") or ""
            self._levels[id, _depth(place)] = _Level(
                ("own " if overrides else "") + definition,
                value(shown, "numFmt") or "bullet",
                value(shown, "lvlText") or "",
                1 if start is None else int(start),
                left_pt(shown.find(f"{W}pPr/{W}ind")),
            )

    def mark(self, id: str | None, level: str) -> str:
        """The mark before the next paragraph of a list, with a blank after it; "" for paragraphs without one.

        Counts, so it is asked once for each paragraph.
        """
        if id in {None, "0"}:
            return ""
        found = self._levels.get((id or "", _depth(level)))
        if found is None:
            return "• "
        if found.format == "bullet":
            return f"{_glyph(found.text)} "
        if found.format == "none":
            return ""
        return self._count(found, id or "", _depth(level))

    def left_pt(self, id: str | None, level: str) -> float:
        found = self._levels.get((id or "", _depth(level)))
        return found.left_pt if found else 0.0

    def _count(self, found: _Level, id: str, depth: int) -> str:
        counts = self._counts.setdefault(found.kind, [None] * _DEEPEST)
        before = counts[depth]
        counts[depth] = found.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_DEEPEST - depth - 1)

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = self._levels.get((id, at), found)
            counted = counts[at]
            return _written(level.start if counted is None else counted, level.format)

        text = _PLACE.sub(shown, found.text[:_LONGEST_MARK])
        return f"{text.strip()} " if text.strip() else ""


def left_pt(indent: etree._Element | None) -> float:
    """A `w:ind` in points."""
    if indent is None:
        return 0.0
    twips = number(indent.get(W + "left") or indent.get(W + "start"))
    return max(0.0, (twips or 0.0) / TWIPS_PER_POINT)


def _depth(level: str) -> int:
    found = number(level)
    return int(found) if found is not None and 0 <= found < _DEEPEST else 0


def _glyph(text: str) -> str:
    """A bullet that is one in Unicode; Word's own are codes of symbol fonts, and a small "o"."""
    letter = text[:1]
    letter = SYMBOL_GLYPHS.get(ord(letter) & 0xFF, "•") if "\ue000" <= letter <= "\uf8ff" else letter
    return letter if letter and letter in BULLETS + "–—-*" else "◦" if letter == "o" else "•"


def _written(count: int, format: str) -> str:
    match format:
        case "lowerLetter" | "upperLetter" if 0 < count <= _MOST:
            letters = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        case "lowerRoman" | "upperRoman" if 0 < count <= _MOST:
            letters = ""
            for amount, sign in (*_ROMAN, *_ROMAN_SMALL):
                letters += sign * (count // amount)
                count %= amount
        case "decimalZero":
            letters = f"{count:02}"
        case _:
            letters = str(count)
    return letters[:_LONGEST_MARK].upper() if format.startswith("upper") else letters[:_LONGEST_MARK]
