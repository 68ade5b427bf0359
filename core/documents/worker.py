"""The child process that opens one file after the other.

It is given nothing but bytes and gives back nothing but JSON and pictures. Before it looks at a byte it hands
in its rights: memory, files and sockets. Whatever a file makes of it, the bot goes on.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from core.documents.kinds import Hint, tell
from core.documents.limits import Limits
from core.documents.rights import hand_in_rights, shut_in, stop_after
from core.documents.sheet import Sheet, hidden_notice
from core.documents.wire import Message, receive, send
from core.errors import BrokenDocument, DocumentError, EmptyDocument, ReaderCrashed, ScannedDocument
from core.model import Document


def read(data: bytes, hint: Hint, limits: Limits) -> Document:
    """Bytes that are not empty → lines.

    Raises:
        DocumentError: what is wrong with the file.
    """
    return _read_onto(Sheet(limits.letters), data, hint, limits)


def _read_onto(sheet: Sheet, data: bytes, hint: Hint, limits: Limits) -> Document:
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

    whole = decode(data, hint)
    text = whole[: sheet.letters_left]
    sheet.cut = len(whole) > len(text)
    if has_tags(text):
        text = without_tags(text)
    markdown = looks_like(text, hint)
    sheet.extend(read_markdown(text) if markdown else read_plain(text))
    if not sheet.lines:
        raise EmptyDocument("This text file holds only blanks")
    if sheet.hidden_words:
        sheet.notices.append(hidden_notice("This file", sheet.hidden_words))
    return sheet.document(data, "md" if markdown else "txt")


def _read(asked: Message, limits: Limits) -> Message:
    """`{"document", "pictures": numbers of pages}`; of a scan also `{"error", "text"}`: it may yet be recognised."""
    sheet = Sheet(limits.letters)
    said: dict[str, Any] = {}
    try:
        document = _read_onto(sheet, asked.data, Hint(asked.say["suffix"]), limits)
    except ScannedDocument as error:
        said = _refusal(error)
        document = sheet.document(asked.data, "pdf", sheet.pages)
    return Message({**said, "document": asdict(document), "pictures": sheet.pictures})


def _picture(asked: Message, _limits: Limits) -> Message:
    """The grey pixels of a page, to be recognised."""
    from core.documents.drawing import picture_of

    with shut_in():
        return picture_of(asked.data, asked.say["page"])


def _drawing(asked: Message, _limits: Limits) -> Message:
    """A PNG of a page with its lines marked on it."""
    from core.documents.drawing import drawing_of

    with shut_in():
        return drawing_of(asked.data, asked.say["page"], asked.say["lines"])


_VERBS: Final[dict[str, Callable[[Message, Limits], Message]]] = {
    "read": _read,
    "picture": _picture,
    "drawing": _drawing,
}


def answer(asked: Message, limits: Limits) -> Message:
    """What was asked for, or `{"error": code, "text": sentence}`."""
    try:
        return _VERBS[asked.say["verb"]](asked, limits)
    except DocumentError as error:
        return Message(_refusal(error))
    except MemoryError:
        return Message(_refusal(ReaderCrashed("Opening this file takes more memory than I give to one file")))
    except RecursionError:
        return Message(_refusal(BrokenDocument("This file is nested too deeply to be a resume")))


def _refusal(error: DocumentError) -> dict[str, str]:
    return {"error": error.code, "text": str(error)}


def serve(answer: Callable[[Message, Limits], Message]) -> None:
    """Hands in this process's rights, then answers requests on standard input until it ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    hand_in_rights(limits)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while asked := receive(requests):
        stop_after(limits.wall_s)
        send(answers, answer(asked, limits))


if __name__ == "__main__":
    serve(answer)
