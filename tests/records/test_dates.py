"""Dates and times as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import language
from desktop_app.records import dates

AUGUST = dt.date(2019, 8, 29)


@pytest.mark.parametrize(
    "typed",
    ["29/8/2019", "29.8.19", "29-08-2019", "2019-08-29", "29 Ogos 2019", "29 Aug 2019", "29 august 2019", "29082019",
     "29th August 2019", " 29 ogos, 2019 ", "29/8", "29 Ogos"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert dates.parsed_date(typed, near=AUGUST) == AUGUST


@pytest.mark.parametrize("typed", ["", "soon", "31/2/2020", "29/13/2019", "1", "0/0/0", "29 Foo 2019", "99999999999"])
def test_what_is_no_day_is_not_made_one(typed: str) -> None:
    assert dates.parsed_date(typed, near=AUGUST) is None


def test_a_day_without_a_year_falls_nearest_to_the_event() -> None:
    assert dates.parsed_date("2/1", near=dt.date(2019, 12, 30)) == dt.date(2020, 1, 2)
    assert dates.parsed_date("30/12", near=dt.date(2020, 1, 2)) == dt.date(2019, 12, 30)


def test_the_words_for_near_days_are_known_in_both_languages() -> None:
    assert dates.parsed_date("esok") == dates.parsed_date("tomorrow") == dates.today() + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [("9", 9, 0), ("930", 9, 30), ("0930", 9, 30), ("9.30", 9, 30), ("14:30", 14, 30), ("2.30pm", 14, 30),
     ("2:30 petang", 14, 30), ("10 pagi", 10, 0), ("12am", 0, 0), ("12.30 tengahari", 12, 30), ("14:30:00", 14, 30)],
)  # fmt: skip
def test_a_time_is_read_however_it_is_typed(typed: str, hour: int, minute: int) -> None:
    assert dates.parsed_time(typed) == dt.time(hour, minute)


@pytest.mark.parametrize("typed", ["", "25", "9:75", "noon-ish", "12345"])
def test_what_is_no_time_is_not_made_one(typed: str) -> None:
    assert dates.parsed_time(typed) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31)))
def test_a_shown_day_reads_back_as_itself(day: dt.date) -> None:
    assert dates.parsed_date(dates.shown_date(day)) == day


@given(st.text())
def test_any_text_at_all_is_a_day_or_none(typed: str) -> None:
    dates.parsed_date(typed)
    dates.parsed_time(typed)


def test_a_span_is_shown_short_and_written_out_in_both_languages() -> None:
    start, end = dt.date(2019, 9, 23), dt.date(2019, 9, 24)
    assert dates.shown_range(start, end) == "23-24 Sep 2019"
    assert dates.shown_range(dt.date(2019, 9, 30), dt.date(2019, 10, 2)) == "30 Sep-2 Oct 2019"
    assert dates.written_range(AUGUST, AUGUST) == "Thursday 29 August 2019"
    language.set_language("ms")
    assert dates.written_range(AUGUST, None) == "Khamis 29 Ogos 2019"
    assert dates.shown_range(start, end) == "23-24 Sep 2019"
