"""A Slack on localhost, as strict as Slack, and people who use it. The demo and the tests stand on it."""

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
