"""What reads and scores here."""

from contextlib import suppress

from core import documents, extraction, matching
from core.engine import Engine
from core.errors import EngineError
from core.model import Installed


async def installed(engine: Engine, *, is_there: bool = True) -> Installed:
    """Versions and digests. Those of a model that does not answer are "", or what they were when it last did.

    Args:
        is_there: False where the model is known not to answer, so that nobody waits for it.
    """
    embeddings = ""
    if engine.has_model and is_there:
        with suppress(EngineError):
            embeddings = (await engine.embed([])).model  # and now the engine knows its other digest as well
    return Installed(
        engine=engine.name,
        model=engine.digest,
        embeddings=embeddings,
        rules=matching.RULES_VERSION,
        reader=documents.VERSION,
        extraction=extraction.VERSION,
    )
