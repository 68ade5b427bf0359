"""What is present, what is missing, and the exact next step."""

import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import aiohttp

from bot import manifest
from bot.assembly import open_reader
from bot.settings import Settings
from core.documents import can_recognise
from core.errors import CoreError, NotFound
from core.model import Upload

if TYPE_CHECKING:  # the database's library is loaded where it is asked for
    from core.storage import Store

ENOUGH_DISK_BYTES = 2 * 2**30
STALE = timedelta(hours=50)
"""Two nights without a self-test."""
TIMEOUT = aiohttp.ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `next_step` is "" where all is well.

    Attributes:
        needed: without it the bot cannot serve; the others only make it better.
    """

    name: str
    ok: bool
    says: str
    next_step: str = ""
    needed: bool = True


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """All findings, each as soon as it is known."""
    yield await _reader(settings)
    yield _walls()
    yield _scans(settings)
    async for finding in _database(settings):
        yield finding
    yield _disk(settings)
    async with aiohttp.ClientSession(timeout=TIMEOUT) as http:
        yield await _bot_token(settings, http)
        yield await _app_token(settings, http)
        async for finding in _ollama(settings, http):
            yield finding
    yield _embedded(settings)


async def _reader(settings: Settings) -> Finding:
    reader = open_reader(settings)
    try:
        await reader.read(Upload("hello.txt", b"Experience\nEngineer, 2020 - 2021\n"))
    except CoreError as e:
        return Finding("document reader", ok=False, says=f"{e}", next_step=e.advice)
    finally:
        await reader.close()
    return Finding("document reader", ok=True, says="reads in a child process of its own")


def _scans(settings: Settings) -> Finding:
    name = "scanned pages"
    if settings.ocr == "off":
        return Finding(name, ok=True, says="refused with advice, as SHORTLIST_OCR=off asks", needed=False)
    if not can_recognise():
        step = "pip install 'shortlist[ocr]' (300 MB) to have them recognised; without it they are refused with advice."
        return Finding(name, ok=False, says="not recognised", next_step=step, needed=False)
    says = f"recognised, in up to {settings.ocr_memory_mib} MiB"
    return Finding(name, ok=True, says=says, needed=False)


def _walls() -> Finding:
    """What the system adds to the limits of the reader's children. Serving works without."""
    from core.documents.rights import walls

    around = walls()
    missing = [
        what
        for there, what in ((around.calls, "the network and other programs"), (around.files, "other files"))
        if not there
    ]
    if not missing:
        return Finding("around the reader", ok=True, says="no network, no programs, no files but libraries")
    return Finding(
        "around the reader",
        ok=False,
        says=f"this system cannot keep a child from {' and '.join(missing)}; limits of time and memory hold",
        next_step="Run it on Linux 5.13 or later, with seccomp and Landlock, to have these walls too.",
        needed=False,
    )


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    from core.storage import Store

    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = await Store.open(settings.store_url, files=settings.data_dir / "files")
    except (CoreError, OSError) as e:
        step = (
            e.advice
            if isinstance(e, CoreError)
            else f"Make {settings.data_dir} writable, or set SHORTLIST_DATA_DIR."
        )
        yield Finding("database", ok=False, says="it cannot be opened", next_step=step)
        return
    try:
        await store.ping()
        kind = "Postgres" if settings.database_url else f"SQLite in {settings.data_dir}"
        yield Finding("database", ok=True, says=f"{kind}, writable")
        yield Finding("migrations", ok=True, says=f"at {await store.schema_version()}")
        yield await _self_test(store)
    finally:
        await store.close()


async def _self_test(store: "Store") -> Finding:
    """What the newest run said. Serving works without; ranking does not, where it failed."""
    name = "self-test"
    try:
        newest = await store.newest_self_test()
    except NotFound:
        step = "`shortlist selftest` runs it now; a running bot does every night."
        return Finding(name, ok=False, says="not run yet", next_step=step, needed=False)
    age = timedelta(seconds=max(0.0, time.time() - newest.at))
    when = f"{age.days} days ago" if age.days > 1 else f"{age.total_seconds() / 3600:.0f} hours ago"
    if newest.failed:
        step = "`shortlist selftest` shows the numbers; undo what was changed last, and a run that passes unlocks ranking."
        says = f"{', '.join(newest.failed)} failed {when}: ranking is locked"
        return Finding(name, ok=False, says=says, next_step=step, needed=False)
    says = f"passed {when} ({newest.passed} of {newest.made})"
    if age > STALE:
        step = (
            "Nobody has tried what is installed since: let the bot run at night, or run `shortlist selftest`."
        )
        return Finding(name, ok=False, says=says, next_step=step, needed=False)
    return Finding(name, ok=True, says=says, needed=False)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(
        settings.data_dir if settings.data_dir.exists() else settings.data_dir.anchor
    ).free
    says = f"{free / 2**30:.0f} GiB free"
    if free < ENOUGH_DISK_BYTES:
        return Finding("disk", ok=False, says=says, next_step="Free some space, or move SHORTLIST_DATA_DIR.")
    return Finding("disk", ok=True, says=says)


async def _bot_token(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    name = "Slack bot token"
    if settings.slack_bot_token is None:
        step = "Create the app from manifest.yml, install it, and set SLACK_BOT_TOKEN=xoxb-… (README, Slack in five steps)."
        return Finding(name, ok=False, says="SLACK_BOT_TOKEN is not set", next_step=step)
    answer, scopes = await _ask(settings, http, "auth.test", settings.slack_bot_token.get_secret_value())
    if not answer.get("ok"):
        step = "Copy it again from OAuth & Permissions of your app, or reinstall the app."
        return Finding(name, ok=False, says=f"Slack says {answer.get('error')}", next_step=step)
    if missing := manifest.bot_scopes() - scopes:
        step = f"Add {', '.join(sorted(missing))} under OAuth & Permissions, then reinstall the app."
        return Finding(name, ok=False, says="valid, but the app lacks scopes of manifest.yml", next_step=step)
    return Finding(name, ok=True, says="valid, with every scope of manifest.yml")


async def _app_token(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    name = "Slack app token"
    if settings.slack_mode == "http":
        ok = settings.slack_signing_secret is not None
        step = "" if ok else "Set SLACK_SIGNING_SECRET from Basic Information of your app."
        return Finding("Slack signing secret", ok=ok, says="set" if ok else "not set", next_step=step)
    if settings.slack_app_token is None:
        step = "Basic Information → App-Level Tokens → generate one with connections:write, and set SLACK_APP_TOKEN=xapp-…"
        return Finding(name, ok=False, says="SLACK_APP_TOKEN is not set", next_step=step)
    answer, _ = await _ask(
        settings, http, "apps.connections.open", settings.slack_app_token.get_secret_value()
    )
    if not answer.get("ok"):
        step = "Generate an app-level token with connections:write, and turn Socket Mode on."
        return Finding(name, ok=False, says=f"Slack says {answer.get('error')}", next_step=step)
    return Finding(name, ok=True, says="opens Socket Mode")


async def _ask(
    settings: Settings, http: aiohttp.ClientSession, method: str, token: str
) -> tuple[dict[str, Any], frozenset[str]]:
    """A Web API method's answer, and the scopes Slack says the token has."""
    headers = {"Authorization": f"Bearer {token}"}
    try:
        async with http.post(
            settings.slack_api_url + method, headers=headers, allow_redirects=False
        ) as answer:
            scopes = frozenset(
                filter(None, answer.headers.get("x-oauth-scopes", "").replace(" ", "").split(","))
            )
            body = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return {"ok": False, "error": f"nothing at {settings.slack_api_url}"}, frozenset()
    return body if isinstance(body, dict) else {"ok": False, "error": "no sense"}, scopes


async def _ollama(settings: Settings, http: aiohttp.ClientSession) -> AsyncIterator[Finding]:
    try:
        async with http.get(f"{settings.ollama_host}/api/tags", allow_redirects=False) as answer:
            body = await answer.json()
        there = {str(model["name"]) for model in body["models"]}
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
        step = f"Install Ollama and start it (`ollama serve`), or set OLLAMA_HOST. Looked at {settings.ollama_host}."
        yield Finding("Ollama", ok=False, says="does not answer", next_step=step, needed=False)
        return
    yield Finding("Ollama", ok=True, says=f"answers at {settings.ollama_host}", needed=False)
    for model in (settings.chat_model, settings.embed_model):
        ok = bool({model, f"{model}:latest"} & there)
        step = "" if ok else f"ollama pull {model}"
        yield Finding(
            f"model {model}", ok=ok, says="here" if ok else "not pulled", next_step=step, needed=False
        )


def _embedded(settings: Settings) -> Finding:
    from core.engine.fetch import is_here
    from core.engine.models import CHAT

    name = "embedded engine"
    if find_spec("xllamacpp") is None:
        step = "pip install 'shortlist[embedded]' (only where there is no Ollama)."
        return Finding(name, ok=False, says="not installed", next_step=step, needed=False)
    if settings.model_path is None and not is_here(CHAT, settings.models_dir):
        step = "shortlist models fetch (about 1.2 GB, once)."
        return Finding(
            name, ok=False, says="installed, but its models are not here", next_step=step, needed=False
        )
    return Finding(name, ok=True, says="installed, models here", needed=False)
