"""Pages that are pictures: whether they can be recognised, and how they join the rest of their document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

from core.documents.letters import count_letters
from core.model import Document, Line, Notice

_FEWEST_LETTERS = 40
"""More than the signs on a photo and the name of a scanner."""


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """What recognising may cost.

    Attributes:
        pages: recognised of one file; the others are named in a notice.
        page_s: seconds for one page until the child is killed.
        memory_bytes: address space of the child; 1.4 GB were seen, of which 0.6 GB are really used.
        idle_s: seconds without a scan until the child ends and gives its memory back.
    """

    pages: int = 5
    page_s: float = 15.0
    memory_bytes: int = 2 * 2**30
    idle_s: float = 180.0


def can_recognise() -> bool:
    """Whether the extra `ocr` is installed. Looks only; importing it takes seconds."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def joined(found: Document, recognised: Mapping[int, Sequence[Line]], unread: Sequence[int]) -> Document:
    """A document with the lines of its pictures.

    Args:
        recognised: lines of a page by its number.
        unread: pages that are pictures and were not recognised.

    A page keeps its own lines where recognising found little more: those are right for sure.
    """
    taken = {page: lines for page, lines in recognised.items() if _says_more(lines, page, found)}
    pages = {line.page for line in found.lines} | taken.keys()
    lines = [line for page in sorted(pages, key=lambda page: page or 0) for line in _page(page, found, taken)]
    still = [page for page in unread if not any(line.page == page and line.visible for line in found.lines)]
    notices = [*found.notices, *_used(sorted(taken)), *_left(still)]
    numbered = (replace(line, n=n) for n, line in enumerate(lines, start=1))
    return replace(found, lines=tuple(numbered), notices=tuple(notices))


def _page(page: int | None, found: Document, taken: Mapping[int, Sequence[Line]]) -> list[Line]:
    own = [line for line in found.lines if line.page == page]
    if page is None or page not in taken:
        return own
    return [*taken[page], *(line for line in own if not line.visible)]


def _says_more(lines: Sequence[Line], page: int, found: Document) -> bool:
    own = sum(count_letters(line.text) for line in found.visible if line.page == page)
    return sum(count_letters(line.text) for line in lines) >= own + _FEWEST_LETTERS


def _used(pages: Sequence[int]) -> list[Notice]:
    if not pages:
        return []
    what = "is a picture. I recognised its" if len(pages) == 1 else "are pictures. I recognised their"
    return [Notice("ocr_used", f"{_named(pages)} {what} text; check it.")]


def _left(pages: Sequence[int]) -> list[Notice]:
    if not pages:
        return []
    what = "is a picture; I did not read it." if len(pages) == 1 else "are pictures; I did not read them."
    return [Notice("pictures_left", f"{_named(pages)} {what}")]


def _named(pages: Sequence[int]) -> str:
    """Page 2; Pages 2 and 3; Pages 2, 3 and 4."""
    *others, last = map(str, pages)
    return f"Pages {', '.join(others)} and {last}" if others else f"Page {last}"
