"""Skills: groups, chips, tables and lists → keywords; a level said of a group is kept, one of a single skill dropped."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from core import skills as names
from core.extraction.resumes.body import groups
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.languages import names_language, spoken
from core.extraction.resumes.layout import is_further_in
from core.extraction.resumes.pieces import Piece, Tree, Value, split_run, value
from core.extraction.resumes.row import Row
from core.extraction.resumes.rows import glue
from core.extraction.resumes.words import LEVEL
from core.model import Line

LISTED = re.compile(r"\s*[,;|•·⋅∙●▪、，；｜]\s*|\s{3,}|\s[-–—]\s|\s/\s")
"""What stands between the names of a list."""
_LABEL = re.compile(r"([^:：,;•|]{2,60}?)\s*[:：]\s*(?!//)")
_DASH_LABEL = re.compile(r"([^-–—,;•|:]{2,40}?)\s+[-–—]\s+(?=[^,]+,)")
_LEVEL_TAIL = re.compile(
    rf"(?:\s*[(\[（]\s*(?:{LEVEL.pattern})\s*[)\]）]|\s+[-–—:]\s*(?:{LEVEL.pattern})|\s+[★☆●○■□▪▰▱⬤◯]+)\s*\Z",
    re.IGNORECASE,
)
_AROUND_LEVEL = " \t\u00a0()[]（）:-–—"
_AND = re.compile(r"\s+(?:and|und|et|y|e|&)\s+")
_JOINER = re.compile(r"(?:and|und|et|y|e)\s+")
_CAPTION_WORDS = 5
_LABEL_WORDS = 6
_KEYWORD_WORDS = 6
_FEWEST_CHIPS = 2
_SIZE_STEP_PT = 0.4
_MOSTLY = 2 / 3
_KEYWORD_LETTERS = 60
_ELSEWHERE = frozenset(
    ("interests", "languages", "certificates", "awards", "publications", "references", "courses", "education")
)
"""Sections that a label among the skills may name instead of a group of skills."""


@dataclass
class Group:
    """A list of skills under a name.

    Attributes:
        inline: name and list stand on one line.
        level: what is said of all of them: "Advanced".
    """

    name: Piece | None = None
    level: Piece | None = None
    items: list[list[Piece]] = field(default_factory=list)
    inline: bool = False


@dataclass(frozen=True)
class Found:
    """Entries of `skills`, and of other sections that stood among them."""

    groups: list[Tree]
    languages: list[Tree]
    certificates: list[Tree]
    awards: list[Tree]


def read(rows: Sequence[Row], title: Piece | None) -> Found:
    """The groups of a skills section. `title` names a group where the rows name none."""
    levels = {row.line.n: cell for row in rows for cell in row.cells if is_level(cell.text)}
    named, elsewhere = _gather([group for group in groups(map(_unlevelled, rows)) if group[0].cells], levels)
    groups_ = [tree for group in named if (tree := _tree(group, title))]
    items = {
        kind: [v for item in split_run(run, LISTED) if (v := value(*item))] for kind, run in elsewhere.items()
    }
    return Found(
        groups_,
        spoken(elsewhere.get("languages", ())),
        [{"name": name} for name in items.get("certificates", ())],
        [{"title": name} for name in items.get("awards", ())],
    )


def is_level(text: str) -> bool:
    """Says it how well somebody knows something, and nothing else?"""
    return LEVEL.fullmatch(text.strip()) is not None


def _unlevelled(row: Row) -> Row:
    """The row without levels in cells of their own ("Infrastructure   Advanced"); a level alone goes on with nothing."""
    if row.cells and all(is_level(cell.text) for cell in row.cells):
        return replace(row, wraps=False)
    kept = [cell for cell in row.cells if not is_level(cell.text)]
    return replace(row, cells=tuple(kept)) if kept and len(kept) < len(row.cells) else row


def _tree(group: Group, title: Piece | None) -> Tree | None:
    items = [*group.items[:-1], *_both(group.items[-1])] if len(group.items) > 1 else group.items
    keywords = list(_unique(keyword for item in items for keyword in _keywords(item)))
    name = group.name or title
    if not keywords and (group.name is None or group.inline):
        return None
    return {"name": value(name), "level": value(group.level), "keywords": keywords}


def _gather(rows: list[list[Row]], levels: Mapping[int, Piece]) -> tuple[list[Group], dict[str, list[Piece]]]:
    """Groups, and lists of other sections by their kind.

    Args:
        levels: number of a line → what it says of a level.
    """
    out: list[Group] = []
    elsewhere: dict[str, list[Piece]] = {}
    current: Group | None = None
    for group, *more in zip_longest(rows, rows[1:], rows[2:]):
        label, items = _labelled(group)
        kind = section_of(label.text) if label else None
        if kind in _ELSEWHERE and (kind != "languages" or names_language(items)):
            elsewhere.setdefault(kind, []).extend(items)
            current = None
        elif label is not None:
            bare, level = _without_level(label)
            out.append(Group(bare, level or levels.get(label.line.n), split_run(items, LISTED), inline=True))
            current = None
        elif _is_level(group):
            if current is None:
                out.append(current := Group())
            if not current.items:
                current.level = group[0].cells[0]
        elif _heads_columns(group, more[0]):
            out.append(current := Group())
        else:
            caption = _names_group(group, more, rows)
            if caption or current is None:
                out.append(current := _captioned(group[0].cells[0], levels) if caption else Group())
            current.items += [] if caption else _items(group)
    return out[_has_title(out) :], elsewhere


def _captioned(caption: Piece, levels: Mapping[int, Piece]) -> Group:
    bare, level = _without_level(caption)
    return Group(bare, level or levels.get(caption.line.n))


def _without_level(name: Piece) -> tuple[Piece, Piece | None]:
    """The name of a group and the level in brackets after it: "Infrastructure (Advanced)"."""
    tail = _LEVEL_TAIL.search(name.text)
    if not tail or not tail.start():
        return name, None
    level = name.part(tail.start(), len(name.text)).trim(_AROUND_LEVEL)
    return name.part(0, tail.start()).trim(), level


def _has_title(found: list[Group]) -> bool:
    """Is the first group one lone line above groups that have names of their own?"""
    lone = len(found) > 1 and found[0].name is None and len(found[0].items) == 1
    return lone and not found[1].inline and found[1].name is not None


def _labelled(group: list[Row]) -> tuple[Piece | None, list[Piece]]:
    """A label and its list: "Languages: Python, Go", or a row of a table whose first cell names the group."""
    first, *more = glue(group)
    said = [piece for piece in more if not is_level(piece.text)]
    match = _LABEL.match(first.text) or _DASH_LABEL.match(first.text)
    if match and len(match[1].split()) <= _LABEL_WORDS:
        rest = first.part(match.end(), len(first.text))
        return first.part(*match.span(1)), [*([rest] if rest else []), *said]
    cells = group[0].cells
    if len(cells) > 1 and LISTED.search(cells[-1].text) and not LISTED.search(first.text):
        return first, said
    return None, [first, *more]


def _is_level(group: list[Row]) -> bool:
    return all(is_level(cell.text) for row in group for cell in row.cells)


def _heads_columns(group: list[Row], after: list[Row] | None) -> bool:
    """Names of several groups side by side, larger or bolder than the lists under them.

    Which list is whose is not told by the words, so they become one group without a name.
    """
    row = group[0]
    if after is None or len(group) > 1 or len(row.cells) == 1 or row.bullet or LISTED.search(row.text):
        return False
    return _stands_over(row.line, after[0].line)


def _stands_over(line: Line, below: Line) -> bool:
    """Is it larger or bolder than what stands below, or a heading?"""
    return (line.bold and not below.bold) or line.size > below.size + _SIZE_STEP_PT or line.level > 0


def _names_group(group: list[Row], more: Sequence[list[Row] | None], rows: list[list[Row]]) -> bool:
    """A caption: set apart by its look, or followed by a list while it is none itself.

    Args:
        more: the next two groups of rows.
    """
    row, (after, last) = group[0], more
    if after is None or len(group) > 1 or len(row.cells) > 1:
        return False
    if row.bullet:  # an item of a list with a list of its own further in
        return after[0].bullet and is_further_in(after[0].line, row.line) and not LISTED.search(row.text)
    if len(row.text.split()) > _CAPTION_WORDS or (LISTED.search(row.text) and " / " not in row.text):
        return False
    styled = _stands_over(row.line, after[0].line)
    look_alikes = sum(_look(one[0].line) == _look(row.line) for one in rows)
    lists = after[0].bullet or _is_level(after) or bool(LISTED.search(after[0].text))
    opens_list = after[0].bullet or (_is_level(after) and last is not None and last[0].bullet)
    return (styled and look_alikes < len(rows)) or (lists and (opens_list or not _is_list_everywhere(rows)))


def _look(line: Line) -> tuple[bool, int]:
    return line.bold, round(line.size / _SIZE_STEP_PT)


def _is_list_everywhere(rows: list[list[Row]]) -> bool:
    """Chips and plain lists: then a lone word is a skill, not a caption."""
    single = sum(len(g[0].cells) == 1 and not LISTED.search(g[0].text) and not _is_level(g) for g in rows)
    return any(len(g[0].cells) > 1 for g in rows) or single > len(rows) * _MOSTLY


def _items(group: list[Row]) -> list[list[Piece]]:
    return split_run(glue(group), LISTED)


def _keywords(item: list[Piece]) -> Iterator[Value]:
    """One keyword without its level; of a sentence only the skills that it names."""
    text = " ".join(piece.text for piece in item)
    if is_level(text) or not re.search(r"\w", text):
        return
    if chips := _chips(item):
        yield from chips
        return
    long = len(text.split()) > _KEYWORD_WORDS or len(text) > _KEYWORD_LETTERS
    named = [p.part(hit.start, hit.end) for p in item for hit in names.find(p.text)] if long else []
    for keyword in [[piece] for piece in named] if long else [_bare(item)]:
        if found := value(*keyword):
            yield found


def _chips(item: list[Piece]) -> list[Value]:
    """Skills set side by side with nothing but blanks between them: "Kafka PostgreSQL Redis", each of them known."""
    if len(item) != 1 or names.canonical(item[0].text):
        return []
    hits = list(names.find(item[0].text))
    rest = item[0].text
    for hit in hits:
        rest = rest[: hit.start] + " " * (hit.end - hit.start) + rest[hit.end :]
    if len(hits) < _FEWEST_CHIPS or re.search(r"\S", rest):
        return []
    return [found for hit in hits if (found := value(item[0].part(hit.start, hit.end)))]


def _both(item: list[Piece]) -> list[list[Piece]]:
    """The two that end a list: "…, Python and SQL", if both are known; "food and beverage" is one thing."""
    match = _AND.search(item[0].text) if len(item) == 1 else None
    if match is None:
        return [item]
    left, right = item[0].part(0, match.start()), item[0].part(match.end(), len(item[0].text))
    known = names.canonical(left.text) and names.canonical(right.text)
    return [[left], [right]] if known and not names.canonical(item[0].text) else [item]


def _bare(item: list[Piece]) -> list[Piece]:
    """Without "and" before it and "(advanced)" or stars after it."""
    *first, last = item
    tail = _LEVEL_TAIL.search(last.text)
    end = tail.start() if tail and tail.start() > 0 else len(last.text)
    kept = [*first, last.part(0, end).trim(" \t\u00a0.,;:")]
    lead = _JOINER.match(kept[0].text)
    return [kept[0].part(lead.end() if lead else 0, len(kept[0].text)), *kept[1:]]


def _unique(values: Iterable[Value]) -> Iterator[Value]:
    seen: set[str] = set()
    for one in values:
        if one.text.lower() not in seen:
            seen.add(one.text.lower())
            yield one
