"""Pages and probes: health, metrics, previews by signed link; Slack over HTTP where that is wanted."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cachetools import TTLCache
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from itsdangerous import BadSignature, URLSafeTimedSerializer
from jinja2 import Environment, FileSystemLoader, select_autoescape
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.fastapi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp

from bot.metrics import PREVIEWS, REGISTRY
from bot.outline import outline
from core.errors import NotFound
from core.model import Asker, Resume
from core.pipeline import Pipeline

Probe = Callable[[], Awaitable[bool]]
CACHE_S = 300
CACHED_PREVIEWS = 256
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape()
)
_SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


class Links:
    """Signed links to pages: they name one resume and its owner, and expire."""

    def __init__(self, secret: str, *, base_url: str | None, minutes: int) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="preview")
        self._base_url = base_url
        self._max_age_s = minutes * 60

    def preview(self, asker: Asker, resume_id: str) -> str | None:
        """A link that works for the set minutes; None where no base URL is set."""
        if self._base_url is None:
            return None
        return f"{self._base_url.rstrip('/')}/resumes/{resume_id}/preview?key={self.key(asker, resume_id)}"

    def key(self, asker: Asker, resume_id: str) -> str:
        return str(self._signer.dumps([asker.team_id, asker.user_id, resume_id]))

    def asker(self, key: str, resume_id: str) -> Asker:
        """Whom the key was made for.

        Raises:
            NotFound: forged, expired, or made for another resume.
        """
        try:
            team_id, user_id, named = self._signer.loads(key, max_age=self._max_age_s)
        except (BadSignature, ValueError) as e:
            raise NotFound("This link has expired") from e
        if named != resume_id:
            raise NotFound("This link has expired")
        return Asker(team_id, user_id)


class Previews:
    """What was read of a resume, as a page. Kept five minutes; a new revision is another page."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._pages: TTLCache[tuple[str, str, int], bytes] = TTLCache(CACHED_PREVIEWS, CACHE_S)

    async def page(self, asker: Asker, resume_id: str) -> bytes:
        """HTML in UTF-8.

        The store is asked for the present revision each time: a changed or deleted resume is gone from here at
        once, on every replica.

        Raises:
            NotFound: no such resume for this asker.
        """
        card = await self._pipeline.card(asker, resume_id)
        key = (asker.team_id, resume_id, card.revision)
        cached = self._pages.get(key)
        PREVIEWS.labels(str(cached is not None)).inc()
        if cached is None:
            cached = _render(await self._pipeline.resume(asker, resume_id))
            self._pages[key] = cached
        return cached


def _render(resume: Resume) -> bytes:
    return (
        _PAGES.get_template("preview.html")
        .render(
            name=resume.file_name,
            revision=resume.revision,
            pages=resume.document.pages,
            hidden=resume.document.hidden_words,
            lines=resume.document.visible,
            rows=list(outline(resume)),
            doubts=resume.doubts,
            corrected=list(dict.fromkeys(one.what for one in resume.corrected)),
        )
        .encode()
    )


def create(
    *, probes: dict[str, Probe], engine: str, links: Links, previews: Previews, slack: AsyncApp | None = None
) -> FastAPI:
    """The web application.

    Args:
        probes: what /health asks, by name; each answers within its own time limit.
        engine: the name of the engine at work.
        slack: the app that answers Slack's requests, where Slack speaks HTTP to us.
    """
    web = FastAPI(title="Shortlist", docs_url=None, redoc_url=None, openapi_url=None)

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
            page = await previews.page(links.asker(key, resume_id), resume_id)
        except NotFound as e:
            raise HTTPException(
                404, "This link has expired, or the resume is gone. Ask me for a new one."
            ) from e
        return HTMLResponse(page, headers=_SAFE)

    if slack is not None:
        _add_slack(web, slack)
    return web


def _add_slack(web: FastAPI, slack: AsyncApp) -> None:
    handler: Any = AsyncSlackRequestHandler(slack)  # Bolt ships this adapter untyped

    @web.post("/slack/events")
    async def slack_events(request: Request) -> Response:
        # Bolt answers 500 to a timestamp that is no number, which invites Slack, and anyone else, to try again.
        if not request.headers.get("x-slack-request-timestamp", "").isdecimal():
            return Response(status_code=401)
        answer: Response = await handler.handle(request)
        return answer
