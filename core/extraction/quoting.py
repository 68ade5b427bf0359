"""Where the rules find neither jobs nor education, a model quotes them; dates and text are read by rules around its quotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from core import prompts
from core.dates import Written, find_dates
from core.engine import Engine, Message
from core.extraction.finding import Finder
from core.extraction.resumes.kinds import SECTIONS
from core.extraction.resumes.pieces import Piece, Tree, Value, opens_item, ripe, value, whole
from core.extraction.resumes.sections import split
from core.extraction.resumes.words import (
    COMPANY,
    COMPANY_CJK,
    DEGREE,
    DEGREE_CJK,
    SCHOOL,
    SCHOOL_CJK,
    TITLE,
    TITLE_CJK,
)
from core.extraction.running import Running
from core.model import Document, Extraction, Json, Line, Spans

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
_BESIDE = 14
"""Letters between a name and its own dates where a sentence tells of several jobs: "Nordbygg from 2015 to 2019"."""
_FEWEST_WORDS = 4
"""Beyond names and dates: with fewer a sentence tells nothing more."""
_TOKENS_AN_ENTRY = 70
_DEADLINE_S = 120.0
"""Nobody waits for it: what rules read is told already. A busy machine has been seen to take a minute."""
_TELLING = (TITLE, TITLE_CJK, COMPANY, COMPANY_CJK, SCHOOL, SCHOOL_CJK, DEGREE, DEGREE_CJK)
_TURN = re.compile(
    r";|\b(?:and|then|before|und|dann|danach|zuvor|et|puis|ensuite|avant|y|luego|antes|e|depois|poi|prima|en|daarna)\b",
    re.IGNORECASE,
)
"""After one of these a sentence may tell of something else."""
_HINTS = re.compile(r"[,;]|\b(?:and|und|et|y|e|en)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Found:
    """An entry whose quotes stand in the document, near each other."""

    kind: str
    title: Value | None
    organisation: Value | None

    @property
    def said(self) -> Sequence[Value]:
        return [one for one in (self.title, self.organisation) if one]

    @property
    def lines(self) -> set[int]:
        return {span.line for one in self.said for span in one.spans}

    def places(self, text: Running) -> list[tuple[int, int]]:
        return [text.place(span) for one in self.said for span in one.spans]


async def find_entries(extraction: Extraction, document: Document, engine: Engine) -> Extraction:
    """The extraction with the jobs and studies that the model quotes; every string stays a span of the document.

    What it quotes takes the place of what the rules found of that kind, and only if it is no less.

    Raises:
        EngineError: no usable answer.
    """
    seen = replace(document, lines=document.visible[:_LINES])
    answer = await engine.generate(
        _messages(seen.lines), _schema(), max_tokens=_TOKENS_AN_ENTRY * _MOST_ENTRIES, deadline_s=_DEADLINE_S
    )
    extraction = replace(extraction, engine=engine.name, usage=extraction.usage + answer.usage)
    found = list(_verified(answer.data.get("entries"), seen))
    headings = frozenset(part.heading.n for part in split(seen) if part.heading)
    made = ripe(_Drawing(Running(seen.lines, headings), found).tree())
    if sum(map(len, made.fields.values())) < sum(len(extraction.fields.get(kind, ())) for kind in _KEYS):
        return extraction
    return _with(extraction, made.fields, made.spans)


def _with(extraction: Extraction, fields: Json, spans: Spans) -> Extraction:
    """In place of what was there of these kinds, and of the doubts about that."""
    if not fields:
        return extraction
    both = {**{key: said for key, said in extraction.fields.items() if key not in _KEYS}, **fields}
    gone = tuple(f"/{kind}" for kind in _KEYS)
    return replace(
        extraction,
        fields={key: both[key] for key in ("basics", *SECTIONS, "interests") if key in both},
        spans={**{at: s for at, s in extraction.spans.items() if not _within(at, gone)}, **spans},
        doubts=tuple(doubt for doubt in extraction.doubts if not _within(doubt.pointer, gone)),
    )


def _within(pointer: str, outer: Sequence[str]) -> bool:
    return any(pointer == one or pointer.startswith(f"{one}/") for one in outer)


# ---------------------------------------------------------------- the question


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


# ---------------------------------------------------------------- what of the answer holds


def _verified(said: object, document: Document) -> Iterator[_Found]:
    """Words of the document, each place used once, title and employer near each other."""
    finder, used = Finder(document), list[Value]()
    for entry in said[:_MOST_ENTRIES] if isinstance(said, list) else ():
        if not isinstance(entry, dict) or set(entry) != _PARTS or entry["kind"] not in list(_KEYS):
            continue
        named = _quoted(entry["organisation"], finder, used, None)
        titled = _quoted(entry["title"], finder, [*used, *([named] if named else [])], named)
        stands = all(
            found or said == NONE
            for found, said in ((named, entry["organisation"]), (titled, entry["title"]))
        )
        if stands and (named or titled):
            used += [one for one in (named, titled) if one]
            yield _Found(entry["kind"], titled, named)


def _quoted(said: object, finder: Finder, used: Sequence[Value], near: Value | None) -> Value | None:
    """The first place of a quote that no entry has, or the one nearest to another quote; as the document writes it."""
    if (
        not isinstance(said, str)
        or said == NONE
        or not _FEWEST_LETTERS <= len(said.strip()) <= _QUOTE_LETTERS
    ):
        return None
    taken = [span for one in used for span in one.spans]
    if near is None:
        return finder.text(said, set(finder.document.by_number), taken)
    first, last = near.spans[0].line, near.spans[-1].line
    for away in range(_NEAR + 1):
        numbers = {n for n in finder.document.by_number if first - away <= n <= last + away}
        found = finder.text(said, numbers, taken)
        if found and all(span.line in numbers for span in found.spans):
            return found
    return None


# ---------------------------------------------------------------- what stands around the quotes


@dataclass(frozen=True)
class _Drawing:
    """Entries with the dates and the text around their quotes.

    Attributes:
        found: in any order.
    """

    text: Running
    found: Sequence[_Found]

    def tree(self) -> Tree:
        entries = sorted(self.found, key=lambda one: min(one.places(self.text)))
        made = [(one, self._entry(one)) for one in entries]
        kept = [(one, entry) for one, entry in made if self._is_told(one, entry)]
        kinds = {kind: [entry for one, entry in kept if one.kind == kind] for kind in _KEYS}
        return {kind: some for kind, some in kinds.items() if some}

    def _entry(self, one: _Found) -> Tree:
        title, organisation = _KEYS[one.kind]
        start, end = self._dates(one)
        told: Tree = {organisation: one.organisation, title: one.title, "startDate": start, "endDate": end}
        if one.kind == "work":
            told |= {"summary": self._summary(one), "highlights": list(self._bullets(one))}
        return told

    def _is_told(self, one: _Found, entry: Mapping[str, object]) -> bool:
        """Without dates it must say what it is: a model takes names of programs for schools."""
        dated = entry["startDate"] or entry["endDate"]
        return bool(dated) or any(word.search(said.text) for said in one.said for word in _TELLING)

    # ------------------------------------------------------------ dates

    def _dates(self, one: _Found) -> tuple[Value | None, Value | None]:
        """The range of dates that the entry's own sentence tells; else one on the line right below that says nothing else.

        Dates further off may be those of another job: then none are given, for a wrong date is worse than a missing one.
        """
        start, end = self._window(one)
        all_written = find_dates(self.text.text[start:end])
        ranges = [written for written in all_written if written.is_range]
        own = [written for written in ranges if self._is_own(one, written, start)]
        if len(own) == 1 and (len(ranges) == 1 or self._is_beside(one, own[0], start)):
            return self._date(own[0].first, own[0].first_at, start), self._date(
                own[0].last, own[0].last_at, start
            )
        if ranges:
            return None, None
        if one.kind == "education" and len(all_written) == 1 and self._is_own(one, all_written[0], start):
            return None, self._date(all_written[0].last, all_written[0].last_at, start)
        return self._dates_below(one)

    def _window(self, one: _Found) -> tuple[int, int]:
        return self.text.around(one.places(self.text))

    def _is_crowded(self, one: _Found) -> bool:
        """Does its sentence tell of another entry too?"""
        start, end = self._window(one)
        return any(
            start <= at < end for other in self.found if other is not one for at, _ in other.places(self.text)
        )

    def _is_own(self, one: _Found, written: Written, start: int) -> bool:
        """Does nothing between the names and the dates begin another story?"""
        if self._is_crowded(one):
            return self._is_beside(one, written, start)
        return not _TURN.search(self._between(one, written, start))

    def _is_beside(self, one: _Found, written: Written, start: int) -> bool:
        between = self._between(one, written, start)
        return len(between) <= _BESIDE and not _HINTS.search(between)

    def _between(self, one: _Found, written: Written, start: int) -> str:
        """What stands between dates and the nearest of the names."""
        first, last = start + written.start, start + written.end
        gaps = [(end, first) if end <= first else (last, begin) for begin, end in one.places(self.text)]
        at, to = min(gaps, key=lambda gap: abs(gap[1] - gap[0]))
        return self.text.text[at:to]

    def _dates_below(self, one: _Found) -> tuple[Value | None, Value | None]:
        below = max(one.lines) + 1
        line = next((line for line in self.text.lines if line.n == below), None)
        if line is None or any(below in other.lines for other in self.found):
            return None, None
        ranges = [written for written in find_dates(line.text) if written.is_range]
        if len(ranges) != 1 or not _is_bare(line.text, ranges[0].start, ranges[0].end):
            return None, None
        at, _ = self.text.place(Piece(line, 0, 0).span)
        [only] = ranges
        return self._date(only.first, only.first_at, at), self._date(only.last, only.last_at, at)

    def _date(self, said: str | None, at: tuple[int, int] | None, start: int) -> Value | None:
        if not said or not at:
            return None
        return Value(said, tuple(piece.span for piece in self.text.pieces(start + at[0], start + at[1])))

    # ------------------------------------------------------------ text

    def _summary(self, one: _Found) -> Value | None:
        """The sentences that tell of it, up to those of the next entry or the end of the paragraph."""
        if self._is_crowded(one):
            return None
        start, end = self._window(one)
        names = sum(len(said.text.split()) for said in one.said)
        dates = sum(
            len(self.text.text[start + d.start : start + d.end].split())
            for d in find_dates(self.text.text[start:end])
        )
        if len(self.text.text[start:end].split()) < names + dates + _FEWEST_WORDS:
            return None
        others = [self._window(other)[0] for other in self.found if other is not one]
        until = min([self.text.paragraph_end(end - 1), *(at for at in others if at >= end)])
        return value(*(piece.trim(" ") for piece in self.text.pieces(start, until)))

    def _bullets(self, one: _Found) -> Iterator[Value]:
        """The list right under its names."""
        after = [line for line in self.text.lines if line.n > max(one.lines)]
        if after and not opens_item(after[0]) and _is_dates_alone(after[0].text):
            after = after[1:]
        for line in after:
            if not opens_item(line):
                return
            if (said := value(whole(line))) is not None:
                yield said


def _is_dates_alone(text: str) -> bool:
    return any(_is_bare(text, written.start, written.end) for written in find_dates(text))


def _is_bare(text: str, start: int, end: int) -> bool:
    """Nothing but the dates and what sets them off."""
    return not (text[:start] + text[end:]).strip(" \t()[],;:.|–—-•·")
