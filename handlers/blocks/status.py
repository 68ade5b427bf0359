"""How the house is, in a few lines that stand for themselves."""

from collections.abc import Sequence

from core.selftest import Health
from handlers.blocks.parts import Reply, say

YES, NO, NONE = "✓", "✗", "–"
DIGEST_LENGTH = 8
LOCKED = "Ranking is locked until one passes; matching one's own resume still works."


def status(health: Health, *, waiting: int) -> Reply:
    """`/match status`.

    Args:
        waiting: pieces of work in the queue for the model.
    """
    what = health.installed
    rows = [
        f"{YES} *rules* {what.rules} · reader {what.reader} · extraction {what.extraction}",
        _model(health),
        f"{YES} *embeddings* {what.embeddings[:DIGEST_LENGTH]}"
        if what.embeddings
        else f"{NONE} *embeddings* none, words alone decide",
        f"{YES} *scans* are recognised" if health.reads_scans else f"{NONE} *scans* are refused with advice",
        f"{YES} *database*" if health.has_database else f"{NO} *database* does not answer",
        f"{YES} *queue* {waiting} waiting",
        _self_test(health),
    ]
    return say("\n".join(rows))


def _model(health: Health) -> str:
    what = health.installed
    if not health.has_model:
        return f"{NONE} *model* none, using rules"
    if not health.answers:
        return f"{NO} *model* ({what.engine}) does not answer, using rules"
    return f"{YES} *model* {what.engine} {what.model[:DIGEST_LENGTH]}".rstrip()


def _self_test(health: Health) -> str:
    newest = health.newest
    if newest is None:
        return f"{NONE} *self-test* not run yet; it runs every night"
    when = f"<!date^{int(newest.at)}^{{date_short_pretty}} {{time}}|lately>"
    if newest.failed:
        return f"{NO} *self-test* {when}: {', '.join(newest.failed)} failed. {LOCKED}"
    return f"{YES} *self-test* {when} ({newest.passed} of {newest.made})"


def self_test_failed(names: Sequence[str]) -> Reply:
    """What admins are told, once."""
    return say(
        f"My self-test failed: *{', '.join(names)}*. I locked ranking for everybody here, so that nobody is judged by "
        "scores that cannot be vouched for. Matching one's own resume still works.\n"
        "It usually means that a model or a version was changed. Whoever runs me sees the numbers with `shortlist selftest`; "
        "the next run that passes unlocks ranking, and I will tell you."
    )


def self_test_passed() -> Reply:
    """What admins are told after they were told of a failure."""
    return say("My self-test passes again. Ranking is no longer locked by it.")
