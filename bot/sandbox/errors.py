"""How the sandbox says no: to the app in Slack's words, to the driver in plain ones."""

from collections.abc import Sequence

from bot.sandbox.model import Json


class Refused(Exception):
    """An API call that Slack answers with `ok: false`."""

    def __init__(self, error: str, messages: Sequence[str] = (), **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.more: Json = dict(more)
        if messages:
            self.more["response_metadata"] = {"messages": [f"[ERROR] {m}" for m in messages]}

    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}


class CannotDo(LookupError):
    """A person tried what nobody can do in Slack: press a button that is gone, write where they are not."""
