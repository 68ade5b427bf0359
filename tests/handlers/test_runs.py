"""The process ends at any point of any flow; the run after that ends in one reply, and nothing is lost."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from handlers_office import JOB, RESUME, Building, Office, open_building

from core.durable import Flow
from core.model import Asker, Upload
from handlers import Files, Runs, Slack, flows

T = TypeVar("T")
pytestmark = pytest.mark.asyncio(loop_scope="module")
MOST_POINTS = 30


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Disk:
    """What survives: results of finished steps, in order."""

    kept: list[Any] = field(default_factory=list)


@dataclass
class FragileWork:
    """Durable work that ends at one point: even points before a step's checkpoint, odd ones after it."""

    id: str
    disk: Disk
    dies_at: int
    steps: int = 0

    async def step(self, name: str, fn: Callable[[], Awaitable[T]]) -> T:
        number, self.steps = self.steps, self.steps + 1
        if number < len(self.disk.kept):
            return self.disk.kept[number]  # type: ignore[no-any-return]  # what a step gave back
        result: T = json.loads(json.dumps(await fn()))
        if self.dies_at == 2 * number:
            raise Killed(name)
        self.disk.kept.append(result)
        if self.dies_at == 2 * number + 1:
            raise Killed(name)
        return result


@dataclass
class Bench:
    """Flows in hand, with the real pipeline and a real port to a Slack on localhost."""

    building: Building

    def process(self) -> tuple[Runs, Mapping[str, Flow]]:
        """A new process on the same disk."""
        house = self.building.house
        slack, runs = Slack(house.client), Runs()
        runs.bind(house.durable)
        files = Files(slack, max_bytes=2**20)
        return runs, flows(pipeline=house.pipeline, runs=runs, slack=slack, files=files, tests=house.tests)

    async def killed_at(self, point: int, kind: str, ref: Mapping[str, Any]) -> bool:
        """Runs a flow that dies at a point, then runs it to its end. False if it ended before that point."""
        id, disk = f"T:{secrets.token_hex(8)}", Disk()
        runs, first = self.process()
        try:
            await first[kind](FragileWork(id, disk, point), {**ref, "process": runs._here})
        except Killed:
            _, second = self.process()
            await second[kind](FragileWork(id, disk, -1), {**ref, "process": runs._here})
            return True
        return False

    async def every_point(
        self,
        kind: str,
        story: Callable[[Office], Awaitable[Mapping[str, Any]]],
        check: Callable[[Office], None],
    ) -> None:
        """The same story with an end at each point in turn."""
        for point in range(MOST_POINTS):
            office = self.building.office()
            was_killed = await self.killed_at(point, kind, await story(office))
            await asyncio.sleep(0)  # Slack shares a file a moment after it has answered
            check(office)
            if not was_killed:
                assert point > 0
                return
        pytest.fail("the flow has more steps than this test knows")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    async with open_building(tmp_path_factory.mktemp("bot"), is_connected=False) as building:
        yield Bench(building)


def asker(office: Office) -> Asker:
    return Asker(office.slack.team_id, office.nadia.id, office.channel)


async def shared(office: Office) -> dict[str, Any]:
    """What the listener starts the flow with."""
    ts = office.nadia.share(office.channel, {"cv.txt": RESUME.encode()})
    file_id = office.slack.messages(office.channel)[-1].files[0]
    claim = await office.house.pipeline.resumes.claim(
        asker(office), ts=ts, file_id=file_id, file_name="cv.txt", thread_ts=ts, event_id=f"Ev{ts}"
    )
    files = [{"file": file_id, "resume": claim.resume_id}]
    return {**whence(office, ts), "ts": ts, "files": files, "is_public": False}


def whence(office: Office, ts: str) -> dict[str, str]:
    return {"team": office.slack.team_id, "user": office.nadia.id, "channel": office.channel, "thread_ts": ts}


async def read(office: Office, bench: Bench) -> dict[str, Any]:
    """A resume that was read; its thread and id."""
    ref = await shared(office)
    runs, ready = bench.process()
    await ready["share"](FragileWork(f"T:{secrets.token_hex(8)}", Disk(), -1), {**ref, "process": runs._here})
    return {**whence(office, ref["ts"]), "resume": ref["files"][0]["resume"]}


async def job(office: Office) -> dict[str, str]:
    posting_id = secrets.token_hex(8)
    await office.house.pipeline.postings.add(asker(office), posting_id, JOB)
    return {"posting": posting_id}


def shown(office: Office, words: str) -> int:
    return sum(words in one.shown for one in office.said())


async def test_a_share_is_answered_once_wherever_the_process_ends(bench: Bench) -> None:
    def check(office: Office) -> None:
        assert [one.shown.split(":")[0] for one in office.said()] == ["Read 15 lines"]

    await bench.every_point("share", shared, check)


async def test_a_bad_file_is_answered_once_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        ref = await shared(office)
        office.nadia.delete_file(ref["files"][0]["file"])
        return ref

    def check(office: Office) -> None:
        assert [one.shown for one in office.said()] == ["The file is not in Slack any more. Upload it again?"]

    await bench.every_point("share", story, check)


async def test_a_match_is_reported_once_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        ref = await read(office, bench)
        text = await office.house.pipeline.postings.keep_text(asker(office), Upload("job.txt", JOB.encode()))
        return {
            **ref,
            "resumes": [ref["resume"]],
            "posting": secrets.token_hex(8),
            "text": text,
            "whisper": True,
        }

    def check(office: Office) -> None:
        assert shown(office, "· rules ") == 1

    await bench.every_point("match_text", story, check)


async def test_edits_are_listed_once_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        return {**await read(office, bench), **await job(office)}

    def check(office: Office) -> None:
        assert shown(office, "honest edit") == 1
        assert shown(office, "[Accept]") == 1
        assert all(one.stream in ("none", "stopped") for one in office.said())

    await bench.every_point("improve", story, check)


async def test_a_stream_that_was_left_behind_in_the_middle_is_taken_up_again(bench: Bench) -> None:
    office = bench.building.office()
    ref = {**await read(office, bench), **await job(office)}
    await office.house.client.chat_startStream(
        channel=office.channel,
        thread_ts=ref["thread_ts"],
        markdown_text="Looking for honest edits…",
        recipient_user_id=office.nadia.id,
        recipient_team_id=office.slack.team_id,
    )
    _, flows_again = bench.process()
    await flows_again["improve"](FragileWork("T:again", Disk(), -1), {**ref, "process": "another"})
    assert shown(office, "honest edit") == 1
    assert shown(office, "[Accept]") == 1


async def test_an_edit_accepted_before_the_run_comes_again_stays_in_the_list_and_accepted(
    bench: Bench,
) -> None:
    office = bench.building.office()
    ref = {**await read(office, bench), **await job(office)}
    work_id, disk = f"T:{secrets.token_hex(8)}", Disk()
    runs, flows_before = bench.process()
    with pytest.raises(Killed):
        await flows_before["improve"](FragileWork(work_id, disk, 2), {**ref, "process": runs._here})
    [edits] = [one for one in office.said() if "[Accept]" in one.shown]
    run, *ids = [block["block_id"] for block in edits.blocks if block["type"] == "section"]
    pressed = {"edit": ids[0][5:], "edits": [one[5:] for one in ids], "ts": edits.ts, "run": run}
    await flows_before["accept"](
        FragileWork("T:press", Disk(), -1), {**ref, **pressed, "process": runs._here}
    )
    accepted = next(one for one in office.said() if one.ts == edits.ts).shown
    assert "1 accepted" in accepted

    _, flows_after = bench.process()
    await flows_after["improve"](FragileWork(work_id, disk, -1), {**ref, "process": runs._here})
    assert [one.shown for one in office.said() if "Sources:" in one.shown] == [accepted]


async def test_an_edit_is_applied_once_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        ref = {**await read(office, bench), **await job(office)}
        runs, ready = bench.process()
        await ready["improve"](
            FragileWork(f"T:{secrets.token_hex(8)}", Disk(), -1), {**ref, "process": runs._here}
        )
        [edits] = [one for one in office.said() if "[Accept]" in one.shown]
        sections = [block["block_id"] for block in edits.blocks if block["type"] == "section"]
        ids = [one.removeprefix("edit:") for one in sections[1:]]
        for skipped in ids[1:]:
            await office.house.pipeline.edits.skip(asker(office), skipped, token="before")
        return {**ref, "edit": ids[0], "edits": ids, "ts": edits.ts, "run": sections[0]}

    def check(office: Office) -> None:
        assert shown(office, "Done: 1 accepted, ") == 1
        assert shown(office, "✓ accepted") == 1
        assert not office.nadia.whispers(office.channel)

    await bench.every_point("accept", story, check)


async def test_a_file_is_given_back_once_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        return await read(office, bench)

    def check(office: Office) -> None:
        assert sum(bool(one.files) for one in office.said()) == 1
        assert shown(office, "Here is a plain DOCX") == 1

    await bench.every_point("export", story, check)


async def test_nothing_is_left_of_a_deleted_resume_wherever_the_process_ends(bench: Bench) -> None:
    async def story(office: Office) -> dict[str, Any]:
        ref = await read(office, bench)
        [reply] = office.said()
        return {**ref, "resumes": [ref["resume"]], "ts": reply.ts, "at": reply.ts}

    def check(office: Office) -> None:
        assert [one.shown.split(".")[0] for one in office.said()] == ["Gone"]

    await bench.every_point("forget", story, check)


async def test_asking_the_model_about_a_resume_that_was_deleted_meanwhile_says_nothing(bench: Bench) -> None:
    office = bench.building.office()
    ref = await read(office, bench)
    [reply] = office.said()
    await office.house.pipeline.resumes.forget(asker(office), [ref["resume"]])
    runs, ready = bench.process()
    work = FragileWork("T:resolve", Disk(), -1)
    await ready["resolve"](work, {**ref, "show": reply.ts, "process": runs._here})
    assert [one.shown for one in office.said()] == [reply.shown]
