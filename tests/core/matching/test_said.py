"""What a resume's owner says and the document does not: claimed at most, and said to be so."""

from dataclasses import replace
from typing import Any

import pytest
from paper import job, need, posting, resume

from core.matching import score
from core.model import JobPosting, Kind, MatchReport, Resume

MINE: dict[str, Any] = {
    "basics": {"name": "Ida Holm"},
    "work": [job("Backend Engineer", "Built Python services")],
    "education": [{"studyType": "BSc", "area": "Physics"}],
}


def said(fields: dict[str, Any], *pointers: str) -> Resume:
    """A resume whose strings under these pointers stand nowhere in its document."""
    whole = resume(fields)
    gone = tuple(p for p in whole.spans if p.startswith(pointers))
    lines = {span.line for p in gone for span in whole.spans[p]}
    document = replace(whole.document, lines=tuple(x for x in whole.document.lines if x.n not in lines))
    kept = {p: spans for p, spans in whole.spans.items() if p not in gone}
    return replace(whole, document=document, spans=kept, attested=gone)


def adding(**more: list[Any]) -> dict[str, Any]:
    return {key: [*MINE.get(key, []), *new] for key, new in more.items()} | {
        key: value for key, value in MINE.items() if key not in more
    }


def asks(*names: str, kind: Kind = "skill", **more: Any) -> JobPosting:
    return posting(need(*names, kind=kind, **more))


def test_a_bullet_that_is_only_said_is_a_claim_quoted_without_a_line() -> None:
    fields = adding(work=[job("Backend Engineer", "Ran Kafka for 3 services")])
    [shown] = score(asks("Kafka"), resume(fields)).verdicts
    [claimed] = score(asks("Kafka"), said(fields, "/work/1/highlights/0")).verdicts
    assert (shown.credit, shown.how) == (1.0, "shown")
    assert (claimed.credit, claimed.how) == (0.5, "claimed")
    assert (claimed.quote, claimed.line) == ("Ran Kafka for 3 services", None)


def test_a_report_says_that_something_of_it_stands_on_its_owners_word() -> None:
    fields = adding(work=[job("Backend Engineer", "Ran Kafka for 3 services")])
    assert score(asks("Kafka"), said(fields, "/work/1/highlights/0")).flags == ("said_by_owner",)
    assert score(asks("Kafka"), said(fields, "/basics/name")).flags == ()


def test_a_listed_skill_that_is_said_is_worth_no_more_than_a_listed_one() -> None:
    fields = adding(skills=[{"keywords": ["Kafka"]}])
    [verdict] = score(asks("Kafka"), said(fields, "/skills/0/keywords/0")).verdicts
    assert (verdict.credit, verdict.how, verdict.line) == (0.35, "listed", None)


ADDED: dict[str, tuple[dict[str, Any], str, JobPosting]] = {
    "degree": (
        adding(education=[{"studyType": "MSc", "area": "Computer Science"}]),
        "/education/1",
        asks("MSc in Computer Science", kind="degree", quote="MSc in Computer Science"),
    ),
    "language": (
        adding(languages=[{"language": "German", "fluency": "C1"}]),
        "/languages/0",
        asks("German", kind="language", quote="German B2"),
    ),
    "certificate": (
        adding(certificates=[{"name": "AWS Solutions Architect", "issuer": "Amazon"}]),
        "/certificates/0",
        asks("AWS Solutions Architect", kind="certificate"),
    ),
    "seniority": (
        adding(work=[job("Lead Backend Engineer", start="2024-01", end="2025-12")]),
        "/work/1",
        asks("Lead", kind="seniority", quote="Lead Backend Engineer"),
    ),
}


@pytest.mark.parametrize("what", ADDED)
def test_whatever_is_only_said_is_worth_half_at_most(what: str) -> None:
    fields, pointer, asked = ADDED[what]
    best: MatchReport = score(asked, resume(fields))
    claimed: MatchReport = score(asked, said(fields, pointer))
    assert best.verdicts[0].credit == 1.0
    assert (
        0.0 < claimed.verdicts[0].credit <= 0.7
    )  # "similar" for years of the trade that the document does show
    assert claimed.score <= 70.0
    assert claimed.score < best.score


def test_a_job_that_is_only_said_adds_half_of_its_months() -> None:
    asked = posting(need(kind="years", months=120, quote="10 years of backend work"))
    five_shown = score(asked, resume(MINE)).verdicts[0]
    fields = adding(work=[job("Backend Engineer", start="2014-01", end="2018-12")])
    ten_shown = score(asked, resume(fields)).verdicts[0]
    five_said = score(asked, said(fields, "/work/1/position", "/work/1/name")).verdicts[0]
    assert (five_shown.credit, ten_shown.credit) == (0.5, 1.0)
    assert (five_said.credit, five_said.how, five_said.months) == (0.75, "claimed", 120)


def test_dates_that_their_owner_corrected_change_the_months_of_a_job_that_stands_there() -> None:
    asked = posting(need("Python", months=60))
    short = replace(
        resume(adding(work=[])), fields=MINE | {"work": [MINE["work"][0] | {"endDate": "2019-12"}]}
    )
    assert score(asked, short).verdicts[0].months == 12
    assert score(asked, said(MINE, "/work/0/endDate")).verdicts[0].months == 60


def test_a_job_that_is_only_said_beside_the_same_months_shown_meets_nothing_more_than_wholly() -> None:
    shown = job("Cashier", "Wrote Go for the tills", start="2020-01", end="2020-11")
    told = job("Backend Engineer", "Wrote Go", start="2020-01", end="2020-11")
    fields = MINE | {"work": [shown, told]}
    asked = posting(need("Go", kind="years", months=12, quote="A year of Go"), title="Backend Engineer")

    [verdict] = score(asked, said(fields, "/work/1/position", "/work/1/name", "/work/1/highlights")).verdicts

    assert (11 / 12 < verdict.credit <= 1.0, verdict.how) == (True, "claimed")
