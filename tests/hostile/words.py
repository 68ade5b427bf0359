"""DOCX that burst, lie, point elsewhere or never end."""

import struct
import warnings
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hostile.kinds import deflated, kind
from printer import W, docx, p, packed, table, tc

from core.errors import BrokenDocument, EmptyDocument, FileTooLarge, LockedDocument
from core.model import Document

GOOD = docx(p("Mina Okafor") + p("Platform engineer, Heron Freight"))
HEAD = f'<w:document xmlns:w="{W}"><w:body>'
TAIL = "</w:body></w:document>"
RELATIONS = docx(p(""))


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_raw_part(name: str, raw: bytes, *, said: int, crc: int = 0) -> bytes:
    """The good file with one part given as a deflate stream, and whatever size we say it has."""
    entries = [
        (other, zlib.compress(data, 9)[2:-4], len(data), zlib.crc32(data))
        for other, data in parts(GOOD).items()
        if other != name
    ]
    return zipped([*entries, (name, raw, said, crc)])


def zipped(entries: list[tuple[str, bytes, int, int]]) -> bytes:
    """A zip written by hand: name, deflate stream, the size it is said to have, checksum."""
    out, directory = bytearray(), bytearray()
    for name, raw, size, crc in entries:
        fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, crc, len(raw), size)
        place = struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(out))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields + place + name.encode()
        out += b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name.encode() + raw
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(out), 0)
    return bytes(out + directory) + b"PK\x05\x06" + end


def body_bomb(block: str, times: int) -> bytes:
    raw = deflated(block.encode(), times, head=HEAD.encode(), tail=TAIL.encode())
    return with_raw_part("word/document.xml", raw, said=len(HEAD) + len(block) * times + len(TAIL))


@kind(FileTooLarge)
def docx_that_unpacks_to_four_gigabytes() -> bytes:
    return body_bomb(p("a" * 1_000) * 1_000, 3_900)


@kind(FileTooLarge, BrokenDocument)
def docx_that_says_ten_bytes_and_unpacks_to_a_gigabyte() -> bytes:
    raw = deflated(p("a" * 1_000).encode() * 1_000, 1_000, head=HEAD.encode(), tail=TAIL.encode())
    return with_raw_part("word/document.xml", raw, said=10)


@kind(BrokenDocument)
def docx_that_says_four_gigabytes_and_holds_none() -> bytes:
    raw = deflated(p("Mina").encode(), 1, head=HEAD.encode(), tail=TAIL.encode())
    return with_raw_part("word/document.xml", raw, said=2**32 - 2)


@kind(FileTooLarge)
def docx_of_two_million_empty_paragraphs() -> bytes:
    return docx("<w:p/>" * 2_000_000)


@kind(FileTooLarge, EmptyDocument)
def docx_of_a_gigabyte_of_blanks() -> bytes:
    return body_bomb("<w:p> </w:p>" * 10_000, 9_000)


@kind(FileTooLarge)
def docx_with_bombs_in_its_headers() -> bytes:
    headers = {f"word/h{n}.xml": f'<w:hdr xmlns:w="{W}">{p("b" * 1_000) * 4_000}</w:hdr>' for n in range(30)}
    relations = "".join(
        f'<Relationship Id="h{n}" Type="OFFICE/header" Target="h{n}.xml"/>' for n in range(30)
    )
    sections = "".join(
        f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h{n}"/></w:sectPr></w:pPr></w:p>'
        for n in range(30)
    )
    return docx(sections + p("Mina"), relations=relations, parts=headers)


@kind(BrokenDocument, FileTooLarge)
def docx_whose_parts_overlap() -> bytes:
    """Each entry of the directory points at the same packed bytes."""
    raw = deflated(b"a" * 1_000_000, 20)
    first = with_raw_part("word/document.xml", raw, said=20_000_000)
    start = first.index(b"PK\x01\x02")
    end = first.index(b"PK\x05\x06")
    last = first.rindex(b"PK\x01\x02", start, end)
    entry = first[last:end]
    copies = b"".join(entry.replace(b"word/document.xml", b"word/x%07d.xmx" % n) for n in range(1_500))
    directory = first[start:end] + copies
    count = directory.count(b"PK\x01\x02")
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), start, 0)
    return first[:start] + directory + b"PK\x05\x06" + tail


@kind(FileTooLarge)
def docx_of_thirty_thousand_parts() -> bytes:
    return zipped([(f"word/document{n}.xml", b"\3\0", 0, 0) for n in range(30_000)])


@kind(Document)
def docx_with_a_nested_zip_bomb_inside() -> bytes:
    inner = packed({"bomb": "0" * 9_000_000})
    return packed(
        {name: data.decode() for name, data in parts(GOOD).items()} | {"word/embeddings/a.zip": inner.hex()}
    )


def twice(name: str, again: str) -> bytes:
    out = BytesIO(GOOD)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(again, parts(GOOD)[name].replace(b"Mina", b"Fake"))
    return out.getvalue()


@kind(BrokenDocument)
def docx_with_two_parts_of_one_name() -> bytes:
    return twice("word/document.xml", "word/document.xml")


@kind(BrokenDocument)
def docx_with_two_parts_of_one_name_but_for_case() -> bytes:
    return twice("word/document.xml", "WORD/Document.xml")


@kind(Document)
def docx_with_parts_named_up_the_tree() -> bytes:
    out = BytesIO(GOOD)
    with ZipFile(out, "a") as archive:
        archive.writestr("../../../../tmp/shortlist-was-here", "x")
        archive.writestr("/tmp/shortlist-was-here", "x")  # noqa: S108  a name in a zip; a test looks that nothing is there
    return out.getvalue()


@kind(BrokenDocument)
def docx_whose_text_is_a_symbolic_link() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in parts(GOOD).items():
            entry = ZipInfo(name)
            if name == "word/document.xml":
                entry.external_attr = 0o120777 << 16
                archive.writestr(entry, "/etc/passwd")
            else:
                archive.writestr(entry, data)
    return out.getvalue()


@kind(LockedDocument)
def docx_with_locked_parts() -> bytes:
    copy = bytearray(GOOD)
    copy[copy.index(b"PK\x01\x02") + 8] |= 1
    return bytes(copy)


@kind(BrokenDocument)
def docx_cut_off() -> bytes:
    return GOOD[: len(GOOD) * 2 // 3]


@kind(BrokenDocument)
def docx_with_a_wrong_checksum() -> bytes:
    raw = deflated(p("Mina").encode(), 1, head=HEAD.encode(), tail=TAIL.encode())
    return with_raw_part("word/document.xml", raw, said=len(HEAD + p("Mina") + TAIL), crc=7)


@kind(BrokenDocument)
def docx_without_its_text() -> bytes:
    return packed({name: data.decode() for name, data in parts(GOOD).items() if name != "word/document.xml"})


@kind(EmptyDocument)
def docx_without_words() -> bytes:
    return docx(p("") * 3)


def with_head(head: str, body: str = "", encoding: str = "utf-8") -> bytes:
    text = f"{head}{HEAD}{p('Mina')}{body}{TAIL}".encode(encoding)
    everything = parts(GOOD) | {"word/document.xml": text}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in everything.items():
            archive.writestr(name, data)
    return out.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12))


@kind(BrokenDocument)
def docx_with_a_billion_laughs() -> bytes:
    return with_head(f"<!DOCTYPE x [{LAUGHS}]>", "<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>")


@kind(BrokenDocument)
def docx_with_laughs_in_an_attribute() -> bytes:
    return with_head(f"<!DOCTYPE x [{LAUGHS}]>", '<w:p w:rsidR="&l11;"/>')


@kind(BrokenDocument)
def docx_with_a_file_as_entity() -> bytes:
    return with_head(
        '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>', "<w:p><w:r><w:t>&s;</w:t></w:r></w:p>"
    )


@kind(BrokenDocument)
def docx_with_a_definition_on_the_network() -> bytes:
    return with_head('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')


@kind(BrokenDocument)
def docx_with_a_definition_in_utf16() -> bytes:
    return with_head(
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "ha">]>', encoding="utf-16"
    )


@kind(BrokenDocument)
def docx_with_a_definition_in_its_styles() -> bytes:
    return docx(
        p("Mina"), parts={"word/styles.xml": f'<!DOCTYPE x [<!ENTITY a "ha">]><w:styles xmlns:w="{W}"/>'}
    )


@kind(Document)
def docx_with_a_cell_over_a_hundred_million_columns() -> bytes:
    cell = (
        '<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p><w:r><w:t>Mina</w:t></w:r></w:p></w:tc>'
    )
    return docx(table([cell]))


@kind(BrokenDocument)
def docx_of_five_thousand_nested_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 5_000 + p("deep") + "</w:tc></w:tr></w:tbl>" * 5_000)


@kind(Document)
def docx_of_sixty_nested_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 60 + p("deep") + "</w:tc></w:tr></w:tbl>" * 60)


@kind(Document, notice="part_unread")
def docx_with_another_file_as_a_part_of_its_text() -> bytes:
    relation = '<Relationship Id="c" Type="OFFICE/aFChunk" Target="chunk.html"/>'
    html = {"word/chunk.html": "<script>alert(1)</script><p>Somebody else"}
    return docx(p("Mina") + '<w:altChunk r:id="c"/>', relations=relation, parts=html)


@kind(Document, notice="active_content")
def docx_with_macros_under_a_plain_name() -> bytes:
    relation = '<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    return docx(p("Mina"), relations=relation, parts={"word/vbaProject.bin": "Auto_Open"})


def field(instruction: str, result: str = "shown") -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"<w:p>{mark('begin')}{said}{mark('separate')}<w:r><w:t>{result}</w:t></w:r>{mark('end')}</w:p>"


@kind(Document, notice="active_content")
def docx_with_fields_that_start_programs() -> bytes:
    calc = field(r"DDEAUTO c:\\windows\\system32\\cmd.exe &quot;/k calc&quot;")
    return docx(p("Mina") + calc + field(r"INCLUDETEXT &quot;file:///etc/passwd&quot;"))


@kind(Document)
def docx_whose_relations_lead_outside() -> bytes:
    outside = "".join(
        f'<Relationship Id="o{n}" Type="OFFICE/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate(
            (
                ("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
                ("image", "file://127.0.0.1/share/x.png"),
                ("oleObject", "mhtml:http://127.0.0.1:9/x!x"),
                ("frame", "http://127.0.0.1:9/"),
                ("footnotes", "http://127.0.0.1:9/footnotes.xml"),
                ("numbering", "file:///etc/passwd"),
            )
        )
    )
    return docx(p("Mina"), relations=outside)


@kind(Document)
def docx_whose_relations_climb() -> bytes:
    return docx(
        p("Mina"), relations='<Relationship Id="n" Type="OFFICE/footnotes" Target="../../../../etc/passwd"/>'
    )


@kind(Document)
def docx_whose_header_is_its_own_text() -> bytes:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    return docx(
        p("Mina") + section, relations='<Relationship Id="h" Type="OFFICE/header" Target="document.xml"/>'
    )


@kind(Document)
def docx_with_a_picture_of_four_billion_pixels() -> bytes:
    png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x08\x06" + "\0" * 9_000
    return docx(p("Mina") + "<w:p><w:r><w:drawing/></w:r></w:p>", parts={"word/media/image1.png": png})


@kind(Document)
def docx_whose_styles_rest_on_each_other() -> bytes:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/>'
        f'<w:basedOn w:val="s{(n + 1) % 900}"/></w:style>'
        for n in range(900)
    )
    return docx(p("Mina", settings='<w:pPr><w:pStyle w:val="s0"/></w:pPr>') * 50, styles=ring)


@kind(Document)
def docx_with_figures_that_are_none() -> bytes:
    looks = ("NaN", "1e999", "-5", "9" * 400, "", "٣")
    runs = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{value}"/><w:ind w:left="{value}"/><w:numPr><w:ilvl w:val="{value}"/>'
        f'<w:numId w:val="{value}"/></w:numPr><w:spacing w:line="{value}" w:lineRule="exact"/></w:pPr><w:r><w:rPr>'
        f'<w:sz w:val="{value}"/><w:w w:val="{value}"/></w:rPr><w:t>Mina {n}</w:t>'
        f'<w:sym w:font="Wingdings" w:char="{value}"/></w:r></w:p>'
        for n, value in enumerate(looks)
    )
    rows = "".join(
        f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="{value}" w:hRule="exact"/></w:trPr>{tc(p("x"))}</w:tr></w:tbl>'
        for value in looks
    )
    return docx(p("Mina") + runs + rows)


@kind(Document, notice="text_cut")
def docx_of_a_megabyte_of_words() -> bytes:
    return docx("".join(p(f"Line {n} of a long story about moving services") for n in range(20_000)))


@kind(Document)
def docx_of_a_paragraph_in_many_runs() -> bytes:
    return docx(p(*("ab " for _ in range(25_000))))


@kind(Document)
def docx_of_ten_thousand_fields_left_open() -> bytes:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "</w:instrText></w:r>'
    return docx(p("Mina") + f"<w:p>{opened * 10_000}</w:p>")


@kind(Document)
def docx_with_bytes_before_and_after_it() -> bytes:
    return GOOD + b"\n" * 900
