from typing import Any

import pytest
from slack import Office, open_office


async def start(office: Office, **more: Any) -> dict[str, Any]:
    """A stream in a thread; returns the arguments that name it."""
    head = office.ann.say(office.channel, "question")
    who: dict[str, Any] = {"recipient_user_id": office.ann.id, "recipient_team_id": office.sandbox.team_id}
    answer = await office.client.chat_startStream(channel=office.channel, thread_ts=head, **who, **more)
    return {"channel": office.channel, "ts": str(answer["ts"])}


async def test_a_stream_grows_and_ends_with_buttons(office: Office) -> None:
    it = await start(office, markdown_text="**He")
    await office.client.chat_appendStream(**it, markdown_text="llo**")
    message = office.sandbox.messages(office.channel)[-1]
    assert (message.shown, message.stream) == ("**Hello**", "live")

    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}}
    await office.client.chat_stopStream(
        **it, markdown_text="!", blocks=[{"type": "actions", "elements": [button]}]
    )
    message = office.sandbox.messages(office.channel)[-1]
    assert (message.shown, message.stream) == ("**Hello**!\n[Go]", "stopped")


async def test_the_sdks_own_helper_streams(office: Office) -> None:
    head = office.ann.say(office.channel, "question")
    stream = await office.client.chat_stream(
        channel=office.channel,
        thread_ts=head,
        recipient_user_id=office.ann.id,
        recipient_team_id=office.sandbox.team_id,
        buffer_size=4,
    )
    for word in ("Many ", "words ", "later"):
        await stream.append(markdown_text=word)
    await stream.stop(metadata={"event_type": "e", "event_payload": {"k": "v"}})
    message = office.sandbox.messages(office.channel)[-1]
    assert message.shown == "Many words later"
    assert message.metadata


async def test_a_stream_in_a_channel_names_its_reader_and_one_in_a_dm_need_not(office: Office) -> None:
    head = office.ann.say(office.channel, "question")
    begin, team = office.client.chat_startStream, office.sandbox.team_id
    here: dict[str, Any] = {"channel": office.channel, "thread_ts": head}
    assert await office.error(begin(**here)) == "missing_recipient_user_id"
    assert await office.error(begin(**here, recipient_user_id=office.ann.id)) == "missing_recipient_team_id"
    assert (
        await office.error(begin(**here, recipient_user_id="U0", recipient_team_id=team)) == "user_not_found"
    )
    assert (
        await office.error(begin(**here, recipient_user_id=office.ann.id, recipient_team_id="T0"))
        == "team_not_found"
    )
    direct = office.sandbox.dm(office.ann)
    assert (await begin(channel=direct, thread_ts=office.ann.say(direct, "question")))["ok"]


async def test_a_live_stream_is_not_edited_and_a_dead_one_not_appended_to(office: Office) -> None:
    it = await start(office, markdown_text="x")
    assert await office.error(office.client.chat_update(**it, text="t")) == "streaming_state_conflict"
    await office.client.chat_stopStream(**it)
    late = office.client.chat_appendStream(**it, markdown_text="t")
    assert await office.error(late) == "message_not_in_streaming_state"
    assert await office.error(office.client.chat_stopStream(**it)) == "message_not_in_streaming_state"
    await office.client.chat_update(**it, text="edited")
    assert office.sandbox.messages(office.channel)[-1].shown == "edited"


async def test_a_stream_ends_by_itself_after_five_minutes_and_only_an_edit_mends_it() -> None:
    async with open_office(time_scale=0.0005) as office:
        it = await start(office, markdown_text="half a sen")
        assert await office.sandbox._watch.until(
            lambda: office.sandbox.messages(office.channel)[-1].stream == "expired" or None, 0.2
        )
        late = office.client.chat_appendStream(**it, markdown_text="tence")
        assert await office.error(late) == "message_not_in_streaming_state"
        assert await office.error(office.client.chat_stopStream(**it)) == "message_not_in_streaming_state"
        await office.client.chat_update(**it, text="whole")
        assert office.sandbox.messages(office.channel)[-1].stream == "none"


async def test_a_stream_takes_12000_characters_a_call_and_10600_bytes_in_all(office: Office) -> None:
    it = await start(office)
    append = office.client.chat_appendStream
    assert await office.error(append(**it, markdown_text="x" * 12_001)) == "msg_too_long"
    await append(**it, markdown_text="ü" * 5_000)
    assert await office.error(append(**it, markdown_text="ü" * 301)) == "msg_too_long"
    await append(**it, markdown_text="ü" * 300)
    assert office.sandbox.messages(office.channel)[-1].shown == "ü" * 5_300


async def test_chunks_write_text_tasks_and_blocks(office: Office) -> None:
    it = await start(office)
    for status in ("in_progress", "complete"):
        task = {"type": "task_update", "id": "1", "title": f"Reading: {status}", "status": status}
        await office.client.chat_appendStream(**it, chunks=[task])
    await office.client.chat_appendStream(**it, chunks=[{"type": "markdown_text", "text": "done"}])
    assert office.sandbox.messages(office.channel)[-1].shown == "done\nReading: complete"


@pytest.mark.parametrize(
    "chunk",
    [
        {"type": "song"},
        {"type": "markdown_text"},
        {"type": "task_update", "id": "1", "title": "t", "status": "?"},
    ],
)
async def test_strange_chunks_are_refused(office: Office, chunk: dict[str, str]) -> None:
    it = await start(office)
    assert await office.error(office.client.chat_appendStream(**it, chunks=[chunk])) == "invalid_chunks"


async def test_only_its_own_streams_are_written_to(office: Office) -> None:
    ts = office.ann.say(office.channel, "mine")
    append = office.client.chat_appendStream
    assert (
        await office.error(append(channel=office.channel, ts=ts, markdown_text="t"))
        == "message_not_owned_by_app"
    )
    assert (
        await office.error(append(channel=office.channel, ts="1.000001", markdown_text="t"))
        == "message_not_found"
    )
    plain = await office.says("plain")
    assert (
        await office.error(append(channel=office.channel, ts=plain, markdown_text="t"))
        == "message_not_in_streaming_state"
    )
    it = await start(office)
    assert await office.error(append(**it)) == "no_text"
    assert await office.error(office.client.chat_stopStream(**it)) == "no_text"


async def test_streams_start_twenty_times_a_minute(office: Office) -> None:
    for _ in range(20):
        await start(office)
    head = office.ann.say(office.channel, "one more")
    assert (
        await office.error(office.client.chat_startStream(channel=office.channel, thread_ts=head))
        == "ratelimited"
    )
