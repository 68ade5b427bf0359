"""Draws the demo's sample resumes: `python tests/make_samples.py`. All people and firms are our own invention."""

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).parents[1] / "bot" / "sandbox" / "samples"

MAIN = [
    ("h", "Experience"),
    ("t", "Data Engineer", "Mar 2021 – Present"),
    ("p", "Harbour Freight Analytics, Rotterdam"),
    ("b", "Built Airflow pipelines that load 40 million port events a day into BigQuery"),
    ("b", "Cut the nightly run from six hours to 50 minutes by partitioning the largest tables"),
    ("b", "Responsible for maintaining the dbt models that 12 analysts query every morning"),
    ("t", "Junior Data Engineer", "Sep 2018 – Feb 2021"),
    ("p", "Tulip Grid, Utrecht"),
    ("b", "Wrote Python jobs that check meter readings of 300,000 homes"),
    ("b", "Moved the reporting database from MySQL to PostgreSQL without a lost day"),
    ("h", "Education"),
    ("t", "BSc Econometrics", "2014 – 2018"),
    ("p", "University of Groningen"),
]
SIDE = [
    ("h", "Contact"),
    ("p", "mina.okafor@example.org"),
    ("p", "+31 20 555 0147"),
    ("p", "Rotterdam, Netherlands"),
    ("h", "Skills"),
    ("p", "Python, SQL"),
    ("p", "Airflow, dbt"),
    ("p", "BigQuery, PostgreSQL"),
    ("p", "Docker, Git"),
    ("h", "Languages"),
    ("p", "English (native)"),
    ("p", "Dutch (fluent)"),
]


def draw_column(page: Canvas, rows: Sequence[tuple[str, ...]], left: float, top: float, width: float) -> None:
    """Rows from the top down: headings, titles with a flush-right date, paragraphs, bullets."""
    y = top
    for kind, text, *right in rows:
        font, size = ("Helvetica-Bold", 12.5) if kind == "h" else ("Helvetica", 9.5)
        font = "Helvetica-Bold" if kind == "t" else font
        y -= 22 if kind == "h" else 17 if kind == "t" else 0
        page.setFont(font, size)
        if right:
            page.drawRightString(left + width, y, right[0])
        indent = 10 if kind == "b" else 0
        if kind == "b":
            page.drawString(left, y, "•")
        for line in wrapped(text, font, size, width - indent):
            page.drawString(left + indent, y, line)
            y -= 13
        y -= 3 if kind == "b" else 0


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, font, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def two_columns(path: Path) -> None:
    """A sidebar at the left, the work at the right; the sidebar is drawn last, as some programs do."""
    page = Canvas(str(path), pagesize=A4, invariant=1)
    page.setTitle("Resume")
    page.setFont("Helvetica-Bold", 22)
    page.drawString(50, 775, "Mina Okafor")
    page.setFont("Helvetica", 12)
    page.drawString(50, 755, "Data Engineer")
    draw_column(page, MAIN, 220, 735, 325)
    draw_column(page, SIDE, 50, 735, 140)
    page.save()


def word_file(path: Path) -> None:
    """A plain Word resume with a heading style, lists and one bold title a job."""
    file = Document()
    file.styles["Normal"].font.name = "Calibri"
    file.styles["Normal"].font.size = Pt(10.5)
    file.add_paragraph("Leo Brandt", style="Title")
    file.add_paragraph("Backend Developer")
    file.add_paragraph("Hamburg, Germany | leo.brandt@example.org | +49 40 5550 1234")
    file.add_heading("Summary", 1)
    file.add_paragraph(
        "Backend developer with six years of building web services. Likes small services, plain code and "
        "quiet on-call weeks."
    )
    file.add_heading("Experience", 1)
    job(file, "Backend Developer", "Kestrel Logistics, Hamburg", "04/2021 – Present")
    for text in (
        "Built REST APIs with FastAPI that track 60,000 parcels a day",
        "Responsible for managing the release of 9 services on Amazon EKS",
        "Reduced the p95 latency of the tracking service from 900 ms to 240 ms with Redis",
        "Introduced event-driven order updates, so that the shop and the warehouse agree within seconds",
    ):
        file.add_paragraph(text, style="List Bullet")
    job(file, "Software Developer", "Nordlicht Software, Bremen", "08/2018 – 03/2021")
    for text in (
        "Responsible for maintaining a Django shop with 200,000 customers",
        "Moved payment records to Postgres with no lost booking",
        "Mentored two apprentices through their final exam",
    ):
        file.add_paragraph(text, style="List Bullet")
    file.add_heading("Education", 1)
    job(file, "BSc Computer Science", "University of Bremen", "2014 – 2018")
    file.add_heading("Skills", 1)
    file.add_paragraph("Git, Linux, Docker, Redis, PostgreSQL, Python, Kubernetes, AWS")
    file.add_heading("Languages", 1)
    file.add_paragraph("German (native), English (fluent)")
    file.save(str(path))


def job(file: object, title: str, place: str, dates: str) -> None:
    row = file.add_paragraph()  # type: ignore[attr-defined]  # python-docx ships no types
    row.add_run(title).bold = True
    row.add_run(f"\t{dates}")
    file.add_paragraph(place)  # type: ignore[attr-defined]  # as above


if __name__ == "__main__":
    SAMPLES.mkdir(parents=True, exist_ok=True)
    two_columns(SAMPLES / "Mina_Okafor.pdf")
    word_file(SAMPLES / "Leo_Brandt.docx")
