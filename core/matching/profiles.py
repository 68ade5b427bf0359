"""A prepared resume as numbers, small enough that ten thousand of them are looked through at once.

A profile says which features each unit holds (hashes of names, stems and signs) and how units hang together in entries. It is made
for one purpose: `bounds` reads from it what a score can be at most.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core import skills
from core.dates import union_months
from core.matching import facts
from core.matching.evidence import EvidenceKind
from core.matching.prepared import Prepared, Unit
from core.matching.retrieval import LIKE
from core.matching.words import coverage, unspaced_letters

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
NO_ENTRY = 0xFFFF
NO_LEVEL = 0xF
_HEADER = 7
_ENTRY_SECTIONS = ("/work/", "/volunteer/", "/projects/", "/education/")
_MOST_MONTHS = 0xFFFF


def feature(kind: str, text: str) -> int:
    """32 bits that stand for a name, a stem or the like. Two things that share them only raise a bound."""
    return crc32(f"{kind}:{text}".encode("utf-8", "surrogatepass"))


def profile(prepared: Prepared, table: skills.Table | None = None) -> bytes:
    """A prepared resume as little-endian words of 32 bits: header, units, features a unit, entries, kin, features.

    Args:
        table: with which it was prepared; the shipped one, unless said.
    """
    entries = {
        entry: place
        for place, entry in enumerate(
            dict.fromkeys(
                u.evidence.entry for u in prepared.units if u.evidence.entry.startswith(_ENTRY_SECTIONS)
            )
        )
    }
    features = [sorted(_features(unit, table)) for unit in prepared.units]
    kin = list(_kin(prepared.heads, entries))
    ranges = {u.evidence.entry: u.evidence.months for u in prepared.units}
    header = [
        len(prepared.units),
        len(entries),
        len(kin),
        sum(map(len, features)),
        min(_MOST_MONTHS, prepared.career_months),
        min(_MOST_MONTHS, union_months([*ranges.values(), *prepared.jobs.values()])),
        int(bool(prepared.only_said)),
    ]
    words = [
        *header,
        *(_unit_word(prepared, unit, entries) for unit in prepared.units),
        *map(len, features),
        *(_entry_word(prepared, entry, ranges[entry]) for entry in entries),
        *kin,
        *(each for some in features for each in some),
    ]
    return np.array(words, dtype="<u4").tobytes()


def _features(unit: Unit, table: skills.Table | None) -> set[int]:
    names = unit.named.keys()
    implied = [skills.implied(name, table) for name in names]
    return {
        *(feature("name", name) for name in names),
        *(feature("implied", other) for others in implied for other in others),
        *(feature("family", other) for others in implied for other in others[:1]),
        *(feature("stem", stem) for stem in unit.stems),
        *(feature("sign", sign) for sign in unspaced_letters(unit.evidence.text)),
        *([feature("written", unit.written_in)] if unit.written_in else []),
    }


def _unit_word(prepared: Prepared, unit: Unit, entries: Mapping[str, int]) -> int:
    """Entry, level, is it a language, is it a title, kind: 16 + 4 + 1 + 1 + 2 bits."""
    one = unit.evidence
    is_language = one.pointer in prepared.languages
    level = prepared.languages[one.pointer] if is_language else facts.seniority_level(one.text)
    return (
        min(entries.get(one.entry, NO_ENTRY), NO_ENTRY) << 8
        | (NO_LEVEL if level is None else level) << 4
        | is_language << 3
        | one.title << 2
        | KINDS.index(one.kind)
    )


def _entry_word(prepared: Prepared, entry: str, months: tuple[int, int] | None) -> int:
    """Months, is it of the career, level of its degree, is that finished: 16 + 1 + 3 + 1 bits."""
    study = next((one for one in prepared.studies if one.entry == entry), None)
    length = min(_MOST_MONTHS, months[1] - months[0]) if months else 0
    level, finished = (study.level or 0, study.finished) if study else (0, False)
    return length << 8 | (entry in prepared.career) << 4 | level << 1 | finished


def _kin(heads: Mapping[str, frozenset[str]], entries: Mapping[str, int]) -> Iterator[int]:
    """Pairs of entries of which the first is called like the second: 16 + 16 bits."""
    for one, head in heads.items():
        for other, its in heads.items():
            if one != other and one in entries and other in entries and coverage(head, its) >= LIKE:
                yield entries[one] << 16 | entries[other]


# ---------------------------------------------------------------- many at once


@dataclass(frozen=True)
class Block:
    """Some profiles side by side: arrays over their resumes, their units, their entries.

    Attributes:
        career, whole: months of each resume's jobs, and of all its entries.
        said: resumes with jobs that stand nowhere in the document.
        owner: resume of each unit.
        kind, level, language, title: of each unit.
        entry: of each unit; the last entry stands for none.
        entry_owner: resume of each entry.
        months, in_career, degree, finished: of each entry.
        kin: pairs of entries, of which the first is called like the second; shape (2, pairs).
        found: feature → the units that hold it.
    """

    career: Ints
    whole: Ints
    said: Flags
    owner: Ints
    kind: Ints
    level: Ints
    language: Flags
    title: Flags
    entry: Ints
    entry_owner: Ints
    months: Ints
    in_career: Flags
    degree: Ints
    finished: Flags
    kin: Ints
    found: Mapping[int, Ints]


def block(profiles: Sequence[bytes], wanted: NDArray[np.uint32]) -> Block:
    """Lays profiles side by side.

    Args:
        wanted: the features that are asked for, sorted; others are left out.
    """
    rows = [np.frombuffer(one, dtype="<u4") for one in profiles]
    header = np.stack([row[:_HEADER] for row in rows]).astype(np.intp)
    count, entries, kin, features = header[:, 0], header[:, 1], header[:, 2], header[:, 3]
    ends = np.cumsum(np.stack([np.full(len(rows), _HEADER), count, count, entries, kin, features]), axis=0).T

    def part(place: int) -> Ints:
        return np.concatenate(
            [row[end[place] : end[place + 1]] for row, end in zip(rows, ends, strict=True)]
        ).astype(np.intp)

    units, sizes, entry_words, pairs = part(0), part(1), np.append(part(2), 0), part(3)
    owner = np.repeat(np.arange(len(rows)), count)
    first_entry = np.cumsum(entries) - entries
    local = units >> 8
    pair_base = np.repeat(first_entry, kin)
    return Block(
        career=header[:, 4],
        whole=header[:, 5],
        said=header[:, 6] > 0,
        owner=owner,
        kind=units & 3,
        level=units >> 4 & NO_LEVEL,
        language=(units >> 3 & 1) > 0,
        title=(units >> 2 & 1) > 0,
        entry=np.where(local == NO_ENTRY, entries.sum(), first_entry[owner] + local),
        entry_owner=np.append(np.repeat(np.arange(len(rows)), entries), 0),
        months=entry_words >> 8,
        in_career=(entry_words >> 4 & 1) > 0,
        degree=entry_words >> 1 & 7,
        finished=(entry_words & 1) > 0,
        kin=np.stack([(pairs >> 16) + pair_base, (pairs & 0xFFFF) + pair_base]),
        found=_found(rows, ends, sizes, wanted),
    )


_BITS = 20
"""Of a feature, for a first look: a table of a megabyte, so that it stays in the processor's cache."""


def _found(
    rows: Sequence[NDArray[np.uint32]], ends: Ints, sizes: Ints, wanted: NDArray[np.uint32]
) -> Mapping[int, Ints]:
    """Feature → the units that hold it, in order."""
    if not len(wanted):
        return {}
    every = np.concatenate([row[end[4] :] for row, end in zip(rows, ends, strict=True)])
    seen = np.zeros(1 << _BITS, dtype=np.bool_)
    seen[wanted & (1 << _BITS) - 1] = True
    places = np.flatnonzero(seen[every & (1 << _BITS) - 1])
    which = np.minimum(np.searchsorted(wanted, every[places]), len(wanted) - 1)
    right = wanted[which] == every[places]
    places, which = places[right], which[right]
    units = np.searchsorted(np.cumsum(sizes), places, side="right")
    order = np.argsort(which, kind="stable")
    parts = np.split(units[order], np.cumsum(np.bincount(which, minlength=len(wanted)))[:-1])
    return {int(key): part for key, part in zip(wanted, parts, strict=True)}
