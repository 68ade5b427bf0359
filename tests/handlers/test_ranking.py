"""/match rank: six people in a channel, names hidden, and what each button shows to whom."""

import csv
import io
import json
import re

import pytest
from handlers_office import Building
from ranking_stories import NAMES, NOTICE, Crowd, crowd_of
from slack import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def crowd(building: Building) -> Crowd:
    return crowd_of(building)


def says_no_name(shown: str) -> bool:
    return not any(name.lower() in shown.lower() for name in NAMES)


async def test_ranking_is_off_until_an_admin_has_set_the_notice(crowd: Crowd) -> None:
    otto = crowd.people["otto"]
    await crowd.share()
    told = await otto.command(crowd.channel, "/match", "rank Backend Engineer. Python")
    assert told.response is not None
    assert told.response["text"] == (
        "Ranking is off here. An admin must set the candidate notice first (App Home → Ranking)."
    )


async def test_six_people_are_ranked_with_names_hidden_and_the_proof_shown(crowd: Crowd) -> None:
    await crowd.allow()
    await crowd.share()
    card = await crowd.rank()

    assert '6 resumes · "Backend Engineer v1" · names hidden' in card.shown
    assert sorted(re.findall(r"Candidate ([A-Z])\*?", card.shown)) == list("ABCDEF")
    assert "Within 4 points, treat as equal. Name-swap test: order unchanged (8 swaps)." in card.shown
    assert "A person decides; this is a reading order." in card.shown
    assert NOTICE in card.shown
    assert says_no_name(card.shown)
