"""One reader in a process of its own: `python peers_child.py READER TIMES FILE...`, one JSON object a file.

Runs with whatever interpreter has the reader, so it imports nothing of ours but where ours is asked for.
`TIMES` readings of each file; `cpu_s` is the fastest one's, user and system together. `rss_mb` is the most that the process
has held so far.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

SLOW_S = 4.0
"""A reading that takes longer is not repeated."""


def ours() -> Callable[[Path], str]:
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from core.documents.kinds import Hint
    from core.documents.limits import Limits
    from core.documents.worker import read

    everything = Limits(pages=10_000, letters=100_000_000)  # as much as the others read

    def text(path: Path) -> str:
        document = read(path.read_bytes(), Hint(path.suffix), everything)
        return "\n".join(" ".join((line.text, *line.links)) for line in document.visible)

    return text


def markitdown() -> Callable[[Path], str]:
    from markitdown import MarkItDown  # type: ignore[import-not-found]  # it is in an environment of its own

    converter = MarkItDown()
    return lambda path: converter.convert(str(path)).text_content


def pdfplumber() -> Callable[[Path], str]:
    import pdfplumber

    def text(path: Path) -> str:
        with pdfplumber.open(path) as document:
            return "\n".join(page.extract_text() or "" for page in document.pages)

    return text


def pypdfium2() -> Callable[[Path], str]:
    import pypdfium2

    def text(path: Path) -> str:
        document = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_range() for page in document)

    return text


def pypdf() -> Callable[[Path], str]:
    import pypdf  # type: ignore[import-not-found]  # it is in an environment of its own

    return lambda path: "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def mammoth() -> Callable[[Path], str]:
    import mammoth  # type: ignore[import-not-found]  # it is in an environment of its own

    def text(path: Path) -> str:
        with path.open("rb") as file:
            return str(mammoth.convert_to_html(file).value)

    return text


def python_docx() -> Callable[[Path], str]:
    import docx

    return lambda path: "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


READERS = {
    "ours": ours, "markitdown": markitdown, "pdfplumber": pdfplumber, "pypdfium2": pypdfium2, "pypdf": pypdf,
    "mammoth": mammoth, "python-docx": python_docx,
}  # fmt: skip


def cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def most_mb() -> float:
    """The most memory held since this program started; `getrusage` would count what it was forked from, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> int:
    name, times, *files = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):  # some readers print
        read = READERS[name]()
    for file in map(Path, files):
        fastest, text = float("inf"), ""
        for _ in range(int(times)):
            before = cpu_s()
            with contextlib.redirect_stdout(sys.stderr):
                text = read(file)
            fastest = min(fastest, cpu_s() - before)
            if fastest > SLOW_S:
                break
        answer = {"file": str(file), "text": text, "cpu_s": fastest, "rss_mb": most_mb()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
