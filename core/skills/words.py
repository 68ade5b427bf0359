"""Text as words with their places, compared without case, width, dashes and blanks."""

import re
import unicodedata
from dataclasses import dataclass

# A word is a run of letters and digits of scripts that put blanks between words; each letter of a script
# that does not (Chinese, Japanese, Korean) is a word of its own, so that "熟悉Python开发" holds Python.
_WORD = re.compile(
    "[0-9A-Za-z\u00aa-\u02af\u0300-\u1fff\u2c00-\u2dff\ua640-\ua7ff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
    "|[^\\s]"
)
_NO_LETTERS = "\u00ab\u00ac\u00ad\u00af\u00b0\u00b1\u00b4\u00b6\u00b7\u00b8\u00bb\u00bf\u00d7\u00f7"
_SPLIT = re.compile(f"[{_NO_LETTERS}]|[^{_NO_LETTERS}]+")
DASHES = frozenset("-‐‑‒–—―−\u00ad")
_QUOTES = dict.fromkeys("’‘‛′`´", "'")
_SIGNED = frozenset({"c++", "c#", "f#", "a+", "security+", "network+"})
"""Words whose closing sign is part of the name."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign of a text: `key` for comparing, `start` to `end` in code points of that text."""

    key: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """Words and signs of a text in order; dashes are left out, so "front-end" reads as "front end"."""
    words: list[Word] = []
    for run in _WORD.finditer(text):
        for part in _SPLIT.finditer(run.group()):
            start, end = run.start() + part.start(), run.start() + part.end()
            if part.group() not in DASHES:
                words.append(Word(fold(part.group()), start, end))
    return _signed(words)


def fold(word: str) -> str:
    """The form in which words are compared: NFKC, no case, one kind of apostrophe."""
    if word.isascii():
        return word.lower()
    return _QUOTES.get(word) or unicodedata.normalize("NFKC", word).casefold()


def _signed(words: list[Word]) -> list[Word]:
    """Puts "c" and "+" and "+" together where they touch and make a name."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        if word.key in {"+", "#"} and before and before.end == word.start:
            two = joined[-2] if len(joined) > 1 else None
            if before.key == word.key == "+" and two and two.key == "c" and two.end == before.start:
                joined[-2:] = [Word("c++", two.start, word.end)]
                continue
            if before.key + word.key in _SIGNED:
                joined[-1] = Word(before.key + word.key, before.start, word.end)
                continue
        joined.append(word)
    return joined


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as running text."""
    return frozenset(text.split())


def key_of(text: str) -> tuple[str, ...]:
    """A name as it is looked up."""
    return tuple(word.key for word in split(text))
