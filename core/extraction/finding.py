"""Where words that somebody typed stand in a document, whatever its line ends, blanks, dashes and bullets."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.dates import find_dates
from core.extraction.resumes.pieces import Piece, Value, tidy, value
from core.model import Document, Line, Span
from core.text import BULLETS, squash

MOST_PLACES = 50
"""Of words that stand everywhere, so many places are looked at."""
_WORD_SIGNS = "+#"
"""C is not C++."""
_CJK_FROM, _CJK_TO = "\u2e80", "\uffef"
"""Between these, words are not parted by blanks."""


@dataclass(frozen=True)
class Finder:
    """A document as one string of letters, each with its place."""

    document: Document

    @cached_property
    def _letters(self) -> tuple[str, list[tuple[int, int]]]:
        """All visible letters as `squash` leaves them, and (place of the line, place in it) of each."""
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for number, line in enumerate(self.document.visible):
            for at, letter in enumerate(line.text):
                kept = "" if letter in BULLETS else squash(letter)
                letters.append(kept)
                places += [(number, at)] * len(kept)
        return "".join(letters), places

    def text(self, said: str, own: set[int], foreign: Sequence[Span]) -> Value | None:
        """The document's own words that say this; None if it does not.

        Letters may differ in case only on the lines `own`: elsewhere a name in capitals is another word's.

        Args:
            own: numbers of the lines to prefer, the first place on them first.
            foreign: spans whose words tell of something else.
        """
        found = [one for one in self._places(said) if not any(_overlap(one.spans, span) for span in foreign)]
        exact = tidy(said)
        mine = [one for one in found if one.spans[0].line in own]
        for same in (
            [one for one in mine if one.text == exact],
            mine,
            [one for one in found if one.text == exact],
        ):
            if same:
                return same[0]
        return None

    def date(self, month: str, own: set[int]) -> tuple[Span, ...]:
        """Where one of these lines writes this date ("2019" or "2019-03"); empty if none does."""
        for n in sorted(own & self.document.by_number.keys()):
            for written in find_dates(self.document.by_number[n].text):
                for told, at in ((written.first, written.first_at), (written.last, written.last_at)):
                    if told == month and at:
                        return (Span(n, *at),)
        return ()

    def _places(self, said: str) -> Iterator[Value]:
        wanted = squash(said)
        text, places = self._letters
        at = text.find(wanted) if wanted else -1
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            first, last = places[at], places[at + len(wanted) - 1]
            if self._is_whole(first, last, said):
                found = value(*self._pieces(first, last))
                if found:
                    yield found
            at = text.find(wanted, at + 1)

    def _pieces(self, first: tuple[int, int], last: tuple[int, int]) -> Iterator[Piece]:
        for number in range(first[0], last[0] + 1):
            line = self.document.visible[number]
            start = first[1] if number == first[0] else _opening(line)
            end = last[1] + 1 if number == last[0] else len(line.text.rstrip())
            yield Piece(line, start, end)

    def _is_whole(self, first: tuple[int, int], last: tuple[int, int], said: str) -> bool:
        """Is it not part of a longer word, at either end?"""
        before = self.document.visible[first[0]].text[: first[1]]
        line = self.document.visible[last[0]].text
        after = line[last[1] + 1 :]
        said = said.strip()
        return not (
            _goes_on(before[-1:], line_letter=self.document.visible[first[0]].text[first[1]])
            or _goes_on(after[:1], line_letter=line[last[1]])
            or (after[:1] in tuple(_WORD_SIGNS) and not said.endswith(after[:1]))
            or (after[:1] == "." and after[1:2].isalnum() and not said.endswith("."))
        )


def _goes_on(neighbour: str, *, line_letter: str) -> bool:
    """Do these two letters belong to one word?"""
    if not (neighbour and neighbour.isalnum() and line_letter.isalnum()):
        return False
    return not (_CJK_FROM <= neighbour <= _CJK_TO or _CJK_FROM <= line_letter <= _CJK_TO)


def _opening(line: Line) -> int:
    """Where a wrapped line's own words begin."""
    return next(
        (
            at
            for at, letter in enumerate(line.text)
            if letter not in BULLETS and unicodedata.category(letter)[0] not in "ZC"
        ),
        0,
    )


def _overlap(spans: Sequence[Span], other: Span) -> bool:
    return any(
        span.line == other.line and span.start < other.end and other.start < span.end for span in spans
    )
