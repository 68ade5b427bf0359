from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dates import find_dates, is_present, month_range, union_months

TODAY = date(2026, 11, 23)


def said(text: str) -> list[tuple[str | None, str | None]]:
    return [(one.first, one.last) for one in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jan 2023 - Dec 2024", "2023-01", "2024-12"),
        ("Sept. 2018 – May 2023", "2018-09", "2023-05"),
        ("septembre 2020 – août 2021", "2020-09", "2021-08"),
        ("März 2015 bis Dezember 2016", "2015-03", "2016-12"),
        ("enero de 2019 a marzo de 2020", "2019-01", "2020-03"),
        ("fev. 2019 até out. 2020", "2019-02", "2020-10"),
        ("2019年7月 – 2022年2月", "2019-07", "2022-02"),
        ("2017.07-2020.02", "2017-07", "2020-02"),
        ("04/2021 - 11/2022", "2021-04", "2022-11"),
        ("01.03.2015 - 31.12.2019", "2015-03", "2019-12"),
        ("2013 – 2015, Mention bien", "2013", "2015"),
        ("2019–21", "2019", "2021"),
        ("2019/20", "2019", "2020"),
        ("Jun – Aug 2023", "2023-06", "2023-08"),
        ("Jan '19 to Feb '21", "2019-01", "2021-02"),
        ("Summer 2022 - Fall 2023", "2022", "2023"),
        ("Expected Graduation: May 2027", None, "2027-05"),
        ("Mar 5, 2021", None, "2021-03"),
        ("12/31/2020", None, "2020-12"),
        ("3/19 - 5/21", "2019-03", "2021-05"),
        ("03/19–05/21", "2019-03", "2021-05"),
        ("’19 – ’21", "2019", "2021"),
        ("'98-'02", "1998", "2002"),
        ("Mar19 - May21", "2019-03", "2021-05"),
        ("2019 March – 2021 May", "2019-03", "2021-05"),
        ("Q1/2019 - Q3/2021", "2019", "2021"),
        ("2019 Q1 – 2021 Q3", "2019", "2021"),
        ("Fall '19", None, "2019"),
        ("2015/16 – 2018/19", "2015", "2019"),
        ("maart 2019 tot mei 2021", "2019-03", "2021-05"),
        ("gennaio 2019 – ago 2020", "2019-01", "2020-08"),
        ("2020.09 ～ 2023.06", "2020-09", "2023-06"),
        ("2020年09月——2023年06月", "2020-09", "2023-06"),
        ("2019-3 – 2020-5", "2019-03", "2020-05"),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_written(
    text: str, first: str | None, last: str | None
) -> None:
    assert said(text) == [(first, last)]


def test_a_date_whose_day_and_month_could_be_swapped_tells_only_its_year() -> None:
    assert said("05/06/2020") == [(None, "2020")]


def test_the_other_end_of_a_range_shows_which_number_is_the_month() -> None:
    assert said("01/03/2019 - 31/05/2021") == [("2019-03", "2021-05")]
    assert said("03/01/2019 - 05/31/2021") == [("2019-03", "2021-05")]
    assert said("01/03/2019 - 02/05/2021") == [("2019", "2021")]


@pytest.mark.parametrize(
    "word",
    [
        "Present",
        "heute",
        "aujourd’hui",
        "actualidad",
        "atual",
        "至今",
        "to date",
        "(laufend)",
        "Till Date",
        "ce jour",
        "la fecha",
        "o momento",
        "ad oggi",
        "heden",
        "nå",
    ],
)
def test_a_range_to_the_present_has_no_end(word: str) -> None:
    [one] = find_dates(f"2019 – {word}")
    assert (one.first, one.last, one.present) == ("2019", None, True)
    assert is_present(word)


@pytest.mark.parametrize(
    "text",
    ["since 2019", "seit 03.2019", "Desde enero de 2020", "depuis 2018", "sinds maart 2019", "dal 2020"],
)
def test_since_means_until_now(text: str) -> None:
    [one] = find_dates(text)
    assert one.first is not None
    assert one.present


@pytest.mark.parametrize("text", ["2019 – ?", "2019 –", "03/2019–"])
def test_a_range_that_breaks_off_says_so(text: str) -> None:
    [one] = find_dates(text)
    assert one.dangling
    assert one.last is None


@pytest.mark.parametrize(
    "text",
    [
        "2,019 cases",
        "US2019001",
        "$2020",
        "602.555.0178",
        "10-K",
        "version 1.2020.3",
        "you may go",
        "2020%",
        "24/7",
        "9/10 - 5/10",
        "the '80s",
        "set out",
        "3/4 of it",
        "Mar19",
    ],
)
def test_numbers_and_words_that_are_no_dates_are_left_alone(text: str) -> None:
    assert find_dates(text) == ()


def test_the_place_of_each_date_is_told() -> None:
    text = "Nordbank, Oslo (Mar 2019 – Apr 2021)"
    [one] = find_dates(text)
    assert text[one.start : one.end] == "Mar 2019 – Apr 2021"
    assert one.first_at is not None
    assert text[slice(*one.first_at)] == "Mar 2019"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01", "2020-12", 12),
        ("2020-01", "2020-01", 1),
        ("2019", "2021", 24),
        ("2020", "2020", 6),
        ("2026-01", None, 11),
        ("2026-01", "2030-01", 11),
        (None, "2020", 0),
        ("2028-01", None, 0),
        ("2021-01", "2020-01", 0),
    ],
)
def test_months_count_both_ends_and_never_the_future(start: str | None, end: str | None, months: int) -> None:
    assert union_months([month_range(start, end, TODAY)]) == months


def test_two_jobs_at_once_count_once() -> None:
    full = month_range("2020-01", "2020-12", TODAY)
    side = month_range("2020-06", "2021-03", TODAY)
    assert union_months([full, side, None]) == 15


days = st.builds("{}-{:02}".format, st.integers(1990, 2025), st.integers(1, 12))


@given(st.lists(st.tuples(days, days), max_size=6))
def test_the_union_is_never_more_than_the_sum_nor_less_than_the_longest(jobs: list[tuple[str, str]]) -> None:
    ranges = [month_range(a, b, TODAY) for a, b in jobs]
    lengths = [union_months([month_range(a, b, TODAY)]) for a, b in jobs]
    assert max(lengths, default=0) <= union_months(ranges) <= sum(lengths)


@given(st.text(alphabet="0123456789 -–/.年月JanFebto()\t至今", max_size=80))
def test_any_text_gives_dates_that_stand_in_it(text: str) -> None:
    for one in find_dates(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.first or one.last
