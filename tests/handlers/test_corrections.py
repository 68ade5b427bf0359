"""[See what I read] and putting it right: what people see, press and write."""

import re

import pytest
from handlers_office import JOB, RESUME, Office
from slack import Message, View

from core.model import Asker, Correction, Json, Resume
from handlers import blocks

pytestmark = pytest.mark.asyncio(loop_scope="module")
DOUBTED = RESUME.replace("June 2016 - February 2019", "2016 - ?") + (
    "\nReferences\n\nTreasurer, Lyon Rowing Club, 2014 - 2018\nKept the books of 300 members\n"
)


async def looks(office: Office, reply: Message) -> View:
    await office.nadia.press(reply, "See what I read")
    return await office.nadia.sees_view("What I read")


async def fixes(office: Office, view: View, pointer: str) -> View:
    """Presses [Fix] beside an entry; the form."""
    [button] = [one for one in view.buttons if one.element.get("value", "").endswith(f" {pointer}")]
    await office.nadia.press(view, button)
    return await office.nadia.sees_view(lambda one: "Fix " in one.title)


async def adds(office: Office, view: View, kind: str) -> View:
    await office.nadia.choose(view, blocks.ADD, kind)
    return await office.nadia.sees_view(lambda one: one.title.startswith("Add "))


async def current(office: Office, reply: Message) -> Resume:
    resume_id = next(one.element["value"] for one in reply.buttons if one.label == "See what I read")
    asker = Asker(office.slack.team_id, office.nadia.id, office.channel)
    return await office.house.pipeline.resumes.get(asker, resume_id)


async def test_what_was_read_is_shown_with_the_line_of_each_value(office: Office) -> None:
    _, reply = await office.shares(DOUBTED)
    shown = (await looks(office, reply)).shown
    for told in (
        "*Backend Engineer* · Lantern Freight · Lyon (l.4)",
        "March 2019 (l.5) – present · 7 y 9 m",
        "• Cut the nightly import from 5 hours to 40 minutes (l.8)",
        'dates of job 2 look like "2016 - ?"',
        "Python, FastAPI, PostgreSQL, Redis, AWS, Docker (l.",
        "not placed in any section",
        "Kept the books of 300 members",
    ):
        assert told in shown
    assert re.search(r"2016 \(l\.\d+\) – \?\n", shown)  # how long it lasted is not known


async def test_a_date_put_right_is_told_in_the_thread_and_counts_in_the_next_match(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    before = await office.matches(ts)
    form = await fixes(office, await looks(office, reply), "/work/1")
    assert "2016 - ?" in form.shown
    outcome = await office.nadia.submit(form, {"endDate": "February 2019"})
    assert outcome.acked
    assert not outcome.errors

    told = await office.nadia.sees("Corrected by you: dates of job 2.", office.channel, ts, 10)
    assert told.ts == reply.ts
    assert "Check:" not in told.shown
    view = await office.nadia.sees_view("Corrected by you: dates of job 2.")
    assert "2016 (l.10) – 2019-02 (said by you)" in view.shown
    await office.nadia.close(view)

    await office.nadia.command(office.channel, "/match", JOB + "\n- Docker")
    await office.nadia.sees(
        lambda m: "· rules " in m.shown and m.ts != before.ts and fingerprint(m) != fingerprint(before),
        office.channel,
        ts,
        10,
    )
    assert (await current(office, reply)).revision == 2


def fingerprint(message: Message) -> str:
    found = re.search(r"resume \w{4}", message.shown)
    return found[0] if found else ""


async def test_a_missed_job_is_added_from_lines_of_the_document(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    form = await adds(office, await looks(office, reply), "A job")
    answers = {
        "position": "Treasurer",
        "name": "Lyon Rowing Club",
        "startDate": "2014",
        "endDate": "2018",
        "lines": [_option(form, "Kept the books")["value"]],
    }
    assert (await office.nadia.submit(form, answers)).acked
    await office.nadia.sees("added job 3", office.channel, ts, 10)
    mended = await current(office, reply)
    assert mended.fields["work"][2]["highlights"] == ["Kept the books of 300 members"]
    assert mended.attested == ()
    view = await office.nadia.sees_view("Jobs (3)")
    assert "not placed in any section" not in view.shown


async def test_interests_and_the_website_have_their_form(office: Office) -> None:
    ts, reply = await office.shares(f"{RESUME}\nInterests\n\nRowing, Chess\n")
    view = await looks(office, reply)
    assert "Interests (2)" in view.shown
    form = await fixes(office, view, "/interests/1")
    assert (await office.nadia.submit(form, {"name": "Go", "keywords:0": "Blitz"})).acked
    await office.nadia.sees("Corrected by you: interest 2", office.channel, ts, 10)
    form = await fixes(office, await looks(office, reply), "/basics")
    assert (await office.nadia.submit(form, {"url": "ferrant.example"})).acked
    await office.nadia.sees("your details", office.channel, ts, 10)
    mended = await current(office, reply)
    assert mended.fields["interests"][1] == {"name": "Go", "keywords": ["Blitz"]}
    assert mended.fields["basics"]["url"] == "ferrant.example"


def _option(form: View, words: str) -> Json:
    [element] = [b["element"] for b in form.body["blocks"] if b.get("block_id") == "lines"]
    found: Json = next(one for one in element["options"] if words in one["text"]["text"])
    return found


async def test_what_cannot_be_is_told_beside_its_field_and_the_form_stays(office: Office) -> None:
    _, reply = await office.shares(DOUBTED)
    form = await fixes(office, await looks(office, reply), "/work/1")
    for answers, errors in (
        ({"endDate": "last spring"}, {"endDate": "I can't read that as a date"}),
        ({"endDate": "2014"}, {"endDate": "before the start (2016)"}),
        ({}, {"endDate": "When did it end?"}),
        ({"endDate": "2019", "present": ["to present"]}, {"endDate": "Either an end"}),
        ({"endDate": "2019", "position": "***"}, {"position": "letters or digits"}),
        ({"endDate": "2019", "highlights:0": "y" * 1_500}, {"highlights:0": "more than 1,000"}),
    ):
        outcome = await office.nadia.submit(form, answers)
        assert outcome.errors.keys() == errors.keys()
        for key, words in errors.items():
            assert words in outcome.errors[key]
    assert (await current(office, reply)).revision == 1


async def test_a_form_that_is_overtaken_says_so_and_keeps_what_was_typed(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    form = await fixes(office, await looks(office, reply), "/work/0")
    mended = await current(office, reply)
    asker = Asker(office.slack.team_id, office.nadia.id, office.channel)
    other = Correction("/work/0", {"position": "Staff Engineer"})
    await office.house.pipeline.resumes.correct(asker, mended.id, [other], token="elsewhere")

    await office.nadia.submit(form, {"name": "Lantern Freight GmbH"})
    again = await office.nadia.sees_view("has changed since you opened the form")
    values = {
        b["block_id"]: b["element"].get("initial_value") for b in again.body["blocks"] if b["type"] == "input"
    }
    assert values["name"] == "Lantern Freight GmbH"
    await office.nadia.submit(again, {"position": "Staff Engineer"})
    await office.nadia.sees("Corrected by you", office.channel, ts, 10)
    entry = (await current(office, reply)).fields["work"][0]
    assert (entry["name"], entry["position"]) == ("Lantern Freight GmbH", "Staff Engineer")


async def test_fix_in_a_form_opens_the_entry_that_was_not_read_surely(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    await office.nadia.press(reply, "Fix in a form")
    form = await office.nadia.sees_view("Fix job 2")
    await office.nadia.submit(form, {"present": ["to present"]})
    told = await office.nadia.sees("Corrected by you", office.channel, ts, 10)
    assert [one.label for one in told.buttons] == ["Match to a job", "See what I read", "Improve", "Delete"]
    assert (await current(office, reply)).doubts == ()


async def test_beside_a_job_without_dates_stands_its_own_form_and_what_is_doubted_keeps_another(
    office: Office,
) -> None:
    dateless = RESUME.replace(
        "Junior Developer, Pont Neuf Software, Lyon\nJune 2016 - February 2019\n",
        ("Junior Developer, Pont Neuf Software, Lyon\n"),
    ).replace("March 2019 - present", "2019 - ?")
    _, reply = await office.shares(dateless)
    assert "jobs well" not in reply.shown
    assert "Of 2 jobs the one at l." in reply.shown
    [beside, below] = [one for one in reply.buttons if one.label == "Fix in a form"]
    await office.nadia.press(reply, beside)
    view = await office.nadia.sees_view("Fix job 2")
    await office.nadia.close(view)
    await office.nadia.press(reply, below)
    await office.nadia.sees_view("Fix job 1")


async def test_a_job_that_ends_before_it_starts_says_so_where_it_stands(office: Office) -> None:
    _, reply = await office.shares(RESUME.replace("June 2016 - February 2019", "June 2016 - February 2015"))
    assert "February 2015 (l.10) · ⚠ ends before it starts" in (await looks(office, reply)).shown


async def test_what_is_no_job_is_taken_out(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    form = await fixes(office, await looks(office, reply), "/work/1")
    await office.nadia.submit(form, {"remove": ["yes"]})
    told = await office.nadia.sees("Corrected by you: job 2 taken out", office.channel, ts, 10)
    assert "1 job" in told.shown


async def test_saving_twice_or_without_a_change_makes_no_revision(office: Office) -> None:
    _, reply = await office.shares(RESUME)
    form = await fixes(office, await looks(office, reply), "/work/0")
    outcome = await office.nadia.submit(form, {})
    assert list(outcome.errors.values()) == ["Nothing is changed yet."]
    payload = {"position": "Staff Engineer"}
    assert (await office.nadia.submit(form, payload)).acked
    await office.slack.quiet()
    assert (await current(office, reply)).revision == 2


async def test_nobody_else_can_look_or_fix_and_forged_values_are_answered_as_not_found(
    office: Office,
) -> None:
    _, reply = await office.shares(DOUBTED)
    for label in ("See what I read", "Fix in a form"):
        await office.otto.press(reply, label)
        whisper = await office.otto.sees("press the buttons under my reply to you", office.channel)
        assert whisper.whispered_to == office.otto.id
    assert not office.otto.views


async def test_a_form_saved_after_the_resume_is_gone_says_so_and_stays(office: Office) -> None:
    _, reply = await office.shares(DOUBTED)
    form = await fixes(office, await looks(office, reply), "/work/0")
    asker = Asker(office.slack.team_id, office.nadia.id, office.channel)
    await office.house.pipeline.resumes.forget(asker, [(await current(office, reply)).id])
    outcome = await office.nadia.submit(form, {"position": "Staff Engineer"})
    assert "I don't have that resume for you" in next(iter(outcome.errors.values()))


async def test_what_was_shared_in_public_is_put_right_in_direct_messages_alone(office: Office) -> None:
    public = office.slack.channel("general", private=False, members=[office.nadia, office.otto])
    ts = office.nadia.share(public, {"cv.txt": DOUBTED.encode()})
    receipt = await office.nadia.sees("for you alone", public, ts, 10)
    direct = office.slack.dm(office.nadia)
    result = await office.nadia.sees("2 jobs", direct)
    form = await fixes(office, await looks(office, result), "/work/1")
    await office.nadia.submit(form, {"endDate": "2019"})
    told = await office.nadia.sees("Corrected by you: dates of job 2", direct, None, 10)
    assert told.ts == result.ts
    assert [m.shown for m in office.said(public)] == [receipt.shown]


async def test_of_several_files_one_put_right_is_told_in_a_message_of_its_own(office: Office) -> None:
    dateless = RESUME.replace("June 2016 - February 2019\n", "")
    files = {"a.txt": dateless.encode(), "b.txt": RESUME.replace("Nadia", "Nora").encode()}
    ts = office.nadia.share(office.channel, files)
    reply = await office.replies(ts)
    await office.nadia.press(reply, "Fix in a form")
    form = await office.nadia.sees_view("Fix job 2")
    assert (await office.nadia.submit(form, {"startDate": "2016", "endDate": "2019"})).acked
    told = await office.nadia.sees("Corrected by you: dates of job 2", office.channel, ts, 10)
    assert told.ts != reply.ts
    assert "a.txt" in told.shown


async def test_who_finds_a_doubted_entry_right_says_so_by_saving_it(office: Office) -> None:
    ts, reply = await office.shares(DOUBTED)
    form = await fixes(office, await looks(office, reply), "/work/1")
    outcome = await office.nadia.submit(form, {"present": ["to present"], "startDate": "2016"})
    assert outcome.acked
    told = await office.nadia.sees("Corrected by you", office.channel, ts, 10)
    assert "Check:" not in told.shown


async def test_a_profile_is_an_entry_of_its_own_to_fix_to_add_and_to_take_out(office: Office) -> None:
    linked = "nadia.ferrant@example.org\nlinkedin.com/in/nadia-ferrant\nNadia on Mastodon: hachyderm.example/@nadia"
    ts, reply = await office.shares(RESUME.replace("nadia.ferrant@example.org", linked))
    view = await looks(office, reply)
    assert "Profiles (1)" in view.shown
    assert "*LinkedIn* · nadia-ferrant\nurl: linkedin.com/in/nadia-ferrant (l.3)" in view.shown

    form = await fixes(office, view, "/basics/profiles/0")
    assert form.title == "Fix profile 1"
    assert (await office.nadia.submit(form, {"username": "nferrant"})).acked
    await office.nadia.sees("Corrected by you: username of profile 1", office.channel, ts, 10)
    form = await adds(office, await looks(office, reply), "A profile")
    answers = {"network": "Mastodon", "username": "@nadia", "url": "hachyderm.example/@nadia"}
    assert (await office.nadia.submit(form, answers)).acked
    await office.nadia.sees("added profile 2", office.channel, ts, 10)
    shown = (await looks(office, reply)).shown
    assert "nferrant (said by you)" in shown
    assert "*Mastodon* · @nadia (l.4)\nurl: hachyderm.example/@nadia (l.4)" in shown

    form = await fixes(office, await looks(office, reply), "/basics/profiles/0")
    assert (await office.nadia.submit(form, {"remove": ["yes"]})).acked
    await office.nadia.sees("profile 1 taken out", office.channel, ts, 10)
    [left] = (await current(office, reply)).fields["basics"]["profiles"]
    assert left == {"network": "Mastodon", "username": "@nadia", "url": "hachyderm.example/@nadia"}
