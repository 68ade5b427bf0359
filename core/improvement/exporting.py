"""The resume as a file again: the user's own DOCX with tracked changes, a plain DOCX, Markdown, JSON Resume."""

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

import docx
from docx.document import Document as Word

from core.improvement.places import Value, says, stands_at, values
from core.improvement.tracking import Change, track
from core.model import Edit, Line, Resume, Upload
from core.text import BULLETS, squash

SCHEMA_URL = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
NAME_CHARS = 80
HEADING_WORDS = 5
_MARKER = re.compile(rf"\A(?:[{re.escape(BULLETS)}]|[-*–](?=\s))\s*")
_MD_SPECIAL = re.compile(r"[\\`*<\[\]]|(?<!\w)_|_(?!\w)")
_MD_OPENING = re.compile(r"\A(?:[#>+-]|\d{1,9}[.)])(?=\s|\Z|#)")

Kind = Literal["name", "heading", "bullet", "text"]


def export_docx(original: Upload | None, first: Resume, current: Resume, edits: Sequence[Edit]) -> Upload:
    """A DOCX with all accepted edits.

    From a DOCX it is the user's own file: each changed text a tracked change that Word can accept or reject, the formatting
    of its words kept, the reason as a comment, everything else byte for byte as it was read. From anything else, and where
    a text cannot be found in the file again, it is a plain document built from the current resume.

    Args:
        original: the file as it was shared, None if it is gone.
        first: the revision read from it.
        edits: what was accepted, in order.
    """
    if original is not None and first.document.type == "docx":
        tracked = track(original.data, list(_changes(first, edits)), current.read_on)
        if tracked is not None:
            return Upload(f"{_stem(current)}_tracked.docx", tracked)
    return Upload(f"{_stem(current)}_edited.docx", _plain(current))


def export_markdown(resume: Resume) -> Upload:
    """The resume's lines as Markdown (CommonMark), UTF-8."""
    marks = {"name": "# ", "heading": "## ", "bullet": "- ", "text": ""}
    blocks: list[str] = []
    for part in paragraphs(resume):
        tight = part.kind == "bullet" and blocks and blocks[-1].startswith("- ")
        blocks += [] if tight or not blocks else [""]
        blocks.append(marks[part.kind] + _escaped(part.text))
    return Upload(f"{_stem(resume)}.md", ("\n".join(blocks) + "\n").encode())


def export_json(resume: Resume) -> Upload:
    """The fields as JSON Resume v1.0.0, UTF-8."""
    data = {"$schema": SCHEMA_URL} | resume.fields
    return Upload(f"{_stem(resume)}.json", json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")


# ---------------------------------------------------------------- what changed


@dataclass(frozen=True, slots=True)
class _Story:
    """Edits of one text, each made of what the one before it left."""

    edits: tuple[Edit, ...]

    @property
    def reason(self) -> str:
        return "; ".join(dict.fromkeys(filter(None, (one.reason for one in self.edits))))


def _stories(edits: Sequence[Edit]) -> list[_Story]:
    """Told by the texts and not by pointers alone: a correction of the reading moves pointers, and writes no file."""
    stories: list[_Story] = []
    for edit in edits:
        follows = [one for one in stories if squash(one.edits[-1].after) == squash(edit.before)]
        before = next(
            (one for one in follows if one.edits[-1].pointer == edit.pointer), follows[0] if follows else None
        )
        if before is None:
            stories.append(_Story((edit,)))
        else:
            stories[stories.index(before)] = _Story((*before.edits, edit))
    return stories


def _changes(first: Resume, edits: Sequence[Edit]) -> Iterator[Change]:
    """One change for each text: what it said when the file came, and what it says now."""
    for story in _stories(edits):
        before, after = story.edits[0], story.edits[-1].after
        then = stands_at(first, before.pointer)
        if then is None or not says(then, before.before):
            then = next((one for one in values(first) if says(one, before.before)), None)
        if before.before != after:
            yield Change(before.before, after, story.reason, _ordinal(first, then) if then else 0)


def _ordinal(first: Resume, value: Value) -> int:
    """How many times the same words stand before them: two jobs may have the same bullet."""
    here = value.spans[0]
    above = sum(line.text.count(value.text) for line in first.document.visible if line.n < here.line)
    return above + first.document.by_number[here.line].text[: here.start].count(value.text)


# ---------------------------------------------------------------- lines → paragraphs


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: Kind
    text: str


def paragraphs(resume: Resume) -> Iterator[Paragraph]:
    """Every visible line, in reading order; the lines of one text are one paragraph.

    Built from the lines and not from the fields, so that what no field took is not lost either.
    """
    follows, said = dict(_continuations(resume)), _whole_texts(resume)
    taken = {span.line for spans in resume.spans.values() for span in spans}
    name = {span.line for span in resume.spans.get("/basics/name", ())}
    lines = {line.n: line for line in resume.document.visible}
    done: set[int] = set()
    for line in resume.document.visible:
        if line.n in done:
            continue
        parts = [line]
        while (after := follows.get(parts[-1].n)) in lines and after not in done:
            parts.append(lines[after])
            done.add(after)
        text = _joined(parts)
        if text:
            text = said.get(squash(text), text) + _unseen_links(parts)
            yield Paragraph(_kind(line, in_field=line.n in taken, is_name=line.n in name), text)


def _continuations(resume: Resume) -> Iterator[tuple[int, int]]:
    """Line → the line that goes on with the same text, where both are next to each other."""
    for spans in resume.spans.values():
        for one, other in pairwise(spans):
            if other.line > one.line and other.start <= _text_start(resume, other.line):
                yield one.line, other.line


def _whole_texts(resume: Resume) -> dict[str, str]:
    """Texts over several lines as they were read, where hyphens at line ends are already judged."""
    return {squash(v.text): v.text for v in values(resume) if len(v.spans) > 1}


def _unseen_links(parts: Sequence[Line]) -> str:
    """Targets that the words do not show ("LinkedIn"): in a plain file they would be lost. Mail addresses stand as text."""
    text = squash("".join(line.text for line in parts))
    links = dict.fromkeys(
        link for line in parts for link in line.links if link.startswith(("http://", "https://"))
    )
    unseen = [link for link in links if squash(re.sub(r"\Ahttps?://(?:www\.)?|/\Z", "", link)) not in text]
    return f" ({', '.join(unseen)})" if unseen else ""


def _text_start(resume: Resume, n: int) -> int:
    line = resume.document.by_number.get(n)
    return len(line.text) - len(line.text.lstrip()) if line else 0


def _joined(parts: Sequence[Line]) -> str:
    text = _MARKER.sub("", parts[0].text.strip())
    for line in parts[1:]:
        glue = "" if text.endswith(("-", "\u00ad")) else " "
        text = text.rstrip("\u00ad") + glue + line.text.strip()
    return text.strip()


def _kind(line: Line, *, in_field: bool, is_name: bool) -> Kind:
    if is_name:
        return "name"
    if line.bullet or _MARKER.match(line.text):
        return "bullet"
    short = len(line.text.split()) <= HEADING_WORDS
    if not in_field and short and (line.level or line.bold or line.text.isupper()):
        return "heading"
    return "text"


# ---------------------------------------------------------------- writing


def _plain(resume: Resume) -> bytes:
    document = docx.Document()
    _anonymous(document)
    styles = {"name": "Title", "heading": "Heading 1", "bullet": "List Bullet", "text": "Normal"}
    for part in paragraphs(resume):
        document.add_paragraph(_legal(part.text), style=styles[part.kind])
    return _bytes(document)


def _anonymous(document: Word) -> None:
    """The template's own author and remark say nothing true about this file."""
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _legal(text: str) -> str:
    """Without the control characters that XML cannot hold; a tab stays, other blanks become one."""
    return "".join(c if c == "\t" or c.isprintable() else " " if c.isspace() else "" for c in text)


def _bytes(document: Word) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _escaped(text: str) -> str:
    """Markdown that shows just these characters."""
    plain = _MD_SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    return _MD_OPENING.sub(lambda m: f"{m[0][:-1]}\\{m[0][-1]}", plain)


def _stem(resume: Resume) -> str:
    """The name of the file as it came, without its ending and without anything that is no name."""
    stem = PurePath(resume.file_name.replace("\\", "/")).stem
    return (
        "".join(c if c.isalnum() or c in " ._-()" else "_" for c in stem).strip(" .")[:NAME_CHARS] or "resume"
    )
