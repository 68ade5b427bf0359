"""Words of WordprocessingML, and small questions to its elements."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TWIPS_PER_POINT: Final = 20
_LONGEST_NUMBER: Final = 20

TRANSPARENT: Final = frozenset(
    W + name
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "dir",
        "bdo",
        "fldSimple",
        "hyperlink",
        "ruby",
    )
) | {MC + "Choice", MC + "Fallback"}
"""Elements that stand around text without changing it; `fldSimple` and `hyperlink` give it a target."""

Settings = dict[object, etree._Element]  # noqa: SLF001  lxml's name for the class
"""The children of a `w:pPr` or `w:rPr` by their tags: looked into once, asked many times."""


def settings_of(element: etree._Element | None) -> Settings:
    return {} if element is None else {child.tag: child for child in element}


def value(parent: etree._Element | None, name: str) -> str | None:
    """`w:val` of a child, None where there is no such child."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def is_on(value: str | None) -> bool:
    return value in {"1", "true", "on"}


def says_yes(switch: etree._Element | None) -> bool | None:
    """A switch is on by standing there, unless it says otherwise; None where it does not stand."""
    return None if switch is None else switch.get(W + "val", "1") not in {"0", "false", "off"}


def number(text: str | None) -> float | None:
    """A plain number of a document; None for anything else, "NaN" and "1e999" too."""
    try:
        found = float(text[:_LONGEST_NUMBER]) if text else None
    except ValueError:
        return None
    return found if found is not None and abs(found) < 10**9 else None


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, name)


def one_of(alternate: etree._Element) -> etree._Element:
    """Word writes a text box twice, for new and for old readers. One of the two is shown."""
    choice = alternate.find(MC + "Choice")
    fallback = alternate.find(MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate
