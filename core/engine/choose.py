"""Which engine answers: the first of Ollama, embedded and rules that is there."""

from importlib.util import find_spec
from pathlib import Path

import httpx

from core.engine import Engine
from core.engine.client import OllamaEngine
from core.engine.front import EmbeddedEngine
from core.engine.models import CHAT, EMBED
from core.engine.rules import RulesEngine
from core.errors import ConfigurationError, CoreError, EngineDown, EngineError, ModelMissing
from core.model import EngineName


async def choose(
    wanted: EngineName | None,
    *,
    ollama_host: str,
    chat_model: str,
    embed_model: str,
    models_dir: Path,
    model_path: Path | None = None,
    keep_alive: str = "30m",
    max_parallel: int = 4,
    threads: int | None = None,
) -> Engine:
    """Opens an engine; the caller closes it.

    Args:
        wanted: None takes the first that is there. A named one must be there.
        ollama_host: base URL of an Ollama.
        chat_model, embed_model: names of Ollama's models. The embedded engine has its own.
        models_dir: where `shortlist models fetch` keeps its files.
        model_path: one's own GGUF file for the embedded engine.
        keep_alive: how long a model stays in memory after an answer, as Ollama writes it ("30m").
        max_parallel: questions under way at once from this process.
        threads: of the embedded engine; None is the number that suits this machine.

    Raises:
        EngineDown: Ollama is wanted, and nothing answers there.
        ModelMissing: Ollama is wanted and answers, but has not the model.
        ConfigurationError: what is wanted is not set up; the text names the next step.
    """
    if wanted in {None, "ollama"}:
        ollama = OllamaEngine(
            ollama_host,
            chat_model=chat_model,
            embed_model=embed_model,
            keep_alive=keep_alive,
            max_parallel=max_parallel,
        )
        missing = await _missing_ollama(ollama, ollama_host, chat_model)
        if missing is None:
            return ollama
        await ollama.close()
        if wanted:
            raise missing
    if wanted in {None, "embedded"}:
        chat = model_path or CHAT.file(models_dir)
        absent = _missing_embedded(chat, own=model_path is not None)
        if absent is None:
            embed = EMBED.file(models_dir)
            return await EmbeddedEngine.open(
                chat, embed if embed.is_file() else None, threads=threads, keep_alive=keep_alive
            )
        if wanted:
            raise absent
    return RulesEngine()


async def _missing_ollama(ollama: OllamaEngine, host: str, chat_model: str) -> CoreError | None:
    """Why Ollama cannot be taken, with the next step."""
    try:
        if await ollama.has(chat_model):
            return None
    except EngineError:
        return EngineDown(
            f"No Ollama answers at {httpx.URL(host).netloc.decode()}: start it with `ollama serve`"
        )
    return ModelMissing(f"Ollama runs but has no model {chat_model}: get it with `ollama pull {chat_model}`")


def _missing_embedded(chat: Path, *, own: bool) -> ConfigurationError | None:
    """Why the embedded engine cannot be taken, with the next step."""
    if find_spec("xllamacpp") is None:
        return ConfigurationError(
            "The embedded engine is not installed: install with `pip install 'shortlist[embedded]'`"
        )
    if chat.is_file():
        return None
    if own:
        return ConfigurationError(f"There is no model file at {chat}")
    return ConfigurationError("The embedded engine has no model yet: get it with `shortlist models fetch`")
