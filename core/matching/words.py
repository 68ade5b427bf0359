"""Words as they are compared: stems, what a phrase is about, and what was copied."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import snowballstemmer

from core.text import fold

_ACRONYMS = re.compile(r"[^aeiouy\W]{2,}s")
"""The plural of an acronym ("PLCs"): without a vowel, the stemmer takes it for a whole word."""
_WORD = re.compile(r"[^\W_]+[+#]*")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
GENERIC_WEIGHT = 0.3
"""A word found in nearly every posting says little about which occupation is meant: it counts a third of another."""
RUN = 5
"""Words in a row that make a copy: shorter runs ("years of experience in") are everybody's."""


@cache
def _common(part: str) -> frozenset[str]:
    """The words of a part of `common_words.txt`: "stop" or "generic"."""
    text = files(__package__).joinpath("common_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split(f"!{part}\n")[1].split("!")[0].split())


def _stemmed(chosen: frozenset[str]) -> frozenset[str]:
    # A stemmer of our own each time (0.3 µs): it keeps its state in itself, so threads cannot share one, and it remembers
    # words, so a shared one would hold words of resumes after they were deleted.
    found = snowballstemmer.stemmer("english").stemWords(sorted(chosen))
    return frozenset(stem[:-1] if _ACRONYMS.fullmatch(stem) else stem for stem in found)


def words(text: str) -> list[str]:
    """Lower-case words in order; "C++" and "C#" keep their signs."""
    return _WORD.findall(fold(text).lower())


def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning.

    The English stemmer serves all languages: on French and German it takes plural endings off, and that is all we need.
    """
    return _stemmed(frozenset(words(text)) - _common("stop"))


def unspaced_letters(text: str) -> frozenset[str]:
    """Letters of scripts that put no blanks between words, so that `words` finds whole clauses."""
    return frozenset(unicodedata.normalize("NFKC", letter).casefold() for letter in _UNSPACED.findall(text))


@cache
def _generic_stems() -> frozenset[str]:
    return _stemmed(_common("generic"))


def is_generic(phrase: frozenset[str]) -> bool:
    """Nothing but words of every posting?"""
    return phrase <= _generic_stems()


def weight_of(phrase: frozenset[str]) -> float:
    """What these stems say together; words of every posting say less."""
    rare = len(phrase - _generic_stems())
    return rare + GENERIC_WEIGHT * (len(phrase) - rare)


def coverage(asked: frozenset[str], shown: frozenset[str]) -> float:
    """The share of what `asked` says that `shown` says too.

    It looks at one text alone. A measure with corpus statistics (BM25) would let a new bullet change what an old one is
    worth, and a true line could then lower a score.

    Returns:
        0.0 (nothing) to 1.0 (every word); 0.0 as well if only words of every posting are shared.
    """
    shared = asked & shown
    if is_generic(shared):
        return 0.0
    return weight_of(shared) / weight_of(asked)


def title_coverage(asked: frozenset[str], shown: frozenset[str]) -> float:
    """`coverage`, but what is called by nothing except words of every posting ("Engineering Manager") is met by just these."""
    if asked and is_generic(asked):
        return weight_of(asked & shown) / weight_of(asked)
    return coverage(asked, shown)


def runs(tokens: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Every `RUN` words in a row."""
    return frozenset(tuple(tokens[i : i + RUN]) for i in range(len(tokens) - RUN + 1))


def is_copied(text: str, posting_runs: frozenset[tuple[str, ...]]) -> bool:
    """Do at least half of the runs of five words stand in the posting?"""
    own = runs(words(text))
    return bool(own) and 2 * len(own & posting_runs) >= len(own)
