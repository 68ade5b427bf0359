"""Six invented people who apply for one job, and what an admin tells them."""

NOTICE = (
    "Software orders resumes by the skills a job names. It never sees your name. A person decides. "
    "We keep the data for 30 days; hr@example.org answers and reviews."
)
JOB = """Backend Engineer

Requirements
- 4+ years of Python
- PostgreSQL
- Docker
- Kubernetes

Nice to have
- Redis
"""


def _resume(name: str, start: int, bullets: tuple[str, ...], skills: str) -> str:
    mail = f"{name.replace(' ', '.').lower()}@example.org"
    work = "\n".join(f"- {one}" for one in bullets)
    return (
        f"{name}\n{mail}\n\nExperience\n\nBackend Engineer, Lantern Freight, Lyon\nMarch {start} - present\n{work}\n\n"
        f"Education\n\nBSc Computer Science, University of Lyon, {start - 4} - {start - 1}\n\nSkills\n\n{skills}\n"
    )


CROWD = {
    "Nadia Ferrant": _resume(
        "Nadia Ferrant",
        2018,
        ("Built REST APIs in Python with PostgreSQL", "Ran Docker images on Kubernetes for 40 services"),
        "Python, Redis",
    ),
    "Otto Lindqvist": _resume(
        "Otto Lindqvist",
        2018,
        ("Wrote Python jobs on PostgreSQL", "Packed everything into Docker images"),
        "Python, Docker",
    ),
    "Chidi Eze": _resume("Chidi Eze", 2022, ("Kept the Python monolith alive",), "Python, PostgreSQL"),
    "Mei Tanaka": _resume(
        "Mei Tanaka",
        2018,
        ("Moved 12 services to Kubernetes with Docker", "Tuned PostgreSQL queries and wrote Python tools"),
        "Redis",
    ),
    "Ravi Shankaran": _resume("Ravi Shankaran", 2018, ("Sold insurance by telephone",), "Excel"),
    "Zofia Nowak": _resume(
        "Zofia Nowak",
        2018,
        ("Led a team that ran Kubernetes clusters", "Python and PostgreSQL every day"),
        "Docker, Redis",
    ),
}
