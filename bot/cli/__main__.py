"""`python -m bot.cli` is `shortlist`."""

from bot.cli import main

main()
