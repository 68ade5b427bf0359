import hashlib
from pathlib import Path

import pytest

from core import prompts

HERE = Path(prompts.__file__).parent


def test_a_prompt_is_its_file_and_carries_the_hash_of_its_text() -> None:
    names = [page.stem for page in HERE.glob("*.md")]

    assert names
    for name in names:
        prompt = prompts.load(name)
        assert prompt.text == (HERE / f"{name}.md").read_text(encoding="utf-8").strip()
        assert prompt.sha256 == hashlib.sha256(prompt.text.encode()).hexdigest()


@pytest.mark.parametrize("name", ["nothing_like_this", "../../README", "__init__.py", ""])
def test_a_name_that_is_no_prompt_is_a_mistake_of_ours(name: str) -> None:
    with pytest.raises(ValueError, match="no prompt is called"):
        prompts.load(name)
