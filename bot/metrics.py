"""What Prometheus may count: steps and their seconds, requests. No names, no ids."""

import asyncio
import time
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry, Counter, Histogram

from core.durable import Moment

REGISTRY = CollectorRegistry()
STEPS = Counter("shortlist_steps_total", "Durable steps finished.", ["flow", "step"], registry=REGISTRY)
STEP_SECONDS = Histogram(
    "shortlist_step_seconds",
    "Seconds a durable step took.",
    ["flow"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 60),
    registry=REGISTRY,
)
PREVIEWS = Counter("shortlist_previews_total", "Previews served.", ["from_cache"], registry=REGISTRY)


class StepClock:
    """A hook for durable work that counts its steps and takes their time. A step lives in one task."""

    def __init__(self) -> None:
        self._started: WeakKeyDictionary[asyncio.Task[object], float] = WeakKeyDictionary()

    def __call__(self, kind: str, step: str, moment: Moment) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        if moment == "before":
            self._started[task] = time.perf_counter()
        elif moment == "after" and task in self._started:
            STEPS.labels(kind, step.rstrip("0123456789- ")).inc()
            STEP_SECONDS.labels(kind).observe(time.perf_counter() - self._started.pop(task))
