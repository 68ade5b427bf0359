"""Lines → sections: what a heading is, and what stands under it, column by column."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from core.dates import find_dates
from core.extraction.resumes.headings import STRONG, hinted_section, is_caption, section_of
from core.extraction.resumes.naming import kind_of
from core.extraction.resumes.pieces import whole
from core.extraction.resumes.places import is_place
from core.extraction.resumes.words import DEGREE, SPOKEN
from core.model import Document, Line
from core.skills import canonical

_FURNITURE = re.compile(
    r"(?:[^\d@]{0,60}[-–—|·\s])?(?:page|seite|página|p\.|第)?\s*\d{1,2}\s*(?:/|of|von|sur|de|页\s*/\s*共)\s*\d{1,2}\s*页?"
    r"|(?:page|seite|página)\s+\d{1,2}"
    r"|(?:last\s)?updated?\b.{0,40}|dernière mise à jour.{0,40}|stand:? .{0,20}"
    r"|[^\W\d_][\w .'-]{1,30},\s(?:den|im|am|le)\s(?:\d{1,2}\.?(?:er)?\s?)?(?:[^\W\d_]{3,10}\.?\s?|\d\d?\.\s?)?(?:19|20)\d\d"  # signed
    r"|(?:references?|referees)(?: are| and .{3,30})?(?: available)? (?:up)?on request\.?|referenzen auf (?:anfrage|wunsch)\.?"
    r"|références (?:disponibles )?sur demande\.?|referencias (?:disponibles )?a petición\.?"
    r"|(?:curriculum vitae|resume|résumé|cv|lebenslauf|hoja de vida|简历|个人简历)",
    re.IGNORECASE,
)
_HEADING_WORDS = 6
_LONGEST_LINE = 100
_SAME_SIZE = 0.5
"""Points: fonts of one style differ by less in practice (rounding of scaled text)."""
_MOSTLY = 0.5
_ALIGNED_PT = 3.0
_BESIDE = re.compile(r"([^\t:：]{2,48})(?:\t+|[:：]\s*\t?)(?=\S)")

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
        return self.heading.text.strip(" :\t") if self.heading else ""


def split(document: Document) -> tuple[Section, ...]:
    """Every visible line of the document once, under the heading it belongs to; page furniture is left out."""
    lines = [line for line in _unnumbered(document.visible) if not _is_furniture(line)]
    headings = _headings(lines)
    return tuple(_gather(lines, headings, _headings_beside(lines, set(headings.values()))))


def _unnumbered(lines: Sequence[Line]) -> list[Line]:
    """Without the number of a page where that is the first or last line on it."""
    around = zip([None, *lines], lines, [*lines[1:], None], strict=False)
    return [
        line
        for before, line, after in around
        if line.page is None
        or line.text.strip() != str(line.page)
        or (before and after and before.page == line.page == after.page)
    ]


def _is_furniture(line: Line) -> bool:
    if not any(letter.isalnum() for letter in line.text):
        return True  # a rule typed with dashes
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
    listed = _list_glyphs(lines)
    known = {
        line.n: kind
        for line in lines
        if not (line.bullet and line.text[:1] in listed) and (kind := section_of(whole(line).text))
    }
    main, telling = _main_styles(lines, known), _telling_styles(lines, known)
    found = {
        line.n: known[line.n]
        for line in lines
        if line.n in known
        # "HIGHLIGHTS" above the bullets of each job heads nothing but them, unless it is set like "EDUCATION".
        and (not main or style_of(line) in main or not is_caption(line.text))
        and (
            not main
            or style_of(line) in main
            or (line.column, style_of(line)) in telling
            or (_is_typed(line) and (known[line.n] in STRONG or _has_capitals(line)))
        )
    }
    for above, below in pairwise(
        lines
    ):  # "Web" in smaller letters right under "Skills" names a group of them
        if found.get(above.n) == "skills" and 0 < below.size < above.size:
            found.pop(below.n, None)
    found |= {n: "languages" for n in _language_captions(lines, known) if n not in found}
    return found | _unknown_headings(lines, found, main)


def _list_glyphs(lines: Iterable[Line]) -> set[str]:
    """The glyphs that open items of lists; one that stands before headings alone is an ornament."""
    return {line.text[:1] for line in lines if line.bullet and not section_of(whole(line).text)}


def _is_typed(line: Line) -> bool:
    """Has it no look of its own? Then its words and its capitals are all that can make it a heading."""
    level, size, bold, _ = style_of(line)
    return not (level or size or bold)


def _has_capitals(line: Line) -> bool:
    """Capitals only, or a script that has none."""
    return not any(letter.islower() for letter in line.text)


def _unknown_headings(
    lines: Sequence[Line], found: Mapping[int, str], main: frozenset[Style]
) -> dict[int, str]:
    """Lines under the first heading, or in a sidebar, that look like the headings, where hardly anything else does."""
    total = Counter(style_of(line) for line in lines)
    ours = Counter(style_of(line) for line in lines if line.n in found)
    styles = {style for style in main if ours[style] >= _MOSTLY * total[style]}
    known = [line for line in lines if line.n in found]
    apart = _set_apart(lines, known)
    return {
        line.n: hinted_section(whole(line).text)
        for line, below in zip_longest(lines, lines[1:])
        if line.n not in found
        and (line.column or line.n > min(found, default=0) or _names_jobs(line) or _is_dated(below))
        and (style_of(line) in styles or (line.n in apart and hinted_section(whole(line).text) != "other"))
        and _looks_like_heading(line, below)
        and _is_aligned(line, known)
    }


def _set_apart(lines: Sequence[Line], headings: Sequence[Line]) -> set[int]:
    """Lines in a look of headings with at least as much room above them as any of those has: the text may look alike."""
    room = {
        line.n: (line.box.top - above.box.bottom, style_of(line))
        for above, line in pairwise(lines)
        if line.box and above.box and above.page == line.page and above.column == line.column
    }
    least: dict[Style, float] = {}
    for room_pt, style in (room[line.n] for line in headings if line.n in room):
        least[style] = min(room_pt, least.get(style, room_pt))
    return {
        n for n, (room_pt, style) in room.items() if style in least and room_pt > max(least[style] - 0.5, 1.0)
    }


def _names_jobs(line: Line) -> bool:
    """Names it jobs or schools by one telling word? Above the first known heading other lines may be about the person."""
    return hinted_section(whole(line).text) in ("work", "education")


def _is_dated(below: Line | None) -> bool:
    """Does an entry with its dates begin there? "Practice" heads the jobs of an architect."""
    return below is not None and not below.bullet and any(date.is_range for date in find_dates(below.text))


def _is_aligned(line: Line, headings: Iterable[Line]) -> bool:
    """Begins, ends or is centred where a heading of its look does? What stands further in is told under a heading."""
    if line.box is None:
        return True
    alike = [head.box for head in headings if head.box and style_of(head) == style_of(line)]
    edges = line.box.x0, (line.box.x0 + line.box.x1) / 2, line.box.x1
    return any(
        abs(mine - theirs) < _ALIGNED_PT
        for box in alike
        for mine, theirs in zip(edges, (box.x0, (box.x0 + box.x1) / 2, box.x1), strict=True)
    )


def _main_styles(lines: Iterable[Line], known: Mapping[int, str]) -> frozenset[Style]:
    """The look of the headings that nearly every resume has; other headings look alike."""
    kinds: dict[Style, set[str]] = {}
    for line in lines:
        if known.get(line.n) in STRONG:
            kinds.setdefault(style_of(line), set()).add(known[line.n])
    most = max(map(len, kinds.values()), default=0)
    return frozenset(style for style, some in kinds.items() if len(some) >= min(most, 2))


def _telling_styles(lines: Sequence[Line], known: Mapping[int, str]) -> frozenset[tuple[int, Style]]:
    """Column and look of lines that are headings by their words, most of them: a sidebar has headings of its own look."""
    everywhere = Counter(style_of(line) for line in lines)
    headings = Counter(style_of(line) for line in lines if line.n in known)
    total = Counter((line.column, style_of(line)) for line in lines)
    ours = Counter((line.column, style_of(line)) for line in lines if line.n in known)
    return frozenset(
        (column, style)
        for column, style in ours
        if headings[style] >= _MOSTLY * everywhere[style]
        or (ours[column, style] > 1 and ours[column, style] >= _MOSTLY * total[column, style])
    )


def _headings_beside(lines: Sequence[Line], headed: AbstractSet[str]) -> dict[int, tuple[str, int]]:
    """Headings in the margin beside what they head: line number → section, and where the heading ends.

    Only where jobs or education have no heading of their own, for "Languages   Go, SQL" may be a row of skills too.
    """
    found: dict[int, tuple[str, int]] = {}
    for line in lines:
        match = _BESIDE.match(line.text) if not line.bullet else None
        kind = section_of(match[1]) if match else None
        if match and kind and kind not in headed:
            found[line.n] = (kind, match.end())
    kinds = {kind for kind, _ in found.values()}
    return found if kinds & {"work", "education"} and not headed & {"work", "education"} else {}


def _language_captions(lines: Sequence[Line], known: Mapping[int, str]) -> Iterable[int]:
    """A plain line "Languages" with languages that people speak under it: text boxes have no heading styles."""
    for line, below in pairwise(lines):
        if known.get(line.n) == "languages" and SPOKEN & set(re.findall(r"[^\W\d_]+", below.text.lower())):
            yield line.n


def _looks_like_heading(line: Line, below: Line | None) -> bool:
    level, _, bold, caps = style_of(line)
    text = whole(line).text
    styled = level > 0 or bold or caps or line.size > 0
    short = len(text.split()) <= _HEADING_WORDS and "\t" not in text and not text.endswith((".", ",", ";"))
    heads = below is not None and style_of(below) != style_of(line)
    named = DEGREE.fullmatch(text) or kind_of(text) or is_place(text) or (canonical(text) and not heads)
    return (
        styled
        and short
        and not line.bullet
        and not named
        and not re.search(r"\d|@", text)
        and not find_dates(text)
    )


# ---------------------------------------------------------------- what stands under them


class _Open:
    """The section that each column is in, as a reader's finger follows them."""

    def __init__(self) -> None:
        self.sections: list[tuple[str, Line | None, list[Line]]] = [("header", None, [])]
        self._by_column: dict[int, int] = {}
        self._lowest_pt: dict[tuple[int | None, int], float] = {}
        self._last: Line | None = None
        self._current = 0

    def heading(self, line: Line, kind: str) -> None:
        self.sections.append((kind, line, []))
        self._stay(line, len(self.sections) - 1)

    def line(self, line: Line) -> None:
        self._stay(line, self._section_of(line))
        self.sections[self._current][2].append(line)

    def _section_of(self, line: Line) -> int:
        """On another page or in another column, a column goes on with its own section."""
        last = self._last
        if last is None or (line.column == last.column and line.page == last.page) or self._in_band(line):
            return self._current
        return self._by_column.get(line.column, self._current if line.column else 0)

    def _in_band(self, line: Line) -> bool:
        """Is the line part of a block of columns that began under everything else in its column?"""
        head, above = self.sections[self._current][1], self._lowest_pt.get((line.page, line.column))
        if head is None or head.box is None or line.box is None or head.page != line.page or above is None:
            return False
        return above <= head.box.top <= line.box.top

    def _stay(self, line: Line, at: int) -> None:
        if self._last is not None and line.page == self._last.page and line.column == 0 != self._last.column:
            # A block of columns inside the page has ended: only sidebars are gone on with further down.
            self._by_column = {
                c: at for c, at in self._by_column.items() if c == 0 or self._is_sidebar(c, at)
            }
        self._by_column[line.column] = at
        if line.box:
            self._lowest_pt[line.page, line.column] = line.box.bottom
        self._current, self._last = at, line

    def _is_sidebar(self, column: int, at: int) -> bool:
        """A column with headings of its own."""
        head = self.sections[at][1]
        return head is not None and head.column == column


def _gather(
    lines: Sequence[Line], headings: Mapping[int, str], beside: Mapping[int, tuple[str, int]]
) -> Iterable[Section]:
    opened = _Open()
    for line in lines:
        if line.n in beside:
            kind, end = beside[line.n]
            opened.heading(replace(line, text=line.text[:end]), kind)
            # Blanks for the heading: what follows keeps its place in the line.
            opened.line(replace(line, text=" " * end + line.text[end:]))
        elif line.n in headings:
            opened.heading(line, headings[line.n])
        else:
            opened.line(line)
    return [Section(kind, head, tuple(held)) for kind, head, held in opened.sections if held or head]
