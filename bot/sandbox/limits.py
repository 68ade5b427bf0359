"""What Slack accepts in a message and in a view, as tables; the answer is a list of problems, each with its place.

Sources: docs.slack.dev/reference/block-kit, and where the docs are silent the lowest length that people
report as refused: slackapi/bolt-js#2867 (text over all blocks), vellum-ai/vellum-assistant#36219 (tables).
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.model import Json

Surface = Literal["message", "modal", "home"]
Rule = Callable[[object, str], Iterator["Problem"]]

BLOCKS_IN_MESSAGE = 50
BLOCKS_IN_VIEW = 100
TEXT_OVER_ALL_BLOCKS = 11_300
MARKDOWN_CHARS = 12_000
TABLE_CHARS = 10_000
UPDATE_TEXT_CHARS = 4_000
MESSAGE_TEXT_CHARS = 40_000
ATTACHMENTS = 100
METADATA_BYTES = 16_000
VIEW_BYTES = 250_000
NO_LIMIT = 10**9


@dataclass(frozen=True)
class Problem:
    """Something Slack refuses. `pointer` is a JSON Pointer into the request, such as /blocks/0/text."""

    pointer: str
    what: str

    def __str__(self) -> str:
        return f"{self.what} [json-pointer:{self.pointer}]"


# Rules: each takes a value and its pointer, and yields what is wrong with it.


def string(most: int, least: int = 0) -> Rule:
    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(at, "must provide a string")
        elif len(value) > most:
            yield Problem(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Problem(at, f"must be more than {least - 1} characters")

    return check


def number(least: float, most: float) -> Rule:
    def check(value: object, at: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem(at, "must provide a number")
        elif not least <= value <= most:
            yield Problem(at, f"must be between {least:g} and {most:g}")

    return check


def boolean(value: object, at: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(at, "must provide a boolean")


def anything(_value: object, _at: str) -> Iterator[Problem]:
    yield from ()


def one_of(*allowed: str) -> Rule:
    def check(value: object, at: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(at, f"must be one of: {', '.join(allowed)}")

    return check


def array(item: Rule, least: int, most: int) -> Rule:
    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(at, "must provide an array")
            return
        if len(value) > most:
            yield Problem(at, f"no more than {most} items allowed")
        if len(value) < least:
            yield Problem(at, f"no fewer than {least} items allowed")
        for i, each in enumerate(value):
            yield from item(each, f"{at}/{i}")

    return check


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these keys, the optional ones or not, and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
            return
        for key in required:
            if value.get(key) is None:
                yield Problem(at, f"missing required field: {key}")
        for key, inner in value.items():
            if key not in known:
                yield Problem(at, f"invalid additional property: {key}")
            elif inner is not None:
                yield from known[key](inner, f"{at}/{key}")

    return check


def by_type(table: Mapping[str, Rule]) -> Rule:
    """An object whose `type` decides which rule it has to meet."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(at, "must provide an object")
        elif not isinstance(value.get("type"), str):
            yield Problem(at, "missing required field: type")
        elif value["type"] not in table:
            yield Problem(f"{at}/type", f"unsupported type: {value['type'][:80]}")
        else:
            yield from table[value["type"]](value, at)

    return check


def exactly_one(rule: Rule, *keys: str) -> Rule:
    """`rule`, and one of these keys but not two."""

    def check(value: object, at: str) -> Iterator[Problem]:
        yield from rule(value, at)
        if isinstance(value, dict) and sum(value.get(k) is not None for k in keys) != 1:
            yield Problem(at, f"must provide exactly one of: {', '.join(keys)}")

    return check


def at_least_one(rule: Rule, *keys: str) -> Rule:
    def check(value: object, at: str) -> Iterator[Problem]:
        yield from rule(value, at)
        if isinstance(value, dict) and all(value.get(k) is None for k in keys):
            yield Problem(at, f"must provide one of: {', '.join(keys)}")

    return check


# Composition objects

TYPE: Mapping[str, Rule] = {"type": string(255)}
URL = string(3000, 1)


def plain(most: int) -> Rule:
    return by_type({"plain_text": shape({**TYPE, "text": string(most, 1)}, {"emoji": boolean})})


def words(most: int) -> Rule:
    """plain_text or mrkdwn."""
    mrkdwn = shape({**TYPE, "text": string(most, 1)}, {"verbatim": boolean})
    table = {"plain_text": shape({**TYPE, "text": string(most, 1)}, {"emoji": boolean}), "mrkdwn": mrkdwn}
    return by_type(table)


CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
PLAIN_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": URL})
WORDS_OPTION = shape({"text": words(75), "value": string(150, 1)}, {"description": words(75)})
OPTIONS = array(PLAIN_OPTION, 1, 100)
GROUPS = array(shape({"label": plain(75), "options": OPTIONS}), 1, 100)
BUTTON_VALUE = shape({"text": plain(75), "value": string(2000, 1)}, {"accessibility_label": string(75)})
DISPATCH = shape({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})

# Elements

ACTION: Mapping[str, Rule] = {"action_id": string(255, 1), "confirm": CONFIRM, "focus_on_load": boolean}
PICKER: Mapping[str, Rule] = {**ACTION, "placeholder": plain(150)}
MULTI: Mapping[str, Rule] = {**PICKER, "max_selected_items": number(1, NO_LIMIT)}
ENTRY: Mapping[str, Rule] = {
    "action_id": string(255, 1),
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
}
BUTTON = shape(
    {**TYPE, "text": plain(75)},
    {
        "action_id": string(255, 1),
        "url": URL,
        "value": string(2000, 1),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "agent_prompt": string(4000),
        "visible_to_user_ids": array(string(255, 1), 1, 100),
    },
)
IMAGE_ELEMENT = exactly_one(
    shape({**TYPE, "alt_text": string(2000, 1)}, {"image_url": URL, "slack_file": anything}),
    "image_url",
    "slack_file",
)
STATIC_SELECT = exactly_one(
    shape(TYPE, {**PICKER, "options": OPTIONS, "option_groups": GROUPS, "initial_option": PLAIN_OPTION}),
    "options",
    "option_groups",
)
MULTI_STATIC_SELECT = exactly_one(
    shape(TYPE, {**MULTI, "options": OPTIONS, "option_groups": GROUPS, "initial_options": OPTIONS}),
    "options",
    "option_groups",
)
CHOICES: Mapping[str, Rule] = {**TYPE, "options": array(WORDS_OPTION, 1, 10)}
SELECTS: Mapping[str, Rule] = {
    "static_select": STATIC_SELECT,
    "external_select": shape(
        TYPE, {**PICKER, "min_query_length": number(0, NO_LIMIT), "initial_option": PLAIN_OPTION}
    ),
    "users_select": shape(TYPE, {**PICKER, "initial_user": string(255)}),
    "conversations_select": shape(
        TYPE,
        {
            **PICKER,
            "initial_conversation": string(255),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": anything,
        },
    ),
    "channels_select": shape(
        TYPE, {**PICKER, "initial_channel": string(255), "response_url_enabled": boolean}
    ),
}
MULTI_SELECTS: Mapping[str, Rule] = {
    "multi_static_select": MULTI_STATIC_SELECT,
    "multi_external_select": shape(
        TYPE, {**MULTI, "min_query_length": number(0, NO_LIMIT), "initial_options": OPTIONS}
    ),
    "multi_users_select": shape(TYPE, {**MULTI, "initial_users": anything}),
    "multi_conversations_select": shape(
        TYPE,
        {
            **MULTI,
            "initial_conversations": anything,
            "default_to_current_conversation": boolean,
            "filter": anything,
        },
    ),
    "multi_channels_select": shape(TYPE, {**MULTI, "initial_channels": anything}),
}
PICKS: Mapping[str, Rule] = {
    "checkboxes": shape(CHOICES, {**ACTION, "initial_options": array(WORDS_OPTION, 1, 10)}),
    "radio_buttons": shape(CHOICES, {**ACTION, "initial_option": WORDS_OPTION}),
    "datepicker": shape(TYPE, {**PICKER, "initial_date": string(10, 10)}),
    "timepicker": shape(TYPE, {**PICKER, "initial_time": string(5, 5), "timezone": string(255)}),
}
DATETIME = shape(TYPE, {**ACTION, "initial_date_time": number(0, 9_999_999_999)})
OVERFLOW = shape(
    {**TYPE, "options": array(PLAIN_OPTION, 1, 5)}, {"action_id": string(255, 1), "confirm": CONFIRM}
)
ENTRIES: Mapping[str, Rule] = {
    "plain_text_input": shape(
        TYPE,
        {
            **ENTRY,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "email_text_input": shape(TYPE, {**ENTRY, "initial_value": string(3000)}),
    "url_text_input": shape(TYPE, {**ENTRY, "initial_value": string(3000)}),
    "number_input": shape(
        {**TYPE, "is_decimal_allowed": boolean},
        {**ENTRY, "initial_value": string(255), "min_value": string(255), "max_value": string(255)},
    ),
    "rich_text_input": shape(TYPE, {**ENTRY, "initial_value": anything}),
}
FILE_INPUT = shape(
    TYPE,
    {"action_id": string(255, 1), "filetypes": array(string(50, 1), 1, 100), "max_files": number(1, 10)},
)
FEEDBACK = shape(
    {**TYPE, "positive_button": BUTTON_VALUE, "negative_button": BUTTON_VALUE}, {"action_id": string(255, 1)}
)
ICON_BUTTON = shape(
    {**TYPE, "icon": string(255, 1), "text": plain(75)},
    {
        "action_id": string(255, 1),
        "value": string(2000, 1),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": array(string(255, 1), 1, 100),
    },
)
WORKFLOW_BUTTON = shape(
    {**TYPE, "text": plain(75), "workflow": anything},
    {
        "action_id": string(255, 1),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)
IN_ACTIONS = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
    "datetimepicker": DATETIME,
    **PICKS,
    **SELECTS,
}
IN_SECTION = {
    "button": BUTTON,
    "workflow_button": WORKFLOW_BUTTON,
    "overflow": OVERFLOW,
    "image": IMAGE_ELEMENT,
    **PICKS,
    **SELECTS,
    **MULTI_SELECTS,
}
IN_INPUT: Mapping[str, Rule] = {
    "datetimepicker": DATETIME,
    **PICKS,
    **SELECTS,
    **MULTI_SELECTS,
    **ENTRIES,
    "file_input": FILE_INPUT,
}
TEXTS: Mapping[str, Rule] = {"plain_text": words(2000), "mrkdwn": words(2000)}

# Rich text: its leaves are many and change often; what is checked is that they nest as Slack nests them.


def rich_leaf(value: object, at: str) -> Iterator[Problem]:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        yield Problem(at, "missing required field: type")
    elif value["type"] == "text":
        yield from string(NO_LIMIT, 1)(value.get("text"), f"{at}/text")
    elif value["type"] == "link":
        yield from URL(value.get("url"), f"{at}/url")
    elif value["type"] not in ("user", "usergroup", "channel", "emoji", "team", "date", "broadcast", "color"):
        yield Problem(f"{at}/type", f"unsupported type: {value['type'][:80]}")


LEAVES = array(rich_leaf, 0, NO_LIMIT)
RICH_SECTION = shape({**TYPE, "elements": LEAVES})
RICH_QUOTE = shape({**TYPE, "elements": LEAVES}, {"border": number(0, 1)})
RICH_CODE = shape({**TYPE, "elements": LEAVES}, {"border": number(0, 1), "language": string(255)})
RICH_LIST = shape(
    {
        **TYPE,
        "style": one_of("bullet", "ordered"),
        "elements": array(by_type({"rich_text_section": RICH_SECTION}), 1, NO_LIMIT),
    },
    {"indent": number(0, 8), "offset": number(0, NO_LIMIT), "border": number(0, 1)},
)
RICH_PARTS = {
    "rich_text_section": RICH_SECTION,
    "rich_text_list": RICH_LIST,
    "rich_text_preformatted": RICH_CODE,
    "rich_text_quote": RICH_QUOTE,
}

# Blocks

BLOCK: Mapping[str, Rule] = {"block_id": string(255, 1)}
RICH_TEXT = shape({**TYPE, "elements": array(by_type(RICH_PARTS), 1, NO_LIMIT)}, BLOCK)
RAW_TEXT = shape({**TYPE, "text": string(NO_LIMIT, 1)})
TABLE_CELL = by_type({"raw_text": RAW_TEXT, "rich_text": RICH_TEXT})
ANY_TEXT = by_type({"plain_text": words(3000), "mrkdwn": words(3000)})
CARD = at_least_one(
    shape(
        TYPE,
        {
            **BLOCK,
            "title": words(150),
            "subtitle": words(150),
            "body": words(200),
            "icon": anything,
            "hero_image": anything,
            "subtext": words(200),
            "slack_icon": anything,
            "actions": array(by_type({"button": BUTTON}), 1, 3),
        },
    ),
    "hero_image",
    "title",
    "actions",
    "body",
)
EVERYWHERE: Mapping[str, Rule] = {
    "section": at_least_one(
        shape(
            TYPE,
            {
                **BLOCK,
                "text": words(3000),
                "fields": array(words(2000), 1, 10),
                "accessory": by_type(IN_SECTION),
                "expand": boolean,
            },
        ),
        "text",
        "fields",
    ),
    "divider": shape(TYPE, BLOCK),
    "header": shape({**TYPE, "text": plain(150)}, {**BLOCK, "level": number(1, 4)}),
    "context": shape({**TYPE, "elements": array(by_type({**TEXTS, "image": IMAGE_ELEMENT}), 1, 10)}, BLOCK),
    "actions": shape({**TYPE, "elements": array(by_type(IN_ACTIONS), 1, 25)}, BLOCK),
    "input": shape(
        {**TYPE, "label": plain(2000), "element": by_type(IN_INPUT)},
        {**BLOCK, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "image": exactly_one(
        shape(
            {**TYPE, "alt_text": string(2000, 1)},
            {**BLOCK, "image_url": URL, "slack_file": anything, "title": plain(2000)},
        ),
        "image_url",
        "slack_file",
    ),
    "rich_text": RICH_TEXT,
    "video": shape(
        {
            **TYPE,
            "alt_text": string(2000, 1),
            "title": plain(200),
            "video_url": URL,
            "thumbnail_url": URL,
        },
        {
            **BLOCK,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}
TASK = shape(
    {**TYPE, "task_id": string(255, 1), "title": string(255, 1)},
    {
        **BLOCK,
        "status": one_of("pending", "in_progress", "complete", "error"),
        "details": anything,
        "output": anything,
        "sources": anything,
    },
)
IN_MESSAGES: Mapping[str, Rule] = {
    **EVERYWHERE,
    "markdown": shape({**TYPE, "text": string(MARKDOWN_CHARS, 1)}, BLOCK),
    "file": shape({**TYPE, "external_id": string(255, 1), "source": one_of("remote")}, BLOCK),
    "context_actions": shape(
        {
            **TYPE,
            "elements": array(by_type({"feedback_buttons": FEEDBACK, "icon_button": ICON_BUTTON}), 1, 5),
        },
        BLOCK,
    ),
    "table": shape(
        {**TYPE, "rows": array(array(TABLE_CELL, 1, 20), 1, 100)},
        {**BLOCK, "column_settings": array(anything, 0, 20)},
    ),
    "data_table": shape(
        {**TYPE, "rows": array(array(anything, 1, 20), 2, 201)},
        {**BLOCK, "caption": string(255), "column_settings": array(anything, 0, 20)},
    ),
    "task_card": TASK,
    "plan": shape(
        {**TYPE, "title": string(255, 1)}, {**BLOCK, "tasks": array(by_type({"task_card": TASK}), 0, 50)}
    ),
    "alert": shape(
        {**TYPE, "text": words(200)},
        {**BLOCK, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": shape({**TYPE, "elements": array(by_type({"card": CARD}), 1, 10)}, BLOCK),
}
CONTAINER_WIDTHS = ("narrow", "standard", "wide", "full")


def container(value: object, at: str) -> Iterator[Problem]:
    """A block of blocks; here, and not in the table, because it holds the table."""
    inner = array(by_type(IN_MESSAGES), 1, 10)
    optional = {
        **BLOCK,
        "subtitle": words(150),
        "icon": anything,
        "width": one_of(*CONTAINER_WIDTHS),
        "is_collapsible": boolean,
        "default_collapsed": boolean,
    }
    yield from shape({**TYPE, "title": words(150), "child_blocks": inner}, optional)(value, at)


BLOCKS: Mapping[Surface, Rule] = {
    "message": array(by_type({**IN_MESSAGES, "container": container}), 0, BLOCKS_IN_MESSAGE),
    "modal": array(by_type(EVERYWHERE), 0, BLOCKS_IN_VIEW),
    "home": array(by_type(EVERYWHERE), 0, BLOCKS_IN_VIEW),
}
VIEW: Mapping[str, Rule] = {
    "modal": shape(
        {**TYPE, "title": plain(24), "blocks": BLOCKS["modal"]},
        {
            "submit": plain(24),
            "close": plain(24),
            "private_metadata": string(3000),
            "callback_id": string(255),
            "external_id": string(255),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape(
        {**TYPE, "blocks": BLOCKS["home"]},
        {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)},
    ),
}


# What the callers ask


def problems_of_blocks(blocks: object, surface: Surface = "message", at: str = "/blocks") -> list[Problem]:
    """Everything Slack would refuse in these blocks; empty when they are fine."""
    problems = list(BLOCKS[surface](blocks, at))
    if not problems and isinstance(blocks, list):
        problems = [
            *_twice_used_ids(blocks, at),
            *_misplaced(blocks, surface, at),
            *_tables_too_long(blocks, at),
        ]
    return problems


def problems_of_view(view: object, at: str = "/view") -> list[Problem]:
    """Everything Slack would refuse in a view object."""
    problems = list(by_type(VIEW)(view, at))
    if problems or not isinstance(view, dict):
        return problems
    problems = problems_of_blocks(view["blocks"], view["type"], f"{at}/blocks")
    if (
        view["type"] == "modal"
        and any(b["type"] == "input" for b in view["blocks"])
        and not view.get("submit")
    ):
        problems.append(Problem(at, "missing required field: submit"))
    return problems


def messages_of(problems: Sequence[Problem]) -> list[str]:
    """The problems in Slack's words: for each place that failed, first what holds it, then the reason."""
    lines: dict[str, None] = {}
    for problem in problems:
        holder = problem.pointer.rpartition("/")[0] or problem.pointer
        lines[str(Problem(holder, "failed to match all allowed schemas"))] = None
        lines[str(problem)] = None
    return list(lines)


def block_chars(blocks: Sequence[Json]) -> int:
    """The characters of all text in some blocks, as Slack counts them towards `msg_blocks_too_long`."""
    return sum(len(text) for text in _texts(list(blocks)))


def markdown_chars(blocks: Sequence[Json]) -> int:
    return sum(len(b.get("text", "")) for b in blocks if b.get("type") == "markdown")


def metadata_bytes(metadata: Json) -> int:
    return len(json.dumps(metadata).encode())


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif isinstance(value, dict | list):
                yield from _texts(value)


def _twice_used_ids(blocks: Sequence[Json], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield Problem(f"{at}/{i}/block_id", f"block_id `{block_id}` already exists")
        seen.add(block_id or "")
        actions: set[str] = set()
        for j, element in enumerate(block.get("elements") or []):
            action_id = element.get("action_id")
            if action_id and action_id in actions:
                yield Problem(f"{at}/{i}/elements/{j}/action_id", f"action_id `{action_id}` already exists")
            actions.add(action_id or "")


def _misplaced(blocks: Sequence[Json], surface: Surface, at: str) -> Iterator[Problem]:
    for i, block in enumerate(blocks):
        element = block.get("element") or {}
        if element.get("type") == "file_input" and surface != "modal":
            yield Problem(f"{at}/{i}/element/type", "unsupported type: file_input")
        yield from _unknown_initial(element, f"{at}/{i}/element")
        yield from _unknown_initial(block.get("accessory") or {}, f"{at}/{i}/accessory")


def _unknown_initial(element: Json, at: str) -> Iterator[Problem]:
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    options = [o for group in groups for o in group["options"]]
    if not options:
        return
    values = [o["value"] for o in options]
    initial = element.get("initial_options") or [element.get("initial_option")]
    if any(o and o["value"] not in values for o in initial):
        yield Problem(at, "initial_option must be one of the options")


def _tables_too_long(blocks: Sequence[Json], at: str) -> Iterator[Problem]:
    tables = [b for b in blocks if b["type"] == "table"]
    if block_chars(tables) > TABLE_CHARS:
        yield Problem(at, f"tables must be less than {TABLE_CHARS + 1} characters")
