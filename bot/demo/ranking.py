"""The story of a ranking: an admin allows it, six people share resumes, names stay hidden, reviewers vote, an admin looks."""

import asyncio
from collections.abc import Callable

from bot.demo.crowd import CROWD, JOB, NOTICE
from bot.demo.draw import Screen
from bot.demo.story import DemoStopped
from bot.sandbox import Button, Message, Person, Sandbox
from bot.sandbox.model import Change

ANSWER_S = 60.0
RESUMES = {name: f"{name.replace(' ', '_')}.txt" for name in CROWD}
VOTE_NOTE = "Your vote on candidate"


class Hiring:
    """A private channel with six people, two reviewers and an admin."""

    def __init__(self, slack: Sandbox, screen: Screen, pause_s: float) -> None:
        self.slack, self.screen, self.pause_s = slack, screen, pause_s
        self.people = [slack.person(n.split()[0].lower(), real_name=n) for n in CROWD]
        self.reviewers = [
            slack.person(n.split()[0].lower(), real_name=n) for n in ("Ana Castro", "Ben Adler")
        ]
        self.admin = slack.person("ida", real_name="Ida Holm", is_admin=True)
        members = [*self.people, *self.reviewers, self.admin]
        self.channel = slack.channel("hiring", private=True, members=members)

    def change(self, what: Change) -> None:
        """Something happened in the workspace. What each vote is answered with is the same twelve times: left out."""
        if not (what.message and VOTE_NOTE in what.message.shown):
            self.screen.change(what)

    async def tell(self) -> None:
        """From the notice to the log.

        Raises:
            DemoStopped: something that should have been there was not.
        """
        try:
            await self._allow()
            await self._share()
            card = await self._rank()
            await self._compare(card)
            await self._vote(card)
            await self._reveal(card)
            await self._export(card)
        except TimeoutError as e:
            raise DemoStopped("The bot did not answer in time") from e

    async def _allow(self) -> None:
        self._says(
            "#hiring, a private channel of a Slack that runs on this machine. The bot is the real one."
        )
        self._says(
            "Ida Holm, an admin, opens App Home → [Ranking settings] and says what candidates are told"
        )
        self.admin.open_home()
        home = await self.admin.sees_home("Ranking")
        await self.admin.press(home, "Ranking settings")
        form = await self.admin.sees_view("Candidate notice")
        await self.admin.submit(form, {"notice": NOTICE, "is_on": "on", "quorum": "2"})
        await self.admin.sees_home("On, names hidden")

    async def _share(self) -> None:
        with self.screen:
            for person, (name, text) in zip(self.people, CROWD.items(), strict=True):
                ts = person.share(self.channel, {RESUMES[name]: text.encode()})
                await person.sees(_is_answer, self.channel, ts, ANSWER_S)
            await self.slack.quiet()
        await asyncio.sleep(self.pause_s)

    async def _rank(self) -> Message:
        ana = self.reviewers[0]
        self._says(f"Ana Castro types: /match rank {' '.join(JOB.split())[:60]}…")
        with self.screen:
            await ana.command(self.channel, "/match", f"rank {JOB}")
            card = await ana.sees(_is_ranking, self.channel, None, ANSWER_S)
            await self.slack.quiet()
        await asyncio.sleep(self.pause_s)
        return card

    async def _compare(self, card: Message) -> None:
        label = next(one.label for one in card.buttons if one.label.startswith("Compare"))
        await self._opens(self.reviewers[0], card, label, "treat as equal")

    async def _vote(self, card: Message) -> None:
        self._says("Ana Castro presses [Vote first]: the scores go out of sight")
        with self.screen:
            await self.reviewers[0].press(card, "Vote first")
            ballot = await self._now(self.reviewers[0], card, lambda m: "Vote first ·" in m.shown)
            await self.slack.quiet()
        self._says("Ana Castro presses [Read] beside a candidate; a window opens, for nobody else")
        for reviewer in self.reviewers:
            for place, button in enumerate(one for one in ballot.buttons if one.label == "Read"):
                await reviewer.press(ballot, button)
                page = await reviewer.sees_view("Candidate", ANSWER_S)
                if reviewer is self.reviewers[0] and not place:
                    self.screen.window(page.title, page.body["blocks"])
                await reviewer.close(page)
                await reviewer.press(ballot, _vote(ballot, button, page.shown))
        self._says("Ana Castro and Ben Adler have read and voted on everybody; neither saw the other's votes")
        with self.screen:
            await self._now(self.admin, card, lambda m: "Votes, given before" in m.shown)
            await self.slack.quiet()
        await asyncio.sleep(self.pause_s)

    async def _reveal(self, card: Message) -> None:
        await self._opens(self.admin, card, "Reveal names", "kept in the log")

    async def _export(self, card: Message) -> None:
        self._says("Ida Holm presses [Export log]")
        with self.screen:
            await self.admin.press(card, "Export log")
            await self.admin.sees("exported the log", self.channel, card.ts, ANSWER_S)
            await self.slack.quiet()

    async def _opens(self, who: Person, card: Message, label: str, words: str) -> None:
        self._says(f"{who.user.real_name} presses [{label}]; a window opens, for nobody else")
        await who.press(card, label)
        view = await who.sees_view(words, ANSWER_S)
        self.screen.window(view.title, view.body["blocks"])
        await who.close(view)
        await asyncio.sleep(self.pause_s)

    async def _now(self, who: Person, card: Message, what: Callable[[Message], bool]) -> Message:
        return await who.sees(lambda m: m.ts == card.ts and what(m), self.channel, None, ANSWER_S)

    def _says(self, words: str) -> None:
        self.screen.narrate(words)


def _is_answer(message: Message) -> bool:
    return bool(message.bot_id) and "reading…" not in message.shown


def _is_ranking(message: Message) -> bool:
    return "names hidden" in message.shown and not message.whispered_to


def _vote(ballot: Message, read: Button, page: str) -> Button:
    """What a reviewer says who wants Kubernetes, and can live with Python."""
    said = "Yes" if "Kubernetes" in page else "Unsure" if "Python" in page else "No"
    return next(
        one
        for one in ballot.buttons
        if one.label == said and one.element.get("value") == read.element.get("value")
    )
