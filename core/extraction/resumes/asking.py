"""The model's part: it chooses, among the pieces of a header, which is title, employer and place. Nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core import prompts
from core.engine import Engine, Message
from core.extraction.resumes.labels import Header
from core.extraction.resumes.pieces import Piece, Value, value
from core.extraction.resumes.reading import unsure_headers
from core.model import Document, Extraction, Json, JsonResume, Spans

NONE = "none"
_MOST_ENTRIES = 8
_MOST_SEGMENTS = 14
_SEGMENT_LETTERS = 90
_TOKENS_AN_ENTRY = 90
_DEADLINE_S = 60.0
"""Long enough for a model that must be loaded first."""
_KEYS = {"title": "position", "company": "name", "place": "location"}


async def settle(extraction: Extraction, document: Document, engine: Engine) -> Extraction:
    """The extraction with its doubtful headers as the model labels them; it may only point at words of that very header.

    Where rules are sure of a part ("Engineer" is a title), the model does not change it.

    Raises:
        EngineError: no usable answer.
    """
    headers = dict(list(unsure_headers(document).items())[:_MOST_ENTRIES])
    choices = {f"e{i}": _choices(header) for i, header in enumerate(headers.values(), 1)}
    if not headers:
        return extraction
    answer = await engine.generate(
        _messages(choices),
        _schema(choices),
        max_tokens=_TOKENS_AN_ENTRY * len(choices),
        deadline_s=_DEADLINE_S,
    )
    found = extraction
    for (pointer, header), (key, segments) in zip(headers.items(), choices.items(), strict=True):
        chosen = _verified(answer.data.get(key), header, segments)
        if chosen:
            found = _with(found, pointer, chosen, header.why)
    return replace(found, engine=engine.name, usage=extraction.usage + answer.usage)


def _choices(header: Header) -> dict[str, Piece]:
    """The words the model may answer with → where they stand."""
    out: dict[str, Piece] = {}
    for piece in header.segments[:_MOST_SEGMENTS]:
        said = value(piece)
        if said and len(said.text) <= _SEGMENT_LETTERS and said.text != NONE:
            out.setdefault(said.text, piece)
    return out


def _schema(choices: Mapping[str, Mapping[str, Piece]]) -> Json:
    entries = {
        key: {
            "type": "object",
            "additionalProperties": False,
            "required": list(_KEYS),
            "properties": {part: {"type": "string", "enum": [*segments, NONE]} for part in _KEYS},
        }
        for key, segments in choices.items()
    }
    return {"type": "object", "additionalProperties": False, "required": list(entries), "properties": entries}


def _messages(choices: Mapping[str, Mapping[str, Piece]]) -> Sequence[Message]:
    """The fixed part first: engines keep what they have read of it."""
    headers = "\n".join(f"{key}: {' | '.join(segments)}" for key, segments in choices.items())
    return [
        {"role": "system", "content": prompts.load("extract_entries").text},
        {"role": "user", "content": headers},
    ]


def _verified(said: object, header: Header, segments: Mapping[str, Piece]) -> dict[str, Piece | None]:
    """What of the answer holds: words of the header, each used once, none against a sure rule, and no name lost."""
    if not isinstance(said, dict) or set(said) != set(_KEYS):
        return {}
    out: dict[str, Piece | None] = {}
    for part in _KEYS:
        text = said[part]
        if part in header.known:
            continue
        if not isinstance(text, str) or (text != NONE and text not in segments):
            return {}
        out[part] = segments.get(text)
    named = {**out, **header.known}
    used = [(piece.line.n, piece.start) for piece in named.values() if piece]
    names_kept = sum(bool(named.get(part)) for part in ("title", "company"))
    names_before = sum(bool(name) for name in (header.title, header.company))
    return out if len(used) == len(set(used)) and names_kept >= names_before else {}


def _with(
    extraction: Extraction, pointer: str, chosen: Mapping[str, Piece | None], doubted: str
) -> Extraction:
    """The extraction with one entry's title, employer and place as chosen, and the doubt about them gone."""
    _, section, place = pointer.split("/")
    entries = [dict(entry) for entry in extraction.fields[section]]
    spans = dict(extraction.spans)
    for part, piece in chosen.items():
        if section == "volunteer" and part == "place":
            continue
        key = "organization" if section == "volunteer" and part == "company" else _KEYS[part]
        _put(entries[int(place)], spans, f"{pointer}/{key}", value(piece))
    fields: JsonResume = {**extraction.fields, section: entries}
    doubts = tuple(d for d in extraction.doubts if d.pointer != pointer or not d.text.endswith(doubted))
    return replace(extraction, fields=fields, spans=spans, doubts=doubts)


def _put(entry: Json, spans: Spans, pointer: str, said: Value | None) -> None:
    key = pointer.rsplit("/", 1)[1]
    entry.pop(key, None)
    spans.pop(pointer, None)
    if said:
        entry[key] = said.text
        spans[pointer] = said.spans
