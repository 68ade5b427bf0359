"""Colours of text, and of what lies behind it: text in the colour of its ground cannot be seen."""

import re
from typing import Final

from lxml import etree

from core.documents.wordml import WPS, A, Settings, W, is_on

PAPER: Final = 0xFFFFFF
SOMETHING: Final = -1
"""A ground whose colour is not known (a picture, a blend, a theme's): nothing on it is taken for hidden."""
_NEAR: Final = 15
"""Two colours whose channels differ by no more are told apart by nobody: #F0F0F0 on white paper."""
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_SHORT_HEX = re.compile(r"#([0-9A-Fa-f])([0-9A-Fa-f])([0-9A-Fa-f])")
_NAMED: Final = {
    "white": 0xFFFFFF,
    "black": 0,
    "yellow": 0xFFFF00,
    "red": 0xFF0000,
    "green": 0x00FF00,
    "blue": 0x0000FF,
}
_LIGHT_OF_THEME: Final = {"background1", "light1", "bg1", "lt1"}
_WHITE_HEAD: Final = "window"  # "window" and "windowText" are the colours of a page and of its text


def same(one: int, other: int) -> bool:
    """Whether two colours (0xRRGGBB) look the same on paper."""
    return all(abs((one >> shift & 255) - (other >> shift & 255)) <= _NEAR for shift in (0, 8, 16))


def color(text: str | None) -> int | None:
    """0xRRGGBB of a colour as Word or VML writes it; None for "auto" and what we do not know."""
    text = (text or "")[:32].strip().lower()
    if found := _HEX.match(text):
        return int(found[1], 16)
    if found := _SHORT_HEX.match(text):
        return int("".join(digit * 2 for digit in found.groups()), 16)
    return _NAMED.get(text.partition(" ")[0])


def of_text(element: etree._Element | None) -> int | None:
    """Of a `w:color`; None for the automatic colour, which Word picks so that it can be read."""
    if element is None:
        return None
    said = color(element.get(W + "val"))
    theme = element.get(W + "themeColor", "")
    if said is None and theme in _LIGHT_OF_THEME and element.get(W + "themeShade") is None:
        return PAPER
    return said


def of_shade(shade: etree._Element | None) -> int | None:
    """Of a `w:shd`: its colour, SOMETHING for patterns; None where it leaves the ground as it is."""
    if shade is None:
        return None
    pattern = shade.get(W + "val", "clear")
    if pattern in {"clear", "nil"}:
        return color(shade.get(W + "fill"))
    return color(shade.get(W + "color")) if pattern == "solid" else SOMETHING


def of_marker(name: str | None) -> int | None:
    """Of a text marker (`w:highlight`)."""
    return None if name in {None, "none"} else _NAMED.get(name or "", SOMETHING)


def of_page(root: etree._Element) -> int:
    """The page's own colour, if it has one."""
    page = root.find(W + "background")
    said = None if page is None else color(page.get(W + "color"))
    return PAPER if said is None else said


def of_cell(cell: etree._Element) -> int | None:
    settings = cell.find(W + "tcPr")
    return None if settings is None else of_shade(settings.find(W + "shd"))


def of_shape(shape: etree._Element) -> int | None:
    """What a drawn shape is filled with; None where one sees through it."""
    if shape.tag == WPS + "wsp":
        return _of_drawing(shape)
    if (shape.get("filled") or "").lower() in {"f", "false", "0"}:
        return None
    said = color(shape.get("fillcolor"))
    # VML fills with white where nothing is said.
    return said if said is not None else SOMETHING if shape.get("fillcolor") else PAPER


def _of_drawing(shape: etree._Element) -> int | None:
    settings = shape.find(WPS + "spPr")
    for fill in settings if settings is not None else ():
        if fill.tag == A + "noFill":
            return None
        if fill.tag == A + "solidFill":
            return _of_fill(fill)
        if fill.tag in {A + "gradFill", A + "pattFill", A + "blipFill", A + "grpFill"}:
            return SOMETHING
    reference = shape.find(f"{WPS}style/{A}fillRef")
    if reference is None or reference.get("idx", "0") == "0":
        return None
    return _of_fill(reference)


def _of_fill(fill: etree._Element) -> int:
    for child in fill:
        if child.tag == A + "srgbClr":
            said = color(child.get("val"))
        elif child.tag == A + "sysClr":
            said = color(child.get("lastClr"))
            said = PAPER if said is None and child.get("val") == _WHITE_HEAD else said
        elif child.tag == A + "schemeClr":
            plain = child.get("val") in _LIGHT_OF_THEME and len(child) == 0
            said = PAPER if plain else None
        else:
            said = None
        return SOMETHING if said is None else said
    return SOMETHING


def is_shaded_style(style: etree._Element) -> bool:
    """Whether a table style shades any of its cells."""
    return any(of_shade(shade) not in {None, PAPER} for shade in style.iter(W + "shd"))


def lies_behind(anchor: etree._Element) -> bool:
    """Whether a drawing lies behind the text and may darken it: a picture, or a shape that is filled."""
    if not is_on(anchor.get("behindDoc")):
        return False
    shapes = list(anchor.iter(WPS + "wsp"))
    return any(of_shape(shape) not in {None, PAPER} for shape in shapes) or any(
        True for _ in anchor.iter(A + "blip")
    )


def of_settings(settings: Settings) -> int | None:
    """Behind a run or a paragraph, by the children of its settings: a marker hides shading."""
    marker = settings.get(W + "highlight")
    marked = None if marker is None else of_marker(marker.get(W + "val"))
    return of_shade(settings.get(W + "shd")) if marked is None else marked
