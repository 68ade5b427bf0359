"""What a model wrote, read as hostile input: bounded before it is parsed, held to its schema afterwards."""

import json
import math
import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from core.model import Json

MAX_CHARS = 200_000
"""Of one answer; the largest question we ask is answered in under 20,000."""
MAX_DEPTH = 32
MAX_DIGITS = 15
"""Of an integer: what a double holds exactly. Python parses a million digits in seconds of CPU."""

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""Possessive, and an unclosed string matches too: otherwise each quote in it would be tried to the end again."""
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


class BrokenOutput(ValueError):
    """The answer is not the JSON that was asked for. The text says why, in words the model can use."""


class Answer:
    """A schema, and the one way to read an answer to it.

    Objects that name their properties are closed: a key that the schema does not name is refused even if
    its author forgot to say so.

    Args:
        schema: JSON Schema (2020-12) of an object.

    Raises:
        jsonschema.SchemaError: the schema itself is wrong.
    """

    def __init__(self, schema: Json) -> None:
        self.schema = _closed(deepcopy(schema))
        Draft202012Validator.check_schema(self.schema)
        self._validator = Draft202012Validator(self.schema)

    def read(self, text: str) -> Json:
        """The answer as data.

        Raises:
            BrokenOutput: too long, too deep, not JSON, not finite, or not what the schema asks for.
        """
        data = parse(text)
        error = best_match(self._validator.iter_errors(data))
        if error is not None:
            raise BrokenOutput(f"{error.json_path} breaks the rule {error.validator!r}")
        if not isinstance(data, dict):
            raise BrokenOutput("the answer is no object")
        return data


def parse(text: str) -> Any:
    """JSON text as data, in time linear in its length.

    Raises:
        BrokenOutput: it is no JSON, or JSON that no honest answer is: see the limits above.
    """
    if len(text) > MAX_CHARS:
        raise BrokenOutput(f"the answer is longer than {MAX_CHARS} characters")
    _check_depth(text)
    try:
        data = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_refuse_constant,
        )
    except BrokenOutput:
        raise
    except ValueError as e:
        raise BrokenOutput("the answer is no whole JSON") from e
    _check_strings(data)
    return data


def _closed(schema: Any) -> Any:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            schema.setdefault("additionalProperties", False)
        for part in schema.values():
            _closed(part)
    elif isinstance(schema, list):
        for part in schema:
            _closed(part)
    return schema


def _check_depth(text: str) -> None:
    """Python's own parser recurses, so the brackets are counted before it runs."""
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        mark = token[0]
        depth += (mark in "[{") - (mark in "]}")
        if depth > MAX_DEPTH:
            raise BrokenOutput(f"the answer is nested deeper than {MAX_DEPTH}")


def _object(pairs: list[tuple[str, Any]]) -> Json:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise BrokenOutput("a key stands twice in one object")
    return data


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MAX_DIGITS:
        raise BrokenOutput("a number is too large")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BrokenOutput("a number is not finite")
    return number


def _refuse_constant(name: str) -> float:
    raise BrokenOutput(f"{name} is no JSON")


def _check_strings(data: object) -> None:
    """NUL and half surrogate pairs can neither be stored nor sent."""
    if isinstance(data, str):
        if _UNSAFE.search(data):
            raise BrokenOutput("a string holds characters that cannot be stored")
    elif isinstance(data, dict):
        _check_all(data)
        _check_all(data.values())
    elif isinstance(data, list):
        _check_all(data)


def _check_all(parts: Iterable[object]) -> None:
    for part in parts:
        _check_strings(part)
