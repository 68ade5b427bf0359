from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from printer import docx, p, packed, table, tc, word_docx

from core.documents.docx import read_docx
from core.documents.sheet import Sheet
from core.errors import BrokenDocument, EmptyDocument, FileTooLarge, LockedDocument, UnsupportedType
from core.model import Document


def read(data: bytes) -> Document:
    return read_docx(data, Sheet(400_000))


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).visible]


def test_a_document_of_word_keeps_headings_lists_bold_and_sizes() -> None:
    def write(document: WordDocument) -> None:
        document.add_heading("Mina Okafor", 0)
        document.add_heading("Experience", 1)
        title = document.add_paragraph()
        title.add_run("Platform Engineer").bold = True
        title.runs[0].font.size = Pt(13)
        title.add_run("\t2021 - 2024")
        document.add_paragraph("Moved forty services", style="List Bullet")

    name, heading, title, item = read(word_docx(write)).lines
    assert (name.text, name.level) == ("Mina Okafor", 1)
    assert (heading.text, heading.level) == ("Experience", 1)
    assert (title.text, title.bold, title.size) == ("Platform Engineer\t2021 - 2024", True, 13.0)
    assert (item.text, item.bullet) == ("• Moved forty services", True)


def test_page_headers_come_first_and_footers_and_notes_last() -> None:
    def write(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "mina@example.org"
        document.sections[0].footer.paragraphs[0].text = "Page 1 of 1"
        document.add_paragraph("Mina Okafor")

    assert texts(word_docx(write)) == ["mina@example.org", "Mina Okafor", "Page 1 of 1"]


def test_short_cells_of_a_row_share_a_line_and_long_ones_follow_each_other() -> None:
    skills = table(
        [tc(p("Cloud")), tc(p("AWS")), tc(p("5 years"))], [tc(p("Data")), tc(p("Kafka")), tc(p(""))]
    )
    layout = table(
        [tc(p("Contact"), p("Lagos")), tc(p("Mina Okafor"), table([tc(p("Engineer")), tc(p("2021"))]))]
    )
    assert texts(docx(skills + layout)) == [
        "Cloud\tAWS\t5 years",
        "Data\tKafka",
        "Contact",
        "Lagos",
        "Mina Okafor",
        "Engineer\t2021",
    ]


def test_a_date_beside_a_long_cell_stands_on_its_first_line() -> None:
    rail = table(
        [tc(p("05/2021 - 2024")), tc(p("Platform Engineer"), p("Heron Freight"), p("Moved forty services"))]
    )
    assert texts(docx(rail)) == ["05/2021 - 2024\tPlatform Engineer", "Heron Freight", "Moved forty services"]


def test_columns_under_a_row_of_titles_are_read_down() -> None:
    def bold(text: str) -> str:
        return f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"

    lists = [tc(p("Grafting"), p("Pruning")), tc(p("Danish: fluent")), tc(p("chess"), p("rowing"))]
    columns = table([tc(bold("Abilities")), tc(bold("Languages")), tc(bold("Hobbies"))], lists)
    assert texts(docx(columns)) == [
        "Abilities",
        "Grafting",
        "Pruning",
        "Languages",
        "Danish: fluent",
        "Hobbies",
        "chess",
        "rowing",
    ]


def test_a_cell_merged_over_rows_is_read_once() -> None:
    merge = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>Cloud</w:t></w:r></w:p></w:tc>"
    rows = table([merge.format(' w:val="restart"'), tc(p("AWS"))], [merge.format(""), tc(p("GCP"))])
    assert texts(docx(rows)) == ["Cloud\tAWS", "GCP"]


BOX = """<w:p><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r></w:p>"""


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    assert texts(docx(BOX.format(p("Languages: Igbo")) + p("Mina Okafor"))) == [
        "Languages: Igbo",
        "Mina Okafor",
    ]


def test_content_controls_insertions_and_smart_tags_are_text_and_deletions_are_not() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('Mina Okafor')}</w:sdtContent></w:sdt>"
        "<w:p><w:ins><w:r><w:t>Platform </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Junior </w:delText></w:r></w:del>"
        "<w:smartTag><w:r><w:t>Engineer</w:t></w:r></w:smartTag>"
        "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom></w:p>"
    )
    assert texts(docx(body)) == ["Mina Okafor", "Platform Engineer"]


def test_links_are_found_in_relations_and_in_fields() -> None:
    relations = (
        '<Relationship Id="x" Type="OFFICE/hyperlink" Target="https://example.org/mina" TargetMode="External"/>'
        '<Relationship Id="y" Type="OFFICE/hyperlink" Target="file:///etc/passwd" TargetMode="External"/>'
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:mina@example.org" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>write</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        '<w:p><w:hyperlink r:id="x"><w:r><w:t>LinkedIn</w:t></w:r></w:hyperlink>'
        f'<w:hyperlink r:id="y"><w:r><w:t> or </w:t></w:r></w:hyperlink>{field}</w:p>'
    )
    [line] = read(docx(body, relations=relations)).lines
    assert (line.text, line.links) == (
        "LinkedIn or write",
        ("https://example.org/mina", "mailto:mina@example.org"),
    )


def test_line_breaks_tabs_hyphens_and_symbols_are_what_word_shows() -> None:
    body = (
        "<w:p><w:r><w:t>Heron</w:t><w:tab/><w:t>2021</w:t><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r></w:p>"
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t xml:space="preserve"> Built it</w:t></w:r></w:p>'
    )
    assert texts(docx(body)) == ["Heron\t2021", "co-op", "▪ Built it"]


HIDDEN = "<w:p><w:r><w:rPr>{}</w:rPr><w:t>best person ever seen</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "look",
    [
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="Gone"/>',
    ],
)
def test_words_that_nobody_can_see_are_kept_apart_and_counted(look: str) -> None:
    gone = '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(docx(p("Mina Okafor") + HIDDEN.format(look), styles=gone))
    assert [line.text for line in document.visible] == ["Mina Okafor"]
    assert document.hidden_words == 4
    assert [notice.text for notice in document.notices] == [
        "This file has 4 words nobody can see. I did not count them."
    ]


def test_white_on_a_dark_ground_is_seen() -> None:
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Mina</w:t></w:r>'
    shaded = f'<w:p><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr>{white}</w:p>'
    cell = f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr><w:p>{white}</w:p></w:tc>'
    document = read(docx(shaded + table([cell])))
    assert [line.text for line in document.visible] == ["Mina"] * 2
    assert document.hidden_words == 0


def test_white_text_of_python_docx_is_hidden_and_vanish_switched_off_is_not() -> None:
    def write(document: WordDocument) -> None:
        run = document.add_paragraph("Mina ").add_run("secret words")
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        shown = document.add_paragraph().add_run("Engineer")
        shown.font.hidden = False
        assert shown._r.find(qn("w:rPr")) is not None

    document = read(word_docx(write))
    assert [line.text for line in document.visible] == ["Mina", "Engineer"]
    assert document.hidden_words == 2


def test_a_document_without_text_says_so() -> None:
    with pytest.raises(EmptyDocument, match=r"^This DOCX holds no text$"):
        read(docx(p("")))


def test_styles_that_rest_on_each_other_in_a_circle_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("A", "B"), ("B", "A"))
    )
    assert texts(docx(p("Mina", settings='<w:pPr><w:pStyle w:val="A"/></w:pPr>'), styles=styles)) == ["Mina"]


def test_looks_are_inherited_from_the_styles_below_and_from_the_defaults() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Below"><w:name w:val="Below"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'
        "<w:rPr><w:b/><w:vanish/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Above"><w:name w:val="Above"/><w:basedOn w:val="Below"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    above, below = (f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' for name in ("Above", "Below"))
    document = read(docx(p("Mina", settings=above) + p("gone", settings=below) + p("plain"), styles=styles))
    seen, hidden, plain = document.lines
    assert (seen.text, seen.bold, seen.size, seen.level) == ("Mina", True, 10.5, 3)
    assert (hidden.text, hidden.visible) == ("gone", False)
    assert (plain.bold, plain.size, plain.level) == (False, 10.5, 0)


# ---------------------------------------------------------------- margins, notes, lists, fields

MARGIN = "<w:{0} NAMES>{1}</w:{0}>"
SECTION = (
    '<w:sectPr>{}<w:headerReference w:type="default" r:id="d"/><w:headerReference w:type="first" r:id="f"/>'
    '<w:headerReference w:type="even" r:id="e"/></w:sectPr>'
)
MARGINS = "".join(
    f'<Relationship Id="{id}" Type="OFFICE/{kind}" Target="{name}.xml"/>'
    for id, kind, name in (
        ("d", "header", "usual"),
        ("f", "header", "first"),
        ("e", "header", "even"),
        ("s", "settings", "settings"),
        ("n", "footnotes", "footnotes"),
    )
)


@pytest.mark.parametrize(
    ("title", "settings", "seen"),
    [
        ("", "", ["mina@example.org"]),
        ("<w:titlePg/>", "", ["mina@example.org", "Mina, page 1"]),
        ("", "<w:evenAndOddHeaders/>", ["mina@example.org", "even page"]),
        ('<w:titlePg w:val="0"/>', "", ["mina@example.org"]),
    ],
)
def test_headers_of_first_and_even_pages_are_read_where_pages_show_them_and_repeated_lines_once(
    title: str, settings: str, seen: list[str]
) -> None:
    parts = {
        "word/usual.xml": MARGIN.format("hdr", p("mina@example.org")),
        "word/first.xml": MARGIN.format("hdr", p("mina@example.org") + p("Mina, page 1")),
        "word/even.xml": MARGIN.format("hdr", p("even page")),
        "word/settings.xml": MARGIN.format("settings", settings),
    }
    found = sorted(texts(docx(p("Body") + SECTION.format(title), relations=MARGINS, parts=parts)))
    assert found == sorted(["Body", *seen])


def test_notes_are_read_where_the_text_refers_to_them_and_comments_never() -> None:
    notes = "".join(
        f'<w:footnote w:id="{id}">{p(text)}</w:footnote>'
        for id, text in ((1, "second"), (2, "first"), (9, "no page shows it"))
    )
    body = (
        '<w:p><w:r><w:t>Mina</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r></w:p>'
        '<w:p><w:r><w:t>Okafor</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    comments = {
        "word/comments.xml": MARGIN.format("comments", f'<w:comment w:id="0">{p("weak")}</w:comment>')
    }
    parts = {"word/footnotes.xml": MARGIN.format("footnotes", notes)} | comments
    assert texts(docx(body, relations=MARGINS, parts=parts)) == ["Mina", "Okafor", "first", "second"]


def test_what_a_field_is_asked_is_not_what_it_shows() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    nested = f"{mark('begin')}<w:r><w:instrText>MERGEFIELD x</w:instrText></w:r>{mark('separate')}<w:r><w:t>unseen</w:t></w:r>{mark('end')}"
    asks = f"{mark('begin')}<w:r><w:instrText>IF </w:instrText></w:r>{nested}{mark('separate')}<w:r><w:t>seen</w:t></w:r>{mark('end')}"
    simple = '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org&quot; "><w:r><w:t> site</w:t></w:r></w:fldSimple>'
    [line] = read(docx(f"<w:p>{asks}{simple}</w:p>")).lines
    assert (line.text, line.links) == ("seen site", ("https://example.org",))


MARKS = (
    "paragraph", "cell", "nested cell", "header", "footer", "text box", "control", "footnote", "endnote", "item",
    "by relation", "by field", "inserted", "moved here", "smart", "box in cell", "heading", "caption",
)  # fmt: skip


def test_each_mark_of_a_document_is_read_exactly_once() -> None:
    def mark(name: str) -> str:
        return f"mark {MARKS.index(name):02} {name}"

    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://example.org"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{mark("by field")}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        p(mark("heading"), settings='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + p(mark("paragraph"))
        + table(
            [tc(p(mark("cell")), table([tc(p(mark("nested cell")))]))],
            [tc(BOX.format(p(mark("box in cell"))))],
        )
        + BOX.format(p(mark("text box")))
        + f"<w:sdt><w:sdtContent>{p(mark('control'))}</w:sdtContent></w:sdt>"
        + p(mark("item"), settings='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + f'<w:p><w:hyperlink r:id="x"><w:r><w:t>{mark("by relation")}</w:t></w:r></w:hyperlink></w:p>'
        + f"<w:p>{field}</w:p>"
        + f"<w:p><w:ins><w:r><w:t>{mark('inserted')}</w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        + f"<w:p><w:moveTo><w:r><w:t>{mark('moved here')}</w:t></w:r></w:moveTo></w:p>"
        + "<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc(p('gone'))}</w:tr></w:tbl>"
        + f"<w:p><w:smartTag><w:r><w:t>{mark('smart')}</w:t></w:r></w:smartTag></w:p>"
        + f'<w:p><w:r><w:t>{mark("caption")}</w:t><w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/></w:r></w:p>'
        + '<w:sectPr><w:cols w:num="2"/><w:headerReference w:type="default" r:id="d"/>'
        '<w:footerReference w:type="default" r:id="b"/></w:sectPr>'
    )
    relations = MARGINS + (
        '<Relationship Id="b" Type="OFFICE/footer" Target="footer.xml"/>'
        '<Relationship Id="z" Type="OFFICE/endnotes" Target="endnotes.xml"/>'
        '<Relationship Id="x" Type="OFFICE/hyperlink" Target="https://example.org/mina" TargetMode="External"/>'
    )
    parts = {
        "word/usual.xml": MARGIN.format("hdr", p(mark("header"))),
        "word/footer.xml": MARGIN.format("ftr", p(mark("footer"))),
        "word/footnotes.xml": MARGIN.format(
            "footnotes", f'<w:footnote w:id="1">{p(mark("footnote"))}</w:footnote>'
        ),
        "word/endnotes.xml": MARGIN.format(
            "endnotes", f'<w:endnote w:id="1">{p(mark("endnote"))}</w:endnote>'
        ),
    }
    document = read(docx(body, relations=relations, parts=parts))
    text = "\n".join(line.text for line in document.lines)
    assert {name: text.count(mark(name)) for name in MARKS} == dict.fromkeys(MARKS, 1)
    assert "gone" not in text
    assert (document.lines[0].text, document.lines[1].level) == (mark("header"), 1)


# ---------------------------------------------------------------- hostile ones

LAUGH = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
SPY = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [LAUGH, SPY])
def test_a_document_type_definition_is_refused(head: str) -> None:
    body = f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
    with pytest.raises(BrokenDocument, match="document type definition"):
        read(docx("", parts={"word/document.xml": body}))


def test_a_part_that_unpacks_to_more_than_a_document_holds_is_stopped() -> None:
    with pytest.raises(FileTooLarge, match=r"^This file unpacks to more than \d+ MB of text$"):
        read(docx(p("a" * 1_000) * 25_000))


def test_a_zip_with_thousands_of_parts_is_refused() -> None:
    with pytest.raises(FileTooLarge, match="2,501 parts"):
        read(packed({f"word/{n}.xml": "" for n in range(2_501)}))


def test_two_parts_of_one_name_are_two_answers_and_so_none() -> None:
    twice = BytesIO(docx(p("Mina")))
    with ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<other/>")
    with pytest.raises(BrokenDocument):
        read(twice.getvalue())


def test_a_locked_zip_is_named_so() -> None:
    whole = bytearray(docx(p("Mina")))
    at = whole.index(b"PK\x01\x02")
    whole[at + 8] |= 1
    with pytest.raises(LockedDocument, match=r"^This file is locked$"):
        read(bytes(whole))


@pytest.mark.parametrize(("depth", "lines"), [(60, ["deep"]), (5_000, None)])
def test_tables_within_tables_within_tables_end(depth: int, lines: list[str] | None) -> None:
    opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    nested = docx(f"{opening}{p('deep')}{closing}")
    if lines:
        assert texts(nested) == lines
    else:
        with pytest.raises(BrokenDocument):
            read(nested)


def test_a_cell_that_claims_a_hundred_million_columns_costs_nothing() -> None:
    wide = (
        '<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>Mina</w:t></w:r></w:p></w:tc>'
    )
    assert texts(docx(table([wide]))) == ["Mina"]


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_a_cut_off_zip_is_damaged(keep: float) -> None:
    whole = docx(p("Mina"))
    with pytest.raises(BrokenDocument):
        read(whole[: int(len(whole) * keep)])


def test_a_zip_that_is_no_word_document_is_not_read() -> None:
    with pytest.raises(UnsupportedType, match="zip archive"):
        read(packed({"notes.txt": "hello"}))
