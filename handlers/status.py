"""/match status, and the house's nightly self-test: admins hear of it when it fails, and when it passes again."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError

from core.errors import StorageFailed
from core.selftest import SelfTests
from handlers.blocks.parts import Reply
from handlers.blocks.status import self_test_failed, self_test_passed, status
from handlers.runs import Run, Runs
from handlers.slack import Place, Unclear, Unreachable

Look = Callable[[AsyncAck], Awaitable[None]]
LOG = structlog.get_logger("shortlist.self_test")
KIND = "self_test"


async def on_status(ack: AsyncAck, *, tests: SelfTests, runs: Runs) -> None:
    """Answers the caller alone, where the command was typed."""
    reply = status(await tests.health(), waiting=await runs.durable.waiting())
    await ack(text=reply.text, blocks=reply.json)


async def begin_self_test(tests: SelfTests, runs: Runs) -> None:
    """Begins today's run, unless it has begun, here or on another replica."""
    today = date.today()  # noqa: DTZ011  # the night is that of the machine
    try:
        await runs.start(await tests.period(today), KIND, {})
    except StorageFailed as error:
        LOG.warning("self-test not begun", code=error.code)


async def self_test(run: Run, *, tests: SelfTests) -> None:
    """Runs it, and tells admins where the answer is another one than the last that they know."""

    async def try_out() -> dict[str, Any]:
        found = await tests.run(run.work.id, by="clock")
        LOG.info("self-test", passed=found.passed, made=found.made, failed=list(found.failed))
        return {"failed": list(found.failed), "had_failed": await tests.had_failed(run.work.id)}

    outcome = await run.work.step("try out", try_out)
    if bool(outcome["failed"]) == outcome["had_failed"]:
        return
    reply = self_test_failed(outcome["failed"]) if outcome["failed"] else self_test_passed()
    for number, admin in enumerate(await run.work.step("admins", run.slack.admins), 1):
        await _tell(run, number, admin, reply)


async def _tell(run: Run, number: int, admin: str, reply: Reply) -> None:
    step = f"tell {number}"

    async def tell() -> None:
        try:
            direct = Place(await run.slack.direct(admin))
            await run.slack.post_once(direct, reply, run.key(step), sure=run.is_first)
        except (SlackApiError, Unclear, Unreachable):  # who left must not keep the others from hearing it
            LOG.warning("admin not told")

    await run.work.step(step, tell)
