"""Good files of each type, and copies of them with bytes changed."""

from collections.abc import Callable
from functools import partial

from docx.document import Document as WordDocument
from hostile.kinds import mutated
from printer import Paper, word_docx

from core.model import Upload

LINES = ("Heron Freight, Lagos", "Platform engineer, 2021 - 2024", "Moved forty services to Kubernetes")


def _pdf() -> bytes:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 18, bold=True)
    for block in range(6):
        paper.column(50, 90 + 90 * block, LINES)
        paper.column(380, 90 + 90 * block, ["Python", "Kafka", "Igbo"])
    return paper.pdf()


def _docx() -> bytes:
    def write(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "mina@example.org"
        document.add_heading("Mina Okafor", 0)
        for line in LINES * 4:
            document.add_paragraph(line, style="List Bullet")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Python", "5 years"

    return word_docx(write)


GOODS = {
    "pdf": _pdf(),
    "docx": _docx(),
    "md": (
        "# Mina Okafor\n\n## Work\n\n"
        + "".join(f"- **{line}** [site](https://example.org)\n" for line in LINES)
    ).encode(),
    "txt": (
        "Mina Okafor – Łódź\n\nEXPERIENCE\n==========\n" + "\n".join(f"• {line}" for line in LINES)
    ).encode("utf-16"),
}


def wholes() -> list[tuple[str, Callable[[], Upload]]]:
    """The good files themselves."""
    return [(ending, partial(Upload, f"resume.{ending}", data)) for ending, data in GOODS.items()]


def copies(count: int) -> list[tuple[str, Callable[[], Upload]]]:
    """`count` changed copies, the types in turn; the same ones in every run."""
    endings = list(GOODS)
    return [
        (f"copy {seed} of {ending}", partial(_copy, ending, seed))
        for seed in range(count)
        for ending in [endings[seed % len(endings)]]
    ]


def _copy(ending: str, seed: int) -> Upload:
    return Upload(f"resume.{ending}", mutated(GOODS[ending], seed))
