"""What the embedded engine's two processes agree on. Light: the bot's process imports it, llama.cpp stays out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the parent asks of the child, sent as one line of JSON.

    Attributes:
        chat, embed: model files; "" for no embedding model.
        port: 0 takes any free one.
        token: what callers must bear; a page open in a browser on this machine cannot know it.
        threads: of llama.cpp.
        context_tokens: prompt and answer together.
        max_queue: questions that may wait while one is answered.
        idle_s: seconds without a question after which a model leaves the memory; -1 is never.
    """

    chat: str
    embed: str
    port: int
    token: str
    threads: int
    context_tokens: int
    max_queue: int
    idle_s: int


def model_name(file: Path) -> str:
    """What a model file is called in the protocol: its name in lower case, with Ollama's usual tag."""
    return tagged(file.stem.lower().replace(":", "-"))


def tagged(name: str) -> str:
    """Ollama's models are `name:tag`; it says "latest" where a person says nothing."""
    return name if ":" in name else f"{name}:latest"
