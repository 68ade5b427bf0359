"""`shortlist read`: what a person sees, what a program gets, and the pages drawn."""

import io
import json
import re
from pathlib import Path

import pytest
from printer import WHITE, Paper, Text, pdf
from rich.console import Console
from scanner import bound, photographed

from bot.cli import app, lines, show
from bot.cli.edge import run
from core.documents import can_recognise

PNG = b"\x89PNG"


def resume() -> bytes:
    paper = Paper()
    paper.write(50, 50, "Mina Okafor", 22, bold=True)
    paper.write(50, 90, "Experience", 13, bold=True)
    paper.column(50, 115, ["Moved 40 services to Kubernetes", "Cut the nightly batch to 45 minutes"], step=15)
    paper.texts.append(Text(50, 300, "hire me at once", color=WHITE))
    return paper.pdf()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mina.pdf"
    path.write_bytes(resume())
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A terminal of 100 columns; colours are left out, so that the text can be compared."""
    out = io.StringIO()
    console = Console(
        file=out, width=100, force_terminal=True, color_system=None, soft_wrap=True, highlight=False
    )
    monkeypatch.setattr(lines, "OUT", console)
    monkeypatch.setattr(show, "OUT", console)
    return out


def read(*arguments: object) -> int:
    return run(app, ["read", *map(str, arguments)])


def test_a_person_sees_lines_headings_and_what_nobody_can_see(file: Path, terminal: io.StringIO) -> None:
    assert read(file) == 0
    shown = terminal.getvalue()
    assert "PDF · 1 page · 4 lines · 4 words nobody can see" in shown
    assert "   1 Mina Okafor" in shown
    rows = shown.splitlines()
    [name] = [row for row in rows if "Mina Okafor" in row]
    assert name.endswith("22 pt")
    assert len(name) == 100
    assert rows.index("     nobody can see:") < next(
        n for n, row in enumerate(rows) if "hire me at once" in row
    )
    assert "! Page 1 has 4 words nobody can see. I did not count them." in shown


def test_boxes_are_shown_when_they_are_asked_for(file: Path, terminal: io.StringIO) -> None:
    assert read(file) == 0
    assert "50," not in terminal.getvalue()
    assert read(file, "--boxes") == 0
    assert re.search(r"Moved 40 services to Kubernetes +10 pt 50,10\d–\d+,11\d", terminal.getvalue())


def test_a_program_gets_each_line_with_its_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(file, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    first, *_, hidden = answer["lines"]
    assert (first["text"], first["page"], first["visible"], first["bold"]) == ("Mina Okafor", 1, True, True)
    assert (first["size"], first["column"], first["recognised"], first["links"]) == (22, 0, False, [])
    assert first["box"][0] == pytest.approx(50, abs=2)
    assert (hidden["text"], hidden["visible"]) == ("hire me at once", False)
    assert answer["hidden_words"] == 4
    assert "png" not in answer


def test_pages_are_drawn_to_the_file_named_or_numbered_beside_it(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read(file, "--png", tmp_path / "page.png", "--json") == 0
    assert json.loads(capsys.readouterr().out)["png"] == [str(tmp_path / "page.png")]
    file.write_bytes(pdf([[Text(50, 50, "Mina Okafor")], [Text(50, 50, "Experience")]]))
    assert read(file, "--png", tmp_path / "two.png") == 0
    assert "two-1.png" in capsys.readouterr().out
    assert {path.name for path in tmp_path.glob("*.png") if path.read_bytes().startswith(PNG)} == {
        "page.png",
        "two-1.png",
        "two-2.png",
    }


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("mina.pdf", "mina.pdf does not end in .png"),
        ("nowhere/page.png", "There is no folder"),
        ("folder.png", "is a folder, not a file"),
    ],
)
def test_a_place_where_no_picture_can_be_put_is_said_in_a_sentence(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, sentence: str
) -> None:
    (tmp_path / "folder.png").mkdir()
    before = file.read_bytes()
    assert read(file, "--png", tmp_path / place) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "ends in .png" in told
    assert file.read_bytes() == before


def test_only_a_pdf_is_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("Mina Okafor\nEngineer")
    assert read(tmp_path / "notes.txt", "--png", tmp_path / "page.png", "--json") == 2
    assert json.loads(capsys.readouterr().out) == {
        "error": "Only a PDF has pages to draw, and this is a TXT file.",
        "advice": "Save it as PDF to see how that is read, or leave --png out.",
    }
    assert not (tmp_path / "page.png").exists()


def test_a_scan_is_refused_with_advice_where_recognising_is_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHORTLIST_OCR", "off")
    (tmp_path / "scan.pdf").write_bytes(bound(photographed(resume())))
    assert read(tmp_path / "scan.pdf", "--json") == 2
    assert json.loads(capsys.readouterr().out) == {
        "error": "This PDF is a picture: 0 letters on 1 page.",
        "advice": "Export it as PDF from Word, or send DOCX.",
    }


@pytest.mark.skipif(not can_recognise(), reason="the extra ocr is not installed")
def test_recognised_lines_are_marked(tmp_path: Path, terminal: io.StringIO) -> None:
    (tmp_path / "scan.pdf").write_bytes(bound(photographed(resume())))
    assert read(tmp_path / "scan.pdf") == 0
    shown = terminal.getvalue()
    assert "≈ recognised on a picture" in shown
    assert "   1 ≈ Mina Okafor" in shown
    assert "! Page 1 is a picture. I recognised its text; check it." in shown
