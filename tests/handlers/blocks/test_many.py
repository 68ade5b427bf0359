"""The list of jobs, drawn: any number of them, with any words."""

from hypothesis import given, settings
from hypothesis import strategies as st
from paper import need, posting, resume

from bot.sandbox import problems_of_blocks
from core.lifting import Lifted
from core.matching import score
from core.model import Edit, Lift
from core.pipeline import Match, Overview
from handlers import blocks
from handlers.blocks import parts


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=25), st.text(max_size=400))
def test_many_jobs_with_any_titles_fit_and_nothing_pings(titles: list[str], words: str) -> None:
    held = resume({"work": [{"position": "Engineer"}]})
    made = []
    for n, title in enumerate(titles):
        asked = posting(need(title, "Python"), title=f"<!channel> {title}")
        asked = type(asked)(**{**vars(asked), "id": f"p{n}"})
        made.append(Match(score(asked, held), held, asked, f"m{n}"))
    edit = Edit("", "/work/0/position", words, f"<@U1>{words}", None, 1.0, ())
    lifts = tuple(Lift(edit, {one.posting.id: 3.0 for one in made}) for _ in range(9))
    reply = blocks.overview(
        Overview(held, tuple(made), Lifted(lifts, {one.posting.id: 50.0 for one in made}))
    )
    assert not problems_of_blocks(reply.json)
    assert parts.length(reply.json) <= parts.MESSAGE_LENGTH
    read = str(
        [one for one in reply.json if one["type"] != "actions"]
    )  # a button's label is plain text, and never read
    assert "<!" not in read
    assert "<@" not in read
    assert "+4 more edits" in str(reply.json)
