"""One form for each character, so that two spellings of the same words compare equal."""

import re
import unicodedata

_UNIFIED = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("’‘‛′`´", "'")
    | dict.fromkeys("“”„«»″", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
BULLETS = "•●◦▪■·‣⁃∙○◆►▸➢➤✓✔❖"
"""Glyphs that open a list item; "-", "*" and "–" do so too, at the start of a line with a blank after them."""


def fold(text: str) -> str:
    """NFKC, one kind of dash and quote, no soft hyphens or zero-width marks, single blanks. Case is kept."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_UNIFIED)).split())


def squash(text: str) -> str:
    """For comparing sentences: `fold` without blanks, hyphens, bullets and case."""
    folded = fold(text.translate(dict.fromkeys(map(ord, BULLETS), " ")))
    return re.sub(r"[\s-]", "", folded).lower()


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the last one "…" if anything was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
