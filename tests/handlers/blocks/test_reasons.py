"""A report's reasons, drawn: bars that tell the truth, sums that add up."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from paper import job, need, posting, resume

from bot.sandbox import problems_of_view
from core import matching
from core.model import Verdict
from core.pipeline import Explanation
from handlers import blocks
from handlers.blocks.reports import bars

SUM = re.compile(r"`(\d) × (\d\.\d\d) → +(\d+\.\d\d)`")
TOOLS = ("Python", "Redis", "Kafka", "Docker", "Go")


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
