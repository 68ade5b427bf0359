"""What a person can see in the document and no field has taken."""

from collections.abc import Sequence

from core.extraction.resumes.sections import split
from core.model import Document, Line, Spans


def unplaced(document: Document, spans: Spans) -> tuple[tuple[Line, ...], ...]:
    """Runs of lines that stand in no field, in order; headings, page numbers and rules are no loss."""
    taken = {span.line for places in spans.values() for span in places}
    parts = split(document)
    kept = {line.n for part in parts for line in part.lines if any(c.isalnum() for c in line.text)} - taken
    runs: list[list[Line]] = []
    lines: Sequence[Line] = document.visible
    for before, line in zip((None, *lines), lines, strict=False):
        if line.n not in kept:
            continue
        if before is not None and before.n in kept:
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(map(tuple, runs))
