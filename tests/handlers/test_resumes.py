"""A resume is shared: what people see, and what each bad file is answered with."""

import asyncio
from pathlib import Path

import pytest
from handlers_office import JOB, RESUME, Office
from slack import FaultKind

pytestmark = pytest.mark.asyncio(loop_scope="module")
SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "samples"
BUTTONS = ["Match to a job", "See what I read", "Improve", "Delete"]


async def test_a_shared_resume_is_read_and_answered_in_its_thread_in_one_message(office: Office) -> None:
    ts, reply = await office.shares()
    assert "2 jobs, 2016–now, 6 skills, 1 degree" in reply.shown
    assert [one.label for one in reply.buttons] == BUTTONS
    await office.slack.quiet()
    assert len(office.said(thread_ts=ts)) == 1
    [placeholder] = office.calls("chat.postMessage")
    assert placeholder["text"] == "👀 reading…"
    assert placeholder["thread_ts"] == ts


async def test_a_pdf_and_a_docx_shared_inside_a_thread_are_answered_there(office: Office) -> None:
    root = office.otto.say(office.channel, "who wants a review?")
    for count, name in enumerate(("Mina_Okafor.pdf", "Leo_Brandt.docx"), 1):
        office.nadia.share(office.channel, {name: (SAMPLES / name).read_bytes()}, thread_ts=root)
        await office.sees_many(count, "[See what I read]")
    assert {one.thread_ts for one in office.said()} == {root}


async def test_three_files_at_once_get_one_reply_that_lists_them(office: Office) -> None:
    files = {
        "a.txt": RESUME.encode(),
        "b.md": RESUME.replace("Nadia", "Nora").encode(),
        "c.pages": b"PK\x03\x04 pages",
    }
    ts = office.nadia.share(office.channel, files)
    reply = await office.replies(ts)
    assert reply.shown.startswith("3 files: a.txt ✓  b.md ✓  c.pages ✗ ")
    assert [one.label for one in reply.buttons] == ["Match both to a job", "Delete"]
    assert len(office.said(thread_ts=ts)) == 1


BAD_FILES = {
    "wrong type": (b"GIF89a\x01\x00\x01\x00", "logo.gif", "PDF or DOCX please."),
    "empty": (b"", "cv.pdf", "The file is empty (0 bytes). Upload it again?"),
    "too large": (b"x" * 11 * 2**20, "cv.txt", "11 MB is over 10 MB. Resumes are usually under 1 MB"),
    "broken": (b"%PDF-1.7\n%%EOF", "cv.pdf", "Export it again as PDF or DOCX and send the new file."),
}


@pytest.mark.parametrize("kind", BAD_FILES)
async def test_a_bad_file_is_answered_in_its_place_with_what_to_do(office: Office, kind: str) -> None:
    data, name, words = BAD_FILES[kind]
    ts = office.nadia.share(office.channel, {name: data})
    reply = await office.replies(ts)
    assert words in reply.shown
    assert not reply.buttons
    assert len(office.said(thread_ts=ts)) == 1


async def test_the_result_of_a_public_channel_goes_to_the_sharer_alone(office: Office) -> None:
    public = office.slack.channel("general", private=False, members=[office.nadia, office.otto])
    ts = office.nadia.share(public, {"cv.txt": RESUME.encode()})
    receipt = await office.nadia.sees("for you alone", public, ts, 10)
    assert not receipt.buttons
    direct = office.slack.dm(office.nadia)
    result = await office.nadia.sees("2 jobs", direct)
    assert [one.label for one in result.buttons] == BUTTONS

    await office.nadia.command(public, "/match", JOB)
    report = await office.nadia.sees("· rules ", direct, result.ts, 10)
    await office.nadia.press(report, "Improve")
    await office.nadia.sees(lambda m: any(b.label == "Accept" for b in m.buttons), direct, result.ts, 10)
    assert "Lantern" not in str([m.shown for m in office.slack.messages(public, ts)])
    assert [m.ts for m in office.said(public)] == [receipt.ts]


async def test_in_direct_messages_everything_stands_in_the_thread(office: Office) -> None:
    direct = office.slack.dm(office.nadia)
    ts = office.nadia.share(direct, {"cv.txt": RESUME.encode()})
    reply = await office.nadia.sees("2 jobs", direct, ts, 10)
    assert reply.thread_ts == ts


async def test_who_writes_in_direct_messages_is_told_how_it_works_and_bots_are_not_answered(
    office: Office,
) -> None:
    direct = office.slack.dm(office.nadia)
    ts = office.nadia.say(direct, "How do I start?")
    await office.nadia.sees("Drop a resume here", direct, ts)
    office.nadia.say(office.channel, "good morning")
    await office.slack.quiet()
    assert not office.said()
    assert len(office.said(direct)) == 1


async def test_the_same_event_told_five_times_is_answered_once(office: Office) -> None:
    ts, _ = await office.shares()
    event_id = [one.event_id for one in office.slack.outbox.attempts if one.event_id][-1]
    for _ in range(4):
        office.slack.redeliver(event_id)
    await office.slack.quiet()
    assert len(office.said(thread_ts=ts)) == 1
    assert len(office.calls("files:download")) == 1


async def test_twenty_people_share_at_once_and_each_gets_one_reply(office: Office) -> None:
    people = [office.slack.person(f"p{n}") for n in range(20)]
    channels = [office.slack.channel(f"c{n}", members=[one]) for n, one in enumerate(people)]
    shared = [
        one.share(channel, {"cv.txt": RESUME.encode()}) for one, channel in zip(people, channels, strict=True)
    ]
    replies = await asyncio.gather(
        *(p.sees("2 jobs", c, ts, 20) for p, c, ts in zip(people, channels, shared, strict=True))
    )
    assert len({one.ts for one in replies}) == 20
    assert all(len(office.said(channel)) == 1 for channel in channels)


async def test_a_file_that_only_its_id_is_told_of_is_looked_up(office: Office) -> None:
    ts = office.nadia.share(office.channel, {"cv.txt": RESUME.encode()}, is_withheld=True)
    assert "2 jobs" in (await office.replies(ts)).shown


async def test_what_was_read_can_be_seen_by_the_sharer_and_by_nobody_else(office: Office) -> None:
    _, reply = await office.shares()
    await office.nadia.press(reply, "See what I read")
    view = await office.nadia.sees_view("Lantern Freight")
    assert "Cut the nightly import from 5 hours to 40 minutes" in view.shown

    await office.otto.press(reply, "See what I read")
    whisper = await office.otto.sees("press the buttons under my reply to you", office.channel)
    assert whisper.whispered_to == office.otto.id
    assert not office.otto.views


async def test_deleting_takes_away_every_word_and_file_of_ours_and_says_so_in_place(office: Office) -> None:
    ts, reply = await office.shares()
    report = await office.matches(ts)
    await office.nadia.press(report, "Improve")
    edits = await office.nadia.sees(
        lambda m: any(b.label == "Get my file" for b in m.buttons), office.channel, ts, 10
    )
    await office.nadia.press(edits, "Get my file")
    await office.nadia.sees("Here is a plain DOCX", office.channel, ts, 10)

    await office.nadia.press(reply, "Delete")
    gone = await office.nadia.sees("Gone. I keep a log line without your text", office.channel, ts)
    await office.slack.quiet()
    assert gone.ts == reply.ts
    assert [one.ts for one in office.said(thread_ts=ts)] == [gone.ts]
    assert len(office.calls("files.delete")) == 1
    await office.nadia.command(office.channel, "/match", JOB)
    await office.nadia.sees("Now drop your resume here", office.channel, None, 10)


async def test_somebody_elses_resume_cannot_be_deleted(office: Office) -> None:
    ts, reply = await office.shares()
    await office.otto.press(reply, "Delete")
    await office.otto.sees("press the buttons under my reply to you", office.channel)
    assert [one.shown for one in office.said(thread_ts=ts)] == [reply.shown]


async def test_without_the_scope_the_sign_in_page_is_not_taken_for_a_resume(office: Office) -> None:
    office.slack.faults.add("files:download", FaultKind.SIGN_IN)
    ts = office.nadia.share(office.channel, {"cv.pdf": b"%PDF-1.7"})
    reply = await office.replies(ts)
    assert "files:read" in reply.shown
    assert "installs it again" in reply.shown


async def test_an_answer_that_got_lost_is_looked_up_and_not_said_twice(office: Office) -> None:
    office.slack.faults.add("chat.postMessage", FaultKind.DROP_AFTER)
    office.slack.faults.add("chat.update", FaultKind.DROP_AFTER)
    ts, reply = await office.shares()
    await office.slack.quiet()
    assert [one.ts for one in office.said(thread_ts=ts)] == [reply.ts]


async def test_a_bug_is_answered_with_a_reference_and_nothing_of_the_error(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret words of a resume")

    monkeypatch.setattr(office.house.pipeline.resumes, "read", broken)  # a bug cannot be had otherwise
    ts = office.nadia.share(office.channel, {"cv.txt": RESUME.encode()})
    reply = await office.replies(ts)
    assert "Something broke on our side (reference " in reply.shown
    assert "secret" not in reply.shown
    assert len(office.said(thread_ts=ts)) == 1


async def test_what_the_rules_doubted_is_asked_of_the_model_and_drawn_in_the_same_message(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A model that does not answer: the rules' reading stands, and is drawn once more.
    monkeypatch.setattr(type(office.house.engine), "has_model", True)
    ts, reply = await office.shares(RESUME.replace("June 2016 - February 2019", "2016 - ?"))
    assert "Check: " in reply.shown
    await office.nadia.sees(lambda _: len(office.calls("chat.update")) == 2, office.channel, ts, 10)
    await office.slack.quiet()
    [message] = office.said(thread_ts=ts)
    assert message.ts == reply.ts
    assert [one.label for one in message.buttons] == [*BUTTONS[:2], "Fix in a form", *BUTTONS[2:]]
