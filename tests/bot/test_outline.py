"""What was read, a row for each value."""

from dataclasses import replace

from paper import job, resume

from bot.outline import outline


def test_each_value_has_a_row_with_its_lines_and_an_entry_says_how_long_it_lasted() -> None:
    read = resume({"basics": {"name": "Ida Holm"}, "work": [job("Engineer", "Ran the yard")]})
    rows = {row.pointer: row for row in outline(read)}
    assert {pointer for pointer, row in rows.items() if row.text is not None} == {*read.spans}
    assert rows["/work/0"].note == "60 months"
    assert (rows["/work/0/highlights/0"].text, rows["/work/0/highlights/0"].lines) == ("Ran the yard", (5,))
    assert (rows["/work/0/highlights/0"].depth, rows["/work/0/highlights/0"].label) == (3, "")


def test_a_date_says_how_it_is_written_and_an_owners_word_is_marked() -> None:
    read = resume({"work": [{"position": "Engineer", "startDate": "March 2019", "endDate": "2020"}]})
    fields = {"work": [read.fields["work"][0] | {"startDate": "2019-03"}]}
    said = replace(
        read,
        fields=fields,
        spans={p: s for p, s in read.spans.items() if "end" not in p},
        attested=("/work/0/endDate",),
    )
    rows = {row.pointer: row for row in outline(said)}
    assert (rows["/work/0/startDate"].text, rows["/work/0/startDate"].note) == ("2019-03", '"March 2019"')
    assert (rows["/work/0/endDate"].is_said, rows["/work/0/endDate"].lines) == (True, ())


def test_a_start_that_is_after_the_end_lasts_nothing() -> None:
    read = resume({"work": [{"position": "Engineer", "startDate": "2021", "endDate": "2019"}]})
    assert next(row.note for row in outline(read) if row.pointer == "/work/0") == ""
