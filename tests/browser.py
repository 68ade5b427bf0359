"""A real browser for tests: Debian's Chromium, without a window; a machine without it skips the test with a sentence."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # a machine that has not been made ready for tests skips them too
    from playwright.async_api import Browser, Page, Request

PHONE, DESK = (380, 800), (1280, 900)
# Root has no sandbox in Chromium, and CI is root; the pages are our own.
_OPTIONS = ["--no-sandbox", "--disable-dev-shm-usage"]


@asynccontextmanager
async def open_browser() -> AsyncIterator["Browser"]:
    """Starts in about two seconds: once for a module."""
    playwright_of = pytest.importorskip("playwright.async_api", reason="`make test` installs playwright")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium is installed here: apt-get install chromium")
    async with playwright_of.async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=_OPTIONS)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass(frozen=True)
class Tab:
    """A page somebody looks at.

    Attributes:
        asked: the address of each request it made.
        complaints: what the browser wrote to its console: errors, refused styles and scripts.
        dialogs: what scripts have said aloud.
    """

    page: "Page"
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    async def style(self, selector: str, name: str) -> str:
        """A computed style of the first element."""
        look = f"e => getComputedStyle(e).getPropertyValue({name!r})"
        found: str = await self.page.locator(selector).first.evaluate(look)
        return found

    async def is_in_view(self, selector: str) -> bool:
        look = "e => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
        seen: bool = await self.page.locator(selector).first.evaluate(look)
        return seen

    async def width_px(self) -> int:
        """Of all there is, with what one must scroll sideways for."""
        width: int = await self.page.evaluate("document.documentElement.scrollWidth")
        return width

    async def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 A and AA and good practice: contrast, landmarks, names, order."""
        from axe_playwright_python.async_playwright import Axe

        found = await Axe().run(self.page)
        return [
            f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]


@asynccontextmanager
async def open_tab(
    browser: "Browser", size: tuple[int, int] = DESK, *, is_dark: bool = False
) -> AsyncIterator[Tab]:
    """A tab of a person of its own: no cookies, nothing cached.

    Args:
        size: in CSS pixels.
    """
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
    )
    tab = Tab(await context.new_page())

    def asks(request: "Request") -> None:
        tab.asked.append(request.url)

    tab.page.on("request", asks)
    tab.page.on("console", lambda message: tab.complaints.append(message.text))
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.page.on("dialog", lambda dialog: tab.dialogs.append(dialog.message))
    try:
        yield tab
    finally:
        await context.close()
