from zipfile import ZIP_STORED

import pytest
from printer import Paper, docx, p, packed

from core.documents.kinds import Hint, suffix_of, tell
from core.errors import DocumentError, LegacyDocument, LockedDocument, UnsupportedType
from core.model import DocumentType

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAPER = Paper()
PAPER.write(50, 50, "Mina")


@pytest.mark.parametrize(
    ("data", "type"),
    [
        (PAPER.pdf(), "pdf"),
        (b"\xef\xbb\xbfjunk before it\n" + PAPER.pdf(), "pdf"),
        (docx(p("Mina")), "docx"),
        (b"Mina Okafor", "txt"),
        ("Mina Okafor".encode("utf-16"), "txt"),
        (b"Job text <p>with tags</p>", "txt"),
    ],
)
def test_content_tells_the_type_whatever_the_name_says(data: bytes, type: DocumentType) -> None:
    for suffix in ("", "pdf", "docx", "exe"):
        assert tell(data, Hint(suffix)) == type


@pytest.mark.parametrize(
    ("data", "error", "sentence"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), LegacyDocument, "This is an old Word file (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LockedDocument, "This file is locked"),
        (OLE + "Workbook".encode("utf-16-le"), UnsupportedType, "I can't read .xls"),
        (b"{\\rtf1\\ansi Mina}", LegacyDocument, "This is a rich text file (.rtf)"),
        (
            packed({"mimetype": "application/vnd.oasis.opendocument.text"}, ZIP_STORED),
            LegacyDocument,
            "This is an OpenDocument text (.odt)",
        ),
        (packed({"Index/Document.iwa": ""}), UnsupportedType, "I can't read .pages"),
        (packed({"xl/workbook.xml": ""}), UnsupportedType, "This is a spreadsheet, and I can't read those"),
        (packed({"ppt/presentation.xml": ""}), UnsupportedType, "These are slides, and I can't read those"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), UnsupportedType, "This is a PNG picture, and I can't read those"),
        (b"<!DOCTYPE html><html>", UnsupportedType, "This is a web page (HTML), and I can't read those"),
        (docx(p("Mina"))[:60].replace(b"Content", b"Kontent"), UnsupportedType, "I can't read .xls"),
        (b"ID3\x04" + bytes(90), UnsupportedType, "This is a sound recording, and I can't read those"),
        (b"\0\0\0\x24ftypheic" + bytes(90), UnsupportedType, "This is a photo, and I can't read those"),
        (b"\0\0\0\x18ftypmp42" + bytes(90), UnsupportedType, "This is a film, and I can't read those"),
    ],
)
def test_what_we_do_not_read_is_named(data: bytes, error: type[DocumentError], sentence: str) -> None:
    with pytest.raises(error) as caught:
        tell(data, Hint("xls"))
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("suffix", "sentence"),
    [
        ("docx", "This file is cut off. Export it again as PDF or DOCX and send the new file."),
        ("pages", "I can't read .pages. PDF or DOCX please."),
        ("epub", "I can't read .epub. PDF or DOCX please."),
    ],
)
def test_a_cut_off_zip_is_called_so_only_where_the_whole_one_would_be_read(
    suffix: str, sentence: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        tell(b"PK\x03\x04" + bytes(90), Hint(suffix))
    assert caught.value.sentence() == sentence


def test_a_package_of_apple_is_named_after_the_program_it_came_from() -> None:
    for suffix, named in (("numbers", "numbers"), ("docx", "pages"), ("", "pages")):
        with pytest.raises(UnsupportedType, match=rf"^I can't read \.{named}$"):
            tell(packed({"Index/Document.iwa": ""}), Hint(suffix))


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("Mina.Okafor.PDF", "pdf"),
        ("Mina", ""),
        ("../../etc/passwd", ""),
        ("a.<b>", ""),
        ("x." + "y" * 30, ""),
        ("a.pdf\n", ""),
        ("a" * 10_000 + ".pages", "pages"),
    ],
)
def test_the_ending_of_a_name_is_made_harmless(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
