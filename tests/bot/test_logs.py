"""Logs: one line a record, with nothing of anybody in it, whoever wrote the record."""

import logging
import re
from collections.abc import Iterator

import pytest
import structlog

from bot import logs

SECRETS = (
    "xoxb-12-34-abcDEF",
    "xapp-1-A0-99-ffee",
    "mina.okafor@example.org",
    "+31 20 555 0147",
    "(602) 555-0178",
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("secret", SECRETS)
def test_tokens_addresses_and_numbers_are_struck_out_of_messages_values_and_tracebacks(
    capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    logs.set_up("INFO")
    structlog.get_logger("shortlist").info("shared", by=secret)
    logging.getLogger("some.library").warning("sent %s", secret)
    try:
        raise ValueError(secret)  # noqa: TRY301  # a traceback is what is tested
    except ValueError:
        logging.getLogger("some.library").exception("it broke")
    written = lines(capsys)
    assert len(written) == 3
    assert secret not in "\n".join(written)
    assert all("[struck out]" in line for line in written)


def test_a_record_is_one_line_that_begins_with_its_time(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO")
    structlog.get_logger("shortlist").info("ready\nforged line", engine="rules\x1b[31m")
    [line] = lines(capsys)
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z info ready\\nforged line ", line)
    assert "\x1b" not in line


def test_libraries_are_heard_from_warnings_on(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG")
    stubborn = logging.getLogger("slack_bolt.AsyncRequestVerification")
    stubborn.setLevel(logging.INFO)
    stubborn.info("the whole body of a request")
    logging.getLogger("alembic.runtime.migration").info("Context impl SQLiteImpl.")
    assert lines(capsys) == []
