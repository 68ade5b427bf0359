"""Is a name somebody's title or an employer's name? By its words."""

import re

from core.extraction.resumes.words import COMPANY, COMPANY_CJK, TITLE, TITLE_CJK

_ENDS_AS_TITLE = re.compile(rf"{TITLE.pattern}(?:\s(?:[IVX]{{1,4}}|\d|senior|junior|lead))?\Z", re.IGNORECASE)
_LEADS = re.compile(
    rf"(?:[^\W\d_][\w.'-]*\s){{0,2}}{TITLE.pattern}\s*(?:,|of|for|in|[-–—&/]|and|de|du|des|der|für|en|da|do)\s",
    re.IGNORECASE,
)


def kind_of(text: str) -> str:
    """By the words of a name: "title", "company", or "" if they say neither.

    Where both kinds of words occur, the head of the name decides: "Hotel Manager" and "Director of Studios" are titles,
    "Chef Solutions Inc" is a company.
    """
    title = bool(TITLE.search(text) or TITLE_CJK.search(text))
    company = bool(COMPANY.search(text) or COMPANY_CJK.search(text))
    if not title or not company:
        return "title" if title else "company" if company else ""
    if COMPANY_CJK.search(text):
        return "company"
    head = re.split(r"[,(/]|\s[-–—]\s|\s(?:on|of|for|in|with|de|für|en|em)\s", text)[0].strip()
    if _LEADS.match(text) or _ENDS_AS_TITLE.search(head):
        return "title"
    return "company"


def is_title(text: str) -> bool:
    return kind_of(text) == "title"


def is_company(text: str) -> bool:
    return kind_of(text) == "company"
