"""What a person puts right in what was read: the next revision, the document itself untouched.

What they type is looked for in the document. Where it stands, its span is kept with it, as if it had been read; where it
does not, it is their own word, and kept as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from core.errors import CorrectionOutdated, InvalidCorrection
from core.extraction.finding import Finder
from core.extraction.saying import Said, check_time, checked, value_at
from core.model import (
    CORRECTABLE,
    ENTRY_NAMES,
    Corrected,
    Correction,
    Doubt,
    FieldKind,
    Json,
    Resume,
    Span,
    Spans,
    entry_mark,
    parted,
)

MISSED = "-"
MOST_ENTRIES = 100
DATES = ("startDate", "endDate", "date", "releaseDate")
PLACE_DIGITS = 4
_BODY = frozenset({"summary", "description", "highlights", "courses"})
"""Where other entries' words may have gone by mistake; names and titles of an entry are its own."""
_CALLED = {
    "name": "name",
    "organization": "employer",
    "position": "title",
    "location": "place",
    "location/city": "place",
    "label": "headline",
    "url": "website",
    "summary": "text",
    "description": "text",
    "highlights": "bullets",
    "keywords": "list",
    "studyType": "degree",
    "area": "field",
    "institution": "school",
    "score": "grade",
}

Known = list[tuple[str, tuple[Span, ...]]]


def correct(resume: Resume, corrections: Sequence[Correction], *, token: str = "") -> Resume:
    """The next revision, in which these entries read as their owner says; all else stays as it was.

    A new entry comes after the others of its section, so that pointers to them hold. Doubts about an entry that was looked
    at are gone.

    Args:
        token: names the attempt in `Resume.corrected`.

    Raises:
        CorrectionOutdated: an entry is not there, or is no longer what `seen` says.
        InvalidCorrection: a value cannot be; nothing was changed.
    """
    draft = _Draft(resume)
    for one in corrections:
        draft.take(one)
    log = tuple(Corrected(token, what) for what in draft.told)
    return replace(
        resume,
        revision=resume.revision + 1,
        fields=draft.fields,
        spans=draft.spans,
        doubts=tuple(draft.doubts),
        attested=tuple(sorted(draft.attested)),
        corrected=resume.corrected + log,
    )


@dataclass
class Ground:
    """Where the values of one entry are looked for.

    Attributes:
        own: numbers of its lines.
        foreign: words that tell of something else.
    """

    own: set[int]
    foreign: list[Span]


class _Draft:
    """A resume while corrections are taken into it."""

    def __init__(self, resume: Resume) -> None:
        self.fields: Json = deepcopy(resume.fields)
        self.spans: Spans = dict(resume.spans)
        self.attested = set(resume.attested)
        self.doubts: list[Doubt] = list(resume.doubts)
        self.told: list[str] = []
        self.finder = Finder(resume.document)

    def take(self, one: Correction) -> None:
        section, place = parted(one.pointer)
        if section not in CORRECTABLE or (place == "") != (section == "basics"):
            raise CorrectionOutdated("There is no such part of the resume")
        if place == MISSED and one.fields is not None:
            self.add(section, one.fields)
            return
        entry = self.entry(section, place)
        if one.seen and one.seen != entry_mark(entry):
            raise CorrectionOutdated("This part of the resume has changed since you opened the form")
        if one.fields is not None:
            changed = checked(section, one.fields, entry)
            check_time({**_times(entry), **changed})
            self.change(section, f"/{section}/{int(place)}" if place else f"/{section}", entry, changed)
            self.told.append(_changed(section, place, changed))
        elif section != "basics":
            self.remove(section, int(place))

    def entry(self, section: str, place: str) -> Json:
        """Raises: CorrectionOutdated: there is none."""
        if section == "basics":
            basics: Json = self.fields.setdefault("basics", {})
            return basics
        there: list[Json] = value_at(self.fields, section) or []
        if not (
            place.isdecimal() and place.isascii() and len(place) <= PLACE_DIGITS and int(place) < len(there)
        ):
            raise CorrectionOutdated("This part of the resume is not there any more")
        return there[int(place)]

    # ------------------------------------------------------------ one entry

    def add(self, section: str, fields: Said) -> None:
        changed = checked(section, fields, {})
        there = value_at(self.fields, section) or []
        if not any(changed.values()):
            raise InvalidCorrection(
                "There is nothing in it", {next(iter(CORRECTABLE[section])): "Fill in something."}
            )
        if len(there) >= MOST_ENTRIES:
            raise InvalidCorrection(
                "The list is full", {next(iter(CORRECTABLE[section])): f"There are {MOST_ENTRIES} already."}
            )
        check_time(changed)
        there.append({})
        _put(self.fields, section, there)
        self.change(section, f"/{section}/{len(there) - 1}", there[-1], changed)
        self.told.append(f"added {ENTRY_NAMES[section]} {len(there)}")

    def remove(self, section: str, index: int) -> None:
        """Takes an entry out; the pointers to those after it move up."""
        there = value_at(self.fields, section)
        del there[index]
        _put(self.fields, section, there)
        _drop_bare(self.fields, section)
        self.spans = {
            new: spans
            for old, spans in self.spans.items()
            if (new := _moved_up(old, section, index)) is not None
        }
        self.attested = {new for old in self.attested if (new := _moved_up(old, section, index)) is not None}
        self.doubts = [
            replace(doubt, pointer=new)
            for doubt in self.doubts
            if (new := _moved_up(doubt.pointer, section, index)) is not None
        ]
        self.told.append(f"{ENTRY_NAMES[section]} {index + 1} taken out")

    def change(self, section: str, pointer: str, entry: Json, changed: Said) -> None:
        """Sets the values, dates last: where the text stands tells where they are looked for."""
        kinds = CORRECTABLE[section]
        ground = Ground(self.lines_of(pointer), list(self.heads_but(pointer)))
        for key in sorted(changed, key=lambda k: kinds[k] in ("date", "end")):
            where, said = f"{pointer}/{key}", changed[key]
            known = self.known(where, value_at(entry, key))
            self.forget(where)
            told: str | list[str] = (
                self.listed(where, said, known, ground)
                if isinstance(said, tuple)
                else self.worded(where, said, known, kinds[key], ground)
            )
            _put(entry, key, told)
            ground.own |= {span.line for at in self.under(where) for span in self.spans.get(at, ())}
        self.doubts = [doubt for doubt in self.doubts if not _is_within(doubt.pointer, pointer)]
        _drop_bare(self.fields, section)

    def known(self, pointer: str, was: object) -> Known:
        """What stood there, and where: what stays the same is not looked for anew."""
        if isinstance(was, str):
            return [(was, self.spans.get(pointer, ()))]
        items = enumerate(was) if isinstance(was, list) else ()
        return [(str(item), self.spans.get(f"{pointer}/{place}", ())) for place, item in items]

    def listed(self, pointer: str, said: tuple[str, ...], known: Known, ground: Ground) -> list[str]:
        """Each item at a place of its own: two bullets may say the same."""
        stay = [span for text, spans in known if text in said for span in spans]
        left = Ground(ground.own, [*ground.foreign, *stay])
        told = []
        for place, item in enumerate(said):
            told.append(self.worded(f"{pointer}/{place}", item, known, "text", left))
            left.foreign += self.spans.get(f"{pointer}/{place}", ())
        return told

    def worded(self, pointer: str, said: str, known: Known, kind: FieldKind, ground: Ground) -> str:
        """The value: the document's own words where it says the same; where it stands is noted, or that it does not."""
        if not said:
            return ""
        same = next((one for one in known if one[0] == said), None)
        if same is not None:
            known.remove(same)
            self.keep(pointer, same[1])
            return said
        if kind in ("date", "end"):
            self.keep(pointer, self.finder.date(said, ground.own))
            return said
        found = self.finder.text(said, ground.own, ground.foreign)
        self.keep(pointer, found.spans if found else ())
        return found.text if found else said

    def keep(self, pointer: str, spans: tuple[Span, ...]) -> None:
        if spans:
            self.spans[pointer] = spans
        else:
            self.attested.add(pointer)

    def forget(self, pointer: str) -> None:
        for at in self.under(pointer):
            self.spans.pop(at, None)
            self.attested.discard(at)

    def under(self, pointer: str) -> list[str]:
        return [at for at in {*self.spans, *self.attested} if _is_within(at, pointer)]

    # ------------------------------------------------------------ where things stand

    def lines_of(self, pointer: str) -> set[int]:
        """Lines that the entry was read from, and those between its first and its last that nobody else has."""
        mine = {span.line for at in self.under(pointer) for span in self.spans.get(at, ())}
        if not mine:
            return set()
        others = {
            span.line for at, spans in self.spans.items() if not _is_within(at, pointer) for span in spans
        }
        return mine | {n for n in range(min(mine), max(mine) + 2) if n not in others}

    def heads_but(self, pointer: str) -> Iterator[Span]:
        """Names, titles and dates of the other entries: those words tell of them."""
        for at, spans in self.spans.items():
            _, section, *rest = at.split("/")
            key = rest[1] if rest[1:] else ""  # "/work/1/name"
            if key and key not in _BODY and section != "basics" and not _is_within(at, pointer):
                yield from spans


def _is_within(pointer: str, outer: str) -> bool:
    return pointer == outer or pointer.startswith(f"{outer}/")


def _moved_up(pointer: str, section: str, index: int) -> str | None:
    """The pointer once this entry is gone; None for one into it."""
    within, rest = parted(pointer)
    place, _, key = rest.partition("/")
    if within != section or not place or int(place) < index:
        return pointer
    return (
        None if int(place) == index else "/".join(["", section, str(int(place) - 1), *([key] if key else [])])
    )


def _put(entry: Json, key: str, value: str | list[Any]) -> None:
    """Into the entry; a key of two parts goes into an object within it."""
    *outer, last = key.split("/")
    node = entry
    for name in outer:
        node = node.setdefault(name, {})
    if value:
        node[last] = value
    else:
        node.pop(last, None)


def _times(entry: Json) -> dict[str, str]:
    return {key: entry[key] for key in DATES if isinstance(entry.get(key), str)}


def _drop_bare(fields: Json, section: str) -> None:
    """What is not there is left out: an empty place, the basics of nobody."""
    if not section.startswith("basics"):
        return
    basics = fields["basics"]
    if basics.get("location") == {}:
        del basics["location"]
    if not basics:
        del fields["basics"]


# ---------------------------------------------------------------- what was done, in a few words


def _changed(section: str, place: str, changed: Mapping[str, Any]) -> str:
    """For people: "dates of job 2"."""
    thing = "your details" if section == "basics" else f"{ENTRY_NAMES[section]} {int(place) + 1}"
    if not changed:
        return f"{thing} is right as read"
    if all(key in DATES for key in changed):
        return f"dates of {thing}"
    if len(changed) == 1 and section != "basics":
        [key] = changed
        called = "employer" if (section, key) == ("work", "name") else _CALLED.get(key, key)
        return f"{called} of {thing}"
    return thing
