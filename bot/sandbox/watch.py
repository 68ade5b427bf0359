"""Waiting for something to be there, without looking again and again."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Watch:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()

    def wake(self) -> None:
        """Something changed: everybody looks once more."""
        for event in self._waiting:
            event.set()

    async def until(self, look: Callable[[], Found | None], timeout_s: float) -> Found | None:
        """What `look` finds, as soon as it finds something; None after `timeout_s` real seconds."""
        event, deadline = asyncio.Event(), time.monotonic() + timeout_s
        self._waiting.add(event)
        try:
            while (found := look()) is None:
                event.clear()
                await asyncio.wait_for(event.wait(), max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            return look()
        finally:
            self._waiting.discard(event)
        return found
