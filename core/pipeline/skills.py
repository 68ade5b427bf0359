"""The skills that a workspace adds to the shipped table."""

from typing import TYPE_CHECKING

from core import skills
from core.memory import Memory
from core.model import Asker

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store


class Skills:
    """What a workspace added. Whether the asker may add or remove is for the caller to know."""

    def __init__(self, store: "Store", memory: Memory) -> None:
        self._store = store
        self._memory = memory

    async def of(self, asker: Asker) -> tuple[skills.Addition, ...]:
        """What this workspace added to the shipped table, by name."""
        return await self._store.skills_of(asker.team_id)

    async def add(self, asker: Asker, said: str) -> skills.Addition:
        """Adds "Kubernetes = k8s, kube" for everybody in the workspace. Whether this asker may is for the caller to know.

        Returns:
            The skill with all the spellings that were added here.

        Raises:
            SkillRefused: it is no name, or means something else already.
        """
        kept = skills.admit(await self._store.skills_of(asker.team_id), skills.parse_addition(said))
        await self._store.save_skill(asker.team_id, kept)
        await self._audit(asker, "add_skill")
        return kept

    async def remove(self, asker: Asker, name: str) -> str:
        """Forgets what was added under a name, or under one of its spellings; the name.

        Raises:
            NotFound: nothing of that name was added here.
        """
        known = skills.canonical(name, await self._memory.table(asker)) or name
        await self._store.remove_skill(asker.team_id, known)
        await self._audit(asker, "remove_skill")
        return known

    async def _audit(self, asker: Asker, what: str) -> None:
        table = await self._memory.table(asker)
        await self._store.audit(asker.team_id, asker.user_id, what, skills=table.digest)
