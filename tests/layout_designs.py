"""The layouts of the corpus: two columns and more, then one column."""

from collections.abc import Callable, Sequence

from layout_draft import BLUE, GREY, ICONS, Draft, Entry, icon_font, vera
from printer import BLACK, PAGE, WHITE, Text
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

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


def deed(n: int) -> str:
    """Another sentence for each n below 2,652."""
    return f"{_VERBS[n % 12]} {_THINGS[n % 17]} {_ENDS[n % 13]}"


def entries(count: int, deeds: int = 3, seed: int = 0) -> list[Entry]:
    return [
        Entry(
            _TITLES[(seed + n) % 6],
            _FIRMS[(2 * seed + n) % 6],
            f"{2021 - 3 * n} – {2024 - 3 * n}" if n else "2021 – today",
            tuple(deed(31 * seed + deeds * n + k) for k in range(deeds)),
        )
        for n in range(count)
    ]


# ---------------------------------------------------------------- two columns and more


def write_name(draft: Draft, x: float = 45, y: float = 52, *, color: Color = BLACK) -> None:
    draft.region()
    draft.line(x, y, "Mina Okafor-Lindqvist", size=22, bold=True, color=color)
    draft.line(x, y + 18, "Engineer of quiet systems", size=11, color=color)


def write_side(draft: Draft, x: float, y: float, width: float, *, color: Color = BLACK) -> float:
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


def _main(draft: Draft, x: float, y: float, width: float, *, jobs: int = 3, dates: bool = True) -> float:
    y = draft.heading(x, y, "Work experience")
    for entry in entries(jobs):
        y = draft.entry(x, y, entry, width, dates=dates)
    y = draft.heading(x, y, "Education")
    draft.line(x, y, "University of Ibadan, Computer Science", bold=True)
    draft.line(x, y + 1.35 * draft.size, "Bachelor of Science with a thesis on tides")
    return y + 3 * draft.size


def _left_sidebar() -> Draft:
    draft = Draft()
    write_name(draft)
    draft.columns(
        lambda: nothing(write_side(draft, 45, 110, 125)), lambda: nothing(_main(draft, 200, 110, 350))
    )
    return draft


def nothing(_: float) -> None:
    """Where a column ends is of no use beside it."""


def _right_sidebar() -> Draft:
    draft = Draft("Times-Roman", 10)
    write_name(draft)
    draft.columns(
        lambda: nothing(_main(draft, 45, 112, 345)), lambda: nothing(write_side(draft, 420, 106, 135))
    )
    return draft


def _sidebar_and_dates_in_the_margin() -> Draft:
    """The main column has a margin of its own, in which the years stand."""
    draft = Draft(size=9)
    write_name(draft)

    def jobs() -> None:
        y = draft.heading(180, 110, "Work experience")
        for entry in entries(4, 2):
            draft.line(180, y, entry.years, color=GREY)
            draft.line(248, y, f"{entry.title}, {entry.firm}", bold=True)
            y += 1.4 * draft.size
            for deed in entry.deeds:
                y = draft.paragraph(248, y, deed, 300)
            y += draft.size

    draft.columns(lambda: nothing(write_side(draft, 45, 110, 105)), jobs)
    return draft


def _band_across() -> Draft:
    draft = Draft()

    def ground(canvas: Canvas) -> None:
        canvas.setFillColor(BLUE)
        canvas.rect(0, PAGE[1] - 96, PAGE[0], 96, stroke=0, fill=1)

    draft.ground = ground
    write_name(draft, color=WHITE)
    draft.line(45, 87, "mina@okafor.example  |  +44 20 7946 0018  |  Lagos, Nigeria", color=WHITE)
    draft.columns(
        lambda: nothing(_main(draft, 45, 124, 330)),
        lambda: nothing(
            draft.items(405, draft.heading(405, 124, "Tools"), _SKILLS[:14], step=1.6)
            + draft.paragraph(405, 400, "Likes tidal pools and second hand bicycles a great deal", 150)
        ),
    )
    return draft


def _unequal_starts() -> Draft:
    """The side column begins beside the name, far above the main one, and ends half way down."""
    draft = Draft("Times-Roman", 10)
    write_name(draft, 220, 60)
    draft.columns(
        lambda: nothing(write_side(draft, 40, 130, 140)), lambda: nothing(_main(draft, 220, 176, 335))
    )
    return draft


def _three_columns() -> Draft:
    draft = Draft(size=9)
    write_name(draft)
    draft.columns(
        lambda: nothing(write_side(draft, 40, 110, 105)),
        lambda: nothing(_main(draft, 165, 110, 240, jobs=3, dates=False)),
        lambda: nothing(
            draft.paragraph(
                430, draft.heading(430, 110, "Voices"), " ".join(deed(n) + "." for n in range(40, 50)), 130
            )
        ),
    )
    return draft


def _chips() -> Draft:
    """Skills as rows of chips beside the jobs."""
    draft = Draft(size=9)
    write_name(draft)

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

    draft.columns(lambda: nothing(_main(draft, 45, 110, 325)), side)
    return draft


def _award_table() -> Draft:
    """Two columns, and under both a table that is read row by row."""
    draft = Draft(size=9)
    write_name(draft)
    draft.columns(
        lambda: nothing(write_side(draft, 45, 110, 110)), lambda: nothing(_main(draft, 190, 110, 360, jobs=2))
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


def _centred_sidebar() -> Draft:
    draft = Draft("Times-Roman", 10)
    write_name(draft, 220)

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

    draft.columns(side, lambda: nothing(_main(draft, 220, 110, 335)))
    return draft


def _white_on_color() -> Draft:
    draft = Draft()

    def ground(canvas: Canvas) -> None:
        canvas.setFillColor(BLUE)
        canvas.rect(0, 0, 190, PAGE[1], stroke=0, fill=1)

    draft.ground = ground

    def main() -> None:
        draft.line(215, 52, "Mina Okafor-Lindqvist", size=22, bold=True)
        draft.line(215, 70, "Engineer of quiet systems", size=11)
        _main(draft, 215, 110, 340)

    draft.columns(lambda: nothing(write_side(draft, 28, 60, 140, color=WHITE)), main)
    return draft


def _equal_columns() -> Draft:
    """Small type, a narrow gutter, both sides on one grid."""
    draft = Draft("Times-Roman", 9)
    write_name(draft)

    def column(x: float, title: str, seed: int) -> None:
        y = draft.heading(x, 110, title)
        for entry in entries(4, 4, seed):
            y = draft.entry(x, y, entry, 245)

    draft.columns(lambda: column(45, "In industry", 1), lambda: column(304, "At universities", 2))
    return draft


def _flush_right_sidebar() -> Draft:
    """A left sidebar whose lines end at the gutter."""
    draft = Draft(vera(), 8.5)
    write_name(draft, 200)

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

    draft.columns(side, lambda: nothing(_main(draft, 200, 110, 350)))
    return draft


def _two_pages() -> Draft:
    """A sidebar on both pages; the main column goes on over the break."""
    draft = Draft()
    write_name(draft)
    jobs_done = entries(6, 4)

    def jobs(y: float, some: Sequence[Entry]) -> None:
        for entry in some:
            y = draft.entry(200, y, entry, 350)

    draft.columns(lambda: nothing(write_side(draft, 45, 110, 125)), lambda: jobs(110, jobs_done[:4]))
    draft.pages.append([])
    voluntary = ("Tide gauge watch", "Bicycle kitchen", "Reading hour", "School council", "Night shelter")
    draft.columns(
        lambda: nothing(draft.items(45, draft.heading(45, 60, "Volunteering"), voluntary)),
        lambda: jobs(60, jobs_done[4:]),
    )
    return draft


# ---------------------------------------------------------------- one column


def _single(draft: Draft, y: float = 110, *, jobs: int = 3, width: float = 500) -> None:
    write_name(draft)
    _main(draft, 45, y, width, jobs=jobs)


def _right_hand_dates() -> Draft:
    draft = Draft("Times-Roman", 10.5)
    _single(draft)
    return draft


def _rail(draft: Draft, x: float, sections: Sequence[tuple[str, Sequence[Entry]]]) -> None:
    """Section titles in the left margin, in the row of the first line beside them."""
    y = 110.0
    for title, entries in sections:
        for place, piece in enumerate(title.split("\n")):
            draft.line(45, y + place * 1.35 * draft.size, piece, bold=True)
        for entry in entries:
            y = draft.entry(x, y, entry, 550 - x)
        y += draft.size


def _rail_of_headings() -> Draft:
    draft = Draft()
    write_name(draft)
    draft.region()
    jobs_done = entries(6, 2)
    _rail(
        draft,
        160,
        (("EXPERIENCE", jobs_done[:3]), ("VOLUNTEERING", jobs_done[3:5]), ("EDUCATION", jobs_done[5:])),
    )
    return draft


def _rail_of_loose_headings() -> Draft:
    """As before, but the titles are larger, stand a little lower than the rows beside them, and some take two lines."""
    draft = Draft("Times-Roman", 10)
    write_name(draft)
    draft.region()
    y = 110.0
    jobs_done = entries(6, 3)
    for title, some in (
        (("Professional", "experience"), jobs_done[:2]),
        (("Unpaid", "work"), jobs_done[2:4]),
        (("Education",), jobs_done[4:]),
    ):
        for place, piece in enumerate(title):
            draft.line(45, y + 3 + place * 15, piece, size=13, color=BLUE)
        for entry in some:
            y = draft.entry(170, y, entry, 380)
        y += 8
    return draft


def _dates_in_the_left_margin() -> Draft:
    draft = Draft()
    write_name(draft)
    draft.region()
    y = draft.heading(45, 110, "Work experience")
    for entry in entries(5, 3):
        draft.line(45, y, entry.years, color=GREY)
        draft.line(130, y, f"{entry.title}, {entry.firm}", bold=True)
        y += 1.4 * draft.size
        for deed in entry.deeds:
            y = draft.paragraph(130, y, deed, 420, mark="•")
        y += draft.size
    return draft


def _over_the_page_end() -> Draft:
    draft = Draft(size=10)
    write_name(draft)
    first, second = entries(2, 20)
    y = draft.heading(45, 110, "Work experience")
    for entry in (first, second):
        draft.line(45, y, entry.title, bold=True)
        draft.right(550, y, entry.years)
        draft.line(45, y + 14, entry.firm, color=GREY)
        y += 28
        for deed in entry.deeds:
            if y > PAGE[1] - 60:
                draft.pages.append([])
                y = 60.0
            y = draft.paragraph(45, y, deed, 240, mark="•")
        y += 10
    return draft


def _hyphenated() -> Draft:
    """Narrow lines whose last words are broken."""
    draft = Draft("Times-Roman", 11)
    write_name(draft)
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


def _icons_before_contacts() -> Draft:
    draft = Draft(vera(), 9)
    write_name(draft)
    icons = icon_font()
    x = 45.0
    for icon, text in (
        ("phone", "+44 20 7946 0018"),
        ("mail", "mina@okafor.example"),
        ("place", "Lagos, Nigeria"),
        ("github", "github.com/mina-okafor"),
    ):
        draft.pages[-1].append(Text(x, 90, chr(ICONS[icon]), 9, icons))
        draft.line(x + 11, 90, text)
        x += stringWidth(text, draft.font, 9) + 22
    _main(draft, 45, 124, 500)
    return draft


def _turned() -> Draft:
    draft = Draft(turned=True)
    _single(draft)
    return draft


def _letter_by_letter() -> Draft:
    draft = Draft("Times-Roman", 10.5, by_letter=True)
    _single(draft, jobs=2)
    return draft


def _typewriter() -> Draft:
    draft = Draft("Courier", 9)
    _single(draft)
    return draft


LAYOUTS: tuple[Callable[[], Draft], ...] = (
    _left_sidebar, _right_sidebar, _sidebar_and_dates_in_the_margin, _band_across, _unequal_starts, _three_columns, _chips,
    _award_table, _centred_sidebar, _white_on_color, _equal_columns, _flush_right_sidebar, _two_pages,
    _right_hand_dates, _rail_of_headings, _rail_of_loose_headings, _dates_in_the_left_margin, _over_the_page_end, _hyphenated,
    _icons_before_contacts, _turned, _letter_by_letter, _typewriter,
)  # fmt: skip
