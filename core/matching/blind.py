"""A resume without the person: what rankings compare, and all that they show."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from core import skills
from core.matching.gender import is_personal, telling, titles
from core.matching.persons import Person, all_of, person_of
from core.matching.prepared import rules_version
from core.matching.rewriting import Change, changed, rewrite
from core.model import Line, Resume

BLIND_VERSION = "1"
"""Raise it when the same resume comes out otherwise: what was blinded before is kept, and would be compared with what is blinded now."""
MARK = "▮"
"""Stands where something was taken away; always as long, whatever was there, and no letter of any word."""
DETAILS_WORDS = 8
"""What no field took above the first entry are the person's details, unless it says as much as this."""
_KEPT_BASICS = ("/basics/label", "/basics/summary")
_TITLE_KEYS = frozenset({"position", "studyType", "label"})
_GONE_KEYS = frozenset({"url", "image", "references"})
_STREET = re.compile(
    r"(?<!\d)\d{1,5}[a-z]?,? (?:[^\W\d_][\w.'’-]{0,30} ){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|boulevard|blvd|way|close)\b"
    r"|[^\W\d_]{2,30}(?:straße|strasse|str\.|weg|gasse|platz|allee|straat|laan|vej|gatan?) ?\d{1,4}[a-z]?\b"
    r"|\b\d{1,4},? (?:bis |ter )?(?:rue|avenue|boulevard|bd|allée|place|chemin|calle|avenida|via|rua|piazza)\b"
    r"|\b(?:calle|avenida|via|rua|piazza|carrer) [^\d\t|]{2,40},? (?:n[º°.] ?)?\d{1,4}\b"
    r"|\bP\.? ?O\.? Box \d+|[\u4e00-\u9fff]{1,12}[路街巷][\u4e00-\u9fff]{0,6}\d{1,5}号",
    re.IGNORECASE,
)


def blind_rules(table: skills.Table | None = None) -> str:
    """What a blinded resume is prepared under: "1.2 blind 1"."""
    return f"{rules_version(table)} blind {BLIND_VERSION}"


def blind(resume: Resume) -> Resume:
    """The same resume without name, contact, links with names, photo, address, birth, age, gender words and pronouns,
    nationality, marital status, and without the names of its files and its hidden text.

    Places of the kept values still hold: quotes of the result are its own lines, numbered like the original's.
    """
    person, language = person_of(resume), resume.language
    private = _private_spans(resume)
    title_lines = _title_spans(resume)
    kept_lines = _lines_of_kept_values(resume)
    first = min(_entry_lines(resume), default=0)

    def changes_of(line: Line) -> Iterator[Change]:
        yield from (Change(start, end, MARK) for start, end in private.get(line.n, ()))
        yield from _redactions(person, language)(line.text)
        for start, end in title_lines.get(line.n, ()):
            for one in titles(line.text[start:end], language):
                yield Change(one.start + start, one.end + start, one.words)

    def keeps(line: Line) -> bool:
        if not line.visible:
            return False
        if line.n in kept_lines:
            return True
        told = line.n in private or is_personal(line.text) or _STREET.search(line.text) is not None
        return not told and not (line.n < first and len(line.text.split()) < DETAILS_WORDS)

    def value_of(pointer: str, text: str) -> str:
        words = changed(text, _redactions(person, language)(text))
        return changed(words, titles(words, language)) if _key(pointer) in _TITLE_KEYS else words

    bare = rewrite(_without_private(resume), changes_of, value_of, keeps=keeps)
    lines = tuple(replace(line, links=()) for line in bare.document.lines)
    return replace(
        bare,
        file_name="",
        document=replace(bare.document, lines=lines, notices=()),
        doubts=(),
        notices=(),
        corrected=(),
    )


def _redactions(person: Person, language: str | None) -> Callable[[str], Iterator[Change]]:
    def changes(text: str) -> Iterator[Change]:
        yield from (Change(one.start, one.end, MARK) for one in all_of(person, text))
        yield from (Change(m.start(), m.end(), MARK) for m in _STREET.finditer(text[:2000]))
        yield from telling(text, language, MARK)

    return changes


def _without_private(resume: Resume) -> Resume:
    """Fields and places that say who it is are not there at all."""
    fields = {
        section: [_bare(entry) for entry in entries] if isinstance(entries, list) else entries
        for section, entries in resume.fields.items()
        if section not in _GONE_KEYS
    }
    basics = resume.fields.get("basics", {})
    fields["basics"] = {key: basics[key] for key in ("label", "summary") if basics.get(key)}
    spans = {pointer: some for pointer, some in resume.spans.items() if not _is_private(pointer)}
    attested = tuple(pointer for pointer in resume.attested if not _is_private(pointer))
    return replace(resume, fields=fields, spans=spans, attested=attested)


def _bare(entry: object) -> object:
    return {key: entry[key] for key in entry if key not in _GONE_KEYS} if isinstance(entry, dict) else entry


def _is_private(pointer: str) -> bool:
    basics = pointer.startswith("/basics/") and not pointer.startswith(_KEPT_BASICS)
    return basics or any(part in _GONE_KEYS for part in pointer.split("/"))


def _key(pointer: str) -> str:
    return pointer.rsplit("/", 1)[1]


def _places(resume: Resume, wanted: Callable[[str], bool]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for pointer, some in resume.spans.items():
        if wanted(pointer):
            for span in some:
                found.setdefault(span.line, []).append((span.start, span.end))
    return found


def _private_spans(resume: Resume) -> dict[int, list[tuple[int, int]]]:
    return _places(resume, _is_private)


def _title_spans(resume: Resume) -> dict[int, list[tuple[int, int]]]:
    return _places(resume, lambda pointer: _key(pointer) in _TITLE_KEYS)


def _lines_of_kept_values(resume: Resume) -> frozenset[int]:
    return frozenset(_places(resume, lambda pointer: not _is_private(pointer)))


def _entry_lines(resume: Resume) -> Iterator[int]:
    yield from _places(resume, lambda pointer: not pointer.startswith("/basics/"))
