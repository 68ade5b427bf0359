"""Text with HTML tags in it, as job boards hand it out → plain text lines."""

import re
from html.parser import HTMLParser
from typing import Final

_TAGS = re.compile(r"</(?:p|li|ul|ol|div|strong|b|em|h[1-6]|span|td|tr)>|<br ?/?>", re.IGNORECASE)
_FEWEST_TAGS: Final = 3
_LOOK_AT_LETTERS: Final = 50_000
_BLOCKS: Final = frozenset(
    {"p", "li", "ul", "ol", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "hr"}
)
_UNSHOWN: Final = frozenset({"script", "style", "template"})


def has_tags(text: str) -> bool:
    """Whether tags make up the text, rather than being spoken of."""
    return len(_TAGS.findall(text[:_LOOK_AT_LETTERS])) >= _FEWEST_TAGS


def without_tags(text: str) -> str:
    """What a browser would show: blocks on lines of their own, list items with a glyph, entities as letters.

    Line ends of the source stay, so that text around the tags keeps its lines.
    """
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs  # links in a posting lead away from it
        self._unshown += tag in _UNSHOWN
        if tag in _BLOCKS:
            self.pieces.append("\n• " if tag == "li" else "\n")
        elif tag == "td":
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._unshown = max(0, self._unshown - (tag in _UNSHOWN))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.pieces.append(data)
