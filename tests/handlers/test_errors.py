"""An exception becomes one sentence, in the right place, and its words stay out of the log."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import pytest
import structlog
from slack import Person, Sandbox, client_of
from slack_bolt.async_app import AsyncBoltContext, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import manifest
from core.durable import Dead
from core.errors import CoreError, ScannedDocument, StorageFailed
from handlers import errors
from handlers.blocks import say
from handlers.runs import Run, Runs, place_of
from handlers.slack import Key, Place, Slack

T = TypeVar("T")
SECRET = "Nadia Ferrant, nadia@example.org"


class OneStep:
    """Durable work with nothing behind it."""

    id = "T1:Ev1"

    async def step(self, _name: str, fn: Callable[[], Awaitable[T]]) -> T:
        return await fn()


class Story:
    def __init__(self, sandbox: Sandbox, slack: Slack, ann: Person) -> None:
        self.sandbox, self.slack, self.ann = sandbox, slack, ann
        self.channel = sandbox.channel("hiring", members=[ann])
        self.root = ann.say(self.channel, "hello")
        self.ref = {"team": sandbox.team_id, "user": ann.id, "channel": self.channel, "thread_ts": self.root}

    async def run(self, error: BaseException, answer: errors.Answer, placeholder: str = "") -> list[str]:
        """What stands in the thread after a flow that said `placeholder` and then failed."""

        async def flow(run: Run) -> None:
            if placeholder:
                await run.post("placeholder", say(placeholder))
            raise error

        guarded = errors.guarded(flow, slack=self.slack, runs=Runs(), answer=answer)
        await guarded(OneStep(), self.ref)
        return [one.text for one in self.sandbox.messages(self.channel, self.root)[1:]]


@pytest.fixture
async def story() -> AsyncIterator[Story]:
    async with Sandbox(manifest.path()) as sandbox, client_of(sandbox) as client:
        yield Story(sandbox, Slack(client), sandbox.person("ann"))


def test_a_fact_is_told_with_its_advice_and_cannot_ping() -> None:
    told = errors.sentence(ScannedDocument("This PDF is a picture: 0 letters on 2 pages"))
    assert told == "This PDF is a picture: 0 letters on 2 pages. Export it as PDF from Word, or send DOCX."
    assert "<!" not in errors.sentence(CoreError("<!channel> *look*"))


def test_a_bug_is_told_by_reference_and_logged_without_its_words() -> None:
    def break_down() -> None:
        try:
            int(SECRET)
        except ValueError as cause:
            raise KeyError(SECRET) from cause

    with pytest.raises(KeyError) as caught:
        break_down()
    with structlog.testing.capture_logs() as logs:
        told = errors.sentence(caught.value)
    [line] = logs
    assert line["reference"] in told
    assert line["kinds"] == ["ValueError", "KeyError"]
    assert any("test_errors.py" in one for one in line["where"])
    assert SECRET not in json.dumps(logs) + told


async def test_the_answer_takes_the_place_of_the_placeholder(story: Story) -> None:
    said = await story.run(ScannedDocument("No text"), "thread", "👀 reading…")
    assert said == ["No text. Export it as PDF from Word, or send DOCX."]


async def test_without_a_placeholder_the_answer_is_a_message_of_its_own(story: Story) -> None:
    [said] = await story.run(ZeroDivisionError(SECRET), "thread")
    assert said.startswith("Something broke on our side (reference ")


async def test_who_asked_alone_hears_it_where_others_read_along(story: Story) -> None:
    assert await story.run(StorageFailed("The disk is full"), "whisper") == []
    [whisper] = story.ann.reads(story.channel, story.root)[1:] or story.sandbox.workspace.whispers(
        story.channel, story.ann.id
    )
    assert whisper.text.startswith("The disk is full. Nothing was half done.")


async def test_where_nobody_waits_it_is_only_logged(story: Story) -> None:
    with structlog.testing.capture_logs() as logs:
        assert await story.run(ZeroDivisionError(SECRET), "log") == []
    assert [one["event"] for one in logs] == ["unforeseen"]


class Died:
    """Durable work that was given up."""

    def __init__(self, *dead: Dead) -> None:
        self._dead = dead

    async def dead(self) -> list[Dead]:
        return list(self._dead)


async def test_a_share_that_ended_the_process_each_time_is_answered_in_place_however_often_it_is_told(
    story: Story,
) -> None:
    await story.slack.post_once(
        Place(story.channel, story.root), say("👀"), Key("T1:Ev9", "placeholder"), sure=True
    )
    for _ in range(3):
        await errors.answer_dead(Died(Dead("T1:Ev9", "share", story.ref)), story.slack)  # type: ignore[arg-type]  # the one verb that is asked
    assert [one.text for one in story.sandbox.messages(story.channel, story.root)[1:]] == [errors.GAVE_UP]


async def test_other_work_that_ended_the_process_each_time_is_answered_to_the_asker_alone_and_once(
    story: Story,
) -> None:
    for _ in range(3):
        await errors.answer_dead(Died(Dead("T1:t1", "match", {**story.ref, "thread_ts": ""})), story.slack)  # type: ignore[arg-type]  # as above
    assert [one.text for one in story.sandbox.messages(story.sandbox.dm(story.ann))] == [errors.GAVE_UP]
    assert len(story.sandbox.messages(story.channel)) == 1


async def answered(
    story: Story, body: dict[str, Any], response: BoltResponse | None, retry: str = "0"
) -> BoltResponse | None:
    context = AsyncBoltContext({"user_id": story.ann.id})
    request = AsyncBoltRequest(body=body, mode="socket_mode", headers={"x-slack-retry-num": retry})
    error = StorageFailed("The disk is full")
    return await errors.on_error(error, body, context, request, response, slack=story.slack)


async def test_an_event_is_left_to_be_sent_again(story: Story) -> None:
    response = BoltResponse(status=500)
    assert await answered(story, {"event": {"type": "message"}}, response) is None
    assert len(story.sandbox.messages(story.channel)) == 1


async def test_a_command_is_answered_where_it_was_typed(story: Story) -> None:
    said = await answered(story, {"command": "/match", "channel_id": story.channel}, BoltResponse(status=500))
    assert said is not None
    assert said.status == 200
    assert said.body.startswith("The disk is full.")


async def test_an_event_that_slack_will_not_send_again_is_answered_to_who_wrote(story: Story) -> None:
    event = {"type": "message", "channel": story.channel, "ts": story.root}
    assert await answered(story, {"event": event}, BoltResponse(status=500), retry="3") is None
    [whisper] = story.sandbox.workspace.whispers(story.channel, story.ann.id)
    assert whisper.text.startswith("The disk is full.")


@pytest.mark.parametrize("has_response", [True, False])
async def test_a_button_is_acknowledged_and_answered_to_who_pressed(
    story: Story, *, has_response: bool
) -> None:
    body = {"container": {"channel_id": story.channel, "message_ts": story.root}}
    said = await answered(story, body, BoltResponse(status=500) if has_response else None)
    assert (said is not None and said.status == 200) is has_response
    assert story.sandbox.workspace.whispers(story.channel, story.ann.id)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"container": {"channel_id": "C1", "message_ts": "2.0", "thread_ts": "1.0"}}, Place("C1", "1.0")),
        ({"container": {"channel_id": "C1", "message_ts": "2.0"}}, Place("C1", "2.0")),
        ({"container": {"channel_id": "C1", "message_ts": "2.0", "is_ephemeral": True}}, Place("C1", "")),
        ({"channel_id": "C1", "command": "/match"}, Place("C1", "")),
        ({"view": {}}, Place("", "")),
    ],
)
def test_a_press_is_answered_in_the_thread_of_its_button(body: dict[str, Any], place: Place) -> None:
    assert place_of(body) == place
