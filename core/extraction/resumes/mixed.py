"""Sections that hold two things: "Qualifications" with degrees and certificates, "Certificates and awards"."""

import re
from collections.abc import Sequence

from core.extraction.resumes import education
from core.extraction.resumes.entries import Entry
from core.extraction.resumes.words import SCHOOL, SCHOOL_CJK
from core.model import Line

_BOTH_LEARNED = re.compile(
    r"qualifi|training|credential|certif|licen[sc]e|zertifi|abschlüsse|weiterbildung|diplôm|titoli|资格|证书",
    re.IGNORECASE,
)
"""Headings of education that may stand above certificates, too."""
_AND_AWARDS = re.compile(
    r"award|hono|prize|distin[cç]|recognition|auszeichn|preis|\bprix\b|premi|prêmi|prémi|récompens|riconosc|onderscheid|奖|荣誉",
    re.IGNORECASE,
)
_PRIZE = re.compile(
    r"(?<![^\W_])(?:awards?|prizes?|prix|trophy|trophée|medal|médaille|medaille|medalla|preis|finalist\w*|winner|lauréate?|"
    r"gewinner\w*|runner-up|(?:first|second|third|1st|2nd|3rd) place|scholarship|stipend\w*|bourse|beca|premio|prêmio|"
    r"auszeichnung|concours|dean['’]s list|\w{1,20} of the (?:year|month|quarter))(?![^\W_])|奖",
    re.IGNORECASE,
)


def degrees_and_certificates(entries: Sequence[Entry], title: str) -> tuple[list[Entry], list[Line]]:
    """The degrees of a section of education, and the lines of what is none: no school, no degree, no range of dates.

    Args:
        title: its heading; all are degrees where it names nothing else.
    """
    if not _BOTH_LEARNED.search(title):
        return list(entries), []
    degrees = [entry for entry in entries if _is_degree(entry)]
    others = [entry for entry in entries if entry not in degrees]
    return degrees, [row.line for entry in others for row in (*entry.header, *entry.body)]


def _is_degree(entry: Entry) -> bool:
    texts = [row.text for row in (*entry.header, *entry.body)]
    named = any(
        SCHOOL.search(text) or SCHOOL_CJK.search(text) or education.names_degree(text) for text in texts
    )
    return named or any(written.is_range for written, _ in entry.dates)


def is_award(item: str, title: str) -> bool:
    """Is an item of a section of certificates a prize? Only where the heading names both."""
    return bool(_AND_AWARDS.search(title) and _PRIZE.search(item))
