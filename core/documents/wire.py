"""What goes between the bot and the children that read: lengths, then JSON, then bytes."""

import json
import struct
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from core.model import Json

HEADER: Final = struct.Struct(">QQ")
"""Of a request and of an answer: length of the JSON, length of the bytes that follow it."""
_LONGEST: Final = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer.

    Attributes:
        say: what is wanted, or what was found.
        data: a file, the pixels of a page, a picture; b"" where there is none.
    """

    say: Json
    data: bytes = field(default=b"", repr=False)

    def packed(self) -> bytes:
        """As it goes over the wire, without `data`."""
        said = json.dumps(self.say).encode()
        return HEADER.pack(len(said), len(self.data)) + said


def lengths(header: bytes) -> tuple[int, int]:
    """Of the JSON and of the data.

    Raises:
        ConnectionError: nobody of ours would say so much; a child taken over by a file might.
    """
    said, data = HEADER.unpack(header)
    if said + data > _LONGEST:
        raise ConnectionError
    return said, data


def receive(channel: BinaryIO) -> Message | None:
    """The next message; None where the other side is gone."""
    header = channel.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    said, size_bytes = HEADER.unpack(header)
    say, data = channel.read(said), channel.read(size_bytes)
    return Message(json.loads(say), data) if len(data) == size_bytes else None


def send(channel: BinaryIO, message: Message) -> None:
    channel.write(message.packed())
    channel.write(message.data)
    channel.flush()
