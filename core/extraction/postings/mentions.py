"""What a clause names: known skills, and short phrases that stand where a name would."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import skills
from core.extraction.postings import wording


@dataclass(frozen=True, slots=True)
class Mention:
    """A known skill, or a phrase that stands where one would, at `start` to `end` of a clause."""

    name: str
    start: int
    end: int
    known: bool = True


_NEAR = 30
"""Letters between a thing and a word that speaks of it."""

_SEPARATOR = re.compile(
    r"(?<![^\W_])(?:and/or|und/oder|et/ou)(?![^\W_])|,|、|(?<=\s)/|/(?=\s)|&|[()]|:|(?<![^\W_])(?:or|and|und|oder|sowie|et|ou|o|y|e|bzw\.?)(?![^\W_])",
    re.IGNORECASE,
)
_LIST_WORDS = 5
"""Words of the longest phrase taken for one more item of a list."""


def mentions(
    text: str, taken: Sequence[tuple[int, int]], *, phrases: bool, table: skills.Table | None
) -> list[Mention]:
    """Everything a clause names, from left to right.

    Args:
        taken: places that mean something else: a degree, a number of years.
        phrases: whether unknown phrases are taken for names.
    """
    known = [
        Mention(hit.name, hit.start, hit.end)
        for hit in skills.find(text, table)
        if not any(start < hit.end and hit.start < end for start, end in taken)
        and not (skills.kind_of(hit.name, table) == "degree" and taken)
        and not _is_market(text, hit, table)
    ]
    if not phrases:
        return known
    if not known:
        return [] if taken else _only_phrases(text)
    if all(skills.kind_of(mention.name, table) == "language" for mention in known):
        return known  # what else is said is how well: "fluent, spoken and written"
    found = [*known, *_list_items(text, known, taken)]
    return sorted(found, key=lambda mention: mention.start)


def _is_market(text: str, hit: skills.Found, table: skills.Table | None) -> bool:
    """A language that only says where: "the French market"."""
    after = text[hit.end : hit.end + _NEAR]
    return skills.kind_of(hit.name, table) == "language" and bool(
        re.match(
            r"[- ](?:market|customers?|clients?|office|team|company|law|tax|accounting|gaap|government|government|holiday)",
            after,
            re.IGNORECASE,
        )
    )


def atoms(text: str, keep: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Parts of a clause between commas, brackets and "or"/"and"; names are not cut."""
    start = 0
    for sign in _SEPARATOR.finditer(text):
        if any(mention.start < sign.end() and sign.start() < mention.end for mention in keep):
            continue
        yield start, sign.start()
        start = sign.end()
    yield start, len(text)


_VERB = re.compile(r"[a-zà-ÿ]+(?:ed|ing)|built|led|run|made|written|kept", re.IGNORECASE)
"""One word that does rather than names: "built or maintained a design system"."""


def _list_items(text: str, known: Sequence[Mention], taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Short phrases beside known names: "Kafka or a comparable log-based message system"."""
    for start, end in atoms(text, known):
        if any(m.start < end and start < m.end for m in known) or any(
            a < end and start < b for a, b in taken
        ):
            continue
        part = text[start:end]
        if text.count("(", 0, start) > text.count(")", 0, start):
            continue  # details of what stands before the bracket
        if len(part.split()) > _LIST_WORDS + 2 or wording.opens_like_a_clause(part):
            continue
        name = wording.short_name(part)
        if (
            name
            and len(name.split()) <= _LIST_WORDS
            and not _VERB.fullmatch(name)
            and (place := text.find(name, start, end)) >= 0
        ):
            yield Mention(name, place, place + len(name), known=False)


_LISTS = re.compile(r",|(?:and/or|und/oder|et/ou)(?![^\W_])", re.IGNORECASE)


def _only_phrases(text: str) -> list[Mention]:
    """A clause without a known name: its list items if it is a list of short ones, else one phrase."""
    spans = [(a, b) for a, b in atoms(text, ()) if text[a:b].strip()]
    short = all(len(text[a:b].split()) <= _LIST_WORDS for a, b in spans)
    if not (short and len(spans) > 1 and _LISTS.search(text)):
        spans = [(0, len(text))]
    found = []
    for start, end in spans:
        name = None if wording.opens_like_a_clause(text[start:end]) else wording.short_name(text[start:end])
        if name and (place := text.find(name, start, end)) >= 0:
            found.append(Mention(name, place, place + len(name), known=False))
    return found
