"""The questions we ask a model: one Markdown file each, loaded by name."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question's fixed part.

    Attributes:
        sha256: of the text, as hex; it stands in cache keys and audit rows, so that a changed prompt asks anew.
    """

    text: str
    sha256: str


@cache
def load(name: str) -> Prompt:
    """The prompt `core/prompts/<name>.md`, without blank ends.

    Raises:
        ValueError: no such prompt was shipped.
    """
    page = files(__package__).joinpath(f"{name}.md")
    if not name.isidentifier() or not page.is_file():
        raise ValueError(f"no prompt is called {name!r}")
    text = page.read_text(encoding="utf-8").strip()
    return Prompt(text, sha256(text.encode()).hexdigest())
