"""A small server with Ollama's manners over llama.cpp: a program of its own, started by `core.engine.front`.

It reads one line of JSON on standard input (its settings), answers with one line (its address), and ends when
standard input closes, so that it never outlives the bot, however the bot ends.
"""

import asyncio
import hmac
import json
import os
import sys
import threading
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from aiohttp import web
from aiohttp.typedefs import Handler

from core.engine.digest import digest
from core.engine.llama import Chat, Embedder, Refused
from core.engine.local import Settings, model_name, tagged
from core.model import Json

VERSION = "0.13.0"
"""Of Ollama's protocol: the one whose answers these imitate."""
MAX_BODY_BYTES = 8 * 2**20
MAX_TOKENS = 4096
"""Of one answer, where the question names no number."""
GRACE_S = 3.0
BUSY = "server busy, please try again.  maximum pending requests exceeded"
ROLES = {"system", "user", "assistant"}
SAMPLING = ("temperature", "seed", "top_k", "top_p", "min_p", "repeat_penalty", "stop")


@dataclass(frozen=True, slots=True)
class Model:
    """A model file, as the listing shows it."""

    name: str
    digest: str
    size_bytes: int
    modified_at: str


class Turns:
    """One question at a time; a few may wait."""

    def __init__(self, max_queue: int) -> None:
        self._lock = asyncio.Lock()
        self._waiting = 0
        self._max_queue = max_queue

    async def __aenter__(self) -> None:
        if self._lock.locked() and self._waiting >= self._max_queue:
            raise _error(web.HTTPServiceUnavailable, BUSY)
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._lock.release()


class Api:
    """Ollama's routes, as far as its own client uses them for models that are here."""

    def __init__(self, settings: Settings) -> None:
        chat = Path(settings.chat)
        self._chat = Chat(
            chat, threads=settings.threads, context_tokens=settings.context_tokens, idle_s=settings.idle_s
        )
        self._chat_model = _describe(chat)
        self._embedder: Embedder | None = None
        self._embed_model: Model | None = None
        if settings.embed:
            self._embedder = Embedder(Path(settings.embed), threads=settings.threads, idle_s=settings.idle_s)
            self._embed_model = _describe(Path(settings.embed))
        self._turns = Turns(settings.max_queue)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/version", self._version),
            web.get("/api/tags", self._tags),
            web.get("/api/ps", self._ps),
            web.post("/api/show", self._show),
            web.post("/api/pull", self._pull),
            web.post("/api/chat", self._on_chat),
            web.post("/api/embed", self._on_embed),
        ]

    async def _version(self, _: web.Request) -> web.Response:
        return web.json_response({"version": VERSION})

    async def _tags(self, _: web.Request) -> web.Response:
        return web.json_response({"models": [_listed(model) for model in self._models()]})

    async def _ps(self, _: web.Request) -> web.Response:
        running = [self._chat_model] if self._chat.loaded else []
        if self._embed_model and self._embedder and self._embedder.loaded:
            running.append(self._embed_model)
        return web.json_response({"models": [_listed(model) for model in running]})

    async def _show(self, request: web.Request) -> web.Response:
        model = self._known(await _body(request))
        does = "completion" if model is self._chat_model else "embedding"
        return web.json_response({**_listed(model), "model_info": {}, "capabilities": [does]})

    async def _pull(self, request: web.Request) -> web.Response:
        name = (await _body(request)).get("model")
        if tagged(str(name)) not in {model.name for model in self._models()}:
            raise _error(web.HTTPInternalServerError, "pull model manifest: file does not exist")
        return web.json_response({"status": "success"})

    async def _on_chat(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        if self._known(body) is not self._chat_model:
            raise _error(web.HTTPBadRequest, f'"{body["model"]}" does not support chat')
        question = _question(body)
        async with self._turns:
            if not question["messages"]:
                await self._chat.load()
                return web.json_response(_part(body, "", done=True, done_reason="load"))
            async with aclosing(self._parts(body, question)) as parts:
                return await _stream(request, parts) if body.get("stream", True) else await _whole(parts)

    async def _parts(self, body: Json, question: Json) -> AsyncGenerator[Json]:
        started_ns = time.perf_counter_ns()
        reason, usage = "stop", Json()
        async with aclosing(self._chat.answer(question)) as chunks:
            async for chunk in chunks:
                usage = chunk.get("usage") or usage
                for choice in chunk.get("choices", ()):
                    reason = choice.get("finish_reason") or reason
                    if text := choice["delta"].get("content"):
                        yield _part(body, text)
        yield _part(
            body,
            "",
            done=True,
            done_reason=reason,
            prompt_eval_count=usage.get("prompt_tokens", 0),
            eval_count=usage.get("completion_tokens", 0),
            total_duration=time.perf_counter_ns() - started_ns,
        )

    async def _on_embed(self, request: web.Request) -> web.Response:
        body = await _body(request)
        model = self._known(body)
        if model is not self._embed_model or self._embedder is None:
            raise _error(web.HTTPBadRequest, f'"{body["model"]}" does not support embeddings')
        texts = body.get("input")
        texts = [texts] if isinstance(texts, str) else texts
        if not _strings(texts):
            raise _error(web.HTTPBadRequest, "invalid input type")
        vectors = await self._embedder.embed(texts) if texts else []
        return web.json_response({"model": body["model"], "embeddings": vectors})

    def _models(self) -> list[Model]:
        return [model for model in (self._chat_model, self._embed_model) if model]

    def _known(self, body: Json) -> Model:
        name = body.get("model")
        if not name:
            raise _error(web.HTTPBadRequest, "model is required")
        for model in self._models():
            if model.name == tagged(str(name)):
                return model
        raise _error(web.HTTPNotFound, f"model '{str(name)[:200]}' not found")


def app(settings: Settings) -> web.Application:
    """The server, not yet listening. Hashes the model files if nobody has before.

    Raises:
        OSError: a model file cannot be read.
    """
    bearer = f"Bearer {settings.token}".encode()

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not hmac.compare_digest(request.headers.get("Authorization", "").encode(errors="replace"), bearer):
            raise _error(web.HTTPUnauthorized, "unauthorized")
        try:
            return await handler(request)
        except Refused as e:
            raise _error(web.HTTPBadRequest, f"the model cannot answer this: {e}") from e
        except RuntimeError as e:
            # llama.cpp's way of saying that a file is no model, or that the memory is not enough.
            raise _error(web.HTTPInternalServerError, "llama runner process has terminated") from e

    served = web.Application(middlewares=[guard], client_max_size=MAX_BODY_BYTES)
    served.add_routes(Api(settings).routes())
    return served


def _describe(file: Path) -> Model:
    status = file.stat()
    modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(status.st_mtime))
    return Model(model_name(file), digest(file), status.st_size, modified)


def _listed(model: Model) -> Json:
    return {
        "name": model.name,
        "model": model.name,
        "modified_at": model.modified_at,
        "size": model.size_bytes,
        "digest": model.digest,
        "details": {"format": "gguf"},
    }


def _question(body: Json) -> Json:
    """Ollama's body as OpenAI's, which llama.cpp takes."""
    messages = body.get("messages") or []
    options = body.get("options") or {}
    if not isinstance(options, dict) or not isinstance(messages, list) or not all(map(_is_message, messages)):
        raise _error(web.HTTPBadRequest, "invalid messages or options")
    limit = options.get("num_predict")
    return {
        "messages": [{"role": m["role"], "content": m["content"]} for m in messages],
        "max_tokens": limit if isinstance(limit, int) and limit > 0 else MAX_TOKENS,
        "cache_prompt": True,
        "stream_options": {"include_usage": True},
        **{key: options[key] for key in SAMPLING if options.get(key) is not None},
        **_format(body.get("format")),
    }


def _is_message(message: object) -> bool:
    return (
        isinstance(message, dict) and message.get("role") in ROLES and isinstance(message.get("content"), str)
    )


def _strings(texts: object) -> TypeGuard[list[str]]:
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)


def _format(wanted: object) -> Json:
    if wanted in (None, ""):
        return {}
    if wanted == "json":
        return {"response_format": {"type": "json_object"}}
    if isinstance(wanted, dict):
        schema = {"name": "answer", "schema": wanted, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}
    shown = json.dumps(wanted)[:200]
    raise _error(
        web.HTTPBadRequest, f'invalid format: {shown}; expected "json" or a valid JSON Schema object'
    )


async def _body(request: web.Request) -> Json:
    try:
        body = json.loads(await request.read())
    except (ValueError, RecursionError) as e:
        raise _error(web.HTTPBadRequest, "invalid JSON") from e
    if not isinstance(body, dict):
        raise _error(web.HTTPBadRequest, "invalid JSON")
    return body


async def _stream(request: web.Request, parts: AsyncGenerator[Json]) -> web.StreamResponse:
    first = await anext(parts)  # an error before it still gets its status
    response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
    await response.prepare(request)
    await response.write(_line(first))
    async for part in parts:
        await response.write(_line(part))
    await response.write_eof()
    return response


async def _whole(parts: AsyncGenerator[Json]) -> web.Response:
    text, last = "", Json()
    async for part in parts:
        text, last = text + part["message"]["content"], part
    return web.json_response({**last, "message": {"role": "assistant", "content": text}})


def _part(body: Json, text: str, *, done: bool = False, **more: object) -> Json:
    made_at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    message = {"role": "assistant", "content": text}
    return {"model": body["model"], "created_at": made_at, "message": message, "done": done, **more}


def _line(part: Json) -> bytes:
    return json.dumps(part).encode() + b"\n"


def _error(kind: type[web.HTTPError], words: str) -> web.HTTPError:
    return kind(text=json.dumps({"error": words}), content_type="application/json")


async def _serve(settings: Settings) -> None:
    ended = asyncio.Event()
    # A disconnected client cancels its handler, which ends the generation.
    runner = web.AppRunner(app(settings), handler_cancellation=True, shutdown_timeout=0.5, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", settings.port, reuse_address=True)
    await site.start()
    sys.stdout.write(json.dumps({"port": site.port}) + "\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_wait_for_parent, args=(loop, ended), daemon=True).start()
    await ended.wait()
    await runner.cleanup()


def _wait_for_parent(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    while os.read(0, 1024):  # not `sys.stdin`: a thread that holds its lock at exit is a fatal error
        pass
    loop.call_soon_threadsafe(ended.set)
    time.sleep(GRACE_S)
    os._exit(0)  # a generation that does not let go: nobody is left to tell


if __name__ == "__main__":
    asyncio.run(_serve(Settings(**json.loads(sys.stdin.buffer.readline()))))
