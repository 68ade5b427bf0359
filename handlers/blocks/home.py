"""The Home tab, and what an admin sets for rankings."""

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock, InputBlock, RadioButtonsElement
from slack_sdk.models.blocks.basic_components import Option
from slack_sdk.models.blocks.block_elements import NumberInputElement, PlainTextInputElement
from slack_sdk.models.views import View

from core.model import Json, RankingRules
from handlers import text
from handlers.blocks import parts
from handlers.blocks.modals import CHOICE, modal
from handlers.blocks.parts import button

SETTINGS_MODAL = "ranking_settings_modal"
IS_ON, NOTICE, DAYS, SEEN_BY, QUORUM, HOURS = "is_on", "notice", "days", "seen_by", "quorum", "hours"
"""block_id of each input."""
NOTICE_LETTERS = (40, 3_000)
RANGES = {DAYS: (1, 365), QUORUM: (2, 50), HOURS: (1, 168)}
NOTICE_SHOWN = 1_500
HOW = (
    "Share a resume (PDF, DOCX, TXT or MD) where I am, or in our messages: I read it and answer in its thread. `/match` and the "
    "text of a job scores it, with the words that earned each point. `/match help` says more."
)
EXAMPLE = (
    "What candidates are told: that software helps to order resumes, which qualifications it looks at, how long the data is "
    "kept, and whom to ask for a review by a person."
)


def home(rules: RankingRules | None, locked: str) -> View:
    """What everybody sees; whether the settings open is looked up when somebody presses."""
    blocks: list[Block] = [
        HeaderBlock(text="Shortlist"),
        parts.section(HOW),
        DividerBlock(),
        HeaderBlock(text="Ranking"),
        parts.section(_ranking(rules, locked)),
    ]
    if rules is not None:
        blocks.append(parts.context(f"Told to candidates: {text.inert(rules.notice, NOTICE_SHOWN)}"))
    settings = button("Ranking settings", parts.RANKING_SETTINGS, "-")
    return View(
        type="home",
        blocks=[*blocks, *parts.actions(settings), parts.context("Admins of this workspace change them.")],
    )


def _ranking(rules: RankingRules | None, locked: str) -> str:
    if rules is None:
        return "Off: an admin must set the candidate notice first."
    kept = f"Rankings are kept for {parts.plural(rules.retention_days, 'day')}."
    if not rules.is_on:
        return f"Off: an admin has switched it off. {kept}"
    if locked:
        return f"Locked: {text.inert(locked)}. {kept}"
    seen = "members of the channel" if rules.visibility == "channel" else "whoever asked"
    return (
        f"On, names hidden. In private channels {seen} see it; of a public channel only whoever asked. {kept} A vote is "
        f"counted when {rules.quorum} people have voted, or after {parts.plural(rules.vote_hours, 'hour')}."
    )


def settings_modal(rules: RankingRules | None) -> View:
    """What is set now, to be changed."""
    now = rules or RankingRules("", is_on=True)
    return modal(
        "Ranking",
        [
            _choice(IS_ON, "Ranking", {"on": "On", "off": "Off"}, "on" if now.is_on else "off"),
            InputBlock(
                block_id=NOTICE,
                label="Candidate notice",
                hint=EXAMPLE,
                element=PlainTextInputElement(
                    action_id=CHOICE,
                    multiline=True,
                    max_length=NOTICE_LETTERS[1],
                    initial_value=now.notice or None,
                ),
            ),
            _number(DAYS, "Rankings are erased after (days)", now.retention_days),
            _choice(
                SEEN_BY,
                "Who sees a ranking in a private channel",
                {"channel": "Members of the channel", "asker": "Only whoever asks"},
                now.visibility,
            ),
            _number(QUORUM, "A vote is counted when so many have voted", now.quorum),
            _number(HOURS, "and after so many hours in any case", now.vote_hours),
        ],
        callback_id=SETTINGS_MODAL,
        submit="Save",
    )


def _choice(block_id: str, label: str, choices: dict[str, str], at: str) -> InputBlock:
    options = {value: Option(label=words, value=value) for value, words in choices.items()}
    element = RadioButtonsElement(
        action_id=CHOICE, options=list(options.values()), initial_option=options[at]
    )
    return InputBlock(block_id=block_id, label=label, element=element)


def _number(block_id: str, label: str, at: int) -> InputBlock:
    least, most = RANGES[block_id]
    element = NumberInputElement(
        action_id=CHOICE,
        is_decimal_allowed=False,
        min_value=str(least),
        max_value=str(most),
        initial_value=str(at),
    )
    return InputBlock(block_id=block_id, label=label, element=element)


def settings_of(view: Json) -> tuple[RankingRules | None, dict[str, str]]:
    """What came back, and a sentence for each field that cannot be; the one or the other."""
    values = view["state"]["values"]
    notice = str(_field(values, NOTICE).get("value") or "").strip()
    problems = {}
    if not NOTICE_LETTERS[0] <= len(notice) <= NOTICE_LETTERS[1]:
        problems[NOTICE] = f"Between {NOTICE_LETTERS[0]} and {NOTICE_LETTERS[1]:,} letters. {EXAMPLE}"
    numbers = {name: str(_field(values, name).get("value") or "").strip() for name in RANGES}
    for name, (least, most) in RANGES.items():
        if not (numbers[name].isdecimal() and len(numbers[name]) < 5 and least <= int(numbers[name]) <= most):  # noqa: PLR2004  # digits, before it is read
            problems[name] = f"A number from {least} to {most}."
    if problems:
        return None, problems
    rules = RankingRules(
        notice=notice,
        retention_days=int(numbers[DAYS]),
        visibility="asker" if _picked(values, SEEN_BY) == "asker" else "channel",
        quorum=int(numbers[QUORUM]),
        vote_hours=int(numbers[HOURS]),
        is_on=_picked(values, IS_ON) == "on",
    )
    return rules, {}


def _field(values: Json, block_id: str) -> Json:
    found: Json = values.get(block_id, {}).get(CHOICE, {})
    return found


def _picked(values: Json, block_id: str) -> str:
    return str((_field(values, block_id).get("selected_option") or {}).get("value", ""))
