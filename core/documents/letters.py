"""Characters as a reader sees them: no marks without ink, no glyphs of icon fonts."""

import re
import unicodedata
from dataclasses import dataclass

from core.text import BULLETS

_WITHOUT_INK = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\U000e0100-\U000e01ef]"
)
_JOINERS = re.compile("[\u200c\u200d]+")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff]")
# Ligatures, full-width letters, half-width kana, Kangxi radicals, compatibility ideographs and presentation forms are
# other shapes of the same letters. NFKC over everything would also turn "10²" into "102" and "½" into "1⁄2".
_OTHER_SHAPES = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufb13-\ufb4f\ufb50-\ufdff\ufe70-\ufefe\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]"
)
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
_CELL_GAP = re.compile(r" ?[\t\v\f\x1c-\x1f\x85]+[\t ]*")

SYMBOL_GLYPHS = {
    0xB7: "•", 0xA7: "▪", 0xA8: "◦", 0xD8: "➢", 0xFC: "✓", 0x76: "❖", 0x6C: "●", 0x6E: "■", 0x71: "❑", 0x75: "◆",
    0x9F: "•", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFE: "☑", 0xA1: "○",
}  # fmt: skip
"""Codes of the fonts Symbol and Wingdings that open list items in Word, where they have a Unicode twin."""

_SPELLED = {0xE0000 + code: code for code in range(128)}
_SYMBOLS = {0xF000 + code: glyph for code, glyph in SYMBOL_GLYPHS.items()}
_OPENS_ITEM = re.compile(rf"(?:[{re.escape(BULLETS)}❑◇○‐–—*+-])[ \t]+(?=\S)|[{re.escape(BULLETS)}](?=\w)")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text with ink, and how many words without ink were taken out of it."""

    text: str
    hidden_words: int = 0


def clean(text: str) -> Cleaned:
    """One line of text: single blanks, a tab for each wide gap, letters in their usual shapes.

    Soft hyphens stay, so that a word broken at a line end can be joined again. Zero-width marks and tag
    characters are dropped; words spelled in tag characters are counted.
    """
    hidden = 0
    if not text.isascii():
        if tags := _TAGS.findall(text):
            hidden = len(" ".join(tags).translate(_SPELLED).split())
            text = _TAGS.sub("", text)
        text = text.translate(_SYMBOLS)
        text = _PRIVATE.sub("", text)
        text = _OTHER_SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        text = _JOINERS.sub(_keep_joiner, text)
        text = unicodedata.normalize("NFC", text)
    text = _CELL_GAP.sub("\t", text)
    text = _WITHOUT_INK.sub("", text)
    text = _BLANKS.sub(" ", text)
    return Cleaned(text.replace(" \t", "\t").replace("\t ", "\t").strip(), hidden)


def opens_item(text: str) -> bool:
    """Whether a line begins as a list item does: a glyph and a blank."""
    return _OPENS_ITEM.match(text) is not None


def count_letters(text: str) -> int:
    """Letters and digits."""
    return sum(map(str.isalnum, text))


def is_wide(letter: str) -> bool:
    """Chinese, Japanese or Korean: one such letter says as much as two or three Latin ones."""
    return unicodedata.east_asian_width(letter) in "WF"


def _keep_joiner(match: re.Match[str]) -> str:
    """Joiners are part of the spelling in Arabic and Indic scripts, and nowhere else in a resume."""
    before = match.string[match.start() - 1 : match.start()]
    return match[0][0] if before and "\u0600" <= before <= "\u0dff" else ""
