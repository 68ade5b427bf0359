"""What stands under the header of an entry: bullets → highlights, running text → summary."""

from collections.abc import Iterable, Sequence

from core.extraction.resumes.pieces import Piece, Value, value
from core.extraction.resumes.row import Row
from core.extraction.resumes.rows import glue


def groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that belong together: a bullet or a paragraph with its wrapped lines."""
    out: list[list[Row]] = []
    for row in rows:
        if out and row.wraps:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def told(rows: Sequence[Row], lead: Piece | None = None) -> tuple[list[Value], Value | None]:
    """Highlights and summary. Several short lines without full stops are bullets whose glyphs are missing.

    Args:
        lead: words of the header that begin the summary.
    """
    bullets: list[list[Row]] = []
    prose: list[list[Row]] = []
    for group in groups(rows):
        if group[0].cells:
            # What stands between or under bullets is told by itself: joined with the summary it would stand nowhere.
            (bullets if group[0].bullet or bullets else prose).append(group)
    if not bullets and len(prose) > 1 and lead is None:
        bullets, prose = prose, []
    highlights = [v for group in bullets if (v := value(*glue(group)))]
    return highlights, value(lead, *(piece for group in prose for piece in glue(group)))
