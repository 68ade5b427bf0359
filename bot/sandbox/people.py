"""People who use Slack: they write, share, press and fill in, but only what they can see."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.sandbox import forms, payloads
from bot.sandbox.errors import CannotDo, Refused
from bot.sandbox.events import EventSource
from bot.sandbox.methods.views import check_view, push_onto, replace_view
from bot.sandbox.model import Button, Change, Json, Message, StoredFile, User, View
from bot.sandbox.outbox import NOT_CONNECTED, Answer, Outbox
from bot.sandbox.state import ResponseUrl, Workspace
from bot.sandbox.watch import Watch
from bot.sandbox.web_api import answer_interaction

OPERATION_TIMEOUT = "operation_timeout"
DISPATCH_FAILED = "dispatch_failed"
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Stage:
    """What a person needs of the sandbox."""

    ws: Workspace
    outbox: Outbox
    events: EventSource
    watch: Watch


@dataclass(frozen=True)
class Outcome:
    """What came of a command, a press or a submission.

    `error` is Slack's word when the app did not answer in time or answered nonsense, and `shown` the words
    Slack shows then. `errors` are the app's own, for fields of a modal.
    """

    acked: bool
    error: str = ""
    shown: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    response: Json | None = None


class Person:
    """Somebody in the workspace. Made by `Sandbox.person`."""

    def __init__(self, stage: Stage, user: User) -> None:
        self._stage, self._ws, self.user = stage, stage.ws, user
        self._offered: list[Json] = []

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def views(self) -> list[View]:
        """The modals open in front of them; the last one is on top."""
        return list(self._ws.stacks.get(self.id, ()))

    @property
    def home(self) -> View | None:
        return self._ws.homes.get(self.id)

    # Writing

    def say(self, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Write a message; returns its ts. The app hears of it in the background."""
        words = payloads.as_typed(text)
        return self._post(Message(channel, self._ws.ids.ts(), self.id, words, thread_ts=thread_ts)).ts

    def share(
        self,
        channel: str,
        files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
        text: str = "",
        thread_ts: str | None = None,
        *,
        is_withheld: bool = False,
    ) -> str:
        """Share files, one message for all of them.

        Args:
            channel: where.
            files: name and bytes of each, in order.
            text: what they write beside them.
            thread_ts: the thread, if it is in one.
            is_withheld: as with Slack Connect: the event names the files and files.info tells the rest.

        Returns:
            The ts of the message.
        """
        self._must_be_in(channel)
        pairs = files.items() if isinstance(files, Mapping) else files
        ids = tuple(self._keep(name, body, is_withheld=is_withheld) for name, body in pairs)
        if not ids:
            raise CannotDo("there is no file to share")
        words = payloads.as_typed(text)
        draft = Message(channel, self._ws.ids.ts(), self.id, words, thread_ts=thread_ts, files=ids)
        return self._post(replace(draft, subtype="file_share")).ts

    def _keep(self, name: str, body: bytes, *, is_withheld: bool) -> str:
        file_id = self._ws.ids.make("F")
        file = StoredFile(file_id, name, name, self.id, int(time.time()), body, is_withheld=is_withheld)
        return self._ws.add_file(file).id

    def _post(self, message: Message) -> Message:
        self._must_be_in(message.channel)
        if message.thread_ts and self._ws.message(message.channel, message.thread_ts) is None:
            raise CannotDo("there is no such thread")
        return self._ws.post(message)

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message of their own."""
        message = self._ws.message(channel, ts)
        if message is None or message.user != self.id:
            raise CannotDo("they can delete only what they wrote")
        self._ws.delete(message)

    def delete_file(self, file_id: str) -> None:
        """Delete a file of their own, wherever it was shared."""
        file = self._ws.files.get(file_id)
        if file is None or file.owner != self.id:
            raise CannotDo("they can delete only files of their own")
        self._ws.drop_file(file_id)
        event = {"type": "file_deleted", "file_id": file_id, "event_ts": self._ws.ids.ts()}
        self._stage.events.send("file_deleted", event)

    def _must_be_in(self, channel: str) -> None:
        if channel not in self._ws.channels or self.id not in self._ws.channels[channel].members:
            raise CannotDo(f"{self.user.name} is not in this channel")

    # Reading

    def reads(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What they can read in a channel, or in one of its threads, whispers included, oldest first."""
        self._must_be_in(channel)
        messages = [*self._ws.messages(channel), *self.whispers(channel)]
        if thread_ts:
            messages = [m for m in messages if thread_ts in (m.ts, m.thread_ts)]
        return sorted(messages, key=lambda m: m.ts)

    def whispers(self, channel: str) -> list[Message]:
        """What they alone can see in a channel. In a thread it shows only once the thread has a reply."""
        everything = self._ws.whispers(channel, self.id)
        return [m for m in everything if not m.thread_ts or self._ws.has_replies(channel, m.thread_ts)]

    async def sees(
        self,
        what: str | Callable[[Message], bool],
        channel: str,
        thread_ts: str | None = None,
        timeout_s: float = 5.0,
    ) -> Message:
        """The newest message with these words, or that meets a test; waits until there is one.

        Raises:
            TimeoutError: none came in time. It tells what there was instead.
        """

        def look() -> Message | None:
            return next((m for m in reversed(self.reads(channel, thread_ts)) if fits(m)), None)

        fits = what if callable(what) else lambda m: what in m.shown
        found = await self._stage.watch.until(look, timeout_s)
        if found is None:
            there = "\n".join(f"  {m.ts} {m.shown[:200]!r}" for m in self.reads(channel, thread_ts))
            raise TimeoutError(f"{self.user.name} waited {timeout_s:g} s and saw only:\n{there}")
        return found

    async def sees_view(self, what: str | Callable[[View], bool] = "", timeout_s: float = 5.0) -> View:
        """The modal on top, once its title or body has these words or it meets a test.

        Raises:
            TimeoutError: none came in time.
        """

        def look() -> View | None:
            return next((v for v in reversed(self.views) if fits(v)), None)

        fits = what if callable(what) else lambda v: what in f"{v.title}\n{v.shown}"
        found = await self._stage.watch.until(look, timeout_s)
        if found is None:
            raise TimeoutError(
                f"{self.user.name} waited {timeout_s:g} s for a modal and saw {len(self.views)}"
            )
        return found

    async def sees_home(self, words: str = "", timeout_s: float = 5.0) -> View:
        """The Home tab, once it has these words.

        Raises:
            TimeoutError: it has not in time.
        """

        def look() -> View | None:
            return self.home if self.home and words in self.home.shown else None

        found = await self._stage.watch.until(look, timeout_s)
        if found is None:
            raise TimeoutError(f"{self.user.name} waited {timeout_s:g} s for words in the Home tab")
        return found

    # Acting

    async def command(
        self, channel: str, command: str, text: str = "", thread_ts: str | None = None
    ) -> Outcome:
        """Run a slash command, and wait for the app to acknowledge it, or for Slack to give up."""
        self._must_be_in(channel)
        self._tell("acted", f"{command} {text}".strip())
        if command not in self._ws.app.commands:
            return self._failed("unknown_command", f"{command} is not a valid command.")
        if thread_ts:
            return self._failed("not_in_threads", f"{command} is not supported in threads. Sorry!")
        payload = payloads.command(self._ws, self.user, channel, command, text)
        answer = await self._stage.outbox.ask("slash_commands", payload)
        if not answer.ok:
            error = DISPATCH_FAILED if answer.why == NOT_CONNECTED else OPERATION_TIMEOUT
            return self._failed(error, f'{command} failed with the error "{error}"')
        return self._shown(channel, command, answer)

    def _shown(self, channel: str, command: str, answer: Answer) -> Outcome:
        """Show what the app said in its acknowledgement, if it said something."""
        if answer.body and (answer.body.get("text") or answer.body.get("blocks")):
            leave = ResponseUrl(self.id, channel, 0.0, None)
            try:
                answer_interaction(self._ws, leave, answer.body)
            except Refused:
                error = "invalid_command_response"
                return self._failed(error, f'{command} failed with the error "{error}"')
        return Outcome(acked=True, response=answer.body)

    def _failed(self, error: str, words: str) -> Outcome:
        self._tell("warned", words)
        return Outcome(acked=False, error=error, shown=words)

    def _tell(self, kind: Any, words: str) -> None:
        self._ws.tell(Change(kind, user=self.id, words=words))

    async def press(
        self,
        on: Message | View,
        button: str | Button,
        *,
        confirm: bool = True,
        answers: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Press a button they can see now, by its label or action_id.

        Args:
            on: the message or view that holds it; it is looked up again as it stands now.
            button: its label or action_id, or one of `on.buttons` where several are alike.
            confirm: what they say when Slack asks whether they are sure.
            answers: what they have typed and picked in the view by now, as for `submit`.

        Raises:
            CannotDo: there is no such button there any more, or there are several.
        """

        def state(found: Button) -> Json:
            return _button_state(found.element)

        return await self._act(on, button, state, confirm=confirm, answers=answers)

    async def choose(
        self, on: Message | View, menu: str | Button, option: str, *, confirm: bool = True
    ) -> Outcome:
        """Pick an option of a menu, by its text or value."""

        def state(found: Button) -> Json:
            return forms.picked(found.element, option, self._offered)

        return await self._act(on, menu, state, confirm=confirm)

    async def _act(
        self,
        on: Message | View,
        wanted: str | Button,
        state: Callable[[Button], Json],
        *,
        confirm: bool,
        answers: Mapping[str, Any] | None = None,
    ) -> Outcome:
        now = self._as_of_now(on)
        found = self._find(now, wanted)
        action = {"action_id": found.action_id, "block_id": found.block_id, "type": found.type}
        action |= state(found) | {"action_ts": self._ws.ids.ts()}
        if found.element.get("confirm") and not confirm:
            return Outcome(acked=False, error="not_confirmed")
        self._tell("acted", f"[{found.label}]")
        payload = (
            payloads.interaction(self._ws, self.user, "block_actions")
            | {"actions": [action]}
            | self._place(now, answers)
        )
        return await self._ask(payload)

    def _as_of_now(self, on: Message | View) -> Message | View:
        """The thing as it stands now, if they still see it."""
        if not isinstance(on, View):
            return self._message_now(on)
        views = [*self.views, *([self.home] if self.home else [])]
        now = next((v for v in views if v.id == on.id), None)
        if now is None:
            raise CannotDo("this view is closed")
        return now

    def _message_now(self, on: Message) -> Message:
        now = next((m for m in self.reads(on.channel) if m.ts == on.ts), None)
        if now is None:
            raise CannotDo("the message is not there any more")
        return now

    def _find(self, now: Message | View, wanted: str | Button) -> Button:
        seen = [b for b in now.buttons if self.id in b.element.get("visible_to_user_ids", [self.id])]
        if isinstance(wanted, Button):
            alike = [
                b
                for b in seen
                if (b.block_id, b.action_id, b.element) == (wanted.block_id, wanted.action_id, wanted.element)
            ]
        else:
            alike = [b for b in seen if wanted in (b.label, b.action_id)]
        if len(alike) != 1:
            labels = ", ".join(b.label for b in seen) or "none"
            raise CannotDo(f"{len(alike)} buttons are {wanted!r}; there are: {labels}")
        return alike[0]

    def _place(self, now: Message | View, answers: Mapping[str, Any] | None = None) -> Json:
        """Where an action happened, as block_actions tells it."""
        if isinstance(now, View):
            return payloads.place_in_view(now, answers)
        return payloads.place_in_message(self._ws, self.user, now)

    async def shortcut(self, callback_id: str, on: Message | None = None) -> Outcome:
        """Use a shortcut from the menu of a message, or a global one."""
        kind = self._ws.app.shortcuts.get(callback_id)
        if kind != ("message" if on else "global"):
            raise CannotDo("the menu has no such shortcut")
        self._tell("acted", callback_id)
        payload = payloads.interaction(self._ws, self.user, "message_action" if on else "shortcut")
        payload |= {"callback_id": callback_id, "action_ts": self._ws.ids.ts()}
        if on:
            now = self._message_now(on)
            payload |= payloads.from_message(self._ws, self.user, now) | {
                "message_ts": now.ts,
                "message": self._ws.message_json(now),
            }
        return await self._ask(payload)

    async def _ask(self, payload: Json) -> Outcome:
        """Hand the app an interaction, if it takes any."""
        if not self._ws.app.interactive:
            return self._failed(
                "not_interactive", "This app is not configured to handle interactive responses."
            )
        answer = await self._stage.outbox.ask("interactive", payload)
        return (
            Outcome(acked=True, response=answer.body) if answer.ok else self._failed(OPERATION_TIMEOUT, "⚠")
        )

    async def options(self, on: Message | View, menu: str, typed: str = "") -> list[str]:
        """What an external select offers after a person typed; they can pick from it afterwards."""
        now = self._as_of_now(on)
        found = self._find(now, menu)
        payload = payloads.interaction(self._ws, self.user, "block_suggestion") | self._place(now)
        payload |= {"action_id": found.action_id, "block_id": found.block_id, "value": typed}
        body = (await self._ask(payload)).response or {}
        groups = body.get("option_groups") or [{"options": body.get("options") or []}]
        self._offered = [option for group in groups for option in group["options"]]
        return [option["text"]["text"] for option in self._offered]

    # Modals and Home

    def open_home(self, tab: str = "home") -> None:
        """Open the app in the sidebar: its Home tab or its messages."""
        channel = self._ws.direct(self.id)
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": tab}
        event["event_ts"] = self._ws.ids.ts()
        if self.home:
            event["view"] = self.home.body
        self._stage.events.send("app_home_opened", event)

    def attach(self, name: str, body: bytes) -> Json:
        """A file for a file input of a modal: `submit` it as `[person.attach(…)]`. Nobody but the app sees it."""
        file = StoredFile(
            self._ws.ids.make("F"), name, name, self.id, int(time.time()), body, is_handed_over=True
        )
        return self._ws.file_json(self._ws.add_file(file))

    async def submit(self, view: View, answers: Mapping[str, Any] | None = None) -> Outcome:
        """Fill in the modal on top and press its submit button.

        Args:
            view: the modal.
            answers: under "block_id/action_id", an action_id, a block_id or a label: the text typed, the
                option picked (its text or value), or a list of options.

        Raises:
            CannotDo: the modal is not on top, has no submit button, or Slack's client would not send it:
                a required field is empty, a text too long, an option not there.
        """
        now = self._top(view)
        if not now.body["submit"]:
            raise CannotDo("the modal has no submit button")
        values = forms.filled(now.body["blocks"], answers or {}, self._offered)
        if empty := forms.empty_required(now.body["blocks"], values):
            raise CannotDo(f"please complete the required field {', '.join(empty)}")
        self._tell("acted", f"[{now.body['submit']['text']}]")
        sent = now.body | {"state": {"values": values}}
        payload = payloads.interaction(self._ws, self.user, "view_submission") | {
            "view": sent,
            "response_urls": [],
        }
        answer = await self._stage.outbox.ask("interactive", payload)
        if not answer.ok:
            return self._failed(OPERATION_TIMEOUT, TROUBLE)
        return self._follow(now, answer.body or {})

    def _top(self, view: View) -> View:
        if not self.views or self.views[-1].id != view.id:
            raise CannotDo("this modal is not on top")
        return self.views[-1]

    def _follow(self, view: View, body: Json) -> Outcome:
        """Do with the modal what the app answered."""
        stack = self._ws.stacks.get(self.id, [])
        try:
            match body.get("response_action"):
                case "errors":
                    return self._field_errors(view, body.get("errors") or {})
                case "update":
                    replace_view(self._ws, view, check_view(body.get("view"), "modal"))
                case "push":
                    push_onto(self._ws, stack, check_view(body.get("view"), "modal"))
                case "clear":
                    self._close_down_to(0)
                case _:
                    self._close_down_to(max(0, len(stack) - 1), only=view)
        except Refused as e:
            return self._failed(e.error, TROUBLE)
        return Outcome(acked=True, response=body or None)

    def _field_errors(self, view: View, errors: Mapping[str, str]) -> Outcome:
        inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
        if not errors or not set(errors) <= inputs:
            return self._failed(
                "invalid_view_response", TROUBLE
            )  # Slack shows errors beside input blocks only.
        self._tell("warned", "\n".join(errors.values()))
        return Outcome(acked=True, errors=errors)

    def _close_down_to(self, count: int, only: View | None = None) -> None:
        stack = self._ws.stacks.get(self.id, [])
        if only and only.id not in [v.id for v in stack]:
            return
        gone, self._ws.stacks[self.id] = stack[count:], stack[:count]
        for view in gone:
            self._ws.tell(Change("closed", view=view, user=self.id))

    async def close(self, view: View) -> None:
        """Close the modal on top with its X or its close button."""
        now = self._top(view)
        self._close_down_to(len(self.views) - 1)
        if now.body["notify_on_close"]:
            payload = payloads.interaction(self._ws, self.user, "view_closed") | {
                "view": now.body,
                "is_cleared": False,
            }
            payload.pop("trigger_id")
            await self._stage.outbox.ask("interactive", payload)

    def stop(self, channel: str, thread_ts: str) -> None:
        """Press Stop beside an agent that is working in a thread.

        Raises:
            CannotDo: no session is being worked on there, so there is no such button.
        """
        if self._ws.sessions.get((channel, thread_ts)) != "processing":
            raise CannotDo("no agent is working in this thread")
        live = [m.ts for m in self._ws.thread(channel, thread_ts) if m.stream == "live"]
        event: Json = {
            "type": "agent_session_stopped",
            "channel": channel,
            "thread_ts": thread_ts,
            "streaming_message_ts": live,
            "user": self.id,
            "event_ts": self._ws.ids.ts(),
        }
        self._stage.events.send("agent_session_stopped", event)


def _button_state(element: Json) -> Json:
    """What Slack repeats of a button when it is pressed."""
    if element["type"] not in ("button", "icon_button", "workflow_button"):
        raise CannotDo("it is a menu: choose an option")
    return {key: element[key] for key in ("text", "value", "style", "url") if key in element}
