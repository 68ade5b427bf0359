import asyncio
from typing import Any

import aiohttp
import pytest
from slack import Office, connected, make_manifest, open_office
from slack_bolt.async_app import AsyncBoltRequest

Json = dict[str, Any]


def remember(office: Office) -> list[Json]:
    """Every message event the app gets, with the headers Bolt made of the envelope."""
    seen: list[Json] = []

    @office.app.event("message")
    async def on_message(event: Json, body: Json, request: AsyncBoltRequest) -> None:
        if event.get("user") != office.sandbox.bot_user_id:
            seen.append({"event": event, "id": body["event_id"], "headers": request.headers})

    return seen


async def test_a_shared_file_arrives_as_one_message_event(office: Office) -> None:
    seen = remember(office)
    async with connected(office.sandbox, office.app):
        head = office.ann.say(office.channel, "my CV")
        ts = office.ann.share(office.channel, {"a.pdf": b"a", "b.pdf": b"b"}, thread_ts=head)
        await office.sandbox.quiet()
    first, second = (s["event"] for s in seen)
    assert (first["text"], first["channel_type"], first["team"]) == ("my CV", "group", office.sandbox.team_id)
    assert (second["subtype"], second["ts"], second["thread_ts"]) == ("file_share", ts, head)
    assert [f["name"] for f in second["files"]] == ["a.pdf", "b.pdf"]
    assert "team" not in second
    assert seen[0]["id"] != seen[1]["id"]


async def test_the_first_delivery_is_number_zero_and_bolt_shows_it(office: Office) -> None:
    seen = remember(office)
    async with connected(office.sandbox, office.app):
        office.ann.say(office.channel, "hello")
        await office.sandbox.quiet()
    assert seen[0]["headers"]["x-slack-retry-num"] == ["0"]
    [attempt] = office.sandbox.outbox.attempts
    assert (attempt.attempt, attempt.reason) == (0, "")
    assert attempt.acked_after_s is not None
    assert 0 < attempt.acked_after_s < 3


async def test_an_event_nobody_acknowledges_comes_four_times_and_is_lost() -> None:
    async with open_office(ack_timeout_s=0.05, time_scale=0.0005) as office:

        @office.app.event("app_mention")  # and none for messages: Bolt does not acknowledge those
        async def on_mention() -> None: ...

        async with connected(office.sandbox, office.app):
            office.ann.say(office.channel, "hello")
            await office.sandbox.quiet()
        attempts = office.sandbox.outbox.attempts
        assert [(a.attempt, a.reason) for a in attempts] == [
            (0, ""),
            (1, "timeout"),
            (2, "timeout"),
            (3, "timeout"),
        ]
        assert len({a.event_id for a in attempts}) == 1
        assert [b["event"]["text"] for b in office.sandbox.outbox.lost] == ["hello"]


async def test_an_event_for_an_app_that_is_away_arrives_when_it_is_back() -> None:
    async with open_office(ack_timeout_s=0.05, time_scale=0.01) as office:
        seen = remember(office)
        office.ann.say(office.channel, "hello")
        async with connected(office.sandbox, office.app):
            await office.sandbox.quiet()
        assert [s["event"]["text"] for s in seen] == ["hello"]
        assert office.sandbox.outbox.lost == []


async def test_an_event_may_come_again_although_it_was_acknowledged(office: Office) -> None:
    seen = remember(office)
    async with connected(office.sandbox, office.app):
        office.ann.say(office.channel, "hello")
        await office.sandbox.quiet()
        office.sandbox.redeliver(seen[0]["id"])
        await office.sandbox.quiet()
    assert [s["headers"]["x-slack-retry-num"] for s in seen] == [["0"], ["1"]]
    assert seen[0]["id"] == seen[1]["id"]


async def test_refreshed_sockets_come_back_and_nothing_is_lost(office: Office) -> None:
    seen = remember(office)
    async with connected(office.sandbox, office.app):
        for i in range(5):
            office.ann.say(office.channel, str(i))
            await office.sandbox.refresh_sockets()
        await office.sandbox.quiet()
        assert sorted(s["event"]["text"] for s in seen) == ["0", "1", "2", "3", "4"]
        assert office.sandbox.sockets.connections_made > 1
        assert office.sandbox.outbox.lost == []


async def test_a_cut_connection_is_noticed_and_made_anew() -> None:
    async with open_office(ack_timeout_s=0.5, time_scale=0.01) as office:
        seen = remember(office)
        async with connected(office.sandbox, office.app, ping_interval_s=0.1):
            assert office.sandbox.drop_sockets() == 1
            office.ann.say(office.channel, "hello")
            await office.sandbox.connected()
            await office.sandbox.quiet()
    assert [s["event"]["text"] for s in seen] == ["hello"]


async def test_each_event_goes_to_one_of_ten_connections_and_the_eleventh_is_sent_away(
    office: Office,
) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(11):
            answer = await office.client.apps_connections_open(app_token=office.sandbox.app_token)
            sockets.append(await session.ws_connect(answer["url"]))
        hellos = [await s.receive_json() for s in sockets]
        assert [h["type"] for h in hellos] == ["hello"] * 10 + ["disconnect"]
        assert hellos[10]["reason"] == "too_many_websockets"
        office.ann.say(office.channel, "hello")
        done, pending = await asyncio.wait(
            [asyncio.ensure_future(s.receive_json()) for s in sockets[:10]],
            return_when=asyncio.FIRST_COMPLETED,
        )
        [envelope] = [task.result() for task in done]
        for task in pending:
            task.cancel()
        assert envelope["payload"]["event"]["text"] == "hello"
        assert envelope["retry_attempt"] == 0
        assert envelope["accepts_response_payload"] is False
        for socket in sockets:
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await office.sandbox.quiet()
        assert len(office.sandbox.outbox.attempts) == 1
        assert office.sandbox.sockets.late_acks == 9


async def test_a_ticket_opens_one_socket_and_a_forged_one_none(office: Office) -> None:
    answer = await office.client.apps_connections_open(app_token=office.sandbox.app_token)
    async with aiohttp.ClientSession() as session:
        await session.ws_connect(answer["url"])
        for url in (answer["url"], answer["url"].replace("ticket=", "ticket=x")):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)


async def test_nonsense_on_the_socket_is_counted_and_survived(office: Office) -> None:
    answer = await office.client.apps_connections_open(app_token=office.sandbox.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(answer["url"]) as socket:
        await socket.receive_json()
        for frame in ("{", "[]", "1", '"x"', "null", '{"envelope_id": []}', '{"envelope_id": "who"}'):
            await socket.send_str(frame)
        office.ann.say(office.channel, "hello")
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await office.sandbox.quiet()
    assert (office.sandbox.sockets.strange_frames, office.sandbox.sockets.late_acks) == (5, 2)


async def test_the_bot_hears_its_own_messages_and_nothing_from_where_it_is_not(office: Office) -> None:
    everything: list[Json] = []

    @office.app.middleware
    async def keep(body: Json, next: Any) -> None:
        everything.append(body.get("event") or {})
        await next()

    remember(office)
    secret = office.sandbox.channel("secret", members=[office.ann], bot=False)
    async with connected(office.sandbox, office.app):
        office.ann.say(secret, "not for bots")
        ts = await office.says("mine")
        await office.client.chat_update(channel=office.channel, ts=ts, text="changed")
        await office.client.chat_delete(channel=office.channel, ts=ts)
        await office.sandbox.quiet()
    sent = [b["event"] for b in office.sandbox.outbox._sent.values()]
    assert [e.get("subtype") for e in sent] == [None, "message_changed", "message_deleted"]
    assert sent[0]["bot_id"] == office.sandbox.bot_id
    assert "not for bots" not in repr(sent)


async def test_only_events_the_manifest_asks_for_are_sent() -> None:
    async with open_office(make_manifest(events=["message.im", "app_mention"]), ack_timeout_s=0.05) as office:
        office.ann.say(office.channel, "in a private channel")
        office.ann.say(office.sandbox.dm(office.ann), "in a DM")
        office.ann.say(office.channel, f"<@{office.sandbox.bot_user_id}> look")
        types = [(b["event"]["type"], b["event"]["text"]) for b in office.sandbox.outbox._sent.values()]
        assert types == [("message", "in a DM"), ("app_mention", f"<@{office.sandbox.bot_user_id}> look")]


def test_a_manifest_that_slack_would_not_take_is_refused() -> None:
    from bot.sandbox.manifest import read_manifest

    with pytest.raises(ValueError, match=r"message\.im needs one of the scopes im:history"):
        read_manifest(make_manifest(scopes=["commands"], events=["message.im"]))
    with pytest.raises(ValueError, match="does not know the event mesage"):
        read_manifest(make_manifest(events=["mesage.im"]))


async def test_twenty_shares_at_once_are_acknowledged_at_once(office: Office) -> None:
    seen = remember(office)
    async with connected(office.sandbox, office.app):
        for i in range(20):
            office.ann.share(office.channel, {f"{i}.pdf": b"x"})
        await office.sandbox.quiet()
    assert [s["event"]["files"][0]["name"] for s in seen] == [f"{i}.pdf" for i in range(20)]
    assert all(a.acked_after_s is not None for a in office.sandbox.outbox.attempts)
