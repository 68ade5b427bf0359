"""A resume that was pasted where a job is expected."""

import re
from collections.abc import Sequence

from core.extraction.postings.passages import Passage
from core.extraction.postings.sections import Part, Section

_CONTACT = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}\.\w{2,}|\+?\(?\d[\d ()./-]{7,18}\d|linkedin\.com/in/")
_HEAD = 8
_YEAR = r"(?:19|20)\d{2}"
_SPELL = re.compile(
    rf"{_YEAR}\s?(?:[-–—~]|to|bis|à|a)\s?(?:[^\W\d_]{{3,9}}\.?\s)?(?:\d{{1,2}}[./])?(?:{_YEAR}|present|now|today|current|heute|aujourd'hui|actualidad|presente|atual|至今)",
    re.IGNORECASE,
)
_SPELLS = 2
_ADDRESSES = re.compile(
    r"(?<![^\W_])(?:you|your|we|we're|our|du|dein\w*|sie|ihr\w*|wir|vous|votre|nous|tú?|tu|ofrecemos|buscamos|você|sua)(?![^\W_])|要求|职责",
    re.IGNORECASE,
)
_MOST_ADDRESSES = 2
_SECTION = re.compile(
    r"(?:work |professional |employment )?(?:experience|history)|employment|education|career|berufserfahrung|werdegang|ausbildung|expériences?(?: professionnelles?)?|"
    r"formation|experiencia(?: laboral| profesional)?|educación|experiência(?: profissional)?|formação|工作经历|教育背景",
    re.IGNORECASE,
)


def is_resume(whole: Sequence[Passage], divided: Sequence[Part]) -> bool:
    """Contact data on top, spells of work with their years, a section that tells of them, and nobody addressed.

    Each of these alone stands in postings too; a job that asks for nothing but says "you" is too short rather than a resume.
    """
    text = [passage.text for passage in whole]
    contact = any(_CONTACT.search(line[:300]) for line in text[:_HEAD])
    spells = sum(1 for line in text if _SPELL.search(line[:300]))
    told = any(_SECTION.fullmatch(line.strip(" :#").lower()) for line in text)
    addressed = sum(1 for line in text if _ADDRESSES.search(line[:300]))
    wished = any(part.section is Section.NICE for part in divided)
    return contact and spells >= _SPELLS and told and not wished and addressed < _MOST_ADDRESSES
