"""match, rank, improve: a resume against a posting."""

import asyncio
import csv
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.cli import show
from bot.cli.desk import desk, progress, run
from bot.cli.edge import REFUSED, emit, open_upload, refusal
from bot.cli.files import stats
from core.desk import Desk
from core.errors import ConfigurationError, CoreError
from core.model import (
    Edit,
    EngineName,
    ImprovementDone,
    JobPosting,
    Json,
    MatchReport,
    NotOffered,
    Resume,
    dump,
)


class CannotWrite(CoreError):
    """A place where no page can be put."""

    code = "cannot_write"
    advice = "Give --html the name of a file in a folder you may write to."


def match(resume: Path, posting: Path, engine: EngineName | None, *, html: Path | None, as_json: bool) -> int:
    """
    Args:
        html: where the report goes as a page.
    """
    started = time.perf_counter()
    if html is not None:
        _check_place(html)

    async def work() -> tuple[MatchReport, Resume, JobPosting, str]:
        async with desk(engine) as at:
            ours, theirs = await _both(at, resume, posting)
            return await at.match(theirs, ours), ours, theirs, at.engine.name

    with progress("Matching", as_json=as_json):
        report, ours, theirs, name = run(work)
    if html is not None:
        _write_page(html, report, ours, theirs)
    if as_json:
        emit(
            {
                **match_answer(report),
                "engine": name,
                "stats": {"seconds": round(time.perf_counter() - started, 3)},
            }
        )
    else:
        show.match(report, ours, theirs)
        if html is not None:
            show.OUT.print(f"  [dim]the page: {show.plain(str(html))}[/]")
    return 0


def _check_place(html: Path) -> None:
    """Said before the work rather than after it."""
    if html.is_dir():
        raise CannotWrite(f"{html} is a folder, not a file")
    if not html.parent.is_dir():
        raise CannotWrite(f"There is no folder {html.parent}")


def _write_page(html: Path, report: MatchReport, resume: Resume, posting: JobPosting) -> None:
    from bot.pages import report_page
    from core.pipeline import Match

    try:
        html.write_bytes(report_page(Match(report, resume, posting, id="")).body)
    except OSError as e:
        raise CannotWrite(f"I cannot write {html}") from e


def match_pairs(table: Path, engine: EngineName | None, *, as_json: bool) -> int:
    """Many at once: each file is read once, each pair gets its own line."""
    pairs = _pairs(table)

    async def work() -> int:
        async with desk(engine) as at:
            shelf = _Shelf(at)
            await shelf.warm(pairs)
            return max([await _one_pair(at, shelf, pair, as_json=as_json) for pair in pairs], default=0)

    return run(work)


async def _one_pair(at: Desk, shelf: "_Shelf", pair: tuple[str, str], *, as_json: bool) -> int:
    started = time.perf_counter()
    named = {"resume": pair[0], "posting": pair[1]}
    try:
        report = await at.match(await shelf.posting(pair[1]), await shelf.resume(pair[0]))
    except CoreError as e:
        emit({**named, **refusal(e)}) if as_json else show.refused(f"{pair[0]} × {pair[1]}", e)
        return REFUSED
    if as_json:
        seconds = round(time.perf_counter() - started, 3)
        emit({**named, **match_answer(report), "engine": at.engine.name, "stats": {"seconds": seconds}})
    else:
        show.score_line(report, f"{Path(pair[0]).name} × {Path(pair[1]).name}")
    return 0


def rank(posting: Path, resumes: Sequence[Path], engine: EngineName | None, *, as_json: bool) -> int:
    async def work() -> list[Json]:
        async with desk(engine) as at:
            theirs = await at.posting(open_upload(posting))
            return list(await asyncio.gather(*(_ranked(at, theirs, file) for file in resumes)))

    with progress(f"Reading {len(resumes)} resumes", as_json=as_json):
        rows = run(work)
    rows.sort(
        key=lambda row: -row["score"] if "score" in row else 1.0
    )  # stable: equal scores as given, failed last
    if as_json:
        emit({"ranking": rows})
    else:
        show.ranking(rows)
    return REFUSED if any("error" in row for row in rows) else 0


async def _ranked(at: Desk, posting: JobPosting, file: Path) -> Json:
    try:
        resume = await at.resume(open_upload(file), _today())
    except CoreError as e:
        return {"file": str(file), **refusal(e)}
    report = await at.match(posting, resume)
    return {"file": str(file), "score": report.score, "band": report.band}


def improve(resume: Path, posting: Path, engine: EngineName | None, *, as_json: bool) -> int:
    started = time.perf_counter()

    async def work() -> None:
        async with desk(engine) as at:
            with progress("Reading", as_json=as_json):
                ours, theirs = await _both(at, resume, posting)
            async for found in at.improve(ours, theirs):
                if not as_json:
                    show.improvement(found)
                elif isinstance(found, Edit):
                    emit(dump(found))
                elif isinstance(found, ImprovementDone):
                    emit(_closing(found, started, at.engine.name))
                elif isinstance(found, NotOffered):
                    emit({"not_offered": found.requirement.id, "any_of": list(found.requirement.any_of)})

    run(work)
    return 0


def _closing(done: ImprovementDone, started: float, engine: str) -> Json:
    return {
        "done": True,
        "score_before": done.score_before,
        "score_after": done.score_after,
        "engine": engine,
        "stats": stats(started, done.usage),
        "warnings": [notice.text for notice in done.notices],
    }


async def _both(at: Desk, resume: Path, posting: Path) -> tuple[Resume, JobPosting]:
    return await asyncio.gather(at.resume(open_upload(resume), _today()), at.posting(open_upload(posting)))


class _Shelf:
    """Each file is read once, however many pairs name it; what failed fails again in the same words."""

    def __init__(self, at: Desk) -> None:
        self._at = at
        self._resumes: dict[str, asyncio.Task[Resume]] = {}
        self._postings: dict[str, asyncio.Task[JobPosting]] = {}

    async def resume(self, path: str) -> Resume:
        if path not in self._resumes:
            self._resumes[path] = asyncio.create_task(self._at.resume(open_upload(Path(path)), _today()))
        return await self._resumes[path]

    async def posting(self, path: str) -> JobPosting:
        if path not in self._postings:
            self._postings[path] = asyncio.create_task(self._at.posting(open_upload(Path(path))))
        return await self._postings[path]

    async def warm(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Reads all files, so that every reader has work; what fails is told where its pair is matched."""
        resumes = [self.resume(path) for path in dict.fromkeys(resume for resume, _ in pairs)]
        postings = [self.posting(path) for path in dict.fromkeys(posting for _, posting in pairs)]
        await asyncio.gather(*resumes, *postings, return_exceptions=True)


def _pairs(table: Path) -> list[tuple[str, str]]:
    """Rows of a CSV file with the header `resume,posting`."""
    text = open_upload(table).data.decode("utf-8-sig", errors="replace")
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or any(not row.get("resume") or not row.get("posting") for row in rows):
        raise ConfigurationError(f"{table} needs the header resume,posting and a path in each field")
    return [(row["resume"], row["posting"]) for row in rows]


def match_answer(report: MatchReport) -> Json:
    """A report as `match --json` shows it."""
    return {
        "score": report.score,
        "band": report.band,
        "fingerprint": report.fingerprint,
        "requirements": [
            {
                "id": verdict.requirement.id,
                "verdict": verdict.verdict,
                "credit": verdict.credit,
                "quote": verdict.quote,
                "line": verdict.line,
                "how": verdict.how,
                "any_of": list(verdict.requirement.any_of),
                "must": verdict.requirement.must,
            }
            for verdict in report.verdicts
        ],
        "flags": list(report.flags),
    }


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the user's own day
