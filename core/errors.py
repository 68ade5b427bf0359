"""Everything that can go wrong, as one tree of facts.

`str(error)` says what happened and, where it is not plain, why; `advice` says what to do next. Both are
sentences for the user, without a closing stop: Slack and the command line print `f"{error}. {error.advice}"`.
"""

from collections.abc import Mapping
from typing import ClassVar


class CoreError(Exception):
    """Something a user should hear about, in plain words."""

    code: ClassVar[str] = "error"
    advice: ClassVar[str] = "Try again in a minute."

    def sentence(self) -> str:
        """What happened, and what to do."""
        return f"{self}. {self.advice}"


# ---------------------------------------------------------------- documents


class DocumentError(CoreError):
    """A file that we do not turn into lines, and why."""

    code = "document"
    advice = "Send the resume as PDF or DOCX."


class EmptyFile(DocumentError):
    """Zero bytes."""

    code = "empty"
    advice = "Upload it again?"


class FileTooLarge(DocumentError):
    """More bytes than we take, or more than we are willing to unpack."""

    code = "file_too_large"
    advice = "Resumes are usually under 1 MB; try removing pictures."


class UnsupportedType(DocumentError):
    """Content that is none of PDF, DOCX, TXT and MD."""

    code = "not_a_document"
    advice = "PDF or DOCX please."


class LegacyDocument(DocumentError):
    """An old .doc, an .rtf or an .odt."""

    code = "legacy_doc"
    advice = "Open it in your word processor, save it as DOCX or PDF, and send that."


class LockedDocument(DocumentError):
    """A password is needed to open it."""

    code = "encrypted"
    advice = "Save a copy without password. Please don't send me the password."


class BrokenDocument(DocumentError):
    """Damaged, cut off, or not what its first bytes say."""

    code = "broken"
    advice = "Export it again as PDF or DOCX and send the new file."


class ScannedDocument(DocumentError):
    """Pages, but they are pictures."""

    code = "scanned"
    advice = "Export it as PDF from Word, or send DOCX."


class EmptyDocument(DocumentError):
    """The file opened but holds no text."""

    code = "no_text"
    advice = "Check that it is the right file, then export the resume as text rather than as a picture."


class TooSlow(DocumentError):
    """The reader was stopped at its time limit."""

    code = "too_slow"
    advice = "Print it to a new PDF, or send DOCX."


class ReaderCrashed(DocumentError):
    """The reader ended in the middle of the file: out of memory, most likely."""

    code = "crashed"
    advice = "Print it to a new PDF, or send DOCX."


class NotAResume(DocumentError):
    """Text, but no jobs, no education, nothing a resume has."""

    code = "not_a_resume"
    advice = "If it is a job, paste it after /match; if it is a resume, send it with its jobs and dates."


class NoJobsByRules(NotAResume):
    """It may be a resume, but rules alone find neither jobs nor education in it."""

    code = "no_jobs_by_rules"


class PostingTooShort(CoreError):
    """Nothing in the posting that a resume could be measured against."""

    code = "posting_too_short"
    advice = "Paste the whole job: what it asks for, line by line."


class NotAPosting(CoreError):
    """A resume where a job was expected."""

    code = "not_a_posting"
    advice = "Share the resume as a file, and paste the job after /match."


# ---------------------------------------------------------------- the engine


class EngineError(CoreError):
    """The language model gave no usable answer. Rules alone carry on."""

    code = "engine"
    advice = "I matched with rules alone (good for skills, weak for wording)."


class EngineDown(EngineError):
    """Nothing listens, or it answers 5xx."""

    code = "engine_down"


class EngineBusy(EngineError):
    """Its queue is full (503)."""

    code = "engine_busy"


class EngineTooSlow(EngineError):
    """No whole answer by the deadline."""

    code = "engine_slow"


class ModelMissing(EngineError):
    """The server is there, the model is not."""

    code = "model_missing"
    advice = "Ask whoever runs the bot to pull it: `shortlist doctor` prints the command."


class BadModelOutput(EngineError):
    """The answer broke its schema, twice."""

    code = "bad_model_output"


class ModelFetchFailed(EngineError):
    """A model file could not be brought here, or is not the file it claims to be."""

    code = "model_fetch"
    advice = "Check the network and run `shortlist models fetch` again; it goes on where it stopped."


# ---------------------------------------------------------------- what was asked for


class NotFound(CoreError):
    """No such thing for this person. Somebody else's thing is answered with the same words."""

    code = "not_found"
    advice = "Share the resume here and press the buttons under my reply to you."


class EditOutdated(CoreError):
    """The text this edit was made for has changed since."""

    code = "edit_outdated"
    advice = "Press Improve again for edits to the present text."


class EditDecided(CoreError):
    """The edit was accepted or skipped before."""

    code = "edit_decided"
    advice = "Nothing was changed a second time."


class CorrectionOutdated(CoreError):
    """The entry that a correction was made for has changed since."""

    code = "correction_outdated"
    advice = "Look at what stands there now and save again."


class InvalidCorrection(CoreError):
    """Something in a correction cannot be: a date that is none, an end before its start.

    Attributes:
        problems: key of the field → a sentence.
    """

    code = "invalid_correction"
    advice = "Change what is marked and save again."

    def __init__(self, text: str, problems: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.problems = problems or {}


class ListOutdated(CoreError):
    """The list of requirements that was changed is not the current one any more."""

    code = "list_outdated"
    advice = "Look at what stands there now and save again."


class InvalidList(CoreError):
    """Something in a list of requirements cannot be: one without a name, none at all.

    Attributes:
        problems: id of the requirement ("" for one to add, "*" for the whole list) → a sentence.
    """

    code = "invalid_list"
    advice = "Change what is marked and save again."

    def __init__(self, text: str, problems: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.problems = problems or {}


class UnsupportedEdit(CoreError):
    """The new text says something that the resume does not."""

    code = "unsupported_edit"
    advice = "Only facts that stand in the resume can be used."


class SkillRefused(CoreError):
    """A skill cannot be added to a workspace's table: its name is none, or means another skill already."""

    code = "skill_refused"
    advice = "Choose another spelling; `/match skills` shows what was added here."


class RankingOff(CoreError):
    """No admin has set what candidates are told."""

    code = "ranking_off"
    advice = "An admin must set the candidate notice first (App Home → Ranking)."


class RankingLocked(CoreError):
    """The self-test of the rules or the model failed."""

    code = "ranking_locked"
    advice = "Whoever runs me finds the reason in the log; matching one's own resume still works."


class RankingRefused(CoreError):
    """There is nothing to rank, or not now."""

    code = "ranking_refused"
    advice = "Share resumes in this channel first, then ask again."


class BallotTooLong(RankingRefused):
    """More candidates than a ballot in Slack can hold."""

    code = "ballot_too_long"
    advice = "Rank without a vote, or in a channel with fewer resumes."


class VoteRunning(CoreError):
    """People vote before they see scores, so no scores are shown."""

    code = "vote_running"
    advice = "The scores come when enough people have voted, or when the time is over."


class VoteOver(CoreError):
    """No vote runs, or not on this candidate."""

    code = "vote_over"
    advice = "Look at the newest message of the ranking."


class OrderChanged(CoreError):
    """Names had a say in a ranking, so there is none."""

    code = "order_changed"
    advice = (
        "Tell whoever runs me: the ranking's record in the audit log says which versions it was made with."
    )


class StorageFailed(CoreError):
    """The database did not take it: full disk, or locked by another process."""

    code = "storage"
    advice = "Nothing was half done. Ask whoever runs the bot to look at the disk, then try again."


class ConfigurationError(CoreError):
    """A setting is missing or wrong."""

    code = "configuration"
    advice = "Run `shortlist doctor`: it names each missing setting and the next step."
