"""A posting's list of requirements as its owner wants it: the next version."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.errors import InvalidList
from core.model import Document, JobPosting, Requirement, RequirementChange
from core.text import BULLETS, cut, fold

SAID_LENGTH = 300
NAME_LENGTH = 80
MOST_NAMES = 8
MOST_REQUIREMENTS = 60
MOST_MONTHS = 600
WEIGHTS = (1, 2, 3)
_TIME = re.compile(
    r"(?:^|[,;·\s])\s?(?P<count>\d{1,3}(?:[.,]\d)?)\s?\+?\s?(?P<unit>y|yrs?|years?|m|months?)$", re.IGNORECASE
)
_OR = re.compile(r"\s+(?:or|OR)\s+|\s*[,;]\s*(?:or(?!\S)\s*)?")
"""Between two names only: a nurse may be asked for the OR (operating room)."""
_ONLY_OR = "or"


def revise(posting: JobPosting, changes: Sequence[RequirementChange], *, token: str) -> JobPosting:
    """The next version; what no change names stays as it is, under its id.

    Raises:
        InvalidList: with a sentence for each change that cannot be made; nothing is changed.
    """
    known = {one.id: one for one in posting.requirements}
    wanted = {change.id: change for change in changes if change.id}
    problems: dict[str, str] = {
        id: "That requirement is not in the list." for id in wanted if id not in known
    }
    kept = [
        one if one.id not in wanted else _changed(one, wanted[one.id], problems)
        for one in posting.requirements
        if one.id not in wanted or not wanted[one.id].gone
    ]
    free = max((int(id[1:]) for id in known if id[1:].isdecimal()), default=0) + 1
    added = [change for change in changes if not change.id]
    kept += [_added(posting.document, f"r{free + n}", change, problems) for n, change in enumerate(added)]
    if all(one.kind == "place" for one in kept):
        problems["*"] = "A job asks for at least one thing that counts. Keep one."
    if len(kept) > MOST_REQUIREMENTS:
        problems["*"] = f"{MOST_REQUIREMENTS} requirements are the most I weigh. Take one out."
    if problems:
        raise InvalidList("That list cannot be saved", problems)
    return replace(posting, version=posting.version + 1, requirements=tuple(kept), revised=token)


def _changed(one: Requirement, change: RequirementChange, problems: dict[str, str]) -> Requirement:
    weight = _weight(change, problems)
    if change.said is None:
        return replace(one, must=change.must, weight=weight)
    any_of, months = _read(change, problems)
    return replace(one, must=change.must, weight=weight, any_of=any_of, months=months)


def _added(document: Document, id: str, change: RequirementChange, problems: dict[str, str]) -> Requirement:
    any_of, months = _read(change, problems)
    said = fold((change.said or "")[:SAID_LENGTH])
    line, quote = _line(document, change.line) or _named(document, any_of) or (0, said)
    return Requirement(id, change.kind, change.must, any_of, _weight(change, problems), line, quote, months)


def _weight(change: RequirementChange, problems: dict[str, str]) -> int:
    if change.weight not in WEIGHTS:
        problems[change.id] = "A weight is 1, 2 or 3."
    return change.weight


def _read(change: RequirementChange, problems: dict[str, str]) -> tuple[tuple[str, ...], int | None]:
    """Names and months; what is wrong with them goes to `problems`."""
    said = fold((change.said or "")[:SAID_LENGTH])
    time = _TIME.search(said)
    months = (
        round(float(time["count"].replace(",", ".")) * (1 if _is_months(time["unit"]) else 12))
        if time
        else None
    )
    names = tuple(
        dict.fromkeys(
            name
            for one in _OR.split(said[: time.start()] if time else said)
            if (name := one.strip()) and name != _ONLY_OR
        )
    )
    if not names and months is None:
        problems[change.id] = "Name what is asked for, or take it out."
    elif len(names) > MOST_NAMES:
        problems[change.id] = f"{MOST_NAMES} alternatives are the most I weigh."
    elif any(len(name) > NAME_LENGTH for name in names):
        problems[change.id] = f"Names are short: at most {NAME_LENGTH} letters, with “or” between them."
    elif months is not None and not 0 < months <= MOST_MONTHS:
        problems[change.id] = f"Between 1 month and {MOST_MONTHS // 12} years."
    return names, months


def _is_months(unit: str) -> bool:
    return unit.lower().startswith("m")


def _line(document: Document, n: int) -> tuple[int, str] | None:
    """The words of a line that its owner picked, without the mark of a list item."""
    line = document.by_number.get(n)
    if line is None or not line.visible:
        return None
    shown = line.text.strip().lstrip(BULLETS).strip()
    return n, cut(shown.removeprefix("- ").removeprefix("* "), SAID_LENGTH).removesuffix("…")


def _named(document: Document, names: Sequence[str]) -> tuple[int, str] | None:
    """Where the posting itself says one of the names: whole words, in its own spelling."""
    for name in names:
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        for line in document.visible:
            if found := whole.search(line.text):
                return line.n, found[0]
    return None
