"""`python -m tests.hostile`: 500 odd and byte-mutated files through the real pool, and what came of them."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the tests' own modules are, as pytest has it

from hostile.goods import copies
from hostile.kinds import all_kinds
from hostile.trial import children, put_through, watched
from rich.console import Console

from core.model import Document

FILES = 500
MIB = 2**20


async def main() -> int:
    """Prints the figures.

    Returns:
        1 if any answer was wrong, late, or harmed the next file; else 0.
    """
    kinds = {kind.name: kind for kind in all_kinds()}
    changed = copies(max(0, FILES - len(kinds)))
    files = [*((kind.name, kind.upload) for kind in kinds.values()), *changed]
    async with watched() as (reader, watch):
        told = await put_through(reader, files)
    wrong = [one for one in told if one.name in kinds and not kinds[one.name].is_right(one.answer)]
    harmed = [one for one in told if not one.next_is_read]
    slowest = max(told, key=lambda one: one.took_s)
    read = sum(isinstance(one.answer, Document) for one in told)
    say = Console(highlight=False, soft_wrap=True).print
    say(f"files             {len(told)}: {len(kinds)} kinds, {len(changed)} changed copies of good files")
    say(
        f"answers right     {len(told) - len(wrong)} of {len(told)} ({read} read, {len(told) - read} refused)"
    )
    say(f"next good file    read {len(told) - len(harmed)} of {len(told)} times")
    say(f"slowest answer    {slowest.took_s:.2f} s ({slowest.name})")
    say(f"worker peak       {watch.peak_bytes / MIB:.0f} MiB")
    say(f"network, writing  {len(watch.reached)} connections, {len(watch.opened)} files open to write")
    say(f"crashes of bot    0; children left {len(children())}")
    for one in (*wrong, *harmed):
        say(
            f"  wrong: {one.name}: {type(one.answer).__name__} {one.answer if one in wrong else 'next not read'!s:.80}"
        )
    return 1 if wrong or harmed or slowest.took_s > 10 else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
