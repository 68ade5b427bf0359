"""What a resume shows, unit by unit: a sentence, a bullet, a title, a listed skill.

Only visible text enters, and nothing that says who the person is: name, contact data, place, photo, age and gender
have no evidence, so no rule below can weigh them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from core import skills
from core.dates import MonthRange, month_range
from core.model import Json, Resume, Span
from core.text import BULLETS, fold

EvidenceKind = Literal["shown", "certified", "claimed", "listed"]

UNIT_CHARS = 600
"""A longer sentence is cut: no one writes it, and matching stays linear in what a person can read."""
UNITS = 1500
"""More units than a fifteen-page resume has."""
LIST_ITEMS = 3
"""Fewer items do not make a list by themselves: "Go and Kafka" may well be a sentence's end."""
LIST_SHARE = 0.6
"""The share of a list's items that are names and nothing else; a stray remark makes no sentence of it."""
HEADING_WORDS = 6
SENTENCE_WORDS, DETAILS_WORDS = 3, 8
"""The least that a line no field took must say; above the first entry stand the person's details, so more is asked there."""
ITEM_WORDS = 4
ENUMERATED, SHORT_SHARE = 5, 0.75
"""So many items, most of them short, are a list whatever trade they are of, though a few are long."""
SHORTEST_NAME = 3
"""A shorter name is blanked nowhere: "Bo" stands in too many words."""

SAID = 0
"""The line of what stands nowhere: its owner's word."""
_ENTRIES = ("work", "volunteer", "projects")
_PRIVATE = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}|(?:https?://|www\.)\S{1,500}|\+?\(?\d[\d ()./-]{7,18}\d")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\s\da-z])|(?<=[。！？；])|\n")
_LABEL = re.compile(r"\A\W*[^\W\d_][^:;,.|]{0,38}:\s+(?=\S)")
_ITEM_END = re.compile(r"[,;|/·•\t、，；]|\s-\s|\s(?:and|et|und|y|e)\s")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit of a resume.

    Attributes:
        text: the unit in one line, private data blanked out.
        line: where it begins; 0 where it is its owner's word and stands nowhere in the document.
        kind: shown in an entry, certified by someone, claimed about oneself, or listed; told by shape, not by heading.
        pointer: JSON Pointer of the value it is part of; "" for a line that no field took.
        entry: pointer of its entry ("/work/0"), "" outside of entries.
        months: months covered by its entry, None if the entry has no dates.
        title: it names a position or a project, so it is a fact and no sentence.
        pieces: (place in `text`, line, words of that line), for quoting.
    """

    text: str
    line: int
    kind: EvidenceKind
    pointer: str
    entry: str = ""
    months: MonthRange | None = None
    title: bool = False
    pieces: tuple[tuple[int, int, str], ...] = ()

    def quote(self, at: int = 0) -> tuple[str, int]:
        """The resume's own words around place `at` of the text, and their line."""
        _, line, quoted = next((p for p in reversed(self.pieces) if p[0] <= at), self.pieces[0])
        return quoted, line


def only_said(resume: Resume, entry: str) -> bool:
    """Does nothing of this entry but perhaps its dates stand in the document?"""
    undated = {
        p for p in (*resume.spans, *resume.attested) if p.startswith(f"{entry}/") and not p.endswith("Date")
    }
    return bool(undated) and undated.isdisjoint(resume.spans)


def _attested(resume: Resume) -> Iterator[tuple[str, str]]:
    """Pointer and text of each string that is its owner's word."""
    for pointer in resume.attested:
        node: Any = resume.fields
        for key in pointer.split("/")[1:]:
            node = node[int(key)] if isinstance(node, list) else node[key]
        yield pointer, str(node)


def evidence(resume: Resume, table: skills.Table | None = None) -> tuple[Evidence, ...]:
    """Everything in a resume that can earn a point, in the order of its fields, then of its lines."""
    return tuple(_Gathering(resume, table).units())[:UNITS]


class _Gathering:
    def __init__(self, resume: Resume, table: skills.Table | None) -> None:
        self.resume = resume
        self.table = table
        self.lines = {line.n: line for line in resume.document.visible}
        self.name = str(resume.fields.get("basics", {}).get("name") or "").strip()
        self.said = dict(_attested(resume))

    def units(self) -> Iterator[Evidence]:
        yield from self.value("/basics/label", "claimed")
        yield from self.value("/basics/summary", "claimed")
        for section in _ENTRIES:
            for pointer, entry in self.resume.entries(section):
                yield from self.entry(pointer, entry)
        for pointer, entry in self.resume.entries("education"):
            yield from self.education(pointer, entry)
        yield from self.honours()
        yield from self.listed()
        yield from self.left_over()

    # ------------------------------------------------------------ sections

    def entry(self, pointer: str, entry: Json) -> Iterator[Evidence]:
        months = month_range(entry.get("startDate"), entry.get("endDate"), self.resume.read_on)
        titles = ("name",) if pointer.startswith("/projects") else ("position",)
        for key in titles:
            yield from self.value(f"{pointer}/{key}", "shown", pointer, months, title=True)
        for key in ("summary", "description"):
            yield from self.value(f"{pointer}/{key}", "shown", pointer, months)
        for key, kind in (("highlights", "shown"), ("keywords", "listed")):
            for place in range(len(entry.get(key) or ())):
                yield from self.value(f"{pointer}/{key}/{place}", _kind(kind), pointer, months)

    def education(self, pointer: str, entry: Json) -> Iterator[Evidence]:
        for key in ("studyType", "area"):
            yield from self.value(f"{pointer}/{key}", "certified", pointer, title=True)
        for key in ("courses", "highlights"):
            for place in range(len(entry.get(key) or ())):
                yield from self.value(f"{pointer}/{key}/{place}", "claimed", pointer)
        for key in ("summary", "description"):
            yield from self.value(f"{pointer}/{key}", "claimed", pointer)

    def honours(self) -> Iterator[Evidence]:
        """Certificates, awards and publications: someone else has put a name under them."""
        for section, keys in (
            ("certificates", ("name",)),
            ("awards", ("title", "summary")),
            ("publications", ("name", "summary")),
        ):
            for pointer, entry in self.resume.entries(section):
                # Without issuer or date, a certificate called "Kafka" is a listed skill under another heading.
                backed = any(entry.get(k) for k in ("issuer", "date", "awarder", "publisher", "releaseDate"))
                bare = not backed and skills.canonical(str(entry.get(keys[0]) or ""), self.table) is not None
                for key in keys:
                    yield from self.value(
                        f"{pointer}/{key}", "listed" if bare else "certified", pointer, title=key == keys[0]
                    )

    def listed(self) -> Iterator[Evidence]:
        for pointer, group in self.resume.entries("skills"):
            count = len(group.get("keywords") or ())
            pointers = [f"{pointer}/keywords/{k}" for k in range(count)] or [f"{pointer}/name"]
            for each in pointers:
                yield from self.value(each, "listed", pointer)
        for pointer, _ in self.resume.entries("languages"):
            yield from self.value(f"{pointer}/language", "claimed", pointer, title=True)

    def left_over(self) -> Iterator[Evidence]:
        """Sentences that no field took: a section nobody foresaw must not cost its owner points."""
        taken = {span.line for spans in self.resume.spans.values() for span in spans}
        first = min(self.body_lines(), default=0)
        for line in self.resume.document.visible:
            heading = line.level > 0 or (line.bold and len(line.text.split()) <= HEADING_WORDS)
            least = SENTENCE_WORDS if line.n > first else DETAILS_WORDS
            if line.n in taken or heading or len(line.text.split()) < least:
                continue
            start = len(line.text) - len(line.text.lstrip(" \t-*–" + BULLETS))
            yield from self.sentences(
                (Span(line.n, start, len(line.text)),), "claimed", "", "", None, title=False
            )

    def body_lines(self) -> Iterator[int]:
        for pointer, spans in self.resume.spans.items():
            if not pointer.startswith("/basics/"):
                yield from (span.line for span in spans)

    # ------------------------------------------------------------ units

    def value(
        self,
        pointer: str,
        kind: EvidenceKind,
        entry: str = "",
        months: MonthRange | None = None,
        *,
        title: bool = False,
    ) -> Iterator[Evidence]:
        spans = self.resume.spans.get(pointer, ())
        if spans and all(span.line in self.lines for span in spans):
            yield from self.sentences(spans, kind, pointer, entry, months, title=title)
        elif pointer in self.said:
            text = self.blank_private(self.said[pointer])[:UNIT_CHARS]
            said: EvidenceKind = (
                "listed" if kind == "listed" or (not title and is_list(text, self.table)) else "claimed"
            )
            yield Evidence(text, SAID, said, pointer, entry, months, title, ((0, SAID, text.strip()),))

    def sentences(
        self,
        spans: Sequence[Span],
        kind: EvidenceKind,
        pointer: str,
        entry: str,
        months: MonthRange | None,
        *,
        title: bool,
    ) -> Iterator[Evidence]:
        """The value at these spans, a unit each sentence; a sentence that is a list by its shape is listed."""
        text, starts = self.joined(spans)
        begin = 0
        ends = (
            [] if title else [m.start() for m in _SENTENCE_END.finditer(text)]
        )  # "Sr. Engineer" is one title
        for end in [*ends, len(text)]:
            pieces = tuple(self.pieces(text, starts, spans, begin, end))
            if pieces:
                unit = self.blank_private(text[begin:end])[:UNIT_CHARS]
                shape = kind if title or not is_list(unit, self.table) else "listed"
                yield Evidence(unit, pieces[0][1], shape, pointer, entry, months, title, pieces)
            begin = end

    def joined(self, spans: Sequence[Span]) -> tuple[str, list[int]]:
        """The text of the spans in one line, and where each begins in it."""
        text, starts = "", []
        for span in spans:
            part = self.lines[span.line].text[span.start : span.end]
            glue = "" if not text or text.endswith(("-", "\u00ad")) or _is_cjk(text[-1]) else " "
            starts.append(len(text) + len(glue))
            text += glue + part
        return text, starts

    def pieces(
        self, text: str, starts: Sequence[int], spans: Sequence[Span], begin: int, end: int
    ) -> Iterator[tuple[int, int, str]]:
        for place, (start, span) in enumerate(zip(starts, spans, strict=True)):
            stop = starts[place + 1] if place + 1 < len(starts) else len(text)
            low, high = max(begin, start), min(end, stop)
            words = text[low:high].strip()
            if words:
                yield low - begin, span.line, words

    def blank_private(self, text: str) -> str:
        """Name, addresses, links and phone numbers become blanks, so that places in the text hold."""
        text = _PRIVATE.sub(lambda m: " " * len(m[0]), text)
        if len(self.name) >= SHORTEST_NAME:
            text = re.sub(re.escape(self.name), lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)
        return text


def _kind(word: str) -> EvidenceKind:
    return "listed" if word == "listed" else "shown"


def _is_cjk(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\uff00" <= letter <= "\uffef"


def items(text: str) -> list[str]:
    """What stands between the commas, bars and dots of a text, its label ("Tools:") taken off."""
    parts = _ITEM_END.split(_LABEL.sub("", text))
    return [part for part in (fold(p).strip(" .()") for p in parts) if part]


def is_list(text: str, table: skills.Table | None = None) -> bool:
    """Is this a list, wherever it stands?

    Most items of a list are names of skills and nothing else, or it says what it lists ("Keywords: …") and its items are
    short; of many, most are. "Built services in Go, Kafka and Postgres" is none: its first item says what was done.
    """
    parts = items(text)
    labelled = _LABEL.match(text) is not None
    if len(parts) < (1 if labelled else LIST_ITEMS):
        return False
    if labelled and _are_short(parts):
        return True
    known = [skills.canonical(part, table) is not None for part in parts]
    return sum(known) >= max(1, LIST_SHARE * len(parts)) and (labelled or known[0])


def _are_short(parts: Sequence[str]) -> bool:
    short = sum(len(part.split()) <= ITEM_WORDS for part in parts)
    return short == len(parts) or (len(parts) >= ENUMERATED and short >= SHORT_SHARE * len(parts))
