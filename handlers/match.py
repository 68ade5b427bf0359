"""/match: a job against a resume, and the report in the resume's thread."""

import secrets
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext

from core.errors import CoreError
from core.model import Asker, Json, Resume, ResumeCard
from core.pipeline import Pipeline
from handlers import blocks, commands, home, many, ranking, reports, skills, text
from handlers.blocks import Reply, say
from handlers.blocks.modals import JOB_TEXT, NO_JOB
from handlers.blocks.parts import button, cancel_button, of_ids
from handlers.errors import sentence
from handlers.files import Files
from handlers.postings import new_job, read_posting
from handlers.runs import PageLink, Run, Runs, no_page, place_of, presser, whence
from handlers.slack import Place, Slack
from handlers.status import Look

HELP = say(
    "`/match` asks for the job and the resume.\n"
    "`/match &lt;job text&gt;` matches that job to your newest resume here.\n"
    "`/match jobs` compares your newest resume with all the jobs that you saved.\n"
    "`/match resumes` lists your resumes here, newest first.\n"
    "`/match why` shows how your newest score came about.\n"
    "`/match skills` shows the skills that were added here; admins add more.\n"
    "`/match rank` ranks the resumes of a channel, names hidden; `/match settings` is for admins.\n"
    "`/match status` says how I am: rules, model, queue and self-test.\n"
    "`/match help` shows this.\n"
    "Share a resume (PDF, DOCX, TXT or MD) where I am, or in our direct messages: I read it and answer in its thread, "
    "with buttons to match, improve and delete it. Edits change nothing until you accept them."
)
LINK = say(
    "I don't open links. Paste the text of the job.",
    button("Paste text", blocks.PASTE_TEXT, "-", style="primary"),
)
DROP_YOURS = "Now drop your resume here or DM me. I'll match it at once."


# ---------------------------------------------------------------- listeners


async def on_match(
    ack: AsyncAck,
    command: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
    look: Look,
) -> None:
    request = commands.parse(str(command.get("text") or ""))
    match request:
        case commands.Ask():
            await ack()
            await _ask(command, context, (), pipeline=pipeline, slack=slack)
        case commands.Job(job):
            await _answer(ack, await _begin(command, context, job, pipeline=pipeline, runs=runs))
        case commands.Skills():
            await skills.on_skills(ack, command, context, request, pipeline=pipeline, slack=slack)
        case commands.Why(fingerprint):
            await ack()
            await reports.on_command(command, context, fingerprint, pipeline=pipeline, slack=slack)
        case commands.Rank(job):
            await ranking.on_rank(ack, command, context, job, pipeline=pipeline, runs=runs, slack=slack)
        case commands.Jobs():
            await many.on_command(ack, command, context, pipeline=pipeline, runs=runs)
        case commands.Settings():
            await home.on_command(ack, command, context, pipeline=pipeline, slack=slack)
        case commands.Status():
            await look(ack)
        case commands.Help() | commands.Link() | commands.Later() | commands.Unknown() | commands.Resumes():
            await _answer(ack, await _told(request, presser(command, context), pipeline))


async def _told(
    request: commands.Help | commands.Link | commands.Later | commands.Unknown | commands.Resumes,
    asker: Asker,
    pipeline: Pipeline,
) -> Reply:
    """What is said to the caller at once."""
    match request:
        case commands.Resumes():
            return blocks.my_resumes(await pipeline.resumes.of(asker))
        case commands.Help():
            return HELP
        case commands.Link():
            return LINK
        case commands.Later(word):
            return say(
                f"`/match {word}` comes in a later release; it is not here yet. `/match help` says what is."
            )
        case commands.Unknown():
            return unknown(request)


async def _answer(ack: AsyncAck, reply: Reply) -> None:
    """To the caller alone, where the command was typed."""
    await ack(text=reply.text, blocks=reply.json)


async def on_use_as_job(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
) -> None:
    """A word that looked like a command is a job after all."""
    reply = await _begin(body, context, action["value"], pipeline=pipeline, runs=runs)
    await ack()
    await slack.whisper(place_of(body), context.user_id or "", reply)


async def on_ask(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Match to a job] under one resume or several."""
    await ack()
    await _ask(body, context, of_ids(action["value"]), pipeline=pipeline, slack=slack)


async def on_paste(
    ack: AsyncAck, body: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    await ack()
    await _ask(body, context, (), pipeline=pipeline, slack=slack)


async def on_submit(
    ack: AsyncAck, view: Json, context: AsyncBoltContext, *, pipeline: Pipeline, runs: Runs, slack: Slack
) -> None:
    """The modal came back filled in."""
    wanted = blocks.wanted(view)
    if not wanted.text and not wanted.file_id and not wanted.posting_id:
        await ack(response_action="errors", errors={JOB_TEXT: NO_JOB})
        return
    asker = Asker(context.team_id or "", context.user_id or "", wanted.channel_id)
    what = {"resumes": list(wanted.resume_ids), "whisper": True}
    if wanted.text:
        kind, job = "match_text", await new_job(asker, wanted.text, pipeline)
    elif wanted.file_id:
        kind, job = "match_text", {"file": wanted.file_id, "posting": secrets.token_urlsafe(16)}
    else:
        kind, job = "match", {"posting": wanted.posting_id}
    # The id of the view, so that a second click on [Match] starts nothing.
    ref = {**whence(asker, Place(wanted.channel_id)), **what, **job}
    id = f"{asker.team_id}:{view['id']}"
    await runs.start(id, kind, ref)
    await ack()
    if turn := await runs.turn(id):
        await slack.whisper(Place(wanted.channel_id), asker.user_id, say(turn, cancel_button(id)))


async def _begin(body: Json, context: AsyncBoltContext, job: str, *, pipeline: Pipeline, runs: Runs) -> Reply:
    """Keeps the text and starts the work; says which resume is meant."""
    asker = presser(body, context)
    cards = await pipeline.resumes.of(asker, asker.channel_id) or await pipeline.resumes.of(asker)
    what: dict[str, Any] = {"resumes": [card.id for card in cards[:1]], "whisper": True}
    kept = await new_job(asker, job, pipeline)
    ref = {**whence(asker, Place(asker.channel_id)), **what, **kept}
    # Slack says "operation_timeout" when we die before the answer, and people type it again: one report is enough.
    id = f"{asker.team_id}:match:{asker.user_id}:{kept['text']}:{''.join(what['resumes'])}"
    if not await runs.start(id, "match_text", ref) and await runs.status(id) not in ("queued", "running"):
        id = f"{asker.team_id}:{body['trigger_id']}"
        await runs.start(id, "match_text", ref)
    return matching(cards, await runs.turn(id), id)


async def _ask(
    body: Json, context: AsyncBoltContext, chosen: tuple[str, ...], *, pipeline: Pipeline, slack: Slack
) -> None:
    """Opens the modal before anything is looked up, because the permission to open one lives for three seconds."""
    view_id = await slack.open_modal(body["trigger_id"], blocks.LOADING)
    asker = presser(body, context)
    try:
        resumes = [await pipeline.resumes.card(asker, one) for one in chosen] or await pipeline.resumes.of(
            asker
        )
        postings = await pipeline.postings.of(asker)
    except CoreError as error:
        await slack.fill_modal(view_id, blocks.sentence_modal(sentence(error)))
        return
    choice = blocks.Choice(resumes, postings, chosen, asker.channel_id)
    await slack.fill_modal(view_id, blocks.match_modal(choice))


def matching(cards: list[ResumeCard], turn: str = "", waits: str = "") -> Reply:
    """Said aloud, because a command does not name its resume.

    Args:
        turn: what is told of the queue.
        waits: id of the work that has no turn yet.
    """
    cancel = [cancel_button(waits)] if turn else []
    wait = f" {turn}" if turn else ""
    if not cards:
        return say(f"Reading the job…{wait}", *cancel)
    shown = f"Matching *{text.name(cards[0].file_name)}*"
    if len(cards) == 1:
        return say(f"{shown}… The report comes in its thread.{wait}", *cancel)
    return say(
        f"{shown}, the newest of your {len(cards)} resumes… The report comes in its thread. "
        f"`/match` alone lets you choose.{wait}",
        *cancel,
    )


def unknown(request: commands.Unknown) -> Reply:
    shown = text.inert(request.word, commands.WORD_LENGTH)
    guess = f"Did you mean *{request.guess}*?" if request.guess else "`/match help` says what I know."
    return say(
        f'I don\'t know "{shown}". {guess} To match this text as a job, press [Use as job].',
        button("Use as job", blocks.USE_AS_JOB, request.word),
    )


# ---------------------------------------------------------------- flows


async def match(run: Run, *, pipeline: Pipeline, files: Files, report_page: PageLink = no_page) -> None:
    """Reads the job if it is new, then reports on each resume in that resume's thread."""
    resume_ids: list[str] = run.ref["resumes"]
    if "text" in run.ref or "file" in run.ref:
        await run.work.step("posting", lambda: read_posting(run, pipeline, files))
    if not resume_ids:
        resume_ids = await run.work.step("wish", lambda: _wish(run, pipeline))
    if not resume_ids:
        posting = await pipeline.postings.get(run.asker, run.ref["posting"])
        check = button("Check the list", blocks.CHECK_LIST, posting.id)
        await run.whisper("whisper", say(f"{blocks.job_saved(posting)} {DROP_YOURS}", check))
        return
    for number, resume_id in enumerate(resume_ids, 1):
        await _report(run, number, resume_id, pipeline, report_page)


async def _wish(run: Run, pipeline: Pipeline) -> list[str]:
    """Waits for the next resume; unless one has come while the job was being read.

    The wish is made first and the resumes are looked at after: whoever shares one in between finds the wish.
    """
    await pipeline.postings.wish(run.asker, run.ref["posting"])
    cards = await pipeline.resumes.of(run.asker)
    if not cards:
        return []
    try:
        await pipeline.postings.take_wish(run.asker, by=run.work.id)
    except CoreError:
        return []
    return [cards[0].id]


async def _report(run: Run, number: int, resume_id: str, pipeline: Pipeline, report_page: PageLink) -> None:
    asker, slack = run.asker, run.slack

    async def home() -> list[str]:
        return list(await home_of(run, await pipeline.resumes.card(asker, resume_id)))

    async def report() -> Reply:
        made = await pipeline.scores.match(asker, resume_id, run.ref["posting"])
        return blocks.match_report(made, has_page=bool(report_page(asker, made.id)))

    async def tell() -> None:
        resume = await pipeline.resumes.get(asker, resume_id)
        link = await slack.permalink(channel, ts)
        await slack.whisper(run.place, asker.user_id, _matched(resume, link))

    channel, thread_ts = await run.work.step(f"home {number}", home)
    place = Place(channel, thread_ts)
    ts = await run.post(f"report {number}", report, about=(resume_id,), place=place)
    if run.ref["whisper"]:
        await run.work.step(f"tell {number}", tell)


async def home_of(run: Run, card: ResumeCard) -> tuple[str, str]:
    """Where a resume is talked about: its own thread, but never where people who were not invited can read."""
    if not await run.slack.is_public(card.channel_id):
        return card.channel_id, card.thread_ts
    direct = await run.slack.direct(run.asker.user_id)
    async for posted in run.slack.posted(Place(direct)):
        if posted.key and card.id in posted.key.about:
            return direct, posted.ts
    return direct, ""


def _matched(resume: Resume, link: str) -> Reply:
    return say(f"Matched *{text.name(resume.file_name)}*: <{link}|the report>.")
