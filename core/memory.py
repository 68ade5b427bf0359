"""What is worked out once for a team and kept, so that nobody waits for it again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from core import extraction, matching, prompts, skills
from core.desk import Desk
from core.errors import EngineError, NotFound
from core.matching import Prepared, Vectors
from core.matching.blind import blind
from core.model import Asker, Extraction, JobPosting, Resume, dump, load

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store

ATTEMPTS = 5
"""To make a next revision, while others make theirs."""
Asked = TypeVar("Asked", Extraction, JobPosting)


class Memory:
    """The skills of a workspace, a model's answers, what matching needs, and vectors: each is kept with what it was made of, and erased with it."""

    def __init__(self, desk: Desk, store: "Store") -> None:
        self._desk = desk
        self._store = store

    async def table(self, asker: Asker) -> skills.Table:
        """The skills that this workspace knows, as they are now."""
        return skills.extended(await self._store.skills_of(asker.team_id))

    async def asked(
        self,
        asker: Asker,
        prompt: str,
        kind: type[Asked],
        source: str,
        ask: Callable[[], Awaitable[Asked]],
        *also: str,
    ) -> Asked:
        """What the model made of a text, asked once for a team; without a model, or when it failed, nothing is kept.

        Args:
            prompt: its name; a changed prompt asks again, as do another model and other rules.
            source: SHA-256 of the kept file or text, with which the answer is erased.
            also: what else the answer depends on.
        """
        if (
            not self._desk.engine.digest
        ):  # no model, or not known yet which one: nothing that could be told apart later
            return await ask()
        key = ":".join(
            (source, self._desk.engine.digest, prompts.load(prompt).sha256, extraction.VERSION, *also)
        )
        with suppress(NotFound):
            return load(kind, await self._store.cached(asker.team_id, prompt, key))
        found = await ask()
        if found.engine == self._desk.engine.name:
            with suppress(NotFound):  # forgotten in the meantime: then it is not kept
                await self._store.cache(asker.team_id, prompt, key, dump(found), source=source)
        return found

    # ------------------------------------------------------------ what matching needs of a resume

    async def prepared(self, asker: Asker, resume: Resume, table: skills.Table) -> Prepared:
        """What matching needs of the current revision of a resume: what was kept, or made now and kept."""
        rules = matching.rules_version(table)
        if (kept := await self._kept(asker, resume, rules)) is not None:
            return kept
        prepared = await asyncio.to_thread(matching.prepare, resume, table)
        await self._store.save_prepared(asker.team_id, rules, resume, dump(prepared))
        return prepared

    async def blinded(self, asker: Asker, resume: Resume, table: skills.Table) -> Prepared:
        """The same of the resume without its person: what rankings compare, and look through by the thousand."""
        rules = matching.blind_rules(table)
        if (kept := await self._kept(asker, resume, rules)) is not None:
            return kept
        prepared, profile = await asyncio.to_thread(_blinded, resume, table)
        key = matching.vectors_key(matching.answers(prepared))
        await self._store.save_prepared(
            asker.team_id, rules, resume, dump(prepared), profile=profile, vectors_key=key
        )
        return prepared

    async def foresee(self, asker: Asker, resume: Resume, table: skills.Table) -> None:
        """Has it blinded and looked at by the model, so that no ranking has to wait for either."""
        prepared = await self.blinded(asker, resume, table)
        with suppress(EngineError):  # then a ranking asks
            if model := await self._desk.alike.model():
                await self.look(asker, resume.document.sha256, matching.answers(prepared), model)

    async def _kept(self, asker: Asker, resume: Resume, rules: str) -> Prepared | None:
        found = await self._store.prepared(asker.team_id, rules, [resume.id])
        revision, kept = found.get(resume.id, (0, {}))
        return load(Prepared, kept) if revision == resume.revision else None

    # ------------------------------------------------------------ vectors

    async def embed(self, asker: Asker, source: str, texts: Sequence[str]) -> None:
        """Has the model look at texts, so that no score has to wait for it; without one, words alone decide.

        Args:
            source: SHA-256 of the kept file or text, with which the vectors are erased.
        """
        with suppress(EngineError):
            model = await self._desk.alike.model()
            if model and not self._desk.alike.holds(model, texts):
                await self.look(asker, source, texts, model)

    async def look(self, asker: Asker, source: str, texts: Sequence[str], model: str) -> Vectors:
        """Vectors of texts, embedded once for a team; kept with what they were made of, and held for what comes next.

        Args:
            source: as `embed`.
            model: digest of the one that answers now.

        Raises:
            EngineError: the model does not answer.
        """
        alike, key = self._desk.alike, matching.vectors_key(texts)
        with suppress(NotFound):
            kept = await self._store.vectors(asker.team_id, key, model)
            alike.hold(model, texts, kept)
            return kept
        vectors = await alike.embed(model, texts)
        with suppress(NotFound):  # forgotten in the meantime: then they are not kept
            await self._store.save_vectors(asker.team_id, key, model, vectors, source=source)
        return vectors


def _blinded(resume: Resume, table: skills.Table) -> tuple[Prepared, bytes]:
    prepared = matching.prepare(blind(resume), table)
    return prepared, matching.profile(prepared, table)
