"""read: the text of one file, for people, for programs, and as pictures."""

from pathlib import Path

from bot.cli import lines
from bot.cli.desk import progress, reader, run
from bot.cli.edge import emit, open_upload
from core.errors import DocumentError
from core.model import Document, Json, Line


class CannotDraw(DocumentError):
    """A file without pages, or a place where no picture can be put."""

    code = "cannot_draw"
    advice = "Give --png a file name that ends in .png, in a folder you may write to."


class NoPages(CannotDraw):
    """DOCX, TXT and MD have no pages until somebody prints them."""

    advice = "Save it as PDF to see how that is read, or leave --png out."


def read(file: Path, *, png: Path | None, boxes: bool, as_json: bool) -> int:
    """
    Args:
        png: where the drawn pages go: this file, or with -1, -2 … before its suffix where there are several.
        boxes: shows the place of each line, in points.
    """
    if png:
        _check_place(png)
    upload = open_upload(file)

    async def work() -> tuple[Document, list[bytes]]:
        async with reader() as reading:
            document = await reading.read(upload)
            if png and document.type != "pdf":
                raise NoPages(f"Only a PDF has pages to draw, and this is a {document.type.upper()} file")
            return document, await reading.draw(upload, document) if png else []

    with progress(f"Reading {file.name}", as_json=as_json):
        document, pictures = run(work)
    drawn = _written(png, pictures) if png else []
    if as_json:
        emit({**answer(file, document), **({"png": [str(path) for path in drawn]} if png else {})})
    else:
        lines.show(file.name, document, boxes=boxes)
        lines.show_drawn(drawn)
    return 0


def answer(file: Path, document: Document) -> Json:
    """The answer of `read --json`."""
    return {
        "file": str(file),
        "type": document.type,
        "pages": document.pages,
        "lines": [_line(line) for line in document.lines],
        "links": [{"url": url, "line": line.n} for line in document.visible for url in line.links],
        "hidden_words": document.hidden_words,
        "warnings": [notice.text for notice in document.notices],
    }


def _line(line: Line) -> Json:
    box = line.box
    return {
        "n": line.n,
        "text": line.text,
        "page": line.page,
        "visible": line.visible,
        "box": [box.x0, box.top, box.x1, box.bottom] if box else None,
        "column": line.column,
        "size": line.size,
        "bold": line.bold,
        "level": line.level,
        "links": list(line.links),
        "recognised": line.recognised,
    }


def _check_place(png: Path) -> None:
    """Before anything is read: a wrong path should not cost the reading.

    Raises:
        CannotDraw: with a sentence that says why.
    """
    if png.suffix.lower() != ".png":
        # It could be the resume itself, which a slip must not overwrite.
        raise CannotDraw(f"{png} does not end in .png")
    if png.is_dir():
        raise CannotDraw(f"{png} is a folder, not a file")
    if not png.parent.is_dir():
        raise CannotDraw(f"There is no folder {png.parent}")


def _written(png: Path, pictures: list[bytes]) -> list[Path]:
    paths = (
        [png]
        if len(pictures) == 1
        else [png.with_stem(f"{png.stem}-{number}") for number in range(1, len(pictures) + 1)]
    )
    for path, picture in zip(paths, pictures, strict=True):
        try:
            path.write_bytes(picture)
        except OSError as e:
            raise CannotDraw(f"I cannot write {path}") from e
    return paths
