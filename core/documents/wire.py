"""What goes between the reader and its children: lengths, then bytes."""

import struct
from typing import Final

HEADER: Final = struct.Struct(">I10sQ")
"""Of a request: length of the file's suffix hint, the hint, length of the file in bytes. Then the file."""
ANSWER: Final = struct.Struct(">Q")
"""Of an answer: length of the JSON in bytes. Then the JSON."""
