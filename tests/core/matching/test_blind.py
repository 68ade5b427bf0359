"""What is left of a resume when the person is taken out of it, in several languages, and under other names."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import job, need, posting, resume

from core import matching
from core.desk import as_resume
from core.extraction import extract_by_rules
from core.extraction.postings import document_of_text
from core.matching.blind import MARK, blind
from core.matching.persons import Person
from core.matching.rewriting import Change, changed
from core.matching.swapping import PERSONAS, SWAPS, persona_of, swapped
from core.model import Resume

TODAY = date(2026, 11, 23)
POSTING = posting(
    need("Python", months=48),
    need("PostgreSQL"),
    need("Kubernetes"),
    need("Redis", must=False),
    need("team lead", kind="duty"),
)


def read(text: str) -> Resume:
    document = document_of_text(text)
    return as_resume("r", "ada_okafor_cv.txt", document, extract_by_rules(document, TODAY), TODAY)


ENGLISH = """Adaeze Okafor
adaeze.okafor@example.org | +44 20 7946 0123 | linkedin.com/in/adaeze-okafor | adaezeokafor.dev
12 Marsh Lane, Leeds LS1 4AB
Date of birth: 3 May 1990 | Nationality: Nigerian | Married, 2 children

Summary

Adaeze is a backend engineer. She runs what she builds; her teams trust her. Ms Okafor writes plain code.

Experience

Senior Backend Engineer, Lantern Freight, Leeds
March 2019 - present
- Built REST APIs in Python with PostgreSQL
- Okafor's scheduler moved 12 services to Kubernetes
- Chairwoman of the reliability guild

Education

BSc Computer Science, University of Leeds, 2009 - 2012

Skills

Python, PostgreSQL, Redis
"""
GERMAN = """Katharina Baumgärtner
katharina.baumgaertner@example.org · Lindenstraße 14, 10969 Berlin
Geburtsdatum: 03.05.1990
Familienstand: ledig
Staatsangehörigkeit: deutsch

Berufserfahrung

Softwareentwicklerin, Laterne Logistik GmbH, Berlin
03/2019 - heute
- Entwicklung von Schnittstellen in Python und PostgreSQL
- Frau Baumgärtner führte Kubernetes für 12 Dienste ein und sie betreibt es bis heute

Ausbildung

Bachelor Informatik, Technische Universität Berlin, 2009 - 2012

Kenntnisse

Python, PostgreSQL, Redis
"""
FRENCH = """Camille Lefèvre
camille.lefevre@example.org | 12 rue des Lilas, 69003 Lyon
Née le 3 mai 1990
Nationalité : française
Situation familiale : mariée, 2 enfants

Expérience professionnelle

Développeuse, Lanterne Fret, Lyon
mars 2019 - aujourd'hui
- Développement d'API en Python avec PostgreSQL
- Mme Lefèvre a installé Kubernetes et elle en assure la maintenance

Formation

Licence informatique, Université de Lyon, 2009 - 2012

Compétences

Python, PostgreSQL, Redis
"""
SPANISH = """Lucía Fernández Ortega
lucia.fernandez@example.org
Fecha de nacimiento: 3 de mayo de 1990
Nacionalidad: española
Estado civil: casada

Experiencia

Desarrolladora backend, Linterna Logística, Madrid
marzo 2019 - actualidad
- Desarrollo de servicios en Python con PostgreSQL
- La señora Fernández introdujo Kubernetes y ella lo mantiene

Educación

Grado en Informática, Universidad de Madrid, 2009 - 2012

Habilidades

Python, PostgreSQL, Redis
"""
CHINESE = """王晓雯
邮箱：wang.xiaowen@example.org 电话：+86 138 0013 8000
性别：女 | 出生年月：1990年5月 | 婚姻状况：已婚 | 民族：汉族

工作经历

后端工程师 灯笼物流 上海
2019年3月 - 至今
- 王晓雯女士用 Python 和 PostgreSQL 开发接口，她维护 Kubernetes
- 为其他团队编写工具

教育背景

计算机科学 学士 复旦大学 2009 - 2012

技能

Python, PostgreSQL, Redis
"""
PAPERS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "zh": CHINESE}
PRIVATE = {
    "en": "adaeze okafor she her ms lane leeds1 ls1 1990 nigerian married children chairwoman linkedin @ 7946",
    "de": "katharina baumgärtner lindenstraße 10969 03.05 ledig deutsch frau entwicklerin @",
    "fr": "camille lefèvre lilas 69003 1990 française mariée enfants mme développeuse elle @",
    "es": "lucía fernández ortega 1990 española casada señora desarrolladora ella @",
    "zh": "王晓雯 女士 她 女 1990 已婚 汉族 @ 138",
}  # fmt: skip


def words_of(one: Resume) -> set[str]:
    text = one.document.text.lower()
    return {word.strip(".,;|'’s") for word in text.split()} | {word.strip(".,;|") for word in text.split()}


@pytest.mark.parametrize("language", PAPERS)
def test_nothing_that_says_who_it_is_is_left_in_text_or_fields(language: str) -> None:
    it = read(PAPERS[language])
    assert it.language == language
    seen = blind(it)
    everything = (
        f"{seen.document.text}\n{seen.fields}\n{seen.file_name}\n{seen.doubts}\n{seen.notices}".lower()
    )
    if language == "zh":
        left = [one for one in PRIVATE[language].split() if one in everything]
    else:
        left = [
            one
            for one in PRIVATE[language].split()
            if one in words_of(seen) or (one == "@" and one in everything)
        ]
    assert left == []
    assert not any(line.links for line in seen.document.lines)
    assert "python" in everything
    assert "postgresql" in everything


@pytest.mark.parametrize("language", PAPERS)
def test_the_score_is_the_same_with_and_without_the_person(language: str) -> None:
    it = read(PAPERS[language])
    plain, blinded = matching.score(POSTING, it), matching.score(POSTING, blind(it))
    assert plain.score == blinded.score > 30
    assert [v.verdict for v in plain.verdicts] == [v.verdict for v in blinded.verdicts]


@pytest.mark.parametrize("language", PAPERS)
def test_every_value_of_a_blinded_resume_points_at_its_own_words(language: str) -> None:
    seen = blind(read(PAPERS[language]))
    lines = seen.document.by_number
    for pointer, spans in seen.spans.items():
        for span in spans:
            assert lines[span.line].text[span.start : span.end].strip(), pointer
    report = matching.score(POSTING, seen)
    assert all(v.quote in lines[v.line].text for v in report.verdicts if v.quote and v.line)


@pytest.mark.parametrize("language", PAPERS)
def test_under_every_other_name_the_resume_is_read_and_scored_the_same_to_the_bit(language: str) -> None:
    it = read(PAPERS[language])
    before = matching.score(POSTING, blind(it)).score
    for persona in PERSONAS:
        other = swapped(it, persona)
        assert persona.name.lower() in other.document.text.lower()
        again = read(other.document.text)
        assert matching.score(POSTING, blind(other)).score == before, persona.name
        assert matching.score(POSTING, blind(again)).score == before, persona.name


def test_a_swap_exchanges_name_pronouns_mail_and_links() -> None:
    text = swapped(read(ENGLISH), next(one for one in PERSONAS if one.given == "Gregory")).document.text
    assert "Gregory Hartley" in text
    assert "gregory.hartley@example.org" in text
    assert "linkedin.com/in/gregory-hartley" in text
    assert "He runs what he builds" in text
    assert "Hartley's scheduler" in text
    assert "Okafor" not in text
    assert "Adaeze" not in text


def test_every_candidate_is_somebody_of_either_gender_and_somebody_else_in_each_swap() -> None:
    for candidate in range(40):
        who = [persona_of(candidate, swap) for swap in range(SWAPS)]
        assert len(set(who)) == SWAPS
        assert {one.gender for one in who} == {"f", "m"}


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Will Grant", "Grant writing for schools; Will Grant led it", f"Grant writing for schools; {MARK} led it"),
        ("Julia Roberts", "Julia packages for statistics, by Roberts", f"Julia packages for statistics, by {MARK}"),
        ("Amara Okafor, RN, BSN", "Okafor holds a BSN", f"{MARK} holds a BSN"),
        ("Bo Li", "Bo Li and the Li-ion batteries", f"{MARK} and the Li-ion batteries"),
        ("JOHN DOE", "John presented; J. Doe published", f"{MARK} presented; {MARK} published"),
        ("Jean-Luc de Vries", "de Vries built the depot", f"{MARK} built the depot"),
    ],
)  # fmt: skip
def test_a_name_that_is_a_word_or_a_skill_is_taken_for_the_word(name: str, text: str, left: str) -> None:
    assert changed(text, (Change(one.start, one.end, MARK) for one in Person((name,)).in_text(text))) == left


def test_dates_and_figures_are_no_telephone_numbers() -> None:
    it = read(ENGLISH.replace("March 2019 - present", "03/2019 - 04/2024"))
    seen = blind(it)
    assert "03/2019 - 04/2024" in seen.document.text


def test_what_an_owner_added_by_hand_is_blinded_too() -> None:
    it = read(ENGLISH)
    fields = {
        **it.fields,
        "work": [{**it.fields["work"][0], "highlights": ["Adaeze ran Kafka; she still does"]}],
    }
    seen = blind(replace(it, fields=fields, attested=("/work/0/highlights/0",)))
    assert seen.fields["work"][0]["highlights"] == [f"{MARK} ran Kafka; {MARK} still does"]


def test_other_peoples_abbreviations_are_no_pronouns() -> None:
    it = resume(
        {"basics": {"name": "Ada Eze"}, "work": [job("Nurse", "Ran the ER in Chicago, IL, for HE students")]}
    )
    assert blind(it).fields["work"][0]["highlights"] == ["Ran the ER in Chicago, IL, for HE students"]


_bits = st.sampled_from(
    [*"ab AB.,@/-'|", "Ada", "Eze", " she ", "born in ", "é", "王", "+44 20 7946 0123", "www.ada.dev", "\t"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_bits, max_size=12).map("".join), st.lists(_bits, max_size=12).map("".join))
def test_whatever_stands_on_a_line_values_keep_their_words_or_lose_them_to_the_mark(
    first: str, second: str
) -> None:
    words = [one.strip() or "Kept PostgreSQL alive" for one in (first, second)]
    it = resume({"basics": {"name": "Ada Eze"}, "work": [job("Engineer", *words)]})
    seen = blind(it)
    lines = seen.document.by_number
    for pointer, spans in seen.spans.items():
        said = "".join(lines[s.line].text[s.start : s.end] for s in spans)
        node: object = seen.fields
        for key in pointer.split("/")[1:]:
            node = node[int(key)] if isinstance(node, list) else node[key]  # type: ignore[index]  # JSON, as deep as the pointer
        assert said.strip(f" .,’'-{MARK}") == str(node).strip(f" .,’'-{MARK}"), pointer
    assert "Ada Eze" not in seen.document.text
