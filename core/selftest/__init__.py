"""The house tries itself with made people, on what is installed; what comes out decides whether people may be ranked."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from typing import Literal

from core.engine import Engine
from core.errors import CoreError, NotFound
from core.model import Check, SelfTest
from core.selftest import checks
from core.selftest.health import Health, look
from core.selftest.installed import installed
from core.selftest.lab import Lab, open_lab
from core.storage import EVERYWHERE, Store

__all__ = ["Health", "SelfTests", "try_out"]

CHECKS: dict[str, Callable[[Lab], Awaitable[Check]]] = {
    "repeat": checks.repeat,
    "stuffing": checks.stuffing,
    "name swap": checks.name_swap,
    "hidden text": checks.hidden_text,
    "engine": checks.engine,
}


PAUSE_S = 300.0
"""Before a model is asked again that talked nonsense, which any does now and then; by then a server has started anew, too."""


async def try_out(engine: Engine) -> SelfTest:
    """All checks, one after the other: about five seconds by rules, in one thread and one child process.

    What breaks off has failed: only a check that came to its end can vouch for anything.
    """
    at, started = time.time(), time.perf_counter()
    what = await installed(engine)
    try:
        async with open_lab(engine) as lab:
            found = tuple([await _checked(name, lab) for name in CHECKS])
    except CoreError as error:
        found = tuple(_broken(name, error) for name in CHECKS)
    return SelfTest(what, found, at, time.perf_counter() - started)


async def _checked(name: str, lab: Lab) -> Check:
    try:
        return await CHECKS[name](lab)
    except CoreError as error:
        return _broken(name, error)


def _broken(name: str, error: CoreError) -> Check:
    return Check(name, "failed", f"it broke off ({error.code})")


class SelfTests:
    """Runs of the installed house, kept; a failed one locks ranking for all workspaces until one passes."""

    def __init__(
        self, engine: Engine, store: Store, *, reads_scans: bool = False, pause_s: float = PAUSE_S
    ) -> None:
        self._engine = engine
        self._store = store
        self._reads_scans = reads_scans
        self._pause_s = pause_s

    async def period(self, day: date) -> str:
        """Names the one run of this day over all replicas; whatever else gets installed that day has a run of its own."""
        return f"self-test:{day.isoformat()}:{(await installed(self._engine)).mark}"

    async def run(self, id: str, *, by: Literal["clock", "hand"]) -> SelfTest:
        """Tries the house out, keeps the result, and locks or unlocks ranking for all workspaces.

        Where the model's answer is all that failed, the clock's run is made once more after a pause, and that one counts:
        rules give the same answer each time, a model need not.

        Args:
            id: of this run; the same one again replaces its result.

        Raises:
            StorageFailed: not all of it is on disk; the lock is, if it was to be.
        """
        found = await try_out(self._engine)
        if by == "clock" and set(found.failed) == {"engine"}:
            await asyncio.sleep(self._pause_s)
            found = await try_out(self._engine)
        why = reason(found)
        if why:
            await self._store.lock_ranking(EVERYWHERE, why)
        await self._store.save_self_test(id, found, by=by)
        if not why:
            await self._store.unlock_ranking(EVERYWHERE)
        return found

    async def health(self) -> Health:
        """How the house is now, in two seconds at most."""
        return await look(self._engine, self._store, reads_scans=self._reads_scans)

    async def had_failed(self, id: str) -> bool:
        """Had the run failed that the clock began before this one? Then admins know it."""
        with suppress(NotFound):
            return bool((await self._store.newest_self_test(by="clock", before=id)).failed)
        return False


def reason(found: SelfTest) -> str:
    """Why ranking is locked, as a clause: "the self-test failed (name swap)"; "" where it is not."""
    return f"the self-test failed ({', '.join(found.failed)})" if found.failed else ""
