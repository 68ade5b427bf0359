"""What a person puts right in what was read: the next revision, spans exact, all else untouched."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import strings

from core.errors import CorrectionOutdated, InvalidCorrection
from core.extraction import extract_by_rules
from core.extraction.corrections import correct
from core.extraction.leftovers import unplaced
from core.extraction.resumes.pieces import Piece, value
from core.extraction.saying import date_of
from core.model import CORRECTABLE, Correction, Document, Doubt, Line, Resume, entry_mark

TEXT = """Nadia Ferrant
nadia.ferrant@example.org

Experience

Backend Engineer, Lantern Freight, Lyon
March 2019 - present
• Built REST APIs for parcel tracking with FastAPI and PostgreSQL
• Cut the nightly import from 5 hours
to 40 minutes

Junior Developer, Pont Neuf Software, Lyon
2016 - ?
• Wrote Python jobs that reconcile 20,000 invoices a day

Education

BSc Computer Science, University of Lyon, 2013 - 2016

Skills

Python, FastAPI, C++, Redis

References

Treasurer, Lyon Rowing Club, 2014 - 2018
Kept the books of 300 members
"""


def read(text: str = TEXT) -> Resume:
    """The resume as the rules read it."""
    lines = [line for line in text.splitlines() if line.strip()]
    document = Document(
        "0" * 64, "txt", tuple(Line(n, t, bullet=t.startswith("•")) for n, t in enumerate(lines, 1))
    )
    found = extract_by_rules(document, date(2026, 11, 23))
    return Resume(
        "r",
        1,
        "nadia.txt",
        document,
        found.fields,
        found.spans,
        date(2026, 11, 23),
        found.doubts,
        found.notices,
    )


RESUME = read()
LINE = {line.text: line.n for line in RESUME.document.lines}


def fixed(pointer: str, /, **fields: Any) -> Resume:
    return correct(
        RESUME, [Correction(pointer, {key.replace("__", "/"): said for key, said in fields.items()})]
    )


def at(resume: Resume, pointer: str) -> Any:
    node: Any = resume.fields
    for key in pointer.split("/")[1:]:
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def told(resume: Resume, pointer: str) -> str:
    """What the document says at the spans of a pointer."""
    lines = resume.document.by_number
    found = value(*(Piece(lines[s.line], s.start, s.end) for s in resume.spans[pointer]))
    assert found is not None
    return found.text


def assert_sound(resume: Resume) -> None:
    """Every string has a place in the document or is its owner's word, never both and never neither."""
    pointers = {pointer for pointer, _ in strings(resume.fields)}
    assert pointers == {*resume.spans} | {*resume.attested}
    assert not {*resume.spans} & {*resume.attested}


def test_a_date_that_stands_in_the_document_gets_its_place_there() -> None:
    assert [doubt.pointer for doubt in RESUME.doubts] == ["/work/1"]
    after = fixed("/work/0", startDate="03/2019", endDate="")
    assert after.revision == 2
    assert after.fields["work"][0]["startDate"] == "2019-03"
    assert told(after, "/work/0/startDate") == "March 2019"
    assert "/work/0/startDate" not in after.attested


def test_a_date_that_the_document_does_not_say_is_its_owners_word_and_the_doubt_is_gone() -> None:
    after = fixed("/work/1", endDate="February 2019")
    assert after.fields["work"][1]["endDate"] == "2019-02"
    assert after.attested == ("/work/1/endDate",)
    assert after.doubts == ()
    assert [one.what for one in after.corrected] == ["dates of job 2"]
    assert_sound(after)


def test_an_entry_that_was_doubted_and_is_right_is_doubted_no_more() -> None:
    after = fixed("/work/1")
    assert (after.doubts, after.fields) == ((), RESUME.fields)
    assert [one.what for one in after.corrected] == ["job 2 is right as read"]


def test_the_document_itself_is_never_changed() -> None:
    after = fixed("/work/0", position="Staff Engineer", highlights=("Ran the yard",))
    assert after.document == RESUME.document


def test_a_name_that_stands_there_is_taken_in_the_documents_own_words() -> None:
    after = fixed("/work/0", name="lantern  freight")
    assert after.fields["work"][0]["name"] == "Lantern Freight"
    assert told(after, "/work/0/name") == "Lantern Freight"


def test_a_bullet_over_two_lines_is_found_whole_and_one_that_is_nowhere_is_said() -> None:
    after = fixed(
        "/work/0",
        highlights=("Cut the nightly import from 5 hours to 40 minutes", "Led the move to Kubernetes"),
    )
    assert told(after, "/work/0/highlights/0") == "Cut the nightly import from 5 hours to 40 minutes"
    assert {span.line for span in after.spans["/work/0/highlights/0"]} == {
        LINE["• Cut the nightly import from 5 hours"],
        LINE["to 40 minutes"],
    }
    assert after.attested == ("/work/0/highlights/1",)
    assert_sound(after)


def test_a_missed_job_comes_last_and_gets_the_places_of_what_stands_there() -> None:
    after = fixed(
        "/work/-",
        position="Treasurer",
        name="Lyon Rowing Club",
        startDate="2014",
        endDate="2018",
        highlights=("Kept the books of 300 members",),
    )
    job = after.fields["work"][2]
    assert job["startDate"] == "2014"
    assert after.attested == ()
    assert told(after, "/work/2/endDate") == "2018"
    assert [one.what for one in after.corrected] == ["added job 3"]
    assert after.fields["work"][:2] == RESUME.fields["work"]
    assert_sound(after)


def test_the_title_of_another_job_is_not_taken_for_a_missed_one() -> None:
    after = fixed(
        "/work/-", position="Backend Engineer", name="Made Up Ltd", startDate="2005", endDate="2015"
    )
    assert set(after.attested) == {f"/work/2/{key}" for key in ("position", "name", "startDate", "endDate")}


def test_a_skill_is_looked_for_as_a_whole_word() -> None:
    after = fixed("/skills/-", name="More", keywords=("C", "Rowing"))
    assert "/skills/1/keywords/0" in after.attested  # C is not C++
    assert told(after, "/skills/1/keywords/1") == "Rowing"


def test_an_entry_that_is_none_goes_and_the_pointers_of_the_others_move_up() -> None:
    added = correct(
        replace(RESUME, doubts=(Doubt("/work/1", "job 2 is odd"), Doubt("", "all of it"))),
        [Correction("/work/-", {"position": "Skipper"})],
    )
    after = correct(added, [Correction("/work/0", None)])
    assert after.fields["work"] == [RESUME.fields["work"][1], {"position": "Skipper"}]
    assert told(after, "/work/0/name") == "Pont Neuf Software"
    assert after.attested == ("/work/1/position",)
    assert [doubt.pointer for doubt in after.doubts] == ["/work/0", ""]
    assert_sound(after)


def test_details_of_the_person_may_be_two_deep_and_may_be_taken_away() -> None:
    after = fixed("/basics", location__city="Lyon", phone="+33 1 70 18 99 00")
    assert after.fields["basics"]["location"]["city"] == "Lyon"
    assert "/basics/phone" in after.attested
    again = correct(after, [Correction("/basics", {"location/city": "", "phone": ""})])
    assert again.fields == RESUME.fields
    assert_sound(again)


@pytest.mark.parametrize(
    ("pointer", "fields", "key", "words"),
    [
        ("/work/0", {"startDate": "last spring"}, "startDate", "I can't read that as a date"),
        ("/work/0", {"startDate": "2019 - 2021"}, "startDate", "I can't read that as a date"),
        ("/work/1", {"endDate": "May 2015"}, "endDate", "before the start (2016)"),
        ("/work/1", {"startDate": "2020-02", "endDate": "2020-01"}, "endDate", "before the start (2020-02)"),
        ("/work/0", {"position": "x" * 301}, "position", "301 characters are more than 300"),
        ("/work/0", {"position": "***"}, "position", "letters or digits"),
        ("/skills/0", {"keywords": ("x",) * 201}, "keywords", "201 are more than 200"),
        ("/work/-", {"position": " ", "name": ""}, "position", "Fill in something"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    pointer: str, fields: dict[str, Any], key: str, words: str
) -> None:
    with pytest.raises(InvalidCorrection) as caught:
        correct(RESUME, [Correction(pointer, fields)])
    assert words in caught.value.problems[key]


@pytest.mark.parametrize(
    "correction",
    [
        Correction("/work/2", {"position": "x"}),
        Correction("/work/-1", {"position": "x"}),
        Correction("/work/٣", {"position": "x"}),
        Correction("/work/0/position", {"position": "x"}),
        Correction("/meta/0", {"name": "x"}),
        Correction("", {"name": "x"}),
        Correction("/work/0", {"url": "x"}),
        Correction("/work/0", {"position": ("x",)}),
        Correction("/work/0", {"highlights": "x"}),
        Correction("/work/0", {"position": "x"}, seen="0123456789abcdef"),
        Correction("/work/0", None, seen="0123456789abcdef"),
        Correction("/work/-", None),
    ],
)
def test_a_part_that_is_not_there_or_another_by_now_is_refused(correction: Correction) -> None:
    with pytest.raises(CorrectionOutdated):
        correct(RESUME, [correction])


def test_a_form_for_an_entry_that_has_not_changed_is_taken_whatever_else_has() -> None:
    seen = entry_mark(RESUME.fields["work"][1])
    after = correct(
        fixed("/work/0", position="Staff Engineer"), [Correction("/work/1", {"endDate": "2019"}, seen)]
    )
    assert after.revision == 3
    assert [one.what for one in after.corrected] == ["title of job 1", "dates of job 2"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2019", "2019"),
        ("March 2019", "2019-03"),
        ("03/2019", "2019-03"),
        ("mars 2019", "2019-03"),
        ("März 2019", "2019-03"),
        ("2019-03", "2019-03"),
        ("present", None),
        ("2019 to 2020", None),
        ("2019 or so", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, month: str | None) -> None:
    assert date_of(text) == month


# ---------------------------------------------------------------- what must always hold

WORDS = st.sampled_from(
    [
        "Lantern Freight",
        "Python",
        "pont neuf SOFTWARE",
        "Kept the books of 300 members",
        "Zürich",
        "C++",
        "to 40",
        "Über & <b>",
    ]
)
SAID: dict[str, st.SearchStrategy[Any]] = {
    "text": WORDS,
    "long": WORDS,
    "bullets": st.lists(WORDS, max_size=4).map(tuple),
    "words": st.lists(WORDS, max_size=4).map(tuple),
    "date": st.sampled_from(["2013", "March 2015", "2011-02"]),
    "end": st.sampled_from(["2020", "2021-05"]),
}


@st.composite
def corrections(draw: st.DrawFn) -> Correction:
    section = draw(st.sampled_from(["basics", "work", "education", "skills"]))
    count = len(RESUME.fields[section]) if section != "basics" else 0
    pointer = "/basics" if section == "basics" else f"/{section}/{draw(st.integers(0, count - 1))}"
    keys = draw(st.lists(st.sampled_from(sorted(CORRECTABLE[section])), min_size=1, max_size=3, unique=True))
    return Correction(pointer, {key: draw(SAID[CORRECTABLE[section][key]]) for key in keys})


def _entry(resume: Resume, pointer: str) -> dict[str, Any]:
    found: dict[str, Any] = at(resume, pointer)
    return found


def _value(entry: dict[str, Any], key: str, kind: str) -> Any:
    node: Any = entry
    for name in key.split("/"):
        node = node.get(name, {}) if isinstance(node, dict) else {}
    empty: Any = () if kind in ("bullets", "words") else ""
    return (tuple(node) if isinstance(node, list) else node) or empty


@settings(deadline=None)
@given(corrections())
def test_a_correction_and_its_reverse_give_the_same_fields(one: Correction) -> None:
    section = one.pointer.split("/")[1]
    entry = _entry(RESUME, one.pointer)
    back = {key: _value(entry, key, CORRECTABLE[section][key]) for key in one.fields or {}}
    after = correct(correct(RESUME, [one]), [Correction(one.pointer, back)])
    assert after.fields == RESUME.fields
    assert_sound(after)


@settings(deadline=None)
@given(corrections())
def test_a_correction_touches_nothing_but_its_own_fields(one: Correction) -> None:
    after = correct(RESUME, [one])
    own = tuple(f"{one.pointer}/{key}" for key in one.fields or {})

    def rest(resume: Resume) -> dict[str, Any]:
        return {p: (text, resume.spans.get(p)) for p, text in strings(resume.fields) if not p.startswith(own)}

    assert rest(after) == rest(RESUME)


@settings(deadline=None)
@given(corrections())
def test_every_string_is_the_documents_own_or_its_owners_word(one: Correction) -> None:
    after = correct(RESUME, [one])
    assert_sound(after)
    for pointer in after.spans:
        if not pointer.rsplit("/", 1)[1].endswith("Date"):
            assert told(after, pointer) == at(after, pointer)


@settings(deadline=None)
@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=3))
def test_whatever_is_typed_is_taken_or_refused_in_words(name: str, bullets: list[str]) -> None:
    wanted = Correction("/work/0", {"name": name, "highlights": tuple(bullets)})
    problems = refused(wanted)
    if not problems:
        assert_sound(correct(RESUME, [wanted]))
    assert all(problems.values())


def refused(one: Correction) -> dict[str, str]:
    try:
        correct(RESUME, [one])
    except InvalidCorrection as error:
        return dict(error.problems)
    return {}


def test_what_no_field_took_is_named_line_by_line_and_headings_are_no_loss() -> None:
    [lines] = unplaced(RESUME.document, RESUME.spans)
    assert [line.text for line in lines] == [
        "Treasurer, Lyon Rowing Club, 2014 - 2018",
        "Kept the books of 300 members",
    ]
    after = fixed("/work/-", position="Treasurer", highlights=("Kept the books of 300 members",))
    assert unplaced(after.document, after.spans) == ()


def test_a_website_and_interests_are_put_right_with_their_lines() -> None:
    told = f"{TEXT}\nInterests\n\nRowing, Chess\n".replace(
        "nadia.ferrant@example.org", "nadia.ferrant@example.org | ferrant.example"
    )
    resume = read(told)
    assert [one["name"] for one in resume.fields["interests"]] == ["Rowing", "Chess"]
    site = Correction("/basics", {"url": "ferrant.example"})
    games = Correction("/interests/1", {"name": "Chess", "keywords": ("Blitz",)})
    found = correct(resume, [site, games, Correction("/interests/-", {"name": "Sailing"})])
    assert found.fields["basics"]["url"] == "ferrant.example"
    assert found.spans["/basics/url"][0].line == 2
    assert found.fields["interests"][1:] == [{"name": "Chess", "keywords": ["Blitz"]}, {"name": "Sailing"}]
    assert found.attested == ("/interests/1/keywords/0", "/interests/2/name")


def test_a_profile_taken_out_moves_the_others_up_and_basics_stay() -> None:
    links = "nadia.ferrant@example.org\nlinkedin.com/in/nadia | github.com/nadia"
    resume = read(TEXT.replace("nadia.ferrant@example.org", links))
    networks = [one["network"] for one in resume.fields["basics"]["profiles"]]
    assert networks == ["LinkedIn", "GitHub"]
    said = Correction(
        "/basics/profiles/1", {"username": "nfx"}, entry_mark(resume.fields["basics"]["profiles"][1])
    )
    found = correct(resume, [said, Correction("/basics/profiles/0", None)])
    assert [one["username"] for one in found.fields["basics"]["profiles"]] == ["nfx"]
    assert found.spans["/basics/profiles/0/url"] == resume.spans["/basics/profiles/1/url"]
    assert found.attested == ("/basics/profiles/0/username",)
    bare = correct(found, [Correction("/basics/profiles/0", None)])
    assert bare.fields["basics"] == {k: v for k, v in resume.fields["basics"].items() if k != "profiles"}
    assert not [at for at in (*bare.spans, *bare.attested) if "profiles" in at]
    for gone in ("/basics/profiles/0", "/basics/profiles", "/basics/profiles/0/url"):
        with pytest.raises(CorrectionOutdated):
            correct(bare, [Correction(gone, {"username": "x"})])
