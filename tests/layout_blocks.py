"""More layouts of the corpus: margins that hold titles and dates, and blocks beside one another."""

from collections.abc import Callable, Sequence

from layout_designs import deed, entries, nothing, write_name, write_side
from layout_draft import GREY, Draft, vera
from reportlab.pdfbase.pdfmetrics import stringWidth


def _smaller_dates() -> Draft:
    """Beside a sidebar: dates at the right margin, smaller than their titles and a little above their baselines."""
    draft = Draft(size=9)
    write_name(draft)

    def jobs() -> None:
        y = draft.heading(190, 110, "Work experience")
        for entry in entries(4, 2):
            draft.line(190, y, entry.title, size=11, bold=True)
            draft.right(550, y - 2.3, entry.years.replace("20", "09/20"), size=8)
            draft.line(190, y + 11, entry.firm)
            y += 24
            for text in entry.deeds:
                y = draft.paragraph(199, y, text, 330, mark="•")
            y += draft.size

    draft.columns(lambda: nothing(write_side(draft, 45, 110, 120)), jobs)
    return draft


def _rail_of_titles_and_dates() -> Draft:
    """The left margin holds section titles, level with the middle of short sections, and the years of entries."""
    draft = Draft("Times-Roman", 9)
    write_name(draft, 250)
    draft.region()
    y = 112.0
    for title, texts in (
        ("Contact", ("mina@okafor.example", "+44 20 7946 0018")),
        ("Spoken", ("Igbo, mother tongue", "English, fluent", "Portuguese, good")),
        ("About", ("Rebuilds what others gave up, and leaves it with a manual",)),
    ):
        draft.centred(115, y + 7 * (len(texts) - 1) + 1, title, size=13)
        y = draft.items(210, y, texts, step=1.6) + 24
    draft.centred(115, y, "Employment", size=13)
    y += 13
    for entry in entries(3, 3):
        draft.centred(115, y + 2, entry.years, size=7)
        draft.line(210, y, f"{entry.title} at {entry.firm}")
        y = draft.items(224, y + 12, entry.deeds, step=1.4) + 6
    draft.centred(115, y + 14, "Degrees", size=13)
    draft.centred(115, y + 28, "2009 – 2012", size=7)
    draft.line(210, y + 17, "University of Ibadan")
    draft.line(224, y + 28, "Bachelor of Science, with a thesis on tides")
    return draft


def _blocks_side_by_side() -> Draft:
    """Groups of skills beside one another, each with its level and its keywords, between sections of full width."""
    draft = Draft(size=10)
    write_name(draft)
    draft.region()
    y = draft.heading(45, 110, "SUMMARY")
    y = draft.paragraph(45, y, " ".join(deed(n) + "." for n in (70, 71, 72)), 500) + 12
    y = draft.heading(45, y, "SKILLS")
    groups = (
        ("Reporting", "Advanced there", ("Forecasting, Statistics,", "Spreadsheets, Audits")),
        ("Machines", "Beginner there", ("Terraform, Ansible",)),
        ("Speaking", "Quite experienced", ("Negotiation, Teaching,", "Podcasts")),
    )

    def block(x: float, title: str, level: str, words: Sequence[str]) -> None:
        draft.line(x, y, title, bold=True)
        draft.line(x, y + 15, level, color=GREY)
        draft.items(x, y + 28, words, step=1.3)

    draft.columns(
        *(
            lambda x=x, group=group: block(x, *group)
            for x, group in zip((45.0, 220.0, 395.0), groups, strict=True)
        )
    )
    draft.region()
    y = draft.heading(45, y + 66, "WORK EXPERIENCE")
    for entry in entries(3, 3):
        y = draft.entry(45, y, entry, 505)
    return draft


def _chips_under_their_groups() -> Draft:
    """Two groups of chips beside one another, then a third below; titles of sections in the left margin."""
    draft = Draft(vera(), 9)
    write_name(draft, 160)
    draft.region()
    draft.line(50, 112, "Work", size=18, color=GREY)
    y = 110.0
    for entry in entries(2, 3):
        draft.line(160, y, f"{entry.title}, {entry.firm}", size=14, bold=True)
        draft.line(160, y + 14, entry.years)
        y = draft.items(160, y + 30, entry.deeds, step=1.6) + 8
    draft.line(50, y + 2, "Skills", size=18, color=GREY)

    def group(x: float, title: str, chips: Sequence[str], last: str) -> None:
        draft.line(x, y, title, size=14, bold=True)
        for chip in chips:
            draft.line(x + 6, y + 20, chip)
            x += stringWidth(chip, draft.font, 9) + 17
        if last:
            draft.line(166, y + 42, last)

    draft.columns(
        lambda: group(160, "Measuring", ("Statistics", "Forecasting", "Grafana"), "Spreadsheets and ledgers"),
        lambda: group(380, "Making", ("Welding", "Terraform"), ""),
    )
    draft.region()
    y += 76
    draft.line(160, y, "Speaking up", size=14, bold=True)
    draft.line(166, y + 20, "Negotiation")
    draft.line(50, y + 60, "Tongues", size=18, color=GREY)
    y += 58
    for title, level in (("Igbo", "My mother tongue"), ("English", "Spoken every day")):
        draft.line(160, y, title, size=14, bold=True)
        draft.line(160, y + 17, level)
        y += 44
    return draft


MORE_LAYOUTS: tuple[Callable[[], Draft], ...] = (
    _smaller_dates, _rail_of_titles_and_dates, _blocks_side_by_side, _chips_under_their_groups,
)  # fmt: skip
