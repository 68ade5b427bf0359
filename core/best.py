"""The best resumes of a channel for a posting, out of thousands: exactly those that scoring every one would find.

What is prepared, bound and scored is the blinded resume, so nothing a name may touch takes part in who is looked at.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core import matching, skills
from core.alike import Alike
from core.errors import EngineError, NotFound
from core.matching import Posed, Prepared, Similar, Vectors
from core.memory import Memory
from core.model import Asker, Profiled, load

if TYPE_CHECKING:  # as in the pipeline
    from core.storage import Store

CHUNK = 500
"""Resumes whose vectors are in memory at once: some 27 MB at 35 lines of 384 numbers each. Profiles are read all in one go: a
kilobyte each."""
MOST_UNSEEN = 500
"""Resumes that a ranking waits for a model to look at: about a minute. With more of them, words alone decide for all."""
_BATCH = 256
"""Scored in one go at most, before we look whether more can change anything: some 2 MB of prepared resumes."""
_TRIES = 3
"""For resumes that change while they are prepared."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best of a channel.

    Attributes:
        first: (resume id, score), best first; those of one score by id, which is random.
        near: how many others score within the margin of the last of `first`.
        scored: how many were scored to know this.
    """

    first: tuple[tuple[str, float], ...]
    near: int
    scored: int


@dataclass
class _Search:
    """What is looked for, and how many resumes no model had seen."""

    asker: Asker
    posed: Posed
    model: str
    unseen: int = 0

    @property
    def table(self) -> skills.Table:
        return self.posed.table or skills.shipped()


class Finder:
    """Looks through what is kept of blinded resumes. That the asker is a member of the channel is for the caller to know."""

    def __init__(self, store: "Store", memory: Memory, alike: Alike) -> None:
        self._store = store
        self._memory = memory
        self._alike = alike

    async def best(
        self, asker: Asker, posed: Posed, ids: Sequence[str], *, count: int, margin: float, model: str = ""
    ) -> Best:
        """The highest scores among these resumes of the asker's channel.

        No resume scores above its bound, so once the last of the best is higher than the next bound by more than the margin,
        the rest need no look.

        Args:
            posed: with the workspace's table of skills.
            count: how many; at least 1.
            margin: in points, of `Best.near`.
            model: digest of the embedding model whose nominees count; "" where words alone decide.

        Raises:
            EngineError: the model does not answer, or would have to look at more resumes first than anybody waits for.
        """
        search = _Search(asker, posed, model)
        ids, bounds = await self._bounds(search, ids)
        order = [int(place) for place in np.argsort(-bounds, kind="stable")]
        falling = bounds[order].astype(np.float64)
        scored: list[tuple[float, str]] = []
        looked_at = 0
        while more := _more(falling[looked_at:], scored, count=count, margin=margin):
            batch = order[looked_at : looked_at + more]
            scored += await self._scores(search, [ids[place] for place in batch])
            scored.sort(key=lambda one: (-one[0], one[1]))
            looked_at += more
        first, others = scored[:count], scored[count:]
        near = sum(points >= first[-1][0] - margin for points, _ in others)
        return Best(tuple((id, points) for points, id in first), near, len(scored))

    async def _bounds(self, search: _Search, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """Those of these resumes that are there, and the most that each can score."""
        rows = await self._profiles(search, ids)
        profiles = [row.profile or b"" for row in rows]
        if not search.model:
            bounds = await asyncio.to_thread(matching.bounds, search.posed, profiles)
            return [row.resume_id for row in rows], bounds
        made = [np.zeros(0, np.float32)]
        for start in range(0, len(rows), CHUNK):
            near = await self._near(search, rows[start : start + CHUNK])
            some = profiles[start : start + CHUNK]
            made.append(await asyncio.to_thread(matching.bounds, search.posed, some, near))
        return [row.resume_id for row in rows], np.concatenate(made)

    async def _profiles(self, search: _Search, ids: Sequence[str]) -> list[Profiled]:
        """What is kept; what was read under other rules, or before rankings were on, is prepared now."""
        rules = matching.blind_rules(search.posed.table)
        rows = await self._store.profiles_in(search.asker, rules, ids)
        for _ in range(_TRIES):
            missing = [row.resume_id for row in rows if row.profile is None]
            if not missing:
                break
            for id in missing:
                await self._blinded(search, id)
            rows = await self._store.profiles_in(search.asker, rules, ids)
        return [row for row in rows if row.profile is not None]

    async def _blinded(self, search: _Search, id: str) -> tuple[Prepared, str] | None:
        """What is scored of a resume, and the hash of its file; None where it is gone."""
        with suppress(NotFound):
            resume = await self._store.resume_in(search.asker, id)
            return (
                await self._memory.blinded(search.asker, resume, search.table),
                resume.document.sha256,
            )
        return None

    async def _scores(self, search: _Search, ids: Sequence[str]) -> list[tuple[float, str]]:
        prepared = await self._prepared(search, ids)
        if search.model:
            keys = {id: matching.vectors_key(matching.answers(one)) for id, one in prepared.items()}
            kept = await self._store.vectors_of(search.asker.team_id, [*keys.values()], search.model)
            for id, one in prepared.items():
                if keys[id] in kept:
                    self._alike.hold(search.model, matching.answers(one), kept[keys[id]])
        asked = []
        for id, one in prepared.items():
            similar = (
                await self._alike.nominees(search.model, search.posed.posting, one) if search.model else None
            )
            asked.append((id, one, similar))
        # In one go: on a busy machine each hand-over to a thread waits for its turn.
        return await asyncio.to_thread(_scored, search.posed, asked)

    async def _prepared(self, search: _Search, ids: Sequence[str]) -> dict[str, Prepared]:
        found = dict[str, Prepared]()
        rules = matching.blind_rules(search.posed.table)
        kept = await self._store.prepared(search.asker.team_id, rules, ids)
        for id in ids:
            if id in kept:
                found[id] = load(Prepared, kept[id][1])
            elif made := await self._blinded(search, id):  # it has changed since its bound was made
                found[id] = made[0]
        return found

    async def _near(self, search: _Search, rows: Sequence[Profiled]) -> NDArray[np.bool_]:
        """Which units a model may find near each requirement."""
        team_id, posting = search.asker.team_id, search.posed.posting
        found = await self._store.vectors_of(team_id, [row.vectors_key for row in rows], search.model)
        unseen = [row for row in rows if row.vectors_key not in found]
        search.unseen += len(unseen)
        if search.unseen > MOST_UNSEEN:
            raise EngineError("The model has not looked at all of these resumes yet")
        for row in unseen:
            if made := await self._blinded(search, row.resume_id):
                texts = matching.answers(made[0])
                vectors = await self._memory.look(search.asker, made[1], texts, search.model)
                found[matching.vectors_key(texts)] = vectors
        asked = await self._alike.embed(search.model, matching.questions(posting))
        least = await self._alike.threshold(search.model)
        shown = [found[row.vectors_key] for row in rows if len(found[row.vectors_key])]
        lines = np.concatenate(shown) if shown else np.zeros((0, asked.shape[1]), np.float32)
        return await asyncio.to_thread(matching.near, asked, lines, least=least)


def _more(
    falling: NDArray[np.float64], scored: Sequence[tuple[float, str]], *, count: int, margin: float
) -> int:
    """How many of the next to score now; 0 once none of them can be among the best, or within the margin of their last.

    Args:
        falling: bounds of those that are not scored yet, the highest first.
        scored: (points, id), the best first.
    """
    if len(scored) < count:
        return min(count, len(falling))
    return min(_BATCH, int(np.count_nonzero(falling >= scored[count - 1][0] - margin)))


def _scored(posed: Posed, asked: Sequence[tuple[str, Prepared, Similar | None]]) -> list[tuple[float, str]]:
    return [(matching.score(posed, one, similar).score, id) for id, one, similar in asked]
