"""Two resumes in one file: the second begins where another person's name, address and sections stand again."""

from collections.abc import Sequence
from dataclasses import replace

from core.extraction.resumes import contact
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.pieces import whole
from core.model import Document, Line, Notice

_MOST_ABOVE = 4
"""So many lines above a mail address the name may stand."""
_WHOLE = frozenset({"work", "education"})


def first_only(document: Document) -> tuple[Document, Notice | None]:
    """The document up to its second resume, and a notice that tells where that begins.

    A second mail address alone is no second resume: it needs a name above it that is not the first one's, and a heading of
    jobs or education both before and after it.
    """
    lines = document.visible
    start = _second(lines)
    if start is None:
        return document, None
    begun, last = lines[start], lines[start - 1]
    kept = tuple(line for line in document.lines if line.n < begun.n)
    where = f"on page {begun.page}" if begun.page and begun.page != last.page else f"at line {begun.n}"
    text = f"This file holds two resumes: I read the first (l.1–{last.n}). The second begins {where}. Share it alone."
    return replace(document, lines=kept), Notice("two_resumes", text)


def _second(lines: Sequence[Line]) -> int | None:
    """The place of the line with the second person's name."""
    mails = [(at, mail.lower()) for at, line in enumerate(lines) for mail in contact.mails(line)]
    headed = [at for at, line in enumerate(lines) if section_of(whole(line).text) in _WHOLE]
    if not mails or not headed:
        return None
    names = [name for line in lines[: mails[0][0] + 1] if (name := contact.name_on(line))]
    for at, mail in mails:
        if mail == mails[0][1] or not (headed[0] < at < headed[-1]):
            continue
        above = range(at, max(headed[0], at - _MOST_ABOVE), -1)
        found = next((n for n in above if (name := contact.name_on(lines[n])) and name not in names), None)
        if found is not None and not _of_referees(lines[:found]):
            return found
    return None


def _of_referees(before: Sequence[Line]) -> bool:
    """Is the last heading one of people who speak for them?"""
    kinds = (section_of(whole(line).text) for line in reversed(before))
    return next((kind for kind in kinds if kind), None) == "references"
