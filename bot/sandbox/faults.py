"""Trouble on request: what a network and a busy Slack do to a call, as often as a test asks."""

from dataclasses import dataclass
from enum import Enum
from random import Random


class FaultKind(Enum):
    """What happens to the call."""

    DROP_BEFORE = "the connection is cut and nothing was done"
    DROP_AFTER = "Slack does it, and the connection is cut before the answer"
    RATE_LIMITED = "429 with Retry-After, nothing was done"
    SERVER_ERROR = "an HTTP status of 5xx, nothing was done"
    ERROR_AFTER = "Slack does it, and answers with an HTTP status of 5xx"
    REFUSED = "ok: false with an error of your choice, nothing was done"
    NOT_JSON = "a page of HTML with status 200, nothing was done"
    SLOW = "the answer comes late"
    SLOW_BYTES = "a file comes in small pieces, with a pause after each"
    ENDLESS_BODY = "a file that never ends"
    CUT_BODY = "a file that stops half-way"
    REDIRECT = "a file that is said to be elsewhere"
    SIGN_IN = "the sign-in page instead of a file"


@dataclass
class Fault:
    """One kind of trouble for one method ("*" for each). `times` is None for ever."""

    method: str
    kind: FaultKind
    times: int | None
    chance: float
    retry_after_s: int
    status: int
    delay_s: float
    error: str
    location: str


class Faults:
    """Add trouble here. The file kinds act on the method "files:download"."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._waiting: list[Fault] = []
        self.happened: list[tuple[str, FaultKind]] = []

    def add(
        self,
        method: str,
        kind: FaultKind,
        times: int | None = 1,
        *,
        chance: float = 1.0,
        retry_after_s: int = 1,
        status: int = 503,
        delay_s: float = 0.5,
        error: str = "internal_error",
        location: str = "",
    ) -> None:
        """From now on, calls of `method` meet `kind`, each with probability `chance` (0–1), `times` times."""
        fault = Fault(method, kind, times, chance, retry_after_s, status, delay_s, error, location)
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The trouble this call meets, if any; it is used up by asking."""
        for fault in self._waiting:
            if fault.method not in (method, "*") or self._random.random() >= fault.chance:
                continue
            if fault.times is not None:
                fault.times -= 1
            self._waiting = [f for f in self._waiting if f.times is None or f.times > 0]
            self.happened.append((method, fault.kind))
            return fault
        return None
