"""The client speaks to two servers here: the scripted Ollama, and llama.cpp with a real model of 98 MB."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, ScriptedOllama, obey
from served import Served

from core.engine.client import OllamaEngine
from core.engine.fetch import fetch
from core.engine.front import EmbeddedEngine, Front
from core.engine.local import model_name
from core.engine.models import EMBED, SMALL, Model
from core.errors import ModelFetchFailed

MODELS_DIR = Path(os.environ.get("SHORTLIST_MODELS_DIR", Path.home() / ".cache" / "shortlist" / "models"))
TALE = "Bread is flour, water, salt and time. " * 50
NO_MODEL = os.environ.get("SHORTLIST_TEST_NO_MODEL") == "1"


def bring(model: Model) -> Path:
    """The model's file, fetched once for all runs on this machine."""
    if NO_MODEL:
        pytest.skip("SHORTLIST_TEST_NO_MODEL=1")
    try:
        return asyncio.run(fetch(model, MODELS_DIR))
    except ModelFetchFailed as e:
        pytest.fail(
            f"{e.sentence()} Tests without a model: SHORTLIST_TEST_NO_MODEL=1 make test", pytrace=False
        )


@pytest.fixture(scope="session")
def small_model() -> Path:
    return bring(SMALL)


@pytest.fixture(scope="session")
def minilm() -> Path:
    return bring(EMBED)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def front(small_model: Path, minilm: Path) -> AsyncIterator[Served]:
    """llama.cpp with one waiting place."""
    front = Front(small_model, minilm, max_queue=1)
    yield Served(await front.start(), model_name(small_model), model_name(minilm), front.token)
    await front.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand_in() -> AsyncIterator[Served]:
    """The scripted Ollama: 50 tokens a second, one waiting place."""
    server = ScriptedOllama(max_queue=1)
    server.token_delay_s = 0.02
    server.answer(lambda body: obey(body) if body.get("format") else TALE)
    yield Served(await server.start(), CHAT_MODEL, EMBED_MODEL)
    await server.close()


@pytest.fixture
async def ollama() -> AsyncIterator[ScriptedOllama]:
    """A scripted Ollama of the test's own."""
    server = ScriptedOllama()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def engine(ollama: ScriptedOllama) -> AsyncIterator[OllamaEngine]:
    """A client of it."""
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    yield engine
    await engine.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def embedded(small_model: Path, minilm: Path) -> AsyncIterator[EmbeddedEngine]:
    """The embedded engine as the bot has it, with the small model."""
    engine = await EmbeddedEngine.open(small_model, minilm)
    yield engine
    await engine.close()
