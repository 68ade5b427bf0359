"""What a file is, told by its bytes."""

import re
from dataclasses import dataclass
from typing import Final

from core.errors import BrokenDocument, LegacyDocument, LockedDocument, UnsupportedType
from core.model import DocumentType

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER_WITHIN: Final = 1024  # bytes; other readers accept junk before the header too
_PICTURES: Final = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a bitmap picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
}
_MEDIA: Final = {
    b"ID3": "a sound recording",
    b"\xff\xfb": "a sound recording",
    b"OggS": "a sound recording",
    b"fLaC": "a sound recording",
    b"RIFF": "a picture or a recording",
    b"\x1aE\xdf\xa3": "a film",
}
_PACKED: Final = {
    b"\x1f\x8b": "a packed archive (gzip)",
    b"Rar!": "a packed archive (RAR)",
    b"7z\xbc\xaf": "a packed archive (7z)",
    b"BZh": "a packed archive (bzip2)",
    b"\xfd7zXZ": "a packed archive (xz)",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
    b"%!PS": "PostScript",
    b"SQLite format 3": "a database",
}
_FILM_BRAND: Final = slice(4, 8)
_OURS: Final = frozenset({"", "pdf", "docx", "txt", "md", "markdown", "doc", "rtf", "odt", "zip"})
"""Endings that tell nothing about a file that is none of ours: ".docx" may be a mistake or a lie."""
_APPLE: Final = frozenset({"pages", "numbers", "key"})
_IN_PAGES: Final = (b"Index/Document.iwa", b"Index.zip", b"buildVersionHistory.plist", b"index.apxl")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+(?:html|svg)|html|head|svg)[\s>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What the file's name says, for the two cases where the content leaves a choice.

    Attributes:
        suffix: lower-case letters and digits after the last dot of the name, at most 10, or "".
    """

    suffix: str = ""


def suffix_of(name: str) -> str:
    """The ending of a file name, made harmless.

    >>> suffix_of("Anna Berg.Pages")
    'pages'
    """
    found = re.search(r"\.([A-Za-z0-9]{1,10})\Z", name[-64:])
    return found[1].lower() if found else ""


def tell(data: bytes, hint: Hint) -> DocumentType:
    """The type of a file that is not empty.

    Returns:
        "txt" for any text: `markdown.looks_like` tells "md" from it once it is decoded.

    Raises:
        LegacyDocument: .doc, .rtf or .odt.
        LockedDocument: an encrypted Office file.
        BrokenDocument: a zip that is cut off.
        UnsupportedType: anything else that is not text.
    """
    head = data[:_PDF_HEADER_WITHIN]
    if head.startswith(b"PK"):
        return _tell_zip(data, hint)
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_OLE):
        _refuse_ole(data, hint)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        raise LegacyDocument("This is a rich text file (.rtf)")
    for signs in (_PICTURES, _MEDIA, _PACKED):
        for sign, what in signs.items():
            if head.startswith(sign):
                raise UnsupportedType(f"This is {what}, and I can't read those")
    if head[_FILM_BRAND] == b"ftyp":
        raise UnsupportedType(f"This is {_media(head[8:12])}, and I can't read those")
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise UnsupportedType("This is a web page (HTML), and I can't read those")
    return "txt"


def unknown(hint: Hint) -> UnsupportedType:
    """The error for content without a name."""
    return UnsupportedType(
        "I can't read this file" if hint.suffix in _OURS else f"I can't read .{hint.suffix}"
    )


def _media(brand: bytes) -> str:
    """Apple and MPEG keep pictures, sounds and films in one kind of box."""
    if brand in {b"heic", b"heix", b"mif1", b"msf1", b"avif"}:
        return "a photo"
    return "a sound recording" if brand.startswith((b"M4A", b"M4B")) else "a film"


def _tell_zip(data: bytes, hint: Hint) -> DocumentType:
    """Zip names stand uncompressed in the file, so the first look needs no unpacking."""
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        raise LegacyDocument("This is an OpenDocument text (.odt)")
    if b"application/vnd.oasis.opendocument" in data[:200]:
        raise UnsupportedType("This is an OpenDocument table or drawing, and I can't read those")
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data:
        raise UnsupportedType("This is a spreadsheet, and I can't read those")
    if b"ppt/presentation" in data:
        raise UnsupportedType("These are slides, and I can't read those")
    if any(sign in data for sign in _IN_PAGES):
        # Apple's programs share one kind of package; the name tells which it was.
        raise UnsupportedType(f"I can't read .{hint.suffix if hint.suffix in _APPLE else 'pages'}")
    if b"[Content_Types].xml" in data:
        return "docx"
    if hint.suffix not in _OURS:
        raise unknown(hint)
    if data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data[-66_000:]:
        raise BrokenDocument("This file is cut off")
    raise UnsupportedType("This is a zip archive, and I can't read those")


def _refuse_ole(data: bytes, hint: Hint) -> None:
    """Old Office files, and new ones with a password, share one container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LockedDocument("This file is locked")
    if "WordDocument".encode("utf-16-le") in data:
        raise LegacyDocument("This is an old Word file (.doc)")
    raise unknown(hint)
