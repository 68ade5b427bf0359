"""Six invented people for one job, and an admin: what stories of rankings begin with."""

import json
from dataclasses import dataclass, replace
from typing import Any

from handlers_office import Building
from slack import Message, Person, Sandbox, forge_press
from sqlalchemy import select

from bot.assembly import House
from core.storage.tables import audit

NOTICE = (
    "Software helps us to order resumes by the skills a job names. It never sees your name. A person decides. "
    "We keep the data for 30 days; ask hr@example.org for a review."
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


def resume(name: str, pronoun: str, bullets: list[str], skills: str, start: int = 2018) -> str:
    first = name.split(maxsplit=1)[0]
    mail = f"{name.replace(' ', '.').lower()}@example.org"
    said = "\n".join(f"- {one}" for one in bullets)
    return f"""{name}
{mail} | linkedin.com/in/{mail.partition("@")[0]}

Summary

{first} builds services that stay up; {pronoun} likes plain code.

Experience

Backend Engineer, Lantern Freight, Lyon
March {start} - present
{said}

Education

BSc Computer Science, University of Lyon, {start - 4} - {start - 1}

Skills

{skills}
"""


CROWD = {
    "nadia": resume("Nadia Ferrant", "she", ["Built REST APIs in Python with PostgreSQL", "Ran Docker images on Kubernetes for 40 services"], "Python, Redis"),
    "otto": resume("Otto Lindqvist", "he", ["Wrote Python jobs on PostgreSQL", "Packed everything into Docker images"], "Python, Docker"),
    "chi": resume("Chidi Eze", "he", ["Kept the Python monolith alive"], "Python, PostgreSQL", 2022),
    "mei": resume("Mei Tanaka", "she", ["Moved 12 services to Kubernetes with Docker", "Tuned PostgreSQL queries and wrote Python tools"], "Redis"),
    "ravi": resume("Ravi Shankaran", "he", ["Sold insurance by telephone"], "Excel"),
    "zofia": resume("Zofia Nowak", "she", ["Led a team that ran Kubernetes clusters", "Python and PostgreSQL every day"], "Docker, Redis"),
}  # fmt: skip
NAMES = [word for text in CROWD.values() for word in text.splitlines()[0].split()]


@dataclass(frozen=True)
class Crowd:
    """A private channel with six people who share a resume each, an admin, and the bot."""

    slack: Sandbox
    house: House
    people: dict[str, Person]
    boss: Person
    channel: str

    async def allow(self, **more: str) -> None:
        """The admin sets the notice in the Home tab."""
        self.boss.open_home()
        home = await self.boss.sees_home("Ranking")
        await self.boss.press(home, "Ranking settings")
        form = await self.boss.sees_view("Candidate notice")
        outcome = await self.boss.submit(form, {"notice": NOTICE, "is_on": "on", **more})
        assert outcome.acked
        assert not self.boss.views, "the settings were refused"

    async def share(self) -> dict[str, str]:
        """Everybody shares; who → the ts of their message."""
        shared = {}
        for name, person in self.people.items():
            ts = person.share(self.channel, {f"{name}_cv.txt": CROWD[name].encode()})
            await person.sees(lambda m: bool(m.bot_id) and "reading…" not in m.shown, self.channel, ts, 10)
            shared[name] = ts
        return shared

    async def rank(self, who: str = "otto", job: str = JOB) -> Message:
        """Somebody asks for a ranking; the message that shows it."""
        before = {one.ts for one in self.slack.messages(self.channel)}
        await self.people[who].command(self.channel, "/match", f"rank {job}")
        return await self.people[who].sees(
            lambda m: m.ts not in before and "names hidden" in m.shown and not m.whispered_to,
            self.channel,
            None,
            20,
        )

    def now(self, message: Message) -> Message:
        """A message as it stands now."""
        return next(one for one in self.slack.messages(message.channel) if one.ts == message.ts)

    async def forge(self, who: Person, on: Message, action_id: str, value: str) -> None:
        """A press as a program sends it: by somebody who cannot see the button, or with a value that was never drawn."""
        await forge_press(self.house.app, self.slack, who, on, action_id=action_id, value=value)
        await self.slack.quiet()

    def demote(self, who: Person) -> None:
        """Somebody is an admin no more."""
        users = self.slack.workspace.users
        users[who.id] = replace(users[who.id], is_admin=False)

    async def audit(self, what: str) -> list[dict[str, Any]]:
        """The facts of log lines of this kind."""
        query = select(audit.c.facts).where(audit.c.what == what).order_by(audit.c.created_at)
        async with self.house.store._db.read() as connection:
            return [json.loads(facts) for facts in (await connection.execute(query)).scalars()]


def crowd_of(building: Building, *, private: bool = True) -> Crowd:
    people = {name: building.slack.person(name) for name in CROWD}
    boss = building.slack.person("boss", is_admin=True)
    channel = building.slack.channel("hiring", private=private, members=[*people.values(), boss])
    return Crowd(building.slack, building.house, people, boss, channel)
