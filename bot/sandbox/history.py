"""What the app asked of Slack: every call, in the order in which it was answered."""

from dataclasses import dataclass, field

from bot.sandbox.model import Json


@dataclass(frozen=True)
class Call:
    """One request the sandbox got.

    `method` is Slack's name ("chat.postMessage"), or one of our own for requests that have none:
    "files:upload", "files:download", "response_url". `status` is the HTTP status, 0 where the connection
    was cut on purpose. `error` is Slack's error word, empty when `ok`. Tokens and file bytes are not kept.
    """

    method: str
    args: Json
    at: float
    """Unix seconds when the request came."""
    ok: bool
    error: str
    status: int
    took_s: float = 0.0
    answer: Json = field(default_factory=dict)
