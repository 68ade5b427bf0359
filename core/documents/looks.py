"""How text looks in a DOCX: its own settings over those of its styles."""

import re
from typing import Final, NamedTuple

from lxml import etree

from core.documents import ground
from core.documents.package import Package
from core.documents.wordml import W14, Settings, W, is_on, number, says_yes, settings_of, value

_TINY_PT: Final = 3.0
_NARROW_PERCENT: Final = 10
_WHOLLY: Final = 95_000
"""Thousandths of a percent of transparency from which on nothing is left to see."""
_BASED_ON_AT_MOST: Final = 20
_HEADING_NAME = re.compile(r"heading\s?([1-9])", re.IGNORECASE)
_LEVELS: Final = 9


class Look(NamedTuple):
    """How a run looks; None where nothing is said and the next style up decides.

    Attributes:
        size: in points.
        vanish: switched off by its owner ("hidden text").
        inkless: letters without filling, or squeezed to nothing.
        color: 0xRRGGBB.
        ground: what lies right behind it, as `ground` has it.
        symbols: its letters are codes of a symbol font.
    """

    bold: bool | None = None
    size: float | None = None
    vanish: bool | None = None
    inkless: bool | None = None
    color: int | None = None
    ground: int | None = None
    symbols: bool | None = None

    def over(self, below: "Look") -> "Look":
        """What the upper look says itself, then what the lower one says."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.size if self.size is None else self.size,
            below.vanish if self.vanish is None else self.vanish,
            below.inkless if self.inkless is None else self.inkless,
            below.color if self.color is None else self.color,
            below.ground if self.ground is None else self.ground,
            below.symbols if self.symbols is None else self.symbols,
        )

    def is_hidden(self, behind: int) -> bool:
        """Whether nobody can see such text on a ground of this colour."""
        if self.vanish or self.inkless or (self.size is not None and self.size < _TINY_PT):
            return True
        behind = behind if self.ground is None else self.ground
        return self.color is not None and behind != ground.SOMETHING and ground.same(self.color, behind)


class Style(NamedTuple):
    """What a style gives to a paragraph or a run.

    Attributes:
        level: of a heading, 0 for none.
        numbered: id of its list.
        depth: level of that list.
        ground: behind the whole paragraph.
    """

    look: Look = Look()
    level: int = 0
    numbered: str | None = None
    depth: str = "0"
    ground: int | None = None


class Styles:
    """Styles by name, each already laid over those it is based on."""

    def __init__(self, package: Package) -> None:
        root = package.part("styles")
        self._raw: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._shaded: dict[str, bool] = {}
        self.default = Look()
        self.paragraph = ""
        if root is None:
            return
        for style in root.iter(W + "style"):
            self._raw[style.get(W + "styleId", "")] = style
            if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default")):
                self.paragraph = style.get(W + "styleId", "")
        self.default = look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def style(self, name: str | None, depth: int = 0) -> Style:
        """The style of this id; an empty one where there is none, or where styles rest on each other in a ring."""
        if not name or name not in self._raw or depth > _BASED_ON_AT_MOST:
            return Style()
        if name not in self._known:
            raw = self._raw[name]
            below = self.style(value(raw, "basedOn"), depth + 1)
            place = raw.find(f"{W}pPr/{W}numPr")
            own_ground = ground.of_shade(raw.find(f"{W}pPr/{W}shd"))
            self._known[name] = Style(
                look(raw.find(W + "rPr")).over(below.look),
                _level_of(raw) or below.level,
                value(place, "numId") or below.numbered,
                value(place, "ilvl") or below.depth,
                below.ground if own_ground is None else own_ground,
            )
        return self._known[name]

    def shades_tables(self, name: str | None, depth: int = 0) -> bool:
        """Whether a table of this style may have dark cells."""
        if not name or name not in self._raw or depth > _BASED_ON_AT_MOST:
            return False
        if name not in self._shaded:
            raw = self._raw[name]
            self._shaded[name] = ground.is_shaded_style(raw) or self.shades_tables(
                value(raw, "basedOn"), depth + 1
            )
        return self._shaded[name]


def look(settings: etree._Element | None) -> Look:
    """Of a `w:rPr`."""
    if settings is None:
        return _PLAIN
    found = settings_of(settings)
    size = found.get(W + "sz")
    half_points = None if size is None else number(size.get(W + "val"))
    fonts = found.get(W + "rFonts")
    font = None if fonts is None else fonts.get(W + "ascii")
    return Look(
        bold=says_yes(found.get(W + "b")),
        size=None if half_points is None else half_points / 2,
        vanish=says_yes(found.get(W + "vanish")),
        inkless=_is_inkless(found),
        color=ground.of_text(found.get(W + "color")),
        ground=ground.of_settings(found),
        symbols=None if font is None else font.lower().startswith(("wingdings", "symbol")),
    )


def outline_level(outline: etree._Element | None) -> int:
    """Heading level of a `w:outlineLvl`; 0 for none, and for the tenth, which is body text."""
    level = None if outline is None else number(outline.get(W + "val"))
    return int(level) + 1 if level is not None and 0 <= level < _LEVELS else 0


def _level_of(style: etree._Element) -> int:
    """By the style's name, or by its outline."""
    name = value(style, "name") or ""
    if match := _HEADING_NAME.fullmatch(name):
        return int(match[1])
    if name.lower() == "title":
        return 1
    return outline_level(style.find(f"{W}pPr/{W}outlineLvl"))


def _is_inkless(found: Settings) -> bool | None:
    width = found.get(W + "w")
    percent = None if width is None else number((width.get(W + "val") or "").rstrip("%"))
    if percent is not None and 0 < percent < _NARROW_PERCENT:
        return True
    filling = found.get(W14 + "textFill")
    if filling is None:
        return None
    if filling.find(W14 + "noFill") is not None:
        return not _is_outlined(found.get(W14 + "textOutline"))
    alpha = next(filling.iter(W14 + "alpha"), None)
    through = None if alpha is None else number(alpha.get(W14 + "val"))
    return through is not None and through >= _WHOLLY


def _is_outlined(outline: etree._Element | None) -> bool:
    return outline is not None and outline.find(W14 + "noFill") is None and len(outline) > 0


_PLAIN: Final = Look()
