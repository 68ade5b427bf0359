from typing import Any

import pytest
from slack import FaultKind, Office, make_manifest, open_office
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "*shown*"}}


async def test_a_message_is_posted_edited_and_deleted(office: Office) -> None:
    ts = await office.says("one", blocks=[SectionBlock(text="two")])
    [message] = office.sandbox.messages(office.channel)
    assert (message.text, message.shown, message.user) == ("one", "two", office.sandbox.bot_user_id)

    await office.client.chat_update(channel=office.channel, ts=ts, text="three", blocks=[])
    [message] = office.sandbox.messages(office.channel)
    assert message.shown == "three"
    assert message.edited_ts

    await office.client.chat_delete(channel=office.channel, ts=ts)
    assert office.sandbox.messages(office.channel) == []


async def test_an_edit_that_names_no_blocks_leaves_the_old_ones_standing(office: Office) -> None:
    ts = await office.says("one", blocks=[SECTION])
    await office.client.chat_update(channel=office.channel, ts=ts, text="only the notification changes")
    [message] = office.sandbox.messages(office.channel)
    assert message.shown == "*shown*"


async def test_an_edit_keeps_metadata_until_an_empty_object_takes_it_away(office: Office) -> None:
    metadata = {"event_type": "e", "event_payload": {"key": "k"}}
    ts = await office.says("one", metadata=metadata)
    await office.client.chat_update(channel=office.channel, ts=ts, text="two")
    assert office.sandbox.messages(office.channel)[0].metadata == metadata
    await office.client.chat_update(channel=office.channel, ts=ts, text="three", metadata={})
    assert office.sandbox.messages(office.channel)[0].metadata is None


async def test_invalid_blocks_are_refused_with_a_json_pointer(office: Office) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    answer = await office.refusal(
        office.client.chat_postMessage(channel=office.channel, text="t", blocks=[long])
    )
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"][-1] == (
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    )
    assert office.sandbox.messages(office.channel) == []


async def test_each_message_that_slack_refuses_is_refused_by_the_same_word(office: Office) -> None:
    post, channel = office.client.chat_postMessage, office.channel
    wide = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2_900}}
    markdown = {"type": "markdown", "text": "x" * 6_001}
    assert (
        await office.error(office.client.api_call("chat.postMessage", json={"channel": channel, "text": ""}))
        == "no_text"
    )
    assert await office.error(post(channel=channel, text="t", blocks="[")) == "invalid_blocks_format"
    assert await office.error(post(channel=channel, text="t", blocks="{}")) == "invalid_blocks_format"
    assert await office.error(post(channel=channel, text="t", blocks=[wide] * 4)) == "msg_blocks_too_long"
    assert await office.error(post(channel=channel, text="t", blocks=[markdown] * 2)) == "msg_blocks_too_long"
    assert await office.error(post(channel=channel, markdown_text="x" * 12_001)) == "msg_too_long"
    assert await office.error(post(channel=channel, text="t", markdown_text="m")) == "markdown_text_conflict"
    assert (
        await office.error(post(channel=channel, text="t", attachments=[{}] * 101)) == "too_many_attachments"
    )
    bad = [{"blocks": [{"type": "nonsense"}]}]
    answer = await office.refusal(post(channel=channel, text="t", attachments=bad))
    assert "[json-pointer:/attachments/0/blocks/0/type]" in answer["errors"][-1]
    assert office.sandbox.messages(channel) == []


async def test_metadata_is_checked(office: Office) -> None:
    post, channel = office.client.chat_postMessage, office.channel
    too_large = {"event_type": "e", "event_payload": {"k": "x" * 16_000}}
    assert (
        await office.error(
            office.client.api_call(
                "chat.postMessage", json={"channel": channel, "text": "t", "metadata": "["}
            )
        )
        == "invalid_metadata_format"
    )
    assert (
        await office.error(post(channel=channel, text="t", metadata={"event_type": "e"}))
        == "invalid_metadata_schema"
    )
    assert await office.error(post(channel=channel, text="t", metadata=too_large)) == "metadata_too_large"


async def test_a_very_long_text_is_cut_with_a_warning_and_too_long_for_an_edit(office: Office) -> None:
    answer = await office.client.chat_postMessage(channel=office.channel, text="x" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(office.sandbox.messages(office.channel)[0].text) == 40_000
    edit = office.client.chat_update(channel=office.channel, ts=answer["ts"], text="x" * 4_001)
    assert await office.error(edit) == "msg_too_long"


async def test_the_bot_posts_only_where_it_is_a_member(office: Office) -> None:
    public = office.sandbox.channel("general", private=False, members=[office.ann], bot=False)
    secret = office.sandbox.channel("secret", members=[office.ann], bot=False)
    post = office.client.chat_postMessage
    assert await office.error(post(channel=public, text="t")) == "not_in_channel"
    assert await office.error(post(channel=secret, text="t")) == "channel_not_found"
    assert await office.error(post(channel="C404", text="t")) == "channel_not_found"
    office.sandbox.invite(secret)
    assert (await post(channel=secret, text="t"))["ok"]


async def test_a_users_id_stands_for_the_direct_messages_with_them(office: Office) -> None:
    answer = await office.client.chat_postMessage(channel=office.ann.id, text="psst")
    assert answer["channel"] == office.sandbox.dm(office.ann)
    assert (await office.ann.sees("psst", answer["channel"])).user == office.sandbox.bot_user_id


async def test_replies_hang_on_the_head_of_a_thread_and_on_nothing_else(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    reply = await office.says("reply", thread_ts=head)
    post = office.client.chat_postMessage
    assert (
        await office.error(post(channel=office.channel, text="t", thread_ts=reply))
        == "cannot_reply_to_message"
    )
    assert (
        await office.error(post(channel=office.channel, text="t", thread_ts="1.000001")) == "thread_not_found"
    )
    assert [m.text for m in office.sandbox.messages(office.channel, head)] == ["head", "reply"]


async def test_the_head_of_a_thread_leaves_a_tombstone(office: Office) -> None:
    head = await office.says("head")
    await office.says("reply", thread_ts=head)
    await office.client.chat_delete(channel=office.channel, ts=head)
    assert [m.text for m in office.sandbox.messages(office.channel, head)] == [
        "This message was deleted.",
        "reply",
    ]
    assert (
        await office.error(office.client.chat_delete(channel=office.channel, ts=head)) == "message_not_found"
    )


async def test_the_bot_changes_only_what_it_wrote(office: Office) -> None:
    ts = office.ann.say(office.channel, "mine")
    edit = office.client.chat_update(channel=office.channel, ts=ts, text="t")
    assert await office.error(edit) == "cant_update_message"
    assert (
        await office.error(office.client.chat_delete(channel=office.channel, ts=ts)) == "cant_delete_message"
    )
    gone = office.client.chat_update(channel=office.channel, ts="1.000001", text="t")
    assert await office.error(gone) == "message_not_found"


async def test_a_whisper_is_seen_by_one_person_and_by_nobody_else(office: Office) -> None:
    await office.client.chat_postEphemeral(channel=office.channel, user=office.ann.id, text="only you")
    assert [m.text for m in office.ann.whispers(office.channel)] == ["only you"]
    assert office.ben.whispers(office.channel) == []
    assert office.sandbox.messages(office.channel) == []
    stranger = office.sandbox.person("cleo")
    whisper = office.client.chat_postEphemeral(channel=office.channel, user=stranger.id, text="t")
    assert await office.error(whisper) == "user_not_in_channel"


async def test_a_whisper_in_a_thread_without_replies_is_not_seen_yet(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    whisper: dict[str, Any] = {"channel": office.channel, "user": office.ann.id, "thread_ts": head}
    await office.client.chat_postEphemeral(**whisper, text="early")
    assert office.ann.whispers(office.channel) == []
    await office.says("a reply", thread_ts=head)
    assert [m.text for m in office.ann.whispers(office.channel)] == ["early"]


async def test_a_permalink_names_the_thread(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    ts = await office.says("reply", thread_ts=head)
    link = (await office.client.chat_getPermalink(channel=office.channel, message_ts=ts))["permalink"]
    assert link.endswith(
        f"/archives/{office.channel}/p{ts.replace('.', '')}?thread_ts={head}&cid={office.channel}"
    )


async def test_missing_arguments_are_named(office: Office) -> None:
    answer = await office.refusal(office.client.api_call("chat.postMessage", json={"text": "t"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_posting_needs_the_scope_the_manifest_asks_for() -> None:
    async with open_office(make_manifest(scopes=["files:read", "commands"], events=[])) as office:
        answer = await office.refusal(office.client.chat_postMessage(channel=office.channel, text="t"))
    told = (answer["error"], answer["needed"], answer["provided"])
    assert told == ("missing_scope", "chat:write", "commands,files:read")


async def test_one_channel_takes_a_burst_and_then_one_message_a_second(office: Office) -> None:
    for i in range(30):
        await office.says(str(i))
    answer = office.client.chat_postMessage(channel=office.channel, text="too fast")
    assert await office.error(answer) == "ratelimited"
    assert office.sandbox.history[-1].status == 429
    elsewhere = office.sandbox.dm(office.ann)
    assert (await office.client.chat_postMessage(channel=elsewhere, text="t"))["ok"]


async def test_ids_are_filled_in_where_the_app_gave_none(office: Office) -> None:
    buttons = [ButtonElement(text="A", value="1"), ButtonElement(text="B", value="2")]
    await office.says("t", blocks=[ActionsBlock(elements=buttons)])
    [message] = office.sandbox.messages(office.channel)
    assert [b.label for b in message.buttons] == ["A", "B"]
    assert len({b.action_id for b in message.buttons}) == 2
    assert message.shown == "[A] [B]"


async def test_a_fault_after_the_act_leaves_the_message_and_no_answer(office: Office) -> None:
    office.sandbox.faults.add("chat.postMessage", FaultKind.ERROR_AFTER, status=500)
    with pytest.raises(SlackApiError):
        await office.says("once")
    assert [m.text for m in office.sandbox.messages(office.channel)] == ["once"]
    assert office.sandbox.history[-1].status == 500
