"""What a vote says: counts, and how much people agree. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.model import Ranking, Vote, VoteWord

WORDS: tuple[VoteWord, ...] = ("yes", "no", "unsure")
FEWEST = 2
MOST_VOTED_ON = 20
"""Candidates of a vote: each takes two of the 50 blocks that a message in Slack may hold."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote, counted.

    Attributes:
        counts: letter → word → how many said so.
        voters: how many people said a word on every candidate.
        agreement: Fleiss' kappa over those people, None where it says nothing.
    """

    counts: Mapping[str, Mapping[VoteWord, int]]
    voters: int
    agreement: float | None


def tally(votes: Sequence[Vote], made: Ranking) -> Tally:
    """Counts of all votes; agreement of the people who voted on everybody that is still there."""
    counts = {one.letter: dict.fromkeys(WORDS, 0) for one in made.candidates}
    for vote in votes:
        if vote.letter in counts:
            counts[vote.letter][vote.said] += 1
    whole = _complete(votes, made)
    table = [
        [sum(v.letter == letter and v.said == word and v.user_id in whole for v in votes) for word in WORDS]
        for letter in counts
    ]
    return Tally(counts, len(whole), kappa(table))


def complete(votes: Sequence[Vote], made: Ranking) -> int:
    """How many people have said a word on every candidate."""
    return len(_complete(votes, made))


def _complete(votes: Sequence[Vote], made: Ranking) -> frozenset[str]:
    said = Counter(vote.user_id for vote in votes if vote.letter in made.by_letter)
    return frozenset(user for user, count in said.items() if count == len(made.candidates) > 0)


def kappa(table: Sequence[Sequence[int]]) -> float | None:
    """How much raters agree beyond what chance makes.

    Args:
        table: for each subject, how many raters chose each category; as many raters for every subject.

    Returns:
        1.0 (they all agree), 0.0 (as chance would have it), down to -1.0; None with fewer than two raters or subjects, or
        where everybody chose one category throughout, so that chance alone would make them agree.

    Source: Fleiss, "Measuring nominal scale agreement among many raters", Psychological Bulletin 76(5), 1971.
    """
    raters = sum(table[0]) if table else 0
    if raters < FEWEST or len(table) < FEWEST:
        return None
    agreed = sum((sum(n * n for n in row) - raters) / (raters * (raters - 1)) for row in table) / len(table)
    shares = [sum(row[j] for row in table) / (raters * len(table)) for j in range(len(table[0]))]
    chance = sum(share * share for share in shares)
    return None if chance >= 1.0 else (agreed - chance) / (1.0 - chance)
