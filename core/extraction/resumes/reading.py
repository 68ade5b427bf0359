"""The whole resume by rules: every section to its reader, every string with its spans."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.extraction.resumes import (
    body,
    contact,
    education,
    entries,
    jobs,
    labelled,
    labels,
    languages,
    lists,
    mixed,
    skills,
    unheaded,
)
from core.extraction.resumes.headings import is_caption
from core.extraction.resumes.kinds import SECTIONS, looks_like_resume
from core.extraction.resumes.layout import Layout
from core.extraction.resumes.pieces import Tree, Value, cells, ripe, standing, tidy, value, whole
from core.extraction.resumes.regrouping import regrouped
from core.extraction.resumes.row import Row
from core.extraction.resumes.rows import glue, rows, unlisted
from core.extraction.resumes.sections import Section, split
from core.extraction.resumes.several import first_only
from core.languages import language_of
from core.model import (
    ENTRY_NAMES,
    Document,
    Doubt,
    Extraction,
    Line,
    Notice,
)
from core.text import cut

_ORDER = ("basics", *SECTIONS, "interests")
_ABOUT = frozenset({"header", "contact", "links"})
_NOT_THEIRS = _ABOUT | {"references"}
"""Elsewhere there may be a mail address of theirs, but never among the people who speak for them."""
_MOST_ABOUT = 60
"""Lines about the person: a text without headings is not looked through for names and numbers to its end."""
_GENERIC = frozenset(
    ("skills", "technical skills", "key skills", "core skills", "compétences", "kenntnisse", "技能")
)
"""Headings of skills that name no group."""
_LEAST_PROSE_WORDS = 12
_NOTICED_LETTERS = 40


@dataclass
class Draft:
    """A resume as it is being read: the tree grows section by section. `lines` go from section to section."""

    layout: Layout
    lines: tuple[Line, ...] = ()
    tree: Tree = field(default_factory=dict)
    left_out: list[Section] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def add(self, kind: str, items: Iterable[Tree]) -> None:
        self.tree.setdefault(kind, []).extend(items)

    def rows(self, lines: Sequence[Line], *, listed: bool = False) -> list[Row]:
        return rows(lines, self.layout, listed=listed)

    def entries(self, part: Section) -> list[entries.Entry]:
        """The entries of a section. Where it is one list, its outer bullets are the entries."""
        lines = [line for line in part.lines if not is_caption(line.text)]
        found = self.rows(lines)
        if found and found[0].bullet:
            found = unlisted(self.rows(lines, listed=True))
        return [entry for entry in entries.split(found, part.kind) if entry.header]


def draft(document: Document) -> Draft:
    """Every section read by its own rules."""
    document, second = first_only(document)
    parts = labelled.parted(_sections(document))
    told = tuple(line for part in parts for line in part.lines)
    out = Draft(Layout(document), told, notices=[second] if second else [])
    about = [
        line
        for part in parts
        for line in part.lines
        if part.kind in _ABOUT or (part.kind == "summary" and contact.is_only_contact(line))
    ]
    rest = [line for part in parts if part.kind not in _NOT_THEIRS for line in part.lines]
    out.tree["basics"] = contact.basics(about[:_MOST_ABOUT], rest)
    for part in parts:
        if reader := _READERS.get(part.kind):
            reader(out, part)
        elif part.kind == "other" and part.lines:
            out.left_out.append(part)
    head = [line for part in parts if part.kind == "header" for line in part.lines]
    out.tree["basics"].setdefault("summary", _prose(out.rows(head)))
    return out


def _sections(document: Document) -> tuple[Section, ...]:
    """Its sections by their headings; where there are none of jobs and education, by what the lines say."""
    parts = regrouped(split(document))
    if not parts or any(part.kind in ("work", "education") for part in parts):
        return parts
    first = parts[0]
    return (
        *(Section(kind, None, tuple(lines)) for kind, lines in unheaded.parts(first.lines) if lines),
        *parts[1:],
    )


# ---------------------------------------------------------------- a reader for each kind of section


def _summary(out: Draft, part: Section) -> None:
    lines = [line for line in part.lines if not contact.is_only_contact(line)]
    if told := _told(out.rows(lines)):
        out.tree["basics"].setdefault("summary", told)


def _told(found: Sequence[Row]) -> Value | None:
    """Running text as it stands: a year in it dates nothing."""
    return value(*(cell for row in found for cell in cells(row.line)))


def _prose(found: Sequence[Row]) -> Value | None:
    """A paragraph at the top without a heading."""
    for group in body.groups(found):
        words = " ".join(piece.text for piece in glue(group)).split()
        prose = group[0].prose or (len(group) > 1 and words[-1:][0][-1] in ".!")
        if prose and len(words) >= _LEAST_PROSE_WORDS and not contact.is_contact(group[0].line):
            return _told(group)
    return None


def _jobs(out: Draft, part: Section) -> None:
    out.add(part.kind, jobs.jobs(out.entries(part), part.kind))


def _projects(out: Draft, part: Section) -> None:
    out.add("projects", jobs.projects(out.entries(part)))


def _education(out: Draft, part: Section) -> None:
    degrees, rest = mixed.degrees_and_certificates(out.entries(part), part.title)
    out.add("education", map(education.degree, degrees))
    out.add("certificates", lists.certificates(out.rows(rest, listed=True)))


def _skills(out: Draft, part: Section) -> None:
    title = whole(part.heading) if part.heading and part.title.lower() not in _GENERIC else None
    found = skills.read(out.rows(part.lines), title)
    out.add("skills", found.groups)
    out.add("languages", found.languages)
    out.add("certificates", found.certificates)
    out.add("awards", found.awards)


def _languages(out: Draft, part: Section) -> None:
    found = out.rows(part.lines)
    spoken = languages.languages(found)
    out.add("languages", spoken)
    if not spoken:  # programming languages, most likely
        out.add("skills", skills.read(found, whole(part.heading) if part.heading else None).groups)


def _certificates(out: Draft, part: Section) -> None:
    found, won = lists.certificates_and_awards(
        out.rows(part.lines, listed=True), lambda item: mixed.is_award(item, part.title)
    )
    out.add("certificates", found)
    out.add("awards", won)


def _courses(out: Draft, part: Section) -> None:
    found = lists.courses(out.rows(part.lines, listed=True))
    out.add("certificates", found)
    if not found and part.lines:
        out.left_out.append(part)


def _interests(out: Draft, part: Section) -> None:
    out.add("interests", lists.interests(out.rows(part.lines)))


def _awards(out: Draft, part: Section) -> None:
    out.add("awards", lists.awards(out.rows(part.lines, listed=True)))


def _publications(out: Draft, part: Section) -> None:
    out.add("publications", lists.publications(out.rows(part.lines, listed=True)))


_READERS: dict[str, Callable[[Draft, Section], None]] = {
    "summary": _summary,
    "work": _jobs,
    "volunteer": _jobs,
    "projects": _projects,
    "education": _education,
    "skills": _skills,
    "languages": _languages,
    "certificates": _certificates,
    "courses": _courses,
    "awards": _awards,
    "publications": _publications,
    "interests": _interests,
}


# ---------------------------------------------------------------- the public face


def extract_by_rules(document: Document, read_on: date, *, is_sure: bool = False) -> Extraction:
    """A resume as JSON Resume, by rules alone.

    Args:
        document: only its visible lines are read.
        read_on: the day it was shared; dates after it are doubted.
        is_sure: somebody says that it is a resume, so that it is not asked whether it looks like one.

    Returns:
        Fields with a span for each string, and doubts about entries that could be read in two ways. What is not in the
        document is left out. A document that is no resume gives no fields at all.
    """
    found = draft(document)
    language = language_of(document.text)
    if not is_sure and not looks_like_resume(document, found.tree):
        return Extraction({}, {}, language=language)
    kept = {kind: found.tree[kind] for kind in _ORDER if kind in found.tree}
    made = ripe(standing(kept, found.lines))
    doubts = [
        Doubt(pointer, text)
        for pointer, note in made.notes.items()
        for text in _doubts(pointer, note, read_on)
    ]
    notices = (*found.notices, *_notices(found.left_out))
    return Extraction(made.fields, made.spans, tuple(doubts), notices, language=language)


def unsure_headers(document: Document) -> dict[str, labels.Header]:
    """JSON Pointer of each entry whose title and employer the rules are not sure of → its header."""
    notes = ripe(
        draft(document).tree
    ).notes  # pointers name a section and a place in it, so its order is no matter
    headers = {pointer: note["_header"] for pointer, note in notes.items() if note.get("_header")}
    return {
        pointer: header
        for pointer, header in headers.items()
        if not header.sure and len(header.segments) > max(1, len(header.known))
    }


def _notices(left_out: Sequence[Section]) -> Iterable[Notice]:
    if left_out:
        parts = ", ".join(
            f"{cut(p.title, _NOTICED_LETTERS)} (l.{p.lines[0].n}–{p.lines[-1].n})" for p in left_out
        )
        yield Notice("left_out", f"I left out what I have no place for: {parts}.")


def _lines_of(entry: entries.Entry) -> str:
    """Where an entry stands: "l.40–52"."""
    first, last = entry.header[0].line.n, (*entry.header, *entry.body)[-1].line.n
    return f"l.{first}–{last}" if last > first else f"l.{first}"


def _doubts(pointer: str, note: Tree, read_on: date) -> Iterable[str]:
    """What a person should look at, as clauses."""
    entry: entries.Entry = note["_entry"]
    header: labels.Header | None = note["_header"]
    _, section, place = pointer.split("/")
    thing = f"{ENTRY_NAMES[section]} {int(place) + 1}"
    if header is not None and header.why:
        yield f"{thing} {header.why}"
    if not entry.dates:
        yield f"{thing} ({_lines_of(entry)}) has no dates"
    for written, piece in entry.dates:
        if written.dangling and not jobs.is_open(entry) and jobs.dates(entry)[1] is None:
            yield f'dates of {thing} look like "{tidy(piece.text)}"'
        elif (written.first or "") > f"{read_on:%Y-%m}":
            yield f'{thing} begins in the future: "{tidy(piece.text)}"'
