"""[Check the list]: what a job asks for, put right by whoever saved it; the next version, scored anew."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from slack_sdk.models.views import View

from core.errors import CoreError, InvalidList, ListOutdated, NotFound
from core.model import Asker, JobPosting, Json
from core.pipeline import Pipeline
from handlers import blocks, text
from handlers.blocks import Reply, Sheet, requirements, say
from handlers.blocks.parts import of_ids
from handlers.errors import sentence
from handlers.match import home_of
from handlers.runs import PageLink, Run, Runs, no_page, place_of, presser, whence
from handlers.slack import Place, Posted, Slack, Unreachable

NOTHING = "Nothing is changed yet."
TOO_MUCH = "That is too much to carry to another page. Save this page first."
NOT_HERE = "On this page something cannot be saved."


# ---------------------------------------------------------------- looking


async def on_check(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Check the list] under a report or a saved job."""
    asker, place, container = presser(body, context), place_of(body), body.get("container") or {}
    posting_id, resume_id, *_ = *of_ids(action["value"]), "", ""
    posting = await pipeline.postings.own(asker, posting_id)
    # What only one person saw cannot be drawn anew.
    ts = "" if container.get("is_ephemeral") else str(container.get("message_ts") or "")
    sheet = Sheet(posting.id, posting.version, resume_id, place.channel, place.thread_ts, ts)
    view = blocks.list_modal(posting, sheet, values=requirements.initial(posting))
    await ack()
    await slack.open_modal(body["trigger_id"], view)


async def on_page(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """Another page; what was typed on this one comes along."""
    view, asker = body["view"], presser(body, context)
    sheet = requirements.sheet_of(view)
    posting = await pipeline.postings.version(asker, sheet.posting, sheet.version)
    typed = {**sheet.typed, **requirements.typed(view)}
    page = int(action["value"]) if str(action["value"]).isdecimal() else 0
    turned = _turned(sheet, page, requirements.differing(typed, posting))
    told = "" if turned.page == page else TOO_MUCH
    drawn = blocks.list_modal(posting, turned, values={**requirements.initial(posting), **typed}, told=told)
    await ack()
    await slack.fill_modal(view["id"], drawn)


def _turned(sheet: Sheet, page: int, typed: Mapping[str, str]) -> Sheet:
    """The sheet at another page, or as it is where Slack does not carry so much."""
    turned = requirements.at(sheet, page, typed)
    return sheet if requirements.too_long(turned) else turned


# ---------------------------------------------------------------- saving


async def on_submit(
    ack: AsyncAck, view: Json, context: AsyncBoltContext, *, pipeline: Pipeline, runs: Runs
) -> None:
    """The list came back. It is saved before it closes: whatever goes wrong, what was typed is still there."""
    sheet = requirements.sheet_of(view)
    asker = Asker(context.team_id or "", context.user_id or "", sheet.channel)
    typed = {**sheet.typed, **requirements.typed(view)}
    try:
        posting = await pipeline.postings.version(asker, sheet.posting, sheet.version)
        wanted = requirements.changes(typed, posting)
        if problems := requirements.misplaced(typed) or ({} if wanted else {"*": NOTHING}):
            await _refuse(ack, view, posting, problems)
            return
        saved = await pipeline.postings.revise(
            asker, sheet.posting, wanted, seen=sheet.version, token=view["id"]
        )
        await _go_on(asker, sheet, saved, view, runs)
    except InvalidList as error:
        await _refuse(ack, view, posting, error.problems)
        return
    except ListOutdated as error:
        await ack(response_action="update", view=await _again(asker, sheet, typed, error, pipeline))
        return
    except CoreError as error:
        await ack(response_action="errors", errors={_inputs(view)[0]: sentence(error)})
        return
    await ack()


async def _refuse(ack: AsyncAck, view: Json, posting: JobPosting, problems: Mapping[str, str]) -> None:
    """Each sentence beside its field; where that stands on another page, that page."""
    inputs, sheet = _inputs(view), requirements.sheet_of(view)
    beside = {_field(id, inputs): told for id, told in problems.items() if _field(id, inputs)}
    if beside:
        await ack(response_action="errors", errors=beside)
        return
    typed = {**sheet.typed, **requirements.typed(view)}
    id, told = next(iter(problems.items()))
    place = next((n for n, one in enumerate(posting.requirements) if one.id == id), 0)
    turned = _turned(sheet, place // requirements.PAGE, requirements.differing(typed, posting))
    values = {**requirements.initial(posting), **typed}
    drawn = blocks.list_modal(posting, turned, values=values, told=f"{NOT_HERE} {text.inert(told)}")
    await ack(response_action="update", view=drawn)


def _inputs(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def _field(id: str, inputs: list[str]) -> str:
    """The field that a problem stands beside, "" if it is on another page."""
    if id == "*":
        return inputs[0]
    wanted = f"{requirements.SAID}:{id}" if id else requirements.NEW_SAID
    return wanted if wanted in inputs else ""


async def _again(
    asker: Asker, sheet: Sheet, typed: Mapping[str, str], error: CoreError, pipeline: Pipeline
) -> View:
    """The list on top of what stands there now, with what was typed still in it."""
    old = await pipeline.postings.version(asker, sheet.posting, sheet.version)
    now = await pipeline.postings.own(asker, sheet.posting)
    mine = requirements.differing(typed, old)
    there = requirements.initial(now)
    kept = {key: value for key, value in mine.items() if key in there}
    gone = [value for key, value in mine.items() if key not in there and key.startswith(requirements.SAID)]
    carried = requirements.at(requirements.renewed(sheet, now.version), sheet.page, kept)
    told = f"{sentence(error)} What you typed is filled in below. {requirements.lost(gone)}".strip()
    return blocks.list_modal(now, carried, values={**there, **kept}, told=told)


async def _go_on(asker: Asker, sheet: Sheet, saved: JobPosting, view: Json, runs: Runs) -> None:
    """The report is drawn anew, even if this process ends now."""
    place = Place(sheet.channel, sheet.thread_ts)
    what = {"posting": saved.id, "version": saved.version, "resume": sheet.resume, "ts": sheet.ts}
    await runs.start(f"{asker.team_id}:revise:{view['id']}", "revise", {**whence(asker, place), **what})


# ---------------------------------------------------------------- an outdated report


async def on_again(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, runs: Runs
) -> None:
    """[Score again] in a report that was made for an earlier list; for whoever the report is for."""
    asker = presser(body, context)
    made = await pipeline.scores.report(asker, action["value"])
    now = await pipeline.postings.own(asker, made.posting.id)
    what = {"posting": now.id, "version": now.version, "resume": made.resume.id}
    where = {"ts": body["container"]["message_ts"], "since": made.posting.version}
    ref = {**whence(asker, place_of(body)), **what, **where}
    # The same id for a second press: one list, one new score.
    await runs.start(f"{asker.team_id}:again:{made.id}:{now.version}", "revise", ref)
    await ack()


# ---------------------------------------------------------------- the flow


async def revise(run: Run, *, pipeline: Pipeline, report_page: PageLink = no_page) -> None:
    """The report that the list was opened from, with the new list and what moved; for a job alone, a sentence. The asker's
    other reports of this job say that they were made for an earlier list.
    """
    if "since" not in run.ref:
        await _mark(run, pipeline, report_page)
    await _show(run, pipeline, report_page)


async def _show(run: Run, pipeline: Pipeline, report_page: PageLink) -> None:
    ref = run.ref
    since = ref.get("since", ref["version"] - 1)
    if not ref["resume"]:
        old = await pipeline.postings.version(run.asker, ref["posting"], ref["version"] - 1)
        new = await pipeline.postings.version(run.asker, ref["posting"], ref["version"])
        await run.whisper("whisper", say(blocks.list_saved(old, new)))
        return

    async def scored() -> Reply:
        before = await pipeline.scores.match(run.asker, ref["resume"], ref["posting"], version=since)
        after = await pipeline.scores.match(run.asker, ref["resume"], ref["posting"])
        moved = blocks.moved(before.report.score, after.report.score, before.posting, after.posting)
        return blocks.match_report(after, has_page=bool(report_page(run.asker, after.id)), moved=moved)

    async def show() -> None:
        async with run.slack.alone(run.place.channel, ref["ts"]):
            reply, key = await scored(), run.key("show", about=(ref["resume"],))
            if not await run.slack.update(run.place.channel, ref["ts"], reply, key):
                await run.slack.post_once(run.place, reply, key, sure=False)

    await run.work.step("show", show)


async def _mark(run: Run, pipeline: Pipeline, report_page: PageLink) -> None:
    """Each resume's reports stand in its own thread; which message shows which report, its [Why] tells."""
    asker, slack = run.asker, run.slack

    async def mark(resume_id: str) -> None:
        with suppress(NotFound, Unreachable):  # deleted, or where we are no member any more
            place = Place(*await home_of(run, await pipeline.resumes.card(asker, resume_id)))
            for posted in [one async for one in slack.posted(place)]:
                if posted.values.get(blocks.WHY) in reports and posted.ts != run.ref["ts"]:
                    await redraw(place.channel, posted, posted.values[blocks.WHY])

    async def redraw(channel: str, posted: Posted, id: str) -> None:
        async with slack.alone(channel, posted.ts):
            made = await pipeline.scores.report(asker, id)
            now = (await pipeline.postings.own(asker, made.posting.id)).version
            has_page = bool(report_page(asker, id))
            key = posted.key or run.key("outdated", about=(made.resume.id,))
            await slack.update(channel, posted.ts, blocks.match_report(made, has_page=has_page, now=now), key)

    new = await pipeline.postings.version(asker, run.ref["posting"], run.ref["version"])
    reports = await run.work.step("others", lambda: pipeline.scores.outdated(asker, new))
    for resume_id in dict.fromkeys(reports.values()):
        await run.work.step(f"outdated {resume_id}", partial(mark, resume_id))
