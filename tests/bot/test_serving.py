"""`serve` as it runs in production: Socket Mode and HTTP, pages beside it, a clean stop."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

import httpx
import pytest
from handlers_office import RESUME
from pydantic import SecretStr
from slack import Message, Sandbox

from bot import assembly, manifest
from bot.settings import Settings
from core.errors import ConfigurationError


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_of(slack: Sandbox, folder: Path, mode: Literal["socket", "http"]) -> Settings:
    return Settings(
        _env_file=None,
        SLACK_BOT_TOKEN=SecretStr(slack.bot_token),
        SLACK_APP_TOKEN=SecretStr(slack.app_token),
        SLACK_SIGNING_SECRET=SecretStr(slack.signing_secret),
        SLACK_API_URL=slack.url,
        slack_mode=mode,
        data_dir=folder / "data",
        engine="rules",
        readers=1,
        http_port=free_port(),
    )


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[str]:
    """The bot at work; the base URL of its pages."""
    stop = asyncio.Event()
    async with assembly.open_house(settings) as house:
        task = asyncio.create_task(assembly.serve(house, stop))
        base_url = f"http://127.0.0.1:{settings.http_port}"
        await answers(base_url)
        yield base_url
        stop.set()
        await asyncio.wait_for(task, 10)


async def answers(base_url: str) -> None:
    async with httpx.AsyncClient() as http:
        for _ in range(100):
            try:
                await http.get(f"{base_url}/health")
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise AssertionError("the pages never came up")


async def shared(slack: Sandbox) -> Message:
    """Somebody shares a resume; the answer once it is there."""
    nadia = slack.person("nadia")
    channel = slack.channel("hiring", members=[nadia])
    ts = nadia.share(channel, {"nadia.txt": RESUME.encode()})
    return await nadia.sees("Read ", channel, ts, 10)


async def test_over_socket_mode_a_share_is_answered_and_health_tells_of_the_connection(
    tmp_path: Path,
) -> None:
    async with Sandbox(manifest.path()) as slack, serving(settings_of(slack, tmp_path, "socket")) as base_url:
        await slack.connected()
        assert "2 jobs" in (await shared(slack)).shown
        async with httpx.AsyncClient() as http:
            health = (await http.get(f"{base_url}/health")).json()
    assert health == {"ok": True, "engine": "rules", "database": "ok", "slack": "ok"}


async def test_the_sharer_gets_a_link_to_a_page_that_shows_what_was_read(tmp_path: Path) -> None:
    async with Sandbox(manifest.path()) as slack:
        settings = settings_of(slack, tmp_path, "socket")
        settings = settings.model_copy(update={"base_url": f"http://127.0.0.1:{settings.http_port}"})
        async with serving(settings):
            await slack.connected()
            nadia = slack.person("nadia")
            ts = nadia.share(slack.dm(nadia), {"nadia.txt": RESUME.encode()})
            reply = await nadia.sees("Read ", slack.dm(nadia), ts, 10)
            await nadia.press(reply, "See what I read")
            view = await nadia.sees_view("Line by line, as a page")
            [link] = re.findall(r"<(http[^|>]+)\|", view.shown)
            async with httpx.AsyncClient() as http:
                page = await http.get(link)
    assert page.status_code == 200
    assert "Lantern Freight" in page.text


async def test_over_http_signed_requests_are_answered(tmp_path: Path) -> None:
    async with Sandbox(manifest.path()) as slack, serving(settings_of(slack, tmp_path, "http")) as base_url:
        await slack.use_http(f"{base_url}/slack/events")
        assert "2 jobs" in (await shared(slack)).shown


@pytest.mark.parametrize("timestamp", ["0", "not a number", "９９９", ""])
async def test_requests_that_slack_did_not_sign_are_refused_and_never_an_error_of_ours(
    tmp_path: Path, timestamp: str
) -> None:
    headers = {"x-slack-signature": "v0=" + "0" * 64, "x-slack-request-timestamp": timestamp}
    async with Sandbox(manifest.path()) as slack, serving(settings_of(slack, tmp_path, "http")) as base_url:
        async with httpx.AsyncClient() as http:
            raw = [(name.encode(), value.encode()) for name, value in headers.items()]
            answer = await http.post(
                f"{base_url}/slack/events", content=b'{"type":"event_callback"}', headers=raw
            )
        assert answer.status_code == 401
        assert slack.history == []


async def test_without_tokens_the_bot_says_which_setting_is_missing(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, SLACK_BOT_TOKEN=None, data_dir=tmp_path, engine="rules")
    with pytest.raises(ConfigurationError, match="SLACK_BOT_TOKEN is not set"):
        async with assembly.open_house(settings):
            pass


async def test_slack_over_http_is_not_served_without_its_signing_secret(tmp_path: Path) -> None:
    async with Sandbox(manifest.path()) as slack:
        settings = settings_of(slack, tmp_path, "http").model_copy(update={"slack_signing_secret": None})
        with pytest.raises(ConfigurationError, match="SLACK_SIGNING_SECRET"):
            async with assembly.open_house(settings):
                pass
