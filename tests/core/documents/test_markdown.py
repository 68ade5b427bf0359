import pytest

from core.documents.kinds import Hint
from core.documents.markdown import looks_like, read_markdown
from core.model import Line

RESUME = """\
# Mina Okafor
**Platform Engineer**
[mina@example.org](mailto:mina@example.org) · [GitHub](https://github.com/mina)

## Experience
### Engineer, [Heron](https://heron.example)
*Lagos — 2021 - 2024*

- Moved **forty** services to `containers`
  without an outage
  - and kept them there
1. First prize

| Area | Skills |
|------|--------|
| Cloud | AWS, GCP |
"""


def lines() -> list[Line]:
    return list(read_markdown(RESUME))


def test_signs_go_and_what_they_say_stays() -> None:
    assert [line.text for line in lines()] == [
        "Mina Okafor",
        "Platform Engineer",
        "mina@example.org · GitHub",
        "Experience",
        "Engineer, Heron",
        "Lagos — 2021 - 2024",
        "• Moved forty services to containers",
        "without an outage",
        "• and kept them there",
        "1. First prize",
        "Area\tSkills",
        "Cloud\tAWS, GCP",
    ]


def test_levels_bold_bullets_indents_and_links_are_told() -> None:
    found = {line.text: line for line in lines()}
    assert [line.level for line in lines()][:6] == [1, 0, 0, 2, 3, 0]
    assert found["Platform Engineer"].bold
    assert not found["• Moved forty services to containers"].bold
    assert found["• Moved forty services to containers"].bullet
    assert not found["without an outage"].bullet
    assert found["• and kept them there"].indent > found["• Moved forty services to containers"].indent
    assert found["mina@example.org · GitHub"].links == ("mailto:mina@example.org", "https://github.com/mina")
    assert found["Engineer, Heron"].links == ("https://heron.example",)


def test_links_that_run_something_are_not_links() -> None:
    text = "# Mina\n[a](javascript:alert(1)) [b](file:///etc/passwd) ![photo](https://example.org/p.png)"
    *_, line = read_markdown(text)
    assert line.links == ()
    assert "photo" in line.text


@pytest.mark.parametrize(
    ("text", "suffix", "answer"),
    [
        (RESUME, "", True),
        (RESUME, "txt", True),
        ("# Mina Okafor\nEngineer", "md", True),
        ("# Mina Okafor\nEngineer", "txt", False),
        ("MINA OKAFOR\n===========\n- C# and C++\n- 2 * 3 * 4", "txt", False),
        ("Engineer, 2019 - 2021\n* Built it\n* Ran it", "md", False),
    ],
)
def test_content_decides_and_the_name_breaks_a_tie(text: str, suffix: str, answer: bool) -> None:  # noqa: FBT001  a table of cases
    assert looks_like(text, Hint(suffix)) is answer


def test_html_in_markdown_is_shown_and_not_run() -> None:
    shown = "\n".join(line.text for line in read_markdown("# Mina\n\n<script>alert(1)</script>\n\nEngineer"))
    assert "<script>alert(1)</script>" in shown


def test_brackets_without_end_cost_no_time() -> None:
    assert list(read_markdown("# a\n" + "[" * 5_000 + "**" * 5_000))
