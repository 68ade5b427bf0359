"""⋮ → Use as job on any message, and [Match my resume]."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import pytest
from handlers_office import JOB, RESUME, Office
from printer import docx, p
from slack import Message

from core.errors import NotFound
from core.model import Asker
from handlers import Files, Runs, jobs, unsure
from handlers.errors import guarded
from handlers.files import MIB
from handlers.runs import Run
from handlers.text import said

T = TypeVar("T")
in_office = pytest.mark.asyncio(loop_scope="module")


class NoOthers(Runs):
    """Starts nothing."""

    async def start(self, *_: Any) -> bool:
        return False


def message(office: Office, ts: str, channel: str = "") -> Message:
    """A message as it stands, to open its menu."""
    return next(one for one in office.nadia.reads(channel or office.channel) if one.ts == ts)


@in_office
async def test_a_file_in_the_thread_of_others_becomes_a_job_and_everybody_there_can_match_to_it(
    office: Office,
) -> None:
    cv, _ = await office.shares()
    ts = office.otto.share(
        office.channel, {"jd.docx": docx("".join(p(line) for line in JOB.splitlines() if line))}
    )
    await office.otto.sees("[Use as job]", office.channel, ts, 10)  # it looks like a job, and Otto is asked
    outcome = await office.nadia.shortcut("use_as_job", message(office, ts))
    assert outcome.acked

    saved = await office.nadia.sees("Job saved", office.channel, ts, 10)
    assert saved.thread_ts == ts
    assert not saved.whispered_to
    assert 'Job saved: "Senior Backend Engineer", ' in saved.shown
    assert [one.label for one in saved.buttons] == ["Match my resume", "Check the list"]

    await office.nadia.press(saved, "Match my resume")
    report = await office.nadia.sees("· rules ", office.channel, cv, 10)
    assert "Senior Backend Engineer" in report.shown
    # Otto may match to it too: it was saved where he can read it. He has no resume yet.
    await office.otto.press(saved, "Match my resume")
    told = await office.otto.sees("Now drop your resume here", office.channel, None, 10)
    assert told.whispered_to == office.otto.id


@in_office
async def test_the_text_of_a_message_becomes_a_job_in_the_words_that_were_typed(office: Office) -> None:
    ts = office.otto.say(office.channel, JOB.replace("PostgreSQL", "PostgreSQL & SQL"))
    await office.nadia.shortcut("use_as_job", message(office, ts))
    saved = await office.nadia.sees("Job saved", office.channel, ts, 10)
    posting_id = saved.buttons[0].element["value"]
    posting = await office.house.pipeline.postings.get(
        Asker(office.slack.team_id, office.nadia.id), posting_id
    )
    assert "PostgreSQL & SQL" in posting.document.text


@in_office
async def test_in_a_public_channel_the_presser_alone_hears_of_it(office: Office) -> None:
    public = office.slack.channel("jobs", private=False, members=[office.nadia, office.otto])
    for thread_ts in (None, office.otto.say(public, "who knows this one?")):
        ts = office.otto.say(public, JOB, thread_ts)
        await office.nadia.shortcut("use_as_job", message(office, ts, public))
        saved = await office.nadia.sees("Job saved", public, None, 10)
        await office.slack.quiet()
        assert saved.whispered_to == office.nadia.id
        assert not office.said(public)
        assert not office.said(public, ts)


@in_office
async def test_where_the_bot_is_no_member_the_answer_comes_as_a_direct_message(office: Office) -> None:
    elsewhere = office.slack.channel("closed", private=True, members=[office.nadia], bot=False)
    ts = office.nadia.say(elsewhere, JOB)
    await office.nadia.shortcut("use_as_job", message(office, ts, elsewhere))
    saved = await office.nadia.sees("Job saved", office.slack.dm(office.nadia), None, 10)
    assert [one.label for one in saved.buttons] == ["Match my resume", "Check the list"]


@in_office
async def test_a_message_that_is_no_job_is_answered_to_the_presser_alone(office: Office) -> None:
    several = office.otto.share(office.channel, {"a.txt": RESUME.encode(), "b.txt": RESUME.encode()})
    await office.otto.sees("2 files", office.channel, several, 10)
    for ts, words in (
        (several, "several files"),
        (office.otto.say(office.channel, "good morning"), "Paste the whole job"),
        (office.otto.say(office.channel, " "), "neither text nor a file"),
    ):
        before = len(office.said())
        await office.nadia.shortcut("use_as_job", message(office, ts))
        told = await office.nadia.sees(words, office.channel, None, 10)
        assert told.whispered_to == office.nadia.id
        assert len(office.said()) == before


@in_office
async def test_somebody_elses_job_from_another_channel_cannot_be_matched_to(office: Office) -> None:
    ts = office.nadia.say(office.channel, JOB)
    await office.nadia.shortcut("use_as_job", message(office, ts))
    saved = await office.nadia.sees("Job saved", office.channel, ts, 10)
    otto = Asker(office.slack.team_id, office.otto.id, office.slack.dm(office.otto))
    with pytest.raises(NotFound, match="I don't have that job for you"):
        await office.house.pipeline.postings.get(otto, saved.buttons[0].element["value"])


# ---------------------------------------------------------------- after a crash


class Forgetful:
    """Durable work that ends after each step's deed and before its checkpoint: every run does everything again."""

    def __init__(self, id: str) -> None:
        self.id = id

    async def step(self, _name: str, fn: Callable[[], Awaitable[T]]) -> T:
        return await fn()


@in_office
async def test_whatever_step_it_dies_after_a_second_run_says_the_same_and_says_it_once(
    office: Office,
) -> None:
    pipeline, slack = office.house.pipeline, office.house.slack
    files = Files(slack, max_bytes=10 * MIB)
    story: dict[str, Callable[[Run], Awaitable[None]]] = {
        "insist": partial(unsure.insist, pipeline=pipeline, runs=NoOthers()),
        "job": partial(jobs.job, pipeline=pipeline, files=files),
        "ignore": partial(unsure.ignore, pipeline=pipeline),
    }
    for kind, flow in story.items():
        ts = office.nadia.share(office.channel, {"jd.txt": JOB.encode()})
        reply = await office.nadia.sees("[Use as job]", office.channel, ts, 10)
        resume_id = reply.buttons[0].element["value"]
        ref = {
            "team": office.slack.team_id, "user": office.nadia.id, "channel": office.channel, "thread_ts": ts,
            "resume": resume_id, "shared": resume_id, "posting": f"{resume_id}.job", "ts": reply.ts,
        }  # fmt: skip
        run = guarded(flow, slack=slack, runs=NoOthers(), answer="whisper")
        seen = []
        for _ in range(3):
            await run(Forgetful(f"T:{kind}"), ref)
            seen.append([one.shown for one in office.said(thread_ts=ts)])
        assert seen[0] == seen[1] == seen[2]
        assert seen[0] != [reply.shown]
        assert len(seen[0]) == 1


def test_a_message_s_markup_becomes_the_words_that_people_saw() -> None:
    assert (
        said("<https://example.org|Apply> &amp; <@U1> join <#C1|jobs> <!here>", 100) == "Apply &  join jobs"
    )
    assert (
        said("<mailto:a@example.org|a@example.org> <https://example.org>", 100)
        == "a@example.org https://example.org"
    )
    assert said("2 &lt; 3 &gt; 1", 100) == "2 < 3 > 1"
    assert said("<" * 50_000, 40_000) == "<" * 40_000
