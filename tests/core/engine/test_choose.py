from pathlib import Path
from typing import Any

import pytest
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, ScriptedOllama

from core.engine import Engine
from core.engine import choose as choosing
from core.engine.choose import choose
from core.engine.models import CHAT
from core.errors import ConfigurationError, EngineDown, ModelMissing
from core.model import EngineName

NOWHERE = "http://127.0.0.1:9"


async def take(wanted: EngineName | None, host: str, models_dir: Path, **changes: Any) -> Engine:
    settings = {"chat_model": CHAT_MODEL, "embed_model": EMBED_MODEL, **changes}
    return await choose(wanted, ollama_host=host, models_dir=models_dir, **settings)


@pytest.mark.parametrize("wanted", [None, "ollama"])
async def test_an_ollama_that_answers_comes_first(
    ollama: ScriptedOllama, tmp_path: Path, wanted: EngineName | None
) -> None:
    engine = await take(wanted, ollama.url, tmp_path)

    assert engine.name == "ollama"
    assert engine.digest == ollama.digests[CHAT_MODEL]
    await engine.close()


async def test_with_nothing_there_rules_are_taken(tmp_path: Path) -> None:
    engine = await take(None, NOWHERE, tmp_path)

    assert engine.name == "rules"
    assert not engine.has_model
    assert engine.digest == ""
    for verb in (engine.generate([], {}, max_tokens=1), engine.embed([])):
        with pytest.raises(EngineDown):
            await verb
    with pytest.raises(EngineDown):
        _ = [part async for part in engine.stream([], max_tokens=1)]
    await engine.warm()
    await engine.close()


async def test_an_ollama_without_the_model_is_passed_over(ollama: ScriptedOllama, tmp_path: Path) -> None:
    assert (await take(None, ollama.url, tmp_path, chat_model="qwen3:8b")).name == "rules"


async def test_rules_ask_nobody(ollama: ScriptedOllama, tmp_path: Path) -> None:
    assert (await take("rules", ollama.url, tmp_path)).name == "rules"
    assert ollama.calls == []


async def test_a_wanted_ollama_that_is_missing_names_the_next_step(
    ollama: ScriptedOllama, tmp_path: Path
) -> None:
    with pytest.raises(EngineDown, match=r" 127\.0\.0\.1:9: start it with `ollama serve`"):
        await take("ollama", "http://user:secret@127.0.0.1:9", tmp_path)
    with pytest.raises(ModelMissing, match="get it with `ollama pull qwen3:8b`"):
        await take("ollama", ollama.url, tmp_path, chat_model="qwen3:8b")


async def test_a_wanted_embedded_engine_that_is_missing_names_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigurationError, match="get it with `shortlist models fetch`"):
        await take("embedded", NOWHERE, tmp_path)
    with pytest.raises(ConfigurationError, match=r"There is no model file at .*mine\.gguf"):
        await take("embedded", NOWHERE, tmp_path, model_path=tmp_path / "mine.gguf")

    monkeypatch.setattr(choosing, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"shortlist\[embedded\]"):
        await take("embedded", NOWHERE, tmp_path)


@pytest.mark.model
@pytest.mark.parametrize("wanted", [None, "embedded"])
async def test_a_fetched_model_is_taken_where_no_ollama_answers(
    small_model: Path, tmp_path: Path, wanted: EngineName | None
) -> None:
    CHAT.file(tmp_path).symlink_to(small_model)

    engine = await take(wanted, NOWHERE, tmp_path)

    assert engine.name == "embedded"
    assert len(engine.digest) == 64
    await engine.close()


@pytest.mark.model
async def test_ones_own_model_file_is_taken(small_model: Path, tmp_path: Path) -> None:
    engine = await take("embedded", NOWHERE, tmp_path, model_path=small_model)

    assert engine.name == "embedded"
    await engine.close()
