"""The model's part: of a clause the rules doubt, it says what kind of thing is asked for and points at its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core import prompts, skills
from core.engine import Engine, Message
from core.errors import EngineError, PostingTooShort
from core.extraction.postings import wording
from core.extraction.postings.clauses import LIGHT, MIDDLE, Found
from core.extraction.postings.mentions import atoms
from core.extraction.postings.passages import Passage
from core.extraction.postings.rules import as_posting, read
from core.model import Document, JobPosting, Json, Kind, Notice

_KINDS: tuple[Kind, ...] = ("skill", "certificate", "duty")
_NOTHING = "nothing"
_MOST_CLAUSES = 6
_MOST_NAMES = 4
_CLAUSE_LETTERS = 200
_TOKENS_A_CLAUSE = 32
_DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A requirement whose name is a guess, and the words it may be named with."""

    place: int
    clause: Passage
    names: Mapping[str, Passage]


async def read_posting(document: Document, engine: Engine, table: skills.Table | None = None) -> JobPosting:
    """What a posting asks for: rules, then the model where rules took a phrase for a name.

    The model may only point at words of the clause itself, or say that it asks for nothing. When it fails, the rules'
    answer stands and a notice says so.

    Args:
        table: which skills are known; the shipped ones, unless said.

    Raises:
        PostingTooShort: the text asks for nothing that a resume could show.
        NotAPosting: it is somebody's resume.
    """
    draft = read(document, table)
    by_rules = as_posting(draft)
    doubts = _doubts(draft.found) if engine.has_model else {}
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
    resolved: list[Found | None] = list(draft.found)
    for key, doubt in doubts.items():
        resolved[doubt.place] = _resolved(draft.found[doubt.place], doubt, answer.data.get(key))
    try:
        posting = as_posting(replace(draft, found=[one for one in resolved if one is not None]))
    except PostingTooShort:
        # A model that finds nothing in a posting where rules found something is not believed.
        posting = by_rules
    return replace(posting, engine=engine.name, usage=answer.usage)


def _doubts(found: Sequence[Found]) -> dict[str, _Doubt]:
    doubts: dict[str, _Doubt] = {}
    for place, one in enumerate(found):
        # A licence is told by its words, a coined name by its letters: of these the rules are sure.
        if one.clause is None or one.kind != "duty" or len(doubts) == _MOST_CLAUSES:
            continue
        # Alternatives that rules told apart are not to be named with one phrase again: "Segment or Snowplow".
        alone = len(one.any_of) == 1 and sum(other.source.line == one.source.line for other in found) == 1
        doubt = _Doubt(place, one.clause, _names(one.clause, one.source, alone=alone))
        if _is_open(one, doubt):
            doubts[f"c{len(doubts) + 1}"] = doubt
    return doubts


def _is_open(one: Found, doubt: _Doubt) -> bool:
    """Could any answer change what the rules found?"""
    said = [_resolved(one, doubt, label) for label in _labels(doubt)] if doubt.names else []
    return any(other != one for other in said)


def _names(clause: Passage, source: Passage, *, alone: bool) -> dict[str, Passage]:
    """Phrases that may name what rules took from `source` → where they stand in its clause.

    Where a line names several things, each is asked about for itself, and nothing may be named with its neighbour's words.
    """
    names = {source.text: source} if wording.short_name(source.text) == source.text else {}
    for start, end in [(0, len(clause.text)), *atoms(clause.text, ())] if alone else []:
        name = wording.short_name(clause.text[start:end])
        place = clause.text.find(name, start, end) if name else -1
        if name and place >= 0 and len(names) < _MOST_NAMES:
            names.setdefault(name, clause.part(place, place + len(name)))
    return names


def _schema(doubts: Mapping[str, _Doubt]) -> Json:
    clauses = {key: {"type": "string", "enum": list(_labels(doubt))} for key, doubt in doubts.items()}
    return {"type": "object", "additionalProperties": False, "required": list(clauses), "properties": clauses}


def _labels(doubt: _Doubt) -> dict[str, tuple[Kind, str]]:
    """Each label the model may answer with, as one string, because each token of an answer is waited for."""
    labels: dict[str, tuple[Kind, str]] = {_NOTHING: ("duty", "")}
    return labels | {f"{kind}: {name}": (kind, name) for name in doubt.names for kind in _kinds(name)}


def _kinds(name: str) -> Sequence[Kind]:
    """What a phrase may be called. A small model calls "raising a small team" a skill: what is done names no thing."""
    if wording.is_coined(name):
        return _KINDS
    return ("skill", "duty") if wording.may_name_a_thing(name) else ("duty",)


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
    """The requirement as the model sees it, None if it asks for nothing; what is no label of its clause changes nothing."""
    label = _labels(doubt).get(said) if isinstance(said, str) else None
    if label is None:
        return one
    kind, name = label
    if not name:
        # A small model calls real demands nothing: in a list of demands the rules are surer than it is.
        return one if one.listed else None
    weight = MIDDLE if one.must and kind != "duty" else LIGHT
    # The same words keep their alternatives: "Raft or Paxos" is two names of which one is enough.
    same = name == one.source.text
    return replace(
        one, kind=kind, any_of=one.any_of if same else (name,), source=doubt.names[name], weight=weight
    )
