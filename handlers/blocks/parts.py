"""What every reply is made of: sections, buttons, and the budget of a message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    MarkdownTextObject,
    SectionBlock,
)

from core.text import cut
from handlers import text

MATCH_TO_JOB = "match_to_job"
SEE_READ = "see_what_i_read"
IMPROVE = "improve"
DELETE = "delete_resumes"
ACCEPT = "accept_edit"
SKIP = "skip_edit"
GET_FILE = "get_file"
USE_AS_JOB = "use_as_job"
PASTE_TEXT = "paste_text"
MATCH_MINE = "match_my_resume"
SHOW_HIDDEN = "show_hidden_text"
FIX = "fix"
READ_PAGE = "read_page"
READ_BACK = "read_back"
READ_ALL = "read_all"
IS_RESUME = "it_is_a_resume"
FILE_AS_JOB = "use_file_as_job"
IGNORE = "ignore_file"
CANCEL = "cancel_waiting"
ALL_VERDICTS = "all_verdicts"
OPEN_REPORT = "open_report"
WHY = "why"
SCORE_AGAIN = "score_again"
CHECK_LIST = "check_the_list"
LIST_PAGE = "list_page"
LIST_BACK = "list_back"
COMPARE = "compare_candidates"
REVEAL = "reveal_names"
EXPORT_LOG = "export_ranking_log"
RANK_MORE = "ranking_more"
VOTE_FIRST = "vote_first"
VOTE_YES = "vote_yes"
VOTE_NO = "vote_no"
VOTE_UNSURE = "vote_unsure"
READ_BLIND = "read_blind"
RANKING_SETTINGS = "ranking_settings"
BUTTONS = frozenset(
    {
        MATCH_TO_JOB, SEE_READ, IMPROVE, DELETE, ACCEPT, SKIP, GET_FILE, USE_AS_JOB, PASTE_TEXT, MATCH_MINE, SHOW_HIDDEN,
        FIX, IS_RESUME, FILE_AS_JOB, IGNORE, CANCEL, READ_PAGE, READ_BACK, READ_ALL, ALL_VERDICTS, OPEN_REPORT, WHY, CHECK_LIST,
        SCORE_AGAIN, LIST_PAGE, LIST_BACK,
        COMPARE, REVEAL, EXPORT_LOG, RANK_MORE, VOTE_FIRST, VOTE_YES, VOTE_NO, VOTE_UNSURE, READ_BLIND, RANKING_SETTINGS,
    }
)  # fmt: skip
"""The action_id of every button."""

SECTION_LENGTH = 3_000
MESSAGE_LENGTH = 10_000
MESSAGE_BLOCKS = 45
FALLBACK_LENGTH = 3_000
"""Slack takes 4,000 characters of `text` in an update."""


@dataclass(frozen=True)
class Reply:
    """A message: what a notification and a screen reader say, and the blocks that are seen.

    Attributes:
        text: mrkdwn, inert; stands alone where there are no blocks.
    """

    text: str
    blocks: tuple[Block, ...] = ()

    @property
    def json(self) -> list[dict[str, Any]]:
        """The blocks as Slack takes them.

        Raises:
            SlackObjectFormationError: a limit of Slack is broken.
        """
        return [block.to_dict() for block in self.blocks]


def say(sentence: str, *buttons: ButtonElement) -> Reply:
    """A reply of a sentence or two (mrkdwn, already inert), perhaps with buttons.

    A block even where text would do: only in blocks can Slack be kept from making links of bare addresses.
    """
    shown = cut(sentence, FALLBACK_LENGTH)
    return Reply(shown, (section(shown), *actions(*buttons)))


def section(mrkdwn: str, block_id: str | None = None, *, beside: ButtonElement | None = None) -> SectionBlock:
    """`verbatim` keeps Slack from turning words of ours into links and mentions.

    Args:
        mrkdwn: inert already.
        block_id: where it is looked for later.
        beside: a button at its right.
    """
    shown = MarkdownTextObject(text=cut(mrkdwn, SECTION_LENGTH), verbatim=True)
    return SectionBlock(text=shown, block_id=block_id, accessory=beside)


def context(mrkdwn: str, block_id: str | None = None) -> ContextBlock:
    """Small print."""
    shown = MarkdownTextObject(text=cut(mrkdwn, SECTION_LENGTH), verbatim=True)
    return ContextBlock(elements=[shown], block_id=block_id)


def actions(*buttons: ButtonElement, block_id: str | None = None) -> tuple[Block, ...]:
    """A row of buttons, or nothing at all where there is none."""
    return (ActionsBlock(elements=list(buttons), block_id=block_id),) if buttons else ()


def button(label: str, action_id: str, value: str, **more: Any) -> ButtonElement:
    """A button. `value` holds ids only: it comes back from outside."""
    return ButtonElement(text=label, action_id=action_id, value=value, **more)


def cancel_button(work_id: str) -> ButtonElement:
    """Beside a wait: whoever asked need not."""
    return button("Cancel", CANCEL, work_id)


def delete_button(resume_ids: Sequence[str]) -> ButtonElement:
    """Asks once more before it is too late."""
    what = "This resume" if len(resume_ids) == 1 else f"These {len(resume_ids)} resumes"
    confirm = ConfirmObject(
        title="Delete?",
        text=f"{what}, every match and edit, and the files I posted. The file *you* posted in Slack stays; "
        "delete it there.",
        confirm="Delete",
        deny="Keep",
        style="danger",
    )
    return button("Delete", DELETE, ids(resume_ids), style="danger", confirm=confirm)


def ids(some: Iterable[str]) -> str:
    """Ids in one value; `of_ids` takes them apart."""
    return " ".join(some)


def of_ids(value: str) -> tuple[str, ...]:
    return tuple(value.split())


def within(groups: Sequence[tuple[Block, ...]], blocks: int, characters: int) -> int:
    """How many of these groups, from the first on, stay within a budget."""
    for count, group in enumerate(groups):
        blocks -= len(group)
        characters -= sum(length(block.to_dict()) for block in group)
        if blocks < 0 or characters < 0:
            return count
    return len(groups)


def length(part: Any) -> int:
    """Characters of all text in a block."""
    if isinstance(part, dict):
        own = len(part["text"]) if isinstance(part.get("text"), str) else 0
        return own + sum(length(value) for value in part.values() if isinstance(value, dict | list))
    return sum(length(one) for one in part) if isinstance(part, list) else 0


def plural(number: int, noun: str, many: str | None = None) -> str:
    """`1 job`, `4 jobs`, `2 degrees`."""
    return f"{number} {noun if number == 1 else many or noun + 's'}"


def quoted(words: str, limit: int = 160) -> str:
    """Somebody else's words, in quotation marks, inert."""
    return f'"{text.inert(words, limit)}"'
