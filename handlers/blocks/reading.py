"""[See what I read]: everything that was read, as a person reads it, each value with its line.

Nothing is cut: what does not fit into one view of Slack's goes to a page of its own section.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, Option, StaticSelectElement
from slack_sdk.models.views import View

from core.dates import lasting, month_range
from core.model import CORRECTABLE, Json, Line, Resume
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import plural
from handlers.blocks.resumes import put_right

ADD = "add_missed"
TITLE = "What I read"
VIEW_BLOCKS = 90
VIEW_LENGTH = 12_000
"""Characters: what Slack draws without delay on a telephone. It takes 250,000 bytes."""
ROW_LENGTH = 500
"""Of untrusted text in one go; escaping makes it five times as long at most."""
BLOCK_LENGTH = 2_900
PAGE_DIGITS = 3
LEFT = "left"
HEADINGS = {
    "basics": "About you",
    "basics/profiles": "Profiles",
    "work": "Jobs",
    "volunteer": "Volunteer work",
    "education": "Education",
    "projects": "Projects",
    "skills": "Skills",
    "languages": "Languages",
    "certificates": "Certificates",
    "awards": "Awards",
    "publications": "Publications",
    "interests": "Interests",
    "references": "References",
    LEFT: "Not placed",
}
ONE_OF = {
    "basics/profiles": "a profile",
    "work": "a job",
    "volunteer": "volunteer work",
    "education": "a degree",
    "projects": "a project",
    "skills": "skills",
    "languages": "a language",
    "certificates": "a certificate",
    "awards": "an award",
    "publications": "a publication",
    "interests": "an interest",
}
_HEAD = (
    "position", "name", "organization", "studyType", "area", "institution", "title", "language", "label", "fluency", "level",
    "network", "username",
)  # fmt: skip
"""What an entry is called, in this order, before all else."""
_TIMES = ("startDate", "endDate", "date", "releaseDate")
_BULLETS = ("highlights", "courses")


@dataclass(frozen=True)
class Part:
    """One section of the view.

    Attributes:
        key: of JSON Resume, or `LEFT`.
        count: of its entries.
    """

    key: str
    count: int
    blocks: Sequence[Block] = field(repr=False)

    @property
    def title(self) -> str:
        title = HEADINGS.get(self.key) or text.plain(self.key, 40).capitalize()
        return title if self.key == "basics" else f"{title} ({self.count})"


def read_modal(
    resume: Resume, unplaced: Sequence[Sequence[Line]] = (), page: str | None = None, *, at: str = ""
) -> View:
    """Everything that was read.

    Args:
        unplaced: runs of lines that no field took.
        page: our own link to the same line by line; None where there are no pages.
        at: which page of it, as a button of an earlier view said ("work", "work.2"); "" for all, or for the overview.
    """
    shown = list(_parts(resume, unplaced))
    head, foot = _head(resume), _foot(resume, page)
    whole = [*head, *(block for part in shown for block in _titled(part)), *foot]
    blocks = whole if _fits(whole) else _paged(resume, shown, at, head, foot)
    return View(type="modal", title=TITLE, close="Close", blocks=blocks)


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= VIEW_BLOCKS and sum(parts.length(one.to_dict()) for one in blocks) <= VIEW_LENGTH


def _titled(part: Part) -> list[Block]:
    return [parts.section(f"*{text.inert(part.title)}*"), *part.blocks]


# ---------------------------------------------------------------- pages


def _paged(
    resume: Resume, shown: Sequence[Part], at: str, head: Sequence[Block], foot: Sequence[Block]
) -> list[Block]:
    """One section, or the overview with a button for each."""
    key, _, number = at.partition(".")
    part = next((one for one in shown if one.key == key), None)
    if part is None:
        ask = parts.section("There is much to show. Choose a part:")
        return [*head, ask, *(_door(resume, one) for one in shown), *foot]
    pages = list(_pages(part.blocks))
    place = max(1, min(int(number), len(pages))) if number.isdecimal() and len(number) <= PAGE_DIGITS else 1
    turns = [parts.button("◂ All parts", parts.READ_ALL, parts.ids([resume.id, "-"]))]
    if place > 1:
        back = parts.ids([resume.id, f"{key}.{place - 1}"])
        turns.append(parts.button("◂ Back", parts.READ_BACK, back))
    if place < len(pages):
        more = parts.ids([resume.id, f"{key}.{place + 1}"])
        turns.append(parts.button("More ▸", parts.READ_PAGE, more))
    counted = f"  page {place} of {len(pages)}" if len(pages) > 1 else ""
    return [
        parts.section(f"*{text.inert(part.title)}*{counted}"),
        *pages[place - 1],
        *parts.actions(*turns),
        *foot,
    ]


def _door(resume: Resume, part: Part) -> Block:
    """A section's name, and the button that opens it."""
    opens = parts.button(f"{part.title} ▸", parts.READ_PAGE, parts.ids([resume.id, part.key]))
    return parts.section(f"*{text.inert(part.title)}*", beside=opens)


def _pages(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """As many blocks at once as fit beside title and buttons."""
    rest = list(blocks)
    while rest:
        count = max(1, parts.within([(one,) for one in rest], VIEW_BLOCKS - 6, VIEW_LENGTH - 1_000))
        yield rest[:count]
        rest = rest[count:]


# ---------------------------------------------------------------- above and below


def _head(resume: Resume) -> list[Block]:
    document = resume.document
    told = [f"*{text.name(resume.file_name)}*"]
    if document.pages:
        told.append(plural(document.pages, "page"))
    told.append(plural(len(document.visible), "line"))
    lines = [" · ".join(told)]
    if document.hidden_words:
        lines.append(f"{plural(document.hidden_words, 'word')} that nobody can see: left out.")
    if any(line.recognised for line in document.visible):
        lines.append("What is marked 🖼 was read off a picture: letters may be wrong.")
    lines += [
        f"⚠ {text.inert(doubt.text, ROW_LENGTH)}"
        for doubt in resume.doubts
        if not _owner(resume, doubt.pointer)
    ]
    lines += [mended] if (mended := put_right(resume)) else []
    return [parts.section(one) for one in _packed(lines)]


def _owner(resume: Resume, pointer: str) -> str:
    """The entry that a doubt is about, "" if it is about none that is shown."""
    _, _, rest = pointer.partition("/")
    section, _, place = rest.partition("/")
    if section == "basics":
        return "/basics"
    number = place.partition("/")[0]
    there = resume.fields.get(section) or ()
    return f"/{section}/{number}" if number.isdecimal() and int(number) < len(there) else ""


def _foot(resume: Resume, page: str | None) -> list[Block]:
    options = [
        Option(text=label.capitalize(), value=parts.ids([resume.id, key])) for key, label in ONE_OF.items()
    ]
    menu = StaticSelectElement(action_id=ADD, placeholder="Add what I missed", options=options)
    foot: list[Block] = [ActionsBlock(elements=[menu])]
    if page:
        foot.append(parts.context(f"<{page}|Line by line, as a page> (for you; the link expires)"))
    return foot


# ---------------------------------------------------------------- sections


def _parts(resume: Resume, unplaced: Sequence[Sequence[Line]]) -> Iterator[Part]:
    fields = resume.fields
    if basics := fields.get("basics"):
        alone = {key: said for key, said in basics.items() if key != "profiles"}
        yield Part("basics", 1, _card(resume, "/basics", alone))
    if profiles := list(resume.entries("basics/profiles")):
        cards = [_card(resume, pointer, entry) for pointer, entry in profiles]
        yield Part("basics/profiles", len(profiles), [block for card in cards for block in card])
    for section in [*(key for key in HEADINGS if key in fields), *(k for k in fields if k not in HEADINGS)]:
        entries = fields[section] if section != "basics" else None
        if isinstance(entries, list) and entries:
            cards = [_card(resume, f"/{section}/{n}", entry) for n, entry in enumerate(entries)]
            yield Part(section, _count(entries), [block for card in cards for block in card])
    if unplaced:
        rows = [row for run in unplaced for row in _left(run)]
        yield Part(LEFT, len(unplaced), [parts.section(one) for one in _packed(rows)])


def _count(entries: Sequence[Any]) -> int:
    """Entries; of skills each one of a group."""
    return sum(len(one.get("keywords") or "1") if isinstance(one, dict) else 1 for one in entries)


def _left(run: Sequence[Line]) -> Iterator[str]:
    where = f"l.{run[0].n}" if len(run) == 1 else f"l.{run[0].n}–{run[-1].n}"
    yield f"{where}: not placed in any section"
    for line in run:
        yield from _rows(f"l.{line.n}  ", line.text, " 🖼" if line.recognised else "")


def _card(resume: Resume, pointer: str, entry: Any) -> list[Block]:
    """An entry as blocks; the first has its [Fix]."""
    telling = _Telling(resume)
    rows = list(telling.entry(pointer, entry))
    doubts = [doubt for doubt in resume.doubts if _owner(resume, doubt.pointer) == pointer]
    rows += [f"⚠ {text.inert(doubt.text, ROW_LENGTH)}" for doubt in doubts]
    first, *more = list(_packed(rows)) or ["(nothing that I could tell apart)"]
    fix = parts.button("Fix", parts.FIX, parts.ids([resume.id, pointer]))
    can_be_fixed = pointer.split("/")[1] in CORRECTABLE
    return [
        parts.section(first, beside=fix if can_be_fixed else None),
        *(parts.section(one) for one in more),
    ]


# ---------------------------------------------------------------- values


@dataclass(frozen=True)
class _Telling:
    """The values of a resume in words."""

    resume: Resume

    def entry(self, pointer: str, entry: Any) -> Iterator[str]:
        """Names first, then dates, then all the rest, bullets last."""
        if not isinstance(entry, dict):
            yield from self.value(pointer, entry, "")
            return
        head = [key for key in _HEAD if isinstance(entry.get(key), str)]
        place = ["location"] if isinstance(entry.get("location"), str) else []
        yield from self.line([(f"{pointer}/{key}", str(entry[key])) for key in (*head, *place)], bold=True)
        if any(entry.get(key) for key in _TIMES):
            yield self.times(pointer, entry)
        done = {*head, *place, *_TIMES, *_BULLETS}
        for key, value in entry.items():
            if key not in done:
                yield from self.value(f"{pointer}/{key}", value, key)
        for key in _BULLETS:
            for number, item in enumerate(entry.get(key) or ()):
                yield from _rows("• ", str(item), self.mark(f"{pointer}/{key}/{number}"))

    def value(self, pointer: str, value: Any, key: str) -> Iterator[str]:
        """Whatever else an entry holds, under its key."""
        label = "" if key in ("summary", "description", "keywords", "") else f"{text.inert(key, 40)}: "
        if isinstance(value, dict):
            pairs = [(f"{pointer}/{k}", str(v)) for k, v in value.items() if v]
            yield from self.line(pairs, label=label)
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            yield from self.line(
                [(f"{pointer}/{n}", one) for n, one in enumerate(value)], label=label, glue=", "
            )
        elif isinstance(value, list):
            for number, one in enumerate(value):
                yield from self.value(f"{pointer}/{number}", one, key)
        elif value:
            yield from _rows(label, str(value), self.mark(pointer))

    def line(
        self, values: Iterable[tuple[str, str]], *, label: str = "", glue: str = " · ", bold: bool = False
    ) -> Iterator[str]:
        """Short values side by side; those that stand on one line share its number."""
        words: list[str] = []
        for mark, some in groupby(((self.mark(p), value) for p, value in values), key=lambda one: one[0]):
            shown = [row for _, value in some for row in _rows("", value, "") if row]
            if shown and bold and not words:
                shown[0] = f"*{shown[0]}*"
            words += [*shown[:-1], f"{shown[-1]}{mark}"] if shown else []
        row = label
        for number, word in enumerate(words):
            if len(row) + len(glue) + len(word) > BLOCK_LENGTH:
                yield row
                row = word
            else:
                row += f"{glue}{word}" if number else word
        if words:
            yield row

    def times(self, pointer: str, entry: Json) -> str:
        """Dates as they are written, then what they come to."""
        for key in ("date", "releaseDate"):
            if entry.get(key) and not entry.get("startDate"):
                return self.date(f"{pointer}/{key}", str(entry[key]))
        start, end = entry.get("startDate"), entry.get("endDate")
        if not start:
            return self.date(f"{pointer}/endDate", str(end))
        doubted = any(one.pointer.startswith(pointer) and "date" in one.text for one in self.resume.doubts)
        until = self.date(f"{pointer}/endDate", str(end)) if end else "?" if doubted else "present"
        told = f"{self.date(f'{pointer}/startDate', str(start))} – {until}"
        months = None if until == "?" else month_range(start, end, self.resume.read_on)
        if start and end and str(end)[: len(start)] < str(start)[: len(end)]:
            return f"{told} · ⚠ ends before it starts"
        return f"{told} · {lasting(months[1] - months[0])}" if months else told

    def date(self, pointer: str, value: str) -> str:
        """`March 2019 (l.7)`"""
        spans = self.resume.spans.get(pointer, ())
        line = self.resume.document.by_number.get(spans[0].line) if spans else None
        written = line.text[spans[0].start : spans[0].end] if line else ""
        return f"{text.inert(written, 40) or value}{self.mark(pointer)}"

    def mark(self, pointer: str) -> str:
        """` (l.14)`, ` (l.14–15 🖼)`, ` (said by you)`."""
        if pointer in self.resume.attested:
            return " (said by you)"
        spans = self.resume.spans.get(pointer, ())
        if not spans:
            return ""
        lines: Mapping[int, Line] = self.resume.document.by_number
        first, last = spans[0].line, spans[-1].line
        picture = " 🖼" if any(s.line in lines and lines[s.line].recognised for s in spans) else ""
        return f" (l.{first}{picture})" if first == last else f" (l.{first}–{last}{picture})"


def _rows(before: str, words: str, after: str) -> Iterator[str]:
    """Somebody's words, inert and whole, in as many rows as it takes."""
    chunks = [words[at : at + ROW_LENGTH] for at in range(0, len(words), ROW_LENGTH)] or [""]
    for number, chunk in enumerate(chunks):
        shown = text.inert(chunk, ROW_LENGTH)
        yield f"{before if number == 0 else ''}{shown}{after if number == len(chunks) - 1 else ''}"


def _packed(rows: Iterable[str]) -> Iterator[str]:
    """As many rows together as one block takes."""
    block = ""
    for row in rows:
        if block and len(block) + len(row) + 1 > BLOCK_LENGTH:
            yield block
            block = ""
        block += f"\n{row}" if block else row
    if block.strip():
        yield block
