"""What every bench tells: one measurement a row, held against a bar."""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One measurement: seconds, and the bar in seconds."""

    what: str
    figure: str
    seconds: float
    bar_s: float
    n: int


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0–1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def timed(times: int, work: Callable[[], Awaitable[object]]) -> list[float]:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - started)
    return taken


def show(rows: Iterable[Row]) -> None:
    """A table; what is over its bar is marked."""
    table = Table("what", "figure", "seconds", "bar", "n", "", box=None, padding=(0, 2))
    for row in rows:
        mark = "" if row.seconds <= row.bar_s else "OVER"
        table.add_row(row.what, row.figure, f"{row.seconds:.4f}", f"{row.bar_s:g}", str(row.n), mark)
    Console().print(table)
