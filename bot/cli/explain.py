"""explain: a score of the bot, made again from what it kept."""

import asyncio
from datetime import UTC, datetime

from rich.table import Table

from bot.cli import show
from bot.cli.edge import REFUSED, emit
from bot.settings import Settings
from core.model import Account, dump
from core.pipeline import Explanation, Pipeline


def explain(fingerprint: str, *, as_json: bool) -> int:
    """Status 2 if the score does not come out the same to the bit."""
    found = asyncio.run(_explained(fingerprint))
    if as_json:
        emit(
            {
                "fingerprint": found.kept.fingerprint,
                "score": found.kept.score,
                "again": found.again.score,
                "same": found.same,
                "rules": found.kept.rules,
                "rules_now": found.again.rules,
                "made_at": _when(found),
                "account": dump(found.account),
            }
        )
    else:
        _show(found)
    return 0 if found.same else REFUSED


async def _explained(fingerprint: str) -> Explanation:
    from bot.assembly import open_reader
    from core.desk import Desk
    from core.engine.rules import RulesEngine
    from core.storage import Store

    settings = Settings()
    store = await Store.open(settings.store_url, files=settings.data_dir / "files")
    try:
        # Nothing is read and no model is asked: the score is arithmetic on what was kept.
        return await Pipeline(Desk(open_reader(settings), RulesEngine()), store).scores.explain_any(
            fingerprint
        )
    finally:
        await store.close()


def _show(found: Explanation) -> None:
    show.OUT.print(
        f"[bold]{found.kept.score!r}[/] · {found.kept.band} · [dim]{show.plain(found.kept.fingerprint)}[/]"
    )
    show.OUT.print(f"[dim]made on {_when(found)}, resume revision {found.resume.revision}[/]")
    table = Table("requirement", "weight", "shown", "claimed", "listed", "quote", box=None, padding=(0, 1))
    verdicts = {verdict.requirement.id: verdict for verdict in found.again.verdicts}
    for share in found.account.shares:
        verdict = verdicts[share.requirement.id]
        quote = f"“{show.plain(verdict.quote)}” (l.{verdict.line})" if verdict.quote else "nothing found"
        numbers = (f"{part:.2f}" if part else "–" for part in (share.strong, share.claimed, share.listed))
        names = show.plain(" or ".join(share.requirement.any_of))
        table.add_row(names, str(share.requirement.weight), *numbers, quote)
    show.OUT.print(table)
    show.OUT.print(sums(found.account))
    if found.same:
        show.OUT.print("[green]✓[/] Made again from what was kept: the same to the bit.")
    else:
        show.OUT.print(f"[red]✗[/] Made again it is {found.again.score!r}. {_why(found)}")


def sums(account: Account) -> str:
    """The arithmetic in one line."""
    return (
        f"100 × ({account.strong:.2f} shown + {account.weak:.2f} said and listed, of {account.claimed + account.listed:.2f})"
        f" / {account.total:g} = {account.score:.2f}"
    )


def _why(found: Explanation) -> str:
    if found.kept.rules != found.again.rules:
        return f"It was made with rules {found.kept.rules}; these are {found.again.rules}."
    return "The rules are the same, so what was kept is not what it was made of. Please tell whoever runs this bot."


def _when(found: Explanation) -> str:
    return datetime.fromtimestamp(found.made_at, UTC).isoformat(timespec="minutes")
