import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import skills
from core.skills.kin import akin
from core.skills.table import shipped as table


def names(text: str) -> list[str]:
    return [found.name for found in skills.find(text)]


def test_the_table_is_large_and_every_implied_skill_is_in_it() -> None:
    known = table().skills
    assert len(known) >= 1000
    assert all(target in known for skill in known.values() for target in skill.implied)


def test_a_skill_never_implies_itself() -> None:
    assert all(name not in skills.implied(name) for name in table().skills)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("k8s", "Kubernetes"),
        ("golang", "Go"),
        ("POSTGRES", "PostgreSQL"),
        ("Python 3.11", "Python"),
        ("front end", "Frontend development"),
        ("front-end", "Frontend development"),
        ("REST API", "REST APIs"),
        ("r", "R"),
        ("c++", "C++"),
        ("anglais", "English"),
        ("Buchhaltung", "Accounting"),
        ("Ｐｙｔｈｏｎ", "Python"),
    ],
)
def test_each_spelling_leads_to_one_name(spelling: str, name: str) -> None:
    assert skills.canonical(spelling) == name
    assert skills.aliases(spelling)[0] == name


def test_an_unknown_name_stands_for_itself_alone() -> None:
    assert skills.canonical("underwater basket weaving") is None
    assert skills.aliases("underwater basket weaving") == ("underwater basket weaving",)
    assert skills.implied("underwater basket weaving") == ()
    assert skills.kind_of("underwater basket weaving") is None


def test_what_a_skill_is_by_definition_is_followed_to_the_end() -> None:
    assert skills.implied("FastAPI")[:1] == ("Python",)
    assert {"Kubernetes", "AWS", "Containers"} <= set(skills.implied("EKS"))
    assert "SQL" in skills.implied("PostgreSQL")
    assert "Infrastructure as code" in skills.implied("Terraform")
    assert "JavaScript" not in skills.implied("Java")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("New Relic", "Datadog"),
        ("Puppet", "Chef"),
        ("SolidWorks", "Fusion 360"),
        ("Hindi", "Urdu"),
        ("CCNA", "CCNP"),
        ("CKA", "CKAD"),
    ],
)
def test_neighbours_are_two_skills_not_two_spellings(one: str, other: str) -> None:
    assert skills.canonical(one) != skills.canonical(other)
    assert other not in skills.aliases(one)


def test_kinds_tell_certificates_degrees_and_languages_from_skills() -> None:
    assert skills.kind_of("ACLS") == "certificate"
    assert skills.kind_of("MBA") == "degree"
    assert skills.kind_of("allemand") == "language"
    assert skills.kind_of("Docker") == "skill"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C, C++ and C#", ["C", "C++", "C#"]),
        ("C++/C#", ["C++", "C#"]),
        ("CI/CD, Node.js, .NET, ASP.NET Core", ["CI/CD", "Node.js", ".NET", "ASP.NET"]),
        ("see www.planet.net today", []),
        ("Java is not JavaScript", ["Java", "JavaScript"]),
        ("a platform for reformers; Tform", []),
        ("F# and Objective-C", ["F#", "Objective-C"]),
        ("PostgreSQL14 and HTML5", ["PostgreSQL", "HTML"]),
        ("Spark Streaming over Kafka", ["Spark Streaming", "Kafka"]),
        ("maîtrise de SAP (FI/CO) et d’Excel", ["SAP FI/CO", "Excel"]),
        ("熟悉Python开发和机器学习", ["Python", "Machine learning"]),
        ("React+Redux", ["React", "Redux"]),
    ],
)
def test_boundaries_keep_names_apart(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "You go to customers and react to what they say",
        "Go to the office on Tuesday",
        "Excel at talking to people",
        "R&D team, C-level buyers, hepatitis C, class C",
        "We rest well and spark joy",
        "$36/hr",
        "Boston, MA or Jackson, MS",
        "but we do not have access to it",
        "Express yourself. Swift answers. Word of mouth.",
    ],
)
def test_common_words_are_no_skills(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the will to write Go from day one", "Go"),
        ("python, go, java", "Go"),
        ("Statistics in R, Python", "R"),
        ("Experience with C for firmware", "C"),
        ("Excel / Google Sheets", "Excel"),
        ("Go or Java for the serving path", "Go"),
        ("Written in Rust.", "Rust"),
        ("We use Go for services", "Go"),
    ],
)
def test_short_names_count_where_they_name_a_thing(text: str, name: str) -> None:
    assert name in names(text)


def test_an_occurrence_is_found_by_any_spelling() -> None:
    text = "Moved 40 services to k8s on AWS"
    assert skills.occurrence(text, "Kubernetes") == (21, 24)
    assert skills.occurrence(text, "Docker") is None
    assert skills.occurrence("TypeScript and JavaScript", "Java") is None


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Managed the ledgers of the banks", "bank ledger", "ledgers of the banks"),
        ("Managed the ledgers of two banks", "bank ledger", None),
        ("We detected payment errors early", "payment error detection", "detected payment errors"),
        ("care of very old people", "old people care", None),
        ("Built platforms", "Tform", None),
        ("production managers", "product manager", None),
        ("led teams. Building sites", "team building", None),
    ],
)
def test_a_free_phrase_is_found_in_other_forms_of_its_words(text: str, phrase: str, said: str | None) -> None:
    place = skills.occurrence(text, phrase)
    if said is None:
        assert place is None
    else:
        assert place is not None
        assert text[place[0] : place[1]] == said


def test_kin_words_are_told_from_strangers() -> None:
    assert akin("ledger", "ledgers")
    assert akin("managing", "management")
    assert akin("reconcile", "reconciliation")
    assert akin("prüfung", "prüfungen")
    assert not akin("java", "javascript")
    assert not akin("product", "production")
    assert not akin("form", "platform")


@given(st.text(max_size=300))
def test_any_text_is_searched_and_finds_stand_apart_in_order(text: str) -> None:
    end = 0
    for found in skills.find(text):
        assert end <= found.start < found.end <= len(text)
        assert skills.canonical(found.name) == found.name
        end = found.end


@given(st.sampled_from(sorted(table().skills)), st.sampled_from(["", ", ", "• "]))
def test_each_name_of_the_table_is_found_where_it_stands_alone(name: str, before: str) -> None:
    text = before + name
    place = skills.occurrence(text, name)
    assert place is not None
    assert text[place[0] : place[1]] == name


@given(st.text(max_size=200), st.text(max_size=60))
def test_an_occurrence_lies_within_its_text(text: str, name: str) -> None:
    place = skills.occurrence(text, name)
    assert place is None or 0 <= place[0] < place[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    ["90.000 consultas al mes", "Contrato sem termo, sem horas extra", "coordinazione dei turni", "sem, mes"],
)
def test_small_words_of_other_languages_are_no_acronyms(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SEM campaigns for three brands", ["SEM"]),
        ("Erfahrung mit MES-Systemen", ["MES"]),
        ("Led DEI training for managers", ["DEI"]),
    ],
)
def test_acronyms_count_in_capitals(text: str, expected: list[str]) -> None:
    assert names(text) == expected
