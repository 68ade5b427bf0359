"""[Check the list]: what people see, change and save, and what it does to the report."""

from dataclasses import replace

import pytest
from handlers_office import JOB, RESUME, Office
from slack import Message, View

from core.model import Asker, JobPosting
from handlers.blocks import requirements

pytestmark = pytest.mark.asyncio(loop_scope="module")
NAMES = [
    f"{first}{second}"
    for first in ("Al", "Bo", "Ce", "Do", "Fa")
    for second in ("dra", "lix", "mar", "nox", "rum")
]
LONG_JOB = "Toolsmith\n\nRequirements\n" + "".join(f"- {name}DB\n- {name}Mesh\n" for name in NAMES)


def asker(office: Office) -> Asker:
    return Asker(office.slack.team_id, office.nadia.id, office.channel)


async def checks(office: Office, report: Message) -> View:
    await office.nadia.press(report, "Check the list")
    return await office.nadia.sees_view(lambda one: one.title.startswith("Requirements"))


async def reported(office: Office, job: str = JOB) -> tuple[str, Message, JobPosting]:
    ts, _ = await office.shares()
    report = await office.matches(ts, job)
    [posting, *_] = await office.house.pipeline.postings.of(asker(office))
    return ts, report, posting


def of(posting: JobPosting, name: str) -> str:
    """Id of the requirement that names this."""
    return next(one.id for one in posting.requirements if name in one.any_of)


async def test_a_must_made_nice_to_have_is_version_2_and_the_report_says_what_moved(office: Office) -> None:
    ts, report, posting = await reported(office)
    assert "job v1" in report.shown
    view = await checks(office, report)
    assert 'Skill · l.6 "Kubernetes"' in view.shown
    await office.nadia.submit(view, {f"how:{of(posting, 'Kubernetes')}": "Nice to have, weight 1"})

    better = await office.nadia.sees("job v2", office.channel, ts, 10)
    assert better.ts == report.ts
    before, after = report.shown.split("\n")[1], better.shown.split("\n")[2]
    assert "missing must: Kubernetes" in before
    assert "missing must" not in after
    moved = better.shown.split("\n")[1]
    assert moved == (
        f"*{before.split(' ·')[0].strip('*')} → {after.split(' ·')[0].strip('*')}*: "
        "you made Kubernetes nice to have, gave Kubernetes weight 1."
    ).replace(", gave", " and gave")
    kept = await office.house.pipeline.postings.version(asker(office), posting.id, 1)
    assert kept == posting
    again = await office.house.pipeline.postings.own(asker(office), posting.id)
    assert (again.version, [one.id for one in again.requirements]) == (
        2,
        [one.id for one in posting.requirements],
    )


async def test_ones_other_reports_of_the_job_say_that_the_list_has_changed_and_score_again(
    office: Office,
) -> None:
    first, old, posting = await reported(office)
    second, reply = await office.shares(
        RESUME.replace("Lyon", "Nantes").replace("Docker", "Kubernetes"), "two.txt"
    )
    await office.nadia.press(reply, "Match to a job")
    form = await office.nadia.sees_view("Or a recent job")
    await office.nadia.submit(form, {"job_recent/choice": posting.id})
    other = await office.nadia.sees("· rules ", office.channel, second, 10)
    third, _ = await office.shares(RESUME.replace("Lyon", "Nice"), "three.txt")
    await office.nadia.command(office.channel, "/match", JOB.replace("Kubernetes", "Terraform"))
    await office.nadia.sees("· rules ", office.channel, third, 10)

    view = await checks(office, other)
    await office.nadia.submit(view, {f"how:{of(posting, 'Kubernetes')}": "Nice to have, weight 1"})
    await office.nadia.sees(lambda m: m.ts == other.ts and "job v2" in m.shown, office.channel, second, 10)
    told = await office.nadia.sees("the list is v2 now.", office.channel, first, 10)
    assert told.ts == old.ts
    assert "Made for job v1; the list is v2 now." in told.shown
    assert "job v1" in told.shown.split("· resume")[0]
    quiet = office.said(thread_ts=second) + office.said(thread_ts=third)
    assert not [one for one in quiet if "Score again" in one.shown]  # of this list, and of another job

    await office.otto.press(told, "Score again")
    await office.otto.sees("I don't have that score for you", office.channel)
    await office.nadia.press(told, "Score again")
    fresh = await office.nadia.sees(
        lambda m: m.ts == old.ts and "job v2" in m.shown, office.channel, first, 10
    )
    assert "you made Kubernetes nice to have" in fresh.shown
    assert "missing must" not in fresh.shown
    assert "Score again" not in [one.label for one in fresh.buttons]

    before = len(office.said(thread_ts=first))
    await office.nadia.press(reply, "Delete")
    await office.slack.quiet()
    assert len(office.said(thread_ts=first)) == before
    mine = next(m for m in office.said(thread_ts=first) if "[Delete]" in m.shown and m.ts == fresh.ts)
    await office.nadia.press(mine, "Delete")
    await office.nadia.sees("Gone.", office.channel, first, 10)
    assert not [one for one in office.said(thread_ts=first) if "job v2" in one.shown]


async def test_names_are_changed_one_is_taken_out_and_one_added_with_its_line(office: Office) -> None:
    ts, report, posting = await reported(office, f"{JOB}\nWe run everything on AWS.\n")
    view = await checks(office, report)
    line = next(one for one in posting.document.visible if "AWS" in one.text)
    answers = {
        f"said:{of(posting, 'Kubernetes')}": "Kubernetes or Docker",
        f"how:{of(posting, 'Go')}": "Take it out",
        "new:said": "AWS, 2+ years",
        "new:line": str(line.n),
    }
    await office.nadia.submit(view, answers)
    better = await office.nadia.sees("job v2", office.channel, ts, 10)
    assert "you turned Kubernetes into Kubernetes or Docker, added" not in better.shown
    assert "took out Go and added AWS 2+ y (must)." in better.shown
    assert "AWS 2+ y —" in better.shown
    assert "missing must" not in better.shown
    added = (await office.house.pipeline.postings.own(asker(office), posting.id)).requirements[-1]
    assert (added.line, added.quote, added.months) == (line.n, "We run everything on AWS.", 24)


async def test_what_cannot_be_is_said_beside_its_field_and_the_list_stays_open(office: Office) -> None:
    _, report, posting = await reported(office)
    view = await checks(office, report)
    first = f"how:{posting.requirements[0].id}"
    assert (await office.nadia.submit(view)).errors == {first: "Nothing is changed yet."}
    go = of(posting, "Go")
    refused = await office.nadia.submit(view, {f"said:{go}": ""})
    assert refused.errors == {f"said:{go}": "Name what is asked for, or take it out."}
    nameless = await office.nadia.submit(view, {"new:kind": "Degree"})
    assert nameless.errors == {"new:said": "Name what it asks for."}
    everything = {f"how:{one.id}": "Take it out" for one in posting.requirements}
    assert "Keep one" in str((await office.nadia.submit(view, everything)).errors)
    assert (await office.house.pipeline.postings.own(asker(office), posting.id)).version == 1


async def test_a_list_that_changed_meanwhile_is_shown_again_with_what_was_typed(office: Office) -> None:
    ts, report, posting = await reported(office)
    stale = await checks(office, report)
    mine = {f"said:{of(posting, 'Kubernetes')}": "Nomad", f"said:{of(posting, 'Go')}": "Golang, 3+ years"}
    pipeline = office.house.pipeline
    others = requirements.changes({f"how:{of(posting, 'Go')}": "x"}, posting)
    await pipeline.postings.revise(asker(office), posting.id, others, seen=1, token="elsewhere")

    await office.nadia.submit(stale, mine)
    again = await office.nadia.sees_view("The list has changed since you opened it")
    assert 'You had written "Golang, 3+ years" for one that is gone.' in again.shown
    assert (await pipeline.postings.own(asker(office), posting.id)).version == 2
    field = next(
        one for one in again.body["blocks"] if one.get("block_id") == f"said:{of(posting, 'Kubernetes')}"
    )
    assert field["element"]["initial_value"] == "Nomad"
    await office.nadia.submit(again)
    better = await office.nadia.sees("job v3", office.channel, ts, 10)
    assert "you turned Kubernetes into Nomad." in better.shown


async def test_only_who_saved_the_job_may_change_its_list(office: Office) -> None:
    _, report, _ = await reported(office)
    await office.otto.press(report, "Check the list")
    await office.otto.sees("Only the person who saved that job can change its list", office.channel)
    assert not office.otto.views


async def test_a_long_list_has_pages_and_what_was_typed_on_one_is_saved_from_another(office: Office) -> None:
    ts, report, posting = await reported(office, LONG_JOB)
    assert len(posting.requirements) > 2 * requirements.PAGE
    view = await checks(office, report)
    first, last = posting.requirements[0].id, posting.requirements[-1].id
    assert view.title == "Requirements 1 of 3"
    await office.nadia.press(view, "More ▸", answers={f"how:{first}": "n1", f"said:{first}": ""})
    second = await office.nadia.sees_view(lambda one: one.title == "Requirements 2 of 3")
    await office.nadia.press(second, "More ▸")
    third = await office.nadia.sees_view(lambda one: one.title == "Requirements 3 of 3")
    await office.nadia.submit(third, {f"how:{last}": "Take it out"})
    told = await office.nadia.sees_view("Name what is asked for, or take it out.")
    assert told.title == "Requirements 1 of 3"
    await office.nadia.submit(told, {f"said:{first}": "AldraDB"})
    await office.nadia.sees("job v2", office.channel, ts, 10)
    saved = await office.house.pipeline.postings.own(asker(office), posting.id)
    assert saved.requirements[0] == replace(
        posting.requirements[0], must=False, weight=1, any_of=("AldraDB",)
    )
    assert last not in {one.id for one in saved.requirements}


async def test_more_than_slack_carries_along_is_not_carried_but_not_lost(office: Office) -> None:
    _, report, posting = await reported(office, LONG_JOB)
    view = await checks(office, report)
    much = {
        f"said:{one.id}": f"Tool{n} " * 40 for n, one in enumerate(posting.requirements[: requirements.PAGE])
    }
    await office.nadia.press(view, "More ▸", answers=much)
    told = await office.nadia.sees_view("Save this page first")
    assert told.title == "Requirements 1 of 3"
    assert all(words.strip() in str(told.body["blocks"]) for words in much.values())


async def test_a_job_without_a_resume_has_its_list_checked_and_the_saver_alone_is_told(
    office: Office,
) -> None:
    await office.nadia.command(office.channel, "/match", JOB)
    saved = await office.nadia.sees("Now drop your resume here", office.channel, None, 10)
    [posting, *_] = await office.house.pipeline.postings.of(asker(office))
    view = await checks(office, saved)
    await office.nadia.submit(view, {f"how:{of(posting, 'Redis')}": "Must have, weight 3"})
    told = await office.nadia.sees("is version 2 now: 7 requirements, 5 must", office.channel, None, 10)
    assert told.whispered_to == office.nadia.id
    assert "you made Redis a must and gave Redis weight 3" in told.shown
    ts, _ = await office.shares(RESUME)
    await office.nadia.sees("job v2", office.channel, ts, 10)
