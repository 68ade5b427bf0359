"""Small nouns to keep, all of them invented."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import count

from core.model import (
    Asker,
    Document,
    Edit,
    JobPosting,
    Line,
    MatchReport,
    Requirement,
    Resume,
    Span,
    Upload,
    Verdict,
)
from core.storage import Store

MINA = Asker("T1", "U1", "C1")
LEO = Asker("T1", "U2", "C1")
STRANGER = Asker("T2", "U1", "C1")
_shares = count()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_795_000_000.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


def document(text: str) -> Document:
    lines = tuple(Line(n, line) for n, line in enumerate(text.splitlines(), 1))
    return Document(sha256(text.encode(errors="replace")).hexdigest(), "txt", lines)


def resume(id: str, text: str = "Mina Okafor", revision: int = 1) -> Resume:
    return Resume(
        id=id,
        revision=revision,
        file_name="mina.txt",
        document=document(text),
        fields={"basics": {"name": text.splitlines()[0]}},
        spans={"/basics/name": (Span(1, 0, 4),)},
        read_on=date(2026, 11, 23),
    )


def posting(id: str, text: str = "Python, 4 years", version: int = 1) -> JobPosting:
    return JobPosting(
        id=id,
        version=version,
        document=document(text),
        title="Backend engineer",
        company=None,
        location=None,
        remote=None,
        type=None,
        seniority=None,
        min_years=4.0,
        education=None,
        salary=None,
        requirements=(REQUIREMENT,),
    )


REQUIREMENT = Requirement(
    "r1", "skill", must=True, any_of=("Python",), weight=3, line=1, quote="Python", months=48
)


def report(score: float = 55.0, quote: str = "Built APIs with Python") -> MatchReport:
    verdict = Verdict(REQUIREMENT, "met", 1.0, quote=quote, line=1, months=60, how="shown")
    return MatchReport(score, "Partial", "55 · job v1 · resume 9f2c · rules 1.0", (verdict,), rules="1.0")


def edit(id: str, after: str = "Ran deploys for 3 services") -> Edit:
    return Edit(id, "/work/0/highlights/0", "Responsible for deploys", after, "r1", 5.0, (1,))


async def shared(store: Store, asker: Asker, text: str = "Mina Okafor", *, name: str = "mina.txt") -> Resume:
    """A resume that was shared, kept, read and saved."""
    n = next(_shares)
    claim = await store.claim_share(
        asker, ts=f"{n}.1", file_id=f"F{n}", file_name=name, thread_ts=f"{n}.1", event_id=f"E{n}"
    )
    upload = Upload(name, text.encode(errors="replace"))
    await store.set_upload(asker, claim.resume_id, await store.keep_upload(asker.team_id, upload))
    read = document(text)
    await store.save_document(asker.team_id, upload.sha256, read)
    it = replace(resume(claim.resume_id, text), document=read)
    await store.save_resume(asker, it)
    return it
