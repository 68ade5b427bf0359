"""manifest.yml: within Slack's limits, and in step with what the bot answers and calls."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import manifest
from core.pipeline import Pipeline
from core.selftest import SelfTests
from handlers import QUEUED, Files, Runs, Slack, blocks, flows, register

ROOT = Path(__file__).parents[1]
MANIFEST = manifest.load()

SCOPES: dict[str, set[str]] = {
    "assistant:write": {"features.agent_view"},
    "channels:history": {"message.channels", "conversations_history", "conversations_replies"},
    "groups:history": {"message.groups", "conversations_history", "conversations_replies"},
    "im:history": {"message.im", "conversations_history", "conversations_replies"},
    "mpim:history": {"message.mpim", "conversations_history", "conversations_replies"},
    "channels:read": {"conversations_info", "conversations_members"},
    "groups:read": {"conversations_info", "conversations_members"},
    "mpim:read": {"conversations_info", "conversations_members"},
    "im:write": {"conversations_open"},
    "chat:write": {
        "chat_postMessage", "chat_update", "chat_delete", "chat_postEphemeral", "chat_startStream", "chat_appendStream",
        "chat_stopStream",
    },
    "commands": {"/match"},
    "files:read": {"files_info", "download"},
    "users:read": {"users_info", "users_list"},
    "files:write": {"files_getUploadURLExternal", "files_completeUploadExternal", "files_delete"},
}  # fmt: skip
"""Scope → what needs it: events, commands, features, and methods of the Web API. Source: docs.slack.dev/reference/scopes."""
FREE = {
    "auth_test",
    "chat_getPermalink",
    "views_open",
    "views_push",
    "views_update",
    "views_publish",
    "app_home_opened",
}
"""Methods that need no scope of their own."""
LENGTHS = {
    "display_information.name": (1, 35),
    "display_information.description": (0, 140),
    "display_information.long_description": (175, 4000),
    "features.bot_user.display_name": (1, 80),
    "features.agent_view.agent_description": (1, 300),
}
"""Schema limits of slackapi/manifest-schema 0.5.0."""


def at(path: str) -> Any:
    found: Any = MANIFEST
    for key in path.split("."):
        found = found[key]
    return found


def called_methods() -> set[str]:
    """Names of the Web API methods that the handlers call: attributes of a client, by the SDK's prefixes."""

    def names() -> Iterator[str]:
        for path in (ROOT / "handlers").rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and re.match(
                    r"(chat|conversations|files|views|auth|users)_", node.attr
                ):
                    yield node.attr

    return set(names())


def built() -> tuple[AsyncApp, list[str]]:
    """The real app with its listeners, and the kinds of work; nothing is connected."""
    client = AsyncWebClient(token="xoxb-none")
    app = AsyncApp(client=client, signing_secret="x")
    slack, runs = Slack(client), Runs()
    pipeline = Pipeline.__new__(Pipeline)  # registering calls no verb
    tests = SelfTests.__new__(SelfTests)  # likewise
    register(app, pipeline=pipeline, runs=runs, slack=slack, page=lambda *_: None, tests=tests)
    kinds = flows(pipeline=pipeline, runs=runs, slack=slack, files=Files(slack, max_bytes=1), tests=tests)
    return app, list(kinds)


def payloads() -> dict[str, dict[str, Any]]:
    """What Slack can send us by this manifest, and by the buttons and modals that we draw."""
    who = {"team": {"id": "T1"}, "user": {"id": "U1"}}
    actions = {
        name: {
            "type": "block_actions",
            **who,
            "actions": [{"type": "button", "action_id": name, "block_id": "b"}],
        }
        for name in (*blocks.BUTTONS, blocks.ADD, blocks.COMPARE_LEFT, blocks.COMPARE_RIGHT)
    }
    events = {
        f"{name} {subtype}": {
            "type": "event_callback",
            "event": {"type": name.split(".")[0], **({"subtype": subtype} if subtype else {})},
        }
        for name in at("settings.event_subscriptions.bot_events")
        for subtype in ("", "file_share", "message_changed", "message_deleted", "thread_broadcast")
    }
    commands = {one["command"]: {"command": one["command"]} for one in at("features.slash_commands")}
    modals = {
        one: {"type": "view_submission", **who, "view": {"callback_id": one, "type": "modal"}}
        for one in (
            blocks.MATCH_MODAL,
            blocks.RANK_MODAL,
            blocks.SETTINGS_MODAL,
            blocks.CORRECT_MODAL,
            blocks.LIST_MODAL,
        )
    }
    shortcuts = {
        f"{one['callback_id']} in a message's menu": {
            "type": "message_action",
            "callback_id": one["callback_id"],
            **who,
        }
        for one in at("features.shortcuts")
    }
    return {**actions, **events, **commands, **modals, **shortcuts}


async def takers(body: dict[str, Any]) -> set[int]:
    """The listeners that take this, by their place in the register."""
    app, _ = built()
    request = AsyncBoltRequest(body=body, mode="socket_mode")
    response = BoltResponse(status=200)
    return {
        place
        for place, listener in enumerate(app._async_listeners)
        if await listener.async_matches(req=request, resp=response)
    }


@pytest.mark.parametrize("path", LENGTHS)
def test_texts_keep_to_slacks_lengths(path: str) -> None:
    least, most = LENGTHS[path]
    assert least <= len(at(path)) <= most


def test_the_app_looks_as_slack_wants_it() -> None:
    assert re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", at("display_information.background_color"))
    assert at("features.app_home.messages_tab_enabled")
    assert not at("features.app_home.messages_tab_read_only_enabled")
    assert "assistant_view" not in MANIFEST["features"]  # the older kind; both at once are refused
    prompts = at("features.agent_view.suggested_prompts")
    assert len(prompts) <= 4
    assert all(set(one) == {"title", "message"} for one in prompts)
    for command in at("features.slash_commands"):
        assert re.fullmatch(r"/\S{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command.get("usage_hint", "")) <= 1000
        assert "url" not in command  # Socket Mode
    for shortcut in at("features.shortcuts"):
        assert shortcut["type"] == "message"
        assert 1 <= len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    assert at("settings.socket_mode_enabled") is True
    assert at("settings.interactivity.is_enabled") is True
    assert "request_url" not in at("settings.event_subscriptions")


def test_every_scope_is_used_and_everything_used_has_its_scope() -> None:
    scopes = set(at("oauth_config.scopes.bot"))
    assert scopes == set(SCOPES)
    assert not any(one.startswith(("admin", "search", "users:read.", "users.profile")) for one in scopes)
    assert "user" not in at("oauth_config.scopes")
    methods = called_methods()
    needed = set().union(*SCOPES.values())
    assert methods <= needed | FREE
    for scope, uses in SCOPES.items():
        events = set(at("settings.event_subscriptions.bot_events"))
        commands = {one["command"] for one in at("features.slash_commands")}
        features = {f"features.{name}" for name in MANIFEST["features"]}
        assert uses & (methods | events | commands | features | {"download"}), (
            f"{scope} is asked for and not used"
        )


async def test_everything_slack_can_send_has_a_listener_and_every_listener_hears_something() -> None:
    found = {name: await takers(body) for name, body in payloads().items()}
    assert [name for name, some in found.items() if not some] == []
    app, _ = built()
    assert set().union(*found.values()) == set(range(len(app._async_listeners)))


async def test_what_the_manifest_does_not_name_is_not_listened_for() -> None:
    others: list[dict[str, Any]] = [
        {"command": "/other"},
        {"type": "event_callback", "event": {"type": "app_mention"}},
        {"type": "event_callback", "event": {"type": "file_shared"}},
        {"type": "message_action", "callback_id": "other"},
        {"type": "shortcut", "callback_id": "use_as_job"},  # a message's menu alone has it
    ]
    assert [await takers(body) for body in others] == [set()] * len(others)


def test_work_that_waits_for_the_model_is_work_that_exists() -> None:
    _, kinds = built()
    assert set(kinds) >= QUEUED


def test_every_button_that_can_be_drawn_is_one_that_is_listened_to() -> None:
    drawn = set()
    for path in (ROOT / "handlers").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", getattr(node.func, "attr", "")) == "button"
            ):
                drawn.add(ast.unparse(node.args[1]).removeprefix("parts.").removeprefix("blocks."))
    assert {getattr(blocks, name) for name in drawn} == blocks.BUTTONS
