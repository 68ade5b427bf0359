"""The one client: Ollama's protocol, whoever serves it."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import aclosing, contextmanager

import numpy as np
import ollama
from numpy.typing import NDArray

from core.engine import Embeddings, Generated, Message, wire
from core.engine.local import tagged
from core.engine.output import MAX_CHARS, Answer, BrokenOutput
from core.errors import BadModelOutput, EngineError, EngineTooSlow
from core.model import EngineName, Json, Usage

SEED = 7
CONTEXTS = (4096, 8192, 16384, 32768)
"""Windows we ask for, in tokens. Few, because a server loads its model anew for each other size."""
BYTES_PER_TOKEN = 2
"""On the safe side: English takes about 4, digits and CJK 1 to 3. A window too small cuts the prompt silently."""
EMBED_DEADLINE_S = 60.0
MODELS_DEADLINE_S = 3.0
KNOWN_FOR_S = 60.0
"""How long a model's digest is believed: a pulled update changes it while we run."""

# The room of prompts lies beside this one and opens no door to it; no task's words stand here.
REPAIR = "That was not usable: {reason}. Answer the same question again, with nothing but JSON that holds to the schema."


class OllamaEngine:
    """An `Engine` over HTTP: a real Ollama, or our own front with the same manners.

    Args:
        host: base URL of the server.
        chat_model, embed_model: names as the server knows them; ":latest" may be left out.
        name: which of the two it is, for results and for `doctor`.
        keep_alive: how long the server keeps the model in memory after an answer, as Ollama writes it ("30m").
        max_parallel: questions under way at once from this process; the others wait, within their deadlines.
        token: of a server that asks for one.

    Raises:
        ConfigurationError: `host` is no address.
    """

    def __init__(
        self,
        host: str,
        *,
        chat_model: str,
        embed_model: str,
        name: EngineName = "ollama",
        keep_alive: str = "30m",
        max_parallel: int = 4,
        token: str | None = None,
    ) -> None:
        self._client = wire.connect(host, token)
        self._chat_model = chat_model
        self._embed_model = embed_model
        self._name: EngineName = name
        self._keep_alive = keep_alive
        self._turns = asyncio.Semaphore(max_parallel)
        self._context = CONTEXTS[0]
        self._digests: dict[str, str] = {}
        self._digests_until = 0.0

    @property
    def name(self) -> EngineName:
        return self._name

    @property
    def digest(self) -> str:
        """Of the chat model, as the server last gave it; "" before the first question or `models`."""
        return self._digests.get(tagged(self._chat_model), "")

    @property
    def has_model(self) -> bool:
        return True

    async def models(self, *, deadline_s: float = MODELS_DEADLINE_S) -> dict[str, str]:
        """Names of the models on the server, with their tags, and their digests.

        Raises:
            EngineError: down, too slow, or no Ollama.
        """
        with _deadline(deadline_s) as ends_at:
            async with asyncio.timeout_at(ends_at):
                return await self._list()

    async def has(self, model: str) -> bool:
        """Whether the server holds this model.

        Raises:
            EngineError: as `models`.
        """
        return tagged(model) in await self.models()

    async def generate(
        self, messages: Sequence[Message], schema: Json, *, max_tokens: int, deadline_s: float = 30.0
    ) -> Generated:
        answer = Answer(schema)
        asked = list(messages)
        usage = Usage()
        with _deadline(deadline_s) as ends_at:
            async with asyncio.timeout_at(ends_at):
                await self._know_digests()
                for _ in range(2):
                    text, cost = await self._ask(asked, answer.schema, max_tokens)
                    usage += cost
                    try:
                        return Generated(answer.read(text), usage)
                    except BrokenOutput as broken:
                        asked = [*messages, *_repair(text, broken)]
        raise BadModelOutput("The language model's answer could not be used")

    async def stream(
        self, messages: Sequence[Message], *, max_tokens: int, deadline_s: float = 60.0
    ) -> AsyncGenerator[str]:
        chars = 0
        with _deadline(deadline_s) as ends_at:
            async with aclosing(self._parts(messages, None, max_tokens)) as parts:
                while True:
                    # The clock runs only while we wait: around the `yield` it would fire in the caller's code.
                    async with asyncio.timeout_at(ends_at):
                        part = await anext(parts, None)
                    if part is None:
                        return
                    text = part.message.content or ""
                    chars += len(text)
                    if chars > MAX_CHARS:
                        raise BadModelOutput("The language model's answer does not end")
                    if text:
                        yield text

    async def embed(self, texts: Sequence[str]) -> Embeddings:
        with _deadline(EMBED_DEADLINE_S) as ends_at:
            async with asyncio.timeout_at(ends_at):
                await self._know_digests()
                model = self._digests.get(tagged(self._embed_model)) or self._embed_model
                if not texts:
                    return Embeddings(np.zeros((0, 0), np.float32), model)
                async with self._turns:
                    with wire.facts(self._embed_model):
                        answer = await self._client.embed(
                            self._embed_model, [_sendable(t) for t in texts], keep_alive=self._keep_alive
                        )
        return Embeddings(_unit_vectors(answer.embeddings, len(texts)), model)

    async def warm(self) -> None:
        """Has the server load the chat model, or keep it: a question without words.

        Raises:
            EngineError: as `generate`.
        """
        with _deadline(EMBED_DEADLINE_S) as ends_at, wire.facts(self._chat_model):
            async with asyncio.timeout_at(ends_at):
                await self._client.chat(
                    self._chat_model, [], options={"num_ctx": self._context}, keep_alive=self._keep_alive
                )

    async def close(self) -> None:
        await self._client.close()  # type: ignore[no-untyped-call]  # the client forgot to say None

    async def _ask(self, messages: Sequence[Message], schema: Json, max_tokens: int) -> tuple[str, Usage]:
        """One whole answer. It is streamed too, so that an endless one is cut as it grows."""
        text = ""
        usage = Usage(model_calls=1)
        async with aclosing(self._parts(messages, schema, max_tokens)) as parts:
            async for part in parts:
                text += part.message.content or ""
                if len(text) > MAX_CHARS:
                    break
                usage = Usage(part.prompt_eval_count or 0, part.eval_count or 0, 1)
        return text, usage

    async def _parts(
        self, messages: Sequence[Message], schema: Json | None, max_tokens: int
    ) -> AsyncGenerator[ollama.ChatResponse]:
        """The server's answer as it comes. Leaving it closes the connection, which ends the generation.

        Raises:
            EngineDown: also when the answer ends without saying that it is done.
        """
        done = False
        self._context = max(self._context, context_tokens(messages, max_tokens))
        async with self._turns:
            with wire.facts(self._chat_model):
                parts = await self._client.chat(
                    self._chat_model,
                    [{"role": m["role"], "content": _sendable(m["content"])} for m in messages],
                    stream=True,
                    format=schema,
                    options={
                        "temperature": 0,
                        "seed": SEED,
                        "num_ctx": self._context,
                        "num_predict": max_tokens,
                    },
                    keep_alive=self._keep_alive,
                )
                async with aclosing(_generator(parts)) as closing:
                    async for part in closing:
                        done = bool(part.done)
                        yield part
        if not done:
            raise wire.cut_short()

    async def _know_digests(self) -> None:
        """Within the caller's deadline: a server that is loading a model answers nothing for a while."""
        if time.monotonic() >= self._digests_until:
            await self._list()

    async def _list(self) -> dict[str, str]:
        with wire.facts(self._chat_model):
            listed = (await self._client.list()).models
        self._digests = {tagged(m.model): m.digest or "" for m in listed if m.model}
        self._digests_until = time.monotonic() + KNOWN_FOR_S
        return self._digests


def context_tokens(messages: Sequence[Message], max_tokens: int) -> int:
    """The smallest window of `CONTEXTS` that surely holds prompt and answer.

    Raises:
        EngineError: none does.
    """
    prompt_bytes = sum(len(_sendable(m["content"]).encode()) + 32 for m in messages)
    needed = prompt_bytes // BYTES_PER_TOKEN + max_tokens
    for tokens in CONTEXTS:
        if needed <= tokens:
            return tokens
    raise EngineError("The text is too long for the language model")


def _sendable(text: str) -> str:
    """Half surrogate pairs, which a broken document may hold, cannot be sent as UTF-8."""
    return text.encode(errors="replace").decode()


def _repair(text: str, broken: BrokenOutput) -> list[Message]:
    return [
        {"role": "assistant", "content": text[:2000]},
        {"role": "user", "content": REPAIR.format(reason=broken)},
    ]


@contextmanager
def _deadline(seconds: float) -> Iterator[float]:
    """The event loop's time when the answer must be whole. A `TimeoutError` inside becomes `EngineTooSlow`."""
    try:
        yield asyncio.get_running_loop().time() + seconds
    except TimeoutError as e:
        raise EngineTooSlow(f"The language model gave no whole answer in {seconds:g} seconds") from e


def _unit_vectors(rows: Sequence[Sequence[float]], count: int) -> NDArray[np.float32]:
    """Rows as unit vectors, shape (count, dimension), float32.

    Raises:
        BadModelOutput: another count, rows of several lengths, a number that is not finite, or a row of zeros.
    """
    lengths = {len(row) for row in rows}
    if len(rows) != count or len(lengths) != 1 or 0 in lengths:
        raise BadModelOutput("The embedding model's answer has the wrong shape")
    vectors = np.asarray(rows, dtype=np.float64)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(norms).all() or not norms.all():
        raise BadModelOutput("The embedding model's answer is no vector")
    unit: NDArray[np.float32] = (vectors / norms).astype(np.float32)
    return unit


def _generator(parts: AsyncIterator[ollama.ChatResponse]) -> AsyncGenerator[ollama.ChatResponse]:
    """The client says "iterator" but returns a generator; only a generator can be closed."""
    if not isinstance(parts, AsyncGenerator):
        raise TypeError("the Ollama client no longer returns a generator")
    return parts
