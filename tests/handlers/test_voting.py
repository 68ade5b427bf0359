"""Vote first: nobody sees a score or a vote before enough people have said their word, whatever they press."""

import pytest
import pytest_asyncio
from handlers_office import Building
from ranking_stories import JOB, NAMES, NOTICE, Crowd, crowd_of
from slack import Message, Person
from sqlalchemy import update

from core.model import RankingRules
from core.storage.tables import ranking
from handlers.voting import count_due

pytestmark = pytest.mark.asyncio(loop_scope="module")
TELLING = ("Strong", "Good", "Partial", "Weak", "musts", " yes", " no ", "Fleiss")


@pytest_asyncio.fixture(loop_scope="module")
async def crowd(building: Building) -> Crowd:
    made = crowd_of(building)
    await made.house.store.set_ranking_rules(made.slack.team_id, RankingRules(NOTICE, quorum=2))
    await made.share()
    return made


async def begins(crowd: Crowd) -> Message:
    """A ranking is shown, and then voted on; its message as a ballot."""
    card = await crowd.rank()
    await crowd.people["otto"].press(card, "Vote first")
    return await crowd.people["otto"].sees(
        lambda m: m.ts == card.ts and "Vote first ·" in m.shown, crowd.channel, None, 10
    )


async def votes(crowd: Crowd, who: Person, ballot: Message, word: str, letters: str = "ABCDEF") -> None:
    for button in ballot.buttons:
        if button.label == word and button.element["value"].split()[1] in letters:
            await who.press(crowd.now(ballot), button)


def id_of(ballot: Message) -> str:
    return str(ballot.buttons[0].element["value"].split()[0])


async def test_scores_and_votes_are_shown_together_once_two_people_have_voted_on_everybody(
    crowd: Crowd,
) -> None:
    ballot = await begins(crowd)
    otto, mei, chi = (crowd.people[name] for name in ("otto", "mei", "chi"))
    assert not any(word in ballot.shown for word in TELLING)
    assert "until 2 people have voted on everybody" in ballot.shown

    await votes(crowd, otto, ballot, "Yes")
    told = await otto.sees("You may change it until the vote is counted", crowd.channel, None, 10)
    assert told.whispered_to == otto.id
    await votes(crowd, chi, ballot, "No", "AB")  # two of six: no quorum
    assert crowd.now(ballot).shown == ballot.shown
    await votes(crowd, otto, ballot, "Unsure", "A")  # otto thinks again

    await votes(crowd, mei, ballot, "Yes")
    shown = await otto.sees(
        lambda m: m.ts == ballot.ts and "Votes, given" in m.shown, crowd.channel, None, 10
    )
    assert "*A*  1 yes · 1 no · 1 unsure" in shown.shown
    assert "*B*  2 yes · 1 no · 0 unsure" in shown.shown
    assert "*F*  2 yes · 0 no · 0 unsure" in shown.shown
    assert "2 people voted on everybody." in shown.shown
    assert "Name-swap test: order unchanged (8 swaps)." in shown.shown
    assert "[Vote first]" not in shown.shown

    await crowd.forge(chi, shown, "vote_no", f"{id_of(ballot)} C")
    late = await chi.sees("No vote runs on that candidate", crowd.channel, None, 10)
    assert late.whispered_to == chi.id
    assert crowd.now(shown).shown == shown.shown


async def test_no_button_and_no_forged_value_shows_a_score_before_the_vote_is_counted(crowd: Crowd) -> None:
    ballot = await begins(crowd)
    ranking_id, otto = id_of(ballot), crowd.people["otto"]
    await votes(crowd, otto, ballot, "Yes")
    log = len(await crowd.audit("export_ranking")), len(await crowd.audit("reveal"))
    for who in (otto, crowd.boss):
        for action, value in (
            ("compare_candidates", f"{ranking_id} A B"),
            ("compare_candidates", f"{ranking_id} A A"),
            ("ranking_more", f"{ranking_id} 0"),
            ("ranking_more", f"{ranking_id} -1"),
            ("reveal_names", ranking_id),
            ("export_ranking_log", ranking_id),
        ):
            await crowd.forge(who, ballot, action, value)
            assert not who.views, action
    assert (len(await crowd.audit("export_ranking")), len(await crowd.audit("reveal"))) == log
    # Nor does a second ranking of the same channel.
    refused = await crowd.people["mei"].command(crowd.channel, "/match", f"rank {JOB}")
    assert refused.response is not None
    assert "A vote is running in this channel" in refused.response["text"]
    for person in (*crowd.people.values(), crowd.boss):
        for whisper in person.whispers(crowd.channel):
            if whisper.ts > ballot.ts:
                assert not any(
                    word in whisper.shown for word in ("Strong", "Partial", "Weak", "musts", "Fleiss")
                )
    assert crowd.now(ballot).shown == ballot.shown
    await crowd.house.store.end_vote(crowd.slack.team_id, ranking_id)


@pytest.mark.parametrize(
    "value", ["", "x", "nothing A", "{id}", "{id} Z", "{id} a", "{id} A B C", "{id} ' OR 1=1 --", "{id} \x00"]
)
async def test_odd_values_of_a_vote_are_refused_and_keep_nothing(crowd: Crowd, value: str) -> None:
    ballot = await begins(crowd)
    ranking_id = id_of(ballot)
    await crowd.forge(crowd.people["chi"], ballot, "vote_yes", value.replace("{id}", ranking_id))
    kept = await crowd.house.store.votes(crowd.slack.team_id, ranking_id)
    assert [one.letter for one in kept] == (["A"] if value == "{id} A B C" else [])
    await crowd.house.store.end_vote(crowd.slack.team_id, ranking_id)


async def test_whoever_has_left_the_channel_has_no_vote(crowd: Crowd) -> None:
    ballot = await begins(crowd)
    ravi = crowd.people["ravi"]
    crowd.slack.remove(crowd.channel, ravi)
    await crowd.forge(ravi, ballot, "vote_yes", f"{id_of(ballot)} A")
    await crowd.forge(ravi, ballot, "read_blind", f"{id_of(ballot)} A")
    assert await crowd.house.store.votes(crowd.slack.team_id, id_of(ballot)) == []
    assert not ravi.views
    await crowd.house.store.end_vote(crowd.slack.team_id, id_of(ballot))


async def test_a_reviewer_reads_a_resume_without_the_person(crowd: Crowd) -> None:
    ballot = await begins(crowd)
    mei = crowd.people["mei"]
    for read in [one for one in ballot.buttons if one.label == "Read"]:
        await mei.press(ballot, read)
        page = await mei.sees_view("stands where something said who it is")
        assert "Backend Engineer, Lantern Freight" in page.shown
        assert not [name for name in NAMES if name in page.shown]
        assert "example.org" not in page.shown
        await mei.close(page)
    await crowd.house.store.end_vote(crowd.slack.team_id, id_of(ballot))


async def test_when_its_time_is_over_a_vote_is_counted_once_with_what_was_said(crowd: Crowd) -> None:
    ballot = await begins(crowd)
    ranking_id, house = id_of(ballot), crowd.house
    await votes(crowd, crowd.people["mei"], ballot, "No", "C")
    await count_due(pipeline=house.pipeline, runs=house.runs)
    assert crowd.now(ballot).shown == ballot.shown  # not yet

    async with house.store._db.write() as connection:  # a day goes by
        await connection.execute(update(ranking).where(ranking.c.id == ranking_id).values(closes_at=1.0))
    await count_due(pipeline=house.pipeline, runs=house.runs)
    await count_due(pipeline=house.pipeline, runs=house.runs)
    shown = await crowd.boss.sees(
        lambda m: m.ts == ballot.ts and "Votes, given" in m.shown, crowd.channel, None, 10
    )
    assert "*C*  0 yes · 1 no · 0 unsure" in shown.shown
    assert "0 people voted on everybody." in shown.shown
    assert [one["ranking_id"] for one in await crowd.audit("end_vote")].count(ranking_id) == 1


async def test_a_wish_to_vote_in_the_modal_shows_no_score_at_any_moment(crowd: Crowd) -> None:
    zofia = crowd.people["zofia"]
    await zofia.command(crowd.channel, "/match", "rank")
    form = await zofia.sees_view("Before the scores")
    seen: list[str] = []
    crowd.slack.on_change.append(lambda change: seen.append(change.message.shown if change.message else ""))
    try:
        outcome = await zofia.submit(form, {"job_text": JOB, "vote_first_choice": ["first"]})
        assert outcome.acked
        ballot = await zofia.sees("Vote first ·", crowd.channel, None, 20)
    finally:
        crowd.slack.on_change.pop()
    assert not any("musts" in one for one in seen)
    await crowd.house.store.end_vote(crowd.slack.team_id, id_of(ballot))
