"""A resume that was read, alone or with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from core.model import Resume
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import Reply, plural

FILES_SHOWN = 10
NOTICES_SHOWN = 5
DOUBTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FileRead:
    """One shared file: the resume it became, or the sentences that say why it did not."""

    file_name: str
    resume_id: str | None = None
    refusal: str = ""


def resume_read(resume: Resume) -> Reply:
    """One resume, read."""
    summary = _summary(resume)
    own = (
        parts.button("Match to a job", parts.MATCH_TO_JOB, resume.id, style="primary"),
        parts.button("See what I read", parts.SEE_READ, resume.id),
        parts.button("Improve", parts.IMPROVE, resume.id),
        parts.delete_button([resume.id]),
    )
    return Reply(summary, (parts.section(summary), *_notices(resume), *parts.actions(*own)))


def resumes_read(files: Sequence[FileRead]) -> Reply:
    """Several files that came in one message: one reply that lists them."""
    shown = [_file(one) for one in files[:FILES_SHOWN]]
    more = f"  +{len(files) - FILES_SHOWN} more" if len(files) > FILES_SHOWN else ""
    listed = f"{len(files)} files: {'  '.join(shown)}{more}"
    read = [one.resume_id for one in files if one.resume_id]
    return Reply(listed, (parts.section(listed), *parts.actions(*_buttons_for(read))))


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
    return f"{shown} ✗ {one.refusal}" if one.refusal else f"{shown} ✓"


def _summary(resume: Resume) -> str:
    pages = resume.document.pages
    much = plural(pages, "page") if pages else plural(len(resume.document.visible), "line")
    counted = ", ".join(_counts(resume))
    checks = "; ".join(filter(None, (text.inert(doubt.text) for doubt in resume.doubts[:DOUBTS_SHOWN])))
    return f"Read {much}: {counted}." + (f"  Check: {checks.removesuffix('.')}." if checks else "")


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


def _notices(resume: Resume) -> tuple[Block, ...]:
    """What both rooms had to say, once each."""
    told = [text.inert(notice.text) for notice in (*resume.document.notices, *resume.notices)]
    return tuple(parts.context(one) for one in list(dict.fromkeys(filter(None, told)))[:NOTICES_SHOWN])
