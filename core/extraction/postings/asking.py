"""The model's part: of a clause the rules doubt, it says what kind of thing is asked for and points at its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from core import prompts
from core.engine import Engine, Message
from core.errors import EngineError, PostingTooShort
from core.extraction.postings import wording
from core.extraction.postings.clauses import LIGHT, MIDDLE, Found, atoms
from core.extraction.postings.passages import Passage
from core.extraction.postings.rules import as_posting, read
from core.model import Document, JobPosting, Json, Kind, Notice

Asks = Literal["skill", "certificate", "duty", "nothing"]
_MOST_CLAUSES = 8
_MOST_NAMES = 8
_CLAUSE_LETTERS = 200
_TOKENS_A_CLAUSE = 40
_DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A requirement whose name is a guess, and the words it may be named with."""

    place: int
    clause: Passage
    names: Mapping[str, Passage]


async def read_posting(document: Document, engine: Engine) -> JobPosting:
    """What a posting asks for: rules, then the model where rules took a phrase for a name.

    The model may only point at words of the clause itself, or say that it asks for nothing. When it fails, the rules'
    answer stands and a notice says so.

    Raises:
        PostingTooShort: the text asks for nothing that a resume could show.
    """
    facts, found, divided = read(document)
    by_rules = as_posting(document, facts, found, divided)
    doubts = _doubts(found) if engine.has_model else {}
    if not doubts:
        return by_rules
    try:
        answer = await engine.generate(
            _messages(doubts),
            _schema(doubts),
            max_tokens=_TOKENS_A_CLAUSE * len(doubts),
            deadline_s=_DEADLINE_S,
        )
    except EngineError as error:
        return replace(by_rules, notices=(*by_rules.notices, Notice(error.code, error.sentence())))
    resolved: list[Found | None] = list(found)
    for key, doubt in doubts.items():
        resolved[doubt.place] = _resolved(found[doubt.place], doubt, answer.data.get(key))
    try:
        posting = as_posting(document, facts, [one for one in resolved if one is not None], divided)
    except PostingTooShort:
        # A model that finds nothing in a posting where rules found something is not believed.
        posting = by_rules
    return replace(posting, engine=engine.name, usage=answer.usage)


def _doubts(found: Sequence[Found]) -> dict[str, _Doubt]:
    doubts: dict[str, _Doubt] = {}
    for place, one in enumerate(found):
        names = _names(one.clause) if one.clause is not None and not one.sure else {}
        if one.clause is not None and names and len(doubts) < _MOST_CLAUSES:
            doubts[f"c{len(doubts) + 1}"] = _Doubt(place, one.clause, names)
    return doubts


def _names(clause: Passage) -> dict[str, Passage]:
    """Phrases of a clause that may be its name → where they stand: the whole without padding, then its parts."""
    names: dict[str, Passage] = {}
    for start, end in [(0, len(clause.text)), *atoms(clause.text, ())]:
        name = wording.short_name(clause.text[start:end])
        place = clause.text.find(name, start, end) if name else -1
        if name and place >= 0 and len(names) < _MOST_NAMES:
            names.setdefault(name, clause.part(place, place + len(name)))
    return names


def _schema(doubts: Mapping[str, _Doubt]) -> Json:
    clauses = {
        key: {
            "type": "object",
            "additionalProperties": False,
            "required": ["asks", "name"],
            "properties": {
                "asks": {"type": "string", "enum": list(get_args(Asks))},
                "name": {"type": "string", "enum": list(doubt.names)},
            },
        }
        for key, doubt in doubts.items()
    }
    return {"type": "object", "additionalProperties": False, "required": list(clauses), "properties": clauses}


def _messages(doubts: Mapping[str, _Doubt]) -> Sequence[Message]:
    """The fixed part first: engines keep what they have read of it."""
    rows = "\n".join(
        f"{key}: {doubt.clause.text[:_CLAUSE_LETTERS]} => {' | '.join(doubt.names)}"
        for key, doubt in doubts.items()
    )
    return [
        {"role": "system", "content": prompts.load("read_posting").text},
        {"role": "user", "content": rows},
    ]


def _resolved(one: Found, doubt: _Doubt, said: object) -> Found | None:
    """The requirement as the model sees it; what does not hold to the clause changes nothing."""
    if not isinstance(said, dict) or set(said) != {"asks", "name"}:
        return one
    asks, name = said["asks"], said["name"]
    source = doubt.names.get(name) if isinstance(name, str) else None
    if asks not in get_args(Asks) or source is None:
        return one
    if asks == "nothing":
        return None
    kind = cast("Kind", asks)
    weight = MIDDLE if one.must and kind != "duty" else LIGHT
    return replace(one, kind=kind, any_of=(name,), source=source, weight=weight)
