"""A resume shared in a channel or a direct message; what its buttons do."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, date, datetime

from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncRespond

from core.durable import StepFailed
from core.errors import CoreError, NoJobsByRules, NotAResume, NotFound
from core.model import Asker, Json, Upload
from core.pipeline import Pipeline
from handlers import blocks, closer, ranking
from handlers.blocks import FileRead, Reply, say
from handlers.blocks.parts import of_ids
from handlers.errors import sentence
from handlers.files import Files
from handlers.runs import Run, Runs, place_of, presser, whence
from handlers.slack import Place, Slack
from handlers.text import inert

Next = Callable[[], Awaitable[None]]

FILES_AT_ONCE = 10
"""Slack's own limit on the files of a message."""
INVITED = frozenset({"group", "im", "mpim"})
"""Channel types that only invited people can read."""
READING = say("👀 reading…")
SHARERS_ALONE = say("Only the person who shared that resume can see what is hidden in it.")
RECEIPT = say("📬 Read. What I found is in our direct messages, for you alone.")
HELLO = say(
    "Drop a resume here (PDF, DOCX, TXT or MD), then type `/match` and the text of a job. I score the one against the "
    "other, show the words that earned each point, and suggest edits that add no fact. `/match help` says more."
)


# ---------------------------------------------------------------- listeners


async def begin_share(
    body: Json, event: Json, context: AsyncBoltContext, next: Next, *, pipeline: Pipeline, runs: Runs
) -> None:
    """Books each file and starts the work. A middleware, because Bolt acknowledges an event before its listener runs,
    and Slack must not hear that we have it before it is on disk.
    """
    if _is_persons(event):
        asker = Asker(context.team_id or "", event["user"], event["channel"])
        place = Place(event["channel"], event.get("thread_ts") or event["ts"])
        booked = []
        for file in event.get("files", [])[:FILES_AT_ONCE]:
            claim = await pipeline.resumes.claim(
                asker,
                ts=event["ts"],
                file_id=file["id"],
                file_name=file.get("name") or "",
                thread_ts=place.thread_ts,
                event_id=body["event_id"],
            )
            if claim.first:
                booked.append({"file": file["id"], "resume": claim.resume_id})
        if booked:
            is_public = (
                event.get("channel_type") not in INVITED
            )  # what Slack does not say is taken for public
            what = {"ts": event["ts"], "files": booked, "is_public": is_public}
            id = f"{asker.team_id}:{body['event_id']}"
            await runs.start(id, "share", {**whence(asker, place), **what})
    await next()


async def begin_hello(body: Json, event: Json, context: AsyncBoltContext, next: Next, *, runs: Runs) -> None:
    """Somebody writes in the direct messages: say how it works. Everything else that is said is not ours to answer."""
    if event.get("channel_type") == "im" and "subtype" not in event and _is_persons(event):
        asker = Asker(context.team_id or "", event["user"], event["channel"])
        place = Place(event["channel"], event.get("thread_ts") or event["ts"])
        await runs.start(f"{asker.team_id}:{body['event_id']}", "hello", whence(asker, place))
    await next()


async def done() -> None:
    """The listener after a middleware that has done the work."""


async def on_show_hidden(
    ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext, *, pipeline: Pipeline, slack: Slack
) -> None:
    """What nobody can see in a resume, in a modal: it opens in front of its sharer and of nobody else."""
    asker = presser(body, context)
    try:
        resume = await pipeline.resumes.get(asker, action["value"])
    except NotFound:
        await ack()
        await slack.whisper(place_of(body), asker.user_id, SHARERS_ALONE)
        return
    await ack()
    await slack.open_modal(body["trigger_id"], blocks.hidden_modal(resume))


async def on_delete(
    ack: AsyncAck,
    body: Json,
    action: Json,
    context: AsyncBoltContext,
    respond: AsyncRespond,
    *,
    pipeline: Pipeline,
    runs: Runs,
) -> None:
    """[Delete] under a resume; in the list that the asker alone sees, the list without it."""
    asker, ids, container = presser(body, context), of_ids(action["value"]), body["container"]
    is_whispered = bool(container.get("is_ephemeral"))
    what = {"resumes": list(ids), "ts": "" if is_whispered else container["message_ts"]}
    ref = {**whence(asker, place_of(body)), **what, "at": action["action_ts"]}
    await runs.start(f"{asker.team_id}:{body['trigger_id']}", "forget", ref)
    await ack()
    if is_whispered:
        left = blocks.my_resumes([one for one in await pipeline.resumes.of(asker) if one.id not in ids])
        await respond(text=left.text, blocks=left.json, replace_original=True)


def _is_persons(event: Json) -> bool:
    """Written by a person: bots, ours too, are not answered, or two of them would talk for ever."""
    return bool(event.get("user")) and not event.get("bot_id")


# ---------------------------------------------------------------- flows


async def hello(run: Run) -> None:
    await run.post("placeholder", HELLO)


async def share(run: Run, *, pipeline: Pipeline, files: Files, runs: Runs) -> None:
    """Placeholder, download, read, extract, and the same message with what was read."""
    ids = tuple(file["resume"] for file in run.ref["files"])
    placeholder = await run.post("placeholder", READING, about=ids)
    told = [
        await _read_one(run, number, file, pipeline=pipeline, files=files)
        for number, file in enumerate(run.ref["files"], 1)
    ]
    ready = [one.resume.id for one in told if one.resume]
    is_private_answer = run.ref["is_public"] and bool(ready)
    reply = _what_was_read(told)
    place = await answer(run, placeholder, reply, ids, is_public=is_private_answer)
    if len(told) > 1:
        for number, one in enumerate(told, 1):
            if one.unsure:
                asked = blocks.unsure(_refused(one), one.unsure, one.file_name)
                ts = await run.post(f"ask {number}", asked, about=(one.unsure,), place=place)
                if one.is_open:
                    await closer.begin(run, one.unsure, ts, place=place, file_name=one.file_name, runs=runs)
    elif told[0].is_open:
        await closer.begin(run, told[0].unsure, placeholder, place=run.place, runs=runs)
    if ready:
        shown = placeholder if len(told) == 1 and not run.ref["is_public"] else ""
        await go_on(run, ready, shown, pipeline=pipeline, runs=runs)


async def answer(run: Run, ts: str, reply: Reply, about: tuple[str, ...], *, is_public: bool) -> Place:
    """Puts a reply in the place of a message of ours; in a public channel a receipt, and the reply goes to the sharer.

    Returns:
        Where the reply stands, for what follows it.
    """
    place = run.place
    if is_public:
        direct = await run.work.step("direct", lambda: run.slack.direct(run.ref["user"]))
        place = Place(direct, await run.post("result", reply, about=about, place=Place(direct)))
        reply = RECEIPT
    await run.show("show", ts, reply, about=about)
    return place


async def _read_one(run: Run, number: int, file: Json, *, pipeline: Pipeline, files: Files) -> FileRead:
    """One file to the end, or to the sentence that says why not."""
    asker, resume_id = run.asker, str(file["resume"])

    async def download() -> None:
        upload = await files.fetch(file["file"])
        await pipeline.resumes.keep(asker, resume_id, Upload(upload.name, upload.data))

    async def read() -> None:
        await pipeline.resumes.read(asker, resume_id)

    async def extract() -> None:
        await pipeline.resumes.extract(asker, resume_id, day_of(run.ref["ts"]))

    name = (await pipeline.resumes.card(asker, resume_id)).file_name
    try:
        await run.work.step(f"download {number}", download)
        await run.work.step(f"read {number}", read)
        await run.work.step(f"extract {number}", extract)
    except CoreError as error:
        fact = error
        await run.work.step(f"failed {number}", lambda: pipeline.resumes.failed(asker, resume_id, fact))
        if isinstance(error, NotAResume):
            is_open = isinstance(error, NoJobsByRules) and pipeline.engine.has_model
            return FileRead(name, refusal=f"{inert(str(error))}.", unsure=resume_id, is_open=is_open)
        return FileRead(name, refusal=sentence(error))
    except StepFailed as error:
        return FileRead(name, refusal=sentence(error))
    return FileRead(
        name,
        await pipeline.resumes.get(asker, resume_id),
        twins=await pipeline.resumes.twins(asker, resume_id),
    )


def _what_was_read(told: list[FileRead]) -> Reply:
    if len(told) > 1:
        return blocks.resumes_read(told)
    [one] = told
    if one.unsure:
        return blocks.unsure(_refused(one), one.unsure)
    return blocks.resume_read(one.resume, one.twins) if one.resume else say(one.refusal)


def _refused(one: FileRead) -> str:
    return f"{one.refusal} {closer.ASKING}" if one.is_open else one.refusal


async def reply_of(asker: Asker, resume_id: str, pipeline: Pipeline) -> Reply:
    """What is said of a resume as it is now."""
    return blocks.resume_read(
        await pipeline.resumes.get(asker, resume_id), await pipeline.resumes.twins(asker, resume_id)
    )


async def go_on(run: Run, ready: list[str], shown: str, *, pipeline: Pipeline, runs: Runs) -> None:
    """A job that waits for this person's resume is matched now; what the rules doubted is asked of the model.

    Args:
        shown: ts of the message in the run's thread that tells of it, if one tells of it alone, to be drawn anew.
    """
    asker, work = run.asker, run.work

    async def waiting() -> str:
        try:
            return await pipeline.postings.take_wish(asker, by=work.id)
        except NotFound:
            return ""

    if posting_id := await work.step("wish", waiting):
        wanted = {"resumes": ready, "posting": posting_id, "whisper": False}
        await runs.start(f"{work.id}:wish", "match", {**run.ref, **wanted})
    if not pipeline.engine.has_model:
        return
    for resume_id in ready:
        doubted = pipeline.resumes.is_open(await pipeline.resumes.get(asker, resume_id))
        told = {"resume": resume_id, "doubted": doubted, "show": shown}
        id = f"{work.id}:resolve:{resume_id}"
        await runs.start(id, "resolve", {**run.ref, **told})
        if doubted and shown:
            await _tell_turn(run, id, told, pipeline=pipeline, runs=runs)


async def _tell_turn(run: Run, id: str, told: Json, *, pipeline: Pipeline, runs: Runs) -> None:
    """A wait that is worth a word is told under the rules' answer; one that has ended meanwhile is not."""
    asker, resume_id, ts = run.asker, told["resume"], told["show"]

    async def tell() -> None:
        async with run.slack.alone(run.place.channel, ts):
            if turn := await runs.turn(id):
                resume = await pipeline.resumes.get(asker, resume_id)
                twins = await pipeline.resumes.twins(asker, resume_id)
                reply = blocks.resume_read(resume, twins, waits=id, turn=turn)
                await run.slack.update(run.place.channel, ts, reply, run.key("show", about=(resume_id,)))

    await run.work.step(f"turn {resume_id}", tell)


async def resolve(run: Run, *, pipeline: Pipeline) -> None:
    """What a model does once a resume was read: it is asked about what the rules doubted, the answer is drawn anew, and
    its evidence is embedded, so that no score waits for that. Nobody waits for any of it.
    """
    asker, resume_id, ts = run.asker, run.ref["resume"], run.ref["show"]

    async def ask() -> None:
        await pipeline.resumes.resolve(asker, resume_id)

    async def show() -> None:
        key = run.key("show", about=(resume_id,))
        async with run.slack.alone(run.place.channel, ts):
            await run.slack.update(run.place.channel, ts, await reply_of(asker, resume_id, pipeline), key)

    async def embed() -> None:
        await pipeline.resumes.prepare(asker, resume_id)

    try:
        if run.ref["doubted"]:
            await run.work.step("ask", ask)
            if ts:
                await run.work.step("show", show)
        await run.work.step("embed", embed)
    except NotFound:
        return  # it was deleted in the meantime


async def forget(run: Run, *, pipeline: Pipeline) -> None:
    """Erases resumes here, then every message and file of ours in Slack that tells of them."""
    asker, ids, slack = run.asker, tuple(run.ref["resumes"]), run.slack

    async def homes() -> list[list[str]]:
        cards = [await pipeline.resumes.card(asker, one) for one in ids]
        return [[card.channel_id, card.thread_ts] for card in cards]

    async def rankings() -> list[str]:
        return await pipeline.rankings.holding(asker, ids)

    async def erase() -> dict[str, int]:
        return asdict(await pipeline.resumes.forget(asker, ids))

    async def redraw() -> None:
        for ranking_id in held:
            await ranking.redraw(asker.team_id, ranking_id, pipeline=pipeline, slack=slack)

    async def sweep() -> None:
        direct = Place(await slack.direct(run.ref["user"]))  # what was told to its owner alone
        here = [run.place] if run.ref["ts"] else []
        for place in dict.fromkeys([*here, direct, *(Place(*home) for home in found)]):
            await _sweep(slack, place, ids, keep_ts=run.ref["ts"])

    found = await run.work.step("homes", homes)
    held = await run.work.step("rankings", rankings)
    await run.work.step("erase", erase)
    await run.work.step("sweep", sweep)
    await run.work.step("redraw", redraw)
    gone = say(_gone(run.ref["at"]))
    if run.ref["ts"]:
        await run.show("show", run.ref["ts"], gone)
    else:
        await run.whisper("whisper", gone)


async def _sweep(slack: Slack, place: Place, ids: tuple[str, ...], *, keep_ts: str) -> None:
    """Takes away our messages about these resumes, and the files that such messages tell of."""
    ours = [posted async for posted in slack.posted(place) if posted.ts != keep_ts]
    told = [posted for posted in ours if posted.key and set(posted.key.about) & set(ids)]
    files = {posted.key.file for posted in told if posted.key and posted.key.file}
    for file in files:
        await slack.delete_file(file)
    for posted in (*told, *(one for one in ours if files & set(one.files))):
        await slack.delete(place.channel, posted.ts)


def _gone(at: str) -> str:
    return (
        f"Gone. I keep a log line without your text: {day_of(at).isoformat()}, deleted by owner. "
        "The file *you* posted in Slack stays; delete it there."
    )


def day_of(ts: str | float) -> date:
    """The day of one of Slack's timestamps, or of seconds since the epoch; UTC."""
    return datetime.fromtimestamp(float(ts), UTC).date()
