"""manifest.yml: what Slack may ask of us. It stands at the root of the repository, and inside an installed package."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


def path() -> Path:
    """Where the manifest is."""
    inside = _HERE / "manifest.yml"
    return inside if inside.exists() else _HERE.parent / "manifest.yml"


@cache
def load() -> dict[str, Any]:
    """The manifest as data."""
    data: dict[str, Any] = yaml.safe_load(path().read_text(encoding="utf-8"))
    return data


def bot_scopes() -> frozenset[str]:
    """The scopes the bot asks for."""
    return frozenset(load()["oauth_config"]["scopes"]["bot"])
