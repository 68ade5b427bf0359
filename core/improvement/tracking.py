"""Tracked changes in the user's own DOCX: `w:ins` and `w:del`, as Word itself would write them."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

import docx
from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import LxmlError, _Element

from core.text import fold

AUTHOR = "Shortlist"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = re.compile(r"\s+|[^\W_]+|.")


@dataclass(frozen=True, slots=True)
class Change:
    """One text that is another now.

    Attributes:
        ordinal: how often the same words stand further up.
    """

    before: str
    after: str
    reason: str
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of a paragraph, and the run and place in it that hold it."""

    text: str
    run: _Element
    child: _Element
    place: int


def track(data: bytes, changes: Sequence[Change], on: date) -> bytes | None:
    """The document with these changes tracked.

    Returns:
        The new file; None if it is no DOCX that can be opened, or one of the texts is not in it as one paragraph.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError):
        return None  # the caller builds a plain document instead
    marks = _Marks(document, on)
    for change in changes:
        found = _find(document, change)
        if found is None:
            return None
        marks.put(found, change)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- finding the text


def _find(document: Word, change: Change) -> list[_Letter] | None:
    """The letters of a paragraph that say the old text, blanks and forms of dashes aside."""
    hits = []
    for paragraph in _paragraphs(document):
        letters = list(_letters(paragraph))
        hits += [letters[a:b] for a, b in _places(letters, change.before)]
    return hits[min(change.ordinal, len(hits) - 1)] if hits else None


def _paragraphs(document: Word) -> Iterator[_Element]:
    """Body, tables, text boxes and content controls, then headers and footers.

    A text box stands twice in the file, once for old programs (`mc:Fallback`); only the first is seen.
    """
    parts = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            parts += [] if part.is_linked_to_previous else [part._element]  # noqa: SLF001 - no public name for it
    for root in parts:
        for paragraph in root.iter(qn("w:p")):
            if not any("Fallback" in str(a.tag) for a in paragraph.iterancestors()):
                yield paragraph


def _letters(paragraph: _Element) -> Iterator[_Letter]:
    """What a reader sees of the paragraph, deletions left out, paragraphs within it (text boxes) too."""
    for run in paragraph.iter(qn("w:r")):
        owner = next(a for a in run.iterancestors() if a.tag == qn("w:p"))
        if owner is not paragraph or any(a.tag == qn("w:del") for a in run.iterancestors()):
            continue
        for child in run:
            if child.tag == qn("w:t"):
                for place, letter in enumerate(child.text or ""):
                    yield _Letter(letter, run, child, place)
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                yield _Letter(" ", run, child, 0)
            elif child.tag == qn("w:noBreakHyphen"):
                yield _Letter("-", run, child, 0)


def _places(letters: Sequence[_Letter], wanted: str) -> Iterator[tuple[int, int]]:
    """Every place where the letters say `wanted`; letters that fold to nothing (soft hyphens) stand anywhere."""
    keys: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(letters):
        for key in fold(letter.text) or (" " if letter.text.isspace() else ""):
            if key != " " or (keys and keys[-1] != " "):
                keys.append(key)
                origin.append(place)
    text, sought = "".join(keys), fold(wanted)
    start = text.find(sought) if sought else -1
    while start >= 0:
        yield origin[start], origin[start + len(sought) - 1] + 1
        start = text.find(sought, start + len(sought))


# ---------------------------------------------------------------- marking it


class _Marks:
    def __init__(self, document: Word, on: date) -> None:
        self.document = document
        self.date = f"{on.isoformat()}T00:00:00Z"
        ids = (e.get(qn("w:id")) for e in document.element.iter() if isinstance(e.tag, str))
        self.last = max((int(i) for i in ids if i and i.lstrip("-").isdecimal()), default=0)

    def put(self, letters: Sequence[_Letter], change: Change) -> None:
        """Marks what differs, word by word; what stays is not touched."""
        old = "".join(letter.text for letter in letters)
        touched: list[_Element] = []
        for tag, a, b, new in reversed(list(_differences(old, change.after))):
            touched += self._mark(letters, tag, a, b, new)
        if change.reason and touched:
            self._comment(touched, change.reason)

    def _mark(self, letters: Sequence[_Letter], tag: str, a: int, b: int, new: str) -> list[_Element]:
        made = []
        runs = _isolated(letters[a:b]) if tag in ("delete", "replace") else []
        anchor = runs[-1] if runs else None
        if new:
            inserted = self._inserted(letters[max(a - 1, 0)] if a else letters[0], new)
            if anchor is not None:
                anchor.addnext(inserted)
            elif a == 0:
                _split_before(letters[0]).addprevious(inserted)
            else:
                _split_after(letters[a - 1]).addnext(inserted)
            made.append(inserted)
        return made + [self._deleted(run) for run in runs]

    def _tracked(self, tag: str) -> _Element:
        self.last += 1
        element: _Element = OxmlElement(
            tag, {qn("w:id"): str(self.last), qn("w:author"): AUTHOR, qn("w:date"): self.date}
        )
        return element

    def _inserted(self, beside: _Letter, text: str) -> _Element:
        """A run like the one beside it, with the new words."""
        insertion, run = self._tracked("w:ins"), OxmlElement("w:r")
        properties = beside.run.find(qn("w:rPr"))
        if properties is not None:
            run.append(deepcopy(properties))
        run.append(_text_element("w:t", text))
        insertion.append(run)
        return insertion

    def _deleted(self, run: _Element) -> _Element:
        deletion = self._tracked("w:del")
        run.addprevious(deletion)
        deletion.append(run)
        for child in run.findall(qn("w:t")):
            child.tag = qn("w:delText")
            child.set(_SPACE, "preserve")
        return deletion

    def _comment(self, touched: Sequence[_Element], reason: str) -> None:
        """The reason, on the first changed words; left out where they stand in a header, which can hold no comment."""
        if not any(a is self.document.element.body for a in touched[0].iterancestors()):
            return
        order = {element: place for place, element in enumerate(self.document.element.body.iter())}
        run = next(min(touched, key=lambda e: order[e]).iter(qn("w:r")))
        paragraph = next(a for a in run.iterancestors() if a.tag == qn("w:p"))
        words = Run(run, Paragraph(paragraph, self.document))  # type: ignore[arg-type]  # lxml's stubs know no subclasses
        comment = self.document.add_comment(words, text=reason, author=AUTHOR, initials="S")
        # Not the hour it is now: made twice from the same edits, a file has the same length.
        comment._element.set(qn("w:date"), self.date)  # noqa: SLF001 - no public name for it


def _differences(old: str, new: str) -> Iterator[tuple[str, int, int, str]]:
    """What to do, from where to where in `old`, and the words that come in; whole words, so that people can read it."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    starts = [0]
    for word in before:
        starts.append(starts[-1] + len(word))
    plain = [fold(w) or " " for w in before]
    matcher = SequenceMatcher(None, plain, [fold(w) or " " for w in after], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield tag, starts[i], starts[j], "".join(after[k:m])


def _isolated(letters: Sequence[_Letter]) -> list[_Element]:
    """Runs that hold these letters and nothing else, in order."""
    groups: list[list[_Letter]] = []
    for letter in letters:
        if groups and groups[-1][-1].run is letter.run:
            groups[-1].append(letter)
        else:
            groups.append([letter])
    runs = []
    for group in groups:
        _split_after(group[-1])
        runs.append(_split_before(group[0]))
    return runs


def _split_after(letter: _Letter) -> _Element:
    """The run that ends with this letter; what followed in it goes into a run of its own, with the same properties."""
    run, child = letter.run, letter.child
    rest = _empty_copy(run)
    following = list(child.itersiblings())
    if child.tag == qn("w:t") and letter.place + 1 < len(child.text or ""):
        text = child.text or ""
        rest.append(_text_element("w:t", text[letter.place + 1 :]))
        child.text = text[: letter.place + 1]
        child.set(_SPACE, "preserve")
    for sibling in following:
        rest.append(sibling)
    if len(rest) > (rest.find(qn("w:rPr")) is not None):
        run.addnext(rest)
    return run


def _split_before(letter: _Letter) -> _Element:
    """The run that begins with this letter; what came before in it stays in the old run."""
    run, child = letter.run, letter.child
    earlier = [c for c in child.itersiblings(preceding=True) if c.tag != qn("w:rPr")]
    if not earlier and (child.tag != qn("w:t") or letter.place == 0):
        return run
    rest = _empty_copy(run)
    following = list(child.itersiblings())
    if child.tag == qn("w:t") and letter.place:
        text = child.text or ""
        rest.append(_text_element("w:t", text[letter.place :]))
        child.text = text[: letter.place]
        child.set(_SPACE, "preserve")
    else:
        rest.append(child)
    for sibling in following:
        rest.append(sibling)
    run.addnext(rest)
    return rest


def _empty_copy(run: _Element) -> _Element:
    copy: _Element = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _text_element(tag: str, text: str) -> _Element:
    element: _Element = OxmlElement(tag)
    element.text = text
    element.set(_SPACE, "preserve")
    return element
