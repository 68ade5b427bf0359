"""/match rank: six people in a channel, names hidden, and what each button shows to whom."""

import csv
import io
import re
from dataclasses import replace

import pytest
import pytest_asyncio
from handlers_office import Building
from ranking_stories import JOB, NAMES, NOTICE, Crowd, crowd_of

import core.blindness
import core.memory
import core.ranking
import handlers.blocks.ranking
from core.errors import NotFound
from core.model import Asker, RankingRules, Resume

pytestmark = pytest.mark.asyncio(loop_scope="module")
GONE = "I don't have that ranking for you"


@pytest_asyncio.fixture(loop_scope="module")
async def crowd(building: Building) -> Crowd:
    """Ranking is off at the start of each story."""
    made = crowd_of(building)
    await made.house.store.set_ranking_rules(made.slack.team_id, RankingRules("", is_on=False))
    return made


def named(shown: str) -> list[str]:
    return [name for name in NAMES if name.lower() in shown.lower()]


async def answer(crowd: Crowd, who: str, words: str) -> str:
    outcome = await crowd.people[who].command(crowd.channel, "/match", words)
    assert outcome.response is not None
    return str(outcome.response["text"])


# ---------------------------------------------------------------- what an admin sets


async def test_ranking_is_off_until_an_admin_has_set_the_notice(crowd: Crowd) -> None:
    off = "Ranking is off here. An admin must set the candidate notice first (App Home → Ranking)."
    assert await answer(crowd, "otto", f"rank {JOB}") == off
    assert await answer(crowd, "otto", "rank") == off
    assert "Only admins" in await answer(crowd, "otto", "settings")

    crowd.people["otto"].open_home()
    home = await crowd.people["otto"].sees_home("Off")
    await crowd.people["otto"].press(home, "Ranking settings")
    refused = await crowd.people["otto"].sees_view("Only admins")
    assert not refused.body["blocks"][1:]

    await crowd.allow()
    home = await crowd.boss.sees_home("On, names hidden")
    assert NOTICE in home.shown
    [*_, kept] = await crowd.audit("ranking_rules")
    assert kept["is_on"] == 1
    assert NOTICE not in str(kept)


async def test_what_cannot_be_set_is_said_beside_its_field_and_nothing_is_kept(crowd: Crowd) -> None:
    await crowd.boss.command(crowd.channel, "/match", "settings")
    form = await crowd.boss.sees_view("Candidate notice")
    outcome = await crowd.boss.submit(form, {"notice": "Too short"})
    assert "Between 40 and 3,000 letters" in str(outcome)
    state = await crowd.house.store.ranking_state(crowd.slack.team_id)
    assert state.rules is not None
    assert not state.rules.is_on


async def test_who_is_no_admin_any_more_when_the_settings_come_back_changes_nothing(crowd: Crowd) -> None:
    clerk = crowd.slack.person("clerk", is_admin=True)
    crowd.slack.invite(crowd.channel, clerk)
    await clerk.command(crowd.channel, "/match", "settings")
    form = await clerk.sees_view("Candidate notice")
    crowd.demote(clerk)
    outcome = await clerk.submit(form, {"notice": NOTICE})
    assert "Only admins" in str(outcome)
    state = await crowd.house.store.ranking_state(crowd.slack.team_id)
    assert state.rules is not None
    assert not state.rules.is_on


# ---------------------------------------------------------------- the whole story


async def test_six_people_are_ranked_names_hidden_and_who_looks_is_kept(crowd: Crowd) -> None:
    await crowd.allow()
    shared = await crowd.share()
    card = await crowd.rank()
    otto = crowd.people["otto"]

    assert '6 resumes · "Backend Engineer v1" · names hidden' in card.shown
    assert sorted(re.findall(r"Candidate ([A-Z])\*", card.shown)) == list("ABCDEF")
    assert "Within 4 points, treat as equal. Name-swap test: order unchanged (8 swaps)." in card.shown
    assert "A person decides; this is a reading order." in card.shown
    assert NOTICE in card.shown
    assert named(card.shown) == []
    places = [int(place) for place in re.findall(r"^(\d+)  \*Candidate", card.shown, re.MULTILINE)]
    assert places == sorted(places)
    assert places[0] == 1

    compare = next(one for one in card.buttons if one.label.startswith("Compare"))
    await otto.press(card, compare)
    beside = await otto.sees_view("treat as equal")
    assert "Python 4+ y" in beside.shown
    assert "Kubernetes" in beside.shown
    assert named(beside.shown) == []
    await otto.close(beside)

    await otto.press(card, "Reveal names")
    names = await otto.sees_view("kept in the log")
    assert set(named(names.shown)) == set(NAMES)
    await otto.close(names)
    [*_, looked] = await crowd.audit("reveal")
    assert looked == {"ranking_id": compare.element["value"].split()[0], "candidates": 6}
    assert named(crowd.now(card).shown) == []  # for the one who pressed, not for the channel

    mei = crowd.people["mei"]
    reply = next(m for m in crowd.slack.messages(crowd.channel, shared["mei"]) if "[Delete]" in m.shown)
    await mei.press(reply, "Delete")
    fewer = await otto.sees(lambda m: m.ts == card.ts and "5 resumes" in m.shown, crowd.channel, None, 20)
    assert len(re.findall(r"Candidate ([A-Z])\*", fewer.shown)) == 5
    again = await crowd.rank()
    assert "5 resumes" in again.shown


async def test_of_many_all_are_looked_at_and_the_card_says_who_stands_there(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("MOST", 5), ("BEST", 3), ("DRAWN", 2)):
        monkeypatch.setattr(core.ranking, name, limit)
    await crowd.allow()
    await crowd.share()
    card = await crowd.rank()

    assert '6 resumes looked at, the best 3 ranked · "Backend Engineer v1" · names hidden' in card.shown
    assert sorted(re.findall(r"Candidate ([A-Z])\*", card.shown)) == list("ABC")
    proved = "Name-swap test on these and 2 others drawn by lot: order unchanged (8 swaps)."
    assert proved in card.shown
    scores = [int(one) for one in re.findall(r"Candidate [A-Z]\*  (\d+)", card.shown)]
    assert min(scores) == 79  # the best three of 94, 94, 79, 70, 37, 0
    assert "more score" not in card.shown  # nobody else is within four points
    assert named(card.shown) == []
    [*_, kept] = await crowd.audit("rank")
    assert (kept["resumes"], kept["shown"], kept["drawn"]) == (6, 3, 2)

    otto = crowd.people["otto"]
    await otto.press(card, "Reveal names")
    names = await otto.sees_view("kept in the log")
    assert {"Nadia", "Mei", "Zofia"} <= set(named(names.shown))
    assert not {"Ravi", "Chidi", "Otto"} & set(named(names.shown.replace("<@", "")))


async def test_names_that_have_a_say_block_a_ranking_of_many_too(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("MOST", 5), ("BEST", 2), ("DRAWN", 4)):
        monkeypatch.setattr(core.ranking, name, limit)
    monkeypatch.setattr(core.memory, "blind", leaky)  # where people are looked through
    monkeypatch.setattr(core.blindness, "blind", leaky)  # where the best are compared
    await crowd.allow()
    await crowd.share()
    otto = crowd.people["otto"]
    await otto.command(crowd.channel, "/match", f"rank {JOB}- Lakshmi")
    told = await otto.sees("the order changed when names were swapped", crowd.channel, None, 20)
    assert told.whispered_to == otto.id
    [*_, blocked] = await crowd.audit("rank_blocked")
    assert (blocked["resumes"], blocked["shown"], blocked["drawn"]) == (6, 2, 4)


async def test_whoever_does_not_fit_on_a_page_is_on_the_next(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers.blocks.ranking, "PAGE", 4)
    await crowd.allow()
    await crowd.share()
    card, otto = await crowd.rank(), crowd.people["otto"]
    first = re.findall(r"Candidate ([A-Z])\*", card.shown)
    assert len(first) == 4

    await otto.press(card, "+2 more")
    page = await otto.sees_view("page 2 of 2")
    rest = re.findall(r"Candidate ([A-Z])\*", page.shown)
    assert sorted(first + rest) == list("ABCDEF")
    assert re.findall(r"^(\d+)  \*Candidate", page.shown, re.MULTILINE) == ["5", "6"]
    assert "treat as equal" in page.shown
    await otto.press(page, "Back")
    back = await otto.sees_view("page 1 of 2")
    assert re.findall(r"Candidate ([A-Z])\*", back.shown) == first
    await otto.press(back, "Next")
    await otto.sees_view("page 2 of 2")


async def test_a_candidate_who_is_gone_cannot_be_compared_by_an_old_button(crowd: Crowd) -> None:
    await crowd.allow()
    shared = await crowd.share()
    card = await crowd.rank()
    old = next(one for one in card.buttons if one.label.startswith("Compare"))
    ranking_id, left, _ = old.element["value"].split()
    made = await crowd.house.store.house_ranking(crowd.slack.team_id, ranking_id)
    owner = await crowd.house.store.card_in(made.asker, made.by_letter[left].resume_id)
    who = next(name for name, person in crowd.people.items() if person.id == owner.user_id)
    reply = next(m for m in crowd.slack.messages(crowd.channel, shared[who]) if "[Delete]" in m.shown)
    await crowd.people[who].press(reply, "Delete")
    await crowd.boss.sees(lambda m: m.ts == card.ts and "5 resumes" in m.shown, crowd.channel, None, 20)
    fresh = crowd.now(card)
    value = next(one for one in fresh.buttons if one.label.startswith("Compare")).element["value"]
    assert left not in value.split()[1:]
    asker = Asker(crowd.slack.team_id, crowd.boss.id, crowd.channel)
    with pytest.raises(Exception, match="not here any more"):
        await crowd.house.pipeline.rankings.compare(asker, ranking_id, left, left)


# ---------------------------------------------------------------- who may see it


async def test_a_ranking_of_a_public_channel_is_for_the_asker_alone(building: Building) -> None:
    crowd = crowd_of(building, private=False)
    await crowd.allow()
    await crowd.share()
    otto, mei = crowd.people["otto"], crowd.people["mei"]
    before = [one.ts for one in crowd.slack.messages(crowd.channel)]
    await otto.command(crowd.channel, "/match", f"rank {JOB}")
    direct = crowd.slack.dm(otto)
    card = await otto.sees("names hidden", direct, None, 20)
    assert [one.ts for one in crowd.slack.messages(crowd.channel)] == before
    assert "[Vote first]" not in card.shown
    assert '"Built' not in card.shown

    value = next(one for one in card.buttons if one.label == "Reveal names").element["value"]
    asker = Asker(crowd.slack.team_id, mei.id, crowd.channel)
    with pytest.raises(NotFound, match=GONE):
        await crowd.house.pipeline.rankings.reveal(asker, value)
    with pytest.raises(NotFound, match=GONE):
        await crowd.house.pipeline.rankings.channel_of(asker, value)


async def test_whoever_has_left_the_channel_sees_nothing_of_it_by_any_button(crowd: Crowd) -> None:
    await crowd.allow()
    await crowd.share()
    card = await crowd.rank()
    otto = crowd.people["otto"]
    crowd.slack.remove(crowd.channel, otto)
    for button in card.buttons:
        before = len(await crowd.audit("reveal")) + len(await crowd.audit("export_ranking"))
        await crowd.forge(otto, card, button.element["action_id"], button.element["value"])
        assert len(await crowd.audit("reveal")) + len(await crowd.audit("export_ranking")) == before
        assert not otto.views
    assert crowd.now(card).shown == card.shown


async def test_only_admins_get_the_log_and_it_holds_no_content(crowd: Crowd) -> None:
    await crowd.allow()
    await crowd.share()
    card = await crowd.rank()
    await crowd.people["otto"].press(card, "Export log")
    refusal = await crowd.people["otto"].sees(
        "Only admins of this workspace get the log", crowd.channel, None, 10
    )
    assert refusal.whispered_to == crowd.people["otto"].id
    assert await crowd.audit("export_ranking") == []

    await crowd.boss.press(card, "Export log")
    direct = crowd.slack.dm(crowd.boss)
    note = await crowd.boss.sees("The log of the ranking", direct, None, 10)
    shown = await crowd.boss.sees(lambda m: bool(m.files), direct, note.ts, 10)
    table = crowd.slack.file_bytes(shown.files[0]).decode()
    rows = list(csv.DictReader(io.StringIO(table)))
    assert sorted(row["candidate"] for row in rows) == list("ABCDEF")
    assert {row["swaps"] for row in rows} == {"8"}
    assert {row["swaps_changed"] for row in rows} == {"0"}
    assert named(table) == []
    assert "Kubernetes" not in table
    assert len(await crowd.audit("export_ranking")) == 1
    told = await crowd.people["otto"].sees("exported the log", crowd.channel, card.ts, 10)
    assert f"<@{crowd.boss.id}>" in told.text
    assert not told.whispered_to


def leaky(resume: Resume) -> Resume:
    """Blindness broken on purpose: the name stands where the title of a job should."""
    work = [{**resume.fields["work"][0], "position": resume.fields["basics"]["name"]}]
    spans = {**resume.spans, "/work/0/position": resume.spans["/basics/name"]}
    return replace(resume, fields={**resume.fields, "basics": {}, "work": work}, spans=spans)


async def test_where_names_have_a_say_nobody_sees_a_ranking_and_the_asker_hears_why(
    crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    await crowd.allow()
    await crowd.share()
    monkeypatch.setattr(core.blindness, "blind", leaky)
    before = [one.ts for one in crowd.slack.messages(crowd.channel)]
    otto = crowd.people["otto"]
    await otto.command(crowd.channel, "/match", f"rank {JOB}- Lakshmi")
    told = await otto.sees(
        "I ranked nothing: the order changed when names were swapped", crowd.channel, None, 20
    )
    assert told.whispered_to == otto.id
    assert [one.ts for one in crowd.slack.messages(crowd.channel)] == before
    [*_, blocked] = await crowd.audit("rank_blocked")
    assert blocked["changed"] > 0
