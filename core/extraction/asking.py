"""Who is asked: nobody, a model about the entries that the rules doubt, or a model about the whole text."""

from dataclasses import replace
from datetime import date
from typing import Final

from core.dates import find_dates
from core.engine import Engine
from core.errors import EngineError
from core.extraction.papers import hits_of, paper_of
from core.extraction.quoting import find_entries
from core.extraction.resumes import settle
from core.extraction.resumes.sections import split
from core.extraction.resumes.words import COMPANY, DEGREE, SCHOOL, TITLE
from core.languages import name_of
from core.model import Document, Doubt, Extraction, Notice

FAILED: Final = "engine_down"
"""Code of the notice that a model was asked and gave no usable answer."""
_LETTER: Final = "a letter"
_LETTERS: Final = 20_000
_LINES: Final = 300
_FEWEST_YEARS: Final = 2
_LIVED_YEARS: Final = 2
_EARLIEST: Final = 1950
_ENTRIES: Final = {"work": "name", "education": "institution"}
_READ: Final = ("en", "fr", "de", "es", "pt", "it", "nl", "zh", "sv", "no", "da")
_BLIND: Final = "/work"
"""Where the doubt stands that all jobs may be read wrongly."""
_LIFE: Final = (TITLE, COMPANY, SCHOOL, DEGREE)


def is_open(extraction: Extraction) -> bool:
    """Is there something in it that a model could settle: a doubt, or a resume without jobs and education?"""
    return bool(extraction.doubts) or _found_little(extraction)


def warned(found: Extraction, document: Document) -> Extraction:
    """With a doubt about jobs and education where the rules knew no heading of them, in a language they do not read."""
    headed = any(part.kind in _ENTRIES for part in split(document))
    if not found.fields or headed or found.language in (None, *_READ):
        return found
    told = f"I don't know headings in {name_of(found.language)}: see whether jobs and education are right"
    return replace(found, doubts=(Doubt(_BLIND, told), *found.doubts))


def may_be_resume(document: Document, found: Extraction, read_on: date) -> bool:
    """Could what the rules do not know as a resume be one all the same, so that it is worth a model's time?

    Told by what every life in writing has, in whatever language: years that lie apart, and somebody to be reached or
    words for trades, schools and employers. Words of other papers speak against it, if they are no fewer. A poem, an
    invoice and a posting have no such years, so that no model is asked about them. A letter has them, and names the job
    that its writer wants beside those that they had: nobody is asked to tell the two apart.

    Args:
        found: what the rules find if they take it for one.
    """
    if paper_of(document) == _LETTER:
        return False
    text = document.text[:_LETTERS]
    years = _years(document, read_on)
    if len(years) < _FEWEST_YEARS or max(years) - min(years) < _LIVED_YEARS:
        return False
    life = len(years) + len({word.group().lower() for words in _LIFE for word in words.finditer(text)})
    basics = found.fields.get("basics", {})
    reached = any(map(basics.get, ("email", "phone", "profiles")))
    return life > hits_of(document) and (reached or life > len(years))


def _years(document: Document, read_on: date) -> set[int]:
    """Those that the text names as dates; a number of an invoice is none."""
    written = (one for line in document.visible[:_LINES] for one in find_dates(line.text))
    said = (int(end[:4]) for one in written for end in (one.first, one.last) if end)
    return {year for year in said if _EARLIEST <= year <= read_on.year}


async def resolve_doubts(extraction: Extraction, document: Document, engine: Engine) -> Extraction:
    """Asks the model about entries the rules doubt; it may only point at words of that very header. Where the rules found
    neither jobs nor education, it is asked to quote them from the whole text.

    Without a model, or when it fails, the rules' answer stands; a failure is told by a notice. Where rules are sure of
    a part ("Engineer" is a title), the model does not change it.
    """
    if not engine.has_model or not extraction.fields:
        return extraction
    try:
        if _found_little(extraction) or any(doubt.pointer == _BLIND for doubt in extraction.doubts):
            return await find_entries(extraction, document, engine)
        return await settle(extraction, document, engine)
    except EngineError as error:
        return replace(extraction, notices=(*extraction.notices, _failed(error)))


async def look_closer(found: Extraction, document: Document, engine: Engine) -> Extraction:
    """The whole text, for a document that may be a resume though the rules know it for none.

    Args:
        found: what the rules find if they take it for one.

    Returns:
        With at least one dated job or study of a named employer or school; nothing at all where the model finds none.

    Raises:
        EngineError: no usable answer.
    """
    bare = replace(found, fields={k: v for k, v in found.fields.items() if k not in _ENTRIES}, doubts=())
    spans = {at: some for at, some in found.spans.items() if at.split("/")[1] in bare.fields}
    read = await find_entries(replace(bare, spans=spans), document, engine)
    read = _without_twice_told(read)
    return read if _is_borne_out(read) else Extraction({}, {}, usage=read.usage, language=found.language)


def _without_twice_told(read: Extraction) -> Extraction:
    """Without a summary of the person that is a part of what is told of jobs."""
    at = "/basics/summary"
    others = {span.line for pointer, spans in read.spans.items() if pointer != at for span in spans}
    if not any(span.line in others for span in read.spans.get(at, ())):
        return read
    basics = {key: said for key, said in read.fields["basics"].items() if key != "summary"}
    spans = {pointer: some for pointer, some in read.spans.items() if pointer != at}
    return replace(read, fields={**read.fields, "basics": basics}, spans=spans)


def _is_borne_out(read: Extraction) -> bool:
    entries = [(kind, entry) for kind in _ENTRIES for entry in read.fields.get(kind, ())]
    return any(
        entry.get(_ENTRIES[kind]) and (entry.get("startDate") or entry.get("endDate"))
        for kind, entry in entries
    )


def _found_little(extraction: Extraction) -> bool:
    """A resume, but neither jobs nor education in it."""
    return bool(extraction.fields) and not any(map(extraction.fields.get, _ENTRIES))


def _failed(error: EngineError) -> Notice:
    return Notice(FAILED, f"{error}. I read the resume with rules alone.")
