"""Slack in, Slack out: `register` has one line for each thing the bot answers, `flows` one for each kind of work."""

from functools import partial

from slack_bolt.async_app import AsyncApp

from core.durable import Flow
from core.pipeline import Pipeline
from core.selftest import SelfTests
from handlers import (
    blocks,
    corrections,
    home,
    improvements,
    jobs,
    many,
    match,
    ranking,
    reports,
    requirements,
    resumes,
    status,
    unsure,
    voting,
    waiting,
)
from handlers.errors import answer_dead, guarded, on_error
from handlers.files import Files
from handlers.runs import PageLink, Runs, no_page
from handlers.slack import Slack
from handlers.status import begin_self_test
from handlers.voting import count_due

__all__ = [
    "QUEUED",
    "Files",
    "PageLink",
    "Runs",
    "Slack",
    "answer_dead",
    "begin_self_test",
    "count_due",
    "flows",
    "register",
]

QUEUED = frozenset({"match_text", "rank_text", "improve", "resolve", "look", "job"})
"""Work that asks a model, if there is one: it waits its turn. All other work starts at once."""


def register(
    app: AsyncApp,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
    page: PageLink,
    tests: SelfTests,
    report_page: PageLink = no_page,
) -> None:
    """Everything the bot answers. Each event of manifest.yml has a listener: Slack sends again what nobody takes.

    Listeners acknowledge after what may fail: Bolt forgets an acknowledgement that an error follows at once, and the
    person who pressed the button waits three seconds for a warning sign.
    """
    share = partial(resumes.begin_share, pipeline=pipeline, runs=runs)
    hello = partial(resumes.begin_hello, runs=runs)
    ask = partial(match.on_ask, pipeline=pipeline, slack=slack)
    paste = partial(match.on_paste, pipeline=pipeline, slack=slack)
    look = partial(status.on_status, tests=tests, runs=runs)

    app.error(partial(on_error, slack=slack))
    app.event({"type": "message", "subtype": "file_share"}, middleware=[share])(resumes.done)
    app.event("message", middleware=[hello])(resumes.done)
    app.command("/match")(partial(match.on_match, pipeline=pipeline, runs=runs, slack=slack, look=look))
    app.view(blocks.MATCH_MODAL)(partial(match.on_submit, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.MATCH_TO_JOB)(ask)
    app.action(blocks.PASTE_TEXT)(paste)
    app.action(blocks.USE_AS_JOB)(partial(match.on_use_as_job, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.SEE_READ)(partial(corrections.on_see_read, pipeline=pipeline, slack=slack, page=page))
    for turn in (blocks.READ_PAGE, blocks.READ_BACK, blocks.READ_ALL):
        app.action(turn)(partial(corrections.on_page, pipeline=pipeline, slack=slack, page=page))
    app.action(blocks.FIX)(partial(corrections.on_fix, pipeline=pipeline, slack=slack, page=page))
    app.action(blocks.ADD)(partial(corrections.on_add, pipeline=pipeline, slack=slack))
    app.view(blocks.CORRECT_MODAL)(
        partial(corrections.on_submit, pipeline=pipeline, runs=runs, slack=slack, page=page)
    )
    app.action(blocks.ALL_VERDICTS)(partial(reports.on_all, pipeline=pipeline, slack=slack))
    app.action(blocks.WHY)(partial(reports.on_why, pipeline=pipeline, slack=slack))
    app.action(blocks.OPEN_REPORT)(
        partial(reports.on_open, pipeline=pipeline, slack=slack, report_page=report_page)
    )
    app.action(blocks.CHECK_LIST)(partial(requirements.on_check, pipeline=pipeline, slack=slack))
    app.action(blocks.SCORE_AGAIN)(partial(requirements.on_again, pipeline=pipeline, runs=runs))
    for turn in (blocks.LIST_PAGE, blocks.LIST_BACK):
        app.action(turn)(partial(requirements.on_page, pipeline=pipeline, slack=slack))
    app.view(blocks.LIST_MODAL)(partial(requirements.on_submit, pipeline=pipeline, runs=runs))
    app.action(blocks.IMPROVE)(partial(improvements.on_improve, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.ACCEPT)(partial(improvements.on_decide, kind="accept", runs=runs))
    app.action(blocks.SKIP)(partial(improvements.on_decide, kind="skip", runs=runs))
    app.action(blocks.GET_FILE)(partial(improvements.on_get_file, runs=runs))
    app.action(blocks.SHOW_HIDDEN)(partial(resumes.on_show_hidden, pipeline=pipeline, slack=slack))
    app.action(blocks.IS_RESUME)(partial(unsure.on_decide, kind="insist", pipeline=pipeline, runs=runs))
    app.action(blocks.IGNORE)(partial(unsure.on_decide, kind="ignore", pipeline=pipeline, runs=runs))
    app.action(blocks.CANCEL)(partial(waiting.on_cancel, runs=runs, slack=slack))
    app.action(blocks.FILE_AS_JOB)(partial(jobs.on_file, pipeline=pipeline, runs=runs, slack=slack))
    app.message_shortcut(jobs.SHORTCUT)(partial(jobs.on_message, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.MATCH_MINE)(partial(jobs.on_match_mine, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.DELETE)(partial(resumes.on_delete, pipeline=pipeline, runs=runs))
    app.event("app_home_opened")(partial(home.on_home, pipeline=pipeline, slack=slack))
    app.action(blocks.RANKING_SETTINGS)(partial(home.on_settings, pipeline=pipeline, slack=slack))
    app.view(blocks.SETTINGS_MODAL)(partial(home.on_submit, pipeline=pipeline, slack=slack))
    app.view(blocks.RANK_MODAL)(partial(ranking.on_submit, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.RANK_MORE)(partial(ranking.on_more, pipeline=pipeline, slack=slack))
    for choice in (blocks.COMPARE, blocks.COMPARE_LEFT, blocks.COMPARE_RIGHT):
        app.action(choice)(partial(ranking.on_compare, pipeline=pipeline, slack=slack))
    app.action(blocks.REVEAL)(partial(ranking.on_reveal, pipeline=pipeline, slack=slack))
    app.action(blocks.EXPORT_LOG)(partial(ranking.on_export, pipeline=pipeline, runs=runs, slack=slack))
    app.action(blocks.VOTE_FIRST)(partial(voting.on_vote_first, pipeline=pipeline, slack=slack))
    app.action(blocks.READ_BLIND)(partial(voting.on_read, pipeline=pipeline, slack=slack))
    for word in blocks.VOTES:
        app.action(word)(partial(voting.on_vote, pipeline=pipeline, runs=runs, slack=slack))


def flows(
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
    files: Files,
    tests: SelfTests,
    report_page: PageLink = no_page,
) -> dict[str, Flow]:
    """Durable work by kind. A kind keeps its name: rows of it may wait on disk."""
    answered = partial(guarded, slack=slack, runs=runs, answer="thread")
    whispered = partial(guarded, slack=slack, runs=runs, answer="whisper")
    silent = partial(guarded, slack=slack, runs=runs, answer="log")
    matched = whispered(partial(match.match, pipeline=pipeline, files=files, report_page=report_page))
    ranked = whispered(partial(ranking.rank, pipeline=pipeline, files=files))
    return {
        "share": answered(partial(resumes.share, pipeline=pipeline, files=files, runs=runs)),
        "hello": answered(resumes.hello),
        status.KIND: silent(partial(status.self_test, tests=tests)),
        "resolve": silent(partial(resumes.resolve, pipeline=pipeline)),
        "correct": whispered(partial(corrections.correct, pipeline=pipeline)),
        "insist": whispered(partial(unsure.insist, pipeline=pipeline, runs=runs)),
        "ignore": whispered(partial(unsure.ignore, pipeline=pipeline)),
        "look": whispered(partial(unsure.look, pipeline=pipeline, runs=runs)),
        "cancelled": whispered(partial(waiting.cancelled, pipeline=pipeline)),
        "job": whispered(partial(jobs.job, pipeline=pipeline, files=files)),
        "match": matched,
        "match_text": matched,
        "jobs": whispered(partial(many.jobs, pipeline=pipeline)),
        "revise": whispered(partial(requirements.revise, pipeline=pipeline, report_page=report_page)),
        "rank": ranked,
        "rank_text": ranked,
        "export_ranking": whispered(partial(ranking.export, pipeline=pipeline)),
        "count_votes": silent(partial(voting.counted, pipeline=pipeline)),
        "improve": whispered(partial(improvements.improve, pipeline=pipeline)),
        "accept": whispered(partial(improvements.decide, kind="accept", pipeline=pipeline)),
        "skip": whispered(partial(improvements.decide, kind="skip", pipeline=pipeline)),
        "export": whispered(partial(improvements.export, pipeline=pipeline)),
        "forget": whispered(partial(resumes.forget, pipeline=pipeline)),
    }
