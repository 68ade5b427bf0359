"""What a score is made of."""

from dataclasses import replace

import paper
import pytest

from core.matching import RULES_VERSION, account, score
from core.model import Json, JsonResume, MatchReport, Verdict

SERVICES = "Built payment services in Go on PostgreSQL"
EVENTS = "Replaced nightly files by Kafka streams"


def with_jobs(*jobs: Json, **more: object) -> JsonResume:
    return {"basics": {"name": "Mina Okafor"}, "work": list(jobs)} | more


def only(report: MatchReport) -> Verdict:
    [verdict] = report.verdicts
    return verdict


# ---------------------------------------------------------------- what evidence is worth


def test_the_same_skill_is_worth_more_the_better_it_is_shown() -> None:
    posting = paper.posting(paper.need("Kafka"))
    shown = with_jobs(paper.job("Developer", EVENTS))
    certified = {"certificates": [{"name": "Confluent Kafka Developer", "issuer": "Confluent"}]}
    claimed = {"basics": {"summary": "I care for Kafka clusters and for people."}}
    listed = {"skills": [{"name": "Tools", "keywords": ["Kafka", "Redis"]}]}

    verdicts = [only(score(posting, paper.resume(fields))) for fields in (shown, certified, claimed, listed)]

    assert [v.how for v in verdicts] == ["shown", "certified", "claimed", "listed"]
    assert [v.credit for v in verdicts] == [1.0, 0.8, 0.5, 0.35]
    assert [v.verdict for v in verdicts] == ["met", "met", "partial", "partial"]


def test_the_quote_is_the_resumes_own_words_on_its_line() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", SERVICES, EVENTS)))

    verdict = only(score(paper.posting(paper.need("Apache Kafka")), resume))

    assert verdict.quote == EVENTS
    assert verdict.line is not None
    assert EVENTS in resume.document.by_number[verdict.line].text


def test_a_bullet_over_two_lines_is_quoted_from_the_line_that_says_it() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", "Moved the nightly files of four banks to Kafka")))
    pointer = "/work/0/highlights/0"
    [span] = resume.spans[pointer]
    cut = span.start + len("Moved the nightly files of four banks")
    text = resume.document.by_number[span.line].text
    lines = (
        *(line for line in resume.document.lines if line.n != span.line),
        replace(resume.document.by_number[span.line], text=text[:cut]),
        replace(resume.document.by_number[span.line], n=99, text="to Kafka"),
    )
    spans = resume.spans | {pointer: (replace(span, end=cut), replace(span, line=99, start=0, end=8))}
    wrapped = replace(resume, document=replace(resume.document, lines=lines), spans=spans)

    verdict = only(score(paper.posting(paper.need("Kafka")), wrapped))

    assert (verdict.quote, verdict.line) == ("to Kafka", 99)


def test_other_names_of_a_skill_count_and_neighbours_do_not() -> None:
    resume = paper.resume(
        with_jobs(paper.job("Developer", "Ran Golang daemons on k8s", "Wrote parsers in C++"))
    )

    found = {
        name: only(score(paper.posting(paper.need(name)), resume)).how
        for name in ("Go", "Kubernetes", "C++", "C", "C#", "Java", "R")
    }

    assert found == {
        "Go": "shown",
        "Kubernetes": "shown",
        "C++": "shown",
        "C": "",
        "C#": "",
        "Java": "",
        "R": "",
    }


def test_what_a_tool_is_by_definition_counts_as_similar() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", "Built REST APIs with FastAPI")))

    verdict = only(score(paper.posting(paper.need("Python")), resume))

    assert (verdict.how, verdict.credit) == ("similar", 0.7)


def test_one_of_several_alternatives_is_enough() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", SERVICES)))

    assert only(score(paper.posting(paper.need("Java", "Go", "Kotlin")), resume)).verdict == "met"


def test_words_without_work_behind_them_are_capped() -> None:
    names = ["Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "gRPC", "AWS", "Docker"]
    posting = paper.posting(*(paper.need(name) for name in names))
    listed = paper.resume({"skills": [{"name": "Tools", "keywords": names}]})
    claimed = paper.resume({"basics": {"summary": " ".join(f"I like {name} very much." for name in names)}})

    assert score(posting, listed).score == pytest.approx(9.0)
    assert score(posting, claimed).score == pytest.approx(9.0)


def test_words_are_believed_as_far_as_something_is_shown_and_to_a_quarter_at_most() -> None:
    names = ["Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "gRPC", "AWS", "Docker"]
    posting = paper.posting(*(paper.need(name) for name in names))
    summary = " ".join(f"I like {name} very much." for name in names)

    def shown(*some: str) -> float:
        job = paper.job("Backend Engineer", *(f"Built tools for banks with {name}" for name in some))
        return score(posting, paper.resume({"basics": {"summary": summary}, "work": [job]})).score

    assert shown("Go") == pytest.approx(12.5 + 9 + 12.5)
    assert shown("Go", "Kafka") == pytest.approx(25 + 25)


def test_a_line_of_keywords_is_a_list_in_any_trade_though_some_of_its_names_are_long() -> None:
    line = "Keywords: tar boiling, keel scraping, entry in the register of coastal pilots, lamp trimming, rope splicing"
    posting = paper.posting(*(paper.need(name, kind="duty") for name in ("keel scraping", "rope splicing")))
    report = score(posting, paper.resume({"basics": {"summary": line}}))

    assert [one.how for one in report.verdicts] == ["listed", "listed"]


def test_a_keyword_list_is_a_list_under_any_heading() -> None:
    names = ["Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "gRPC"]
    posting = paper.posting(
        *(paper.need(name) for name in reversed(names))
    )  # else it is a copy of the posting
    line = ", ".join(names)

    for fields in (
        {"certificates": [{"name": line, "issuer": "Myself"}]},
        with_jobs(paper.job("Cashier", line)),
        with_jobs(paper.job("Cashier", f"Used {line} and more")),
        {"basics": {"summary": f"Keywords: {line}"}},
    ):
        report = score(posting, paper.resume(fields))
        assert report.score == pytest.approx(9.0)
        assert {v.how for v in report.verdicts} == {"listed"}


def test_a_skill_alone_in_a_bullet_is_a_list_of_one() -> None:
    resume = paper.resume(with_jobs(paper.job("Cashier", "Kafka")))

    assert only(score(paper.posting(paper.need("Kafka")), resume)).how == "listed"


def test_lines_copied_from_the_posting_earn_nothing_and_are_flagged() -> None:
    asked = "Design event-driven flows on Kafka that stay correct when a bank file arrives twice"
    posting = paper.posting(paper.need("Kafka", quote=asked))

    report = score(posting, paper.resume(with_jobs(paper.job("Developer", asked))))

    assert (report.score, only(report).verdict, only(report).how) == (0.0, "missing", "copied")
    assert report.flags == ("copied_from_posting",)


def test_hidden_words_are_flagged() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", EVENTS)), hidden_words=40)

    assert score(paper.posting(paper.need("Kafka")), resume).flags == ("hidden_text",)


# ---------------------------------------------------------------- months, levels, places


def test_experience_is_shown_months_over_asked_months() -> None:
    resume = paper.resume(
        with_jobs(
            paper.job("Developer", EVENTS, start="2020-01", end="2020-12"),
            paper.job("Developer", "Tuned Kafka consumers", start="2020-07", end="2021-12"),
            paper.job("Cashier", "Counted cash", start="2010-01", end="2019-12"),
        )
    )

    verdict = only(score(paper.posting(paper.need("Kafka", months=48)), resume))

    assert (verdict.months, verdict.credit, verdict.verdict) == (24, 0.5, "partial")


def test_years_of_work_count_where_the_work_is_of_this_trade() -> None:
    years = paper.need(kind="years", months=60, quote="5+ years of experience")
    posting = paper.posting(years, paper.need("Go"), paper.need("Kafka"), title="Backend Engineer")
    developer = with_jobs(paper.job("Backend Engineer", SERVICES, start="2015-01", end="2019-12"))
    cashier = with_jobs(paper.job("Cashier", "Counted cash", start="2000-01", end="2019-12"))

    assert [score(posting, paper.resume(f)).verdicts[0].months for f in (developer, cashier)] == [60, None]


def test_internships_do_not_count_where_the_posting_says_so() -> None:
    quote = "3+ years of Go (not counting internships)"
    resume = paper.resume(with_jobs(paper.job("Software Intern", SERVICES)))

    assert only(score(paper.posting(paper.need("Go", months=36, quote=quote)), resume)).verdict == "missing"
    assert only(score(paper.posting(paper.need("Go", months=36)), resume)).verdict == "met"


@pytest.mark.parametrize(
    ("study", "asked", "credit"),
    [
        ("Master of Science", "Bachelor's degree in Computer Science", 1.0),
        ("Bachelor of Science", "Bachelor's degree in Computer Science", 1.0),
        ("Bachelor of Science", "MSc or PhD in Computer Science", 0.0),
        ("PhD", "MSc or PhD in Computer Science", 1.0),
        ("High school diploma", "Bachelor's degree in Computer Science", 0.0),
    ],
)
def test_degrees_are_compared_by_level(study: str, asked: str, credit: float) -> None:
    resume = paper.resume(
        {"education": [{"studyType": study, "area": "Computer Science", "endDate": "2019"}]}
    )

    assert only(score(paper.posting(paper.need(asked, kind="degree")), resume)).credit == credit


def test_a_degree_still_to_come_proves_the_school_before_it() -> None:
    study = {"studyType": "Bachelor of Science", "area": "Business", "endDate": "2027-05"}
    student = paper.resume({"education": [study]})

    school = only(score(paper.posting(paper.need("High school diploma", kind="degree")), student))

    assert (school.credit, school.how) == (1.0, "certified")


def test_a_degree_still_to_come_is_half_a_degree() -> None:
    resume = paper.resume(
        {"education": [{"studyType": "BSc", "area": "Computer Science", "endDate": "2028-06"}]}
    )

    assert (
        only(score(paper.posting(paper.need("BSc in Computer Science", kind="degree")), resume)).credit == 0.5
    )


@pytest.mark.parametrize(("fluency", "credit"), [("C1", 1.0), ("native", 1.0), ("A2", 0.5), (None, 1.0)])
def test_languages_are_compared_by_level(fluency: str | None, credit: float) -> None:
    language = {"language": "German"} | ({"fluency": fluency} if fluency else {})
    posting = paper.posting(paper.need("German", kind="language", quote="Fluent German"))

    assert only(score(posting, paper.resume({"languages": [language]}))).credit == credit


@pytest.mark.parametrize(
    ("bullet", "credit"),
    [
        ("Served walk-in customers at the counter and closed the till every evening", 0.5),
        ("Bediente Kunden an der Theke und schloss jeden Abend die Kasse der Filiale ab", 0.0),
        ("Python, Django, Flask, Redis, Kafka, Docker, Terraform, Ansible, Jenkins, Grafana", 0.0),
        ("Sold tickets", 0.0),
    ],
    ids=["English", "German", "a list of names", "too short to tell"],
)
def test_a_resume_written_in_a_language_claims_it(bullet: str, credit: float) -> None:
    posting = paper.posting(paper.need("English", kind="language", quote="Good written English is a must"))

    verdict = only(score(posting, paper.resume(with_jobs(paper.job("Cashier", bullet)))))

    assert (verdict.credit, verdict.how, verdict.quote) == (
        (0.5, "written in it", bullet) if credit else (0.0, "", None)
    )


def test_a_language_that_is_stated_is_worth_more_than_one_that_is_only_written() -> None:
    posting = paper.posting(paper.need("English", kind="language", quote="Good English"))
    bullet = "Served walk-in customers at the counter and closed the till every evening"
    fields = with_jobs(paper.job("Cashier", bullet), languages=[{"language": "English", "fluency": "C1"}])

    assert only(score(posting, paper.resume(fields))).how == "shown"


def test_a_sentence_of_the_posting_itself_does_not_show_its_language() -> None:
    copied = "Good written English is a must for all who serve our customers at the counter"
    posting = paper.posting(paper.need("English", kind="language", quote=copied))

    report = score(posting, paper.resume(with_jobs(paper.job("Cashier", copied))))

    assert only(report).credit == 0.0


def test_a_junior_title_is_less_than_the_senior_one_asked_for() -> None:
    posting = paper.posting(paper.need("senior", kind="seniority"), title="Backend Engineer")
    senior = paper.resume(with_jobs(paper.job("Senior Backend Engineer", SERVICES)))
    junior = paper.resume(
        with_jobs(paper.job("Junior Backend Engineer", SERVICES, start="2023-01", end="2023-12"))
    )

    assert only(score(posting, senior)).verdict == "met"
    assert only(score(posting, junior)).verdict == "partial"


def test_a_place_nobody_named_is_not_a_no_and_moves_no_number() -> None:
    fields = with_jobs(paper.job("Developer", EVENTS))
    here = paper.posting(paper.need("Kafka"), paper.need("Oslo", kind="place"))

    report = score(here, paper.resume(fields))

    assert report.score == score(paper.posting(paper.need("Kafka")), paper.resume(fields)).score
    assert (report.verdicts[1].verdict, report.verdicts[1].how, report.band) == (
        "partial",
        "not stated",
        "Strong",
    )


def test_a_missing_must_caps_the_band_and_not_the_number() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", SERVICES, EVENTS)))
    wanted = [paper.need("Go", weight=3), paper.need("Kafka", weight=3), paper.need("PostgreSQL", weight=3)]

    as_must = score(paper.posting(*wanted, paper.need("Rust", weight=1)), resume)
    as_nice = score(paper.posting(*wanted, paper.need("Rust", weight=1, must=False)), resume)

    assert as_must.score == as_nice.score == pytest.approx(90.0)
    assert (as_must.band, as_nice.band) == ("Partial", "Strong")
    assert [v.requirement.any_of for v in as_must.missing_musts] == [("Rust",)]


def test_the_fingerprint_says_what_was_weighed() -> None:
    resume = paper.resume(with_jobs(paper.job("Developer", EVENTS)))
    report = score(paper.posting(paper.need("Kafka")), resume)
    renamed = replace(resume, id="other", file_name="other.pdf", revision=7)

    whole, job, digest, rules = report.fingerprint.split(" · ")
    assert (whole, job, rules) == ("100", "job v1", f"rules {RULES_VERSION}")
    assert len(digest.removeprefix("resume ")) == 4
    assert score(paper.posting(paper.need("Kafka")), renamed).fingerprint == report.fingerprint


def test_a_section_no_field_took_still_counts_as_a_claim() -> None:
    resume = paper.resume(
        with_jobs(paper.job("Cashier", "Counted cash")), more=["Runs a Kafka user group at weekends"]
    )

    assert only(score(paper.posting(paper.need("Kafka")), resume)).how == "claimed"


def test_who_the_person_is_never_counts() -> None:
    basics = {
        "name": "Kafka Terraform",
        "email": "kafka@terraform.example",
        "phone": "+47 123 45 678",
        "location": {"city": "Oslo", "address": "Kafka street 5"},
    }
    resume = paper.resume(
        {"basics": basics, "work": [paper.job("Cashier", "Counted cash")]},
        more=["kafka@terraform.example · Kafka Terraform"],
    )
    posting = paper.posting(paper.need("Kafka"), paper.need("Terraform"), paper.need("Oslo", kind="place"))

    report = score(posting, resume)

    assert report.score == 0.0
    assert [v.quote for v in report.verdicts] == [None, None, None]


def test_a_posting_without_countable_requirements_scores_nothing() -> None:
    assert score(paper.posting(), paper.resume(with_jobs(paper.job("Developer", EVENTS)))).score == 0.0


# ---------------------------------------------------------------- how a number came about


def test_the_account_of_a_score_adds_up_to_it_and_names_what_the_caps_took() -> None:
    names = ("Kafka", "Redis", "Terraform", "PostgreSQL")
    posting = paper.posting(*(paper.need(name) for name in names), paper.need("Oslo", kind="place"))
    resume = paper.resume(with_jobs(paper.job("Developer", EVENTS)) | {"skills": [{"keywords": list(names)}]})

    made = account(posting, resume)

    assert [(one.requirement.any_of[0], one.strong) for one in made.shares][:2] == [
        ("Kafka", 2.0),
        ("Redis", 0.0),
    ]
    assert [one.listed for one in made.shares] == pytest.approx([0.0, 0.7, 0.7, 0.7])
    assert len(made.shares) == len(names)  # a place takes no part
    assert (made.total, made.strong, made.claimed) == (8, 2.0, 0.0)
    assert made.listed == pytest.approx(2.1)
    assert made.listed_counted == pytest.approx(0.72)
    assert made.score == score(posting, resume).score == pytest.approx(100 * (2.0 + 0.72) / 8)
