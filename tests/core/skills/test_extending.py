from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import skills
from core.errors import SkillRefused
from core.extraction.postings import document_of_text, posting_by_rules
from core.skills import Addition, admit, extended, parse_addition, shipped
from core.skills.words import key_of

FROB = Addition("Frobnicator", ("frob", "frob-o-matic"))
KUBE = Addition("Kubernetes", ("kubby",))


def test_a_workspace_that_added_nothing_has_the_shipped_table() -> None:
    assert extended(()) is shipped()
    assert shipped().digest == ""


def test_what_was_added_is_found_in_its_table_and_nowhere_else() -> None:
    table = extended((FROB, KUBE))

    assert [one.name for one in skills.find("Ran frob on kubby", table)] == ["Frobnicator", "Kubernetes"]
    assert skills.find("Ran frob on kubby") == ()
    assert skills.canonical("FROB-O-MATIC", table) == "Frobnicator"
    assert skills.canonical("k8s", table) == "Kubernetes"
    assert "kubby" in skills.aliases("k8s", table)
    assert "kubby" not in skills.aliases("k8s")
    assert skills.implied("kubby", table) == skills.implied("Kubernetes")
    assert skills.kind_of("frob", table) == "skill"


def test_the_digest_names_what_was_added_whatever_the_order() -> None:
    more = (FROB, KUBE, Addition("Zork"))
    assert len({extended(order).digest for order in permutations(more)}) == 1
    assert len({extended(more).digest, extended((FROB, KUBE)).digest, extended((FROB,)).digest}) == 3


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Kubernetes = k8s, kube", Addition("Kubernetes", ("k8s", "kube"))),
        ("  Frobnicator ", Addition("Frobnicator")),
        ('"Frobnicator" = frob, , frob', Addition("Frobnicator", ("frob",))),
        ("Go =", Addition("Go")),
    ],
)
def test_an_addition_is_read_as_it_is_typed(said: str, meant: Addition) -> None:
    assert parse_addition(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "",
        "=",
        "= k8s",
        "X",
        "+++",
        "Frobnicator = f",
        "A" * 61,
        "Ab = " + ",".join(f"s{n}" for n in range(21)),
    ],
)
def test_what_is_no_name_is_refused(said: str) -> None:
    with pytest.raises(SkillRefused):
        parse_addition(said)


@pytest.mark.parametrize(
    ("there", "new", "why"),
    [
        ((), "Golf = Go", '"Go" already means Go'),
        ((), "Serpent = Python", '"Python" already means Python'),
        ((FROB,), "Zork = frob", '"frob" already means Frobnicator'),
        ((), "Kubernetes = k8s", "I know Kubernetes by that already"),
        ((FROB,), "frobnicator = FROB", "I know Frobnicator by that already"),
    ],
)
def test_a_contradiction_is_refused_in_a_sentence(there: tuple[Addition, ...], new: str, why: str) -> None:
    with pytest.raises(SkillRefused, match=why):
        admit(there, parse_addition(new))


def test_spellings_added_later_join_the_earlier_ones() -> None:
    assert admit((FROB,), parse_addition("Frobnicator = frobber")) == Addition(
        "Frobnicator", ("frob", "frob-o-matic", "frobber")
    )
    assert admit((), parse_addition("k8s = kubby")) == Addition("Kubernetes", ("kubby",))


def test_where_a_newer_shipped_table_disagrees_the_shipped_meaning_stands() -> None:
    table = extended((Addition("Serpent", ("Python", "snake lang")),))
    assert skills.canonical("Python", table) == "Python"
    assert skills.canonical("snake lang", table) == "Serpent"


names = st.text(
    st.characters(categories=("L", "Nd", "Zs"), include_characters="+#.-/"), min_size=2, max_size=20
)


@settings(deadline=None)  # the first call reads the table
@given(
    st.lists(
        st.builds(lambda name, others: f"{name} = {', '.join(others)}", names, st.lists(names, max_size=3)),
        max_size=6,
    )
)
def test_whatever_is_added_each_spelling_means_one_skill_and_known_ones_keep_theirs(lines: list[str]) -> None:
    kept: tuple[Addition, ...] = ()
    for line in lines:
        try:
            new = admit(kept, parse_addition(line))
        except SkillRefused:
            continue
        kept = (*(one for one in kept if one.name != new.name), new)
    table = extended(kept)

    assert all(table.keys[key].skill.name == entry.skill.name for key, entry in shipped().keys.items())
    for one in kept:
        assert {table.keys[key_of(spelling)].skill.name for spelling in (one.name, *one.aliases)} == {
            one.name
        }
        assert skills.canonical(one.name, table) == one.name


def test_a_posting_is_read_with_the_words_of_its_workspace() -> None:
    document = document_of_text("Engineer\n\nRequirements\n- frob or Docker\n- Python")
    assert ("Frobnicator", "Docker") in [
        one.any_of for one in posting_by_rules(document, extended((FROB,))).requirements
    ]
