"""Untrusted text on its way into Slack. It passes here once, at the edge, and comes out inert.

File names, quotes of a resume, titles of a posting, words of a command: none of it may ping, link, format or hide.
"""

import re
import unicodedata

from core.text import cut

NAME_LENGTH = 80
NAME_LOOKED_AT = 4_000
_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode classes that show nothing or reorder what is shown: control, bidi and zero-width, surrogate, private."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Slack's mrkdwn knows no escape for its own marks, so each is shown by a twin that it does not read.
_TWINS = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼"})
_EDGE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # `_so_` is italic, snake_case is not
_MARKUP = re.compile(r"<(?P<target>[^<>|\n]{1,2000})(?:\|(?P<label>[^<>\n]{0,2000}))?>")
_EMOJI_COLON = re.compile(r":(?=[\w+-]{1,100}:)")


def plain(text: str, limit: int) -> str:
    """One line of visible characters, at most `limit`. For plain_text, which Slack shows as it is.

    Cut before it is looked at, so that a very long text costs no more than a short one.
    """
    seen = text[: limit * 4].replace("\n", " ").replace("\t", " ").replace("\r", " ")
    kept = "".join(letter for letter in seen if unicodedata.category(letter) not in _GONE)
    return cut(" ".join(kept.split()), limit)


def inert(text: str, limit: int = 300) -> str:
    """The same for mrkdwn: no mention, link, format or emoji code is left in it.

    `limit` counts what is shown; escaping makes the string longer than that.
    """
    shown = plain(text, limit).translate(_TWINS)
    shown = _EDGE_UNDERSCORE.sub("＿", shown)
    return _EMOJI_COLON.sub("∶", shown).translate(_ENTITIES)


def inert_markdown(text: str, limit: int = 300) -> str:
    """The same for streamed text, which is Markdown: links and bare addresses come apart too."""
    return (
        inert(text, limit).replace("](", "] (").replace("://", ":∕∕").replace("![", "! [").replace("\\", "∖")
    )


def name(file_name: str) -> str:
    """A file's name for display, inert; the end of a long one stays, because it holds the type."""
    half = NAME_LOOKED_AT // 2
    ends = file_name if len(file_name) <= NAME_LOOKED_AT else file_name[:half] + file_name[-half:]
    shown = plain(ends, NAME_LOOKED_AT)
    if len(shown) > NAME_LENGTH:
        shown = f"{shown[: NAME_LENGTH - 12]}…{shown[-11:]}"
    return inert(shown, NAME_LENGTH) or "a file without a name"


def typed(text: str, limit: int) -> str:
    """What a person typed: Slack sends `&`, `<` and `>` as entities."""
    return text[:limit].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def said(text: str, limit: int) -> str:
    """The words of a message: Slack keeps links, people and channels as `<target|label>`."""
    return typed(_MARKUP.sub(_label, text[:limit]), limit).strip()


def _label(markup: re.Match[str]) -> str:
    target, label = markup["target"], markup["label"]
    return label or ("" if target.startswith(("@", "#", "!")) else target)
