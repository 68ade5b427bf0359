"""Clauses of a posting → what they ask for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core import skills
from core.extraction.postings import amounts, wording
from core.extraction.postings.degrees import EQUIVALENT, Degree, degree
from core.extraction.postings.passages import Passage, clauses
from core.extraction.postings.sections import Part, Section
from core.model import Kind
from core.skills.kin import akin

HEAVY, MIDDLE, LIGHT = 3, 2, 1
"""Weights: what is stressed or cannot be done without (licence, years), what is asked for, what is welcome or vague."""
_CLAUSE_LETTERS = 600


@dataclass(frozen=True, slots=True)
class Found:
    """A requirement before it has an id.

    Attributes:
        source: the words that say it.
        duty: it is work to do, not something asked for.
        sure: False where rules took a phrase for a name; `clause` is then all that was said.
        part: its months are a share of a larger number in the same clause.
    """

    kind: Kind
    must: bool
    any_of: tuple[str, ...]
    weight: int
    source: Passage
    months: int | None = None
    duty: bool = False
    sure: bool = True
    clause: Passage | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A known skill, or a phrase that stands where one would, at `start` to `end` of a clause."""

    name: str
    start: int
    end: int
    known: bool = True


def read_part(part: Part, *, headed: bool, own_words: bool = False) -> list[Found]:
    """What one part of a posting asks for.

    Args:
        own_words: names stay as the posting writes them rather than as the table does, for postings that are not English.
        headed: the posting tells by headings what it asks for; where it does not, all its sentences are read.
    """
    if part.section is Section.OFF:
        return []
    found: list[Found] = []
    for clause in clauses(part.passage):
        cut = clause.part(0, min(len(clause.text), _CLAUSE_LETTERS))
        for piece in _by_mood(cut):
            must = _mood(piece.text, part.section, headed=headed)
            if must is not None and not _says_nothing(piece.text):
                found += _asked(piece, must=must, section=part.section, own_words=own_words)
    return found


# ---------------------------------------------------------------- must, nice or nothing


def _mood(text: str, section: Section, *, headed: bool) -> bool | None:
    """True for must, False for nice to have (and for work to do), None where nothing is asked."""
    nice, must = wording.NICE.search(text), wording.MUST.search(text)
    if section is Section.NICE:
        return False
    if section is Section.MUST:
        return not nice or bool(must and not nice)
    if nice:
        return False
    if section is Section.DUTY:
        return False
    asks = must or degree(text) or _asks_years(text) or not headed
    return True if asks else None


def _asks_years(text: str) -> bool:
    told_of_us = re.search(
        r"(?<![^\W_])(?:we|our|us|company|wir|unser\w*|nous|notre)(?![^\W_])", text, re.IGNORECASE
    )
    return not told_of_us and any(True for _ in amounts.years(text))


def _says_nothing(text: str) -> bool:
    return bool(
        wording.NEGATED.search(text) or wording.UNASKED.search(text)
    ) and not amounts.asks_no_experience(text)


def _by_mood(clause: Passage) -> list[Passage]:
    """A clause cut at commas where only some of its parts are welcome: "two years of sales, ideally abroad"."""
    commas = [found.end() for found in re.finditer(r",(?=\s)", clause.text)]
    if not commas or not wording.NICE.search(clause.text):
        return [clause]
    if not wording.MUST.search(clause.text):
        # A word of wish speaks for its own part alone where it stands in the last one.
        last = clause.part(commas[-1], len(clause.text))
        rest = clause.part(0, commas[-1])
        alone = wording.NICE.search(last.text) and not wording.NICE.search(rest.text)
        return [rest, last] if alone and not _LIST_END.match(last.text) else [clause]
    parts, start = [], 0
    for end in [*commas, len(clause.text)]:
        piece = clause.part(start, end)
        if piece.text.strip(" ,"):
            parts.append(piece)
        start = end
    return parts


_LIST_END = re.compile(r"(?:and|or|und|oder|et|ou)\s", re.IGNORECASE)
"""The last item of a list shares its mood with the others: "Go, Rust or Zig preferred"."""


# ---------------------------------------------------------------- one clause


def _asked(clause: Passage, *, must: bool, section: Section, own_words: bool) -> list[Found]:
    text = clause.text
    found: list[Found] = []
    named = degree(text) if section is not Section.DUTY else None
    if named:
        weight = (LIGHT if EQUIVALENT.search(text) else MIDDLE) if must else LIGHT
        found.append(Found("degree", must, named.names, weight, _degree_source(clause, named)))
    duration = list(amounts.years(text)) if section is not Section.DUTY else []
    taken = [(named.start, named.end)] if named else []
    taken += [(years.start, years.end) for years in duration]
    mentions = _mentions(clause, taken, phrases=_takes_phrases(text, section) and not named)
    groups = _groups(text, mentions)
    groups = [[_as_written(text, mention, own_words=own_words) for mention in group] for group in groups]
    timed: set[int] = set()
    for years in duration:
        one, used = _timed(clause, years, groups, must=must)
        found.append(one)
        timed |= used
    for place, group in enumerate(groups):
        if place not in timed:
            found.append(
                _group(clause, group, must=must, section=section, facet=_is_facet(text, groups, place))
            )
    return found


def _as_written(text: str, mention: Mention, *, own_words: bool) -> Mention:
    """The posting's own words where the table's are another language's, or wholly other words.

    "Anglais" stays, and so does "Keyboard familiarity", which the table calls "Touch typing"; "k8s" and "backend
    services" are spellings of names that people know better.
    """
    written = text[mention.start : mention.end]
    if written.lower() == mention.name.lower() or not (own_words or _in_other_words(written, mention.name)):
        return mention
    if skills.kind_of(mention.name) == "language":
        written = re.sub(r"(?i)-?kenntnisse$", "", written)
    return replace(mention, name=written[:1].upper() + written[1:])


def _takes_phrases(text: str, section: Section) -> bool:
    """Phrases are taken for names where a list asks for them, or the sentence itself does."""
    return section in (Section.MUST, Section.NICE) or (
        section is Section.OTHER and _DEMANDS.match(text) is not None
    )


_DEMANDS = re.compile(
    r"(?:(?:you|applicants?|candidates?)(?:'ll| will)? (?:should|must|need|have|know|bring)|must have|knowledge of|experience (?:with|in|of)|"
    r"du (?:hast|kannst|bringst)|sie (?:haben|bringen)|erfahrung (?:mit|in)|kenntnisse in|vous (?:avez|maîtrisez)|expérience (?:en|de|avec))"
    r"(?![^\W_])",
    re.IGNORECASE,
)


def _in_other_words(written: str, name: str) -> bool:
    words, known = written.lower().split(), name.lower().split()
    return len(words) > 1 and len(known) > 1 and not any(akin(a, b) for a in words for b in known)


def _degree_source(clause: Passage, named: Degree) -> Passage:
    """The degree with what softens it ("or equivalent experience")."""
    tail = EQUIVALENT.search(clause.text, named.start)
    near = tail is not None and tail.start() - named.end < _NEAR
    return clause.part(named.start, max(named.end, tail.end()) if tail and near else named.end)


_NEAR = 30
"""Letters between a thing and a word that speaks of it."""


def _timed(
    clause: Passage, years: amounts.Years, groups: Sequence[Sequence[Mention]], *, must: bool
) -> tuple[Found, set[int]]:
    """Years with what they are asked of: "C++ (3 years)", "5 years of Python", "seven years in product management"."""
    text = clause.text
    weight = HEAVY if must else LIGHT
    before = [place for place, group in enumerate(groups) if group[-1].end <= years.start]
    after = [place for place, group in enumerate(groups) if group[0].start >= years.end]
    if before and text[groups[before[-1]][-1].end : years.start].strip(" ") in ("(", "-", ":", ",", "–"):
        place = before[-1]
    elif after and not re.search(
        r"[,;:]|(?<![^\W_])(?:and|und|et|including)(?![^\W_])", text[years.end : groups[after[0]][0].start]
    ):
        place = after[0]
    else:
        about = re.split(r"\s[-–—]\s|[(;:]", text[years.end :], maxsplit=1)[0]
        about = re.split(r"\s[-–—]\s|[(;:]", text[years.end :], maxsplit=1)[0]
        topic = None if after else wording.short_name(re.sub(r"^\W+", "", about))
        return Found(
            "years", must, (topic,) if topic else (), weight, clause, years.months, part=years.part
        ), set()
    group = groups[place]
    tool = any(_is_tool(clause.text, mention) for mention in group)
    kind: Kind = "skill" if tool else "years"
    names = tuple(dict.fromkeys(mention.name for mention in group))
    return Found(kind, must, names, weight, clause, years.months, part=years.part), {place}


def _is_tool(text: str, mention: Mention) -> bool:
    """A name with a capital inside a sentence, or with signs and digits: a thing one uses rather than a field one works in."""
    raw = text[mention.start : mention.end]
    opens = not text[: mention.start].strip(" (")
    inner = raw[1:] if opens else raw
    return any(letter.isupper() or letter in "+#./" or letter.isdigit() for letter in inner)


def _group(clause: Passage, group: Sequence[Mention], *, must: bool, section: Section, facet: bool) -> Found:
    names = tuple(dict.fromkeys(mention.name for mention in group))
    kinds = {
        skills.kind_of(mention.name) if mention.known else _kind_of_phrase(mention.name) for mention in group
    }
    source = clause.part(group[0].start, group[-1].end)
    sure = any(mention.known for mention in group)
    if section is Section.DUTY:
        return Found("duty", must, names, LIGHT, source, duty=True, sure=sure)
    kind: Kind
    if kinds <= {"certificate", None} and "certificate" in kinds:
        kind = "certificate"
    elif kinds <= {"language", "degree"} and None not in kinds:
        kind = "language" if "language" in kinds else "degree"
    else:
        kind = "skill" if sure and not facet else "duty"
    weight = _weight(clause.text, kind, must=must)
    return Found(kind, must, names, weight, source, sure=sure, clause=None if sure else clause)


def _weight(text: str, kind: Kind, *, must: bool) -> int:
    if not must or kind == "duty":
        return LIGHT
    return HEAVY if kind == "certificate" or wording.STRESSED.search(text) else MIDDLE


_CERTIFICATE = re.compile(
    r"(?<![^\W_])(?:certifi\w+|licen[sc]e\w*|registration|zertifi\w+|führerschein|permis|habilitation|schein)(?![^\W_])",
    re.IGNORECASE,
)


def _kind_of_phrase(name: str) -> Kind | None:
    return "certificate" if _CERTIFICATE.search(name) else None


def _is_facet(text: str, groups: Sequence[Sequence[Mention]], place: int) -> bool:
    """A detail of the skill before the colon: "PostgreSQL at scale: schema design, query plans"."""
    if not place:
        return False
    colon = text.find(":", groups[0][0].end, groups[place][0].start)
    if colon < 0 or colon > groups[1][0].start:
        return False
    return all(text[m.start : m.end].islower() for group in groups[1:] for m in group)


# ---------------------------------------------------------------- what a clause names

_SEPARATOR = re.compile(
    r",|(?<=\s)/|/(?=\s)|&|[()]|:|(?<![^\W_])(?:or|and|und|oder|sowie|et|ou|bzw\.?)(?![^\W_])", re.IGNORECASE
)
_LIST_WORDS = 5
"""Words of the longest phrase taken for one more item of a list."""


def _mentions(clause: Passage, taken: Sequence[tuple[int, int]], *, phrases: bool) -> list[Mention]:
    text = clause.text
    known = [
        Mention(hit.name, hit.start, hit.end)
        for hit in skills.find(text)
        if not any(start < hit.end and hit.start < end for start, end in taken)
        and not (skills.kind_of(hit.name) == "degree" and taken)
        and not _is_market(text, hit)
    ]
    if not phrases:
        return known
    if not known:
        return [] if taken else _only_phrases(text)
    if all(skills.kind_of(mention.name) == "language" for mention in known):
        return known  # what else is said is how well: "fluent, spoken and written"
    found = [*known, *_list_items(text, known, taken)]
    return sorted(found, key=lambda mention: mention.start)


def _is_market(text: str, hit: skills.Found) -> bool:
    """A language that only says where: "the French market"."""
    after = text[hit.end : hit.end + _NEAR]
    return skills.kind_of(hit.name) == "language" and bool(
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


def _only_phrases(text: str) -> list[Mention]:
    """A clause without a known name: its list items if it is a list of short ones, else one phrase."""
    spans = [(a, b) for a, b in atoms(text, ()) if text[a:b].strip()]
    short = all(len(text[a:b].split()) <= _LIST_WORDS for a, b in spans)
    if not (short and len(spans) > 1 and "," in text):
        spans = [(0, len(text))]
    found = []
    for start, end in spans:
        name = None if wording.opens_like_a_clause(text[start:end]) else wording.short_name(text[start:end])
        if name and (place := text.find(name, start, end)) >= 0:
            found.append(Mention(name, place, place + len(name), known=False))
    return found


# ---------------------------------------------------------------- alternatives

_OR = re.compile(r"(?<![^\W_])(?:or|oder|ou|and/or|bzw|alternativ\w*|either)(?![^\W_])", re.IGNORECASE)
_AND = re.compile(r"(?<![^\W_])(?:and|und|et|sowie|plus|as well as|with|mit|avec)(?![^\W_])|&", re.IGNORECASE)
_CHOICE = re.compile(
    r"(?<![^\W_])(?:one|any|either|some|une?|eine?[rsmn]?|mindestens eine?[rsmn]?|au moins une?|such as|like|e\.g\.|for example|z\.\s?b\.|wie|comme|par exemple|par ex\.)"
    r"(?: of(?: the following)?| der folgenden| des)?(?:\s+[\w-]+){0,3}\s*[(:,]?\s*$",
    re.IGNORECASE,
)
_COMMA_LETTERS = 30
_LONG_LIST = 5
"""From so many commas on, an "or" before the last item joins that one alone: "AWS, Terraform, …, Python or Bash"."""


def _groups(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions joined where one of them is enough; a name said twice in a clause counts once."""
    if not mentions:
        return []
    links = [_link(text, a, b) for a, b in pairwise(mentions)]
    links = _settled(text, mentions, links)
    groups = [[mentions[0]]]
    for mention, link in zip(mentions[1:], links, strict=True):
        if link == "or":
            groups[-1].append(mention)
        else:
            groups.append([mention])
    seen: set[str] = set()
    kept = []
    for group in groups:
        fresh = [mention for mention in group if mention.name not in seen]
        seen |= {mention.name for mention in group}
        if fresh:
            kept.append(fresh)
    return kept


def _link(text: str, one: Mention, other: Mention) -> str:
    between = text[one.end : other.start]
    either, both = _OR.search(between), _AND.search(between)
    first = either is not None and (both is None or either.start() <= both.start())
    if first and ":" not in between:
        return "or"
    if between.strip() == "/" and not re.search(r"bilingual|zweisprachig|bilingue", text, re.IGNORECASE):
        return "slash"
    if _AND.search(between) or ":" in between or "(" in between or ")" in between:
        return "and"
    return "comma" if "," in between and len(between) <= _COMMA_LETTERS else "and"


def _settled(text: str, mentions: Sequence[Mention], links: list[str]) -> list[str]:
    """Commas take the sense of the word that closes their list ("A, B or C") or opens it ("one of A, B, C")."""
    settled = ["or" if link == "slash" else link for link in links]
    loose = len(links) >= _LONG_LIST and not re.search(r",\s*(?:or|ou|oder)(?![^\W_])", text)
    closing, closed = "and", [""] * len(links)
    for place in range(len(links) - 1, -1, -1):
        closing = links[place] if links[place] in ("and", "or") else closing
        closed[place] = closing
    for place, link in enumerate(links):
        # "A or B, C/D": the list was closed before the comma.
        before = next((one for one in reversed(links[:place]) if one in ("and", "or")), "")
        if link == "comma":
            settled[place] = "or" if closed[place] == "or" and before != "or" and not loose else "and"
    start = 0
    while start < len(links):
        end = start
        while end < len(links) and links[end] == "comma":
            end += 1
        if end > start and _CHOICE.search(text[max(0, mentions[start].start - 60) : mentions[start].start]):
            settled[start:end] = ["or"] * (end - start)
        start = end + 1
    return settled
