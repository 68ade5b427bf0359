"""The zip around a DOCX: its parts, unpacked in memory and counted while they come out."""

import posixpath
import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from lxml import etree

from core.errors import BrokenDocument, FileTooLarge, LockedDocument, UnsupportedType

_PART_BYTES: Final = 20 * 2**20
_ALL_BYTES: Final = 40 * 2**20
_PARTS: Final = 2_000
_RATIO: Final = 100
_SMALL_BYTES: Final = 4 * 2**20  # up to here a part may be packed as tightly as it likes
_MARKS: Final = 1_500_000  # of "<" in a part: each is up to 200 bytes of memory once parsed
_BROKEN: Final = "This DOCX is damaged"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Word's "Strict Open XML" differs in the names of its namespaces alone, as far as text goes."""


class Package:
    """The parts of a DOCX that hold text. Nothing is written to disk, so no name in it can lead anywhere."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self._bytes_left = _ALL_BYTES
        self._main = self._find_main()
        self._roots: dict[str, etree._Element | None] = {}
        self._relations = self._read_relations(self._main)

    @classmethod
    def open(cls, data: bytes) -> "Package":
        """The package, once it is sure to be one.

        Raises:
            BrokenDocument: no zip, or one that gives two answers for one name.
            LockedDocument: encrypted.
            FileTooLarge: more parts or bytes than a document has.
            UnsupportedType: a zip, but no Word document.
        """
        try:
            archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, RuntimeError, EOFError) as error:
            raise BrokenDocument(_BROKEN) from error
        entries = archive.infolist()
        if len(entries) > _PARTS:
            raise FileTooLarge(f"This file unpacks to {len(entries):,} parts, and I stop at {_PARTS:,}")
        # Word takes no notice of case in names, so "Document.xml" beside "document.xml" is a second answer too.
        if len({entry.filename.lower() for entry in entries}) < len(entries):
            raise BrokenDocument(_BROKEN)
        if any(entry.flag_bits & 1 for entry in entries):
            raise LockedDocument("This file is locked")
        return cls(archive)

    def part(self, name: str) -> etree._Element | None:
        """A part by kind ("document", "styles", "footnotes") or by path, parsed; None where there is none."""
        path = self._main if name == "document" else self._by_kind(name) or name
        if path not in self._roots:
            data = self._bytes(path)
            self._roots[path] = None if data is None else _parse(data)
        return self._roots[path]

    def target(self, id: str) -> str:
        """Path of the part that the document refers to by this id; "" where there is none, or it is outside."""
        return self._relations.get(id, ("", ""))[1]

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def links(self, name: str) -> dict[str, str]:
        """Relationship id → target of the hyperlinks of a part."""
        path = self._main if name == "document" else self._by_kind(name) or name
        relations = self._relations if path == self._main else self._read_relations(path)
        return {id: target for id, (kind, target) in relations.items() if kind == "hyperlink"}

    def _by_kind(self, kind: str) -> str | None:
        return next((target for known, target in self._relations.values() if known == kind), None)

    def _find_main(self) -> str:
        relations = self._read_relations("")
        path = next(
            (target for kind, target in relations.values() if kind == "officeDocument"), "word/document.xml"
        )
        if path.lower() not in self._names:
            raise (
                BrokenDocument(_BROKEN)
                if "word/" in str(self._names)
                else UnsupportedType("This is a zip archive, and I can't read those")
            )
        return path

    def _read_relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Id → (last word of the type, target); targets inside the package are paths from its root."""
        folder, name = posixpath.split(path)
        data = self._bytes(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return {}
        found = {}
        for relation in _parse(data).iter(_RELATIONSHIP):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            if kind != "hyperlink":
                outside = relation.get("TargetMode") == "External"
                target = (
                    "" if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                )
            found[relation.get("Id", "")] = (kind, target)
        return found

    def _bytes(self, path: str) -> bytes | None:
        """A part unpacked. What comes out is counted: the sizes written in a zip may lie."""
        name = self._names.get(path.lower())
        if name is None:
            return None
        packed_bytes = self._archive.getinfo(name).compress_size
        most = min(_PART_BYTES, self._bytes_left, max(_SMALL_BYTES, _RATIO * packed_bytes))
        try:
            with self._archive.open(name) as packed:
                data = packed.read(most + 1)
        except (BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
            raise BrokenDocument(_BROKEN) from error
        if len(data) > most:
            raise FileTooLarge(f"This file unpacks to more than {most // 2**20} MB of text")
        if data.count(b"<") > _MARKS:
            raise FileTooLarge(f"This file holds more than {_MARKS:,} marks of formatting")
        self._bytes_left -= len(data)
        return data


def _parse(data: bytes) -> etree._Element:
    """XML without entities, network or DTD; nested at most 256 deep, which is libxml2's own limit."""
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(_BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocument("This DOCX holds a document type definition, which no word processor writes")
    return root
