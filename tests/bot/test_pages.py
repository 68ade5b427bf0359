"""Pages as HTML: whatever a resume says stays words, the policy names the page's own style, and blind pages name nobody."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from paper import job, need, posting, resume

from bot.pages import Rendered, gone_page, preview_page, report_page
from bot.report import clean
from core import matching
from core.matching.blind import blind
from core.model import Document, Line, MatchReport, Requirement, Resume, Verdict
from core.pipeline import Match

ADA = resume(
    {
        "basics": {
            "name": "Ada Wrenfield",
            "email": "ada.wrenfield@example.org",
            "phone": "+47 22 55 01 99",
            "location": {"city": "Bergen"},
        },
        "work": [
            job("Engineer", "Built Python services; Ada Wrenfield's were the fastest", "Ran Kubernetes")
        ],
        "skills": [{"name": "Tools", "keywords": ["Redis"]}],
    },
    more=("Born 4 May 1980, married, Norwegian", "Ada Wrenfield, page 2"),
)
JOB = posting(need("Python"), need("Kubernetes"), need("Redis", must=False))
NASTY = st.text(max_size=60) | st.sampled_from(
    [
        "</style><script>x</script>",
        '"><img src=x onerror=y>',
        "&lt;b&gt;",
        "{{ 7*7 }}{% raw %}",
        "]]>",
        "<!--",
    ]
)


def ada() -> Match:
    return Match(matching.score(JOB, ADA), ADA, JOB, "m1")


def saying(name: str, line: str, quote: str, asked: str) -> Match:
    """A match in which all words are somebody else's."""
    wanted = Requirement(id=asked, kind="skill", must=True, any_of=(asked,), weight=2, line=1, quote=asked)
    theirs = replace(
        ADA, file_name=name, fields={}, spans={}, document=Document("0", "txt", (Line(1, line + quote),))
    )
    made = MatchReport(50.0, "Partial", "50 · job v1", (Verdict(wanted, "met", 1.0, quote, 1, how="shown"),))
    return Match(made, theirs, replace(posting(wanted), title=asked), "m1")


def read(page: Rendered) -> Any:
    """As a browser reads it; lxml's own types promise less than it does."""
    return html.document_fromstring(page.body.decode())


def shape(page: Rendered) -> Counter[tuple[str, ...]]:
    """Each element with the names of its attributes, and how often."""
    return Counter((str(one.tag), *sorted(one.attrib)) for one in read(page).iter())


@given(NASTY, NASTY, NASTY, NASTY)
def test_no_words_of_others_add_an_element_or_an_attribute(
    name: str, line: str, quote: str, asked: str
) -> None:
    known = shape(report_page(saying("cv.pdf", "Used ", "Python", "Python")))
    found = shape(report_page(saying(name, line, quote, asked)))
    # What is not found in its line has no mark, and a line without words before the quote has no stretch of its own.
    assert set(found) <= set(known)
    assert all(found[one] <= known[one] for one in found)


@given(NASTY.filter(lambda text: not re.search(r"[\r\n\x0c\x00\ud800-\udfff]", text)))
def test_a_line_is_shown_word_for_word(line: str) -> None:
    page = report_page(saying("cv.pdf", line, "Python", "Python"))
    tree = read(page)
    [shown] = tree.xpath("//*[@class='resume']//*[@class='text']")
    assert shown.text_content().split() == clean(line + "Python").split()


@pytest.mark.parametrize(
    "page", [report_page(ada()), preview_page(ADA), gone_page()], ids=["report", "preview", "gone"]
)
def test_the_policy_takes_the_pages_own_style_and_nothing_else(page: Rendered) -> None:
    tree = read(page)
    [style] = tree.xpath("//style/text()")
    assert page.policy == (
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [page.policy]
    assert tree.xpath("//@style | //@src | //script | //link") == []
    assert [link for link in tree.xpath("//@href") if not link.startswith("#")] == []


@pytest.mark.parametrize("made_of", ["the whole resume", "the resume without its person"])
def test_a_blind_page_says_nowhere_who_it_is_whatever_the_score_was_made_of(made_of: str) -> None:
    theirs: Resume = ADA if made_of == "the whole resume" else blind(ADA)
    match = Match(matching.score(JOB, theirs), theirs, JOB, "m1")
    seen = read(report_page(match, blind=True)).text_content().lower()
    for told in (
        "ada",
        "wrenfield",
        "example.org",
        "22 55",
        "bergen",
        "1980",
        "married",
        "norwegian",
        "resume.txt",
    ):
        assert not re.search(rf"\b{re.escape(told)}\b", seen), told
    assert "hidden until names are revealed" in seen
    assert "ran kubernetes" in seen
    assert "wrenfield" in report_page(ada()).body.decode().lower()
