"""A ranking while people vote on it, and what they said."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from core.model import Ranking, Resume, VoteWord
from core.ranking import in_order
from core.voting import WORDS, Tally
from handlers import text
from handlers.blocks import parts
from handlers.blocks.modals import modal
from handlers.blocks.parts import Reply, button, ids, plural
from handlers.blocks.ranking import PERSON_DECIDES, notice, ranking_card, title

VOTES: dict[str, VoteWord] = {parts.VOTE_YES: "yes", parts.VOTE_NO: "no", parts.VOTE_UNSURE: "unsure"}
LINES_SHOWN = 200
LINE_LENGTH = 300
SECTION_LETTERS = 2_600


def ballot(made: Ranking, quorum: int) -> Reply:
    """Candidates by letter, without a number: nobody reads an order out of it."""
    head = f"*Vote first · {plural(len(made.candidates), 'resume')} · {title(made)} · names hidden*"
    when = f"<!date^{made.closes_at:.0f}^{{date_short_pretty}} {{time}}|the end of the vote>"
    how = f"Scores and votes stay hidden until {quorum} people have voted on everybody, or until {when}. You may change yours."
    blocks: list[Block] = [parts.section(head), parts.context(how)]
    for one in sorted(made.candidates, key=lambda c: in_order(c.letter)):
        value = ids([made.id, one.letter])
        buttons = (
            button("Yes", parts.VOTE_YES, value),
            button("No", parts.VOTE_NO, value),
            button("Unsure", parts.VOTE_UNSURE, value),
        )
        blocks.append(
            parts.section(f"*Candidate {one.letter}*", beside=button("Read", parts.READ_BLIND, value))
        )
        blocks += parts.actions(*buttons)
    return Reply(
        f"Vote on {title(made)}, names hidden.", (*blocks, parts.context(PERSON_DECIDES), notice(made))
    )


def counted(made: Ranking, tally: Tally) -> Reply:
    """The ranking with what people said before they saw it."""
    card = ranking_card(made)
    lines = [f"*{letter}*  {_counts(tally, letter)}" for letter in sorted(tally.counts, key=in_order)]
    agreed = (
        ""
        if tally.agreement is None
        else f" Agreement of those who voted on everybody: {tally.agreement:.2f} (Fleiss' kappa; 1 is full, 0 is chance)."
    )
    said = parts.section("*Votes, given before the scores were shown*\n" + "\n".join(lines))
    people = parts.context(f"{plural(tally.voters, 'person', 'people')} voted on everybody.{agreed}")
    return Reply(card.text, (*card.blocks[:1], said, people, *card.blocks[1:]))


def _counts(tally: Tally, letter: str) -> str:
    return " · ".join(f"{tally.counts[letter][word]} {word}" for word in WORDS)


def blind_modal(resume: Resume, letter: str) -> View:
    """What a reviewer reads: the lines of a resume, without the person."""
    lines = [text.inert(line.text, LINE_LENGTH) for line in resume.document.visible]
    blocks: list[Block] = []
    part = ""
    for line in lines[:LINES_SHOWN]:
        if len(part) + len(line) + 1 > SECTION_LETTERS:
            blocks.append(parts.section(part))
            part = ""
        part += f"{line}\n"
    if part:
        blocks.append(parts.section(part))
    if len(lines) > LINES_SHOWN:
        blocks.append(parts.context(f"+{len(lines) - LINES_SHOWN} more lines"))
    return modal(
        f"Candidate {letter}"[:24], [*blocks, parts.context("▮ stands where something said who it is.")]
    )


def vote_taken(letter: str, said: VoteWord) -> Reply:
    return parts.say(
        f"Your vote on candidate {text.inert(letter, 8)}: *{said}*. You may change it until the vote is counted."
    )
