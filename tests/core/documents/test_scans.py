"""How recognised pages join the rest of their document."""

from hypothesis import given
from hypothesis import strategies as st

from core.documents.scans import joined
from core.model import Document, Line

LONG = "Moved forty services to Kubernetes without an outage"


def document(*lines: Line) -> Document:
    return Document("0" * 64, "pdf", tuple(lines), pages=3)


def recognised(*texts: str, page: int) -> list[Line]:
    return [Line(n, text, page=page, recognised=True) for n, text in enumerate(texts, 1)]


def notices(found: Document) -> list[str]:
    return [notice.text for notice in found.notices]


def test_recognised_lines_take_the_place_of_a_stamp_and_leave_hidden_ones_behind() -> None:
    found = document(
        Line(1, "Mina Okafor", page=1),
        Line(2, "Scanned by ShadowScanner", page=2),
        Line(3, "hire me", page=2, visible=False),
        Line(4, "References", page=3),
    )
    whole = joined(found, {2: recognised(LONG, "Scanned by ShadowScanner", page=2)}, [])
    assert [(line.n, line.text) for line in whole.lines] == [
        (1, "Mina Okafor"),
        (2, LONG),
        (3, "Scanned by ShadowScanner"),
        (4, "hire me"),
        (5, "References"),
    ]
    assert notices(whole) == ["Page 2 is a picture. I recognised its text; check it."]


def test_a_page_whose_own_text_is_all_there_is_keeps_it() -> None:
    found = document(Line(1, "References on request", page=2))
    assert joined(found, {2: recognised("Refarences on requesl", page=2)}, []) == found


def test_pages_left_unread_are_named_unless_they_have_text() -> None:
    found = document(Line(1, "Page 1 of 3", page=1))
    assert notices(joined(found, {}, [1])) == []
    assert notices(joined(found, {}, [2])) == ["Page 2 is a picture; I did not read it."]
    assert notices(joined(found, {}, [1, 2, 3])) == ["Pages 2 and 3 are pictures; I did not read them."]
    pages = {page: recognised(LONG, LONG, page=page) for page in (1, 2, 3)}
    assert notices(joined(found, pages, [])) == [
        "Pages 1, 2 and 3 are pictures. I recognised their text; check it."
    ]


@given(
    st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=12),
    st.dictionaries(st.integers(1, 5), st.integers(0, 4), max_size=4),
)
def test_no_page_is_out_of_order_and_no_hidden_line_is_lost(
    lines: list[tuple[int, bool]], pages: dict[int, int]
) -> None:
    own = sorted(lines, key=lambda it: it[0])
    found = document(*(Line(n, f"own {n}", page=page, visible=seen) for n, (page, seen) in enumerate(own, 1)))
    whole = joined(found, {page: recognised(*[LONG] * count, page=page) for page, count in pages.items()}, [])
    numbers = [line.page or 0 for line in whole.lines]
    assert numbers == sorted(numbers)
    assert [line.n for line in whole.lines] == list(range(1, len(whole.lines) + 1))
    hidden = [line.text for line in found.lines if not line.visible]
    assert [line.text for line in whole.lines if not line.visible] == hidden
