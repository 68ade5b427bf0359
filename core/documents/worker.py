"""The child process that opens one file after the other.

It is given nothing but bytes and gives back nothing but JSON. Before it looks at a byte it hands in its
rights: memory, files and sockets. Whatever a file makes of it, the bot goes on.
"""

import json
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from core.documents.kinds import Hint, tell
from core.documents.limits import Limits
from core.documents.rights import hand_in_rights, shut_in, stop_after
from core.documents.sheet import Sheet
from core.documents.wire import ANSWER, HEADER
from core.errors import BrokenDocument, DocumentError, EmptyDocument, ReaderCrashed
from core.model import Document


def read(data: bytes, hint: Hint, limits: Limits) -> Document:
    """Bytes that are not empty → lines.

    Raises:
        DocumentError: what is wrong with the file.
    """
    sheet = Sheet(limits.letters)
    match tell(data, hint):
        case "pdf":
            from core.documents.pdf import read_pdf

            with shut_in():
                return read_pdf(data, sheet, limits)
        case "docx":
            from core.documents.docx import read_docx

            with shut_in():
                return read_docx(data, sheet)
        case _:
            return _read_text(data, hint, sheet)


def _read_text(data: bytes, hint: Hint, sheet: Sheet) -> Document:
    from core.documents.decoding import decode
    from core.documents.hypertext import has_tags, without_tags
    from core.documents.markdown import looks_like, read_markdown
    from core.documents.plain import read_plain

    text = decode(data, hint)[: sheet.letters_left + 1]
    if has_tags(text):
        text = without_tags(text)
    markdown = looks_like(text, hint)
    sheet.extend(read_markdown(text) if markdown else read_plain(text))
    if not sheet.lines:
        raise EmptyDocument("This text file holds only blanks")
    return sheet.document(data, "md" if markdown else "txt")


def answer(data: bytes, hint: Hint, limits: Limits) -> dict[str, Any]:
    """`{"document": …}`, or `{"error": code, "text": sentence}`."""
    try:
        return {"document": asdict(read(data, hint, limits))}
    except DocumentError as error:
        return {"error": error.code, "text": str(error)}
    except MemoryError:
        return {
            "error": ReaderCrashed.code,
            "text": "Opening this file takes more memory than I give to one file",
        }
    except RecursionError:
        return {"error": BrokenDocument.code, "text": "This file is nested too deeply to be a resume"}


def main() -> None:
    """Answers requests on standard input until it ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    hand_in_rights(limits)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while request := _next(requests):
        stop_after(limits.wall_s)
        reply = json.dumps(answer(*request, limits)).encode()
        answers.write(ANSWER.pack(len(reply)) + reply)
        answers.flush()


def _next(requests: BinaryIO) -> tuple[bytes, Hint] | None:
    header = requests.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    length, suffix, size_bytes = HEADER.unpack(header)
    data = requests.read(size_bytes)
    return (data, Hint(suffix[:length].decode("ascii"))) if len(data) == size_bytes else None


if __name__ == "__main__":
    main()
