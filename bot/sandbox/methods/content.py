"""Checks on what a message is made of, shared by every way to post one."""

from dataclasses import dataclass

from bot.sandbox import limits
from bot.sandbox.errors import Refused
from bot.sandbox.methods.registry import Args
from bot.sandbox.model import Json


@dataclass(frozen=True)
class Content:
    """Checked parts of a message. None where the app did not send the part, so that an edit can keep it."""

    text: str | None
    blocks: tuple[Json, ...] | None
    attachments: tuple[Json, ...] | None
    metadata: Json | None
    warnings: tuple[str, ...] = ()


def read_content(args: Args, most_chars: int | None = None) -> Content:
    """Read and check text, blocks, attachments, markdown_text and metadata.

    Args:
        args: of the call.
        most_chars: refuse longer text; None cuts it at 40,000 characters, with Slack's warning.

    Raises:
        Refused: in Slack's words.
    """
    blocks, attachments = read_blocks(args), _read_attachments(args)
    text, warnings = _read_text(args, most_chars)
    if "markdown_text" in args:
        if "text" in args or "blocks" in args:
            raise Refused("markdown_text_conflict")
        markdown = check_markdown(args.text("markdown_text"))
        blocks, text = ({"type": "markdown", "text": markdown},), markdown
    return Content(text, blocks, attachments, read_metadata(args), warnings)


def require_something(content: Content) -> None:
    if not (content.text or content.blocks or content.attachments):
        raise Refused("no_text")


def check_markdown(text: str) -> str:
    if not text:
        raise Refused("no_text")
    if len(text) > limits.MARKDOWN_CHARS:
        raise Refused("msg_too_long")
    return text


def _read_text(args: Args, most_chars: int | None) -> tuple[str | None, tuple[str, ...]]:
    if "text" not in args:
        return None, ()
    text = args.text("text")
    if most_chars is not None and len(text) > most_chars:
        raise Refused("msg_too_long")
    if len(text) > limits.MESSAGE_TEXT_CHARS:
        return text[: limits.MESSAGE_TEXT_CHARS], ("message_truncated",)
    return text, ()


def read_blocks(args: Args, name: str = "blocks") -> tuple[Json, ...] | None:
    if name not in args:
        return None
    blocks = args.parsed(name, "invalid_blocks_format")
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    return check_blocks(blocks)


def check_blocks(blocks: list[Json], at: str = "/blocks") -> tuple[Json, ...]:
    """The blocks, when Slack would take them.

    Raises:
        Refused: invalid_blocks with JSON Pointers, or msg_blocks_too_long.
    """
    problems = limits.problems_of_blocks(blocks, at=at)
    if problems:
        lines = limits.messages_of(problems)
        raise Refused("invalid_blocks", lines, errors=lines)
    too_long = limits.block_chars(blocks) > limits.TEXT_OVER_ALL_BLOCKS
    only_markdown = limits.markdown_chars(blocks) == limits.block_chars(blocks)
    if limits.markdown_chars(blocks) > limits.MARKDOWN_CHARS or (too_long and not only_markdown):
        raise Refused("msg_blocks_too_long")
    return tuple(blocks)


def _read_attachments(args: Args) -> tuple[Json, ...] | None:
    if "attachments" not in args:
        return None
    attachments = args.parsed("attachments", "invalid_attachments")
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise Refused("too_many_attachments")
    for i, attachment in enumerate(attachments):
        if attachment.get("blocks"):
            check_blocks(attachment["blocks"], f"/attachments/{i}/blocks")
    return tuple(attachments)


def read_metadata(args: Args) -> Json | None:
    """Message metadata; None when there is none, {} when the app wants the old one gone."""
    if "metadata" not in args:
        return None
    metadata = args.parsed("metadata", "invalid_metadata_format")
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    if metadata:
        _check_metadata(metadata)
    return metadata


def _check_metadata(metadata: Json) -> None:
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema")
    if not set(metadata) <= {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    if limits.metadata_bytes(metadata) > limits.METADATA_BYTES:
        raise Refused("metadata_too_large")
