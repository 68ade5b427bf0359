"""What a workspace adds to the table: names of its own, and more spellings of known ones."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from core.errors import SkillRefused
from core.skills.table import Entry, Key, Skill, Table, build, canonical, shipped
from core.skills.words import key_of

NAME_LETTERS = 60
MOST_ALIASES = 20
MOST_ADDITIONS = 500
"""A workspace with more needs a table of its own, not a chat command."""
_DIGEST_LETTERS = 4
_GAPS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Addition:
    """A skill that a workspace names, with other spellings of it."""

    name: str
    aliases: tuple[str, ...] = ()


def parse_addition(text: str) -> Addition:
    """A name and its other spellings, as people write them: "Kubernetes = k8s, kube", or a name alone.

    Raises:
        SkillRefused: there is no name, or something is too long to be one.
    """
    name, _, others = text.partition("=")
    aliases = [_clean(other) for other in others.split(",")]
    addition = Addition(_clean(name), tuple(dict.fromkeys(alias for alias in aliases if alias)))
    if len(addition.aliases) > MOST_ALIASES:
        raise SkillRefused(f"That is {len(addition.aliases)} spellings; I keep up to {MOST_ALIASES}")
    for spelling in (addition.name, *addition.aliases):
        if len(spelling) > NAME_LETTERS:
            raise SkillRefused(f"A name has up to {NAME_LETTERS} letters")
        if not any(letter.isalnum() for letter in spelling) or len(spelling) < _SHORTEST:
            raise SkillRefused("A name needs two letters at least; a single one would be found everywhere")
    return addition


_SHORTEST = 2


def _clean(name: str) -> str:
    return _GAPS.sub(" ", "".join(c if c.isprintable() else " " for c in name)).strip(" ,;\"'`“”")


@lru_cache(maxsize=64)
def extended(additions: tuple[Addition, ...], *, strictly: bool = False) -> Table:
    """The shipped table with these; the shipped one itself where there are none. Their order makes no difference.

    Args:
        strictly: refuse what contradicts, as when something is added. Otherwise the older meaning stands: a newer
            shipped table may know a spelling that a workspace once gave to something else.

    Raises:
        SkillRefused: strictly, and a spelling already means another skill, here or in the shipped table.
    """
    if not additions:
        return shipped()
    base = shipped()
    skills, keys = dict(base.skills), dict(base.keys)
    for addition in sorted(additions, key=lambda one: one.name.lower()):
        _add(addition, skills, keys, base, strictly=strictly)
    said = "\n".join(sorted(f"{one.name} = {', '.join(sorted(one.aliases))}" for one in additions))
    return build(skills, keys, sha256(said.encode()).hexdigest()[:_DIGEST_LETTERS])


def _add(
    addition: Addition,
    skills: dict[str, Skill],
    keys: dict[Key, Entry],
    base: Table,
    *,
    strictly: bool,
) -> None:
    name = canonical(addition.name, base) or addition.name
    before = skills.get(name) or Skill(name, "skill", (name,), frozenset(), ())
    skill = replace(before, spellings=tuple(dict.fromkeys((*before.spellings, *addition.aliases))))
    for key, entry in keys.items():
        if entry.skill is before:
            keys[key] = Entry(skill, entry.careful)
    for spelling in (addition.name, *addition.aliases):
        known = keys.setdefault(key_of(spelling), Entry(skill))
        if known.skill is not skill and strictly:
            raise SkillRefused(f'"{spelling}" already means {known.skill.name}, so it cannot mean {name} too')
    skills[name] = skill


def admit(additions: tuple[Addition, ...], new: Addition) -> Addition:
    """What is to be kept when a workspace that has these adds the new one: its spellings joined with earlier ones.

    Raises:
        SkillRefused: it contradicts what is known, says nothing new, or is one too many.
    """
    name = canonical(new.name) or new.name
    before = next((one for one in additions if one.name.lower() == name.lower()), Addition(name))
    others = tuple(one for one in additions if one is not before)
    table = extended(additions)
    fresh = tuple(
        spelling for spelling in (new.name, *new.aliases) if canonical(spelling, table) != before.name
    )
    if not fresh:
        raise SkillRefused(f"I know {before.name} by that already; nothing was added")
    if before not in additions and len(additions) >= MOST_ADDITIONS:
        raise SkillRefused(f"{MOST_ADDITIONS} skills were added here, which is the most I keep")
    spellings = dict.fromkeys((*before.aliases, *fresh))
    kept = Addition(before.name, tuple(one for one in spellings if one != before.name))
    extended((*others, kept), strictly=True)
    return kept
