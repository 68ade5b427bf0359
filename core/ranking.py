"""Other people's resumes against one posting, with names hidden and the proof that names had no say."""

import asyncio
import csv
import io
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from core import documents, extraction, matching, skills, voting
from core.best import Finder
from core.blindness import Judge, Judged
from core.desk import Desk
from core.errors import (
    BallotTooLong,
    EngineError,
    NotFound,
    OrderChanged,
    RankingLocked,
    RankingOff,
    RankingRefused,
    VoteRunning,
)
from core.matching import Posed
from core.matching.blind import blind
from core.memory import Memory
from core.model import (
    Asker,
    Candidate,
    JobPosting,
    Ranking,
    RankingRules,
    Resume,
    SwapTest,
    Upload,
    VoteWord,
)

if TYPE_CHECKING:  # as in the pipeline
    from core.storage import RankingState, Store

EQUAL_POINTS = 4.0
"""Scores this near say nothing about which of two people is better: a requirement of weight 1 more or less makes as much."""
MOST = 200
"""Up to so many resumes of a channel all stand in its ranking. Of more, the best do: each that stands there is read anew and scored
eighteen times for the proof, and nobody reads thousands."""
BEST = 50
DRAWN = 25
"""Resumes that do not stand there, drawn by lot, on which the proof is made too: names have no say in who is left out either."""
FEWEST = 2
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Revealed:
    """Who stands behind a letter."""

    letter: str
    name: str
    file_name: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two candidates of a ranking, and what is asked for."""

    ranking: Ranking
    posting: JobPosting
    left: Candidate
    right: Candidate


@dataclass(frozen=True, slots=True)
class _Made:
    """A ranking before it has letters.

    Attributes:
        looked_at: how many resumes were compared.
        near: how many that are not among `known` score within `EQUAL_POINTS` of the last of them.
        model_waits: there is a model, and words alone decided.
    """

    known: Sequence[Judged]
    proof: SwapTest
    looked_at: int
    near: int = 0
    model_waits: bool = False


class Ranker:
    """The verbs of rankings. Each is bound to its asker's channel; that they are a member there is for the caller to know."""

    def __init__(self, desk: Desk, store: "Store", memory: Memory) -> None:
        self._desk = desk
        self._store = store
        self._memory = memory
        self._finder = Finder(store, memory, desk.alike)

    # ------------------------------------------------------------ what is set

    async def state(self, team_id: str) -> "RankingState":
        """What an admin set, and whether rankings are locked."""
        return await self._store.ranking_state(team_id)

    async def set_rules(self, asker: Asker, rules: RankingRules) -> None:
        """Keeps what an admin set. Whether this asker is one is for the caller to know."""
        await self._store.set_ranking_rules(asker.team_id, replace(rules, set_by=asker.user_id))
        await self._store.audit(
            asker.team_id,
            asker.user_id,
            "ranking_rules",
            is_on=int(rules.is_on),
            notice_sha256=sha256(rules.notice.encode("utf-8", "replace")).hexdigest(),
            retention_days=rules.retention_days,
            visibility=rules.visibility,
            quorum=rules.quorum,
            vote_hours=rules.vote_hours,
        )

    async def allowed(self, asker: Asker) -> RankingRules:
        """What is set where this asker may rank.

        Raises:
            RankingOff: no admin has set the notice, or one has switched rankings off.
            RankingLocked: a self-test failed.
            VoteRunning: people of this channel are voting on a ranking.
        """
        state = await self._store.ranking_state(asker.team_id)
        if state.rules is None or not state.rules.is_on:
            raise RankingOff("Ranking is off here")
        if state.locked:
            raise RankingLocked(f"Ranking is locked: {state.locked}")
        if asker.channel_id and await self._store.is_voting(asker):
            raise VoteRunning("A vote is running in this channel")
        return state.rules

    # ------------------------------------------------------------ ranking

    async def rank(
        self, asker: Asker, ranking_id: str, posting_id: str, *, is_private: bool, vote_first: bool = False
    ) -> Ranking:
        """Ranks what was shared in the asker's channel. The same id again gives the same ranking.

        Args:
            is_private: the channel is public, so that the asker alone may see it.

        Raises:
            RankingOff, RankingLocked, VoteRunning: as `allowed`.
            RankingRefused: fewer than two resumes; more than a ballot holds, where people are to vote first.
            OrderChanged: names had a say; nothing is kept but the audit row.
        """
        with suppress(NotFound):
            return ranked(await self._store.own_ranking(asker, ranking_id))
        rules = await self.allowed(asker)
        posting = await self._store.posting(asker, posting_id)
        shared = await self._store.shared_in(asker)
        _check_enough(len(shared.cards))
        if vote_first:
            _check_ballot(len(shared.cards))
        posed = matching.pose(posting, await self._memory.table(asker))
        made = await self._by_one_rule(asker, posed, [card.id for card in shared.cards])
        _check_enough(len(made.known))
        await self._audit_ranking(asker, ranking_id, posting, made)
        if made.proof.changed:
            raise OrderChanged("I ranked nothing: the order changed when names were swapped")
        hours = rules.vote_hours if vote_first else 0
        await self._store.save_ranking(
            Ranking(
                id=ranking_id,
                asker=asker,
                posting_id=posting.id,
                posting_version=posting.version,
                title=posting.title or "",
                is_private=is_private or rules.visibility == "asker",
                candidates=_candidates(made.known),
                swaps=made.proof,
                left_out=shared.left_out,
                notice=rules.notice,
                looked_at=made.looked_at,
                near=made.near,
                model_waits=made.model_waits,
            ),
            vote_hours=hours,
        )
        return await self.ranking(asker, ranking_id)

    async def _by_one_rule(self, asker: Asker, posed: Posed, ids: Sequence[str]) -> "_Made":
        """What a model finds near counts for all of them. If it cannot look at everybody, words alone decide for everybody."""
        model = ""
        with suppress(EngineError):
            if model := await self._desk.alike.model():
                return await self._made(asker, posed, ids, model)
        return replace(await self._made(asker, posed, ids, ""), model_waits=bool(model))

    async def _made(self, asker: Asker, posed: Posed, ids: Sequence[str], model: str) -> "_Made":
        judge = Judge(self._desk, posed, model)
        if len(ids) <= MOST:
            known = await self._judged(asker, judge, ids)
            return _Made(known, await judge.swap_test(known), len(ids))
        best = await self._finder.best(asker, posed, ids, count=BEST, margin=EQUAL_POINTS, model=model)
        known = await self._judged(asker, judge, [id for id, _ in best.first])
        chosen = {id for id, _ in best.first}
        others = [id for id in ids if id not in chosen]
        secrets.SystemRandom().shuffle(others)
        drawn = await self._judged(asker, judge, others[:DRAWN])
        proof = await judge.swap_test([*known, *drawn])
        if not await self._are_kept(asker, [*known, *drawn], posed):
            proof = replace(proof, changed=proof.swaps)
        return _Made(known, replace(proof, drawn=len(drawn)), len(ids), best.near)

    async def _judged(self, asker: Asker, judge: Judge, ids: Sequence[str]) -> list[Judged]:
        found = []
        for id in ids:
            with suppress(NotFound):  # forgotten in the meantime
                found.append(await judge.judge(await self._store.resume_in(asker, id)))
        return found

    async def _are_kept(self, asker: Asker, judged: Sequence[Judged], posed: Posed) -> bool:
        """Is what was looked through what blinding makes of these resumes now? Else the best may be others."""
        table = posed.table or skills.shipped()
        return all([await self._memory.blinded(asker, one.resume, table) == one.prepared for one in judged])

    async def _audit_ranking(self, asker: Asker, ranking_id: str, posting: JobPosting, made: "_Made") -> None:
        proof, first = made.proof, made.known[0].report
        await self._store.audit(
            asker.team_id,
            asker.user_id,
            "rank_blocked" if proof.changed else "rank",
            ranking_id=ranking_id,
            posting_id=posting.id,
            posting_version=posting.version,
            resumes=made.looked_at,
            shown=len(made.known),
            drawn=proof.drawn,
            swaps=proof.swaps,
            changed=proof.changed,
            digest=proof.digest,
            rules=first.rules,
            embeddings=first.embeddings,
            reader=documents.VERSION,
            extraction=extraction.VERSION,
        )

    # ------------------------------------------------------------ looking

    async def channel_of(self, asker: Asker, ranking_id: str) -> str:
        """The channel whose members may see a ranking.

        Raises:
            NotFound: none of this team, or for somebody else alone.
        """
        return await self._store.ranking_channel(asker.team_id, asker.user_id, ranking_id)

    async def ranking(self, asker: Asker, ranking_id: str) -> Ranking:
        """A ranking, its candidates best first.

        Raises:
            NotFound: none of the asker's channel.
        """
        return ranked(await self._store.ranking(asker, ranking_id))

    async def scores(self, asker: Asker, ranking_id: str) -> Ranking:
        """The same for somebody who wants to see scores.

        Raises:
            VoteRunning: not before the vote is counted.
        """
        made = await self.ranking(asker, ranking_id)
        if made.phase == "voting":
            raise VoteRunning("People are voting on this ranking")
        return made

    async def compare(self, asker: Asker, ranking_id: str, left: str, right: str) -> Compared:
        """Two candidates side by side, blind.

        Raises:
            VoteRunning: not before the vote is counted.
            RankingRefused: one of them is not there any more.
        """
        made = await self.scores(asker, ranking_id)
        posting = await self._posting(asker, made)
        return Compared(made, posting, _candidate(made, left), _candidate(made, right))

    async def _posting(self, asker: Asker, made: Ranking) -> JobPosting:
        # As its asker may read it: whoever may see the ranking may see what it was made with.
        owner = Asker(asker.team_id, made.asker.user_id, made.asker.channel_id)
        return await self._store.posting(owner, made.posting_id, made.posting_version)

    async def read_blind(self, asker: Asker, ranking_id: str, letter: str) -> Resume:
        """What a reviewer reads of a candidate: the blinded resume, in the revision that was ranked.

        Raises:
            RankingRefused: the candidate is not there any more.
        """
        one = _candidate(await self.ranking(asker, ranking_id), letter)
        resume = await self._store.resume_in(asker, one.resume_id, one.revision)
        return await asyncio.to_thread(blind, resume)

    async def reveal(self, asker: Asker, ranking_id: str) -> list[Revealed]:
        """Who stands behind each letter; that somebody looked is kept.

        Raises:
            VoteRunning: not before the vote is counted.
        """
        made = await self.scores(asker, ranking_id)
        shown = []
        for one in made.candidates:
            card = await self._store.card_in(asker, one.resume_id)
            resume = await self._store.resume_in(asker, one.resume_id)
            name = str(resume.fields.get("basics", {}).get("name") or "")
            shown.append(Revealed(one.letter, name, card.file_name, card.user_id))
        await self._store.audit(
            asker.team_id, asker.user_id, "reveal", ranking_id=ranking_id, candidates=len(shown)
        )
        return shown

    async def export(self, asker: Asker, ranking_id: str) -> Upload:
        """A ranking as a table without content: fingerprints, scores, versions, the proof. For admins; that is for the
        caller to know.

        Raises:
            VoteRunning: not before the vote is counted.
        """
        made = await self.scores(asker, ranking_id)
        return Upload(f"ranking-{ranking_id[:8]}.csv", _table_of(made).encode())

    async def note_export(self, asker: Asker, ranking_id: str) -> None:
        """That somebody asked for the table is kept."""
        await self._store.audit(asker.team_id, asker.user_id, "export_ranking", ranking_id=ranking_id)

    # ------------------------------------------------------------ the message that shows it

    async def shown_at(self, asker: Asker, ranking_id: str, channel: str, ts: str) -> None:
        """Notes which message shows a ranking."""
        await self._store.place_ranking(asker.team_id, ranking_id, channel, ts)

    async def for_drawing(self, team_id: str, ranking_id: str) -> Ranking:
        """A ranking as its message shall show it, whoever looks.

        Raises:
            NotFound: none of this team.
        """
        return ranked(await self._store.house_ranking(team_id, ranking_id))

    async def holding(self, asker: Asker, resume_ids: Sequence[str]) -> list[str]:
        """Ids of the rankings in which resumes of the asker's own stand."""
        return await self._store.rankings_with(asker, resume_ids)

    # ------------------------------------------------------------ votes

    async def start_vote(self, asker: Asker, ranking_id: str) -> bool:
        """Hides scores until people have voted; False where a vote runs or ran already.

        Raises:
            RankingOff, RankingLocked: as `allowed`.
            VoteRunning: on another ranking of this channel.
            BallotTooLong: more candidates than a ballot holds.
        """
        made = await self.ranking(asker, ranking_id)
        if made.phase != "shown" or made.is_private:
            return False
        _check_ballot(len(made.candidates))
        rules = await self.allowed(asker)
        begun = await self._store.start_vote(asker, ranking_id, hours=rules.vote_hours)
        await self._store.audit(asker.team_id, asker.user_id, "start_vote", ranking_id=ranking_id)
        return begun

    async def vote(self, asker: Asker, ranking_id: str, letter: str, said: VoteWord) -> bool:
        """One person's word on one candidate; True once enough people have said theirs on everybody.

        Raises:
            VoteOver: no vote runs on this candidate.
        """
        await self._store.cast(asker, ranking_id, letter, said)
        return await self._has_quorum(asker.team_id, ranking_id)

    async def _has_quorum(self, team_id: str, ranking_id: str) -> bool:
        made = await self._store.house_ranking(team_id, ranking_id)
        state = await self._store.ranking_state(team_id)
        return voting.complete(await self._store.votes(team_id, ranking_id), made) >= state.quorum

    async def end_vote(self, asker: Asker, ranking_id: str) -> None:
        """Counts. Again, it changes nothing."""
        await self._store.end_vote(asker.team_id, ranking_id)
        votes = await self._store.votes(asker.team_id, ranking_id)
        await self._store.audit(
            asker.team_id, asker.user_id, "end_vote", ranking_id=ranking_id, votes=len(votes)
        )

    async def tally(self, made: Ranking) -> "voting.Tally | None":
        """What was said, once it is counted; before that nothing, whoever asks."""
        if made.phase != "counted":
            return None
        return voting.tally(await self._store.votes(made.asker.team_id, made.id), made)

    async def votes_due(self) -> list[tuple[str, str, str, str]]:
        """(team, asker, channel, ranking) of each vote whose time is over."""
        return await self._store.votes_due()


def ranked(made: Ranking) -> Ranking:
    """Its candidates best first; those whom nothing tells apart by letter."""
    return replace(made, candidates=tuple(one for group in groups(made.candidates) for one in group))


def groups(candidates: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """Candidates within `EQUAL_POINTS` of the best of their group, groups best first; inside one by letter."""
    found: list[list[Candidate]] = []
    for one in sorted(candidates, key=lambda c: (-c.report.score, in_order(c.letter))):
        if found and found[-1][0].report.score - one.report.score <= EQUAL_POINTS:
            found[-1].append(one)
        else:
            found.append([one])
    return [tuple(sorted(group, key=lambda c: in_order(c.letter))) for group in found]


def letters(count: int) -> list[str]:
    """A, B, … Z, AA, AB, …"""
    alphabet = [chr(ord("A") + n) for n in range(26)]
    return [*alphabet, *(a + b for a in alphabet for b in alphabet)][:count]


def in_order(letter: str) -> tuple[int, str]:
    """A, B, … Z, AA: what to sort letters by."""
    return len(letter), letter


def _candidates(known: Sequence[Judged]) -> tuple[Candidate, ...]:
    """Letters are drawn by lot: the order of sharing says who it is."""
    names = letters(len(known))
    secrets.SystemRandom().shuffle(names)
    return tuple(
        Candidate(name, one.resume.id, one.resume.revision, one.report)
        for name, one in zip(names, known, strict=True)
    )


def _check_enough(resumes: int) -> None:
    if resumes < FEWEST:
        raise RankingRefused("Fewer than two people's resumes were shared here, so there is nothing to rank")


def _check_ballot(candidates: int) -> None:
    if candidates > voting.MOST_VOTED_ON:
        raise BallotTooLong(
            f"{candidates} people's resumes are more than the {voting.MOST_VOTED_ON} that fit on a ballot"
        )


def _candidate(made: Ranking, letter: str) -> Candidate:
    if letter not in made.by_letter:
        raise RankingRefused("That candidate's resume is not here any more")
    return made.by_letter[letter]


def _table_of(made: Ranking) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        ["ranking", "made_at", "candidate", "score", "band", "musts_met", "musts", "fingerprint", "resume_revision",
         "posting_version", "rules", "embeddings", "swaps", "swaps_changed", "swap_digest"]
    )  # fmt: skip
    made_at = datetime.fromtimestamp(made.made_at, UTC).isoformat(timespec="seconds")
    for one in made.candidates:
        report = one.report
        musts = [v for v in report.verdicts if v.requirement.must]
        row = (
            made.id, made_at, one.letter, f"{report.score:.4f}", report.band, len(musts) - len(report.missing_musts),
            len(musts), report.fingerprint, one.revision, made.posting_version, report.rules, report.embeddings,
            made.swaps.swaps, made.swaps.changed, made.swaps.digest,
        )  # fmt: skip
        table.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula. Source: OWASP, "CSV Injection"."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
