"""Where lines are gathered until the document is whole."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from core.documents.letters import clean
from core.model import Document, DocumentType, Line, Notice

_MOST_LINES: Final = 20_000
"""Thirty lines to a page, this is a book. Lines of one letter cost as much as long ones."""


@dataclass(slots=True)
class Sheet:
    """Lines so far, and what was left out.

    Attributes:
        letters_left: characters that may still be taken.
        cut: whether something was left out before it came here.
        pages: of the file, as far as it is known.
        pictures: numbers of the pages that are pictures, with next to no text of their own.
    """

    letters_left: int
    cut: bool = False
    lines: list[Line] = field(default_factory=list)
    hidden_words: int = 0
    notices: list[Notice] = field(default_factory=list)
    pages: int | None = None
    pictures: list[int] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.letters_left <= 0 or len(self.lines) >= _MOST_LINES

    def add(self, line: Line) -> None:
        """Takes a line with its text as it stood in the file; blank ones are skipped."""
        # A line of a million letters would be cleaned for nothing: the rest of it is left out anyway.
        cleaned = clean(line.text[: max(0, self.letters_left)])
        self.hidden_words += cleaned.hidden_words
        self.letters_left -= len(line.text)
        if not cleaned.text:
            return
        if not line.visible:
            self.hidden_words += len(cleaned.text.split())
        self.lines.append(replace(line, n=len(self.lines) + 1, text=cleaned.text))

    def extend(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if self.full:
                break
            self.add(line)

    def note(self, code: str, text: str) -> None:
        self.notices.append(Notice(code, text))

    def document(self, data: bytes, type: DocumentType, pages: int | None = None) -> Document:
        if self.full or self.cut:
            self.note("text_cut", "This file is very long; I read its beginning. Send only the resume.")
        return Document(
            sha256=sha256(data).hexdigest(),
            type=type,
            lines=tuple(self.lines),
            pages=pages,
            hidden_words=self.hidden_words,
            notices=tuple(self.notices),
        )


def hidden_notice(where: str, words: int) -> Notice:
    """What the sharer is told about text that nobody can see."""
    few = (
        "1 word nobody can see. I did not count it."
        if words == 1
        else f"{words} words nobody can see. I did not count them."
    )
    return Notice("hidden_text", f"{where} has {few}")
