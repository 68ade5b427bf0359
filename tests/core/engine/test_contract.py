"""What the client promises, on each server that it may find: the scripted Ollama and llama.cpp behind our front."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

import httpx
import numpy as np
import ollama
import pytest
import pytest_asyncio
from served import Served

from core.engine import Message
from core.engine.client import OllamaEngine
from core.errors import EngineBusy, EngineTooSlow, ModelMissing

pytestmark = pytest.mark.asyncio(loop_scope="module")

HEADER: list[Message] = [
    {"role": "system", "content": "You quote the parts of a resume's header as JSON."},
    {"role": "user", "content": "Head Baker, Northwind Bakery, Leeds"},
]
TALE: list[Message] = [{"role": "user", "content": "Tell a very long tale about bread."}]
SPANS = ["Head Baker", "Northwind Bakery", "Leeds", "none"]
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["company", "places"],
    "properties": {
        "company": {"enum": SPANS},
        "places": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"enum": SPANS}},
    },
}


@pytest.fixture(scope="module", params=["stand_in", pytest.param("front", marks=pytest.mark.model)])
def served(request: pytest.FixtureRequest) -> Served:
    server: Served = request.getfixturevalue(request.param)
    return server


@pytest_asyncio.fixture(loop_scope="module")
async def client(served: Served) -> AsyncIterator[OllamaEngine]:
    client = served.client()
    yield client
    await client.close()


async def test_an_answer_holds_to_its_schema(client: OllamaEngine) -> None:
    made = await client.generate(HEADER, SCHEMA, max_tokens=100)

    assert made.data["company"] in SPANS
    assert 1 <= len(made.data["places"]) <= 2
    assert set(made.data["places"]) <= set(SPANS)
    assert made.usage.model_calls == 1
    assert made.usage.prompt_tokens > 5
    assert made.usage.output_tokens > 5


async def test_the_same_question_gets_the_same_answer(client: OllamaEngine) -> None:
    first = await client.generate(HEADER, SCHEMA, max_tokens=100)
    again = await client.generate(HEADER, SCHEMA, max_tokens=100)

    assert first.data == again.data


async def test_text_comes_in_pieces_while_it_is_made(client: OllamaEngine) -> None:
    came_at = [time.monotonic() async for _ in client.stream(TALE, max_tokens=20)]

    assert len(came_at) >= 5
    assert came_at[-1] - came_at[0] > 0.05


async def test_leaving_a_stream_early_frees_its_place(client: OllamaEngine) -> None:
    async with aclosing(client.stream(TALE, max_tokens=4000)) as tale:
        async for _ in tale:
            break

    made = await client.generate(HEADER, SCHEMA, max_tokens=100, deadline_s=20)
    assert made.data["company"] in SPANS


async def test_an_answer_that_is_not_whole_by_its_deadline_is_given_up(client: OllamaEngine) -> None:
    started_at = time.monotonic()

    with pytest.raises(EngineTooSlow, match=r"no whole answer in 0\.6 seconds"):
        _ = [part async for part in client.stream(TALE, max_tokens=4000, deadline_s=0.6)]

    assert time.monotonic() - started_at < 4


async def test_questions_at_once_are_answered_one_after_another(client: OllamaEngine) -> None:
    async def times() -> list[float]:
        return [time.monotonic() async for _ in client.stream(TALE, max_tokens=15)]

    one, other = sorted(await asyncio.gather(times(), times()))

    assert one[-1] <= other[0]


async def test_more_questions_than_may_wait_are_told_that_it_is_busy(client: OllamaEngine) -> None:
    async def answer() -> int:
        return len([part async for part in client.stream(TALE, max_tokens=15)])

    ends = await asyncio.gather(answer(), answer(), answer(), return_exceptions=True)

    assert sorted(type(end).__name__ for end in ends) == ["EngineBusy", "int", "int"]
    assert any(isinstance(end, EngineBusy) for end in ends)


async def test_a_model_that_is_not_there_is_named(served: Served) -> None:
    client = served.client(chat_model="grand-master:70b", embed_model="grand-vectors")

    with pytest.raises(ModelMissing, match="grand-master:70b"):
        await client.generate(HEADER, SCHEMA, max_tokens=10)
    with pytest.raises(ModelMissing, match="grand-vectors"):
        await client.embed(["bread"])
    with pytest.raises(ModelMissing):
        await client.warm()
    await client.close()


async def test_a_chat_model_is_warmed_without_a_word(client: OllamaEngine) -> None:
    await client.warm()

    assert client.has_model


async def test_vectors_are_of_unit_length_and_close_for_close_texts(client: OllamaEngine) -> None:
    texts = ["baked bread in a bakery", "baking bread at the bakery", "quarterly tax filings", ""]

    made = await client.embed(texts)

    assert made.vectors.shape[0] == 4
    assert made.vectors.dtype == np.float32
    assert np.linalg.norm(made.vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert made.vectors[0] @ made.vectors[1] > made.vectors[0] @ made.vectors[2] + 0.2
    assert len(made.model) == 64


async def test_no_texts_have_no_vectors(client: OllamaEngine) -> None:
    assert (await client.embed([])).vectors.shape[0] == 0


async def test_the_digest_is_that_of_the_model_that_answers(served: Served, client: OllamaEngine) -> None:
    assert client.digest == ""

    listed = await client.models()

    assert client.digest == listed[served.chat_model]
    assert len(client.digest) == 64
    assert await client.has(served.embed_model)
    assert not await client.has("grand-master:70b")


async def test_the_official_client_finds_what_it_expects(served: Served) -> None:
    headers = {"Authorization": f"Bearer {served.token}"}
    async with ollama.AsyncClient(served.host, headers=headers) as client:
        [chat] = [m for m in (await client.list()).models if m.model == served.chat_model]
        shown = await client.show(served.chat_model)
        answer = await client.chat(served.chat_model, HEADER, options={"num_predict": 3})
        embedded = await client.embed(served.embed_model, "bread")

    assert chat.size is not None
    assert chat.size > 50_000_000
    assert shown.capabilities == ["completion"]
    assert answer.done
    assert answer.done_reason == "length"
    assert answer.message.content
    assert len(embedded.embeddings) == 1


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"model": "nobody"}, 404, "model 'nobody' not found"),
        ({"model": ""}, 400, "model is required"),
        ({"format": "yaml"}, 400, 'invalid format: "yaml"; expected "json" or a valid JSON Schema object'),
        ({"messages": "hello"}, 400, ""),
    ],
)
async def test_what_the_original_refuses_is_refused_in_its_words(
    served: Served, change: dict[str, object], status: int, words: str
) -> None:
    body = {"model": served.chat_model, "messages": HEADER, "stream": False, **change}
    async with httpx.AsyncClient(base_url=served.host) as client:
        answer = await client.post(
            "/api/chat", json=body, headers={"Authorization": f"Bearer {served.token}"}
        )

    assert answer.status_code == status
    assert words in answer.json()["error"]
