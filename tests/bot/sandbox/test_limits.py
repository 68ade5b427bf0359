"""The limit table. Each case is one thing Slack refuses, and the same thing one step smaller that it takes."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models import blocks as sdk
from slack_sdk.models.blocks.basic_components import Option, PlainTextObject

from bot.sandbox import messages_of, problems_of_blocks, problems_of_view
from bot.sandbox.limits import block_chars

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(1), **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(1), "action_id": "a", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def entry(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(1), "element": element, **more}


def option(i: int = 0, text: int = 1, value: int = 0) -> Json:
    return {"text": plain(text), "value": "v" * value or f"v{i}"}


def select(count: int, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option(i) for i in range(count)], **more}


def overflow(options: int) -> Json:
    return {"type": "overflow", "action_id": "o", "options": [option(i) for i in range(options)]}


def table(rows: int, cells: int, chars: int = 1) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * chars}] * cells] * rows}


CONFIRM = {"title": plain(100), "text": plain(300), "confirm": plain(30), "deny": plain(30)}
TEXT = {"type": "plain_text_input", "action_id": "t"}

LIMITS: list[tuple[str, Json, Json]] = [
    ("/blocks/0/text/text", {"type": "section", "text": mrkdwn(3000)}, {"type": "section", "text": mrkdwn(3001)}),
    ("/blocks/0/text/text", {"type": "section", "text": mrkdwn(1)}, {"type": "section", "text": mrkdwn(0)}),
    ("/blocks/0/fields/1/text", section(fields=[mrkdwn(1), mrkdwn(2000)]), section(fields=[mrkdwn(1), mrkdwn(2001)])),
    ("/blocks/0/fields", section(fields=[mrkdwn(1)] * 10), section(fields=[mrkdwn(1)] * 11)),
    ("/blocks/0", section(), {"type": "section"}),
    ("/blocks/0", section(), section(surprise=1)),
    ("/blocks/0/block_id", section(block_id="b" * 255), section(block_id="b" * 256)),
    ("/blocks/0/text/text", {"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}),
    ("/blocks/0/text/type", {"type": "header", "text": plain(1)}, {"type": "header", "text": mrkdwn(1)}),
    ("/blocks/0/elements", {"type": "context", "elements": [mrkdwn(1)] * 10}, {"type": "context", "elements": [mrkdwn(1)] * 11}),
    ("/blocks/0/elements", actions(button()), actions()),
    ("/blocks/0/elements", actions(*(button(action_id=f"a{i}") for i in range(25))), actions(*(button(action_id=f"a{i}") for i in range(26)))),
    ("/blocks/0/elements/0/text/text", actions(button(text=plain(75))), actions(button(text=plain(76)))),
    ("/blocks/0/elements/0/text/type", actions(button()), actions(button(text=mrkdwn(1)))),
    ("/blocks/0/elements/0/value", actions(button(value="v" * 2000)), actions(button(value="v" * 2001))),
    ("/blocks/0/elements/0/url", actions(button(url="u" * 3000)), actions(button(url="u" * 3001))),
    ("/blocks/0/elements/0/action_id", actions(button(action_id="a" * 255)), actions(button(action_id="a" * 256))),
    ("/blocks/0/elements/0/style", actions(button(style="danger")), actions(button(style="loud"))),
    ("/blocks/0/elements/1/action_id", actions(button(), button(action_id="b")), actions(button(), button())),
    ("/blocks/0/elements/0/confirm/title/text", actions(button(confirm=CONFIRM)), actions(button(confirm=CONFIRM | {"title": plain(101)}))),
    ("/blocks/0/elements/0/confirm/deny/text", actions(button(confirm=CONFIRM)), actions(button(confirm=CONFIRM | {"deny": plain(31)}))),
    ("/blocks/0/elements/0/options", actions(select(100)), actions(select(101))),
    ("/blocks/0/elements/0", actions(select(1)), actions(select(1, option_groups=[{"label": plain(1), "options": [option()]}]))),
    ("/blocks/0/elements/0/options/0/text/text", actions(select(0, options=[option(text=75)])), actions(select(0, options=[option(text=76)]))),
    ("/blocks/0/elements/0/options/0/value", actions(select(0, options=[option(value=150)])), actions(select(0, options=[option(value=151)]))),
    ("/blocks/0/elements/0/placeholder/text", actions(select(1, placeholder=plain(150))), actions(select(1, placeholder=plain(151)))),
    ("/blocks/0/elements/0/options", actions(overflow(5)), actions(overflow(6))),
    ("/blocks/0/accessory", section(accessory=select(2, initial_option=option(1))), section(accessory=select(2, initial_option=option(7)))),
    ("/blocks/0/elements/0/type", actions(button()), actions(TEXT)),
    ("/blocks/0/accessory/type", section(accessory=button()), section(accessory=TEXT)),
    ("/blocks/0/element/type", entry(TEXT), entry(button())),
    ("/blocks/0/elements/0/type", {"type": "context", "elements": [mrkdwn(1)]}, {"type": "context", "elements": [button()]}),
    ("/blocks/0/label/text", entry(TEXT, label=plain(2000)), entry(TEXT, label=plain(2001))),
    ("/blocks/0/element/max_length", entry(TEXT | {"max_length": 3000}), entry(TEXT | {"max_length": 3001})),
    ("/blocks/0/text", {"type": "markdown", "text": "x" * 12_000}, {"type": "markdown", "text": "x" * 12_001}),
    ("/blocks/0/rows", table(100, 1), table(101, 1)),
    ("/blocks/0/rows/0", table(1, 20), table(1, 21)),
    ("/blocks/0/rows/0/0/text", table(1, 1), table(1, 1, 0)),
    ("/blocks", table(10, 10, 100), table(10, 10, 101)),
    ("/blocks/0/text/text", {"type": "alert", "text": plain(200)}, {"type": "alert", "text": plain(201)}),
    ("/blocks/0/type", section(), {"type": "sektion"}),
    ("/blocks/0", section(), {"text": plain(1)}),
    ("/blocks/0/elements/0/type", {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}, {"type": "rich_text", "elements": [{"type": "text", "text": "x"}]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "taken", "refused"), LIMITS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_block_at_its_limit_is_taken_and_one_step_beyond_is_refused_where_it_is_wrong(
    pointer: str, taken: Json, refused: Json
) -> None:
    assert problems_of_blocks([taken]) == []
    assert pointer in [p.pointer for p in problems_of_blocks([refused])]


def test_a_message_takes_fifty_blocks_and_a_view_a_hundred() -> None:
    assert problems_of_blocks([section()] * 50) == []
    assert [str(p) for p in problems_of_blocks([section()] * 51)] == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    assert problems_of_blocks([section()] * 100, "modal") == []
    assert problems_of_blocks([section()] * 101, "home")


def test_a_block_id_stands_once_in_a_message() -> None:
    [problem] = problems_of_blocks([section(block_id="b"), section(block_id="b")])
    assert problem.pointer == "/blocks/1/block_id"


def test_the_same_action_may_stand_in_two_blocks() -> None:
    assert problems_of_blocks([actions(button()), actions(button())]) == []


@pytest.mark.parametrize("surface", ["modal", "home"])
@pytest.mark.parametrize(
    "block", [{"type": "markdown", "text": "x"}, table(1, 1), {"type": "alert", "text": plain(1)}]
)
def test_blocks_for_messages_are_refused_in_views(surface: Any, block: Json) -> None:
    assert problems_of_blocks([block]) == []
    assert [p.pointer for p in problems_of_blocks([block], surface)] == ["/blocks/0/type"]


def test_files_are_asked_for_in_modals_alone() -> None:
    block = entry({"type": "file_input", "action_id": "f", "max_files": 10})
    assert problems_of_blocks([block], "modal") == []
    assert problems_of_blocks([block], "message")
    assert problems_of_blocks([block], "home")


def modal(**more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain(24),
        "submit": plain(24),
        "close": plain(24),
        "blocks": [entry(TEXT)],
        **more,
    }


@pytest.mark.parametrize(
    ("pointer", "changes"),
    [
        ("/view/title/text", {"title": plain(25)}),
        ("/view", {"title": None}),
        ("/view/submit/text", {"submit": plain(25)}),
        ("/view", {"submit": None}),
        ("/view/close/text", {"close": plain(25)}),
        ("/view/private_metadata", {"private_metadata": "x" * 3001}),
        ("/view/callback_id", {"callback_id": "x" * 256}),
        ("/view/blocks", {"blocks": [section()] * 101}),
        ("/view/blocks/0/text/text", {"blocks": [{"type": "section", "text": plain(0)}]}),
        ("/view/type", {"type": "window"}),
    ],
)
def test_a_view_beyond_its_limits_is_refused_where_it_is_wrong(pointer: str, changes: Json) -> None:
    assert problems_of_view(modal()) == []
    assert pointer in [p.pointer for p in problems_of_view(modal(**changes))]


def test_problems_are_told_as_slack_tells_them() -> None:
    problems = problems_of_blocks([{"type": "section", "text": mrkdwn(3001)}])
    assert messages_of(problems) == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]


def test_what_the_sdk_builds_and_checks_is_taken() -> None:
    choice = Option(text="A", value="a")
    built: list[sdk.Block] = [
        sdk.HeaderBlock(text="Title"),
        sdk.SectionBlock(text="*bold*", accessory=sdk.ButtonElement(text="Go", action_id="go", value="1")),
        sdk.SectionBlock(fields=["one", "two"]),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="small")]),
        sdk.ActionsBlock(
            elements=[sdk.StaticSelectElement(action_id="s", placeholder="Pick", options=[choice])]
        ),
        sdk.ActionsBlock(elements=[sdk.OverflowMenuElement(action_id="o", options=[choice, choice])]),
        sdk.InputBlock(
            label="Job", element=sdk.PlainTextInputElement(action_id="t", multiline=True, max_length=3000)
        ),
        sdk.InputBlock(label="R", element=sdk.RadioButtonsElement(action_id="r", options=[choice])),
        sdk.InputBlock(label="N", element=sdk.NumberInputElement(action_id="n", is_decimal_allowed=False)),
        sdk.ImageBlock(image_url="https://example.com/a.png", alt_text="a", title=PlainTextObject(text="A")),
        sdk.MarkdownBlock(text="**bold**"),
        sdk.RichTextBlock(
            elements=[sdk.RichTextSectionElement(elements=[sdk.RichTextElementParts.Text(text="x")])]
        ),
        sdk.DividerBlock(),
    ]
    assert problems_of_blocks([b.to_dict() for b in built]) == []


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "text", "elements", "element", "options", "rows", "label", "x"]), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
typed = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["section", "actions", "input", "table", "context", "rich_text", "container", "button"]
        )
    },
    optional={
        "text": anything,
        "elements": anything,
        "element": anything,
        "rows": anything,
        "label": anything,
    },
)


@settings(max_examples=200, deadline=None)
@given(st.lists(anything | typed, max_size=4) | anything)
def test_no_structure_breaks_the_check(blocks: Any) -> None:
    for surface in ("message", "modal", "home"):
        for problem in problems_of_blocks(blocks, surface):
            assert problem.pointer.startswith("/blocks")
    problems_of_view({"type": "modal", "title": blocks, "blocks": blocks})


def test_all_text_of_a_message_counts_wherever_it_stands() -> None:
    blocks = [
        section(fields=[mrkdwn(10)]),
        actions(button(text=plain(7))),
        {"type": "markdown", "text": "xxx"},
    ]
    assert block_chars(blocks) == 1 + 10 + 7 + 3
    assert json.dumps(blocks)
