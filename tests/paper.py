"""Resumes and postings written by hand for tests: each string of the fields gets its line and its span."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from core.model import Document, JobPosting, Json, JsonResume, Kind, Line, Requirement, Resume, Span, Spans

TODAY = date(2026, 11, 23)
BULLETED = ("highlights", "keywords", "courses")


def strings(node: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Each string of a resume with its JSON Pointer, in order."""
    if isinstance(node, str):
        yield pointer, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in pairs:
        yield from strings(child, f"{pointer}/{key}")


def resume(fields: JsonResume, more: Sequence[str] = (), *, hidden_words: int = 0) -> Resume:
    """A resume whose document says the fields, a line each; keywords of a group share one. `more` lines belong to no field."""
    lines: list[Line] = []
    spans: Spans = {}
    joined = ""
    for pointer, value in strings(fields):
        parent = pointer.rsplit("/", 1)[0]
        listed = parent.endswith("/keywords")
        if listed and parent == joined:
            last = lines.pop()
            start = len(last.text) + 2
            lines.append(Line(last.n, f"{last.text}, {value}"))
        else:
            bullet = parent.endswith("/highlights")
            start = 2 if bullet else 0
            lines.append(Line(len(lines) + 1, "• " * bullet + value, bullet=bullet))
        joined = parent if listed else ""
        spans[pointer] = (Span(lines[-1].n, start, start + len(value)),)
    lines += [Line(len(lines) + place, text) for place, text in enumerate(more, 1)]
    document = Document(
        sha256(repr(lines).encode()).hexdigest(), "txt", tuple(lines), hidden_words=hidden_words
    )
    return Resume("r", 1, "resume.txt", document, fields, spans, TODAY)


def need(
    *any_of: str,
    kind: Kind = "skill",
    must: bool = True,
    weight: int = 2,
    months: int | None = None,
    quote: str = "",
) -> Requirement:
    """A requirement; `posting` gives it its id and its line."""
    return Requirement("", kind, must, any_of, weight, 0, quote or " or ".join(any_of), months)


def posting(*needs: Requirement, title: str = "Backend Engineer", more: Sequence[str] = ()) -> JobPosting:
    """A posting that asks for these, a line each below its title. `more` lines ask for nothing."""
    lines = [Line(1, title), *(Line(n, f"- {one.quote}", bullet=True) for n, one in enumerate(needs, 2))]
    lines += [Line(len(lines) + n, text) for n, text in enumerate(more, 1)]
    asked = tuple(
        Requirement(f"r{n}", r.kind, r.must, r.any_of, r.weight, n + 1, r.quote, r.months)
        for n, r in enumerate(needs, 1)
    )
    document = Document(sha256(repr(lines).encode()).hexdigest(), "txt", tuple(lines))
    return JobPosting("j", 1, document, title, None, None, None, None, None, None, None, None, asked)


def job(
    position: str,
    *highlights: str,
    start: str = "2019-01",
    end: str | None = "2023-12",
    name: str = "Nordlys AS",
) -> Json:
    """A job of five years."""
    entry: Json = {"position": position, "name": name, "startDate": start, "highlights": list(highlights)}
    return entry | ({"endDate": end} if end else {})
