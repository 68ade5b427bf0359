"""The client against an Ollama that does what the test says: faults, hostile answers, and what goes over the wire."""

import asyncio
import gzip
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager

import pytest
from aiohttp import web
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, Fault, ScriptedOllama

from core.engine import Message
from core.engine.client import CONTEXTS, SEED, OllamaEngine, context_tokens
from core.errors import (
    BadModelOutput,
    ConfigurationError,
    EngineBusy,
    EngineDown,
    EngineError,
    EngineTooSlow,
    ModelMissing,
)

QUESTION: list[Message] = [{"role": "user", "content": "Which of these is the employer?"}]
SCHEMA = {
    "type": "object",
    "properties": {"company": {"enum": ["Northwind Bakery", "none"]}},
    "required": ["company"],
}
RIGHT = {"company": "Northwind Bakery"}

FAULTS: dict[Fault, type[EngineError]] = {
    "down": EngineDown,
    "hang": EngineTooSlow,
    "500": EngineDown,
    "cut": EngineDown,
    "bad_json": EngineDown,
    "unknown_model": ModelMissing,
    "slow": EngineTooSlow,
    "busy": EngineBusy,
}


@pytest.mark.parametrize(("fault", "error"), [*FAULTS.items(), ("garbage", BadModelOutput)])
async def test_each_fault_becomes_its_error_by_the_deadline(
    ollama: ScriptedOllama, engine: OllamaEngine, fault: Fault, error: type[EngineError]
) -> None:
    ollama.fault = fault
    started_at = time.monotonic()

    with pytest.raises(error) as raised:
        await engine.generate(QUESTION, SCHEMA, max_tokens=50, deadline_s=0.5)

    assert type(raised.value) is error
    assert time.monotonic() - started_at < 2.0


@pytest.mark.parametrize(("fault", "error"), FAULTS.items())
async def test_a_stream_ends_in_the_same_errors(
    ollama: ScriptedOllama, engine: OllamaEngine, fault: Fault, error: type[EngineError]
) -> None:
    ollama.fault = fault

    with pytest.raises(error):
        _ = [part async for part in engine.stream(QUESTION, max_tokens=50, deadline_s=0.5)]


@pytest.mark.parametrize("fault", ["down", "500", "bad_json", "unknown_model", "busy"])
async def test_embedding_ends_in_the_same_errors(
    ollama: ScriptedOllama, engine: OllamaEngine, fault: Fault
) -> None:
    ollama.fault = fault

    with pytest.raises(FAULTS[fault]):
        await engine.embed(["bread"])


async def test_work_goes_on_when_the_server_is_back(ollama: ScriptedOllama, engine: OllamaEngine) -> None:
    await ollama.stop()
    with pytest.raises(EngineDown, match="isn't answering"):
        await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    await ollama.start()

    assert (await engine.generate(QUESTION, SCHEMA, max_tokens=50)).data == RIGHT


@pytest.mark.parametrize(
    "wrong",
    [
        "Sure! The employer is Northwind Bakery.",
        json.dumps({"company": "Acme"}),
        json.dumps({**RIGHT, "score": 100}),
        json.dumps([RIGHT]),
        '{"company": "Northwind Bakery"',
        '{"company": NaN}',
        '{"company": "none", "company": "Northwind Bakery"}',
        "[" * 5000,
        "9" * 100_000,
    ],
)
async def test_a_wrong_answer_is_asked_for_once_more(
    ollama: ScriptedOllama, engine: OllamaEngine, wrong: str
) -> None:
    ollama.token_chars = 1000
    ollama.answer([wrong, RIGHT])

    made = await engine.generate(QUESTION, SCHEMA, max_tokens=500)

    assert made.data == RIGHT
    assert made.usage.model_calls == 2
    first, second = ollama.asked()
    assert second["messages"][: len(QUESTION)] == first["messages"]
    assert second["messages"][-1]["content"].startswith("That was not usable")


async def test_a_second_wrong_answer_is_the_last(ollama: ScriptedOllama, engine: OllamaEngine) -> None:
    ollama.answer(["no", "still no", RIGHT])

    with pytest.raises(BadModelOutput):
        await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    assert len(ollama.asked()) == 2


async def test_an_answer_without_end_is_cut_while_it_grows(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.token_chars = 1000
    ollama.answer(["x" * 1_000_000])

    with pytest.raises(BadModelOutput):
        await engine.generate(QUESTION, SCHEMA, max_tokens=2000)
    with pytest.raises(BadModelOutput, match="does not end"):
        _ = [part async for part in engine.stream(QUESTION, max_tokens=2000)]


async def test_the_question_goes_out_with_settings_that_make_answers_repeatable(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    [body] = ollama.asked()
    assert body["options"] == {"temperature": 0, "seed": SEED, "num_ctx": CONTEXTS[0], "num_predict": 50}
    assert body["format"] == {**SCHEMA, "additionalProperties": False}
    assert body["keep_alive"] == "30m"
    assert body["messages"] == QUESTION


async def test_the_window_grows_with_the_text_and_never_shrinks(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    long: list[Message] = [{"role": "user", "content": "word " * 3000}]

    for messages in (QUESTION, long, QUESTION):
        await engine.generate(messages, SCHEMA, max_tokens=50)

    windows = [body["options"]["num_ctx"] for body in ollama.asked()]
    assert windows[0] < windows[1] == windows[2]


def test_a_text_longer_than_every_window_is_refused_rather_than_cut_silently() -> None:
    with pytest.raises(EngineError, match="too long"):
        context_tokens([{"role": "user", "content": "word " * 20_000}], 100)


async def test_half_characters_of_a_broken_document_do_not_stop_the_question(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    await engine.generate([{"role": "user", "content": "Caf\ud83d bread"}], SCHEMA, max_tokens=50)
    await engine.embed(["Caf\ud83d bread"])

    assert ollama.asked()[0]["messages"][0]["content"] == "Caf? bread"


async def test_a_caller_that_is_slow_between_pieces_is_not_interrupted(engine: OllamaEngine) -> None:
    async with aclosing(engine.stream(QUESTION, max_tokens=5, deadline_s=0.3)) as parts:
        assert await anext(parts)
        await asyncio.sleep(0.5)  # posting to Slack, say: the deadline passes here

        with pytest.raises(EngineTooSlow):
            _ = [part async for part in parts]


async def test_leaving_a_stream_ends_the_answer_on_the_server(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.token_delay_s = 0.02
    ollama.answer(["many words " * 500])

    async with aclosing(engine.stream(QUESTION, max_tokens=1000)) as parts:
        await anext(parts)
        assert ollama.running == 1

    await asyncio.sleep(0.2)
    assert ollama.running == 0


async def test_no_more_questions_are_under_way_than_allowed(ollama: ScriptedOllama) -> None:
    ollama.token_delay_s = 0.02
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL, max_parallel=1)
    most_open = 0

    async def ask() -> None:
        await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    async def watch() -> None:
        nonlocal most_open
        while True:
            most_open = max(most_open, ollama.running + ollama.waiting)
            await asyncio.sleep(0.005)

    watching = asyncio.create_task(watch())
    await asyncio.gather(ask(), ask(), ask())
    watching.cancel()
    await engine.close()

    assert most_open == 1


async def test_the_time_in_the_queue_counts_towards_the_deadline(ollama: ScriptedOllama) -> None:
    ollama.fault = "hang"
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL, max_parallel=1)

    async def ask() -> None:
        await engine.generate(QUESTION, SCHEMA, max_tokens=50, deadline_s=0.8)

    started_at = time.monotonic()
    ends = await asyncio.gather(ask(), ask(), return_exceptions=True)
    await engine.close()

    assert [type(end) for end in ends] == [EngineTooSlow, EngineTooSlow]
    assert time.monotonic() - started_at < 1.5


async def test_a_model_swapped_on_the_server_gives_vectors_under_another_name(
    ollama: ScriptedOllama, engine: OllamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await engine.embed(["bread"])
    ollama.digests[EMBED_MODEL] = "f" * 64
    monkeypatch.setattr(time, "monotonic", lambda: float("1e12"))  # a minute later

    after = await engine.embed(["bread"])

    assert before.model != after.model == "f" * 64


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def swapped(answer: Handler) -> AsyncIterator[OllamaEngine]:
    """A client of a server that is no Ollama any more: it answers each request in the same way."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    engine = OllamaEngine(f"http://127.0.0.1:{site.port}", chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    yield engine
    await engine.close()
    await runner.cleanup()


@pytest.mark.parametrize(
    "vectors",
    [
        [],
        [[]],
        [[0.0, 0.0]],
        [[1.0, 0.0], [1.0]],
        [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]],
        [["NaN", 1.0], [1.0, 1.0]],
        [[1e999, 1.0], [1.0, 1.0]],
        "no vectors",
    ],
)
async def test_vectors_that_are_none_are_refused(vectors: object) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"models": []} if request.path == "/api/tags" else {"embeddings": vectors})

    async with swapped(answer) as engine:
        with pytest.raises((BadModelOutput, EngineDown)):
            await engine.embed(["bread", "butter"])


async def test_a_redirect_is_not_followed(ollama: ScriptedOllama) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": ollama.url + request.path})

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown):
            await engine.generate(QUESTION, SCHEMA, max_tokens=50)

    assert ollama.calls == []


async def test_a_proxy_of_the_environment_gets_no_resume(
    ollama: ScriptedOllama, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)

    assert (await engine.generate(QUESTION, SCHEMA, max_tokens=50)).data == RIGHT

    await engine.close()


async def test_a_compressed_answer_is_refused_because_nobody_knows_its_size() -> None:
    async def answer(_: web.Request) -> web.Response:
        packed = gzip.compress(b'{"models": []}')
        return web.Response(
            body=packed, headers={"Content-Encoding": "gzip"}, content_type="application/json"
        )

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown):
            await engine.models()


async def test_an_answer_of_endless_bytes_is_cut() -> None:
    sent_mib = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent_mib
        response = web.StreamResponse()
        await response.prepare(request)
        for sent_mib in range(200):  # noqa: B007 (read outside)
            await response.write(b"x" * 2**20)
        return response

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown):
            await engine.models(deadline_s=20)

    assert sent_mib < 100


async def test_an_answer_that_ends_politely_but_early_is_not_taken_for_whole() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/api/tags":
            return web.json_response({"models": []})
        part = {"message": {"role": "assistant", "content": json.dumps(RIGHT)}, "done": False}
        return web.Response(text=json.dumps(part) + "\n", content_type="application/x-ndjson")

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown, match="in the middle of its answer"):
            await engine.generate(QUESTION, SCHEMA, max_tokens=50)
        with pytest.raises(EngineDown, match="in the middle of its answer"):
            _ = [part async for part in engine.stream(QUESTION, max_tokens=50)]


@pytest.mark.parametrize(
    "garbage", ["[]", "7", '{"models": 7}', '{"models": [{"model": 7}]}', "[" * 100_000, "<html>hello</html>"]
)
async def test_a_server_that_speaks_something_else_is_down_for_us(garbage: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=garbage, content_type="application/json")

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown):
            await engine.generate(QUESTION, SCHEMA, max_tokens=50)


async def test_a_web_server_without_models_is_not_mistaken_for_a_missing_model() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=404, text="404 page not found")

    async with swapped(answer) as engine:
        with pytest.raises(EngineDown):
            await engine.generate(QUESTION, SCHEMA, max_tokens=50)


def test_a_host_that_is_no_address_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigurationError, match="OLLAMA_HOST"):
        OllamaEngine("http://[half", chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
