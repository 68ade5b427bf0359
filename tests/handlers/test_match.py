"""/match, with a text, alone, misspelt, and before there is a resume."""

import asyncio
import re
from typing import Any

import pytest
from handlers_office import JOB, RESUME, Office
from slack import CannotDo, forge_press

from core.model import Asker
from handlers import commands

pytestmark = pytest.mark.asyncio(loop_scope="module")
SHORT = "Responsibilities:\n- be nice to others\n- smile"


async def test_the_report_comes_in_the_resumes_thread_and_the_caller_is_shown_the_way(office: Office) -> None:
    ts, _ = await office.shares()
    outcome = await office.nadia.command(office.channel, "/match", JOB)
    assert outcome.response is not None
    assert outcome.response["text"] == "Matching *nadia.txt*… The report comes in its thread."
    report = await office.nadia.sees("· rules ", office.channel, ts, 10)
    assert 'Job saved: "Senior Backend Engineer"' in report.shown
    assert "missing must: Kubernetes" in report.shown
    assert (
        '✓ PostgreSQL — "Built REST APIs for parcel tracking with FastAPI and PostgreSQL" (l.6'
        in report.shown
    )
    assert [one.label for one in report.buttons] == ["Improve", "Check the list", "Why", "Delete"]

    whisper = await office.nadia.sees("the report>", office.channel)
    assert whisper.whispered_to == office.nadia.id
    assert "the report>" not in str([one.shown for one in office.otto.reads(office.channel)])


async def test_a_job_before_the_resume_waits_for_it(office: Office) -> None:
    await office.nadia.command(office.channel, "/match", JOB)
    saved = await office.nadia.sees(
        "Now drop your resume here or DM me. I'll match it at once.", office.channel
    )
    assert saved.shown.startswith('Job saved: "Senior Backend Engineer", ')
    assert saved.whispered_to == office.nadia.id

    ts, _ = await office.shares()
    await office.nadia.sees("· rules ", office.channel, ts, 10)
    _, second = await office.shares(RESUME.replace("Lyon", "Nantes"), "later.txt")
    await office.slack.quiet()
    assert not [one for one in office.said(thread_ts=second.thread_ts) if "· rules " in one.shown]


async def test_match_alone_asks_for_the_job_and_the_resume(office: Office) -> None:
    ts, _ = await office.shares()
    await office.shares(RESUME.replace("Nadia", "Nora"), "nora.txt")
    await office.nadia.command(office.channel, "/match")
    view = await office.nadia.sees_view("Paste")
    cards = await office.house.pipeline.resumes.of(asker(office))
    older = next(card.id for card in cards if card.file_name == "nadia.txt")

    refused = await office.nadia.submit(view)
    assert refused.errors == {"job_text": "Paste the job, attach it as a file, or pick a recent one."}
    await office.nadia.submit(view, {"job_text/choice": JOB, "resume/choice": older})
    await office.nadia.sees("· rules ", office.channel, ts, 10)

    await office.nadia.command(office.channel, "/match")
    view = await office.nadia.sees_view("Or a recent job")
    [posting] = await office.house.pipeline.postings.of(asker(office))
    newer = next(card for card in cards if card.file_name == "nora.txt")
    await office.nadia.submit(view, {"job_recent/choice": posting.id, "resume/choice": newer.id})
    await office.nadia.sees("· rules ", office.channel, newer.thread_ts, 10)


async def test_match_alone_without_a_resume_keeps_the_job_for_the_first_one(office: Office) -> None:
    await office.nadia.command(office.channel, "/match")
    view = await office.nadia.sees_view("You have no resume here yet")
    await office.nadia.submit(view, {"job_text/choice": JOB})
    await office.nadia.sees("Now drop your resume here", office.channel)


async def test_the_button_under_three_files_matches_each_in_one_go(office: Office) -> None:
    ts = office.nadia.share(
        office.channel, {"a.txt": RESUME.encode(), "b.txt": RESUME.replace("Lyon", "Nice").encode()}
    )
    reply = await office.replies(ts)
    await office.nadia.press(reply, "Match both to a job")
    view = await office.nadia.sees_view("Resume: a.txt, b.txt")
    await office.nadia.submit(view, {"job_text/choice": JOB})
    await office.nadia.sees(lambda m: "· rules " in m.shown and "b.txt" in m.shown, office.channel, ts, 10)
    reports = [one for one in office.said(thread_ts=ts) if "· rules " in one.shown]
    assert [one.shown.split(" · ")[0] for one in reports] == ["a.txt", "b.txt"]


async def test_the_newest_of_several_resumes_is_taken_and_said_aloud(office: Office) -> None:
    await office.shares()
    ts, _ = await office.shares(RESUME.replace("Nadia", "Nora"), "nora *new*.txt")
    outcome = await office.nadia.command(office.channel, "/match", JOB)
    assert outcome.response is not None
    assert outcome.response["text"].startswith("Matching *nora ∗new∗.txt*, the newest of your 2 resumes…")
    await office.nadia.sees("· rules ", office.channel, ts, 10)


async def test_help_names_what_works_and_nothing_else(office: Office) -> None:
    outcome = await office.nadia.command(office.channel, "/match", "help")
    assert outcome.response is not None
    assert "`/match &lt;job text&gt;`" in outcome.response["text"]
    text = outcome.response["text"]
    assert all(f"`/match {word}" in text for word in commands.WORKING)
    assert not [word for word in commands.COMING if f"`/match {word}" in text]


async def test_a_misspelt_word_is_asked_about_and_may_still_be_a_job(office: Office) -> None:
    await office.nadia.command(office.channel, "/match", "rnak")
    asked = await office.nadia.sees('I don\'t know "rnak". Did you mean *rank*?', office.channel)
    await office.nadia.press(asked, "Use as job")
    await office.nadia.sees("Paste the whole job", office.channel, None, 10)


async def test_ones_own_resumes_are_listed_newest_first_and_can_be_matched_from_there(office: Office) -> None:
    none = await office.otto.command(office.channel, "/match", "resumes")
    assert none.response is not None
    assert "You have no resume here yet" in none.response["text"]
    await office.shares(name="old.txt")
    await office.shares(RESUME.replace("PostgreSQL", "MySQL"), name="new.txt")
    await office.nadia.command(office.channel, "/match", "resumes")

    told = await office.nadia.sees("A command means the current one", office.channel)
    assert told.whispered_to == office.nadia.id
    assert told.shown.index("new.txt") < told.shown.index("old.txt")
    assert re.search(r"new\.txt.*· current", told.shown)
    assert not re.search(r"old\.txt.*· current", told.shown)
    await office.nadia.press(told, told.buttons[2])
    form = await office.nadia.sees_view(lambda view: "old.txt" in str(view.body))
    assert "old.txt" in str(form.body)


async def test_a_resume_deleted_from_the_list_is_gone_and_its_owner_alone_is_told(office: Office) -> None:
    ts, _ = await office.shares(name="old.txt")
    kept, _ = await office.shares(RESUME.replace("PostgreSQL", "MySQL"), name="new.txt")
    await office.nadia.command(office.channel, "/match", "resumes")
    told = await office.nadia.sees("A command means the current one", office.channel)
    said = len(office.said())

    await forge_press(
        office.house.app,
        office.slack,
        office.otto,
        told,
        action_id="delete_resumes",
        value=told.buttons[3].element["value"],
    )
    await office.slack.quiet()
    assert len(await office.house.pipeline.resumes.of(asker(office))) == 2

    await office.nadia.press(told, told.buttons[3])
    gone = await office.nadia.sees("Gone. I keep a log line without your text", office.channel, None, 10)
    assert gone.whispered_to == office.nadia.id
    [card] = await office.house.pipeline.resumes.of(asker(office))
    assert card.file_name == "new.txt"
    assert not office.said(thread_ts=ts)  # nothing of ours about it is left
    assert office.said(thread_ts=kept)
    assert len(office.said()) == said - 1  # and nothing new is said to all
    left = await office.nadia.sees(
        lambda m: "A command means the current one" in m.shown and "old.txt" not in m.shown, office.channel
    )
    assert "new.txt" in left.shown


async def test_a_word_that_comes_later_is_said_to_come_later(office: Office) -> None:
    outcome = await office.nadia.command(office.channel, "/match", commands.COMING[0])
    assert outcome.response is not None
    assert "comes in a later release" in outcome.response["text"]


async def test_a_link_is_not_opened_but_the_text_can_be_pasted(office: Office) -> None:
    await office.nadia.command(office.channel, "/match", "https://jobs.example/123")
    told = await office.nadia.sees("I don't open links.", office.channel)
    await office.nadia.press(told, "Paste text")
    await office.nadia.sees_view("Paste")


async def test_a_job_with_nothing_to_measure_is_answered_to_the_caller_alone(office: Office) -> None:
    ts, reply = await office.shares()
    await office.nadia.command(office.channel, "/match", "hi there")
    whisper = await office.nadia.sees(
        "Paste the whole job: what it asks for, line by line.", office.channel, None, 10
    )
    assert whisper.whispered_to == office.nadia.id
    assert [one.ts for one in office.said(thread_ts=ts)] == [reply.ts]


async def test_a_command_where_the_bot_is_no_member_is_answered_in_direct_messages(office: Office) -> None:
    ts, _ = await office.shares()
    elsewhere = office.slack.channel("elsewhere", members=[office.nadia], bot=False)
    await office.nadia.command(elsewhere, "/match", JOB)
    await office.nadia.sees("· rules ", office.channel, ts, 10)
    await office.nadia.sees("the report>", office.slack.dm(office.nadia))


async def test_a_colleague_cannot_match_somebody_elses_resume(office: Office) -> None:
    ts, reply = await office.shares()
    await office.otto.press(reply, "Match to a job")
    await office.otto.sees_view("press the buttons under my reply to you")
    await office.otto.command(office.channel, "/match", JOB)
    await office.otto.sees("Now drop your resume here", office.channel, None, 10)
    await office.slack.quiet()
    assert [one.ts for one in office.said(thread_ts=ts)] == [reply.ts]


@pytest.mark.parametrize(
    "said", ["<!channel> & <@U1> *x* need 3+ years of Go", "Go " * 13_000, "'; DROP TABLE resume; --\nPython"]
)
async def test_a_hostile_job_neither_pings_nor_breaks_anything(office: Office, said: str) -> None:
    ts, _ = await office.shares()
    await office.nadia.command(office.channel, "/match", said)
    told = await office.nadia.sees(
        lambda m: "· rules " in m.shown or "whole job" in m.shown, office.channel, None, 10
    )
    assert "<!" not in told.shown
    assert "<@" not in told.shown
    assert office.said(thread_ts=ts)


async def test_a_score_is_the_same_each_time(office: Office) -> None:
    await office.shares()
    for done in range(1, 4):
        await office.nadia.command(office.channel, "/match", JOB)
        reports = await office.sees_many(done, "· rules ")
        await office.slack.quiet()
    assert len({one.shown for one in reports}) == 1


async def test_twenty_commands_at_once_are_each_acknowledged_in_time(office: Office) -> None:
    await office.shares()
    outcomes = await asyncio.gather(*(office.nadia.command(office.channel, "/match", JOB) for _ in range(20)))
    assert all(one.acked for one in outcomes)


async def test_a_command_in_a_thread_is_slacks_to_refuse(office: Office) -> None:
    ts, _ = await office.shares()
    assert not (await office.nadia.command(office.channel, "/match", JOB, thread_ts=ts)).acked
    with pytest.raises(CannotDo):
        await office.otto.press(office.said(thread_ts=ts)[0], "Accept")


def asker(office: Office) -> Asker:
    return Asker(office.slack.team_id, office.nadia.id, office.channel)


async def test_a_job_can_be_handed_over_as_a_file_in_the_modal(office: Office) -> None:
    ts, _ = await office.shares()
    await office.nadia.command(office.channel, "/match")
    view = await office.nadia.sees_view("Or a file with the job")
    await office.nadia.submit(view, {"job_file/choice": [office.nadia.attach("job.md", JOB.encode())]})
    report = await office.nadia.sees("· rules ", office.channel, ts, 10)
    assert "Senior Backend Engineer" in report.shown


async def test_a_job_file_that_cannot_be_read_is_refused_to_the_asker_alone(office: Office) -> None:
    await office.shares()
    await office.nadia.command(office.channel, "/match")
    view = await office.nadia.sees_view("Or a file with the job")
    await office.nadia.submit(view, {"job_file/choice": [office.nadia.attach("job.pdf", b"%PDF-1.7 cut")]})
    told = await office.nadia.sees("damaged or cut off", office.channel, None, 10)
    assert told.whispered_to == office.nadia.id


async def test_a_command_typed_again_while_it_is_worked_on_makes_one_report(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ts, _ = await office.shares()
    may_go_on, real = asyncio.Event(), office.house.pipeline.postings.add

    async def slow(*args: Any) -> Any:
        await may_go_on.wait()
        return await real(*args)

    monkeypatch.setattr(office.house.pipeline.postings, "add", slow)  # a slow model
    for _ in range(3):
        assert (await office.nadia.command(office.channel, "/match", JOB)).acked
    may_go_on.set()
    await office.nadia.sees("· rules ", office.channel, ts, 10)
    await office.slack.quiet()
    assert len([one for one in office.said(thread_ts=ts) if "· rules " in one.shown]) == 1

    await office.nadia.command(office.channel, "/match", JOB)
    await office.nadia.sees(
        lambda _: len([one for one in office.said(thread_ts=ts) if "· rules " in one.shown]) == 2,
        office.channel,
        ts,
        10,
    )
