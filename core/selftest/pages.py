"""A page as a PDF, with words on it that nobody can see: written by hand, so that no maker of PDFs is needed."""

from collections.abc import Callable, Sequence

WIDTH, HEIGHT = 595, 842
LEFT, TOP, LEADING, SIZE = 56, 790, 14, 10
LOW = 40
"""Where hidden words stand: below the last line, so that nothing else is moved."""


def _text(x: float, y: float, size: float, words: str, before: str = "") -> str:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q {before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q\n"


def _covered(words: str) -> str:
    return _text(LEFT, LOW, SIZE, words) + f"q 1 1 1 rg {LEFT - 4} {LOW - 6} {WIDTH - LEFT} 20 re f Q\n"


HIDDEN: dict[str, Callable[[str], str]] = {
    "white": lambda words: _text(LEFT, LOW, SIZE, words, "1 1 1 rg"),
    "tiny": lambda words: _text(LEFT, LOW, 0.5, words),
    "off the page": lambda words: _text(LEFT, -200, SIZE, words),
    "without ink": lambda words: _text(LEFT, LOW, SIZE, words, "3 Tr"),
    "covered": _covered,
}
"""How words are hidden → what draws them so."""


def page(rows: Sequence[str], hidden: str = "") -> bytes:
    """A PDF of one page in Helvetica, which every reader has.

    Args:
        rows: at most 50 lines of Latin-1.
        hidden: what `HIDDEN` drew.
    """
    shown = "".join(_text(LEFT, TOP - LEADING * n, SIZE, row) for n, row in enumerate(rows) if row)
    stream = (shown + hidden).encode("latin-1")
    return _file(
        (
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>" % (WIDTH, HEIGHT),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        )
    )


def _file(objects: Sequence[bytes]) -> bytes:
    """Objects with the table of their places (ISO 32000-1, 7.5)."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
