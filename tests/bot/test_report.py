"""What a report's page says, in words and places."""

from dataclasses import replace

from paper import job, need, posting, resume

from bot.report import Page, Shown, report
from core import matching
from core.model import Document, JobPosting, Line, MatchReport, Notice, Requirement, Resume, Verdict
from core.pipeline import Match

FIELDS = {
    "basics": {"name": "Ada Wren", "email": "ada@example.org", "summary": "Knows Kafka well."},
    "work": [
        job("Backend Engineer", "Built REST APIs in Python with Django", start="2019-01", end="2023-12")
    ],
    "skills": [{"name": "Tools", "keywords": ["Redis", "Git"]}],
}
JOB = posting(
    need("Python", months=48, weight=3),
    need("Kubernetes", "ECS"),
    need("Redis", must=False, weight=1),
    need("Django", must=False),
    need("Oslo", kind="place"),
)


def told(theirs: Resume | None = None, ours: JobPosting = JOB, *, blind: bool = False) -> Page:
    theirs = theirs or resume(FIELDS)
    return report(Match(matching.score(ours, theirs), theirs, ours, "m1"), blind=blind)


def lines_of(page: Page) -> dict[int, Shown]:
    return {line.n: line for sheet in page.sheets for line in sheet.lines}


def quoting(*quotes: tuple[str, int], text: str) -> Page:
    """A page of one line, cited by these quotes."""
    asked = tuple(
        Requirement(f"r{n}", "skill", must=True, any_of=(q,), weight=1, line=1, quote=q)
        for n, (q, _) in enumerate(quotes, 1)
    )
    verdicts = tuple(
        Verdict(one, "met", 1.0, quote, line, how="shown")
        for one, (quote, line) in zip(asked, quotes, strict=True)
    )
    theirs = replace(resume({}), document=Document("0", "txt", (Line(1, text),)))
    made = MatchReport(100.0, "Strong", "100 · job v1", verdicts)
    return report(Match(made, theirs, posting(*asked), "m1"), blind=False)


def test_the_score_stands_beside_its_band_and_what_is_missing_beside_what_nobody_stated() -> None:
    page = told()
    assert page.summary == "1 of 3 musts met · 1 of 2 nice to have met, 1 partly"
    assert [point.name for point in page.missing] == ["Kubernetes or ECS"]
    assert [point.name for point in page.unsaid] == ["Oslo"]
    assert page.unsaid[0].word == "Not stated"


def test_musts_come_first_and_are_numbered_in_the_order_they_are_shown() -> None:
    page = told(ours=posting(need("Redis", must=False), need("Python")))
    assert [(title, [(p.number, p.name) for p in some]) for title, some in page.sections] == [
        ("Musts", [(1, "Python")]),
        ("Nice to have", [(2, "Redis")]),
    ]


def test_each_requirement_says_how_it_is_met_by_which_words_and_for_how_long() -> None:
    python, *_, redis, _ = told().points
    assert (python.word, python.how, python.months) == ("Met", "shown in work", "5 y, 4 y asked")
    assert python.quote == "Built REST APIs in Python with Django"
    assert (redis.word, redis.how) == ("Partly", "only in a list")


def test_a_missing_must_that_holds_the_band_down_is_said_so() -> None:
    asked = posting(need("Python", weight=3), need("Django", weight=3), need("Kubernetes", weight=1))
    page = told(ours=asked)
    assert page.score >= 60
    assert page.band == "Partial"
    assert page.is_capped
    assert not told(ours=posting(need("Python"))).is_capped


def test_a_line_that_counts_twice_is_cut_where_quotes_begin_and_end() -> None:
    page = quoting(
        ("Python and Django", 1), ("Django on AWS", 1), text="• Used Python and Django on AWS daily"
    )
    [line] = lines_of(page).values()
    assert [(piece.text, piece.ids) for piece in line.pieces] == [
        ("• Used ", ""),
        ("Python and ", "p1"),
        ("Django", "p1 p2"),
        (" on AWS", "p2"),
        (" daily", ""),
    ]
    assert [point.id for point in line.points] == ["p1", "p2"]


def test_marks_that_turn_the_writing_direction_are_gone_and_the_quote_is_still_found() -> None:
    page = quoting(("Used \u202eGo\u202c here", 1), text="• Used \u202eGo\u202c here")
    [line] = lines_of(page).values()
    assert [piece.text for piece in line.pieces] == ["• ", "Used Go here"]


def test_bars_are_filled_by_weight_and_say_the_same_in_words() -> None:
    musts = told().groups[0]
    assert musts.told == "1 met · 1 missing · 1 not stated"
    [part] = musts.parts
    assert (part.state, part.start, part.width) == ("met", 0.0, 60.0)
    assert [group.name for group in told().groups] == ["Musts", "Nice to have", "Skills", "Place"]


def test_what_a_person_should_look_at_is_told_in_sentences() -> None:
    theirs = resume(FIELDS, hidden_words=3)
    theirs = replace(theirs, notices=(Notice("partial", "I read 1 of 2 jobs well."),))
    looks = told(theirs).looks
    assert looks == (
        "The file holds text that nobody can see. It was not counted.",
        "I read 1 of 2 jobs well.",
    )


def test_without_its_person_a_resume_has_no_name_and_its_gone_lines_are_shown_as_hidden() -> None:
    whole = resume(FIELDS)
    gone = {1, 2, 4}
    bare = replace(
        whole,
        document=replace(
            whole.document, lines=tuple(one for one in whole.document.lines if one.n not in gone)
        ),
    )
    page = told(bare, blind=True)
    assert page.candidate == "A candidate"
    hidden = [line.is_hidden for sheet in page.sheets for line in sheet.lines]
    assert hidden[:4] == [True, False, True, False]
    assert sum(hidden) == 2


def test_a_quote_from_a_line_without_its_person_stays_hidden_too() -> None:
    whole = resume(FIELDS)
    made = matching.score(JOB, whole)
    bare = replace(whole, document=replace(whole.document, lines=whole.document.lines[:3]))
    page = report(Match(made, bare, JOB, "m1"), blind=True)
    assert page.points[0].quote == "hidden until names are revealed"
    assert page.points[0].line is None
