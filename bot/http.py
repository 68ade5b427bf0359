"""Pages and probes: health, metrics, previews and reports by signed link; Slack over HTTP where that is wanted."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal

from cachetools import TTLCache
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp

from bot.metrics import PREVIEWS, REGISTRY
from bot.pages import Rendered, gone_page, preview_page, report_page
from core.errors import NotFound
from core.model import Asker
from core.pipeline import Pipeline, Resumes

Probe = Callable[[], Awaitable[bool]]
CACHE_S = 300
CACHED_PREVIEWS = 256
PageKind = Literal["preview", "report"]
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Links:
    """Signed links to pages: they name one resume or one score and who may look at it, and expire."""

    def __init__(self, secret: str, *, base_url: str | None, minutes: int) -> None:
        # A salt for each kind: a key of the one opens no page of the other.
        self._signers: dict[PageKind, URLSafeTimedSerializer] = {
            "preview": URLSafeTimedSerializer(secret, salt="preview"),
            "report": URLSafeTimedSerializer(secret, salt="report"),
        }
        self._base_url = base_url
        self._max_age_s = minutes * 60

    def preview(self, asker: Asker, resume_id: str) -> str | None:
        """A link that works for the set minutes; None where no base URL is set."""
        return self._link(f"resumes/{resume_id}/preview", self.key("preview", asker, resume_id))

    def report(self, asker: Asker, match_id: str) -> str | None:
        """The same for a kept score."""
        return self._link(f"reports/{match_id}", self.key("report", asker, match_id))

    def _link(self, path: str, key: str) -> str | None:
        return None if self._base_url is None else f"{self._base_url.rstrip('/')}/{path}?key={key}"

    def key(self, kind: PageKind, asker: Asker, id: str) -> str:
        return str(self._signers[kind].dumps([asker.team_id, asker.user_id, id]))

    def asker(self, kind: PageKind, key: str, id: str) -> Asker:
        """Whom the key was made for.

        Raises:
            NotFound: forged, expired, or made for another page.
        """
        try:
            team_id, user_id, named = self._signers[kind].loads(key, max_age=self._max_age_s)
        except (BadSignature, ValueError) as e:
            raise NotFound("This link has expired") from e
        if named != id:
            raise NotFound("This link has expired")
        return Asker(team_id, user_id)


class Previews:
    """What was read of a resume, as a page. Kept five minutes; a new revision is another page."""

    def __init__(self, resumes: Resumes) -> None:
        self._resumes = resumes
        self._pages: TTLCache[tuple[str, str, int], Rendered] = TTLCache(CACHED_PREVIEWS, CACHE_S)

    async def page(self, asker: Asker, resume_id: str) -> Rendered:
        """The store is asked for the present revision each time: a changed or deleted resume is gone from here at
        once, on every replica.

        Raises:
            NotFound: no such resume for this asker.
        """
        card = await self._resumes.card(asker, resume_id)
        key = (asker.team_id, resume_id, card.revision)
        cached = self._pages.get(key)
        PREVIEWS.labels(str(cached is not None)).inc()
        if cached is None:
            cached = preview_page(await self._resumes.get(asker, resume_id))
            self._pages[key] = cached
        return cached


def create(
    *, probes: dict[str, Probe], engine: str, links: Links, pipeline: Pipeline, slack: AsyncApp | None = None
) -> FastAPI:
    """The web application.

    Args:
        probes: what /health asks, by name; each answers within its own time limit.
        engine: the name of the engine at work.
        slack: the app that answers Slack's requests, where Slack speaks HTTP to us.
    """
    web = FastAPI(title="Shortlist", docs_url=None, redoc_url=None, openapi_url=None)
    previews = Previews(pipeline.resumes)

    @web.get("/health")
    async def health() -> JSONResponse:
        found = {name: await probe() for name, probe in probes.items()}
        well = all(found.values())
        body = {
            "ok": well,
            "engine": engine,
            **{name: "ok" if fine else "not ok" for name, fine in found.items()},
        }
        return JSONResponse(body, status_code=200 if well else 503)

    @web.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    @web.get("/resumes/{resume_id}/preview")
    async def preview(resume_id: str, key: str = "") -> HTMLResponse:
        try:
            return _answer(await previews.page(links.asker("preview", key, resume_id), resume_id))
        except NotFound:
            return _answer(gone_page(), 404)

    @web.get("/reports/{match_id}")
    async def report(match_id: str, key: str = "") -> HTMLResponse:
        try:
            match = await pipeline.scores.open(links.asker("report", key, match_id), match_id)
        except NotFound:
            return _answer(gone_page(), 404)
        return _answer(await asyncio.to_thread(report_page, match))

    if slack is not None:
        _add_slack(web, slack)
    return web


def _answer(page: Rendered, status: int = 200) -> HTMLResponse:
    # Only a header can keep others from framing the page.
    policy = {"Content-Security-Policy": f"{page.policy}; frame-ancestors 'none'"}
    return HTMLResponse(page.body, status, headers={**_SAFE, **policy})


def _add_slack(web: FastAPI, slack: AsyncApp) -> None:
    handler: Any = AsyncSlackRequestHandler(slack)  # Bolt ships this adapter untyped

    @web.post("/slack/events")
    async def slack_events(request: Request) -> Response:
        # Bolt answers 500 to a timestamp that is no number, which invites Slack, and anyone else, to try again.
        if not request.headers.get("x-slack-request-timestamp", "").isdecimal():
            return Response(status_code=401)
        answer: Response = await handler.handle(request)
        return answer
