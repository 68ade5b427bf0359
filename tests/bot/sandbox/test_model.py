from typing import Any

import pytest
from slack import Message

Json = dict[str, Any]


def text(words: str, kind: str = "mrkdwn") -> Json:
    return {"type": kind, "text": words}


def rich(*words: str) -> Json:
    leaves = [{"type": "text", "text": w} for w in words]
    section = {
        "type": "rich_text_section",
        "elements": [*leaves, {"type": "link", "url": "https://example.com"}],
    }
    return {"type": "rich_text", "elements": [section, {"type": "rich_text_list", "elements": [section]}]}


SEEN: list[tuple[Json, str]] = [
    ({"type": "section", "text": text("*a*"), "fields": [text("b"), text("c")]}, "*a*\nb\nc"),
    ({"type": "header", "text": text("Title", "plain_text")}, "Title"),
    ({"type": "context", "elements": [text("one"), {"type": "image", "alt_text": "two"}]}, "one two"),
    ({"type": "markdown", "text": "**b**"}, "**b**"),
    ({"type": "divider"}, ""),
    (rich("a", "b"), "abhttps://example.com\nabhttps://example.com"),
    ({"type": "table", "rows": [[text("1", "raw_text"), text("2", "raw_text")]]}, "1\n2"),
    ({"type": "image", "alt_text": "a chart", "title": text("Chart", "plain_text")}, "a chart"),
]


@pytest.mark.parametrize(("block", "shown"), SEEN, ids=[b["type"] for b, _ in SEEN])
def test_people_read_the_words_of_a_block(block: Json, shown: str) -> None:
    assert Message("C1", "1.0", "U1", "never shown beside blocks", blocks=(block,)).shown == shown


def test_what_stands_in_a_confirmation_is_not_read_before_it_is_asked() -> None:
    words = text("Really?", "plain_text")
    ask = {"title": words, "text": words, "confirm": words, "deny": words}
    delete = {"type": "button", "text": text("Delete", "plain_text"), "action_id": "d", "confirm": ask}
    block = {"type": "section", "block_id": "b", "text": text("Sure"), "accessory": delete}
    message = Message("C1", "1.0", "U1", blocks=(block,))
    assert message.shown == "Sure\n[Delete]"
    assert [(b.label, b.block_id) for b in message.buttons] == [("Delete", "b")]


def test_text_is_read_where_there_are_no_blocks_and_attachments_always() -> None:
    message = Message("C1", "1.0", "U1", "plain", attachments=({"title": "T", "text": "more"},))
    assert message.shown == "plain\nT\nmore"
