"""Skills and spoken languages: groups, chips, tables and lists → keywords; levels are dropped."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core import skills as names
from core.extraction.resumes.body import groups
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.pieces import Piece, Tree, Value, split_run, value
from core.extraction.resumes.rows import Row, glue
from core.extraction.resumes.words import FLUENCY, LEVEL, SPOKEN

_ITEMS = re.compile(r"\s*[,;|•·⋅∙●▪、，；｜]\s*|\s{3,}|\s[-–—]\s|\s/\s")
_LABEL = re.compile(r"([^:：,;•|]{2,60}?)\s*[:：]\s*(?!//)")
_DASH_LABEL = re.compile(r"([^-–—,;•|:]{2,40}?)\s+[-–—]\s+(?=[^,]+,)")
_TABLE_HEAD = re.compile(
    r"(?:(?:area|level|skills?|category|name|proficiency|languages?|fluency|experience|years|type|details|technologies|"
    r"categories|kategorie|kenntnisse|niveau|compétences?|domaine|nivel|nível)\b\W*){2,6}",
    re.IGNORECASE,
)
_LEVEL_TAIL = re.compile(
    rf"(?:\s*[(\[（]\s*(?:{LEVEL.pattern})\s*[)\]）]|\s+[-–—:]\s*(?:{LEVEL.pattern})|\s+[★☆●○■□▪▰▱⬤◯]+)\s*\Z",
    re.IGNORECASE,
)
_CAPTION_WORDS = 5
_KEYWORD_WORDS = 6
_KEYWORD_LETTERS = 60
_ROUTED = frozenset(
    {"interests", "languages", "certificates", "awards", "publications", "references", "courses", "education"}
)
"""Groups in the skills that are something else by their label."""


@dataclass
class Group:
    """A named list of skills."""

    name: Piece | None = None
    items: list[list[Piece]] = field(default_factory=list)
    inline: bool = False


@dataclass
class Found:
    """Skills, and lines that turned out to belong to other sections."""

    groups: list[Tree]
    elsewhere: list[tuple[str, list[Piece]]]


def read(rows: Sequence[Row], title: Piece | None) -> Found:
    """The groups of a skills section. `title` names a group where the rows name none."""
    groups_, elsewhere = _gather(list(_plain_rows(rows)))
    for group in groups_:
        if group.name is None and title is not None:
            group.name = title
    trees = []
    for group in groups_:
        keywords = list(_unique(k for item in group.items for k in _keywords(item)))
        if keywords:
            trees.append({"name": value(group.name) if group.name else None, "keywords": keywords})
        elif group.name is not None and group.name is not title and not group.inline:
            trees.append({"name": value(group.name)})
    return Found(trees, elsewhere)


def _plain_rows(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Lines with their wrapped ones, without the head of a table."""
    for group in groups(rows):
        head = len(group[0].cells) > 1 and _TABLE_HEAD.fullmatch(group[0].text)
        if group[0].cells and not head:
            yield group


def _gather(rows: list[list[Row]]) -> tuple[list[Group], list[tuple[str, list[Piece]]]]:
    out: list[Group] = []
    elsewhere: list[tuple[str, list[Piece]]] = []
    current = Group()
    for place, group in enumerate(rows):
        after = rows[place + 1] if place + 1 < len(rows) else None
        label, items = _labelled(group)
        kind = section_of(label.text) if label else None
        if label is not None and kind in _ROUTED and not (kind == "languages" and not _spoken(items)):
            elsewhere.append((kind, items))
            current = Group()
        elif label is not None:
            current = Group()
            out.append(Group(label, split_run(items, _ITEMS), inline=True))
        elif _is_level(group):
            continue
        elif _names_group(group, after, rows):
            current = Group(group[0].cells[0])
            out.append(current)
        else:
            if current not in out:
                out.append(current)
            current.items += _items(group)
    if (
        len(out) > 1
        and out[0].name is None
        and len(out[0].items) == 1
        and not out[1].inline
        and len(rows[0]) == 1
    ):
        out.pop(0)  # a caption above groups that have names of their own
    return out, elsewhere


def _labelled(group: list[Row]) -> tuple[Piece | None, list[Piece]]:
    """A label and its list: "Languages: Python, Go", or a row of a table whose first cell names the group."""
    pieces = glue(group)
    first = pieces[0]
    match = _LABEL.match(first.text) or _DASH_LABEL.match(first.text)
    if match and len(match[1].split()) <= _CAPTION_WORDS + 1:
        rest = first.part(match.end(), len(first.text))
        return first.part(*match.span(1)), [
            *([rest] if rest else []),
            *(p for p in pieces[1:] if not LEVEL.fullmatch(p.text)),
        ]
    cells = group[0].cells
    if len(cells) > 1 and len(_ITEMS.findall(cells[-1].text)) > 0 and not _ITEMS.search(first.text):
        return first, [p for p in pieces[1:] if not LEVEL.fullmatch(p.text)]
    return None, pieces


def _is_level(group: list[Row]) -> bool:
    return all(LEVEL.fullmatch(cell.text.strip()) for row in group for cell in row.cells)


def _names_group(group: list[Row], after: list[Row] | None, rows: list[list[Row]]) -> bool:
    """A caption: set apart by its look, or followed by a list while it is none itself."""
    row = group[0]
    if (
        row.bullet
        or len(group) > 1
        or len(row.cells) != 1
        or after is None
        or len(row.text.split()) > _CAPTION_WORDS
    ):
        return False
    if _ITEMS.search(row.text) and not re.search(r"\s/\s", row.text):
        return False
    line, below = row.line, after[0].line
    styled = (line.bold and not below.bold) or line.size > below.size + 0.4 or line.level > 0
    look_alikes = sum(r[0].line.bold == line.bold for r in rows)
    lists = after[0].bullet or _is_level(after) or len(_ITEMS.findall(after[0].text)) > 0
    return (styled and look_alikes < len(rows)) or (lists and not _is_list_everywhere(rows))


def _is_list_everywhere(rows: list[list[Row]]) -> bool:
    """Chips and plain lists: then a lone word is a skill, not a caption."""
    single = sum(len(g[0].cells) == 1 and not _ITEMS.search(g[0].text) and not _is_level(g) for g in rows)
    return any(len(g[0].cells) > 1 for g in rows) or single > len(rows) * 2 / 3


def _items(group: list[Row]) -> list[list[Piece]]:
    cells = group[0].cells
    if len(cells) > 1 and len(group) == 1:
        return [item for cell in cells for item in split_run([cell], _ITEMS)]
    return split_run(glue(group), _ITEMS)


def _keywords(item: list[Piece]) -> Iterator[Value]:
    """One keyword; of a sentence only the skills that it names."""
    text = " ".join(p.text for p in item)
    if LEVEL.fullmatch(text.strip()) or not re.search(r"\w", text):
        return
    if len(text.split()) > _KEYWORD_WORDS or len(text) > _KEYWORD_LETTERS:
        for piece in item:
            for hit in names.find(piece.text):
                if found := value(piece.part(hit.start, hit.end)):
                    yield found
        return
    last = item[-1]
    tail = _LEVEL_TAIL.search(last.text)
    end = tail.start() if tail and tail.start() > 0 else len(last.text)
    cut = [*item[:-1], last.part(0, end).trim(" \t\u00a0.,;:")]
    lead = re.match(r"(?:and|und|et|y|e)\s+", cut[0].text)
    if lead:
        cut[0] = cut[0].part(lead.end(), len(cut[0].text))
    if found := value(*cut):
        yield found


def _unique(values: Iterable[Value]) -> Iterator[Value]:
    seen: set[str] = set()
    for one in values:
        if one.text.lower() not in seen:
            seen.add(one.text.lower())
            yield one


# ---------------------------------------------------------------- languages

_LANGUAGE_ITEMS = re.compile(r"\s*[,;|•·⋅∙●▪/、，；｜\t]\s*|\s+(?:and|et|und|y|e)\s+")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _spoken(pieces: Iterable[Piece]) -> bool:
    return any(w in SPOKEN for piece in pieces for w in _language_words(piece.text))


def _language_words(text: str) -> list[str]:
    whole = re.findall(r"[\u4e00-\u9fff]{2}", text)
    return [*_words(text), *whole]


def languages(rows: Sequence[Row]) -> list[Tree]:
    """Languages with what is said of them, however they are laid out."""
    return spoken([cell for row in rows for cell in row.cells], {row.line.n for row in rows if row.wraps})


def spoken(pieces: Sequence[Piece], wrapped: Collection[int] = ()) -> list[Tree]:
    """The languages that the pieces name.

    Args:
        wrapped: numbers of lines that go on with the line before.
    """
    out: list[tuple[Piece, list[Piece]]] = []
    waiting: list[int] = []
    for piece in pieces:
        for part in _language_parts(piece):
            named = _name_in(part)
            if named is None:
                _say_more(out, waiting, part, goes_on=piece.line.n in wrapped)
                continue
            name, said = named
            out.append((name, said))
            if not said:
                waiting.append(len(out) - 1)
    return [{"language": value(name), "fluency": _fluency(said)} for name, said in out]


def _say_more(
    out: list[tuple[Piece, list[Piece]]], waiting: list[int], part: Piece, *, goes_on: bool
) -> None:
    """Text without a language's name goes with the first language that has nothing said of it, or with the last."""
    if waiting and FLUENCY.search(part.text):
        out[waiting.pop(0)][1].append(part)
    elif out and out[-1][1] and not waiting and (goes_on or FLUENCY.search(part.text)):
        out[-1][1].append(part)


def _language_parts(piece: Piece) -> list[Piece]:
    """Cut before each language's name only: "CET-6, reads English papers" is one thing said."""
    cuts = [0]
    depth = 0
    matches = {m.start(): m.end() for m in _LANGUAGE_ITEMS.finditer(piece.text)}
    for place, letter in enumerate(piece.text):
        depth = max(0, depth + (letter in "([（") - (letter in ")]）"))
        if depth == 0 and place in matches and _starts_with_language(piece.text[matches[place] :]):
            cuts.append(place)
    cuts.append(len(piece.text))
    parts = [piece.part(a, b).trim() for a, b in pairwise(cuts)]
    return [_after_joiner(p) for p in parts if p.text]


def _after_joiner(piece: Piece) -> Piece:
    match = re.match(r"(?:and|et|und|y|e)\s+", piece.text)
    return piece.part(match.end(), len(piece.text)) if match else piece


def _starts_with_language(text: str) -> bool:
    words = _words(text[:40])[:3]
    return any(w in SPOKEN for w in words) or text[:2] in SPOKEN or text[:3] in SPOKEN


def _name_in(part: Piece) -> tuple[Piece, list[Piece]] | None:
    for match in re.finditer(r"[^\W\d_]+", part.text):
        word = match.group().lower()
        end = match.end()
        if word not in SPOKEN and word[:2] in SPOKEN:
            end = match.start() + 2
        elif word not in SPOKEN:
            continue
        before, after = part.part(0, match.start()).trim(), part.part(end, len(part.text)).trim()
        said = [p for p in (after, before) if re.search(r"\w", p.text)]
        said.sort(key=lambda p: not FLUENCY.search(p.text))
        return part.part(match.start(), end), said[:1]
    return None


def _fluency(said: list[Piece]) -> Value | None:
    if len(said) == 1:
        text = said[0].text
        inner = re.fullmatch(r"[(\[（](.*)[)\]）]", text)
        if inner and not re.search(r"[()（）]", inner[1]):
            return value(said[0].part(*inner.span(1)))
        return value(said[0])
    return value(*said)
