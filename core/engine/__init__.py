"""The language model, behind three verbs."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypedDict

import numpy as np
from numpy.typing import NDArray

from core.model import EngineName, Json, Usage


class Message(TypedDict):
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Generated:
    """JSON that holds to its schema, and what it cost."""

    data: Json
    usage: Usage


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Unit vectors, shape (texts, dimension), float32. Never compare across `model` digests."""

    vectors: NDArray[np.float32]
    model: str


class Engine(Protocol):
    """Ollama's, the embedded one, or none at all (`rules`)."""

    @property
    def name(self) -> EngineName: ...

    @property
    def digest(self) -> str:
        """Of the chat model, for audit rows and cache keys; "" for rules."""
        ...

    @property
    def has_model(self) -> bool:
        """False for rules: `generate`, `stream` and `embed` then raise `EngineDown`."""
        ...

    async def generate(
        self, messages: Sequence[Message], schema: Json, *, max_tokens: int, deadline_s: float = 30.0
    ) -> Generated:
        """JSON to a schema, at temperature 0 with a fixed seed; one repair try.

        Args:
            messages: the static part first, so that its prefix is reused.
            schema: JSON Schema; every array and string in it is bounded, extra keys refused.
            max_tokens: the most tokens of the answer.
            deadline_s: seconds until the answer is whole.

        Raises:
            EngineError: down, busy, too slow, model missing, or output that breaks the schema twice.
        """
        ...

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, deadline_s: float = 60.0
    ) -> AsyncIterator[str]:
        """Text as it is made. Closing the iterator ends the generation.

        Raises:
            EngineError: as `generate`.
        """
        ...

    async def embed(self, texts: Sequence[str]) -> Embeddings:
        """One batch.

        Raises:
            EngineError: as `generate`.
        """
        ...

    async def warm(self) -> None:
        """Has the model loaded, or kept in memory; nothing for rules.

        Raises:
            EngineError: as `generate`.
        """
        ...

    async def close(self) -> None:
        """Lets go of connections and of a model in this process."""
        ...
