"""Three workspaces, three users each, two channels: nobody ever reads what is not theirs, whatever ids they send."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from keepsakes import edit, posting, report, resume, shared

from core.errors import EditDecided, NotFound
from core.model import Asker
from core.storage import Store

askers = st.builds(
    Asker,
    st.sampled_from(["T1", "T2", "T3"]),
    st.sampled_from(["U1", "U2", "U3"]),
    st.sampled_from(["C1", "C2", ""]),
)
which = st.integers(0, 10_000)


def canary(asker: Asker) -> str:
    return f"canary of {asker.user_id} in {asker.team_id}"


class Workspaces(RuleBasedStateMachine):
    """The model beside the store: who owns which id."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name)
        self.store = self.run(Store.open(f"sqlite:///{path / 'shortlist.db'}", files=path / "files"))
        self.resumes: dict[str, Asker] = {}
        self.postings: dict[str, Asker] = {}
        self.edits: dict[str, str] = {}
        self.suggested = 0
        self.matches: dict[str, str] = {}

    @initialize()
    def begin(self) -> None:
        for n, asker in enumerate(
            (Asker("T1", "U1", "C1"), Asker("T1", "U2", "C1"), Asker("T2", "U1", "C1"))
        ):
            self.share(asker)
            self.add_posting(asker)
            self.score(asker, n, n)
            self.suggest(asker, n, n)

    def run(self, call: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(call)

    def teardown(self) -> None:
        self.run(self.store.close())
        self._runner.close()
        self._folder.cleanup()

    def pick(self, ids: dict[str, Any], n: int) -> str:
        """Any id of anybody, or one that never was."""
        known = [*ids, "never-was"]
        return known[n % len(known)]

    def owns(self, asker: Asker, resume_id: str) -> bool:
        owner = self.resumes.get(resume_id)
        return owner is not None and (owner.team_id, owner.user_id) == (asker.team_id, asker.user_id)

    def may_read(self, asker: Asker, posting_id: str) -> bool:
        owner = self.postings.get(posting_id)
        if owner is None or owner.team_id != asker.team_id:
            return False
        return owner.user_id == asker.user_id or "" != owner.channel_id == asker.channel_id

    def expect(self, allowed: bool, call: Coroutine[Any, Any, Any]) -> Any:  # noqa: FBT001  # reads well: expect(owns, …)
        try:
            result = self.run(call)
        except NotFound:
            assert not allowed
            return None
        assert allowed
        return result

    @rule(asker=askers)
    def share(self, asker: Asker) -> None:
        # The same bytes for a team's users: a file in common must not make anything else common.
        kept = self.run(shared(self.store, asker, f"same file for {asker.team_id}"))
        self.run(
            self.store.save_resume(
                asker, replace(kept, revision=2, fields={"basics": {"name": canary(asker)}})
            )
        )
        self.resumes[kept.id] = asker

    @rule(asker=askers)
    def add_posting(self, asker: Asker) -> None:
        id = f"P{len(self.postings)}"
        self.run(self.store.save_posting(asker, replace(posting(id), title=canary(asker))))
        self.postings[id] = asker

    @rule(asker=askers, n=which)
    def open_resume(self, asker: Asker, n: int) -> None:
        id = self.pick(self.resumes, n)
        found = self.expect(self.owns(asker, id), self.store.resume(asker, id))
        if found is not None:
            assert found.fields["basics"]["name"] == canary(asker)

    @rule(asker=askers, n=which)
    def overwrite_resume(self, asker: Asker, n: int) -> None:
        id = self.pick(self.resumes, n)
        forged = replace(resume(id), revision=2, fields={"basics": {"name": canary(asker)}})
        self.expect(self.owns(asker, id), self.store.save_resume(asker, forged))

    @rule(asker=askers, n=which)
    def open_posting(self, asker: Asker, n: int) -> None:
        id = self.pick(self.postings, n)
        found = self.expect(self.may_read(asker, id), self.store.posting(asker, id))
        if found is not None:
            assert asker.team_id in found.title

    @rule(asker=askers, n=which, m=which)
    def score(self, asker: Asker, n: int, m: int) -> None:
        resume_id, posting_id = self.pick(self.resumes, n), self.pick(self.postings, m)
        allowed = self.owns(asker, resume_id) and self.may_read(asker, posting_id)
        call = self.store.save_match(
            asker, posting=posting(posting_id), resume=resume(resume_id), report=report(quote=canary(asker))
        )
        match_id = self.expect(allowed, call)
        if match_id is not None:
            self.matches[match_id] = resume_id

    @rule(asker=askers, n=which)
    def open_match(self, asker: Asker, n: int) -> None:
        id = self.pick(self.matches, n)
        found = self.expect(self.owns(asker, self.matches.get(id, "")), self.store.match(asker, id))
        if found is not None:
            assert found.report.verdicts[0].quote == canary(asker)

    @rule(asker=askers, n=which, m=which)
    def suggest(self, asker: Asker, n: int, m: int) -> None:
        resume_id, posting_id = self.pick(self.resumes, n), self.pick(self.postings, m)
        self.suggested += 1
        id = f"e{self.suggested}"  # never used again, also when the edits of a forgotten resume are gone
        allowed = self.owns(asker, resume_id) and self.may_read(asker, posting_id)
        self.expect(
            allowed,
            self.store.save_edit(
                asker, edit=edit(id, canary(asker)), resume_id=resume_id, revision=1, posting_id=posting_id
            ),
        )
        if allowed:
            self.edits[id] = resume_id

    @rule(asker=askers, n=which)
    def open_edit(self, asker: Asker, n: int) -> None:
        id = self.pick(self.edits, n)
        found = self.expect(self.owns(asker, self.edits.get(id, "")), self.store.edit(asker, id))
        if found is not None:
            assert found.edit.after == canary(asker)

    @rule(asker=askers, n=which)
    def skip_edit(self, asker: Asker, n: int) -> None:
        id = self.pick(self.edits, n)

        async def decide() -> bool:
            try:
                await self.store.decide_edit(asker, id, "skipped", None, token=canary(asker))
            except EditDecided:
                return True
            return True

        self.expect(self.owns(asker, self.edits.get(id, "")), decide())

    @rule(asker=askers)
    def lists(self, asker: Asker) -> None:
        mine = {id for id in self.resumes if self.owns(asker, id)}
        assert {it.id for it in self.run(self.store.resumes_of(asker))} == mine
        jobs = self.run(self.store.postings_of(asker, limit=1000))
        assert all(it.title == canary(asker) for it in jobs)

    @rule(asker=askers, n=which)
    def wish(self, asker: Asker, n: int) -> None:
        id = self.pick(self.postings, n)
        self.expect(self.may_read(asker, id), self.store.wish(asker, id))

    @rule(asker=askers, n=which)
    def forget(self, asker: Asker, n: int) -> None:
        id = self.pick(self.resumes, n)
        allowed = self.owns(asker, id)
        assert self.run(self.store.forget(asker, [id])).resumes == int(allowed)
        if allowed:
            del self.resumes[id]
            self.edits = {it: of for it, of in self.edits.items() if of != id}
            self.matches = {it: of for it, of in self.matches.items() if of != id}

    @rule(asker=askers)
    def open_files(self, asker: Asker) -> None:
        """A team's file is there as long as one of its resumes stands on it."""
        for team_id in ("T1", "T2", "T3"):
            [sha256] = {resume("x", f"same file for {team_id}").document.sha256}
            there = team_id == asker.team_id and any(it.team_id == team_id for it in self.resumes.values())
            self.expect(there, self.store.upload(asker.team_id, sha256))


TestWorkspaces = Workspaces.TestCase
TestWorkspaces.settings = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[
        Phase.generate
    ],  # making a failure smaller would take minutes, and the steps are short to read as they are
    suppress_health_check=list(HealthCheck),
)
