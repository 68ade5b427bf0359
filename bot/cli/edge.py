"""Where the command line meets the user: exit status, sentences, JSON."""

import json
import secrets
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import typer
from pydantic import ValidationError

from bot.settings import Settings
from core.errors import ConfigurationError, CoreError, DocumentError
from core.model import Upload

REFUSED = 2
"""Exit status of everything that was refused or failed."""
STOPPED = 130
"""As shells tell a process that was interrupted."""


class CannotOpen(DocumentError):
    """No such file, a folder, or no right to read it."""

    code = "cannot_open"
    advice = "Check the path and the rights of the file."


def open_upload(path: Path) -> Upload:
    """A file of the user's.

    Raises:
        CannotOpen: with a sentence that says why.
    """
    try:
        return Upload(path.name, path.read_bytes())
    except FileNotFoundError as e:
        raise CannotOpen(f"There is no file {path}") from e
    except IsADirectoryError as e:
        raise CannotOpen(f"{path} is a folder, not a file") from e
    except OSError as e:
        raise CannotOpen(f"I cannot open {path}") from e


def emit(answer: object) -> None:
    """One JSON object on a line of standard output, at once."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def refusal(error: CoreError) -> dict[str, str]:
    """An error as the command line's JSON: two sentences for the user."""
    return {"error": f"{error}.", "advice": error.advice}


def tell(error: CoreError, *, as_json: bool) -> None:
    """Says what went wrong: an object on standard output, or a sentence on standard error."""
    if as_json:
        emit(refusal(error))
    else:
        sys.stderr.write(f"{error.sentence()}\n")


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Runs a command; whatever happens, the user gets a sentence and the shell a status."""
    as_json = "--json" in arguments
    try:
        status = typer.main.get_command(app).main(
            list(arguments), prog_name="shortlist", standalone_mode=False
        )
    except CoreError as e:
        return _refuse(e, as_json=as_json)
    except ValidationError as e:
        names = ", ".join(".".join(map(str, fault["loc"])) for fault in e.errors())
        return _refuse(
            ConfigurationError(f"These settings have values that do not fit: {names}"), as_json=as_json
        )
    except typer.TyperException as e:
        return _refuse(WrongCall(e.format_message().rstrip(".")), as_json=as_json)
    except (KeyboardInterrupt, typer.Abort, BrokenPipeError):  # Ctrl-C, or `shortlist read … | head`
        return STOPPED
    except Exception:  # noqa: BLE001  # the process's edge: the user gets a sentence, the traceback is for us
        return _broken(as_json=as_json)
    return status if isinstance(status, int) else 0


def _refuse(error: CoreError, *, as_json: bool) -> int:
    tell(error, as_json=as_json)
    return REFUSED


class WrongCall(CoreError):
    """An unknown command or option, or one that is missing."""

    code = "wrong_call"
    advice = "Run `shortlist --help` for the commands and their options."


class BrokeOnOurSide(CoreError):
    """What nobody foresaw."""

    code = "broke"
    advice = "Run it again with SHORTLIST_LOG_LEVEL=DEBUG and send us what it prints."


def _broken(*, as_json: bool) -> int:
    reference = secrets.token_hex(4)
    if Settings().log_level == "DEBUG":
        sys.stderr.write(f"reference {reference}\n{traceback.format_exc()}")
    return _refuse(BrokeOnOurSide(f"Something broke on our side (reference {reference})"), as_json=as_json)
