"""The client against a scripted Ollama: the same manners as the real one, and its faults on request."""

from collections.abc import AsyncIterator

import pytest

from core.engine import Message
from core.engine.client import OllamaEngine
from tests.scripted_ollama import CHAT_MODEL, EMBED_MODEL, ScriptedOllama

QUESTION: list[Message] = [{"role": "user", "content": "Which of these is the employer?"}]
SCHEMA = {
    "type": "object",
    "properties": {"company": {"enum": ["Northwind Bakery", "none"]}},
    "required": ["company"],
}


@pytest.fixture
async def server() -> AsyncIterator[ScriptedOllama]:
    server = ScriptedOllama()
    yield server
    await server.close()


@pytest.fixture
async def engine(server: ScriptedOllama) -> AsyncIterator[OllamaEngine]:
    engine = OllamaEngine(await server.start(), chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    yield engine
    await engine.close()


async def test_an_answer_to_a_schema_comes_back_as_data_with_its_cost(engine: OllamaEngine) -> None:
    made = await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    assert made.data == {"company": "Northwind Bakery"}
    assert made.usage.model_calls == 1
    assert made.usage.output_tokens > 0
