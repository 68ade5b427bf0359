"""Asks the embedding model which lines of a resume are near to what a posting asks for."""

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from cachetools import TTLCache

from core import matching
from core.engine import Engine
from core.errors import EngineError
from core.matching import Prepared, Similar, Vectors
from core.model import JobPosting, Resume

HELD, HELD_S = 8192, 900
"""Vectors in memory (12 MB at 384 numbers each) and for how long: scored again, the same things ask no model."""
BATCH = 256
_Key = tuple[str, str]


class Alike:
    """Vectors by content: a text is embedded once, however many resumes and jobs hold it.

    Texts are known by their hashes, so no words stay behind when a resume is deleted.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: TTLCache[_Key, Vectors] = TTLCache(HELD, HELD_S)
        self._thresholds: dict[str, float] = {}

    async def model(self) -> str:
        """Digest of the embedding model; "" without one.

        Raises:
            EngineError: it does not answer.
        """
        return (await self._engine.embed([])).model if self._engine.has_model else ""

    async def similar(self, posting: JobPosting, resume: Resume | Prepared) -> Similar | None:
        """What the model finds alike; None without a model, or if it fails: then words alone decide."""
        try:
            model = await self.model()
            return await self.nominees(model, posting, resume) if model else None
        except EngineError:
            return None

    async def nominees(self, model: str, posting: JobPosting, resume: Resume | Prepared) -> Similar:
        """What this model finds alike.

        Raises:
            EngineError: it does not answer, or another one answers now.
        """
        texts = await asyncio.to_thread(matching.answers, resume)
        questions = matching.questions(posting)
        vectors = await self.embed(model, (*questions, *texts))
        least = await self.threshold(model)
        asked, shown = vectors[: len(questions)], vectors[len(questions) :]
        return matching.nominees(posting, texts, asked, shown, least=least, model=model)

    async def embed(self, model: str, texts: Sequence[str]) -> Vectors:
        """Unit vectors in order, shape (texts, dimension).

        Raises:
            EngineError: the model does not answer, or another one answers now.
        """
        keys = [_key(model, text) for text in texts]
        found = {key: self._held[key] for key in keys if key in self._held}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        for start in range(0, len(missing), BATCH):
            some = list(missing.items())[start : start + BATCH]
            made = await self._engine.embed([text for _, text in some])
            if made.model != model:
                raise EngineError("The embedding model was changed in the middle")
            found |= {key: vector for (key, _), vector in zip(some, made.vectors, strict=True)}
        self._hold(found)
        return np.stack([found[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)

    def hold(self, model: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Takes vectors that were computed before, so that they are not asked for."""
        self._hold({_key(model, text): vector for text, vector in zip(texts, vectors, strict=True)})

    def holds(self, model: str, texts: Sequence[str]) -> bool:
        """Are all of them in memory?"""
        return all(_key(model, text) in self._held for text in texts)

    def _hold(self, vectors: Mapping[_Key, Vectors]) -> None:
        self._held.update(vectors)

    async def threshold(self, model: str) -> float:
        """The cosine that a nominee of this model must beat.

        Raises:
            EngineError: it does not answer.
        """
        if model not in self._thresholds:
            phrases, lines = matching.calibration()
            vectors = await self.embed(model, (*phrases, *lines))
            self._thresholds[model] = matching.threshold(vectors[: len(phrases)], vectors[len(phrases) :])
        return self._thresholds[model]


def _key(model: str, text: str) -> _Key:
    return model, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
