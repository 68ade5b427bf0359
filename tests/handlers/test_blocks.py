"""What messages look like: JSON in `snapshots`, ready to paste into Block Kit Builder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension
from syrupy.location import PyTestLocation

from bot.sandbox import problems_of_blocks, problems_of_view
from core.errors import NotFound
from core.model import (
    Document,
    Doubt,
    Edit,
    JobPosting,
    Line,
    MatchReport,
    Notice,
    Requirement,
    Resume,
    ResumeCard,
    Span,
    Spans,
    Twin,
    Verdict,
)
from core.pipeline import Match
from handlers import blocks
from handlers.blocks import Choice, EditRun, FileRead, Reply, parts

LINES = (
    "Mina Okafor",
    "Data Engineer, Harbour Freight",
    "Built REST APIs for tracking with FastAPI",
    "Responsible for deploys",
    "Skills: Python, Redis",
)
NASTY = st.text(max_size=200) | st.sampled_from(
    ["<!channel>", "*b*", "&" * 400, "x" * 5_000, "", " ", "\u202e\x00"]
)


class InSnapshots(JSONSnapshotExtension):
    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        path = Path(test_location.filepath)
        return str(path.with_name("snapshots") / path.stem)


@pytest.fixture
def drawn(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(InSnapshots)


@dataclass(frozen=True)
class Proposal:
    edit: Edit
    state: Literal["proposed", "accepted", "skipped"] = "proposed"


def resume(**changes: Any) -> Resume:
    document = Document("0" * 64, "pdf", tuple(Line(n, one) for n, one in enumerate(LINES, 1)), pages=2)
    fields = {
        "basics": {"name": "Mina Okafor", "email": "mina@example.org", "location": {"city": "Rotterdam"}},
        "work": [
            {"name": "Harbour Freight", "position": "Data Engineer", "startDate": "2021-03", "highlights": [LINES[2], LINES[3]]},
            {"name": "Tulip Grid", "position": "Junior", "startDate": "2018", "endDate": "2021-02"},
        ],
        "education": [{"institution": "Groningen", "studyType": "BSc", "area": "Econometrics"}],
        "skills": [{"name": "Skills", "keywords": ["Python", "Redis"]}],
        "languages": [{"language": "Dutch", "fluency": "fluent"}],
    }  # fmt: skip
    spans: Spans = {"/work/0/highlights/0": (Span(3, 0, 41),), "/work/0/highlights/1": (Span(4, 0, 23),)}
    made = Resume("resume-1", 1, "Mina_Okafor.pdf", document, fields, spans, date(2026, 11, 23))
    return replace(made, **changes)


def requirement(number: int, *names: str, must: bool = True, **more: Any) -> Requirement:
    kind = more.pop("kind", "skill")
    return Requirement(f"r{number}", kind, must, names, 2, number, " or ".join(names), **more)


POSTING = JobPosting(
    id="job-1",
    version=1,
    document=Document("1" * 64, "txt", (Line(1, "Senior backend engineer"),)),
    title="Senior backend engineer",
    company=None,
    location=None,
    remote=None,
    type=None,
    seniority=None,
    min_years=None,
    education=None,
    salary=None,
    requirements=(
        requirement(1, "Python", months=48),
        requirement(2, "Redis", must=False),
        requirement(3, "Kubernetes", "ECS"),
        requirement(4, "Go", must=False, months=30),
        requirement(5, "Rotterdam", must=False, kind="place"),
    ),
)


def report(**changes: Any) -> MatchReport:
    asked = POSTING.requirements
    verdicts = (
        Verdict(asked[2], "missing", 0.0),
        Verdict(asked[0], "met", 1.0, LINES[2], 3, 70, "shown"),
        Verdict(asked[1], "partial", 0.35, "Redis", 5, None, "listed"),
        Verdict(asked[3], "partial", 0.4, "Wrote Go tools", 4, 12, "similar"),
        Verdict(asked[4], "missing", 0.0),
    )
    made = MatchReport(55.4, "Partial", "55 · job v1 · resume 9f2c · rules 1.0", verdicts)
    return replace(made, **changes)


def made(**changes: Any) -> Match:
    return Match(report(**changes), resume(), POSTING, "match-1")


EDITS = (
    Edit(
        "e1", "/work/0/highlights/1", "Responsible for deploys", "Ran deploys to AWS ECS", "r3", 5.0, (3, 4)
    ),
    Edit("e2", "/skills/0/keywords", "Redis, Python", "Python, Redis", None, 0.0, (5,), "easier to see"),
)
RUN = EditRun("list-1", "resume-1", "job-1", 55.4, ("r4",))


def listed(*states: Literal["proposed", "accepted", "skipped"]) -> list[Proposal]:
    return [Proposal(edit, state) for edit, state in zip(EDITS, states, strict=True)]


HIDING = Document(
    "0" * 64,
    "pdf",
    (Line(1, "Mina Okafor", 1), Line(2, "Python <!channel> *expert*", 1, visible=False), Line(3, "Go", 2, visible=False)),
    pages=2,
    hidden_words=5,
    notices=(
        Notice("hidden_text", "Page 1 has 4 words nobody can see. I did not count them."),
        Notice("hidden_text", "Page 2 has 1 word nobody can see. I did not count it."),
    ),
)  # fmt: skip
CARD = ResumeCard("r-old", 1, "Mina_2025.pdf", "U1", "C1", "1.0", "", 1_763_500_000.0)

REPLIES: dict[str, Reply] = {
    "resume_read": blocks.resume_read(resume()),
    "resume_read_with_doubts_and_notices": blocks.resume_read(
        resume(
            doubts=(Doubt("/work/1", 'dates of job 2 look like "2019 – ?"'),),
            notices=(Notice("left_out", "I left out what I have no place for: Hobbies (l.40–43)."),),
        )
    ),
    "resume_read_in_part": blocks.resume_read(
        resume(
            document=HIDING,
            fields={"work": [{"position": "Data Engineer", "startDate": "2021-03"}, {"position": "Junior"}]},
            spans={"/work/1/position": (Span(2, 0, 6),), "/work/1/highlights/0": (Span(4, 0, 23),)},
            doubts=(Doubt("/work/1", "job 2 (l.2) has no dates"),),
        ),
        [Twin("person", CARD), Twin("file", replace(CARD, created_at=1_763_600_000.0))],
    ),
    "not_a_resume": blocks.unsure("This looks like an invoice: no jobs, no education.", "r-c"),
    "job_read": blocks.job_read(POSTING),
    "three_files": blocks.resumes_read(
        [
            FileRead("a.docx", resume(id="r-a", document=HIDING)),
            FileRead("b.pdf", resume(id="r-b"), twins=[Twin("text", CARD)]),
            FileRead("c.pdf", refusal="This PDF is a picture: 0 letters on 2 pages. Export it as PDF from Word, or send DOCX."),
        ]
    ),
    "match_report": blocks.match_report(made()),
    "match_report_flagged": blocks.match_report(made(flags=("keyword_stuffing", "hidden_text")), has_page=True),
    "edits_proposed": blocks.edits(listed("proposed", "proposed"), resume(), POSTING, RUN, 55.4),
    "edits_half_decided": blocks.edits(listed("accepted", "proposed"), resume(), POSTING, RUN, 60.2),
    "edits_none": blocks.edits([], resume(), POSTING, RUN, 55.4),
    "edits_done": blocks.edits_done(listed("accepted", "skipped"), RUN, 60.2),
    "edits_all_skipped": blocks.edits_done(listed("skipped", "skipped"), RUN, 55.4),
    "exported_from_pdf": blocks.exported(resume(), EDITS[:1]),
}  # fmt: skip


@pytest.mark.parametrize("name", REPLIES)
def test_messages_look_as_agreed(name: str, drawn: SnapshotAssertion) -> None:
    reply = REPLIES[name]
    assert not problems_of_blocks(reply.json)
    assert {"text": reply.text, "blocks": reply.json} == drawn


LEFT_OVER = [Line(6, "Treasurer of the rowing club")]
MODALS: dict[str, View] = {
    "modal_loading": blocks.LOADING,
    "modal_match": blocks.match_modal(
        Choice(
            [ResumeCard("resume-1", 1, "Mina_Okafor.pdf", "U1", "C1", "1.0", "", 0.0)], [POSTING], (), "C1"
        )
    ),
    "modal_match_without_resume": blocks.match_modal(Choice([], [])),
    "modal_match_both": blocks.match_modal(
        Choice(
            [ResumeCard(one, 1, f"{one}.pdf", "U1", "C1", "1.0", "", 0.0) for one in "ab"],
            [],
            ("a", "b"),
            "C1",
        )
    ),
    "modal_hidden": blocks.hidden_modal(resume(document=HIDING)),
    "modal_read": blocks.read_modal(resume(), [LEFT_OVER]),
    "modal_fix": blocks.fix_modal(resume(), "/work/0", LEFT_OVER),
}


@pytest.mark.parametrize("name", MODALS)
def test_modals_look_as_agreed(name: str, drawn: SnapshotAssertion) -> None:
    view = MODALS[name].to_dict()
    assert not problems_of_view(view)
    assert view == drawn


def test_the_report_says_the_score_first_and_what_must_be_there_and_is_not() -> None:
    shown = blocks.match_report(made())
    texts = [block.get("text", {}).get("text", "") for block in shown.json]
    assert texts[1].split("\n") == [
        "*55 · Partial* — missing must: Kubernetes or ECS",
        "▰▰▰▰▰▱▱▱▱▱ Must have: 1 of 2 met",
        "▰▰▰▰▰▱▱▱▱▱ Nice to have: 0 of 2 met, 2 in part",
    ]
    assert texts[2].split("\n") == [
        '✓ Python 4+ y — "Built REST APIs for tracking with FastAPI" (l.3, 5 y 10 m)',
        '~ Redis — only in a list: "Redis" (l.5)',
        '~ Go — similar: "Wrote Go tools" (l.4, 1 y of 2 y 6 m)',
        "✗ Kubernetes or ECS — nothing found",
        "✗ Rotterdam — not stated",
    ]


def test_a_list_of_edits_can_be_read_back_from_its_message() -> None:
    drawn = blocks.edits(listed("accepted", "proposed"), resume(), POSTING, RUN, 60.2)
    assert blocks.shown_run(drawn.json) == (RUN, ("e1", "e2"))


@pytest.mark.parametrize("block_id", ["", "run:", "run:x:a:b:c", "run:x:a:b:many:r1"])
def test_a_message_that_is_no_list_of_edits_is_not_taken_for_one(block_id: str) -> None:
    with pytest.raises(NotFound):
        blocks.shown_run([{"type": "section", "block_id": block_id}])


def test_a_posting_with_sixty_requirements_fits_and_says_how_many_are_left_out() -> None:
    asked = [requirement(n, f"Skill {n}", "y" * 400) for n in range(60)]
    verdicts = tuple(Verdict(one, "met", 1.0, "q" * 900, 1, None, "shown") for one in asked)
    reply = blocks.match_report(made(verdicts=verdicts))
    assert not problems_of_blocks(reply.json)
    assert "+48 more ▸" in str(reply.json)
    view = blocks.all_verdicts(made(verdicts=verdicts)).to_dict()
    assert not problems_of_view(view)
    assert str(view).count("✓ Skill") == 60


def test_sixty_long_edits_fit_and_the_rest_is_counted() -> None:
    edits = [Proposal(replace(EDITS[0], id=f"e{n}", before="b" * 900, after="a" * 900)) for n in range(60)]
    reply = blocks.edits(edits, resume(), POSTING, RUN, 55.4)
    assert not problems_of_blocks(reply.json)
    assert "more: press Improve again" in str(reply.json)


@settings(max_examples=60, deadline=None)
@given(st.lists(NASTY, min_size=6, max_size=6))
def test_hostile_words_anywhere_never_break_a_message_nor_ping(words: list[str]) -> None:
    title, name, quote, before, after, doubt = words
    asked = (replace(POSTING.requirements[0], any_of=(title, quote), quote=quote),)
    posting = replace(POSTING, title=title, requirements=asked)
    shared = resume(file_name=name, doubts=(Doubt("/work/0", doubt),), notices=(Notice("n", doubt),))
    found = report(verdicts=(Verdict(asked[0], "met", 1.0, quote, 1, 12, "shown"),))
    edit = replace(EDITS[0], before=before, after=after, reason=doubt, requirement="r1")
    replies: Sequence[Reply] = (
        blocks.resume_read(shared),
        blocks.resumes_read([FileRead(name, shared), FileRead(title, refusal="no")]),
        blocks.unsure("no", "x", name),
        blocks.match_report(Match(found, shared, posting, "m1")),
        blocks.edits([Proposal(edit)], shared, posting, RUN, 1.0),
        blocks.exported(shared, [edit]),
    )
    for reply in replies:
        assert not problems_of_blocks(reply.json)
        assert parts.length(reply.json) <= parts.MESSAGE_LENGTH
        assert 0 < len(reply.text) <= parts.FALLBACK_LENGTH
        assert "<!" not in str(reply.json) + reply.text
    fields = {"basics": {"name": name}, "work": [{"name": title, "highlights": [quote, before]}]}
    card = ResumeCard("resume-1", 1, name, "U1", "C1", "1.0", "", 0.0)
    assert not problems_of_view(
        blocks.read_modal(resume(fields=fields), [], "https://example.org/page").to_dict()
    )
    assert not problems_of_view(blocks.match_modal(Choice([card], [posting])).to_dict())
    lines = tuple(Line(n, one, visible=False) for n, one in enumerate(words, 1) if one)
    hidden = blocks.hidden_modal(resume(file_name=name, document=Document("0" * 64, "txt", lines))).to_dict()
    assert not problems_of_view(hidden)
    assert "<!" not in str(hidden)


def test_ten_files_with_much_to_say_fit_and_what_is_left_out_is_counted() -> None:
    document = replace(
        HIDING, notices=tuple(Notice("hidden_text", f"Page {n} has words nobody can see.") for n in range(9))
    )
    noticed = tuple(Notice("left_out", f"{n} " + "x" * 280) for n in range(9))
    shared = resume(document=document, notices=noticed, fields={"work": [{}, {}, {}]})
    refused = FileRead("y" * 90, refusal="z" * 600)
    twins = [Twin("file", CARD)]
    for files in ([FileRead("x" * 90, shared, twins=twins)] * 11, [refused] * 10):
        reply = blocks.resumes_read(files)
        assert not problems_of_blocks(reply.json)
        assert len(reply.json) <= parts.MESSAGE_BLOCKS
        assert parts.length(reply.json) <= parts.MESSAGE_LENGTH
    alone = blocks.resume_read(shared, twins)
    assert "+4 more pages" in str(alone.json)
    assert "+4 more; they stand under" in str(alone.json)


def test_hidden_lines_without_end_fit_and_the_rest_is_counted() -> None:
    lines = tuple(Line(n, "word " * 200, 1, visible=False) for n in range(1, 400))
    view = blocks.hidden_modal(resume(document=replace(HIDING, lines=lines, hidden_words=80_000))).to_dict()
    assert not problems_of_view(view)
    assert "more parts of the file" in str(view)
    assert "200 more words cannot be listed" in str(
        blocks.hidden_modal(resume(document=replace(HIDING, lines=lines[:2], hidden_words=600))).to_dict()
    )
