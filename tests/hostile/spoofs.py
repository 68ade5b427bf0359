"""Files that are something else than they say, or nothing at all."""

import random
from zipfile import ZIP_STORED

from hostile.kinds import kind
from printer import Paper, docx, p, packed

from core.errors import (
    BrokenDocument,
    EmptyFile,
    FileTooLarge,
    LegacyDocument,
    LockedDocument,
    UnsupportedType,
)
from core.model import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def good_pdf() -> bytes:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 18)
    paper.column(
        50, 90, ["Platform engineer, Heron Freight", "Moved forty services to Kubernetes", "2021 - 2024"]
    )
    return paper.pdf()


@kind(EmptyFile)
def pdf_empty() -> bytes:
    return b""


@kind(FileTooLarge)
def pdf_of_eleven_megabytes() -> bytes:
    return b"%PDF-1.7\n" + bytes(11 * 2**20)


@kind(UnsupportedType)
def pdf_of_random_bytes() -> bytes:
    return random.Random(1).randbytes(4_000)


@kind(UnsupportedType)
def docx_of_zeros() -> bytes:
    return bytes(4_000)


@kind(UnsupportedType)
def pdf_that_is_html() -> bytes:
    return b"\n<!DOCTYPE html><html><body><h1>Mina Okafor</h1></body></html>"


@kind(UnsupportedType)
def pdf_that_is_the_sign_in_page_of_slack() -> bytes:
    page = b'<!DOCTYPE html><html lang="en-US"><head><title>Sign in to Heron | Slack</title></head>'
    return page + b"<body><form action='/signin'></form></body></html>" * 40


@kind(UnsupportedType)
def pdf_that_is_svg_with_an_entity() -> bytes:
    return b'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'


@kind(UnsupportedType)
def pdf_that_is_png() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(200)


@kind(UnsupportedType)
def png_of_a_billion_pixels() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0" + bytes(60)


@kind(UnsupportedType)
def docx_that_is_jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(200)


@kind(UnsupportedType)
def heic_photo() -> bytes:
    return b"\0\0\0\x24ftypheic" + bytes(200)


@kind(UnsupportedType)
def webp_picture() -> bytes:
    return b"RIFF\x40\0\0\0WEBPVP8 " + bytes(60)


@kind(UnsupportedType)
def mp3_recording() -> bytes:
    return b"ID3\x04\0\0\0\0\0\x23" + bytes(200)


@kind(UnsupportedType)
def m4a_recording() -> bytes:
    return b"\0\0\0\x20ftypM4A " + bytes(200)


@kind(UnsupportedType)
def pdf_that_is_a_windows_program() -> bytes:
    return b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(200) + b"This program cannot be run in DOS mode."


@kind(UnsupportedType)
def docx_that_is_a_linux_program() -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(200)


@kind(UnsupportedType)
def gz_archive() -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(60)


@kind(UnsupportedType)
def txt_of_binary() -> bytes:
    return bytes(range(256)) * 40


@kind(UnsupportedType)
def pdf_that_is_a_zip() -> bytes:
    return packed({"notes.txt": "hello", "more/notes.txt": "hello"})


@kind(UnsupportedType)
def docx_that_is_a_table_of_numbers() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})


@kind(UnsupportedType)
def docx_that_is_slides() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"})


@kind(UnsupportedType)
def pages_document() -> bytes:
    return packed({"Index/Document.iwa": "x", "Metadata/Properties.plist": "x"}, ZIP_STORED)


@kind(UnsupportedType)
def pages_document_cut_off() -> bytes:
    return packed({"buildVersionHistory.plist": "x" * 900, "preview.jpg": "x"}, ZIP_STORED)[:300]


@kind(UnsupportedType)
def epub_book() -> bytes:
    return packed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}, ZIP_STORED)


@kind(LegacyDocument)
def odt_document() -> bytes:
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, ZIP_STORED)


@kind(LegacyDocument)
def docx_that_is_rich_text() -> bytes:
    return b"{\\rtf1\\ansi Mina Okafor\\par Engineer}"


@kind(LegacyDocument)
def doc_of_old_word() -> bytes:
    return OLE + "WordDocument".encode("utf-16-le") + bytes(600)


@kind(LockedDocument)
def docx_encrypted_in_an_ole_box() -> bytes:
    return OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)


@kind(UnsupportedType)
def msg_of_a_mail_program() -> bytes:
    return OLE + "__substg1.0_".encode("utf-16-le") + bytes(600)


@kind(Document)
def exe_that_is_a_good_pdf() -> bytes:
    return good_pdf()


@kind(Document)
def pdf_with_junk_before_it() -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + b"x" * 700 + b"\r\n" + good_pdf()


@kind(Document)
def pdf_and_zip_in_one() -> bytes:
    return good_pdf() + docx(p("Somebody else"))


@kind(BrokenDocument, UnsupportedType)
def zip_and_pdf_in_one() -> bytes:
    return packed({"a": "b"}, ZIP_STORED) + good_pdf()


@kind(Document)
def txt_that_speaks_of_pdf() -> bytes:
    return b"Mina Okafor\nI write parsers. My files begin with PDF-1.7 and end with EOF.\n" * 3
