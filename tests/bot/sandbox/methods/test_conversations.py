from typing import Any

from slack import Office, make_manifest, open_office

METADATA = {"event_type": "reply", "event_payload": {"key": "k1"}}


async def test_metadata_is_shown_to_those_who_ask_for_all_of_it(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    await office.says("reply", thread_ts=head, metadata=METADATA)
    place: dict[str, Any] = {"channel": office.channel, "ts": head}
    plain = await office.client.conversations_replies(**place)
    full = await office.client.conversations_replies(**place, include_all_metadata=True)
    assert [m["text"] for m in plain["messages"]] == ["head", "reply"]
    assert "metadata" not in plain["messages"][1]
    assert full["messages"][1]["metadata"] == METADATA


async def test_the_head_counts_its_replies_and_each_reply_names_the_head(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    ts = await office.says("reply", thread_ts=head)
    first, second = (await office.client.conversations_replies(channel=office.channel, ts=head))["messages"]
    assert (first["reply_count"], first["latest_reply"], first["thread_ts"]) == (1, ts, head)
    assert (second["thread_ts"], second["parent_user_id"]) == (head, office.ann.id)
    assert (second["bot_id"], second["app_id"]) == (office.sandbox.bot_id, office.sandbox.app_id)


async def test_long_threads_come_in_pages(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    for i in range(5):
        office.ben.say(office.channel, str(i), thread_ts=head)
    texts, cursor = [], ""
    while True:
        page = await office.client.conversations_replies(
            channel=office.channel, ts=head, limit=2, cursor=cursor
        )
        texts += [m["text"] for m in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert texts == ["head", "0", "1", "2", "3", "4"]
    bad = office.client.conversations_replies(channel=office.channel, ts=head, cursor="dreamt")
    assert await office.error(bad) == "invalid_cursor"


async def test_a_channels_history_is_newest_first_and_without_replies(office: Office) -> None:
    first = office.ann.say(office.channel, "first")
    office.ann.say(office.channel, "reply", thread_ts=first)
    second = office.ann.say(office.channel, "second")
    history = office.client.conversations_history
    assert [m["text"] for m in (await history(channel=office.channel))["messages"]] == ["second", "first"]
    later = await history(channel=office.channel, oldest=first)
    assert [m["text"] for m in later["messages"]] == ["second"]
    both = await history(channel=office.channel, oldest=first, latest=second, inclusive=True)
    assert len(both["messages"]) == 2


async def test_reading_needs_the_scope_of_that_kind_of_channel() -> None:
    async with open_office(make_manifest(scopes=["channels:history", "commands"], events=[])) as office:
        head = office.ann.say(office.channel, "head")
        answer = await office.refusal(office.client.conversations_replies(channel=office.channel, ts=head))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:history")


async def test_no_thread_no_channel(office: Office) -> None:
    replies = office.client.conversations_replies
    assert await office.error(replies(channel=office.channel, ts="1.000001")) == "thread_not_found"
    assert await office.error(replies(channel="C404", ts="1.000001")) == "channel_not_found"


async def test_direct_messages_are_opened_once(office: Office) -> None:
    first = await office.client.conversations_open(users=office.ann.id)
    second = await office.client.conversations_open(users=[office.ann.id], return_im=True)
    assert first["channel"]["id"] == second["channel"]["id"] == office.sandbox.dm(office.ann)
    assert second["channel"]["user"] == office.ann.id
    group = await office.client.conversations_open(users=[office.ann.id, office.ben.id])
    assert group["channel"]["id"].startswith("C")
    assert await office.error(office.client.conversations_open(users="U404")) == "user_not_found"


async def test_what_a_channel_is_and_who_is_in_it(office: Office) -> None:
    info = (await office.client.conversations_info(channel=office.channel))["channel"]
    assert (info["is_private"], info["is_member"], info["name"]) == (True, True, "hiring")
    members = (await office.client.conversations_members(channel=office.channel))["members"]
    assert set(members) == {office.ann.id, office.ben.id, office.sandbox.bot_user_id}
