"""What a clause names: known skills, and short phrases that stand where a name would."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    r"(?<![^\W_])(?:and/or|und/oder|et/ou)(?![^\W_])|,|、|(?<=\s)/|/(?=\s)|(?<=\s)&(?=\s)|[()]|:|(?<![^\W_])(?:or(?! (?:more|less|above)(?![^\W_]))|and|und|oder|sowie|et|ou|o|y|e|bzw\.?)(?![^\W_]|-)",
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
    if phrases and not taken and (whole := _registration(text, table)):
        return [whole]
    known = [
        Mention(_meant(text, hit), hit.start, hit.end)
        for hit in skills.find(text, table)
        if not any(start < hit.end and hit.start < end for start, end in taken)
        and not (skills.kind_of(hit.name, table) == "degree" and taken)
        and not _is_market(text, hit, table)
        and not _is_audience(text, hit)
    ]
    known = [
        one for place, one in enumerate(known) if not (place and _is_of(text, known[place - 1], one, table))
    ]
    if not phrases:
        return known
    if not known:
        return [] if taken else _only_phrases(text)
    items: Iterator[Mention] | list[Mention] = _list_items(text, known, taken, table)
    if all(skills.kind_of(mention.name, table) == "language" for mention in known):
        # What else is said is how well, "fluent, spoken and written", unless it is knowledge of its own.
        items = [item for item in items if _KNOWLEDGE.search(text, max(0, item.start - _NEAR), item.start)]
    found = [*known, *items]
    return sorted(found, key=lambda mention: mention.start)


_REGISTRATION = re.compile(
    r"(?:(?:an? |current |valid |active |full )*(?:registration|membership) (?:with|as|of|by|in)|inscription (?:à|au|aux)|inscrição (?:ativa )?(?:na|no|em)|"
    r"(?:inscripción|colegiación) en|zulassung (?:als|zur|zum|bei)|eintragung (?:in|bei))\s",
    re.IGNORECASE,
)
_REGISTRATION_WORDS = 9


def _registration(text: str, table: skills.Table | None) -> Mention | None:
    """Registration with a body is one thing, whatever trade its name holds: "registration with the Nursing Council"."""
    said = text.strip(" .,;")
    named = any(skills.kind_of(hit.name, table) == "certificate" for hit in skills.find(said, table))
    if named or not _REGISTRATION.match(said) or len(said.split()) > _REGISTRATION_WORDS or "," in said:
        return None
    start = text.index(said)
    return Mention(said[:1].upper() + said[1:], start, start + len(said), known=False)


def _is_of(text: str, thing: Mention, one: Mention, table: skills.Table | None) -> bool:
    """A plain word right behind a thing's name speaks of that thing: "SOC 2 audits", "GraphQL APIs"."""
    named, written = text[thing.start : thing.end], text[one.start : one.end]
    plain = " " not in written and (written.islower() or written in _PLAIN)
    coined = any(letter.isupper() or letter.isdigit() for letter in named[1:])
    kinds = {skills.kind_of(thing.name, table), skills.kind_of(one.name, table)}
    return plain and coined and kinds <= {"skill", "certificate"} and text[thing.end : one.start] == " "


_PLAIN = frozenset({"API", "APIs"})


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


_CLINICAL = re.compile(
    r"(?<![^\W_])(?:ICH|clinical|trials?|patients?|pharma\w*|GxP|GMP|GLP|CDISC)(?![^\W_])", re.IGNORECASE
)


def _meant(text: str, hit: skills.Found) -> str:
    """Letters that two trades use: among clinical words "GCP" is no cloud."""
    clinical = text[hit.start : hit.end] == "GCP" and _CLINICAL.search(text)
    return "Good Clinical Practice" if clinical else hit.name


_AUDIENCE_BEFORE = re.compile(r"(?<![^\W_])(?:to|with) (?:an?|the|our) $", re.IGNORECASE)
_AUDIENCE = re.compile(
    r"s? (?:managers?|directors?|teams?|staff|people|colleagues|workers?|operators?|owners?|clients?|customers?)(?![^\W_])",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<![^\W_])(?:explain|present|communicat|describ|report|speak|talk|convey|translat)\w*(?![^\W_])",
    re.IGNORECASE,
)


def _is_audience(text: str, hit: skills.Found) -> bool:
    """A trade that only says to whom one talks: "explain a number to a warehouse manager"."""
    near = text[max(0, hit.start - _NEAR) : hit.start]
    told = _AUDIENCE_BEFORE.search(near) and _AUDIENCE.match(text, hit.end)
    return bool(told and _TOLD.search(text[: hit.start]))


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


def _list_items(
    text: str, known: Sequence[Mention], taken: Sequence[tuple[int, int]], table: skills.Table | None
) -> Iterator[Mention]:
    """Short phrases beside known names: "Kafka or a comparable log-based message system"."""
    for start, end in atoms(text, known):
        if any(m.start < end and start < m.end for m in known) or any(
            a < end and start < b for a, b in taken
        ):
            continue
        part = text[start:end]
        if text.count("(", 0, start) > text.count(")", 0, start):
            # Details of what stands before the bracket, unless they are members of its family: "Azure (Data Factory)".
            yield from _of_the_family(text, start, end, known, table)
            continue
        if len(part.split()) > _LIST_WORDS + 4 or wording.opens_like_a_clause(part):
            continue
        name = wording.short_name(part)
        if (
            name
            and len(name.split()) <= _LIST_WORDS
            and not _VERB.fullmatch(name)
            and (place := text.find(name, start, end)) >= 0
        ):
            yield Mention(name, place, place + len(name), known=False)


_KNOWLEDGE_WORDS = (
    r"(?:knowledge|experience|understanding|command|proficiency|familiarity|mastery) (?:of|with|in)|kenntnisse? (?:in|im|der|von)|erfahrung(?:en)? (?:mit|in|im)|"
    r"(?:connaissances?|maîtrise|expérience) (?:de|des|du|en|dans)|(?:conocimientos?|experiencia|dominio|manejo) (?:de|del|en|con)|(?:conhecimentos?|experiência|domínio) (?:de|do|da|em|com)"
)
_KNOWLEDGE = re.compile(rf"(?<![^\W_])(?:{_KNOWLEDGE_WORDS})(?![^\W_])", re.IGNORECASE)
_MORE_KNOWLEDGE = re.compile(
    rf"\s(?:and|und|sowie|et|y|e)\s(?=(?:\w+ ){{0,2}}(?:{_KNOWLEDGE_WORDS})(?![^\W_]))", re.IGNORECASE
)
"""Where one more thing to know begins: "experience with retail and knowledge of VAT"."""


def _of_the_family(
    text: str, start: int, end: int, known: Sequence[Mention], table: skills.Table | None
) -> Iterator[Mention]:
    head = max((one for one in known if one.end <= start), key=lambda one: one.end, default=None)
    part = text[start:end].strip()
    name = skills.canonical(f"{head.name} {part}", table) if head and part else None
    if name and head and name != head.name:
        place = text.index(part, start)
        yield Mention(name, place, place + len(part))


_LISTS = re.compile(r",|(?:and/or|und/oder|et/ou)(?![^\W_])", re.IGNORECASE)


_NAME = r"[A-Z][\w+#.-]*(?: [A-Z0-9][\w+#.-]*){0,2}"
_EXAMPLES = re.compile(
    rf"(?<![^\W_])(?:from|with|using|in|on|like|such as|via)\s(?P<names>{_NAME}(?:, {_NAME}){{0,5}},? (?:or|and) {_NAME})(?![^\W_])"
)
"""Things named behind what they are: "event data from Segment or Snowplow"."""


def _only_phrases(text: str) -> list[Mention]:
    """A clause without a known name: its list items if it is a list of short ones, else one phrase."""
    if examples := _EXAMPLES.search(text):
        start, end = examples.span("names")
        parts = [(start + a, start + b) for a, b in atoms(text[start:end], ())]
        trimmed = [
            (a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in parts
        ]
        return [Mention(text[a:b], a, b, known=False) for a, b in trimmed if a < b]
    spans = [(a, b) for a, b in atoms(text, ()) if text[a:b].strip()]
    short = all(len(text[a:b].split()) <= _LIST_WORDS for a, b in spans)
    if not (short and len(spans) > 1 and _LISTS.search(text)):
        cuts = [0, *(cut.start() for cut in _MORE_KNOWLEDGE.finditer(text)), len(text)]
        spans = list(pairwise(cuts))
    found = []
    for start, end in spans:
        talk = wording.opens_like_a_clause(text[start:end]) and not wording.demands(text[start:end])
        name = None if talk else wording.short_name(text[start:end])
        if name and (place := text.find(name, start, end)) >= 0:
            found.append(Mention(name, place, place + len(name), known=False))
    return found
