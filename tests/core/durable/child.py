"""A bot in small, whose process tests may end: flows that leave a line for all they do.

Run as a program it is a nursery: for each plan on its standard input (JSON, one a line) it forks a child and answers
with the child's number, and later with how it ended. So the library is imported once, and each child starts in no time.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from core.durable import Durable, Flow, Ref, Work
from core.errors import ScannedDocument


def noting(path: str) -> Callable[..., None]:
    lines = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)

    def note(**line: Any) -> None:
        os.write(lines, json.dumps(line).encode() + b"\n")

    return note


def flow_of(steps: list[str], note: Callable[..., None], step_s: float) -> Flow:
    async def flow(work: Work, ref: Ref) -> None:
        def body_of(step: str) -> Callable[[], Awaitable[str]]:
            async def body() -> str:
                note(id=work.id, step=step, what="begin")
                await asyncio.sleep(step_s)
                if step == "refuse":
                    raise ScannedDocument("This PDF is a picture")
                note(id=work.id, step=step, what="end")
                return f"{step} of {ref['user']}"

            return body

        for step in steps:
            try:
                note(id=work.id, step=step, what="result", result=await work.step(step, body_of(step)))
            except ScannedDocument as error:
                note(id=work.id, step=step, what="refused", sentence=error.sentence())

    return flow


async def live(plan: dict[str, Any]) -> None:
    note = noting(plan["lines"])

    def hook(_kind: str, step: str, moment: str) -> None:
        if moment == "after":
            note(step=step, what="kept")
        if [step, moment] == plan.get("kill"):
            os.kill(os.getpid(), signal.SIGKILL)

    flow = flow_of(plan["steps"], note, plan.get("step_s", 0.0))
    durable = Durable(
        plan["url"],
        executor_id=plan.get("executor_id", "local"),
        flows={"now": flow, "queued": flow},
        queued=frozenset({"queued"}),
        llm_concurrency=plan.get("concurrency", 4),
        poll_s=0.05,
        lease_s=plan.get("lease_s", 15.0),
        recoveries=plan.get("recoveries", 3),
        hook=hook,
    )
    await durable.launch()
    for id, kind in plan.get("start", ()):
        note(id=id, what="start", new=await durable.start(id, kind, {"team": "T", "user": "U"}))
    note(what="up")
    for id in plan.get("wait", ()):
        note(id=id, what="status", status=await durable.wait(id, 20))
    await asyncio.sleep(plan.get("stay_s", 0.0))
    await durable.close(1)


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def nursery() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.stdin.close()
            os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # answers are the nursery's alone
            asyncio.run(live(json.loads(line)))
            os._exit(0)
        _answer(pid)
        _, status = os.waitpid(pid, 0)
        _answer(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    nursery()
