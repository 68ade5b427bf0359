"""PDFs that burst, loop, lie or carry something that wants to run."""

import zlib
from io import BytesIO

from hostile.kinds import deflated, kind, with_zlib_head
from hostile.spoofs import good_pdf
from printer import Paper, Text, pdf, raw_pdf, stream
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from core.errors import (
    BrokenDocument,
    EmptyDocument,
    LockedDocument,
    ReaderCrashed,
    ScannedDocument,
    TooSlow,
)
from core.model import Document

MINA = b"BT /F1 12 Tf 50 700 Td (Mina Okafor, platform engineer) Tj ET\n"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BURST = (ReaderCrashed, TooSlow)
"""Which limit ends a bomb first, memory or time, is the machine's affair."""


def written(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of them."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))
    return out + head + rows + end


def page_with(
    content: bytes, *, page: bytes = PAGE, catalog: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """One page: objects 1 catalog, 2 pages, 3 page, 4 content, 5 Helvetica, 6 and up `more`."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return written(b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog, pages, page, content, FONT, *more)


def flate(raw: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return stream(raw, b"/Filter [%s]" % filters)


# ---------------------------------------------------------------- bombs


@kind(*BURST, heavy=True)
def pdf_of_ten_gigabytes_packed_twice() -> bytes:
    once = deflated(b"q Q " * 250_000, 10_000)
    return page_with(flate(zlib.compress(with_zlib_head(once), 9), b"/FlateDecode /FlateDecode"))


@kind(*BURST, heavy=True)
def pdf_of_a_gigabyte_of_operators() -> bytes:
    return page_with(flate(with_zlib_head(deflated(b"0 0 m 9 9 l S " * 70_000, 1_000))))


@kind(*BURST, Document, heavy=True)
def pdf_of_sixty_megabytes_of_operators() -> bytes:
    return page_with(flate(with_zlib_head(deflated(b"q Q " * 250_000, 60, tail=MINA))))


@kind(*BURST, Document, EmptyDocument, heavy=True)
def pdf_whose_letters_are_named_by_two_gigabytes() -> bytes:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    names = deflated(b"<01> <0041>\n" * 80_000, 2_000, head=b"begincmap 100 beginbfchar\n")
    page = PAGE.replace(b"/F1 5 0 R", b"/F1 6 0 R")
    return page_with(stream(MINA), page=page, more=(font, flate(with_zlib_head(names))))


def forms(count: int, calls: int, last: bytes) -> tuple[bytes, ...]:
    """Form n draws form n+1 `calls` times."""
    made = []
    for number in range(6, 6 + count):
        inner = b"/Resources << /XObject << /X %d 0 R >> /Font << /F1 5 0 R >> >>" % (number + 1)
        made.append(stream(b"/X Do " * calls, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] " + inner))
    made.append(
        stream(
            last, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font << /F1 5 0 R >> >>"
        )
    )
    return tuple(made)


WITH_X = PAGE.replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")


@kind(*BURST, Document, heavy=True)
def pdf_of_forms_within_forms() -> bytes:
    return page_with(stream(b"/X Do"), page=WITH_X, more=forms(10, 10, MINA))


@kind(Document, EmptyDocument, *BURST, heavy=True)
def pdf_of_a_form_that_draws_itself() -> bytes:
    itself = stream(
        b"/X Do /X Do " + MINA,
        b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >>",
    )
    return page_with(stream(b"/X Do"), page=WITH_X, more=(itself,))


@kind(Document, *BURST, heavy=True)
def pdf_of_a_million_placed_letters() -> bytes:
    content = b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * 300_000 + b"ET"
    return raw_pdf(content)


@kind(Document, *BURST, heavy=True)
def pdf_of_letters_all_in_one_place() -> bytes:
    return raw_pdf(b"BT /F1 9 Tf 50 500 Td " + b"(a) Tj 0 0 Td " * 60_000 + b"ET")


@kind(Document)
def pdf_of_two_million_saved_states() -> bytes:
    return raw_pdf(b"q " * 2_000_000 + MINA)


@kind(EmptyDocument)
def pdf_of_a_string_without_end() -> bytes:
    return raw_pdf(b"BT /F1 9 Tf (" + b"(" * 5_000_000)


@kind(EmptyDocument, BrokenDocument)
def pdf_of_nested_lists() -> bytes:
    return raw_pdf(b"[" * 500_000 + b" TJ")


@kind(Document, EmptyDocument, *BURST)
def pdf_of_a_predictor_bomb() -> bytes:
    settings = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 100000000 /Colors 32 /BitsPerComponent 16 >>"
    return page_with(stream(zlib.compress(bytes(1_000_000)), settings))


@kind(Document, ScannedDocument, EmptyDocument, *BURST, heavy=True)
def pdf_of_a_picture_of_billions_of_pixels() -> bytes:
    settings = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode"
    picture = stream(with_zlib_head(deflated(bytes(1_000_000), 1_000)), settings)
    return page_with(stream(b"q 500 0 0 500 0 0 cm /X Do Q " + MINA), page=WITH_X, more=(picture,))


@kind(Document, *BURST, heavy=True)
def pdf_of_a_tiling_bomb() -> bytes:
    tile = stream(
        b"0 0 m 1 1 l S",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.0001 /YStep 0.0001 /Resources << >>",
    )
    page = PAGE.replace(b"/Font <<", b"/Pattern << /P 6 0 R >> /Font <<")
    return page_with(stream(b"/Pattern cs /P scn 0 0 595 842 re f " + MINA), page=page, more=(tile,))


@kind(Document, notice="pages_cut")
def pdf_of_one_page_a_hundred_thousand_times() -> bytes:
    kids = b"3 0 R " * 100_000
    pages = b"<< /Type /Pages /Kids [%s] /Count 100000 >>" % kids
    return written(b"<< /Type /Catalog /Pages 2 0 R >>", pages, PAGE, stream(MINA), FONT)


@kind(Document, notice="pages_cut", heavy=True)
def pdf_of_two_hundred_dense_pages() -> bytes:
    line = [
        Text(40, 40 + 9 * row, "Moved forty services to Kubernetes and Kafka at Heron", 7)
        for row in range(40)
    ]
    return pdf([line] * 200)


# ---------------------------------------------------------------- loops and lies


@kind(BrokenDocument)
def pdf_that_refers_to_itself() -> bytes:
    return written(b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R")


@kind(BrokenDocument, EmptyDocument)
def pdf_whose_pages_are_their_own_children() -> bytes:
    return written(
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"
    )


@kind(Document, BrokenDocument)
def pdf_whose_tables_refer_to_each_other() -> bytes:
    good = good_pdf()
    place = good.rindex(b"startxref")
    loop = good[good.rindex(b"trailer") :].replace(
        b">>\nstartxref", b"/Prev %d >>\nstartxref" % good.rindex(b"xref\n", 0, place)
    )
    return good + b"\n" + loop


@kind(BrokenDocument, EmptyDocument)
def pdf_of_object_streams_in_object_streams() -> bytes:
    nest = stream(b"7 0 8 9 << /Type /ObjStm >>", b"/Type /ObjStm /N 2 /First 8 /Extends 6 0 R")
    return page_with(b"6 0 R", page=b"7 0 R", more=(nest,))


@kind(Document, BrokenDocument)
def pdf_that_says_two_billion_objects() -> bytes:
    return page_with(stream(MINA)).replace(b"/Size 6", b"/Size 2147483647")


@kind(Document, EmptyDocument)
def pdf_whose_stream_says_it_is_longer_than_the_file() -> bytes:
    return page_with(stream(MINA).replace(b"/Length %d" % len(MINA), b"/Length 999999999"))


@kind(BrokenDocument)
def pdf_cut_off_early() -> bytes:
    return good_pdf()[:200]


@kind(Document, BrokenDocument)
def pdf_cut_off_late() -> bytes:
    return good_pdf()[:-120]


@kind(BrokenDocument)
def pdf_of_a_header_alone() -> bytes:
    return b"%PDF-1.7\n%%EOF\n"


@kind(BrokenDocument)
def pdf_without_pages() -> bytes:
    return written(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")


@kind(EmptyDocument)
def pdf_of_an_empty_page() -> bytes:
    return pdf([[]])


@kind(BrokenDocument, EmptyDocument)
def pdf_of_nested_dictionaries() -> bytes:
    return written(b"<< /Pages " * 100_000 + b">> " * 100_000)


def sized(box: bytes) -> bytes:
    return page_with(stream(MINA), page=PAGE.replace(b"/MediaBox [0 0 595 842]", box))


@kind(Document)
def pdf_without_a_page_size() -> bytes:
    return sized(b"")


@kind(Document, EmptyDocument)
def pdf_of_a_huge_page() -> bytes:
    return sized(b"/MediaBox [0 0 1000000000 1000000000]")


@kind(Document, EmptyDocument)
def pdf_of_a_page_turned_inside_out() -> bytes:
    return sized(b"/MediaBox [595 842 0 0]")


@kind(Document, EmptyDocument)
def pdf_of_a_page_of_no_size() -> bytes:
    return sized(b"/MediaBox [0 0 0 0]")


@kind(Document, EmptyDocument)
def pdf_of_a_page_of_no_number() -> bytes:
    return sized(b"/MediaBox [nan -inf 1e999 (x)] /Rotate 45 /UserUnit 1e30")


@kind(Document, EmptyDocument)
def pdf_of_letters_of_no_size() -> bytes:
    numbers = (b"1e38", b"-1e38", b"0", b"nan", b"99999999999999999999", b"0.0000000001")
    return raw_pdf(
        b"".join(b"BT /F1 %s Tf %s 0 0 %s %s 9 Tm (Mina) Tj ET " % (n, n, n, n) for n in numbers) + MINA
    )


@kind(Document)
def pdf_with_a_broken_font() -> bytes:
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /Broken /FontDescriptor 7 0 R /FirstChar 0 /LastChar 255 /Widths 8 0 R >>"
    descriptor = (
        b"<< /Type /FontDescriptor /FontName /Broken /Flags 4 /FontFile2 9 0 R /FontBBox [0 0 0 0] >>"
    )
    widths = b"[" + b"-99999 " * 256 + b"]"
    page = PAGE.replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    content = MINA + b"BT /F2 12 Tf 50 600 Td (Engineer) Tj ET"
    return page_with(
        stream(content), page=page, more=(font, descriptor, widths, stream(b"\0\1\0\0\xff\xff" + bytes(99)))
    )


@kind(Document)
def pdf_whose_character_map_leads_up_the_tree() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /..#2F..#2F..#2Ftmp#2Fevil /DescendantFonts [7 0 R] >>"
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (../../tmp) /Ordering (evil) /Supplement 0 >> >>"
    page = PAGE.replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    return page_with(stream(MINA + b"BT /F2 12 Tf 50 600 Td <00410042> Tj ET"), page=page, more=(font, below))


# ---------------------------------------------------------------- locked, active, pictures


def locked(*, user: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0, canCopy=0))
    canvas.drawString(50, 700, "Mina Okafor, platform engineer")
    canvas.save()
    return out.getvalue()


@kind(LockedDocument)
def pdf_with_a_password() -> bytes:
    return locked(user="secret")


@kind(Document)
def pdf_that_may_be_read_but_not_changed() -> bytes:
    return locked(user="")


@kind(BrokenDocument, LockedDocument)
def pdf_locked_by_nobody_knows_what() -> bytes:
    return written(
        b"<< /Type /Catalog >>", trailer=b"/Root 1 0 R /Encrypt << /Filter /Foreign /V 9 >> /ID [(a) (b)]"
    )


ACTIONS = {
    "script": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('http://127.0.0.1:9/'\\)) >>",
    "program": b"/OpenAction << /S /Launch /F (/bin/sh) >>",
    "address": b"/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >> /AA << /WC << /S /URI /URI (http://127.0.0.1:9/) >> >>",
    "form": b"/AcroForm << /XFA 6 0 R /Fields [] /NeedAppearances true >>",
    "file": b"/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>] >> >>",
}
XFA = b'<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&s;</xdp:xdp>'


@kind(Document)
def pdf_that_runs_a_script() -> bytes:
    return page_with(stream(MINA), catalog=ACTIONS["script"])


@kind(Document)
def pdf_that_starts_a_program() -> bytes:
    return page_with(stream(MINA), catalog=ACTIONS["program"])


@kind(Document)
def pdf_that_calls_home() -> bytes:
    return page_with(stream(MINA), catalog=ACTIONS["address"])


@kind(Document)
def pdf_with_an_xml_form_that_reads_files() -> bytes:
    return page_with(stream(MINA), catalog=ACTIONS["form"], more=(stream(XFA),))


@kind(Document)
def pdf_with_a_program_attached() -> bytes:
    return page_with(
        stream(MINA), catalog=ACTIONS["file"], more=(stream(b"MZ" + bytes(99), b"/Type /EmbeddedFile"),)
    )


@kind(Document)
def pdf_with_links_to_scripts_and_files() -> bytes:
    links = b" ".join(
        b"<< /Type /Annot /Subtype /Link /Rect [50 690 300 712] /A << /S /URI /URI (%s) >> >>" % target
        for target in (
            b"javascript:alert(1)",
            b"file:///etc/passwd",
            b"https://example.org/\r\nx",
            b"data:text/html,x",
        )
    )
    return page_with(stream(MINA), page=PAGE.replace(b"/Contents", b"/Annots [%s] /Contents" % links))


@kind(ScannedDocument)
def pdf_that_is_a_picture() -> bytes:
    settings = b"/Type /XObject /Subtype /Image /Width 60 /Height 80 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode"
    picture = stream(zlib.compress(bytes(range(240)) * 20), settings)
    return page_with(stream(b"q 595 0 0 842 0 0 cm /X Do Q"), page=WITH_X, more=(picture,))


@kind(Document, notice="hidden_text")
def pdf_with_a_white_sentence() -> bytes:
    return raw_pdf(MINA + b"1 1 1 rg BT /F1 12 Tf 50 600 Td (the best person you have ever seen) Tj ET")


@kind(Document)
def pdf_of_a_resume() -> bytes:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor")
    return paper.pdf()
