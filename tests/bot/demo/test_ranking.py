"""The story of `shortlist demo --ranking`, on the real bot."""

import io
import re
from pathlib import Path

from handlers_office import open_building
from rich.console import Console

from bot.demo.crowd import CROWD, NOTICE
from bot.demo.draw import Screen
from bot.demo.ranking import Hiring


async def test_six_people_are_ranked_voted_on_and_named_only_to_whoever_looks(tmp_path: Path) -> None:
    out = io.StringIO()
    async with open_building(tmp_path) as building:
        slack = building.slack
        screen = Screen(
            Console(file=out, width=100), lambda user_id: slack.workspace.users[user_id].real_name
        )
        story = Hiring(slack, screen, 0.0)
        slack.on_change.append(story.change)
        await story.tell()

    told = " ".join(out.getvalue().split())
    assert "Name-swap test: order unchanged (8 swaps)." in told
    assert " ".join(NOTICE.split()) in told
    assert sorted(set(re.findall(r"Candidate ([A-F]) {1,2}\d", told))) == list("ABCDEF")
    assert "Votes, given before the scores were shown" in told
    assert "Ida Holm exported the log of this ranking" in told
    before, after = told.split("presses [Reveal names]")
    ranked = before[before.index("names hidden… ") :]
    assert not [name for name in CROWD if name in ranked]
    assert all(f"{name} ·" in after for name in CROWD)
