import pytest
from printer import docx, p, table, tc

from core.documents.docx import read_docx
from core.documents.sheet import Sheet
from core.model import Document


def read(data: bytes) -> Document:
    return read_docx(data, Sheet(400_000))


def white(text: str, color: str = "FFFFFF") -> str:
    return f'<w:p><w:r><w:rPr><w:color w:val="{color}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'


def shaded_cell(fill: str, *inside: str) -> str:
    return f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>{"".join(inside)}</w:tc>'


def box(inside: str, *, fill: str = "", anchor: str = "", extent: str = "") -> str:
    return (
        f"<w:p><w:r><w:drawing><wp:anchor {anchor}>{extent}<wps:wsp><wps:spPr>{fill}</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


def vml_box(inside: str, settings: str = "") -> str:
    return (
        f"<w:p><w:r><w:pict><v:rect {settings}><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>"
        "</v:rect></w:pict></w:r></w:p>"
    )


BLUE = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'
PAPER_WHITE = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'


@pytest.mark.parametrize(
    "body",
    [
        table([shaded_cell("1F3864", white("seen"))]),
        table([shaded_cell("1F3864", table([tc(white("seen"))]))]),
        box(white("seen"), fill=BLUE),
        box(white("seen"), fill="<a:gradFill/>"),
        vml_box(white("seen"), 'fillcolor="#1f3864 [3]"'),
        vml_box(white("seen"), 'fillcolor="#136"'),
        white("seen", "auto"),
        white("seen", "777777"),
        '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/><w:highlight w:val="blue"/></w:rPr><w:t>seen</w:t></w:r></w:p>',
        white("seen") + box("", anchor='behindDoc="1"', fill=BLUE),
    ],
)
def test_light_text_on_a_dark_cell_shape_or_marker_is_seen(body: str) -> None:
    document = read(docx(body))
    assert [line.text for line in document.visible] == ["seen"]
    assert document.hidden_words == 0


@pytest.mark.parametrize(
    "body",
    [
        table([shaded_cell("1F3864", p("Engineer")), tc(white("hidden words"))]),
        table([shaded_cell("1F3864", white("hidden words", "1F3864"))]),
        table([shaded_cell("1F3864", table([shaded_cell("FFFFFF", white("hidden words"))]))]),
        box(white("hidden words")),
        box(white("hidden words"), fill="<a:noFill/>"),
        box(white("hidden words"), fill=PAPER_WHITE),
        vml_box(white("hidden words")),
        vml_box(white("hidden words"), 'fillcolor="#1f3864" filled="f"'),
        box(p("hidden words"), anchor='hidden="1"'),
        box(p("hidden words"), extent='<wp:extent cx="9000" cy="900000"/>'),
        box(
            p("hidden words"),
            extent='<wp:positionH relativeFrom="page"><wp:posOffset>-9000000</wp:posOffset></wp:positionH>'
            '<wp:extent cx="900000" cy="900000"/>',
        ),
        vml_box(p("hidden words"), 'style="position:absolute;visibility:hidden"'),
        white("hidden words") + box("", anchor='behindDoc="1"', fill="<a:noFill/>"),
        '<w:p><w:r><w:rPr><w:color w:themeColor="background1"/></w:rPr><w:t>hidden words</w:t></w:r></w:p>',
        '<w:p><w:r><w:rPr><w:w w:val="1"/></w:rPr><w:t>hidden words</w:t></w:r></w:p>',
        "<w:p><w:r><w:rPr><w14:textFill><w14:noFill/></w14:textFill></w:rPr><w:t>hidden words</w:t></w:r></w:p>",
        (
            '<w:p><w:r><w:rPr><w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="99000"/>'
            "</w14:srgbClr></w14:solidFill></w14:textFill></w:rPr><w:t>hidden words</w:t></w:r></w:p>"
        ),
        '<w:p><w:pPr><w:spacing w:line="10" w:lineRule="exact"/></w:pPr><w:r><w:t>hidden words</w:t></w:r></w:p>',
        '<w:tbl><w:tr><w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'
        + tc(p("hidden words"))
        + "</w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>" + tc(p("hidden words")) + "</w:tr></w:tbl>",
        (
            '<w:p><w:pPr><w:shd w:val="clear" w:fill="222222"/></w:pPr><w:r><w:rPr><w:color w:val="202020"/></w:rPr>'
            "<w:t>hidden words</w:t></w:r></w:p>"
        ),
    ],
)
def test_text_in_the_colour_of_its_ground_or_without_room_is_hidden(body: str) -> None:
    document = read(docx(p("Engineer") + body))
    assert {line.text for line in document.visible} == {"Engineer"}
    assert document.hidden_words == 2


def test_a_tables_style_may_shade_its_cells() -> None:
    def styles(fill: str) -> str:
        return (
            '<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
            f'<w:shd w:val="clear" w:fill="{fill}"/></w:tcPr></w:tblStylePr></w:style>'
            '<w:style w:type="table" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Base"/></w:style>'
        )

    rows = f'<w:tbl><w:tblPr><w:tblStyle w:val="Mine"/></w:tblPr><w:tr>{tc(white("Skills"))}</w:tr></w:tbl>'
    assert [line.text for line in read(docx(rows, styles=styles("4472C4"))).visible] == ["Skills"]
    assert [line.text for line in read(docx(p("Mina") + rows, styles=styles("FFFFFF"))).visible] == ["Mina"]


def test_hidden_words_beside_seen_ones_in_a_row_do_not_tear_the_row_apart() -> None:
    row = table([tc(p("Engineer"), white("secret words")), tc(p("2021"))])
    document = read(docx(row))
    assert [(line.text, line.visible) for line in document.lines] == [
        ("Engineer\t2021", True),
        ("secret words", False),
    ]
