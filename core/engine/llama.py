"""llama.cpp inside this process, behind two verbs. Only `core.engine.server` runs it, in a process of its own.

Not in the bot's: loading a model holds Python's lock for seconds (measured: an event loop beside it got 0 turns
in 0.8 s with a model of 98 MB), and Slack wants its acknowledgement within three.
"""

import asyncio
import os
import secrets
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from http import HTTPStatus
from pathlib import Path
from typing import Any

from core.model import Json

# Before the import: with its default of active waiting, OpenMP's threads fight busy neighbours for the cores
# (measured: 6 tokens a second instead of 30, and one run that did not end in a minute).
os.environ["OMP_WAIT_POLICY"] = "passive"
import xllamacpp

BATCH_TOKENS = 128
"""Of a prompt, between two looks at whether anybody still waits for it. 512 would hold the slot for seconds more."""
PROMPT_CACHE_MIB = 256
"""llama.cpp's own default is 8 GiB of resumes kept in memory."""
EMBED_TOKENS = 512
EMBED_CHARS = (2000, 1000, 500, 150)
"""A text longer than the model's 512 tokens is cut to the first of these lengths that fits, as Ollama cuts it."""

Server = Any  # xllamacpp ships no types


class Refused(Exception):
    """llama.cpp will not do this: the prompt is too long, or the schema is none."""


class Chat:
    """The chat model, loaded when it is first needed. One question at a time: the caller sees to it."""

    def __init__(self, file: Path, *, threads: int, context_tokens: int, idle_s: int) -> None:
        self._params = _chat_params(file, threads, context_tokens, idle_s)
        self._server: Server | None = None
        self._loading = asyncio.Lock()

    @property
    def loaded(self) -> bool:
        return self._server is not None

    async def load(self) -> Server:
        async with self._loading:
            if self._server is None:
                self._server = await asyncio.to_thread(xllamacpp.Server, self._params)
            return self._server

    async def answer(self, body: Json) -> AsyncGenerator[Json]:
        """Chunks of an answer, in the form of OpenAI's API. Closing the generator ends the generation.

        Raises:
            Refused: the question cannot be asked.
            RuntimeError: llama.cpp failed.
        """
        server = await self.load()
        async with aclosing(_chunks(server.handle_chat_completions, body)) as chunks:
            async for chunk in chunks:
                if error := chunk.get("error"):
                    kind = (
                        RuntimeError if error.get("code", 0) >= HTTPStatus.INTERNAL_SERVER_ERROR else Refused
                    )
                    raise kind(str(error.get("type", "")))
                yield chunk


class Embedder:
    """The embedding model, loaded when it is first needed."""

    def __init__(self, file: Path, *, threads: int, idle_s: int) -> None:
        self._params = _embed_params(file, threads, idle_s)
        self._server: Server | None = None
        self._busy = asyncio.Lock()

    @property
    def loaded(self) -> bool:
        return self._server is not None

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text.

        Raises:
            Refused: llama.cpp could not.
        """
        async with self._busy:
            return await asyncio.to_thread(self._embed, [text[: EMBED_CHARS[0]] for text in texts])

    def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        # Each alone: in a batch a vector differs in its fourth digit by its neighbours and from run to run, and a line at the
        # threshold would then be near today and not tomorrow.
        return [self._embed_cut(text) for text in texts]

    def _embed_cut(self, text: str) -> list[float]:
        for chars in EMBED_CHARS:
            vector = self._try(text[:chars])
            if vector is not None:
                return vector
        raise Refused("no length of the text fits")

    def _try(self, text: str) -> list[float] | None:
        if self._server is None:
            self._server = xllamacpp.Server(self._params)
        answer = self._server.handle_embeddings({"input": [text]})
        if "error" in answer:
            return None
        vector: list[float] = answer["data"][0]["embedding"]
        return vector


async def _chunks(ask: Callable[[Json, Callable[[Json], bool]], None], body: Json) -> AsyncGenerator[Json]:
    """llama.cpp calls back from a thread of its own; a callback that answers True ends the generation."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[Json | None] = asyncio.Queue()
    left = threading.Event()

    def on_chunk(chunk: Json) -> bool:
        loop.call_soon_threadsafe(queue.put_nowait, chunk)
        return left.is_set()

    def work() -> None:
        try:
            ask({**body, "stream": True, "return_progress": True}, on_chunk)
        finally:
            loop.call_soon_threadsafe(queue.put_nowait, None)

    working = loop.run_in_executor(None, work)
    try:
        while (chunk := await queue.get()) is not None:
            yield chunk
        await _settled(working)
    finally:
        left.set()
        # The slot is free only when llama.cpp has let go of it; the next question must not come before.
        await asyncio.wait([working])


async def _settled(working: "asyncio.Future[None]") -> None:
    try:
        await working
    except ValueError as e:
        raise Refused("the schema or the messages") from e


def _params(file: Path, threads: int, idle_s: int) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.sleep_idle_seconds = idle_s
    params.verbosity = -1  # its log goes to our standard error, and nothing of a resume may
    # llama.cpp also opens an HTTP port of its own, which any page in a browser here could call. Nobody gets the key.
    params.api_keys = [secrets.token_hex()]
    params.ui = params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.cors_origins = "http://127.0.0.1"
    return params


def _chat_params(file: Path, threads: int, context_tokens: int, idle_s: int) -> Any:
    params = _params(file, threads, idle_s)
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.n_batch = BATCH_TOKENS
    params.cache_ram_mib = PROMPT_CACHE_MIB
    return params


def _embed_params(file: Path, threads: int, idle_s: int) -> Any:
    params = _params(file, threads, idle_s)
    params.embedding = True
    params.n_parallel = 8
    params.kv_unified = True
    params.n_ctx = params.n_batch = params.n_ubatch = 4 * EMBED_TOKENS
    return params
