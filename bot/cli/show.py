"""Nouns on a terminal, for people. Untrusted text is escaped here, once."""

import re
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.outline import Row, outline
from core.errors import CoreError
from core.model import (
    Edit,
    Improvement,
    ImprovementDone,
    JobPosting,
    Json,
    Line,
    MatchReport,
    NotOffered,
    Resume,
    Verdict,
)

OUT = Console(highlight=False, soft_wrap=True)
MARKS = {"met": "[green]✓[/]", "partial": "[yellow]~[/]", "missing": "[red]✗[/]"}
BANDS = {"Strong": "bold green", "Good": "green", "Partial": "yellow", "Weak": "red"}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """Text of others, made harmless for a terminal: no escape sequences, no markup."""
    return escape(without_controls(text))


def without_controls(text: str) -> str:
    """Text of others without escape sequences and what turns the writing direction; for rich's `Text`."""
    return _CONTROLS.sub("", text)


def refused(what: str, error: CoreError) -> None:
    OUT.print(f"[bold]{plain(what)}[/]: {plain(error.sentence())}")


def extraction(resume: Resume, unplaced: Sequence[Sequence[Line]]) -> None:
    """A resume as sections, each value with the line it stands on; doubts where they are, and what no field took."""
    doubts = list(resume.doubts)
    OUT.rule(f"[bold]{plain(resume.file_name)}[/]", align="left")
    for row in outline(resume):
        OUT.print(_row(row))
        for doubt in [one for one in doubts if one.pointer == row.pointer]:
            OUT.print(f"{'  ' * (row.depth + 1)}[yellow]check:[/] {plain(doubt.text)}")
            doubts.remove(doubt)
    for doubt in doubts:
        OUT.print(f"[yellow]Check:[/] {plain(doubt.text)}")
    if unplaced:
        OUT.print("[cyan]not placed in any section[/]")
    for line in (one for run in unplaced for one in run):
        OUT.print(f"  {plain(line.text)} [dim](l.{line.n})[/]")
    if resume.document.hidden_words:
        OUT.print(f"[yellow]![/] {resume.document.hidden_words} words that nobody can see were left out")
    notices([notice.text for notice in (*resume.document.notices, *resume.notices)])


def _row(row: Row) -> str:
    label = f"[cyan]{plain(row.label)}[/]" if row.label else "[dim]-[/]"
    value = f" {plain(row.text)}" if row.text is not None else ""
    picture = ", off a picture" if row.is_recognised else ""
    where = f"l.{','.join(map(str, row.lines))}{picture}" if row.lines else ""
    told = "; ".join(plain(one) for one in (where, row.note) if one)
    return f"{'  ' * row.depth}{label}{value}" + (f" [dim]({told})[/]" if told else "")


def posting(found: JobPosting) -> None:
    """A posting: its frame, then its requirements."""
    OUT.rule(f"[bold]{plain(found.title or 'Untitled job')}[/]", align="left")
    facts = (found.company, found.location, found.remote, found.type, found.seniority)
    OUT.print(" · ".join(plain(fact) for fact in facts if fact))
    if found.salary:
        OUT.print(plain(found.salary.written))
    table = Table("", "asks for", "kind", "weight", "words of the posting", box=None, padding=(0, 1))
    for one in found.requirements:
        must = "[bold]must[/]" if one.must else "nice"
        words = f"{plain(one.quote)} [dim](l.{one.line})[/]"
        table.add_row(must, plain(one.written), one.kind, str(one.weight), words)
    OUT.print(table)
    notices([notice.text for notice in found.notices])


def score_line(report: MatchReport, what: str) -> None:
    OUT.print(f"[{BANDS[report.band]}]{report.score:3.0f} · {report.band:7}[/] {plain(what)}")


def match(report: MatchReport, resume: Resume, posting: JobPosting) -> None:
    """Score and band first, then unmet musts, then each requirement with its quote."""
    score_line(report, f"{resume.file_name} for {posting.title or 'the job'}")
    if report.missing_musts:
        names = "; ".join(" or ".join(v.requirement.any_of) for v in report.missing_musts)
        OUT.print(f"  missing must: {plain(names)}")
    for verdict in report.verdicts:
        OUT.print("  " + verdict_line(verdict))
    for flag in report.flags:
        OUT.print(f"  [yellow]look at this:[/] {flag.replace('_', ' ')}")
    OUT.print(f"  [dim]{report.fingerprint}[/]")


def verdict_line(verdict: Verdict) -> str:
    """✓ Python — “quote” (l.14)."""
    names = plain(" or ".join(verdict.requirement.any_of))
    if verdict.quote is None:
        return f"{MARKS[verdict.verdict]} {names} — [dim]nothing found[/]"
    how = f", {verdict.how}" if verdict.how in ("listed", "similar", "claimed", "written in it") else ""
    return f"{MARKS[verdict.verdict]} {names} — “{plain(verdict.quote)}” [dim](l.{verdict.line}{how})[/]"


def ranking(rows: Sequence[Json]) -> None:
    """Best first; within 4 points, treat as equal."""
    table = Table("", "score", "band", "file", box=None, padding=(0, 1))
    for place, row in enumerate(rows, 1):
        if "error" in row:
            table.add_row("", "-", "-", f"{plain(row['file'])}: {plain(row['error'])} {plain(row['advice'])}")
        else:
            table.add_row(str(place), f"{row['score']:.0f}", row["band"], plain(row["file"]))
    OUT.print(table)
    OUT.print("[dim]Within 4 points, treat as equal. A person decides; this is a reading order.[/]")


def improvement(found: Improvement) -> None:
    if isinstance(found, Edit):
        lines = ", ".join(f"l.{line}" for line in found.sources)
        OUT.print(f"[bold]+{found.points:.1f}[/] {plain(found.reason)} [dim]Sources: {lines}[/]")
        OUT.print(f"   [red]- {plain(found.before)}[/]")
        OUT.print(f"   [green]+ {plain(found.after)}[/]")
    elif isinstance(found, NotOffered):
        OUT.print(
            f"[dim]Not offered:[/] {plain(' or '.join(found.requirement.any_of))}. It isn't in the resume."
        )
    elif isinstance(found, ImprovementDone):
        OUT.print(f"[bold]{found.score_before:.0f} → {found.score_after:.0f}[/] with all edits accepted.")
        notices([notice.text for notice in found.notices])


def notices(texts: Sequence[str]) -> None:
    """What the user should know, a sentence each."""
    for text in texts:
        OUT.print(f"[yellow]![/] {plain(text)}")
