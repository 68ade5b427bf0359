from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, ScriptedOllama

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.engine.client import OllamaEngine
from core.extraction import extract_by_rules, resolve_doubts
from core.model import Document, Extraction, Json

TODAY = date(2026, 11, 23)
PROSE = b"""Tomas Berg
tomas@example.org | +47 22 33 44 55

I was a carpenter with Nordbygg from 2015 to 2019, and since then I lead the
crew of Fjell Hus (2019 - present).

Skills
Roof trusses, Scaffolding, Excel

Languages
Norwegian (native), English (fluent)
"""
JOBS: Json = {
    "entries": [
        {"kind": "work", "title": "carpenter", "organisation": "Nordbygg"},
        {"kind": "work", "title": "none", "organisation": "Fjell Hus"},
    ]
}


@pytest.fixture
def prose() -> Document:
    return read(PROSE, Hint("txt"), Limits())


@pytest.fixture
async def ollama() -> AsyncIterator[ScriptedOllama]:
    server = ScriptedOllama()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def engine(ollama: ScriptedOllama) -> AsyncIterator[OllamaEngine]:
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    yield engine
    await engine.close()


async def asked(prose: Document, engine: OllamaEngine) -> tuple[Extraction, Extraction]:
    rules = extract_by_rules(prose, TODAY)
    assert rules.fields
    assert "work" not in rules.fields
    return rules, await resolve_doubts(rules, prose, engine)


async def test_jobs_told_in_sentences_are_quoted_by_the_model_and_dated_by_rules(
    prose: Document, ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.answer([JOBS])
    rules, found = await asked(prose, engine)
    assert found.fields["work"] == [
        {"name": "Nordbygg", "position": "carpenter", "startDate": "2015", "endDate": "2019"},
        {"name": "Fjell Hus", "startDate": "2019"},
    ]
    for pointer in ("/work/0/name", "/work/0/position", "/work/1/name"):
        [span] = found.spans[pointer]
        said = prose.by_number[span.line].text[span.start : span.end]
        assert said in ("Nordbygg", "carpenter", "Fjell Hus")
    assert found.fields["skills"] == rules.fields["skills"]
    assert list(found.fields) == ["basics", "work", "skills", "languages"]
    assert (found.engine, found.usage.model_calls) == ("ollama", 1)


async def test_the_dates_of_another_job_are_never_given(ollama: ScriptedOllama, engine: OllamaEngine) -> None:
    told = """Karin Holt
karin.holt@example.org

I was a carpenter with Nordbygg when it was small.
Then, from 2015 to 2019, I led the crew of Fjell Hus.

Skills
Roof trusses, Scaffolding, Excel

Languages
Norwegian (native), English (fluent)
"""
    ollama.answer([JOBS])
    _, found = await asked(read(told.encode(), Hint("txt"), Limits()), engine)

    assert found.fields["work"] == [
        {
            "name": "Nordbygg",
            "position": "carpenter",
            "summary": "I was a carpenter with Nordbygg when it was small.",
        },
        {
            "name": "Fjell Hus",
            "startDate": "2015",
            "endDate": "2019",
            "summary": "Then, from 2015 to 2019, I led the crew of Fjell Hus.",
        },
    ]


async def test_the_fixed_part_stands_first_and_the_answer_is_bounded(
    prose: Document, ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.answer([JOBS])
    await asked(prose, engine)
    [body] = ollama.asked()
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "Tomas" not in body["messages"][0]["content"]
    entries = body["format"]["properties"]["entries"]
    assert entries["maxItems"] <= 10
    assert entries["items"]["properties"]["title"]["maxLength"] <= 80
    Draft202012Validator(body["format"]).validate(JOBS)


HOSTILE: dict[str, Any] = {
    "words that are not there": {
        "entries": [{"kind": "work", "title": "Chief Executive", "organisation": "Nordbygg"}]
    },
    "half a word": {"entries": [{"kind": "work", "title": "none", "organisation": "Nordby"}]},
    "nothing at all": {"entries": []},
    "two nones": {"entries": [{"kind": "work", "title": "none", "organisation": "none"}]},
    "a key more": {
        "entries": [{"kind": "work", "title": "carpenter", "organisation": "Nordbygg", "salary": 9}]
    },
    "a kind of its own": {"entries": [{"kind": "basics", "title": "carpenter", "organisation": "Nordbygg"}]},
    "nested deep": {
        "entries": [{"kind": "work", "title": {"a": [[["carpenter"]]]}, "organisation": "Nordbygg"}]
    },
    "huge numbers": {"entries": [{"kind": "work", "title": 10**300, "organisation": "Nordbygg"}]},
    "another shape": {"jobs": "carpenter"},
    "a thousand entries": {"entries": [{"kind": "work", "title": "x" * 400, "organisation": "none"}] * 1000},
}


@pytest.mark.parametrize("says", HOSTILE.values(), ids=HOSTILE)
async def test_an_answer_that_does_not_hold_changes_no_field(
    says: Any, prose: Document, ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.answer([says])
    rules, found = await asked(prose, engine)
    assert (found.fields, found.spans) == (rules.fields, rules.spans)


async def test_when_the_engine_fails_the_rules_stand_and_a_notice_says_so(
    prose: Document, ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    ollama.fault = "garbage"
    rules, found = await asked(prose, engine)
    assert found.fields == rules.fields
    assert [notice.code for notice in found.notices] == ["engine_down"]


async def test_where_the_rules_found_jobs_the_model_is_not_asked_for_more(
    ollama: ScriptedOllama, engine: OllamaEngine
) -> None:
    text = b"Ida Brandt\nida@example.org\nEXPERIENCE\nNight Manager, Harbour Hotel, 2019 - 2021\n- Keys\n"
    sure = read(text, Hint("txt"), Limits())
    await resolve_doubts(extract_by_rules(sure, TODAY), sure, engine)
    assert ollama.asked() == []
