"""The table of skills, read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast, get_args

from core.skills.words import key_of

Kind = Literal["skill", "certificate", "degree", "language"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """One line of the table.

    Attributes:
        spellings: the name first, then the others as written.
        careful: those spellings that are common words too.
        implied: what it is by definition, one step.
    """

    name: str
    kind: Kind
    spellings: tuple[str, ...]
    careful: frozenset[str]
    implied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key stands for; `careful` is the exact spelling where only that one counts."""

    skill: Skill
    careful: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All skills. Two tables are one only if they are the same object.

    Attributes:
        longest: by the first word of a key, how many words its longest key has.
        digest: of what was added to the shipped table, 4 hex digits; "" for the shipped one.
    """

    skills: Mapping[str, Skill]
    keys: Mapping[Key, Entry]
    longest: Mapping[str, int]
    digest: str = ""


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _skill(line: str, kind: Kind) -> Skill:
    head, _, implied = line.partition(" > ") if " > " in line else line.partition("> ")
    name, _, others = head.partition("|")
    name = name.strip()
    careful = frozenset(other[1:] for other in _list(others) if other.startswith("~"))
    spellings = dict.fromkeys([name, *(other.removeprefix("~") for other in _list(others))])
    return Skill(name, kind, tuple(spellings), careful, _list(implied))


def _read() -> Iterator[Skill]:
    kind: Kind = "skill"
    for line in files(__package__).joinpath("skills.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            kind = cast("Kind", line[1:].strip())
            if kind not in get_args(Kind):
                raise ValueError(f"no such kind of skill: {line}")
        elif line.strip() and not line.startswith("#"):
            yield _skill(line, kind)


def _other_number(key: Key) -> Key | None:
    """The key with its last word in the other number: "rest api" for "rest apis"."""
    last = key[-1]
    if len(last) < 3 or not last.isascii() or not last.isalpha() or last.endswith("ss"):  # noqa: PLR2004 - too short to have a plural
        return None
    if not last.endswith("s"):
        return (*key[:-1], last + "s")
    # A single word is left alone: "pandas" and "sales" are no plurals.
    return (*key[:-1], last[:-1]) if len(key) > 1 else None


@cache
def shipped() -> Table:
    """The table of skills.txt, read at the first call (some 60 ms).

    Raises:
        ValueError: one spelling stands for two skills.
    """
    skills = {skill.name: skill for skill in _read()}
    keys: dict[Key, Entry] = {}
    for skill in skills.values():
        for key, entry in _entries(skill):
            known = keys.setdefault(key, entry)
            if known.skill is not skill:
                raise ValueError(f"{' '.join(key)!r} stands for {known.skill.name} and {skill.name}")
    return build(skills, keys)


def _entries(skill: Skill) -> Iterator[tuple[Key, Entry]]:
    for spelling in skill.spellings:
        yield key_of(spelling), Entry(skill, spelling if spelling in skill.careful else "")


def build(skills: Mapping[str, Skill], keys: Mapping[Key, Entry], digest: str = "") -> Table:
    """A table of these skills, found by these keys and by their plurals."""
    every = dict(keys)
    for key, entry in keys.items():
        other = _other_number(key)
        if other and not entry.careful:
            every.setdefault(other, entry)
    longest: dict[str, int] = {}
    for key in every:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Table(skills, every, longest, digest)


def lookup(key: Key, table: Table | None = None) -> Entry | None:
    """The skill of a key; digits glued to its last word are passed over ("PostgreSQL14")."""
    keys = (table or shipped()).keys
    if entry := keys.get(key):
        return entry
    bare = key[-1].rstrip("0123456789") if key else ""
    if len(bare) > 2 and bare != key[-1]:  # noqa: PLR2004 - "ec2" is no "ec"
        return keys.get((*key[:-1], bare))
    return None


@lru_cache(maxsize=4096)
def _lookup_name(name: str, table: Table | None) -> Entry | None:
    """The skill of a name; a version behind it is passed over ("Python 3.11")."""
    key = key_of(name[:200])
    entry = lookup(key, table)
    while entry is None and len(key) > 1 and (key[-1].isdigit() or key[-1] in {".", "x", "+"}):
        key = key[:-1]
        entry = lookup(key, table)
    return entry


def canonical(name: str, table: Table | None = None) -> str | None:
    """The house's spelling of a skill ("k8s" → "Kubernetes"), None if it is not in the table (the shipped one, unless said)."""
    entry = _lookup_name(name, table)
    return entry.skill.name if entry else None


def kind_of(name: str, table: Table | None = None) -> Kind | None:
    """Whether a known name is a skill, a certificate, a degree or a language people speak."""
    entry = _lookup_name(name, table)
    return entry.skill.kind if entry else None


def aliases(name: str, table: Table | None = None) -> tuple[str, ...]:
    """All spellings of the same skill, the house's own first; `(name,)` if it is not in the table."""
    entry = _lookup_name(name, table)
    return entry.skill.spellings if entry else (name,)


@lru_cache(maxsize=4096)
def implied(name: str, table: Table | None = None) -> tuple[str, ...]:
    """What a skill is by definition, near to far: "Amazon EKS" → Kubernetes, AWS, Containers, …"""
    entry = _lookup_name(name, table)
    if entry is None:
        return ()
    skills = (table or shipped()).skills
    found: dict[str, None] = {}
    queue = list(entry.skill.implied)
    while queue:
        known = skills[queue.pop(0)]
        if known.name not in found and known is not entry.skill:
            found[known.name] = None
            queue += known.implied
    return tuple(found)
