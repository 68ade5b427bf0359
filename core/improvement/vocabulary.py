"""Words as the fact check sees them: forms of one word, verbs of one meaning, words that limit a claim."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from core.text import fold, squash

_TOKEN = re.compile(
    r"[~<>≥≤±+-]?[$€£¥]?\d+(?:[.,:/]\d+)*(?:[%‰+]|[^\W\d_]{1,3}(?![^\W_]))*\+?|[^\W\d_][\w'+#.]*(?<=[\w+#])|\S"
)
_CLAUSE_END = re.compile(r"[,;:.!?()|–—](?=\s|\Z)|\s-\s|\s(?:and|et|und)\s")
_COUNTS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
SHORTEST_STEM = 3


def _part(name: str) -> frozenset[str]:
    text = files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    return frozenset(text.split(f"!{name}\n")[1].split("\n!")[0].split())


@cache
def function_words() -> frozenset[str]:
    return _part("function")


@cache
def qualifiers() -> frozenset[str]:
    return _part("qualifiers")


@cache
def tied_words() -> frozenset[str]:
    return _part("tied")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb and its forms; `group` is the number of its meaning."""

    base: str
    past: tuple[str, ...]
    gerund: tuple[str, ...]
    group: int

    @property
    def forms(self) -> tuple[str, ...]:
        third = self.base + ("es" if self.base.endswith(("s", "sh", "ch", "x", "z")) else "s")
        return (self.base, third, *self.past, *self.gerund)


def _verb(entry: str, group: int) -> Verb:
    base, *others = entry.split("/")
    if others:
        return Verb(base, tuple(others[0].split(",")), tuple(others[1].split(",")), group)
    if base.endswith("e"):
        return Verb(base, (f"{base}d",), (f"{base[:-1]}ing",), group)
    if base.endswith("y") and base[-2] not in "aeo":
        return Verb(base, (f"{base[:-1]}ied",), (f"{base}ing",), group)
    return Verb(base, (f"{base}ed",), (f"{base}ing",), group)


@cache
def verbs() -> dict[str, Verb]:
    """Every form of every verb of `verbs.txt` → the verb."""
    forms: dict[str, Verb] = {}
    lines = files(__package__).joinpath("verbs.txt").read_text(encoding="utf-8").splitlines()
    for group, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for entry in line.split():
            verb = _verb(entry, group)
            for form in verb.forms:
                forms.setdefault(form, verb)
    return forms


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign of a text.

    Attributes:
        text: as written, folded.
        key: lower case; a counting word is its figure ("three" → "3").
        clause: its clause, counted from 0.
    """

    text: str
    key: str
    clause: int

    @property
    def is_number(self) -> bool:
        return any(letter.isdigit() for letter in self.key)

    @property
    def is_word(self) -> bool:
        return self.key[0].isalpha()

    @property
    def is_content(self) -> bool:
        """Does it carry a fact?"""
        return self.is_number or (self.is_word and self.key not in function_words())


def tokens(text: str) -> list[Token]:
    """The tokens of a text, hyphens between words opened."""
    plain = fold(text)
    ends = [m.start() for m in _CLAUSE_END.finditer(plain)]
    found = []
    for match in _TOKEN.finditer(re.sub(r"(?<=[^\W\d_])[-/](?=[^\W\d_])", " ", plain)):
        word = match[0]
        key = _COUNTS.get(word.lower(), word.lower().removesuffix("'s").strip("'"))
        if any(letter.isalnum() for letter in key):
            found.append(Token(word, key, sum(end < match.start() for end in ends)))
    return found


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return (
        ("ies", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
    )


def bases(key: str) -> frozenset[str]:
    """What a word may be a form of: plural and verb endings taken off, no more.

    "Manager" is no form of "manage", nor "production" of "product": a fact check that thought so would pass a new title.
    """
    if key in verbs():
        return frozenset({verbs()[key].base, key})
    found = {key}
    if key.isalpha():
        for ending, put in _endings():
            if key.endswith(ending) and len(key) - len(ending) >= SHORTEST_STEM and not key.endswith("ss"):
                stem = key[: len(key) - len(ending)]
                found.add(stem + put)
                if stem[-1] == stem[-2]:
                    found.add(stem[:-1])
    return frozenset(found)


def same_word(one: str, other: str) -> bool:
    """Two forms of one word?"""
    return one == other or bool(bases(one) & bases(other))


def same_act(one: str, other: str) -> bool:
    """The same word, or verbs of one meaning and one degree of ownership?"""
    if same_word(one, other):
        return True
    left, right = verbs().get(one), verbs().get(other)
    return left is not None and right is not None and left.group == right.group


def same_name(old: str, new: str) -> bool:
    """Is `new` another way to write `old`: shorter, in full, or as its initials?

    A table of skills also holds products that stand for one another; to write one for the other would be an invention.
    """
    one, other = squash(old), squash(new)
    if one == other or _abbreviates(old, new) or _abbreviates(new, old):
        return True
    return (one in other or other in one) and len(new.split()) <= len(old.split())


def _abbreviates(short: str, long: str) -> bool:
    """As "k8s" for Kubernetes, "JS" for JavaScript, "AWS" for Amazon Web Services."""
    key, full = short.lower(), squash(long)
    if key[1:-1].isdecimal():
        return (
            full.isalpha() and key[0] == full[0] and key[-1] == full[-1] and int(key[1:-1]) == len(full) - 2
        )
    capitals = "".join(c for c in long if c.isupper())
    return len(key) > 1 and key in (capitals.lower(), "".join(word[0] for word in long.lower().split()))
