"""A ranking: candidates under letters, best first, and what proves that names had no say."""

from collections.abc import Iterator, Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, StaticSelectElement
from slack_sdk.models.blocks.basic_components import Option
from slack_sdk.models.blocks.block_elements import CheckboxesElement
from slack_sdk.models.views import View

from core.model import Candidate, JobPosting, Json, Ranking, Verdict
from core.ranking import Compared, Revealed, groups
from core.voting import MOST_VOTED_ON
from handlers import text
from handlers.blocks import parts
from handlers.blocks.modals import CHOICE, job_inputs, modal
from handlers.blocks.parts import Reply, button, ids, plural, quoted, say
from handlers.blocks.reports import MARKS, label

RANK_MODAL = "rank_modal"
COMPARE_LEFT = "compare_left"
COMPARE_RIGHT = "compare_right"
FIRST = "vote_first_choice"

PAGE = 25
"""Candidates in a message, and on a page."""
LINES = 8
"""Candidates in one section: each may name four requirements, and a section takes 3,000 characters."""
MUSTS_NAMED = 3
TITLE_LENGTH = 80
NOTICE_LENGTH = 600
QUOTE_LENGTH = 120
SIDE_VERDICTS = 30
EQUAL = "Within 4 points, treat as equal."
PERSON_DECIDES = "A person decides; this is a reading order."
LEFT_OUT: Mapping[str, str] = {
    "reading": "still being read",
    "same_person": "of somebody who is ranked by a newer one",
    "scanned": "pictures without text",
    "no_text": "without text",
    "encrypted": "locked with a password",
    "not_a_resume": "not resumes",
    "broken": "damaged",
    "too_slow": "too slow to read",
}


def title(made: Ranking) -> str:
    """`"Backend engineer v2"`"""
    named = text.inert(made.title, TITLE_LENGTH) or "the job"
    return f'"{named} v{made.posting_version}"'


def ranking_card(made: Ranking) -> Reply:
    """Best first, names hidden, with the proof."""
    head = f"*{how_many(made)} · {title(made)} · names hidden*"
    lines = _lines(made)
    more = len(lines) - PAGE
    blocks: list[Block] = [parts.section(head), *_sections(lines[:PAGE])]
    blocks.append(parts.context(f"{EQUAL} {proof(made)}"))
    blocks += [parts.context(said) for said in (*besides(made), left_out(made)) if said]
    blocks += [*parts.actions(*_buttons(made, more)), parts.context(PERSON_DECIDES), notice(made)]
    return Reply(f"{how_many(made)}, ranked for {title(made)}, names hidden.", tuple(blocks))


def is_best_of_many(made: Ranking) -> bool:
    """Do others stand below, who were looked at and are not shown?"""
    return made.swaps.drawn > 0


def how_many(made: Ranking) -> str:
    """`6 resumes`, or `9,412 resumes looked at, the best 100 ranked`"""
    if not is_best_of_many(made):
        return plural(len(made.candidates), "resume")
    return f"{made.looked_at:,} resumes looked at, the best {len(made.candidates)} ranked"


def proof(made: Ranking) -> str:
    on = f" on these and {made.swaps.drawn} others drawn by lot" if is_best_of_many(made) else ""
    return f"Name-swap test{on}: order unchanged ({made.swaps.swaps} swaps)."


def besides(made: Ranking) -> Iterator[str]:
    """What a reader must know of those who are not shown, and of how all were compared."""
    if is_best_of_many(made) and made.near:
        verb = "scores" if made.near == 1 else "score"
        yield f"{made.near:,} more {verb} within 4 points of the last one here: treat as equal."
    if made.model_waits:
        yield "Compared by words alone: the language model could not look at all of them."


def notice(made: Ranking) -> Block:
    return parts.context(f"Told to candidates: {text.inert(made.notice, NOTICE_LENGTH)}")


def left_out(made: Ranking) -> str:
    """Counts and reasons, "" for nobody; whose files they are would say who is among the letters."""
    if not made.left_out:
        return ""
    said = [f"{count} {LEFT_OUT.get(code, 'not readable')}" for code, count in sorted(made.left_out.items())]
    return f"Not ranked: {', '.join(said)}."


def _buttons(made: Ranking, more: int) -> list[ButtonElement]:
    shown = []
    if more > 0:
        shown.append(button(f"+{more} more", parts.RANK_MORE, ids([made.id, "1"])))
    if len(made.candidates) > 1:
        best, next_best = made.candidates[:2]
        label_ = f"Compare {best.letter} and {next_best.letter}"
        shown.append(button(label_, parts.COMPARE, ids([made.id, best.letter, next_best.letter])))
    if made.phase == "shown" and not made.is_private and 1 < len(made.candidates) <= MOST_VOTED_ON:
        shown.append(button("Vote first", parts.VOTE_FIRST, made.id))
    return [
        *shown,
        button("Reveal names", parts.REVEAL, made.id),
        button("Export log", parts.EXPORT_LOG, made.id),
    ]


def _lines(made: Ranking) -> list[str]:
    lines, place = [], 1
    for group in groups(made.candidates):
        lines += [f"{place}  {_line(one)}" for one in group]
        place += len(group)
    return lines


def _line(one: Candidate) -> str:
    """`*Candidate A*  71 Partial  7/8 musts: no Kubernetes or ECS`"""
    report = one.report
    musts = [v for v in report.verdicts if v.requirement.must]
    missing = report.missing_musts
    named = "; ".join(label(v.requirement) for v in missing[:MUSTS_NAMED])
    more = f"; +{len(missing) - MUSTS_NAMED} more" if len(missing) > MUSTS_NAMED else ""
    met = f"{len(musts) - len(missing)}/{len(musts)} musts" if musts else "no musts asked"
    return f"*Candidate {one.letter}*  {report.score:.0f} {report.band}  {met}" + (
        f": no {named}{more}" if missing else ""
    )


def _sections(lines: Sequence[str]) -> list[Block]:
    return [parts.section("\n".join(lines[at : at + LINES])) for at in range(0, len(lines), LINES)]


def ranking_page(made: Ranking, page: int) -> View:
    """Candidates beyond the first page, in a modal."""
    lines = _lines(made)
    last = max(0, (len(lines) - 1) // PAGE)
    at = min(max(page, 0), last)
    turns = [
        button(words, parts.RANK_MORE, ids([made.id, str(to)]), **({"style": "primary"} if to > at else {}))
        for words, to in (("Next", at + 1), ("Back", at - 1))
        if 0 <= to <= last
    ]
    head = parts.section(f"*{title(made)} · names hidden · page {at + 1} of {last + 1}*")
    # One action_id stands once in a row.
    rows = [row for turn in turns for row in parts.actions(turn)]
    return modal(
        "Ranking",
        [
            head,
            *_sections(lines[at * PAGE : (at + 1) * PAGE]),
            *rows,
            parts.context(f"{EQUAL} {PERSON_DECIDES}"),
        ],
    )


# ---------------------------------------------------------------- side by side


def compare_modal(found: Compared) -> View:
    """Two candidates by requirement, and who else may stand at either side."""
    made, left, right = found.ranking, found.left, found.right
    menus = [
        _side(COMPARE_LEFT, made, left.letter, right.letter),
        _side(COMPARE_RIGHT, made, right.letter, left.letter),
    ]
    blocks: list[Block] = [
        parts.section(f"*{title(made)}* · {_score(left)} · {_score(right)}"),
        ActionsBlock(elements=list(menus)),
    ]
    pairs = list(zip(left.report.verdicts, right.report.verdicts, strict=True))
    for one, other in pairs[:SIDE_VERDICTS]:
        asked = f"*{label(one.requirement)}*" + (" (must)" if one.requirement.must else "")
        blocks.append(parts.section(f"{asked}\n{left.letter} {_said(one)}\n{right.letter} {_said(other)}"))
    if len(pairs) > SIDE_VERDICTS:
        blocks.append(parts.context(f"+{len(pairs) - SIDE_VERDICTS} more requirements"))
    return modal(f"{left.letter} and {right.letter}", [*blocks, parts.context(f"{EQUAL} {PERSON_DECIDES}")])


def _score(one: Candidate) -> str:
    return f"{one.letter}: {one.report.score:.0f} {one.report.band}"


def _side(action_id: str, made: Ranking, at: str, other: str) -> StaticSelectElement:
    """The ids of a choice: the ranking, then the letters as they shall stand, left before right."""

    def value(letter: str) -> str:
        pair = (letter, other) if action_id == COMPARE_LEFT else (other, letter)
        return ids([made.id, *pair])

    names = sorted((one.letter for one in made.candidates if one.letter != other), key=lambda n: (len(n), n))
    options = [Option(label=f"Candidate {letter}", value=value(letter)) for letter in names][:100]
    here = next((one for one in options if one.value == value(at)), None)
    return StaticSelectElement(action_id=action_id, options=options, initial_option=here)


def _said(verdict: Verdict) -> str:
    words = quoted(verdict.quote, QUOTE_LENGTH) if verdict.quote else "nothing found"
    return f"{MARKS[verdict.verdict]} {words}"


# ---------------------------------------------------------------- names


def reveal_modal(made: Ranking, revealed: Sequence[Revealed]) -> View:
    """Who stands behind each letter, for one person's eyes."""
    who = {one.letter: one for one in revealed}
    lines = [
        f"*{one.letter}*  {text.inert(who[one.letter].name, 80) or 'no name found'} · {text.name(who[one.letter].file_name)} · "
        f"shared by <@{who[one.letter].user_id}>"
        for one in made.candidates
        if one.letter in who
    ]
    kept = parts.context("That you looked is kept in the log. Nobody else sees this.")
    return modal("Names", [*_sections(lines)[:60], kept])


# ---------------------------------------------------------------- asking for one


def rank_modal(postings: Sequence[JobPosting], channel_id: str) -> View:
    """Which job."""
    blocks = job_inputs(postings)
    wish = Option(value="first", label="Vote first: scores stay hidden until reviewers have voted")
    blocks.append(
        InputBlock(
            block_id=FIRST,
            label="Before the scores",
            optional=True,
            element=CheckboxesElement(action_id=CHOICE, options=[wish]),
        )
    )
    blocks.append(parts.context("I rank the resumes that were shared in this channel, with names hidden."))
    return modal(
        "Rank", blocks, callback_id=RANK_MODAL, submit="Rank", private_metadata=ids([channel_id or "-"])
    )


def wants_vote(view: Json) -> bool:
    chosen = view["state"]["values"].get(FIRST, {}).get(CHOICE, {}).get("selected_options") or []
    return bool(chosen)


LOG_FOLLOWS = say(
    "The log of the ranking: fingerprints, scores and versions, no names and no text. That you asked for it is kept."
)


def log_exported(user_id: str) -> Reply:
    return say(
        f"<@{user_id}> exported the log of this ranking: fingerprints, scores and versions, no names and no text."
    )
