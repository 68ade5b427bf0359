"""The requirements of a job in a modal, to be put right; and what a change of them did."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from core.model import (
    KIND_NAMES,
    JobPosting,
    Json,
    Kind,
    Requirement,
    RequirementChange,
    load,
)
from core.text import cut
from handlers import text
from handlers.blocks import parts
from handlers.blocks.modals import CHOICE
from handlers.blocks.parts import plural, quoted
from handlers.blocks.reports import label

LIST_MODAL = "requirements_modal"
PAGE = 20
"""Requirements in a view: two fields each, and Slack takes a hundred blocks."""
SAID_LENGTH = 300
OPTION_LENGTH = 75
LINES_OFFERED = 100
METADATA_LENGTH = 3_000
NAMED = 4
HOW, SAID = "how", "said"
NEW_SAID, NEW_KIND, NEW_HOW, NEW_LINE = "new:said", "new:kind", "new:how", "new:line"
NEW = {NEW_SAID: "", NEW_KIND: "skill", NEW_HOW: "m2", NEW_LINE: ""}
GONE = "x"
HOWS = {
    "m3": "Must have, weight 3",
    "m2": "Must have, weight 2",
    "m1": "Must have, weight 1",
    "n3": "Nice to have, weight 3",
    "n2": "Nice to have, weight 2",
    "n1": "Nice to have, weight 1",
}
KINDS: Mapping[Kind, str] = {**KIND_NAMES, "place": f"{KIND_NAMES['place']} (shown, never counted)"}
NAMES_HINT = "Any one of them is enough: “Kubernetes or ECS”. Years at the end: “Python, 4+ years”."


@dataclass(frozen=True)
class Sheet:
    """What a list of requirements stands for, and carries along while it is open.

    Attributes:
        version: of the posting, that is shown.
        resume: id of the resume whose report the button stood under, "" for a job alone.
        channel, thread_ts, ts: of the message with the button; ts is "" where only one person saw it.
        page: from 0.
        typed: what was changed on other pages, block_id → value.
    """

    posting: str
    version: int
    resume: str = ""
    channel: str = ""
    thread_ts: str = ""
    ts: str = ""
    page: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)


def initial(posting: JobPosting) -> dict[str, str]:
    """block_id → value of each field of the list, as it stands."""
    values = dict(NEW)
    for one in posting.requirements:
        values[f"{HOW}:{one.id}"] = f"{'m' if one.must else 'n'}{one.weight}"
        values[f"{SAID}:{one.id}"] = cut(text.plain(one.written, SAID_LENGTH), SAID_LENGTH)
    return values


def list_modal(posting: JobPosting, sheet: Sheet, *, values: Mapping[str, str], told: str = "") -> View:
    """One page of the list.

    Args:
        values: block_id → what the fields are filled with, of all pages.
        told: why it is shown again; inert.
    """
    pages = page_count(posting)
    page = min(max(sheet.page, 0), pages - 1)
    shown = list(enumerate(posting.requirements, 1))[page * PAGE : (page + 1) * PAGE]
    musts = sum(one.must for one in posting.requirements)
    head = f"{plural(len(posting.requirements), 'requirement')}, {musts} must. Saving makes version {posting.version + 1} and scores anew; "
    blocks: list[Block] = [parts.section(f"⚠ {told}")] if told else []
    blocks.append(parts.context(f"{head}scores made with version {posting.version} stay as they are."))
    for number, one in shown:
        blocks += _fields(number, one, values)
    blocks += _turns(page, pages)
    blocks += [DividerBlock(), *_new(posting, values)]
    title = "Requirements" if pages == 1 else f"Requirements {page + 1} of {pages}"
    return View(
        type="modal",
        title=title,
        close="Cancel",
        submit="Save",
        callback_id=LIST_MODAL,
        private_metadata=json.dumps(
            asdict(replace(sheet, page=page)), ensure_ascii=False, separators=(",", ":")
        ),
        blocks=blocks,
    )


def page_count(posting: JobPosting) -> int:
    return max(1, -(-len(posting.requirements) // PAGE))


def _fields(number: int, one: Requirement, values: Mapping[str, str]) -> Iterator[Block]:
    where = f"l.{one.line} " if one.line else "Added by you: "
    yield _select(
        f"{HOW}:{one.id}",
        f"{number}. {text.plain(one.written or one.quote, 120)}",
        {**HOWS, GONE: "Take it out"},
        values,
        hint=f'{KINDS[one.kind]} · {where}"{text.plain(one.quote, 200)}"',
    )
    yield _text(f"{SAID}:{one.id}", "Asks for", values)


def _new(posting: JobPosting, values: Mapping[str, str]) -> Iterator[Block]:
    yield _text(NEW_SAID, "Add one", values, hint=NAMES_HINT)
    yield _select(NEW_KIND, "What it is", {str(kind): shown for kind, shown in KINDS.items()}, values)
    yield _select(NEW_HOW, "How much it counts", HOWS, values)
    lines = {
        str(line.n): text.plain(f"l.{line.n} · {line.text}", OPTION_LENGTH)
        for line in posting.document.visible[:LINES_OFFERED]
        if text.plain(line.text, OPTION_LENGTH)
    }
    if lines:
        yield _select(NEW_LINE, "The line that says it", lines, values, optional=True)


def _turns(page: int, pages: int) -> tuple[Block, ...]:
    turns = [parts.button("◂ Back", parts.LIST_BACK, str(page - 1))] if page > 0 else []
    if page < pages - 1:
        turns.append(parts.button("More ▸", parts.LIST_PAGE, str(page + 1)))
    return parts.actions(*turns)


def _text(block_id: str, label: str, values: Mapping[str, str], hint: str | None = None) -> InputBlock:
    element = PlainTextInputElement(
        action_id=CHOICE, max_length=SAID_LENGTH, initial_value=values.get(block_id) or None
    )
    return InputBlock(block_id=block_id, label=label, hint=hint, optional=True, element=element)


def _select(
    block_id: str,
    label: str,
    options: Mapping[str, str],
    values: Mapping[str, str],
    *,
    hint: str | None = None,
    optional: bool = False,
) -> InputBlock:
    made = {value: Option(label=shown, value=value) for value, shown in options.items()}
    element = StaticSelectElement(
        action_id=CHOICE, options=list(made.values()), initial_option=made.get(values.get(block_id, ""))
    )
    return InputBlock(block_id=block_id, label=label, hint=hint, optional=optional, element=element)


# ---------------------------------------------------------------- what came back


def sheet_of(view: Json) -> Sheet:
    """What the view stands for. Ids in it are looked up as the presser's own later."""
    return load(Sheet, json.loads(view["private_metadata"]))


def typed(view: Json) -> dict[str, str]:
    """block_id → what stands in each field of this page."""
    values = {block_id: block.get(CHOICE, {}) for block_id, block in view["state"]["values"].items()}
    return {
        block_id: str(one.get("value") or (one.get("selected_option") or {}).get("value") or "")
        for block_id, one in values.items()
    }


def differing(values: Mapping[str, str], posting: JobPosting) -> dict[str, str]:
    """What is not as the posting has it; fields of requirements that it does not have are kept."""
    stood = initial(posting)
    return {key: value for key, value in values.items() if stood.get(key) != value}


def changes(values: Mapping[str, str], posting: JobPosting) -> list[RequirementChange]:
    """What is to be done to the list."""
    stood = initial(posting)
    found = []
    for one in posting.requirements:
        how, said = (values.get(key, stood[key]) for key in (f"{HOW}:{one.id}", f"{SAID}:{one.id}"))
        if how == stood[f"{HOW}:{one.id}"] and said == stood[f"{SAID}:{one.id}"]:
            continue
        renamed = said if said != stood[f"{SAID}:{one.id}"] else None
        found.append(RequirementChange(one.id, *_how(how), said=renamed, gone=how == GONE))
    if values.get(NEW_SAID, "").strip():
        line = values.get(NEW_LINE, "")
        kind: Kind = next((kind for kind in KINDS if kind == values.get(NEW_KIND)), "skill")
        added = RequirementChange("", *_how(values.get(NEW_HOW, "m2")), said=values[NEW_SAID], kind=kind)
        found.append(replace(added, line=int(line) if line.isascii() and line.isdecimal() else 0))
    return found


def _how(value: str) -> tuple[bool, int]:
    return value.startswith("m"), int(value[1]) if value in HOWS else 1


def misplaced(values: Mapping[str, str]) -> dict[str, str]:
    """A line or a kind was picked for a requirement that nobody named: said rather than lost."""
    picked = any(values.get(key, NEW[key]) != NEW[key] for key in (NEW_KIND, NEW_HOW, NEW_LINE))
    return {"": "Name what it asks for."} if picked and not values.get(NEW_SAID, "").strip() else {}


def at(sheet: Sheet, page: int, typed: Mapping[str, str]) -> Sheet:
    """The same list at another page, with what was changed so far."""
    return replace(sheet, page=page, typed=dict(typed))


def renewed(sheet: Sheet, version: int) -> Sheet:
    """The same list, of another version."""
    return replace(sheet, version=version)


def too_long(sheet: Sheet) -> bool:
    """Does Slack not carry so much along?"""
    carried = json.dumps(asdict(sheet), ensure_ascii=False, separators=(",", ":"))
    return len(carried) > METADATA_LENGTH


# ---------------------------------------------------------------- what it did


def what_changed(old: JobPosting, new: JobPosting) -> str:
    """`you made Kubernetes nice to have and took out Go`; inert."""
    before = {one.id: one for one in old.requirements}
    after = {one.id: one for one in new.requirements}
    told = [
        *(part for id, one in after.items() if id in before for part in _turned(before[id], one)),
        *(f"took out {label(one)}" for id, one in before.items() if id not in after),
        *(
            f"added {label(one)} ({'must' if one.must else 'nice to have'})"
            for id, one in after.items()
            if id not in before
        ),
    ]
    if not told:
        return "you changed nothing"
    if len(told) > NAMED:
        told = [*told[: NAMED - 1], f"{len(told) - NAMED + 1} more changes"]
    return f"you {' and '.join(filter(None, (', '.join(told[:-1]), told[-1])))}"


def _turned(old: Requirement, new: Requirement) -> Iterator[str]:
    if old.must is not new.must:
        yield f"made {label(new)} {'a must' if new.must else 'nice to have'}"
    if old.weight != new.weight:
        yield f"gave {label(new)} weight {new.weight}"
    if (old.any_of, old.months) != (new.any_of, new.months):
        yield f"turned {label(old)} into {label(new)}"


def moved(before: float, after: float, old: JobPosting, new: JobPosting) -> str:
    """`55 → 61: you made Kubernetes nice to have.`"""
    return f"*{before:.0f} → {after:.0f}*: {what_changed(old, new)}."


def list_saved(old: JobPosting, new: JobPosting) -> str:
    """The same for a job alone."""
    musts = sum(one.must for one in new.requirements)
    title = f"{quoted(new.title, 80)} is" if new.title else "The job is"
    counted = plural(len(new.requirements), "requirement")
    return f"{title} version {new.version} now: {counted}, {musts} must; {what_changed(old, new)}. Matches from now on use it."


def lost(gone: Sequence[str]) -> str:
    """What was typed for requirements that are not in the list any more; inert."""
    return " ".join(f"You had written {quoted(words)} for one that is gone." for words in gone if words)
