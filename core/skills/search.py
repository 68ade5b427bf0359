"""Finding skills in a text, word by word: no pattern that could blow up."""

from dataclasses import dataclass

from core.skills.kin import STOP, akin
from core.skills.table import Entry, Table, canonical, lookup, shipped
from core.skills.words import DASHES, Word, split, word_set


@dataclass(frozen=True, slots=True)
class Found:
    """A skill named in a text: the house's spelling, and code points `start` to `end` of that text."""

    name: str
    start: int
    end: int


def find(text: str, table: Table | None = None) -> tuple[Found, ...]:
    """Known skills named in a text, from left to right; of those that begin together the longest, no overlaps.

    Args:
        table: which skills are known; the shipped ones, unless said.
    """
    table = table or shipped()
    words = split(text)
    found: list[Found] = []
    place = 0
    while place < len(words):
        hit = _longest(text, words, place, table)
        if hit is None:
            place += 1
            continue
        entry, count = hit
        found.append(Found(entry.skill.name, words[place].start, words[place + count - 1].end))
        place += count
    return tuple(found)


def occurrence(text: str, name: str, table: Table | None = None) -> tuple[int, int] | None:
    """Where a text names this skill in any spelling, or says this free phrase; code points, end not included.

    The words of a free phrase may be inflected, stand in another order and have small words between them, but
    within one clause: "fraud detection" is said by "detected fraud".
    """
    known = canonical(name, table)
    if known is not None:
        for hit in find(text, table):
            if hit.name == known:
                return hit.start, hit.end
        return None
    return _phrase(split(text), [w.key for w in split(name[:200]) if w.key not in STOP and w.key.isalnum()])


# ---------------------------------------------------------------- names in the table


def _longest(text: str, words: list[Word], place: int, table: Table) -> tuple[Entry, int] | None:
    first = words[place].key
    longest = table.longest.get(first) or table.longest.get(first.rstrip("0123456789"), 0)
    for count in range(min(longest, len(words) - place), 0, -1):
        part = words[place : place + count]
        entry = lookup(tuple(word.key for word in part), table)
        if entry and _stands_alone(text, words, place, count) and _is_meant(text, words, place, count, entry):
            return entry, count
    return None


def _stands_alone(text: str, words: list[Word], place: int, count: int) -> bool:
    """A name that begins or ends with a sign does so where no word touches it: ".NET" is not in "a.net"."""
    start, end = words[place].start, words[place + count - 1].end
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if not words[place].key[0].isalnum() and before.isalnum():
        return False
    return after != "#" and text[end : end + 2] != "++"


_NOT_AFTER = word_set(
    "class vitamin hepatitis section plan type grade category level series part group point appendix schedule exhibit "
    "unit room building gate figure table step phase tier model title the a an"
)
_NOT_BEFORE = word_set("to at level suite class live ahead beyond")
_LIST_SIGNS = frozenset(",;/|()[]:•·●▪■◦‣∙○◆►▸*\t\n")
_NAMES_A_THING = word_set(
    "developer developers development engineer engineers engineering programmer programming programs code coding services "
    "service apps app applications framework skills experience knowledge macros dashboards dashboard reports scripts "
    "language and or und oder et ou y nor plus job jobs streaming clusters cluster packages package expert proficiency "
    "tests spreadsheets charts pipelines backend backends for in advanced avanzado avanzada avançado avancé intermediate kenntnisse"
)
_NEAR = 40
"""Letters looked at on either side."""
_THOUSAND = 4
"""Digits of a number that is money rather than a version."""


def _is_meant(text: str, words: list[Word], place: int, count: int, entry: Entry) -> bool:
    """For spellings that are common words too: is this the name of a thing here?"""
    before = words[place - 1] if place else None
    after = words[place + count] if place + count < len(words) else None
    if not entry.careful or (before is None and after is None):
        return True
    start, end = words[place].start, words[place + count - 1].end
    exact = text[start:end] == entry.careful
    if _in_list(text, start, end):
        return exact or _beside_a_skill(words, place, count)
    part_of = before is not None and before.key in _NOT_AFTER
    if not exact or part_of or (after and (after.key in _NOT_BEFORE or _is_money(text, after))):
        return False
    if _is_acronym(entry.careful):
        return not (text[max(0, start - _NEAR) : start] + text[end : end + _NEAR]).isupper()
    if _touched(text, start, end):
        return False
    opens = _opens_sentence(text, start)
    return not opens or after is None or after.key in _NAMES_A_THING or not after.key[0].isalpha()


def _is_acronym(spelling: str) -> bool:
    """Capitals tell "SEM" from "sem" by themselves; one or two letters stand for too much."""
    return len(spelling) > 2 and spelling.isalpha() and spelling.isupper()  # noqa: PLR2004  # as said


def _in_list(text: str, start: int, end: int) -> bool:
    """Between two list signs, as in "python, go, java"; a colon or a line end closes nothing on its own."""
    left, right = text[max(0, start - _NEAR) : start].rstrip(" "), text[end : end + _NEAR].lstrip(" ")
    before, after = (left[-1:] or "\n"), (right[:1] or "\n")
    enclosed = before in _LIST_SIGNS and (after in _LIST_SIGNS or after == ".")
    return enclosed and (before in ",/|;" or after in ",/|;")


def _beside_a_skill(words: list[Word], place: int, count: int) -> bool:
    """The next or the last item of the list is a known name: "python, go" but not "$36/hr"."""
    beside = [*words[max(place - 2, 0) : max(place - 1, 0)], *words[place + count + 1 : place + count + 2]]
    entries = [lookup((word.key,)) for word in beside]
    return any(entry is not None and not entry.careful for entry in entries)


_GLUE = DASHES | {"&"}


def _touched(text: str, start: int, end: int) -> bool:
    """Glued to a word by a hyphen, an ampersand or an apostrophe: "C-level", "R&D", "Go-to-market"."""
    before = text[start - 1 : start] in _GLUE and text[start - 2 : start - 1].isalnum()
    after = text[end : end + 1] in _GLUE | {"'", "’"} and text[end + 1 : end + 2].isalnum()
    return before or after


def _is_money(text: str, word: Word) -> bool:
    number, *_ = text[word.start : word.start + 9].split(maxsplit=1)
    return word.key[0].isdigit() and sum(letter.isdigit() for letter in number) >= _THOUSAND


def _opens_sentence(text: str, start: int) -> bool:
    left = text[max(0, start - _NEAR) : start].rstrip(" \t\"'(")
    return not left or left[-1] in ".!?:\n•·●▪■◦‣∙○◆►▸*-–—"


# ---------------------------------------------------------------- free phrases

_ENDS_CLAUSE = frozenset(".;:!?•|")
_SMALL_WORDS = 3
"""So many small words ("of the") may stand between two words of a phrase."""


def _phrase(words: list[Word], phrase: list[str]) -> tuple[int, int] | None:
    if not phrase:
        return None
    for place in range(len(words)):
        if end := _phrase_at(words, place, phrase):
            return words[place].start, words[end - 1].end
    return None


def _phrase_at(words: list[Word], place: int, phrase: list[str]) -> int:
    """The place after the phrase if it begins here, else 0. Work is bounded by the length of the phrase squared."""
    left = list(phrase)
    small = 0
    for at in range(place, len(words)):
        key = words[at].key
        kin = next((word for word in left if akin(word, key)), None)
        if kin is not None:
            left.remove(kin)
            small = 0
            if not left:
                return at + 1
        elif at == place or key in _ENDS_CLAUSE:
            return 0
        elif key in STOP or not key.isalnum():
            small += 1
            if small > _SMALL_WORDS:
                return 0
        else:
            return 0
    return 0
