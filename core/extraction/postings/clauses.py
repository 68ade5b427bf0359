"""Clauses of a posting → what they ask for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core import skills
from core.extraction.postings import amounts, wording
from core.extraction.postings.alternatives import groups
from core.extraction.postings.degrees import EQUIVALENT, Degree, degree
from core.extraction.postings.mentions import Mention, mentions
from core.extraction.postings.passages import Passage, clauses
from core.extraction.postings.sections import Part, Section
from core.extraction.postings.unasked import asks_nothing, speaks_to_machine
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
        listed: it stands under a heading that asks, so that it is asked for is sure, whatever its name is.
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
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a posting is read.

    Attributes:
        headed: it tells by headings what it asks for; where it does not, all its sentences are read.
        own_words: names stay as the posting writes them rather than as the table does, for postings that are not English.
        table: which skills are known; None for the shipped ones.
    """

    headed: bool
    own_words: bool = False
    table: skills.Table | None = None


def read_part(part: Part, how: Reading) -> list[Found]:
    """What one part of a posting asks for."""
    if part.section is Section.OFF:
        return []
    found: list[Found] = []
    for clause in clauses(part.passage):
        if speaks_to_machine(clause.text):
            continue
        cut = clause.part(0, min(len(clause.text), _CLAUSE_LETTERS))
        for piece in _pieces(cut) if how.headed else _asking(cut, how):
            must = _mood(piece.text, part.section, headed=how.headed)
            if must is not None and not _says_nothing(piece.text):
                found += _Clause(piece, must, part.section, how).asked()
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
    return asks_nothing(text) and not amounts.asks_no_experience(text)


def _asking(clause: Passage, how: Reading) -> list[Passage]:
    """In a posting of one line, the items that ask: "cook wanted, experience in fine dining, 2,800 € a month"."""
    items = [found.end() for found in re.finditer(r",(?=\s)", clause.text)]
    ends = zip([0, *items], [*items, len(clause.text)], strict=True)
    parts = [clause.part(start, end - (end in items)) for start, end in ends]
    asks = any(_DEMANDS.match(part.text) for part in parts[1:])
    if len(items) < _SEVERAL_ITEMS or not asks or skills.find(clause.text, how.table):
        return _pieces(clause)
    return parts


_SEVERAL_ITEMS = 2


def _pieces(clause: Passage) -> list[Passage]:
    """A clause and the asides that speak for themselves: "two years in a plant (dairy preferred)", "(graduates welcome)"."""
    asides: list[Passage] = []
    rest = clause
    for found in reversed(list(_ASIDE.finditer(clause.text))):
        inside, outside = found[1], rest.without(*found.span())
        wish = wording.NICE.search(inside) and not wording.NICE.search(outside.text)
        aside = wish or (_says_nothing(inside) and not _says_nothing(outside.text))
        if aside and outside.text.strip(" .,"):
            asides.append(clause.part(*found.span(1)))
            rest = outside
    return [*_by_mood(rest), *reversed(asides)]


_ASIDE = re.compile(r"\(([^()]{4,120})\)")


def _by_mood(clause: Passage) -> list[Passage]:
    """A clause cut at commas where only some of its parts are welcome: "two years of sales, ideally abroad"."""
    commas = [found.end() for found in _TURN.finditer(clause.text)]
    if not commas or not wording.NICE.search(clause.text):
        return [clause]
    if not wording.MUST.search(clause.text):
        # A word of wish speaks for its own part alone where it stands in the last one.
        last = clause.part(commas[-1], len(clause.text))
        rest = clause.part(0, commas[-1])
        alone = wording.NICE.search(last.text) and not wording.NICE.search(rest.text)
        shares = _LIST_END.match(last.text) and not _IDEALLY.match(last.text)
        return [rest, last] if alone and not shares else [clause]
    parts, start = [], 0
    for end in [*commas, len(clause.text)]:
        piece = clause.part(start, end)
        if piece.text.strip(" ,"):
            parts.append(piece)
        start = end
    return parts


_IDEALLY = re.compile(
    r"(?:and|but|et|und|aber|mais|y|e)\s(?:ideally|preferably|idéalement|de préférence|idealerweise|idealmente|preferiblemente)(?![^\W_])",
    re.IGNORECASE,
)
_TURN = re.compile(rf",(?=\s)|\s[-–—](?=\s)|(?=\s{_IDEALLY.pattern})", re.IGNORECASE)
"""Where a clause may turn from a demand to a wish."""
_LIST_END = re.compile(r"(?:and|or|und|oder|et|ou)\s", re.IGNORECASE)
"""The last item of a list shares its mood with the others: "Go, Rust or Zig preferred"."""


# ---------------------------------------------------------------- one clause


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that asks for something, with its mood."""

    words: Passage
    must: bool
    section: Section
    how: Reading

    def asked(self) -> list[Found]:
        text = self.words.text
        found: list[Found] = []
        named = degree(text) if self.section is not Section.DUTY else None
        if named and (both := self.besides(named)):
            return both
        if named:
            weight = (LIGHT if EQUIVALENT.search(text) else MIDDLE) if self.must else LIGHT
            source = _degree_source(self.words, named)
            said = self.how.own_words and len(named.names) == 1 and len(source.text) <= _DEGREE_LETTERS
            names = (source.text,) if said else named.names
            found.append(Found("degree", self.must, names, weight, source))
        duration = list(amounts.years(text)) if self.section is not Section.DUTY else []
        taken = [(named.start, named.end)] if named else []
        taken += [(years.start, years.end) for years in duration]
        known = mentions(text, taken, phrases=self.takes_phrases() and not named, table=self.how.table)
        alternatives = [[self.as_written(one) for one in group] for group in groups(text, known)]
        timed: set[int] = set()
        for years in duration:
            one, used = _timed(self.words, years, alternatives, must=self.must)
            found.append(one)
            timed |= used
        for place, group in enumerate(alternatives):
            if place not in timed:
                found.append(self.group(group, facet=_is_facet(text, alternatives, place)))
        return found

    def besides(self, named: Degree) -> list[Found]:
        """A clause that asks for a degree and for more, cut in two: "a diploma in nursing and registration with the Order"."""
        text = self.words.text
        more = _BESIDES.match(text, named.end)
        if more is None or degree(text[more.end() :]):
            return []
        parts = (self.words.part(0, more.start()), self.words.part(more.end(), len(text)))
        return [one for part in parts for one in replace(self, words=part).asked()]

    def takes_phrases(self) -> bool:
        """Phrases are taken for names where a list asks for them, or the sentence itself does."""
        if self.section in (Section.MUST, Section.NICE):
            return True
        if self.section is not Section.OTHER:
            return False
        text = wording.without_wish(self.words.text)
        short = len(text.split()) <= _ITEM_WORDS
        if text != self.words.text.lstrip():
            return True
        wish = wording.NICE.search(self.words.text) is not None
        return _DEMANDS.match(text) is not None or (
            short and (wish or (self.words.bullet and not self.how.headed))
        )

    def as_written(self, mention: Mention) -> Mention:
        """The posting's own words where the table's are another language's, or wholly other words.

        "Anglais" stays, and so does "Keyboard familiarity", which the table calls "Touch typing"; "k8s" and "backend
        services" are spellings of names that people know better.
        """
        written = self.words.text[mention.start : mention.end]
        detail = ":" in self.words.text[: mention.start]
        other = self.how.own_words or _in_other_words(written, mention.name, detail=detail)
        if written.lower() == mention.name.lower() or not other:
            return mention
        if skills.kind_of(mention.name, self.how.table) == "language":
            written = re.sub(r"(?i)-?kenntnisse(?![^\W_]).*$", "", written)
        return replace(mention, name=written[:1].upper() + written[1:])

    def group(self, group: Sequence[Mention], *, facet: bool) -> Found:
        names = tuple(dict.fromkeys(mention.name for mention in group))
        kinds = {
            skills.kind_of(one.name, self.how.table) if one.known else _kind_of_phrase(one.name)
            for one in group
        }
        source = self.words.part(group[0].start, group[-1].end)
        sure = any(mention.known for mention in group)
        if self.section is Section.DUTY:
            return Found("duty", self.must, names, LIGHT, source, duty=True, sure=sure)
        kind: Kind
        if kinds <= {"certificate", None} and "certificate" in kinds:
            kind = "certificate"
        elif kinds <= {"language", "degree"} and None not in kinds:
            kind = "language" if "language" in kinds else "degree"
        else:
            named = sure or all(wording.is_coined(name) for name in names)
            kind = "skill" if named and not facet else "duty"
        weight = _weight(self.words.text, kind, must=self.must)
        listed = self.section in (Section.MUST, Section.NICE)
        clause = None if sure else self.words
        return Found(kind, self.must, names, weight, source, sure=sure, clause=clause, listed=listed)


_DEGREE_LETTERS = 80
_BESIDES = re.compile(r"\s*(?:,\s*)?(?:and|et|und|sowie|y|e|plus|\+)\s", re.IGNORECASE)
_ITEM_WORDS = 10
"""Words of the longest bullet that names what it asks for rather than telling a story."""
_DEMANDS = re.compile(
    r"(?:(?:you|applicants?|candidates?)(?:'ll| will)? (?:should|must|need|have|know|bring)|must have|knowledge of|experience (?:with|in|of)|(?:an? )?(?:background|grounding|interest) in|"
    r"du (?:hast|kannst|bringst)|sie (?:haben|bringen)|erfahrung(?:en)? (?:mit|in)|kenntnisse in|vous (?:avez|maîtrisez)|expérience (?:en|de|avec)|"
    r"necesitas|debes|experiencia (?:en|con)|conocimientos? (?:de|en)|experiência (?:em|com)|conhecimentos? (?:de|em))"
    r"(?![^\W_])",
    re.IGNORECASE,
)


def _in_other_words(written: str, name: str, *, detail: bool) -> bool:
    """Plain words that are no spelling of the name: "prospecting" for "Business development", not "postgres" for "PostgreSQL".

    Args:
        detail: it stands behind a colon, so that it tells more of what stands before: the table's name says enough.
    """
    words, known = written.lower().split(), name.lower().split()
    if written.isupper() and written.isalpha() and len(written) >= _ACRONYM_LETTERS:
        return not name.upper().startswith(written)  # "MEDDIC" says more than "Solution selling"
    if len(words) == 1 and (
        not written.isalpha() or not written[1:].islower() or written.lower().startswith(name[:3].lower())
    ):
        return False
    plain = (len(words) > 1 and len(known) > 1) or (len(words) == 1 and len(written) >= _PLAIN_LETTERS)
    if len(words) > 1 and len(words) == len(known) and akin(words[-1], known[-1]):
        # "Employment law" for "Labour law": the same noun of another thing, while "backend services" are backend development.
        return not detail and not _spelled_alike(words[0], known[0])
    return plain and not any(akin(a, b) for a in words for b in known)


def _spelled_alike(one: str, other: str) -> bool:
    """The same word, inflected or in the other English: "behaviour", "behavior"."""
    return akin(one, other) or one[:_ALIKE] == other[:_ALIKE]


_ALIKE = 4
"""Letters that two spellings of a word share."""


_PLAIN_LETTERS = 5
_ACRONYM_LETTERS = 4


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
        about = re.split(r"\s[-–—]\s|[(;:,]", text[years.end :], maxsplit=1)[0]
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


def _weight(text: str, kind: Kind, *, must: bool) -> int:
    if not must or kind == "duty":
        return LIGHT
    return HEAVY if kind == "certificate" or wording.STRESSED.search(text) else MIDDLE


_CERTIFICATE = re.compile(
    r"(?<![^\W_])(?:certifi\w+|licen[sc]e\w*|registration|inscription|inscrição|inscripción|colegiación|zulassung|approbation|zertifi\w+|führerschein|permis|habilitation|schein)(?![^\W_])",
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
