"""An engine that only embeds: texts that share words are near, and nothing else is known about them."""

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np

from core.engine import Embeddings
from core.engine.rules import RulesEngine
from core.errors import EngineDown
from core.matching import Vectors
from core.matching.words import stems

ALIKE = {"account": "parcel", "tool": "robot"}
"""Stems that this model takes for one another."""


@cache
def _direction(stem: str) -> Vectors:
    found: Vectors = np.random.default_rng(crc32(stem.encode())).normal(size=64).astype(np.float32)
    return found


class HashedWords(RulesEngine):
    """Bags of stems, each stem a direction.

    Attributes:
        asked: every text that was embedded, in order.
        fails_after: embeds so many texts, and then answers no more; None: always answers.
    """

    def __init__(self, fails_after: int | None = None) -> None:
        self.asked: list[str] = []
        self.fails_after = fails_after

    @property
    def has_model(self) -> bool:
        return True

    async def embed(self, *texts: object) -> Embeddings:
        [some] = texts
        assert isinstance(some, Sequence)
        self.asked += some
        if self.fails_after is not None and len(self.asked) > self.fails_after:
            raise EngineDown("The language model isn't answering")
        rows = [_vector(str(text)) for text in some]
        return Embeddings(np.array(rows, np.float32).reshape(len(rows), 64), "b" * 64)


def _vector(text: str) -> Vectors:
    total: Vectors = sum(
        (_direction(ALIKE.get(one, one)) for one in sorted(stems(text))), _direction("") * 1e-3
    )
    return total / np.linalg.norm(total)
