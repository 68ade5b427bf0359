"""Settings → Pipeline → AsyncApp: everything concrete is chosen here."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.settings import Settings
from core.documents import Limits, Reader, ScanLimits, can_recognise
from core.errors import ConfigurationError, CoreError
from core.model import EngineName

if TYPE_CHECKING:  # the command line's file commands start without what they do not need
    import aiohttp
    import uvicorn
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.http import Links
    from core.durable import Durable, Hook, Moment
    from core.engine import Engine
    from core.pipeline import Pipeline
    from core.selftest import SelfTests
    from core.storage import Store
    from handlers import Runs, Slack

LOG = structlog.get_logger("shortlist")


def open_reader(settings: Settings) -> Reader:
    """The children that read documents; they start at the first file."""
    limits = Limits(size_bytes=settings.max_file_mib * 2**20, pages=settings.max_pages)
    wanted = settings.ocr == "auto" and can_recognise()
    scans = ScanLimits(memory_bytes=settings.ocr_memory_mib * 2**20) if wanted else None
    return Reader(limits, settings.readers, scans)


async def open_engine(settings: Settings, wanted: EngineName | None = None) -> "Engine":
    """The wanted engine, or the first of ollama, embedded, rules that is there.

    Raises:
        ConfigurationError, EngineError: the wanted one is not to be had, with the next step.
    """
    from core.engine.choose import choose

    return await choose(
        wanted or settings.engine,
        ollama_host=settings.ollama_host,
        chat_model=settings.chat_model,
        embed_model=settings.embed_model,
        models_dir=settings.models_dir,
        model_path=settings.model_path,
        keep_alive=settings.keep_alive,
    )


@dataclass
class House:
    """The whole bot, put together and not yet talking to Slack."""

    settings: Settings
    store: "Store"
    reader: Reader
    engine: "Engine"
    pipeline: "Pipeline"
    tests: "SelfTests"
    runs: "Runs"
    durable: "Durable"
    client: "AsyncWebClient"
    slack: "Slack"
    links: "Links"
    app: "AsyncApp"


@asynccontextmanager
async def open_house(
    settings: Settings, *, hook: "Hook | None" = None, recoveries: int | None = None
) -> AsyncIterator[House]:
    """Puts the pieces together, and takes them apart again in the other order.

    Args:
        hook: is told of each durable step; tests end the process there.
        recoveries: how often interrupted work is taken up again; None means as often as is right outside of tests.
    """
    import aiohttp

    from bot.http import Links
    from bot.metrics import StepClock
    from core.desk import Desk
    from core.durable import RECOVERIES, Durable
    from core.pipeline import Pipeline
    from core.selftest import SelfTests
    from core.storage import Store
    from handlers import QUEUED, Files, Runs, Slack, flows, register

    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with AsyncExitStack() as stack:
        store = await Store.open(settings.store_url, files=settings.data_dir / "files")
        stack.push_async_callback(store.close)
        reader = open_reader(settings)
        stack.push_async_callback(reader.close)
        engine = await open_engine(settings)
        stack.push_async_callback(engine.close)
        pipeline = Pipeline(Desk(reader, engine), store)
        tests = SelfTests(engine, store, reads_scans=settings.ocr == "auto" and can_recognise())
        http = await stack.enter_async_context(aiohttp.ClientSession())
        client = _web_client(settings, http)
        slack, runs = Slack(client), Runs()
        files = Files(slack, max_bytes=settings.max_file_mib * 2**20)
        links = Links(
            page_secret(settings.data_dir), base_url=settings.base_url, minutes=settings.link_minutes
        )
        durable = Durable(
            settings.durable_url,
            executor_id=_executor_id(settings),
            flows=flows(
                pipeline=pipeline, runs=runs, slack=slack, files=files, tests=tests, report_page=links.report
            ),
            queued=QUEUED,
            key=_key(settings),
            recoveries=recoveries or RECOVERIES,
            hook=_both(StepClock(), hook),
        )
        app = _bolt_app(settings, client)
        runs.bind(durable)
        register(
            app,
            pipeline=pipeline,
            runs=runs,
            slack=slack,
            page=links.preview,
            tests=tests,
            report_page=links.report,
        )
        await durable.launch()
        stack.push_async_callback(durable.close)
        await reader.start()
        yield House(
            settings, store, reader, engine, pipeline, tests, runs, durable, client, slack, links, app
        )


async def serve(house: House, stop: asyncio.Event) -> None:
    """Talks to Slack, serves the pages and minds the clock until `stop` is set."""
    from bot.schedule import clock
    from handlers import answer_dead, begin_self_test, count_due

    settings = house.settings
    chores = clock(
        house.store,
        house.durable,
        house.engine,
        tell_dead=partial(answer_dead, house.durable, house.slack),
        count_votes=partial(count_due, pipeline=house.pipeline, runs=house.runs),
        try_out=partial(begin_self_test, house.tests, house.runs),
        try_out_at=settings.self_test_at,
        retention_days=settings.retention_days,
    )
    socket_mode = _socket_mode(house) if settings.slack_mode == "socket" else None
    web = _web_server(house, socket_mode)
    if socket_mode is not None:
        await socket_mode.connect_async()  # type: ignore[no-untyped-call]  # Bolt ships it without types
    serving = asyncio.create_task(web.serve())
    chores.start()
    LOG.info("ready", engine=house.engine.name, mode=settings.slack_mode)
    try:
        waiting = asyncio.create_task(stop.wait())
        await asyncio.wait({waiting, serving}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
    finally:
        chores.shutdown(wait=False)
        if socket_mode is not None:
            await socket_mode.close_async()  # type: ignore[no-untyped-call]  # as above
        web.should_exit = True
        await serving


def _web_client(settings: Settings, http: "aiohttp.ClientSession") -> "AsyncWebClient":
    from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
    from slack_sdk.web.async_client import AsyncWebClient

    if settings.slack_bot_token is None:
        raise ConfigurationError("SLACK_BOT_TOKEN is not set")
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        session=http,
        trust_env_in_session=False,
        # Only what Slack surely did not take is sent again: the SDK's default also repeats after a dropped
        # connection, and then a message stands there twice.
        retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=3)],
    )


def _bolt_app(settings: Settings, client: "AsyncWebClient") -> "AsyncApp":
    from slack_bolt.async_app import AsyncApp

    signing = settings.slack_signing_secret
    if settings.slack_mode == "http" and signing is None:
        raise ConfigurationError(
            "SLACK_SIGNING_SECRET is not set, and Slack over HTTP cannot be trusted without it"
        )
    return AsyncApp(
        client=client,
        signing_secret=signing.get_secret_value() if signing else None,
        request_verification_enabled=settings.slack_mode == "http",
    )


def _socket_mode(house: House) -> "AsyncSocketModeHandler":
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

    if house.settings.slack_app_token is None:
        raise ConfigurationError("SLACK_APP_TOKEN is not set, and Socket Mode needs it")
    return AsyncSocketModeHandler(
        house.app, house.settings.slack_app_token.get_secret_value(), web_client=house.client
    )


def _web_server(house: House, socket_mode: "AsyncSocketModeHandler | None") -> "uvicorn.Server":
    import uvicorn

    from bot.http import create

    settings = house.settings

    async def database() -> bool:
        with suppress(CoreError):
            await house.store.ping()
            return True
        return False

    async def slack() -> bool:
        return socket_mode is None or bool(await socket_mode.client.is_connected())

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield  # `bot.cli.service` decides when to stop, and then everything stops in order

    web = create(
        probes={"database": database, "slack": slack},
        engine=house.engine.name,
        links=house.links,
        pipeline=house.pipeline,
        slack=house.app if settings.slack_mode == "http" else None,
    )
    return Server(
        uvicorn.Config(
            web, host=settings.http_host, port=settings.http_port, log_config=None, access_log=False
        )
    )


def page_secret(data_dir: Path) -> str:
    """What links to pages are signed with: made once, readable by us alone."""
    path = data_dir / "page-secret"
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii")


def _executor_id(settings: Settings) -> str:
    """One engine file has one executor, always the same, so that it finds its own work after a crash."""
    return "local" if settings.database_url is None else f"{socket.gethostname()}-{secrets.token_hex(4)}"


def _both(first: "Hook", second: "Hook | None") -> "Hook":
    def hook(kind: str, step: str, moment: "Moment") -> None:
        first(kind, step, moment)
        if second is not None:
            second(kind, step, moment)

    return hook


def _key(settings: Settings) -> bytes | None:
    return settings.encryption_key.get_secret_value().encode() if settings.encryption_key else None
