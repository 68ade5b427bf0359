"""Edits in the thread: streamed, accepted, skipped, and the file that comes out."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from handlers_office import JOB, Office
from slack import FaultKind, Message

from core.errors import EngineDown
from core.model import Asker

pytestmark = pytest.mark.asyncio(loop_scope="module")
SAMPLES = Path(__file__).parents[2] / "bot" / "sandbox" / "samples"


async def improved(office: Office) -> tuple[str, Message]:
    """Nadia's resume with its list of edits, ready to decide on."""
    ts, _ = await office.shares()
    report = await office.matches(ts)
    await office.nadia.press(report, "Improve")
    return ts, await office.nadia.sees(is_list, office.channel, ts, 10)


def is_list(message: Message) -> bool:
    return any(one.label == "Get my file" for one in message.buttons) and "Done" not in message.shown


def now(office: Office, message: Message) -> Message:
    """A message as it stands by now."""
    return next(one for one in office.slack.messages(office.channel) if one.ts == message.ts)


async def test_edits_are_streamed_into_one_message_and_then_get_their_buttons(office: Office) -> None:
    ts, edits = await improved(office)
    [start] = office.calls("chat.startStream")
    assert start["thread_ts"] == ts
    assert start["recipient_user_id"] == office.nadia.id
    assert start["markdown_text"] == 'Looking for honest edits for "Senior Backend Engineer"…'
    assert "FastAPI (Python)" in str(office.calls("chat.appendStream"))
    labels = [one.label for one in edits.buttons]
    assert labels == ["Accept", "Skip"] * (len(labels) // 2) + ["Get my file"]
    assert '*1* l.6 "Built REST APIs' in edits.shown
    assert "Sources: l.6" in edits.shown
    assert "Not offered: Kubernetes. It isn't in your resume." in edits.shown
    assert "Lantern" not in str([one.element["value"] for one in edits.buttons])


async def test_accepting_one_and_skipping_the_other_raises_the_score_and_sums_up(office: Office) -> None:
    ts, edits = await improved(office)
    await office.nadia.press(edits, edits.buttons[0])
    half = await office.nadia.sees("1 accepted, 0 skipped, 1 open", office.channel, ts)
    assert "✓ accepted" in half.shown
    await office.nadia.press(half, "Skip")
    done = await office.nadia.sees("Done: 1 accepted, 1 skipped. ", office.channel, ts)
    before, after = done.shown.split("skipped. ")[1].split(".")[0].split(" → ")
    assert int(after) > int(before)
    report = next(one for one in office.said(thread_ts=ts) if "· rules " in one.shown)
    assert f"{before} · " in report.shown
    assert [one.label for one in done.buttons] == ["Get my file"]
    assert [one.label for one in now(office, edits).buttons] == ["Get my file"]


async def test_the_file_comes_back_with_the_accepted_edit_in_it_once(office: Office) -> None:
    ts, edits = await improved(office)
    await office.nadia.press(edits, edits.buttons[0])
    await office.nadia.sees("1 accepted", office.channel, ts)
    await office.nadia.press(now(office, edits), "Get my file")
    await office.nadia.sees("I can't edit a text file in place. Here is a plain DOCX", office.channel, ts, 10)
    [sent] = [one for one in office.said(thread_ts=ts) if one.files]
    text = "\n".join(p.text for p in Document(BytesIO(office.slack.file_bytes(sent.files[0]))).paragraphs)
    assert "Built REST APIs for parcel tracking with FastAPI (Python) and PostgreSQL" in text


async def test_a_docx_comes_back_as_itself_with_tracked_changes(office: Office) -> None:
    ts = office.nadia.share(office.channel, {"Leo_Brandt.docx": (SAMPLES / "Leo_Brandt.docx").read_bytes()})
    await office.replies(ts)
    report = await office.matches(ts, (SAMPLES / "backend_engineer.txt").read_text(encoding="utf-8"))
    await office.nadia.press(report, "Improve")
    edits = await office.nadia.sees(is_list, office.channel, ts, 10)
    await office.nadia.press(edits, edits.buttons[0])
    await office.nadia.sees("1 accepted", office.channel, ts)
    await office.nadia.press(now(office, edits), "Get my file")
    await office.nadia.sees("📎 Your file, 1 tracked change.", office.channel, ts, 10)
    [sent] = [one for one in office.said(thread_ts=ts) if one.files]
    assert b"w:ins " in Document(BytesIO(office.slack.file_bytes(sent.files[0]))).element.xml.encode()


async def test_a_double_click_changes_once_and_says_so_to_who_clicked(office: Office) -> None:
    _ts, edits = await improved(office)
    accept = edits.buttons[0]
    first, second = await asyncio.gather(office.nadia.press(edits, accept), office.nadia.press(edits, accept))
    assert first.acked
    assert second.acked
    told = await office.nadia.sees(
        "This edit was already accepted. Nothing was changed a second time.", office.channel
    )
    assert told.whispered_to == office.nadia.id
    await office.nadia.sees("1 accepted, 0 skipped", office.channel, edits.thread_ts)
    [card] = await office.house.pipeline.resumes.of(Asker(office.slack.team_id, office.nadia.id))
    assert card.revision == 2


async def test_accept_and_skip_at_the_same_moment_end_in_one_of_them(office: Office) -> None:
    _ts, edits = await improved(office)
    await asyncio.gather(*(office.nadia.press(edits, one) for one in edits.buttons[:2]))
    await office.nadia.sees("Nothing was changed a second time.", office.channel)
    await office.slack.quiet()
    assert "1 open" in now(office, edits).shown


async def test_both_edits_accepted_at_once_are_both_there_and_summed_up_once(office: Office) -> None:
    ts, edits = await improved(office)
    both = [one for one in edits.buttons if one.label == "Accept"]
    await asyncio.gather(*(office.nadia.press(edits, one) for one in both))
    await office.nadia.sees(
        lambda m: "Done: " in m.shown or "Press Improve again" in m.shown, office.channel, None, 10
    )
    await office.slack.quiet()
    shown = now(office, edits).shown
    assert f"{shown.count('✓ accepted')} accepted" in shown
    assert len([one for one in office.said(thread_ts=ts) if "Done: " in one.shown]) <= 1


async def test_a_colleague_can_neither_accept_nor_skip_nor_fetch(office: Office) -> None:
    ts, edits = await improved(office)
    for label in (edits.buttons[0], edits.buttons[1], "Get my file"):
        await office.otto.press(edits, label)
    await office.otto.sees(lambda _: len(office.otto.whispers(office.channel)) == 3, office.channel)
    assert all(
        "press the buttons under my reply" in one.shown for one in office.otto.whispers(office.channel)
    )
    assert now(office, edits).shown == edits.shown
    assert not [one for one in office.said(thread_ts=ts) if one.files]


async def test_a_second_press_while_edits_are_looked_for_starts_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ts, _ = await office.shares()
    report = await office.matches(ts)
    may_go_on, real = asyncio.Event(), office.house.pipeline.edits.improve

    async def slow(*args: Any) -> AsyncIterator[Any]:
        await may_go_on.wait()
        async for one in real(*args):
            yield one

    monkeypatch.setattr(office.house.pipeline.edits, "improve", slow)  # a slow model
    await office.nadia.press(report, "Improve")
    await office.nadia.sees("Looking for honest edits", office.channel, ts)
    await office.nadia.press(report, "Improve")
    await office.nadia.sees("I'm already looking for edits", office.channel)
    may_go_on.set()
    await office.nadia.sees(is_list, office.channel, ts, 10)
    assert len(office.calls("chat.startStream")) == 1

    # While edits wait for a decision a second list would offer the same; afterwards there may be more.
    await office.nadia.press(report, "Improve")
    await office.nadia.sees("The edits for this version are in the thread already", office.channel)
    assert len(office.calls("chat.startStream")) == 1
    shown = await office.nadia.sees(is_list, office.channel, ts)
    for button in [one for one in shown.buttons if one.label == "Skip"]:
        now = await office.nadia.sees(is_list, office.channel, ts)
        await office.nadia.press(
            now,
            next(
                b
                for b in now.buttons
                if b.element.get("value") == button.element["value"] and b.label == "Skip"
            ),
        )
    await office.nadia.sees("Done: ", office.channel, ts, 10)
    await office.nadia.press(report, "Improve")
    await office.nadia.sees(lambda _: len(office.calls("chat.startStream")) == 2, office.channel, ts, 10)


async def test_improve_without_a_job_asks_for_one(office: Office) -> None:
    _, reply = await office.shares()
    await office.nadia.press(reply, "Improve")
    view = await office.nadia.sees_view("Resume: nadia.txt")
    await office.nadia.submit(view, {"job_text/choice": JOB})
    await office.nadia.sees("· rules ", office.channel, reply.thread_ts, 10)
    await office.nadia.press(reply, "Improve")
    await office.nadia.sees(is_list, office.channel, reply.thread_ts, 10)


async def test_when_no_honest_edit_helps_the_bot_says_so(office: Office) -> None:
    ts, _ = await office.shares()
    report = await office.matches(ts, "Requirements\n- Kubernetes\n- Terraform\n- Fluent Finnish\n")
    await office.nadia.press(report, "Improve")
    told = await office.nadia.sees(
        lambda m: is_list(m) or "no honest edit" in m.shown, office.channel, ts, 10
    )
    assert "Not offered: Kubernetes" in told.shown


async def test_where_slack_does_not_stream_the_same_message_is_edited(office: Office) -> None:
    office.slack.faults.add("chat.startStream", FaultKind.REFUSED, None, error="channel_type_not_supported")
    ts, edits = await improved(office)
    assert "FastAPI (Python)" in edits.shown
    assert len([one for one in office.said(thread_ts=ts) if "honest edit" in one.shown]) == 1


@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER, FaultKind.SERVER_ERROR])
@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
async def test_a_stream_that_breaks_off_anywhere_ends_in_one_whole_list(
    office: Office, method: str, kind: FaultKind
) -> None:
    office.slack.faults.add(method, kind)
    ts, edits = await improved(office)
    await office.slack.quiet()
    assert len([one for one in office.said(thread_ts=ts) if "honest edit" in one.shown]) == 1
    assert [one.label for one in now(office, edits).buttons][-1] == "Get my file"
    assert now(office, edits).stream in ("none", "stopped")


async def test_the_file_is_shared_once_although_the_answer_got_lost(office: Office) -> None:
    ts, edits = await improved(office)
    for method in ("files.getUploadURLExternal", "files:upload", "files.completeUploadExternal"):
        office.slack.faults.add(method, FaultKind.DROP_AFTER)
    await office.nadia.press(edits, "Get my file")
    await office.nadia.sees("Here is a plain DOCX", office.channel, ts, 10)
    await office.slack.quiet()
    assert len([one for one in office.said(thread_ts=ts) if one.files]) == 1


async def test_an_edit_accepted_while_the_file_is_on_its_way_is_in_it(office: Office) -> None:
    ts, edits = await improved(office)
    office.slack.faults.add("files.getUploadURLExternal", FaultKind.SLOW, delay_s=1.0)
    await office.nadia.press(edits, "Get my file")
    await office.nadia.press(edits, edits.buttons[0])
    await office.nadia.sees("1 accepted", office.channel, ts)
    await office.nadia.sees("Here is a plain DOCX", office.channel, ts, 10)
    [sent] = [one for one in office.said(thread_ts=ts) if one.files]
    text = "\n".join(p.text for p in Document(BytesIO(office.slack.file_bytes(sent.files[0]))).paragraphs)
    assert "FastAPI (Python)" in text


async def test_a_resume_deleted_while_edits_are_shown_answers_in_plain_words(office: Office) -> None:
    _ts, edits = await improved(office)
    asker = Asker(office.slack.team_id, office.nadia.id)
    [card] = await office.house.pipeline.resumes.of(asker)
    await office.house.pipeline.resumes.forget(asker, [card.id])
    await office.nadia.press(edits, edits.buttons[0])
    told = await office.nadia.sees(
        lambda m: m.whispered_to == office.nadia.id and "edit" in m.shown, office.channel, None, 5
    )
    assert "reference" not in told.shown


async def test_a_model_that_goes_down_in_the_middle_is_said_in_plain_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ts, _ = await office.shares()
    report = await office.matches(ts)

    async def broken(*_: object) -> object:
        raise EngineDown("The language model isn't answering")
        yield  # an asynchronous generator, as the real one

    monkeypatch.setattr(office.house.pipeline.edits, "improve", broken)  # rules cannot go down
    await office.nadia.press(report, "Improve")
    told = await office.nadia.sees(
        "The language model isn't answering. I matched with rules alone", office.channel
    )
    assert told.whispered_to == office.nadia.id
    await office.slack.quiet()
    assert all(one.stream in ("none", "stopped") for one in office.said(thread_ts=ts))
