"""The chores: retention erases for good, dead work is told of once, and a silent model is no accident."""

import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import pytest
from handlers_office import Office, open_building

from bot.schedule import DAY_S, clock, keep_warm, purge
from core.engine.rules import RulesEngine
from core.errors import EngineDown, NotFound
from core.model import Asker


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_building(tmp_path) as building:
        yield building.office()


def holding(folder: Path, word: bytes) -> list[Path]:
    """The files of the bot that hold this word, journals included."""
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


async def test_after_the_retention_time_no_word_of_a_resume_is_left_on_disk(
    office: Office, tmp_path: Path
) -> None:
    await office.shares()
    house = office.house
    asker = Asker(office.slack.team_id, office.nadia.id, office.channel)
    [card] = await house.pipeline.resumes.of(asker)
    assert holding(tmp_path, b"Lantern Freight")
    await purge(house.store, house.durable, retention_days=1)
    assert (await house.pipeline.resumes.card(asker, card.id)).id == card.id
    await house.store.purge(time.time() + DAY_S)
    with pytest.raises(NotFound):
        await house.pipeline.resumes.card(asker, card.id)
    assert holding(tmp_path, b"Lantern Freight") == []


async def test_a_model_that_is_down_is_logged_and_nothing_else_happens(
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Down(RulesEngine):
        async def warm(self) -> None:
            raise EngineDown("Nothing answers")

    await keep_warm(Down())
    assert "engine_down" in capsys.readouterr().out


async def nothing() -> None:
    return None


def chores_of(office: Office, at: clock_time = clock_time(3, 30)) -> dict[str, Any]:  # it cannot change
    house = office.house
    chores = clock(
        house.store,
        house.durable,
        RulesEngine(),
        tell_dead=nothing,
        count_votes=nothing,
        try_out=nothing,
        try_out_at=at,
        retention_days=30,
    )
    return {job.id: job for job in chores.get_jobs()}


async def test_the_clock_holds_its_chores_and_keeps_no_model_warm_where_there_is_none(office: Office) -> None:
    found = chores_of(office)
    assert set(found) == {"purge", "tell of dead work", "count votes", "self-test", "self-test after a start"}


async def test_the_house_is_tried_out_at_night_by_the_clock_on_the_wall_and_soon_after_a_start(
    office: Office,
) -> None:
    found = chores_of(office, clock_time(4, 5))
    now = datetime.now().astimezone()
    night = found["self-test"].trigger.get_next_fire_time(None, now)
    assert (night.hour, night.minute, night.utcoffset()) == (4, 5, now.utcoffset())
    assert timedelta() < night - now <= timedelta(days=1)
    soon = found["self-test after a start"].trigger.get_next_fire_time(None, now)
    assert timedelta(seconds=50) < soon - now < timedelta(minutes=2)
