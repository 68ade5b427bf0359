"""An Ollama on localhost that says what the test wants, and breaks as the test wants.

It refuses what the original refuses, in the original's words. (The file cannot be called `ollama.py`: `tests/`
is on the path, and the official client's package has that name.)

    server = ScriptedOllama()
    url = await server.start()
    server.answer(["first reply", {"e1": {"title": "Cook"}}])   # or a function of the request's body
    server.fault = "busy"
"""

import asyncio
import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Any, Literal

from aiohttp import web

Fault = Literal["down", "hang", "500", "cut", "bad_json", "garbage", "unknown_model", "slow", "busy"]
Reply = str | dict[str, Any]
Script = Callable[[dict[str, Any]], Reply]

CHAT_MODEL = "gemma3:4b"
EMBED_MODEL = "nomic-embed-text:latest"
DIMENSION = 64
BUSY = "server busy, please try again.  maximum pending requests exceeded"


class ScriptedOllama:
    """Args: the models it holds; how many requests may wait while one is answered.

    Attributes:
        fault: what goes wrong with each model call until it is None again. "down" cuts the connection before an
            answer, "cut" in the middle of one; "bad_json" breaks the protocol, "garbage" only the content;
            "slow" makes one token a second. `stop` closes the port itself, `start` opens it again.
        spared: paths that answer all the same.
        calls: (path, body) of each request, oldest first.
            token_delay_s, token_chars: how fast an answer comes, and the most letters of a piece of it.
        running, waiting: answers being made now, and questions that wait for their turn.
    """

    def __init__(
        self, *, chat_model: str = CHAT_MODEL, embed_model: str = EMBED_MODEL, max_queue: int = 16
    ) -> None:
        self.fault: Fault | None = None
        self.spared: frozenset[str] = frozenset()
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.running = 0
        self.token_chars = 4
        self.token_delay_s = 0.0
        self.digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in (chat_model, embed_model)}
        self._embed_model = embed_model
        self._script: Script = obey
        self._slot = asyncio.Semaphore(1)
        self.waiting = 0
        self._max_queue = max_queue
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def start(self) -> str:
        """Opens the port, the same one each time; returns the base URL."""
        app = web.Application()
        app.router.add_get("/api/version", self._version)
        app.router.add_get("/api/tags", self._tags)
        app.router.add_get("/api/ps", self._tags)
        app.router.add_post("/api/show", self._show)
        app.router.add_post("/api/chat", self._chat)
        app.router.add_post("/api/embed", self._embed)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = site.port or 0
        return self.url

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        """Nothing listens any more."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def close(self) -> None:
        await self.stop()

    def answer(self, replies: Script | Iterable[Reply]) -> None:
        """What chat answers from now on: a function of the request's body, or replies one after another, the
        last one for ever."""
        self._script = replies if callable(replies) else _in_turn(list(replies))

    def asked(self, path: str = "/api/chat") -> list[dict[str, Any]]:
        """The bodies of all requests to a path."""
        return [body for called, body in self.calls if called == path]

    async def _version(self, _: web.Request) -> web.Response:
        return web.json_response({"version": "0.13.0"})

    async def _tags(self, request: web.Request) -> web.StreamResponse:
        self.calls.append((request.path, {}))
        if self.fault != "busy" and (broken := await self._broken(request)) is not None:
            return broken
        return web.json_response({"models": [self._model(name) for name in self.digests]})

    def _model(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "model": name,
            "modified_at": "2026-01-01T00:00:00Z",
            "size": 3338801804,
            "digest": self.digests[name],
            "details": {"format": "gguf", "family": "gemma3", "parameter_size": "4.3B"},
        }

    async def _show(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        if (refused := self._refusal(body)) is not None:
            return refused
        return web.json_response(
            {"details": {"format": "gguf"}, "model_info": {}, "capabilities": ["completion"]}
        )

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        if (refused := self._refusal(body) or _chat_refusal(body, self._embed_model)) is not None:
            return refused
        if (broken := await self._broken(request)) is not None:
            return broken
        if self.waiting >= self._max_queue:
            return _error(503, BUSY)
        self.waiting += 1
        try:
            await self._slot.acquire()
        finally:
            self.waiting -= 1
        self.running += 1
        try:
            return await self._write(request, body)
        finally:
            self.running -= 1
            self._slot.release()

    async def _write(self, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        tokens, final = self._tokens(body)
        if body.get("stream") is False:
            await asyncio.sleep(self._delay_s() * len(tokens))
            return web.json_response(_part(body["model"], "".join(tokens), **final))
        response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
        await response.prepare(request)
        for place, token in enumerate(tokens):
            if self.fault == "cut" and place == len(tokens) // 2:
                _hang_up(request)
            await asyncio.sleep(self._delay_s())
            await response.write(_line(_part(body["model"], token)))
        await response.write(_line(_part(body["model"], "", **final)))
        await response.write_eof()
        return response

    def _tokens(self, body: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        reply = "I am not going to answer { that" if self.fault == "garbage" else self._reply(body)
        tokens = re.findall(rf"\s*\S{{1,{self.token_chars}}}", reply)
        limit = body.get("options", {}).get("num_predict", -1)
        cut = 0 <= limit < len(tokens)
        counts = {"prompt_eval_count": len(json.dumps(body.get("messages"))) // 4, "eval_count": len(tokens)}
        final = {"done": True, "done_reason": "length" if cut else "stop", **counts}
        return tokens[:limit] if cut else tokens, final

    def _reply(self, body: dict[str, Any]) -> str:
        if not body.get("messages"):
            return ""
        reply = self._script(body)
        return reply if isinstance(reply, str) else json.dumps(reply)

    def _delay_s(self) -> float:
        return 1.0 if self.fault == "slow" else self.token_delay_s

    async def _embed(self, request: web.Request) -> web.StreamResponse:
        body = await self._body(request)
        if (refused := self._refusal(body)) is not None:
            return refused
        if (broken := await self._broken(request)) is not None:
            return broken
        texts = [body["input"]] if isinstance(body.get("input"), str) else body.get("input")
        if not isinstance(texts, list):
            return _error(400, "invalid input type")
        return web.json_response({"model": body["model"], "embeddings": [vector(text) for text in texts]})

    async def _body(self, request: web.Request) -> dict[str, Any]:
        try:
            body = await request.json()
        except ValueError:
            body = {}
        body = body if isinstance(body, dict) else {}
        self.calls.append((request.path, body))
        return body

    def _refusal(self, body: dict[str, Any]) -> web.Response | None:
        model = body.get("model")
        if not model:
            return _error(400, "model is required")
        if self.fault == "unknown_model" or _tagged(model) not in self.digests:
            return _error(404, f"model '{model}' not found")
        return None

    async def _broken(self, request: web.Request) -> web.StreamResponse | None:
        match None if request.path in self.spared else self.fault:
            case "down":
                _hang_up(request)
            case "hang":
                await asyncio.sleep(3600)
            case "500":
                return _error(500, "llama runner process has terminated: signal: killed")
            case "busy":
                return _error(503, BUSY)
            case "bad_json":
                return web.Response(
                    text='{"message": {"content": nope\n[1,2]\n', content_type="application/x-ndjson"
                )
        return None


def obey(body: dict[str, Any]) -> Reply:
    """The default script: the least answer that holds to the schema asked for, or a few words."""
    reply: Reply = obedient(body.get("format") or {"type": "string"})
    return reply


def obedient(schema: dict[str, Any]) -> Any:  # noqa: PLR0911 (one line for each kind of schema)
    """The least answer that holds to a schema: first of an enum, shortest array and string, lowest number."""
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return obedient(schema["anyOf"][0])
    match schema.get("type"):
        case "object":
            return {key: obedient(schema["properties"][key]) for key in schema.get("required", ())}
        case "array":
            return [obedient(schema["items"])] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return "fine words " * 8 if "maxLength" not in schema else "x" * schema.get("minLength", 1)


def vector(text: str) -> list[float]:
    """A unit vector of the text's letter triples: texts that share words point the same way."""
    counts = [0.0] * DIMENSION
    padded = f"  {text.lower()} "
    for start in range(len(padded) - 2):
        digest = hashlib.sha256(padded[start : start + 3].encode(errors="replace")).digest()
        counts[digest[0] % DIMENSION] += 1.0
    norm = math.sqrt(sum(c * c for c in counts))
    return [c / norm for c in counts]


def _in_turn(replies: list[Reply]) -> Script:
    turns: Iterator[Reply] = chain(replies, repeat(replies[-1]))
    return lambda _: next(turns)


def _chat_refusal(body: dict[str, Any], embed_model: str) -> web.Response | None:
    wanted = body.get("format")
    if wanted not in (None, "", "json") and not isinstance(wanted, dict):
        return _error(
            400, f'invalid format: {json.dumps(wanted)}; expected "json" or a valid JSON Schema object'
        )
    if not isinstance(body.get("messages", []), list):
        return _error(400, "json: cannot unmarshal string into Go struct field ChatRequest.messages")
    if _tagged(body["model"]) == embed_model:
        return _error(400, f'"{body["model"]}" does not support chat')
    return None


def _tagged(model: str) -> str:
    return model if ":" in model else f"{model}:latest"


def _part(model: str, content: str, **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {"model": model, "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False, **more}


def _line(part: dict[str, Any]) -> bytes:
    return json.dumps(part).encode() + b"\n"


def _error(status: int, words: str) -> web.Response:
    return web.json_response({"error": words}, status=status)


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
