"""Who is asked about a text that the rules know for no resume, and what becomes of the answer."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from scripted_ollama import CHAT_MODEL, EMBED_MODEL, ScriptedOllama

from core.desk import Desk
from core.documents import Limits, Reader
from core.documents.kinds import Hint
from core.documents.worker import read
from core.engine.client import OllamaEngine
from core.engine.rules import RulesEngine
from core.errors import NoJobsByRules, NotAResume
from core.extraction import extract_by_rules, may_be_resume, warned
from core.model import Document, Extraction

TODAY = date(2026, 11, 23)
ENGLISH = """Rosalind Peake
rosalind.peake@example.org, 01632 960 227

I trained at Leeds College, where I took my BSc in Nursing in 2009. My first
post was as a staff nurse at Ashdown General
Hospital, where I stayed from September 2009 until March 2014 and looked after
twenty beds. After that I joined Calder Hospice as a palliative care nurse
(April 2014 - August 2019), and I taught new colleagues how to run drivers.
"""
FRENCH = """Camille Roussin
camille.roussin@example.org

De 2013 à 2018, j'ai été chef d'équipe chez Menuiserie Valmont : planning de
six personnes et suivi des chantiers. Depuis 2018, je travaille comme
responsable d'atelier pour la société Bois du Nord, avec un budget annuel.
"""
GERMAN = """Annegret Holm
annegret.holm@example.org, Kassel

Von 2006 bis 2011 war ich Statikerin im Büro Hartlieb und habe dort Hallen und
Brücken bemessen. Von 2011 bis 2017 arbeitete ich als
Projektleiterin bei der Nordhof Bau GmbH und verantwortete Vorhaben.
"""
PLAINLY_OTHERS = {
    "invoice": "Brandt Joinery\nbills@brandt.example\nInvoice no. 7, 3 March 2024\nDue date 2 April 2026\nSubtotal 90.00\n",
    "posting": "Night manager\nWe are looking for you since 2019. Requirements: English. We offer 28 days, from 2026.\n",
    "letter": "Jo Ek\njo@example.org\nDear Ms Lind,\nFrom 2015 to 2019 I drove. I am writing to ask.\nKind regards\n",
    "cover letter": "Jo Ek\njo@example.org\nDear Ms Lind,\nI am writing to apply for the post of warehouse supervisor.\n"
    "From 2015 to 2019 I was a forklift driver at Frakt AB, then a manager at Lager AB from 2019.\nKind regards\n",
    "poem": "The boats are late\nin 1973 the nets were torn,\nand gulls were shouting at the morn\n",
    "bill in a language we do not read": "Stolarnia\nbiuro@stolarnia.example\nData 3.02.2026, termin 17.02.2026\nRazem 5 400\n",
}


def document(text: str) -> Document:
    return read(text.encode(), Hint("txt"), Limits())


def taken(source: Document) -> Extraction:
    return extract_by_rules(source, TODAY, is_sure=True)


@pytest.fixture
async def ollama() -> AsyncIterator[ScriptedOllama]:
    server = ScriptedOllama()
    await server.start()
    yield server
    await server.close()


@pytest.fixture
async def desk(ollama: ScriptedOllama) -> AsyncIterator[Desk]:
    engine = OllamaEngine(ollama.url, chat_model=CHAT_MODEL, embed_model=EMBED_MODEL)
    yield Desk(Reader(workers=0), engine)
    await engine.close()


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN])
def test_sentences_with_dates_in_them_are_no_headers_and_may_be_a_resume(text: str) -> None:
    source = document(text)
    assert not extract_by_rules(source, TODAY).fields
    assert "work" not in taken(source).fields
    assert may_be_resume(source, taken(source), TODAY)


@pytest.mark.parametrize("text", PLAINLY_OTHERS.values(), ids=PLAINLY_OTHERS)
async def test_what_is_plainly_something_else_costs_no_question(
    text: str, desk: Desk, ollama: ScriptedOllama
) -> None:
    with pytest.raises(NotAResume) as refused:
        await desk.extract(document(text), TODAY)
    assert refused.value.code == "not_a_resume"
    assert ollama.asked() == []


def job(title: str, organisation: str, kind: str = "work") -> dict[str, str]:
    return {"kind": kind, "title": title, "organisation": organisation}


async def test_quotes_over_a_line_end_and_in_capitals_are_found_and_dated_by_their_own_sentence(
    desk: Desk, ollama: ScriptedOllama
) -> None:
    source = document(ENGLISH)
    said = [job("Staff Nurse", "Ashdown General Hospital"), job("Palliative Care Nurse", "Calder Hospice")]
    ollama.answer([{"entries": said}])
    found = await desk.extract(source, TODAY)
    first, second = found.fields["work"]
    assert (first["name"], first["position"]) == ("Ashdown General Hospital", "staff nurse")
    assert (first["startDate"], first["endDate"]) == ("2009-09", "2014-03")
    assert (second["startDate"], second["endDate"]) == ("2014-04", "2019-08")
    assert second["summary"].startswith("After that I joined Calder Hospice")
    assert "summary" not in found.fields["basics"]
    for pointer, spans in found.spans.items():
        if pointer.endswith(("/name", "/position")):
            words = [source.by_number[s.line].text[s.start : s.end] for s in spans]
            assert " ".join(words) in {
                first["name"],
                first["position"],
                second["name"],
                second["position"],
                "Rosalind Peake",
            }


async def test_dates_on_the_line_above_belong_to_the_sentence_that_goes_on(
    desk: Desk, ollama: ScriptedOllama
) -> None:
    ollama.answer(
        [{"entries": [job("Projektleiterin", "Nordhof Bau GmbH"), job("Statikerin", "Büro Hartlieb")]}]
    )
    found = await desk.extract(document(GERMAN), TODAY)
    told = [(one["name"], one["startDate"], one["endDate"]) for one in found.fields["work"]]
    assert told == [("Büro Hartlieb", "2006", "2011"), ("Nordhof Bau GmbH", "2011", "2017")]


MISSED = {
    "and from": "I started at Alder Mill as a weaver and from 2015 to 2019 I worked at Birch Works as a foreman.",
    "then": "I was a weaver at Alder Mill, then from 2015 to 2019 I went to Birch Works as a foreman.",
    "two ranges": "I was a weaver at Alder Mill, was ill (2012 - 2014), and moved, from 2015 to 2019, to Birch Works.",
    "another sentence": "I was a weaver at Alder Mill. From 2015 to 2019 I was at Birch Works as a foreman.",
}


@pytest.mark.parametrize("sentence", MISSED.values(), ids=MISSED)
async def test_a_job_that_the_model_names_never_gets_the_dates_of_one_that_it_missed(
    sentence: str, desk: Desk, ollama: ScriptedOllama
) -> None:
    told = f"Rosa Peake\nrosa@example.org\n\n{sentence}\nSince 2020 I have been a foreman at Cedar Yard.\n"
    ollama.answer([{"entries": [job("weaver", "Alder Mill"), job("foreman", "Cedar Yard")]}])
    found = await desk.extract(document(told), TODAY)
    by_name = {one["name"]: one for one in found.fields["work"]}
    assert "startDate" not in by_name.get("Alder Mill", {})
    assert by_name["Cedar Yard"]["startDate"] == "2020"


async def test_names_of_programs_are_no_schools(desk: Desk, ollama: ScriptedOllama) -> None:
    text = FRENCH + "\nSage, Procost, Excel\n"
    said = [
        job("chef d'équipe", "Menuiserie Valmont"),
        job("Sage", "Procost", "education"),
        job("Excel", "none", "education"),
    ]
    ollama.answer([{"entries": said}])
    found = await desk.extract(document(text), TODAY)
    assert [one["name"] for one in found.fields["work"]] == ["Menuiserie Valmont"]
    assert "education" not in found.fields


@pytest.mark.parametrize(
    "says",
    [{"entries": []}, {"entries": [job("foreman", "Acme")]}, {"entries": [job("none", "none")]}],
)
async def test_where_the_model_finds_none_either_it_is_no_resume(
    says: Any, desk: Desk, ollama: ScriptedOllama
) -> None:
    ollama.answer([says])
    with pytest.raises(NotAResume, match="neither by rules nor with the model") as refused:
        await desk.extract(document(FRENCH), TODAY)
    assert refused.value.code == "not_a_resume"


async def test_a_model_that_fails_and_no_model_at_all_say_so(desk: Desk, ollama: ScriptedOllama) -> None:
    ollama.fault = "500"
    with pytest.raises(NoJobsByRules, match="the model could not help"):
        await desk.extract(document(FRENCH), TODAY)
    with pytest.raises(NoJobsByRules, match="no model here to ask"):
        await Desk(desk.reader, RulesEngine()).extract(document(FRENCH), TODAY)


FINNISH = """Aila Korpi
aila.korpi@example.org | Tampere

Missä olen ollut töissä

Kirjanpitäjä, Tilitoimisto Kuura Oy, 2018 - 2022
- Hoidan 40 asiakkaan kirjanpidon ja palkat

Palkanlaskija, Rakennus Salo Oy, 2013 - 2018
- Laskin 250 työntekijän palkat joka kuukausi

Mitä olen opiskellut

Tradenomi, Tampereen ammattikorkeakoulu, 2009 - 2013
"""


async def test_headings_in_a_language_that_the_rules_do_not_read_are_doubted_until_the_model_has_looked(
    desk: Desk, ollama: ScriptedOllama
) -> None:
    source = document(FINNISH)
    rules = warned(extract_by_rules(source, TODAY), source)
    assert "I don't know headings in Finnish" in rules.doubts[0].text
    said = [
        job("Kirjanpitäjä", "Tilitoimisto Kuura Oy"),
        job("Palkanlaskija", "Rakennus Salo Oy"),
        job("Tradenomi", "Tampereen ammattikorkeakoulu", "education"),
    ]
    ollama.answer([{"entries": said}])
    found = await desk.extract(source, TODAY)
    assert [(one["name"], one["startDate"], one["highlights"]) for one in found.fields["work"]] == [
        ("Tilitoimisto Kuura Oy", "2018", ["Hoidan 40 asiakkaan kirjanpidon ja palkat"]),
        ("Rakennus Salo Oy", "2013", ["Laskin 250 työntekijän palkat joka kuukausi"]),
    ]
    assert all("summary" not in one for one in found.fields["work"])
    assert found.fields["education"][0]["institution"] == "Tampereen ammattikorkeakoulu"
    assert not found.doubts
