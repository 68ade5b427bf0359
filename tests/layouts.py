"""Resumes in many layouts, made by code, with what a person would read: a corpus for readers, ours and others'.

Every sheet comes *as drawn* (line by line, column after column, as browsers and LaTeX do), and redrawn word by word with
the same geometry: in rows from the top, or in a random order that is the same in each run. A reader that goes by
places reads all three alike.
"""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import pairwise, permutations, product
from typing import Literal

from printer import BLACK, PAGE, WHITE, Text
from reportlab.lib.colors import Color
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.text import squash

Redrawn = Literal["as drawn", "rows", "random"]

_FEWEST_LETTERS = 6
_BLUE, _GREY = Color(0.13, 0.24, 0.42), Color(0.45, 0.45, 0.45)
_ICONS = {"phone": 0xF095, "mail": 0xF0E0, "place": 0xF3C5, "github": 0xF09B, "linkedin": 0xF08C}
"""Codes of Font Awesome 5."""


@dataclass(frozen=True)
class Sheet:
    """A document and its truth.

    Attributes:
        columns: how many regions stand side by side at most; 1 for rows with cells.
        regions: texts that stand once in the document, in the order they are read, by region.
        beside: places in `regions` of those that stand side by side: any order of them is right.
        text: everything on it, for counting words.
    """

    name: str
    pdf: bytes = field(repr=False)
    columns: int
    regions: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[int, ...], ...]
    text: str = field(repr=False)


@dataclass(frozen=True)
class Misread:
    """What a reader got wrong; all zero is right.

    Attributes:
        broken: texts that are not found as contiguous letters.
        moved: found texts less the longest run of them in the right order.
        switches: jumps between regions beyond the needed ones.
    """

    broken: int
    moved: int
    switches: int

    def __add__(self, other: "Misread") -> "Misread":
        return Misread(self.broken + other.broken, self.moved + other.moved, self.switches + other.switches)


def misread(text: str, sheet: Sheet) -> Misread:
    """How `text` differs from what the sheet says, blanks, hyphens and case aside."""
    letters = squash(text)
    places = [[letters.find(squash(unit)) for unit in region] for region in sheet.regions]
    found = sorted((at, region) for region, spots in enumerate(places) for at in spots if at >= 0)
    jumps = sum(a[1] != b[1] for a, b in pairwise(found))
    return Misread(
        broken=sum(at < 0 for spots in places for at in spots),
        moved=len(found) - max(_longest_run([places[n] for n in order]) for order in _orders(sheet)),
        switches=max(0, jumps - len({region for _, region in found}) + 1),
    )


def word_f1(text: str, sheet: Sheet) -> float:
    """Harmonic mean of recall and precision of the words, 0 to 1; the order does not count."""
    found, wanted = Counter(text.split()), Counter(sheet.text.split())
    both = (found & wanted).total()
    return 2 * both / max(1, found.total() + wanted.total())


def _orders(sheet: Sheet) -> Iterator[list[int]]:
    """The right orders of the regions: those side by side in any order, all others as they are."""
    for chosen in product(*(permutations(group) for group in sheet.beside)):
        order = list(range(len(sheet.regions)))
        for group, swapped in zip(sheet.beside, chosen, strict=True):
            for place, region in zip(group, swapped, strict=True):
                order[place] = region
        yield order


def _longest_run(places: Sequence[Sequence[int]]) -> int:
    """Length of the longest increasing run, by patience sorting."""
    ends: list[int] = []
    for at in (at for spots in places for at in spots if at >= 0):
        place = bisect_left(ends, at)
        ends[place : place + 1] = [at]
    return len(ends)


# ---------------------------------------------------------------- what is written

_VERBS = (
    "Rebuilt", "Led", "Automated", "Measured", "Documented", "Migrated", "Designed", "Halved", "Taught", "Replaced", "Audited", "Shipped",
)  # fmt: skip
_THINGS = (
    "the billing ledger", "a fleet of sensors", "nightly exports", "the harbour schedule", "customer search", "release notes",
    "the claims queue", "two reporting tools", "onboarding for drivers", "the parcel labels", "a map of depots", "payroll checks",
    "the greenhouse pumps", "seating plans", "lab results", "the stock count", "a rota for nurses",
)  # fmt: skip
_ENDS = (
    "so that month end takes one day", "for ninety branches in four countries", "with a team of six", "without an hour of downtime",
    "and cut its cost by a third", "in Python and PostgreSQL", "until nobody asked any more", "for the whole of the north",
    "which the auditors now cite", "before the old contract ended", "and wrote the guide others follow", "on three small machines",
    "with the people who use it",
)  # fmt: skip
_TITLES = (
    "Platform Engineer",
    "Data Analyst",
    "Operations Lead",
    "Software Developer",
    "Site Manager",
    "Research Assistant",
)
_FIRMS = (
    "Blue Heron Freight",
    "Finch & Daughters",
    "Wren Clinics",
    "Kestrel Maps",
    "Avocet Foods",
    "Plover Energy",
)
_SKILLS = (
    "Python", "Terraform", "PostgreSQL", "Kafka", "Grafana", "Welding", "Forecasting", "Figma", "Kubernetes", "Negotiation",
    "Copywriting", "Ansible", "Redis", "Statistics", "Spreadsheets", "First aid",
)  # fmt: skip


def _deed(n: int) -> str:
    """Another sentence for each n below 2,652."""
    return f"{_VERBS[n % 12]} {_THINGS[n % 17]} {_ENDS[n % 13]}"


@dataclass(frozen=True)
class _Entry:
    title: str
    firm: str
    years: str
    deeds: tuple[str, ...]


def _entries(count: int, deeds: int = 3, seed: int = 0) -> list[_Entry]:
    return [
        _Entry(
            _TITLES[(seed + n) % 6],
            _FIRMS[(2 * seed + n) % 6],
            f"{2021 - 3 * n} – {2024 - 3 * n}" if n else "2021 – today",
            tuple(_deed(31 * seed + deeds * n + k) for k in range(deeds)),
        )
        for n in range(count)
    ]


# ---------------------------------------------------------------- how it is set


@dataclass
class _Draft:
    """A document while it is written. `region` opens the next one; lengths are points, y runs down."""

    font: str = "Helvetica"
    size: float = 9.5
    pages: list[list[Text]] = field(default_factory=lambda: [[]])
    regions: list[list[str]] = field(default_factory=list)
    beside: list[tuple[int, ...]] = field(default_factory=list)
    ground: Callable[[Canvas], None] | None = None
    turned: bool = False
    by_letter: bool = False

    def region(self) -> None:
        self.regions.append([])

    def columns(self, *writers: Callable[[], None]) -> None:
        """Regions side by side."""
        first = len(self.regions)
        for write in writers:
            self.region()
            write()
        self.beside.append(tuple(range(first, len(self.regions))))

    def line(
        self, x: float, y: float, text: str, *, size: float = 0, bold: bool = False, color: Color = BLACK
    ) -> None:
        font = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}.get(self.font)
        self.pages[-1].append(
            Text(x, y, text, size or self.size, font if bold and font else self.font, color)
        )
        self.regions[-1].append(text)

    def right(self, x1: float, y: float, text: str, *, size: float = 0, color: Color = BLACK) -> None:
        self.line(x1 - stringWidth(text, self.font, size or self.size), y, text, size=size, color=color)

    def centred(self, x: float, y: float, text: str, *, size: float = 0, color: Color = BLACK) -> None:
        self.line(x - stringWidth(text, self.font, size or self.size) / 2, y, text, size=size, color=color)

    def paragraph(
        self, x: float, y: float, text: str, width: float, *, mark: str = "", color: Color = BLACK
    ) -> float:
        """Wrapped text; where the next line would stand."""
        inset = stringWidth(mark + " ", self.font, self.size) if mark else 0.0
        for place, piece in enumerate(simpleSplit(text, self.font, self.size, width - inset)):
            if mark and place == 0:
                self.line(x, y, f"{mark} {piece}", color=color)
            else:
                self.line(x + inset, y, piece, color=color)
            y += 1.35 * self.size
        return y

    def heading(self, x: float, y: float, text: str, *, color: Color = BLACK) -> float:
        self.line(x, y, text, size=1.25 * self.size, bold=True, color=color)
        return y + 1.9 * self.size

    def entry(self, x: float, y: float, entry: _Entry, width: float, *, dates: bool = True) -> float:
        """Title with its years at the right, employer, bullets."""
        self.line(x, y, entry.title, bold=True)
        if dates:
            self.right(x + width, y, entry.years)
        self.line(x, y + 1.4 * self.size, entry.firm, color=_GREY)
        y += 2.8 * self.size
        for deed in entry.deeds:
            y = self.paragraph(x, y, deed, width, mark="•")
        return y + self.size

    def items(self, x: float, y: float, texts: Sequence[str], *, step: float = 1.35) -> float:
        for text in texts:
            self.line(x, y, text)
            y += step * self.size
        return y + self.size

    def sheet(self, name: str, redrawn: Redrawn) -> Sheet:
        text = "\n".join(unit for region in self.regions for unit in region)
        letters = squash(text)
        units = tuple(
            tuple(
                unit
                for unit in region
                if len(squash(unit)) >= _FEWEST_LETTERS and letters.count(squash(unit)) == 1
            )
            for region in self.regions
        )
        return Sheet(
            name,
            self._pdf(name, redrawn),
            columns=max((len(group) for group in self.beside), default=1),
            regions=units,
            beside=tuple(self.beside),
            text="".join(letter for letter in text if not "\ue000" <= letter <= "\uf8ff"),
        )

    def _pdf(self, name: str, redrawn: Redrawn) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=PAGE[::-1] if self.turned else PAGE, invariant=1)
        for page in self.pages:
            if self.turned:
                canvas.setPageRotation(90)
            if self.ground:
                self.ground(canvas)
            for text in self._ordered(page, name, redrawn):
                self._draw(canvas, text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _ordered(self, page: list[Text], name: str, redrawn: Redrawn) -> list[Text]:
        if redrawn == "as drawn":
            return [piece for text in page for piece in _pieces(text, "")] if self.by_letter else page
        words = [piece for text in page for piece in _pieces(text, " ")]
        if redrawn == "rows":
            return sorted(words, key=lambda word: (round(word.y), word.x))
        random.Random(name).shuffle(words)
        return words

    def _draw(self, canvas: Canvas, text: Text) -> None:
        canvas.setFillColor(text.color)
        canvas.setFont(text.font, text.size)
        if self.turned:
            canvas.saveState()
            canvas.translate(text.y, text.x)
            canvas.rotate(90)
            canvas.drawString(0, 0, text.text)
            canvas.restoreState()
        else:
            canvas.drawString(text.x, PAGE[1] - text.y, text.text)


def _pieces(line: Text, between: str) -> Iterator[Text]:
    """Its words, or with nothing between them its letters, each at its place; blanks are not drawn."""
    x = line.x
    for piece in line.text.split(between) if between else line.text:
        if piece.strip():
            yield Text(x, line.y, piece, line.size, line.font, line.color)
        x += stringWidth(piece + between, line.font, line.size)


@cache
def _vera() -> str:
    """Bitstream Vera, which comes with reportlab and is put into the file as TrueType."""
    for name in ("Vera", "VeraBd"):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, f"{name}.ttf"))
    return "Vera"


@cache
def icon_font(name: str = "FontAwesome5Free-Solid") -> str:
    """A font of this name whose only glyphs stand at private codes, as fonts of icons have it."""
    font = TTFont(name, "Vera.ttf")
    for code, shape in zip(_ICONS.values(), "@#%&$", strict=True):
        font.face.charToGlyph[code] = font.face.charToGlyph[ord(shape)]
        font.face.charWidths[code] = font.face.charWidths[ord(shape)]
    font.face.name = name.encode()
    registerFont(font)
    return name


# ---------------------------------------------------------------- two columns and more


def _name(draft: _Draft, x: float = 45, y: float = 52, *, color: Color = BLACK) -> None:
    draft.region()
    draft.line(x, y, "Mina Okafor-Lindqvist", size=22, bold=True, color=color)
    draft.line(x, y + 18, "Engineer of quiet systems", size=11, color=color)


def _side(draft: _Draft, x: float, y: float, width: float, *, color: Color = BLACK) -> float:
    """Contact, skills, languages and a few words, as they stand in a sidebar."""
    y = draft.heading(x, y, "Contact", color=color)
    for text in ("mina@okafor.example", "+44 20 7946 0018", "Lagos, Nigeria"):
        draft.line(x, y, text, color=color)
        y += 1.35 * draft.size
    y = draft.heading(x, y + draft.size, "Skills", color=color)
    for text in _SKILLS[:9]:
        draft.line(x, y, text, color=color)
        y += 1.45 * draft.size
    y = draft.heading(x, y + draft.size, "Languages", color=color)
    for text in ("Igbo, mother tongue", "English, fluent", "Portuguese, good"):
        draft.line(x, y, text, color=color)
        y += 1.35 * draft.size
    y = draft.heading(x, y + draft.size, "Interests", color=color)
    return draft.paragraph(
        x, y, "Tidal pools, second hand bicycles and reading aloud to anybody who stays", width, color=color
    )


def _main(draft: _Draft, x: float, y: float, width: float, *, jobs: int = 3, dates: bool = True) -> float:
    y = draft.heading(x, y, "Work experience")
    for entry in _entries(jobs):
        y = draft.entry(x, y, entry, width, dates=dates)
    y = draft.heading(x, y, "Education")
    draft.line(x, y, "University of Ibadan, Computer Science", bold=True)
    draft.line(x, y + 1.35 * draft.size, "Bachelor of Science with a thesis on tides")
    return y + 3 * draft.size


def _left_sidebar() -> _Draft:
    draft = _Draft()
    _name(draft)
    draft.columns(lambda: _none(_side(draft, 45, 110, 125)), lambda: _none(_main(draft, 200, 110, 350)))
    return draft


def _none(_: float) -> None:
    """Where a column ends is of no use beside it."""


def _right_sidebar() -> _Draft:
    draft = _Draft("Times-Roman", 10)
    _name(draft)
    draft.columns(lambda: _none(_main(draft, 45, 112, 345)), lambda: _none(_side(draft, 420, 106, 135)))
    return draft


def _sidebar_and_dates_in_the_margin() -> _Draft:
    """The main column has a margin of its own, in which the years stand."""
    draft = _Draft(size=9)
    _name(draft)

    def jobs() -> None:
        y = draft.heading(180, 110, "Work experience")
        for entry in _entries(4, 2):
            draft.line(180, y, entry.years, color=_GREY)
            draft.line(248, y, f"{entry.title}, {entry.firm}", bold=True)
            y += 1.4 * draft.size
            for deed in entry.deeds:
                y = draft.paragraph(248, y, deed, 300)
            y += draft.size

    draft.columns(lambda: _none(_side(draft, 45, 110, 105)), jobs)
    return draft


def _band_across() -> _Draft:
    draft = _Draft()

    def ground(canvas: Canvas) -> None:
        canvas.setFillColor(_BLUE)
        canvas.rect(0, PAGE[1] - 96, PAGE[0], 96, stroke=0, fill=1)

    draft.ground = ground
    _name(draft, color=WHITE)
    draft.line(45, 87, "mina@okafor.example  |  +44 20 7946 0018  |  Lagos, Nigeria", color=WHITE)
    draft.columns(
        lambda: _none(_main(draft, 45, 124, 330)),
        lambda: _none(
            draft.items(405, draft.heading(405, 124, "Tools"), _SKILLS[:14], step=1.6)
            + draft.paragraph(405, 400, "Likes tidal pools and second hand bicycles a great deal", 150)
        ),
    )
    return draft


def _unequal_starts() -> _Draft:
    """The side column begins beside the name, far above the main one, and ends half way down."""
    draft = _Draft("Times-Roman", 10)
    _name(draft, 220, 60)
    draft.columns(lambda: _none(_side(draft, 40, 130, 140)), lambda: _none(_main(draft, 220, 176, 335)))
    return draft


def _three_columns() -> _Draft:
    draft = _Draft(size=9)
    _name(draft)
    draft.columns(
        lambda: _none(_side(draft, 40, 110, 105)),
        lambda: _none(_main(draft, 165, 110, 240, jobs=3, dates=False)),
        lambda: _none(
            draft.paragraph(
                430, draft.heading(430, 110, "Voices"), " ".join(_deed(n) + "." for n in range(40, 50)), 130
            )
        ),
    )
    return draft


def _chips() -> _Draft:
    """Skills as rows of chips beside the jobs."""
    draft = _Draft(size=9)
    _name(draft)

    def side() -> None:
        y = draft.heading(400, 110, "Skills")
        for row in (_SKILLS[0:3], _SKILLS[3:6], _SKILLS[6:8], _SKILLS[8:10], _SKILLS[10:13], _SKILLS[13:16]):
            x = 400.0
            for chip in row:
                draft.line(x + 4, y, chip, size=8)
                x += stringWidth(chip, draft.font, 8) + 14
            y += 19
        y = draft.heading(400, y + 8, "Strengths")
        for text in (
            "Listens before she builds anything",
            "Stays calm when pagers ring",
            "Writes what others can read",
        ):
            y = draft.paragraph(400, y, text, 150) + 6

    draft.columns(lambda: _none(_main(draft, 45, 110, 325)), side)
    return draft


def _award_table() -> _Draft:
    """Two columns, and under both a table that is read row by row."""
    draft = _Draft(size=9)
    _name(draft)
    draft.columns(
        lambda: _none(_side(draft, 45, 110, 110)), lambda: _none(_main(draft, 190, 110, 360, jobs=2))
    )
    draft.region()
    y = draft.heading(45, 560, "Awards and prizes, by year")
    rows = (
        ("2023", "Harbour Prize for careful rebuilding", "City of Lagos", "first of forty"),
        ("2021", "Best talk on ledgers that balance", "Ledger Days", "chosen by the audience"),
        ("2019", "Young Engineer of the western ports", "Port Union", "with two colleagues"),
        ("2016", "Scholarship for tidal research", "Ibadan Fund", "full fees paid"),
    )
    for row in rows:
        for x, cell in zip((45, 95, 300, 420), row, strict=True):
            draft.line(x, y, cell)
        y += 15
    return draft


def _centred_sidebar() -> _Draft:
    draft = _Draft("Times-Roman", 10)
    _name(draft, 220)

    def side() -> None:
        y = 110.0
        for title, items in (
            ("Contact", ("mina@okafor.example", "+44 20 7946 0018", "Lagos")),
            ("Skills", _SKILLS[:8]),
            ("Languages", ("Igbo", "English", "Portuguese, good")),
        ):
            draft.centred(110, y, title, size=12)
            y += 18
            for item in items:
                draft.centred(110, y, item)
                y += 14
            y += 10

    draft.columns(side, lambda: _none(_main(draft, 220, 110, 335)))
    return draft


def _white_on_color() -> _Draft:
    draft = _Draft()

    def ground(canvas: Canvas) -> None:
        canvas.setFillColor(_BLUE)
        canvas.rect(0, 0, 190, PAGE[1], stroke=0, fill=1)

    draft.ground = ground

    def main() -> None:
        draft.line(215, 52, "Mina Okafor-Lindqvist", size=22, bold=True)
        draft.line(215, 70, "Engineer of quiet systems", size=11)
        _main(draft, 215, 110, 340)

    draft.columns(lambda: _none(_side(draft, 28, 60, 140, color=WHITE)), main)
    return draft


def _equal_columns() -> _Draft:
    """Small type, a narrow gutter, both sides on one grid."""
    draft = _Draft("Times-Roman", 9)
    _name(draft)

    def column(x: float, title: str, seed: int) -> None:
        y = draft.heading(x, 110, title)
        for entry in _entries(4, 4, seed):
            y = draft.entry(x, y, entry, 245)

    draft.columns(lambda: column(45, "In industry", 1), lambda: column(304, "At universities", 2))
    return draft


def _flush_right_sidebar() -> _Draft:
    """A left sidebar whose lines end at the gutter."""
    draft = _Draft(_vera(), 8.5)
    _name(draft, 200)

    def side() -> None:
        y = 110.0
        for title, items in (
            ("Contact", ("mina@okafor.example", "+44 20 7946 0018", "Lagos, Nigeria")),
            ("Skills", _SKILLS[:10]),
            ("Languages", ("Igbo, mother tongue", "English, fluent")),
        ):
            draft.right(170, y, title, size=11)
            y += 18
            for item in items:
                draft.right(170, y, item)
                y += 13
            y += 12

    draft.columns(side, lambda: _none(_main(draft, 200, 110, 350)))
    return draft


def _two_pages() -> _Draft:
    """A sidebar on both pages; the main column goes on over the break."""
    draft = _Draft()
    _name(draft)
    entries = _entries(6, 4)

    def jobs(y: float, some: Sequence[_Entry]) -> None:
        for entry in some:
            y = draft.entry(200, y, entry, 350)

    draft.columns(lambda: _none(_side(draft, 45, 110, 125)), lambda: jobs(110, entries[:4]))
    draft.pages.append([])
    voluntary = ("Tide gauge watch", "Bicycle kitchen", "Reading hour", "School council", "Night shelter")
    draft.columns(
        lambda: _none(draft.items(45, draft.heading(45, 60, "Volunteering"), voluntary)),
        lambda: jobs(60, entries[4:]),
    )
    return draft


# ---------------------------------------------------------------- one column


def _single(draft: _Draft, y: float = 110, *, jobs: int = 3, width: float = 500) -> None:
    _name(draft)
    _main(draft, 45, y, width, jobs=jobs)


def _right_hand_dates() -> _Draft:
    draft = _Draft("Times-Roman", 10.5)
    _single(draft)
    return draft


def _rail(draft: _Draft, x: float, sections: Sequence[tuple[str, Sequence[_Entry]]]) -> None:
    """Section titles in the left margin, in the row of the first line beside them."""
    y = 110.0
    for title, entries in sections:
        for place, piece in enumerate(title.split("\n")):
            draft.line(45, y + place * 1.35 * draft.size, piece, bold=True)
        for entry in entries:
            y = draft.entry(x, y, entry, 550 - x)
        y += draft.size


def _rail_of_headings() -> _Draft:
    draft = _Draft()
    _name(draft)
    draft.region()
    entries = _entries(6, 2)
    _rail(
        draft, 160, (("EXPERIENCE", entries[:3]), ("VOLUNTEERING", entries[3:5]), ("EDUCATION", entries[5:]))
    )
    return draft


def _rail_of_loose_headings() -> _Draft:
    """As before, but the titles are larger, stand a little lower than the rows beside them, and some take two lines."""
    draft = _Draft("Times-Roman", 10)
    _name(draft)
    draft.region()
    y = 110.0
    entries = _entries(6, 3)
    for title, some in (
        (("Professional", "experience"), entries[:2]),
        (("Unpaid", "work"), entries[2:4]),
        (("Education",), entries[4:]),
    ):
        for place, piece in enumerate(title):
            draft.line(45, y + 3 + place * 15, piece, size=13, color=_BLUE)
        for entry in some:
            y = draft.entry(170, y, entry, 380)
        y += 8
    return draft


def _dates_in_the_left_margin() -> _Draft:
    draft = _Draft()
    _name(draft)
    draft.region()
    y = draft.heading(45, 110, "Work experience")
    for entry in _entries(5, 3):
        draft.line(45, y, entry.years, color=_GREY)
        draft.line(130, y, f"{entry.title}, {entry.firm}", bold=True)
        y += 1.4 * draft.size
        for deed in entry.deeds:
            y = draft.paragraph(130, y, deed, 420, mark="•")
        y += draft.size
    return draft


def _over_the_page_end() -> _Draft:
    draft = _Draft(size=10)
    _name(draft)
    first, second = _entries(2, 20)
    y = draft.heading(45, 110, "Work experience")
    for entry in (first, second):
        draft.line(45, y, entry.title, bold=True)
        draft.right(550, y, entry.years)
        draft.line(45, y + 14, entry.firm, color=_GREY)
        y += 28
        for deed in entry.deeds:
            if y > PAGE[1] - 60:
                draft.pages.append([])
                y = 60.0
            y = draft.paragraph(45, y, deed, 240, mark="•")
        y += 10
    return draft


def _hyphenated() -> _Draft:
    """Narrow lines whose last words are broken."""
    draft = _Draft("Times-Roman", 11)
    _name(draft)
    draft.region()
    text = (
        "Maintains infra-|structure for ware-|houses and their con-|veyor belts, writes docu-|mentation for mecha-|nics, and "
        "knows the state-of-the-|art of lubri-|cation. Has trained appren-|tices in measure-|ment, safety and book-|keeping "
        "since the found-|ation of the plant."
    )
    for place, line in enumerate(text.split("|")):
        draft.line(45, 112 + 15 * place, line)
    draft.line(45, 330, "Education and further training", bold=True)
    draft.paragraph(45, 348, "Certified maintenance technician, School of Trades in Enugu", 480)
    return draft


def _icons_before_contacts() -> _Draft:
    draft = _Draft(_vera(), 9)
    _name(draft)
    icons = icon_font()
    x = 45.0
    for icon, text in (
        ("phone", "+44 20 7946 0018"),
        ("mail", "mina@okafor.example"),
        ("place", "Lagos, Nigeria"),
        ("github", "github.com/mina-okafor"),
    ):
        draft.pages[-1].append(Text(x, 90, chr(_ICONS[icon]), 9, icons))
        draft.line(x + 11, 90, text)
        x += stringWidth(text, draft.font, 9) + 22
    _main(draft, 45, 124, 500)
    return draft


def _turned() -> _Draft:
    draft = _Draft(turned=True)
    _single(draft)
    return draft


def _letter_by_letter() -> _Draft:
    draft = _Draft("Times-Roman", 10.5, by_letter=True)
    _single(draft, jobs=2)
    return draft


def _typewriter() -> _Draft:
    draft = _Draft("Courier", 9)
    _single(draft)
    return draft


_LAYOUTS: tuple[Callable[[], _Draft], ...] = (
    _left_sidebar, _right_sidebar, _sidebar_and_dates_in_the_margin, _band_across, _unequal_starts, _three_columns, _chips,
    _award_table, _centred_sidebar, _white_on_color, _equal_columns, _flush_right_sidebar, _two_pages,
    _right_hand_dates, _rail_of_headings, _rail_of_loose_headings, _dates_in_the_left_margin, _over_the_page_end, _hyphenated,
    _icons_before_contacts, _turned, _letter_by_letter, _typewriter,
)  # fmt: skip


def corpus(redrawn: Redrawn) -> list[Sheet]:
    """All layouts, each with the same texts at the same places, drawn in this order."""
    return [layout().sheet(layout.__name__.strip("_").replace("_", " "), redrawn) for layout in _LAYOUTS]
