"""Our extraction beside the common way, with the same model on the same files: a model that types the whole resume again as JSON.

    python -m tests.bench.retyping ../shared/eval --every 3
    python -m tests.bench.retyping /tmp/held --judge ../shared/eval --every 12   # as `themes --labels /tmp/held` writes it

The folder is a labelled set; `judging.py` and `driving.py` lie in it, or where `--judge` says. Both ways read the same lines
and get the embedded model through the same client, at temperature 0. Retyping is given every chance: its keys are plain words,
its dates are read in any form, the schema is enforced while it writes and bounds its lists, what it leaves empty counts as left
out, and an answer that is cut off at `--tokens` is mended as far as it goes. Slow on a CPU, one to fifteen minutes a file; each
file's answers are kept in `--keep`, so that a run can be ended and taken up again.
"""

import argparse
import asyncio
import importlib
import json
import re
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.assembly import open_engine
from bot.cli.desk import reader
from bot.settings import Settings
from core.dates import find_dates
from core.desk import Desk
from core.engine import Engine, Message
from core.engine.client import OllamaEngine
from core.engine.output import Answer, BrokenOutput, parse
from core.model import Document, Json, Upload

WAYS = ("ours", "retyping")
MOST = 12
"""Entries of a list, bullets of a job: without a bound small models write the same line until they are stopped."""


def text(most: int = 300) -> Json:
    return {"type": "string", "maxLength": most}


def record(**properties: Json) -> Json:
    """All keys are asked for: where they may be left out, a small model leaves out whole sections."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def several(kind: Json, most: int = MOST) -> Json:
    return {"type": "array", "items": kind, "maxItems": most}


def entry(*keys: str, **more: Json) -> Json:
    return several(record(**{key: text() for key in keys}, **more))


BULLETS = several(text(600))
SCHEMA = record(
    basics=record(
        name=text(), label=text(), email=text(), phone=text(), url=text(), summary=text(1500),
        location=record(address=text(), postalCode=text(), city=text(), region=text()),
        profiles=entry("network", "url"),
    ),
    work=entry("title", "company", "location", "startDate", "endDate", description=BULLETS),
    volunteer=entry("title", "organization", "startDate", "endDate", description=BULLETS),
    education=entry("institution", "degree", "field", "score", "startDate", "endDate"),
    projects=entry("name", "startDate", "endDate", description=BULLETS),
    skills=several(record(name=text(), keywords=several(text(80), 40))),
    languages=entry("language", "fluency"),
    certificates=entry("name", "issuer", "date"),
    awards=entry("title", "date"),
    publications=entry("name", "publisher", "releaseDate"),
)  # fmt: skip


KEYS = {
    "work": {"title": "position", "company": "name", "description": "highlights"},
    "volunteer": {"title": "position", "description": "highlights"},
    "education": {"degree": "studyType", "field": "area"},
    "projects": {"description": "highlights"},
}
"""What models understand better → what is judged: "name" of a job is its title to most of them."""


def shape(schema: Json) -> Any:
    """The schema as an empty example: what models are shown."""
    if schema["type"] == "object":
        return {key: shape(part) for key, part in schema["properties"].items()}
    return [shape(schema["items"])] if schema["type"] == "array" else ""


PROMPT = f"""You read a resume and write all of it down as JSON of this shape:

{json.dumps(shape(SCHEMA), separators=(",", ":"))}

- Write down every job, school, project, certificate, award and language, in the order of the resume.
- Copy the words of the resume; add none of your own.
- Each bullet of a job goes into description as one string.
- Dates are YYYY-MM, or YYYY where no month is given. Where something still goes on, endDate is "".
- What the resume does not say is "" or [].
- Answer with the JSON alone, on one line."""


@dataclass(frozen=True)
class Told:
    """One way's answer to one file.

    Attributes:
        whole: the answer was valid JSON of the schema.
    """

    fields: Json
    output_tokens: int
    seconds: float
    whole: bool = True


async def ours(desk: Desk, document: Document) -> Told:
    started = time.perf_counter()
    found = await desk.extract(document, date.today())  # noqa: DTZ011  # the user's own day
    return Told(found.fields, found.usage.output_tokens, time.perf_counter() - started)


async def retyping(engine: Engine, document: Document, tokens: int) -> Told:
    """One question, no second try: what would be gained by asking again is paid for by asking again."""
    assert isinstance(engine, OllamaEngine)
    answer = Answer(SCHEMA)
    asked: list[Message] = [{"role": "system", "content": PROMPT}, {"role": "user", "content": document.text}]
    started = time.perf_counter()
    said, usage = await engine._ask(asked, answer.schema, tokens)
    taken = time.perf_counter() - started
    try:
        return Told(answer.read(said), usage.output_tokens, taken)
    except BrokenOutput:
        return Told(mended(said), usage.output_tokens, taken, whole=False)


def filled(node: Any) -> Any:
    """Without what is empty, or says that it is."""
    if isinstance(node, dict):
        parts = {key: filled(part) for key, part in node.items()}
        return {key: part for key, part in parts.items() if part}
    if isinstance(node, list):
        return [part for part in map(filled, node) if part]
    return "" if node in {"null", "None", "N/A"} else node


def iso_month(said: str) -> str | None:
    """A date in any form as YYYY-MM or YYYY: a day is more than is asked for."""
    if iso := re.match(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?$", said.strip()):
        return "-".join(part for part in iso.groups() if part)
    return next((found.first or found.last for found in find_dates(said)), None)


def as_judged(told: Json) -> Json:
    """The answer in JSON Resume's keys, its dates cut or read as YYYY-MM; "present" is no date."""
    for section, keys in KEYS.items():
        told[section] = [
            {keys.get(key, key): part for key, part in one.items()} for one in told.get(section, [])
        ]
    for one in (one for part in told.values() if isinstance(part, list) for one in part):
        if "highlights" in one:  # several bullets in one string are several all the same
            one["highlights"] = [line for part in one["highlights"] for line in part.splitlines()]
        for key in ("startDate", "endDate", "date", "releaseDate"):
            if one.get(key) and not (month := iso_month(one[key])):
                del one[key]
            elif one.get(key):
                one[key] = month
    return told


def mended(text: str) -> Json:
    """JSON that breaks off, closed after the last part that is whole; {} if there is none."""
    closers, quoted, escaped, best = "", False, False, ""
    for place, mark in enumerate(text):
        if quoted:
            quoted, escaped = (
                (True, not escaped and mark == "\\") if mark != '"' or escaped else (False, False)
            )
        elif mark == '"':
            quoted = True
        elif mark in "{[":
            closers = "}]"["{[".index(mark)] + closers
        elif mark in "}]":
            closers = closers[1:]
            best = text[: place + 1] + closers
    try:
        data = parse(best)
    except BrokenOutput:
        return {}
    return data if isinstance(data, dict) else {}


async def ask_both(at: Desk, engine: Engine, upload: Upload, tokens: int) -> Json:
    """Both answers and the text of the file, as JSON that can be kept."""
    document = await at.read(upload)
    told = {"ours": await ours(at, document), "retyping": await retyping(engine, document, tokens)}
    return {"text": document.text} | {way: vars(answer) for way, answer in told.items()}


def upload_of(path: Path) -> Upload:
    return Upload(path.name, path.read_bytes())


# ---------------------------------------------------------------- judging


def judged(kept: Json, item: Any, way: str, judging: Any) -> Json:
    """Figures of one way on one file."""
    told, text = kept[way], judging.squash(kept["text"])
    fields = as_judged(filled(told["fields"])) if way == "retyping" else told["fields"]
    tally = judging.judge_resume(item.truth, fields, item.notes)
    counts = tally.figures()
    strange = [
        value
        for pointer, value in judging.strings(fields)
        if not any(word in pointer.lower() for word in ("date", "url")) and judging.squash(value) not in text
    ]
    return {
        "fields right": counts["right"], "asked": counts["right"] + counts["wrong"] + counts["missing"],
        "wrong": counts["wrong"], "too much": counts["invented"], "f1": counts["f1"], "dates f1": tally.figures("ate")["f1"],
        "not in the resume": len(strange), "broken JSON": int(not told["whole"]),
        "output tokens": told["output_tokens"], "seconds": told["seconds"],
    }  # fmt: skip


def table(rows: list[Json]) -> str:
    def cell(value: object) -> str:
        return f"{value:.2f}" if isinstance(value, float) else str(value)

    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *([cell(row[head]) for head in heads] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def in_sum(way: str, rows: list[Json]) -> Json:
    """Sums; f1 and seconds are means."""
    total = {key: sum(row[key] for row in rows) for key in rows[0]}
    means = {key: total[key] / len(rows) for key in ("f1", "dates f1", "seconds")}
    return {"way": way, "files": len(rows)} | total | means | {"slowest": max(row["seconds"] for row in rows)}


async def ask_all(items: list[Any], keep: Path, tokens: int, say: Any) -> None:
    """Fills `keep` with what is not there yet."""
    async with reader() as reading:
        engine = await open_engine(Settings(), "embedded")
        try:
            for item in items:
                file = keep / f"{item.id}.json"
                if not file.exists():
                    kept = await ask_both(Desk(reading, engine), engine, upload_of(item.path), tokens)
                    file.write_text(json.dumps(kept, ensure_ascii=False))
                    say(f"{item.id}: {kept['retyping']['seconds']:.0f} s", style="dim")
        finally:
            await engine.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="a labelled set")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="the first file and each Nth after it"
    )
    parser.add_argument("--tokens", type=int, default=2500, help="the most that retyping may write")
    parser.add_argument("--keep", type=Path, default=Path("data/retyping"), help="where answers are kept")
    parser.add_argument("--judge", type=Path, help="where judging.py lies, if not in the set")
    args = parser.parse_args()
    sys.path.insert(0, str((args.judge or args.data).resolve()))
    judging, driving = importlib.import_module("judging"), importlib.import_module("driving")
    items = list(driving.load(args.data.resolve(), set()).resumes.values())[:: args.every]
    args.keep.mkdir(parents=True, exist_ok=True)
    asyncio.run(ask_all(items, args.keep, args.tokens, Console(stderr=True).print))
    kept = {item.id: json.loads((args.keep / f"{item.id}.json").read_text()) for item in items}
    rows = {way: [judged(kept[item.id], item, way, judging) for item in items] for way in WAYS}
    say = Console(soft_wrap=True, highlight=False, markup=False).print
    say(table([in_sum(way, mine) for way, mine in rows.items()]) + "\n")
    say(table([{"file": item.id, "way": way} | rows[way][n] for n, item in enumerate(items) for way in WAYS]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
