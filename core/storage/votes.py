"""Votes on the candidates of a ranking, kept to themselves until they are counted."""

from sqlalchemy import and_, select, update

from core.errors import VoteOver
from core.model import Asker, Vote, VoteWord
from core.storage.database import Database, whole
from core.storage.records import plain
from core.storage.tables import ranked, ranking
from core.storage.tables import vote as table

NO_VOTE = "No vote runs on that candidate"


class Votes:
    """Keeps and finds votes. Who may vote is for the caller to know; for whom and until when is looked at here."""

    _db: Database

    @whole
    async def start_vote(self, asker: Asker, ranking_id: str, *, hours: float) -> bool:
        """Hides a ranking that is shown until its vote is counted; False if it was not shown."""
        mine = and_(
            ranking.c.id == ranking_id,
            ranking.c.team_id == asker.team_id,
            ranking.c.channel_id == asker.channel_id,
            ranking.c.is_private == 0,
            ranking.c.state == "shown",
        )
        begun = (
            update(ranking)
            .where(mine)
            .values(state="voting", closes_at=self._db.now() + hours * 3_600)
            .returning(ranking.c.id)
        )
        async with self._db.write() as connection:
            return (await connection.execute(begun)).one_or_none() is not None

    @whole
    async def cast(self, asker: Asker, ranking_id: str, letter: str, said: VoteWord) -> None:
        """One person's word on one candidate; a later one takes its place.

        Raises:
            VoteOver: no vote runs, its time is over, or there is no such candidate (any longer).
        """
        open_now = (
            select(ranked.c.letter)
            .join(ranking, ranking.c.id == ranked.c.ranking_id)
            .where(
                ranking.c.id == ranking_id,
                ranking.c.team_id == asker.team_id,
                ranking.c.channel_id == asker.channel_id,
                ranking.c.state == "voting",
                ranking.c.closes_at > self._db.now(),
                ranked.c.letter == plain(letter, 8),
            )
            # Whoever counts waits for this vote, or this vote comes after the count and is refused.
            .with_for_update()
        )
        row = self._db.insert(table).values(
            ranking_id=ranking_id,
            letter=plain(letter, 8),
            user_id=asker.user_id,
            team_id=asker.team_id,
            said=said,
            created_at=self._db.now(),
        )
        changed = row.on_conflict_do_update(
            index_elements=["ranking_id", "letter", "user_id"],
            set_={"said": row.excluded.said, "created_at": row.excluded.created_at},
        )
        async with self._db.write() as connection:
            if (await connection.execute(open_now)).one_or_none() is None:
                raise VoteOver(NO_VOTE)
            await connection.execute(changed)

    @whole
    async def votes(self, team_id: str, ranking_id: str) -> list[Vote]:
        """All votes on a ranking, by candidate and person."""
        query = (
            select(table.c.letter, table.c.user_id, table.c.said)
            .where(table.c.team_id == team_id, table.c.ranking_id == ranking_id)
            .order_by(table.c.letter, table.c.user_id)
        )
        async with self._db.read() as connection:
            return [Vote(row.letter, row.user_id, row.said) for row in await connection.execute(query)]

    @whole
    async def end_vote(self, team_id: str, ranking_id: str) -> None:
        """From now on scores and counts are shown, and no vote changes; one that is over stays over."""
        running = (ranking.c.id == ranking_id, ranking.c.team_id == team_id, ranking.c.state == "voting")
        async with self._db.write() as connection:
            await connection.execute(update(ranking).where(*running).values(state="counted"))

    @whole
    async def votes_due(self) -> list[tuple[str, str, str, str]]:
        """(team, asker, channel, ranking) of each vote whose time is over."""
        query = select(ranking.c.team_id, ranking.c.user_id, ranking.c.channel_id, ranking.c.id).where(
            ranking.c.state == "voting", ranking.c.closes_at <= self._db.now()
        )
        async with self._db.read() as connection:
            return [(row[0], row[1], row[2], row[3]) for row in await connection.execute(query)]
