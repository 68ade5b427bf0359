"""Nouns as pages: no script, no request to anywhere, one file each. Served by signed link, or written to disk."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.outline import outline
from bot.report import Page, report
from core.matching.blind import blind as without_person
from core.model import Resume
from core.pipeline import Match

_TEMPLATES = Path(__file__).parent / "templates"
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(), undefined=StrictUndefined
)
GONE = "This link has expired, or the resume is gone. Ask me for a new one."


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page.

    Attributes:
        body: HTML in UTF-8; it states its policy itself, for where no header does.
        policy: the Content-Security-Policy that it needs, and nothing beyond.
    """

    body: bytes
    policy: str


def preview_page(resume: Resume) -> Rendered:
    """What was read of a resume."""
    return _rendered(
        "preview",
        ("page", "preview"),
        name=resume.file_name,
        revision=resume.revision,
        pages=resume.document.pages,
        hidden=resume.document.hidden_words,
        lines=resume.document.visible,
        rows=list(outline(resume)),
        doubts=resume.doubts,
        corrected=list(dict.fromkeys(one.what for one in resume.corrected)),
    )


def report_page(match: Match, *, blind: bool = False) -> Rendered:
    """A score with its reasons beside the resume's own lines.

    Args:
        blind: names are hidden, whatever the match was made of: the lines that say who it is are shown as hidden, and the
            file has no name.
    """
    if blind:
        match = replace(match, resume=without_person(match.resume))
    page = report(match, blind=blind)
    return _rendered("report", ("page", "report"), chosen=_chosen(page), page=page)


@cache
def gone_page() -> Rendered:
    """The same words for what expired, was deleted, never was, or is somebody else's."""
    return _rendered("gone", ("page",), sentence=GONE)


def _rendered(template: str, styles: Sequence[str], *, chosen: str = "", **values: object) -> Rendered:
    style = "".join(map(_style, styles)) + chosen
    # The browser takes this style by its hash and refuses whatever else a resume might smuggle in.
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    page = _ENVIRONMENT.get_template(f"{template}.html").render(
        policy=policy,
        style=Markup(style),  # noqa: S704  # our own files and numbers; no word of others gets in
        **values,
    )
    return Rendered(page.encode("utf-8", "replace"), policy)


@cache
def _style(name: str) -> str:
    return (_TEMPLATES / f"{name}.css").read_text(encoding="utf-8")


def _chosen(page: Page) -> str:
    """Pointing at a requirement shows its lines, and the other way round, in CSS alone."""
    ids = [point.id for point in page.points if point.line]
    return _link_rule(ids) if ids else ""


def _link_rule(ids: Iterable[str]) -> str:
    pairs = (f'body:has([data-r~="{id}"]:hover,[data-r~="{id}"]:focus-within) [data-r~="{id}"]' for id in ids)
    inks = "".join(f"--{name}:var(--chosen-ink);" for name in ("quiet", "met", "partial", "missing", "link"))
    grounds = "".join(f"--{name}-ground:transparent;" for name in ("met", "partial", "missing"))
    return f"{','.join(pairs)}{{background:var(--chosen);color:var(--chosen-ink);{inks}{grounds}}}"
