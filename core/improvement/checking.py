"""The fact check: a new text may say less, or say it better, but nothing that the resume does not say.

It is code, it knows nothing of who wrote the text, and it fails closed: whatever it cannot trace is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core import skills
from core.errors import UnsupportedEdit
from core.improvement.places import items, list_text, values
from core.improvement.vocabulary import (
    Token,
    function_words,
    qualifiers,
    same_act,
    same_name,
    same_word,
    tied_words,
    tokens,
    verbs,
)
from core.model import Resume, Span
from core.text import fold, squash

MOST_CHARS = 500
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOSE_DEED = frozenset({"who", "that", "which", "whose", "qui", "que"})
"""After one of these, a verb tells what someone else or something else did."""
_OF = frozenset(
    [
        "of",
        "for",
        "in",
        "on",
        "at",
        "with",
        "into",
        "via",
        "du",
        "des",
        "pour",
        "dans",
        "sur",
        "avec",
        "für",
        "im",
        "am",
        "bei",
        "mit",
        "vom",
        "zum",
        "zur",
    ]
)
_MARKS = frozenset("<>{}[]`@\\")


@dataclass(frozen=True)
class _Ground:
    """What `after` may draw on: the text it replaces, and what its owner attested."""

    before: list[Token]
    attested: list[Token]
    names: frozenset[str]
    finished: bool

    @property
    def all(self) -> list[Token]:
        return self.before + self.attested


def check(resume: Resume, before: str, after: str, attested: Sequence[str] = ()) -> tuple[int, ...]:
    """Does every fact of `after` stand in the resume?

    Numbers, names, tools, titles, dates, scope and ownership come from `before` itself (or from `attested`), never from
    another entry: a figure of one job is an invention in another. One thing may come from elsewhere: the name of what a
    tool of `before` is by definition ("FastAPI" is Python), if the resume uses that name.

    Args:
        before: the whole present text of a value of the resume, or of a list of keywords.
        attested: what its owner said in so many words about this text.

    Returns:
        The lines that every fact of `after` comes from, in order.

    Raises:
        UnsupportedEdit: `before` does not stand in the resume, or something in `after` cannot be traced.
    """
    spans = _spans_of(resume, before)
    if not after.strip() or len(after) > MOST_CHARS or _MARKS & set(after) or not after.isprintable():
        raise UnsupportedEdit("The new text is not one plain line")
    lines = {span.line for span in spans}
    if _is_permutation(resume, before, after):
        return tuple(sorted(lines))
    names = _names_from_elsewhere(resume, before, after, attested)
    lines |= set(names.values())
    ground = _Ground(
        tokens(before),
        [t for text in attested for t in tokens(text)],
        frozenset(names),
        _is_over(resume, before),
    )
    for doubt in _doubts(ground, tokens(after)):
        raise UnsupportedEdit(f"The resume does not say “{doubt}” here")
    return tuple(sorted(lines))


# ---------------------------------------------------------------- where the text stands


def _spans_of(resume: Resume, before: str) -> tuple[Span, ...]:
    wanted = squash(before)
    for value in values(resume):
        if wanted and squash(value.text) == wanted:
            return value.spans
    raise UnsupportedEdit("The text to change does not stand in the resume")


def _is_permutation(resume: Resume, before: str, after: str) -> bool:
    """The same keywords in another order?"""
    for pointer, group in resume.entries("skills"):
        keywords = [str(k) for k in group.get("keywords") or ()]
        text = list_text(resume, f"{pointer}/keywords")
        if text is None or squash(text.text) != squash(before):
            continue
        return sorted(map(fold, items(text, after))) == sorted(map(fold, keywords))
    return False


def _is_over(resume: Resume, before: str) -> bool:
    """Has the entry of this text ended? What goes on must not be told as done."""
    for value in values(resume):
        if squash(value.text) == squash(before):
            section, _, place = value.entry.strip("/").partition("/")
            entries = resume.fields.get(section) or ()
            return bool(place) and bool(entries[int(place)].get("endDate"))
    return False


def _names_from_elsewhere(resume: Resume, before: str, after: str, attested: Sequence[str]) -> dict[str, int]:
    """Spellings of skills that `after` uses and `before` does not → a line of the resume that uses the same.

    Raises:
        UnsupportedEdit: one is neither another spelling nor the definition of something in `before`, or the resume never
            spells it so.
    """
    own = [(f.name, text[f.start : f.end]) for text in (before, *attested) for f in skills.find(text)]
    by_definition = {other for name, _ in own for other in skills.implied(name)}
    found = {}
    for name, spelling in ((f.name, after[f.start : f.end]) for f in skills.find(after)):
        written = [other for n, other in own if n == name]
        if any(fold(spelling).lower() == fold(other).lower() for other in written):
            continue
        honest = any(same_name(other, spelling) for other in written) or (
            not written and name in by_definition
        )
        line = next(_lines_writing(resume, spelling), None)
        if not honest or line is None:
            raise UnsupportedEdit(f"The resume does not say “{spelling}” here")
        found[spelling] = line
    return found


def _lines_writing(resume: Resume, spelling: str) -> Iterator[int]:
    """Lines that name a skill with this very spelling, case aside."""
    for value in values(resume):
        if any(value.text[f.start : f.end].lower() == spelling.lower() for f in skills.find(value.text)):
            yield value.spans[0].line


# ---------------------------------------------------------------- what cannot be traced


def _doubts(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    """What in `after` cannot be traced, word by word."""
    yield from _new_words(ground, after)
    yield from _lost_qualifiers(ground, after)
    yield from _moved_facts(ground, after)
    yield from _moved_verbs(ground, after)
    yield from _other_opening(ground, after)


def _new_words(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    named = {
        token.key for name in ground.names for spelling in skills.aliases(name) for token in tokens(spelling)
    }
    for token in after:
        if not token.is_content or token.key in named:
            continue
        if token.is_number:
            known = any(token.key == other.key for other in ground.all)
        else:
            known = any(same_act(token.key, other.key) for other in ground.all)
        if not known or _gains_capital(token, ground):
            yield token.text


def _gains_capital(token: Token, ground: _Ground) -> bool:
    """A word that becomes a name: "ready to go" does not say "Go"."""
    if token is None or token.text.islower() or not token.is_word:
        return False
    same = [other.text for other in ground.all if other.key == token.key]
    inner = any(letter.isupper() for letter in token.text[1:])
    return inner and bool(same) and token.text not in same and all(text.islower() for text in same)


def _lost_qualifiers(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    """Words that limit a claim stay, as many as there were, and none comes new."""
    then = sorted(t.key for t in ground.before if t.key in qualifiers())
    now = sorted(t.key for t in after if t.key in qualifiers())
    for word in now:
        if not any(same_act(word, other) for other in [*then, *(t.key for t in ground.attested)]):
            yield word
    for word in set(then):
        kept = sum(same_act(word, other) for other in now)
        if kept < then.count(word):
            yield f"without {word}"


def _moved_facts(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    """A number stays with its clause, with the word that says how it is meant, and in its order."""
    clauses: dict[int, list[str]] = {}
    for i, token in enumerate(after):
        if not token.is_number:
            continue
        clauses.setdefault(token.clause, []).append(token.key)
        same = [j for j, other in enumerate(ground.all) if other.key == token.key]
        if not any(_stands_alike(ground, j, after, i) for j in same):
            yield token.text
    order = [t.key for t in ground.all if t.is_number]
    for numbers in clauses.values():
        if not _in_order(numbers, order):
            yield ", ".join(numbers)


def _in_order(some: Sequence[str], all_of: Sequence[str]) -> bool:
    rest = iter(all_of)
    return all(one in rest for one in some)


def _stands_alike(ground: _Ground, j: int, after: Sequence[Token], i: int) -> bool:
    """Is number `j` of the ground number `i` of the new text, said of the same thing?"""
    if _tie(ground.all, j) != _tie(after, i):
        return False
    old, new = _around(ground.all, j), _around(after, i)
    if not new:
        # "In 2021, …" dates the whole sentence, wherever it stands in it.
        return not old or (_is_year(after[i]) and sum(_is_year(t) for t in ground.all) == 1)
    counted = next((t for t in after[i + 1 :] if t.is_content), after[i])
    named = any(same_word(counted.key, t.key) for name in ground.names for t in tokens(name))
    is_thing = (
        not (counted.is_number or named or counted.key in verbs()) and counted.clause == after[i].clause
    )
    if is_thing and not _shared([counted.key], old):
        return False  # "35 annual accounts, 8 of listed companies" does not say "35 listed companies"
    shared = _shared(new, old)
    others = (
        _shared(new, _around(ground.all, k))
        for k, t in enumerate(ground.all)
        if t.is_number and k != j and t.clause != ground.all[j].clause
    )
    return shared > 0 and shared >= max(others, default=0)


def _is_year(token: Token) -> bool:
    return _YEAR.fullmatch(token.key) is not None


def _tie(text: Sequence[Token], place: int) -> str:
    before = text[place - 1].key if place else ""
    return before if before in tied_words() or before in qualifiers() else ""


def _around(text: Sequence[Token], place: int) -> list[str]:
    """The other content words of a number's clause."""
    return [
        t.key
        for k, t in enumerate(text)
        if t.clause == text[place].clause and k != place and t.is_content and not t.is_number
    ]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(any(same_act(a, b) for b in other) for a in one)


def _moved_verbs(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    """What a verb was done to is still what it is done to: the next fact after it followed it before."""
    for i, token in enumerate(after):
        if token.key not in verbs() or token.key in qualifiers() or token.key in function_words():
            continue
        following = next((t for t in after[i + 1 :] if t.is_content and t.key not in verbs()), None)
        if following is None or following.key in {k.key for name in ground.names for k in tokens(name)}:
            continue
        said = (_reach(ground.all, j) for j, verb in enumerate(ground.all) if same_act(token.key, verb.key))
        if not any(_is_done_to(following, reach, after) for reach in said):
            yield f"{token.text} {following.text}"


def _is_done_to(thing: Token, reach: Sequence[Token], after: Sequence[Token]) -> bool:
    """Does the verb before `reach` act on this thing?

    "The user interface for the web application" is not the web application: what stands before a preposition may not be
    left out in favour of what stands behind it.
    """
    for place, token in enumerate(reach):
        if same_word(thing.key, token.key):
            left_out = [
                k
                for k, t in enumerate(reach[:place])
                if t.is_content and not any(same_act(t.key, a.key) for a in after)
            ]
            return not left_out or not any(
                t.key in tied_words() or t.key in _OF for t in reach[left_out[0] : place]
            )
    return False


def _reach(text: Sequence[Token], place: int) -> Sequence[Token]:
    """What a verb at `place` may be said of: the words after it, up to the next verb that is not joined to it by "and"."""
    for k in range(place + 1, len(text)):
        if text[k].key in verbs() and any(t.is_content for t in text[place + 1 : k]):
            return text[place + 1 : k + 1]
    return text[place + 1 :]


WEAK_OPENINGS = (
    ("responsible", "for"),
    ("in", "charge", "of"),
    ("tasked", "with"),
    ("duties", "included"),
    ("duties", "include"),
    ("responsibilities", "included"),
    ("responsibilities", "include"),
)
"""Openings that say no more and no less than the verb after them."""


def _other_opening(ground: _Ground, after: Sequence[Token]) -> Iterator[str]:
    """A bullet opens with what its owner did: another verb from its middle may be someone else's deed."""
    words = [t for t in after if t.is_word and not (t.key.endswith("ly") and t.is_content)]
    if not words or not words[0].is_content or not ground.before:
        return
    first = words[0]
    openings = list(_openings(ground.before))
    if first.key not in verbs() or not openings:
        return
    leads = same_act(first.key, openings[0].key)
    joined = any(same_act(first.key, t.key) for t in openings) and any(
        same_act(openings[0].key, t.key) for t in after
    )
    told_as_done = first.key in verbs()[first.key].past
    goes_on = any(
        t.key in verbs() and t.key not in verbs()[t.key].past for t in openings if same_act(first.key, t.key)
    )
    if not (leads or joined) or (told_as_done and goes_on and not ground.finished):
        yield first.text


def _openings(before: Sequence[Token]) -> Iterator[Token]:
    """The words that clauses of the old text open with, up to the first that may be about someone else.

    A weak opening, "and" and adverbs are passed over.
    """
    keys = tuple(t.key for t in before)
    for i, token in enumerate(before):
        if token.key in _WHOSE_DEED:
            return
        if i and before[i - 1].clause == token.clause:
            continue
        rest = i + next((len(weak) for weak in WEAK_OPENINGS if keys[i : i + len(weak)] == weak), 0)
        while rest < len(before) - 1 and (
            before[rest].key.endswith("ly") or before[rest].key in ("i", "and", "et", "und")
        ):
            rest += 1
        if rest < len(before):
            yield before[rest]
