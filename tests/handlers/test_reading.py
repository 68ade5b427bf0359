"""What was read, and the form to put it right, drawn: all of it, within Slack's limits, and inert."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import resume as written

from bot.sandbox.limits import problems_of_view
from core.errors import NotFound
from core.model import Document, Doubt, Json, Line, Resume
from handlers import blocks

LONG = {
    "basics": {"name": "Ida Holm", "summary": "word " * 700},
    "work": [
        {
            "position": f"Engineer {n}",
            "name": "Nordlys",
            "startDate": "2019-01",
            "highlights": [f"bullet {n}.{k} " + "x" * 200 for k in range(12)],
        }
        for n in range(30)
    ],
    "skills": [{"keywords": [f"skill {k}" for k in range(150)]}],
    "interests": [{"name": "Rowing", "keywords": ["sculls"]}],
}


def _pages_from(view: Json) -> list[str]:
    """Where the buttons of a view lead."""
    elements = [
        element
        for block in view["blocks"]
        for element in (*block.get("elements", []), block.get("accessory", {}))
    ]
    return [one["value"].split()[1] for one in elements if str(one.get("action_id")).startswith("read_")]


def test_a_resume_that_is_too_long_for_a_view_is_shown_page_by_page_and_nothing_is_lost() -> None:
    read = written(LONG, [f"line {n} that no field took" for n in range(120)])
    left = [[line for line in read.document.lines if "no field took" in line.text]]
    seen, waiting, shown = set(), [""], ""
    while waiting:
        at = waiting.pop()
        view = blocks.read_modal(read, left, at=at).to_dict()
        assert not problems_of_view(view)
        shown += str(view)
        seen.add(at)
        waiting += [one for one in _pages_from(view) if one not in seen and one not in waiting]
    assert len(seen) > 10
    missing = [
        text
        for text in (
            *(f"bullet {n}.{k} " for n in range(30) for k in range(12)),
            *(f"skill {k}" for k in range(150)),
            *(f"line {n} that no field took" for n in range(120)),
            "sculls",
        )
        if text not in shown
    ]
    assert missing == []
    assert shown.count("word ") >= 690


@pytest.mark.parametrize(
    "at", ["", "-", "nowhere", "work.0", "work.999", "work.9999999", "work.x", "work.²", "left"]
)
def test_any_page_that_a_button_may_name_is_drawn(at: str) -> None:
    assert not problems_of_view(blocks.read_modal(written(LONG), at=at).to_dict())


def test_letters_read_off_a_picture_and_words_of_the_owner_are_marked() -> None:
    read = written({"work": [{"position": "Engineer", "name": "Nordlys"}]})
    lines = tuple(replace(line, recognised=line.n == 1) for line in read.document.lines)
    marked = replace(
        read,
        document=replace(read.document, lines=lines, hidden_words=41),
        spans={p: s for p, s in read.spans.items() if not p.endswith("/name")},
        attested=("/work/0/name",),
    )
    shown = str(blocks.read_modal(marked).to_dict())
    assert "*Engineer* (l.1 🖼) · Nordlys (said by you)" in shown
    assert "41 words that nobody can see: left out." in shown


def test_a_list_that_is_long_takes_several_inputs_and_comes_back_whole() -> None:
    bullets = [f"bullet {k} " + "x" * 300 for k in range(40)]
    read = written({"work": [{"position": "Engineer", "highlights": bullets}]})
    view = blocks.fix_modal(read, "/work/0").to_dict()
    assert not problems_of_view(view)
    form = blocks.filled(_sent(view, {}))
    assert len([one for one in form.typed if one.startswith("highlights:")]) > 3
    assert blocks.correction(form, read) is None
    changed = blocks.correction(blocks.filled(_sent(view, {"highlights:1": ""})), read)
    assert changed is not None
    assert changed.fields is not None
    assert 20 < len(changed.fields["highlights"]) < 40


def _sent(view: Json, answers: dict[str, str]) -> Json:
    """The form as Slack sends it back."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            said = answers.get(block["block_id"], block["element"].get("initial_value"))
            values[block["block_id"]] = {"choice": {"type": "plain_text_input", "value": said}}
    return {**view, "state": {"values": values}}


NASTY = st.text(max_size=200) | st.sampled_from(
    ["<!channel>", "*b*", "&" * 400, "x" * 5_000, "", " ", "\u202e\x00", "a\nb"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(NASTY, min_size=5, max_size=5), st.booleans())
def test_hostile_words_anywhere_never_break_a_view_nor_ping(words: list[str], adds_one: bool) -> None:  # noqa: FBT001  # drawn by name
    name, title, bullet, doubt, line = words
    fields = {
        "basics": {"name": name, "location": {"city": title}, "profiles": [{"network": name, "url": line}]},
        "work": [{"name": title, "position": name, "startDate": "2019", "highlights": [bullet, line]}],
        "skills": [{"name": doubt, "keywords": words}],
        "awards": [{"title": title, "date": "2019"}],
        "odd <!here>": [{"name": line}],
    }
    document = Document("0" * 64, "txt", tuple(Line(n, w) for n, w in enumerate((*words, "x"), 1)))
    read = Resume(
        "r", 1, name, document, fields, {}, date(2026, 11, 23), (Doubt("/work/0", doubt), Doubt("", doubt))
    )
    views = [
        blocks.read_modal(read, [document.lines], None),
        *(blocks.read_modal(read, [document.lines], None, at=at) for at in ("work", "left", "odd")),
        blocks.fix_modal(read, "/work/-" if adds_one else "/work/0", document.lines, told=doubt),
        blocks.fix_modal(read, "/basics", document.lines),
        blocks.fix_modal(read, "/skills/0", document.lines),
    ]
    for view in views:
        drawn = view.to_dict()
        assert not problems_of_view(drawn)
        seen = [b["text"]["text"] for b in drawn["blocks"] if b["type"] == "section"]
        assert all("<!" not in one and len(one) <= 3_000 for one in seen)


@pytest.mark.parametrize(
    "pointer",
    [
        "/work/7",
        "/work/0/highlights/0",
        "/meta/0",
        "/work/x",
        "/work/01",
        "/work/²",
        "work",
        "/basics/0",
        "/",
        "/work/-1",
    ],
)
def test_a_forged_pointer_is_not_found(pointer: str) -> None:
    read = written({"work": [{"position": "Engineer"}], "meta": [{"a": "b"}]})
    with pytest.raises(NotFound):
        blocks.fix_modal(read, pointer)
