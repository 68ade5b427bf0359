"""What is worked out once for a team and kept, so that nobody waits for it again."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from core import extraction, prompts, skills
from core.desk import Desk
from core.errors import EngineError, NotFound
from core.model import Asker, Extraction, JobPosting, dump, load

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store

ATTEMPTS = 5
"""To make a next revision, while others make theirs."""
Asked = TypeVar("Asked", Extraction, JobPosting)


class Memory:
    """The skills of a workspace, a model's answers, and vectors: each is kept with what it was made of, and erased with it."""

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

    async def embed(self, asker: Asker, source: str, texts: Sequence[str]) -> None:
        """Embeds texts once for a team; kept with what they were made of, and held for what comes next.

        Args:
            source: SHA-256 of the kept file or text, with which the vectors are erased.
        """
        alike = self._desk.alike
        key = sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
        with suppress(EngineError):  # then words alone decide
            model = await alike.model()
            if not model or alike.holds(model, texts):
                return
            try:
                alike.hold(model, texts, await self._store.vectors(asker.team_id, key, model))
            except NotFound:
                vectors = await alike.embed(model, texts)
                with suppress(NotFound):  # forgotten in the meantime: then they are not kept
                    await self._store.save_vectors(asker.team_id, key, model, vectors, source=source)
