import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.engine.output import MAX_CHARS, MAX_DEPTH, Answer, BrokenOutput, parse

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('abcde"\\[{', max_size=4), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
letters = st.text('{}[]":,0123456789eE.-+\\ua"ntrflsNI \n', max_size=200)


@given(json_values)
def test_honest_json_is_read_as_it_was_written(value: object) -> None:
    assert parse(json.dumps(value)) == value


@given(letters | st.text(max_size=200))
def test_any_text_is_data_or_broken_and_nothing_else(text: str) -> None:
    try:
        data = parse(text)
    except BrokenOutput:
        return
    json.dumps(data, allow_nan=False).encode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "NaN",
        "-Infinity",
        "1e999",
        "9" * 16,
        '{"a": 1, "a": 2}',
        '{"a": {"b": 1, "b": 1}}',
        r'"\ud83d"',
        r'{"\u0000": 1}',
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        '{"a":' * 100_000,
        f'"{"x" * MAX_CHARS}"',
        "{} trailing",
    ],
)
def test_what_no_honest_answer_holds_is_refused(text: str) -> None:
    with pytest.raises(BrokenOutput):
        parse(text)


def test_brackets_inside_strings_are_no_depth() -> None:
    assert parse(json.dumps("[" * 1000)) == "[" * 1000


@pytest.mark.parametrize(
    "text", ['"' + '\\"' * 90_000, '"' * 180_000, "[" * 180_000, "9" * 190_000, "1." + "9" * 190_000]
)
def test_the_worst_text_is_refused_in_no_time(text: str) -> None:
    started_at = time.process_time()

    with pytest.raises(BrokenOutput):
        Answer({"type": "object", "properties": {}}).read(text)

    assert time.process_time() - started_at < 1.0


@pytest.mark.parametrize(
    "answer",
    [
        {"company": "Acme"},
        {},
        {"company": "none", "score": 100},
        {"company": "none", "places": [{"city": "Leeds", "url": "http://evil.example"}]},
        {"company": "none", "places": [{"city": "Leeds"}] * 3},
        {"company": "none", "places": [{"city": "L" * 21}]},
        ["none"],
    ],
)
def test_an_answer_outside_its_schema_is_refused_even_where_the_schema_forgot_to_close_itself(
    answer: object,
) -> None:
    city = {"type": "object", "properties": {"city": {"type": "string", "maxLength": 20}}}
    schema = {
        "type": "object",
        "properties": {
            "company": {"enum": ["Northwind Bakery", "none"]},
            "places": {"type": "array", "maxItems": 2, "items": city},
        },
        "required": ["company"],
    }

    with pytest.raises(BrokenOutput):
        Answer(schema).read(json.dumps(answer))

    assert "additionalProperties" not in schema  # the caller's own is left alone
    assert Answer(schema).read('{"company": "none"}') == {"company": "none"}


def test_why_an_answer_is_refused_does_not_repeat_it() -> None:
    with pytest.raises(BrokenOutput) as raised:
        Answer({"type": "object", "properties": {"a": {"enum": ["x"]}}}).read('{"a": "secret words"}')

    assert "secret" not in str(raised.value)
