"""Languages that people speak, and how well: in one line, a line each, or in cells with the levels below them."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from core.extraction.resumes.pieces import Piece, Tree, Value, bracket_depths, value
from core.extraction.resumes.row import Row
from core.extraction.resumes.words import FLUENCY, SPOKEN

_BETWEEN = re.compile(r"\s*[,;|•·⋅∙●▪/、，；｜\t]\s*|\s+(?:and|et|und|y|e)\s+")
_JOINER = re.compile(r"(?:and|et|und|y|e)\s+")
_WORD = re.compile(r"[^\W\d_]+")
_CJK_NAME = 2
_LEAD_WORDS = 3
_LEAD_LETTERS = 40


def languages(rows: Sequence[Row]) -> list[Tree]:
    """The entries of a section of languages."""
    return spoken([cell for row in rows for cell in row.cells], {row.line.n for row in rows if row.wraps})


def spoken(pieces: Sequence[Piece], wrapped: Collection[int] = ()) -> list[Tree]:
    """The languages that the pieces name, with what is said of them.

    Args:
        wrapped: numbers of lines that go on with the line before.
    """
    out: list[tuple[Piece, list[Piece]]] = []
    for piece in pieces:
        for part in _parts(piece):
            if named := _named(part):
                out.append(named)
            else:
                _say_more(out, part, goes_on=piece.line.n in wrapped)
    return [{"language": value(name), "fluency": _fluency(said)} for name, said in out]


def names_language(pieces: Iterable[Piece]) -> bool:
    """Is there any language that people speak?"""
    return any(_name_length(word.group()) for piece in pieces for word in _WORD.finditer(piece.text))


def _name_length(word: str) -> int:
    """How many letters of a word name a language: all, none, or two of a Chinese sentence."""
    if word.lower() in SPOKEN:
        return len(word)
    return _CJK_NAME if word[:_CJK_NAME] in SPOKEN else 0


def _say_more(out: list[tuple[Piece, list[Piece]]], part: Piece, *, goes_on: bool) -> None:
    """Text without a language's name: for the first language with nothing said of it, or the rest of the last."""
    waiting = next((said for _, said in out if not said), None)
    fluent = FLUENCY.search(part.text) is not None
    if waiting is not None and fluent:
        waiting.append(part)
    elif waiting is None and out and (fluent or goes_on):
        out[-1][1].append(part)


def _parts(piece: Piece) -> list[Piece]:
    """Cut before each language's name only: "CET-6, reads English papers" is one thing said."""
    text, depths = piece.text, bracket_depths(piece.text)
    outside = (m for m in _BETWEEN.finditer(text) if depths[m.start()] == 0)
    opens = (m.start() for m in outside if _begins_with_language(text[m.end() : m.end() + _LEAD_LETTERS]))
    parts = [piece.part(a, b).trim() for a, b in pairwise([0, *opens, len(text)])]
    return [_without_joiner(part) for part in parts if part.text]


def _without_joiner(piece: Piece) -> Piece:
    match = _JOINER.match(piece.text)
    return piece.part(match.end(), len(piece.text)) if match else piece


def _begins_with_language(text: str) -> bool:
    words = _WORD.findall(text)[:_LEAD_WORDS]
    return any(map(_name_length, words))


def _named(part: Piece) -> tuple[Piece, list[Piece]] | None:
    """The first language of a part and what is said of it, after or before its name."""
    for match in _WORD.finditer(part.text):
        length = _name_length(match.group())
        if not length:
            continue
        end = match.start() + length
        sides = (part.part(end, len(part.text)).trim(), part.part(0, match.start()).trim())
        said = sorted((p for p in sides if _WORD.search(p.text)), key=lambda p: not FLUENCY.search(p.text))
        return part.part(match.start(), end), said[:1]
    return None


def _fluency(said: Sequence[Piece]) -> Value | None:
    """What is said, without the brackets around the whole of it."""
    if len(said) == 1 and (inner := re.fullmatch(r"[(\[（]([^()（）]*)[)\]）]", said[0].text)):
        return value(said[0].part(*inner.span(1)))
    return value(*said)
