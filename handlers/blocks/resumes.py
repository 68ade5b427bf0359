"""A resume that was read, alone or with others; a file that may be none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from core.model import Resume, Twin
from core.text import cut
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply, plural

FILES_SHOWN = 10
NOTICES_SHOWN = 5
DOUBTS_SHOWN = 3
LACKING_SHOWN = 4
REFUSAL_LENGTH = 220
"""In a list of ten; alone it is told whole."""
CLOSENESS = ("file", "text", "person")
HIDDEN = "hidden_text"
CORRECTED_SHOWN = 8
SECOND_LOOK = "The model will look at what I doubt."


@dataclass(frozen=True, slots=True)
class FileRead:
    """One shared file: the resume it became, or the sentences that say why it did not.

    Attributes:
        resume: None where it became none.
        twins: earlier resumes of the same sharer that are like it.
        unsure: id of a file that does not look like a resume; its sharer is asked what it is.
        is_open: a model is asked whether it is one.
    """

    file_name: str
    resume: Resume | None = None
    refusal: str = ""
    twins: Sequence[Twin] = ()
    unsure: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a resume, and what can be done about it."""

    told: str
    button: ButtonElement | None = None


def resume_read(
    resume: Resume, twins: Sequence[Twin] = (), *, waits: str = "", turn: str = "", told: str = ""
) -> Reply:
    """One resume, read.

    Args:
        waits: id of the work that asks a model about its doubts, while it has no turn yet.
        turn: what is told of its place in the queue.
        told: what became of it, where it was cancelled.
    """
    summary = _summary(resume)
    own = (
        parts.button("Match to a job", parts.MATCH_TO_JOB, resume.id, style="primary"),
        parts.button("See what I read", parts.SEE_READ, resume.id),
        *([_fix(resume)] if _checks(resume) else []),
        parts.button("Improve", parts.IMPROVE, resume.id),
        parts.delete_button([resume.id]),
    )
    notes = [_drawn(one) for one in _notes(resume, twins)]
    if waits:
        notes.append(_drawn(Note(f"{SECOND_LOOK} {turn}", parts.cancel_button(waits))))
    if told:
        notes.append(_drawn(Note(told)))
    return Reply(summary, (parts.section(summary), *notes, *parts.actions(*own)))


def resumes_read(files: Sequence[FileRead]) -> Reply:
    """Several files that came in one message: one reply that lists them."""
    shown = [_file(one) for one in files[:FILES_SHOWN]]
    more = [f"+{len(files) - FILES_SHOWN} more"] if len(files) > FILES_SHOWN else []
    head = f"{len(files)} files:"
    listed = "  ".join([f"{head} {shown[0]}", *shown[1:], *more])
    whole = [listed] if len(listed) <= parts.SECTION_LENGTH else [head, *shown, *more]
    read = [one.resume.id for one in files if one.resume]
    buttons = parts.actions(*_buttons_for(read))
    notes = _notes_of_all(files, room=parts.MESSAGE_BLOCKS - len(whole) - len(buttons))
    return Reply(
        cut(listed, parts.FALLBACK_LENGTH), (*(parts.section(one) for one in whole), *notes, *buttons)
    )


def unsure(sentence: str, resume_id: str, file_name: str = "", *, waits: str = "") -> Reply:
    """A file that does not look like a resume: its sharer says what it is.

    Args:
        sentence: what it looks like, inert.
        file_name: given where it came with others.
        waits: id of the work that asks a model about it, while it has no turn yet.
    """
    named = f"{text.name(file_name)}: " if file_name else ""
    return parts.say(
        f"{named}{sentence}",
        parts.button("It is a resume", parts.IS_RESUME, resume_id),
        parts.button("Use as job", parts.FILE_AS_JOB, resume_id),
        parts.button("Ignore", parts.IGNORE, resume_id),
        *([parts.cancel_button(waits)] if waits else []),
    )


# ---------------------------------------------------------------- several


def _buttons_for(resume_ids: Sequence[str]) -> list[Any]:
    if not resume_ids:
        return []
    label = {1: "Match to a job", 2: "Match both to a job"}.get(
        len(resume_ids), f"Match all {len(resume_ids)} to a job"
    )
    match = parts.button(label, parts.MATCH_TO_JOB, parts.ids(resume_ids), style="primary")
    return [match, parts.delete_button(resume_ids)]


def _file(one: FileRead) -> str:
    shown = text.name(one.file_name)
    return f"{shown} ✗ {cut(one.refusal, REFUSAL_LENGTH)}" if one.refusal else f"{shown} ✓"


def _notes_of_all(files: Sequence[FileRead], *, room: int) -> Iterator[Block]:
    """What is to be known about each, under its name."""
    notes = [
        Note(f"{text.name(one.file_name)}: {note.told}", note.button)
        for one in files[:FILES_SHOWN]
        if one.resume
        for note in _notes(one.resume, one.twins)
    ]
    fitting = parts.within(
        [(_drawn(one),) for one in notes], room - 1, parts.MESSAGE_LENGTH - parts.SECTION_LENGTH
    )
    yield from (_drawn(one) for one in notes[:fitting])
    if fitting < len(notes):
        yield parts.context(f"+{len(notes) - fitting} more notes. Share a file alone to see all of its own.")


# ---------------------------------------------------------------- one


def _summary(resume: Resume) -> str:
    pages = resume.document.pages
    much = plural(pages, "page") if pages else plural(len(resume.document.visible), "line")
    counted = ", ".join(_counts(resume))
    checks = "; ".join(_checks(resume))
    return f"Read {much}: {counted}." + (f"  Check: {checks.removesuffix('.')}." if checks else "")


def _checks(resume: Resume) -> list[str]:
    """What was read in one of two ways. Jobs that lack their dates altogether have a note of their own."""
    dateless = {pointer for pointer, _ in _lacking(resume)}
    doubts = [one for one in resume.doubts if not (one.pointer in dateless and "no dates" in one.text)]
    told = [shown for one in doubts[:DOUBTS_SHOWN] if (shown := text.inert(one.text))]
    return [*told, f"+{len(doubts) - DOUBTS_SHOWN} more"] if len(doubts) > DOUBTS_SHOWN else told


def _counts(resume: Resume) -> list[str]:
    fields = resume.fields
    work = fields.get("work", [])
    skills = sum(len(group.get("keywords") or [0]) for group in fields.get("skills", []))
    degrees = len(fields.get("education", []))
    told = [
        plural(len(work), "job") if work else "",
        _years(work),
        plural(skills, "skill") if skills else "",
        plural(degrees, "degree") if degrees else "",
    ]
    return [one for one in told if one] or ["no jobs and no education that I could tell apart"]


def _years(work: Sequence[dict[str, Any]]) -> str:
    """From the first start to the last end; an entry that has no end is still going on."""
    starts = [entry["startDate"][:4] for entry in work if entry.get("startDate")]
    if not starts:
        return ""
    if any("endDate" not in entry for entry in work if entry.get("startDate")):
        return f"{min(starts)}–now"
    return f"{min(starts)}–{max(entry['endDate'][:4] for entry in work if entry.get('endDate'))}"


def _fix(resume: Resume, pointer: str = "") -> ButtonElement:
    """Opens the form of this entry, or of the first that was not read surely."""
    return parts.button(
        "Fix in a form", parts.FIX, parts.ids([resume.id, pointer] if pointer else [resume.id])
    )


# ---------------------------------------------------------------- notes


def _drawn(note: Note) -> Block:
    return parts.section(note.told, beside=note.button) if note.button else parts.context(note.told)


def _notes(resume: Resume, twins: Sequence[Twin]) -> Iterator[Note]:
    """Hidden text and unread parts with their buttons, twins, then what both rooms had to say, once each."""
    notices = (*resume.document.notices, *resume.notices)
    if hidden := [text.inert(one.text) for one in notices if one.code == HIDDEN]:
        yield Note(_some(hidden), parts.button("Show them", parts.SHOW_HIDDEN, resume.id))
    if lacking := _lacking(resume):
        yield Note(_partial(resume, [what for _, what in lacking]), _fix(resume, lacking[0][0]))
    if twins:
        yield Note(_like(twins))
    if mended := put_right(resume):
        yield Note(mended)
    rest = dict.fromkeys(text.inert(one.text) for one in notices if one.code != HIDDEN)
    told = [one for one in rest if one]
    yield from (Note(one) for one in told[:NOTICES_SHOWN])
    if len(told) > NOTICES_SHOWN:
        yield Note(f"+{len(told) - NOTICES_SHOWN} more; they stand under *See what I read*.")


def put_right(resume: Resume) -> str:
    """`Corrected by you: dates of job 2; added job 3.`"""
    told = list(dict.fromkeys(text.inert(one.what) for one in resume.corrected))
    more = f"; +{len(told) - CORRECTED_SHOWN} more" if len(told) > CORRECTED_SHOWN else ""
    return f"Corrected by you: {'; '.join(told[-CORRECTED_SHOWN:])}{more}." if told else ""


def corrected(resume: Resume) -> Reply:
    """What was put right, for a thread whose answer tells of several files."""
    return parts.say(f"{text.name(resume.file_name)}: {put_right(resume) or 'Nothing was changed.'}")


def _some(told: Sequence[str]) -> str:
    more = f" +{len(told) - NOTICES_SHOWN} more pages." if len(told) > NOTICES_SHOWN else ""
    return " ".join(told[:NOTICES_SHOWN]) + more


def _lacking(resume: Resume) -> list[tuple[str, str]]:
    """Pointer of each job that has no dates → where it stands and what it lacks."""
    return [
        (pointer, f"{_where(resume, pointer)} has no dates")
        for pointer, entry in resume.entries("work")
        if not entry.get("startDate") and not entry.get("endDate")
    ]


def _partial(resume: Resume, lacking: Sequence[str]) -> str:
    """`I read 3 of 4 jobs well; the one at l.40–52 has no dates.`"""
    jobs = len(resume.fields["work"])
    told = ", ".join(lacking[:LACKING_SHOWN])
    more = f", +{len(lacking) - LACKING_SHOWN} more" if len(lacking) > LACKING_SHOWN else ""
    if jobs == 1:
        return f"I read the job, but {told}."
    if _checks(resume):  # the others may be read wrongly too
        return f"Of {jobs} jobs {told}{more}."
    return f"I read {jobs - len(lacking)} of {jobs} jobs well; {told}{more}."


def _where(resume: Resume, pointer: str) -> str:
    """`the one at l.40–52`"""
    lines = [
        span.line for at, spans in resume.spans.items() if at.startswith(f"{pointer}/") for span in spans
    ]
    if not lines:
        return "one"
    first, last = min(lines), max(lines)
    return f"the one at l.{first}" + (f"–{last}" if last > first else "")


def _like(twins: Sequence[Twin]) -> str:
    """What of the sharer's own this is like, and which of the two counts."""
    twin = min(
        twins, key=lambda one: CLOSENESS.index(one.how)
    )  # the newest of the closest: newest come first
    on, name = datetime.fromtimestamp(twin.card.created_at, UTC).date(), text.name(twin.card.file_name)
    told = {
        "file": f"You shared this same file on {on}.",
        "text": f"Same text as {name} of {on}.",
        "person": f"Looks like a newer version of {name} of {on}.",
    }[twin.how]
    return f"{told} This one, the newest, is the current one: `/match` takes it."
