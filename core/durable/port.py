"""The words of durable work, free of the library below."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")

Ref = Mapping[str, Any]
"""What a flow works on: JSON, ids only, never bytes or text. `team` and `user` in it say whose turn in the queue it is."""

Status = Literal["unknown", "queued", "running", "done", "failed", "cancelled"]
Moment = Literal["before", "did", "after"]
"""Of a step: before its body, after the body but before its checkpoint, after the checkpoint."""


class Work(Protocol):
    """One run of a flow."""

    @property
    def id(self) -> str: ...

    async def step(self, name: str, fn: Callable[[], Awaitable[T]]) -> T:
        """Does one thing, once.

        Steps run one after another, and in the same order whenever the flow runs again: everything that decides the
        order comes out of `ref` and of steps. Do not start a step inside another one.

        Args:
            name: of the step, within its flow. Loops number theirs.
            fn: the body. What it gives back is JSON, and comes back as JSON makes it: tuples as lists.

        Raises:
            CoreError: as the body raised it; kept like a result, so a run after a crash raises it too.
            StepFailed: the body raised anything else; likewise kept. What was raised is its `__cause__` the first time.
        """
        ...


Flow = Callable[[Work, Ref], Awaitable[None]]
Hook = Callable[[str, str, Moment], None]
"""Called with the flow's kind, the step's name and the moment, whenever a body really runs. Tests end the process there."""


class StepFailed(Exception):
    """A step ended in something nobody foresaw. The text is a class name, never the words of the error."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where work stands in the queue.

    Attributes:
        ahead: how much work goes first, what runs included; 0 for work that runs, has ended or waits for nothing.
        wait_s: seconds until its turn, by how long such work took lately; None where nothing has ended yet.
    """

    ahead: int
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Work as it was asked for."""

    kind: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Dead:
    """Work that ended the process each time it was tried, and is not tried again. Somebody waits for its answer."""

    id: str
    kind: str
    ref: Ref
