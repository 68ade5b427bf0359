"""How often an app may call: Slack's tiers, per method, and the rule for posting.

Source: docs.slack.dev/apis/web-api/rate-limits. Tiers promise "N+ per minute"; we refuse call N+1 in any
minute, which is the strictest reading. chat.postMessage: one a second to a channel, with bursts, and
several hundred a minute in all; Slack tells no figure for the bursts, so ours is a guess.
"""

from collections import deque
from enum import Enum

from bot.sandbox.clock import Clock

MINUTE_S = 60.0
POST_BURST = 30
POST_PER_S = 1.0
POSTS_PER_MINUTE = 300


class Tier(Enum):
    """Calls a minute, for each method."""

    T1 = 1
    T2 = 20
    T3 = 50
    T4 = 100
    SPECIAL = 600
    POST = POSTS_PER_MINUTE


class Rates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_s(self, method: str, tier: Tier, channel: str) -> float:
        """Slack's seconds to wait before this call is welcome; 0.0 when it is now, and then it counts."""
        now = self._clock.now()
        wait_s = self._window_wait_s(method, tier.value, now)
        if tier is Tier.POST and not wait_s:
            wait_s = self._bucket_wait_s(channel, now)
        if not wait_s:
            self._calls[method].append(now)
        return wait_s

    def _window_wait_s(self, method: str, limit: int, now: float) -> float:
        calls = self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - MINUTE_S:
            calls.popleft()
        return calls[0] + MINUTE_S - now if len(calls) >= limit else 0.0

    def _bucket_wait_s(self, channel: str, now: float) -> float:
        left, at = self._buckets.get(channel, (float(POST_BURST), now))
        left = min(float(POST_BURST), left + (now - at) * POST_PER_S)
        if left < 1:
            return (1 - left) / POST_PER_S
        self._buckets[channel] = (left - 1, now)
        return 0.0
