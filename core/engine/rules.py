"""No model at all: the product still reads, matches and edits, by rules."""

from collections.abc import AsyncIterator
from typing import NoReturn

from core.engine import Embeddings, Generated
from core.errors import EngineDown
from core.model import EngineName


class RulesEngine:
    """An `Engine` whose verbs raise `EngineDown`; ask `has_model` first."""

    @property
    def name(self) -> EngineName:
        return "rules"

    @property
    def digest(self) -> str:
        return ""

    @property
    def has_model(self) -> bool:
        return False

    async def generate(self, *_: object, **__: object) -> Generated:
        _refuse()

    def stream(self, *_: object, **__: object) -> AsyncIterator[str]:
        _refuse()

    async def embed(self, *_: object) -> Embeddings:
        _refuse()

    async def warm(self) -> None:
        """Nothing to keep warm."""

    async def close(self) -> None:
        """Nothing to let go of."""


def _refuse() -> NoReturn:
    raise EngineDown("No language model is set up")
