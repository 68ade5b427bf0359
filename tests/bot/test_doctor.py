"""The doctor, asked in a Slack on localhost and beside a scripted Ollama: what it finds, and the next step it names."""

import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from scripted_ollama import ScriptedOllama
from slack import Sandbox

from bot import manifest
from bot.doctor import Finding, examine
from bot.settings import Settings
from core.model import Check, Installed, SelfTest, load
from core.storage import Store


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    async with Sandbox(manifest.path()) as sandbox:
        yield sandbox


def settings_of(slack: Sandbox, folder: Path, **changed: Any) -> Settings:
    usual: dict[str, Any] = {
        "SLACK_BOT_TOKEN": SecretStr(slack.bot_token),
        "SLACK_APP_TOKEN": SecretStr(slack.app_token),
        "SLACK_API_URL": slack.url,
        "OLLAMA_HOST": "http://127.0.0.1:9",
        "data_dir": folder / "data",
        "models_dir": folder / "models",
    }
    return Settings(**{"_env_file": None, **usual, **changed})


async def findings(settings: Settings) -> dict[str, Finding]:
    return {finding.name: finding async for finding in examine(settings)}


async def test_all_is_well_where_slack_takes_the_tokens_and_the_disk_can_be_written(
    slack: Sandbox, tmp_path: Path
) -> None:
    found = await findings(settings_of(slack, tmp_path))
    assert [f for f in found.values() if f.needed and not f.ok] == []
    assert found["migrations"].says.startswith("at 0")
    assert {"document reader", "database", "disk", "Slack bot token", "Slack app token"} <= set(found)


async def test_missing_tokens_are_named_with_the_step_that_brings_them(
    slack: Sandbox, tmp_path: Path
) -> None:
    found = await findings(settings_of(slack, tmp_path, SLACK_BOT_TOKEN=None, SLACK_APP_TOKEN=None))
    assert not found["Slack bot token"].ok
    assert "manifest.yml" in found["Slack bot token"].next_step
    assert "connections:write" in found["Slack app token"].next_step


async def test_a_revoked_token_is_told_in_slacks_word(slack: Sandbox, tmp_path: Path) -> None:
    found = await findings(settings_of(slack, tmp_path, SLACK_BOT_TOKEN=SecretStr("xoxb-wrong")))
    assert found["Slack bot token"].says == "Slack says invalid_auth"


async def test_a_scope_of_the_manifest_that_the_installed_app_lacks_is_named(tmp_path: Path) -> None:
    old = {
        **manifest.load(),
        "oauth_config": {"scopes": {"bot": sorted(manifest.bot_scopes() - {"files:write"})}},
    }
    async with Sandbox(old) as slack:
        found = await findings(settings_of(slack, tmp_path))
    assert found["Slack bot token"].next_step.startswith("Add files:write")


async def test_an_unreachable_slack_is_not_taken_for_a_bad_token(slack: Sandbox, tmp_path: Path) -> None:
    found = await findings(settings_of(slack, tmp_path, SLACK_API_URL="http://127.0.0.1:9/api/"))
    assert found["Slack bot token"].says == "Slack says nothing at http://127.0.0.1:9/api/"


async def test_ollama_is_asked_for_both_models_and_the_missing_one_comes_with_its_command(
    slack: Sandbox, tmp_path: Path
) -> None:
    ollama = ScriptedOllama(embed_model="something-else")
    try:
        found = await findings(settings_of(slack, tmp_path, OLLAMA_HOST=await ollama.start()))
    finally:
        await ollama.close()
    assert found["Ollama"].ok
    assert found["model gemma3:4b"].ok
    assert found["model nomic-embed-text"].next_step == "ollama pull nomic-embed-text"


async def test_a_folder_that_cannot_be_written_is_found_before_the_bot_needs_it(
    slack: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    found = await findings(settings_of(slack, tmp_path))
    assert not found["database"].ok
    assert "SHORTLIST_DATA_DIR" in found["database"].next_step


async def test_whether_scans_are_recognised_is_said_and_nobody_needs_it(
    slack: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = (await findings(settings_of(slack, tmp_path, ocr="off")))["scanned pages"]
    assert (off.ok, off.needed) == (True, False)
    assert "SHORTLIST_OCR=off" in off.says
    monkeypatch.setattr("bot.doctor.can_recognise", lambda: False)
    missing = (await findings(settings_of(slack, tmp_path)))["scanned pages"]
    assert (missing.ok, missing.needed) == (False, False)
    assert "shortlist[ocr]" in missing.next_step


async def test_the_newest_self_test_is_told_with_what_to_do_about_it(slack: Sandbox, tmp_path: Path) -> None:
    settings = settings_of(slack, tmp_path)
    never = (await findings(settings))["self-test"]
    assert (never.ok, never.needed, never.says) == (False, False, "not run yet")
    assert "shortlist selftest" in never.next_step

    installed = Installed("rules", "", "", "1.2", "2", "2")
    store = await Store.open(settings.store_url, files=tmp_path / "files")
    try:
        for name, outcome, days, ok, says in (
            ("good", "passed", 0, True, "passed 0 hours ago (1 of 1)"),
            ("old", "passed", 5, False, "passed 5 days ago (1 of 1)"),
            ("bad", "failed", 0, False, "repeat failed 0 hours ago: ranking is locked"),
        ):
            check = load(Check, {"name": "repeat", "outcome": outcome, "says": ""})
            await store.save_self_test(
                name, SelfTest(installed, (check,), time.time() - days * 86_400, 1.0), by="hand"
            )
            if name == "old":
                await store.save_self_test("good", SelfTest(installed, (check,), 0.0, 1.0), by="hand")
            found = (await findings(settings))["self-test"]
            assert (found.ok, found.says) == (ok, says)
    finally:
        await store.close()
