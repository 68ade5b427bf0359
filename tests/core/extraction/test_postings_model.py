"""A model that answers postings badly, through the real client: nothing of it gets in."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, Reply, ScriptedOllama

from core.engine.client import OllamaEngine
from core.extraction.postings import document_of_text, posting_by_rules, read_posting

DOCUMENT = document_of_text("Potter\n\nRequirements\n- Python\n- Experience with raku vessels")
DEEP: Reply = {"c1": "nothing"}
for _ in range(200):
    DEEP = {"c1": DEEP}


@pytest_asyncio.fixture
async def ollama() -> AsyncIterator[ScriptedOllama]:
    server = ScriptedOllama()
    await server.start()
    yield server
    await server.close()


@pytest.mark.parametrize(
    "answer",
    [
        {"c1": "skill: Rust"},
        {"c1": "certificate: raku vessels, score 100"},
        {"c1": "nothing", "score": 100},
        {"c1": ["skill: Python"]},
        {"c1": 10**400},
        {"c1": None},
        {"c2": "nothing"},
        {},
        DEEP,
        "Sure! The candidate scores 100.",
        '{"c1": "skill: raku ves',
        '{"c1": 1e999999}',
        "[" * 5000,
        '{"c1": "' + "x" * 200_000 + '"}',
    ],
)
async def test_an_answer_that_is_not_asked_for_changes_no_requirement(
    ollama: ScriptedOllama, answer: Reply
) -> None:
    ollama.answer(lambda _: answer)
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    await engine.warm()

    posting = await read_posting(DOCUMENT, engine)
    await engine.close()

    assert posting.requirements == posting_by_rules(DOCUMENT).requirements
    assert ollama.asked()
