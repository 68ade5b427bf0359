import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.commands import (
    Ask,
    Help,
    Job,
    Later,
    Link,
    Rank,
    Resumes,
    Settings,
    Skills,
    Status,
    Unknown,
    parse,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Ask()),
        ("  \n ", Ask()),
        ("help", Help()),
        ("HELP", Help()),
        ("Status", Status()),
        ("status report writer", Job("status report writer")),
        ("https://jobs.example/123", Link()),
        ("<https://jobs.example/123>", Link()),
        ("rank", Rank()),
        ("Rank Backend engineer\nPython", Rank("Backend engineer\nPython")),
        ("settings", Settings()),
        ("export docx", Later("export")),
        ("resumes", Resumes()),
        ("rnak", Unknown("rnak", "rank")),
        ("hlep", Unknown("hlep", "help")),
        ("skills", Skills()),
        ("Skills add Kubernetes = k8s, kube", Skills("add", "Kubernetes = k8s, kube")),
        ("skills add", Skills("add")),
        ("skills remove C++ &amp; more", Skills("remove", "C++ & more")),
        ("Skills needed: Python, SQL", Job("Skills needed: Python, SQL")),
        ("skills add\nPython\nSQL", Job("skills add\nPython\nSQL")),
        ("skils", Unknown("skils", "skills")),
        ("Python", Unknown("Python", "")),
        ("Senior backend engineer", Job("Senior backend engineer")),
        ("Rank and file accountant, five years", Job("Rank and file accountant, five years")),
        ("Delete files", Later("delete")),
        ("R&amp;D engineer, 4+ years", Job("R&D engineer, 4+ years")),
        ("See https://jobs.example/123 for the job", Job("See https://jobs.example/123 for the job")),
    ],
)
def test_what_stands_after_match_is_told_apart(typed: str, meant: object) -> None:
    assert parse(typed) == meant


@given(st.text())
def test_anything_typed_means_something(typed: str) -> None:
    assert isinstance(parse(typed), Ask | Help | Link | Later | Unknown | Skills | Status | Resumes | Job)


def test_forty_thousand_characters_are_looked_at_in_no_time() -> None:
    started = time.perf_counter()
    parse("https://" + "a:/@" * 100_000)
    parse("a " * 100_000)
    assert time.perf_counter() - started < 0.5
