import asyncio
from typing import Any

from slack import Office, connected
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

Json = dict[str, Any]
HOME = {"type": "home", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Welcome"}}]}


def modal(title: str = "Match", **more: Any) -> Json:
    entry = {"type": "plain_text_input", "action_id": "text", "max_length": 20}
    block = {
        "type": "input",
        "block_id": "job",
        "label": {"type": "plain_text", "text": "Job"},
        "element": entry,
    }
    words = {"type": "plain_text", "text": "Go"}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": words,
        "blocks": [block],
        **more,
    }


async def test_a_trigger_opens_one_modal_and_no_second(office: Office) -> None:
    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    opened = (await office.client.views_open(trigger_id=trigger, view=modal()))["view"]
    view = await office.ann.sees_view("Match")
    assert (view.id, view.hash) == (opened["id"], opened["hash"])
    assert office.ben.views == []
    again = office.client.views_open(trigger_id=trigger, view=modal())
    assert await office.error(again) == "exchanged_trigger_id"
    assert (
        await office.error(office.client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    )


async def test_a_trigger_is_worth_nothing_after_three_seconds(office: Office) -> None:
    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    office.sandbox.workspace.triggers[trigger].expires -= 3.1
    late = office.client.views_open(trigger_id=trigger, view=modal())
    assert await office.error(late) == "expired_trigger_id"


async def test_a_view_that_slack_refuses_is_an_invalid_argument_with_a_pointer(office: Office) -> None:
    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    answer = await office.refusal(office.client.views_open(trigger_id=trigger, view=modal("x" * 25)))
    assert answer["error"] == "invalid_arguments"
    assert (
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        in answer["response_metadata"]["messages"]
    )
    assert (await office.client.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_an_update_with_an_old_hash_is_refused(office: Office) -> None:
    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    first = (await office.client.views_open(trigger_id=trigger, view=modal("One")))["view"]
    second = (await office.client.views_update(view_id=first["id"], hash=first["hash"], view=modal("Two")))[
        "view"
    ]
    assert office.ann.views[0].title == "Two"
    late = office.client.views_update(view_id=first["id"], hash=first["hash"], view=modal("Three"))
    assert await office.error(late) == "hash_conflict"
    assert (await office.client.views_update(view_id=first["id"], hash=second["hash"], view=modal()))["ok"]
    assert await office.error(office.client.views_update(view_id="V404", view=modal())) == "not_found"


async def test_three_modals_stand_on_each_other_at_most(office: Office) -> None:
    triggers = [office.sandbox.workspace.new_trigger(office.ann.id) for _ in range(4)]
    assert await office.error(office.client.views_push(trigger_id=triggers[0], view=modal())) == "not_found"
    triggers[0] = office.sandbox.workspace.new_trigger(office.ann.id)
    await office.client.views_open(trigger_id=triggers[0], view=modal("1"))
    await office.client.views_push(trigger_id=triggers[1], view=modal("2"))
    await office.client.views_push(trigger_id=triggers[2], view=modal("3"))
    assert [v.title for v in office.ann.views] == ["1", "2", "3"]
    assert office.ann.views[2].body["previous_view_id"] == office.ann.views[1].id
    assert (
        await office.error(office.client.views_push(trigger_id=triggers[3], view=modal("4")))
        == "push_limit_reached"
    )


async def test_an_external_id_is_used_once(office: Office) -> None:
    for user, expected in ((office.ann, ""), (office.ben, "duplicate_external_id")):
        trigger = office.sandbox.workspace.new_trigger(user.id)
        call = office.client.views_open(trigger_id=trigger, view=modal(external_id="x"))
        if expected:
            assert await office.error(call) == expected
        else:
            await call
    await office.client.views_update(external_id="x", view=modal("By its own name"))
    assert office.ann.views[0].title == "By its own name"


async def test_the_home_tab_is_published_for_one_person(office: Office) -> None:
    view = (await office.client.views_publish(user_id=office.ann.id, view=HOME))["view"]
    assert office.ann.home is not None
    assert office.ann.home.shown == "Welcome"
    assert office.ben.home is None
    await office.client.views_publish(user_id=office.ann.id, view=HOME, hash=view["hash"])
    late = office.client.views_publish(user_id=office.ann.id, view=HOME, hash=view["hash"])
    assert await office.error(late) == "hash_conflict"
    assert (
        await office.error(office.client.views_publish(user_id=office.ann.id, view=modal()))
        == "invalid_arguments"
    )


async def test_a_command_opens_a_modal_whose_answers_reach_the_app(office: Office) -> None:
    seen: list[Json] = []

    @office.app.command("/match")
    async def on_match(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(
            trigger_id=body["trigger_id"], view=modal(callback_id="m", private_metadata="p1")
        )

    @office.app.view("m")
    async def on_submit(ack: AsyncAck, view: Json) -> None:
        if view["state"]["values"]["job"]["text"]["value"] == "short":
            await ack(response_action="errors", errors={"job": "A little more, please."})
            return
        seen.append(view)
        await ack()

    async with connected(office.sandbox, office.app):
        assert (await office.ann.command(office.channel, "/match")).acked
        view = await office.ann.sees_view("Job")
        refused = await office.ann.submit(view, {"Job": "short"})
        assert refused.errors == {"job": "A little more, please."}
        assert len(office.ann.views) == 1
        assert (await office.ann.submit(view, {"job/text": "long enough"})).acked
    assert office.ann.views == []
    assert seen[0]["private_metadata"] == "p1"
    assert seen[0]["state"]["values"]["job"]["text"] == {"type": "plain_text_input", "value": "long enough"}


async def test_a_submission_may_change_the_modal_push_one_or_clear_all(office: Office) -> None:
    answers: asyncio.Queue[Json] = asyncio.Queue()

    @office.app.view("m")
    async def on_submit(ack: AsyncAck) -> None:
        await ack(**await answers.get())

    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    await office.client.views_open(trigger_id=trigger, view=modal(callback_id="m"))
    async with connected(office.sandbox, office.app):
        for answer, titles in (
            ({"response_action": "update", "view": modal("Next", callback_id="m")}, ["Next"]),
            ({"response_action": "push", "view": modal("Over", callback_id="m")}, ["Next", "Over"]),
            ({"response_action": "errors", "errors": {"nowhere": "x"}}, ["Next", "Over"]),
            ({}, ["Next"]),
            ({"response_action": "push", "view": modal("Over", callback_id="m")}, ["Next", "Over"]),
            ({"response_action": "clear"}, []),
        ):
            answers.put_nowait(answer)
            await office.ann.submit(office.ann.views[-1], {"job": "x"})
            assert [v.title for v in office.ann.views] == titles


async def test_closing_a_modal_is_told_to_those_who_asked(office: Office) -> None:
    closed: list[str] = []

    @office.app.view_closed("m")
    async def on_close(ack: AsyncAck, view: Json) -> None:
        await ack()
        closed.append(view["callback_id"])

    trigger = office.sandbox.workspace.new_trigger(office.ann.id)
    await office.client.views_open(trigger_id=trigger, view=modal(callback_id="m", notify_on_close=True))
    async with connected(office.sandbox, office.app):
        await office.ann.close(office.ann.views[0])
    assert closed == ["m"]
    assert office.ann.views == []
