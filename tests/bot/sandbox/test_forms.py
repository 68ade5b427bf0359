from typing import Any

import pytest
from slack import CannotDo

from bot.sandbox.forms import empty_required, filled

Json = dict[str, Any]
OPTIONS = [{"text": {"type": "plain_text", "text": t}, "value": t.lower()} for t in ("Red", "Blue")]


def entry(kind: str, **more: Any) -> list[Json]:
    element = {"type": kind, "action_id": "a", **more}
    return [
        {"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "L"}, "element": element}
    ]


@pytest.mark.parametrize(
    ("blocks", "answer", "state"),
    [
        (entry("plain_text_input"), "x", {"value": "x"}),
        (entry("number_input"), 7, {"value": "7"}),
        (entry("static_select", options=OPTIONS), "Blue", {"selected_option": OPTIONS[1]}),
        (entry("radio_buttons", options=OPTIONS), "red", {"selected_option": OPTIONS[0]}),
        (entry("checkboxes", options=OPTIONS), ["red", "Blue"], {"selected_options": OPTIONS}),
        (entry("multi_static_select", options=OPTIONS), [], {"selected_options": []}),
        (entry("datepicker"), "2026-01-31", {"selected_date": "2026-01-31"}),
        (entry("users_select"), "U1", {"selected_user": "U1"}),
        (entry("file_input"), [{"id": "F1"}], {"files": [{"id": "F1"}]}),
    ],
    ids=lambda v: v[0]["element"]["type"] if isinstance(v, list) and v and "element" in v[0] else "",
)
def test_an_answer_is_written_as_slack_writes_it(blocks: list[Json], answer: Any, state: Json) -> None:
    kind = blocks[0]["element"]["type"]
    for key in ("a", "b", "b/a", "L"):
        assert filled(blocks, {key: answer}) == {"b": {"a": {"type": kind, **state}}}


def test_what_is_left_alone_keeps_its_initial_value() -> None:
    assert filled(entry("plain_text_input", initial_value="old"), {})["b"]["a"]["value"] == "old"
    chosen = filled(entry("static_select", options=OPTIONS, initial_option=OPTIONS[0]), {})
    assert chosen["b"]["a"]["selected_option"] == OPTIONS[0]


def test_a_required_field_may_not_be_empty_and_an_optional_one_may() -> None:
    blocks = entry("plain_text_input")
    assert empty_required(blocks, filled(blocks, {})) == ["b"]
    assert empty_required(blocks, filled(blocks, {"a": "x"})) == []
    optional = [{**blocks[0], "optional": True}]
    assert empty_required(optional, filled(optional, {})) == []


def test_a_text_keeps_to_its_lengths() -> None:
    blocks = entry("plain_text_input", min_length=2, max_length=3)
    for wrong in ("x", "xxxx"):
        with pytest.raises(CannotDo):
            filled(blocks, {"a": wrong})
