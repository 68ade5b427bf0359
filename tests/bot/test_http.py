"""The pages and probes of the whole bot, asked over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from handlers_office import JOB, RESUME, Office, open_building
from sqlalchemy import select

from bot.http import Links, Previews, create
from core.model import Asker, Correction
from core.pipeline import Resumes
from core.storage.tables import audit

SECRET = "a secret of this test"
EVIL = "Ann Lee\nWork\n<script>alert(1)</script> & Engineer, Acme, 2019 - 2021\n- Built a thing\n"


@dataclass(frozen=True)
class Site:
    office: Office
    links: Links
    http: httpx.AsyncClient

    async def preview_of(self, text: str) -> tuple[Asker, str, str]:
        """Shares a resume; its owner, its id, and a fresh link to its preview."""
        await self.office.shares(text)
        owner = Asker(self.office.slack.team_id, self.office.nadia.id, self.office.channel)
        [card, *_] = await self.office.house.pipeline.resumes.of(owner)
        return owner, card.id, str(self.links.preview(owner, card.id))


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with open_building(tmp_path) as building:
        office = building.office()
        links = Links(SECRET, base_url="http://shortlist.test", minutes=30)

        async def database() -> bool:
            await office.house.store.ping()
            return True

        web = create(
            probes={"database": database},
            engine="rules",
            links=links,
            pipeline=office.house.pipeline,
        )
        transport = httpx.ASGITransport(web)
        async with httpx.AsyncClient(transport=transport, base_url="http://shortlist.test") as http:
            yield Site(office, links, http)


async def report_of(site: Site, text: str = RESUME) -> tuple[Asker, str, str]:
    """Shares a resume and matches a job; their owner, the id of the score, and a fresh link to its page."""
    owner, resume_id, _ = await site.preview_of(text)
    posting = await site.office.house.pipeline.postings.add(owner, "a-job", JOB)
    made = await site.office.house.pipeline.scores.match(owner, resume_id, posting.id)
    return owner, made.id, str(site.links.report(owner, made.id))


async def test_health_says_ok_or_not_and_nothing_about_anybody(site: Site) -> None:
    answer = await site.http.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "engine": "rules", "database": "ok"}


async def test_health_is_503_when_a_part_is_down(site: Site) -> None:
    async def down() -> bool:
        return False

    web = create(
        probes={"slack": down},
        engine="rules",
        links=site.links,
        pipeline=site.office.house.pipeline,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://x") as http:
        answer = await http.get("/health")
    assert answer.status_code == 503
    assert answer.json()["slack"] == "not ok"


async def test_metrics_count_steps_and_name_nobody(site: Site) -> None:
    await site.preview_of("Ann Lee\nWork\nEngineer, Acme, 2019 - 2021\n- Built a thing\n")
    text = (await site.http.get("/metrics")).text
    assert 'shortlist_steps_total{flow="share",step="placeholder"}' in text
    assert "nadia" not in text.lower()
    assert "Acme" not in text


async def test_a_signed_link_shows_what_was_read_and_the_text_is_inert(site: Site) -> None:
    _, _, link = await site.preview_of(EVIL)
    answer = await site.http.get(link)
    assert answer.status_code == 200
    assert "Ann Lee" in answer.text
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_each_value_of_a_preview_leads_to_its_line_and_an_owners_word_says_so(site: Site) -> None:
    owner, resume_id, link = await site.preview_of(EVIL)
    before = await site.http.get(link)
    assert '<a href="#l4">l.4</a>' in before.text
    assert '<li id="l4"' in before.text
    named = [Correction("/basics", {"phone": "<b>+33 1 70 18 99 00</b>"})]
    await site.office.house.pipeline.resumes.correct(owner, resume_id, named, token="press-1")
    after = await site.http.get(link)
    assert "Corrected by you: your details" in after.text
    assert "&lt;b&gt;+33 1 70 18 99 00&lt;/b&gt; <small>said by you</small>" in after.text


async def test_a_forged_or_foreign_link_is_answered_like_a_resume_that_never_was(site: Site) -> None:
    owner, resume_id, link = await site.preview_of(EVIL)
    stranger = Asker(owner.team_id, site.office.otto.id, owner.channel_id)
    tries = [
        link[:-3] + "xyz",
        link.partition("?")[0],
        str(site.links.preview(stranger, resume_id)),
        str(Links("another secret", base_url="http://shortlist.test", minutes=30).preview(owner, resume_id)),
        link.replace(resume_id, "no-such-resume", 1),
    ]
    answers = [await site.http.get(one) for one in tries]
    assert {(a.status_code, a.text) for a in answers} == {(404, answers[0].text)}


async def test_a_link_expires(site: Site) -> None:
    owner, match_id, _ = await report_of(site)
    [resume_id] = [card.id for card in await site.office.house.pipeline.resumes.of(owner)]
    early = Links(SECRET, base_url="http://shortlist.test", minutes=0)
    expired = create(probes={}, engine="rules", links=early, pipeline=site.office.house.pipeline)
    key, report_key = early.key("preview", owner, resume_id), early.key("report", owner, match_id)
    await asyncio.sleep(1.1)  # signatures count whole seconds
    async with httpx.AsyncClient(transport=httpx.ASGITransport(expired), base_url="http://x") as http:
        assert (await http.get(f"/resumes/{resume_id}/preview?key={key}")).status_code == 404
        assert (await http.get(f"/reports/{match_id}?key={report_key}")).status_code == 404


class CountingResumes:
    """The real resumes; counts how often a page had to be made."""

    def __init__(self, real: Resumes) -> None:
        self._real = real
        self.card = real.card
        self.opened = 0

    async def get(self, asker: Asker, resume_id: str) -> object:
        self.opened += 1
        return await self._real.get(asker, resume_id)


async def test_a_preview_comes_from_the_cache_until_the_resume_is_deleted(site: Site) -> None:
    owner, resume_id, _ = await site.preview_of(EVIL)
    counting = CountingResumes(site.office.house.pipeline.resumes)
    previews = Previews(counting)  # type: ignore[arg-type]  # has what a preview needs of them
    first = await previews.page(owner, resume_id)
    assert await previews.page(owner, resume_id) == first
    assert counting.opened == 1
    await site.office.house.pipeline.resumes.forget(owner, [resume_id])
    link = str(site.links.preview(owner, resume_id))
    assert (await site.http.get(link)).status_code == 404


async def test_without_a_base_url_there_are_no_links(site: Site) -> None:
    owner, resume_id, _ = await site.preview_of(EVIL)
    off = Links(SECRET, base_url=None, minutes=30)
    assert off.preview(owner, resume_id) is None
    assert off.report(owner, "m1") is None


async def test_a_signed_link_shows_a_score_with_its_reasons_and_nobody_may_keep_or_frame_it(
    site: Site,
) -> None:
    _, _, link = await report_of(site)
    answer = await site.http.get(link)
    assert answer.status_code == 200
    assert "Kubernetes" in answer.text
    assert "Built REST APIs for parcel tracking with FastAPI and PostgreSQL" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("frame-ancestors 'none'")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_who_looked_at_a_report_is_kept_without_a_word_of_it(site: Site) -> None:
    owner, match_id, link = await report_of(site)
    await site.http.get(link)
    await site.http.get(link[:-3] + "xyz")

    query = select(audit.c.actor, audit.c.facts).where(audit.c.what == "open_report")
    async with site.office.house.store._db.read() as connection:
        [(actor, facts)] = (await connection.execute(query)).all()
    assert actor == owner.user_id
    assert json.loads(facts)["match_id"] == match_id
    assert "Ferrant" not in facts
    assert "FastAPI" not in facts


async def test_a_report_that_was_forged_is_foreign_or_deleted_is_gone_in_the_same_words(site: Site) -> None:
    owner, match_id, link = await report_of(site)
    stranger = Asker(owner.team_id, site.office.otto.id, owner.channel_id)
    elsewhere = Asker("T0ELSEWHERE", owner.user_id, owner.channel_id)
    preview_key = site.links.key("preview", owner, match_id)
    tries = [
        link[:-3] + "xyz",
        link.partition("?")[0],
        str(site.links.report(stranger, match_id)),
        str(site.links.report(elsewhere, match_id)),
        f"/reports/{match_id}?key={preview_key}",
        link.replace(match_id, "no-such-score", 1),
        str(site.links.preview(owner, match_id)),
    ]
    answers = [await site.http.get(one) for one in tries]
    assert (await site.http.get(link)).status_code == 200
    [card] = await site.office.house.pipeline.resumes.of(owner)
    await site.office.house.pipeline.resumes.forget(owner, [card.id])
    answers.append(await site.http.get(link))
    assert {(a.status_code, a.text) for a in answers} == {(404, answers[0].text)}
    assert "This link has expired, or the resume is gone." in answers[0].text


async def test_a_report_keeps_the_revision_it_was_made_from(site: Site) -> None:
    owner, _, link = await report_of(site)
    before = await site.http.get(link)
    [card] = await site.office.house.pipeline.resumes.of(owner)
    named = [Correction("/basics", {"phone": "+33 1 70 18 99 00"})]
    await site.office.house.pipeline.resumes.correct(owner, card.id, named, token="press-1")
    assert (await site.http.get(link)).text == before.text
    assert "revision 1" in before.text
