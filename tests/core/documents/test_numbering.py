import pytest
from printer import docx, p

from core.documents.docx import read_docx
from core.documents.sheet import Sheet
from core.model import Document


def read(data: bytes) -> Document:
    return read_docx(data, Sheet(400_000))


MARGIN = "<w:{0} NAMES>{1}</w:{0}>"


def numbered(levels: str, *, number: str = "") -> tuple[str, dict[str, str]]:
    relation = '<Relationship Id="n" Type="OFFICE/numbering" Target="numbering.xml"/>'
    kinds = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>' + number
    return relation, {"word/numbering.xml": MARGIN.format("numbering", kinds + nums)}


def item(text: str, level: int = 0, number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, settings=f"<w:pPr>{place}</w:pPr>")


def level(n: int, format: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (n + 1)}"/></w:pPr></w:lvl>'
    )


def test_lists_count_as_word_shows_them() -> None:
    levels = (
        level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "upperRoman", "%1.%2.%3", 4)
    )
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    relations, parts = numbered(levels, number=again)
    body = item("one") + item("a", 1) + item("b", 1) + item("deep", 2) + item("two") + item("a again", 1)
    body += item("seven", number=2) + item("none", number=0) + item("three")
    lines = read(docx(body, relations=relations, parts=parts)).lines
    assert [line.text for line in lines] == [
        "1. one",
        "a) a",
        "b) b",
        "1.b.IV deep",
        "2. two",
        "a) a again",
        "7. seven",
        "none",
        "3. three",
    ]
    assert [line.bullet for line in lines] == [True, True, True, True, True, True, True, False, True]
    assert lines[1].indent > lines[0].indent > 0


@pytest.mark.parametrize(
    ("glyph", "shown"),
    [("\uf0b7", "•"), ("o", "◦"), ("\uf0a7", "▪"), ("–", "–"), ("►", "►"), ("", "•"), ("Z", "•")],
)
def test_bullets_keep_their_glyph_where_unicode_has_one(glyph: str, shown: str) -> None:
    relations, parts = numbered(level(0, "bullet", glyph))
    [line] = read(docx(item("Built it"), relations=relations, parts=parts)).lines
    assert (line.text, line.bullet) == (f"{shown} Built it", True)
