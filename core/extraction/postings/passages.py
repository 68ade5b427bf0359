"""A posting's lines as clean passages that still know where each letter stands.

Postings arrive as HTML, Markdown, hard-wrapped mail and text decoded twice over. What is compared is clean; what is
quoted is cut from the line itself.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from ftfy import fix_encoding

from core.model import Document, Line
from core.skills.words import word_set
from core.text import BULLETS, fold

LETTERS = 30_000
"""Longer postings are read up to here: five times the longest that people write."""
_TAGS = (
    "p|div|br|ul|ol|li|h[1-6]|strong|b|em|i|u|s|span|a|table|tbody|thead|tr|td|th|section|article|header|footer|font|"
    "html|body|head|title|meta|hr|small|sup|sub|dl|dt|dd|blockquote|pre|code|img|script|style|label|main"
)
_TOKEN = re.compile(
    rf"""
    (?P<tag></?(?P<tag_name>{_TAGS})(?:\s[^<>]{{0,500}})?/?>)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
    | (?P<stars>\*\*)
    | (?P<star>(?<!\S)\*(?=\w)|(?<=\w)\*(?![\w*]))
    | (?P<wide>\t|[ ]{{3,}})
    | (?P<accented>[A-Za-z][\u0300-\u036f]+)
    | (?P<foreign>[^\x00-\x7f]+)
    | (?P<letter>[\s\S])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INLINE = word_set("strong b em i u s span a font small sup sub code label img")
_BOLD = frozenset({"strong", "b"})
_UNREAD = frozenset({"script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKER = re.compile(
    rf"(?:[{re.escape(BULLETS)}]|[-*+–—>](?=\s)|\(?\d{{1,2}}(?:[.)]|\.\d{{1,2}}\.?)(?=\s)|\((?:[a-z]|[ivx]{{1,4}})\)(?=\s)|o(?=\s))\s*"
)
_CELLS = frozenset({"td", "th"})
_COLUMNS = re.compile(r"\A\|.*\|\Z|\A[^|]*[^|\s]\|[^|\s]")
"""A row of a Markdown table, or cells that stand close: "Tools|Splunk|Python"."""
_RULE = re.compile(r"[-=_*~·•:|\s]{2,}")
_PICTURE = re.compile(
    "(?:[\U0001f000-\U0001faff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*\\s*){1,4}"
)
_PICTURE_LETTERS = 12
_HASHES = re.compile(r"#{1,6}\s+")
_STARRED = re.compile(r"[*_]([^*_]{2,80})[*_]:?")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a letter comes from: code points `start` to `end` of line number `line`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Clean text with a spot for each letter.

    Attributes:
        level: of a heading, 0 for none.
        indent: of the line it begins on, in em.
        number: of a bullet, with its dots ("4.1"); a heading may have one too. Empty for other bullets.
        cell: it stands behind a wide gap on the line of the passage before it.
    """

    text: str
    spots: tuple[Spot, ...]
    bullet: bool = False
    level: int = 0
    bold: bool = False
    indent: float = 0.0
    cell: bool = False
    number: str = ""

    @property
    def line(self) -> int:
        return self.spots[0].line

    def part(self, start: int, end: int) -> "Passage":
        """Some of it, without blank ends; empty where there is nothing but blanks."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return replace(self, text=self.text[start:end], spots=self.spots[start:end])

    def without(self, start: int, end: int) -> "Passage":
        """Without the letters between."""
        text, spots = self.text[:start] + self.text[end:], self.spots[:start] + self.spots[end:]
        return replace(self, text=text, spots=spots).part(0, len(text))

    def quote(self, document: Document) -> tuple[int, str]:
        """Line number and its own words; of a passage over two lines those on the first."""
        line = self.line
        here = [spot for spot in self.spots if spot.line == line]
        start, end = min(spot.start for spot in here), max(spot.end for spot in here)
        raw = document.by_number[line].text[start:end]
        return line, raw.strip()


@dataclass(slots=True)
class _Draft:
    letters: list[str]
    spots: list[Spot]
    bullet: bool = False
    level: int = 0
    bold: int = 0
    cell: bool = False

    def add(self, text: str, spot: Spot) -> None:
        self.letters += text
        self.spots += [spot] * len(text)
        if self.bold < 0 and text.strip():
            self.bold = 0

    @property
    def blank(self) -> bool:
        return not any(letter.strip() for letter in self.letters)


# ---------------------------------------------------------------- one line


def _pieces(line: Line, bullets: frozenset[str]) -> Iterator[Passage]:
    """The parts of a line between block tags and wide gaps, cleaned.

    Args:
        bullets: pictures that open list items in this document.
    """
    draft, unread = _Draft([], []), False
    stripped = line.text[:LETTERS].strip()
    columns = _COLUMNS.search(stripped) is not None
    whole = _STARRED.fullmatch(stripped) is not None
    for token in _TOKEN.finditer(line.text[:LETTERS]):
        kind = token.lastgroup if token.lastgroup != "tag_name" else "tag"
        spot = Spot(line.n, token.start(), token.end())
        if kind == "tag":
            name, closing = token["tag_name"].lower(), token.group().startswith("</")
            unread = (name in _UNREAD and not closing) or (unread and name not in _UNREAD)
            if name not in _INLINE:
                yield from _finished(draft, line, bullets)
                draft = _Draft(
                    [],
                    [],
                    bullet=name == "li" and not closing,
                    level=_level(name, closing=closing),
                    cell=name in _CELLS and (draft.cell or not draft.blank),
                )
            elif name in _BOLD and not closing and draft.blank:
                draft.bold = 1
        elif kind == "stars" and draft.blank:
            draft.bold = 1
        elif (
            (kind == "wide" or (columns and token.group() == "|"))
            and not draft.blank
            and draft.letters[-1] != ":"
        ):
            yield from _finished(draft, line, bullets)
            draft = _Draft([], [], cell=True)
        elif (
            kind not in ("stars", "star" if not whole else "")
            and not unread
            and not (columns and token.group() == "|")
        ):
            _add(draft, token.group(), kind or "", spot)
    yield from _finished(draft, line, bullets)


def _level(tag: str, *, closing: bool) -> int:
    return int(tag[1]) if tag in _HEADINGS and not closing else 0


def _add(draft: _Draft, raw: str, kind: str, spot: Spot) -> None:
    if kind == "entity":
        draft.add(_plain(html.unescape(raw)), spot)
    elif kind == "accented":
        draft.add(unicodedata.normalize("NFC", raw), spot)
    elif kind == "foreign":
        repaired = fix_encoding(raw)
        if repaired != raw:
            draft.add(_plain(repaired), spot)
        else:
            for place, letter in enumerate(raw, spot.start):
                draft.add(_plain(letter), Spot(spot.line, place, place + 1))
    else:
        draft.add(_plain(raw), spot)


def _plain(letters: str) -> str:
    """`fold` for letters within a text: blanks stay, signs that cannot be seen go."""
    if letters.isascii():
        return "".join(letter if letter.isprintable() else " " for letter in letters)
    return "".join(
        " " if letter.isspace() else fold(letter)
        for letter in letters
        if letter.isprintable() or letter.isspace()
    )


def _finished(draft: _Draft, line: Line, bullets: frozenset[str]) -> Iterator[Passage]:
    """Blanks collapsed, the bullet, pictures and the signs of Markdown taken off."""
    keep = [
        place
        for place, letter in enumerate(draft.letters)
        if not (letter.isspace() and (place == 0 or draft.letters[place - 1].isspace()))
    ]
    text = "".join(" " if draft.letters[place].isspace() else draft.letters[place] for place in keep)
    passage = Passage(
        text,
        tuple(draft.spots[place] for place in keep),
        bullet=draft.bullet,
        level=draft.level or line.level,
        bold=draft.bold > 0 or line.bold,
        indent=line.indent,
        cell=draft.cell,
    ).part(0, len(text))
    if (picture := _PICTURE.match(passage.text)) and passage.text[0] not in BULLETS:
        listed = passage.bullet or picture.group().strip() in bullets
        passage = replace(passage.part(picture.end(), len(passage.text)), bullet=listed)
    if hashes := _HASHES.match(passage.text):
        passage = replace(passage.part(hashes.end(), len(passage.text)), level=hashes.group().count("#"))
    if marker := _MARKER.match(passage.text):
        number = marker.group().strip(" ().") if marker.group().strip(" (")[:1].isdigit() else ""
        passage = replace(passage.part(marker.end(), len(passage.text)), bullet=True, number=number)
    if starred := _STARRED.fullmatch(passage.text):
        passage = replace(passage.part(starred.start(1), starred.end(1)), bold=True)
    if passage.text and not _RULE.fullmatch(passage.text):
        yield passage


def _picture_bullets(texts: Iterable[str]) -> frozenset[str]:
    """Pictures that open several lines: one that opens a single line only adorns it."""
    opened = (_PICTURE.match(text.lstrip()[:_PICTURE_LETTERS]) for text in texts)
    counted = Counter(found.group().strip() for found in opened if found)
    return frozenset(picture for picture, times in counted.items() if times > 1)


# ---------------------------------------------------------------- the whole document

_FULL_LINE = 45
"""Letters from which on a line may have been broken for its length alone."""


def passages(document: Document) -> list[Passage]:
    """All visible text of a document as clean passages in order; lines broken for their length are joined."""
    joined: list[Passage] = []
    bullets = _picture_bullets(line.text for line in document.visible)
    letters, width = 0, _wrapped_at(document)
    for line in document.visible:
        if letters > LETTERS:
            break
        for piece in _pieces(line, bullets):
            letters += len(piece.text)
            if joined and (_continues(joined[-1], piece) or _overflows(joined[-1], piece, line, width)):
                joined[-1] = _join(joined[-1], piece)
            else:
                joined.append(piece)
    return joined


def _continues(before: Passage, piece: Passage) -> bool:
    last = before.spots[-1]
    if piece.bullet or piece.level or before.level or piece.line == last.line or piece.bold != before.bold:
        return False
    if before.text[-1] in ".;:!?":
        return False
    width = sum(spot.line == last.line for spot in before.spots)
    if width < _FULL_LINE:
        return False
    hanging = before.bullet and piece.indent > 0
    return hanging or piece.text[0].islower() or before.text[-1] in ",&(/"


def _wrapped_at(document: Document) -> int:
    """Letters after which the lines of this document are broken, 0 where they are not: several lines come close to the longest."""
    lengths = [len(line.text.rstrip()) for line in document.visible]
    longest = max(lengths, default=0)
    near = sum(length >= longest - _LONGEST_BREAK for length in lengths)
    return longest if _FULL_LINE < longest <= _WIDEST and near >= _SEVERAL_LINES else 0


_WIDEST = 160
_LONGEST_BREAK = 14
"""Letters that a broken line may be shorter than the longest, for want of room for the next word."""
_SEVERAL_LINES = 3


def _overflows(before: Passage, piece: Passage, line: Line, width: int) -> bool:
    """A line that goes on although the next begins with a capital ("… you know / Excel well"): its first word had no room.

    A short line without a stop may be a heading, so it is left alone.
    """
    last = before.spots[-1]
    if not width or piece.bullet or piece.level or before.level or piece.bold != before.bold or piece.cell:
        return False
    if line.n != last.line + 1 or before.text[-1] in ".;:!?":
        return False
    told = len(piece.text) >= _FULL_LINE or piece.text[-1] in ".;,!?"
    return told and last.end + 1 + len(piece.text.split()[0]) > width


def _join(before: Passage, piece: Passage) -> Passage:
    last = before.spots[-1]
    glue = "" if before.text[-1] in "-/" else " "
    spots = before.spots + (Spot(last.line, last.end, last.end),) * len(glue) + piece.spots
    return replace(before, text=before.text + glue + piece.text, spots=spots)


def document_of_text(text: str) -> Document:
    """A pasted posting as a document: tags and entities gone, letters decoded twice repaired, one line each.

    Args:
        text: as it was pasted; what lies beyond 30,000 letters is left out.
    """
    lines: list[Line] = []
    rows = text[:LETTERS].splitlines()
    bullets = _picture_bullets(rows)
    for row in rows:
        begun = len(lines)
        for piece in _pieces(Line(n=1, text=row), bullets):
            mark = piece.number if "." in piece.number else f"{piece.number}." if piece.number else "•"
            shown = f"{mark} {piece.text}" if piece.bullet else piece.text
            if piece.cell and len(lines) > begun:
                lines[-1] = replace(lines[-1], text=f"{lines[-1].text}\t{shown}")
            else:
                lines.append(
                    Line(
                        n=len(lines) + 1, text=shown, bullet=piece.bullet, level=piece.level, bold=piece.bold
                    )
                )
    # Lone surrogates cannot be encoded; they may come in from a broken paste.
    return Document(sha256(text.encode("utf-8", "replace")).hexdigest(), "txt", tuple(lines))


# ---------------------------------------------------------------- sentences and clauses

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-ÖØ-Þ0-9$€£(\"'¡¿])|。|!(?=[\u4e00-\u9fff])")
_CHAT_END = re.compile(r"(?<=[^\W_]{2})[.!?](?=\s+[a-zà-öø-þ])")
_ABBREVIATIONS = word_set(
    "e.g i.e etc inc ltd co corp st ave no dr mr mrs ms prof sr jr vs approx min max incl u.s b.s m.s b.a m.a ph.d b.sc "
    "m.sc z.b bzw ca ggf inkl usw mind evtl d.h u.a env p.ex n.y d.c dept univ gmbh"
)


def sentences(passage: Passage) -> list[Passage]:
    """Cut at full stops; abbreviations and initials end nothing."""
    ends = [end.end() for end in _SENTENCE_END.finditer(passage.text) if _ends(passage.text, end.start())]
    if passage.text[:1].islower():
        # Typed in a chat: sentences begin with small letters.
        ends += [end.end() for end in _CHAT_END.finditer(passage.text) if _ends(passage.text, end.start())]
    return _cut(passage, sorted(ends))


def cut_sentences(text: str) -> list[str]:
    """The same for plain text."""
    starts = [0, *(end.end() for end in _SENTENCE_END.finditer(text) if _ends(text, end.start()))]
    parts = (text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
    return [part for part in parts if part.strip(".;|·• ")]


def _ends(text: str, stop: int) -> bool:
    if text[stop] != ".":
        return True
    before = text[max(0, stop - _LONGEST_WORD) : stop].split()
    word = before[-1].lower().lstrip("(\"'") if before else ""
    following = text[stop + 1 : stop + _LONGEST_WORD].lstrip()[:2]
    if word in _ABBREVIATIONS:
        return word in {"etc", "inc", "ltd", "usw"} and following[1:].islower()
    return not (len(word) == 1 and word.isalpha() and word not in "c r")


_LONGEST_WORD = 40
_CLAUSE_END = re.compile(r";|\s[|·•]\s")


def clauses(passage: Passage) -> list[Passage]:
    """Sentences, cut at semicolons too."""
    return [
        clause
        for sentence in sentences(passage)
        for clause in _cut(sentence, [end.end() for end in _CLAUSE_END.finditer(sentence.text)])
    ]


def _cut(passage: Passage, ends: list[int]) -> list[Passage]:
    parts, start = [], 0
    for end in [*ends, len(passage.text)]:
        part = passage.part(start, end)
        if part.text.strip(".;|·• "):
            parts.append(part)
        start = end
    return parts
