from core.documents.plain import read_plain


def test_underlines_make_headings_and_are_not_shown() -> None:
    lines = list(read_plain("MINA OKAFOR\n\nEXPERIENCE\n==========\n\nHeron Freight\n-----\nBuilt it\n"))
    assert [(line.text, line.level) for line in lines] == [
        ("MINA OKAFOR", 0),
        ("EXPERIENCE", 2),
        ("Heron Freight", 2),
        ("Built it", 0),
    ]


def test_wide_gaps_are_tabs_and_single_blanks_stay() -> None:
    [line] = read_plain("Heron Freight, Lagos          Feb 2019 - Present")
    assert line.text == "Heron Freight, Lagos\tFeb 2019 - Present"
    [line] = read_plain("Heron\tFreight")
    assert line.text == "Heron\tFreight"


def test_items_and_their_next_lines_are_told_by_glyph_and_indent() -> None:
    item, rest, none = read_plain("  - Lead a crew of four\n    around the clock\n-40 degrees were nothing")
    assert (item.bullet, item.indent) == (True, 1.0)
    assert (rest.bullet, rest.indent) == (False, 2.0)
    assert not none.bullet


def test_a_line_of_a_million_letters_comes_in_pieces_and_loses_none() -> None:
    words = ["word"] * 200_000
    lines = list(read_plain(" ".join(words)))
    assert max(len(line.text) for line in lines) <= 20_000
    assert " ".join(line.text for line in lines).split() == words
