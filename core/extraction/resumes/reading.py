"""The whole resume by rules: every section to its reader, every string with its spans."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.extraction.resumes import body, contact, education, entries, jobs, labels, lists, skills
from core.extraction.resumes.pieces import Tree, Value, ripe, tidy, value, whole
from core.extraction.resumes.layout import Layout
from core.extraction.resumes.rows import Row, glue, rows, unlisted
from core.extraction.resumes.sections import Section, split
from core.model import Document, Doubt, Extraction, Line, Notice

_GENERIC = frozenset(
    [
        "skills",
        "technical skills",
        "key skills",
        "core skills",
        "compétences",
        "kenntnisse",
        "habilidades",
        "专业技能",
        "技能",
    ]
)
_ABOUT = frozenset({"header", "contact", "links"})
_RESUME_KINDS = frozenset(
    {
        "work",
        "education",
        "projects",
        "volunteer",
        "skills",
        "certificates",
        "languages",
        "awards",
        "publications",
    }
)
_LEAST_PROSE_WORDS = 12


@dataclass
class Draft:
    """A resume as it is being read."""

    document: Document
    read_on: date
    layout: Layout
    tree: Tree = field(default_factory=dict)
    doubts: list[tuple[str, int, str]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def add(self, kind: str, items: Iterable[Tree]) -> None:
        self.tree.setdefault(kind, []).extend(items)

    def rows(self, lines: Sequence[Line], *, listed: bool = False) -> list[Row]:
        return rows(lines, self.layout, listed=listed)

    def entries(self, part: Section) -> list[entries.Entry]:
        """The entries of a section. Where it is one list, its outer bullets are the entries."""
        found = self.rows(part.lines)
        if found and found[0].bullet:
            found = unlisted(self.rows(part.lines, listed=True))
        return [e for e in entries.split(found, part.kind) if e.header]


def draft(document: Document, read_on: date) -> Draft:
    """Every section read by its own rules."""
    parts = split(document)
    out = Draft(document, read_on, Layout(document))
    about = [line for part in parts if part.kind in _ABOUT for line in part.lines][:_MOST_ABOUT]
    rest = [line for part in parts if part.kind not in _ABOUT for line in part.lines]
    out.tree["basics"] = contact.basics(about, rest)
    for part in parts:
        _READERS.get(part.kind, _leave)(out, part)
    if not out.tree["basics"].get("summary"):
        out.tree["basics"]["summary"] = _prose(
            out.rows([line for part in parts if part.kind == "header" for line in part.lines])
        )
    return out


# ---------------------------------------------------------------- a reader for each kind of section


def _leave(out: Draft, part: Section) -> None:
    """Sections that JSON Resume has no place for, and those that other readers have looked at."""
    del out, part


def _summary(out: Draft, part: Section) -> None:
    told = out.rows(part.lines)
    if found := value(*(piece for group in body.groups(told) for piece in glue(group))):
        out.tree["basics"].setdefault("summary", None)
        out.tree["basics"]["summary"] = out.tree["basics"]["summary"] or found


def _prose(found: Sequence[Row]) -> Value | None:
    """A paragraph at the top without a heading."""
    for group in body.groups(found):
        text = " ".join(p.text for p in glue(group))
        if (
            group[0].prose
            and not contact.is_contact(group[0].line)
            and len(text.split()) >= _LEAST_PROSE_WORDS
        ):
            return value(*glue(group))
    return None


def _jobs(out: Draft, part: Section) -> None:
    found = out.entries(part)
    read = labels.read([e.header for e in found], "ct" if part.kind == "volunteer" else "tc")
    key = "organization" if part.kind == "volunteer" else "name"
    out.add(part.kind, jobs.jobs(found, read, key))


def _projects(out: Draft, part: Section) -> None:
    found = out.entries(part)
    out.add("projects", jobs.projects(found))


def _education(out: Draft, part: Section) -> None:
    found = out.entries(part)
    out.add("education", (education.degree(e) for e in found))


def _skills(out: Draft, part: Section) -> None:
    title = whole(part.heading) if part.heading and part.title.lower() not in _GENERIC else None
    found = skills.read(out.rows(part.lines), title)
    out.add("skills", found.groups)
    for kind, pieces in found.elsewhere:
        if kind == "languages":
            out.add("languages", skills.spoken(pieces))


def _languages(out: Draft, part: Section) -> None:
    found = out.rows(part.lines)
    spoken = skills.languages(found)
    if spoken:
        out.add("languages", spoken)
    else:  # programming languages, most likely
        out.add("skills", skills.read(found, whole(part.heading) if part.heading else None).groups)


def _listed(kind: str, out: Draft, part: Section) -> None:
    reader = {"certificates": lists.certificates, "awards": lists.awards, "publications": lists.publications}[
        kind
    ]
    out.add(kind, reader(out.rows(part.lines, listed=True)))


_READERS = {
    "summary": _summary,
    "work": _jobs,
    "volunteer": _jobs,
    "projects": _projects,
    "education": _education,
    "skills": _skills,
    "languages": _languages,
    "certificates": lambda out, part: _listed("certificates", out, part),
    "awards": lambda out, part: _listed("awards", out, part),
    "publications": lambda out, part: _listed("publications", out, part),
}


# ---------------------------------------------------------------- the public face


def extract_by_rules(document: Document, read_on: date) -> Extraction:
    """A resume as JSON Resume, by rules alone.

    Args:
        document: only its visible lines are read.
        read_on: the day it was shared.

    Returns:
        Fields with a span for each string, and doubts about entries that could be read in two ways. What is not in the
        document is left out.
    """
    found = draft(document, read_on)
    if not _is_resume(found):
        return Extraction({}, {})
    made = ripe(found.tree)
    doubts = [
        Doubt(pointer, text)
        for pointer, notes in made.notes.items()
        for text in _doubts(pointer, notes, read_on)
    ]
    return Extraction(made.fields, made.spans, tuple(doubts), tuple(found.notices))


def unsure_headers(document: Document, read_on: date) -> dict[str, labels.Header]:
    """JSON Pointer of each entry whose title, employer and place the rules are not sure of → its header."""
    notes = ripe(draft(document, read_on).tree).notes
    return {
        pointer: h
        for pointer, note in notes.items()
        if (h := note.get("_header")) and not h.sure and len(h.segments) > 1
    }


def is_resume(document: Document, extraction: Extraction) -> bool:
    """Has it jobs, education or other things that only a resume has? Otherwise nothing was extracted."""
    del document
    return any(extraction.fields.get(kind) for kind in _RESUME_KINDS)


def _doubts(pointer: str, notes: Tree, read_on: date) -> Iterable[str]:
    """What a person should look at, as clauses."""
    header, entry = notes.get("_header"), notes.get("_entry")
    section, place = pointer.strip("/").split("/")[:2]
    thing = f"{_ONE_OF.get(section, section)} {int(place) + 1}"
    if header is not None and not header.sure:
        yield f"{thing} {header.why}"
    if entry is None or section not in ("work", "volunteer"):
        return
    if not entry.dated:
        yield f"{thing} (l.{entry.header[0].line.n}) has no dates"
    for row in (*entry.header, *entry.body):
        for written, piece in row.dates:
            if written.dangling and not jobs.is_open(entry) and jobs.dates(entry)[1] is None:
                yield f'dates of {thing} look like "{tidy(piece.text)}"'
            elif (written.first or "") > f"{read_on:%Y-%m}":
                yield f'{thing} begins in the future: "{tidy(piece.text)}"'


_ONE_OF = {"work": "job", "volunteer": "volunteer work", "education": "degree", "projects": "project"}


_OTHER_PAPERS = re.compile(
    r"\b(?:we are (?:looking|hiring|seeking)|we offer|you will|you have|your (?:profile|tasks|responsibilities)|apply now|"
    r"how to apply|equal opportunity|job description|about the (?:role|job|team)|what you'll|join our team|nice to have|"
    r"wir (?:suchen|bieten)|ihre aufgaben|ihr profil|nous (?:recherchons|offrons)|votre profil|vos missions|"
    r"invoice (?:no|number|date)|amount due|subtotal|total due|vat|rechnung|facture|ingredients)\b",
    re.IGNORECASE,
)
_MANY = 2
_MOST_ABOUT = 60
"""Lines about the person: a text without headings is not looked through for names and numbers to its end."""


def _is_resume(found: Draft) -> bool:
    """Dated jobs, or a school, or at least contact data with two sections of a resume; a posting has no dated jobs."""
    tree = found.tree
    lived = [
        e
        for kind in ("work", "education", "volunteer")
        for e in tree.get(kind, ())
        if e.get("startDate") or e.get("endDate")
    ]
    kinds = {kind for kind in _RESUME_KINDS if tree.get(kind)}
    reach = bool(tree["basics"].get("email") or tree["basics"].get("phone"))
    other = len({m.lower() for m in _OTHER_PAPERS.findall(found.document.text[:_TEXT_LIMIT])})
    if other >= _MANY:
        return reach and len(lived) >= _MANY
    return bool(kinds) and (bool(lived) or (reach and bool(kinds)) or len(kinds) > _MANY)


_TEXT_LIMIT = 60_000


__all__ = ["Draft", "draft", "extract_by_rules", "is_resume", "unsure_headers"]
