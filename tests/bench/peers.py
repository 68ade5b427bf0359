"""Our reader beside others: reading order, words, links, hidden text, time and memory, in one run.

    python -m tests.bench.peers                                   # about ten minutes on two cores
    python -m tests.bench.peers --only reading --themes /tmp/themes    # these as themes_corpus.py builds them

Prints Markdown. The others are installed with pip in an environment of their own (`~/.cache/shortlist/peers`), never beside us.
Each is called as its front page says, and asked for text. Times are CPU seconds, user and system, of the fastest of three warm
readings in a fresh process for each reader and file; memory is the most that process held.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the tests' own modules are, as pytest has it

from layouts import Misread, Redrawn, Sheet, corpus, misread, word_f1

from core.text import squash

from .peers_papers import BANNER, LINKS, SECRETS, secret, timing_docxs, timing_pdfs, with_links, with_secrets
from .themes_truth import astray, displaced, page_of

PEERS = (
    "markitdown[pdf,docx]==0.1.8", "pdfplumber==0.11.10", "pypdfium2==5.15.2", "pypdf==7.1.0", "mammoth==1.11.0",
    "python-docx==1.2.0",
)  # fmt: skip
HOME = Path.home() / ".cache" / "shortlist" / "peers"
PDF_READERS = ("ours", "markitdown", "pdfplumber", "pypdfium2", "pypdf")
DOCX_READERS = ("ours", "markitdown", "mammoth", "python-docx")
ORDERS: tuple[Redrawn, ...] = ("as drawn", "rows", "random")
PARTS = ("reading", "pdf", "docx")
LONGEST_S = 400
MIB = 2**20


@dataclass(frozen=True)
class Reading:
    """What a child said of one file; `text` is "" where the reader gave up."""

    text: str = ""
    cpu_s: float = float("nan")
    rss_mb: float = float("nan")


def install() -> None:
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *PEERS,
    ]
    subprocess.run(command, check=True)  # noqa: S603  # all words are written in this file


def readings(reader: str, files: Sequence[Path], times: int = 1) -> list[Reading]:
    """One fresh process that reads the files one after the other."""
    python = sys.executable if reader == "ours" else str(HOME / "bin" / "python")
    command = [python, str(Path(__file__).with_name("peers_child.py")), reader, str(times), *map(str, files)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603  # as above
        told = [json.loads(line) for line in done.stdout.splitlines()]
    except subprocess.TimeoutExpired:
        told = []
    found = [Reading(one["text"], one["cpu_s"], one["rss_mb"]) for one in told]
    return found + [Reading()] * (len(files) - len(found))


def write(folder: Path, files: dict[str, bytes], suffix: str) -> list[Path]:
    folder.mkdir(parents=True)
    paths = [folder / f"{place:02} {name}{suffix}" for place, name in enumerate(files)]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    return paths


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


# ---------------------------------------------------------------- reading


def order_cells(reader: str, folder: Path, sheets: dict[Redrawn, list[Sheet]]) -> list[str]:
    """Broken, moved, switches in the three drawing orders, and the words of the first."""
    cells, words = [], 0.0
    for order, drawn in sheets.items():
        texts = [one.text for one in readings(reader, sorted((folder / order).iterdir()))]
        sums = sum((misread(text, sheet) for text, sheet in zip(texts, drawn, strict=True)), Misread(0, 0, 0))
        cells.append(f"{sums.broken} / {sums.moved} / {sums.switches}")
        if order == "as drawn":
            words = sum(word_f1(text, sheet) for text, sheet in zip(texts, drawn, strict=True)) / len(drawn)
    return [*cells, f"{words:.3f}"]


def trap_cells(reader: str, hidden: Path, linked: Path) -> list[str]:
    """Links told, hidden texts let through, and whether the visible banner was kept."""
    secrets, links = (readings(reader, [path])[0] for path in (hidden, linked))
    if not secrets.text or not links.text:
        return ["gave up"] * 3
    let_through = sum(secret(trick) in secrets.text for trick in SECRETS)
    told = sum(link in links.text for link in LINKS)
    return [
        f"{told} of {len(LINKS)}",
        f"{let_through} of {len(SECRETS)}",
        "yes" if BANNER in secrets.text else "no",
    ]


def theme_cells(reader: str, themes: Path) -> list[str]:
    """On pages of other people's layouts: sentences not found whole, titles and sentences out of order, headings astray."""
    files = sorted((themes / "pdf").glob("*.pdf"))
    asked = broken = placed = moved = headings = lost = 0
    for file, reading in zip(files, readings(reader, files), strict=True):
        page = page_of(themes, file.stem, file.stem.rpartition("--")[2])
        whole = squash(reading.text)
        heads = page.headings()
        headings += len(heads)
        lost += len(astray(reading.text, heads))
        lines, orders = page.lines(), list(page.orders())
        asked += len(lines)
        broken += sum(squash(line) not in whole for line in lines)
        placed += sum(map(len, orders))
        moved += sum(len(displaced(whole, order, squash)) for order in orders)
    return [f"{broken} of {asked}", f"{moved} of {placed}", f"{lost} of {headings}"]


def reading_table(folder: Path, themes: Path | None) -> str:
    sheets = {order: corpus(order) for order in ORDERS}
    for order, drawn in sheets.items():
        write(folder / "orders" / order, {sheet.name: sheet.pdf for sheet in drawn}, ".pdf")
    hidden, linked = write(folder / "traps", {"hidden": with_secrets(), "links": with_links()}, ".pdf")
    units = sum(len(region) for sheet in sheets["as drawn"] for region in sheet.regions)
    heads = ["reader", *(f"{order}: broken / moved / switches" for order in ORDERS), "word F1", "links in annotations",
             "hidden texts let through", "white on dark kept"]  # fmt: skip
    heads += ["themes: sentences broken", "themes: out of order", "themes: headings astray"] if themes else []
    rows = []
    for reader in PDF_READERS:
        cells = [*order_cells(reader, folder / "orders", sheets), *trap_cells(reader, hidden, linked)]
        rows.append([reader, *cells, *(theme_cells(reader, themes) if themes else ())])
    return f"{len(sheets['as drawn'])} layouts, {units} texts\n\n{table(heads, rows)}"


# ---------------------------------------------------------------- time and memory


def time_table(folder: Path, readers: Sequence[str], files: dict[str, bytes], suffix: str) -> str:
    paths = write(folder, files, suffix)
    took = {reader: [readings(reader, [path], times=3)[0] for path in paths] for reader in readers}
    heads = ["CPU s (memory in MiB)", *files, "in sum", "ours to it"]
    sizes = ["", *(f"{len(data) / MIB:.2f} MB" for data in files.values()), "", ""]
    rows = [sizes]
    for reader, found in took.items():
        both = [(mine, one) for mine, one in zip(took["ours"], found, strict=True) if one.text]
        ratio = sum(mine.cpu_s for mine, _ in both) / max(1e-9, sum(one.cpu_s for _, one in both))
        cells = [f"{one.cpu_s:.3f} ({one.rss_mb:.0f})" if one.text else "no text" for one in found]
        rows.append([reader, *cells, f"{sum(one.cpu_s for _, one in both):.2f}", f"{ratio:.2f}"])
    return table(heads, rows)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="instead of all three tables")
    parser.add_argument("--themes", type=Path, help="layouts of other people, for the first table")
    args = parser.parse_args()
    say = Console(soft_wrap=True, highlight=False, markup=False).print
    install()
    say(f"Beside us: {', '.join(PEERS)}\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in args.only or PARTS:
            if part == "reading":
                say(reading_table(folder, args.themes))
            elif part == "pdf":
                say("\n" + time_table(folder / "pdf", PDF_READERS, timing_pdfs(), ".pdf"))
            else:
                say("\n" + time_table(folder / "docx", DOCX_READERS, timing_docxs(), ".docx"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
