"""/match jobs: one resume against all saved jobs, for its owner alone."""

import pytest
from handlers_office import JOB, Office
from slack import Message

from handlers.blocks import parts

in_office = pytest.mark.asyncio(loop_scope="module")
OTHERS = (
    "Data Engineer\nRequirements\n- 5+ years of Python\n- PostgreSQL\n- AWS\n",
    "Cook\nRequirements\n- HACCP\n- Menu planning\n",
)


async def compared(office: Office) -> tuple[str, Message]:
    """Nadia's resume, three jobs, and the answer in her direct messages."""
    ts, _ = await office.shares()
    for count, said in enumerate((JOB, *OTHERS), 1):
        await office.nadia.command(office.channel, "/match", said)
        await office.sees_many(count, "· rules ")
    outcome = await office.nadia.command(office.channel, "/match", "jobs")
    assert outcome.response is not None
    assert outcome.response["text"].startswith("Comparing *nadia.txt* with your 3 saved jobs…")
    return ts, await office.nadia.sees("against your 3 saved jobs", office.slack.dm(office.nadia), None, 20)


@in_office
async def test_jobs_come_best_first_with_the_edits_that_lift_most_in_direct_messages(office: Office) -> None:
    _, told = await compared(office)
    rows = [line for line in told.shown.split("\n") if line.startswith("*") and "· " in line.split('"')[0]]
    numbers = [int(line.split(" ·")[0].strip("*")) for line in rows]
    assert len(numbers) == 3
    assert numbers == sorted(numbers, reverse=True)
    assert '"Cook" — missing must:' in rows[-1]
    assert "*1 edit lifts 2 of 3*:" in told.shown
    assert "FastAPI (Python)" in told.shown
    assert "with the edits below" in rows[0]
    assert not [one for one in office.said() if "against your" in one.shown]


@in_office
async def test_the_button_below_offers_those_edits_to_take(office: Office) -> None:
    _, told = await compared(office)
    improve = next(one for one in told.buttons if one.action_id == parts.IMPROVE)
    await office.nadia.press(told, improve)
    edits = await office.nadia.sees("honest edit", office.slack.dm(office.nadia), told.ts, 10)
    listed = await office.nadia.sees(
        lambda one: any(button.label == "Accept" for button in one.buttons), edits.channel, told.ts, 10
    )
    assert "FastAPI (Python)" in listed.shown


@in_office
async def test_deleting_the_resume_takes_the_comparison_away_too(office: Office) -> None:
    ts, told = await compared(office)
    report = next(one for one in office.said(thread_ts=ts) if "· rules " in one.shown)
    await office.nadia.press(report, "Delete")
    await office.nadia.sees("Gone. I keep a log line", office.channel, ts, 10)
    await office.slack.quiet()
    assert told.ts not in [one.ts for one in office.said(told.channel)]


@in_office
async def test_without_a_resume_or_a_job_the_next_step_is_said(office: Office) -> None:
    first = await office.nadia.command(office.channel, "/match", "jobs")
    assert first.response is not None
    assert "You have no resume here yet" in first.response["text"]
    await office.shares()
    second = await office.nadia.command(office.channel, "/match", "Jobs")
    assert second.response is not None
    assert "You have no saved jobs yet" in second.response["text"]
