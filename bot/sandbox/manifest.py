"""What the app's manifest lets it do: scopes, events, commands, shortcuts. The sandbox grants nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EVENT_SCOPES: Mapping[str, tuple[str, ...]] = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
    "app_home_opened": (),
    "agent_session_stopped": (),
    "app_uninstalled": (),
    "tokens_revoked": (),
    "file_shared": ("files:read",),
    "file_created": ("files:read",),
    "file_deleted": ("files:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "reaction_added": ("reactions:read",),
}
"""Events the sandbox can send, each with the scopes of which the app needs one."""


@dataclass(frozen=True)
class App:
    """An installed app. `events` are names as the manifest has them, such as `message.groups`."""

    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: Mapping[str, bool]
    """Command, with its slash: whether Slack escapes users and channels in its text."""
    shortcuts: Mapping[str, str]
    """callback_id: "message" or "global"."""
    interactive: bool
    home_tab: bool
    messages_tab: bool

    def has_any(self, scopes: tuple[str, ...]) -> bool:
        return not scopes or not self.scopes.isdisjoint(scopes)


def read_manifest(source: Path | Mapping[str, Any]) -> App:
    """Read an app manifest, from a YAML file or as a mapping.

    Raises:
        ValueError: it subscribes to an event Slack would refuse: one whose scope is not asked for, or one
            that the sandbox does not know how to send.
    """
    manifest = yaml.safe_load(source.read_text(encoding="utf-8")) if isinstance(source, Path) else source
    features, settings = manifest.get("features") or {}, manifest.get("settings") or {}
    scopes = (manifest.get("oauth_config") or {}).get("scopes") or {}
    home = features.get("app_home") or {}
    app = App(
        name=manifest["display_information"]["name"],
        scopes=frozenset([*(scopes.get("bot") or []), *(scopes.get("bot_optional") or [])]),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or []),
        commands={c["command"]: bool(c.get("should_escape")) for c in features.get("slash_commands") or []},
        shortcuts={s["callback_id"]: s["type"] for s in features.get("shortcuts") or []},
        interactive=bool((settings.get("interactivity") or {}).get("is_enabled")),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True))
        and not home.get("messages_tab_read_only_enabled"),
    )
    _check_events(app)
    return app


def _check_events(app: App) -> None:
    for event in sorted(app.events):
        if event not in EVENT_SCOPES:
            raise ValueError(f"the sandbox does not know the event {event}")
        if not app.has_any(EVENT_SCOPES[event]):
            raise ValueError(f"the event {event} needs one of the scopes {', '.join(EVENT_SCOPES[event])}")
    if app.commands and "commands" not in app.scopes:
        raise ValueError("slash commands need the scope commands")
