"""Pages in a real browser: what people see, what a resume cannot do there, and that nothing leaves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import pytest_asyncio
import uvicorn
from browser import DESK, PHONE, open_browser, open_tab
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from handlers_office import JOB, RESUME, Office, open_building
from paper import job, need, posting, resume

from bot.cli import app
from bot.cli.edge import run
from bot.http import Links, create
from bot.pages import preview_page, report_page
from core import matching
from core.model import Asker, Resume
from core.pipeline import Match

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "W" * 4_000
EVIL = resume(
    {
        "basics": {"name": "Ann </title></style><script>alert('name')</script>"},
        "work": [
            job(
                "Engineer\u202e reenignE",
                "</mark></li><img src='http://elsewhere.test/x.png' onerror=alert(1)> built Python services",
                '"><svg onload=alert(2)> ran Kubernetes\' "quoted" for {{ 7 * 7 }}',
                f"Wrote Python, {LONG}",
                "</style><style>body{display:none}</style> [link](javascript:alert(3))",
            )
        ],
    }
)
ASKED = posting(
    need("Python", months=48),
    need("Kubernetes"),
    need("</style><script>alert(4)</script>"),
    need("Oslo", kind="place"),
    title='<meta http-equiv="refresh" content="0;url=http://elsewhere.test/">',
)


def match_of(theirs: Resume = EVIL) -> Match:
    return Match(matching.score(ASKED, theirs), theirs, ASKED, "m1")


@dataclass(frozen=True)
class Site:
    """The whole bot with its pages on a port, and pages of our own making beside them; which of these were asked for."""

    office: Office
    links: Links
    address: str
    pages: dict[str, HTMLResponse]
    visits: list[str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator["Browser"]:
    async with open_browser() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:  # noqa: ARG001  # without a browser nothing needs to start
    async with open_building(tmp_path_factory.mktemp("house")) as building:
        office = building.office()
        pages: dict[str, HTMLResponse] = {}
        visits: list[str] = []
        links = Links("a secret of this test", base_url="http://set.below", minutes=30)
        web = create(probes={}, engine="rules", links=links, pipeline=office.house.pipeline)
        _add_made(web, pages, visits)
        server = uvicorn.Server(
            uvicorn.Config(web, port=0, log_config=None, access_log=False, lifespan="off")
        )
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110  # uvicorn tells nobody
            await asyncio.sleep(0.01)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        at_port = Links("a secret of this test", base_url=address, minutes=30)
        yield Site(office, at_port, address, pages, visits)
        server.should_exit = True
        await serving


def _add_made(web: FastAPI, pages: dict[str, HTMLResponse], visits: list[str]) -> None:
    @web.get("/made/{name}")
    async def made(name: str) -> HTMLResponse:
        visits.append(name)
        return pages[name]


def place(site: Site, name: str, page: bytes, policy: str) -> str:
    """The address of a page of our own making."""
    site.pages[name] = HTMLResponse(page, headers={"Content-Security-Policy": policy})
    return f"{site.address}/made/{name}"


async def shared(site: Site) -> str:
    """Nadia shares her resume and matches the job; the link to her report."""
    ts, _ = await site.office.shares(RESUME)
    await site.office.matches(ts, JOB)
    owner = Asker(site.office.slack.team_id, site.office.nadia.id, site.office.channel)
    pipeline = site.office.house.pipeline
    [card, *_] = await pipeline.resumes.of(owner)
    [asked, *_] = await pipeline.postings.of(owner)
    made = await pipeline.scores.match(owner, card.id, asked.id)
    return str(site.links.report(owner, made.id))


async def test_a_shared_resumes_report_opens_without_a_complaint_and_asks_for_nothing_else(
    site: Site, chromium: "Browser"
) -> None:
    link = await shared(site)
    async with open_tab(chromium) as tab:
        answer = await tab.page.goto(link)
        assert answer is not None
        assert answer.status == 200
        assert "nadia.txt for Senior Backend Engineer" in await tab.page.inner_text("h1")
        assert await tab.page.inner_text(".missing h4 bdi") == "Kubernetes"
        assert tab.complaints == []
        assert tab.asked == [link]
        assert await tab.page.locator("script, iframe, object, img, link").count() == 0


async def test_pointing_at_a_requirement_shows_its_line_and_the_other_way_round(
    site: Site, chromium: "Browser"
) -> None:
    page = report_page(match_of())
    async with open_tab(chromium) as tab:
        await tab.page.goto(place(site, "pointing", page.body, page.policy))
        line = "li:has(a[href='#p2'])"
        plain, point = await tab.style(line, "background-color"), await tab.style("#p2", "background-color")
        await tab.page.hover("#p2 h4")
        lit = await tab.style(line, "background-color")
        assert lit not in {plain, "rgba(0, 0, 0, 0)"}
        assert await tab.style("#p1", "background-color") == point
        await tab.page.hover("h1")
        assert await tab.style(line, "background-color") == plain
        await tab.page.hover(f"{line} .n")
        assert await tab.style("#p2", "background-color") == lit
        await tab.page.hover("h1")
        await tab.page.focus("#p2 .quote a")  # without a mouse
        assert await tab.style(line, "background-color") == lit


async def test_a_click_jumps_to_the_line_and_back(site: Site, chromium: "Browser") -> None:
    page = report_page(match_of())
    async with open_tab(chromium, (1000, 500)) as tab:
        await tab.page.goto(place(site, "jumping", page.body, page.policy))
        line = "li:has(a[href='#p2'])"
        assert not await tab.is_in_view(line)
        await tab.page.click("#p2 .quote a")
        assert await tab.is_in_view(line)
        await tab.page.click(f"{line} a[href='#p2']")
        assert await tab.is_in_view("#p2")


async def test_a_hostile_resume_is_only_words(site: Site, chromium: "Browser") -> None:
    page = report_page(match_of())
    async with open_tab(chromium) as tab:
        link = place(site, "hostile", page.body, page.policy)
        await tab.page.goto(link)
        assert (tab.dialogs, tab.complaints, tab.asked) == ([], [], [link])
        assert await tab.page.locator("script, img, meta[http-equiv=refresh], .sheet svg").count() == 0
        assert await tab.page.locator("style").count() == 1
        shown = await tab.page.inner_text(".resume")
        assert "</style><style>body{display:none}</style> [link](javascript:alert(3))" in shown
        assert '"><svg onload=alert(2)> ran Kubernetes\' "quoted" for {{ 7 * 7 }}' in shown
        assert "\u202e" not in shown
        assert LONG in shown.replace("\n", "")
        assert await tab.width_px() <= DESK[0]


async def test_what_would_get_into_the_page_all_the_same_is_refused_by_the_browser(
    site: Site, chromium: "Browser"
) -> None:
    """The second wall: a page with a hole, under the policy of ours."""
    page = report_page(match_of())
    hole = b"""<style>footer{display:none}</style><script>document.title = "owned"</script>
        <img src="hole"><p style="position:fixed">x</p>
        <form action="hole"><button id="send">Go</button></form></footer>"""
    async with open_tab(chromium) as tab:
        link = place(site, "hole", page.body.replace(b"</footer>", hole), page.policy)
        await tab.page.goto(link)
        assert await tab.page.title() != "owned"
        assert await tab.page.is_visible("footer")
        assert await tab.style("footer > p[style]", "position") == "static"
        async with tab.page.expect_console_message(lambda said: "Sending form data" in said.text):
            await tab.page.evaluate("document.getElementById('send').click()")
        assert tab.page.url == link
    assert site.visits.count("hole") == 1
    told = "\n".join(tab.complaints)
    for what in ("inline style", "inline script", "Loading the image"):
        assert what in told


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_everybody_can_read_it_in_light_and_dark_on_a_desk_and_a_phone(
    site: Site,
    chromium: "Browser",
    is_dark: bool,  # noqa: FBT001  # pytest's own way to give it
    size: tuple[int, int],
) -> None:
    theirs = resume(
        {
            "basics": {"name": "Ada Wren", "summary": "Knows Kubernetes well."},
            "work": [job("Engineer", "Built Python services")],
        },
        hidden_words=2,
    )
    report, preview = report_page(match_of(theirs)), preview_page(theirs)
    async with open_tab(chromium, size, is_dark=is_dark) as tab:
        await tab.page.goto(place(site, "read", report.body, report.policy))
        assert await tab.barriers() == []
        assert await tab.width_px() <= size[0]
        await tab.page.hover("#p1 h4")
        assert await tab.barriers() == []
        await tab.page.goto(place(site, "seen", preview.body, preview.policy))
        assert await tab.barriers() == []
        assert await tab.width_px() <= size[0]


async def test_on_paper_every_word_is_there_and_none_runs_over_the_edge(
    site: Site, chromium: "Browser"
) -> None:
    page = report_page(match_of())
    async with open_tab(chromium) as tab:
        await tab.page.goto(place(site, "paper", page.body, page.policy))
        await tab.page.emulate_media(media="print")
        words = (await tab.page.inner_text("main")).split()
        printed = pypdfium2.PdfDocument(await tab.page.pdf(prefer_css_page_size=True))
    text = ""
    for sheet in printed:
        width, height = sheet.get_size()
        read = sheet.get_textpage()
        text += read.get_text_range()
        for at in range(read.count_chars()):
            left, bottom, right, top = read.get_charbox(at)
            assert 0 <= left <= right <= width
            assert 0 <= bottom <= top <= height
    squeezed = "".join(text.split())
    assert [word for word in words if word not in squeezed] == []


async def test_the_command_line_writes_the_page_as_one_file_that_needs_no_server(
    chromium: "Browser", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nadia.txt").write_text(RESUME)
    (tmp_path / "job.txt").write_text(JOB)
    out = tmp_path / "report.html"
    call = ["match", str(tmp_path / "nadia.txt"), str(tmp_path / "job.txt"), "--engine", "rules"]
    status = await asyncio.to_thread(run, app, [*call, "--html", str(out)])
    assert status == 0
    assert "report.html" in capsys.readouterr().out
    async with open_tab(chromium, is_dark=True) as tab:
        await tab.page.goto(out.as_uri())
        assert tab.complaints == []
        assert tab.asked == [out.as_uri()]
        assert await tab.style("body", "background-color") == "rgb(20, 23, 28)"  # its style was taken
        assert "nadia.txt" in await tab.page.inner_text("h1")
