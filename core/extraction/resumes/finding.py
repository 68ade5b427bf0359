"""Where the rules found neither jobs nor education, the model quotes them; the rest is read by rules around its quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core import prompts
from core.dates import find_dates
from core.engine import Engine, Message
from core.extraction.resumes.kinds import SECTIONS
from core.extraction.resumes.pieces import Piece, Tree, Value, ripe, value
from core.model import Document, Extraction, Json, Line

NONE = "none"
_KEYS = {"work": ("position", "name"), "education": ("studyType", "institution")}
_PARTS = {"kind", "title", "organisation"}
_MOST_ENTRIES = 10
_QUOTE_LETTERS = 80
_FEWEST_LETTERS = 2
_LINES = 120
_LINE_LETTERS = 200
_NEAR = 3
"""Title, employer and dates of one job stand at most so many lines apart."""
_TOKENS_AN_ENTRY = 70
_DEADLINE_S = 60.0


@dataclass(frozen=True)
class _Found:
    """An entry whose quotes stand in the document, near each other."""

    kind: str
    title: Piece | None
    organisation: Piece | None

    @property
    def at(self) -> int:
        return min(piece.line.n for piece in (self.title, self.organisation) if piece)


def found_little(extraction: Extraction) -> bool:
    """A resume, but neither jobs nor education in it."""
    fields = extraction.fields
    return bool(fields) and not (fields.get("work") or fields.get("education"))


async def find_entries(extraction: Extraction, document: Document, engine: Engine) -> Extraction:
    """The extraction with the jobs and studies that the model quotes; every string stays a span of the document.

    Raises:
        EngineError: no usable answer.
    """
    lines = document.visible[:_LINES]
    answer = await engine.generate(
        _messages(lines), _schema(), max_tokens=_TOKENS_AN_ENTRY * _MOST_ENTRIES, deadline_s=_DEADLINE_S
    )
    usage = extraction.usage + answer.usage
    found = sorted(_verified(answer.data.get("entries"), lines), key=lambda one: one.at)
    if not found:
        return replace(extraction, engine=engine.name, usage=usage)
    tree: Tree = {kind: [_tree(one, lines, found) for one in found if one.kind == kind] for kind in _KEYS}
    made = ripe({kind: entries for kind, entries in tree.items() if entries})
    both = {**extraction.fields, **made.fields}
    fields = {key: both[key] for key in ("basics", *SECTIONS, "interests") if key in both}
    return replace(
        extraction,
        fields=fields,
        spans={**extraction.spans, **made.spans},
        engine=engine.name,
        usage=usage,
    )


def _messages(lines: Sequence[Line]) -> Sequence[Message]:
    """The fixed part first: engines keep what they have read of it."""
    text = "\n".join(line.text[:_LINE_LETTERS] for line in lines)
    return [
        {"role": "system", "content": prompts.load("find_entries").text},
        {"role": "user", "content": text},
    ]


def _schema() -> Json:
    quote = {"type": "string", "minLength": 1, "maxLength": _QUOTE_LETTERS}
    entry = {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind", "title", "organisation"],
        "properties": {
            "kind": {"type": "string", "enum": list(_KEYS)},
            "title": quote,
            "organisation": quote,
        },
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["entries"],
        "properties": {"entries": {"type": "array", "maxItems": _MOST_ENTRIES, "items": entry}},
    }


def _verified(said: object, lines: Sequence[Line]) -> Iterable[_Found]:
    """What of the answer holds: words of the document, each place used once, title and employer near each other."""
    used: list[Piece] = []
    for entry in said[:_MOST_ENTRIES] if isinstance(said, list) else ():
        if not isinstance(entry, dict) or set(entry) != _PARTS or entry["kind"] not in list(_KEYS):
            continue
        named = _quoted(entry["organisation"], lines, used, None)
        titled = _quoted(entry["title"], lines, used, named)
        stands = all(
            piece or said == NONE
            for piece, said in ((named, entry["organisation"]), (titled, entry["title"]))
        )
        if stands and (named or titled):
            used += [piece for piece in (named, titled) if piece]
            yield _Found(entry["kind"], titled, named)


def _quoted(said: object, lines: Sequence[Line], used: Sequence[Piece], near: Piece | None) -> Piece | None:
    """The first place of a quote that no entry has, as a name of its own and near another one."""
    if (
        not isinstance(said, str)
        or said == NONE
        or not _FEWEST_LETTERS <= len(said.strip()) <= _QUOTE_LETTERS
    ):
        return None
    words = re.compile(rf"(?<!\w){re.escape(said.strip())}(?!\w)")
    places = (Piece(line, *match.span()) for line in lines for match in words.finditer(line.text))
    free = (p for p in places if not any(map(p.touches, used)) and not p.touches(near))
    return next((p for p in free if near is None or abs(p.line.n - near.line.n) <= _NEAR), None)


def _tree(found: _Found, lines: Sequence[Line], others: Sequence[_Found]) -> Tree:
    title, organisation = _KEYS[found.kind]
    start, end = _dates(found, lines, others)
    return {
        organisation: value(found.organisation),
        title: value(found.title),
        "startDate": start,
        "endDate": end,
    }


def _dates(
    found: _Found, lines: Sequence[Line], others: Sequence[_Found]
) -> tuple[Value | None, Value | None]:
    """The range of dates on the lines of the entry's own quotes, or on a line right below them that says nothing else.

    Dates further off may be those of another job: then none are given, for a wrong date is worse than a missing one.
    """
    own = {piece.line.n for piece in (found.title, found.organisation) if piece}
    foreign = {one.at for one in others if one is not found}
    below = {max(own) + 1} - foreign
    for line in (line for line in lines if line.n in own | below):
        ranges = [written for written in find_dates(line.text) if written.is_range]
        if len(ranges) == 1 and (line.n in own or _is_bare(line.text, ranges[0].start, ranges[0].end)):
            return _value(line, ranges[0].first, ranges[0].first_at), _value(
                line, ranges[0].last, ranges[0].last_at
            )
    return None, None


def _is_bare(text: str, start: int, end: int) -> bool:
    """Nothing but the dates and what sets them off."""
    return not (text[:start] + text[end:]).strip(" \t()[],;:.|–—-•·")


def _value(line: Line, said: str | None, at: tuple[int, int] | None) -> Value | None:
    return Value(said, (Piece(line, *at).span,)) if said and at else None
