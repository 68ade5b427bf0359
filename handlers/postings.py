"""A job on its way into a posting: its text on disk, its hash in the queue, and the reading of it."""

import secrets

from core.model import Asker, Upload
from core.pipeline import Pipeline
from handlers.files import Files
from handlers.runs import Run


async def new_job(asker: Asker, job: str, pipeline: Pipeline) -> dict[str, str]:
    """The part of a ref that says which text becomes which posting."""
    return {"text": await keep_job(asker, job, pipeline), "posting": secrets.token_urlsafe(16)}


async def keep_job(asker: Asker, job: str, pipeline: Pipeline) -> str:
    """The text goes to disk, its hash into the queue."""
    return await pipeline.postings.keep_text(asker, Upload("job.txt", job.encode("utf-8", "replace")))


async def read_posting(run: Run, pipeline: Pipeline, files: Files) -> None:
    """The job of a run, wherever it stands: in a file of Slack's, in one that was shared as a resume, or in a kept text."""
    if "shared" in run.ref:
        await pipeline.postings.add_shared(run.asker, run.ref["posting"], run.ref["shared"])
        return
    if "file" in run.ref:
        await pipeline.postings.add_file(run.asker, run.ref["posting"], await files.fetch(run.ref["file"]))
        return
    job = await pipeline.postings.kept_text(run.asker, run.ref["text"])
    await pipeline.postings.add(run.asker, run.ref["posting"], job.data.decode())
