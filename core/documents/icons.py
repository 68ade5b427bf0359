"""Little pictures before contact data, by their codes in Font Awesome and Material Icons, and the words they stand for."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.documents.segments import SAME_ROW_EM, Word

_MOST_ICONS: Final = 200  # each is held against all words of its page
_REACH_EM: Final = 3.0
_BLANK_EM: Final = 0.25
_TOGETHER_EM: Final = 0.6
_FEWEST_DIGITS: Final = 6

_CODES: Final = {
    "Phone": "f095 f098 f879 f10b f3cd f3ce f2a0 f87b f590 e0cd e0b0 e324 e325 e32c e551",
    "Mail": "f0e0 f003 f199 f2b6 f658 f1fa e0be e0e1 e158 e0e6 e151",
    "Place": "f3c5 f041 f276 f279 f015 f124 f601 e55f e0c8 e88a e8b4 e55b e0c7",
    "Web": "f0ac f0c1 f08e f57d f57e f7a2 f14c f360 e157 e894 e80b e89e e250",
    "GitHub": "f09b f092 f113",
    "GitLab": "f296",
    "Bitbucket": "f171",
    "LinkedIn": "f08c f0e1",
    "Stack Overflow": "f16c",
    "Twitter": "f099 f081",
    "X": "e61b e61a",
    "ORCID": "f8d2",
    "Kaggle": "f5fa",
    "Medium": "f23a f3c7",
    "XING": "f168 f169",
    "Facebook": "f09a f39e f082",
    "Instagram": "f16d e055",
    "YouTube": "f167 f431",
    "Dribbble": "f17d f397",
    "Behance": "f1b4 f1b5",
    "CodePen": "f1cb",
    "Mastodon": "f4f6",
    "ResearchGate": "f4f8",
    "Skype": "f17e",
    "Telegram": "f2c6 f3fe",
    "WhatsApp": "f232 f40c",
}
_MEANINGS: Final = {chr(int(code, 16)): word for word, codes in _CODES.items() for code in codes.split()}
_NETWORKS: Final = frozenset(_CODES) - {"Phone", "Mail", "Place", "Web"}
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_SAYS_ITSELF: Final = re.compile(r"@|\w\.\w|://")


def is_icon(text: str) -> bool:
    """Whether a word is one sign without a meaning in Unicode, as icons are."""
    return _PRIVATE.fullmatch(text) is not None


def spelled_out(words: Sequence[Word]) -> list[Word]:
    """The words with icons left out, or put into a word where what follows them does not say what it is.

    Mail addresses, addresses on the web, numbers and places say what they are; a bare user name does not, nor does an
    icon that is itself the link. Links over an icon that is left out go to the word after it.
    """
    icons = [word for word in words if is_icon(word.text)]
    if not icons:
        return list(words)
    found = [word for word in words if not is_icon(word.text)]
    for icon in icons[:_MOST_ICONS]:
        meaning = _MEANINGS.get(icon.text, "Link")
        after = _after(icon, found)
        if after is None:
            found += [replace(icon, text=meaning)] if icon.links else []
            continue
        follower = found[after]
        links = tuple(dict.fromkeys((*icon.links, *follower.links)))
        found[after] = replace(follower, links=links)
        if meaning in _NETWORKS and _is_bare_name(after, found, meaning):
            end = max(icon.x1, follower.x0 - _BLANK_EM * follower.size)
            label = replace(icon, text=f"{meaning}:", x1=end, size=follower.size, baseline=follower.baseline)
            found.append(replace(label, top=follower.top, bottom=follower.bottom, bold=follower.bold))
    return found


def _after(icon: Word, words: Sequence[Word]) -> int | None:
    """Place of the word right of an icon, in its row."""
    middle = (icon.top + icon.bottom) / 2
    near = [
        place
        for place, word in enumerate(words)
        if word.top - SAME_ROW_EM * word.size <= middle <= word.bottom + SAME_ROW_EM * word.size
        and -0.3 * word.size <= word.x0 - icon.x1 <= _REACH_EM * max(word.size, icon.size)
    ]
    return min(near, key=lambda place: words[place].x0, default=None)


def _is_bare_name(place: int, words: Sequence[Word], network: str) -> bool:
    """Whether a word stands alone, as a user name does, and does not say where it is one."""
    word = words[place]
    text = word.text
    if _SAYS_ITSELF.search(text) or network.replace(" ", "").lower() in text.lower():
        return False
    if sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        return False
    return not any(
        abs(other.baseline - word.baseline) < SAME_ROW_EM * word.size
        and 0 <= other.x0 - word.x1 < _TOGETHER_EM * word.size
        for other in words
    )
