"""/match skills: admins teach the bot what their workspace calls things."""

import pytest
from handlers_office import Office

from core.model import Asker

pytestmark = pytest.mark.asyncio(loop_scope="module")
JOB = "Platform Engineer\n\nRequirements\n- Frobnicator\n- Python\n- PostgreSQL"


async def says(office: Office, person: str, words: str) -> str:
    outcome = await getattr(office, person).command(office.channel, "/match", words)
    assert outcome.response is not None
    return str(outcome.response["text"])


async def test_everybody_sees_the_skills_and_only_admins_change_them(office: Office) -> None:
    assert "No skills were added here" in await says(office, "nadia", "skills")
    assert "Only admins" in await says(office, "nadia", "skills add Frobnicator = frob")
    assert "Only admins" in await says(office, "nadia", "skills remove Frobnicator")
    assert "No skills were added here" in await says(office, "nadia", "skills")


async def test_an_admin_adds_a_skill_and_scores_know_it_and_say_so(office: Office) -> None:
    boss = office.slack.person("boss", is_admin=True)
    office.slack.invite(office.channel, boss)
    resume = (await office.shares())[1]
    text = "Nadia Ferrant\n\nExperience\n\nEngineer, Lantern, Lyon\n2019 - present\n- Ran our frob cluster for 3 years in Python\n\nEducation\n\nBSc, 2013 - 2016\n"
    ts, _ = await office.shares(text, "frob.txt")
    before = await office.matches(ts, JOB)
    assert "missing must: Frobnicator" in before.shown
    assert resume.thread_ts != ts

    async def boss_says(words: str) -> str:
        outcome = await boss.command(office.channel, "/match", words)
        assert outcome.response is not None
        return str(outcome.response["text"])

    assert "Added *Frobnicator*, also written frob" in await boss_says("skills add Frobnicator = frob")
    assert "• Frobnicator = frob" in await says(office, "otto", "skills")
    assert "already means Python" in await boss_says("skills add Serpent = Python")
    assert "two letters" in await boss_says("skills add X")
    assert "I know Frobnicator by that already" in await boss_says("skills add Frobnicator = frob")
    assert "skills add Atlas ERP" in await boss_says("skills add")

    asker = Asker(office.slack.team_id, office.nadia.id, office.channel)
    pipeline = office.house.pipeline
    card = next(one for one in await pipeline.resumes.of(asker) if one.file_name == "frob.txt")
    posting = next(one for one in await pipeline.postings.of(asker) if one.title == "Platform Engineer")
    known = await pipeline.scores.match(asker, card.id, posting.id)
    assert "Frobnicator" not in str(known.report.missing_musts)
    assert "+" in known.report.rules
    assert f"rules {known.report.rules}" in known.report.fingerprint

    assert "Removed *Frobnicator*" in await boss_says("skills remove frob")
    assert "No skill of that name was added here" in await boss_says("skills remove Frobnicator")
    again = await pipeline.scores.match(asker, card.id, posting.id)
    assert "+" not in again.report.rules


async def test_what_an_admin_types_comes_out_inert(office: Office) -> None:
    boss = office.slack.person("chief", is_admin=True)
    office.slack.invite(office.channel, boss)
    outcome = await boss.command(office.channel, "/match", "skills add <!channel> *bold* = `x y`")
    assert outcome.response is not None
    assert "<!channel>" not in str(outcome.response)
    assert "*bold*" not in str(outcome.response["text"])
    await boss.command(office.channel, "/match", "skills remove <!channel> *bold*")
