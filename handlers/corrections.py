"""[See what I read], and putting it right in a form: the next revision, for its owner alone."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View

from core.errors import CoreError, CorrectionOutdated, InvalidCorrection
from core.model import CORRECTABLE, Asker, Json, Line, Resume, parted
from core.pipeline import Pipeline
from handlers import blocks, text
from handlers.blocks import Filled, Reply
from handlers.blocks.parts import of_ids
from handlers.errors import sentence
from handlers.match import home_of
from handlers.runs import PageLink, Run, Runs, presser, whence
from handlers.slack import Place, Slack, Unclear

SHOWN = frozenset({"placeholder", "show", "result"})
"""Steps whose message tells what was read."""


# ---------------------------------------------------------------- looking


async def on_see_read(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    slack: Slack,
    page: PageLink,
) -> None:
    asker = presser(body, context)
    view = await _read_view(asker, action["value"], "", pipeline, page)
    await ack()
    await slack.open_modal(body["trigger_id"], view)


async def on_page(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    slack: Slack,
    page: PageLink,
) -> None:
    """Another page of the same view."""
    resume_id, at, *_ = *of_ids(action["value"]), "", ""
    view = await _read_view(presser(body, context), resume_id, at, pipeline, page)
    await ack()
    await slack.fill_modal(body["view"]["id"], view)


async def _read_view(asker: Asker, resume_id: str, at: str, pipeline: Pipeline, page: PageLink) -> View:
    resume = await pipeline.resumes.get(asker, resume_id)
    return blocks.read_modal(resume, await pipeline.resumes.unplaced(resume), page(asker, resume.id), at=at)


# ---------------------------------------------------------------- the form


async def on_fix(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    slack: Slack,
    page: PageLink,
) -> None:
    """[Fix] beside an entry; [Fix in a form] in a thread means the first that was not read surely."""
    asker = presser(body, context)
    resume_id, *named = of_ids(action["value"])
    resume = await pipeline.resumes.get(asker, resume_id)
    pointer = named[0] if named else first_doubt(resume)
    if pointer:
        view = await _form(resume, pointer, pipeline)
    else:
        view = blocks.read_modal(resume, await pipeline.resumes.unplaced(resume), page(asker, resume.id))
    await ack()
    await _lay(slack, body, view)


async def on_add(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """[Add what I missed]: an empty form for an entry of this kind."""
    resume_id, section, *_ = *of_ids(action["selected_option"]["value"]), "", ""
    resume = await pipeline.resumes.get(presser(body, context), resume_id)
    view = await _form(resume, f"/{section}/{blocks.MISSED}", pipeline)
    await ack()
    await _lay(slack, body, view)


async def _lay(slack: Slack, body: Json, view: View) -> None:
    """On top of the view that the button stands in, or alone."""
    if "view" in body:
        await slack.push_modal(body["trigger_id"], view)
    else:
        await slack.open_modal(body["trigger_id"], view)


async def _form(
    resume: Resume, pointer: str, pipeline: Pipeline, *, back: Filled | None = None, told: str = ""
) -> View:
    spare = nearest(resume, pointer, await pipeline.resumes.unplaced(resume))
    return blocks.fix_modal(resume, pointer, spare, back=back, told=told)


def first_doubt(resume: Resume) -> str:
    """Pointer of the first entry that was not read surely, or of the first job without dates; "" if there is none."""
    doubted = ("/".join(doubt.pointer.split("/")[:3]) for doubt in resume.doubts)
    dateless = (
        p for p, entry in resume.entries("work") if not entry.get("startDate") and not entry.get("endDate")
    )
    there = {
        "/basics",
        *(p for section in CORRECTABLE if section != "basics" for p, _ in resume.entries(section)),
    }
    return next((pointer for pointer in (*doubted, *dateless) if pointer in there), "")


def nearest(resume: Resume, pointer: str, unplaced: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines that no field took, those close to the entry first."""
    own = [s.line for p, spans in resume.spans.items() if p.startswith(f"{pointer}/") for s in spans]
    spare = [line for run in unplaced for line in run]
    return sorted(spare, key=lambda line: min((abs(line.n - n) for n in own), default=0))


# ---------------------------------------------------------------- saving


async def on_submit(
    ack: AsyncAck,
    view: Json,
    context: AsyncBoltContext,
    *,
    pipeline: Pipeline,
    runs: Runs,
    slack: Slack,
    page: PageLink,
) -> None:
    """The form came back. It is saved before it closes: whatever goes wrong, what was typed is still there."""
    asker = Asker(context.team_id or "", context.user_id or "")
    form = blocks.filled(view)
    try:
        resume = await pipeline.resumes.get(asker, form.resume_id)
        wanted = blocks.correction(form, resume)
        if wanted is None or blocks.problems(form):
            await _refuse(ack, view, blocks.problems(form) or _nothing(form))
            return
        await pipeline.resumes.correct(asker, form.resume_id, [wanted], token=view["id"])
        await _go_on(asker, form, view, pipeline, runs)
    except InvalidCorrection as error:
        await _refuse(ack, view, error.problems)
        return
    except CorrectionOutdated as error:
        await ack(response_action="update", view=await _again(asker, form, error, pipeline))
        return
    except CoreError as error:
        await _refuse(ack, view, {"": sentence(error)})
        return
    await ack()
    await _refresh(slack, asker, form, view, pipeline=pipeline, page=page)


def _nothing(form: Filled) -> dict[str, str]:
    return {
        "": "Fill in something." if form.pointer.endswith(f"/{blocks.MISSED}") else "Nothing is changed yet."
    }


async def _refuse(ack: AsyncAck, view: Json, problems: Mapping[str, str]) -> None:
    """Each sentence beside its field; what has no field here, beside the first."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    beside: dict[str, str] = {}
    for key, told in problems.items():
        place = next((one for one in inputs if one.partition(":")[0] == key), inputs[0])
        beside[place] = f"{beside[place]} {told}" if place in beside else told
    await ack(response_action="errors", errors=beside)


async def _again(asker: Asker, form: Filled, error: CorrectionOutdated, pipeline: Pipeline) -> View:
    """The form on top of what stands there now, with what was typed still in it."""
    try:
        resume = await pipeline.resumes.get(asker, form.resume_id)
        return await _form(resume, form.pointer, pipeline, back=form, told=error.sentence())
    except CoreError as gone:
        typed = "\n".join(f"• {text.inert(words)}" for words in form.typed.values() if words.strip())
        return blocks.sentence_modal(f"{sentence(gone)}\nYou had written:\n{typed}")


async def _go_on(asker: Asker, form: Filled, view: Json, pipeline: Pipeline, runs: Runs) -> None:
    """The message in the thread is drawn anew, even if this process ends now."""
    card = await pipeline.resumes.card(asker, form.resume_id)
    ref = {**whence(asker, Place(card.channel_id, card.thread_ts)), "resume": card.id}
    await runs.start(f"{asker.team_id}:correct:{view['id']}", "correct", ref)


async def _refresh(
    slack: Slack, asker: Asker, form: Filled, view: Json, *, pipeline: Pipeline, page: PageLink
) -> None:
    """The view below shows what was saved; if it was closed meanwhile, nobody misses it."""
    below = view.get("previous_view_id")
    if below:
        section, _ = parted(form.pointer)
        with suppress(CoreError, SlackApiError, Unclear):
            await slack.fill_modal(below, await _read_view(asker, form.resume_id, section, pipeline, page))


async def correct(run: Run, *, pipeline: Pipeline) -> None:
    """The answer to the share, drawn anew with what was put right; where it told of several files, a new message."""
    asker, resume_id, slack = run.asker, run.ref["resume"], run.slack

    async def find() -> list[str]:
        place = Place(*await home_of(run, await pipeline.resumes.card(asker, resume_id)))
        async for posted in slack.posted(place):
            if posted.key and posted.key.step in SHOWN and posted.key.about == (resume_id,):
                return [place.channel, place.thread_ts, posted.ts]
        return [place.channel, place.thread_ts, ""]

    async def show() -> None:
        async with slack.alone(channel, ts):
            resume = await pipeline.resumes.get(asker, resume_id)
            drawn = blocks.resume_read(resume, await pipeline.resumes.twins(asker, resume_id))
            await slack.update(channel, ts, drawn, run.key("show", about=(resume_id,)))

    async def told() -> Reply:
        return blocks.corrected(await pipeline.resumes.get(asker, resume_id))

    channel, thread_ts, ts = await run.work.step("find", find)
    if ts:
        await run.work.step("show", show)
    else:
        await run.post("told", told, about=(resume_id,), place=Place(channel, thread_ts))
