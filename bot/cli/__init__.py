"""The command line: demo · serve · doctor · models · read · extract · posting · match · rank · improve · explain."""

import sys

from bot.cli.app import app
from bot.cli.edge import run

__all__ = ["app", "main"]


def main() -> None:
    """Entry point of the console script `shortlist`."""
    sys.exit(run(app, sys.argv[1:]))
