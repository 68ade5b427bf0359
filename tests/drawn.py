"""Resumes and postings drawn at random, for what must always hold (Hypothesis)."""

from dataclasses import replace

import paper
from hypothesis import strategies as st

from core.model import JobPosting, Json, JsonResume, Requirement, Resume

SKILLS = [
    "Go",
    "Kafka",
    "PostgreSQL",
    "Kubernetes",
    "Terraform",
    "gRPC",
    "AWS",
    "Python",
    "React",
    "SQL",
    "Excel",
    "Java",
]
PHRASES = [
    "fraud detection",
    "schema design",
    "stock control",
    "patient care",
    "on-call rotation",
    "PostgreSQL at scale",
    "分布式系统",
]
SENTENCES = [
    *(f"Built tools for accountants with {name}" for name in SKILLS),
    *(f"Took charge of {phrase} in two plants" for phrase in PHRASES),
    "Counted cash and served customers",
    "Built APIs with FastAPI and Django for a bank",
    "Ran services on EKS with Pulumi",
    "Detected fraud in card payments for a bank",
    "Control of the stock, in many plants",
    "负责分布式系统开发",
    "Kafka",
    "Wrote for Go, Kafka, SQL and Excel people",
    "Go, Kafka, SQL, Excel",
]
TITLES = [
    "Backend Engineer",
    "Developer",
    "Cashier",
    "Senior Nurse",
    "Intern",
    "Engineering Manager",
    "Lead Backend Engineer",
]
LANGUAGES = ["German", "French"]
DEGREES = [
    "Bachelor's degree in Computer Science",
    "MSc or PhD in Physics",
    "BSc in Physics or equivalent experience",
]

skills = st.sampled_from([*SKILLS, *PHRASES])
months = st.sampled_from([None, None, 24, 60])
requirements: st.SearchStrategy[Requirement] = st.one_of(
    st.builds(
        lambda names, **more: paper.need(*names, **more),
        st.lists(skills, min_size=1, max_size=2, unique=True),
        kind=st.sampled_from(["skill", "duty", "certificate"]),
        must=st.booleans(),
        weight=st.integers(1, 3),
        months=months,
    ),
    st.builds(
        paper.need, skills, kind=st.just("skill"), months=months, quote=st.just("Kafka or a comparable tool")
    ),
    st.builds(
        paper.need, kind=st.just("years"), months=st.integers(12, 120), quote=st.just("Years of experience")
    ),
    st.builds(
        paper.need, skills, kind=st.just("years"), months=st.integers(12, 120), quote=st.just("Years of that")
    ),
    st.builds(paper.need, st.sampled_from(DEGREES), kind=st.just("degree")),
    st.builds(
        paper.need,
        st.sampled_from(LANGUAGES),
        kind=st.sampled_from(["language", "skill"]),
        quote=st.sampled_from(["Fluent German", "Some French"]),
    ),
    st.builds(
        paper.need, st.sampled_from(["senior", "junior", "manager", "intern"]), kind=st.just("seniority")
    ),
    st.builds(paper.need, st.sampled_from(["Oslo", "Bergen"]), kind=st.just("place")),
)


def postings(most: int = 12) -> st.SearchStrategy[JobPosting]:
    """Up to so many different requirements under one of three titles."""
    needs = st.lists(requirements, min_size=1, max_size=most, unique_by=lambda r: (r.quote, r.any_of))
    titles = st.sampled_from(["Backend Engineer", "Engineering Manager", "Senior Nurse (night shift)"])
    return st.builds(lambda needs, title: paper.posting(*needs, title=title), needs, titles)


def _job(title: str, bullets: list[str], year: int, length: int) -> Json:
    return paper.job(title, *bullets, start=f"{year}-01", end=f"{year + length // 12}-{length % 12 + 1:02}")


jobs: st.SearchStrategy[Json] = st.builds(
    _job,
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(SENTENCES), max_size=3),
    st.integers(2005, 2020),
    st.integers(0, 70),
)


@st.composite
def fields(draw: st.DrawFn) -> JsonResume:
    """A resume as JSON Resume, with any of the sections that count."""
    made: JsonResume = {
        "basics": {
            "name": "Mina Okafor",
            "summary": draw(
                st.sampled_from(
                    ["Likes boring technology.", "Eight years of Kafka and Go.", "Careful with numbers."]
                )
            ),
        },
        "work": draw(st.lists(jobs, max_size=3)),
    }
    if listed := draw(st.lists(st.sampled_from(SKILLS), max_size=5, unique=True)):
        made["skills"] = [{"name": draw(st.sampled_from(["Tools", "Keywords"])), "keywords": listed}]
    if degree := draw(st.sampled_from(["", "BSc", "MSc"])):
        area, end = (
            draw(st.sampled_from(["Physics", "Computer Science"])),
            draw(st.sampled_from(["2010", "2028"])),
        )
        made["education"] = [{"studyType": degree, "area": area, "endDate": end}]
    if level := draw(st.sampled_from(["", "A2", "C1"])):
        made["languages"] = [{"language": draw(st.sampled_from(LANGUAGES)), "fluency": level}]
    if certificate := draw(st.sampled_from(["", "Kafka Professional", "AWS"])):
        made["certificates"] = [{"name": certificate, "issuer": draw(st.sampled_from(["Board", ""]))}]
    return made


certificates = st.builds(
    lambda name, issuer: {"name": name, "issuer": issuer},
    st.sampled_from([f"{skill} Professional" for skill in SKILLS]),
    st.sampled_from(["Board", ""]),
)
degrees = st.builds(
    lambda study, area, end: {"studyType": study, "area": area, "endDate": end},
    st.sampled_from(["BSc", "MSc", "PhD", "High school diploma"]),
    st.sampled_from(["Physics", "Computer Science", "History"]),
    st.sampled_from(["2010", "2028"]),
)
spoken = st.builds(
    lambda language, fluency: {"language": language, "fluency": fluency},
    st.sampled_from(LANGUAGES),
    st.sampled_from(["A2", "B2", "C1"]),
)
groups = st.builds(
    lambda name, keywords: {"name": name, "keywords": keywords},
    st.sampled_from(["Tools", "More"]),
    st.lists(skills, min_size=1, max_size=6, unique=True),
)
projects = st.builds(
    lambda name, bullets: {"name": name, "highlights": bullets},
    st.sampled_from(["Stock ledger", "Backend Engineer's toolbox"]),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=2),
)
volunteering = jobs.map(
    lambda job: {("organization" if key == "name" else key): value for key, value in job.items()}
)
awards = st.builds(
    lambda title, awarder: {"title": title, "awarder": awarder},
    st.sampled_from([f"Prize for {phrase}" for phrase in PHRASES]),
    st.sampled_from(["Board", ""]),
)
publications = st.builds(
    lambda name, publisher: {"name": name, "publisher": publisher},
    st.sampled_from([f"How we moved to {skill}" for skill in SKILLS]),
    st.sampled_from(["Board", ""]),
)
ENTRIES: dict[str, st.SearchStrategy[Json]] = {
    "work": jobs,
    "volunteer": volunteering,
    "projects": projects,
    "education": degrees,
    "certificates": certificates,
    "awards": awards,
    "publications": publications,
    "skills": groups,
    "languages": spoken,
}
"""What may be added to each section."""


@st.composite
def full_fields(draw: st.DrawFn) -> JsonResume:
    """The same with up to three entries in any section."""
    made = draw(fields())
    for section in draw(st.sets(st.sampled_from(sorted(ENTRIES)), max_size=4)):
        added = draw(st.lists(ENTRIES[section], min_size=1, max_size=2))
        made[section] = [*made.get(section, []), *added]
    return made


@st.composite
def resumes(draw: st.DrawFn) -> Resume:
    """The same on paper; some of it may be its owner's word, some words hidden, some lines taken by no field."""
    more = draw(st.lists(st.sampled_from(SENTENCES), max_size=2))
    resume = paper.resume(draw(fields()), more, hidden_words=draw(st.sampled_from([0, 0, 3])))
    said = {p for p in resume.spans if p.startswith("/work/0/")} if draw(st.integers(0, 3)) == 0 else set()
    left = {pointer: spans for pointer, spans in resume.spans.items() if pointer not in said}
    return replace(resume, spans=left, attested=tuple(sorted(said)))
