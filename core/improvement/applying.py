"""An edit, applied: the next revision, with document, fields and spans in step."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from core.errors import EditOutdated, UnsupportedEdit
from core.improvement.places import Value, items, says, stands_at
from core.model import Document, Edit, Line, Resume, Span, Spans


def apply(resume: Resume, edit: Edit) -> Resume:
    """The next revision, in which `edit.after` stands where `edit.before` stood.

    Line numbers stay: the first line of the text takes the new one, and lines that become empty leave the document, so
    that their numbers stay free.

    Raises:
        EditOutdated: `edit.before` is no longer the whole text at `edit.pointer`.
        UnsupportedEdit: another field reads a part of this text that would be gone.
    """
    value = stands_at(resume, edit.pointer)
    if value is None or not says(value, edit.before):
        raise EditOutdated("The resume has changed since this edit was made")
    place = Span(value.spans[0].line, value.spans[0].start, value.spans[0].start + len(edit.after))
    return replace(
        resume,
        revision=resume.revision + 1,
        document=_document(resume.document, value, edit.after),
        fields=_with(resume.fields, edit.pointer.split("/")[1:], _new(value, edit.after)),
        spans=_spans(resume, value, edit.after, place),
    )


def _new(value: Value, after: str) -> object:
    return items(value, after) if value.separator else after


def _with(node: Any, path: list[str], new: object) -> Any:
    """A copy of the fields with one value changed; what is not on the way to it is shared."""
    if not path:
        return deepcopy(new)
    key = path[0].replace("~1", "/").replace("~0", "~")
    if isinstance(node, list):
        return [
            _with(child, path[1:], new) if place == int(key) else child for place, child in enumerate(node)
        ]
    return {k: _with(child, path[1:], new) if k == key else child for k, child in node.items()}


# ---------------------------------------------------------------- lines


def _document(document: Document, value: Value, after: str) -> Document:
    """The lines, with the first span replaced and the others cut out."""
    texts: dict[int, str] = {}
    for place, span in reversed(list(enumerate(value.spans))):
        text = texts.get(span.line, document.by_number[span.line].text)
        texts[span.line] = text[: span.start] + (after if place == 0 else "") + text[span.end :]
    lines = (replace(line, text=texts[line.n]) if line.n in texts else line for line in document.lines)
    return replace(document, lines=tuple(line for line in lines if _says_something(line, texts)))


def _says_something(line: Line, changed: dict[int, str]) -> bool:
    return line.n not in changed or bool(line.text.strip())


# ---------------------------------------------------------------- spans


def _spans(resume: Resume, value: Value, after: str, place: Span) -> Spans:
    spans: Spans = {}
    for pointer, old in resume.spans.items():
        if value.separator and pointer.startswith(f"{value.pointer}/"):
            continue
        if pointer == value.pointer:
            spans[pointer] = (place,)
        elif any(_overlaps(span, cut) for span in old for cut in value.spans):
            spans[pointer] = (_found_again(resume, pointer, old, after, place),)
        else:
            spans[pointer] = tuple(_shifted(span, value.spans, len(after)) for span in old)
    if value.separator:
        start = 0
        for k, keyword in enumerate(items(value, after)):
            start = after.index(keyword, start)
            spans[f"{value.pointer}/{k}"] = (
                Span(place.line, place.start + start, place.start + start + len(keyword)),
            )
            start += len(keyword)
    return spans


def _overlaps(one: Span, other: Span) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _shifted(span: Span, cuts: tuple[Span, ...], new_length: int) -> Span:
    """A span moves with the text before it on its line."""
    moved = 0
    for place, cut in enumerate(cuts):
        if cut.line == span.line and cut.end <= span.start:
            moved += (new_length if place == 0 else 0) - (cut.end - cut.start)
    return Span(span.line, span.start + moved, span.end + moved)


def _found_again(resume: Resume, pointer: str, old: tuple[Span, ...], after: str, place: Span) -> Span:
    """Where the text of another field, read from the same words, stands in the new text.

    Raises:
        UnsupportedEdit: it is gone.
    """
    said = " ".join(resume.document.by_number[span.line].text[span.start : span.end].strip() for span in old)
    start = after.find(said)
    if start < 0:
        raise UnsupportedEdit(f"The new text would take a fact from {pointer}")
    return Span(place.line, place.start + start, place.start + start + len(said))
