"""Logs: one line a record, ids and counts only. Tokens and addresses are struck out at the root, come what may."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe[.\w-]+"  # Slack's tokens
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"  # e-mail addresses
    r"|\+?\d[\d ()./-]{7,20}\d"  # telephone numbers; also long plain numbers, which is fine
)
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NOISY = (
    "slack_bolt",
    "slack_sdk",
    "aiohttp",
    "dbos",
    "alembic",
    "apscheduler",
    "httpx",
    "uvicorn",
    "pdfminer",
    "sqlalchemy",
)


def _is_ours_or_grave(record: logging.LogRecord) -> bool:
    """Not by the loggers' levels: Bolt sets those of its own, and tells whole requests at INFO."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in _NOISY


def struck_out(text: str) -> str:
    """Text without tokens, e-mail addresses, telephone numbers and control characters."""
    return _CONTROLS.sub(" ", _SECRETS.sub("[struck out]", text))


class _Formatter(structlog.stdlib.ProcessorFormatter):
    def format(self, record: logging.LogRecord) -> str:
        # The last word: whatever a library put into a message or a traceback passes here. The time is ours alone.
        at, _, said = super().format(record).partition(" ")
        return f"{at} " + "\\n".join(map(struck_out, said.split("\n")))


def set_up(level: str) -> None:
    """Sends all records of the process to standard error.

    Args:
        level: of our own records; libraries speak from WARNING on, because some log whole requests below it.
    """
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_is_ours_or_grave)
    handler.setFormatter(
        _Formatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _key_values,
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _key_values(logger: object, name: str, event: MutableMapping[str, Any]) -> str:
    """`2026-11-23T18:25:01Z info ready engine='rules'`."""
    at, level, what = event.pop("timestamp"), event.pop("level"), event.pop("event")
    rest = structlog.processors.KeyValueRenderer(sort_keys=True)(logger, name, event)
    return f"{at} {level} {what} {rest}"
