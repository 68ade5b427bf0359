"""What was read as an outline: a row for each value, with the lines it stands on. For the terminal and the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.dates import month_range
from core.model import Document, JsonResume, Line, Resume

_DATES = ("startDate", "endDate", "date", "releaseDate")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the outline.

    Attributes:
        depth: 0 for a section.
        label: a key of JSON Resume; "" for an item of a list.
        text: None where only more rows follow.
        note: how a date is written, or how long an entry lasts.
        is_said: its owner's word, which the document does not say.
        is_recognised: read off a picture.
    """

    pointer: str
    depth: int
    label: str
    text: str | None = None
    lines: tuple[int, ...] = ()
    note: str = ""
    is_said: bool = False
    is_recognised: bool = False


def outline(resume: Resume) -> Iterator[Row]:
    """All values, in the order of the fields."""
    return _Outline(resume).rows(resume.fields)


@dataclass(frozen=True)
class _Outline:
    resume: Resume

    def rows(self, fields: JsonResume) -> Iterator[Row]:
        for key, value in fields.items():
            yield from self._node(f"/{key}", key, value, 0)

    def _node(self, pointer: str, label: str, value: object, depth: int) -> Iterator[Row]:
        if isinstance(value, dict):
            yield Row(pointer, depth, label, note=self._lasting(value))
            for key, child in value.items():
                yield from self._node(f"{pointer}/{key}", str(key), child, depth + 1)
        elif isinstance(value, list):
            yield Row(pointer, depth, label)
            for place, child in enumerate(value):
                yield from self._node(f"{pointer}/{place}", "", child, depth + 1)
        else:
            yield self._value(pointer, label, str(value), depth)

    def _value(self, pointer: str, label: str, text: str, depth: int) -> Row:
        document: Document = self.resume.document
        spans = self.resume.spans.get(pointer, ())
        lines: Mapping[int, Line] = document.by_number
        there = [lines[span.line] for span in spans if span.line in lines]
        written = " ".join(lines[s.line].text[s.start : s.end] for s in spans if s.line in lines)
        return Row(
            pointer,
            depth,
            label,
            text,
            tuple(dict.fromkeys(span.line for span in spans)),
            note=f'"{written}"' if label in _DATES and written and written != text else "",
            is_said=pointer in self.resume.attested,
            is_recognised=any(line.recognised for line in there),
        )

    def _lasting(self, entry: Mapping[str, object]) -> str:
        """`69 months` of an entry that has a start."""
        start, end = entry.get("startDate"), entry.get("endDate")
        if not isinstance(start, str) or not (end is None or isinstance(end, str)):
            return ""
        months = month_range(start, end, self.resume.read_on)
        count = months[1] - months[0] if months else 0
        return f"{count} months" if count > 1 else "1 month" if count else ""
