"""A Slack on localhost, as strict as Slack, and people who use it. The demo and the tests stand on it.

    async with Sandbox(Path("manifest.yml")) as slack:
        ann = slack.person("ann")
        hiring = slack.channel("hiring", members=[ann])
        ...  # start the app with slack.url, slack.bot_token and slack.app_token
        ts = ann.share(hiring, {"cv.pdf": cv})
        reply = await ann.sees("Read", hiring, ts)
        await ann.press(reply, "Delete")

Rooms: `sandbox` puts it together; `state` holds the workspace; `web_api` and `methods` answer the app, by the
tables of `limits` and `rates`; `outbox` delivers over `socket_mode` or `http_mode`; `people` act.
"""

from bot.sandbox.errors import CannotDo
from bot.sandbox.faults import FaultKind, Faults
from bot.sandbox.history import Call
from bot.sandbox.limits import Problem, messages_of, problems_of_blocks, problems_of_view
from bot.sandbox.model import Button, Change, Message, View
from bot.sandbox.outbox import Attempt
from bot.sandbox.people import Outcome, Person
from bot.sandbox.sandbox import Sandbox

__all__ = [
    "Attempt",
    "Button",
    "Call",
    "CannotDo",
    "Change",
    "FaultKind",
    "Faults",
    "Message",
    "Outcome",
    "Person",
    "Problem",
    "Sandbox",
    "View",
    "messages_of",
    "problems_of_blocks",
    "problems_of_view",
]
