import asyncio
from typing import Any

import pytest
from slack import CannotDo, Change, Office, connected, make_manifest, open_office
from slack_bolt.async_app import AsyncAck, AsyncRespond
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def button(label: str, value: str, action_id: str = "go", **more: Any) -> Json:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": label},
        "action_id": action_id,
        "value": value,
        **more,
    }


def row(*elements: Json) -> list[Json]:
    return [{"type": "actions", "block_id": "row", "elements": list(elements)}]


def remember_actions(office: Office, answer: Json | None = None) -> list[Json]:
    seen: list[Json] = []

    @office.app.action("go")
    async def on_go(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        seen.append(body)
        if answer:
            await respond(**answer)

    return seen


async def test_a_pressed_button_reaches_the_app_with_all_slack_tells(office: Office) -> None:
    seen = remember_actions(office)
    head = office.ann.say(office.channel, "head")
    ts = await office.says("t", thread_ts=head, blocks=row(button("Go", "id-1")))
    async with connected(office.sandbox, office.app):
        outcome = await office.ann.press(await office.ann.sees("[Go]", office.channel, head), "Go")
    assert outcome.acked
    [body] = seen
    assert body["actions"][0] | {"action_ts": "", "text": {}} == {
        "action_id": "go", "block_id": "row", "type": "button", "value": "id-1", "text": {}, "action_ts": ""
    }  # fmt: skip
    assert body["container"] == {
        "type": "message", "message_ts": ts, "channel_id": office.channel, "is_ephemeral": False, "thread_ts": head
    }  # fmt: skip
    assert body["user"]["id"] == office.ann.id
    assert body["message"]["ts"] == ts


async def test_nobody_presses_a_button_that_is_gone(office: Office) -> None:
    ts = await office.says("t", blocks=row(button("Go", "1")))
    message = await office.ann.sees("[Go]", office.channel)
    await office.client.chat_update(channel=office.channel, ts=ts, text="done", blocks=[])
    with pytest.raises(CannotDo, match="0 buttons are 'Go'"):
        await office.ann.press(message, "Go")
    await office.client.chat_delete(channel=office.channel, ts=ts)
    with pytest.raises(CannotDo, match="not there any more"):
        await office.ann.press(message, "Go")


async def test_of_buttons_that_look_alike_one_is_named_by_itself(office: Office) -> None:
    seen = remember_actions(office)
    other = {**row(button("Go", "2"))[0], "block_id": "other"}
    await office.says("t", blocks=[*row(button("Go", "1")), other])
    async with connected(office.sandbox, office.app):
        message = await office.ann.sees("[Go]", office.channel)
        with pytest.raises(CannotDo, match="2 buttons"):
            await office.ann.press(message, "Go")
        await office.ann.press(message, message.buttons[1])
    assert seen[0]["actions"][0]["value"] == "2"


async def test_people_outside_see_nothing_and_press_nothing(office: Office) -> None:
    cleo = office.sandbox.person("cleo")
    await office.says("t", blocks=row(button("Go", "1")))
    message = await office.ann.sees("[Go]", office.channel)
    for act in (cleo.press(message, "Go"), cleo.command(office.channel, "/match")):
        with pytest.raises(CannotDo):
            await act
    with pytest.raises(CannotDo):
        cleo.say(office.channel, "hi")
    with pytest.raises(CannotDo):
        cleo.reads(office.channel)


async def test_slack_asks_before_a_dangerous_button_does_anything(office: Office) -> None:
    seen = remember_actions(office)
    words = {"type": "plain_text", "text": "Sure?"}
    confirm = {"title": words, "text": words, "confirm": words, "deny": words}
    await office.says("t", blocks=row(button("Delete", "1", confirm=confirm)))
    async with connected(office.sandbox, office.app):
        message = await office.ann.sees("[Delete]", office.channel)
        assert not (await office.ann.press(message, "Delete", confirm=False)).acked
        assert seen == []
        assert (await office.ann.press(message, "Delete")).acked
    assert len(seen) == 1


async def test_an_app_that_does_not_answer_leaves_a_warning_sign() -> None:
    async with open_office(ack_timeout_s=0.05) as office:
        warned: list[Change] = []
        office.sandbox.on_change.append(lambda c: warned.append(c) if c.kind == "warned" else None)
        await office.says("t", blocks=row(button("Go", "1", action_id="unheard")))
        async with connected(office.sandbox, office.app):
            message = await office.ann.sees("[Go]", office.channel)
            outcome = await office.ann.press(message, "Go")
            assert (outcome.acked, outcome.error) == (False, "operation_timeout")
            outcome = await office.ann.command(office.channel, "/match", "x")
            assert outcome.shown == '/match failed with the error "operation_timeout"'
        outcome = await office.ann.command(office.channel, "/match", "x")
        assert outcome.shown == '/match failed with the error "dispatch_failed"'
        assert warned[0].words == "⚠"


async def test_a_command_is_answered_in_private_unless_the_app_says_otherwise(office: Office) -> None:
    @office.app.command("/match")
    async def on_match(ack: AsyncAck, command: Json) -> None:
        kind = "in_channel" if command["text"] == "aloud" else "ephemeral"
        await ack(text=f"matched {command['text']}", response_type=kind)

    async with connected(office.sandbox, office.app):
        assert (await office.ann.command(office.channel, "/match", "softly")).acked
        assert (await office.ann.command(office.channel, "/match", "aloud")).acked
    assert [m.shown for m in office.ann.whispers(office.channel)] == ["matched softly"]
    assert [m.shown for m in office.sandbox.messages(office.channel)] == ["matched aloud"]


async def test_commands_do_not_exist_in_threads_and_unknown_ones_nowhere(office: Office) -> None:
    head = office.ann.say(office.channel, "head")
    outcome = await office.ann.command(office.channel, "/match", "x", thread_ts=head)
    assert outcome.shown == "/match is not supported in threads. Sorry!"
    assert (await office.ann.command(office.channel, "/mtach")).error == "unknown_command"
    assert office.sandbox.outbox.attempts == []


async def test_a_command_carries_what_was_typed_as_slack_writes_it(office: Office) -> None:
    seen: list[Json] = []

    async def keep(ack: AsyncAck, command: Json) -> None:
        await ack()
        seen.append(command)

    office.app.command("/match")(keep)
    office.app.command("/ids")(keep)
    async with connected(office.sandbox, office.app):
        await office.ann.command(office.channel, "/match", "R&D <5 @ben #hiring")
        await office.ann.command(office.channel, "/ids", "@ben #hiring @nobody")
    assert seen[0]["text"] == "R&amp;D &lt;5 @ben #hiring"
    assert seen[1]["text"] == f"<@{office.ben.id}|ben> <#{office.channel}|hiring> @nobody"
    assert seen[0]["channel_name"] == "privategroup"
    assert "thread_ts" not in seen[0]


async def test_what_people_type_is_escaped_and_their_mentions_are_not(office: Office) -> None:
    mention = f"<@{office.sandbox.bot_user_id}>"
    office.ann.say(office.channel, f"{mention} 1 < 2 & <script>")
    assert office.sandbox.messages(office.channel)[0].text == f"{mention} 1 &lt; 2 &amp; &lt;script&gt;"


async def test_a_response_url_replaces_the_message_its_button_was_on(office: Office) -> None:
    remember_actions(office, {"text": "replaced", "replace_original": True})
    await office.says("t", blocks=row(button("Go", "1")))
    async with connected(office.sandbox, office.app):
        await office.ann.press(await office.ann.sees("[Go]", office.channel), "Go")
        await office.ann.sees("replaced", office.channel)
    assert [m.shown for m in office.sandbox.messages(office.channel)] == ["replaced"]


async def test_a_whisper_is_replaced_and_deleted_by_its_own_button(office: Office) -> None:
    answers: list[Json] = [
        {"text": "second", "blocks": row(button("Go", "2")), "replace_original": True},
        {"delete_original": True},
    ]
    seen: list[Json] = []

    @office.app.action("go")
    async def on_go(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        seen.append(body)
        await respond(**answers.pop(0))

    async with connected(office.sandbox, office.app):
        whisper: Json = {"channel": office.channel, "user": office.ann.id, "text": "first"}
        await office.client.chat_postEphemeral(**whisper, blocks=row(button("Go", "1")))
        await office.ann.press(await office.ann.sees("[Go]", office.channel), "Go")
        second = await office.ann.sees(lambda m: m.text == "second", office.channel)
        await office.ann.press(second, "Go")
        await office.sandbox.quiet()
    assert office.ann.whispers(office.channel) == []
    assert all(b["container"]["is_ephemeral"] and "message" not in b for b in seen)


async def test_a_response_url_is_good_for_five_answers_and_half_an_hour() -> None:
    async with open_office(time_scale=0.01) as office:
        url = office.sandbox.workspace.new_response_url(office.ann.id, office.channel, None)
        assert office.client.session is not None

        async def answer(to: str, text: str) -> tuple[int, str]:
            assert office.client.session is not None
            async with office.client.session.post(to, json={"text": text}) as response:
                return response.status, await response.text()

        assert (await answer(url, ""))[0] == 400
        assert [await answer(url, str(i)) for i in range(5)] == [(200, "ok")] * 5
        status, body = await answer(url, "6")
        assert (status, "used_url" in body) == (404, True)
        old = office.sandbox.workspace.new_response_url(office.ann.id, office.channel, None)
        office.sandbox.workspace.response_urls[old.rpartition("/")[2]].expires_s -= 1801
        status, body = await answer(old, "late")
        assert (status, "expired_url" in body) == (404, True)
        assert len(office.ann.whispers(office.channel)) == 5


async def test_a_shortcut_on_a_message_hands_it_over(office: Office) -> None:
    seen: list[Json] = []

    @office.app.shortcut("use_as_job")
    async def on_shortcut(ack: AsyncAck, shortcut: Json) -> None:
        await ack()
        seen.append(shortcut)

    ts = office.ben.say(office.channel, "We need a plumber")
    [message] = office.sandbox.messages(office.channel)
    async with connected(office.sandbox, office.app):
        assert (await office.ann.shortcut("use_as_job", message)).acked
        with pytest.raises(CannotDo):
            await office.ann.shortcut("use_as_lamp", message)
    assert (seen[0]["message_ts"], seen[0]["message"]["text"]) == (ts, "We need a plumber")


async def test_options_are_picked_from_menus(office: Office) -> None:
    seen = remember_actions(office)
    options = [
        {"text": {"type": "plain_text", "text": t}, "value": v} for t, v in (("Junior", "j"), ("Senior", "s"))
    ]
    menu = {"type": "static_select", "action_id": "go", "options": options}
    await office.says("t", blocks=row(menu))
    async with connected(office.sandbox, office.app):
        [message] = office.sandbox.messages(office.channel)
        await office.ann.choose(message, "go", "Senior")
        with pytest.raises(CannotDo, match="no option"):
            await office.ann.choose(message, "go", "Chief")
        with pytest.raises(CannotDo, match="choose an option"):
            await office.ann.press(message, "go")
    assert seen[0]["actions"][0]["selected_option"] == options[1]


async def test_an_external_menu_asks_the_app(office: Office) -> None:
    seen = remember_actions(office)

    @office.app.options("go")
    async def on_options(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": f"{payload['value']} Ltd"}, "value": "1"}])

    await office.says("t", blocks=row({"type": "external_select", "action_id": "go"}))
    [message] = office.sandbox.messages(office.channel)
    async with connected(office.sandbox, office.app):
        assert await office.ann.options(message, "go", "Acme") == ["Acme Ltd"]
        await office.ann.choose(message, "go", "Acme Ltd")
    assert seen[0]["actions"][0]["selected_option"]["value"] == "1"


async def test_a_form_is_sent_only_when_slacks_client_would_send_it(office: Office) -> None:
    entry = {"type": "plain_text_input", "action_id": "text", "max_length": 5}
    options = [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]
    label = {"type": "plain_text", "text": "Job"}
    blocks = [
        {"type": "input", "block_id": "job", "label": label, "element": entry},
        {"type": "input", "block_id": "cv", "label": {**label, "text": "Resume"}, "optional": True,
         "element": {"type": "static_select", "action_id": "cv", "options": options}},
    ]  # fmt: skip
    view = {"type": "modal", "callback_id": "m", "title": label, "submit": label, "blocks": blocks}
    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    await office.client.views_open(trigger_id=trigger, view=view)
    modal = office.ann.views[0]
    for answers, why in (
        ({}, "required field job"),
        ({"job": "too long"}, "8 characters"),
        ({"job": "x", "cv": "B"}, "no option 'B'"),
        ({"job": "x", "age": 3}, "nothing here takes age"),
    ):
        with pytest.raises(CannotDo, match=why):
            await office.ann.submit(modal, answers)
    assert office.sandbox.outbox.attempts == []


async def test_an_app_without_interactivity_gets_none() -> None:
    async with open_office(make_manifest(interactive=False)) as office:
        await office.says("t", blocks=row(button("Go", "1")))
        message = await office.ann.sees("[Go]", office.channel)
        assert (await office.ann.press(message, "Go")).error == "not_interactive"


async def test_a_withheld_file_is_told_by_files_info_alone(office: Office) -> None:
    office.ann.share(office.channel, {"cv.pdf": b"x"}, is_withheld=True)
    [body] = office.sandbox.outbox._sent.values()
    [file] = body["event"]["files"]
    assert file == {"id": file["id"], "mode": "file_access", "file_access": "check_file_info"}
    assert (await office.client.files_info(file=file["id"]))["file"]["name"] == "cv.pdf"


async def test_whoever_waits_in_vain_is_told_what_there_was(office: Office) -> None:
    await office.says("something else")
    with pytest.raises(TimeoutError, match="something else"):
        await office.ann.sees("the answer", office.channel, timeout_s=0.01)


async def test_waiting_ends_as_soon_as_it_is_there(office: Office) -> None:
    waiting = asyncio.ensure_future(office.ann.sees("edited", office.channel))
    ts = await office.says("posted")
    assert not waiting.done()
    await office.client.chat_update(channel=office.channel, ts=ts, text="edited")
    assert (await waiting).ts == ts


async def test_a_terminal_hears_of_everything_people_see(office: Office) -> None:
    changes: list[str] = []
    office.sandbox.on_change.append(lambda c: changes.append(c.kind))
    ts = await office.says("posted")
    await office.client.chat_update(channel=office.channel, ts=ts, text="edited")
    await office.client.reactions_add(channel=office.channel, timestamp=ts, name="eyes")
    await office.client.chat_postEphemeral(channel=office.channel, user=office.ann.id, text="w")
    await office.client.chat_delete(channel=office.channel, ts=ts)
    assert changes == ["posted", "edited", "reacted", "whispered", "deleted"]


async def test_home_is_opened_with_an_event(office: Office) -> None:
    seen: list[Json] = []

    @office.app.event("app_home_opened")
    async def on_home(event: Json) -> None:
        seen.append(event)

    async with connected(office.sandbox, office.app):
        office.ann.open_home()
        await office.sandbox.quiet()
    assert (seen[0]["tab"], seen[0]["channel"]) == ("home", office.sandbox.dm(office.ann))


async def test_people_delete_what_is_theirs(office: Office) -> None:
    ts = office.ann.share(office.channel, {"cv.pdf": b"x"})
    [message] = office.sandbox.messages(office.channel)
    with pytest.raises(CannotDo):
        office.ben.delete(office.channel, ts)
    with pytest.raises(CannotDo):
        office.ben.delete_file(message.files[0])
    office.ann.delete_file(message.files[0])
    with pytest.raises(SlackApiError, match="file_not_found"):
        await office.client.files_info(file=message.files[0])
    office.ann.delete(office.channel, ts)
    assert office.sandbox.messages(office.channel) == []
