"""What a person types and picks in a view, written as Slack sends it: `state.values`."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.errors import CannotDo
from bot.sandbox.model import Json

TEXT_ENTRIES = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
SINGLE = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
}
MANY = {
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
}
PLAIN_VALUES = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
}


def inputs_of(blocks: Sequence[Json]) -> list[tuple[Json, Json]]:
    """The blocks a person fills in, each with its element; elements of sections and actions count too."""
    found = []
    for block in blocks:
        hosts = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        found += [(block, e) for e in hosts if isinstance(e, dict) and is_fillable(e)]
    return found


def is_fillable(element: Json) -> bool:
    kind = element.get("type", "")
    return kind != "overflow" and (
        kind in TEXT_ENTRIES or kind in SINGLE or kind in MANY or kind in PLAIN_VALUES
    )


def filled(blocks: Sequence[Json], answers: Mapping[str, Any], offered: Sequence[Json] = ()) -> Json:
    """`state.values` after a person gave these answers; what they left alone keeps its initial value.

    Args:
        blocks: of the view or message.
        answers: what they typed or picked, under "block_id/action_id", an action_id, a block_id or a label.
        offered: options an external select has shown.

    Raises:
        CannotDo: an answer has no place, or is none that the element takes.
    """
    left, values = dict(answers), Json()
    for block, element in inputs_of(blocks):
        key = next((k for k in names_of(block, element) if k in left), None)
        state = initial(element) if key is None else picked(element, left.pop(key), offered)
        values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], **state}
    if left:
        raise CannotDo(f"nothing here takes {', '.join(left)}")
    return values


def names_of(block: Json, element: Json) -> list[str]:
    block_id, action_id = block["block_id"], element["action_id"]
    label = (block.get("label") or {}).get("text", "")
    return [f"{block_id}/{action_id}", action_id, block_id, label]


def empty_required(blocks: Sequence[Json], values: Json) -> list[str]:
    """The ids of input blocks that Slack's client would not let a person leave empty."""
    return [
        block["block_id"]
        for block, element in inputs_of(blocks)
        if block["type"] == "input" and not block.get("optional") and _is_empty(values, block, element)
    ]


def _is_empty(values: Json, block: Json, element: Json) -> bool:
    state = values[block["block_id"]][element["action_id"]]
    return not any(value for key, value in state.items() if key != "type")


def initial(element: Json) -> Json:
    kind = element["type"]
    if kind in TEXT_ENTRIES:
        return {"value": element.get("initial_value")}
    if kind in SINGLE:
        return {SINGLE[kind]: element.get("initial_option")}
    if kind in MANY:
        return {MANY[kind]: element.get("initial_options") or []}
    key, first = PLAIN_VALUES[kind]
    return {key: element.get(first)}


def picked(element: Json, answer: Any, offered: Sequence[Json] = ()) -> Json:
    """The state of an element after an answer.

    Raises:
        CannotDo: the text is too long or too short, or there is no such option.
    """
    kind = element["type"]
    if kind in TEXT_ENTRIES:
        return {"value": _typed(element, str(answer))}
    if kind in SINGLE:
        return {SINGLE[kind]: option_of(element, answer, offered)}
    if kind in MANY:
        return {MANY[kind]: [option_of(element, a, offered) for a in answer]}
    return {PLAIN_VALUES[kind][0]: answer}


def _typed(element: Json, text: str) -> str:
    if len(text) > element.get("max_length", 3000) or len(text) < element.get("min_length", 0):
        raise CannotDo(f"the field does not take {len(text)} characters")
    return text


def option_of(element: Json, wanted: str, offered: Sequence[Json] = ()) -> Json:
    """The option whose value or text is `wanted`.

    Raises:
        CannotDo: there is none.
    """
    groups = element.get("option_groups") or [{"options": element.get("options") or list(offered)}]
    for option in (o for group in groups for o in group["options"]):
        if wanted in (option["value"], option["text"]["text"]):
            return dict(option)
    raise CannotDo(f"there is no option {wanted!r}")
