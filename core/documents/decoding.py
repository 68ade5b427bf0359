"""Bytes of a text file → its letters."""

from core.documents.kinds import Hint, unknown

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LOOK_AT_BYTES = 65_536
_FEW_FOREIGN = 0.25
"""Share of bytes above 127 up to which a text that is not UTF-8 is taken for Windows-1252."""
_NUL_ON_ONE_SIDE = 0.25
_NUL_ON_THE_OTHER = 0.05
_ODD_SHARE = 0.02
_FEWEST_PAIRS = 2
_ASCII_END = 127


def decode(data: bytes, hint: Hint) -> str:
    """UTF-8, UTF-16 (with its mark or without), UTF-32 with its mark, Windows-1252, or an Asian or Cyrillic code page.

    Raises:
        UnsupportedType: too many bytes stand for no letter: this is no text.
    """
    text = _letters(data)
    sample = text[:_LOOK_AT_BYTES]
    odd = sum(
        1 for c in sample if (c < " " and c not in "\t\n\r\v\f\x1b") or c == "\ufffd" or "\x7f" <= c <= "\x9f"
    )
    if odd > max(2, _ODD_SHARE * len(sample)):
        raise unknown(hint)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def _letters(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := _utf16_without_mark(data[:_LOOK_AT_BYTES]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data) or _code_page(data)


def _utf16_without_mark(sample: bytes) -> str | None:
    """Latin letters in UTF-16 have a zero byte each, always on the same side."""
    half = len(sample) // 2
    if half < _FEWEST_PAIRS:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_ON_ONE_SIDE and even < _NUL_ON_THE_OTHER:
        return "utf-16-le"
    if even > _NUL_ON_ONE_SIDE and odd < _NUL_ON_THE_OTHER:
        return "utf-16-be"
    return None


def _not_quite_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken letters, as copying between programs leaves it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = sum(1 for letter in text if letter > "\x7f") - broken
    return text if right > 4 * broken else None


def _code_page(data: bytes) -> str:
    """Before Unicode. In Windows-1252 the bytes tell as much as any statistics would."""
    foreign = sum(1 for byte in data[:_LOOK_AT_BYTES] if byte > _ASCII_END) / min(len(data), _LOOK_AT_BYTES)
    if foreign > _FEW_FOREIGN:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_LOOK_AT_BYTES]).best()
        if best is not None:
            return data.decode(best.encoding, "replace")
    return data.decode("cp1252", "replace")
