"""What must hold of every score, on resumes and postings drawn at random."""

import asyncio
import os
import random
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import drawn
import paper
from hypothesis import event, given, settings
from hypothesis import strategies as st

from core.extraction.postings import document_of_text, posting_by_rules
from core.matching import account, score
from core.model import Box, JobPosting, Json, JsonResume, Line, MatchReport, Requirement, Resume, dump, load
from core.storage import Store

often = settings(max_examples=500, deadline=None)
TINY = 1e-9

named = st.builds(
    paper.need,
    st.sampled_from([*drawn.SKILLS, "fraud detection", "schema design", "stock control", "patient care"]),
    kind=st.sampled_from(["skill", "duty"]),
    must=st.booleans(),
    weight=st.integers(1, 3),
    months=drawn.months,
)
named_postings = st.lists(named, min_size=1, max_size=12, unique_by=lambda r: r.quote).map(
    lambda needs: paper.posting(*needs)
)


def points(posting: JobPosting, fields: JsonResume, more: tuple[str, ...] = ()) -> float:
    return score(posting, paper.resume(fields, more)).score


@often
@given(drawn.postings(5), drawn.resumes())
def test_a_report_lies_in_its_range_quotes_what_stands_there_caps_its_band_and_is_the_same_again(
    posting: JobPosting, resume: Resume
) -> None:
    report = score(posting, resume)

    assert 0.0 <= report.score <= 100.0
    assert [v.requirement for v in report.verdicts] == list(posting.requirements)
    for verdict in report.verdicts:
        assert 0.0 <= verdict.credit <= 1.0
        assert (verdict.quote is None) == (verdict.credit == 0.0)
        if verdict.quote is not None and verdict.line is not None:
            assert verdict.quote in resume.document.by_number[verdict.line].text
    if report.missing_musts:
        assert report.band in ("Partial", "Weak")
    assert load(MatchReport, dump(report)) == report
    assert dump(score(posting, resume)) == dump(report)


@st.composite
def growing(draw: st.DrawFn) -> list[tuple[str, JsonResume]]:
    """A resume, then five times the same with one more true thing in it, anywhere; each with what was added."""
    fields = draw(drawn.fields())
    steps = [("", fields)]
    for what in draw(
        st.lists(st.sampled_from([*drawn.ENTRIES, "bullet", "summary"]), min_size=5, max_size=5)
    ):
        sentence = draw(st.sampled_from(drawn.SENTENCES))
        if what == "summary":
            summary = f"{fields['basics']['summary']} {sentence}."
            fields = fields | {"basics": fields["basics"] | {"summary": summary}}
        elif what == "bullet" and fields["work"]:
            first, *others = fields["work"]
            fields = fields | {"work": [first | {"highlights": [*first["highlights"], sentence]}, *others]}
        elif what in drawn.ENTRIES:
            there = list(fields.get(what, []))
            there.insert(draw(st.integers(0, len(there))), draw(drawn.ENTRIES[what]))
            fields = fields | {what: there}
        steps.append((what, fields))
    return steps


@often
@given(drawn.postings(), growing())
def test_true_evidence_never_lowers_a_score(posting: JobPosting, steps: list[tuple[str, JsonResume]]) -> None:
    _, last = steps[-1]
    names = [name for one in posting.requirements for name in one.any_of]
    steps = [*steps, ("all in a list", last | {"skills": [*last.get("skills", []), {"keywords": names}]})]
    scores = [points(posting, fields) for _, fields in steps]

    for (what, _), before, after in zip(steps[1:], scores, scores[1:], strict=False):
        if after > before + TINY:
            event(f"{what} raises it")
        assert after >= before - TINY


@often
@given(
    st.sampled_from(["junior", "senior", "lead", "manager"]),
    st.lists(
        st.tuples(st.sampled_from(["Junior ", "", "Senior ", "Lead "]), drawn.jobs), min_size=2, max_size=4
    ),
    st.integers(0, 3),
)
def test_a_job_more_never_lowers_the_level_that_was_reached(
    level: str, jobs: list[tuple[str, Json]], place: int
) -> None:
    posting = paper.posting(paper.need(level, kind="seniority"), title="Backend Engineer")
    held = [job | {"position": f"{rank}Backend Engineer"} for rank, job in jobs]
    less = [job for n, job in enumerate(held) if n != place % len(held)]

    before, after = (points(posting, {"work": work}) for work in (less, held))

    event(f"raises it: {after > before + TINY}")
    assert after >= before - TINY


@often
@given(
    named_postings,
    drawn.fields(),
    st.sampled_from(["", "Keywords: ", "Familiar with "]),
    st.sampled_from([", ", " | ", " · "]),
)
def test_a_line_of_keywords_gains_ten_points_at_most_and_is_flagged(
    posting: JobPosting, fields: JsonResume, label: str, separator: str
) -> None:
    names = [name for r in posting.requirements for name in r.any_of]
    line = label + separator.join(names)
    base = points(posting, fields)
    in_skills = {"skills": [*fields.get("skills", []), {"name": "Keywords", "keywords": names}]}

    stuffed = score(posting, paper.resume(fields, (line,)))
    in_summary = score(posting, paper.resume(fields | {"basics": fields["basics"] | {"summary": line}}))
    in_group = score(posting, paper.resume(fields | in_skills))

    if len(names) > {"": 2, "Keywords: ": 0, "Familiar with ": 4}[label]:  # shorter ones may be sentences
        assert stuffed.score <= base + 10
        assert in_summary.score <= base + 10
    assert in_group.score <= base + 10
    if len(names) >= 5:
        assert all("keyword_stuffing" in r.flags for r in (stuffed, in_summary, in_group))


@often
@given(drawn.postings(5))
def test_lists_alone_earn_nine_points_at_most(posting: JobPosting) -> None:
    names = [name for r in posting.requirements for name in r.any_of]

    assert points(posting, {"skills": [{"name": "Tools", "keywords": names or ["-"]}]}) <= 9.0 + TINY


@often
@given(named_postings, drawn.full_fields(), st.data())
def test_without_its_experience_a_resume_loses_what_only_work_had_shown_but_a_quarter(
    posting: JobPosting, fields: JsonResume, data: st.DataObject
) -> None:
    """Words without work give back 25 points at most. So where work alone shows 40 % of what is asked for, its removal costs 15."""
    if data.draw(
        st.booleans()
    ):  # the hardest case: all is shown by work, all is said again, and papers prove a part
        names = [name for one in posting.requirements for name in one.any_of]
        proven = data.draw(st.lists(st.sampled_from(names), unique=True))
        fields = fields | {
            "basics": {"name": "Ada Berg", "summary": claims(posting)},
            "work": [
                paper.job(
                    "Cashier", *(f"Built tools with {name} for a bank" for name in names), start="2005-01"
                )
            ],
            "certificates": [{"name": f"{name} Professional", "issuer": "Board"} for name in proven],
        }
    whole = account(posting, paper.resume(fields))
    left = account(posting, paper.resume({k: v for k, v in fields.items() if k != "work"}))

    by_work = 100 * (whole.strong - left.strong) / whole.total if whole.total else 0.0

    assert whole.score - left.score >= by_work - 25 - TINY


EXPERIENCE = ("work", "volunteer", "projects")
PROVEN = ("certificates", "awards", "publications", "education", "languages")
WORDS_ALONE = 9.0
"""What a resume without experience, certificates, degrees and languages can have."""


def claims(posting: JobPosting) -> str:
    """Sentences in which somebody says to know all that is asked for."""
    names = [name for one in posting.requirements for name in one.any_of]
    return " ".join(f"I have known {name} well for many years." for name in names) or "I know things."


def without(fields: JsonResume, *sections: str) -> JsonResume:
    return {key: value for key, value in fields.items() if key not in sections}


@often
@given(drawn.postings(5), drawn.fields())
def test_without_its_experience_a_resume_keeps_twice_what_papers_prove_and_nine_points_at_most(
    posting: JobPosting, fields: JsonResume
) -> None:
    said = fields | {"basics": {"name": "Ada Berg", "summary": claims(posting)}}
    left = account(posting, paper.resume(without(said, *EXPERIENCE)))
    proven = 100 * left.strong / left.total if left.total else 0.0

    event(f"claims more than that: {left.claimed + left.listed_counted > left.weak}")
    assert left.score <= 2 * proven + WORDS_ALONE + TINY


@often
@given(named_postings, drawn.fields(), st.lists(drawn.jobs, min_size=1, max_size=3))
def test_a_score_of_twenty_four_that_rests_on_experience_falls_by_fifteen_without_it(
    posting: JobPosting, fields: JsonResume, jobs: list[Json]
) -> None:
    """A lower one can fall by what it is above nine: that much is for words alone."""
    basics = {"name": "Ada Berg", "summary": claims(posting)}
    whole = without(fields, *PROVEN) | {"basics": basics, "work": jobs}
    before, after = points(posting, whole), points(posting, without(whole, *EXPERIENCE))

    event(f"fell by fifteen: {before - after >= 15}")
    assert after <= WORDS_ALONE + TINY
    if before >= WORDS_ALONE + 15:
        assert before - after >= 15 - TINY


@often
@given(st.lists(st.sampled_from(drawn.SKILLS), min_size=4, max_size=10, unique=True), drawn.fields())
def test_without_its_experience_a_resume_that_shows_all_by_work_falls_by_fifteen_points_or_more(
    names: list[str], fields: JsonResume
) -> None:
    posting = paper.posting(*(paper.need(name) for name in names))
    shown = fields | {
        "work": [paper.job("Backend Engineer", *(f"Built tools with {n} for a bank" for n in names))]
    }
    # A certificate proves knowledge, whatever the work: what it shows is not experience that goes.
    shown.pop("certificates", None)

    assert points(posting, shown) - points(posting, {k: v for k, v in shown.items() if k != "work"}) >= 15


def shuffled(fields: JsonResume, lot: random.Random) -> JsonResume:
    """The same sections, entries, bullets and skills in another order."""

    def mixed(some: Iterable[Any]) -> list[Any]:
        some = list(some)
        lot.shuffle(some)
        return some

    def entry(one: Json) -> Json:
        return {
            key: mixed(value) if key in ("highlights", "keywords") else value for key, value in one.items()
        }

    sections = mixed(fields.items())
    return {key: mixed(map(entry, value)) if key != "basics" else value for key, value in sections}


@often
@given(
    drawn.postings(8),
    drawn.full_fields(),
    st.sampled_from(["Robin Quist", "王小伟", "Kafka Jones", "Jean-Luc O'Neil"]),
    st.sampled_from(["Oslo", "Bergen", "Kafka"]),
    st.randoms(use_true_random=False),
)
def test_name_contact_file_name_and_every_order_change_nothing(
    posting: JobPosting, fields: JsonResume, name: str, city: str, lot: random.Random
) -> None:
    def about(who: str) -> tuple[str, ...]:
        return (f"For nine years {who} has been known for calm work on Terraform in many houses",)

    basics = fields["basics"] | {
        "name": name,
        "email": "kafka@terraform.example",
        "phone": "+47 123 45 678",
        "url": "https://kubernetes.example/go",
        "image": "kafka.png",
        "location": {"city": city, "address": "Kafka street 5"},
        "profiles": [{"network": "GitHub", "username": "python-go-java"}],
    }
    other = shuffled(fields, lot) | {"basics": basics}
    renamed = replace(paper.resume(other, about(name)), id="other", file_name=f"{name} CV final.pdf")

    one, two = score(posting, paper.resume(fields, about("Mina Okafor"))), score(posting, renamed)

    event(f"scores something: {one.score > 0}")
    assert (one.score, one.band, one.fingerprint, one.flags) == (
        two.score,
        two.band,
        two.fingerprint,
        two.flags,
    )


@often
@given(drawn.postings(5), drawn.full_fields(), st.sampled_from(["Go", "Kafka", "王"]))
def test_a_name_that_is_a_skill_or_too_short_to_blank_out_shows_nothing(
    posting: JobPosting, fields: JsonResume, name: str
) -> None:
    nameless = fields | {"basics": {}}

    assert points(posting, fields | {"basics": {"name": name}}) <= points(posting, nameless) + TINY


@often
@given(drawn.postings(5), drawn.resumes(), st.randoms(use_true_random=False))
def test_a_template_changes_nothing(posting: JobPosting, resume: Resume, lot: random.Random) -> None:
    def dressed(line: Line) -> Line:
        left, top = lot.uniform(0, 500), lot.uniform(0, 800)
        return replace(
            line,
            page=lot.randint(1, 9),
            box=Box(left, top, left + 90, top + 12),
            size=lot.uniform(6, 30),
            indent=lot.uniform(0, 5),
            column=lot.randint(0, 2),
            links=("https://example.org/kafka",),
        )

    lines = tuple(dressed(line) for line in resume.document.lines)
    other = replace(
        resume, document=replace(resume.document, lines=lines, type="pdf", pages=9, sha256="0" * 64)
    )

    assert dump(score(posting, other)) == dump(score(posting, resume))


@often
@given(st.lists(drawn.requirements, min_size=1, max_size=5), drawn.resumes())
def test_what_the_posting_offers_changes_nothing(needs: list[Requirement], resume: Resume) -> None:
    benefits = (
        "Medical, dental, 401(k) match.",
        "We are an equal opportunity employer of every age and gender.",
    )

    plain, rich = score(paper.posting(*needs), resume), score(paper.posting(*needs, more=benefits), resume)

    assert (plain.score, plain.fingerprint) == (rich.score, rich.fingerprint)


BENEFITS = [
    "Medical, dental and vision insurance",
    "401(k) match",
    "Five weeks of paid holidays",
    "A budget for Kubernetes and AWS certificates",
    "German lessons",
    "Free lunch and a gym",
]


@often
@given(
    st.lists(st.sampled_from(drawn.SKILLS), min_size=1, max_size=5, unique=True),
    st.lists(st.sampled_from(BENEFITS), min_size=1, max_size=4, unique=True),
    st.sampled_from(["Benefits", "What we offer", "Perks"]),
    drawn.resumes(),
)
def test_benefits_of_a_posting_as_it_is_read_change_nothing(
    names: list[str], benefits: list[str], heading: str, resume: Resume
) -> None:
    text = "\n".join(["Backend Engineer", "", "Requirements", *(f"- {name}" for name in names)])
    offers = "\n".join(["", "", heading, *(f"- {one}" for one in benefits)])

    plain, rich = (posting_by_rules(document_of_text(one)) for one in (text, text + offers))

    assert rich.requirements == plain.requirements
    assert points(rich, resume.fields) == points(plain, resume.fields)


@often
@given(st.lists(drawn.requirements, min_size=1, max_size=5), drawn.fields(), st.sampled_from(drawn.SKILLS))
def test_text_copied_from_the_posting_earns_nothing(
    needs: list[Requirement], fields: JsonResume, skill: str
) -> None:
    copy = f"Design event flows on {skill} that stay correct when a file arrives twice"
    posting = paper.posting(*needs, more=[copy])
    job = paper.job("Cashier", "Counted cash")
    base = fields | {"work": [*fields["work"], job]}
    copied = fields | {"work": [*fields["work"], job | {"highlights": ["Counted cash", copy]}]}

    report = score(posting, paper.resume(copied))

    assert report.score == points(posting, base)
    assert "copied_from_posting" in report.flags


@often
@given(drawn.postings(5), drawn.resumes())
def test_text_that_nobody_can_see_earns_nothing(posting: JobPosting, resume: Resume) -> None:
    last = max(line.n for line in resume.document.lines)
    unseen = tuple(
        Line(last + place, f"Built everything with {', '.join(one.any_of)}", visible=False)
        for place, one in enumerate(posting.requirements, 1)
    )
    document = replace(resume.document, lines=(*resume.document.lines, *unseen), hidden_words=20)

    hidden = score(posting, replace(resume, document=document))

    assert hidden.score == score(posting, resume).score
    assert "hidden_text" in hidden.flags


SCRIPT = '''
import asyncio
import shutil
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from core.desk import Desk
from core.documents import Reader
from core.engine.rules import RulesEngine
from core.model import Asker, Upload, dump
from core.pipeline import Pipeline
from core.storage import Store

RESUME = b"""Ida Holm
ida.holm@example.org

Experience

Backend Engineer, Harbour Post, Bergen
March 2019 - December 2023
- Built services on EKS with Pulumi and FastAPI
- Detected fraud in card payments with Kafka and SQL
- Moved nightly files of four banks to Kafka

Backend Engineer, Fjord Bank, Oslo
January 2014 - December 2018
- Moved the ledger of a bank to Kafka and PostgreSQL
- Taught two teams to run Terraform

Skills

Python, Kafka, Go, Java, AWS
"""
JOB = """Backend Engineer

Requirements
- 3+ years of Python
- Kubernetes and Terraform
- Experience with fraud detection
- Kafka or a comparable tool
- 5+ years of experience as a backend engineer

Nice to have
- Rust, Java or Go
- SQL
"""
ASKER = Asker("T1", "U1", "C1")


async def main(folder):
    shutil.copy(sys.argv[1], folder / "shortlist.db")
    store = await Store.open(f"sqlite:///{folder / 'shortlist.db'}", files=folder / "files")
    reader = Reader(workers=1)
    pipeline = Pipeline(Desk(reader, RulesEngine()), store)
    claim = await store.claim_share(ASKER, ts="1", file_id="F", file_name="ida.txt", thread_ts="1", event_id="E")
    id = claim.resume_id
    await pipeline.resumes.keep(ASKER, id, Upload("ida.txt", RESUME))
    await pipeline.resumes.extract(ASKER, id, date(2026, 11, 23))
    await pipeline.postings.add_file(ASKER, "j", Upload("job.txt", JOB.encode()))
    said = set()
    for _ in range(20):
        made = await pipeline.scores.make(
            ASKER, await store.resume(ASKER, id), await store.posting(ASKER, "j")
        )
        said.add(repr(dump(made.report)))
    await reader.close()
    await store.close()
    assert len(said) == 1
    print(said.pop())


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        asyncio.run(main(Path(name)))
'''


async def test_a_hundred_repeats_from_bytes_through_the_store_in_five_processes_agree_to_the_last_bit(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "shortlist.db"
    await (await Store.open(f"sqlite:///{empty}", files=tmp_path / "files")).close()
    script = tmp_path / "repeat.py"
    script.write_text(SCRIPT, encoding="utf-8")
    root = Path(__file__).parents[3]
    running = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            str(script),
            str(empty),
            env=os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(root)},
            cwd=root,
            stdout=asyncio.subprocess.PIPE,
        )
        for seed in range(1, 6)
    ]
    said = {(await one.communicate())[0] for one in running}

    assert [one.returncode for one in running] == [0] * 5
    assert len(said) == 1
    report = said.pop()
    assert b"similar" in report
    assert b"rules" in report
