"""Downloads what was shared: from Slack's own host, with a cap on bytes and on time."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from yarl import URL

from core.errors import CoreError, EmptyFile, FileTooLarge
from core.model import Upload
from handlers.slack import Slack, Unclear, error_code

DEADLINE_S = 30.0
PAUSES_S = (0.0, 0.5, 2.0)
"""Before each try."""
CHUNK_BYTES = 65_536
FILE_HOSTS = frozenset({"files.slack.com", "files.slack-gov.com"})
OURS = frozenset({"hosted", "snippet"})
"""Modes of a file whose bytes Slack keeps; a text file arrives as a snippet."""
GONE = frozenset({"tombstone", "hidden_by_limit"})
MIB = 2**20


class ForeignFile(CoreError):
    """The file is a link to somewhere else."""

    code = "foreign_file"
    advice = "Upload the file itself."


class FileGone(CoreError):
    """Deleted, or hidden by the workspace's plan."""

    code = "file_gone"
    advice = "Upload it again?"


class SignInPage(CoreError):
    """Slack answers with its sign-in page where a scope is missing."""

    code = "missing_scope"
    advice = "Whoever runs the bot adds the scope files:read to the app and installs it again; then share the file again."


class DownloadFailed(CoreError):
    """Slow, cut off, or refused."""

    code = "download"
    advice = "Share it again in a minute."


class _Busy(Exception):
    """Slack asks to come again: 429 or 5xx, or the connection broke."""


class Files:
    """Fetches shared files by id."""

    def __init__(self, slack: Slack, *, max_bytes: int) -> None:
        self._slack = slack
        self._max_bytes = max_bytes
        base = URL(slack.client.base_url)
        # With Slack on another host (a test, a proxy), the files are there too, and the token may go there.
        self._own = None if (base.host or "").endswith("slack.com") else base.origin()

    async def fetch(self, file_id: str) -> Upload:
        """The file's name and bytes.

        Raises:
            FileTooLarge, EmptyFile: by what Slack says of it, before anything is fetched, or by what comes.
            ForeignFile, FileGone, SignInPage, DownloadFailed: see there.
        """
        try:
            async with asyncio.timeout(DEADLINE_S):
                info = await self._info(file_id)
                url = self._checked(info)
                data = await self._bytes(url, is_html=str(info.get("mimetype", "")) == "text/html")
        except TimeoutError as error:
            raise DownloadFailed(f"The file did not arrive within {DEADLINE_S:.0f} seconds") from error
        if not data:
            raise EmptyFile("The file is empty (0 bytes)")
        return Upload(str(info.get("name") or ""), data)

    async def _info(self, file_id: str) -> Mapping[str, Any]:
        try:
            return await self._slack.file(file_id)
        except Unclear as error:
            raise DownloadFailed("Slack did not say where the file is") from error
        except SlackApiError as error:
            if error_code(error) == "missing_scope":
                raise SignInPage(
                    "I'm not allowed to open files here: the scope files:read is missing"
                ) from error
            raise FileGone("The file is not in Slack any more") from error

    def _checked(self, info: Mapping[str, Any]) -> URL:
        mode = info.get("mode")
        if mode in GONE:
            raise FileGone("The file is not in Slack any more")
        if mode not in OURS or info.get("is_external"):
            raise ForeignFile("This is a link to a file that lives outside Slack, and I open no links")
        size = info.get("size")
        if size == 0:
            raise EmptyFile("The file is empty (0 bytes)")
        if isinstance(size, int):
            self._check_size(size)
        return self._trusted(str(info.get("url_private_download") or ""))

    def _trusted(self, address: str) -> URL:
        """The token goes to Slack's file hosts alone; look-alikes, credentials and other schemes are refused."""
        try:
            url = URL(address)
            is_slack = url.scheme == "https" and url.host in FILE_HOSTS and url.explicit_port in {None, 443}
            is_own = self._own is not None and url.absolute and url.origin() == self._own
        except ValueError:
            is_slack = is_own = False
        if not (is_slack or is_own) or url.user is not None or url.password is not None:
            raise ForeignFile("This file is not kept by Slack, and I open no links")
        return url

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes > self._max_bytes:
            size, most = f"{size_bytes / MIB:.0f}", f"{self._max_bytes / MIB:.0f}"
            size = f"{size_bytes / MIB:.1f}" if size == most else size
            raise FileTooLarge(f"{size} MB is over {most} MB")

    async def _bytes(self, url: URL, *, is_html: bool) -> bytes:
        for pause_s in PAUSES_S:
            await asyncio.sleep(pause_s)
            with suppress(_Busy, aiohttp.ClientError):
                return await self._get(url, is_html=is_html)
        raise DownloadFailed("The file did not arrive whole")

    async def _get(self, url: URL, *, is_html: bool) -> bytes:
        client = self._slack.client
        if client.session is None:
            raise ValueError("the client needs a session")
        headers = {"Authorization": f"Bearer {client.token}"}
        async with client.session.get(url, headers=headers, allow_redirects=False) as answer:
            _check_answer(answer, is_html=is_html)
            data = bytearray()
            async for chunk in answer.content.iter_chunked(CHUNK_BYTES):
                data += chunk
                self._check_size(len(data))
            return bytes(data)


def _check_answer(answer: aiohttp.ClientResponse, *, is_html: bool) -> None:
    """Slack answers a token without files:read with a redirect to its sign-in page, or with the page itself."""
    status = answer.status
    if status == 429 or status >= 500:  # noqa: PLR2004  # Too Many Requests, server errors
        raise _Busy
    if status == 404:  # noqa: PLR2004  # Not Found
        raise FileGone("The file is not in Slack any more")
    page = answer.content_type == "text/html" and not is_html
    if page or 300 <= status < 400 or status in {401, 403}:  # noqa: PLR2004  # redirects, not authorized
        raise SignInPage("Slack sent its sign-in page instead of the file: the scope files:read is missing")
    if status != 200:  # noqa: PLR2004  # OK
        raise DownloadFailed("Slack did not give the file out")
