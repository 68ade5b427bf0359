import pytest

from core.engine.front import idle_seconds
from core.errors import ConfigurationError


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("30m", 1800),
        ("1h30m", 5400),
        ("90", 90),
        ("90s", 90),
        ("500ms", 1),
        ("0", 1),
        ("-1", -1),
        ("-1m", -1),
    ],
)
def test_keep_alive_is_written_as_ollama_writes_it(written: str, seconds: int) -> None:
    assert idle_seconds(written) == seconds


@pytest.mark.parametrize("written", ["", "soon", "30 m", "m30", "1d"])
def test_a_keep_alive_that_is_no_duration_is_a_wrong_setting(written: str) -> None:
    with pytest.raises(ConfigurationError, match="no duration"):
        idle_seconds(written)
