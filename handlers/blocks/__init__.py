"""Our types → Block Kit. Pure functions, named after what they draw.

All text that is not ours goes through `handlers.text` here, and nowhere else. Slack's limits on a message are kept
with room to spare: at most 45 blocks and 10,000 characters; what does not fit is counted ("+9 more").
"""

from handlers.blocks.edits import (
    EditRun,
    edit_line,
    edits,
    edits_done,
    exported,
    looking,
    shown_run,
)
from handlers.blocks.fixing import CORRECT_MODAL, MISSED, Filled, correction, filled, fix_modal, problems
from handlers.blocks.hidden import hidden_modal
from handlers.blocks.modals import (
    LOADING,
    MATCH_MODAL,
    Choice,
    Wanted,
    match_modal,
    sentence_modal,
    wanted,
)
from handlers.blocks.parts import (
    ACCEPT,
    BUTTONS,
    DELETE,
    FILE_AS_JOB,
    FIX,
    GET_FILE,
    IGNORE,
    IMPROVE,
    IS_RESUME,
    MATCH_MINE,
    MATCH_TO_JOB,
    PASTE_TEXT,
    SEE_READ,
    SHOW_HIDDEN,
    SKIP,
    USE_AS_JOB,
    Reply,
    say,
)
from handlers.blocks.reading import ADD, READ_PAGE, read_modal
from handlers.blocks.reports import job_read, job_saved, match_report
from handlers.blocks.resumes import FileRead, corrected, resume_read, resumes_read, unsure

__all__ = [
    "ACCEPT",
    "ADD",
    "BUTTONS",
    "CORRECT_MODAL",
    "DELETE",
    "FILE_AS_JOB",
    "FIX",
    "GET_FILE",
    "IGNORE",
    "IMPROVE",
    "IS_RESUME",
    "LOADING",
    "MATCH_MINE",
    "MATCH_MODAL",
    "MATCH_TO_JOB",
    "MISSED",
    "PASTE_TEXT",
    "READ_PAGE",
    "SEE_READ",
    "SHOW_HIDDEN",
    "SKIP",
    "USE_AS_JOB",
    "Choice",
    "EditRun",
    "FileRead",
    "Filled",
    "Reply",
    "Wanted",
    "corrected",
    "correction",
    "edit_line",
    "edits",
    "edits_done",
    "exported",
    "filled",
    "fix_modal",
    "hidden_modal",
    "job_read",
    "job_saved",
    "looking",
    "match_modal",
    "match_report",
    "problems",
    "read_modal",
    "resume_read",
    "resumes_read",
    "say",
    "sentence_modal",
    "shown_run",
    "unsure",
    "wanted",
]
