from typing import Any

from slack import Office, make_manifest, open_office


async def test_the_app_learns_who_it_is(office: Office) -> None:
    me = await office.client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == (
        office.sandbox.team_id,
        office.sandbox.bot_user_id,
        office.sandbox.bot_id,
    )


async def test_people_have_names_and_no_address_without_the_scope(office: Office) -> None:
    user = (await office.client.users_info(user=office.ann.id, include_locale=True))["user"]
    assert (user["real_name"], user["locale"], user["is_admin"]) == ("Ann", "en-US", False)
    assert "email" not in user["profile"]
    assert await office.error(office.client.users_info(user="U404")) == "user_not_found"


async def test_everybody_is_listed_page_by_page(office: Office) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        page = await office.client.users_list(limit=2, cursor=cursor or None)
        assert len(page["members"]) <= 2
        seen += [one["id"] for one in page["members"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen))
    assert {office.ann.id, office.sandbox.bot_user_id} <= set(seen)
    assert await office.error(office.client.users_list(cursor="elsewhere")) == "invalid_cursor"
    assert await office.error(office.client.users_list(limit=0)) == "invalid_limit"


async def test_a_reaction_is_given_once_and_taken_back_once(office: Office) -> None:
    ts = office.ann.say(office.channel, "hello")
    place: dict[str, Any] = {"channel": office.channel, "timestamp": ts, "name": "eyes"}
    await office.client.reactions_add(**place)
    assert office.sandbox.messages(office.channel)[0].reactions == {"eyes": (office.sandbox.bot_user_id,)}
    assert await office.error(office.client.reactions_add(**place)) == "already_reacted"
    await office.client.reactions_remove(**place)
    assert await office.error(office.client.reactions_remove(**place)) == "no_reaction"
    assert await office.error(office.client.reactions_add(**place | {"name": "no such"})) == "invalid_name"
    assert (
        await office.error(office.client.reactions_add(**place | {"timestamp": "1.000001"}))
        == "message_not_found"
    )


async def test_a_status_stands_until_the_app_posts_in_the_thread(office: Office) -> None:
    head = office.ann.say(office.channel, "question")
    place: dict[str, Any] = {"channel_id": office.channel, "thread_ts": head}
    await office.client.assistant_threads_setStatus(**place, status="is reading…")
    assert office.sandbox.status(office.channel, head) == "is reading…"
    await office.says("answer", thread_ts=head)
    assert office.sandbox.status(office.channel, head) == ""
    many = office.client.assistant_threads_setStatus(**place, status="s", loading_messages=["x"] * 11)
    assert await office.error(many) == "invalid_arguments"


async def test_a_person_stops_an_agent_that_says_it_is_working() -> None:
    manifest = make_manifest(events=["agent_session_stopped"])
    async with open_office(manifest, ack_timeout_s=0.1, time_scale=0.001) as office:
        head = office.ann.say(office.channel, "question")
        place: dict[str, Any] = {"channel_id": office.channel, "thread_ts": head}
        assert (
            "warning"
            not in (await office.client.agents_sessions_setStatus(**place, status="processing")).data
        )
        office.ann.stop(office.channel, head)
        [body] = office.sandbox.outbox._sent.values()
        assert (body["event"]["type"], body["event"]["thread_ts"]) == ("agent_session_stopped", head)
        wrong = office.client.agents_sessions_setStatus(**place, status="asleep")
        assert await office.error(wrong) == "invalid_status"


async def test_an_agent_that_cannot_hear_stop_is_warned(office: Office) -> None:
    head = office.ann.say(office.channel, "question")
    place: dict[str, Any] = {"channel_id": office.channel, "thread_ts": head}
    answer = await office.client.agents_sessions_setStatus(**place, status="processing")
    assert answer["warning"] == "missing_agent_session_stopped_event_subscription"
