"""Edits that a model proposes: one bullet a call, hostile until checked."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from core import prompts, skills
from core.engine import Engine, Message
from core.improvement.places import Value
from core.improvement.proposing import Proposal, bullets
from core.improvement.vocabulary import tokens
from core.model import Json, MatchReport, Resume, Usage
from core.text import fold, squash

MOST_CALLS = 6
DEADLINE_S = 20.0
BULLET_CHARS = 300
MOST_TOKENS = 160
SCHEMA: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["bullet"],
    "properties": {"bullet": {"type": "string", "maxLength": BULLET_CHARS}},
}
"""One string and nothing else: the model has no say in ids, points, sources or pointers."""
LONGER = 1.3
"""A rewording so much longer than the bullet has added something."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call brought: a proposal, or only its cost."""

    proposal: Proposal | None
    usage: Usage


async def rewordings(
    resume: Resume, report: MatchReport, engine: Engine, taken: Sequence[str]
) -> AsyncGenerator[Answer, None]:
    """A rewording for each of a few bullets that the score has not yet seen shown.

    Args:
        taken: pointers that have an edit already.

    Raises:
        EngineError: what was yielded before stands.
    """
    for value in _worth_asking(resume, report, taken)[:MOST_CALLS]:
        answer = await engine.generate(
            _question(value), SCHEMA, max_tokens=MOST_TOKENS, deadline_s=DEADLINE_S
        )
        after = fold(str(answer.data.get("bullet", "")))
        reason = "reads more directly, says the same"
        proposal = (
            Proposal(value.pointer, value.text, after, None, reason)
            if _is_better(value.text, after)
            else None
        )
        yield Answer(proposal, answer.usage)


def _worth_asking(resume: Resume, report: MatchReport, taken: Sequence[str]) -> list[Value]:
    """Bullets without an edit; first those that requirements quote as similar or claimed, then the longest."""
    unsure = {v.line for v in report.verdicts if v.how in ("similar", "claimed")}
    free = [b for b in bullets(resume) if b.pointer not in taken and len(b.text) <= BULLET_CHARS]
    return sorted(free, key=lambda b: (b.spans[0].line not in unsure, -len(b.text), b.pointer))


def _question(value: Value) -> list[Message]:
    return [
        {"role": "system", "content": prompts.load("rewrite_bullet").text},
        {"role": "user", "content": f"BULLET: {value.text}"},
    ]


def _is_better(before: str, after: str) -> bool:
    """It says the same in other words, and has lost no figure and no skill."""
    if not after or squash(after) == squash(before) or len(after) > LONGER * len(before):
        return False
    old, new = tokens(before), tokens(after)
    if [t.key for t in old if t.is_content] == [t.key for t in new if t.is_content]:
        return False  # "with" for "using" is not worth anybody's decision
    lost = {t.key for t in old if t.is_number} - {t.key for t in new}
    return not lost and {f.name for f in skills.find(before)} <= {f.name for f in skills.find(after)}
