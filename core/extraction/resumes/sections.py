"""Lines → sections: what a heading is, and what stands under it, column by column."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.dates import find_dates
from core.extraction.resumes.headings import STRONG, hinted_section, section_of
from core.extraction.resumes.pieces import whole
from core.extraction.resumes.words import SPOKEN
from core.model import Document, Line

_FURNITURE = re.compile(
    r"(?:[^\d@]{0,60}[-–—|·\s])?(?:page|seite|página|p\.|第)?\s*\d{1,2}\s*(?:/|of|von|sur|de|页\s*/\s*共)\s*\d{1,2}\s*页?"
    r"|(?:page|seite|página)\s+\d{1,2}"
    r"|(?:last\s)?updated?\b.{0,40}|dernière mise à jour.{0,40}|stand:? .{0,20}"
    r"|(?:curriculum vitae|resume|résumé|cv|lebenslauf|hoja de vida|简历|个人简历)",
    re.IGNORECASE,
)
_HEADING_WORDS = 6
_LONGEST_LINE = 100
_SAME_SIZE = 0.5
"""Points: fonts of one style differ by less in practice (rounding of scaled text)."""
_MOSTLY = 0.5

Style = tuple[int, int, bool, bool]


@dataclass(frozen=True)
class Section:
    """Lines under one heading. `kind` is a key of JSON Resume or one of header, contact, links, courses,
    interests, references, other.
    """

    kind: str
    heading: Line | None
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return self.heading.text.strip(" :") if self.heading else ""


def split(document: Document) -> tuple[Section, ...]:
    """Every visible line of the document once, under the heading it belongs to; page furniture is left out."""
    lines = [line for line in document.visible if not _is_furniture(line)]
    return tuple(_gather(lines, _headings(lines)))


def _is_furniture(line: Line) -> bool:
    return (
        len(line.text) < _LONGEST_LINE and line.level <= 1 and bool(_FURNITURE.fullmatch(line.text.strip()))
    )


# ---------------------------------------------------------------- which lines are headings


def style_of(line: Line) -> Style:
    """What a line looks like: lines of one kind share it."""
    letters = [c for c in line.text if c.isalpha()]
    caps = bool(letters) and all(c.isupper() or not (c.isupper() or c.islower()) for c in letters)
    cased = any(c.isupper() or c.islower() for c in letters)
    return (line.level, round(line.size / _SAME_SIZE), line.bold, caps and cased)


def _headings(lines: Sequence[Line]) -> dict[int, str]:
    """Line number → kind of the section it opens."""
    known = {line.n: kind for line in lines if not line.bullet and (kind := section_of(whole(line).text))}
    styles = Counter(style_of(line) for line in lines)
    main = _main_styles(lines, known)
    shares = _shares(lines, known)
    found = {
        line.n: known[line.n]
        for line in lines
        if line.n in known and (not main or style_of(line) in main or shares[style_of(line)] >= _MOSTLY)
    }
    found |= {n: "languages" for n in _language_captions(lines, known) if n not in found}
    first = min(found, default=0)
    for line in lines:
        if line.n in found or line.n <= first or style_of(line) not in main or not _looks_like_heading(line):
            continue
        if (
            sum(style_of(one) == style_of(line) for one in lines if one.n in found) / styles[style_of(line)]
            >= _MOSTLY
        ):
            found[line.n] = hinted_section(whole(line).text)
    return found


def _main_styles(lines: Iterable[Line], known: Mapping[int, str]) -> frozenset[Style]:
    """The look of the headings that nearly every resume has; other headings look alike."""
    kinds: dict[Style, set[str]] = {}
    for line in lines:
        if known.get(line.n) in STRONG:
            kinds.setdefault(style_of(line), set()).add(known[line.n])
    most = max(map(len, kinds.values()), default=0)
    return frozenset(style for style, some in kinds.items() if len(some) >= min(most, 2))


def _shares(lines: Sequence[Line], known: Mapping[int, str]) -> dict[Style, float]:
    """How many of the lines of a look are headings by their words."""
    total = Counter(style_of(line) for line in lines)
    ours = Counter(style_of(line) for line in lines if line.n in known)
    return {key: ours[key] / total[key] for key in total}


def _language_captions(lines: Sequence[Line], known: Mapping[int, str]) -> Iterable[int]:
    """A plain line "Languages" with languages that people speak under it: text boxes have no heading styles."""
    for line, below in pairwise(lines):
        if known.get(line.n) == "languages" and SPOKEN & set(re.findall(r"[^\W\d_]+", below.text.lower())):
            yield line.n


def _looks_like_heading(line: Line) -> bool:
    level, _, bold, caps = style_of(line)
    text = whole(line).text
    return (
        (level > 0 or bold or caps or line.size > 0)
        and not line.bullet
        and "\t" not in text
        and len(text.split()) <= _HEADING_WORDS
        and not text.endswith((".", ",", ";"))
        and not re.search(r"\d|@", text)
        and not find_dates(text)
    )


# ---------------------------------------------------------------- what stands under them


class _Open:
    """The section that each column is in, as a reader's finger follows them."""

    def __init__(self) -> None:
        self.sections: list[tuple[str, Line | None, list[Line]]] = [("header", None, [])]
        self.by_column: dict[int, int] = {}
        self.lowest: dict[tuple[int | None, int], float] = {}
        self.last: Line | None = None
        self.current = 0

    def heading(self, line: Line, kind: str) -> None:
        self.sections.append((kind, line, []))
        self._stay(line, len(self.sections) - 1)

    def line(self, line: Line) -> None:
        turned = self.last is not None and (line.column != self.last.column or line.page != self.last.page)
        at = (
            self.by_column.get(line.column, 0 if line.column == 0 else self.current)
            if turned
            else self.current
        )
        at = self.current if turned and self._in_band(line) else at
        self._stay(line, at)
        self.sections[at][2].append(line)

    def _in_band(self, line: Line) -> bool:
        """Is the line part of a block of columns that began under everything else in its column?"""
        head, above = self.sections[self.current][1], self.lowest.get((line.page, line.column))
        if head is None or head.box is None or line.box is None or head.page != line.page or above is None:
            return False
        return above <= head.box.top <= line.box.top

    def _stay(self, line: Line, at: int) -> None:
        if self.last is not None and line.page == self.last.page and line.column == 0 != self.last.column:
            # A block of columns inside the page has ended: its columns are not gone on with further down.
            self.by_column = {0: self.by_column.get(0, at), **self._sidebars(line)}
        self.by_column[line.column] = at
        if line.box:
            self.lowest[line.page, line.column] = line.box.bottom
        self.current, self.last = at, line

    def _sidebars(self, line: Line) -> dict[int, int]:
        """Columns with headings of their own stay open: their text goes on overleaf."""
        del line
        return {
            c: at
            for c, at in self.by_column.items()
            if c and (head := self.sections[at][1]) and head.column == c
        }


def _gather(lines: Sequence[Line], headings: Mapping[int, str]) -> Iterable[Section]:
    opened = _Open()
    for line in lines:
        if line.n in headings:
            opened.heading(line, headings[line.n])
        else:
            opened.line(line)
    return [Section(kind, head, tuple(held)) for kind, head, held in opened.sections if held or head]
