"""The whole path on one machine: a Slack on localhost, people who use it, and the real bot between them."""

from bot.demo.run import run, run_ranking

__all__ = ["run", "run_ranking"]
