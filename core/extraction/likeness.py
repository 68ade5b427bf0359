"""What makes two resumes the same text, or the same person's, as hashes that can be compared and not read."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from core.model import Document, Likeness
from core.text import fold, squash

_FEWEST_DIGITS: Final = 7
"""Of a phone number: an extension alone is nobody's."""
_DIGITS_COMPARED: Final = 8
"""The last ones: with and without the country's code it is the same phone."""
_FEWEST_LETTERS: Final = 40
"""Two nearly empty files are not told to be the same text."""


def likeness_of(document: Document, fields: Mapping[str, Any]) -> Likeness:
    """The marks of a resume.

    The text counts without its layout: case, blanks, hyphens and bullets, so that the same words saved as PDF and as
    DOCX are the same. A person is a name together with a mail address or with a phone number; a name alone is not.
    """
    basics = fields.get("basics", {})
    text = "".join(squash(line.text) for line in document.visible)
    name = " ".join(sorted(re.findall(r"\w+", fold(str(basics.get("name", ""))).casefold())))
    mail = fold(str(basics.get("email", ""))).casefold()
    phone = "".join(re.findall(r"\d", str(basics.get("phone", ""))))
    return Likeness(
        text=_mark(text if len(text) >= _FEWEST_LETTERS else ""),
        mail=_mark(mail and name and f"{name}\n{mail}"),
        phone=_mark(f"{name}\n{phone[-_DIGITS_COMPARED:]}" if name and len(phone) >= _FEWEST_DIGITS else ""),
    )


def _mark(said: str) -> str:
    return sha256(said.encode("utf-8", "replace")).hexdigest() if said else ""
