"""Durable work: steps that survive a crash. The only room that imports dbos.

A flow is a function of ids. Its steps are checkpointed: after a crash it runs again from the top, and a step that was
finished gives its kept result instead of running. A step that was interrupted runs again, so each step is written
such that a second time does no harm.
"""

from core.durable.port import Asked, Dead, Flow, Hook, Moment, Ref, Status, StepFailed, Turn, Work
from core.durable.runner import RECOVERIES, Durable

__all__ = [
    "RECOVERIES",
    "Asked",
    "Dead",
    "Durable",
    "Flow",
    "Hook",
    "Moment",
    "Ref",
    "Status",
    "StepFailed",
    "Turn",
    "Work",
]
