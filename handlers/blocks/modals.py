"""Modals: which job for which resume; what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from core.model import JobPosting, Json, ResumeCard
from handlers import text
from handlers.blocks import parts

MATCH_MODAL = "match_modal"
JOB_TEXT = "job_text"
JOB_RECENT = "job_recent"
JOB_FILE = "job_file"
RESUME = "resume"
CHOICE = "choice"
"""action_id of each input; the block_id tells them apart."""
JOB_TEXT_LENGTH = 3_000
NO_JOB = "Paste the job, attach it as a file, or pick a recent one."
FILE_TYPES = ["pdf", "docx", "txt", "md"]
"""For Slack's own dialogue alone; what a file is, its content tells."""
OPTION_LENGTH = 75
OPTIONS = 100
VIEW_BLOCKS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """What a match modal offers.

    Attributes:
        resumes: the user's own, newest first.
        chosen: ids of the resumes the button stood under; empty where the user shall pick one.
        channel_id: where to whisper.
    """

    resumes: Sequence[ResumeCard]
    postings: Sequence[JobPosting]
    chosen: tuple[str, ...] = ()
    channel_id: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What came back from it. `resume_ids` is empty where the user has none yet."""

    text: str
    file_id: str
    posting_id: str
    resume_ids: tuple[str, ...]
    channel_id: str


def modal(title: str, blocks: Sequence[Block], **more: Any) -> View:
    """A modal with a way out."""
    return View(type="modal", title=title, close="Close", blocks=list(blocks), **more)


LOADING = modal("Shortlist", [parts.section("One moment…")])
"""Opened at once, because Slack's permission to open a modal lives for three seconds; filled after."""


def sentence_modal(sentence: str) -> View:
    """Says why there is nothing to fill in."""
    return modal("Shortlist", [parts.section(sentence)])


def match_modal(choice: Choice) -> View:
    """Which job, and for which resume."""
    blocks = [*job_inputs(choice.postings), *_resume_blocks(choice)]
    return modal(
        "Match",
        blocks,
        callback_id=MATCH_MODAL,
        submit="Match",
        private_metadata=parts.ids([choice.channel_id or "-", *choice.chosen]),
    )


def job_inputs(postings: Sequence[JobPosting]) -> list[Block]:
    """Which job: pasted, a file, or a recent one."""
    blocks: list[Block] = [
        InputBlock(
            block_id=JOB_TEXT,
            label="Job",
            optional=True,
            element=PlainTextInputElement(
                action_id=CHOICE,
                multiline=True,
                max_length=JOB_TEXT_LENGTH,
                placeholder="Paste what the job asks for",
            ),
        ),
        InputBlock(
            block_id=JOB_FILE,
            label="Or a file with the job",
            optional=True,
            element=FileInputElement(action_id=CHOICE, filetypes=FILE_TYPES, max_files=1),
        ),
    ]
    if postings:
        blocks.append(
            _select(JOB_RECENT, "Or a recent job", [_of_posting(p) for p in postings], optional=True)
        )
    return blocks


def wanted(view: Json) -> Wanted:
    """What the user filled in. All of it is untrusted: ids are looked up as the user's own later."""
    values = view["state"]["values"]
    channel, *chosen = parts.of_ids(view["private_metadata"]) or ("-",)
    picked = _picked(values, RESUME)
    return Wanted(
        text=(_value(values, JOB_TEXT).get("value") or "").strip(),
        file_id=next((str(one.get("id", "")) for one in _value(values, JOB_FILE).get("files") or ()), ""),
        posting_id=_picked(values, JOB_RECENT),
        resume_ids=(picked,) if picked else tuple(chosen),
        channel_id="" if channel == "-" else channel,
    )


def _resume_blocks(choice: Choice) -> list[Block]:
    if choice.chosen:
        named = [text.name(card.file_name) for card in choice.resumes if card.id in choice.chosen]
        return [parts.context(f"Resume: {', '.join(named)}")]
    if not choice.resumes:
        return [parts.context("You have no resume here yet. I'll match the next one you share, at once.")]
    options = [_option(card.file_name, card.id) for card in choice.resumes[:OPTIONS]]
    return [_select(RESUME, "Resume", options, initial_option=options[0])]


def _select(
    block_id: str, label: str, options: Sequence[Option], *, optional: bool = False, **more: Any
) -> InputBlock:
    element = StaticSelectElement(action_id=CHOICE, options=list(options)[:OPTIONS], **more)
    return InputBlock(block_id=block_id, label=label, optional=optional, element=element)


def _of_posting(posting: JobPosting) -> Option:
    return _option(posting.title or posting.document.visible[0].text, posting.id)


def _option(label: str, value: str) -> Option:
    return Option(label=text.plain(label, OPTION_LENGTH) or "without a name", value=value)


def _value(values: Json, block_id: str) -> Json:
    found: Json = values.get(block_id, {}).get(CHOICE, {})
    return found


def _picked(values: Json, block_id: str) -> str:
    return str((_value(values, block_id).get("selected_option") or {}).get("value", ""))
