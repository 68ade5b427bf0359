"""HTTP mode: signed POSTs to the app's request URL, instead of envelopes on a socket."""

import json
import time
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.model import Json
from bot.sandbox.outbox import NOT_CONNECTED, TIMEOUT, Answer

OK = 200
ERROR = "error"
RETRY_REASONS = {TIMEOUT: "http_timeout", NOT_CONNECTED: "connection_failed", ERROR: "http_error"}


class HttpMode:
    """Delivers to `url`, as events, interactivity and commands of one app usually share one."""

    def __init__(self, url: str, signing_secret: str, ack_timeout_s: float) -> None:
        self._url, self._ack_timeout_s = url, ack_timeout_s
        self._signer = SignatureVerifier(signing_secret)
        self._session = aiohttp.ClientSession()

    async def verify(self) -> None:
        """The handshake Slack makes when a request URL is entered.

        Raises:
            ValueError: the app did not send the challenge back.
        """
        answer = await self._post(
            json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}), "application/json", {}
        )
        if (
            not answer.ok
            or (answer.body or {}).get("challenge", (answer.body or {}).get("text")) != "3eZbrw1a"
        ):
            raise ValueError("the request URL did not answer Slack's challenge")

    async def deliver(self, kind: str, payload: Json, attempt: int, reason: str) -> Answer:
        headers = (
            {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": RETRY_REASONS[reason]}
            if attempt
            else {}
        )
        if kind == "events_api":
            return await self._post(json.dumps(payload), "application/json", headers)
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        return await self._post(urlencode(form), "application/x-www-form-urlencoded", headers)

    async def _post(self, body: str, content_type: str, headers: dict[str, str]) -> Answer:
        timestamp = str(int(time.time()))
        signature = self._signer.generate_signature(timestamp=timestamp, body=body)
        signed = {
            **headers,
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature or "",
        }
        timeout = aiohttp.ClientTimeout(total=self._ack_timeout_s)
        try:
            async with self._session.post(
                self._url, data=body.encode(), headers=signed, timeout=timeout, allow_redirects=False
            ) as response:
                text = await response.text()
                no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                if response.status != OK:
                    return Answer(ok=False, why=ERROR, no_retry=no_retry)
                return Answer(ok=True, body=_read(text, response.content_type))
        except TimeoutError:
            return Answer(ok=False, why=TIMEOUT)
        except aiohttp.ClientConnectionError:
            return Answer(ok=False, why=NOT_CONNECTED)
        except aiohttp.ClientError:
            return Answer(ok=False, why=ERROR)

    async def close(self) -> None:
        await self._session.close()


def _read(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type == "application/json":
        parsed = json.loads(text)
        return parsed if isinstance(parsed, dict) else None
    return {"text": text}
