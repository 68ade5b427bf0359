"""What the buttons of a report open: all of it, why, and the page."""

import re

import pytest
from handlers_office import JOB, Office
from slack import Message

from core.model import Asker

in_office = pytest.mark.asyncio(loop_scope="module")


async def reported(office: Office, said: str = JOB) -> tuple[str, Message]:
    ts, _ = await office.shares()
    return ts, await office.matches(ts, said)


@in_office
async def test_why_shows_the_sum_and_makes_the_same_number_again(office: Office) -> None:
    _, report = await reported(office)
    await office.nadia.press(report, "Why")
    view = await office.nadia.sees_view("Recomputed now from the kept inputs: the same number.")
    score = float(re.search(r"= \*(\d+\.\d\d)\*", view.shown)[1])  # type: ignore[index]  # it stands there, or the test fails
    assert f"*{score:.0f} · " in report.shown
    assert '` PostgreSQL — "Built REST APIs' in view.shown
    assert "A must that nothing was found for holds the band" in view.shown


@in_office
async def test_why_of_the_newest_score_can_be_asked_for_by_command_and_of_an_older_one_by_its_fingerprint(
    office: Office,
) -> None:
    _, first = await reported(office)
    await office.nadia.command(
        office.channel, "/match", "Data engineer\nRequirements\n- Python\n- PostgreSQL\n"
    )
    await office.sees_many(2, "· rules ")
    await office.slack.quiet()
    await office.nadia.command(office.channel, "/match", "why")
    newest = await office.nadia.sees_view("the same number")
    assert "Kubernetes" not in newest.shown
    await office.nadia.close(newest)
    fingerprint = re.search(r"\d+ · job v1 · resume \S+ · rules \S+", first.shown)
    assert fingerprint
    await office.nadia.command(office.channel, "/match", f"why {fingerprint[0]}")
    older = await office.nadia.sees_view("the same number")
    assert "Kubernetes" in older.shown


@in_office
async def test_why_before_there_is_a_score_says_what_to_do(office: Office) -> None:
    await office.otto.command(office.channel, "/match", "why")
    await office.otto.sees_view("I don't have that score for you")


@in_office
async def test_nothing_is_cut_silently_the_rest_opens_on_a_press(office: Office) -> None:
    tools = [
        f"- {name}" for name in ("Python", "Go", "Rust", "Java", "Kotlin", "Scala", "Redis", "Kafka", "MySQL")
    ]
    more = [f"- {name}" for name in ("Docker", "Kubernetes", "Terraform", "Ansible", "Jenkins", "GraphQL")]
    _, report = await reported(office, "\n".join(["Engineer", "Requirements", *tools, *more]))
    assert "+3 more ▸" in [one.label for one in report.buttons]
    await office.nadia.press(report, "+3 more ▸")
    view = await office.nadia.sees_view(lambda one: one.title == "All requirements")
    assert len(re.findall(r"^[✓~✗] ", view.shown, re.MULTILINE)) == 15


@in_office
@pytest.mark.parametrize("label", ["Why", "Check the list", "Improve"])
async def test_the_buttons_of_somebody_elses_report_open_nothing(office: Office, label: str) -> None:
    _, report = await reported(office)
    await office.otto.press(report, label)
    await office.otto.sees(lambda one: one.whispered_to == office.otto.id, office.channel)
    assert not office.otto.views


@in_office
async def test_a_forged_report_is_nobodys(office: Office) -> None:
    _, report = await reported(office)
    with pytest.raises(Exception, match="I don't have that score for you"):
        await office.house.pipeline.scores.explain_match(
            Asker(office.slack.team_id, office.otto.id, office.channel), "x"
        )
    assert "Open report" not in [one.label for one in report.buttons]  # no base URL is set in this house


@in_office
async def test_deleting_from_the_report_takes_the_resume_and_the_report_away(office: Office) -> None:
    ts, report = await reported(office)
    await office.nadia.press(report, "Delete")
    gone = await office.nadia.sees("Gone. I keep a log line", office.channel, ts, 10)
    assert gone.ts == report.ts
    await office.slack.quiet()
    assert [one.ts for one in office.said(thread_ts=ts)] == [report.ts]
    await office.nadia.command(office.channel, "/match", "why")
    await office.nadia.sees_view("I don't have that score for you")
