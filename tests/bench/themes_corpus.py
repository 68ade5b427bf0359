"""Builds resumes in layouts that other people designed: every JSON Resume theme prints every person of ours.

    python -m tests.bench.themes_corpus /tmp/themes

Needs Node.js with npm and Chromium (Debian: `apt-get install --no-install-recommends nodejs npm chromium`), and the package
registries once. Nothing of it is shipped or kept: the themes and RenderCV are MIT (jsonresume-theme-minyma: ISC);
the people (tests/bench/people) are invented. A theme that throws at a person is told and left out.

In the folder afterwards: `pdf/THEME--PERSON.pdf`, and `said/THEME--PERSON.txt`, the text and the links that the browser
shows in print (for RenderCV its source and the Markdown it writes beside its PDF). What a theme leaves out is thus known, and is nobody's fault but the theme's.
Themes of one half (`seen`) were looked at by those who wrote the rules. Those of the other (`sealed`) were chosen by their names
alone, and nobody has opened a file or a list of failures of theirs: only their totals are printed.
"""

import argparse
import asyncio
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import aiohttp
import yaml
from rich.console import Console

Json = dict[str, Any]
Half = Literal["seen", "sealed"]

HERE = Path(__file__).parent
PEOPLE = HERE / "people"
SEEN = {
    "jsonresume-theme-ace": "1.1.0",
    "jsonresume-theme-actual": "0.2.2",
    "jsonresume-theme-autumn": "1.0.1",
    "jsonresume-theme-caffeine": "1.2.3",
    "jsonresume-theme-class": "0.1.2",
    "jsonresume-theme-classy": "1.0.9",
    "jsonresume-theme-colophon": "0.2.0",
    "jsonresume-theme-compact": "1.0.4",
    "jsonresume-theme-cora": "0.1.1",
    "jsonresume-theme-elegant": "1.16.1",
    "jsonresume-theme-eloquent": "4.1.0",
    "jsonresume-theme-even": "0.26.1",
    "jsonresume-theme-eventide": "0.29.12",
    "jsonresume-theme-flat": "0.3.7",
    "jsonresume-theme-folio": "1.3.1",
    "jsonresume-theme-jacrys": "1.0.4",
    "jsonresume-theme-kards": "1.0.2",
    "jsonresume-theme-kendall": "0.2.0",
    "jsonresume-theme-lucide": "1.1.0",
    "jsonresume-theme-macchiato": "1.1.0",
    "jsonresume-theme-mantra": "0.3.1",
    "jsonresume-theme-microdata": "0.2.0",
    "jsonresume-theme-minyma": "0.0.5",
    "jsonresume-theme-msresume": "0.1.0",
    "jsonresume-theme-onepage": "0.0.3",
    "jsonresume-theme-onepage-plus": "1.1.0",
    "jsonresume-theme-onepageresume": "0.0.6",
    "jsonresume-theme-orbit": "3.0.0",
    "jsonresume-theme-paper": "0.5.0",
    "jsonresume-theme-paper-plus-plus": "0.5.1",
    "jsonresume-theme-pumpkin": "1.1.4",
    "jsonresume-theme-rocketspacer": "1.2.2",
    "jsonresume-theme-simple-red": "1.0.4",
    "jsonresume-theme-srt": "0.1.3",
    "jsonresume-theme-stackoverflow": "3.3.0",
    "jsonresume-theme-standard-resume": "2.1.0",
    "jsonresume-theme-straightforward": "0.5.0",
}
SEALED = {
    "jsonresume-theme-spartan": "0.3.0",
    "jsonresume-theme-techlead": "1.0.1",
}
RENDERCV = ("rendercv[full]==2.3", "click==8.1.8")  # the last for Python 3.11; it forgets to ask for click
RENDERCV_THEMES = ("classic", "engineeringclassic", "engineeringresumes", "moderncv", "sb2nov")
# RenderCV takes its icons from a Typst package that no registry of ours holds; the glyphs are in its fonts all the same.
ICONS = """
#let glyphs = (envelope: "\\u{f0e0}", phone: "\\u{f095}", location-dot: "\\u{f3c5}", link: "\\u{f0c1}",
  external-link: "\\u{f35d}", linkedin: "\\u{f08c}", github: "\\u{f09b}", xing: "\\u{f168}")
#let fa-icon(name, ..how) = text(
  font: ("Font Awesome 7 Free Solid", "Font Awesome 7 Free", "Font Awesome 7 Brands"), weight: 900, ..how,
  glyphs.at(name, default: ""))
"""
# What a person sees, and where its links lead: a site may be named by its icon alone.
SAID = "document.body.innerText + '\\n' + [...document.links].map((link) => link.href).join('\\n')"
# Our people have no photo; a browser prints a frame and a name in its place.
WITHOUT_BROKEN_PICTURES = "for (const one of [...document.images]) if (!one.naturalWidth) one.remove()"
UTC = {**os.environ, "TZ": "UTC"}  # else themes that compute with dates print the day before


def half_of(theme: str) -> Half:
    return "sealed" if f"jsonresume-theme-{theme}" in SEALED else "seen"


def command(*words: str | Path, at: Path, **environment: str) -> None:
    subprocess.run(words, cwd=at, check=True, env=UTC | environment, stdout=subprocess.DEVNULL)  # noqa: S603  # all words are written in this file


def stem(theme: str, person: str) -> str:
    return f"{theme}--{person}"


def render_html(folder: Path) -> None:
    """Every npm theme with every person, as HTML in `folder/html`."""
    packages = folder / "npm"
    # A theme names Node's own module `fs` as a package, which the registry has withdrawn.
    nothing = packages / "nothing"
    nothing.mkdir(parents=True, exist_ok=True)
    (nothing / "package.json").write_text('{"name": "fs", "version": "0.0.1"}')
    asked = {
        "private": True,
        "dependencies": SEEN | SEALED,
        "overrides": {"fs": "file:./nothing", "path": "file:./nothing"},
    }
    (packages / "package.json").write_text(json.dumps(asked))
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps", "--loglevel=error")
    command("npm", "install", *quiet, at=packages)
    shutil.copy(HERE / "render.mjs", packages)
    command("node", "render.mjs", PEOPLE, folder / "html", *SEEN, *SEALED, at=packages)


class Browser:
    """A page of a headless Chromium, spoken to in its DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._calls = socket, 0

    async def ask(self, method: str, **params: object) -> Json:
        self._calls += 1
        await self._socket.send_json({"id": self._calls, "method": method, "params": params})
        while True:
            answer: Json = json.loads((await self._socket.receive()).data)
            if answer.get("id") == self._calls:
                return dict(answer.get("result", {}))

    async def wait_for(self, event: str) -> None:
        while json.loads((await self._socket.receive()).data).get("method") != event:
            pass


@asynccontextmanager
async def browser(profile: Path) -> AsyncIterator[Browser]:
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
    ]
    # No network: what themes would fetch from elsewhere is not part of them, and waiting for it takes minutes.
    process = await asyncio.create_subprocess_exec(
        "chromium",
        *options,
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "about:blank",
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr
        async for line in process.stderr:
            if at := re.search(rb"DevTools listening on ws://(\S+?)/", line):
                break
        else:
            sys.exit("Chromium did not start.")
        async with aiohttp.ClientSession() as http:
            async with http.get(f"http://{at[1].decode()}/json/list") as answer:
                page = next(target for target in await answer.json() if target["type"] == "page")
            async with http.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Browser(socket)
    finally:
        process.terminate()
        await process.wait()


async def print_html(folder: Path) -> None:
    """Each page of `folder/html` as a PDF, and what a person sees of it in print."""
    async with browser(folder / "chromium") as page:
        await page.ask("Page.enable")
        await page.ask("Emulation.setEmulatedMedia", media="print")
        for html in sorted((folder / "html").glob("*.html")):
            await page.ask("Page.navigate", url=html.as_uri())
            await page.wait_for("Page.loadEventFired")
            await page.ask("Runtime.evaluate", expression=WITHOUT_BROKEN_PICTURES)
            said = await page.ask("Runtime.evaluate", expression=SAID, returnByValue=True)
            (folder / "said" / f"{html.stem}.txt").write_text(said["result"]["value"])
            printed = await page.ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
            (folder / "pdf" / f"{html.stem}.pdf").write_bytes(base64.b64decode(printed["data"]))


# ---------------------------------------------------------------- RenderCV


def day(text: str | None) -> str:
    return text[:7] if text else "present"


def dated(entry: Json) -> Json:
    return {"start_date": day(entry["startDate"]), "end_date": day(entry.get("endDate"))}


def work(entry: Json, name: str = "name") -> Json:
    told = {"company": entry[name], "position": entry["position"], **dated(entry)}
    told |= {"location": entry["location"]} if entry.get("location") else {}
    told |= {"summary": entry["summary"]} if entry.get("summary") else {}
    return told | {"highlights": entry.get("highlights", [])}


def rendercv_of(person: Json, theme: str) -> Json:
    """The same person in RenderCV's own words; sections that it has no entry for become its one-line entries."""
    basics = person["basics"]
    sections: Json = {"Summary": [basics["summary"]]} if basics.get("summary") else {}
    parts = {
        "Experience": [work(entry) for entry in person["work"]],
        "Volunteering": [work(entry, "organization") for entry in person.get("volunteer", [])],
        "Education": [
            {"institution": e["institution"], "area": e["area"], "degree": e["studyType"], **dated(e)}
            for e in person["education"]
        ],
        "Projects": [
            {
                "name": e["name"],
                "summary": e["description"],
                **dated(e),
                "highlights": e.get("highlights", []),
            }
            for e in person.get("projects", [])
        ],
        "Certifications": [
            {"name": f"{e['name']}, {e['issuer']}", "date": day(e["date"])}
            for e in person.get("certificates", [])
        ],
        "Skills": [
            {"label": e["name"], "details": ", ".join(e["keywords"])} for e in person.get("skills", [])
        ],
        "Languages": [{"label": e["language"], "details": e["fluency"]} for e in person.get("languages", [])],
    }
    sections |= {title: entries for title, entries in parts.items() if entries}
    place = basics["location"]
    cv = {"name": basics["name"], "email": basics["email"], "location": f"{place['city']}, {place['region']}"}
    cv |= {"website": basics["url"]} if basics.get("url") else {}
    networks = [
        {"network": p["network"], "username": p["username"]}
        for p in basics.get("profiles", [])
        if p["network"] in {"LinkedIn", "GitHub"}  # it checks the user names of others by rules of its own
    ]
    cv |= {"social_networks": networks} if networks else {}
    return {"cv": cv | {"sections": sections}, "design": {"theme": theme}}


def strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from strings(child)


def render_typst(folder: Path) -> None:
    """Every RenderCV theme with every person, straight into `folder/pdf` and `folder/said`."""
    room = folder / "rendercv"
    program = room / "venv" / "bin" / "rendercv"
    if not program.exists():
        venv.create(room / "venv", with_pip=True)
        command(room / "venv" / "bin" / "pip", "install", "--quiet", *RENDERCV, at=room)
    icons = room / "data" / "typst" / "packages" / "preview" / "fontawesome" / "0.5.0"
    icons.mkdir(parents=True, exist_ok=True)
    (icons / "typst.toml").write_text(
        '[package]\nname = "fontawesome"\nversion = "0.5.0"\nentrypoint = "lib.typ"\n'
    )
    (icons / "lib.typ").write_text(ICONS)
    for theme in RENDERCV_THEMES:
        for file in sorted(PEOPLE.glob("*.json")):
            name = stem(f"rendercv-{theme}", file.stem)
            source = room / f"{name}.yaml"
            asked = rendercv_of(json.loads(file.read_text()), theme)
            source.write_text(yaml.safe_dump(asked, allow_unicode=True, sort_keys=False))
            pdf, markdown = folder / "pdf" / f"{name}.pdf", room / f"{name}.md"
            out = (
                "--pdf-path",
                pdf,
                "--markdown-path",
                markdown,
                "--dont-generate-png",
                "--dont-generate-html",
            )
            command(program, "render", source, *out, at=room, XDG_DATA_HOME=str(room / "data"))
            # The Markdown holds the dates as they are printed, but not every sentence; the source holds those.
            titled = [
                part
                for title, entries in asked["cv"].pop("sections").items()
                for part in (title, *strings(entries))
            ]
            said = [*strings(asked["cv"]), *titled, markdown.read_text()]
            (folder / "said" / f"{name}.txt").write_text("\n".join(said))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="throw-away; about 500 MB")
    folder = parser.parse_args().folder.resolve()
    for part in ("pdf", "said"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    render_html(folder)
    asyncio.run(print_html(folder))
    render_typst(folder)
    Console().print(f"{len(list((folder / 'pdf').glob('*.pdf')))} PDFs in {folder / 'pdf'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
