"""A match as its page tells it: plain words and places, nothing of HTML yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import Literal

from core.dates import lasting
from core.model import (
    KIND_GROUPS,
    KIND_NAMES,
    Band,
    EngineName,
    JobPosting,
    Line,
    MatchReport,
    Requirement,
    Resume,
    Verdict,
)
from core.pipeline import Match

State = Literal["met", "partial", "missing", "unsaid"]
MARKS: Mapping[State, str] = {"met": "✓", "partial": "~", "missing": "✗", "unsaid": "?"}
WORDS: Mapping[State, str] = {
    "met": "Met",
    "partial": "Partly",
    "missing": "Nothing found",
    "unsaid": "Not stated",
}
HOW = {
    "shown": "shown in work",
    "certified": "certified",
    "claimed": "said, not shown",
    "listed": "only in a list",
    "similar": "something similar is shown",
    "written in it": "the resume is written in it",
    "copied": "copied from the job, so it counts nothing",
}
TONES: Mapping[Band, State] = {"Strong": "met", "Good": "met", "Partial": "partial", "Weak": "missing"}
ENGINES: Mapping[EngineName, str] = {
    "rules": "rules alone",
    "embedded": "rules and the built-in model",
    "ollama": "rules and a model in Ollama",
}
GOOD_FROM = 60.0
"""The lower end of the first band that a missing must keeps a resume out of."""
CELL_GAP = "\u2003\u2003"
"""Between two cells of a line: a tab would be as narrow as chance wants it."""
SHOWN_CHARS = 20_000
"""A longer line is no line of a resume; the rest of it is cut."""
# Steering marks reorder what is shown, and with it what a line seems to say; letters that join (ZWJ, ZWNJ) stay.
_STEERING = dict.fromkeys(
    [
        *range(0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)


@dataclass(frozen=True, slots=True)
class Point:
    """A requirement and what became of it.

    Attributes:
        id: "p3", made here; ids of a posting may hold anything.
        quote, line: None where nothing was found, or where it stands in no line.
    """

    id: str
    number: int
    name: str
    kind: str
    weight: int
    state: State
    mark: str
    word: str
    how: str
    months: str
    quote: str | None
    line: int | None
    asked: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `ids` of the points it counts for, best verdict as its state."""

    text: str
    ids: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it; hidden ones have no number and no words."""

    n: int
    pieces: tuple[Piece, ...] = ()
    points: tuple[Point, ...] = ()
    state: str = ""
    is_heading: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page; `number` is None where there are no pages."""

    number: int | None
    lines: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in percent of its length."""

    state: State
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Group:
    """Requirements of one kind, by weight as a bar and by number as a sentence."""

    name: str
    told: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a report's page says.

    Attributes:
        is_capped: the band is lower than the number, because a must is missing.
    """

    score: int
    band: Band
    tone: State
    candidate: str
    job: str
    summary: str
    points: tuple[Point, ...]
    missing: tuple[Point, ...]
    unsaid: tuple[Point, ...]
    looks: tuple[str, ...]
    groups: tuple[Group, ...]
    sections: tuple[tuple[str, tuple[Point, ...]], ...]
    sheets: tuple[Sheet, ...]
    facts: tuple[tuple[str, str], ...]
    is_capped: bool
    is_recognised: bool


def report(match: Match, *, blind: bool) -> Page:
    """A match in words.

    Args:
        blind: the resume is one without its person; nothing is said of its file, and its missing lines are shown as hidden.
    """
    made, resume, posting = match.report, match.resume, match.posting
    verdicts = sorted(made.verdicts, key=lambda verdict: not verdict.requirement.must)
    points = tuple(_point(number, verdict, resume, blind=blind) for number, verdict in enumerate(verdicts, 1))
    paired = list(zip(verdicts, points, strict=True))
    musts = tuple(p for v, p in paired if v.requirement.must)
    nice = tuple(p for v, p in paired if not v.requirement.must)
    return Page(
        score=round(made.score),
        band=made.band,
        tone=TONES[made.band],
        candidate="A candidate" if blind else clean(resume.file_name) or "A resume",
        job=clean(posting.title or "") or "the job",
        summary=_summary(musts, nice),
        points=points,
        missing=tuple(p for p in musts if p.state == "missing"),
        unsaid=tuple(p for p in points if p.state == "unsaid"),
        looks=tuple(_looks(made, resume, posting)),
        groups=tuple(_groups(paired)),
        sections=tuple((title, some) for title, some in (("Musts", musts), ("Nice to have", nice)) if some),
        sheets=_sheets(resume.document.visible, points, blind=blind),
        facts=tuple(_facts(match)),
        is_capped=made.score >= GOOD_FROM and made.band == "Partial" and bool(made.missing_musts),
        is_recognised=any(line.recognised for line in resume.document.visible),
    )


def clean(text: str) -> str:
    """Others' text without marks that steer the direction of writing, or a terminal."""
    return text[:SHOWN_CHARS].translate(_STEERING)


def named(requirement: Requirement) -> str:
    """`Python, 4 y or more`, `Kubernetes or ECS`."""
    names = clean(" or ".join(requirement.any_of)) or clean(requirement.quote)
    return f"{names}, {lasting(requirement.months)} or more" if requirement.months else names


# ---------------------------------------------------------------- requirements


def _point(number: int, verdict: Verdict, resume: Resume, *, blind: bool) -> Point:
    asked = verdict.requirement
    state = _state(verdict)
    line = verdict.line if verdict.line in {one.n for one in resume.document.visible} else None
    quote = None if verdict.quote is None else clean(verdict.quote)
    if (
        blind
        and quote is not None
        and (line is None or quote not in clean(resume.document.by_number[line].text))
    ):
        quote, line = "hidden until names are revealed", None
    return Point(
        id=f"p{number}",
        number=number,
        name=named(asked),
        kind=KIND_NAMES[asked.kind],
        weight=asked.weight,
        state=state,
        mark=MARKS[state],
        word=WORDS[state],
        how=_how(verdict),
        months=_months(verdict),
        quote=quote,
        line=line,
        asked=clean(asked.quote),
    )


def _how(verdict: Verdict) -> str:
    if verdict.quote is not None and not verdict.line:
        return "the owner's word"
    if verdict.requirement.kind == "language" and verdict.how == "shown":
        return "stated"  # no work shows a language
    return HOW.get(verdict.how, "")


def _state(verdict: Verdict) -> State:
    return "unsaid" if verdict.how == "not stated" else verdict.verdict


def _months(verdict: Verdict) -> str:
    """`5 y 10 m, 4 y asked`."""
    asked = verdict.requirement.months
    if verdict.months is None or not asked:
        return ""
    return f"{lasting(verdict.months)}, {lasting(asked)} asked"


def _summary(musts: Sequence[Point], nice: Sequence[Point]) -> str:
    """`5 of 8 musts met, 2 partly · 2 of 4 nice to have met`."""
    told = []
    for some, what in ((musts, "musts"), (nice, "nice to have")):
        if some:
            met, partly = (sum(p.state == state for p in some) for state in ("met", "partial"))
            told.append(f"{met} of {len(some)} {what} met" + (f", {partly} partly" if partly else ""))
    return " · ".join(told) or "The job states nothing that can be checked."


def _groups(paired: Sequence[tuple[Verdict, Point]]) -> Iterator[Group]:
    """Musts and nice to have; then by kind, where there is more than one."""
    for name, must in (("Musts", True), ("Nice to have", False)):
        some = [p for v, p in paired if v.requirement.must is must]
        if some:
            yield _group(name, some)
    kinds = [kind for kind in KIND_GROUPS if any(v.requirement.kind == kind for v, _ in paired)]
    for kind in kinds if len(kinds) > 1 else ():
        yield _group(KIND_GROUPS[kind], [p for v, p in paired if v.requirement.kind == kind])


def _group(name: str, points: Sequence[Point]) -> Group:
    counted: dict[State, int] = {state: sum(p.state == state for p in points) for state in MARKS}
    words = {"met": "met", "partial": "partly", "missing": "missing", "unsaid": "not stated"}
    total = sum(p.weight for p in points if p.state != "unsaid")
    parts, start = [], 0.0
    for state in ("met", "partial"):
        width = 100 * sum(p.weight for p in points if p.state == state) / total if total else 0.0
        if width:
            parts.append(Part(state, round(start, 2), round(width, 2)))
        start += width
    return Group(name, " · ".join(f"{n} {words[state]}" for state, n in counted.items() if n), tuple(parts))


# ---------------------------------------------------------------- what to know


def _looks(made: MatchReport, resume: Resume, posting: JobPosting) -> Iterator[str]:
    """What a person should look at, a sentence each."""
    yield from made.cautions
    notices = (*resume.document.notices, *resume.notices, *posting.document.notices, *posting.notices)
    yield from dict.fromkeys(clean(notice.text) for notice in notices)


def _facts(match: Match) -> Iterator[tuple[str, str]]:
    made = match.report
    moment = datetime.now(UTC) if match.made_at is None else datetime.fromtimestamp(match.made_at, UTC)
    yield "Fingerprint", made.fingerprint
    yield "Rules", made.rules
    yield "Scored", f"{moment:%Y-%m-%d %H:%M} UTC"
    yield "Resume", f"revision {match.resume.revision}, read by {ENGINES[match.resume.engine]}"
    yield "Job", f"version {match.posting.version}, read by {ENGINES[match.posting.engine]}"
    yield "Similar wording", f"by embeddings {made.embeddings[:8]}" if made.embeddings else "by words alone"


# ---------------------------------------------------------------- lines


def _sheets(lines: Sequence[Line], points: Sequence[Point], *, blind: bool) -> tuple[Sheet, ...]:
    cited: dict[int, list[Point]] = {}
    for point in points:
        if point.line is not None and point.state in ("met", "partial"):
            cited.setdefault(point.line, []).append(point)
    sheets = []
    last = 0
    for number, some in groupby(lines, key=lambda line: line.page):
        shown: list[Shown] = []
        for line in some:
            if blind and line.n > last + 1:
                shown.append(Shown(0, is_hidden=True))
            last = line.n
            shown.append(_shown(line, cited.get(line.n, ())))
        sheets.append(Sheet(number, tuple(shown)))
    return tuple(sheets)


def _shown(line: Line, points: Sequence[Point]) -> Shown:
    return Shown(
        n=line.n,
        pieces=tuple(_pieces(clean(line.text), points)),
        points=tuple(points),
        state=_best(points),
        is_heading=bool(line.level or line.bold),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    point: Point
    start: int
    end: int


def _pieces(text: str, points: Sequence[Point]) -> Iterator[Piece]:
    """The line cut where a quote begins or ends; each stretch knows whom it serves."""
    marks = list(_marks(text, points))
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(cuts):
        over = [m.point for m in marks if m.start <= start and end <= m.end]
        yield Piece(text[start:end].replace("\t", CELL_GAP), " ".join(p.id for p in over), _best(over))


def _marks(text: str, points: Sequence[Point]) -> Iterator[_Mark]:
    for point in points:
        start = text.find(point.quote) if point.quote else -1
        if start >= 0 and point.quote:
            yield _Mark(point, start, start + len(point.quote))


def _best(points: Iterable[Point]) -> str:
    states = {point.state for point in points}
    return next((state for state in MARKS if state in states), "")
