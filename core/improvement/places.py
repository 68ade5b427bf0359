"""Where texts stand in a resume: its values, their spans, and lists of keywords on one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from core.model import Resume, Span
from core.text import fold


@dataclass(frozen=True, slots=True)
class Value:
    """A text of the resume that an edit may change.

    Attributes:
        pointer: JSON Pointer of the string, or of an array of keywords.
        entry: pointer of the entry it belongs to.
        separator: what stands between the keywords of an array; "" for a string.
    """

    pointer: str
    text: str
    spans: tuple[Span, ...]
    separator: str = ""

    @property
    def entry(self) -> str:
        return "/".join(self.pointer.split("/")[:3])


def values(resume: Resume) -> Iterator[Value]:
    """Every string with a place in the document, then every list of keywords that stands on one line."""
    for pointer, text in strings(resume.fields):
        spans = resume.spans.get(pointer, ())
        if spans:
            yield Value(pointer, text, spans)
    for pointer, group in resume.entries("skills"):
        if group.get("keywords"):
            found = list_text(resume, f"{pointer}/keywords")
            if found:
                yield found


def strings(node: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Each string of the fields with its JSON Pointer."""
    if isinstance(node, str):
        yield pointer, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in pairs:
        yield from strings(child, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


def list_text(resume: Resume, pointer: str) -> Value | None:
    """A plain list on one line: the keywords with one and the same separator between them, and nothing else.

    None for anything else (several lines, levels, notes): such a list cannot be put in another order by its text alone.
    """
    keywords = at(resume, pointer)
    if not isinstance(keywords, list) or len(keywords) <= 1:
        return None
    spans = [resume.spans.get(f"{pointer}/{k}", ()) for k in range(len(keywords))]
    if any(len(s) != 1 for s in spans) or len({s[0].line for s in spans}) != 1:
        return None
    places = [s[0] for s in spans]
    line = resume.document.by_number.get(places[0].line)
    if line is None or any(a.end > b.start for a, b in pairwise(places)):
        return None
    gaps = {line.text[a.end : b.start] for a, b in pairwise(places)}
    separator = gaps.pop() if len(gaps) == 1 else ""
    sign = separator.strip()
    if not sign or any(sign in str(keyword) for keyword in keywords):
        return None
    start, end = places[0].start, places[-1].end
    return Value(pointer, line.text[start:end], (Span(line.n, start, end),), separator)


def items(value: Value, text: str) -> list[str]:
    """The keywords of a text in the form of this list."""
    return [part.strip() for part in text.split(value.separator.strip())]


def at(resume: Resume, pointer: str) -> Any:
    """The value at a JSON Pointer, None if there is none (RFC 6901)."""
    node: Any = resume.fields
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            return None
    return node


def stands_at(resume: Resume, pointer: str) -> Value | None:
    """The text an edit with this pointer would replace."""
    found = at(resume, pointer)
    if isinstance(found, list):
        return list_text(resume, pointer)
    spans = resume.spans.get(pointer, ())
    return Value(pointer, found, spans) if isinstance(found, str) and spans else None


def says(value: Value, text: str) -> bool:
    """Is this its whole present text?"""
    return fold(value.text) == fold(text)
