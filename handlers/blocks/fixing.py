"""The form in which a person puts an entry right, or adds one that was missed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
)
from slack_sdk.models.views import View

from core.errors import NotFound
from core.model import (
    CORRECTABLE,
    ENTRY_NAMES,
    Correction,
    FieldKind,
    Json,
    Line,
    Resume,
    entry_mark,
    parted,
)
from core.text import BULLETS
from handlers import text
from handlers.blocks import parts
from handlers.blocks.modals import CHOICE
from handlers.blocks.reading import ONE_OF

CORRECT_MODAL = "correct_modal"
INPUT_LENGTH = 3_000
CHUNK_LENGTH = 2_800
"""Of a list in one input: room is left for what is added."""
PRESENT = "present"
REMOVE = "remove"
LINES = "lines"
TICKED = "yes"
LINES_OFFERED = 100
OPTION_LENGTH = 75
LABELS = {
    "name": "Name",
    "organization": "Organisation",
    "position": "Title",
    "label": "Headline",
    "email": "E-mail",
    "phone": "Phone",
    "url": "Website",
    "location": "Place",
    "location/city": "City",
    "summary": "Text",
    "description": "Description",
    "startDate": "Start",
    "endDate": "End",
    "date": "Date",
    "releaseDate": "Date",
    "highlights": "Bullets",
    "courses": "Courses",
    "studyType": "Degree",
    "area": "Field",
    "institution": "School",
    "score": "Grade",
    "level": "Level",
    "keywords": "Skills",
    "language": "Language",
    "fluency": "Level",
    "issuer": "Issued by",
    "title": "Title",
    "awarder": "Given by",
    "publisher": "Published by",
    "network": "Network",
    "username": "User name",
}
_OTHERWISE = {
    ("work", "name"): "Company",
    ("basics/profiles", "url"): "Link",
    ("skills", "name"): "Group",
    ("interests", "name"): "Interest",
    ("interests", "keywords"): "Kinds of it",
    ("basics", "summary"): "About you",
}
MISSED = "-"
NO_ENTRY = "That part of the resume is not there"


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back. All of it is untrusted.

    Attributes:
        seen: mark of the entry that the form showed, "" for a missed one.
        typed: block_id → text.
        picked: numbers of lines to add to the list.
        ticked: block_ids of ticked boxes.
    """

    resume_id: str
    pointer: str
    seen: str
    typed: Mapping[str, str]
    picked: tuple[int, ...]
    ticked: frozenset[str]


# ---------------------------------------------------------------- drawing


def entry_at(resume: Resume, pointer: str) -> Json:
    """The entry that a button names; what a missed one holds is nothing yet.

    Raises:
        NotFound: there is none that can be corrected.
    """
    section, place = parted(pointer)
    if section == "basics" and not place:
        return dict(resume.fields.get("basics") or {})
    there = [entry for _, entry in resume.entries(section)] if section in CORRECTABLE else []
    if section in CORRECTABLE and section != "basics":
        if place == MISSED:
            return {}
        if place in map(str, range(len(there))):
            return dict(there[int(place)])
    raise NotFound(NO_ENTRY)


def fix_modal(
    resume: Resume, pointer: str, spare: Sequence[Line] = (), *, back: Filled | None = None, told: str = ""
) -> View:
    """The entry's fields as they were read, to be put right.

    Args:
        spare: lines that no field took, nearest first: they can be picked.
        back: what was typed into an earlier form, shown again.
        told: why it is shown again.

    Raises:
        NotFound: there is no such entry.
    """
    entry = entry_at(resume, pointer)
    section, place = parted(pointer)
    blocks: list[Block] = [parts.section(f"⚠ {text.inert(told)}")] if told else []
    blocks += [
        parts.context(f"⚠ {text.inert(doubt.text)}") for doubt in resume.doubts if doubt.pointer == pointer
    ]
    for key in CORRECTABLE[section]:
        blocks += _inputs(resume, pointer, key, entry, back)
    if spare and _list_key(section):
        blocks.append(_lines(spare, back))
    if place and place != MISSED:
        blocks.append(
            _box(REMOVE, "Or", f"This is no {ENTRY_NAMES[section]}: take it out", back, ticked=False)
        )
    adds = place == MISSED
    title = (
        f"Add {ONE_OF[section]}" if adds else f"Fix {ENTRY_NAMES[section]} {int(place) + 1 if place else ''}"
    )
    return View(
        type="modal",
        title=title.strip(),
        close="Cancel",
        submit="Save",
        callback_id=CORRECT_MODAL,
        private_metadata=parts.ids([resume.id, pointer, "-" if adds else entry_mark(entry)]),
        blocks=blocks,
    )


def _inputs(resume: Resume, pointer: str, key: str, entry: Json, back: Filled | None) -> Iterator[Block]:
    section, _ = parted(pointer)
    kind = CORRECTABLE[section][key]
    label = _OTHERWISE.get((section, key), LABELS[key])
    fills = prefill(entry, key, kind)
    if fills is None:
        yield parts.context(f"{label}: too long for a form. It stays as it is.")
        return
    if back:  # what was typed counts, and a list may have been in more parts than it is now
        fills = {id: words for id, words in back.typed.items() if id.partition(":")[0] == key} or fills
    for number, (block_id, words) in enumerate(fills.items(), 1):
        listed = kind in ("bullets", "words")
        counted = f" ({number} of {len(fills)})" if len(fills) > 1 else ""
        element = PlainTextInputElement(
            action_id=CHOICE,
            multiline=listed or kind == "long",
            max_length=INPUT_LENGTH,
            initial_value=words or None,
            placeholder="2019, 2019-03 or March 2019" if kind in ("date", "end") else None,
        )
        yield InputBlock(
            block_id=block_id,
            label=f"{label}{', one a line' if listed else ''}{counted}",
            hint=_written(resume, f"{pointer}/{key}") if kind in ("date", "end") else None,
            optional=True,
            element=element,
        )
    if kind == "end":
        yield _box(PRESENT, "Or", "to present", back, ticked=_goes_on(resume, pointer, entry))


def prefill(entry: Json, key: str, kind: FieldKind) -> dict[str, str] | None:
    """block_id → what stands in the input; a long list takes several. None if it fits into none."""
    node: Any = entry
    for name in key.split("/"):
        node = node.get(name) if isinstance(node, dict) else None
    if kind not in ("bullets", "words"):
        shown = _plain(node)
        return None if len(shown) > CHUNK_LENGTH else {key: shown}
    chunks = [""]
    for item in node or ():
        shown = _plain(item)
        if len(shown) > CHUNK_LENGTH:
            return None
        if chunks[-1] and len(chunks[-1]) + len(shown) + 1 > CHUNK_LENGTH:
            chunks.append("")
        chunks[-1] += f"\n{shown}" if chunks[-1] else shown
    return {f"{key}:{number}": chunk for number, chunk in enumerate(chunks)}


def _plain(value: object) -> str:
    return text.plain(str(value), INPUT_LENGTH + 1) if value else ""


def _written(resume: Resume, pointer: str) -> str | None:
    """`l.7 says "March 2019"`."""
    spans = resume.spans.get(pointer, ())
    line = resume.document.by_number.get(spans[0].line) if spans else None
    if line is None:
        return None
    return f'l.{line.n} says "{text.plain(line.text[spans[0].start : spans[0].end], 60)}"'


def _goes_on(resume: Resume, pointer: str, entry: Json) -> bool:
    doubted = any(doubt.pointer == pointer for doubt in resume.doubts)
    return bool(entry.get("startDate")) and not entry.get("endDate") and not doubted


def _box(block_id: str, label: str, words: str, back: Filled | None, *, ticked: bool) -> InputBlock:
    option = Option(text=words, value=TICKED)
    is_ticked = block_id in back.ticked if back else ticked
    element = CheckboxesElement(
        action_id=CHOICE, options=[option], initial_options=[option] if is_ticked else None
    )
    return InputBlock(block_id=block_id, label=label, optional=True, element=element)


def _lines(spare: Sequence[Line], back: Filled | None) -> InputBlock:
    options = [
        Option(text=text.plain(f"l.{line.n} · {line.text}", OPTION_LENGTH), value=str(line.n))
        for line in spare[:LINES_OFFERED]
    ]
    chosen = [one for one in options if back and int(one.value) in back.picked]
    nearest = f" The {LINES_OFFERED} nearest." if len(spare) > LINES_OFFERED else ""
    element = StaticMultiSelectElement(action_id=CHOICE, options=options, initial_options=chosen or None)
    return InputBlock(
        block_id=LINES,
        label="Add lines that I placed nowhere",
        hint=f"Each becomes an item of its own.{nearest}",
        optional=True,
        element=element,
    )


def _list_key(section: str) -> str:
    """The field that picked lines are added to, "" where a section has no list."""
    return next((key for key, kind in CORRECTABLE[section].items() if kind in ("bullets", "words")), "")


# ---------------------------------------------------------------- what came back


def filled(view: Json) -> Filled:
    """What the person wrote."""
    resume_id, pointer, seen, *_ = *parts.of_ids(view["private_metadata"]), "", "", ""
    values = {block_id: block.get(CHOICE, {}) for block_id, block in view["state"]["values"].items()}
    picked = [str(one["value"]) for one in values.get(LINES, {}).get("selected_options") or ()]
    return Filled(
        resume_id,
        pointer,
        "" if seen == "-" else seen,
        {
            id: str(one.get("value") or "")
            for id, one in values.items()
            if one.get("type") == "plain_text_input"
        },
        tuple(int(one) for one in picked if one.isascii() and one.isdecimal()),
        frozenset(id for id, one in values.items() if id != LINES and one.get("selected_options")),
    )


def correction(form: Filled, resume: Resume) -> Correction | None:
    """What is to be changed in the entry as it stands; None if nothing is, and nothing of it was doubted.

    Raises:
        NotFound: there is no such entry.
    """
    entry = entry_at(resume, form.pointer)
    if REMOVE in form.ticked:
        return Correction(form.pointer, None, form.seen)
    section, _ = parted(form.pointer)
    said: dict[str, str | tuple[str, ...]] = {}
    for key, kind in CORRECTABLE[section].items():
        stood = prefill(entry, key, kind)
        now = {id: words for id, words in form.typed.items() if id.partition(":")[0] == key}
        added = _picked(form, resume) if key == _list_key(section) else ()
        if not now or stood is None or (_same(now, stood) and not added):
            continue
        if kind in ("bullets", "words"):
            said[key] = (*(line for line in map(_unmarked, _lines_of(now)) if line), *added)
        else:
            said[key] = now[key].strip()
    if PRESENT in form.ticked and not _goes_on(resume, form.pointer, entry):
        said["endDate"] = ""
    doubted = any(doubt.pointer == form.pointer for doubt in resume.doubts)
    return Correction(form.pointer, said, form.seen) if said or doubted else None


def problems(form: Filled) -> dict[str, str]:
    """What cannot be, by block_id: an end and no end at once."""
    if "endDate" not in form.typed or REMOVE in form.ticked:
        return {}
    start, end = form.typed.get("startDate", "").strip(), form.typed["endDate"].strip()
    if end and PRESENT in form.ticked:
        return {"endDate": "Either an end, or “to present”."}
    if start and not end and PRESENT not in form.ticked:
        return {"endDate": "When did it end? Or tick “to present”."}
    return {}


def _same(now: Mapping[str, str], stood: Mapping[str, str]) -> bool:
    return _lines_of(now) == _lines_of(stood)


def _lines_of(inputs: Mapping[str, str]) -> list[str]:
    lines = (" ".join(line.split()) for words in inputs.values() for line in words.splitlines())
    return [line for line in lines if line]


def _picked(form: Filled, resume: Resume) -> tuple[str, ...]:
    lines = (resume.document.by_number.get(n) for n in form.picked[:LINES_OFFERED])
    return tuple(_unmarked(line.text) for line in lines if line is not None and line.visible)


def _unmarked(line: str) -> str:
    """Without the glyph of a list item."""
    bare = line.strip().lstrip(BULLETS).strip()
    return bare[2:].strip() if bare[:2] in ("- ", "* ", "– ") else bare
