"""What the buttons of a report open: all of it, why, and the page."""

import re

import pytest
from handlers_office import JOB, Office
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import job, need, posting, resume
from slack import Message

from bot.sandbox import problems_of_view
from core import matching
from core.model import Asker, Verdict
from core.pipeline import Explanation
from handlers import blocks
from handlers.blocks.reports import bars

in_office = pytest.mark.asyncio(loop_scope="module")
SUM = re.compile(r"`(\d) × (\d\.\d\d) → +(\d+\.\d\d)`")
TOOLS = ("Python", "Redis", "Kafka", "Docker", "Go")


async def reported(office: Office, said: str = JOB) -> tuple[str, Message]:
    ts, _ = await office.shares()
    return ts, await office.matches(ts, said)


@in_office
async def test_why_shows_the_sum_and_makes_the_same_number_again(office: Office) -> None:
    _, report = await reported(office)
    await office.nadia.press(report, "Why")
    view = await office.nadia.sees_view("Recomputed now from the kept inputs: the same number.")
    score = float(re.search(r"= \*(\d+\.\d\d)\*", view.shown)[1])  # type: ignore[index]  # it stands there, or the test fails
    assert f"*{score:.0f} · " in report.shown
    assert '` PostgreSQL — "Built REST APIs' in view.shown
    assert "A must that nothing was found for holds the band" in view.shown


@in_office
async def test_why_of_the_newest_score_can_be_asked_for_by_command_and_of_an_older_one_by_its_fingerprint(
    office: Office,
) -> None:
    _, first = await reported(office)
    await office.nadia.command(
        office.channel, "/match", "Data engineer\nRequirements\n- Python\n- PostgreSQL\n"
    )
    await office.sees_many(2, "· rules ")
    await office.slack.quiet()
    await office.nadia.command(office.channel, "/match", "why")
    newest = await office.nadia.sees_view("the same number")
    assert "Kubernetes" not in newest.shown
    await office.nadia.close(newest)
    fingerprint = re.search(r"\d+ · job v1 · resume \S+ · rules \S+", first.shown)
    assert fingerprint
    await office.nadia.command(office.channel, "/match", f"why {fingerprint[0]}")
    older = await office.nadia.sees_view("the same number")
    assert "Kubernetes" in older.shown


@in_office
async def test_why_before_there_is_a_score_says_what_to_do(office: Office) -> None:
    await office.otto.command(office.channel, "/match", "why")
    await office.otto.sees_view("I don't have that score for you")


@in_office
async def test_nothing_is_cut_silently_the_rest_opens_on_a_press(office: Office) -> None:
    tools = [
        f"- {name}" for name in ("Python", "Go", "Rust", "Java", "Kotlin", "Scala", "Redis", "Kafka", "MySQL")
    ]
    more = [f"- {name}" for name in ("Docker", "Kubernetes", "Terraform", "Ansible", "Jenkins", "GraphQL")]
    _, report = await reported(office, "\n".join(["Engineer", "Requirements", *tools, *more]))
    assert "+3 more ▸" in [one.label for one in report.buttons]
    await office.nadia.press(report, "+3 more ▸")
    view = await office.nadia.sees_view(lambda one: one.title == "All requirements")
    assert len(re.findall(r"^[✓~✗] ", view.shown, re.MULTILINE)) == 15


@in_office
@pytest.mark.parametrize("label", ["Why", "Check the list", "Improve"])
async def test_the_buttons_of_somebody_elses_report_open_nothing(office: Office, label: str) -> None:
    _, report = await reported(office)
    await office.otto.press(report, label)
    await office.otto.sees(lambda one: one.whispered_to == office.otto.id, office.channel)
    assert not office.otto.views


@in_office
async def test_a_forged_report_is_nobodys(office: Office) -> None:
    _, report = await reported(office)
    with pytest.raises(Exception, match="I don't have that score for you"):
        await office.house.pipeline.explain_match(
            Asker(office.slack.team_id, office.otto.id, office.channel), "x"
        )
    assert "Open report" not in [one.label for one in report.buttons]  # no base URL is set in this house


@in_office
async def test_deleting_from_the_report_takes_the_resume_and_the_report_away(office: Office) -> None:
    ts, report = await reported(office)
    await office.nadia.press(report, "Delete")
    gone = await office.nadia.sees("Gone. I keep a log line", office.channel, ts, 10)
    assert gone.ts == report.ts
    await office.slack.quiet()
    assert [one.ts for one in office.said(thread_ts=ts)] == [report.ts]
    await office.nadia.command(office.channel, "/match", "why")
    await office.nadia.sees_view("I don't have that score for you")


# ---------------------------------------------------------------- drawing


def test_a_link_to_the_page_is_shown_or_why_there_is_none() -> None:
    assert "<https://example.org/r?key=1|Open the report>" in str(
        blocks.report_link("https://example.org/r?key=1").to_dict()
    )
    assert "Pages are switched off here" in str(blocks.report_link(None).to_dict())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(TOOLS), st.booleans(), st.integers(1, 3)),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[0],
    ),
    st.lists(st.sampled_from(TOOLS), max_size=3),
    st.lists(st.sampled_from(TOOLS), max_size=4),
)
def test_the_parts_shown_of_a_score_add_up_to_it_where_no_cap_took_anything(
    needs: list[tuple[str, bool, int]], shown: list[str], listed: list[str]
) -> None:
    asked = posting(*(need(name, must=must, weight=weight) for name, must, weight in needs))
    held = resume(
        {
            "work": [job("Engineer", *(f"Ran {one} in production for years" for one in shown))],
            "skills": [{"name": "Skills", "keywords": listed or ["Excel"]}],
        }
    )
    report, account = matching.score(asked, held), matching.account(asked, held)
    view = blocks.why(Explanation(report, report, True, account, held, asked, 0.0)).to_dict()  # noqa: FBT003  # a dataclass of the pipeline
    assert not problems_of_view(view)
    sums = [(int(weight), float(credit), float(points)) for weight, credit, points in SUM.findall(str(view))]
    assert sorted(weight for weight, *_ in sums) == sorted(weight for *_, weight in needs)
    total = sum(weight for weight, *_ in sums)
    assert all(abs(points - 100 * weight * credit / total) < 0.01 * 100 for weight, credit, points in sums)
    if abs(account.claimed + account.listed - account.weak) < 1e-9:
        assert abs(sum(points for *_, points in sums) - report.score) < 0.01 * len(sums)


@given(
    st.lists(
        st.tuples(st.sampled_from(["met", "partial", "missing"]), st.booleans()), min_size=1, max_size=30
    )
)
def test_a_bar_is_full_only_where_all_is_met_and_empty_only_where_nothing_is(
    verdicts: list[tuple[str, bool]],
) -> None:
    asked = posting(*(need(f"Tool{n}", must=must) for n, (_, must) in enumerate(verdicts))).requirements
    found = tuple(Verdict(one, word, 0.0) for one, (word, _) in zip(asked, verdicts, strict=True))  # type: ignore[arg-type]  # one of the three words
    report = matching.score(posting(need("Python")), resume({"work": [job("Engineer")]}))
    drawn = bars(type(report)(0.0, "Weak", "", found))
    for line, must in zip(drawn, sorted({must for _, must in verdicts}, reverse=True), strict=True):
        words = [word for word, one in verdicts if one is must]
        assert ("▱" not in line) is (set(words) == {"met"})
        assert ("▰" not in line) is (set(words) == {"missing"})
        assert f"{words.count('met')} of {len(words)} met" in line
        assert line.count("▰") + line.count("▱") == 10


def test_a_score_that_does_not_come_out_the_same_says_why() -> None:
    asked, held = posting(need("Python")), resume({"work": [job("Engineer", "Wrote Python daily")]})
    report, account = matching.score(asked, held), matching.account(asked, held)
    older = type(report)(report.score - 3, report.band, report.fingerprint, report.verdicts, rules="0.9")
    told = str(blocks.why(Explanation(older, report, False, account, held, asked, 0.0)).to_dict())  # noqa: FBT003  # the same
    assert "✗ Recomputed now it is" in told
    assert "It was made with rules 0.9; these are" in told
    assert "the same number" not in told
