"""/match status and the nightly self-test, as people in Slack see them."""

from dataclasses import replace
from typing import Any

import pytest
from handlers_office import Office

from core import matching
from core.model import MatchReport, RankingRules
from core.selftest import checks
from handlers.status import KIND

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def status_of(office: Office) -> str:
    outcome = await office.nadia.command(office.channel, "/match", "status")
    assert outcome.response is not None
    return str(outcome.response["text"])


async def told(office: Office, person: Any, count: int) -> list[str]:
    """What the bot has said to somebody directly, once it is so much."""
    direct = office.slack.dm(person)
    await person.sees(lambda _: len(office.said(direct)) >= count, direct, None, 30)
    return [message.shown for message in office.said(direct)]


async def a_night(office: Office, name: str) -> None:
    """One run by the clock, to its end."""
    runs = office.house.runs
    assert await runs.start(f"self-test:{name}", KIND, {})
    assert await office.house.durable.wait(f"self-test:{name}", 60) == "done"


def break_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    real = matching.score

    def score(posting: Any, resume: Any, *more: Any) -> MatchReport:
        report = real(posting, resume, *more)
        return replace(report, score=report.score + ("Emily" in resume.document.text))

    monkeypatch.setattr(matching, "score", score)


async def test_a_night_that_fails_locks_ranking_and_tells_admins_once_and_the_next_good_one_unlocks(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = office.slack.person("boss", is_admin=True)
    rules = RankingRules(is_on=True, notice="Resumes shared here are put in order by rules.")
    await office.house.store.set_ranking_rules(office.slack.team_id, rules)
    before = await status_of(office)
    assert "✓ *rules* 1." in before
    assert "– *model* none, using rules" in before
    assert "✓ *database*" in before
    assert "✓ *queue* 0 waiting" in before
    assert "– *self-test* not run yet" in before

    # One check each night keeps this story short; all of them run below.
    monkeypatch.setattr("core.selftest.CHECKS", {"name swap": checks.name_swap})
    with monkeypatch.context() as broken:
        break_a_rule(broken)
        await a_night(office, "first")
        await a_night(office, "second")
    [warning] = await told(office, boss, 1)
    assert "name swap" in warning
    assert "locked ranking" in warning
    assert not office.said(office.slack.dm(office.nadia))
    now = await status_of(office)
    assert "✗ *self-test*" in now
    assert "name swap failed" in now
    outcome = await office.nadia.command(office.channel, "/match", "rank")
    assert outcome.response is not None
    assert "Ranking is locked: the self-test failed (name swap)" in outcome.response["text"]

    await a_night(office, "third")
    assert "passes again" in (await told(office, boss, 2))[1]
    assert "(1 of 1)" in await status_of(office)
    assert (await office.house.store.ranking_state(office.slack.team_id)).locked == ""


async def test_a_day_has_one_run_however_often_it_is_begun(office: Office) -> None:
    from handlers import begin_self_test

    house = office.house
    for _ in range(3):
        await begin_self_test(house.tests, house.runs)
    ids = {name for name in house.runs._begun if name.startswith("self-test:20")}
    assert len(ids) == 1
    assert await house.durable.wait(ids.pop(), 60) == "done"
    assert "(4 of 4)" in await status_of(office)
