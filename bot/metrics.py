"""What Prometheus may count: steps and their seconds, requests. No names, no ids."""

import time
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram

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
    """A hook for durable work that counts its steps and takes their time."""

    def __init__(self) -> None:
        self._started: dict[tuple[str, str, str], float] = {}

    def __call__(self, kind: str, step: str, when: Literal["before", "did", "after"], id: str) -> None:
        if when == "before":
            self._started[id, kind, step] = time.perf_counter()
        elif when == "after":
            STEPS.labels(kind, step).inc()
            started = self._started.pop((id, kind, step), None)
            if started is not None:
                STEP_SECONDS.labels(kind).observe(time.perf_counter() - started)
