"""The HTTP face of Slack: /api/METHOD, file bytes, uploads, response URLs; with faults, rates and a history."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

from aiohttp import web

from bot.sandbox import limits
from bot.sandbox.errors import Refused
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.history import Call
from bot.sandbox.methods import METHODS, Args, Method
from bot.sandbox.methods.content import read_content, require_something
from bot.sandbox.methods.registry import missing_scope
from bot.sandbox.model import Json, Message, StoredFile
from bot.sandbox.rates import Rates, Tier
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.state import ResponseUrl, Workspace

SIGN_IN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>"
STRUCTURES = frozenset({"attachments", "blocks", "chunks", "files", "metadata", "prompts", "view"})
PIECE_BYTES = 16_384
BEFORE = frozenset(
    {
        FaultKind.DROP_BEFORE,
        FaultKind.RATE_LIMITED,
        FaultKind.SERVER_ERROR,
        FaultKind.REFUSED,
        FaultKind.NOT_JSON,
    }
)
Work = Callable[[], Awaitable[web.StreamResponse]]


class WebApi:
    def __init__(
        self,
        workspace: Workspace,
        sockets: SocketMode,
        faults: Faults,
        rates: Rates | None,
        *,
        bot_token: str,
        app_token: str,
    ) -> None:
        self.history: list[Call] = []
        self.in_flight = 0
        self.on_settled: Callable[[], None] = lambda: None
        self._ws, self._sockets, self._faults, self._rates = workspace, sockets, faults, rates
        self._tokens = {"bot": bot_token, "app": app_token}
        self._is_revoked = False

    def revoke(self) -> None:
        """The app is gone from the workspace: its tokens still exist and are worth nothing."""
        self._is_revoked = True

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self._api),
            web.get("/files-pri/{key}/{tail:.*}", self._download),
            web.post("/upload/v1/{file_id}", self._upload),
            web.post("/response/{team}/{key}", self._respond),
            web.get("/link/", self._sockets.handle),
        ]

    # Every request: its faults and its line in the history

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        try:
            values = await _arguments(request)
        except Refused as e:
            no = web.json_response(e.body())
            return await self._recorded(request, name, {}, lambda: _later(no))
        return await self._recorded(request, name, values, lambda: self._call(request, name, values))

    async def _recorded(
        self, request: web.Request, name: str, values: Json, work: Work
    ) -> web.StreamResponse:
        started, at = time.monotonic(), time.time()
        self.in_flight += 1
        response: web.StreamResponse | None = None
        try:
            response = await self._troubled(request, name, work)
        finally:
            self.in_flight -= 1
            self.history.append(_call(name, values, at, response, time.monotonic() - started))
            self.on_settled()
        return response

    async def _troubled(self, request: web.Request, name: str, work: Work) -> web.StreamResponse:
        fault = self._faults.take(name)
        if fault is None:
            return await work()
        if fault.kind in BEFORE:
            return _instead(request, fault)
        if fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.delay_s)
        if name == "files:download":
            return await self._troubled_download(request, fault)
        response = await work()
        if fault.kind is FaultKind.DROP_AFTER:
            return _cut(request)
        return web.Response(status=fault.status) if fault.kind is FaultKind.ERROR_AFTER else response

    # /api/METHOD

    async def _call(self, request: web.Request, name: str, values: Json) -> web.StreamResponse:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._ws.app.scopes))}
        try:
            known = self._checked_method(request, name, values)
            wait_s = (
                self._rates.wait_s(name, known.tier, str(values.get("channel", ""))) if self._rates else 0.0
            )
            if wait_s:
                return _rate_limited(self._ws.clock.retry_after_s(wait_s))
            _require(known, values)
            answer = {"ok": True, **known.run(self._ws, Args(values))}
        except Refused as e:
            answer = e.body()
        return web.json_response(answer, headers=headers)

    def _checked_method(self, request: web.Request, name: str, values: Json) -> Method:
        known = METHODS.get(name) or (self._connections_open if name == "apps.connections.open" else None)
        if known is None:
            raise Refused("unknown_method", req_method=name)
        token = _bearer(request) or str(values.pop("token", ""))
        if not token:
            raise Refused("not_authed")
        if token not in self._tokens.values():
            raise Refused("invalid_auth")
        if self._is_revoked:
            raise Refused("account_inactive")
        if token != self._tokens[known.caller]:
            raise Refused("not_allowed_token_type")
        if known.caller == "bot" and not self._ws.app.has_any(known.scopes):
            raise missing_scope(self._ws, known.scopes)
        return known

    @property
    def _connections_open(self) -> Method:
        """The one method that needs the sockets, and the app's own token."""
        return Method(
            "apps.connections.open",
            lambda _ws, _args: {"url": self._sockets.new_url(self._ws.url)},
            Tier.T3,  # tier 1 in the docs, but a client with ten sockets gets them all at once
            (),
            (),
            "app",
        )

    # Files

    async def _download(self, request: web.Request) -> web.StreamResponse:
        values: Json = {"file": request.match_info["key"].rpartition("-")[2]}
        return await self._recorded(
            request, "files:download", values, lambda: _later(self._file_response(request))
        )

    def _file_response(self, request: web.Request) -> web.Response:
        file = self._readable_file(request)
        if file is None:
            # Slack does not say 403: it shows the page where people sign in, with status 200.
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html")
        mime = self._ws.file_json(file)["mimetype"]
        return web.Response(body=file.body, content_type=mime)

    def _readable_file(self, request: web.Request) -> StoredFile | None:
        file = self._ws.files.get(request.match_info["key"].rpartition("-")[2])
        if _bearer(request) != self._tokens["bot"] or not self._ws.app.has_any(("files:read",)):
            return None
        return file if file and file.is_complete and self._ws.may_read_file(file) else None

    async def _troubled_download(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        plain = self._file_response(request)
        if fault.kind is FaultKind.REDIRECT:
            return web.Response(status=302, headers={"Location": fault.location})
        if fault.kind is FaultKind.SIGN_IN:
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html")
        if fault.kind is FaultKind.DROP_AFTER:
            return _cut(request)
        if fault.kind in (FaultKind.SLOW_BYTES, FaultKind.ENDLESS_BODY, FaultKind.CUT_BODY):
            return await _stream_badly(request, plain, fault)
        return plain

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        body = await _upload_body(request)
        file_id = request.match_info["file_id"]
        return await self._recorded(
            request, "files:upload", {"file": file_id}, lambda: _later(self._keep_upload(file_id, body))
        )

    def _keep_upload(self, file_id: str, body: bytes) -> web.Response:
        file = self._ws.files.get(file_id)
        if file is None or file.is_complete:
            return web.Response(status=404, text="not found")
        if len(body) != file.declared_bytes:
            return web.Response(status=400, text="length differs from what was announced")
        self._ws.add_file(replace(file, body=body, uploaded=True))
        return web.Response(text=f"OK - {len(body)}")

    # response_url

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        try:
            values = await request.json()
        except json.JSONDecodeError:
            values = None
        values = values if isinstance(values, dict) else {}
        return await self._recorded(
            request, "response_url", values, lambda: _later(self._answer(request.match_info["key"], values))
        )

    def _answer(self, key: str, values: Json) -> web.Response:
        leave = self._ws.response_urls.get(key)
        if leave is None or leave.uses_left < 1:
            return web.json_response(Refused("used_url").body(), status=404)
        if leave.expires_s < self._ws.clock.now():
            return web.json_response(Refused("expired_url").body(), status=404)
        try:
            answer_interaction(self._ws, leave, values)
        except Refused as e:
            return web.json_response(e.body(), status=400)
        leave.uses_left -= 1
        return web.Response(text="ok")


def answer_interaction(ws: Workspace, leave: ResponseUrl, values: Json) -> None:
    """Do what a response_url, or the answer to a command, asks for.

    Raises:
        Refused: the message is not one Slack would take.
    """
    args = Args(values)
    source = _source_now(ws, leave.source)
    if args.flag("delete_original") and source:
        ws.drop_whisper(source) if source.whispered_to else ws.delete(source)
        return
    content = read_content(args, most_chars=limits.MESSAGE_TEXT_CHARS)
    require_something(content)
    message = Message(
        channel=leave.channel,
        ts=ws.ids.ts(),
        user=ws.bot.id,
        bot_id=ws.bot_id,
        text=content.text or "",
        blocks=content.blocks or (),
        attachments=content.attachments or (),
        metadata=content.metadata or None,
        thread_ts=args.text("thread_ts") or None,
    )
    if args.flag("replace_original") and source:
        _replace(ws, source, message)
    elif args.text("response_type") == "in_channel":
        ws.post(message)
    else:
        ws.whisper(replace(message, whispered_to=leave.user))


def _source_now(ws: Workspace, source: Message | None) -> Message | None:
    if source is None:
        return None
    return (
        ws.whisper_at(source.channel, source.ts)
        if source.whispered_to
        else ws.message(source.channel, source.ts)
    )


def _replace(ws: Workspace, source: Message, message: Message) -> None:
    parts = {"text": message.text, "blocks": message.blocks, "attachments": message.attachments}
    if source.whispered_to:
        ws.change_whisper(replace(source, **parts))  # type: ignore[arg-type]  # mypy reads the dict as one type
    else:
        ws.edit(source, replace(source, edited_ts=ws.ids.ts(), stream="none", stream_chunks=(), **parts))  # type: ignore[arg-type]  # the same


async def _arguments(request: web.Request) -> Json:
    """The arguments of a call, wherever the client put them.

    Raises:
        Refused: the body says it is JSON and is not.
    """
    values: Json = dict(request.query)
    if request.method == "GET" or not request.can_read_body:
        return values
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError as e:
            raise Refused("invalid_json") from e
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return values | body
    form = await request.post()
    return values | {key: value for key, value in form.items() if isinstance(value, str)}


async def _upload_body(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    for part in form.values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


async def _later(response: web.StreamResponse) -> web.StreamResponse:
    return response


def _require(known: Method, values: Json) -> None:
    missing = [name for name in known.required if values.get(name) in (None, "")]
    if missing:
        raise Refused("invalid_arguments", [f"missing required field: {name}" for name in missing])


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _rate_limited(retry_after_s: int) -> web.Response:
    body = Refused("ratelimited").body()
    return web.json_response(body, status=429, headers={"Retry-After": str(retry_after_s)})


def _instead(request: web.Request, fault: Fault) -> web.Response:
    match fault.kind:
        case FaultKind.RATE_LIMITED:
            return _rate_limited(fault.retry_after_s)
        case FaultKind.SERVER_ERROR:
            return web.Response(status=fault.status, text="upstream connect error")
        case FaultKind.REFUSED:
            return web.json_response(Refused(fault.error).body())
        case FaultKind.NOT_JSON:
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html")
        case _:
            return _cut(request)


def _cut(request: web.Request) -> web.Response:
    """Cut the connection; what is returned is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=CUT_STATUS)


CUT_STATUS = 599


async def _stream_badly(request: web.Request, plain: web.Response, fault: Fault) -> web.StreamResponse:
    body = plain.body if isinstance(plain.body, bytes) else b""
    response = web.StreamResponse(headers={"Content-Type": plain.content_type})
    if fault.kind is not FaultKind.ENDLESS_BODY:
        response.content_length = len(body)
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):  # the reader hung up, as it should
        async for piece in _pieces(body, fault):
            await response.write(piece)
    if fault.kind is FaultKind.CUT_BODY:
        _cut(request)
    return response


async def _pieces(body: bytes, fault: Fault) -> AsyncIterator[bytes]:
    if fault.kind is FaultKind.CUT_BODY:
        yield body[: len(body) // 2]
        return
    while fault.kind is FaultKind.ENDLESS_BODY:
        yield b"\0" * PIECE_BYTES
    for start in range(0, len(body), PIECE_BYTES):
        yield body[start : start + PIECE_BYTES]
        await asyncio.sleep(fault.delay_s)


def _call(name: str, values: Json, at: float, response: web.StreamResponse | None, took_s: float) -> Call:
    args = {k: _decoded(k, v) for k, v in values.items() if k != "token"}
    status = 0 if response is None or response.status == CUT_STATUS else response.status
    answer = _json_of(response)
    error = str(answer.get("error", "")) or ("" if status == web.HTTPOk.status_code else f"http_{status}")
    return Call(name, args, at, not error, error, status, took_s, answer)


def _decoded(name: str, value: object) -> object:
    """A structure that came as a string of JSON, as forms send it; what is none stays as it came."""
    if name in STRUCTURES and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return json.loads(value)
    return value


def _json_of(response: web.StreamResponse | None) -> Json:
    if isinstance(response, web.Response) and response.content_type == "application/json" and response.text:
        parsed = json.loads(response.text)
        return parsed if isinstance(parsed, dict) else {}
    return {}
