"""Link targets we show: addresses of the web, mail and telephone."""

import re

_LONGEST = 2_000
_SAFE = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?:[/?#]\S*)?")


def web_target(target: str) -> list[str]:
    """The target as a list of one, or of none where it is a script, a file, or a place in the document."""
    target = "".join(letter for letter in target[:_LONGEST].strip() if letter.isprintable())
    return [target] if _SAFE.fullmatch(target) or _BARE_HOST.fullmatch(target) else []
