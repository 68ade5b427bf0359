"""The embedded engine with its child process and a real, small model."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import httpx
import numpy as np
import psutil
import pytest

from core.engine import Message
from core.engine.front import EmbeddedEngine, Front
from core.engine.local import model_name
from core.errors import EngineDown, EngineError, ModelMissing

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION: list[Message] = [{"role": "user", "content": "Head Baker, Northwind Bakery"}]
SCHEMA = {
    "type": "object",
    "properties": {"company": {"enum": ["Northwind Bakery", "none"]}},
    "required": ["company"],
}


@pytest.mark.model
async def test_closing_ends_the_child_even_in_the_middle_of_an_answer(small_model: Path) -> None:
    engine = await EmbeddedEngine.open(small_model)
    pid = engine.front.pid
    tale = engine.stream([{"role": "user", "content": "Tell a long tale."}], max_tokens=3000)
    await anext(tale)

    started_at = time.monotonic()
    await engine.close()

    assert time.monotonic() - started_at < 6
    assert pid is not None
    assert not psutil.pid_exists(pid)
    with pytest.raises(EngineDown):
        _ = [part async for part in tale]
    with pytest.raises(EngineDown):
        await engine.generate(QUESTION, SCHEMA, max_tokens=20)


@pytest.mark.model
async def test_the_child_does_not_outlive_a_killed_bot(small_model: Path) -> None:
    code = (
        "import asyncio, sys; from pathlib import Path; from core.engine.front import Front\n"
        "async def main():\n"
        "    front = Front(Path(sys.argv[1])); await front.start(); print(front.pid, flush=True); await asyncio.sleep(60)\n"
        "asyncio.run(main())"
    )
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(small_model), stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    pid = int(await bot.stdout.readline())
    assert psutil.pid_exists(pid)

    bot.kill()
    await bot.wait()

    async with asyncio.timeout(10):
        while psutil.pid_exists(pid):  # noqa: ASYNC110 (another process sets no event)
            await asyncio.sleep(0.05)


@pytest.mark.model
async def test_the_child_gets_no_secret_of_the_bots_and_listens_to_nobody_without_its_token(
    small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    front = Front(small_model)
    host = await front.start()
    assert front.pid is not None
    child = psutil.Process(front.pid)

    async with httpx.AsyncClient(base_url=host) as client:
        without = await client.get("/api/tags")
        wrong = await client.get("/api/tags", headers={"Authorization": "Bearer x"})
        right = await client.get("/api/tags", headers={"Authorization": f"Bearer {front.token}"})

    assert [without.status_code, wrong.status_code, right.status_code] == [401, 401, 200]
    assert "SLACK_BOT_TOKEN" not in child.environ()
    assert front.token not in " ".join(child.cmdline())
    assert {at.laddr.ip for at in child.net_connections() if at.status == "LISTEN"} == {"127.0.0.1"}
    await front.close()


@pytest.mark.model
async def test_llama_cpps_own_port_is_of_no_use_to_anybody(embedded: EmbeddedEngine) -> None:
    await embedded.warm()
    assert embedded.front.pid is not None
    ports = [
        at.laddr.port for at in psutil.Process(embedded.front.pid).net_connections() if at.status == "LISTEN"
    ]
    body = {"messages": QUESTION, "max_tokens": 1}

    async with httpx.AsyncClient() as client:
        answers = [await client.post(f"http://127.0.0.1:{p}/v1/chat/completions", json=body) for p in ports]

    assert len(ports) == 2
    assert {answer.status_code for answer in answers} == {401}


@pytest.mark.model
async def test_a_long_prompt_that_nobody_waits_for_any_more_frees_its_place(embedded: EmbeddedEngine) -> None:
    await embedded.warm()
    long: list[Message] = [{"role": "user", "content": "flour and water " * 1500}]
    reading = asyncio.create_task(embedded.generate(long, SCHEMA, max_tokens=20))
    await asyncio.sleep(1.0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    made = await embedded.generate(QUESTION, SCHEMA, max_tokens=20, deadline_s=8)
    assert made.data["company"]


@pytest.mark.model
async def test_what_does_not_fit_is_refused_in_chat_and_cut_in_embedding(
    small_model: Path, minilm: Path
) -> None:
    front = Front(small_model, minilm, context_tokens=512)
    engine = EmbeddedEngine(front, await front.start(), chat=small_model, embed=minilm, keep_alive="5m")

    with pytest.raises(EngineError, match="refused the question"):
        await engine.generate([{"role": "user", "content": "word " * 900}], SCHEMA, max_tokens=20)
    made = await engine.embed(["bread", "long words " * 5000, "한국어 " * 900])

    assert made.vectors.shape == (3, 384)
    await engine.close()


@pytest.mark.model
async def test_without_an_embedding_model_the_rest_works(small_model: Path) -> None:
    engine = await EmbeddedEngine.open(small_model)

    with pytest.raises(ModelMissing):
        await engine.embed(["bread"])
    assert (await engine.generate(QUESTION, SCHEMA, max_tokens=20)).data

    await engine.close()


@pytest.mark.model
async def test_vectors_are_those_that_the_models_authors_publish(embedded: EmbeddedEngine) -> None:
    """The cosines of the pairs in the Sentence Transformers documentation for all-MiniLM-L6-v2."""
    pairs = {
        ("The cat sits outside", "The dog plays in the garden"): 0.2838,
        ("A man is playing guitar", "A woman watches TV"): -0.0327,
        ("The new movie is awesome", "The new movie is so great"): 0.8939,
    }
    made = await embedded.embed([text for pair in pairs for text in pair])

    cosines = np.sum(made.vectors[::2] * made.vectors[1::2], axis=1)
    assert cosines == pytest.approx(list(pairs.values()), abs=0.001)


@pytest.mark.model
async def test_a_file_that_is_no_model_is_an_engine_that_is_down_not_a_crash(tmp_path: Path) -> None:
    file = tmp_path / "Not A Model.gguf"
    file.write_bytes(b"GGUF" + bytes(1000))
    engine = await EmbeddedEngine.open(file)

    with pytest.raises(EngineDown):
        await engine.generate(QUESTION, SCHEMA, max_tokens=20)
    assert model_name(file) in await engine.models()

    await engine.close()


async def test_a_child_that_does_not_start_is_an_engine_that_is_down(tmp_path: Path) -> None:
    with pytest.raises(EngineDown, match="did not start"):
        await Front(tmp_path / "nowhere.gguf").start()


@pytest.mark.model
async def test_an_idle_model_gives_its_memory_back_and_still_answers(small_model: Path) -> None:
    engine = await EmbeddedEngine.open(small_model, keep_alive="1s")
    await engine.generate(QUESTION, SCHEMA, max_tokens=20)
    assert engine.front.pid is not None
    child = psutil.Process(engine.front.pid)
    busy_bytes = child.memory_info().rss

    async with asyncio.timeout(15):
        while child.memory_info().rss > busy_bytes - 50_000_000:  # noqa: ASYNC110 (another process sets no event)
            await asyncio.sleep(0.2)
    assert (await engine.generate(QUESTION, SCHEMA, max_tokens=20)).data
    await engine.close()


@pytest.mark.model
async def test_a_text_has_the_same_vector_whatever_stands_beside_it(embedded: EmbeddedEngine) -> None:
    texts = [f"Built service {n} in Go with Kafka and a tail of words" for n in range(12)]

    together = (await embedded.embed(texts)).vectors
    turned = (await embedded.embed(texts[::-1])).vectors[::-1]
    [alone] = (await embedded.embed(texts[:1])).vectors

    assert (together == turned).all()
    assert (together[0] == alone).all()


async def test_a_killed_child_costs_one_answer_and_is_back_in_seconds(embedded: EmbeddedEngine) -> None:
    await embedded.generate(QUESTION, SCHEMA, max_tokens=20)
    pid = embedded.front.pid
    assert pid is not None

    os.kill(pid, signal.SIGKILL)
    with pytest.raises(EngineDown):
        await embedded.generate(QUESTION, SCHEMA, max_tokens=20)

    made = None
    async with asyncio.timeout(30):
        while made is None:
            try:
                made = await embedded.generate(QUESTION, SCHEMA, max_tokens=20)
            except EngineDown:
                await asyncio.sleep(0.1)
    assert embedded.front.pid != pid
