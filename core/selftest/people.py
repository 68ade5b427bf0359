"""Made people: four resumes for one job, written under whichever name is asked for, and one with a doubtful header."""

from dataclasses import dataclass

from core.matching.swapping import Persona

JOB = """Backend Engineer

What you will do
- Build and run the services that follow a parcel from the first scan to the door
- Share the pager with six colleagues and keep the alarms few and honest

Requirements
- 4+ years of Python
- PostgreSQL
- Kubernetes
- Docker
- Terraform
- Kafka
- Redis

Nice to have
- GraphQL
- Prometheus
"""
KEYWORDS = "Python, PostgreSQL, Kubernetes, Docker, Terraform, Kafka, Redis, GraphQL, Prometheus"
STRONG, FAIR, LIGHT, OTHER = range(4)
"""Candidates, from the best fit to a person of another trade."""
CANDIDATES = (
    """Backend engineer for parcel and freight systems. {She} has led two teams, and {her} services run in six countries.

Experience

Senior Backend Engineer, Fennel Parcel Group, Utrecht
March 2017 - October 2026
- Built the tracking service in Python on PostgreSQL, with Redis in front, for 40 million parcels a year
- Moved 30 services to Kubernetes with Docker and Terraform
- Read scanner events from Kafka and alerted on them with Prometheus

Education

BSc Computer Science, Alder College, 2012 - 2016

Skills

Python, PostgreSQL, Redis, Kubernetes, Docker, Terraform, Kafka
""",
    """Engineer who likes tidy data. {Her} colleagues trust {her} estimates.

Experience

Software Engineer, Quillfeather Books, Ghent
January 2020 - September 2026
- Wrote the order service in Python and tuned its PostgreSQL queries
- Packed the nightly jobs in Docker images

Junior Developer, Tern Street Software, Ghent
June 2018 - December 2019
- Kept the returns portal running in PHP

Education

BA Information Science, Harrow Lane University, 2014 - 2018

Skills

Python, PostgreSQL, Docker, PHP
""",
    """Developer of web shops, {she} also trains new colleagues.

Experience

Web Developer, Marram Market, Aarhus
May 2021 - August 2026
- Built shop pages in TypeScript and React
- Cached product pages in Redis

Education

Diploma in Web Development, Skerry Technical School, 2019 - 2021

Skills

TypeScript, React, CSS, Redis
""",
    """Baker with an eye for early hours; {her} sourdough won a prize of the town.

Experience

Head Baker, Oat and Ember, Lund
April 2016 - July 2026
- Planned the shifts of nine bakers and ordered flour for three shops
- Cut waste by a third with a new proving schedule

Education

Apprenticeship in Bakery, Lund Trade School, 2012 - 2015

Skills

Pastry, shift planning, food safety
""",
)
DOUBTFUL = """Robin Tamm
robin.tamm@example.org

Experience

Blue Heron | Night Desk | 2019 - 2021
- Wrote the booking tool in Python on PostgreSQL

Education

BSc Computer Science, Alder College, 2012 - 2016

Skills

Python, PostgreSQL
"""
"""Whether "Blue Heron" or "Night Desk" is the employer, rules cannot tell."""
_ADDRESSES = (
    "12 Rowan Street, Utrecht",
    "8 Mill Lane, Leeds",
    "27 rue des Tilleuls, Lyon",
    "Lindenstrasse 4, Berlin",
    "301 Juniper Avenue, Austin",
)
_PRONOUNS = {"f": ("She", "her", "(she/her)"), "m": ("He", "his", "(he/him)")}


@dataclass(frozen=True, slots=True)
class Script:
    """A resume that anybody could have written."""

    body: str

    def by(self, persona: Persona) -> str:
        """The text under this persona's name, with their pronouns, contact and address."""
        she, her, declared = _PRONOUNS[persona.gender]
        address = _ADDRESSES[len(persona.name) % len(_ADDRESSES)]
        body = self.body.format(She=she, she=she.lower(), Her=her.capitalize(), her=her)
        contact = f"{persona.slug}@example.org | {persona.phone} | {address}"
        return f"{persona.name} {declared}\n{contact}\n\nProfile\n\n{body}"


SCRIPTS = tuple(map(Script, CANDIDATES))
