from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack import FaultKind, Office, client_of, make_manifest, open_office
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from bot.sandbox.methods import METHODS


@pytest.mark.parametrize(
    ("token", "error"), [("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")]
)
async def test_only_the_bots_own_token_speaks_for_the_bot(office: Office, token: str, error: str) -> None:
    wrong = office.sandbox.app_token if token == "app" else token
    async with client_of(office.sandbox, wrong) as stranger:
        assert await office.error(stranger.chat_postMessage(channel=office.channel, text="t")) == error
        assert await office.error(stranger.auth_test()) == error


async def test_a_call_without_a_token_is_not_authed(office: Office) -> None:
    assert office.client.session is not None
    async with office.client.session.post(f"{office.sandbox.url}auth.test") as response:
        assert await response.json() == {"ok": False, "error": "not_authed"}


async def test_sockets_are_opened_with_the_apps_token_alone(office: Office) -> None:
    wrong = office.client.apps_connections_open(app_token=office.sandbox.bot_token)
    assert await office.error(wrong) == "not_allowed_token_type"
    answer = await office.client.apps_connections_open(app_token=office.sandbox.app_token)
    assert answer["url"].startswith("ws://127.0.0.1:")


async def test_unknown_methods_and_bad_json_are_told_as_such(office: Office) -> None:
    assert await office.error(office.client.api_call("chat.sing")) == "unknown_method"
    assert office.client.session is not None
    headers = {"Authorization": f"Bearer {office.sandbox.bot_token}", "Content-Type": "application/json"}
    for body, error in ((b"{", "invalid_json"), (b"[]", "json_not_object")):
        url = f"{office.sandbox.url}auth.test"
        async with office.client.session.post(url, data=body, headers=headers) as response:
            assert (await response.json())["error"] == error


async def test_forms_and_json_mean_the_same(office: Office) -> None:
    blocks = '[{"type": "section", "text": {"type": "mrkdwn", "text": "as a form"}}]'
    await office.client.api_call(
        "chat.postMessage", data={"channel": office.channel, "text": "t", "blocks": blocks}
    )
    await office.client.api_call("chat.postMessage", params={"channel": office.channel, "text": "as a query"})
    assert [m.shown for m in office.sandbox.messages(office.channel)] == ["as a form", "as a query"]
    assert office.sandbox.history[0].args["blocks"][0]["type"] == "section"


async def test_every_call_is_kept_with_its_arguments_and_without_its_token(office: Office) -> None:
    await office.says("kept")
    await office.error(office.client.chat_postMessage(channel="C404", text="t"))
    first, second = office.sandbox.history
    assert (first.method, first.ok, first.status, first.args["text"]) == (
        "chat.postMessage",
        True,
        200,
        "kept",
    )
    assert (second.ok, second.error) == (False, "channel_not_found")
    assert office.sandbox.bot_token not in repr(office.sandbox.history)


async def test_a_connection_cut_before_the_act_leaves_nothing_behind(office: Office) -> None:
    office.sandbox.faults.add("chat.postMessage", FaultKind.DROP_BEFORE)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await office.says("never")
    assert office.sandbox.messages(office.channel) == []
    assert office.sandbox.history[0].status == 0
    assert await office.says("now")


async def test_a_connection_cut_after_the_act_leaves_the_message(office: Office) -> None:
    office.sandbox.faults.add("chat.postMessage", FaultKind.DROP_AFTER)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await office.says("there")
    assert [m.text for m in office.sandbox.messages(office.channel)] == ["there"]


async def test_a_busy_slack_says_when_to_come_back_and_the_sdk_does(office: Office) -> None:
    office.sandbox.faults.add("chat.postMessage", FaultKind.RATE_LIMITED, retry_after_s=0)
    office.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await office.says("patient")
    assert [c.status for c in office.sandbox.calls("chat.postMessage")] == [429, 200]


async def test_other_troubles_come_as_asked_for_and_as_often(office: Office) -> None:
    add, test = office.sandbox.faults.add, office.client.auth_test
    add("*", FaultKind.REFUSED, error="fatal_error")
    assert await office.error(test()) == "fatal_error"
    add("auth.test", FaultKind.SERVER_ERROR, status=502, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await test()
    add("auth.test", FaultKind.NOT_JSON)
    with pytest.raises(SlackApiError):
        await test()
    add("auth.test", FaultKind.SLOW, delay_s=0.05)
    assert (await test())["ok"]
    assert office.sandbox.history[-1].took_s >= 0.05
    assert (await test())["ok"]


async def test_chance_is_the_same_for_the_same_seed() -> None:
    seen = []
    for _ in range(2):
        async with open_office(seed=7) as office:
            office.sandbox.faults.add("auth.test", FaultKind.REFUSED, times=None, chance=0.3)
            for _ in range(20):
                await office.client.api_call("api.test")
                try:
                    await office.client.auth_test()
                except SlackApiError:
                    continue
            seen.append([c.ok for c in office.sandbox.calls("auth.test")])
    assert seen[0] == seen[1]
    assert 0 < seen[0].count(False) < 20


async def test_an_uninstalled_app_is_told_and_has_no_say_any_more() -> None:
    manifest = make_manifest(events=["app_uninstalled", "tokens_revoked"])
    async with open_office(manifest, ack_timeout_s=0.01) as office:
        office.sandbox.uninstall()
        types = [b["event"]["type"] for b in office.sandbox.outbox._sent.values()]
        assert types == ["tokens_revoked", "app_uninstalled"]
        assert await office.error(office.client.auth_test()) == "account_inactive"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
HOME = {"type": "home", "blocks": []}
NAMES = ["channel", "ts", "text", "blocks", "view", "trigger_id", "files", "chunks", "metadata", "limit", "cursor", "user",
         "users", "thread_ts", "attachments", "markdown_text", "timestamp", "name", "length", "filename", "file", "view_id",
         "prompts", "status", "channel_id", "oldest", "user_id", "loading_messages"]  # fmt: skip


async def test_no_argument_of_any_method_breaks_it() -> None:
    """Whatever the app sends, it gets an answer in Slack's words and never a 500."""
    drawn: list[dict[str, Any]] = []

    @settings(max_examples=40, deadline=None, database=None)
    @given(st.dictionaries(st.sampled_from(NAMES), json_values, max_size=6))
    def draw(args: dict[str, Any]) -> None:
        drawn.append(args)

    draw()
    async with open_office(make_manifest(events=[]), has_rate_limits=False) as office:
        for name, method in METHODS.items():
            for i, args in enumerate(drawn):
                ts = await office.says("t", thread_ts=None)
                right = {"channel": office.channel, "channel_id": office.channel, "ts": ts, "thread_ts": ts,
                         "timestamp": ts, "user": office.ann.id, "view": HOME, "text": "t"}  # fmt: skip
                filled = {key: right.get(key, "x") for key in method.required} if i % 2 else {}
                with suppress(SlackApiError):
                    await office.client.api_call(name, json=filled | args)
    statuses = {c.status for c in office.sandbox.history}
    assert statuses == {200}
