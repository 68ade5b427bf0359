"""A document on a terminal: its lines in reading order, with what was seen of them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from statistics import median

from rich.text import Text

from bot.cli.show import OUT, notices, plain, without_controls
from core.model import Document, Line

_COLUMNS = ("blue", "yellow", "green", "magenta", "red", "cyan")
"""Of the columns, the main one first; much as on the drawn pages."""
_LARGER = 1.12  # times the usual size
_NAMES = {"pdf": "PDF", "docx": "DOCX", "txt": "text", "md": "Markdown"}


def show(name: str, found: Document, *, boxes: bool) -> None:
    """Page by page: what can be seen, then what nobody can see, struck out; notices last, as sentences."""
    OUT.rule(f"[bold]{plain(name)}[/]", align="left")
    OUT.print(_summary(found), style="dim")
    usual = median(sizes) if (sizes := [line.size for line in found.visible if line.size]) else 0.0
    for page, lines in groupby(found.lines, key=lambda line: line.page):
        _show_page(page, list(lines), usual, boxes=boxes)
    OUT.print()
    notices([notice.text for notice in found.notices])


def show_drawn(paths: Sequence[Path]) -> None:
    if paths:
        OUT.print(f"[green]✓[/] Drawn: {plain(', '.join(map(str, paths)))}")


def _summary(found: Document) -> str:
    hidden, links = found.hidden_words, sum(len(line.links) for line in found.visible)
    facts = [
        _NAMES[found.type],
        _counted(found.pages, "page") if found.pages else "",
        _counted(len(found.visible), "line"),
        _counted(links, "link") if links else "",
        f"{_counted(hidden, 'word')} nobody can see" if hidden else "",
        "≈ recognised on a picture" if any(line.recognised for line in found.lines) else "",
    ]
    return " · ".join(filter(None, facts))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _show_page(page: int | None, lines: Sequence[Line], usual: float, *, boxes: bool) -> None:
    if page:
        OUT.print()
        OUT.rule(f"page {page}", style="dim", align="left")
    visible = [line for line in lines if line.visible]
    columned = any(line.column for line in visible)
    for line in visible:
        _show_line(line, usual, columned=columned, boxes=boxes)
    hidden = [line for line in lines if not line.visible]
    if hidden:
        OUT.print("     [red]nobody can see:[/]")
    for line in hidden:
        _show_line(line, usual, columned=columned, boxes=boxes)


def _show_line(line: Line, usual: float, *, columned: bool, boxes: bool) -> None:
    row = Text.assemble((f"{line.n:4} ", "dim"))
    if columned:
        row.append("▎", _COLUMNS[line.column % len(_COLUMNS)] if line.visible else "red")
    row.append("≈ " if line.recognised else "", "yellow")
    row.append("  " * min(4, round(line.indent / 2)))
    for place, cell in enumerate(without_controls(line.text).split("\t")):
        row.append(" ⇥ " if place else "", "dim")
        row.append(cell, _style(line, usual))
    _print_with(" ".join(_hints(line, usual, boxes=boxes)), row)
    for url in line.links:
        OUT.print(Text.assemble(" " * 5, ("↳ ", "dim"), (without_controls(url), "dim underline")))


def _style(line: Line, usual: float) -> str:
    if not line.visible:
        return "red strike"
    return "bold" if line.bold or line.level or line.size > _LARGER * usual > 0 else ""


def _hints(line: Line, usual: float, *, boxes: bool) -> Iterator[str]:
    """What a reader of plain text cannot see: headings, sizes that differ, and places if they are wanted."""
    if line.level:
        yield f"heading {line.level}"
    if line.size and (boxes or abs(line.size - usual) > (_LARGER - 1) * usual):
        yield f"{line.size:g} pt"
    if boxes and line.box:
        box = line.box
        yield f"{box.x0:.0f},{box.top:.0f}–{box.x1:.0f},{box.bottom:.0f}"


def _print_with(hint: str, row: Text) -> None:
    """The hint stands at the right edge where there is room for it, and behind the text where not."""
    room = OUT.width - row.cell_len - len(hint)
    if hint:
        row.append(" " * (room if OUT.is_terminal and room > 1 else 2))
        row.append(hint, "dim")
    OUT.print(row)
