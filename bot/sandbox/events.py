"""What happens in the workspace, written as the events Slack sends to an app that subscribed to them."""

import time

from bot.sandbox.model import CHANNEL_TYPES, Change, Json, Message
from bot.sandbox.outbox import Outbox
from bot.sandbox.state import Workspace

MESSAGE_EVENTS = {
    "public": "message.channels",
    "private": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class EventSource:
    """Listens to the workspace and fills the outbox with the events the manifest subscribes to."""

    def __init__(self, workspace: Workspace, outbox: Outbox) -> None:
        self._ws, self._outbox = workspace, outbox
        workspace.listeners.append(self.on_change)

    def on_change(self, change: Change) -> None:
        message = change.message or change.before
        if message is None or self._ws.bot.id not in self._ws.channels[message.channel].members:
            return
        if change.kind == "posted":
            self._posted(message)
        elif change.kind == "edited" and change.before is not None:
            self._edited(message, change.before)
        elif change.kind == "deleted":
            self._deleted(message)

    def _posted(self, message: Message) -> None:
        channel = self._ws.channels[message.channel]
        body = self._ws.message_json(message)
        body |= {"channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind], "event_ts": message.ts}
        if message.files:
            body["subtype"] = "file_share"
        else:
            body["team"] = self._ws.team_id  # Slack leaves it out of shares (slackapi/slack-api-specs#62).
        self.send(MESSAGE_EVENTS[channel.kind], body)
        for file_id in message.files:
            self._shared(file_id, message)
        if f"<@{self._ws.bot.id}>" in message.text and not channel.is_direct and not message.bot_id:
            self._mentioned(message)

    def _shared(self, file_id: str, message: Message) -> None:
        """file_shared has no ts, no thread and no text: that is how Slack sends it."""
        body: Json = {
            "type": "file_shared",
            "file_id": file_id,
            "file": {"id": file_id},
            "user_id": message.user,
            "channel_id": message.channel,
            "event_ts": message.ts,
        }
        self.send("file_shared", body)

    def _mentioned(self, message: Message) -> None:
        body = self._ws.message_json(message)
        body |= {
            "type": "app_mention",
            "channel": message.channel,
            "event_ts": message.ts,
            "team": self._ws.team_id,
        }
        body.pop("files", None)  # Slack may send the mention without them (NousResearch/hermes-agent#77141).
        self.send("app_mention", body)

    def _edited(self, after: Message, before: Message) -> None:
        if after.stream == "live":  # Appends are drawn by the clients; the app hears of the end alone.
            return
        channel = self._ws.channels[after.channel]
        body: Json = {
            "type": "message",
            "subtype": "message_changed",
            "channel": channel.id,
            "channel_type": CHANNEL_TYPES[channel.kind],
            "ts": self._ws.ids.ts(),
            "message": self._ws.message_json(after),
            "previous_message": self._ws.message_json(before),
            "hidden": True,
        }
        self.send(MESSAGE_EVENTS[channel.kind], body | {"event_ts": body["ts"]})

    def _deleted(self, message: Message) -> None:
        channel = self._ws.channels[message.channel]
        body: Json = {
            "type": "message",
            "subtype": "message_deleted",
            "channel": channel.id,
            "channel_type": CHANNEL_TYPES[channel.kind],
            "ts": self._ws.ids.ts(),
            "deleted_ts": message.ts,
            "previous_message": self._ws.message_json(message),
            "hidden": True,
        }
        self.send(MESSAGE_EVENTS[channel.kind], body | {"event_ts": body["ts"]})

    def send(self, subscription: str, event: Json) -> str:
        """Send an event, if the manifest subscribes to it.

        Returns:
            Its event id; empty when the app did not ask for such events.
        """
        if subscription not in self._ws.app.events:
            return ""
        event_id = self._ws.ids.make("Ev")
        body: Json = {
            "token": "verification-token",
            "team_id": self._ws.team_id,
            "context_team_id": self._ws.team_id,
            "context_enterprise_id": None,
            "api_app_id": self._ws.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self._ws.team_id,
                    "user_id": self._ws.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": self._ws.ids.secret(40),
        }
        self._outbox.send_event(body)
        return event_id
