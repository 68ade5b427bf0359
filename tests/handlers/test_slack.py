"""The port to Slack: each message once, each wait as Slack asks."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack import FaultKind, Message, Person, Sandbox, client_of
from slack_sdk.errors import SlackApiError

from bot import manifest
from core.model import Upload
from handlers.blocks import Reply, say
from handlers.blocks.parts import section
from handlers.slack import Key, Place, Slack, Unclear, Unreachable
from handlers.stream import Stream

LOST = [
    FaultKind.DROP_AFTER,
    FaultKind.DROP_BEFORE,
    FaultKind.SERVER_ERROR,
    FaultKind.ERROR_AFTER,
    FaultKind.NOT_JSON,
]
KEY = Key("T1:Ev1", "reply", ("resume-1",), "F1")


@dataclass
class Room:
    """A channel with the bot in it, and a port to it."""

    sandbox: Sandbox
    slack: Slack
    ann: Person
    channel: str
    root: str

    @property
    def place(self) -> Place:
        return Place(self.channel, self.root)

    @property
    def replies(self) -> list[Message]:
        return self.sandbox.messages(self.channel, self.root)[1:]

    def stream(self) -> Stream:
        return Stream(self.slack, self.place, KEY)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with Sandbox(manifest.path()) as sandbox, client_of(sandbox) as client:
        ann = sandbox.person("ann")
        channel = sandbox.channel("hiring", members=[ann])
        yield Room(sandbox, Slack(client), ann, channel, ann.say(channel, "hello"))


@pytest.mark.parametrize("kind", LOST)
async def test_a_message_stands_there_once_whatever_becomes_of_the_answer(
    room: Room, kind: FaultKind
) -> None:
    room.sandbox.faults.add("chat.postMessage", kind)
    ts = await room.slack.post_once(room.place, say("Read."), KEY, sure=True)
    assert [(one.ts, one.text) for one in room.replies] == [(ts, "Read.")]


async def test_a_message_that_stands_there_already_is_found_by_its_key(room: Room) -> None:
    for n in range(3):
        await room.slack.post_once(room.place, say(f"{n}"), Key("T1:Ev1", f"step {n}"), sure=True)
    again = await room.slack.post_once(room.place, say("other words"), Key("T1:Ev1", "step 1"), sure=False)
    assert again == room.replies[1].ts
    assert [one.text for one in room.replies] == ["0", "1", "2"]


async def test_somebody_elses_message_with_our_metadata_is_not_taken_for_ours(room: Room) -> None:
    await room.slack.post_once(room.place, say("Read."), KEY, sure=True)
    room.slack._me = "U_ANOTHER_BOT"
    assert await room.slack.find(room.place, KEY) == ""


async def test_a_key_is_found_on_the_second_page_of_a_long_thread(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.slack.PAGE", 3)
    for n in range(8):
        await room.slack.post_once(room.place, say(f"{n}"), Key("w", f"{n}"), sure=True)
    assert await room.slack.find(room.place, Key("w", "7")) == room.replies[7].ts


async def test_after_a_429_nobody_calls_before_its_time(room: Room) -> None:
    room.sandbox.faults.add("chat.postMessage", FaultKind.RATE_LIMITED, retry_after_s=1)
    started = time.monotonic()
    await asyncio.gather(
        *(room.slack.post_once(room.place, say(f"{n}"), Key("w", f"{n}"), sure=True) for n in range(2))
    )
    assert {one.text for one in room.replies} == {"0", "1"}
    assert time.monotonic() - started >= 1
    calls = room.sandbox.calls("chat.postMessage")
    limited = next(one for one in calls if one.status == 429)
    assert all(one.at - limited.at >= 1 for one in calls if one.at > limited.at + 0.5)


async def test_more_posts_to_one_channel_than_slack_takes_at_once_all_arrive() -> None:
    async with Sandbox(manifest.path(), time_scale=0.05) as sandbox, client_of(sandbox) as client:
        ann = sandbox.person("ann")
        channel, slack = sandbox.channel("hiring", members=[ann]), Slack(client)
        root = Place(channel, ann.say(channel, "hello"))
        await asyncio.gather(
            *(slack.post_once(root, say(f"{n}"), Key("w", f"{n}"), sure=True) for n in range(32))
        )
        assert len(sandbox.messages(channel, root.thread_ts)) == 33


async def test_blocks_that_slack_refuses_are_said_in_plain_words(room: Room) -> None:
    bad = Reply("in words", (section("x", "same"), section("y", "same")))
    await room.slack.post_once(room.place, bad, KEY, sure=True)
    assert [(one.text, one.blocks) for one in room.replies] == [("in words", ())]


async def test_an_update_takes_the_old_buttons_away(room: Room) -> None:
    ts = await room.slack.post_once(
        room.place, Reply("a", (section("with"), section("two blocks"))), KEY, sure=True
    )
    assert await room.slack.update(room.channel, ts, say("b"), KEY)
    assert [one.shown for one in room.replies] == ["b"]


async def test_an_update_of_a_message_that_is_gone_says_so(room: Room) -> None:
    ts = await room.slack.post_once(room.place, say("a"), KEY, sure=True)
    await room.slack.delete(room.channel, ts)
    await room.slack.delete(room.channel, ts)
    assert not await room.slack.update(room.channel, ts, say("b"), KEY)


async def test_where_the_bot_is_no_member_it_says_so_and_whispers_in_direct_messages(room: Room) -> None:
    other = room.sandbox.channel("other", members=[room.ann], bot=False)
    with pytest.raises(Unreachable, match="I'm not in it"):
        await room.slack.post_once(Place(other), say("a"), KEY, sure=True)
    await room.slack.whisper(Place(other), room.ann.id, say("psst"))
    assert [one.text for one in room.sandbox.messages(room.sandbox.dm(room.ann))] == ["psst"]


@pytest.mark.parametrize(("private", "is_public"), [(True, False), (False, True)])
async def test_a_public_channel_is_told_from_a_private_one(
    room: Room, *, private: bool, is_public: bool
) -> None:
    channel = room.sandbox.channel("some", private=private, members=[room.ann])
    assert await room.slack.is_public(channel) is is_public
    assert not await room.slack.is_public(room.sandbox.dm(room.ann))


async def test_a_channel_of_which_slack_does_not_say_is_taken_for_public(room: Room) -> None:
    room.sandbox.faults.add("conversations.info", FaultKind.REFUSED, error="missing_scope")
    assert await room.slack.is_public(room.channel)


@pytest.mark.parametrize(
    "method", ["files.getUploadURLExternal", "files:upload", "files.completeUploadExternal"]
)
@pytest.mark.parametrize("kind", [FaultKind.DROP_AFTER, FaultKind.DROP_BEFORE, FaultKind.SERVER_ERROR])
async def test_a_file_is_shared_once_whatever_becomes_of_the_answers(
    room: Room, method: str, kind: FaultKind
) -> None:
    upload = Upload("cv.docx", b"words")
    room.sandbox.faults.add(method, kind)
    file_id = await room.slack.share_once(room.place, *await room.slack.reserve(upload), upload)
    await asyncio.sleep(0.01)  # Slack shares a file a moment after it has answered
    assert [one.files for one in room.replies] == [(file_id,)]
    assert room.sandbox.file_bytes(file_id) == b"words"


async def test_a_refusal_is_not_tried_again(room: Room) -> None:
    with pytest.raises(SlackApiError):
        await room.slack.open_modal("a trigger that never was", view=None)  # type: ignore[arg-type]  # refused before it is looked at
    assert len(room.sandbox.calls("views.open")) == 1


async def test_slack_being_away_for_a_while_costs_no_reply(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.slack.PAUSES_S", (0.05,) * 8)
    room.sandbox.faults.add("*", FaultKind.SERVER_ERROR, 4)
    await room.slack.post_once(room.place, say("late"), KEY, sure=False)
    assert [one.text for one in room.replies] == ["late"]


async def test_slack_being_away_for_good_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.slack.PAUSES_S", (0.01, 0.01))
    room.sandbox.faults.add("*", FaultKind.SERVER_ERROR, None)
    with pytest.raises(Unclear):
        await room.slack.post_once(room.place, say("never"), KEY, sure=True)


# ---------------------------------------------------------------- streams


async def whole(room: Room, stream: Stream) -> None:
    """Ends a stream and draws what came of it."""
    assert await room.slack.update(room.channel, await stream.close(), say("whole"), KEY)


async def streamed(room: Room, *texts: str) -> list[str]:
    """Streams these texts, closes with the word "whole", and gives what stands in the thread."""
    stream = room.stream()
    await stream.open("Looking…", user=room.ann.id, team=room.sandbox.team_id, sure=True)
    for text in texts:
        stream.append(text)
        await asyncio.sleep(0.01)
    await whole(room, stream)
    return [one.text for one in room.replies]


async def test_a_stream_shows_words_at_once_and_ends_as_one_whole_message(room: Room) -> None:
    assert await streamed(room, " one", " two") == ["whole"]
    assert room.sandbox.calls("chat.appendStream")[0].args["markdown_text"] == " one"
    assert await room.slack.find(room.place, KEY) == room.replies[0].ts


async def test_a_stream_flushes_once_a_second_and_not_each_time(room: Room) -> None:
    stream = room.stream()
    await stream.open("Looking…", user=room.ann.id, team=room.sandbox.team_id, sure=True)
    for n in range(100):
        stream.append(f" {n}")
        await asyncio.sleep(0.012)
    await whole(room, stream)
    assert 2 <= len(room.sandbox.calls("chat.appendStream")) <= 3


async def test_a_long_stream_goes_on_in_a_second_message_that_is_taken_away_in_the_end(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.stream.FLUSH_S", 0.0)
    assert await streamed(room, *["é" * 1_000] * 12) == ["whole"]
    assert len(room.sandbox.calls("chat.startStream")) == 3
    assert len(room.sandbox.calls("chat.delete")) == 2
    for call in room.sandbox.calls("chat.appendStream"):
        assert call.ok, call.error


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize(
    "error", ["message_not_in_streaming_state", "msg_too_long", "channel_type_not_supported"]
)
async def test_a_stream_that_slack_refuses_goes_on_as_edits(room: Room, method: str, error: str) -> None:
    room.sandbox.faults.add(method, FaultKind.REFUSED, error=error)
    assert await streamed(room, " one", " two") == ["whole"]


async def test_a_stream_that_outlives_five_minutes_still_ends_whole() -> None:
    async with Sandbox(manifest.path(), time_scale=0.001) as sandbox, client_of(sandbox) as client:
        ann = sandbox.person("ann")
        channel = sandbox.channel("hiring", members=[ann])
        room = Room(sandbox, Slack(client), ann, channel, ann.say(channel, "hello"))
        stream = room.stream()
        await stream.open("Looking…", user=ann.id, team=sandbox.team_id, sure=True)
        await asyncio.sleep(0.5)
        stream.append(" late")
        await asyncio.sleep(0.05)
        await whole(room, stream)
        assert [one.text for one in room.replies] == ["whole"]


async def test_a_thread_is_not_left_streaming_when_the_work_fails(room: Room) -> None:
    stream = room.stream()
    await stream.open("Looking…", user=room.ann.id, team=room.sandbox.team_id, sure=True)
    await stream.abandon()
    await stream.abandon()
    [left] = room.replies
    assert left.stream == "stopped"


async def test_admins_are_found_on_every_page_and_nobody_else(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.slack.PAGE", 2)
    boss, chief = room.sandbox.person("boss", is_admin=True), room.sandbox.person("chief", is_admin=True)
    assert set(await room.slack.admins()) == {boss.id, chief.id}
    monkeypatch.setattr("handlers.slack.MOST_ADMINS", 1)
    assert len(await room.slack.admins()) == 1
