"""extract, posting: one file after the other."""

import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import show
from bot.cli.desk import PEOPLE, desk, progress, run
from bot.cli.edge import REFUSED, emit, open_upload, refusal
from core.errors import CoreError
from core.model import EngineName, JobPosting, Json, Span, Upload, Usage, dump

if TYPE_CHECKING:
    from core.desk import Desk


def extract(files: Sequence[Path], engine: EngineName | None, *, as_json: bool) -> int:
    async def one(at: "Desk", file: Path, upload: Upload) -> None:
        started = time.perf_counter()
        document = await at.read(upload)
        read_on = date.today()  # noqa: DTZ011  # the user's own day
        found = await at.extract(document, read_on)
        if as_json:
            emit(
                {
                    "file": str(file),
                    "engine": found.engine,
                    "resume": found.fields,
                    "spans": {pointer: _places(spans) for pointer, spans in found.spans.items()},
                    "doubts": [dump(doubt) for doubt in found.doubts],
                    "stats": stats(started, found.usage),
                    "warnings": [notice.text for notice in (*document.notices, *found.notices)],
                }
            )
        else:
            from core.desk import as_resume  # loads the rooms, which `read` does without
            from core.extraction import unplaced

            resume = as_resume("", file.name, document, found, read_on)
            show.extraction(resume, unplaced(document, found.spans))

    return _each(files, engine, one, as_json=as_json)


def posting(files: Sequence[Path], engine: EngineName | None, *, as_json: bool) -> int:
    async def one(at: "Desk", file: Path, upload: Upload) -> None:
        started = time.perf_counter()
        found = await at.posting(upload)
        if as_json:
            emit(
                {
                    "file": str(file),
                    "engine": found.engine,
                    "posting": posting_answer(found),
                    "stats": stats(started, found.usage),
                    "warnings": [notice.text for notice in (*found.document.notices, *found.notices)],
                }
            )
        else:
            show.posting(found)

    return _each(files, engine, one, as_json=as_json)


def _each(
    files: Sequence[Path],
    engine: EngineName | None,
    one: Callable[["Desk", Path, Upload], Awaitable[None]],
    *,
    as_json: bool,
) -> int:
    """Does each file; a refused one gets its own line and the others are done all the same."""

    async def work() -> int:
        status = 0
        async with desk(engine) as at:
            for file in files:
                try:
                    with progress(f"Reading {file.name}", as_json=as_json):
                        await one(at, file, open_upload(file))
                except CoreError as e:
                    status = REFUSED
                    _tell_of(file, e, as_json=as_json)
        return status

    return run(work)


def _tell_of(file: Path, error: CoreError, *, as_json: bool) -> None:
    if as_json:
        emit({"file": str(file), **refusal(error)})
    else:
        PEOPLE.print(f"[bold]{show.plain(file.name)}[/]: {show.plain(error.sentence())}", highlight=False)


def posting_answer(found: JobPosting) -> Json:
    """A posting as `posting --json` shows it."""
    answer = dump(found)
    for key in ("id", "version", "document", "engine", "notices", "usage"):
        del answer[key]
    if found.min_years is not None and found.min_years.is_integer():
        answer["min_years"] = int(found.min_years)  # "5 years" is said as 5
    return answer


def stats(started: float, usage: Usage) -> dict[str, Any]:
    """Seconds since `started` (a `perf_counter`), and tokens."""
    return {"seconds": round(time.perf_counter() - started, 3), **dump(usage)}


def _places(spans: Sequence[Span]) -> Json | list[Json]:
    places = [dump(span) for span in spans]
    return places[0] if len(places) == 1 else places
