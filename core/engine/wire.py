"""Ollama's HTTP as we trust it: bounded answers, no redirects, no proxies, and every failure a fact of ours."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import NoReturn

import httpx
import ollama

from core.errors import ConfigurationError, EngineBusy, EngineDown, EngineError, ModelMissing

CONNECT_S = 5.0
MAX_ANSWER_BYTES = 32 * 2**20
"""Of one HTTP answer. A thousand vectors of 1,024 numbers are about 13 MB as JSON."""

_NOT_ANSWERING = "The language model isn't answering"


def connect(host: str, token: str | None = None) -> ollama.AsyncClient:
    """The official client, held to our limits. Deadlines are set by the caller, around the whole answer.

    Args:
        host: base URL.
        token: borne by each request. Without one the client bears `OLLAMA_API_KEY`, if that is set.

    Raises:
        ConfigurationError: `host` is no address.
    """
    try:
        return ollama.AsyncClient(
            host,
            follow_redirects=False,  # a redirect could send a resume to another machine
            trust_env=False,  # and so could a proxy variable meant for the web
            timeout=httpx.Timeout(None, connect=CONNECT_S),
            transport=_BoundedTransport(),
            headers={"Authorization": f"Bearer {token}"} if token else None,
        )
    except (ValueError, httpx.InvalidURL) as e:
        raise ConfigurationError("OLLAMA_HOST is no address like http://127.0.0.1:11434") from e


class _BoundedTransport(httpx.AsyncBaseTransport):
    """Cuts an answer that grows past `MAX_ANSWER_BYTES`, and refuses compressed ones, whose size nobody knows."""

    def __init__(self) -> None:
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        stream = response.stream
        if not isinstance(stream, httpx.AsyncByteStream) or "content-encoding" in response.headers:
            await response.aclose()
            raise httpx.DecodingError("compressed", request=request)
        response.stream = _BoundedStream(stream, request)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, request: httpx.Request) -> None:
        self._stream = stream
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen_bytes = 0
        async for chunk in self._stream:
            seen_bytes += len(chunk)
            if seen_bytes > MAX_ANSWER_BYTES:
                raise httpx.DecodingError("too large", request=self._request)
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


@contextmanager
def facts(model: str) -> Iterator[None]:
    """Turns what the client and its libraries raise into errors of ours.

    Args:
        model: the name that was asked for, to say which one is missing.
    """
    try:
        yield
    except ollama.ResponseError as e:
        _raise(e, model)
    except (ValueError, TypeError, AttributeError, RecursionError) as e:
        # The official client parses answers without checking their shape: this is how garbage surfaces.
        raise EngineDown("What answers at the language model's address does not speak its language") from e
    except (httpx.HTTPError, httpx.StreamError, ConnectionError, RuntimeError) as e:
        # RuntimeError is httpx's word for a client that was closed: a chore on a clock may come after the end.
        raise EngineDown(_NOT_ANSWERING) from e


def cut_short() -> EngineDown:
    """For an answer that ends without saying that it is done."""
    return EngineDown("The language model stopped in the middle of its answer")


def _raise(error: ollama.ResponseError, model: str) -> NoReturn:
    status = error.status_code
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        raise EngineBusy("The language model has too many questions waiting") from error
    # Another web server at this address answers 404 too; only a model server says which model.
    if status == HTTPStatus.NOT_FOUND and "model" in str(error.error).lower():
        raise ModelMissing(f"The language model {model} is not there") from error
    if status == HTTPStatus.BAD_REQUEST:
        raise EngineError("The language model refused the question") from error
    raise EngineDown(_NOT_ANSWERING) from error
