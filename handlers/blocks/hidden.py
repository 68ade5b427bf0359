"""Text of a resume that nobody can see, for its sharer."""

from collections.abc import Iterable
from itertools import groupby

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from core.model import Line, Resume
from handlers import text
from handlers.blocks import parts
from handlers.blocks.parts import plural

TITLE = "What nobody can see"
LINE_LENGTH = 500
BLOCKS = 60
BLANK = (
    "They stand between the letters of visible words and have no ink of their own: there is nothing to show."
)


def hidden_modal(resume: Resume) -> View:
    """Every hidden word, page by page, inert; what does not fit is counted."""
    document = resume.document
    hidden = [line for line in document.lines if not line.visible]
    listed = sum(len(line.text.split()) for line in hidden)
    head = f"*{plural(document.hidden_words, 'word')}* in {text.name(resume.file_name)} that nobody can see. "
    shown: list[tuple[Block, ...]] = [
        (parts.section(f"{head}I did not count them."),),
        *((parts.section(one),) for one in _pages(hidden)),
    ]
    if document.hidden_words > listed:
        more = plural(document.hidden_words - listed, "more word" if listed else "word")
        shown.append((parts.context(f"{more} cannot be listed. {BLANK}"),))
    fitting = parts.within(shown, BLOCKS, parts.MESSAGE_LENGTH)
    blocks = [block for group in shown[:fitting] for block in group]
    if fitting < len(shown):
        blocks.append(parts.context(f"+{len(shown) - fitting} more parts of the file"))
    return View(type="modal", title=TITLE, close="Close", blocks=blocks)


def _pages(hidden: Iterable[Line]) -> Iterable[str]:
    """A paragraph or more for each page."""
    for page, lines in groupby(hidden, key=lambda line: line.page):
        heading = f"*Page {page}*" if page else "*In the file*"
        for told in _chunks([_line(line) for line in lines]):
            yield f"{heading}\n{told}"


def _line(line: Line) -> str:
    return f"l.{line.n}  {text.inert(line.text, LINE_LENGTH)}"


def _chunks(lines: Iterable[str]) -> Iterable[str]:
    """As many whole lines together as a section takes."""
    chunk = ""
    for line in lines:
        if chunk and len(chunk) + len(line) + 1 > parts.SECTION_LENGTH - 100:
            yield chunk
            chunk = ""
        chunk += ("\n" if chunk else "") + line
    if chunk:
        yield chunk
