"""What all tests share."""

import pytest


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:  # noqa: ARG001  # pytest's own names
    """Bytes are no name: a zip made here holds the time, and workers would collect other tests than each other."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest file goes first, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: "test_kill_points" not in item.nodeid)
