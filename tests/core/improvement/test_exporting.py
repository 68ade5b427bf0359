"""Files handed back: what Word makes of them when all changes are accepted, and when all are rejected."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import docx
import paper
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from core.improvement import apply, export_docx, export_json, export_markdown
from core.model import Edit, JsonResume, Line, Resume, Upload

API = "Built REST APIs with FastAPI for 3 teams"
JOBS = "Responsible for managing 12 nightly jobs"
FIELDS: JsonResume = {
    "basics": {"name": "Mina Okafor"},
    "work": [paper.job("Developer", API, JOBS)],
    "skills": [{"name": "Tools", "keywords": ["Redis", "Python", "Go"]}],
}


def edit(pointer: str, before: str, after: str, reason: str = "") -> Edit:
    return Edit("e", pointer, before, after, None, 0.0, (1,), reason)


def of_docx(fields: JsonResume) -> Resume:
    resume = paper.resume(fields)
    return replace(resume, document=replace(resume.document, type="docx"), file_name="Mina Okafor.docx")


def saved(document: docx.document.Document) -> Upload:
    out = io.BytesIO()
    document.save(out)
    return Upload("Mina Okafor.docx", out.getvalue())


def body(upload: Upload) -> etree._Element:
    root: etree._Element = docx.Document(io.BytesIO(upload.data)).element.body
    return root


def texts(root: etree._Element, *, accept: bool) -> list[str]:
    """The paragraphs as Word shows them once all changes are accepted, or rejected."""
    return ["".join(_said(p, qn("w:del" if accept else "w:ins"))) for p in root.iter(qn("w:p"))]


def _said(paragraph: etree._Element, dropped: str) -> Iterator[str]:
    for element in paragraph.iter(qn("w:t"), qn("w:delText"), qn("w:tab"), qn("w:br")):
        if not any(a.tag == dropped for a in element.iterancestors()):
            yield str(element.text or "") if element.tag in (qn("w:t"), qn("w:delText")) else " "


def formats(root: etree._Element) -> list[tuple[str, bytes]]:
    """Each letter that stands when all changes are rejected, with the properties of its run."""
    found = []
    for run in root.iter(qn("w:r")):
        if any(a.tag == qn("w:ins") for a in run.iterancestors()):
            continue
        properties = run.find(qn("w:rPr"))
        look = b"" if properties is None else etree.tostring(properties)
        found += [(letter, look) for t in run.iter(qn("w:t"), qn("w:delText")) for letter in t.text or ""]
    return found


def test_the_users_own_file_comes_back_with_tracked_changes() -> None:
    document = docx.Document()
    document.add_heading("Experience")
    bullet = document.add_paragraph(style="List Bullet")
    bullet.add_run("Built REST ").bold = True
    bullet.add_run("APIs with Fast")
    bullet.add_run("API for 3 teams").italic = True
    document.add_table(1, 2).cell(0, 1).text = JOBS
    original = saved(document)
    first = of_docx(FIELDS)
    edits = [
        edit(
            "/work/0/highlights/0",
            API,
            "Built REST APIs with FastAPI (Python) for 3 teams",
            "FastAPI is Python",
        ),
        edit("/work/0/highlights/1", JOBS, "Managed 12 nightly jobs"),
    ]
    current = apply(apply(first, edits[0]), edits[1])

    exported = export_docx(original, first, current, edits)

    assert exported.name == "Mina Okafor_tracked.docx"
    old, new = body(original), body(exported)
    assert texts(new, accept=False) == texts(old, accept=False)
    accepted = texts(new, accept=True)
    assert edits[0].after in accepted
    assert edits[1].after in accepted
    assert formats(new) == formats(old)
    inserted = next(r for r in new.iter(qn("w:r")) if "(Python)" in "".join(map(str, r.itertext())))
    assert inserted.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None
    [comment] = docx.Document(io.BytesIO(exported.data)).comments
    assert (comment.text, comment.author) == ("FastAPI is Python", "Shortlist")


def test_each_change_says_who_and_when_under_an_id_of_its_own() -> None:
    document = docx.Document()
    document.add_paragraph(API)
    first = of_docx(FIELDS)
    one = edit("/work/0/highlights/0", API, "Built 3 APIs with FastAPI")

    new = body(export_docx(saved(document), first, apply(first, one), [one]))

    marks = list(new.iter(qn("w:ins"), qn("w:del")))
    assert marks
    assert {m.get(qn("w:author")) for m in marks} == {"Shortlist"}
    assert {m.get(qn("w:date")) for m in marks} == {"2026-11-23T00:00:00Z"}
    assert len({m.get(qn("w:id")) for m in marks}) == len(marks)


def test_a_comment_is_as_old_as_its_change_so_that_the_same_edits_make_a_file_of_the_same_length() -> None:
    document = docx.Document()
    document.add_paragraph(API)
    first = of_docx(FIELDS)
    one = edit("/work/0/highlights/0", API, "Built 3 APIs with FastAPI", "FastAPI is Python")

    exported = export_docx(saved(document), first, apply(first, one), [one])

    [comment] = docx.Document(io.BytesIO(exported.data)).comments
    assert comment.timestamp == datetime(2026, 11, 23, tzinfo=UTC)


def test_the_second_of_two_equal_bullets_is_the_one_that_changes() -> None:
    fields: JsonResume = {"work": [paper.job("Developer", API), paper.job("Tester", API)]}
    document = docx.Document()
    for text in ("Developer", API, "Tester", API):
        document.add_paragraph(text)
    first = of_docx(fields)
    one = edit("/work/1/highlights/0", API, "Built REST APIs")

    new = body(export_docx(saved(document), first, apply(first, one), [one]))

    assert texts(new, accept=True) == ["Developer", API, "Tester", "Built REST APIs"]


def test_words_that_stand_twice_in_a_line_are_told_apart_by_their_place() -> None:
    resume = paper.resume({"work": [paper.job("Go Go Developer", "Go")]})
    document = docx.Document()
    for line in resume.document.lines:
        document.add_paragraph(line.text)
    first = replace(resume, document=replace(resume.document, type="docx"))
    one = edit("/work/0/highlights/0", "Go", "Golang")

    new = body(export_docx(saved(document), first, apply(first, one), [one]))

    assert texts(new, accept=True)[0] == "Go Go Developer"
    assert "• Golang" in texts(new, accept=True)


def test_two_edits_of_one_text_are_one_change() -> None:
    document = docx.Document()
    document.add_paragraph(API)
    first = of_docx(FIELDS)
    middle = "Built REST APIs with FastAPI"
    edits = [
        edit("/work/0/highlights/0", API, middle),
        edit("/work/0/highlights/0", middle, "Built APIs with FastAPI"),
    ]
    current = apply(apply(first, edits[0]), edits[1])

    new = body(export_docx(saved(document), first, current, edits))

    assert texts(new, accept=True) == ["Built APIs with FastAPI"]
    assert texts(new, accept=False) == [API]


def test_a_list_that_was_put_in_another_order_is_tracked_too() -> None:
    document = docx.Document()
    document.add_paragraph("Tools: Redis, Python, Go")
    first = of_docx(FIELDS)
    one = edit("/skills/0/keywords", "Redis, Python, Go", "Python, Go, Redis")

    new = body(export_docx(saved(document), first, apply(first, one), [one]))

    assert texts(new, accept=True) == ["Tools: Python, Go, Redis"]
    assert texts(new, accept=False) == ["Tools: Redis, Python, Go"]


def test_words_that_word_spells_with_other_signs_are_found() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    run = paragraph.add_run("Built REST\u00a0APIs with Fast\u00adAPI ")
    run.add_tab()
    paragraph.add_run("for 3 teams")
    first = of_docx(FIELDS)
    one = edit("/work/0/highlights/0", API, "Built REST APIs for 3 teams")

    new = body(export_docx(saved(document), first, apply(first, one), [one]))

    assert "".join(texts(new, accept=True)).split() == ["Built", "REST", "APIs", "for", "3", "teams"]


def test_links_of_the_original_stay_the_only_ones() -> None:
    document = docx.Document()
    document.part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.add_paragraph(API)
    first = of_docx(FIELDS)
    one = edit("/work/0/highlights/0", API, "Built REST APIs", "shorter")

    tracked = export_docx(saved(document), first, apply(first, one), [one])
    plain = export_docx(None, first, apply(first, one), [one])

    assert external(tracked) == ["https://example.org"]
    assert external(plain) == []


def external(upload: Upload) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(upload.data)) as package:
        pages = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
        assert not any(
            b"vbaProject" in page or b"<!DOCTYPE" in page for page in map(package.read, package.namelist())
        )
        assert not any(b"instrText" in package.read(name) for name in package.namelist())
    return [
        str(r.get("Target"))
        for page in pages
        for r in etree.fromstring(page)
        if r.get("TargetMode") == "External"
    ]


@pytest.mark.parametrize("data", [b"", b"not a package", b"PK\x03\x04 cut off"])
def test_a_file_that_cannot_be_opened_again_becomes_a_plain_document(data: bytes) -> None:
    first = of_docx(FIELDS)
    one = edit("/work/0/highlights/0", API, "Built REST APIs")

    exported = export_docx(Upload("Mina Okafor.docx", data), first, apply(first, one), [one])

    assert exported.name == "Mina Okafor_edited.docx"
    assert "Built REST APIs" in texts(body(exported), accept=True)


def test_a_text_that_is_not_in_the_file_makes_no_half_done_copy() -> None:
    document = docx.Document()
    document.add_paragraph(API)
    first = of_docx(FIELDS)
    edits = [
        edit("/work/0/highlights/0", API, "Built REST APIs"),
        edit("/work/0/highlights/1", JOBS, "Managed 12 nightly jobs"),
    ]
    current = apply(apply(first, edits[0]), edits[1])

    exported = export_docx(saved(document), first, current, edits)

    assert exported.name == "Mina Okafor_edited.docx"
    assert {"Built REST APIs", "Managed 12 nightly jobs"} <= set(texts(body(exported), accept=True))


def test_from_a_pdf_a_plain_document_holds_every_line_and_no_one_elses_name() -> None:
    resume = paper.resume(FIELDS, more=["References on request, \x0band a tab\there"])
    heading = Line(90, "HOBBIES", bold=True)
    resume = replace(
        resume, document=replace(resume.document, type="pdf", lines=(*resume.document.lines, heading))
    )

    document = docx.Document(io.BytesIO(export_docx(Upload("m.pdf", b"%PDF"), resume, resume, []).data))

    styles = {p.text: p.style.name for p in document.paragraphs if p.style}
    assert styles["Mina Okafor"] == "Title"
    assert styles["HOBBIES"] == "Heading 1"
    assert styles[API] == styles[JOBS] == "List Bullet"
    assert styles["Redis, Python, Go"] == "Normal"
    assert any("References on request" in text for text in styles)
    assert document.core_properties.author == ""


@pytest.mark.parametrize("said", ["Moved all 40 services to EKS", "Moved all 40 ser-vices to EKS"])
def test_a_text_over_two_lines_is_one_paragraph_as_it_was_read(said: str) -> None:
    resume = paper.resume({"work": [paper.job("Developer", "Moved all 40 ser-", "vices to EKS")]})
    [one], [two] = resume.spans["/work/0/highlights/0"], resume.spans["/work/0/highlights/1"]
    spans = {p: s for p, s in resume.spans.items() if not p.endswith("/1")}
    lines = tuple(
        replace(n, text="vices to EKS", bullet=False) if n.n == two.line else n for n in resume.document.lines
    )
    spans["/work/0/highlights/0"] = (one, replace(two, start=0, end=12))
    fields = {"work": [resume.fields["work"][0] | {"highlights": [said]}]}
    wrapped = replace(resume, fields=fields, spans=spans, document=replace(resume.document, lines=lines))

    assert f"- {said}\n" in export_markdown(wrapped).data.decode()


def test_a_link_behind_a_word_is_written_out() -> None:
    resume = paper.resume(FIELDS)
    links = ("https://www.linkedin.example/in/mina/", "mailto:mina@example.org", "https://mina.example.org/")
    shown = Line(91, "LinkedIn · mina.example.org", links=links)
    resume = replace(resume, document=replace(resume.document, lines=(*resume.document.lines, shown)))

    text = export_markdown(resume).data.decode()

    assert "LinkedIn · mina.example.org (https://www.linkedin.example/in/mina/)\n" in text


def test_markdown_shows_just_these_characters() -> None:
    resume = paper.resume(
        {
            "basics": {"name": "Mina"},
            "work": [paper.job("Dev", "Wrote <b> & snake_case * C# [x](y)", "1. First")],
        },
        more=["# not a heading but a line of text", "- 3 years"],
    )

    text = export_markdown(resume).data.decode()

    assert text.startswith("# Mina\n")
    assert "- Wrote \\<b> & snake_case \\* C# \\[x\\](y)\n- 1\\. First\n" in text
    assert "\n\\# not a heading" in text


def test_json_is_json_resume_and_nothing_else() -> None:
    data = json.loads(export_json(paper.resume(FIELDS)).data)

    assert data.pop("$schema").endswith("/schema.json")
    assert data == FIELDS


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd.pdf", "passwd"),
        ("a\\b\\cv.docx", "cv"),
        ("", "resume"),
        ("日本 cv.pdf", "日本 cv"),
        ("a\n<b>.md", "a__b_"),
    ],
)
def test_file_names_are_names_and_no_paths(name: str, stem: str) -> None:
    resume = replace(paper.resume(FIELDS), file_name=name)

    assert export_json(resume).name == f"{stem}.json"


PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>""",
}
DOCUMENT = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>{runs}</w:p></w:body>
</w:document>"""
RUN = '<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def smallest_docx(pieces: Sequence[str]) -> Upload:
    """A paragraph of these runs and nothing else, each of another size."""
    runs = "".join(RUN.format(size=20 + n, text=piece) for n, piece in enumerate(pieces))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, page in (PARTS | {"word/document.xml": DOCUMENT.format(runs=runs)}).items():
            package.writestr(name, page)
    return Upload("m.docx", out.getvalue())


words = st.text("abcdefgh -,.()%3é漢", min_size=1, max_size=40).filter(
    lambda t: t == " ".join(t.split()) and t.strip()
)


@settings(max_examples=150, deadline=None)
@given(
    words,
    words,
    st.lists(st.integers(0, 39), max_size=4),
    st.sampled_from(["", "in front ", "x"]),
    st.sampled_from(["", " behind"]),
)
def test_accepted_it_says_the_new_text_and_rejected_the_old_one(
    old: str, new: str, cuts: list[int], front: str, behind: str
) -> None:
    whole = front + old + behind
    places = sorted({0, len(whole), *(c for c in cuts if c < len(whole))})
    original = smallest_docx([whole[a:b] for a, b in pairwise(places)])
    first = of_docx({"basics": {"summary": old}})
    one = edit("/basics/summary", old, new)

    exported = body(export_docx(original, first, apply(first, one), [one]))

    place = whole.index(old)
    assert texts(exported, accept=False) == [whole]
    assert texts(exported, accept=True) == [whole[:place] + new + whole[place + len(old) :]]
    assert formats(exported) == formats(body(original))
