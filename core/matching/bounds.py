"""What scores can be at most, for all resumes of a workspace at once.

Each rule of `judging` is followed with arrays, and wherever an array knows less than the rule, the resume gets the better of
what may be. So a bound never lies below the score, and whoever goes by falling bounds may stop early.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.matching import facts
from core.matching.case import NAMED, NEIGHBOURS, SIMILAR
from core.matching.judging import (
    CREDIT,
    EXPERIENCE_FOR_DEGREE_MONTHS,
    LESSER,
    all_languages,
    degree_asked,
    seniority_asked,
)
from core.matching.profiles import KINDS, NO_LEVEL, Block, Flags, block, feature
from core.matching.retrieval import LIKE, Asked, Posed, Term
from core.matching.scoring import LISTED_SHARE, UNBACKED_SHARE, WEAK_SHARE
from core.matching.words import is_generic, unspaced_letters, weight_of

Numbers = NDArray[np.float64]
BLOCK = 1000
"""Profiles looked at together: some 40,000 units, so that arrays of them stay small."""
_SLACK = 1e-6
"""Sums of floats depend on their order in the last digits."""
_NONE = np.zeros(0, np.intp)
_SHOWN, _CERTIFIED, _CLAIMED, _LISTED = (KINDS.index(k) for k in ("shown", "certified", "claimed", "listed"))


def bounds(posed: Posed, profiles: Sequence[bytes], near: Flags | None = None) -> NDArray[np.float32]:
    """No score of these resumes is higher than its bound.

    Args:
        profiles: of `profile`, made under the same rules with the same table.
        near: which units embeddings may find near each requirement (`near`), over the units of all these resumes in order;
            shape (requirements, units). Without it words alone decide.

    Returns:
        0 to 100, shape (profiles,).

    Raises:
        ValueError: `near` does not belong to this posting and these profiles.
    """
    wanted = np.array(sorted(_wanted(posed)), dtype=np.uint32)
    made, begin = [], 0
    for start in range(0, len(profiles), BLOCK):
        some = block(profiles[start : start + BLOCK], wanted)
        end = begin + len(some.owner)
        made.append(_Bound(posed, some, None if near is None else near[:, begin:end]).scores())
        begin = end
    if near is not None and near.shape != (len(posed.asked), begin):
        raise ValueError(f"{len(posed.asked)} requirements and {begin} units are needed, not {near.shape}")
    return np.concatenate(made) if made else np.zeros(0, np.float32)


def _wanted(posed: Posed) -> set[int]:
    stems = set(posed.title)
    found: set[int] = set()
    for one in posed.asked:
        found |= {feature("family", name) for name in one.families}
        stems |= degree_asked(one).field if one.requirement.kind == "degree" else frozenset()
        for term in one.terms:
            stems |= term.stems
            found |= {feature("name", name) for name in _names(term)}
            found |= {feature(kind, term.canonical) for kind in ("implied", "written") if term.canonical}
            found |= {feature("sign", sign) for sign in unspaced_letters(term.name)}
    return found | {feature("stem", stem) for stem in stems}


def _names(term: Term) -> tuple[str, ...]:
    return (term.canonical,) if term.canonical else term.inside


@dataclass(frozen=True)
class _Credit:
    """The most that each resume can get for a requirement: of what was shown, with claims, with lists too; shape (resumes,)."""

    strong: Numbers
    claimed: Numbers
    listed: Numbers


def _credit(strong: Numbers, claimed: Numbers, listed: Numbers) -> _Credit:
    claimed = np.maximum(strong, claimed)
    return _Credit(strong, claimed, np.maximum(claimed, listed))


class _Bound:
    def __init__(self, posed: Posed, block: Block, near: Flags | None) -> None:
        self.posed = posed
        self.block = block
        ids = [one.requirement.id for one in posed.asked]
        self.near = {} if near is None else dict(zip(ids, near, strict=True))
        self.resumes = len(block.career)
        self.exact = {one.requirement.id: self._any(self._exact(t) for t in one.terms) for one in posed.asked}

    def scores(self) -> NDArray[np.float32]:
        counted = [one for one in self.posed.asked if one.requirement.kind != "place"]
        total = sum(one.requirement.weight for one in counted)
        strong, claimed, listed = np.zeros((3, self.resumes))
        for one in counted:
            credit = self._credit(one)
            weight = one.requirement.weight
            strong += weight * credit.strong
            claimed += weight * (credit.claimed - credit.strong)
            listed += weight * (credit.listed - credit.claimed)
        said = claimed + np.minimum(LISTED_SHARE * total, listed)
        weak = np.minimum(np.minimum(WEAK_SHARE * total, UNBACKED_SHARE * total + strong), said)
        points = np.minimum(100.0, 100.0 * (strong + weak) / max(1, total) + _SLACK)
        return np.nextafter(points.astype(np.float32), np.float32(np.inf))

    def _credit(self, one: Asked) -> _Credit:
        kind = one.requirement.kind
        if kind == "years":
            return self._years(one)
        if kind == "degree":
            return self._degree(one)
        if kind == "language" or (kind == "skill" and all_languages(one)):
            return self._language(one)
        if kind == "seniority":
            return self._seniority(one)
        return self._named(one)

    # ------------------------------------------------------------ units

    def _with(self, kind: str, *texts: str) -> Flags:
        """Units that hold one of these features."""
        units = np.zeros(len(self.block.owner), np.bool_)
        for text in texts:
            units[self.block.found.get(feature(kind, text), _NONE)] = True
        return units

    def _any(self, some: Iterable[Flags]) -> Flags:
        units = np.zeros(len(self.block.owner), np.bool_)
        for one in some:
            units |= one
        return units

    def _covering(self, stems: frozenset[str], *, title: bool = False) -> tuple[NDArray[np.intp], Numbers]:
        """How many of the stems each unit says, and the share of their meaning (`coverage`, `title_coverage`)."""
        shared = np.zeros(len(self.block.owner), np.intp)
        share, rare = np.zeros((2, len(self.block.owner)))
        for stem in stems:
            units = self.block.found.get(feature("stem", stem), _NONE)
            one = frozenset({stem})
            shared[units] += 1
            share[units] += weight_of(one) / weight_of(stems)
            rare[units] += not is_generic(one)
        return shared, np.where((rare > 0) | (title and is_generic(stems)), share, 0.0)

    def _exact(self, term: Term) -> Flags:
        """Units that may name the term."""
        if term.canonical:
            return self._with("name", term.canonical)
        if term.hides_words:  # each sign is a word of its own there, and a phrase needs all of them
            units = np.ones(len(self.block.owner), np.bool_)
            for sign in unspaced_letters(term.name):
                if sign.isalnum():
                    units &= self._with("sign", sign)
            return units
        return self._covering(term.stems)[1] >= LIKE - _SLACK

    def _alike(self, one: Asked) -> Flags:
        """Units that may say something like it."""
        found = [self._with("family", *one.families)]
        if one.requirement.id in self.near:
            found.append(self.near[one.requirement.id])
        for term in one.terms:
            shared, share = self._covering(term.stems)
            found.append((shared > 1) & (share >= LIKE - _SLACK))
            found.append(
                self._with("implied", term.canonical) if term.canonical else self._with("name", *term.inside)
            )
        return self._any(found)

    def _best(self, units: Flags, values: Numbers | float) -> Numbers:
        """The highest value of the units of each resume."""
        most = np.zeros(self.resumes)
        np.maximum.at(most, self.block.owner[units], values if isinstance(values, float) else values[units])
        return most

    # ------------------------------------------------------------ entries

    def _entries(self, units: Flags) -> Flags:
        """Entries that have one of these units."""
        entries = np.zeros(len(self.block.months), np.bool_)
        entries[self.block.entry[units]] = True
        entries[-1] = False
        return entries

    def _months(self, entries: Flags, most: Numbers | NDArray[np.intp]) -> Numbers:
        """Months of these entries, as if no two went on at once."""
        owners, months = self.block.entry_owner[entries], self.block.months[entries]
        return np.minimum(np.bincount(owners, weights=months, minlength=self.resumes), most)

    @cached_property
    def _shown_in(self) -> NDArray[np.intp]:
        """How many requirements the sentences of each entry may name."""
        count = np.zeros(len(self.block.months), np.intp)
        for one in self.posed.asked:
            if one.requirement.kind in NAMED:
                count += self._entries(self.exact[one.requirement.id] & (self.block.kind == _SHOWN))
        return count

    @cached_property
    def _called_alike(self) -> Flags:
        return self._entries(
            (self._covering(self.posed.title, title=True)[1] >= LIKE - _SLACK) & self.block.title
        )

    def _alike_work(self, least: int) -> Flags:
        """Entries that may be work of this kind (`Case.of_the_trade`, `Case.of_the_field`)."""
        sure = self._called_alike | (self._shown_in >= least)
        sure[-1] = False
        kin = np.zeros_like(sure)
        kin[self.block.kin[0][sure[self.block.kin[1]]]] = True
        return sure | kin

    def _trade_months(self) -> Numbers:
        return self._months(self._alike_work(NEIGHBOURS) & self.block.in_career, self.block.career)

    # ------------------------------------------------------------ the rules

    def _named(self, one: Asked) -> _Credit:
        exact, months, kind = self.exact[one.requirement.id], one.requirement.months, self.block.kind
        hit = exact | self._alike(one)
        factor = np.where(exact, 1.0, SIMILAR)
        in_time = np.minimum(1.0, self.block.career / months) if months else np.ones(self.resumes)
        proof = np.where(exact, 1.0 if one.requirement.kind == "certificate" else CREDIT["certified"], 0.0)
        proof = np.maximum(proof, CREDIT["certified"] * factor)
        strong = self._best(hit & (kind == _CERTIFIED), proof) * in_time
        shown = hit & (kind == _SHOWN)
        if months:
            for units, worth in ((shown & exact, 1.0), (shown, SIMILAR)):
                covered = self._months(self._entries(units), self.block.whole)
                strong = np.maximum(strong, worth * np.minimum(1.0, covered / months))
        else:
            strong = np.maximum(strong, self._best(shown, factor))
        claimed = self._best(hit & (kind == _CLAIMED), CREDIT["claimed"] * factor) * in_time
        # In the light of a posting, whatever a unit was may turn out to be a list.
        listed = self._best(hit, CREDIT["listed"] * factor) * in_time
        return _credit(strong, claimed, listed)

    def _years(self, one: Asked) -> _Credit:
        asked, fields = one.requirement.months or 1, one.requirement.any_of
        work = self._alike_work(NEIGHBOURS + 1 if fields else NEIGHBOURS) & self.block.in_career
        exact = self._entries(self.exact[one.requirement.id] & (self.block.kind == _SHOWN))
        full = np.minimum(1.0, self._months(work & exact if fields else work, self.block.career) / asked)
        some = np.minimum(1.0, self._months(work, self.block.career) / asked)
        none = np.zeros(self.resumes)
        found = self._named(one) if fields else _credit(none, none, none)
        strong = np.maximum(found.strong, full + SIMILAR * (some - full))
        # Jobs that their owner only speaks of are rare: whoever has one gets the benefit of the doubt.
        return _credit(strong, np.where(self.block.said, 1.0, found.claimed), found.listed)

    def _degree(self, one: Asked) -> _Credit:
        asked = degree_asked(one)
        reached = self.block.degree >= max(1, asked.level)
        worth = np.where((self.block.degree > asked.level) | self.block.finished, 1.0, LESSER)
        if not asked.any_field:
            in_field = self._entries((self._covering(asked.field)[1] > 0.0) & self.block.title)
            worth = worth * np.where(in_field, 1.0, LESSER)
        strong = np.zeros(self.resumes)
        np.maximum.at(strong, self.block.entry_owner[reached], worth[reached])
        if asked.or_experience:
            share = np.minimum(1.0, self._trade_months() / EXPERIENCE_FOR_DEGREE_MONTHS)
            strong = np.maximum(strong, SIMILAR * share)
        return self._with_words(one, strong)

    def _language(self, one: Asked) -> _Credit:
        wanted = facts.fluency_level(one.requirement.quote)
        spoken = self.exact[one.requirement.id] & self.block.language
        level = self.block.level
        enough = (level == NO_LEVEL) | (level >= min(wanted or 0, facts.FLUENT))
        found = self._with_words(one, self._best(spoken, np.where(enough, 1.0, LESSER)))
        written = self._with("written", *(term.canonical for term in one.terms if term.canonical))
        claimed = np.maximum(found.claimed, self._best(written, CREDIT["claimed"]))
        return _credit(found.strong, claimed, found.listed)

    def _seniority(self, one: Asked) -> _Credit:
        wanted = seniority_asked(one)
        level = np.where(self.block.level == NO_LEVEL, facts.MIDDLE, self.block.level)
        of_trade = self.block.title & self._alike_work(NEIGHBOURS)[self.block.entry]
        needed = facts.YEARS_OF_LEVEL[wanted]
        grown = np.minimum(1.0, self._trade_months() / needed) if needed else np.ones(self.resumes)
        value = np.where(level >= wanted, 1.0, SIMILAR * grown[self.block.owner])
        none = np.zeros(self.resumes)
        return _credit(self._best(of_trade, value), none, none)

    def _with_words(self, one: Asked, strong: Numbers) -> _Credit:
        """What was shown, and what words without work behind them may add."""
        found = self._named(one)
        return _credit(strong, found.claimed, found.listed)
