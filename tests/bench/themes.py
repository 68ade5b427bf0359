"""Reading and extraction on resumes in layouts that other people designed: `themes_corpus.py` builds them.

    python -m tests.bench.themes /tmp/themes --judge ../shared/eval
    python -m tests.bench.themes /tmp/themes --half sealed --labels /tmp/sealed   # a set for other programs

Judged like an evaluation set, by the `judging.py` that lies beside one; what a theme does not print is not asked
(`themes_truth.py`). Writes `report.md` into the folder: for the themes that were seen their figures and each failure, so that
it can be looked at. Of the sealed ones only the totals are written: rules are made on one half and hold on the other, or not.
A line is added to `history.tsv` each time.
"""

import argparse
import asyncio
import importlib
import json
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

from rich.console import Console

from bot.cli.desk import desk
from core.errors import CoreError
from core.model import Upload

from .themes_corpus import Half, half_of
from .themes_truth import Json, Page, astray, displaced, page_of

HALVES: tuple[Half, ...] = get_args(Half)
FAMILIES = {
    "name": ("basics.name",),
    "email": ("basics.email",),
    "phone": ("basics.phone",),
    "other contact": ("basics.label", "basics.url", "basics.summary", "basics.profiles", "basics.location"),
    "employer": ("work.name", "volunteer.organization"),
    "position": ("work.position", "volunteer.position"),
    "place of work": ("work.location",),
    "dates": ("ate",),
    "bullets and sentences": (".body",),
    "institution": ("education.institution",),
    "degree": ("education.studyType",),
    "field": ("education.area",),
    "certificates": ("certificates.name", "certificates.issuer"),
    "projects": ("projects.name",),
    "languages": ("languages.language", "languages.fluency"),
    "awards, publications": ("awards.title", "publications.name", "publications.publisher"),
}


@dataclass
class Sheet:
    """What one PDF gave.

    Attributes:
        whole: printed sentences found unbroken, and `asked` of them.
        displaced: of `placed` titles and sentences, those that do not follow the one before.
        headed: of `headings`, those that are followed by what stands under them.
        tally: right, wrong, missing, invented, by field.
        skills: right and said, found and asked.
        invented: strings that stand nowhere on the page.
        failures: what was expected and what came, a line each.
    """

    theme: str
    person: str
    whole: int = 0
    asked: int = 0
    words: float = 0.0
    displaced: int = 0
    placed: int = 0
    headed: int = 0
    headings: int = 0
    tally: Any = None
    skills: tuple[float, float] = (0.0, 0.0)
    invented: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    refused: str = ""
    seconds: float = 0.0


class Judge:
    """Compares one PDF with what its theme printed, by the measures of an evaluation set."""

    def __init__(self, folder: Path, judging: Any) -> None:
        self.folder, self.judging = folder, judging

    def sheet(self, pdf: Path, text: str, fields: Json) -> Sheet:
        theme, _, name = pdf.stem.rpartition("--")
        page = page_of(self.folder, pdf.stem, name)
        sheet = Sheet(theme, name)
        self._read(sheet, page, text)
        self._extracted(sheet, page, fields, text)
        return sheet

    def _read(self, sheet: Sheet, page: Page, text: str) -> None:
        squash, lines = self.judging.squash, page.lines()
        whole = squash(text)
        broken = [line for line in lines if squash(line) not in whole]
        sheet.asked, sheet.whole = len(lines), len(lines) - len(broken)
        headings = page.headings()
        lost = astray(text, headings)
        sheet.headings, sheet.headed = len(headings), len(headings) - len(lost)
        sheet.failures += [f"read: other things follow the heading {heading!r}" for heading in lost]
        sheet.words = self.judging.word_recall(text, lines)
        sheet.failures += [f"read: not whole: {line}" for line in broken]
        for order in page.orders():
            odd = displaced(whole, order, squash)
            sheet.failures += [f"read: out of order: {line}" for line in odd if line not in broken]
            sheet.displaced += len(odd)
            sheet.placed += len(order)

    def _extracted(self, sheet: Sheet, page: Page, fields: Json, text: str) -> None:
        truth, judging = page.truth(), self.judging
        got = unasked_dropped(fields, truth, page.person, judging)
        sheet.tally = judging.judge_resume(truth, got, {})
        sheet.skills = judging.skill_scores(truth, got)
        printed = judging.squash(text + page.said)
        sheet.invented = [
            f"{pointer}: {value}"
            for pointer, value in judging.strings(fields)
            if not re.search("date|url", pointer, re.IGNORECASE) and judging.squash(value) not in printed
        ]
        sheet.failures += [f"invented {one}" for one in sheet.invented]
        sheet.failures += list(self._differences(truth, got))

    def _differences(self, truth: Json, got: Json) -> Iterable[str]:
        judging = self.judging
        yield from self._entry("basics", truth["basics"], got.get("basics", {}))
        for section in judging.SECTIONS:
            truths, gots = truth.get(section, []), judging.dicts(got.get(section))
            pairs = judging.align(truths, gots, judging.KEYS.get(section, ("name",)))
            for i, j in pairs:
                yield from self._entry(f"{section}/{i}", truths[i], gots[j])
            for i in sorted({*range(len(truths))} - {i for i, _ in pairs}):
                yield f"{section}/{i} not found: {short(truths[i])}"
            for j in sorted({*range(len(gots))} - {j for _, j in pairs}):
                yield f"{section}: entry too many: {short(gots[j])}"
        asked = {judging.bare(word): word for group in truth["skills"] for word in group["keywords"]}
        said = {judging.bare(word): word for group in judging.dicts(got.get("skills"))
                for word in judging.items(group.get("keywords")) or judging.items(group.get("name"))}  # fmt: skip
        if missing := [asked[key] for key in asked.keys() - said.keys()]:
            yield f"skills missing: {', '.join(sorted(missing))}"
        if extra := [said[key] for key in said.keys() - asked.keys()]:
            yield f"skills too many: {', '.join(sorted(extra))}"

    def _entry(self, where: str, truth: Json, got: Json) -> Iterable[str]:
        """The fields of one entry that are not right."""
        judging, tally = self.judging, self.judging.Tally()
        section = where.partition("/")[0]
        if section == "basics":
            judging.judge_basics(tally, truth, got, {})
        else:
            judging.judge_entry(tally, section, truth, got, {})
        for name, counts in tally.fields.items():
            wrong = {verdict: n for verdict, n in counts.items() if verdict != "right" and n}
            key = name.partition(".")[2]
            if wrong and key == "body":
                parts = ("summary", "description", "highlights")
                told = [part for one in parts for part in judging.items(got.get(one))]
                asked = [part for one in parts for part in judging.items(truth.get(one))]
                odd = [f"+ {t}" for t in told if t not in asked] + [f"- {a}" for a in asked if a not in told]
                yield f"{where} body: {' / '.join(map(short, odd))}"
            elif wrong:
                step = key.split(".")
                pair = [
                    one.get(step[0]) if len(step) == 1 else (one.get(step[0]) or {}).get(step[1])
                    for one in (truth, got)
                ]
                yield f"{where}.{key}: expected {short(pair[0])}, got {short(pair[1])}"


def short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:157]}…"


def unasked_dropped(got: Json, truth: Json, person: Json, judging: Any) -> Json:
    """The answer without what is true of the person but not printed where we look: it may be told, and earns nothing."""
    basics, asked, known = dict(got.get("basics") or {}), truth["basics"], person["basics"]
    for key in ("label", "url", "summary"):
        if key not in asked and judging.bare(basics.get(key)) == judging.bare(known.get(key)):
            basics.pop(key, None)
    place = {key: value for key, value in (basics.get("location") or {}).items()
             if key in asked["location"] or judging.bare(value) != judging.bare(known["location"].get(key))}  # fmt: skip
    own = {judging.bare_url(one["url"]) for one in known.get("profiles", ())}
    wanted = {judging.bare_url(one["url"]) for one in asked["profiles"]}
    profiles = [
        one for one in basics.get("profiles", ()) if judging.bare_url(one.get("url")) not in own - wanted
    ]
    return got | {"basics": basics | {"location": place, "profiles": profiles}}


# ---------------------------------------------------------------- report


def total(sheets: list[Sheet], judging: Any) -> Any:
    tally = judging.Tally()
    for sheet in sheets:
        tally.update(sheet.tally)
    return tally


def figures(sheets: list[Sheet], judging: Any) -> Json:
    tally, n = total(sheets, judging), len(sheets)
    return {
        "files": n,
        "sentences whole": sum(s.whole for s in sheets) / max(1, sum(s.asked for s in sheets)),
        "words": sum(s.words for s in sheets) / n,
        "in order": 1 - sum(s.displaced for s in sheets) / max(1, sum(s.placed for s in sheets)),
        "headed": sum(s.headed for s in sheets) / max(1, sum(s.headings for s in sheets)),
        "f1": tally.figures()["f1"],
        "dates": tally.figures("ate")["f1"],
        "body": tally.figures(".body")["f1"],
        "skills": sum(judging.f1(*s.skills) for s in sheets) / n,
        "too much": tally.figures()["invented"],
        "not on the page": sum(len(s.invented) for s in sheets),
        "refused": sum(bool(s.refused) for s in sheets),
        "seconds": sum(s.seconds for s in sheets) / n,
    }


def cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def table(rows: list[Json]) -> str:
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([cell(row[head]) for head in heads] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def family_row(name: str, fields: tuple[str, ...], halves: dict[Half, list[Sheet]], judging: Any) -> Json:
    row: Json = {"what": name}
    for half, sheets in halves.items():
        tally, part = total(sheets, judging), judging.Tally()
        for key, counts in tally.fields.items():
            if any(key.endswith(one) or key.startswith(one + ".") for one in fields):
                part.fields["all"].update(counts)
        counted = part.figures()
        row |= {f"{half} f1": counted["f1"]}
        row |= {
            f"{half} {verdict}": counted[verdict] for verdict in ("right", "wrong", "missing", "invented")
        }
    return row


def report(sheets: list[Sheet], judging: Any) -> str:
    halves = {half: [s for s in sheets if half_of(s.theme) == half] for half in HALVES}
    parts = [f"# Themes, {time.strftime('%Y-%m-%d %H:%M')}", "## In sum"]
    parts.append(table([{"half": half, **figures(mine, judging)} for half, mine in halves.items() if mine]))
    parts += [
        "## Fields",
        table([family_row(*family, halves, judging) for family in FAMILIES.items()]),
        "## Themes",
    ]
    seen = halves["seen"]
    rows = [
        {"theme": t, **figures([s for s in seen if s.theme == t], judging)}
        for t in sorted({s.theme for s in seen})
    ]
    parts += [table(rows)] if rows else []
    if refused := [f"- pdf/{s.theme}--{s.person}.pdf: {s.refused}" for s in seen if s.refused]:
        parts.append("\n".join(["## Refused", "", *refused]))
    parts.append("## What failed")
    for sheet in seen:
        if sheet.failures:
            parts.append(
                "\n".join([f"### pdf/{sheet.theme}--{sheet.person}.pdf", *(f"- {f}" for f in sheet.failures)])
            )
    return "\n\n".join(parts) + "\n"


def write_labels(folder: Path, labels: Path, half: str) -> None:
    """The truth of one half as a labelled set, for programs that measure with one."""
    truths = labels / "resumes" / "truth"
    truths.mkdir(parents=True, exist_ok=True)
    (labels / "pairs.csv").write_text("resume_id,job_id,relevance,reason\n")
    for pdf in sorted((folder / "pdf").glob("*.pdf")):
        theme, _, person = pdf.stem.rpartition("--")
        if half_of(theme) == half:
            page = page_of(folder, pdf.stem, person)
            told = {"file": str(pdf.resolve()), "meta": {"eval": {}}} | page.truth()
            (truths / f"{pdf.stem}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))


async def measure(folder: Path, judging: Any) -> list[Sheet]:
    judge, sheets = Judge(folder, judging), []
    async with desk("rules") as at:
        for pdf in sorted((folder / "pdf").glob("*.pdf")):
            text, refused, started = "", "", time.perf_counter()
            fields: Json = {}
            try:
                document = await at.read(Upload(pdf.name, pdf.read_bytes()))
                text = document.text
                fields = (await at.extract(document, date.today())).fields  # noqa: DTZ011  # the user's own day
            except CoreError as error:
                refused = type(error).__name__
            taken = time.perf_counter() - started
            sheet = judge.sheet(pdf, text, fields)
            sheet.seconds, sheet.refused = taken, refused
            sheets.append(sheet)
    return sheets


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="as themes_corpus.py filled it")
    parser.add_argument("--judge", type=Path, default=Path("../shared/eval"), help="where judging.py lies")
    parser.add_argument("--labels", type=Path, help="measure nothing; write the labels of `--half` there")
    parser.add_argument("--half", choices=HALVES, default="sealed")
    args = parser.parse_args()
    if args.labels:
        write_labels(args.folder, args.labels, args.half)
        return 0
    sys.path.insert(0, str(args.judge.resolve()))
    judging = importlib.import_module("judging")
    sheets = asyncio.run(measure(args.folder, judging))
    (args.folder / "report.md").write_text(report(sheets, judging))
    for half in HALVES:
        row = {"when": time.strftime("%H:%M"), "half": half}
        row |= figures([s for s in sheets if half_of(s.theme) == half], judging)
        Console(soft_wrap=True).print(
            "  ".join(f"{key} {cell(value)}" for key, value in row.items()), highlight=False
        )
        with (args.folder / "history.tsv").open("a") as history:
            history.write("\t".join(map(cell, row.values())) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
