"""Text that appears in a thread while it is made."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError

from core.text import cut
from handlers.blocks.parts import Reply
from handlers.slack import Key, Place, Slack, Unclear, Unreachable, error_code

LOG = structlog.get_logger("shortlist.stream")
FLUSH_S = 1.0
"""Between appends: Slack takes about 100 a minute in a workspace, from all streams together."""
EDIT_S = 1.2
"""Between edits where streaming is not to be had: Slack takes 50 a minute."""
STREAM_BYTES = 9_000
"""Of one streamed message: somewhere above 10,000 Slack refuses more, and the rest would be lost."""
EDIT_CHARACTERS = 9_000


class Stream:
    """One streamed message.

    Where Slack refuses to stream, or the stream breaks off (it lives about five minutes), the same message is edited
    instead. A message that grows too long goes on in a second one, which `close` takes away again.
    """

    def __init__(self, slack: Slack, place: Place, key: Key) -> None:
        self._slack = slack
        self._place = place
        self._key = key
        self._first_ts = ""
        self._later_ts: list[str] = []
        """Of the messages it went on in."""
        self._ts = ""
        self._text = ""
        self._sent = 0
        """Characters of `_text` that Slack has."""
        self._bytes = 0
        """Of the message that is being streamed now."""
        self._editing = False
        self._dirty = asyncio.Event()
        self._flushing = asyncio.Lock()
        self._pump: asyncio.Task[None] | None = None

    async def open(self, text: str, *, user: str, team: str, sure: bool) -> None:
        """Shows the first words.

        Args:
            user, team: who reads it; Slack wants to know that in channels.
            sure: no such message was begun before, so that none needs to be looked for.
        """
        self._reader = {"recipient_user_id": user, "recipient_team_id": team}
        self._text = text
        self._sent = len(text)
        if sure or not await self._take_up():
            await self._start(text, self._key_of(0))
            self._first_ts = self._ts
        self._pump = asyncio.create_task(self._flush_now_and_then())

    def append(self, text: str) -> None:
        """Adds Markdown, already inert. Returns at once; it is sent within about a second."""
        self._text += text
        self._dirty.set()

    async def close(self) -> str:
        """Ends the stream and gives the ts of its message, for whoever draws what came of it in its place."""
        await self.abandon()
        for ts in self._later_ts:
            await self._slack.delete(self._place.channel, ts)
        return self._first_ts

    async def abandon(self) -> None:
        """Ends the stream as it stands. May be called again."""
        async with self._flushing:
            if self._pump is not None:
                self._pump.cancel()
                self._pump = None
            if not self._editing:
                await self._end(self._ts, self._key_of(len(self._later_ts)))
                self._editing = True

    async def _flush_now_and_then(self) -> None:
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            async with self._flushing:
                await self._flush()
            await asyncio.sleep(EDIT_S if self._editing else FLUSH_S)

    async def _flush(self) -> None:
        new = self._text[self._sent :]
        self._sent = len(self._text)
        if self._editing:
            await self._edit()
            return
        try:
            await self._append(new)
        except (SlackApiError, Unclear, Unreachable) as error:
            # After an unclear answer the words may stand there or not; an edit states them all.
            LOG.info("stream_broke_off", error=type(error).__name__)
            self._editing = True
            await self._end(self._ts, self._key_of(len(self._later_ts)))
            await self._edit()

    async def _append(self, text: str) -> None:
        size = len(text.encode())
        if self._bytes + size > STREAM_BYTES:
            await self._end(self._ts, self._key_of(len(self._later_ts)))
            await self._start(text, self._key_of(len(self._later_ts) + 1))
            self._later_ts.append(self._ts)
            return
        client = self._slack.client
        await self._slack.call(
            client.chat_appendStream, channel=self._place.channel, ts=self._ts, markdown_text=text
        )
        self._bytes += size

    async def _start(self, text: str, key: Key) -> None:
        start, place = self._slack.client.chat_startStream, self._place
        self._ts = ""
        try:
            begun = await self._slack.call(
                start, channel=place.channel, thread_ts=place.thread_ts, markdown_text=text, **self._reader
            )
            self._ts = str(begun["ts"])
        except Unclear:
            self._editing = True
            self._ts = (await self._ours())[-1]
            if self._ts:
                await self._end(self._ts, key)
        except SlackApiError as error:
            LOG.info("no_stream", error=error_code(error))
            self._editing = True
        if not self._ts:
            self._ts = await self._slack.post_once(place, Reply(text), key, sure=False)
        self._bytes = len(text.encode())

    async def _take_up(self) -> bool:
        """Goes on with the messages that an earlier process left behind, by editing. False if there are none."""
        first, *later, unfinished = await self._ours()
        if not (first or unfinished):
            return False
        self._editing = True
        self._first_ts = self._ts = first or unfinished
        self._later_ts = [*later, unfinished] if first and unfinished else later
        for number, ts in enumerate((self._first_ts, *self._later_ts)):
            await self._end(ts, self._key_of(number))
        return True

    def _key_of(self, number: int) -> Key:
        """Of the first message (0), and of those it goes on in."""
        return replace(self._key, step=f"{self._key.step}+{number}") if number else self._key

    async def _ours(self) -> list[str]:
        """Messages of this stream: the first, those it went on in, and the one that has no key yet; "" for none.

        Every message of ours has a key but shared files, and streams that were not ended.
        """
        first, later, unfinished = "", [], ""
        async for posted in self._slack.posted(self._place):
            if posted.key is None:
                unfinished = unfinished if posted.files else posted.ts
            elif posted.key.work == self._key.work and posted.key.step == self._key.step:
                first = posted.ts
            elif posted.key.work == self._key.work and posted.key.step.startswith(f"{self._key.step}+"):
                later.append(posted.ts)
        return [first, *later, unfinished]

    async def _end(self, ts: str, key: Key) -> None:
        """Slack refuses to edit a message that still streams. One that has ended already is fine."""
        stop = self._slack.client.chat_stopStream
        with suppress(SlackApiError, Unclear):
            await self._slack.again(stop, channel=self._place.channel, ts=ts, metadata=key.metadata)

    async def _edit(self) -> None:
        """All that was said, in one edit; if it does not go through, the next one says it."""
        change = self._slack.client.chat_update
        with suppress(SlackApiError, Unclear, Unreachable):
            await self._slack.call(
                change,
                channel=self._place.channel,
                ts=self._first_ts or self._ts,
                markdown_text=cut(self._text, EDIT_CHARACTERS),
                metadata=self._key.metadata,
            )
