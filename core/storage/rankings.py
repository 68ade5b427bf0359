"""Rankings of other people's resumes: what an admin set for them, who stands where under which letter.

The only look-ups of the house that give one person what another shared: they are bound to the team and to the channel
of the `Asker`, and whoever calls them has made sure that the asker is a member of that channel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, select, update

from core.errors import NotFound
from core.model import Asker, Candidate, MatchReport, Ranking, RankingRules, Resume, ResumeCard, SwapTest
from core.storage.database import Database, whole
from core.storage.records import from_text, noun_from_text, noun_to_text, plain, to_text
from core.storage.resumes import NO_RESUME, card_of
from core.storage.tables import ranked, ranking, ranking_body, ranking_lock, ranking_rule, resume, resume_body

NO_RANKING = "I don't have that ranking for you"
DAY_S, HOUR_S = 86_400, 3_600
EVERYWHERE = ""
"""In the place of a team's id: a lock on all of them."""
_MARKS = ("upload_sha256", "text_mark", "mail_mark", "phone_mark")


@dataclass(frozen=True, slots=True)
class RankingState:
    """May this workspace rank?

    Attributes:
        rules: None until an admin has set them.
        locked: why not, "" where it is not locked.
    """

    rules: RankingRules | None
    locked: str

    @property
    def is_on(self) -> bool:
        return self.rules is not None and self.rules.is_on

    @property
    def quorum(self) -> int:
        return (self.rules or RankingRules("")).quorum


@dataclass(frozen=True)
class Shared:
    """What was shared in a channel.

    Attributes:
        cards: of resumes that were read, newest first; of what is one person's, the newest alone.
        left_out: why others are not among them → how many.
    """

    cards: tuple[ResumeCard, ...]
    left_out: dict[str, int] = field(default_factory=dict)


class Rankings:
    """Keeps and finds rankings, and what is set for them."""

    _db: Database

    # ------------------------------------------------------------ what is set

    @whole
    async def set_ranking_rules(self, team_id: str, rules: RankingRules) -> None:
        """Keeps what an admin set; the last word counts."""
        row = self._db.insert(ranking_rule).values(
            team_id=team_id,
            is_on=int(rules.is_on),
            notice=plain(rules.notice, 4_000),
            retention_days=rules.retention_days,
            visibility=rules.visibility,
            quorum=rules.quorum,
            vote_hours=rules.vote_hours,
            set_by=plain(rules.set_by, 64),
            created_at=self._db.now(),
        )
        names = [one.name for one in ranking_rule.columns if one.name != "team_id"]
        async with self._db.write() as connection:
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["team_id"], set_={name: row.excluded[name] for name in names}
                )
            )

    @whole
    async def ranking_state(self, team_id: str) -> RankingState:
        """What is set for a workspace, and whether its rankings are locked."""
        rules = select(ranking_rule).where(ranking_rule.c.team_id == team_id)
        locks = (
            select(ranking_lock.c.reason)
            .where(ranking_lock.c.team_id.in_((team_id, EVERYWHERE)))
            .order_by(ranking_lock.c.created_at)
        )
        async with self._db.read() as connection:
            row = (await connection.execute(rules)).one_or_none()
            reasons = (await connection.execute(locks)).scalars().all()
        return RankingState(_rules(row) if row else None, reasons[0] if reasons else "")

    @whole
    async def lock_ranking(self, team_id: str, reason: str) -> None:
        """No rankings from now on in this workspace, or in all of them (`EVERYWHERE`).

        Args:
            reason: a short clause without personal text.
        """
        row = self._db.insert(ranking_lock).values(
            team_id=team_id, reason=plain(reason), created_at=self._db.now()
        )
        async with self._db.write() as connection:
            await connection.execute(
                row.on_conflict_do_update(index_elements=["team_id"], set_={"reason": row.excluded.reason})
            )

    @whole
    async def unlock_ranking(self, team_id: str) -> None:
        """Takes that lock off; one that is not there is fine."""
        async with self._db.write() as connection:
            await connection.execute(delete(ranking_lock).where(ranking_lock.c.team_id == team_id))

    # ------------------------------------------------------------ what was shared in a channel

    @whole
    async def shared_in(self, asker: Asker) -> Shared:
        """The resumes of the asker's channel, whoever shared them; the newest of one person's."""
        query = (
            select(resume)
            .where(resume.c.team_id == asker.team_id, resume.c.channel_id == asker.channel_id)
            .order_by(resume.c.created_at.desc(), resume.c.id)
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        ready, left_out = [row for row in rows if row.state == "ready"], _reasons(rows)
        newest = _one_each(ready)
        _count(left_out, "same_person", len(ready) - len(newest))
        return Shared(tuple(map(card_of, newest)), left_out)

    @whole
    async def resume_in(self, asker: Asker, resume_id: str, revision: int | None = None) -> Resume:
        """A resume that was shared in the asker's channel; its current revision unless said.

        Raises:
            NotFound: it was not shared there, or is not read yet.
        """
        wanted = resume.c.revision if revision is None else revision
        query = (
            select(resume_body.c.body)
            .join(resume, and_(resume_body.c.resume_id == resume.c.id, resume_body.c.revision == wanted))
            .where(
                resume.c.id == resume_id,
                resume.c.team_id == asker.team_id,
                resume.c.channel_id == asker.channel_id,
                resume.c.channel_id != "",
            )
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound(NO_RESUME)
        return noun_from_text(Resume, body)

    @whole
    async def card_in(self, asker: Asker, resume_id: str) -> ResumeCard:
        """The same without its text.

        Raises:
            NotFound: it was not shared there.
        """
        query = select(resume).where(
            resume.c.id == resume_id,
            resume.c.team_id == asker.team_id,
            resume.c.channel_id == asker.channel_id,
        )
        async with self._db.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound(NO_RESUME)
        return card_of(row)

    # ------------------------------------------------------------ rankings

    @whole
    async def save_ranking(self, made: Ranking, *, vote_hours: int = 0) -> None:
        """Keeps a ranking, once; the same id again changes nothing.

        Args:
            vote_hours: people vote on it first, for so long; 0 where they do not.

        Raises:
            StorageFailed: a resume was forgotten in the meantime.
        """
        row = self._db.insert(ranking).values(
            id=made.id,
            team_id=made.asker.team_id,
            user_id=made.asker.user_id,
            channel_id=made.asker.channel_id,
            posting_id=made.posting_id,
            posting_version=made.posting_version,
            is_private=int(made.is_private),
            state="voting" if vote_hours else "shown",
            closes_at=self._db.now() + vote_hours * HOUR_S if vote_hours else 0.0,
            place_channel="",
            place_ts="",
            created_at=self._db.now(),
        )
        facts = {
            "title": made.title,
            "notice": made.notice,
            "left_out": dict(made.left_out),
            "swaps": [made.swaps.swaps, made.swaps.changed, made.swaps.digest, made.swaps.drawn],
            "looked_at": made.looked_at,
            "near": made.near,
            "model_waits": made.model_waits,
        }
        async with self._db.write() as connection:
            kept = await connection.execute(row.on_conflict_do_nothing().returning(ranking.c.id))
            if kept.one_or_none() is None:
                return
            await connection.execute(
                self._db.insert(ranking_body).values(
                    ranking_id=made.id, team_id=made.asker.team_id, body=to_text(facts)
                )
            )
            for one in made.candidates:
                await connection.execute(
                    self._db.insert(ranked).values(
                        ranking_id=made.id,
                        letter=one.letter,
                        team_id=made.asker.team_id,
                        resume_id=one.resume_id,
                        revision=one.revision,
                        body=noun_to_text(one.report),
                    )
                )

    @whole
    async def ranking_channel(self, team_id: str, user_id: str, ranking_id: str) -> str:
        """In which channel the resumes of a ranking were shared: whoever is a member there may see it.

        Raises:
            NotFound: none of this team, or for somebody else alone.
        """
        return str((await self._row(_may_see(team_id, user_id, ranking_id))).channel_id)

    @whole
    async def ranking(self, asker: Asker, ranking_id: str) -> Ranking:
        """A ranking with the candidates that are still there, in no order that means anything.

        Raises:
            NotFound: none of the asker's channel, or for somebody else alone.
        """
        return await self._ranking(
            and_(_may_see(asker.team_id, asker.user_id, ranking_id), ranking.c.channel_id == asker.channel_id)
        )

    @whole
    async def own_ranking(self, asker: Asker, ranking_id: str) -> Ranking:
        """The asker's own ranking of this id, made before in this channel.

        Raises:
            NotFound: none.
        """
        return await self._ranking(
            and_(
                ranking.c.id == ranking_id,
                ranking.c.team_id == asker.team_id,
                ranking.c.user_id == asker.user_id,
                ranking.c.channel_id == asker.channel_id,
            )
        )

    @whole
    async def is_voting(self, asker: Asker) -> bool:
        """Do people vote on a ranking in the asker's channel?"""
        query = select(ranking.c.id).where(
            ranking.c.team_id == asker.team_id,
            ranking.c.channel_id == asker.channel_id,
            ranking.c.state == "voting",
        )
        async with self._db.read() as connection:
            return (await connection.execute(query.limit(1))).one_or_none() is not None

    @whole
    async def rankings_with(self, asker: Asker, resume_ids: Sequence[str]) -> list[str]:
        """Ids of the rankings in which resumes of the asker's own stand."""
        query = (
            select(ranked.c.ranking_id)
            .join(resume, resume.c.id == ranked.c.resume_id)
            .where(
                resume.c.team_id == asker.team_id,
                resume.c.user_id == asker.user_id,
                resume.c.id.in_(list(resume_ids)),
            )
            .distinct()
        )
        async with self._db.read() as connection:
            return sorted((await connection.execute(query)).scalars())

    @whole
    async def house_ranking(self, team_id: str, ranking_id: str) -> Ranking:
        """A ranking for the house itself, which draws its message anew; nobody else is given it.

        Raises:
            NotFound: none of this team.
        """
        return await self._ranking(and_(ranking.c.team_id == team_id, ranking.c.id == ranking_id))

    @whole
    async def place_ranking(self, team_id: str, ranking_id: str, channel: str, ts: str) -> None:
        """Notes which message shows it."""
        async with self._db.write() as connection:
            await connection.execute(
                update(ranking)
                .where(ranking.c.team_id == team_id, ranking.c.id == ranking_id)
                .values(place_channel=plain(channel, 64), place_ts=plain(ts, 64))
            )

    @whole
    async def purge_rankings(self) -> int:
        """Erases rankings older than their workspace keeps them; how many."""
        gone = 0
        async with self._db.write() as connection:
            rules = (
                await connection.execute(select(ranking_rule.c.team_id, ranking_rule.c.retention_days))
            ).all()
            for team_id, days in rules:
                old = ranking.c.created_at < self._db.now() - days * DAY_S
                done = await connection.execute(delete(ranking).where(ranking.c.team_id == team_id, old))
                gone += done.rowcount
        return gone

    async def _row(self, which: ColumnElement[bool]) -> Row[Any]:
        query: Select[Any] = (
            select(ranking, ranking_body.c.body)
            .join(ranking_body, ranking_body.c.ranking_id == ranking.c.id)
            .where(which)
        )
        async with self._db.read() as connection:
            row: Row[Any] | None = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound(NO_RANKING)
        return row

    async def _ranking(self, which: ColumnElement[bool]) -> Ranking:
        row = await self._row(which)
        query = select(ranked).where(ranked.c.ranking_id == row.id).order_by(ranked.c.letter)
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        return _ranking_of(row, rows)


def _may_see(team_id: str, user_id: str, ranking_id: str) -> ColumnElement[bool]:
    return and_(
        ranking.c.team_id == team_id,
        ranking.c.id == ranking_id,
        (ranking.c.is_private == 0) | (ranking.c.user_id == user_id),
    )


def _ranking_of(row: Row[Any], candidates: Iterable[Row[Any]]) -> Ranking:
    facts = from_text(row.body)
    return Ranking(
        id=row.id,
        asker=Asker(row.team_id, row.user_id, row.channel_id),
        posting_id=row.posting_id,
        posting_version=row.posting_version,
        title=facts["title"],
        is_private=bool(row.is_private),
        candidates=tuple(
            Candidate(one.letter, one.resume_id, one.revision, noun_from_text(MatchReport, one.body))
            for one in candidates
        ),
        swaps=SwapTest(*facts["swaps"]),
        left_out=facts["left_out"],
        notice=facts["notice"],
        phase=row.state,
        closes_at=row.closes_at,
        place=(row.place_channel, row.place_ts),
        made_at=row.created_at,
        looked_at=facts.get("looked_at", 0),
        near=facts.get("near", 0),
        model_waits=facts.get("model_waits", False),
    )


def _rules(row: Row[Any]) -> RankingRules:
    return RankingRules(
        notice=row.notice,
        retention_days=row.retention_days,
        visibility=row.visibility,
        quorum=row.quorum,
        vote_hours=row.vote_hours,
        is_on=bool(row.is_on),
        set_by=row.set_by,
        set_at=row.created_at,
    )


def _count(left_out: dict[str, int], code: str, number: int) -> None:
    if number > 0:
        left_out[code] = left_out.get(code, 0) + number


def _reasons(rows: Iterable[Row[Any]]) -> dict[str, int]:
    left_out: dict[str, int] = {}
    for row in rows:
        if row.state != "ready":
            _count(left_out, row.code or "reading", 1)
    return left_out


def _one_each(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """The first of all that are the same file, text or person."""
    kept, seen = [], set[tuple[str, str]]()
    for row in rows:
        marks = {(name, getattr(row, name)) for name in _MARKS if getattr(row, name)}
        if not marks & seen:
            kept.append(row)
        seen |= marks
    return kept
