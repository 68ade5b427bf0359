"""The best resumes of a channel for a posting, out of thousands: exactly those that scoring every one would find."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

import numpy as np

from core import matching, skills
from core.errors import NotFound
from core.matching import Posed, Prepared
from core.model import Asker, JobPosting, Profiled, Resume, dump, load

if TYPE_CHECKING:  # as in the pipeline
    from core.storage import Store

SHOWN = 25
_BATCH = 32
"""Scored in one go, before we look whether more can change anything."""
_TRIES = 3
"""For resumes that change while they are prepared."""

Scored = tuple[float, str]
"""Score and resume id."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best of a channel.

    Attributes:
        first: (resume id, score), best first.
        below: ids of the others, none of which scores higher than the last of `first`; by what each can reach at most.
        scored: how many were scored to know this.
    """

    first: tuple[tuple[str, float], ...]
    below: tuple[str, ...]
    scored: int


class Finder:
    """Looks through what was prepared when resumes were read. Words alone decide, no embeddings.

    That the asker is a member of the channel is for the caller to know.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store

    async def prepared(self, asker: Asker, resume: Resume, table: skills.Table) -> Prepared:
        """What matching needs of the current revision of a resume: what was kept, or made now and kept."""
        rules = matching.rules_version(table)
        found = await self._store.prepared(asker.team_id, rules, [resume.id])
        revision, kept = found.get(resume.id, (0, {}))
        return (
            load(Prepared, kept) if revision == resume.revision else await self._prepare(asker, resume, table)
        )

    async def _prepare(self, asker: Asker, resume: Resume, table: skills.Table) -> Prepared:
        prepared = await asyncio.to_thread(matching.prepare, resume, table)
        profile = await asyncio.to_thread(matching.profile, prepared, table)
        await self._store.save_prepared(asker.team_id, prepared.rules, resume, profile, dump(prepared))
        return prepared

    async def best(self, asker: Asker, posting: JobPosting, count: int = SHOWN) -> Best:
        """The highest scores of the asker's channel.

        No resume scores above its bound, so once the last of the best is as high as the next bound, the rest need no look.
        """
        table = skills.extended(await self._store.skills_of(asker.team_id))
        posed = await asyncio.to_thread(matching.pose, posting, table)
        rules = matching.rules_version(table)
        rows = await self._profiles(asker, rules, table)
        bounds = await asyncio.to_thread(matching.bounds, posed, [row.profile or b"" for row in rows])
        order = [int(place) for place in np.argsort(-bounds, kind="stable")]
        scored: list[Scored] = []
        for start in range(0, len(order), _BATCH):
            best = nlargest(count, scored)
            if len(best) == count and best[-1][0] >= bounds[order[start]]:
                break
            ids = [rows[place].resume_id for place in order[start : start + _BATCH]]
            scored += await self._score(asker, posed, rules, ids)
        first = sorted(nlargest(count, scored, key=lambda one: one[0]), key=lambda one: (-one[0], one[1]))
        chosen = {id for _, id in first}
        below = tuple(id for place in order if (id := rows[place].resume_id) not in chosen)
        return Best(tuple((id, points) for points, id in first), below, len(scored))

    async def _profiles(self, asker: Asker, rules: str, table: skills.Table) -> list[Profiled]:
        """The channel's profiles; what was read under older rules is prepared now."""
        rows = await self._store.profiles_in(asker, rules)
        for _ in range(_TRIES):
            missing = [row for row in rows if row.profile is None]
            if not missing:
                break
            for row in missing:
                with suppress(NotFound):  # forgotten in the meantime
                    await self._prepare(asker, await self._store.resume_in(asker, row.resume_id), table)
            rows = await self._store.profiles_in(asker, rules)
        return [row for row in rows if row.profile is not None]

    async def _score(self, asker: Asker, posed: Posed, rules: str, ids: Sequence[str]) -> list[Scored]:
        bodies = await self._store.prepared(asker.team_id, rules, ids)

        def score() -> list[Scored]:
            return [
                (matching.score(posed, load(Prepared, body)).score, id) for id, (_, body) in bodies.items()
            ]

        return await asyncio.to_thread(score)
