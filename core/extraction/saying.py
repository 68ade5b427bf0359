"""What a person may say in a correction: lengths, dates, and what was there before."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.dates import find_dates
from core.errors import CorrectionOutdated, InvalidCorrection
from core.extraction.resumes.pieces import tidy
from core.model import CORRECTABLE, FieldKind, Json

Said = Mapping[str, str | tuple[str, ...]]
LONGEST = {"text": 300, "long": 3_000, "bullets": 1_000, "words": 100, "date": 40, "end": 40}
"""Characters of a value, or of each item of a list."""
MOST_ITEMS = {"bullets": 200, "words": 200}


def value_at(entry: Json, key: str) -> Any:
    node: Any = entry
    for name in key.split("/"):
        node = node.get(name) if isinstance(node, dict) else None
    return node


def checked(section: str, fields: Said, entry: Json) -> dict[str, str | tuple[str, ...]]:
    """The values, dates as "YYYY" or "YYYY-MM".

    Raises:
        InvalidCorrection: with a sentence for each field that cannot be.
    """
    kinds = CORRECTABLE[section]
    problems: dict[str, str] = {}
    good: dict[str, str | tuple[str, ...]] = {}
    for key, said in fields.items():
        if key not in kinds or isinstance(said, tuple) != (kinds[key] in MOST_ITEMS):
            raise CorrectionOutdated("There is no such part of the resume")
        was = value_at(entry, key)
        try:
            good[key] = (
                _items(said, kinds[key], was) if isinstance(said, tuple) else _one(said, kinds[key], [was])
            )
        except InvalidCorrection as e:
            problems[key] = str(e)
    if problems:
        raise InvalidCorrection("Something in it cannot be", problems)
    return good


def _items(said: tuple[str, ...], kind: FieldKind, was: object) -> tuple[str, ...]:
    if len(said) > MOST_ITEMS[kind]:
        raise InvalidCorrection(f"{len(said)} are more than {MOST_ITEMS[kind]}.")
    stood = was if isinstance(was, list) else []
    return tuple(item for one in said if (item := _one(one, kind, stood)))


def _one(said: str, kind: FieldKind, stood: Sequence[object]) -> str:
    """What stood there before may stay, however odd it is."""
    if said in stood:
        return said
    if len(said) > LONGEST[kind]:
        raise InvalidCorrection(f"{len(said):,} characters are more than {LONGEST[kind]:,}.")
    text = tidy("".join(letter if letter.isprintable() else " " for letter in said))
    if not text:
        return ""
    if not any(letter.isalnum() for letter in text):
        raise InvalidCorrection("Write it with letters or digits.")
    if kind not in ("date", "end"):
        return text
    found = date_of(text)
    if found is None:
        raise InvalidCorrection("I can't read that as a date. Write it as 2019, 2019-03 or March 2019.")
    return found


def date_of(text: str) -> str | None:
    """The one date that a text says and nothing else: "YYYY" or "YYYY-MM"."""
    found = find_dates(text)
    if len(found) != 1 or (found[0].first and (found[0].last or found[0].present)):
        return None
    around = text[: found[0].start] + text[found[0].end :]
    return (found[0].last or found[0].first) if not any(c.isalnum() for c in around) else None


def check_time(fields: Mapping[str, Any]) -> None:
    """Raises: InvalidCorrection: it ends before it starts."""
    start, end = fields.get("startDate"), fields.get("endDate")
    if start and end and end[: len(start)] < start[: len(end)]:
        raise InvalidCorrection(
            "It ends before it starts", {"endDate": f"This is before the start ({start})."}
        )
