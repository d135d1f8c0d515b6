"""Texts to values: times, windows, numbers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from geleit.io.case.fields import (
    Calendar,
    did_you_mean,
    is_plain_date,
    not_within,
    read_number,
    read_time,
    read_yes,
    read_zone,
    split_list,
)
from geleit.model.window import Window

DAMASCUS = ZoneInfo("Asia/Damascus")
BERLIN = ZoneInfo("Europe/Berlin")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def spring_in_berlin() -> Calendar:
    """30 March to 2 April 2024: the clock goes from 02:00 to 03:00 on the 31st."""
    return Calendar(BERLIN, Window(read_time("2024-03-30", BERLIN), read_time("2024-04-02", BERLIN)))


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12.0), ("-0.5", -0.5), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("+2E-1", 0.2)]
)
def test_numbers(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["abc", "nan", "inf", "-Infinity", "1,5", "1_000", "1 000", "0x10", "١٢", "", "1e", "--1"]
)
def test_what_is_no_number(text):
    with pytest.raises(ValueError, match="expected a number, found"):
        read_number(text)


@pytest.mark.parametrize("text", ["1e13", "-1e400", "9" * 5000])
def test_numbers_beyond_reason(text):
    with pytest.raises(ValueError, match="expected a number up to"):
        read_number(text)


def test_yes_and_no():
    assert [read_yes(text) for text in ("yes", "NO", "true", "False")] == [True, False, True, False]
    with pytest.raises(ValueError, match="expected yes or no, found 'maybe'"):
        read_yes("maybe")


def test_lists_leave_out_what_is_empty():
    assert split_list(" a; b;;c ;") == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-08-11T10:00", utc(2016, 8, 11, 7)),
        ("2016-08-11 10:00:30", utc(2016, 8, 11, 7, 0, 30)),
        ("2016-08-11T10:00Z", utc(2016, 8, 11, 10)),
        ("2016-08-11T10:00-05:30", utc(2016, 8, 11, 15, 30)),
        ("2016-08-11", utc(2016, 8, 10, 21)),
        ("2016-01-11", utc(2016, 1, 10, 22)),
    ],
)
def test_times(text, expected):
    assert read_time(text, DAMASCUS) == expected


def test_a_time_has_the_offset_of_its_zone_and_day():
    assert read_time("2016-01-11T10:00Z", DAMASCUS).isoformat() == "2016-01-11T12:00:00+02:00"
    assert read_time("2016-08-11T10:00Z", DAMASCUS).isoformat() == "2016-08-11T13:00:00+03:00"


def test_the_difference_of_two_times_is_the_time_that_passes():
    assert read_time("2024-03-31T12:00", BERLIN) - read_time("2024-03-30T12:00", BERLIN) == timedelta(hours=23)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2016-8-1", "2016-08-11T25:00", "2016-08-11T10:61", "2016-08-11T10:00+25:00", "20160811"]
)
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="expected a time such as 2016-08-11T10:00, found"):
        read_time(text, DAMASCUS)


def test_what_is_no_day():
    with pytest.raises(ValueError, match="no such day: '2016-02-30'"):
        read_time("2016-02-30T10:00", DAMASCUS)
    with pytest.raises(ValueError, match="expected a year from 1900 to 2199, found '0001-01-01'"):
        read_time("0001-01-01", DAMASCUS)


def test_a_time_the_clock_skips():
    with pytest.raises(ValueError, match=r"the clock of Europe/Berlin skips 2024-03-31 02:30 \(daylight saving\)"):
        read_time("2024-03-31T02:30", BERLIN)


def test_a_time_the_clock_shows_twice_asks_for_its_offset():
    with pytest.raises(ValueError, match="shows 2024-10-27 02:30 twice") as fault:
        read_time("2024-10-27T02:30", BERLIN)
    assert "write 2024-10-27T02:30+02:00 or 2024-10-27T02:30+01:00" in str(fault.value)
    assert read_time("2024-10-27T02:30+02:00", BERLIN) == utc(2024, 10, 27, 0, 30)
    assert read_time("2024-10-27T02:30+01:00", BERLIN) == utc(2024, 10, 27, 1, 30)


def test_a_day_without_a_midnight_starts_at_its_first_moment():
    # in Damascus the clock went from 00:00 to 01:00 on 25 March 2016
    assert read_time("2016-03-25", DAMASCUS).isoformat() == "2016-03-25T01:00:00+03:00"


def test_plain_dates():
    assert is_plain_date("2016-08-11")
    assert not is_plain_date("2016-08-11T00:00")
    assert not is_plain_date("11 August")


def test_a_zone_nobody_knows():
    with pytest.raises(ValueError, match=r"no time zone is called 'Asia/Damaskus'; did you mean 'Asia/Damascus'\?"):
        read_zone("Asia/Damaskus")


@pytest.mark.parametrize("text", ["Asia", "../etc/passwd", "/etc/localtime", "", "a" * 300, "a\0b"])
def test_zone_names_that_are_paths(text):
    with pytest.raises(ValueError, match="no time zone is called"):
        read_zone(text)


def test_a_window_from_and_to():
    windows = spring_in_berlin().windows("2024-03-30T10:00 / 2024-03-30T13:00")
    assert windows == (Window(utc(2024, 3, 30, 9), utc(2024, 3, 30, 12)),)


def test_always_and_never():
    calendar = spring_in_berlin()
    assert calendar.windows("always") == (calendar.period,)
    assert calendar.period.hours == 71
    assert calendar.windows("never") == ()


def test_daily_windows_keep_to_the_clock_on_the_wall():
    assert spring_in_berlin().windows("daily 10:00-13:00 2024-03-30..2024-03-31") == (
        Window(utc(2024, 3, 30, 9), utc(2024, 3, 30, 12)),
        Window(utc(2024, 3, 31, 8), utc(2024, 3, 31, 11)),
    )


def test_a_daily_window_is_an_hour_shorter_when_the_clock_skips_one():
    assert [w.hours for w in spring_in_berlin().windows("daily 00:00-24:00")] == [24, 23, 24]


def test_daily_windows_without_days_are_cut_to_the_period():
    period = Window(read_time("2024-03-30T12:00", BERLIN), read_time("2024-04-01T11:00", BERLIN))
    assert Calendar(BERLIN, period).windows("daily 10:00-13:00") == (
        Window(utc(2024, 3, 30, 11), utc(2024, 3, 30, 12)),
        Window(utc(2024, 3, 31, 8), utc(2024, 3, 31, 11)),
        Window(utc(2024, 4, 1, 8), utc(2024, 4, 1, 9)),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2024-03-30T13:00/2024-03-30T10:00", "the window ends .* before or when it starts"),
        ("2024-03-30T13:00/2024-03-30T13:00", "the window ends .* before or when it starts"),
        ("2024-03-30T13:00", "expected a window such as"),
        ("daily", "expected a window such as 'daily"),
        ("daily 10-13", "expected a window such as 'daily"),
        ("daily 10:00-24:01", "expected a time of day from 00:00 to 24:00, found '24:01'"),
        ("daily 10:60-13:00", "expected a time of day from 00:00 to 24:00, found '10:60'"),
        (
            "daily 22:00-02:00",
            r"the daily window ends \(02:00\) before or when it starts \(22:00\); write one that passes",
        ),
        ("daily 10:00-13:00 2024-03-31..2024-03-30", r"the last day \(2024-03-30\) is before the first \(2024-03-31\)"),
        ("daily 10:00-13:00 1990-03-31..2024-03-30", "expected at most 3660 days, found"),
        ("daily 10:00-13:00 2024-02-30..2024-03-30", "no such day: '2024-02-30'"),
        ("daily 02:30-13:00 2024-03-31..2024-03-31", "the clock of Europe/Berlin skips 2024-03-31 02:30"),
    ],
)
def test_windows_that_are_none(text, problem):
    with pytest.raises(ValueError, match=problem):
        spring_in_berlin().windows(text)


def test_a_window_across_two_others_that_touch_is_within_them():
    a, b = Window(utc(2024, 1, 1), utc(2024, 1, 2)), Window(utc(2024, 1, 2), utc(2024, 1, 3))
    across = Window(utc(2024, 1, 1, 12), utc(2024, 1, 2, 12))
    beyond = Window(utc(2024, 1, 2, 12), utc(2024, 1, 3, 1))
    assert not_within((across,), (b, a)) is None
    assert not_within((across, beyond), (b, a)) == beyond
    assert not_within((across,), ()) == across
    assert not_within((), ()) is None


def test_remedies_for_unknown_names():
    assert did_you_mean("excits", ["exits", "people"]) == "did you mean 'exits'?"
    assert did_you_mean("zzz", ["exits", "people"]) == "known: exits, people"
    assert did_you_mean("zzz", []) == ""
