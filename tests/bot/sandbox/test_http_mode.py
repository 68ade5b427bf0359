from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack import Office, open_office
from slack_bolt.async_app import AsyncAck

Json = dict[str, Any]


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """A web server of the app's on localhost; its address."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


async def test_events_commands_and_buttons_come_signed(office: Office) -> None:
    """Bolt checks the signature of each: a wrong one would be answered with 401."""
    seen: list[str] = []

    @office.app.event("message")
    async def on_message(event: Json) -> None:
        seen.append(event["text"])

    @office.app.command("/match")
    async def on_match(ack: AsyncAck, command: Json) -> None:
        await ack(f"ümlaut {command['text']}")

    @office.app.action("go")
    async def on_go(ack: AsyncAck, action: Json) -> None:
        await ack()
        seen.append(action["value"])

    async with listening(office.app.web_app()) as url:
        await office.sandbox.use_http(url)
        office.ann.say(office.channel, "grüße")
        await office.sandbox.quiet()
        assert (await office.ann.command(office.channel, "/match", "a & b")).acked
        assert office.ann.whispers(office.channel)[0].text == "ümlaut a &amp; b"
        button = {
            "type": "button",
            "text": {"type": "plain_text", "text": "Go"},
            "action_id": "go",
            "value": "7",
        }
        answer = await office.client.chat_postMessage(
            channel=office.sandbox.dm(office.ann),
            text="t",
            blocks=[{"type": "actions", "elements": [button]}],
        )
        await office.ann.press(await office.ann.sees("[Go]", answer["channel"]), "Go")
    assert seen[0] == "grüße"
    assert "7" in seen


async def test_a_server_that_does_not_know_the_secret_gets_no_traffic(office: Office) -> None:
    async def refuse(_request: web.Request) -> web.Response:
        return web.Response(status=401)

    stranger = web.Application()
    stranger.router.add_post("/slack/events", refuse)
    async with listening(stranger) as url:
        with pytest.raises(ValueError, match="challenge"):
            await office.sandbox.use_http(url)


async def test_a_refused_event_comes_again_unless_the_app_says_no() -> None:
    headers: list[Json] = []

    async def answer(request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] == "url_verification":
            return web.json_response({"challenge": body["challenge"]})
        headers.append(dict(request.headers))
        stop = {"X-Slack-No-Retry": "1"} if body["event"]["text"] == "stop" else {}
        return web.Response(status=500, headers=stop)

    server = web.Application()
    server.router.add_post("/slack/events", answer)
    async with open_office(time_scale=0.0001) as office, listening(server) as url:
        await office.sandbox.use_http(url)
        office.ann.say(office.channel, "go on")
        await office.sandbox.quiet()
        retries = [(h.get("X-Slack-Retry-Num"), h.get("X-Slack-Retry-Reason")) for h in headers]
        assert retries == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
        office.ann.say(office.channel, "stop")
        await office.sandbox.quiet()
    assert len(headers) == 5


async def test_an_app_that_is_away_fails_a_command(office: Office) -> None:
    async with listening(office.app.web_app()) as url:
        await office.sandbox.use_http(url)
    outcome = await office.ann.command(office.channel, "/match", "x")
    assert outcome.error == "dispatch_failed"
