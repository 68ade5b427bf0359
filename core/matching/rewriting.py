"""Changes words of a resume wherever they stand, so that every value still points at its place."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from core.model import Line, Resume, Span


@dataclass(frozen=True, slots=True)
class Change:
    """Code points `start` to `end` (not included) of a text become `words`."""

    start: int
    end: int
    words: str


def rewrite(
    resume: Resume,
    changes_of: Callable[[Line], Iterable[Change]],
    value_of: Callable[[str, str], str],
    *,
    keeps: Callable[[Line], bool] = lambda _: True,
) -> Resume:
    """A resume with other words: lines, spans and fields change together.

    Args:
        changes_of: what changes on a line; of two that overlap, the one that begins first counts, and the longer of those.
        value_of: pointer and text of a string of the fields → its new text.
        keeps: lines that stay; a line that a value stands on should.
    """
    made = {line.n: _changed(line.text, _apart(changes_of(line))) for line in resume.document.lines}
    lines = tuple(
        replace(line, text=made[line.n][0])
        for line in resume.document.lines
        if made[line.n][0].strip() and keeps(line)
    )
    there = {line.n for line in lines}
    spans = {
        pointer: moved
        for pointer, some in resume.spans.items()
        if (moved := tuple(_moved(span, made[span.line][1]) for span in some if span.line in there))
    }
    text = "\n".join(line.text for line in lines)
    document = replace(
        resume.document, lines=lines, sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    )
    return replace(resume, document=document, spans=spans, fields=_fields(resume.fields, "", value_of))


def changed(text: str, changes: Iterable[Change]) -> str:
    """A text with these changes made."""
    return _changed(text, _apart(changes))[0]


Moves = tuple[tuple[int, int, int], ...]
"""(start, end, length of what stands there now) of each change, in order."""


def _apart(changes: Iterable[Change]) -> list[Change]:
    kept: list[Change] = []
    for one in sorted(changes, key=lambda c: (c.start, -c.end)):
        if one.end > one.start and (not kept or one.start >= kept[-1].end):
            kept.append(one)
    return kept


def _changed(text: str, changes: Sequence[Change]) -> tuple[str, Moves]:
    parts, at = [], 0
    for one in changes:
        parts += [text[at : one.start], one.words]
        at = one.end
    return "".join([*parts, text[at:]]), tuple((c.start, c.end, len(c.words)) for c in changes)


def _moved(span: Span, moves: Moves) -> Span:
    """Where the words of a span stand now; what was changed at its edge belongs to it whole."""
    start, end = _place(span.start, moves, at_end=False), _place(span.end, moves, at_end=True)
    return Span(span.line, start, max(start, end))


def _place(at: int, moves: Moves, *, at_end: bool) -> int:
    before = bisect_right([start for start, _, _ in moves], at - at_end)
    shift = sum(length - (end - start) for start, end, length in moves[:before])
    if before and moves[before - 1][0] <= at < moves[before - 1][1] + at_end:
        start, end, length = moves[before - 1]
        base = start + shift - (length - (end - start))
        return base + (length if at_end else 0)
    return at + shift


def _fields(node: Any, pointer: str, value_of: Callable[[str, str], str]) -> Any:
    if isinstance(node, str):
        return value_of(pointer, node)
    if isinstance(node, dict):
        return {key: _fields(child, f"{pointer}/{key}", value_of) for key, child in node.items()}
    if isinstance(node, list):
        return [_fields(child, f"{pointer}/{place}", value_of) for place, child in enumerate(node)]
    return node
