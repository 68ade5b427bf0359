"""The commands and their options; each does its work in a module of its own."""

from pathlib import Path
from typing import Annotated

import typer

from core.model import EngineName

app = typer.Typer(
    name="shortlist",
    help="Reads resumes, scores them against a job with quotes, and suggests honest edits. On your own machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
models = typer.Typer(help="The language models of the embedded engine.", no_args_is_help=True)
app.add_typer(models, name="models")

AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output, for programs.")]
WithEngine = Annotated[
    EngineName | None,
    typer.Option("--engine", help="Default: the first of ollama, embedded, rules that is there."),
]


@app.command()
def read(
    file: Path,
    as_json: AsJson = False,
    png: Annotated[
        Path | None, typer.Option(help="Draws the pages there, each line numbered in reading order.")
    ] = None,
    boxes: Annotated[bool, typer.Option("--boxes", help="Shows where each line stands, in points.")] = False,
) -> int:
    """The text of a file as a reader sees it."""
    from bot.cli import reading

    return reading.read(file, png=png, boxes=boxes, as_json=as_json)


@app.command()
def extract(file: list[Path], as_json: AsJson = False, engine: WithEngine = None) -> int:
    """What a resume says, as JSON Resume with the place of each value."""
    from bot.cli import files

    return files.extract(file, engine, as_json=as_json)


@app.command()
def posting(file: list[Path], as_json: AsJson = False, engine: WithEngine = None) -> int:
    """What a job posting asks for."""
    from bot.cli import files

    return files.posting(file, engine, as_json=as_json)


@app.command()
def match(
    resume: Annotated[Path | None, typer.Argument()] = None,
    posting: Annotated[Path | None, typer.Argument()] = None,
    *,
    pairs: Annotated[Path | None, typer.Option(help="CSV with the header resume,posting.")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Writes the report there, as one page for any browser.")
    ] = None,
    as_json: AsJson = False,
    engine: WithEngine = None,
) -> int:
    """Scores a resume against a posting, with a quote for each point."""
    from bot.cli import scores

    if pairs is not None:
        if html is not None:
            raise typer.BadParameter("--html is for one resume and one posting, without --pairs")
        return scores.match_pairs(pairs, engine, as_json=as_json)
    if resume is None or posting is None:
        raise typer.BadParameter("Give a resume and a posting, or --pairs with a CSV file")
    return scores.match(resume, posting, engine, html=html, as_json=as_json)


@app.command()
def rank(posting: Path, resume: list[Path], as_json: AsJson = False, engine: WithEngine = None) -> int:
    """Puts resumes in the order of their scores, best first."""
    from bot.cli import scores

    return scores.rank(posting, resume, engine, as_json=as_json)


@app.command()
def improve(resume: Path, posting: Path, as_json: AsJson = False, engine: WithEngine = None) -> int:
    """Suggests edits that make a resume better for a posting and add no fact."""
    from bot.cli import scores

    return scores.improve(resume, posting, engine, as_json=as_json)


@app.command()
def explain(fingerprint: str, as_json: AsJson = False) -> int:
    """Makes a score of the bot again from what it kept, and shows how it came about."""
    from bot.cli import explain as command

    return command.explain(fingerprint, as_json=as_json)


@app.command()
def demo(
    resume: Annotated[Path | None, typer.Option(help="Your own resume instead of the two samples.")] = None,
    job: Annotated[Path | None, typer.Option(help="Your own posting instead of the sample.")] = None,
    engine: WithEngine = None,
    fast: Annotated[bool, typer.Option("--fast", help="No pauses for reading along.")] = False,
    out: Annotated[Path, typer.Option(help="Where the changed file is written.")] = Path("demo-out"),
    *,
    ranking: Annotated[bool, typer.Option("--ranking", help="Six people for one job, names hidden.")] = False,
) -> int:
    """The whole path in a Slack on this machine: share, match, improve, get your file; or a ranking of six people."""
    from bot.demo import run, run_ranking

    if ranking:
        return run_ranking(engine=engine, fast=fast)
    return run(resume=resume, job=job, engine=engine, fast=fast, out=out)


@app.command()
def serve() -> int:
    """Runs the bot in a workspace, until Ctrl-C."""
    from bot.cli import service

    return service.serve()


@app.command()
def doctor(as_json: AsJson = False) -> int:
    """Says what is present, what is missing, and the exact next step."""
    from bot.cli import service

    return service.doctor(as_json=as_json)


@app.command()
def selftest(as_json: AsJson = False, engine: WithEngine = None) -> int:
    """Tries out what is installed with made people; ranking is locked for all while it fails."""
    from bot.cli import selftest as command

    return command.selftest(engine, as_json=as_json)


@models.command("fetch")
def models_fetch() -> int:
    """Brings the embedded models here (about 1.2 GB, once), with their hashes checked."""
    from bot.cli import models as command

    return command.fetch_command()


@models.command("list")
def models_list() -> int:
    """Which models there are, and which are here."""
    from bot.cli import models as command

    return command.list_command()
