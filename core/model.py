"""The nouns of the product: frozen, without behaviour beyond looking at themselves.

All of them turn into JSON and back with `dump` and `load`; nothing here imports another room.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Json = dict[str, Any]
JsonResume = dict[str, Any]
"""JSON Resume v1.0.0 (jsonresume.org/schema), keys unrenamed; what is not in the document is left out."""

DocumentType = Literal["pdf", "docx", "txt", "md"]
Kind = Literal["skill", "years", "degree", "certificate", "language", "place", "seniority", "duty"]
KIND_NAMES: Mapping[Kind, str] = {
    "skill": "Skill",
    "years": "Years",
    "degree": "Degree",
    "certificate": "Certificate",
    "language": "Language",
    "seniority": "Level",
    "duty": "Duty",
    "place": "Place",
}
"""What people read for a requirement of this kind, wherever one is shown."""
KIND_GROUPS: Mapping[Kind, str] = {
    "skill": "Skills",
    "years": "Years",
    "degree": "Degrees",
    "certificate": "Certificates",
    "language": "Languages",
    "seniority": "Level",
    "duty": "Duties",
    "place": "Place",
}
"""The same for all of a kind together, in the order in which the kinds are shown."""
Band = Literal["Strong", "Good", "Partial", "Weak"]
VerdictWord = Literal["met", "partial", "missing"]
EngineName = Literal["ollama", "embedded", "rules"]

T = TypeVar("T")


_ADAPTERS: "dict[type[Any], TypeAdapter[Any]]" = {}


def _adapter(kind: type[Any]) -> "TypeAdapter[Any]":
    # Only here: the children that read files use the nouns too, and must start in a tenth of a second.
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dump(noun: object) -> Json:
    """A noun as JSON data; `load` turns it back."""
    data: Json = _adapter(type(noun)).dump_python(noun, mode="json")
    return data


def load(kind: type[T], data: object) -> T:
    """JSON data as a noun.

    Raises:
        pydantic.ValidationError: the data has another shape.
    """
    noun: T = _adapter(kind).validate_python(data)
    return noun


# ---------------------------------------------------------------- who and what came in


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where: every look-up is bound to it.

    `channel_id` is "" on the command line and wherever no channel is involved.
    """

    team_id: str
    user_id: str
    channel_id: str = ""


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. The name is for display only: the content decides what it is."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes, 64 letters."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was asked for, in tokens."""

    prompt_tokens: int = 0
    output_tokens: int = 0
    model_calls: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.output_tokens + other.output_tokens,
            self.model_calls + other.model_calls,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know about a result, as a code and a whole sentence."""

    code: str
    text: str


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in PDF points from its top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it.

    Attributes:
        n: counts from 1 through the whole document, in human reading order.
        text: never empty; a tab stands where a wide gap parts two cells (title and date, table cells);
            list items keep their glyph ("• Moved …").
        page: from 1; None where there are no pages.
        box: None where there is no geometry.
        size: font size in points, 0.0 if unknown.
        level: heading level by style or Markdown (1 is the top), 0 for none.
        bullet: the line opens a list item.
        indent: how far the text stands to the right of its column's left edge, in em.
        column: 0 for the main column or a full-width line; 1, 2 … for others of the page.
        links: targets of the links on this line, in order.
        visible: False for text that nobody can see; such a line takes no part in anything.
        recognised: read off a picture (OCR), so letters may be wrong.
    """

    n: int
    text: str
    page: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False
    level: int = 0
    bullet: bool = False
    indent: float = 0.0
    column: int = 0
    links: tuple[str, ...] = ()
    visible: bool = True
    recognised: bool = False


@dataclass(frozen=True)
class Document:
    """Lines in human reading order.

    Attributes:
        sha256: of the bytes it was read from.
        pages: None where there are none (TXT, MD, DOCX).
        hidden_words: words nobody can see; counted whether or not their lines are listed.
    """

    sha256: str
    type: DocumentType
    lines: tuple[Line, ...]
    pages: int | None = None
    hidden_words: int = 0
    notices: tuple[Notice, ...] = ()

    @cached_property
    def visible(self) -> tuple[Line, ...]:
        """The lines a person can see, in order."""
        return tuple(line for line in self.lines if line.visible)

    @cached_property
    def by_number(self) -> Mapping[int, Line]:
        return {line.n: line for line in self.lines}

    @property
    def text(self) -> str:
        """All visible text, a line each."""
        return "\n".join(line.text for line in self.visible)


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a line: code points `start` to `end` (not included) of its text."""

    line: int
    start: int
    end: int


Spans = dict[str, tuple[Span, ...]]
"""JSON Pointer of each string of a resume → where the document says it."""


# ---------------------------------------------------------------- resumes


@dataclass(frozen=True, slots=True)
class Doubt:
    """A part of a resume that was not read surely: what to check, as a short clause."""

    pointer: str
    text: str


@dataclass(frozen=True)
class Extraction:
    """What was found in a document. Every string of `fields` is a span of it."""

    fields: JsonResume
    spans: Spans
    doubts: tuple[Doubt, ...] = ()
    notices: tuple[Notice, ...] = ()
    engine: EngineName = "rules"
    usage: Usage = Usage()
    language: str | None = None
    """ISO 639-1, None where it cannot be told."""


FieldKind = Literal["text", "long", "date", "end", "bullets", "words"]
"""What a person may write in a field: a line, a paragraph, a date, a date or nothing ("to present"), lists of either."""
ENTRY_NAMES: Mapping[str, str] = {
    "basics": "your details",
    "basics/profiles": "profile",
    "work": "job",
    "volunteer": "volunteer work",
    "education": "degree",
    "projects": "project",
    "skills": "skills",
    "languages": "language",
    "certificates": "certificate",
    "awards": "award",
    "publications": "publication",
    "interests": "interest",
}
"""What people read for an entry of a section: "job 2"."""
_SPAN_OF_TIME: dict[str, FieldKind] = {"startDate": "date", "endDate": "end"}
CORRECTABLE: Mapping[str, Mapping[str, FieldKind]] = {
    "basics": {
        "name": "text",
        "label": "text",
        "email": "text",
        "phone": "text",
        "url": "text",
        "location/city": "text",
        "summary": "long",
    },
    "basics/profiles": {"network": "text", "username": "text", "url": "text"},
    "work": {
        "position": "text",
        "name": "text",
        "location": "text",
        **_SPAN_OF_TIME,
        "summary": "long",
        "highlights": "bullets",
    },
    "volunteer": {
        "position": "text",
        "organization": "text",
        **_SPAN_OF_TIME,
        "summary": "long",
        "highlights": "bullets",
    },
    "education": {
        "studyType": "text",
        "area": "text",
        "institution": "text",
        **_SPAN_OF_TIME,
        "score": "text",
        "courses": "bullets",
    },
    "projects": {"name": "text", **_SPAN_OF_TIME, "description": "long", "highlights": "bullets"},
    "skills": {"name": "text", "level": "text", "keywords": "words"},
    "languages": {"language": "text", "fluency": "text"},
    "certificates": {"name": "text", "issuer": "text", "date": "date"},
    "awards": {"title": "text", "awarder": "text", "date": "date", "summary": "long"},
    "publications": {"name": "text", "publisher": "text", "releaseDate": "date"},
    "interests": {"name": "text", "keywords": "words"},
}
"""Section → the fields that a person may correct, by their pointer within an entry, in the order they are shown."""


def parted(pointer: str) -> tuple[str, str]:
    """The section of `CORRECTABLE` that an entry's pointer names, and its place there: `("basics/profiles", "0")`."""
    path = pointer.removeprefix("/")
    for section in CORRECTABLE:
        if "/" in section and (path == section or path.startswith(f"{section}/")):
            return section, path[len(section) + 1 :]
    section, _, place = path.partition("/")
    return section, place


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of a resume as its owner says it should be read.

    Attributes:
        pointer: "/basics", "/work/1"; "/work/-" for one that was missed (RFC 6901: the place after the last).
        fields: a key of `CORRECTABLE` → its whole new value, dates as people write them; "" and () for what is not there.
            Keys left out stay as they are. None: there is no such entry.
        seen: `entry_mark` of the entry that it was made for; "" where whatever stands there now is meant.
    """

    pointer: str
    fields: Mapping[str, str | tuple[str, ...]] | None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made.

    Attributes:
        token: of the attempt, so that the same one makes no second revision.
        what: "dates of job 2".
    """

    token: str
    what: str


def entry_mark(entry: object) -> str:
    """16 hex digits that tell whether an entry has changed."""
    return sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Resume:
    """One revision of one resume; accepting an edit makes a new one.

    Attributes:
        file_name: for display only.
        read_on: the day it was shared; "present" ends there.
        attested: JSON Pointers of strings that its owner said and the document does not: they have no span.
        corrected: what its owner put right, oldest first.
    """

    id: str
    revision: int
    file_name: str
    document: Document
    fields: JsonResume
    spans: Spans
    read_on: date
    doubts: tuple[Doubt, ...] = ()
    notices: tuple[Notice, ...] = ()
    engine: EngineName = "rules"
    language: str | None = None
    """ISO 639-1, None where it cannot be told."""
    attested: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()

    def entries(self, section: str) -> Iterator[tuple[str, Json]]:
        """The entries of a section ("work", "basics/profiles") with their JSON Pointers."""
        *outer, last = section.split("/")
        node: Json = self.fields
        for key in outer:
            node = node.get(key, {})
        for place, entry in enumerate(node.get(last, ())):
            yield f"/{section}/{place}", entry


@dataclass(frozen=True, slots=True)
class ResumeCard:
    """What lists show of a resume, without opening its text."""

    id: str
    revision: int
    file_name: str
    user_id: str
    channel_id: str
    thread_ts: str
    upload_sha256: str
    created_at: float
    """Seconds since the epoch, UTC."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What resumes are compared by: SHA-256 in hex, "" where there is nothing to compare.

    Attributes:
        text: of all visible text, without its layout.
        mail, phone: of the name together with the one or the other.
    """

    text: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier resume of the same asker that is the same file, the same text, or the same person's."""

    how: Literal["file", "text", "person"]
    card: ResumeCard


# ---------------------------------------------------------------- postings


@dataclass(frozen=True, slots=True)
class Salary:
    """An open end of the range is None. ISO 4217; year, month, week, day or hour."""

    min: float | None
    max: float | None
    currency: str
    period: str

    @property
    def written(self) -> str:
        """In words: "68,000 – 82,000 EUR a year", "21.50 USD an hour", "from 70,000 …", "up to 90,000 …"."""
        low, high = (None if end is None else _amount(end) for end in (self.min, self.max))
        if low and high:
            ends = low if low == high else f"{low} – {high}"
        else:
            ends = f"from {low}" if low else f"up to {high}"
        return f"{ends} {self.currency} {'an' if self.period == 'hour' else 'a'} {self.period}"


def _amount(end: float) -> str:
    return f"{end:,.0f}" if end == int(end) else f"{end:,.2f}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the posting asks for.

    Attributes:
        id: stable within the posting ("r1", "r2", …).
        must: False means nice to have.
        any_of: alternatives of which one is enough, each a short name ("Kubernetes"), never a sentence.
        weight: 1 to 3.
        line, quote: the posting's own words, word for word on that line; line 0 where its owner asks for it and the
            posting does not.
        months: experience asked for, None if no number is stated.
    """

    id: str
    kind: Kind
    must: bool
    any_of: tuple[str, ...]
    weight: int
    line: int
    quote: str
    months: int | None = None

    @property
    def written(self) -> str:
        """Its names and the time it asks for, as `RequirementChange.said` is read: "Kubernetes or ECS", "Python, 4+ years"."""
        months = self.months
        time = "" if months is None else f"{months}+ months" if months % 12 else f"{months // 12}+ years"
        return ", ".join(filter(None, (" or ".join(self.any_of), time)))


@dataclass(frozen=True)
class JobPosting:
    """What an employer asks for (JSON Resume's job schema, with requirements that can be checked).

    Saving a changed list makes the next version.
    """

    id: str
    version: int
    document: Document
    title: str | None
    company: str | None
    location: str | None
    remote: Literal["onsite", "hybrid", "remote"] | None
    type: Literal["full-time", "part-time", "contract"] | None
    seniority: str | None
    min_years: float | None
    education: str | None
    salary: Salary | None
    requirements: tuple[Requirement, ...]
    engine: EngineName = "rules"
    notices: tuple[Notice, ...] = ()
    usage: Usage = Usage()
    language: str | None = None
    """ISO 639-1, None where it cannot be told."""
    revised: str = ""
    """Token of the attempt that made this version of the one before, so that the same one makes no second."""


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """One requirement as the posting's owner wants it.

    Attributes:
        id: of a requirement of the posting; "" for one to add.
        weight: 1 to 3.
        said: names of which one is enough, and the time asked for: "Kubernetes or ECS", "Python, 4+ years"; None leaves
            them as they are.
        gone: take it out.
        kind, line: of one to add; line 0 where the posting does not say it.
    """

    id: str
    must: bool
    weight: int
    said: str | None = None
    gone: bool = False
    kind: Kind = "skill"
    line: int = 0


# ---------------------------------------------------------------- scores

CAUTIONS: Mapping[str, str] = {
    "keyword_stuffing": "A list names many of the job's words at once. Words in a list count little.",
    "hidden_text": "The file holds text that nobody can see. It was not counted.",
    "copied_from_posting": "Some lines are copied from the job. They count nothing.",
    "said_by_owner": "Some of it was put right by the resume's owner and does not stand in the file: dates count as they "
    "say, all else half at most.",
}
"""Flag of a report → what people are told of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the resume shows for one requirement.

    Attributes:
        credit: 0.0 to 1.0.
        quote, line: the resume's own words, None where nothing was found.
            A quote without a line is what the resume's owner said and the document does not.
        months: shown by dated entries, None where no months are asked for.
        how: shown, certified, claimed, listed, copied, similar, or "" where nothing was found.
    """

    requirement: Requirement
    verdict: VerdictWord
    credit: float
    quote: str | None = None
    line: int | None = None
    months: int | None = None
    how: str = ""


@dataclass(frozen=True)
class MatchReport:
    """A score with its reasons.

    Attributes:
        score: 0.0 to 100.0; rounded only where it is shown.
        fingerprint: "72 · job v1 · resume 9f2c · rules 1.0".
        flags: what a person should look at, of `CAUTIONS`.
        alike: id of a requirement → what embeddings found near it; kept, so that anyone can make the score again.
        embeddings: digest of their model, "" where words alone decided.
    """

    score: float
    band: Band
    fingerprint: str
    verdicts: tuple[Verdict, ...]
    flags: tuple[str, ...] = ()
    rules: str = ""
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    embeddings: str = ""

    @property
    def cautions(self) -> tuple[str, ...]:
        """A sentence for each flag. Reports are kept: a flag of older rules has none."""
        return tuple(CAUTIONS[flag] for flag in self.flags if flag in CAUTIONS)

    @cached_property
    def missing_musts(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.verdicts if v.requirement.must and v.verdict == "missing")


@dataclass(frozen=True, slots=True)
class Profiled:
    """A resume as thousands are looked through.

    Attributes:
        profile: of its current revision; None until it is made.
        vectors_key: under which its vectors are kept.
    """

    resume_id: str
    profile: bytes | None
    vectors_key: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What one requirement adds: its weight times the credit that work shows, that words claim, that lists name beyond that."""

    requirement: Requirement
    strong: float
    claimed: float
    listed: float


@dataclass(frozen=True, slots=True)
class Account:
    """How a score came about: 100 · (strong + weak) / total.

    Attributes:
        total: sum of the weights.
        strong: shown and certified.
        claimed, listed: words without work behind them, before the caps.
        listed_counted: what is left of `listed` under its cap.
        weak: what is left of `claimed + listed_counted` under theirs.
    """

    shares: tuple[Share, ...]
    total: float
    strong: float
    claimed: float
    listed: float
    listed_counted: float
    weak: float
    score: float


# ---------------------------------------------------------------- edits


@dataclass(frozen=True, slots=True)
class Edit:
    """One suggestion: one bullet, or one move. It holds while `before` still stands at `pointer`.

    Attributes:
        pointer: JSON Pointer (RFC 6901) of the value in `Resume.fields`; an array for a move.
        before: its whole present text.
        after: its new text; every fact of it stands on the lines `sources`.
        requirement: id of the requirement it serves, or None.
        points: what it adds to the score on top of the edits proposed before it.
        reason: one clause for the user.
    """

    id: str
    pointer: str
    before: str
    after: str
    requirement: str | None
    points: float
    sources: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """An edit, and what it alone adds to the score of each posting that it lifts.

    Attributes:
        points: id of a posting → more than 0.
    """

    edit: Edit
    points: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class NotOffered:
    """A requirement that no honest edit can serve, because the resume does not hold it."""

    requirement: Requirement


@dataclass(frozen=True, slots=True)
class ImprovementDone:
    """The closing line of an improvement: scores with no edit, and with all of them."""

    score_before: float
    score_after: float
    usage: Usage = Usage()
    notices: tuple[Notice, ...] = ()


Improvement = Edit | NotOffered | ImprovementDone
"""What an improvement yields, one by one."""


# ---------------------------------------------------------------- what the house knows of itself


@dataclass(frozen=True)
class Installed:
    """What reads and scores here: versions and digests, "" for what is not there.

    Attributes:
        model, embeddings: digests of the models that generate and embed.
        rules, reader, extraction: versions of the rooms.
    """

    engine: EngineName
    model: str
    embeddings: str
    rules: str
    reader: str
    extraction: str

    @cached_property
    def mark(self) -> str:
        """16 hex digits of all of it."""
        return sha256(json.dumps(dump(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Check:
    """One part of a self-test.

    Attributes:
        outcome: skipped where there is nothing to check: no model, or one that does not answer.
        says: what was found, as a clause without personal text.
        measured: the numbers behind it.
    """

    name: str
    outcome: Literal["passed", "failed", "skipped"]
    says: str
    measured: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class SelfTest:
    """What came out when the installed house was tried with made people.

    Attributes:
        at: seconds since the epoch, UTC.
        took_s: seconds.
    """

    installed: Installed
    checks: tuple[Check, ...]
    at: float
    took_s: float

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the checks that failed."""
        return tuple(check.name for check in self.checks if check.outcome == "failed")

    @property
    def passed(self) -> int:
        return sum(check.outcome == "passed" for check in self.checks)

    @property
    def made(self) -> int:
        """Checks that had something to check."""
        return sum(check.outcome != "skipped" for check in self.checks)


# ---------------------------------------------------------------- rankings

VoteWord = Literal["yes", "no", "unsure"]
RankingPhase = Literal["shown", "voting", "counted"]


@dataclass(frozen=True, slots=True)
class RankingRules:
    """What an admin set for the rankings of a workspace.

    Attributes:
        notice: told to candidates, and shown with every ranking.
        retention_days: after which a ranking is erased.
        visibility: of rankings in private channels; those of public ones are for the asker alone, always.
        quorum: how many people must have voted on everybody before a vote is counted.
        vote_hours: after which it is counted anyway.
    """

    notice: str
    retention_days: int = 30
    visibility: Literal["channel", "asker"] = "channel"
    quorum: int = 3
    vote_hours: int = 24
    is_on: bool = True
    set_by: str = ""
    set_at: float = 0.0


@dataclass(frozen=True, slots=True)
class SwapTest:
    """What became of a ranking when its candidates' names, pronouns and contact data were exchanged.

    Attributes:
        swaps: how often every candidate was given another person's.
        changed: after how many of them a score was another.
        digest: SHA-256 of all scores of all swaps, to the bit.
        drawn: on how many who do not stand in the ranking it was made too.
    """

    swaps: int
    changed: int
    digest: str
    drawn: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in a ranking, under a letter that says nothing.

    Attributes:
        report: of the blinded resume; its quotes name nobody.
    """

    letter: str
    resume_id: str
    revision: int
    report: MatchReport


@dataclass(frozen=True)
class Ranking:
    """Resumes of a channel against one posting, names hidden.

    Attributes:
        asker: who asked, and the channel in which the resumes were shared.
        is_private: the asker alone may see it.
        candidates: best first; those within `EQUAL_POINTS` of one another by letter.
        left_out: why shared files are not ranked → how many.
        place: channel and ts of the message that shows it, "" until it is posted.
        closes_at: when its vote is counted at the latest; seconds since the epoch, UTC.
        looked_at: how many resumes were compared; of many, the best stand in the ranking.
        near: how many that do not stand in it score as much as the last that does, but for four points.
        model_waits: there was a model, and it could not look at all of them, so words alone decided.
    """

    id: str
    asker: Asker
    posting_id: str
    posting_version: int
    title: str
    is_private: bool
    candidates: tuple[Candidate, ...]
    swaps: SwapTest
    left_out: Mapping[str, int] = field(default_factory=dict)
    notice: str = ""
    phase: RankingPhase = "shown"
    closes_at: float = 0.0
    place: tuple[str, str] = ("", "")
    made_at: float = 0.0
    looked_at: int = 0
    near: int = 0
    model_waits: bool = False

    @cached_property
    def by_letter(self) -> Mapping[str, Candidate]:
        return {one.letter: one for one in self.candidates}


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's word on one candidate."""

    letter: str
    user_id: str
    said: VoteWord
