"""A model server that tests speak to, whichever it is."""

from dataclasses import dataclass

from core.engine.client import OllamaEngine


@dataclass(frozen=True)
class Served:
    """A server, and how a client reaches it."""

    host: str
    chat_model: str
    embed_model: str
    token: str | None = None

    def client(self, *, chat_model: str | None = None, embed_model: str | None = None) -> OllamaEngine:
        return OllamaEngine(
            self.host,
            chat_model=chat_model or self.chat_model,
            embed_model=embed_model or self.embed_model,
            token=self.token,
        )
