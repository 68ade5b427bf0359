"""Time as the sandbox tells it, and the ids it gives out."""

import asyncio
import math
import string
import time
from random import Random

ID_LETTERS = string.ascii_uppercase + string.digits
MICROSECONDS = 1_000_000


class Clock:
    """Slack's seconds, which may pass faster than ours.

    Lifetimes, redelivery waits and rate windows are told in Slack's seconds; one of them lasts `scale`
    real seconds. The three seconds an app has for an answer are never scaled: real code has to meet them.
    """

    def __init__(self, scale: float) -> None:
        if scale <= 0:
            raise ValueError("time_scale must be above 0")
        self.scale = scale

    def now(self) -> float:
        """Slack's seconds since some fixed moment."""
        return time.monotonic() / self.scale

    async def sleep(self, slack_seconds: float) -> None:
        await asyncio.sleep(slack_seconds * self.scale)

    def retry_after_s(self, slack_seconds: float) -> int:
        """What a Retry-After header says: whole real seconds, at least one."""
        return max(1, math.ceil(slack_seconds * self.scale))


class Ids:
    """Ids in Slack's shapes, the same for the same seed; timestamps that never repeat."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._last_us = 0

    def make(self, prefix: str, length: int = 10) -> str:
        return prefix + "".join(self._random.choices(ID_LETTERS, k=length))

    def secret(self, length: int = 24) -> str:
        return "".join(self._random.choices(string.ascii_letters + string.digits, k=length))

    def number(self) -> int:
        return self._random.randrange(10**12)

    def ts(self) -> str:
        """A message timestamp: Unix seconds with six decimals, always later than the one before."""
        self._last_us = max(time.time_ns() // 1000, self._last_us + 1)
        return f"{self._last_us // MICROSECONDS}.{self._last_us % MICROSECONDS:06d}"
