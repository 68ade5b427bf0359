"""The command line beside a model that breaks: the rules' answer is given, and a sentence says that it is theirs alone."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from scripted_ollama import Fault, ScriptedOllama

from bot.cli import app
from bot.cli.edge import run

PERSON = "Ida Brandt\nida@example.org\n"
DOUBTED = f"{PERSON}\nEXPERIENCE\n\nBlue Heron | Night Desk | 2019 – 2021\n- Keys and calls\n"
WITHOUT_JOBS = f"{PERSON}\nSKILLS\n\nPython, SQL, Docker\n\nLANGUAGES\n\nEnglish, German\n"
IN_FINNISH = f"""{PERSON}
Työkokemus

Laboratoriohoitaja, Pohjolan Sairaala, Oulu
03/2019 – nyt
- Otin verinäytteitä ja vastasin laitteiden huollosta joka viikko

Koulutus

Sairaanhoitaja, Oulun ammattikorkeakoulu
2015 – 2018
"""
IN_PROSE = f"""{PERSON}
De 2013 à 2018, j'ai été chef d'équipe chez Menuiserie Valmont : planning de
six personnes et suivi des chantiers. Depuis 2018, je travaille comme
responsable d'atelier pour la société Bois du Nord, avec un budget annuel.
"""

TEXTS = {
    "doubted.txt": DOUBTED,
    "jobless.txt": WITHOUT_JOBS,
    "finnish.txt": IN_FINNISH,
    "prose.txt": IN_PROSE,
}
ASIDE = ("resume", "spans", "doubts", "engine")


@pytest.fixture
def ollama(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedOllama]:
    """On a loop of its own: the command line has the other."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    scripted = ScriptedOllama()
    scripted.spared = frozenset({"/api/tags"})  # what is not there when the command begins is refused at once
    started: Future[str] = asyncio.run_coroutine_threadsafe(scripted.start(), loop)
    monkeypatch.setenv("OLLAMA_HOST", started.result(10))
    monkeypatch.setattr("core.extraction.quoting._DEADLINE_S", 0.5)
    monkeypatch.setattr("core.extraction.resumes.asking._DEADLINE_S", 0.5)
    yield scripted
    asyncio.run_coroutine_threadsafe(scripted.close(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def extracted(folder: Path, capsys: pytest.CaptureFixture[str], engine: str) -> dict[str, dict[str, Any]]:
    """What `extract --json` says of each text, by its name."""
    run(app, ["extract", *(str(folder / name) for name in TEXTS), "--json", "--engine", engine])
    answers = map(json.loads, capsys.readouterr().out.splitlines())
    return {Path(one["file"]).name: one for one in answers}


@pytest.mark.parametrize("fault", ["hang", "500", "cut", "garbage"])
def test_the_rules_answer_stands_and_a_warning_says_that_it_is_theirs_alone(
    ollama: ScriptedOllama, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: Fault
) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    by_rules = extracted(tmp_path, capsys, "rules")
    ollama.fault = fault
    with_model = extracted(tmp_path, capsys, "ollama")
    assert len(ollama.asked()) >= len(TEXTS)
    for name in TEXTS.keys() - {"prose.txt"}:
        answer, expected = with_model[name], by_rules[name]
        assert expected["resume"]["basics"]["name"] == "Ida Brandt"
        assert [answer[key] for key in ASIDE] == [expected[key] for key in ASIDE]
        [told] = [one for one in answer["warnings"] if one not in expected["warnings"]]
        assert told.startswith("The language model")
        assert told.endswith("I read the resume with rules alone.")
    assert "and the model could not help: The language model" in with_model["prose.txt"]["error"]
